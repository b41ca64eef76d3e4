//! `tongban explain`: why a result is as it is.

use super::situation::Situation;
use crate::arguments::Arguments;
use crate::opening::{Refused, engine};
use crate::outcome::Outcome;
use crate::say::say;
use anyhow::Result;
use clap::Args;

/// Say why a result is as it is.
#[derive(Debug, Args)]
pub struct Explain {
    /// Id or code, such as `retirement` or `E01`.
    pub item: String,
    /// `condition:<id>`, `material:<id>`, `risk:<id>`, `field:<path>`, `route`, `deadline` or `verdict`.
    pub result: String,
    /// The situation.
    #[command(flatten)]
    pub situation: Situation,
}

impl Explain {
    /// Exit 0.
    pub fn run(&self, arguments: &Arguments) -> Result<Outcome> {
        let engine = engine(arguments)?;
        let session = self.situation.open(&engine, &self.item, arguments)?;
        let explanation = session.explain(&self.result).map_err(Refused)?;
        if arguments.json {
            say!("{}", serde_json::to_string(&explanation)?);
        } else {
            say!("{}", explanation.text);
        }
        Ok(Outcome::Fine)
    }
}
