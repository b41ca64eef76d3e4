//! Node.js and npm.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;

/// The oldest Node.js that works.
const OLDEST: u32 = 20;

/// npm, run in the repository's top folder; Node.js is checked first.
///
/// # Errors
/// If Node.js or npm is missing or too old.
pub fn npm() -> Result<Command> {
    check()?;
    let name = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let npm = super::find(&[name]).with_context(mend)?;
    let mut command = process::command(npm);
    command
        .env("NO_COLOR", "1")
        .env("npm_config_update_notifier", "false");
    Ok(command)
}

/// node, run in the repository's top folder.
///
/// # Errors
/// If it is missing or too old.
pub fn node() -> Result<Command> {
    check()?;
    Ok(process::command(super::find(&["node"]).with_context(mend)?))
}

fn check() -> Result<()> {
    let node = super::find(&["node"]).with_context(mend)?;
    let version = process::output(Command::new(node).arg("--version"))?;
    if major(&version).is_none_or(|major| major < OLDEST) {
        bail!("Node.js {} is too old; {}", version.trim(), mend());
    }
    Ok(())
}

fn major(version: &str) -> Option<u32> {
    version
        .trim()
        .strip_prefix('v')?
        .split('.')
        .next()?
        .parse()
        .ok()
}

fn mend() -> String {
    format!("install Node.js {OLDEST} or newer with npm, then run this again")
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn reads_the_major_version() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("20"), None);
    }
}
