//! The `tongban` program: catalogue tools and gateway.

use anyhow::Result;

use crate::paths::Profile;
use crate::process;
use crate::step::{Runner, Step};

/// The program's name.
pub const PROGRAM: &str = "tongban";

/// Builds `tongban` in `profile`.
pub fn run(runner: &mut Runner, profile: Profile) -> Result<()> {
    let step = Step::new(
        "tongban",
        "build the tongban program (catalogue tools, gateway)",
    )
    .needs(["Cargo.toml", "Cargo.lock", "crates"])
    .makes([profile.program(PROGRAM)])
    .keyed(profile.name());
    runner.need(step, |log| {
        log.run(
            process::cargo()
                .args(["build", "--package", "tongban-cli", "--bin", PROGRAM])
                .args(["--profile", profile.name()]),
        )
    })
}
