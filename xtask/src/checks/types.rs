//! TypeScript type-checks.

use crate::paths;
use crate::step::{Runner, Step};
use crate::steps::{npm, pages};
use crate::tally::Tally;
use crate::tools::node;

/// Runs the script `check` of every npm workspace that has one.
pub fn run(runner: &mut Runner) {
    runner.attempt(Step::new("types", "type-check the front ends"), |log| {
        let mut checked = Tally::default();
        for folder in npm::workspaces()? {
            let folder = paths::relative(&folder).display().to_string();
            if pages::has_script(&folder, "check") {
                log.run(node::npm()?.args(["run", "check", "--workspace", &folder]))?;
                checked += Tally::ONE;
            }
        }
        Ok(checked)
    });
}
