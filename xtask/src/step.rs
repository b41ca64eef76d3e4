//! A step of a build or a test: says what it does, is skipped when nothing changed, says how long it took.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow, bail};

use crate::paths;
use crate::process::Log;
use crate::stamp::{self, Stamp};
use crate::tally::Tally;

/// What a step is and what it depends on. A step without outputs always runs.
pub struct Step {
    name: &'static str,
    what: &'static str,
    key: String,
    inputs: Vec<PathBuf>,
    outputs: Vec<PathBuf>,
}

impl Step {
    /// A step that always runs. `name` is one short word or two, `what` says what it does.
    pub fn new(name: &'static str, what: &'static str) -> Self {
        Self {
            name,
            what,
            key: String::new(),
            inputs: Vec::new(),
            outputs: Vec::new(),
        }
    }

    /// Files and folders (from the repository's top) that the outputs are made from.
    pub fn needs<P: Into<PathBuf>>(mut self, inputs: impl IntoIterator<Item = P>) -> Self {
        self.inputs.extend(
            inputs
                .into_iter()
                .map(|path| paths::root().join(path.into())),
        );
        self
    }

    /// Files and folders that the step writes; it is skipped while they and the inputs are unchanged.
    pub fn makes<P: Into<PathBuf>>(mut self, outputs: impl IntoIterator<Item = P>) -> Self {
        self.outputs.extend(
            outputs
                .into_iter()
                .map(|path| paths::root().join(path.into())),
        );
        self
    }

    /// Whatever else the outputs depend on: flags, the version of a tool.
    pub fn keyed(mut self, key: impl AsRef<str>) -> Self {
        self.key.push_str(key.as_ref());
        self.key.push('\n');
        self
    }

    fn stamp_file(&self) -> PathBuf {
        paths::state().join("stamps").join(file_name(self.name))
    }

    fn is_fresh(&self) -> Result<bool> {
        if self.outputs.is_empty() {
            return Ok(false);
        }
        stamp::is_fresh(&self.stamp_file(), &self.key, &self.inputs, &self.outputs)
    }
}

/// How a step ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Done,
    Unchanged,
    Failed,
}

struct Row {
    name: &'static str,
    end: End,
    tally: Tally,
    took: Duration,
}

/// Runs steps one after another and remembers how each ended.
pub struct Runner {
    verbose: bool,
    rows: Vec<Row>,
    notes: Vec<String>,
    started: Instant,
}

impl Runner {
    /// A runner; `verbose` shows the output of commands that succeed too.
    pub fn new(verbose: bool) -> Self {
        Self {
            verbose,
            rows: Vec::new(),
            notes: Vec::new(),
            started: Instant::now(),
        }
    }

    /// Runs a step that what follows needs: its error ends the command. One that has succeeded is not run again.
    pub fn need(&mut self, step: Step, work: impl FnOnce(&mut Log) -> Result<()>) -> Result<()> {
        if self
            .rows
            .iter()
            .any(|row| row.name == step.name && row.end != End::Failed)
        {
            return Ok(());
        }
        let (name, ran) = self.run(step, |log| work(log).map(|()| Tally::default()));
        ran.map_err(|error| error.context(format!("step `{name}` failed")))
    }

    /// Says now and in the summary what was left out, and why.
    pub fn note(&mut self, text: String) {
        println!("  {text}");
        self.notes.push(text);
    }

    /// Runs a test or check; a failure is counted and the next one goes on.
    pub fn attempt(&mut self, step: Step, work: impl FnOnce(&mut Log) -> Result<Tally>) {
        let (_, ran) = self.run(step, work);
        if let Err(error) = ran {
            println!("  ✗ {error:#}");
        }
    }

    fn run(
        &mut self,
        step: Step,
        work: impl FnOnce(&mut Log) -> Result<Tally>,
    ) -> (&'static str, Result<()>) {
        println!("▸ {}: {}", step.name, step.what);
        let started = Instant::now();
        let ran = self.carry_out(&step, work);
        let took = started.elapsed();
        let (end, tally, result) = match ran {
            Ok((end, tally)) if tally.failed == 0 => (end, tally, Ok(())),
            Ok((_, tally)) => (End::Failed, tally, Err(anyhow!("{} failed", tally.failed))),
            Err(error) => (
                End::Failed,
                Tally {
                    passed: 0,
                    failed: 1,
                },
                Err(error),
            ),
        };
        match end {
            End::Done => println!("  done in {}", seconds(took)),
            End::Unchanged => println!("  unchanged"),
            End::Failed => println!("  FAILED after {}", seconds(took)),
        }
        self.rows.push(Row {
            name: step.name,
            end,
            tally,
            took,
        });
        (step.name, result)
    }

