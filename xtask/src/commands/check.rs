//! `cargo xtask check`: what can be told without running the product.

use anyhow::Result;

use crate::step::Runner;

/// Runs the fast checks.
pub fn run(runner: &mut Runner) -> Result<()> {
    crate::checks::run(runner);
    runner.close()
}
