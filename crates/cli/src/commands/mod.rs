//! One file a command.

pub mod build;
pub mod check;
pub mod diff;
mod diff_words;
pub mod dmn;
pub mod eval;
pub mod explain;
pub mod fmt;
pub mod guide;
pub mod items;
pub mod lint;
pub mod replay;
pub mod roster;
pub mod schema;
pub mod serve;
pub mod situation;
pub mod suggest;
pub mod test;
pub mod types;
pub mod words;

use crate::arguments::{Arguments, Command};
use crate::outcome::Outcome;

/// Runs the command that was asked for.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    match &arguments.command {
        Command::Lint(command) => command.run(arguments),
        Command::Test(command) => command.run(arguments),
        Command::Fmt(command) => command.run(arguments),
        Command::Build(command) => command.run(arguments),
        Command::Items(command) => command.run(arguments),
        Command::Guide(command) => command.run(arguments),
        Command::Words(command) => command.run(arguments),
        Command::Check(command) => command.run(arguments),
        Command::Diff(command) => command.run(arguments),
        Command::Explain(command) => command.run(arguments),
        Command::Eval(command) => command.run(arguments),
        Command::Dmn(command) => command.run(arguments),
        Command::Replay(command) => command.run(arguments),
        Command::Roster(command) => command.run(arguments),
        Command::Schema(command) => command.run(arguments),
        Command::Suggest(command) => command.run(arguments),
        Command::Serve(command) => command.run(arguments),
        Command::Types(command) => command.run(arguments),
    }
}
