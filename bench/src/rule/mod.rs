//! One eligibility rule beside hand-written code and beside peers: natively, in wasm, and in JavaScript.

pub mod files;
mod native;
mod node;

use std::path::Path;

use anyhow::Result;

use crate::report::Report;

/// Rows that are all eligible: small enough to stay in the cache, so that the rule is measured and not the memory.
const ELIGIBLE: usize = 64;
/// Rows of each other kind, for comparing answers.
const COMPARED: usize = 10_000;

/// Measures everything about the rule. `bench` is the folder of this workspace.
pub fn measure(report: &mut Report, bench: &Path) -> Result<()> {
    report.heading("One eligibility rule: eight comparisons, two exact multiplications");
    report.line("```feel");
    report.line(bench_rule::feel::RULE);
    report.line("```");
    report.line("");
    report.line(
        "Facts stand ready in the form each engine likes best; what is timed is the decision alone. Contenders take turns in short slices, and of each \
         the least disturbed slice counts; so compare the ratios. All of them first answer 10,000 rows of which most fail somewhere, and must agree. \
         The last column counts, of 10,000 rows whose base stands exactly on 60 % or 300 % of the average wage or one fen beside it, those that are answered wrong.",
    );
    native::measure(report)?;
    node::measure(report, bench)
}
