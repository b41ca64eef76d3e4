//! Rules and tables of the catalogue stand in their canonical layout.

use crate::paths::{self, Profile};
use crate::process;
use crate::step::{Runner, Step};
use crate::steps::native;
use crate::tally::Tally;

/// Runs `tongban fmt --check` over `catalog/`; the program must be built.
pub fn run(runner: &mut Runner, profile: Profile) {
    runner.attempt(
        Step::new("layout", "check that `tongban fmt` has nothing to change"),
        |log| {
            let mut tongban = process::command(profile.program(native::PROGRAM));
            tongban.args(["fmt", "--check", "--catalog"]);
            log.run(tongban.arg(paths::at("catalog")))?;
            Ok(Tally::ONE)
        },
    );
}
