//! Looks for cases until everything that must occur has occurred.
//!
//! First at random, from clean to dirty; then, for each goal that is still missing, small changes of cases that were
//! found, in the facts that the goal rests on. Cases that lack little for `ready` are mended until they are.

use crate::case::{Case, given};
use crate::evaluate::{Decided, decide};
use crate::goals::{self, Goal, way_id};
use crate::model::{Model, index};
use crate::values::{Dirt, Maker};
use anyhow::Result;
use fastrand::Rng;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tongban_engine::Engine;
use tongban_image::Image;

/// The verdicts, worst first.
pub const VERDICTS: [&str; 4] = ["blocked", "incomplete", "ready-with-correction", "ready"];

const CLEAN: Dirt = Dirt { wrong: 0, holes: 0 };
/// Changes that are tried for one missing goal.
const TRIES: u32 = 4000;

/// Cases of one item.
pub struct Search<'a> {
    engine: &'a Arc<Engine>,
    image: &'a Image,
    model: &'a Model,
    rng: Rng,
    most: usize,
    /// By verdict, in the order found.
    found: BTreeMap<String, Vec<Decided>>,
    /// The first case that showed each goal.
    first: BTreeMap<Goal, Decided>,
}

impl<'a> Search<'a> {
    /// A search that gives the same cases for the same seed.
    pub fn new(engine: &'a Arc<Engine>, image: &'a Image, model: &'a Model, seed: u64) -> Self {
        let own = model.id.bytes().fold(seed, |hash, byte| {
            hash.wrapping_mul(31).wrapping_add(u64::from(byte))
        });
        Self {
            engine,
            image,
            model,
            rng: Rng::with_seed(own),
            most: 0,
            found: BTreeMap::new(),
            first: BTreeMap::new(),
        }
    }

    /// Finds at least `count` cases, and every goal that can be found.
    pub fn run(mut self, count: usize) -> Result<Vec<Decided>> {
        self.most = count;
        for number in 0..count {
            let percent = u32::try_from(number * 100 / count).unwrap_or(0);
            let dirt = match percent {
                0..=39 => CLEAN,
                40..=69 => Dirt { wrong: 2, holes: 6 },
                _ => Dirt {
                    wrong: 8,
                    holes: 30,
                },
            };
            let case = self.fresh(dirt);
            let _ = self.keep(case)?;
        }
        self.mend(count)?;
        let wanted = goals::wanted(self.image, self.model);
        for (goal, nodes) in wanted {
            if !self.first.contains_key(&goal) {
                self.chase(&goal, &nodes)?;
            }
        }
        self.mend(count)?;
        Ok(self.select(count))
    }

    fn fresh(&mut self, dirt: Dirt) -> Case {
        let mut case = Case {
            item: self.model.id.clone(),
            as_of: "2026-03-02".into(),
            region: None,
            facts: BTreeMap::new(),
            materials: BTreeMap::new(),
        };
        let mut maker = Maker {
            image: self.image,
            model: self.model,
            rng: &mut self.rng,
        };
        case.as_of = maker.application_date(&case);
        case.region = maker.region();
        if dirt.holes > 10 && maker.rng.u32(0..8) == 0 {
            case.region = None;
        }
        for input in &self.model.inputs {
            maker.fill(&mut case, input, dirt);
        }
        for material in 0..self.model.item.materials.len() {
            if dirt.holes == 0 || self.rng.u32(0..3) > 0 {
                self.give(&mut case, material);
            }
        }
        case
    }

    /// Gives a material in one of its declared ways.
    fn give(&mut self, case: &mut Case, number: usize) {
        let Some(material) = self.model.item.materials.get(number) else {
            return;
        };
        let Some(named) = self.image.materials.get(index(material.material)) else {
            return;
        };
        let Some(way) = self.rng.choice(&material.ways) else {
            return;
        };
        let how = way_id(way.kind);
        if how == "covered" {
            case.materials.remove(&named.id);
        } else {
            let files = 1 + self.rng.u64(0..2.min(u64::from(named.max_files.max(1))));
            case.materials.insert(named.id.clone(), given(how, files));
        }
    }

