//! The rule in Node.js: wasm modules and JavaScript engines, warm and cold.

use std::path::Path;

use anyhow::{Result, bail};
use serde::Deserialize;

use super::files;
use crate::host::{self, median, run};
use crate::report::Report;

/// Fresh processes for each first call.
const COLD: usize = 7;

#[derive(Deserialize)]
struct Warm {
    contenders: Vec<Contender>,
}

#[derive(Deserialize)]
struct Contender {
    name: String,
    wasm: bool,
    ns: f64,
    differs: Differs,
}

#[derive(Deserialize)]
struct Differs {
    mixed: usize,
    boundary: usize,
}

#[derive(Deserialize)]
struct Cold {
    /// Milliseconds until the rule can be asked.
    ready: f64,
    /// Microseconds of the first call.
    first: f64,
}

/// Builds what runs there, installs the JavaScript engines, compares and measures.
pub fn measure(report: &mut Report, bench: &Path) -> Result<()> {
    let (folder, modules) = files::write(bench)?;
    let js = bench.join("js");
    host::install(&js)?;
    let script = |name: &str| {
        let mut command = host::script(&js, name);
        command.arg(&folder);
        command
    };
    report.heading("In Node.js: wasm, and engines written in JavaScript");
    let warm: Warm = run(script("warm.mjs").args(&modules))?;
    report.table(&[
        "",
        "warm, ns",
        "× integers in wasm",
        "ready, ms",
        "first call, µs",
        "wasm, KB",
        "wrong on a boundary",
    ]);
    let yardstick = warm.contenders.first().map_or(1.0, |first| first.ns);
    promises(report, &warm.contenders);
    for contender in &warm.contenders {
        let name = &contender.name;
        if contender.differs.mixed > 0 {
            bail!("{name} answers {} rows otherwise", contender.differs.mixed);
        }
        let mut cold = Vec::new();
        for _ in 0..COLD {
            cold.push(run::<Cold>(script("cold.mjs").arg(name))?);
        }
        let size = if contender.wasm {
            let bytes = std::fs::read(folder.join(format!("{name}.wasm")))?;
            format!("{}", bytes.len().div_ceil(1000))
        } else {
            "–".to_owned()
        };
        report.row(&[
            title(name).to_owned(),
            format!("{:.1}", contender.ns),
            format!("{:.1}", contender.ns / yardstick),
            format!("{:.2}", median(cold.iter().map(|cold| cold.ready))),
            format!("{:.0}", median(cold.iter().map(|cold| cold.first))),
            size,
            contender.differs.boundary.to_string(),
        ]);
    }
    report.line("");
    report.line(
        "Warm: after a million decisions. Ready: reading, compiling and instantiating the module (or building the rule) and taking the facts in, in a fresh \
         process; first call: the decision after that; medians of seven processes. Tongban is built as the module is (`opt-level` s), the others for speed (3); none holds names of functions; feelin has no compiled form and reads the text each time.",
    );
    for name in files::MODULES.iter().filter(|name| !modules.contains(name)) {
        report.line(&format!("{} does not build for wasm.", title(name)));
    }
    Ok(())
}

/// What the design promises of the rule in wasm.
fn promises(report: &mut Report, contenders: &[Contender]) {
    let of = |name: &str| {
        let found = contenders.iter().find(|contender| contender.name == name);
        found.map_or(f64::NAN, |contender| contender.ns)
    };
    let (ours, hand, decimal) = (of("ours"), of("hand"), of("decimal"));
    report.promise("rule.wasm", format!("{ours:.1} ns"), ours <= 40.0);
    let against = ours / hand;
    let figure = format!(
        "{against:.1} ×; {:.1} × with overflow unnoticed",
        ours / of("unchecked")
    );
    report.promise("rule.wasm.ratio", figure, against <= 9.0);
    if let Some(native) = report.promises().get("rule.decimal").cloned() {
        let figure = format!("{}, wasm {:.2} ×", native.figure, ours / decimal);
        let met = native.met == Some(true) && ours < decimal;
        report.promise("rule.decimal", figure, met);
    }
}

fn title(name: &str) -> &str {
    match name {
        "hand" => "hand-written, integers, overflow noticed",
        "unchecked" => "hand-written, integers, overflow unnoticed",
        "decimal" => "hand-written, `rust_decimal`",
        "ours" => "Tongban",
        "batch" => "Tongban, a row of a batch of 1,024",
        "datalogic" => "datalogic-rs 5",
        "zen" => "zen-expression 2",
        "cel" => "cel 0.15",
        "json-logic-engine" => "json-logic-engine 5, compiled (JavaScript)",
        "feelin" => "feelin 8 (JavaScript)",
        other => other,
    }
}
