//! Running commands: quiet when they succeed, their whole output when they fail.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, PipeReader, Write};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::paths;

/// Lines of a failed command's output that are printed; the log file has all of them.
const SHOWN_LINES: usize = 400;

/// No command of a step takes longer, not even a cold build; one that does is stuck.
const LONGEST: Duration = Duration::from_secs(25 * 60);

/// Where a step's commands write: a log file, and the terminal too when asked for.
pub struct Log {
    file: File,
    shown_as: String,
    verbose: bool,
}

impl Log {
    /// Opens the log file of the step called `name`.
    pub fn open(name: &str, verbose: bool) -> Result<Self> {
        let folder = paths::state().join("logs");
        fs::create_dir_all(&folder)?;
        let path = folder.join(format!("{name}.log"));
        let file = File::create(&path)
            .with_context(|| format!("cannot write the log `{}`", path.display()))?;
        Ok(Self {
            file,
            shown_as: paths::relative(&path).display().to_string(),
            verbose,
        })
    }

    /// Runs `command`; an error, after printing its output, unless it exits 0.
    pub fn run(&mut self, command: &mut Command) -> Result<()> {
        let (status, lines) = self.capture(command)?;
        if status.success() {
            return Ok(());
        }
        self.show(&lines);
        bail!("`{}` failed ({status})", line_of(command))
    }

    /// Runs `command` and gives its exit status and its output's lines, both streams in the order written.
    pub fn capture(&mut self, command: &mut Command) -> Result<(ExitStatus, Vec<String>)> {
        let shown = line_of(command);
        writeln!(self.file, "$ {shown}")?;
        let (reader, writer) = std::io::pipe()?;
        command
            .stdin(Stdio::null())
            .stdout(writer.try_clone()?)
            .stderr(writer);
        let mut child = command
            .spawn()
            .with_context(|| format!("cannot start `{shown}`"))?;
        // Else this process would hold the pipe's writing end, and reading would never finish.
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let arriving = lines_of(reader);
        let started = Instant::now();
        let mut lines = Vec::new();
        loop {
            match arriving.recv_timeout(Duration::from_secs(1)) {
                Ok(line) => {
                    writeln!(self.file, "{line}")?;
                    if self.verbose {
                        println!("  │ {line}");
                    }
                    lines.push(line);
                }
                Err(RecvTimeoutError::Disconnected) => break,
                // A program left running by the command may hold the pipe open after it.
                Err(RecvTimeoutError::Timeout) if child.try_wait()?.is_some() => break,
                Err(RecvTimeoutError::Timeout) => {}
            }
            if started.elapsed() > LONGEST {
                child.kill()?;
                child.wait()?;
                self.show(&lines);
                bail!(
                    "`{shown}` did not end within {} minutes",
                    LONGEST.as_secs() / 60
                );
            }
        }
        let status = child.wait()?;
        Ok((status, lines))
    }

    /// Prints the end of a failed command's output.
    pub fn show(&self, lines: &[String]) {
        if self.verbose {
            return;
        }
        let hidden = lines.len().saturating_sub(SHOWN_LINES);
        if hidden > 0 {
            println!("  │ … {hidden} earlier lines in {}", self.shown_as);
        }
        for line in lines.iter().skip(hidden) {
            println!("  │ {line}");
        }
    }
}

/// The lines read from `reader`, as they arrive.
fn lines_of(reader: PipeReader) -> Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(reader).split(b'\n') {
            let Ok(line) = line else { break };
            let line = String::from_utf8_lossy(&line).into_owned();
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    receiver
}

/// A command that runs in the repository's top folder.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(paths::root());
    command
}

/// cargo, as the one that runs this program.
pub fn cargo() -> Command {
    let mut cargo = command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // Flags for this run of xtask are not for what it builds.
    cargo.env_remove("CARGO_TARGET_DIR").arg("--color=never");
    cargo
}

/// The standard output of a command that must succeed.
pub fn output(command: &mut Command) -> Result<String> {
    let shown = line_of(command);
    let output = command
        .output()
        .with_context(|| format!("cannot start `{shown}`"))?;
    if !output.status.success() {
        bail!(
            "`{shown}` failed: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{shown}` wrote no UTF-8"))
}

/// The command as a person would type it.
fn line_of(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    std::iter::once(name)
        .chain(command.get_args())
        .map(OsStr::to_string_lossy)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn log() -> Log {
        Log::open("test-process", false).expect("a log file")
    }

    #[test]
    fn both_streams_are_captured_in_the_order_written() {
        let (status, lines) = log()
            .capture(command("sh").args(["-c", "echo one; echo two >&2; echo three; exit 3"]))
            .expect("a shell");
        assert_eq!(status.code(), Some(3));
        assert_eq!(lines, ["one", "two", "three"]);
    }

    #[test]
    fn a_program_left_running_does_not_hold_the_step_up() {
        let (status, lines) = log()
            .capture(command("sh").args(["-c", "sleep 300 & echo $!"]))
            .expect("a shell");
        assert!(status.success());
        let left = lines.first().expect("its number");
        // It can be ended, so it was still running.
        let ended = command("kill").arg(left).status().expect("kill");
        assert!(ended.success());
    }

    #[test]
    fn a_missing_program_is_named() {
        let error = log()
            .run(&mut command("no-such-program"))
            .expect_err("it is not there");
        assert!(format!("{error:#}").starts_with("cannot start `no-such-program`"));
    }
}
