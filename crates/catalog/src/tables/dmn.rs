//! Tables of DMN files: what any DMN editor writes.

use crate::authored::{Table, TableFile, TableInput, TableOutput, Word};
use crate::finding::{Finding, Findings};
use crate::problem::Problem;
use crate::source::{Place, SourceFile};
use tongban_dmn::xml::{self, Boxed, BoxedKind, DecisionTable, Definitions};
use tongban_runtime::Diagnostic;

/// Reads the table of a decision.
pub fn table(
    file: &TableFile,
    number: u32,
    source: &SourceFile,
    findings: &mut Findings,
) -> Option<Table> {
    let definitions = match xml::read(&source.path, source.text.as_bytes(), findings.lang()) {
        Ok(definitions) => definitions,
        Err(problems) => {
            for problem in problems {
                report(number, problem, findings);
            }
            return None;
        }
    };
    let which = match (&file.decision, definitions.decisions.as_slice()) {
        (Some(decision), _) => decision.value.clone(),
        (None, [only]) => only.name.clone(),
        (None, _) => {
            findings.error(file.file.at, &Problem::WhichDecision);
            return None;
        }
    };
    let plain = match xml::table(&definitions, &which, findings.lang()) {
        Ok(plain) => plain,
        Err(problem) => {
            report(number, problem, findings);
            return None;
        }
    };
    if file.policy.is_some_and(|policy| policy != plain.policy) {
        findings.error(file.file.at, &Problem::PolicyTwice { dmn: true });
    }
    let boxed = boxed(&definitions, &which)?;
    let word = |value: &str, at: Option<xml::Place>, text: Option<&str>| Word {
        value: value.to_owned(),
        at: at.map_or(file.file.at, |at| Place {
            file: number,
            start: at.0,
            end: at
                .0
                .saturating_add(length(source, at, text.unwrap_or(value))),
        }),
    };
    let inputs = plain.inputs.iter().zip(&boxed.inputs);
    let inputs = inputs.map(|(input, clause)| TableInput {
        expression: word(
            &input.expression,
            clause.expression.as_ref().map(|text| text.at),
            None,
        ),
        values: input
            .values
            .as_ref()
            .map(|values| word(values, clause.values.as_ref().map(|text| text.at), None)),
    });
    let outputs = plain.outputs.iter().zip(&boxed.outputs);
    let outputs = outputs.map(|(output, clause)| TableOutput {
        id: word(&output.key, Some(clause.at), Some("")),
        name: None,
        priorities: output
            .priorities
            .iter()
            .map(|value| word(value, clause.values.as_ref().map(|text| text.at), Some("")))
            .collect(),
    });
    let rows = plain.rows.iter().zip(&boxed.rules).map(|(row, rule)| {
        let inputs = row.inputs.iter().zip(&rule.inputs);
        let outputs = row.outputs.iter().zip(&rule.outputs);
        inputs
            .chain(outputs)
            .map(|(cell, text)| word(cell, Some(text.at), Some(&text.text)))
            .collect()
    });
    let default = plain.default.as_ref().map(|cells| {
        let clauses = cells.iter().zip(&boxed.outputs);
        clauses
            .map(|(cell, clause)| word(cell, clause.default.as_ref().map(|text| text.at), None))
            .collect()
    });
    Some(Table {
        at: file.file.at,
        policy: plain.policy,
        apart: true,
        inputs: inputs.collect(),
        outputs: outputs.collect(),
        rows: rows.collect(),
        default,
        reason: None,
    })
}

/// How many bytes of the file a text takes: as many as it has itself, or up to the end of its element.
fn length(source: &SourceFile, at: xml::Place, text: &str) -> u32 {
    let rest = source.text.get(at.0 as usize..).unwrap_or_default();
    let end = rest.find('<').unwrap_or(rest.len());
    u32::try_from(end.min(text.len().max(1))).unwrap_or(u32::MAX)
}

fn boxed<'d>(definitions: &'d Definitions, which: &str) -> Option<&'d DecisionTable> {
    let decisions = definitions.decisions.iter();
    let decision = decisions
        .filter(|one| one.name == which || one.id == which)
        .find_map(|one| one.logic.as_ref());
    let logic: &Boxed = match decision {
        Some(logic) => logic,
        None => definitions
            .knowledge
            .iter()
            .find(|one| one.name == which || one.id == which)?
            .logic
            .as_ref()?
            .body
            .as_ref()?,
    };
    match &logic.kind {
        BoxedKind::Table(table) => Some(table),
        _ => None,
    }
}

fn report(number: u32, problem: Diagnostic, findings: &mut Findings) {
    let (start, end) = problem.at.span.unwrap_or((0, 0));
    let at = Place {
        file: number,
        start,
        end,
    };
    let mut finding = Finding::new(problem.code, problem.severity, Some(at), problem.message);
    finding.help = problem.help;
    findings.add(finding);
}
