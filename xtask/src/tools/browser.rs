//! Chromium, its driver and a Chinese font, for the tests in a browser.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::{self, Log};

const CHROMIUM: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];
const DRIVER: [&str; 1] = ["chromedriver"];

/// A browser that tests can drive.
pub struct Browser {
    /// The browser's program.
    pub chromium: PathBuf,
    /// Its WebDriver.
    pub driver: PathBuf,
}

/// The installed browser.
///
/// # Errors
/// If it is missing.
pub fn find() -> Result<Browser> {
    Ok(Browser {
        chromium: super::find(&CHROMIUM).context("Chromium is missing; install it")?,
        driver: super::find(&DRIVER).context("`chromedriver` is missing; install it")?,
    })
}

/// Installs what is missing with apt-get where that may be done.
///
/// # Errors
/// If something is missing and cannot be installed, with the command that mends it.
pub fn ensure(log: &mut Log) -> Result<()> {
    let mut missing = Vec::new();
    if super::find(&CHROMIUM).is_none() {
        missing.push("chromium");
    }
    if super::find(&DRIVER).is_none() {
        missing.push("chromium-driver");
    }
    if super::find(&["fc-list"]).is_none() {
        missing.push("fontconfig");
    }
    if !has_chinese_font() {
        missing.push("fonts-noto-cjk");
    }
    if missing.is_empty() {
        return Ok(());
    }
    let mend = format!(
        "install {} (on Debian: `apt-get install {}`)",
        missing.join(", "),
        missing.join(" ")
    );
    let Some(mut update) = apt() else {
        bail!("{mend}")
    };
    let Some(mut install) = apt() else {
        bail!("{mend}")
    };
    log.run(update.arg("update")).context(mend.clone())?;
    log.run(
        install
            .args(["install", "--yes", "--no-install-recommends"])
            .args(&missing),
    )
    .context(mend)?;
    find().map(drop)
}

/// Without one, Chinese is drawn as boxes and a screenshot test still passes.
fn has_chinese_font() -> bool {
    let fonts = process::output(Command::new("fc-list").arg(":lang=zh"));
    fonts.is_ok_and(|list| !list.trim().is_empty())
}

/// apt-get with the rights to install: as root, or by a sudo that asks no password.
fn apt() -> Option<Command> {
    let apt = super::find(&["apt-get"])?;
    let root = process::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    let mut command = if root {
        process::command(apt)
    } else {
        let sudo = super::find(&["sudo"])?;
        process::output(Command::new(&sudo).args(["-n", "true"])).ok()?;
        let mut command = process::command(sudo);
        command.arg("-n").arg(apt);
        command
    };
    command.env("DEBIAN_FRONTEND", "noninteractive");
    Some(command)
}
