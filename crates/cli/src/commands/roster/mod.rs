//! `tongban roster`: a firm's table against an item's rows.

mod table;

use crate::arguments::Arguments;
use crate::clock::date_or_today;
use crate::labels;
use crate::opening::{Refused, engine, read};
use crate::outcome::Outcome;
use crate::paint::{bold, dim, green, red, yellow};
use crate::say::say;
use anyhow::{Context, Result};
use clap::Args;
use std::path::PathBuf;
use tongban_engine::api::{RosterFinding, RosterMapping, RosterOptions, RosterReport, Severity};
use tongban_engine::{Engine, read_facts};

/// Rows read between looks at nothing: the command has no progress to show.
const BATCH: u32 = 100_000;

/// Check a table of rows: CSV (UTF-8 or GB18030), xlsx or xls.
#[derive(Debug, Args)]
pub struct Roster {
    /// Id or code of an item with a list of rows, such as `staff-change`.
    pub item: String,
    /// The table.
    #[arg(value_name = "ROWS")]
    pub rows: PathBuf,
    /// Application date; today in China if left out.
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
    /// Code of the insured region.
    #[arg(long, value_name = "CODE")]
    pub region: Option<String>,
    /// Which list of rows, where the item has several.
    #[arg(long, value_name = "FACT")]
    pub group: Option<String>,
    /// JSON file of facts outside the rows.
    #[arg(long, value_name = "FILE")]
    pub facts: Option<PathBuf>,
    /// JSON file of the firm's own headings: `{"工号": null, "身份证": "staffDocumentNumber"}`.
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
}

impl Roster {
    /// Exit 1 where a row or the file is refused.
    pub fn run(&self, arguments: &Arguments) -> Result<Outcome> {
        let engine: std::sync::Arc<Engine> = engine(arguments)?;
        let facts = match &self.facts {
            Some(path) => Some(read_facts(&read(path)?).map_err(Refused)?),
            None => None,
        };
        let mapping = match &self.mapping {
            Some(path) => Some(
                serde_json::from_slice::<RosterMapping>(&read(path)?).with_context(|| {
                    format!(
                        "`{}` is no mapping; write `{{\"heading\": \"fact\"}}`",
                        path.display()
                    )
                })?,
            ),
            None => None,
        };
        let options = RosterOptions {
            item: self.item.clone(),
            as_of: date_or_today(self.as_of.as_deref())?.to_string(),
            region: self.region.clone(),
            lang: Some(arguments.lang.clone()),
            group: self.group.clone(),
            facts,
            mapping,
        };
        let text = table::text(&self.rows)?;
        let mut roster = engine.roster(text, options).map_err(Refused)?;
        while !roster.next_batch(BATCH).done {}
        let report = roster.report();
        if arguments.json {
            say!("{}", serde_json::to_string_pretty(&report)?);
        } else {
            print(&report, &arguments.lang);
        }
        Ok(if roster.is_refused() {
            Outcome::Findings
        } else {
            Outcome::Fine
        })
    }
}

/// A line for each finding: cell, heading, what is wrong, what stands there, the source.
fn print(report: &RosterReport, lang: &str) {
    for finding in &report.findings {
        let mark = match finding.severity {
            Severity::Error => red("✗"),
            Severity::Review => yellow("?"),
            Severity::Hint => dim("·"),
        };
        let heading = finding
            .heading
            .as_ref()
            .map(|heading| format!(" {heading}"))
            .unwrap_or_default();
        let value = finding
            .value
            .as_ref()
            .map(|value| dim(&format!("  {value}")))
            .unwrap_or_default();
        let place = address(finding);
        let colon = if place.is_empty() && heading.is_empty() {
            ""
        } else {
            labels::colon(lang)
        };
        let basis = dim(&labels::cited(&finding.basis, lang));
        say!(
            "{mark} {}{heading}{colon}{}{value}{basis}  {}",
            bold(&place),
            finding.message,
            dim(&finding.code)
        );
    }
    let summary = &report.summary;
    let listed = u32::try_from(report.findings.len()).unwrap_or(u32::MAX);
    if listed < summary.findings {
        say!("{}", dim(&format!("… {}", summary.findings - listed)));
    }
    let fine = summary.rows - summary.refused - summary.review - summary.noted;
    let count = |label, count: u32| format!("{} {count}", labels::label(label, lang));
    let refused = count(labels::ROWS_REFUSED, summary.refused);
    say!(
        "{}  {}  {}  {}  {}",
        bold(&count(labels::ROWS, summary.rows)),
        green(&count(labels::ROWS_FINE, fine)),
        if summary.refused > 0 {
            red(&refused)
        } else {
            refused
        },
        count(labels::ROWS_REVIEW, summary.review),
        count(labels::ROWS_NOTED, summary.noted),
    );
    for count in &report.counts {
        let options: Vec<String> = count
            .options
            .iter()
            .map(|(option, count)| format!("{} {count}", option.name))
            .collect();
        say!("{}  {}", count.name, options.join("  "));
    }
    for sum in &report.sums {
        let total = sum.sum.as_deref().unwrap_or("?");
        say!("{}  Σ {total}  ({})", sum.name, sum.count);
    }
}

/// `D5`, or the row alone.
fn address(finding: &RosterFinding) -> String {
    let row = finding.row.map(|row| row.to_string()).unwrap_or_default();
    format!("{}{row}", finding.column.as_deref().unwrap_or_default())
}
