//! `tongban dmn`: the decisions of a DMN file, evaluated.

use crate::arguments::Arguments;
use crate::clock;
use crate::outcome::Outcome;
use crate::say::say;
use crate::shown::wire;
use crate::trouble::{InputWhy, Trouble};
use anyhow::Result;
use clap::Args;
use serde_json::{Map, Value as Json, json};
use std::path::{Path, PathBuf};
use tongban_catalog::did_you_mean;
use tongban_catalog::problem::Noun;
use tongban_catalog::words::Reader;
use tongban_dmn::model::{Asked, Given, Host, Model, read_text};
use tongban_dmn::xml::{Definitions, limits::MAX_FILE, read};
use tongban_feel::{Lang, StandardLibrary, visible};
use tongban_runtime::{Decimal, Diagnostic, Shape, Value};

/// Evaluate the decisions of a DMN file (1.2 to 1.5).
#[derive(Debug, Args)]
pub struct Dmn {
    /// The model; those that it imports are found beside it.
    pub model: PathBuf,
    /// Inputs as a JSON object by name.
    #[arg(long, value_name = "FILE")]
    pub inputs: Option<PathBuf>,
    /// Only this decision, decision service or knowledge model; else all decisions.
    #[arg(long, value_name = "NAME")]
    pub decision: Option<String>,
    /// Most steps of each decision.
    #[arg(long, value_name = "STEPS", default_value_t = 10_000_000)]
    pub fuel: u64,
}

/// Deepest nesting of inputs.
const MAX_NESTING: u32 = 32;

impl Dmn {
    /// Exit 0 with values, 1 when the model has a problem or an evaluation did not come to its end.
    pub fn run(&self, arguments: &Arguments) -> Result<Outcome> {
        let lang = arguments.lang();
        let model = match self.load(lang)? {
            Ok(model) => model,
            Err(problems) => {
                tell(&problems, arguments.json, &arguments.lang);
                return Ok(Outcome::BadInput);
            }
        };
        let library = StandardLibrary::with_clock(clock::moment);
        let host = Host {
            library: Some(&library),
        };
        let inputs = self.inputs(&model, host)?;
        let mut findings;
        let mut ended = true;
        let mut shown = |value: &Value| {
            ended &= !matches!(value, Value::Fault(_));
            wire(value)
        };
        let answer = if let Some(name) = &self.decision {
            let kinds = [Asked::Decision, Asked::Service, Asked::Knowledge];
            let mut asked = kinds
                .iter()
                .map(|kind| model.evaluate(*kind, name, &inputs, host, self.fuel));
            let found = asked.find(Result::is_ok);
            let Some(Ok(answer)) = found else {
                return Err(no_decision(&model, name));
            };
            findings = answer.findings;
            json!({ "value": shown(&answer.value) })
        } else {
            let answer = model.decisions(&inputs, host, self.fuel);
            findings = answer.findings;
            let values = answer.value.iter();
            let values: Map<String, Json> = values
                .map(|(name, value)| ((*name).to_owned(), shown(value)))
                .collect();
            json!({ "decisions": values })
        };
        let mut problems: Vec<Diagnostic> = match &self.decision {
            Some(name) => model
                .problems_of(core::iter::once(name.as_str()))
                .cloned()
                .collect(),
            None => model.problems().to_vec(),
        };
        problems.append(&mut findings);
        if arguments.json {
            let mut answer = answer;
            if !problems.is_empty()
                && let Some(answer) = answer.as_object_mut()
            {
                answer.insert("diagnostics".into(), json!(problems));
            }
            say!("{answer}");
        } else {
            tell(&problems, false, &arguments.lang);
            let shown = answer.get("value").or_else(|| answer.get("decisions"));
            say!(
                "{}",
                serde_json::to_string_pretty(&shown).unwrap_or_default()
            );
        }
        Ok(if ended && problems.is_empty() {
            Outcome::Fine
        } else {
            Outcome::Findings
        })
    }

    /// The model and what it imports from the same folder.
    fn load(&self, lang: Lang) -> Result<Result<Model, Vec<Diagnostic>>> {
        let main = match open(&self.model, lang)? {
            Ok(main) => main,
            Err(problems) => return Ok(Err(problems)),
        };
        let mut imported: Vec<Definitions> = Vec::new();
        if !main.imports.is_empty() {
            let mut beside = Vec::new();
            let folder = self.model.parent().unwrap_or(Path::new("."));
            let folder = if folder.as_os_str().is_empty() {
                Path::new(".")
            } else {
                folder
            };
            for entry in
                std::fs::read_dir(folder).map_err(|error| Trouble::unread(folder, error))?
            {
                let path = entry?.path();
                let is_model = path.extension().is_some_and(|end| end == "dmn");
                // A file that cannot be read is missed only by models that import it.
                if is_model
                    && path != self.model
                    && let Ok(Ok(other)) = open(&path, lang)
                {
                    beside.push(other);
                }
            }
            let mut wanted: Vec<String> = namespaces(&main);
            while let Some(namespace) = wanted.pop() {
                let place = beside.iter().position(|other| other.namespace == namespace);
                if let Some(place) = place {
                    let other = beside.swap_remove(place);
                    wanted.extend(namespaces(&other));
                    imported.push(other);
                }
            }
        }
        Ok(Model::link(main, imported, lang))
    }

