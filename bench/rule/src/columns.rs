//! Tongban over columns: the same code on batches of rows, as rosters use it.

use std::hint::black_box;

use tongban_runtime::code::columns::{BATCH, Batch};

use crate::ours::{FACTS, Ours};
use crate::{Contender, Row};

/// Our rule over batches; a decision is a row.
pub struct Columns {
    ours: Ours,
    batch: Batch,
}

impl Columns {
    /// Around the rule.
    #[must_use]
    pub fn new(ours: Ours) -> Self {
        Self {
            ours,
            batch: Batch::new(FACTS),
        }
    }

    /// Reads the compiled rule.
    ///
    /// # Errors
    /// What is wrong with the bytes.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        Ours::read(bytes).map(Self::new)
    }
}

impl Contender for Columns {
    fn take(&mut self, rows: &[Row]) {
        self.ours.take(rows);
        self.batch.clear();
        for row in (0..rows.len()).cycle().take(BATCH) {
            self.batch.push(self.ours.cells(row));
        }
    }

    fn decide(&self, row: usize) -> bool {
        self.ours.decide(row)
    }

    fn run(&self, _: usize, count: u32) -> u32 {
        let batches = count / BATCH as u32;
        let one = |_| {
            let verdicts = self.ours.code().decide_batch(black_box(&self.batch));
            verdicts.yes.count()
        };
        (0..batches).map(one).sum()
    }
}
