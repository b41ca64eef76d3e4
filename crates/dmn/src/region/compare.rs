//! Two versions of a rule: where they differ, proved where they only compare variables with
//! constants, else looked for by trying.

use super::domain::Domain;
use super::find::{Found, Outlook, find};
use super::flow::{Flow, Looks};
use super::piece::Piece;
use super::sample::Samples;
use tongban_runtime::compare::Truth;
use tongban_runtime::compare::equal;
use tongban_runtime::{Reason, Value, What};

/// Most combinations that a proof looks at.
const MAX_PROBES: usize = 60_000;
/// Most values of a variable that a proof goes through one by one.
const MAX_LISTED: usize = 20_000;
/// Combinations that are tried where nothing can be proved.
const TRIES: usize = 4_000;

/// One version of a rule.
pub trait Side {
    /// Looks through it.
    fn look(&self, flow: &mut Looks);

    /// What it gives where each variable has this value; unknown values are caused by the fact
    /// whose slot is the variable's number.
    fn value(&self, values: &[Value]) -> Value;
}

/// What is asked about two versions.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Question {
    /// Where does the new one give true, and the old one not?
    NowTrue,
    /// Where does the new one not give true any more?
    NoLongerTrue,
    /// Where do they give different values?
    Differ,
}

/// What was found.
#[derive(Clone, PartialEq, Debug)]
pub enum Compared {
    /// Proved: nowhere.
    Nowhere,
    /// At these values, by variable; other variables do not matter. `proved` says whether the rules
    /// are such that a proof would have found it; else it was found by trying.
    At {
        /// Variables and their values, with both answers.
        witness: Vec<(usize, Value)>,
        /// Whether it was found by a proof.
        proved: bool,
    },
    /// Not found, in so many tries.
    NotFound(usize),
}

/// Two versions of a rule over the same variables.
pub struct Versions<'a> {
    old: &'a dyn Side,
    new: &'a dyn Side,
    looks: Looks,
    /// The variables that matter, with their pieces; `None` if some cannot be cut.
    pieces: Option<Vec<Vec<Piece>>>,
    variables: Vec<usize>,
    domains: &'a [Domain],
    /// Values of all variables that are worth trying; unknown ones are chosen.
    samples: &'a [Vec<Value>],
}

impl<'a> Versions<'a> {
    /// Looks through both versions.
    #[must_use]
    pub fn new(
        (old, new): (&'a dyn Side, &'a dyn Side),
        domains: &'a [Domain],
        samples: &'a [Vec<Value>],
    ) -> Self {
        let mut looks = Looks::default();
        old.look(&mut looks);
        new.look(&mut looks);
        let variables: Vec<usize> = looks
            .variables
            .iter()
            .filter_map(|variable| usize::try_from(*variable).ok())
            .collect();
        let pieces = variables
            .iter()
            .map(|variable| {
                let id = u32::try_from(*variable).ok()?;
                let domain = domains.get(*variable)?;
                let points = looks.points.get(&id).map_or(&[][..], Vec::as_slice);
                // Whoever asks whether it is null thinks that it may be.
                let domain = Domain {
                    optional: domain.optional || points.contains(&Value::Absent),
                    ..domain.clone()
                };
                if looks.anything || looks.otherwise.contains(&id) {
                    domain.listed(MAX_LISTED)
                } else {
                    domain.pieces(points)
                }
            })
            .collect();
        Self {
            old,
            new,
            pieces: if looks.anything { None } else { pieces },
            variables,
            looks,
            domains,
            samples,
        }
    }

    /// Answers a question.
    #[must_use]
    pub fn ask(&self, question: Question) -> Compared {
        if let Some(pieces) = &self.pieces {
            match self.prove(pieces, question) {
                Found::Nothing => return Compared::Nowhere,
                Found::Witness(chosen) => {
                    let chosen = chosen.iter().zip(pieces).zip(&self.variables);
                    let witness = chosen.filter_map(|((piece, pieces), variable)| {
                        Some((*variable, pieces.get((*piece)?)?.value.clone()))
                    });
                    let (witness, proved) = (witness.collect(), true);
                    return Compared::At { witness, proved };
                }
                Found::Open | Found::TooMany => {}
            }
        }
        self.try_out(question)
    }

