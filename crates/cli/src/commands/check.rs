//! `tongban check`: one decision.

use super::situation::Situation;
use crate::arguments::Arguments;
use crate::labels;
use crate::opening::{Refused, engine, read};
use crate::outcome::Outcome;
use crate::paint::{bold, dim, green, red, yellow};
use crate::say::say;
use crate::trouble::Trouble;
use anyhow::Result;
use clap::Args;
use std::collections::BTreeMap;
use std::path::PathBuf;
use tongban_catalog::problem::Noun;
use tongban_engine::GivenMaterial;
use tongban_engine::api::{Because, View};

/// Make one decision.
#[derive(Debug, Args)]
pub struct Check {
    /// Id or code, such as `retirement` or `E01`.
    pub item: String,
    /// The situation.
    #[command(flatten)]
    pub situation: Situation,
    /// JSON file of given materials: `{"application-form": "rendered"}`.
    #[arg(long, value_name = "FILE")]
    pub materials: Option<PathBuf>,
}

impl Check {
    /// Exit 0 when the application could be handed in as complete (with or without deferred materials), else 1.
    pub fn run(&self, arguments: &Arguments) -> Result<Outcome> {
        let engine = engine(arguments)?;
        let mut session = self.situation.open(&engine, &self.item, arguments)?;
        if let Some(path) = &self.materials {
            let given: BTreeMap<String, GivenMaterial> = serde_json::from_slice(&read(path)?)
                .map_err(|error| Trouble::NotJson {
                    path: path.display().to_string(),
                    wanted: Noun::new(
                        "材料清单（写成 `{\"id\": \"provided\"}`）",
                        "materials, as `{\"id\": \"provided\"}`",
                    ),
                    why: error.to_string(),
                })?;
            for (material, given) in &given {
                session.give(material, given).map_err(Refused)?;
            }
        }
        let view = session.view();
        if arguments.json {
            say!("{}", String::from_utf8(session.decision())?);
        } else {
            let next = session.next();
            let facts = |condition: &str| {
                let steps = session.explain(&format!("condition:{condition}"));
                let steps = steps.map(|explanation| explanation.steps);
                let read = steps.into_iter().flatten().filter(|step| step.depth == 0);
                read.map(|step| (step.name, step.value)).collect()
            };
            print(
                &view,
                facts,
                next.first().map(|next| next.label.as_str()),
                &arguments.lang,
            );
            say!("{}", dim(&format!("sha256 {}", session.decision_digest())));
        }
        let ready = matches!(
            view.verdict.kind.as_str(),
            "ready" | "ready-with-correction"
        );
        Ok(if ready {
            Outcome::Fine
        } else {
            Outcome::Findings
        })
    }
}

/// `：尚不能确定，因为缴费月数`.
fn because(list: &[Because], lang: &str) -> String {
    if list.is_empty() {
        return String::new();
    }
    let names: Vec<&str> = list.iter().map(|one| one.name.as_str()).collect();
    let unknown = labels::label(labels::UNKNOWN, lang);
    format!(
        "{}{unknown}{}",
        labels::colon(lang),
        labels::list(&names, lang)
    )
}

/// `facts` gives the facts that a condition reads, by name and in words.
fn print(
    view: &View,
    facts: impl Fn(&str) -> Vec<(String, String)>,
    next: Option<&str>,
    lang: &str,
) {
    let head = |name| bold(labels::label(name, lang));
    let verdict = match view.verdict.kind.as_str() {
        "ready" => green(&view.verdict.text),
        "ready-with-correction" => yellow(&view.verdict.text),
        _ => red(&view.verdict.text),
    };
    say!("{}  {}", bold(&view.name), dim(&view.as_of));
    say!("{verdict}");
    for reason in &view.verdict.reasons {
        let basis = dim(&labels::cited(&reason.basis, lang));
        say!("  - {}{basis}", reason.message);
    }
    if let Some(next) = next {
        say!("  → {}  {next}", labels::label(labels::NEXT, lang));
    }
    if !view.conditions.is_empty() {
        say!("\n{}", head(labels::CONDITIONS));
    }
    for condition in &view.conditions {
        let mark = match condition.state.as_str() {
            "met" => green("✓"),
            "not-met" => red("✗"),
            _ => yellow("?"),
        };
        // What is wrong stands above, among the reasons.
        let met = condition
            .message
            .as_ref()
            .filter(|_| condition.state == "met");
        let met = met.map(|message| format!("{}{message}", labels::colon(lang)));
        say!(
            "{mark} {}{}{}",
            condition.name,
            met.unwrap_or_default(),
            because(&condition.because, lang)
        );
        for (name, value) in facts(&condition.id) {
            say!("    {}", dim(&format!("{name}  {value}")));
        }
    }
    say!("\n{}", head(labels::MATERIALS));
    for material in view
        .materials
        .iter()
        .filter(|material| material.state != "not-needed")
    {
        let mark = if material.state == "perhaps" {
            yellow("○")
        } else {
            "●".to_owned()
        };
        let given = material
            .given
            .as_deref()
            .map(|how| green(&format!("  {}", labels::given(how, lang))))
            .unwrap_or_default();
        say!(
            "{mark} {} {}{given}{}",
            material.code,
            material.name,
            because(&material.because, lang)
        );
    }
    let fired: Vec<_> = view
        .risks
        .iter()
        .filter(|risk| risk.state != "silent")
        .collect();
    if !fired.is_empty() {
        say!("\n{}", head(labels::RISKS));
    }
    for risk in fired {
        let mark = if risk.state == "fired" {
            red("!")
        } else {
            yellow("?")
        };
        say!(
            "{mark} {} {}{}",
            risk.code,
            risk.message.as_deref().unwrap_or(&risk.name),
            because(&risk.because, lang)
        );
    }
    say!("\n{}  {}", head(labels::ROUTE), view.route.reason);
    for (name, limit) in [
        (labels::PROMISED, &view.deadline.promised),
        (labels::STATUTORY, &view.deadline.statutory),
    ] {
        if let Some(limit) = limit {
            say!("{}  {}", head(name), limit.text);
        }
    }
}