    /// Decides a case; keeps it when it can be decided. Gives its place.
    fn keep(&mut self, case: Case) -> Result<Option<Decided>> {
        // A way that is not open is refused by the session; the rest of the case still stands.
        let bare = Case {
            materials: BTreeMap::new(),
            ..case.clone()
        };
        let mut decided = decide(self.engine, case.clone())?;
        if decided.is_none() && !case.materials.is_empty() {
            let mut kept = bare;
            for (id, way) in case.materials {
                let mut with = kept.clone();
                with.materials.insert(id, way);
                if let Some(fits) = decide(self.engine, with)? {
                    kept = fits.case.clone();
                    decided = Some(fits);
                }
            }
        }
        let Some(decided) = decided else {
            return Ok(None);
        };
        for goal in goals::shown(self.image, self.model, &decided) {
            self.first.entry(goal).or_insert_with(|| decided.clone());
        }
        let bucket = self.found.entry(decided.verdict.clone()).or_default();
        if bucket.len() < self.most {
            bucket.push(decided.clone());
        }
        Ok(Some(decided))
    }

    /// Changes cases in the facts that `nodes` rest on, until one shows the goal.
    fn chase(&mut self, goal: &str, nodes: &[u32]) -> Result<()> {
        let relevant = self.model.relevant(nodes.iter().copied());
        let all: Vec<usize> = (0..self.model.inputs.len()).collect();
        for attempt in 0..TRIES {
            let mut case = match self.parent(attempt) {
                Some(parent) => parent,
                None => self.fresh(CLEAN),
            };
            let from = if relevant.is_empty() || attempt % 16 == 15 {
                &all
            } else {
                &relevant
            };
            let dirt = match attempt % 4 {
                0 | 1 => CLEAN,
                2 => Dirt {
                    wrong: 25,
                    holes: 10,
                },
                _ => Dirt {
                    wrong: 0,
                    holes: 50,
                },
            };
            for _ in 0..=self.rng.usize(0..from.len().clamp(1, 5)) {
                self.change(&mut case, from, dirt);
            }
            if attempt % 3 == 0 {
                for material in 0..self.model.item.materials.len() {
                    self.give(&mut case, material);
                }
            }
            if self.keep(case)?.is_some() && self.first.contains_key(goal) {
                return Ok(());
            }
        }
        Ok(())
    }

    /// A case to change: one that first showed something, now and then any.
    fn parent(&mut self, attempt: u32) -> Option<Case> {
        let pool: Vec<&Decided> = if attempt % 5 == 4 {
            self.found.values().flatten().collect()
        } else {
            self.first.values().collect()
        };
        self.rng.choice(&pool).map(|decided| decided.case.clone())
    }

    fn change(&mut self, case: &mut Case, from: &[usize], dirt: Dirt) {
        let mut maker = Maker {
            image: self.image,
            model: self.model,
            rng: &mut self.rng,
        };
        if maker.rng.u32(0..10) == 0 {
            case.as_of = maker.application_date(case);
            return;
        }
        if maker.rng.u32(0..25) == 0 {
            case.region = if maker.rng.u32(0..4) == 0 {
                None
            } else {
                maker.region()
            };
            return;
        }
        let picked = maker
            .rng
            .choice(from)
            .and_then(|at| self.model.inputs.get(*at));
        let Some(input) = picked else { return };
        // The same value as another fact of its kind: what rules compare is often equal.
        let kin: Vec<&crate::model::Input> = self
            .model
            .inputs
            .iter()
            .filter(|other| {
                other.slot != input.slot && same_kind(self.image, input.fact, other.fact)
            })
            .collect();
        let copied = maker
            .rng
            .choice(&kin)
            .and_then(|other| case.facts.get(&other.id).cloned());
        match copied {
            Some(value) if maker.rng.u32(0..4) == 0 => {
                drop(case.facts.insert(input.id.clone(), value))
            }
            _ => maker.fill(case, input, dirt),
        }
    }

