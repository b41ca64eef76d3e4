//! One file a command.

pub mod lint;

use crate::arguments::{Arguments, Command};
use crate::outcome::Outcome;

/// Runs the command that was asked for.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    match &arguments.command {
        Command::Lint(lint) => lint.run(arguments),
    }
}
