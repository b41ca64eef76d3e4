//! The machine, without a name: what one needs to know to read the figures.

use std::process::Command;

use crate::report::Report;

/// Says what was measured on, and with what.
pub fn describe(report: &mut Report) {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let first = |program: &str, arguments: &[&str]| {
        let output = Command::new(program).args(arguments).output().ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        text.lines().next().map(str::to_owned)
    };
    let rustc = first("rustc", &["--version"]).unwrap_or_default();
    let node = first("node", &["--version"]).unwrap_or_default();
    report.line(&format!(
        "Measured on {} {}, {cores} cores shared with other work; {rustc}; Node.js {node}.",
        std::env::consts::ARCH,
        std::env::consts::OS,
    ));
}
