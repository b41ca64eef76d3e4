//! `tongban lint`: everything that is wrong or doubtful in the catalogue.

use crate::arguments::Arguments;
use crate::opening::loaded;
use crate::outcome::Outcome;
use crate::report;
use crate::say::say;
use anyhow::anyhow;
use clap::Args;
use tongban_runtime::{Date, Severity};

/// Find everything that is wrong or doubtful in the catalogue.
#[derive(Debug, Args)]
pub struct Lint {
    /// Show hints too (they never fail).
    #[arg(long)]
    pub hints: bool,
    /// The day from which data must reach ahead, such as 2026-11-01.
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
    /// Print the page of a lint such as C101, of a diagnostic of rules such as F021, or of all lints; and do nothing else.
    #[arg(long, value_name = "CODE")]
    pub explain: Option<String>,
}

impl Lint {
    /// Exit 0 without errors, else 1.
    pub fn run(&self, arguments: &Arguments) -> anyhow::Result<Outcome> {
        if let Some(code) = &self.explain {
            return explain(code);
        }
        let as_of = match &self.as_of {
            Some(text) => Some(
                Date::parse(text)
                    .ok_or_else(|| anyhow!("`{text}` is no date; write `YYYY-MM-DD`"))?,
            ),
            None => None,
        };
        let checked = loaded(arguments, as_of)?;
        let shown = |severity: Severity| self.hints || severity != Severity::Hint;
        if arguments.json {
            let list: Vec<_> = checked
                .findings
                .iter()
                .filter(|finding| shown(finding.severity))
                .map(|finding| finding.to_diagnostic(&checked.sources))
                .collect();
            say!(
                "{}",
                serde_json::json!({ "diagnostics": list, "more": checked.dropped })
            );
        } else {
            for finding in checked
                .findings
                .iter()
                .filter(|finding| shown(finding.severity))
            {
                say!(
                    "{}\n",
                    tongban_catalog::render(
                        finding,
                        &checked.sources,
                        &arguments.lang,
                        report::color()
                    )
                );
            }
            report::summary(&checked);
        }
        Ok(if checked.has_errors() {
            Outcome::Findings
        } else {
            Outcome::Fine
        })
    }
}

fn explain(code: &str) -> anyhow::Result<Outcome> {
    if code == "all" {
        crate::say::text(format_args!("{}", tongban_catalog::lints::pages()));
        return Ok(Outcome::Fine);
    }
    if let Some(page) = tongban_feel::pages::find(code) {
        crate::say::text(format_args!("{}", page.markdown()));
        return Ok(Outcome::Fine);
    }
    let lint = tongban_catalog::lints::ALL
        .iter()
        .find(|lint| lint.code == code || lint.name == code);
    if let (None, Some(page)) = (lint, tongban_dmn::problem::page(code)) {
        crate::say::text(format_args!("# {}\n", page.trim_end()));
        return Ok(Outcome::Fine);
    }
    let lint = lint.ok_or_else(|| {
        anyhow!(
            "there is no lint or diagnostic `{code}`; their codes stand in brackets in front of their findings"
        )
    })?;
    crate::say::text(format_args!("{}", lint.markdown()));
    Ok(Outcome::Fine)
}
