//! The unit tests of the npm workspaces.

use crate::paths;
use crate::step::{Runner, Step};
use crate::steps::{npm, pages};
use crate::tally::Tally;
use crate::tools::node;

/// Runs the script `test` of every npm workspace that has one; one that fails does not keep the next from running.
pub fn run(runner: &mut Runner) {
    runner.attempt(
        Step::new("front end tests", "test the npm packages"),
        |log| {
            let mut sum = Tally::default();
            for folder in npm::workspaces()? {
                let folder = paths::relative(&folder).display().to_string();
                if pages::has_script(&folder, "test") {
                    let mut npm = node::npm()?;
                    npm.args(["run", "test", "--workspace", &folder])
                        .env("TONGBAN_MODULE", paths::module_wasm());
                    sum += super::count(log, &mut npm).unwrap_or_else(|error| {
                        println!("  ✗ {folder}: {error:#}");
                        Tally {
                            passed: 0,
                            failed: 1,
                        }
                    });
                }
            }
            Ok(sum)
        },
    );
}
