//! What is proved of a table while it is compiled.

use super::{Answer, Tables, Tried};
use crate::analysis::{self, Answers, Column, Idle, Proof, Report};
use crate::problem::Problem;
use crate::region::Domain;
use crate::table::Policy;
use std::collections::BTreeMap;
use tongban_feel::Typed;
use tongban_runtime::Severity;
use tongban_runtime::constant::Constant;
use tongban_runtime::program::NodeId;

impl Tables<'_, '_> {
    /// Checks gaps, overlaps and idle rows; says whether no two rows can both fit, and whether
    /// one always does.
    pub(super) fn prove(
        &mut self,
        inputs: &[(u32, NodeId, Typed)],
        outputs: &[Answer],
        default: Option<&Answer>,
        order: &[Tried],
    ) -> (bool, bool) {
        if !self.strict || !self.diagnostics.is_empty() {
            return (false, false);
        }
        let report = self.look(inputs, outputs, default, order);
        let proved = (report.disjoint, report.complete == Proof::Proved);
        self.report(report);
        if self.parameters.is_empty() || proved == (false, false) {
            return proved;
        }
        // Nobody holds a caller to the bounds that a function declares.
        analysis::flags(&self.columns(inputs, false), self.table.rows.len())
    }

    pub(super) fn look(
        &self,
        inputs: &[(u32, NodeId, Typed)],
        outputs: &[Answer],
        default: Option<&Answer>,
        order: &[Tried],
    ) -> Report {
        let columns = self.columns(inputs, true);
        let answers = self.answers(outputs, default, order);
        analysis::analyse(&columns, self.table.rows.len(), &answers)
    }

    fn columns(&self, inputs: &[(u32, NodeId, Typed)], bounded: bool) -> Vec<Column> {
        let setting = analysis::Setting {
            scope: self.compiler.scope(),
            parameters: self.parameters,
        };
        let columns = self.table.inputs.iter().zip(inputs).enumerate();
        columns
            .map(|(place, (input, (_, _, typed)))| {
                let rows = self.table.rows.iter();
                let cells: Vec<&str> = rows
                    .map(|row| row.inputs.get(place).map_or("-", String::as_str))
                    .collect();
                let domain = Domain::of(&typed.ty);
                let (domain, values) = if bounded {
                    (domain, input.values.as_deref())
                } else {
                    (domain.unbounded(), None)
                };
                let kind = (&typed.ty, &domain);
                Column::new(setting, &input.expression, kind, values, &cells)
            })
            .collect()
    }

    fn answers(&self, outputs: &[Answer], default: Option<&Answer>, order: &[Tried]) -> Answers {
        let constants = |answer: &Answer| -> Option<Vec<Constant>> {
            let cells = answer.cells.iter();
            cells
                .map(|cell| self.compiler.builder.constant_of(*cell).cloned())
                .collect()
        };
        let mut classes: BTreeMap<Result<Vec<Constant>, Vec<String>>, usize> = BTreeMap::new();
        let rows = self.table.rows.iter().map(|row| &row.outputs);
        let written = rows.chain(&self.table.default);
        let all: Vec<Option<Vec<Constant>>> =
            outputs.iter().chain(default).map(constants).collect();
        let mut class = Vec::new();
        for (constants, written) in all.iter().zip(written) {
            // What is worked out is the same where it is written the same.
            let key = constants.clone().ok_or_else(|| written.clone());
            let next = classes.len();
            class.push(*classes.entry(key).or_insert(next));
        }
        let numbers: Option<Vec<&Constant>> = all
            .iter()
            .take(outputs.len())
            .map(|constants| match constants.as_deref() {
                Some([one @ (Constant::Number(_) | Constant::Date(_))]) => Some(one),
                _ => None,
            })
            .collect();
        let rank = numbers.map(|numbers| {
            let below = |one: &Constant| numbers.iter().filter(|other| **other < one).count();
            numbers.iter().map(|one| below(one)).collect()
        });
        Answers {
            policy: self.table.policy,
            order: order.iter().map(|(row, _)| *row).collect(),
            class,
            constant: all.iter().map(Option::is_some).collect(),
            rank,
            default: default.is_some(),
        }
    }

    fn report(&mut self, report: Report) {
        let undecided = report.undecided.clone();
        self.report_gap(&report);
        for overlap in report.overlaps {
            self.error(Problem::Overlap {
                first: overlap.rows.0 + 1,
                second: overlap.rows.1 + 1,
                witness: overlap.witness.shown,
            });
        }
        if matches!(self.table.policy, Policy::Unique | Policy::Any)
            && let Some((first, second)) = report.perhaps.first()
        {
            self.find(Problem::Unproved {
                what: "disjoint",
                rows: Some((first + 1, second + 1)),
                cells: undecided,
                perhaps: None,
            });
        }
        for redundant in report.redundant {
            let row = redundant.row + 1;
            self.find(match redundant.idle {
                Idle::Empty => Problem::Empty { row },
                Idle::Shadowed => Problem::Shadowed { row },
                Idle::NoEffect => Problem::NoEffect { row },
            });
        }
        for merge in report.merges {
            self.find(Problem::Mergeable {
                first: merge.rows.0 + 1,
                second: merge.rows.1 + 1,
                column: merge.column + 1,
                cell: merge.cell,
            });
        }
        if report.default_unused {
            self.find(Problem::DefaultUnused);
        }
    }

    /// Where nothing stands behind the rows, what is not proved complete is an error.
    fn report_gap(&mut self, report: &Report) {
        let single = self.table.policy.is_single();
        if self.table.default.is_some() {
            return;
        }
        match &report.complete {
            Proof::Proved => {}
            Proof::Refuted(witness) => {
                let witness = witness.shown.clone();
                let problem = Problem::Gap { witness }.diagnostic(self.lang);
                if single {
                    self.diagnostics.push(problem);
                } else {
                    // No row is an answer, too: an empty list.
                    self.findings.push(problem.with_severity(Severity::Hint));
                }
            }
            Proof::Open(_) | Proof::TooMany if !single => {}
            Proof::Open(perhaps) => self.error(Problem::Unproved {
                what: "complete",
                rows: None,
                cells: report.undecided.clone(),
                perhaps: perhaps.clone(),
            }),
            Proof::TooMany => self.error(Problem::TooManyCombinations),
        }
    }

    fn error(&mut self, problem: Problem) {
        let diagnostic = problem.diagnostic(self.lang);
        self.diagnostics
            .push(diagnostic.with_severity(Severity::Error));
    }

    fn find(&mut self, problem: Problem) {
        self.findings.push(problem.diagnostic(self.lang));
    }
}
