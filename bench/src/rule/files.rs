//! What the measurements in Node.js read: the compiled rule, rows with their answers, a wasm module for each contender.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow, bail};
use bench_rule::{Row, boundary, datalogic, eligible, hand, mixed};
use serde_json::{Value, json};

use super::{COMPARED, ELIGIBLE};

/// Contenders that are wasm modules, by feature of `bench-wasm`: the yardstick first.
pub const MODULES: [&str; 8] = [
    "hand",
    "unchecked",
    "decimal",
    "ours",
    "batch",
    "datalogic",
    "zen",
    "cel",
];

/// Writes everything into a folder and gives it. A peer that does not build is left out and named.
pub fn write(bench: &Path) -> Result<(PathBuf, Vec<&'static str>)> {
    let folder = bench.join("target/rule");
    std::fs::create_dir_all(&folder)?;
    let rule = bench_rule::feel::bytes().map_err(|error| anyhow!(error))?;
    std::fs::write(folder.join("rule.bin"), rule)?;
    std::fs::write(folder.join("rows.json"), rows()?.to_string())?;
    let mut built = Vec::new();
    for name in MODULES {
        if build(bench, name)? {
            let made = format!("wasm32-unknown-unknown/{}/bench_wasm.wasm", profile(name));
            let made = target(bench, name).join(made);
            std::fs::copy(&made, folder.join(format!("{name}.wasm")))?;
            built.push(name);
        }
    }
    Ok((folder, built))
}

fn rows() -> Result<Value> {
    let parse = |row: &Row| serde_json::from_str::<Value>(&datalogic::json(row));
    let all = |rows: &[Row]| rows.iter().map(parse).collect::<Result<Vec<_>, _>>();
    let answers = |rows: &[Row]| rows.iter().map(hand::eligible).collect::<Vec<_>>();
    let (mixed, boundary) = (mixed(COMPARED), boundary(COMPARED));
    Ok(json!({
        "rows": { "eligible": all(&eligible(ELIGIBLE))?, "mixed": all(&mixed)?, "boundary": all(&boundary)? },
        "answers": { "mixed": answers(&mixed), "boundary": answers(&boundary) },
        "logic": serde_json::from_str::<Value>(datalogic::RULE)?,
    }))
}

/// Contenders with flags of their own have a target folder of their own, so that nothing is built twice.
fn target(bench: &Path, name: &str) -> PathBuf {
    match name {
        "zen" => bench.join("target/zen"),
        _ => bench.join("target"),
    }
}

/// Ours as the module is built, for size; the others for speed.
fn profile(name: &str) -> &'static str {
    if matches!(name, "ours" | "batch") {
        "wasm"
    } else {
        "wasm3"
    }
}

fn build(bench: &Path, name: &str) -> Result<bool> {
    let mut command = Command::new("cargo");
    command
        .current_dir(bench)
        .args(["build", "--quiet", "-p", "bench-wasm", "--features", name])
        .args([
            "--profile",
            profile(name),
            "--target",
            "wasm32-unknown-unknown",
        ])
        .arg("--target-dir")
        .arg(target(bench, name));
    if name == "zen" {
        // Its hash maps want random bytes, which `bench-wasm` gives.
        command.env("RUSTFLAGS", "--cfg getrandom_backend=\"custom\"");
    }
    let status = command.status().context("cannot start cargo")?;
    if !status.success() && matches!(name, "hand" | "ours" | "batch") {
        bail!("the wasm module of `{name}` does not build");
    }
    Ok(status.success())
}

/// Builds the evaluator alone as the module's code is built, and gives its bytes.
pub fn evaluator(bench: &Path) -> Result<Vec<u8>> {
    let status = Command::new("cargo")
        .current_dir(bench)
        .args(["build", "--quiet", "-p", "bench-evaluator"])
        .args(["--profile", "wasm", "--target", "wasm32-unknown-unknown"])
        .status()
        .context("cannot start cargo")?;
    if !status.success() {
        bail!("the evaluator alone does not build");
    }
    let made = bench.join("target/wasm32-unknown-unknown/wasm/bench_evaluator.wasm");
    std::fs::read(&made).with_context(|| format!("cannot read `{}`", made.display()))
}
