//! Every host decides every case; the first difference on each is made small.

use crate::case::Case;
use crate::evaluate::{Decided, decision};
use crate::interpreter::Interpreter;
use crate::javascript::{self, Host};
use crate::minimise;
use crate::{lanes, native};
use anyhow::{Context as _, Result, bail};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tongban_engine::Engine;

/// Cases that a native or interpreting thread takes at once: enough that starting an interpreter does not count.
const SHARE: usize = 1000;

/// What is decided, and by what.
pub struct Work<'a> {
    /// The native engine.
    pub engine: &'a Arc<Engine>,
    /// The module's bytes.
    pub module: &'a [u8],
    /// Its digest.
    pub digest: &'a str,
    /// Its file, for other processes.
    pub file: &'a Path,
    /// The cases with their native decisions; those that were kept come first.
    pub cases: &'a [Arc<Decided>],
    /// The cases as lines, for other processes.
    pub lines: PathBuf,
    /// Where smaller cases are written while a difference is made small.
    pub folder: &'a Path,
    /// For orders, languages and wrong turns.
    pub seed: u64,
}

/// A case on which a host differs from the native decision, made small.
pub struct Difference {
    /// The case.
    pub case: Case,
    /// What was done there.
    pub how: String,
    /// The native decision.
    pub ours: String,
    /// The host's.
    pub theirs: String,
}

/// What a host did with its cases.
pub struct Outcome {
    /// The host.
    pub name: &'static str,
    /// Cases that came out the same.
    pub same: u64,
    /// Checks beyond the plain decision: order, language, capabilities, incremental, draft, recovery.
    pub variants: u64,
    /// How long it took, on one of the machine's cores.
    pub took: Duration,
    /// The first difference.
    pub difference: Option<Difference>,
}

/// A part of the work for one thread.
enum Job<'a> {
    Script(Host),
    Interpreter(&'a [Arc<Decided>]),
    Native(&'a [Arc<Decided>]),
}

/// Does all of it on all cores; an outcome a host.
pub fn all(work: &Work<'_>, scripts: &[Host]) -> Result<Vec<Outcome>> {
    // The longest first: a browser cannot be shared out, the rest fills up.
    let mut jobs: Vec<Job<'_>> = scripts.iter().copied().map(Job::Script).collect();
    jobs.extend(work.cases.chunks(SHARE).map(Job::Interpreter));
    jobs.extend(work.cases.chunks(SHARE).map(Job::Native));
    let mut hosts: Vec<Outcome> = Vec::new();
    for outcome in lanes::all(jobs, |job| work.run(&job)) {
        let outcome = outcome?;
        match hosts.iter_mut().find(|host| host.name == outcome.name) {
            None => hosts.push(outcome),
            Some(host) => {
                host.same += outcome.same;
                host.variants += outcome.variants;
                host.took += outcome.took;
                host.difference = host.difference.take().or(outcome.difference);
            }
        }
    }
    Ok(hosts)
}

impl Work<'_> {
    fn run(&self, job: &Job<'_>) -> Result<Outcome> {
        let started = Instant::now();
        let mut outcome = match job {
            Job::Script(host) => self.script(*host),
            Job::Interpreter(cases) => self.interpreted(cases),
            Job::Native(cases) => self.native(cases),
        }?;
        outcome.took = started.elapsed();
        Ok(outcome)
    }

    fn native(&self, cases: &[Arc<Decided>]) -> Result<Outcome> {
        let mut outcome = Outcome::of("native");
        for (seed, decided) in (self.seed..).zip(cases) {
            outcome.difference =
                native::check(self.engine, &decided.case, &decided.decision, seed)?;
            if outcome.difference.is_some() {
                break;
            }
            outcome.same += 1;
            outcome.variants += u64::try_from(native::WAYS.len())?;
        }
        Ok(outcome)
    }

    fn interpreted(&self, cases: &[Arc<Decided>]) -> Result<Outcome> {
        let mut outcome = Outcome::of("interpreter without JavaScript");
        let mut host = Interpreter::new(self.module, self.digest)?;
        for decided in cases {
            let theirs = host.decide(decided.case.request().as_bytes())?;
            if theirs != answer(&decided.decision, &decided.digest) {
                let mut differs = |case: &Case| {
                    let request = case.request();
                    Ok(host.decide(request.as_bytes())? != self.engine.decide(request.as_bytes()))
                };
                let least =
                    minimise::minimise(&decided.case, |cases| minimise::each(cases, &mut differs))?;
                let request = least.request();
                outcome.difference = Some(Difference {
                    how: "bytes to bytes".to_owned(),
                    ours: String::from_utf8_lossy(&self.engine.decide(request.as_bytes()))
                        .into_owned(),
                    theirs: String::from_utf8_lossy(&host.decide(request.as_bytes())?).into_owned(),
                    case: least,
                });
                break;
            }
            outcome.same += 1;
        }
        Ok(outcome)
    }

    fn script(&self, host: Host) -> Result<Outcome> {
        let mut outcome = Outcome::of(host.name());
        let found = javascript::run(host, self.file, &self.lines)?;
        outcome.same = found.same;
        outcome.variants = found.variants;
        let Some((number, how, got)) = found.difference else {
            if found.same != u64::try_from(self.cases.len())? {
                bail!(
                    "{} decided {} of {} cases",
                    host.name(),
                    found.same,
                    self.cases.len()
                );
            }
            return Ok(outcome);
        };
        let decided = self
            .cases
            .get(number)
            .context("a host names a case that is not there")?;
        let file = self.folder.join(format!("smaller-{}.ndjson", host.name()));
        // What the host gave for the smallest case so far.
        let mut theirs = got;
        let least = minimise::minimise(&decided.case, |cases| {
            let (mut lines, mut places) = (String::new(), Vec::new());
            for (place, case) in cases.iter().enumerate() {
                if let Some(decision) = decision(self.engine, case)? {
                    lines.push_str(&javascript::line(case, &decision, true));
                    places.push(place);
                }
            }
            if places.is_empty() {
                return Ok(None);
            }
            std::fs::write(&file, lines)?;
            let Some((line, _, got)) = javascript::run(host, self.file, &file)?.difference else {
                return Ok(None);
            };
            theirs = got;
            Ok(places.get(line).copied())
        })?;
        outcome.difference = Some(Difference {
            ours: decision(self.engine, &least)?.unwrap_or_default(),
            theirs,
            how,
            case: least,
        });
        Ok(outcome)
    }
}

impl Outcome {
    fn of(name: &'static str) -> Self {
        Self {
            name,
            same: 0,
            variants: 0,
            took: Duration::ZERO,
            difference: None,
        }
    }
}

/// What `decide` answers in bytes, when it gives this decision.
fn answer(decision: &str, digest: &str) -> Vec<u8> {
    format!("{{\"decision\":{decision},\"digest\":\"{digest}\"}}").into_bytes()
}
