//! Which workspace crate may depend on which.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::process;
use crate::step::{Runner, Step};

/// The dependency table: every crate of the workspace, and the workspace crates it may reach directly.
/// Tests (`dev-dependencies`) may use any crate: a test of the engine compiles a catalogue.
const ALLOWED: [(&str, &[&str]); 15] = [
    ("tongban-runtime", &[]),
    ("tongban-feel", &["tongban-runtime"]),
    ("tongban-dmn", &["tongban-feel", "tongban-runtime"]),
    ("tongban-image", &["tongban-runtime"]),
    (
        "tongban-catalog",
        &[
            "tongban-dmn",
            "tongban-feel",
            "tongban-image",
            "tongban-runtime",
        ],
    ),
    ("tongban-engine", &["tongban-image", "tongban-runtime"]),
    ("tongban-wasm", &["tongban-engine"]),
    ("tongban-replay", &["tongban-engine"]),
    ("tongban-gateway", &["tongban-engine", "tongban-replay"]),
    ("tongban-cli", ALL),
    ("tongban-catalog-gen", &[]),
    ("tongban-parity", ALL),
    ("tongban-tck", ALL),
    ("xtask", &[]),
    ("xtask-bindgen", &[]),
];

const ALL: &[&str] = &[
    "tongban-runtime",
    "tongban-feel",
    "tongban-dmn",
    "tongban-image",
    "tongban-catalog",
    "tongban-engine",
    "tongban-replay",
    "tongban-gateway",
];

/// Compares the manifests with the table.
pub fn run(runner: &mut Runner) {
    let step = Step::new("dependency table", "check which crate depends on which");
    super::finds_nothing(runner, step, || {
        let metadata = process::output(process::cargo().args([
            "metadata",
            "--format-version=1",
            "--no-deps",
            "--quiet",
        ]))?;
        findings(&serde_json::from_str(&metadata).context("cargo metadata wrote no JSON")?)
    });
}

/// What in `cargo metadata --no-deps` is not in the table.
fn findings(metadata: &Value) -> Result<Vec<String>> {
    let allowed: BTreeMap<&str, &[&str]> = ALLOWED.into_iter().collect();
    let packages = metadata["packages"]
        .as_array()
        .context("cargo metadata lists no packages")?;
    let mut found = Vec::new();
    for package in packages {
        let name = package["name"].as_str().unwrap_or_default();
        let Some(may) = allowed.get(name) else {
            found.push(format!(
                "`{name}` is not in the dependency table; add it to xtask/src/checks/edges.rs"
            ));
            continue;
        };
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let other = dependency["name"].as_str().unwrap_or_default();
            let for_tests = dependency["kind"] == "dev";
            let ours = dependency["path"].is_string();
            if ours && !for_tests && !may.contains(&other) {
                found.push(format!("`{name}` must not depend on `{other}`"));
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::findings;
    use serde_json::{Value, json};

    fn package(name: &str, dependencies: Value) -> Value {
        json!({ "packages": [{ "name": name, "dependencies": dependencies }] })
    }

    fn found(metadata: &Value) -> Vec<String> {
        findings(metadata).expect("well-formed metadata")
    }

    #[test]
    fn an_edge_of_the_table_and_an_outside_crate_pass() {
        let engine = json!([
            { "name": "tongban-image", "kind": null, "path": "x" },
            { "name": "serde", "kind": null },
        ]);
        assert!(found(&package("tongban-engine", engine)).is_empty());
    }

    #[test]
    fn run_time_must_not_reach_authoring_but_its_tests_may() {
        let catalog = |kind: Value| {
            package(
                "tongban-engine",
                json!([{ "name": "tongban-catalog", "kind": kind, "path": "x" }]),
            )
        };
        assert_eq!(
            found(&catalog(Value::Null)),
            ["`tongban-engine` must not depend on `tongban-catalog`"]
        );
        assert_eq!(found(&catalog(json!("build"))).len(), 1);
        assert!(found(&catalog(json!("dev"))).is_empty());
    }

    #[test]
    fn a_crate_that_the_table_does_not_know_is_reported() {
        let found = found(&package("tongban-extra", json!([])));
        assert_eq!(found.len(), 1);
        assert!(found[0].contains("not in the dependency table"));
    }
}
