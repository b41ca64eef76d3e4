//! `tongban lint`: everything that is wrong or doubtful in the catalogue.

use crate::arguments::Arguments;
use crate::clock::day;
use crate::opening::loaded;
use crate::outcome::Outcome;
use crate::report;
use crate::say::say;
use crate::trouble::Trouble;
use clap::Args;
use tongban_runtime::Severity;

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
            Some(text) => Some(day(text)?),
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
            report::summary(&checked, &arguments.lang);
        }
        Ok(if checked.has_errors() {
            Outcome::Findings
        } else {
            Outcome::Fine
        })
    }
}

/// Prints the page of a code or a name; letters may be small.
fn explain(asked: &str) -> anyhow::Result<Outcome> {
    if asked == "all" {
        crate::say::text(format_args!("{}", tongban_catalog::lints::pages()));
        return Ok(Outcome::Fine);
    }
    let code = asked.to_uppercase();
    match page(&code).or_else(|| page(asked)) {
        Some(page) => {
            crate::say::text(format_args!("{page}"));
            Ok(Outcome::Fine)
        }
        None => Err(Trouble::NoPage {
            near: near(&code),
            code: asked.to_owned(),
        }
        .into()),
    }
}

/// The page of a code or a name.
fn page(code: &str) -> Option<String> {
    let lint = || {
        let mut lints = tongban_catalog::lints::ALL.iter();
        let lint = lints.find(|lint| lint.code == code || lint.name == code);
        lint.map(tongban_catalog::lints::Lint::markdown)
    };
    let section = |page: &str| format!("# {}\n", page.trim_end());
    tongban_feel::pages::find(code)
        .map(tongban_feel::pages::Page::markdown)
        .or_else(lint)
        .or_else(|| tongban_catalog::problem::page(code).map(section))
        .or_else(|| tongban_dmn::problem::page(code).map(section))
        .or_else(|| tongban_dmn::xml::page(code).map(section))
}

/// Codes of the same letter whose number is near, or those that begin with what was written.
fn near(code: &str) -> Vec<String> {
    let known = tongban_feel::pages::all().into_iter().map(|page| page.code);
    let known = known
        .chain(tongban_catalog::Code::ALL.map(tongban_catalog::Code::as_str))
        .chain(tongban_catalog::lints::ALL.iter().map(|lint| lint.code))
        .chain(tongban_dmn::problem::codes())
        .chain(tongban_dmn::xml::codes());
    let number = |code: &str| code.get(1..)?.parse::<i32>().ok();
    let mut near: Vec<(i32, &str)> = known
        .filter(|known| known.chars().next() == code.chars().next())
        .filter_map(|known| Some(((number(known)? - number(code)?).abs(), known)))
        .collect();
    near.sort_unstable();
    near.into_iter()
        .take(3)
        .map(|(_, known)| known.to_owned())
        .collect()
}
