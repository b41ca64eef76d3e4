//! `tongban replay`: a packet decided again.

use crate::arguments::Arguments;
use crate::opening::{Refused, engine, read};
use crate::outcome::Outcome;
use crate::paint::{green, red};
use crate::say::say;
use anyhow::Result;
use clap::Args;
use std::path::PathBuf;

/// Decide a packet again and say what differs.
#[derive(Debug, Args)]
pub struct Replay {
    /// The packet.
    pub packet: PathBuf,
}

impl Replay {
    /// Exit 0 when the decision is the same, 1 when it differs.
    pub fn run(&self, arguments: &Arguments) -> Result<Outcome> {
        let engine = engine(arguments)?;
        let report = engine.replay(&read(&self.packet)?).map_err(Refused)?;
        if arguments.json {
            say!("{}", serde_json::to_string(&report)?);
        } else if report.same {
            say!("{} {}", green("same"), report.decision_digest);
        } else {
            say!("{} {}", red("different"), report.decision_digest);
            for difference in &report.differences {
                say!(
                    "  {}: packet {}, here {}",
                    difference.what,
                    difference.packet,
                    difference.ours
                );
            }
        }
        Ok(if report.same {
            Outcome::Fine
        } else {
            Outcome::Findings
        })
    }
}
