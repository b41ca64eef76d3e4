//! What is measured of everybody.

use crate::Row;

/// A way to decide the rule, with the rows in the form it likes best: turning them into it is not measured.
pub trait Contender {
    /// Takes the rows in.
    fn take(&mut self, rows: &[Row]);

    /// Decides one row.
    fn decide(&self, row: usize) -> bool;

    /// Decides rows one after another, `count` times in all; gives how many were eligible.
    fn run(&self, rows: usize, count: u32) -> u32 {
        let mut eligible = 0;
        let mut row = 0;
        for _ in 0..count {
            eligible += u32::from(self.decide(std::hint::black_box(row)));
            row += 1;
            if row == rows {
                row = 0;
            }
        }
        eligible
    }
}
