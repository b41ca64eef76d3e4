//! The order in which rows are tried: as written, or by the rank of their outputs.

use super::{Answer, Tables};
use crate::problem::Problem;
use tongban_feel::Type;
use tongban_runtime::constant::Constant;
use tongban_runtime::program::NodeId;

/// Most entries of a table whose outputs are ranked while it is evaluated.
const MAX_RANKED: usize = 4096;

/// A row in the order of trying, and which outputs it must then have: pairs of output and value.
pub(super) type Tried = (usize, Vec<(NodeId, NodeId)>);

impl Tables<'_, '_> {
    pub(super) fn ranking(&mut self, outputs: &[Answer], expected: Option<&Type>) -> Vec<Tried> {
        let as_written = |rows: usize| (0..rows).map(|row| (row, Vec::new())).collect();
        if !self.table.policy.is_ranked() {
            return as_written(outputs.len());
        }
        let values = self.ranked_values(expected);
        let ranks: Vec<Option<Vec<usize>>> = (0..outputs.len())
            .map(|row| self.rank(row, outputs, &values, expected))
            .collect();
        if ranks.iter().all(Option::is_some) {
            let mut order: Vec<usize> = (0..outputs.len()).collect();
            order.sort_by(|a, b| ranks.get(*a).cmp(&ranks.get(*b)));
            return order.into_iter().map(|row| (row, Vec::new())).collect();
        }
        if let (false, Some(tried)) = (self.strict, self.while_evaluated(outputs, &values)) {
            return tried;
        }
        for (row, rank) in ranks.iter().enumerate() {
            if rank.is_none() {
                let problem = Problem::NotRanked { row: row + 1 };
                self.diagnostics.push(problem.diagnostic(self.lang));
            }
        }
        as_written(outputs.len())
    }

    /// The ranked values of each output column as constants, best first.
    fn ranked_values(&mut self, expected: Option<&Type>) -> Vec<Vec<NodeId>> {
        let table = self.table;
        let mut columns = Vec::new();
        for output in &table.outputs {
            let wanted = self.wanted(output, expected).cloned();
            let mut column = Vec::new();
            for value in &output.priorities {
                column.push(self.compiler.expression(value, wanted.as_ref()).node);
                // A bare word stands for the text of that name.
                if !self.compiler.take_diagnostics().is_empty() {
                    column.pop();
                    let text = Constant::Text(value.trim().into());
                    column.push(self.compiler.builder.constant(text));
                }
            }
            columns.push(column);
        }
        columns
    }

    /// Places of a row's outputs among the ranked values, column by column.
    fn rank(
        &self,
        row: usize,
        outputs: &[Answer],
        values: &[Vec<NodeId>],
        expected: Option<&Type>,
    ) -> Option<Vec<usize>> {
        let constant = |node: NodeId| self.compiler.builder.constant_of(node);
        let cells = &outputs.get(row)?.cells;
        let mut columns = cells.iter().zip(&self.table.outputs).zip(values);
        columns
            .by_ref()
            .map(|((cell, output), values)| {
                if !values.is_empty() {
                    let cell = constant(*cell)?;
                    return values
                        .iter()
                        .position(|value| constant(*value) == Some(cell));
                }
                match (
                    self.wanted(output, expected).map(Type::present),
                    constant(*cell),
                ) {
                    (Some(Type::Enum(wanted)), Some(Constant::Text(cell))) => {
                        wanted.values.iter().position(|(id, _)| **id == **cell)
                    }
                    // An output without ranks does not order.
                    _ => (self.table.outputs.len() > 1).then_some(0),
                }
            })
            .collect()
    }

    /// Each row once for each rank that its outputs may turn out to have.
    fn while_evaluated(&self, outputs: &[Answer], values: &[Vec<NodeId>]) -> Option<Vec<Tried>> {
        let ranks = values.iter().try_fold(1_usize, |count, column| {
            count.checked_mul(column.len().max(1))
        })?;
        if values.iter().all(Vec::is_empty) || ranks.checked_mul(outputs.len())? > MAX_RANKED {
            return None;
        }
        let mut tried = Vec::new();
        for rank in 0..ranks {
            // The first column counts most.
            let mut left = rank;
            let mut wanted: Vec<Option<NodeId>> = Vec::new();
            for column in values.iter().rev() {
                let size = column.len().max(1);
                wanted.push(column.get(left % size).copied());
                left /= size;
            }
            wanted.reverse();
            for (row, answer) in outputs.iter().enumerate() {
                let pairs = answer.cells.iter().zip(&wanted);
                let test = pairs.filter_map(|(cell, value)| Some((*cell, (*value)?)));
                tried.push((row, test.collect()));
            }
        }
        Some(tried)
    }
}
