//! The program, as an operator starts it.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::places::Places;

/// A service that runs; dropped, it is killed.
pub struct Service {
    child: Child,
    address: String,
    /// Held open: what it still says is not refused.
    _said: BufReader<ChildStdout>,
}

impl Service {
    /// Starts it over a folder on a free port and waits until it listens.
    ///
    /// # Errors
    /// If it ends before it listens.
    pub fn start(places: &Places, data: &Path) -> Result<Self> {
        let mut child = Command::new(places.tongban())
            .arg("serve")
            .args(["--addr", "127.0.0.1:0", "--demo", "--data"])
            .arg(data)
            .arg("--module")
            .arg(places.module())
            // A line for each packet is what an operator has, too; nobody reads it here.
            .stderr(std::fs::File::create(data.with_extension("log"))?)
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start `tongban serve`")?;
        let said = child.stdout.take().context("no standard output")?;
        let mut said = BufReader::new(said);
        let mut line = String::new();
        while said.read_line(&mut line)? > 0 {
            if let Some(address) = line.trim().strip_prefix("tongban is listening on ") {
                let address = address.to_owned();
                return Ok(Self {
                    child,
                    address,
                    _said: said,
                });
            }
            line.clear();
        }
        child.kill().ok();
        bail!("`tongban serve` ended before it listened")
    }

    /// Where it listens: `http://127.0.0.1:PORT`.
    pub fn address(&self) -> String {
        self.address.clone()
    }

    /// Kills it where it stands.
    ///
    /// # Errors
    /// If it cannot be killed.
    pub fn kill(&mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
