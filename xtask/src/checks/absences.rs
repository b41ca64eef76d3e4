//! What the run-time crates must not reach, however indirectly.

use anyhow::Result;

use crate::process;
use crate::step::{Runner, Step};

/// Outside crates that a deciding crate must not reach: servers and tasks, hosts, clocks, randomness, and
/// the two parsers that would weigh more than the whole engine.
const NOT_IN_THE_ENGINE: [&str; 24] = [
    "tokio",
    "axum",
    "hyper",
    "sqlx",
    "sqlx-core",
    "rusqlite",
    "web-sys",
    "js-sys",
    "wasm-bindgen",
    "chrono",
    "time",
    "jiff",
    "web-time",
    "rand",
    "rand_core",
    "getrandom",
    "fastrand",
    "uuid",
    "regex",
    "regex-automata",
    "jsonschema",
    "serde_yaml",
    "clap",
    "tracing",
];

/// What the wasm crate must not reach: as above, save the hosts it is there to bind.
const NOT_IN_WASM: [&str; 20] = [
    "tokio",
    "axum",
    "hyper",
    "sqlx",
    "sqlx-core",
    "rusqlite",
    "chrono",
    "time",
    "jiff",
    "web-time",
    "rand",
    "rand_core",
    "getrandom",
    "fastrand",
    "uuid",
    "regex",
    "regex-automata",
    "jsonschema",
    "serde_yaml",
    "clap",
];

/// Our own crates of authoring time, never in what a channel loads.
const AUTHORING: [&str; 3] = ["tongban-feel", "tongban-dmn", "tongban-catalog"];

/// Asks cargo for each run-time crate's whole tree.
pub fn run(runner: &mut Runner) {
    let step = Step::new("absences", "check what the run-time crates do not reach");
    super::finds_nothing(runner, step, || {
        let mut found = Vec::new();
        for name in ["tongban-runtime", "tongban-image", "tongban-engine"] {
            found.extend(findings(name, &tree(name)?, &NOT_IN_THE_ENGINE));
        }
        found.extend(findings(
            "tongban-wasm",
            &tree("tongban-wasm")?,
            &NOT_IN_WASM,
        ));
        found.extend(findings("tongban-gateway", &tree("tongban-gateway")?, &[]));
        Ok(found)
    });
}

fn tree(name: &str) -> Result<String> {
    process::output(
        process::cargo()
            .args([
                "tree",
                "--quiet",
                "--package",
                name,
                "--edges",
                "normal,build",
            ])
            .args(["--target", "all", "--prefix", "none", "--format", "{p}"]),
    )
}

/// The banned crates in `tree`, a crate a line with its version after a space.
fn findings(name: &str, tree: &str, banned: &[&str]) -> Vec<String> {
    let mut reached: Vec<&str> = tree
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .filter(|crate_name| banned.contains(crate_name) || AUTHORING.contains(crate_name))
        .collect();
    reached.sort_unstable();
    reached.dedup();
    let way = |other: &str| format!("see `cargo tree --package {name} --invert {other}`");
    reached
        .into_iter()
        .map(|other| format!("`{name}` reaches `{other}`; {}", way(other)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::findings;

    #[test]
    fn names_a_banned_crate_once_and_only_whole_names() {
        let tree = "tongban-engine v0.1.0 (x)\ntokio v1.54.0\ntokio v1.54.0 (*)\ntokio-like v1.0.0";
        let found = findings("tongban-engine", tree, &["tokio"]);
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("`tongban-engine` reaches `tokio`"));
    }

    #[test]
    fn authoring_crates_are_banned_everywhere() {
        let tree = "tongban-gateway v0.1.0\ntongban-catalog v0.1.0";
        assert_eq!(findings("tongban-gateway", tree, &[]).len(), 1);
    }
}
