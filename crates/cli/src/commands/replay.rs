//! `tongban replay`: a packet decided again, by the module that made it or under a newer one.

use crate::arguments::Arguments;
use crate::labels::label;
use crate::opening::{Refused, built, checked_folder, engine_of, read};
use crate::outcome::Outcome;
use crate::paint::{bold, dim, green, red};
use crate::say::say;
use crate::trouble::Trouble;
use anyhow::Result;
use clap::Args;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tongban_engine::api::{Diagnostic, ReplayReport};
use tongban_engine::{Engine, Label, Module};
use tongban_replay::{Past, Under, shown, under};

/// Decide a packet again and say what differs.
///
/// `--module` names the module that made it: its own engine runs, in an interpreter, where it is not this program's.
/// `--under` names a newer module or a catalogue folder: what would come out otherwise under it is explained.
#[derive(Debug, Args)]
pub struct Replay {
    /// The packet.
    pub packet: PathBuf,
    /// A newer module, or a catalogue folder, to explain the difference to.
    #[arg(long, value_name = "NEW")]
    pub under: Option<PathBuf>,
    /// Run the module's own engine even where it is this program's.
    #[arg(long)]
    pub own_engine: bool,
}

impl Replay {
    /// Exit 0 when the decision is the same (and nothing changes under the newer module), 1 when it differs.
    pub fn run(&self, arguments: &Arguments) -> Result<Outcome> {
        let packet = read(&self.packet)?;
        let replayed = match &arguments.module {
            Some(module) => {
                let module = read(module)?;
                let past = if self.own_engine {
                    Past::open_own(&module)
                } else {
                    Past::open(&module)
                };
                let past = past.map_err(Refused)?;
                // The person at the keyboard waits, or ends the program.
                let report = past.replay(&packet, &mut || true).map_err(refused)?;
                Some((past, report))
            }
            None if self.under.is_none() => return Err(Trouble::NoModuleNamed.into()),
            None => None,
        };
        let under = match &self.under {
            Some(newer) => {
                let made_by = match &arguments.module {
                    Some(module) => Module::load(&read(module)?).ok(),
                    None => None,
                };
                let newer = newer_engine(newer, arguments)?;
                let under = under(&newer, made_by.as_ref(), &packet, &arguments.lang);
                Some(under.map_err(Refused)?)
            }
            None => None,
        };
        if arguments.json {
            let report = replayed.as_ref().map(|(past, report)| {
                let mut value = serde_json::to_value(report)?;
                value["ownEngine"] = past.runs_own_engine().into();
                anyhow::Ok(value)
            });
            let mut value = report.transpose()?.unwrap_or_else(|| serde_json::json!({}));
            if let Some(under) = &under {
                value["under"] = serde_json::to_value(under)?;
            }
            say!("{value}");
        } else {
            if let Some((past, report)) = &replayed {
                print_report(past, report);
            }
            if let Some(under) = &under {
                print_under(under, &arguments.lang);
            }
        }
        let same = replayed.is_none_or(|(_, report)| report.same)
            && under.is_none_or(|under| under.changes.is_empty() && under.notes.is_empty());
        Ok(if same {
            Outcome::Fine
        } else {
            Outcome::Findings
        })
    }
}

fn refused(found: Vec<Diagnostic>) -> anyhow::Error {
    found.into_iter().next().map_or_else(
        || Trouble::PacketRefused.into(),
        |first| Refused(first).into(),
    )
}

/// The engine over a newer module, which must be this program's, or over a folder.
fn newer_engine(newer: &Path, arguments: &Arguments) -> Result<Arc<Engine>> {
    if newer.is_dir() {
        return engine_of(built(&checked_folder(newer, arguments)?)?);
    }
    let module = read(newer)?;
    if !Label::read(&module).map_err(Refused)?.is_ours() {
        let path = newer.display().to_string();
        return Err(Trouble::OtherEngine { path }.into());
    }
    Ok(Module::load(&module).map_err(Refused)?)
}

fn print_report(past: &Past, report: &ReplayReport) {
    let engine = if past.runs_own_engine() {
        dim("  by the module's own engine")
    } else {
        String::new()
    };
    let word = if report.same {
        green("same")
    } else {
        red("different")
    };
    say!("{word} {}{engine}", report.decision_digest);
    for difference in &report.differences {
        say!(
            "  {}: packet {}, here {}",
            difference.what,
            shown(&difference.what, &difference.packet),
            shown(&difference.what, &difference.ours)
        );
    }
}

fn print_under(found: &Under, lang: &str) {
    let heading = label(
        ("在另一版本下", "在另一版本下", "Under the other release"),
        lang,
    );
    say!("{}  {}", bold(heading), dim(&found.module));
    if found.changes.is_empty() {
        let same = ("结果相同", "結果相同", "every result is the same");
        say!("  {}", green(label(same, lang)));
    }
    for change in &found.changes {
        say!("  {}", change.text);
        for line in &change.why {
            say!("    {}", dim(line));
        }
    }
    for note in &found.notes {
        say!("  {}", note.message);
    }
}
