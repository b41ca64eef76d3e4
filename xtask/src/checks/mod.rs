//! Checks that need no running product, one a file.

mod clippy;
mod format;

use crate::step::Runner;

/// Runs every check; failures are counted, and the next one goes on.
pub fn run(runner: &mut Runner) {
    format::run(runner);
    clippy::run(runner);
}
