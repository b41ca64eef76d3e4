//! Checks that need no running product, one a file.

mod absences;
mod clippy;
mod doc_paths;
mod edges;
mod format;
mod generated_types;
pub mod layout;
mod length;
pub mod reproducible;
pub mod sizes;
mod source_bans;
mod tracked;
mod types;
pub mod wasm_imports;

use anyhow::{Result, bail};

use crate::process::Log;
use crate::step::{Runner, Step};
use crate::tally::Tally;

/// Runs every check that needs nothing built; failures are counted, and the next one goes on.
pub fn run(runner: &mut Runner) {
    tracked::run(runner);
    length::run(runner);
    doc_paths::run(runner);
    edges::run(runner);
    absences::run(runner);
    source_bans::run(runner);
    format::run(runner);
    clippy::run(runner);
    generated_types::run(runner);
}

/// Runs the checks of TypeScript; they need the bindings and the npm packages.
pub fn types(runner: &mut Runner) {
    types::run(runner);
}

/// A check that reports findings, a line each: one counted success if there are none.
fn finds_nothing(runner: &mut Runner, step: Step, look: impl FnOnce() -> Result<Vec<String>>) {
    runner.attempt(step, |_log: &mut Log| {
        let findings = look()?;
        if findings.is_empty() {
            return Ok(Tally::ONE);
        }
        for finding in &findings {
            println!("  │ {finding}");
        }
        bail!("{} found", findings.len())
    });
}
