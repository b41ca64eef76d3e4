//! `cargo xtask serve`: the whole product on this machine, with demonstration data.

use std::process::Command;

use anyhow::{Context, Result};
use clap::Args;

use crate::commands::build;
use crate::paths::{self, Profile};
use crate::process;
use crate::step::Runner;
use crate::steps::{native, pages};

/// Options of `serve`.
#[derive(Args)]
pub struct ServeArgs {
    /// Address to listen on.
    #[arg(long, default_value = "127.0.0.1:8080")]
    addr: String,
    /// Serve an unoptimised build.
    #[arg(long)]
    dev: bool,
}

/// Builds what changed, then becomes the gateway.
pub fn run(runner: &mut Runner, args: ServeArgs) -> Result<()> {
    let profile = if args.dev {
        Profile::Dev
    } else {
        Profile::Release
    };
    build::everything(runner, profile)?;
    runner.total();
    let data = paths::at("data");
    std::fs::create_dir_all(&data)
        .with_context(|| format!("cannot make the data folder `{}`", data.display()))?;
    let mut gateway = process::command(profile.program(native::PROGRAM));
    gateway
        .args(["serve", "--demo", "--addr", &args.addr])
        .args(["--db", "sqlite:data/tongban.db", "--data", "data"])
        .args(["--module", "target/tongban/module.wasm"]);
    for (channel, dist) in pages::DIST {
        gateway.arg(format!("--{channel}")).arg(dist);
    }
    become_it(gateway)
}

/// Replaces this process, so that Ctrl-C reaches the gateway alone and it can close its database.
#[cfg(unix)]
fn become_it(mut gateway: Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(gateway.exec()).context("cannot start the gateway")
}

#[cfg(not(unix))]
fn become_it(mut gateway: Command) -> Result<()> {
    let status = gateway.status().context("cannot start the gateway")?;
    if status.success() {
        Ok(())
    } else {
        anyhow::bail!("the gateway ended ({status})")
    }
}