    fn carry_out(
        &self,
        step: &Step,
        work: impl FnOnce(&mut Log) -> Result<Tally>,
    ) -> Result<(End, Tally)> {
        if step.is_fresh()? {
            return Ok((End::Unchanged, Tally::default()));
        }
        let stamped = !step.outputs.is_empty();
        let before = stamped
            .then(|| Stamp::before(&step.key, &step.inputs))
            .transpose()?;
        let mut log = Log::open(&file_name(step.name), self.verbose)?;
        let tally = work(&mut log)?;
        if let Some(missing) = step.outputs.iter().find(|path| !path.exists()) {
            bail!("it did not write `{}`", paths::relative(missing).display());
        }
        if let Some(before) = before {
            before.after(&step.outputs)?.write(&step.stamp_file())?;
        }
        Ok((End::Done, tally))
    }

    /// Prints one line with the whole time.
    pub fn total(&self) {
        println!(
            "all {} steps in {}",
            self.rows.len(),
            seconds(self.started.elapsed())
        );
    }

    /// Prints the summary table and the closing line; an error if anything failed.
    pub fn close(&self) -> Result<()> {
        println!(
            "\n{:<24} {:>9} {:>8} {:>8}",
            "step", "time", "passed", "failed"
        );
        let mut sum = Tally::default();
        for row in &self.rows {
            let time = match row.end {
                End::Unchanged => "unchanged".to_owned(),
                End::Done | End::Failed => seconds(row.took),
            };
            let mark = if row.end == End::Failed { "  ✗" } else { "" };
            let count = |number: u64| match number {
                0 => "·".to_owned(),
                some => some.to_string(),
            };
            let (passed, failed) = (count(row.tally.passed), count(row.tally.failed));
            println!("{:<24} {time:>9} {passed:>8} {failed:>8}{mark}", row.name);
            sum += row.tally;
        }
        println!("{:<24} {:>9}\n", "total", seconds(self.started.elapsed()));
        for note in &self.notes {
            println!("{note}");
        }
        println!("{} passed, {} failed", sum.passed, sum.failed);
        match sum.failed {
            0 => Ok(()),
            _ => Err(anyhow!("see the steps marked ✗ above")),
        }
    }
}

fn file_name(step: &str) -> String {
    step.replace(|letter: char| !letter.is_ascii_alphanumeric(), "-")
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_check_is_counted_and_the_next_one_runs() {
        let mut runner = Runner::new(false);
        runner.attempt(Step::new("test first", "fail"), |_| bail!("it is wrong"));
        let mut ran = false;
        runner.attempt(Step::new("test second", "count"), |_| {
            ran = true;
            Ok(Tally {
                passed: 3,
                failed: 0,
            })
        });
        assert!(ran);
        assert!(runner.close().is_err());
    }

    #[test]
    fn failed_tests_fail_a_step_that_ran_to_its_end() {
        let mut runner = Runner::new(false);
        runner.attempt(Step::new("test counted", "count"), |_| {
            Ok(Tally {
                passed: 3,
                failed: 1,
            })
        });
        assert!(runner.close().is_err());
    }

    #[test]
    fn a_needed_step_runs_once_and_its_error_names_it() {
        let mut runner = Runner::new(false);
        let mut runs = 0;
        for _ in 0..2 {
            let step = Step::new("test needed", "count its runs");
            let ran = runner.need(step, |_| {
                runs += 1;
                Ok(())
            });
            assert!(ran.is_ok());
        }
        assert_eq!(runs, 1);
        let failed = runner.need(Step::new("test broken", "fail"), |_| bail!("no compiler"));
        let error = failed.expect_err("the step failed");
        assert_eq!(
            format!("{error:#}"),
            "step `test broken` failed: no compiler"
        );
        assert!(runner.close().is_err());
    }

    #[test]
    fn a_step_that_does_not_write_its_output_has_failed() {
        let mut runner = Runner::new(false);
        let step = Step::new("test output", "write nothing").makes(["target/xtask/never-written"]);
        let error = runner
            .need(step, |_| Ok(()))
            .expect_err("nothing was written");
        assert!(format!("{error:#}").ends_with("it did not write `target/xtask/never-written`"));
    }
}
