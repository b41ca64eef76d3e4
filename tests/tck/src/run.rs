//! Running the cases of a folder.

use crate::case::{Case, Kind, TestFile};
use crate::compare::passes;
use crate::exceptions::Exceptions;
use crate::folder::Folder;
use crate::value::{show, show_written, value};
use anyhow::{Context as _, Result, bail};
use std::path::{Path, PathBuf};
use tongban_dmn::model::{Asked, Given, Host, Model};
use tongban_dmn::xml::{Definitions, Problem, Version, read};
use tongban_feel::Lang;
use tongban_runtime::{Diagnostic, Value};

/// Steps of each element of one case.
const FUEL: u64 = 50_000_000;

/// What became of the cases of a folder.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Outcome {
    /// The folder's name.
    pub folder: String,
    /// Cases that passed.
    pub passed: usize,
    /// Cases that failed, and were not expected to pass.
    pub excepted: Vec<Failure>,
    /// Cases that failed.
    pub failed: Vec<Failure>,
    /// Cases that passed although they were not expected to.
    pub needless: Vec<String>,
    /// Versions of DMN that its models follow.
    pub versions: Vec<Version>,
}

/// A case that failed.
#[derive(Clone, PartialEq, Debug)]
pub struct Failure {
    /// The case's id.
    pub case: String,
    /// What was asked, expected and found; problems of the model that may be the cause.
    pub detail: String,
}

/// A model with what it imports, or why there is none.
type Loaded = Result<Model, Vec<Diagnostic>>;

/// Runs all cases of a folder.
///
/// # Errors
/// If a test file cannot be read, or names a model that is not there.
pub fn run(folder: &Folder, exceptions: &Exceptions, host: Host<'_>) -> Result<Outcome> {
    let mut outcome = Outcome {
        folder: folder.name.clone(),
        ..Outcome::default()
    };
    for path in &folder.tests {
        let file = TestFile::read(path)?;
        let model = model_of(folder, &file, path)?;
        let loaded = load(&model, &folder.models)?;
        if let Ok(model) = &loaded {
            for file in model.files() {
                if !outcome.versions.contains(&file.version) {
                    outcome.versions.push(file.version);
                }
            }
        }
        for case in &file.cases {
            let result = check(case, &loaded, host);
            let excepted = exceptions.reason(&folder.name, &case.id).is_some();
            match (result, excepted) {
                (Ok(()), false) => outcome.passed += 1,
                (Ok(()), true) => {
                    outcome.passed += 1;
                    outcome.needless.push(case.id.clone());
                }
                (Err(detail), excepted) => {
                    let failure = Failure {
                        case: case.id.clone(),
                        detail,
                    };
                    if excepted {
                        outcome.excepted.push(failure);
                    } else {
                        outcome.failed.push(failure);
                    }
                }
            }
        }
    }
    outcome.versions.sort_unstable();
    Ok(outcome)
}

/// The model that a test file is about: the one it names, else the only one of the folder.
fn model_of(folder: &Folder, file: &TestFile, test: &Path) -> Result<PathBuf> {
    if let Some(name) = &file.model {
        let own = |path: &&PathBuf| path.file_name().is_some_and(|own| own == name.as_str());
        if let Some(path) = folder.models.iter().find(own) {
            return Ok(path.clone());
        }
    }
    match folder.models.as_slice() {
        [one] => Ok(one.clone()),
        _ => bail!("`{}` names no model of its folder", test.display()),
    }
}

/// Reads a model and those that it needs from the same folder.
fn load(path: &Path, beside: &[PathBuf]) -> Result<Loaded> {
    let main = match open(path)? {
        Ok(main) => main,
        Err(problems) => return Ok(Err(problems)),
    };
    let mut others = Vec::new();
    for path in beside.iter().filter(|other| *other != path) {
        // A model that cannot be read is missed only by those that import it.
        if let Ok(other) = open(path)? {
            others.push(other);
        }
    }
    let mut needed: Vec<Definitions> = Vec::new();
    let mut wanted: Vec<String> = namespaces(&main);
    while let Some(namespace) = wanted.pop() {
        let known = |model: &Definitions| model.namespace == namespace;
        if known(&main) || needed.iter().any(known) {
            continue;
        }
        if let Some(place) = others.iter().position(known) {
            let other = others.swap_remove(place);
            wanted.extend(namespaces(&other));
            needed.push(other);
        }
    }
    Ok(Model::link(main, needed, Lang::En))
}

fn namespaces(model: &Definitions) -> Vec<String> {
    let imports = model.imports.iter();
    imports.map(|import| import.namespace.clone()).collect()
}

fn open(path: &Path) -> Result<Result<Definitions, Vec<Diagnostic>>> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Ok(read(&name, &bytes, Lang::En))
}

/// Runs one case; gives what differs.
fn check(case: &Case, loaded: &Loaded, host: Host<'_>) -> Result<(), String> {
    let model = match loaded {
        Ok(model) => model,
        Err(problems) => return Err(told(problems)),
    };
    let inputs: Vec<Given> = case
        .inputs
        .iter()
        .map(|input| Given {
            namespace: input.namespace.clone(),
            name: input.name.clone(),
            value: value(&input.value, host.library),
        })
        .collect();
    let outputs = match case.kind {
        Kind::Service => {
            let name = case.invocable.as_deref().unwrap_or_default();
            model.outputs(name, &inputs, host, FUEL).ok()
        }
        _ => None,
    };
    let mut wrong = Vec::new();
    for expected in &case.results {
        let ask = |asked, name: &str| -> Result<Value, Problem> {
            let answer = model.evaluate(asked, name, &inputs, host, FUEL)?;
            Ok(answer.value)
        };
        let actual = match case.kind {
            Kind::Decision => ask(Asked::Decision, &expected.name)
                .or_else(|_| ask(Asked::Service, &expected.name)),
            Kind::Knowledge => ask(
                Asked::Knowledge,
                case.invocable.as_deref().unwrap_or(&expected.name),
            ),
            Kind::Service => {
                let named = outputs.iter().flatten();
                match named.clone().find(|(name, _)| *name == expected.name) {
                    Some((_, value)) => Ok(value.clone()),
                    None => ask(
                        Asked::Service,
                        case.invocable.as_deref().unwrap_or(&expected.name),
                    ),
                }
            }
        };
        let actual = match actual {
            Ok(actual) => actual,
            Err(problem) => {
                let problem = problem.diagnostic(Lang::En);
                wrong.push(format!("{}: {}", expected.name, problem.message));
                continue;
            }
        };
        if !passes(&actual, expected, host.library) {
            wrong.push(format!(
                "{}: expected {}{}, found {}",
                expected.name,
                show_written(&expected.value),
                if expected.error { " (error)" } else { "" },
                show(&actual)
            ));
        }
    }
    if wrong.is_empty() {
        return Ok(());
    }
    let about: Vec<Diagnostic> = model
        .problems_of(case.results.iter().map(|expected| expected.name.as_str()))
        .cloned()
        .collect();
    if !about.is_empty() {
        wrong.push(told(&about));
    }
    Err(wrong.join("; "))
}

fn told(problems: &[Diagnostic]) -> String {
    let shown: Vec<String> = problems
        .iter()
        .take(3)
        .map(|it| {
            let line = it.at.line.unwrap_or(0);
            format!("{} {} (line {line})", it.code, it.message)
        })
        .collect();
    shown.join(", ")
}
