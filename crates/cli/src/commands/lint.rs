//! `tongban lint`: everything that is wrong or doubtful in the catalogue.

use crate::arguments::Arguments;
use crate::outcome::Outcome;
use crate::report;
use clap::Args;
use tongban_runtime::Severity;

/// Find everything that is wrong or doubtful in the catalogue.
#[derive(Debug, Args)]
pub struct Lint {
    /// Show hints too (they never fail).
    #[arg(long)]
    pub hints: bool,
}

impl Lint {
    /// Exit 0 without errors and warnings, else 1.
    pub fn run(&self, arguments: &Arguments) -> anyhow::Result<Outcome> {
        let checked = tongban_catalog::check(tongban_catalog::load(&arguments.catalog));
        let shown = |severity: Severity| self.hints || severity != Severity::Hint;
        if arguments.json {
            let list: Vec<_> = checked
                .findings
                .iter()
                .filter(|finding| shown(finding.severity))
                .map(|finding| finding.to_diagnostic(&checked.sources))
                .collect();
            println!(
                "{}",
                serde_json::json!({ "diagnostics": list, "more": checked.dropped })
            );
        } else {
            for finding in checked
                .findings
                .iter()
                .filter(|finding| shown(finding.severity))
            {
                println!(
                    "{}\n",
                    tongban_catalog::render(finding, &checked.sources, report::color())
                );
            }
            report::summary(&checked);
        }
        let found = checked.count(Severity::Error) + checked.count(Severity::Warning);
        Ok(if found == 0 {
            Outcome::Fine
        } else {
            Outcome::Findings
        })
    }
}
