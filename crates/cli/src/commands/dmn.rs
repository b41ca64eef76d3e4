//! `tongban dmn`: the decisions of a DMN file, evaluated.

use crate::arguments::Arguments;
use crate::clock;
use crate::outcome::Outcome;
use crate::say::say;
use anyhow::{Context, Result, anyhow};
use clap::Args;
use serde_json::{Map, Value as Json, json};
use std::path::{Path, PathBuf};
use tongban_dmn::model::{Asked, Given, Host, Model, read_text};
use tongban_dmn::xml::{Definitions, limits::MAX_FILE, read};
use tongban_feel::{Lang, StandardLibrary};
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
                tell(&problems, arguments.json);
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
        let mut wire = |value: &Value| {
            ended &= !matches!(value, Value::Fault(_));
            to_json(value)
        };
        let answer = if let Some(name) = &self.decision {
            let kinds = [Asked::Decision, Asked::Service, Asked::Knowledge];
            let mut asked = kinds
                .iter()
                .map(|kind| model.evaluate(*kind, name, &inputs, host, self.fuel));
            let found = asked.find(Result::is_ok);
            let Some(Ok(answer)) = found else {
                return Err(anyhow!("the model has no decision named `{name}`"));
            };
            findings = answer.findings;
            json!({ "value": wire(&answer.value) })
        } else {
            let answer = model.decisions(&inputs, host, self.fuel);
            findings = answer.findings;
            let values = answer.value.iter();
            let values: Map<String, Json> = values
                .map(|(name, value)| ((*name).to_owned(), wire(value)))
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
            tell(&problems, false);
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
            for entry in std::fs::read_dir(folder)
                .with_context(|| format!("cannot read the folder of `{}`", self.model.display()))?
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
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("cannot read `{}`", path.display()))?;
        let inputs: Map<String, Json> = serde_json::from_str(&text)
            .with_context(|| format!("`{}` is no JSON object", path.display()))?;
        let mut given = Vec::new();
        for (name, value) in inputs {
            let shape = model.input_shape(&name).unwrap_or_default();
            let value = from_json(&value, &shape, host, MAX_NESTING)
                .with_context(|| format!("the input `{name}` cannot be read"))?;
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
    let cannot = || format!("cannot read `{}`", path.display());
    let length = std::fs::metadata(path).with_context(cannot)?.len();
    if length > MAX_FILE as u64 {
        return Err(anyhow!(
            "`{}` is larger than {MAX_FILE} bytes",
            path.display()
        ));
    }
    let bytes = std::fs::read(path).with_context(cannot)?;
    Ok(read(&path.display().to_string(), &bytes, lang))
}

fn namespaces(model: &Definitions) -> Vec<String> {
    let imports = model.imports.iter();
    imports.map(|import| import.namespace.clone()).collect()
}

fn tell(problems: &[Diagnostic], as_json: bool) {
    if as_json {
        say!("{}", json!({ "diagnostics": problems }));
        return;
    }
    for problem in problems {
        let at = &problem.at;
        let file = at.file.as_deref().unwrap_or_default();
        let (line, column) = (at.line.unwrap_or(0), at.column.unwrap_or(0));
        eprintln!(
            "{}: {}\n  {file}:{line}:{column}",
            problem.code, problem.message
        );
        if let Some(help) = &problem.help {
            eprintln!("  {help}");
        }
    }
}

/// A value of JSON: numbers and dates may be texts, as their types say.
fn from_json(json: &Json, shape: &Shape, host: Host<'_>, depth: u32) -> Result<Value> {
    let deeper = depth.checked_sub(1).context("it is nested too deep")?;
    Ok(match json {
        Json::Null => Value::Absent,
        Json::Bool(value) => Value::Bool(*value),
        Json::Number(number) => {
            let text = number.to_string();
            // JSON readers keep 15 digits of any number, and more of none.
            let digits = text.chars().filter(char::is_ascii_digit).count();
            let exact = Decimal::parse(&text).filter(|_| number.is_i64() || digits <= 15);
            Value::Number(exact.with_context(|| format!("write the number `{text}` as a text"))?)
        }
        Json::String(text) => read_text(text, shape, host.library)
            .with_context(|| format!("`{text}` is not of the type of the input"))?,
        Json::Array(items) => {
            let item = match shape {
                Shape::List(item) => item,
                other => other,
            };
            let items = items
                .iter()
                .map(|value| from_json(value, item, host, deeper));
            Value::list(items.collect::<Result<_>>()?)
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

/// A value as JSON: numbers, dates and times as texts; a fault is an object with its code.
fn to_json(value: &Value) -> Json {
    match value {
        Value::Bool(value) => Json::Bool(*value),
        Value::Number(value) => value.to_string().into(),
        Value::Text(value) => value.to_string().into(),
        Value::Date(value) => value.to_string().into(),
        Value::Time(value) => value.to_string().into(),
        Value::DateTime(value) => value.to_string().into(),
        Value::YearsMonths(value) => value.to_string().into(),
        Value::DaysTime(value) => value.to_string().into(),
        Value::List(list) => list.items.iter().map(to_json).collect(),
        Value::Context(context) => {
            let fields = context.fields.iter();
            fields
                .map(|(key, value)| (key.to_string(), to_json(value)))
                .collect()
        }
        Value::Range(range) => json!({
            "low": range.low.as_ref().map(to_json), "lowIncluded": range.low_closed,
            "high": range.high.as_ref().map(to_json), "highIncluded": range.high_closed,
        }),
        Value::Fault(fault) => json!({ "fault": fault.code() }),
        _ => Json::Null,
    }
}
