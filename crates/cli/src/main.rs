//! The `tongban` command: for catalogue authors and operators.

mod arguments;
mod cases;
mod clock;
mod commands;
mod labels;
mod opening;
mod outcome;
mod paint;
mod report;
mod say;
mod shown;
mod trouble;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = arguments::Arguments::parse();
    match commands::run(&arguments) {
        Ok(outcome) => outcome.into(),
        Err(error) => {
            report::failure(&error, &arguments);
            outcome::Outcome::BadInput.into()
        }
    }
}
