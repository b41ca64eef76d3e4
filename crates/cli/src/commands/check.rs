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
use std::sync::Arc;
use tongban_catalog::problem::Noun;
use tongban_engine::api::{Because, View};
use tongban_engine::{Engine, GivenMaterial, Session};

/// Make one decision.
#[derive(Debug, Args)]
pub struct Check {
    /// Id or code of an item or a bundle, such as `retirement` or `E01`.
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
        if engine.is_bundle(&self.item) {
            return self.bundle(&engine, arguments);
        }
        let mut session = self.situation.open(&engine, &self.item, arguments)?;
        for (material, given) in &self.given()? {
            session.give(material, given).map_err(Refused)?;
        }
        let view = session.view();
        if arguments.json {
            say!("{}", String::from_utf8(session.decision())?);
        } else {
            decision(&session, arguments);
            say!("{}", dim(&format!("sha256 {}", session.decision_digest())));
        }
        Ok(outcome(&view.verdict.kind))
    }

    fn given(&self) -> Result<BTreeMap<String, GivenMaterial>> {
        let Some(path) = &self.materials else {
            return Ok(BTreeMap::new());
        };
        let given = serde_json::from_slice(&read(path)?).map_err(|error| Trouble::NotJson {
            path: path.display().to_string(),
            wanted: Noun::new(
                "材料清单（写成 `{\"id\": \"provided\"}`）",
                "materials, as `{\"id\": \"provided\"}`",
            ),
            why: error.to_string(),
        })?;
        Ok(given)
    }

    /// The decision of each item of a bundle, and of all together.
    fn bundle(&self, engine: &Arc<Engine>, arguments: &Arguments) -> Result<Outcome> {
        let mut session = self.situation.open_bundle(engine, &self.item, arguments)?;
        for (material, given) in &self.given()? {
            session.give(material, given).map_err(Refused)?;
        }
        let view = session.view();
        if arguments.json {
            let answer = tongban_engine::json::canonical(&session.answer()).map_err(Refused)?;
            say!("{}", String::from_utf8(answer)?);
            return Ok(outcome(&view.verdict.kind));
        }
        let lang = &arguments.lang;
        say!("{}  {}", bold(&view.name), dim(&view.as_of));
        say!("{}", coloured(&view.verdict.kind, &view.verdict.text));
        for member in view.members.iter().flatten() {
            let state = match member.state.as_str() {
                "goes" => labels::GOES,
                "waits" => labels::WAITS,
                "perhaps" => labels::PERHAPS,
                _ => labels::LEFT_OUT,
            };
            let all = view.members.iter().flatten();
            let needs: Vec<&str> = all
                .filter(|other| member.needs.contains(&other.item))
                .map(|other| other.name.as_str())
                .collect();
            let needs = if needs.is_empty() {
                String::new()
            } else {
                format!("{}{}", labels::colon(lang), labels::list(&needs, lang))
            };
            say!(
                "- {} {}  {}{needs}",
                member.code,
                member.name,
                dim(labels::label(state, lang))
            );
        }
        if let Some(next) = session.next().first() {
            say!("  → {}  {}", labels::label(labels::NEXT, lang), next.label);
        }
        for member in view.members.iter().flatten() {
            let takes = matches!(member.state.as_str(), "goes" | "waits");
            if let Some(own) = session.member(&member.item).filter(|_| takes) {
                say!("");
                decision(own, arguments);
                say!("{}", dim(&format!("sha256 {}", own.decision_digest())));
            }
        }
        say!(
            "\n{}",
            dim(&format!("sha256 {}", session.decision_digest()))
        );
        Ok(outcome(&view.verdict.kind))
    }
}

/// Fine when it could be handed in as complete.
fn outcome(verdict: &str) -> Outcome {
    if matches!(verdict, "ready" | "ready-with-correction") {
        Outcome::Fine
    } else {
        Outcome::Findings
    }
}

/// Prints an item's decision with its reasons.
fn decision(session: &Session, arguments: &Arguments) {
    let next = session.next();
    let facts = |condition: &str| {
        let steps = session.explain(&format!("condition:{condition}"));
        let steps = steps.map(|explanation| explanation.steps);
        let read = steps.into_iter().flatten().filter(|step| step.depth == 0);
        read.map(|step| (step.name, step.value)).collect()
    };
    print(
        &session.view(),
        facts,
        next.first().map(|next| next.label.as_str()),
        &arguments.lang,
    );
}

fn coloured(verdict: &str, text: &str) -> String {
    match verdict {
        "ready" => green(text),
        "ready-with-correction" => yellow(text),
        _ => red(text),
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
    let verdict = coloured(&view.verdict.kind, &view.verdict.text);
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
