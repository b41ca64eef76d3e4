//! The page: the latest measurement of every part, with the promises in front.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::machine;
use crate::part::Part;
use crate::places::Places;
use crate::promises::{self, Measured};
use crate::report::Report;

const INTRODUCTION: &str = "# Performance\n\nWritten by `cargo xtask bench`; do not edit. `cargo xtask bench --only PART` measures one part again and leaves \
    the others. Read times as ratios within one part: the machine does other work beside, so the least disturbed of many short slices is what \
    counts where nothing else is said. Why rules are this fast: `docs/decisions/0007-register-code-beside-the-node-program.md`.\n";

/// What is kept of a part.
#[derive(Serialize, Deserialize)]
struct Kept {
    commit: String,
    seconds: u64,
    text: String,
    promises: BTreeMap<String, Measured>,
}

fn file(places: &Places, part: Part) -> Result<PathBuf> {
    Ok(places.made("parts")?.join(format!("{}.json", part.name())))
}

/// Keeps what a part found.
///
/// # Errors
/// If it cannot be written.
pub fn keep(places: &Places, part: Part, report: &Report, took: Duration) -> Result<()> {
    let described = Command::new("git")
        .current_dir(&places.root)
        .args(["rev-parse", "--short", "HEAD"])
        .output();
    let commit = described.map_or_else(
        |_| "an unknown revision".to_owned(),
        |output| String::from_utf8_lossy(&output.stdout).trim().to_owned(),
    );
    let kept = Kept {
        commit,
        seconds: took.as_secs(),
        text: report.text().to_owned(),
        promises: report.promises().clone(),
    };
    std::fs::write(file(places, part)?, serde_json::to_vec_pretty(&kept)?)?;
    Ok(())
}

/// Writes the page once every part was measured.
///
/// # Errors
/// If it cannot be written.
pub fn write(places: &Places) -> Result<()> {
    let mut parts = Vec::new();
    let mut measured = BTreeMap::new();
    for part in Part::ALL {
        let Ok(bytes) = std::fs::read(file(places, part)?) else {
            println!("`{}` was not measured yet: the page stays", part.name());
            return Ok(());
        };
        let kept: Kept = serde_json::from_slice(&bytes)
            .with_context(|| format!("what was kept of `{}`", part.name()))?;
        measured.extend(kept.promises.clone());
        parts.push((part, kept));
    }
    let mut page = Report::quiet();
    page.line(INTRODUCTION);
    machine::describe(&mut page);
    promises::table(&mut page, &measured);
    for (part, kept) in &parts {
        page.line("");
        page.line(kept.text.trim());
        page.line("");
        page.line(&format!(
            "Measured at {} in {} s: `cargo xtask bench --only {}`.",
            kept.commit,
            kept.seconds,
            part.name()
        ));
    }
    let output = places.root.join("docs/performance.md");
    std::fs::write(&output, page.text())
        .with_context(|| format!("cannot write `{}`", output.display()))
}
