//! `tongban-tck`: runs DMN TCK cases and prints what passed and failed, folder by folder.
//!
//! The folder is `TCK_DIR`, else `shared/tck` beside the checkout. Exit 0: all pass or are listed
//! in `tests/tck/exceptions.toml`; 1: some fail; 2: no cases.

use anyhow::{Context as _, Result};
use clap::Parser;
use std::path::PathBuf;
use std::process::ExitCode;
use tongban_dmn::model::Host;
use tongban_tck::exceptions::Exceptions;
use tongban_tck::folder::folders;
use tongban_tck::{cases, library, report, repository, run};

#[derive(Parser)]
struct Args {
    /// Where the cases are, instead of `TCK_DIR`.
    #[arg(long)]
    cases: Option<PathBuf>,
    /// Only folders whose name holds this.
    #[arg(long)]
    only: Option<String>,
    /// Print what each failed case expected and found.
    #[arg(long, short)]
    details: bool,
    /// Write `docs/conformance.md`.
    #[arg(long)]
    write: bool,
}

fn main() -> ExitCode {
    match work(&Args::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::from(2)
        }
    }
}

fn work(args: &Args) -> Result<ExitCode> {
    let folder = match &args.cases {
        Some(folder) => Some(folder.clone()),
        None => cases().map(|(folder, _)| folder),
    };
    let Some(folder) = folder else {
        eprintln!("no cases: name a folder of the kit in `TCK_DIR`");
        return Ok(ExitCode::from(2));
    };
    let exceptions = Exceptions::read(&repository().join("tests/tck/exceptions.toml"))?;
    let library = library();
    let host = Host {
        library: Some(&library),
    };
    let mut outcomes = Vec::new();
    for folder in folders(&folder)? {
        let wanted = args.only.as_ref();
        if wanted.is_none_or(|part| folder.name.contains(part.as_str())) {
            outcomes.push(run::run(&folder, &exceptions, host)?);
        }
    }
    if outcomes.is_empty() {
        eprintln!("no cases in `{}`", folder.display());
        return Ok(ExitCode::from(2));
    }
    print!("{}", report::lines(&outcomes, args.details));
    if args.write {
        let page = repository().join("docs/conformance.md");
        std::fs::write(&page, report::page(&outcomes, &exceptions))
            .with_context(|| format!("cannot write `{}`", page.display()))?;
    }
    let failed = report::total(&outcomes).failed > 0;
    Ok(if failed {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    })
}
