//! How large the evaluator and the engine may be. The promises are 100 KB plain and 160 KB compressed; until they hold, what was
//! reached stands here, so that nothing grows unseen. Lower a figure when its file has become smaller.

use std::path::Path;

use anyhow::{Context, Result};

use crate::paths;
use crate::process;
use crate::step::{Runner, Step};
use crate::tools::wasm_target;

/// Most bytes of the evaluator alone, plain.
const EVALUATOR: usize = 226_700;
/// Most bytes of the engine's wasm, compressed with brotli at its best.
const ENGINE: usize = 375_000;

/// Weighs both.
pub fn run(runner: &mut Runner) {
    let step = Step::new(
        "wasm sizes",
        "check that the evaluator and the engine keep their size",
    );
    super::finds_nothing(runner, step, || {
        Ok([
            finding("the evaluator alone, plain", evaluator()?, EVALUATOR),
            finding(
                "the engine, brotli",
                compressed(&paths::engine_wasm())?,
                ENGINE,
            ),
        ]
        .into_iter()
        .flatten()
        .collect())
    });
}

fn finding(what: &str, size: usize, most: usize) -> Option<String> {
    (size > most).then(|| {
        format!("{what}: {size} bytes, at most {most}; see what grew before the figure is raised")
    })
}

/// Builds the evaluator as `cargo xtask bench` does and gives its size.
fn evaluator() -> Result<usize> {
    let bench = paths::at("bench");
    process::output(
        process::cargo()
            .current_dir(&bench)
            .args([
                "build",
                "--quiet",
                "-p",
                "bench-evaluator",
                "--profile",
                "wasm",
            ])
            .args(["--target", wasm_target::TARGET]),
    )?;
    let made = bench.join("target/wasm32-unknown-unknown/wasm/bench_evaluator.wasm");
    let bytes =
        std::fs::metadata(&made).with_context(|| format!("`{}` was not built", made.display()))?;
    Ok(usize::try_from(bytes.len())?)
}

/// Size after brotli, which Node.js has in it.
fn compressed(file: &Path) -> Result<usize> {
    const SCRIPT: &str = "const z = require('node:zlib'), c = z.constants, b = require('node:fs').readFileSync(process.argv[1]); \
        process.stdout.write('' + z.brotliCompressSync(b, { params: { [c.BROTLI_PARAM_QUALITY]: 11, [c.BROTLI_PARAM_LGWIN]: 24, \
        [c.BROTLI_PARAM_SIZE_HINT]: b.length } }).length)";
    let printed = process::output(process::command("node").args(["-e", SCRIPT]).arg(file))?;
    Ok(printed.trim().parse()?)
}

#[cfg(test)]
mod tests {
    use super::finding;

    #[test]
    fn only_what_is_too_large_is_found() {
        assert_eq!(finding("x", 10, 10), None);
        assert!(finding("x", 11, 10).is_some_and(|found| found.contains("11 bytes, at most 10")));
    }
}
