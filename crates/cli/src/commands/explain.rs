//! `tongban explain`: why a result is as it is.

use super::eval::World;
use super::situation::Situation;
use crate::arguments::Arguments;
use crate::labels;
use crate::opening::{Refused, WithWords, engine_with_words};
use crate::outcome::Outcome;
use crate::say::say;
use crate::trouble::Trouble;
use anyhow::Result;
use clap::Args;
use tongban_catalog::did_you_mean;
use tongban_catalog::expression::{Residual, expression, residual};
use tongban_engine::Session;
use tongban_engine::api::WireFacts;
use tongban_feel::{Lang, Profile};
use tongban_runtime::{Date, Diagnostic};

/// Say why a result is as it is.
#[derive(Debug, Args)]
pub struct Explain {
    /// Id or code, such as `retirement` or `E01`.
    pub item: String,
    /// `condition:<id>`, `material:<id>`, `risk:<id>`, `field:<path>`, `route`, `deadline` or `verdict`.
    pub result: String,
    /// The situation.
    #[command(flatten)]
    pub situation: Situation,
}

impl Explain {
    /// Exit 0.
    pub fn run(&self, arguments: &Arguments) -> Result<Outcome> {
        let opened = engine_with_words(arguments, &self.item)?;
        let session = self.situation.open(&opened.engine, &self.item, arguments)?;
        let explanation = session
            .explain(&self.result)
            .map_err(|refused| self.no_result(refused, &session))?;
        let rules = self.rules();
        if arguments.json {
            let mut explanation = serde_json::to_value(&explanation)?;
            let words = opened.all();
            let said: serde_json::Map<_, _> = rules
                .iter()
                .filter_map(|of| Some((of.clone(), words.get(of.as_str())?.clone().into())))
                .collect();
            if let (false, Some(explanation)) = (said.is_empty(), explanation.as_object_mut()) {
                explanation.insert("words".to_owned(), said.into());
                if let Some(left) = self.remains(&opened, &session) {
                    let words = opened.reader.read(&left.sentence.line());
                    let left = serde_json::json!({ "expression": left.expression, "words": words });
                    explanation.insert("residual".to_owned(), left);
                }
            }
            say!("{explanation}");
        } else {
            say!("{}", explanation.text);
            for lines in rules.iter().filter_map(|of| opened.lines(of)) {
                say!("{}{lines}", labels::label(labels::RULE, &arguments.lang));
            }
            if let Some(left) = self.remains(&opened, &session) {
                let words = opened.reader.read(&left.sentence.lines());
                say!("{}{words}", labels::label(labels::LEFT, &arguments.lang));
                say!("    {}", left.expression);
            }
        }
        Ok(Outcome::Fine)
    }

    /// Nothing of that name: what there is.
    fn no_result(&self, refused: Diagnostic, session: &Session) -> anyhow::Error {
        let about_name = ["explain.unknown", "path.unknown", "path.group", "path.row"];
        if !about_name.contains(&&*refused.code) {
            return Refused(refused).into();
        }
        let view = session.view();
        let conditions = view
            .conditions
            .iter()
            .map(|one| format!("condition:{}", one.id));
        let materials = view
            .materials
            .iter()
            .map(|one| format!("material:{}", one.id));
        let risks = view.risks.iter().map(|one| format!("risk:{}", one.id));
        let whole = ["verdict", "route", "deadline"].map(str::to_owned);
        let known: Vec<String> = conditions
            .chain(materials)
            .chain(risks)
            .chain(whole)
            .collect();
        let near = did_you_mean(&self.result, known.iter().map(String::as_str));
        let known = near.map_or_else(
            || known.iter().map(|one| format!("`{one}`")).collect(),
            |near| vec![format!("`{near}`")],
        );
        Trouble::NoResult {
            asked: self.result.clone(),
            known,
        }
        .into()
    }

    /// What remains to be decided of an undecided condition, need or risk; over a folder only.
    fn remains(&self, opened: &WithWords, session: &Session) -> Option<Residual> {
        let checked = opened.checked.as_ref()?;
        if !self.result.contains(':') || self.result.starts_with("field:") {
            return None;
        }
        let source = opened.expression(&self.result)?;
        let image = opened.engine.image();
        // What the session holds known, computed facts included; hidden fields are absent there, and not asked here.
        let facts: WireFacts = image
            .facts
            .iter()
            .filter_map(|fact| Some((fact.id.clone(), session.value(&fact.id).ok().flatten()?)))
            .collect();
        let view = session.view();
        let as_of = Date::parse(&view.as_of);
        let world = World::new(&opened.engine, &facts, as_of, view.region, Profile::Strict);
        let rule = expression(checked, source, Profile::Strict, Lang::ZhHans).ok()?;
        world.value(&rule).causes()?;
        residual(checked, source, Lang::ZhHans, &mut |part| world.value(part)).ok()
    }

    /// The rules that decide the result, by their names in `tongban words`.
    fn rules(&self) -> Vec<String> {
        let of = self.result.as_str();
        match of.split_once(':') {
            Some(("condition" | "material" | "risk", _)) => vec![of.to_owned()],
            Some(("field", path)) => field_rules(path),
            None if !matches!(of, "route" | "deadline" | "verdict") => field_rules(of),
            _ => Vec::new(),
        }
    }
}

/// What decides a field: whether it is shown, whether it must be filled in, and its value if it is computed.
fn field_rules(path: &str) -> Vec<String> {
    // Rows are named by their place: `staff[0].wage`.
    let plain: String = path
        .split('.')
        .map(|part| part.split('[').next().unwrap_or_default())
        .collect::<Vec<_>>()
        .join(".");
    let fact = plain.rsplit('.').next().unwrap_or_default();
    vec![
        format!("visible:{plain}"),
        format!("required:{plain}"),
        format!("fact:{fact}"),
    ]
}
