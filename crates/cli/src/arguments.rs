//! The command line.

use crate::commands;
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use tongban_feel::Lang;

/// One engine for portal, kiosk, counter and bank: check a catalogue, build the module, decide.
#[derive(Debug, Parser)]
#[command(name = "tongban", version, arg_required_else_help = true)]
pub struct Arguments {
    /// Folder of the authored catalogue.
    #[arg(long, global = true, value_name = "DIR", default_value = "catalog")]
    pub catalog: PathBuf,
    /// A built module; used instead of the catalogue folder.
    #[arg(long, global = true, value_name = "FILE")]
    pub module: Option<PathBuf>,
    /// Language of what people read: zh-Hans, zh-Hant or en.
    #[arg(long, global = true, value_name = "LANG", default_value = "zh-Hans", value_parser = ["zh-Hans", "zh-Hant", "en"])]
    pub lang: String,
    /// Machine-readable output.
    #[arg(long, global = true)]
    pub json: bool,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

impl Arguments {
    /// The language that findings are said in; zh-Hant is converted from zh-Hans.
    pub fn lang(&self) -> Lang {
        match self.lang.as_str() {
            "en" => Lang::En,
            _ => Lang::ZhHans,
        }
    }
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Find everything that is wrong or doubtful in the catalogue.
    Lint(commands::lint::Lint),
    /// Run the worked cases of the catalogue.
    Test(commands::test::Test),
    /// Lay out the catalogue's rules and tables in the one canonical way.
    Fmt(commands::fmt::Fmt),
    /// Compile the catalogue into a module.
    Build(commands::build::Build),
    /// List items.
    Items(commands::items::Items),
    /// Print the guide of an item (办事指南).
    Guide(commands::guide::Guide),
    /// Say what is due for a person, what is possible, and what is excluded and why (可办事项主动感知).
    Suggest(commands::suggest::Suggest),
    /// Say every rule in Chinese sentences, beside its expression and its basis.
    Words(commands::words::Words),
    /// Make one decision.
    Check(commands::check::Check),
    /// Check a firm's table of rows (单位批量): a line for each finding.
    Roster(commands::roster::Roster),
    /// Say what changed between two releases.
    Diff(commands::diff::Diff),
    /// Say why a result is as it is.
    Explain(commands::explain::Explain),
    /// Evaluate an expression with the catalogue's functions.
    Eval(commands::eval::Eval),
    /// Evaluate the decisions of a DMN file.
    Dmn(commands::dmn::Dmn),
    /// Decide a packet again and say what differs.
    Replay(commands::replay::Replay),
    /// Print the JSON Schema of an item's facts.
    Schema(commands::schema::Schema),
    /// Run the intake service.
    Serve(commands::serve::Serve),
    /// Print the TypeScript types of an item's facts.
    Types(commands::types::Types),
}
