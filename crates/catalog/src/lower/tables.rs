//! Decision tables of functions.

use super::Lowering;
use super::functions::FunctionScope;
use crate::authored::{Rule, Table, Word};
use crate::finding::Finding;
use crate::problem::Problem;
use crate::source::Place;
use tongban_feel::Type;
use tongban_runtime::{Diagnostic, Program};

/// Codes of what could not be proved.
const UNPROVED: [&str; 2] = ["T005", "T010"];

impl Lowering<'_> {
    /// Compiles a table; gaps and overlaps come with a row as witness, mistakes in cells with their place.
    pub(super) fn table(
        &mut self,
        table: &Table,
        parameters: &[(String, Type)],
        result: &Type,
    ) -> Option<Program> {
        let scope = FunctionScope {
            shared: self.shared,
        };
        match tongban_dmn::compile_function_table(
            self.findings.lang(),
            &plain(table),
            parameters,
            &scope,
            Some(result),
        ) {
            Ok(compiled) => {
                let unproved = compiled
                    .findings
                    .iter()
                    .any(|finding| UNPROVED.contains(&&*finding.code));
                let stands = table.default.is_some() && table.reason.is_some();
                // Where nothing can be proved, the author says what happens else, and why.
                let mut shown = compiled.findings;
                shown.retain(|finding| !stands || !UNPROVED.contains(&&*finding.code));
                self.report_table(table, shown);
                if unproved && !stands {
                    self.findings.error(table.at, &Problem::TableUnproved);
                    return None;
                }
                Some(compiled.program)
            }
            Err(problems) => {
                self.report_table(table, problems);
                None
            }
        }
    }

    fn report_table(&mut self, table: &Table, problems: Vec<Diagnostic>) {
        for mut problem in problems {
            match cell(table, problem.at.reference.as_deref()) {
                Some(Spot::Cell(word)) => {
                    problem.at.reference = None;
                    super::compile::report(
                        &Rule::whole(word.clone()),
                        vec![problem],
                        self.shared.sources,
                        &mut self.findings,
                    );
                }
                Some(Spot::Row(at)) => self.whole(problem, at),
                None => self.whole(problem, table.at),
            }
        }
    }

    fn whole(&mut self, problem: Diagnostic, at: Place) {
        let mut finding = Finding::new(problem.code, problem.severity, Some(at), problem.message);
        finding.help = problem.help;
        self.findings.add(finding);
    }
}

fn plain(table: &Table) -> tongban_dmn::Table {
    let text = |word: &Word| word.value.clone();
    let inputs = table
        .inputs
        .iter()
        .map(|input| tongban_dmn::Input {
            expression: text(&input.expression),
            values: input.values.as_ref().map(text),
        })
        .collect();
    let outputs = if table.outputs.is_empty() {
        vec![tongban_dmn::Output {
            key: "result".to_owned(),
            name: "result".to_owned(),
            ty: None,
            priorities: Vec::new(),
        }]
    } else {
        let output = |output: &crate::authored::TableOutput| tongban_dmn::Output {
            key: text(&output.id),
            name: text(output.name.as_ref().unwrap_or(&output.id)),
            ty: None,
            priorities: output.priorities.iter().map(text).collect(),
        };
        table.outputs.iter().map(output).collect()
    };
    let row = |cells: &Vec<Word>| {
        let (inputs, outputs) = cells.split_at(table.inputs.len().min(cells.len()));
        tongban_dmn::Row {
            inputs: inputs.iter().map(text).collect(),
            outputs: outputs.iter().map(text).collect(),
        }
    };
    tongban_dmn::Table {
        policy: table.policy,
        inputs,
        outputs,
        rows: table.rows.iter().map(row).collect(),
        default: table
            .default
            .as_ref()
            .map(|cells| cells.iter().map(text).collect()),
    }
}

enum Spot<'a> {
    Cell(&'a Word),
    Row(Place),
}

/// The cell or row that a diagnostic names: `input:1`, `row:2`, `row:2/column:1`, `row:2/output:1`.
fn cell<'a>(table: &'a Table, reference: Option<&str>) -> Option<Spot<'a>> {
    let number = |text: &str| text.parse::<usize>().ok()?.checked_sub(1);
    let reference = reference?;
    if let Some(input) = reference.strip_prefix("input:") {
        let input = table.inputs.get(number(input)?)?;
        return Some(Spot::Cell(&input.expression));
    }
    let (row, cell) = match reference.strip_prefix("row:")?.split_once('/') {
        Some((row, cell)) => (number(row)?, Some(cell)),
        None => (number(reference.strip_prefix("row:")?)?, None),
    };
    let is_default = row == table.rows.len();
    let cells = if is_default {
        table.default.as_ref()?
    } else {
        table.rows.get(row)?
    };
    let column = match cell.and_then(|cell| cell.split_once(':')) {
        Some(("column", column)) => number(column)?,
        Some(("output", column)) if is_default => number(column)?,
        Some(("output", column)) => table.inputs.len().checked_add(number(column)?)?,
        _ => return cells.first().map(|first| Spot::Row(first.at)),
    };
    cells.get(column).map(Spot::Cell)
}
