//! The catalogue's own checks and its worked cases.

use crate::paths::{self, Profile};
use crate::process;
use crate::step::{Runner, Step};
use crate::steps::native;
use crate::tally::Tally;
use crate::tools::node;
use anyhow::Context;
use serde_json::Value;

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
    let step = Step::new(
        "catalogue types",
        "type-check facts against the types of every item",
    );
    runner.attempt(step, |log| {
        let out = paths::at("target/types");
        std::fs::create_dir_all(&out)?;
        let listed = process::output(tongban("items").arg("--json"))?;
        let listed: Value =
            serde_json::from_str(&listed).context("`tongban items` wrote no JSON")?;
        let ids = listed["items"].as_array().into_iter().flatten();
        for id in ids.filter_map(|item| item["id"].as_str()) {
            let types = process::output(tongban("types").arg(id))?;
            std::fs::write(out.join(format!("{id}.ts")), types)?;
        }
        log.run(node::npm()?.args(["exec", "--", "tsc", "--project", "tests/types"]))?;
        Ok(Tally::ONE)
    });
}
