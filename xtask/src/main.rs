//! `cargo xtask`: build, serve, test, bench and check Tongban.
//!
//! It assumes cargo, Node.js and npm, and installs or builds everything else.

mod checks;
mod commands;
mod paths;
mod process;
mod stamp;
mod step;
mod steps;
mod suites;
mod tally;
mod tools;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use commands::{build::BuildArgs, parity::ParityArgs, serve::ServeArgs, test::TestArgs};
use step::Runner;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Build, serve, test and bench Tongban")]
struct Cli {
    /// Show the output of every command as it runs, not only of those that fail.
    #[arg(short, long, global = true)]
    verbose: bool,
    #[command(subcommand)]
    command: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build the engine's wasm, its bindings, the module, the pages and the server.
    Build(BuildArgs),
    /// Build, then run the gateway with demonstration data.
    Serve(ServeArgs),
    /// Run every test: Rust, wasm in Node and in Chromium, front end, catalogue, parity, end to end.
    Test(TestArgs),
    /// Decide generated cases natively, in an interpreter, and in a browser's page and worker: the same bytes everywhere.
    Parity(ParityArgs),
    /// Measure; needs `bench/`.
    Bench {
        /// Arguments for the benchmark.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// The fast checks: format, lints, types, architecture.
    Check,
    /// Delete the data folder that `serve` fills.
    CleanData,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let mut runner = Runner::new(cli.verbose);
    let result = match cli.command {
        Task::Build(args) => commands::build::run(&mut runner, args),
        Task::Serve(args) => commands::serve::run(&mut runner, args),
        Task::Test(args) => commands::test::run(&mut runner, &args),
        Task::Parity(args) => commands::parity::run(&mut runner, &args),
        Task::Bench { args } => commands::bench::run(&mut runner, &args),
        Task::Check => commands::check::run(&mut runner),
        Task::CleanData => commands::clean_data::run(&mut runner),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
