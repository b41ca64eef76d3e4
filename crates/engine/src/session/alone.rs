//! One value of a fact by itself, outside of any session: what is wrong with it, as a session would say it.

use super::state::Input;
use crate::EngineError;
use crate::api::{Severity, Violation, WireFacts, WireValue};
use crate::engine::Engine;
use crate::wire::read;
use tongban_image::{FactKind, FormatChoice};

impl Engine {
    /// What is wrong with a value of a fact (by its dictionary index): bounds, decimals, length, format. `facts` are
    /// those beside it, which may choose its format. Nothing for groups, whose cells are facts themselves.
    ///
    /// # Errors
    /// `lang.unknown`, `module.texts`, and what is no value of the fact at all (`wire.number` …).
    pub fn violations(
        &self,
        fact: usize,
        value: &WireValue,
        facts: &WireFacts,
        lang: &str,
    ) -> Result<Vec<Violation>, EngineError> {
        let language = self.language(Some(lang))?;
        let image = self.image();
        let Some(fact) = image.facts.get(fact) else {
            return Ok(Vec::new());
        };
        if matches!(fact.kind, FactKind::Group { .. }) {
            return Ok(Vec::new());
        }
        let violation = |code: String, severity, message| Violation {
            code,
            severity,
            message,
            basis: Vec::new(),
        };
        let entry = read(&fact.kind, &image.catalog.regions, value.into())?;
        let mut found: Vec<Violation> = entry
            .problems
            .iter()
            .map(|problem| {
                let message = self.say(
                    &language,
                    &format!("violation.{}", problem.code),
                    &problem.args,
                );
                violation(problem.code.to_owned(), Severity::Error, message)
            })
            .collect();
        let (Input::Known(known), FactKind::Text { format, .. }) = (&entry.input, &fact.kind)
        else {
            return Ok(found);
        };
        let format = match format {
            None => None,
            Some(FormatChoice::Always(format)) => Some(*format),
            Some(FormatChoice::By { fact, cases }) => {
                let decider = usize::try_from(*fact)
                    .ok()
                    .and_then(|at| image.facts.get(at));
                let chosen = decider.and_then(|decider| facts.get(&decider.id)?.as_str());
                let case = cases
                    .iter()
                    .find(|(value, _)| Some(value.as_str()) == chosen);
                case.map(|(_, format)| *format)
            }
        };
        let format = format.and_then(|at| image.formats.get(usize::try_from(at).ok()?));
        if let (Some(format), Some(text)) = (format, known.as_text()) {
            for finding in format.check(text).findings {
                let severity = match finding.severity {
                    tongban_runtime::Severity::Error => Severity::Error,
                    tongban_runtime::Severity::Review => Severity::Review,
                    _ => Severity::Hint,
                };
                let code = format!("format.{}", finding.code);
                let key = format!("violation.{code}");
                let key = if self.has_text(&key) {
                    key.as_str()
                } else {
                    "violation.format"
                };
                let message = self.say(&language, key, &[]);
                found.push(violation(code, severity, message));
            }
        }
        Ok(found)
    }
}