    fn inputs(&self, model: &Model, host: Host<'_>) -> Result<Vec<Given>> {
        let Some(path) = &self.inputs else {
            return Ok(Vec::new());
        };
        let text = crate::opening::read(path)?;
        let inputs: Map<String, Json> =
            serde_json::from_slice(&text).map_err(|error| Trouble::NotJson {
                path: path.display().to_string(),
                wanted: Noun::new("JSON 对象", "a JSON object"),
                why: error.to_string(),
            })?;
        let mut given = Vec::new();
        for (name, value) in inputs {
            let Some(shape) = model.input_shape(&name) else {
                return Err(no_input(model, &name));
            };
            let value = match from_json(&value, &shape, host, MAX_NESTING) {
                Ok(value) => value,
                Err(why) => return Err(Trouble::InputUnread { name, why }.into()),
            };
            given.push(Given {
                namespace: None,
                name,
                value,
            });
        }
        Ok(given)
    }
}

fn open(path: &Path, lang: Lang) -> Result<Result<Definitions, Vec<Diagnostic>>> {
    let length = std::fs::metadata(path).map_err(|error| Trouble::unread(path, error))?;
    if length.len() > MAX_FILE as u64 {
        let path = path.display().to_string();
        return Err(Trouble::TooLong {
            path,
            limit: MAX_FILE,
        }
        .into());
    }
    let bytes = crate::opening::read(path)?;
    Ok(read(&path.display().to_string(), &bytes, lang))
}

/// A decision that the model does not have.
fn no_decision(model: &Model, asked: &str) -> anyhow::Error {
    let kinds = [Asked::Decision, Asked::Service, Asked::Knowledge];
    let known = kinds.into_iter().flat_map(|kind| model.names(kind));
    not_in(Noun::new("决策", "decision named"), asked, known)
}

/// An input that the model does not have.
fn no_input(model: &Model, asked: &str) -> anyhow::Error {
    let main = model.files().first();
    let inputs = main.into_iter().flat_map(|file| &file.inputs);
    let known = inputs.map(|input| input.variable.name.as_str());
    not_in(Noun::new("输入", "input named"), asked, known)
}

fn not_in<'n>(what: Noun, asked: &str, known: impl Iterator<Item = &'n str>) -> anyhow::Error {
    let known: Vec<String> = known.map(str::to_owned).collect();
    let near = did_you_mean(asked, known.iter().map(String::as_str)).map(str::to_owned);
    let asked = asked.to_owned();
    Trouble::NotIn {
        what,
        asked,
        near,
        known,
    }
    .into()
}

fn namespaces(model: &Definitions) -> Vec<String> {
    let imports = model.imports.iter();
    imports.map(|import| import.namespace.clone()).collect()
}

fn tell(problems: &[Diagnostic], as_json: bool, lang: &str) {
    let reader = Reader::new(lang);
    let said = |text: &str| visible(&reader.said(text));
    if as_json {
        let mut problems = problems.to_vec();
        for problem in &mut problems {
            problem.message = said(&problem.message);
            problem.help = problem.help.as_deref().map(said);
        }
        say!("{}", json!({ "diagnostics": problems }));
        return;
    }
    for problem in problems {
        let at = &problem.at;
        let file = visible(at.file.as_deref().unwrap_or_default());
        let (line, column) = (at.line.unwrap_or(0), at.column.unwrap_or(0));
        eprintln!(
            "{}: {}\n  {file}:{line}:{column}",
            problem.code,
            said(&problem.message)
        );
        if let Some(help) = &problem.help {
            eprintln!("  {}", said(help));
        }
    }
}

/// A value of JSON: numbers and dates may be texts, as their types say.
fn from_json(json: &Json, shape: &Shape, host: Host<'_>, depth: u32) -> Result<Value, InputWhy> {
    let deeper = depth.checked_sub(1).ok_or(InputWhy::TooDeep)?;
    Ok(match json {
        Json::Null => Value::Absent,
        Json::Bool(value) => Value::Bool(*value),
        Json::Number(number) => {
            let text = number.to_string();
            // JSON readers keep 15 digits of any number, and more of none.
            let digits = text.chars().filter(char::is_ascii_digit).count();
            let exact = Decimal::parse(&text).filter(|_| number.is_i64() || digits <= 15);
            Value::Number(exact.ok_or(InputWhy::Inexact(text))?)
        }
        Json::String(text) => {
            read_text(text, shape, host.library).ok_or_else(|| InputWhy::Misfit(text.clone()))?
        }
        Json::Array(items) => {
            let item = match shape {
                Shape::List(item) => item,
                other => other,
            };
            let items = items
                .iter()
                .map(|value| from_json(value, item, host, deeper));
            Value::list(items.collect::<Result<_, _>>()?)
        }
        Json::Object(fields) => {
            let mut values = Vec::new();
            for (key, value) in fields {
                let entry = match shape {
                    Shape::Context(entries) => entries
                        .iter()
                        .find(|(name, _)| **name == **key)
                        .map(|(_, shape)| shape),
                    _ => None,
                };
                let shape = entry.unwrap_or(&Shape::Any);
                values.push((key.as_str(), from_json(value, shape, host, deeper)?));
            }
            Value::context(values)
        }
    })
}
