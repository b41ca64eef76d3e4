//! Node and browsers: started as `node tests/parity/run.mjs`.

use crate::case::Case;
use anyhow::{Context as _, Result, bail};
use clap::ValueEnum;
use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// A host that runs JavaScript.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Host {
    /// Node.
    Node,
    /// A page in headless Chromium.
    Chromium,
    /// A dedicated worker in headless Chromium.
    ChromiumWorker,
    /// A page in Firefox.
    Firefox,
    /// A dedicated worker in Firefox.
    FirefoxWorker,
    /// A page in WebKitGTK.
    Webkit,
    /// A dedicated worker in WebKitGTK.
    WebkitWorker,
}

impl Host {
    /// Those of every run.
    pub const USUAL: [Self; 3] = [Self::Node, Self::Chromium, Self::ChromiumWorker];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Node => "node",
            Self::Chromium => "chromium",
            Self::ChromiumWorker => "chromium-worker",
            Self::Firefox => "firefox",
            Self::FirefoxWorker => "firefox-worker",
            Self::Webkit => "webkit",
            Self::WebkitWorker => "webkit-worker",
        }
    }
}

/// What a host found.
pub struct Outcome {
    /// Cases that came out the same.
    pub same: u64,
    /// Checks beyond the plain decision: order, language, capabilities, incremental, draft, recovery.
    pub variants: u64,
    /// The first difference: number of the case, what was done, and what came out.
    pub difference: Option<(usize, String, String)>,
}

/// Decides the cases of a file on a host.
pub fn run(host: Host, module: &Path, cases: &Path) -> Result<Outcome> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("run.mjs");
    let output = Command::new("node")
        .arg(script)
        .args(["--host", host.name(), "--json", "--module"])
        .arg(module)
        .arg("--cases")
        .arg(cases)
        .output()
        .context("`node` cannot be started")?;
    let text = String::from_utf8_lossy(&output.stdout);
    let last = text.lines().rfind(|line| line.starts_with('{'));
    let Some(answer) = last.and_then(|line| serde_json::from_str::<Value>(line).ok()) else {
        bail!(
            "{} gave no result: {}{}",
            host.name(),
            text,
            String::from_utf8_lossy(&output.stderr)
        );
    };
    let number = |key: &str| answer.get(key).and_then(Value::as_u64).unwrap_or(0);
    let difference = answer
        .get("difference")
        .filter(|found| found.is_object())
        .map(|found| {
            let text = |key: &str| {
                found
                    .get(key)
                    .and_then(Value::as_str)
                    .unwrap_or("")
                    .to_owned()
            };
            let at = found
                .get("case")
                .and_then(Value::as_u64)
                .and_then(|at| usize::try_from(at).ok())
                .unwrap_or(0);
            (at, text("how"), text("got"))
        });
    Ok(Outcome {
        same: number("same"),
        variants: number("variants"),
        difference,
    })
}

/// A case with its native decision, as a line of the file; `thorough`: in all variants.
pub fn line(case: &Case, decision: &str, thorough: bool) -> String {
    let line = serde_json::json!({ "request": case, "decision": decision, "thorough": thorough });
    format!("{line}\n")
}
