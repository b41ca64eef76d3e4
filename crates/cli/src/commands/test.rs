//! `tongban test`: the worked cases of the catalogue.

use crate::arguments::Arguments;
use crate::cases::run_case;
use crate::opening::{Refused, built, checked, engine_of, no_item};
use crate::outcome::Outcome;
use crate::paint::{bold, dim, green, red};
use crate::say::say;
use anyhow::Result;
use clap::Args;
use serde_json::{Value, json};

/// Run the worked cases of the catalogue.
#[derive(Debug, Args)]
pub struct Test {
    /// Only cases of this item (id or code).
    pub item: Option<String>,
    /// Print passed cases too.
    #[arg(short, long)]
    pub verbose: bool,
}

impl Test {
    /// Exit 0 when all pass, else 1.
    pub fn run(&self, arguments: &Arguments) -> Result<Outcome> {
        let checked = checked(arguments)?;
        let built = built(&checked)?;
        let engine = engine_of(built)?;
        let only = match &self.item {
            Some(asked) => {
                let mut items = built.image.items.iter();
                let item = items.find(|item| item.id == *asked || item.code == *asked);
                Some(
                    item.map(|item| item.id.as_str())
                        .ok_or_else(|| no_item(&built.image, asked))?,
                )
            }
            None => None,
        };
        let (mut passed, mut failed) = (0_usize, 0_usize);
        let mut results: Vec<Value> = Vec::new();
        for case in checked
            .authored
            .cases
            .iter()
            .filter(|case| only.is_none_or(|item| item == case.item))
        {
            let (line, _) = checked.sources.line_column(case.at);
            let file = checked
                .sources
                .file(case.at)
                .map(|file| file.path.as_str())
                .unwrap_or_default();
            let place = format!("{file}:{line}");
            let outcome = run_case(&engine, case);
            let fine = matches!(&outcome, Ok(failures) if failures.is_empty());
            if fine {
                passed += 1
            } else {
                failed += 1
            }
            if arguments.json {
                let failures = outcome.as_ref().ok();
                let error =
                    outcome
                        .as_ref()
                        .err()
                        .map(|error| match error.downcast_ref::<Refused>() {
                            Some(refused) => json!(refused.0),
                            None => json!(format!("{error:#}")),
                        });
                results.push(json!({ "case": case.name.value, "item": case.item, "where": place, "passed": fine, "failures": failures, "error": error }));
                continue;
            }
            if fine {
                if self.verbose {
                    say!("{} {}  {}", green("✓"), case.name.value, dim(&case.item));
                }
                continue;
            }
            say!("{} {}  {}", red("✗"), bold(&case.name.value), dim(&place));
            match outcome {
                Ok(failures) => {
                    for failure in failures {
                        say!(
                            "    {}: expected {}, found {}",
                            failure.what,
                            green(&failure.expected),
                            red(&failure.found)
                        );
                    }
                }
                Err(error) => say!("    {error:#}"),
            }
        }
        if arguments.json {
            say!(
                "{}",
                json!({ "passed": passed, "failed": failed, "cases": results })
            );
        } else {
            say!("{passed} passed, {failed} failed");
        }
        Ok(if failed == 0 {
            Outcome::Fine
        } else {
            Outcome::Findings
        })
    }
}