    /// Mends cases towards the verdicts that are rare.
    fn mend(&mut self, count: usize) -> Result<()> {
        let enough = count / 5 + 1;
        for verdict in ["ready", "ready-with-correction", "blocked", "incomplete"] {
            for _ in 0..count * 4 {
                if self.found.get(verdict).map_or(0, Vec::len) >= enough {
                    break;
                }
                self.climb(verdict)?;
            }
        }
        Ok(())
    }

    /// One walk from a random case towards a verdict: keeps a change when fewer reasons stand in the way.
    fn climb(&mut self, verdict: &str) -> Result<()> {
        let start = if self.rng.bool() {
            self.parent(4)
        } else {
            None
        };
        let case = start.unwrap_or_else(|| self.fresh(CLEAN));
        let Some(mut best) = self.keep(case)? else {
            return Ok(());
        };
        for _ in 0..60 {
            if best.view.verdict.kind == verdict {
                return Ok(());
            }
            let mut case = best.case.clone();
            let places = self.in_the_way(&best);
            for _ in 0..=self.rng.usize(0..3) {
                let everywhere: Vec<usize> = (0..self.model.inputs.len()).collect();
                let from = if places.is_empty() || self.rng.u32(0..4) == 0 {
                    everywhere
                } else {
                    places.clone()
                };
                self.change(&mut case, &from, CLEAN);
            }
            for material in 0..self.model.item.materials.len() {
                if self.rng.u32(0..3) == 0 {
                    self.give(&mut case, material);
                }
            }
            if let Some(next) = self.keep(case)?
                && distance(&next, verdict) <= distance(&best, verdict)
            {
                best = next;
            }
        }
        Ok(())
    }

    /// Inputs that the reasons of a verdict rest on.
    fn in_the_way(&self, decided: &Decided) -> Vec<usize> {
        let mut places = BTreeSet::new();
        for reason in &decided.view.verdict.reasons {
            let (kind, id) = reason.code.split_once(':').unwrap_or((&reason.code, ""));
            let node = match kind {
                "condition" => self
                    .model
                    .item
                    .conditions
                    .iter()
                    .find(|condition| condition.id == id)
                    .map(|found| found.node),
                "risk" => self
                    .model
                    .item
                    .risks
                    .iter()
                    .find(|risk| risk.id == id)
                    .and_then(|found| found.node),
                _ => None,
            };
            places.extend(self.model.relevant(node));
            let top = id.split(['[', '.']).next().unwrap_or(id);
            places.extend(self.model.inputs.iter().position(|input| input.id == top));
        }
        places.into_iter().collect()
    }

    /// The cases that first showed something, then as many of each verdict as there are.
    fn select(self, count: usize) -> Vec<Decided> {
        let mut chosen: BTreeMap<String, Decided> = BTreeMap::new();
        for decided in self.first.into_values() {
            chosen.insert(decided.case.request(), decided);
        }
        let mut rest: Vec<std::vec::IntoIter<Decided>> =
            self.found.into_values().map(Vec::into_iter).collect();
        while chosen.len() < count && !rest.is_empty() {
            rest.retain_mut(|cases| match cases.next() {
                Some(decided) => {
                    chosen.insert(decided.case.request(), decided);
                    true
                }
                None => false,
            });
        }
        chosen.into_values().collect()
    }
}

/// How far a case is from a verdict.
fn distance(decided: &Decided, verdict: &str) -> usize {
    let reasons = &decided.view.verdict.reasons;
    let hard = reasons
        .iter()
        .filter(|reason| reason.kind != "review" && reason.kind != "deferred")
        .count();
    match verdict {
        "ready" => hard * 10 + reasons.len(),
        "ready-with-correction" => hard * 10 + usize::from(reasons.len() == hard),
        "blocked" => usize::from(!reasons.iter().any(|reason| reason.kind == "blocks")),
        _ => reasons
            .iter()
            .filter(|reason| reason.kind == "blocks")
            .count(),
    }
}

fn same_kind(image: &Image, one: u32, other: u32) -> bool {
    let kind = |fact: u32| {
        image
            .facts
            .get(index(fact))
            .map(|fact| std::mem::discriminant(&fact.kind))
    };
    kind(one) == kind(other)
}