    /// What both versions give.
    #[must_use]
    pub fn answers(&self, witness: &[(usize, Value)]) -> (Value, Value) {
        let mut values = self.unknown();
        for (variable, value) in witness {
            if let Some(place) = values.get_mut(*variable) {
                place.clone_from(value);
            }
        }
        (self.old.value(&values), self.new.value(&values))
    }

    fn unknown(&self) -> Vec<Value> {
        (0..self.domains.len())
            .map(|variable| {
                let slot = u32::try_from(variable).unwrap_or(u32::MAX);
                Value::unknown(What::Fact { slot, row: None }, Reason::NotAsked)
            })
            .collect()
    }

    fn prove(&self, pieces: &[Vec<Piece>], question: Question) -> Found {
        let unknown = self.unknown();
        find(pieces, MAX_PROBES, &mut |chosen| {
            let mut values = unknown.clone();
            let all = chosen.iter().zip(pieces).zip(&self.variables);
            for ((piece, pieces), variable) in all {
                if let (Some(piece), Some(place)) = (
                    piece.and_then(|piece| pieces.get(piece)),
                    values.get_mut(*variable),
                ) {
                    place.clone_from(&piece.value);
                }
            }
            let (old, new) = (self.old.value(&values), self.new.value(&values));
            match outlook(question, &old, &new) {
                Outlook::Open(on) => {
                    let places = on.iter().filter_map(|variable| {
                        self.variables.iter().position(|other| other == variable)
                    });
                    let on: Vec<usize> = places.collect();
                    // What depends on no variable stays as it is.
                    if on.is_empty() {
                        Outlook::Dark
                    } else {
                        Outlook::Open(on)
                    }
                }
                known => known,
            }
        })
    }

    fn try_out(&self, question: Question) -> Compared {
        let mut samples = Samples::new(self.domains, &self.looks, self.samples);
        for _ in 0..TRIES {
            let Some(values) = samples.next(&self.variables, &self.unknown()) else {
                break;
            };
            let (old, new) = (self.old.value(&values), self.new.value(&values));
            if outlook(question, &old, &new) == Outlook::Always {
                let witness = self
                    .variables
                    .iter()
                    .filter_map(|variable| Some((*variable, values.get(*variable)?.clone())));
                return Compared::At {
                    witness: witness.collect(),
                    proved: false,
                };
            }
        }
        Compared::NotFound(samples.tried())
    }
}

fn outlook(question: Question, old: &Value, new: &Value) -> Outlook {
    if question == Question::Differ {
        return match (old, new) {
            (Value::Unknown(_), _) | (_, Value::Unknown(_)) => open(&[old, new]),
            (Value::Fault(a), Value::Fault(b)) if a == b => Outlook::Never,
            (Value::Fault(_), _) | (_, Value::Fault(_)) => Outlook::Always,
            _ => match equal(old, new) {
                Truth::True => Outlook::Never,
                Truth::Unknown(_) => open(&[old, new]),
                _ => Outlook::Always,
            },
        };
    }
    let (was, is) = match question {
        Question::NowTrue => (new, old),
        _ => (old, new),
    };
    // `was` should be true, and `is` should not.
    match (Truth::of(was), Truth::of(is)) {
        (Truth::False | Truth::Absent, _) | (_, Truth::True) => Outlook::Never,
        (Truth::True, Truth::False | Truth::Absent) => Outlook::Always,
        (Truth::Fault(_), _) | (_, Truth::Fault(_)) => Outlook::Dark,
        _ => open(&[was, is]),
    }
}

/// It depends on what these values depend on.
fn open(values: &[&Value]) -> Outlook {
    let mut on = Vec::new();
    for causes in values.iter().filter_map(|value| value.causes()) {
        for cause in causes.iter() {
            if let What::Fact { slot, .. } = cause.what {
                on.extend(usize::try_from(slot).ok());
            }
        }
    }
    Outlook::Open(on)
}

/// Looks through programs of one world and adds what is found.
pub(super) fn merge(looks: &mut Looks, more: Looks) {
    for (variable, points) in more.points {
        let held = looks.points.entry(variable).or_default();
        for point in points {
            if !held.contains(&point) {
                held.push(point);
            }
        }
    }
    looks.otherwise.extend(more.otherwise);
    looks.variables.extend(more.variables);
    looks.anything |= more.anything;
}

impl Looks {
    /// Adds what a rule does.
    pub fn add(&mut self, flow: Flow<'_>) {
        merge(self, flow.finish());
    }
}
