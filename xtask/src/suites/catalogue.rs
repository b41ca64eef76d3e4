//! The catalogue's own checks and its worked cases.

use crate::paths::{self, Profile};
use crate::process;
use crate::step::{Runner, Step};
use crate::steps::native;
use crate::tally::Tally;

/// Runs `tongban lint` and `tongban test` over `catalog/`.
pub fn run(runner: &mut Runner, profile: Profile) {
    let tongban = |command: &str| {
        let mut tongban = process::command(profile.program(native::PROGRAM));
        tongban
            .arg(command)
            .arg("--catalog")
            .arg(paths::at("catalog"));
        tongban
    };
    runner.attempt(Step::new("catalogue lint", "lint the catalogue"), |log| {
        log.run(&mut tongban("lint"))?;
        Ok(Tally::ONE)
    });
    runner.attempt(
        Step::new("catalogue cases", "decide the catalogue's worked cases"),
        |log| super::count(log, &mut tongban("test")),
    );
}
