//! `cargo xtask clean-data`: forget everything that was entered into `serve`.

use std::fs;

use anyhow::{Context, Result};

use crate::paths;
use crate::step::{Runner, Step};

/// Deletes the data folder.
pub fn run(runner: &mut Runner) -> Result<()> {
    runner.need(
        Step::new("clean data", "delete the folder `data`"),
        |_log| {
            let data = paths::at("data");
            if !data.exists() {
                return Ok(());
            }
            fs::remove_dir_all(&data).with_context(|| format!("cannot delete `{}`", data.display()))
        },
    )
}
