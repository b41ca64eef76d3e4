//! A decision table of a DMN file as the one table model that YAML and CSV give, too.

use super::boxed::{Boxed, BoxedKind, DecisionTable, UnaryTests};
use super::definitions::{Definitions, InformationItem, Place};
use super::limits::MAX_ALIASES;
use super::problem::Problem;
use crate::table::{Input, Output, Row, Table};
use tongban_feel::{Lang, Type};
use tongban_runtime::Diagnostic;

/// The decision table of a decision or of a knowledge model, by its name or id.
///
/// # Errors
/// If the file has no such decision, or its logic is not a table.
pub fn table(definitions: &Definitions, which: &str, lang: Lang) -> Result<Table, Diagnostic> {
    let name = || which.to_owned();
    let Some((variable, logic, at)) = element(definitions, which) else {
        return Err(Problem::NotFound { name: name() }.at(definitions, Place(0), lang));
    };
    match logic.map(|logic| &logic.kind) {
        Some(BoxedKind::Table(table)) => Ok(plain(definitions, table, Some(variable))),
        _ => Err(Problem::NoTable { name: name() }.at(definitions, at, lang)),
    }
}

fn element<'d>(
    definitions: &'d Definitions,
    which: &str,
) -> Option<(&'d InformationItem, Option<&'d Boxed>, Place)> {
    let decision = definitions
        .decisions
        .iter()
        .find(|decision| decision.name == which || decision.id == which);
    if let Some(decision) = decision {
        return Some((&decision.variable, decision.logic.as_ref(), decision.at));
    }
    let knowledge = definitions
        .knowledge
        .iter()
        .find(|knowledge| knowledge.name == which || knowledge.id == which)?;
    let body = knowledge
        .logic
        .as_ref()
        .and_then(|logic| logic.body.as_ref());
    Some((&knowledge.variable, body, knowledge.at))
}

/// The table model of a boxed table; `variable` gives name and type to a single output.
pub(crate) fn plain(
    definitions: &Definitions,
    table: &DecisionTable,
    variable: Option<&InformationItem>,
) -> Table {
    let single = table.outputs.len() == 1;
    let mut outputs = Vec::new();
    for output in &table.outputs {
        let key = output.name.clone();
        let key = key
            .or_else(|| Some(variable?.name.clone()))
            .unwrap_or_default();
        let type_ref = match &output.type_ref {
            Some(written) => Some(written),
            None if single && table.policy.is_single() => {
                variable.and_then(|variable| variable.type_ref.as_ref())
            }
            None => None,
        };
        let values = output
            .values
            .as_ref()
            .or_else(|| allowed(definitions, type_ref?));
        outputs.push(Output {
            name: key.clone(),
            key,
            ty: type_ref.and_then(|written| simple(definitions, written)),
            priorities: values
                .map(|values| pieces(&values.text))
                .unwrap_or_default(),
        });
    }
    let cell = |text: &str| match text.trim() {
        "" => "-".to_owned(),
        _ => text.to_owned(),
    };
    let defaults = table.outputs.iter().map(|output| {
        let written = output.default.as_ref()?;
        (!written.text.trim().is_empty()).then(|| written.text.clone())
    });
    let defaults: Vec<Option<String>> = defaults.collect();
    let default = defaults.iter().any(Option::is_some).then(|| {
        let cells = defaults.into_iter();
        cells
            .map(|cell| cell.unwrap_or_else(|| "null".to_owned()))
            .collect()
    });
    Table {
        policy: table.policy,
        inputs: table
            .inputs
            .iter()
            .map(|input| Input {
                expression: input
                    .expression
                    .as_ref()
                    .map_or_else(|| "null".to_owned(), |text| text.text.clone()),
                values: input.values.as_ref().map(|values| values.text.clone()),
            })
            .collect(),
        outputs,
        rows: table
            .rules
            .iter()
            .map(|rule| Row {
                inputs: rule.inputs.iter().map(|entry| cell(&entry.text)).collect(),
                outputs: rule
                    .outputs
                    .iter()
                    .map(|entry| match entry.text.trim() {
                        "" | "-" => "null".to_owned(),
                        _ => entry.text.clone(),
                    })
                    .collect(),
            })
            .collect(),
        default,
    }
}

/// The allowed values of an item definition.
fn allowed<'d>(definitions: &'d Definitions, type_ref: &str) -> Option<&'d UnaryTests> {
    let found = definitions.item(type_ref)?;
    found.allowed.as_ref().or(found.constraint.as_ref())
}

/// A built-in type, also where an item definition only narrows one.
fn simple(definitions: &Definitions, type_ref: &str) -> Option<Type> {
    let mut written = type_ref;
    // Names may lead to names.
    for _ in 0..MAX_ALIASES {
        let local = written.rsplit(':').next().unwrap_or(written);
        match local {
            "number" => return Some(Type::NUMBER),
            "string" => return Some(Type::Text),
            "boolean" => return Some(Type::Boolean),
            "date" => return Some(Type::Date),
            "yearMonthDuration" | "years and months duration" => return Some(Type::YearsMonths),
            "dayTimeDuration" | "days and time duration" => return Some(Type::DaysTime),
            _ => {}
        }
        let item = definitions.item(written)?;
        if item.collection || !item.components.is_empty() {
            return None;
        }
        written = item.type_ref.as_deref()?;
    }
    None
}

/// The pieces of a list of values: commas outside texts and brackets part them.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let (mut in_text, mut escaped, mut depth) = (false, false, 0_i32);
    for c in text.chars() {
        if c == ',' && !in_text && depth == 0 {
            pieces.push(String::new());
            continue;
        }
        match c {
            '"' if !escaped => in_text = !in_text,
            '(' | '[' | '{' if !in_text => depth = depth.saturating_add(1),
            ')' | ']' | '}' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
        escaped = in_text && c == '\\' && !escaped;
        if let Some(last) = pieces.last_mut() {
            last.push(c);
        }
    }
    let pieces = pieces.into_iter().map(|piece| piece.trim().to_owned());
    pieces.filter(|piece| !piece.is_empty()).collect()
}
