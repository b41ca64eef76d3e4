//! `cargo xtask test`: everything that shows the product works.

use anyhow::Result;
use clap::Args;

use crate::commands::build;
use crate::paths::Profile;
use crate::step::Runner;

/// Options of `test`.
#[derive(Args)]
pub struct TestArgs {}

/// Runs every test; the last line is `N passed, N failed`.
pub fn run(runner: &mut Runner, _args: &TestArgs) -> Result<()> {
    crate::checks::run(runner);
    build::everything(runner, Profile::Dev)?;
    runner.close()
}
