//! Looks for cases until everything that must occur has occurred.
//!
//! First at random, from clean to dirty; then, for each goal that is still missing, small changes of cases that were
//! found, in the facts that the goal rests on. Cases that lack little for `ready` are mended until they are.

use crate::case::{Case, given, unknown};
use crate::documents;
use crate::evaluate::{Decided, Seen, decide};
use crate::goals::{self, Aim, Goal, way_id};
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
const TRIES: u32 = 1500;
/// Walks towards a verdict that never came before it is given up.
const VAIN_WALKS: u32 = 8;
/// Most walks towards one verdict.
const WALKS: u32 = 60;

/// Cases of one item.
pub struct Search<'a> {
    engine: &'a Arc<Engine>,
    image: &'a Image,
    model: &'a Model,
    rng: Rng,
    most: usize,
    /// By verdict, in the order found.
    found: BTreeMap<String, Vec<Arc<Decided>>>,
    /// The first case that showed each goal.
    first: BTreeMap<Goal, Arc<Decided>>,
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
    pub fn run(mut self, count: usize) -> Result<Vec<Arc<Decided>>> {
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
        for (goal, aim) in wanted {
            if !self.first.contains_key(&goal) {
                self.chase(&goal, &aim)?;
            }
        }
        self.mend(count)?;
        for verdict in VERDICTS {
            // Few items know it at all: those that do make up for the others.
            let enough = if verdict == "ready-with-correction" {
                count / 2
            } else {
                count / 4
            };
            self.breed(verdict, enough)?;
        }
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
        let ways = self
            .model
            .item
            .materials
            .get(number)
            .map(|material| &material.ways);
        if let Some(way) = ways.and_then(|ways| self.rng.choice(ways)) {
            self.give_so(case, number, way_id(way.kind));
        }
    }

    fn give_so(&mut self, case: &mut Case, number: usize, how: &str) {
        let Some(material) = self.model.item.materials.get(number) else {
            return;
        };
        let Some(named) = self.image.materials.get(index(material.material)) else {
            return;
        };
        if how == "covered" {
            // By another material, which is given: nothing to say here.
            case.materials.remove(&named.id);
        } else {
            let files = 1 + self.rng.u64(0..2.min(u64::from(named.max_files.max(1))));
            case.materials.insert(named.id.clone(), given(how, files));
        }
    }

    /// Decides a case; keeps it when it can be decided. Gives its place.
    fn keep(&mut self, case: Case) -> Result<Option<Seen>> {
        // A way that is not open is refused by the session; the rest of the case still stands.
        let bare = Case {
            materials: BTreeMap::new(),
            ..case.clone()
        };
        let mut seen = decide(self.engine, self.image, self.model, case.clone())?;
        if seen.is_none() && !case.materials.is_empty() {
            let mut kept = bare;
            for (id, way) in case.materials {
                let mut with = kept.clone();
                with.materials.insert(id, way);
                if let Some(fits) = decide(self.engine, self.image, self.model, with)? {
                    kept = fits.decided.case.clone();
                    seen = Some(fits);
                }
            }
        }
        let Some(seen) = seen else {
            return Ok(None);
        };
        let decided = &seen.decided;
        for goal in &decided.shown {
            if !self.first.contains_key(goal) {
                self.first.insert(goal.clone(), decided.clone());
            }
        }
        let bucket = self.found.entry(decided.verdict.clone()).or_default();
        if bucket.len() < self.most {
            bucket.push(decided.clone());
        }
        Ok(Some(seen))
    }

    /// Changes cases where the goal rests, until one shows it.
    fn chase(&mut self, goal: &str, aim: &Aim) -> Result<()> {
        let relevant = match aim {
            Aim::Nodes(nodes) | Aim::Way(_, _, nodes) => self.model.relevant(nodes.iter().copied()),
            _ => Vec::new(),
        };
        let all: Vec<usize> = (0..self.model.inputs.len()).collect();
        let direct = !matches!(aim, Aim::Nodes(_) | Aim::Way(..));
        for attempt in 0..if direct { TRIES / 20 } else { TRIES } {
            let mut case = match self.parent(attempt) {
                Some(parent) => parent,
                None => self.fresh(CLEAN),
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
            let from = if relevant.is_empty() || attempt % 16 == 15 {
                &all
            } else {
                &relevant
            };
            if !direct || attempt > 0 {
                for _ in 0..=self.rng.usize(0..from.len().clamp(1, 5)) {
                    self.change(&mut case, from, dirt);
                }
            }
            self.take_aim(&mut case, aim);
            if attempt % 3 == 0 {
                for material in 0..self.model.item.materials.len() {
                    self.give(&mut case, material);
                }
            }
            if let Aim::Way(material, how, _) = aim {
                self.give_so(&mut case, *material, how);
            }
            if self.keep(case)?.is_some() && self.first.contains_key(goal) {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Puts into a case what the goal names.
    fn take_aim(&mut self, case: &mut Case, aim: &Aim) {
        let model = self.model;
        let mut maker = Maker {
            image: self.image,
            model,
            rng: &mut self.rng,
        };
        match aim {
            Aim::Nodes(_) | Aim::Way(..) => {}
            Aim::Value(fact, value) => drop(case.facts.insert(fact.clone(), value.as_str().into())),
            Aim::Hole(fact, reason) => {
                let hole = reason.map_or(serde_json::Value::Null, unknown);
                case.facts.insert(fact.clone(), hole);
            }
            Aim::Cell(group, column, value) => {
                if let Some(group) = model.inputs.iter().find(|input| input.id == *group) {
                    let mut row = maker.row(case, group, CLEAN);
                    if let Some(row) = row.as_object_mut() {
                        row.insert(column.clone(), value.as_str().into());
                    }
                    case.facts.insert(group.id.clone(), vec![row].into());
                }
            }
            Aim::Rows(fact, count) => {
                if let Some(group) = model.inputs.iter().find(|input| input.id == *fact) {
                    let rows = (0..*count).map(|_| maker.row(case, group, CLEAN)).collect();
                    case.facts.insert(fact.clone(), rows);
                }
            }
            Aim::Document(fact, decider, format, quality) => {
                let Some(format) = self.image.formats.get(index(*format)) else {
                    return;
                };
                let Some(number) = documents::number(format, *quality, None, None, maker.rng)
                else {
                    return;
                };
                let mut put = decider.clone().into_iter().collect::<Vec<_>>();
                put.push((fact.clone(), number));
                let group = model
                    .inputs
                    .iter()
                    .find(|input| input.columns.iter().any(|column| column.id == *fact));
                let Some(group) = group else {
                    case.facts
                        .extend(put.into_iter().map(|(fact, value)| (fact, value.into())));
                    return;
                };
                let mut row = maker.row(case, group, CLEAN);
                if let Some(row) = row.as_object_mut() {
                    row.extend(put.into_iter().map(|(fact, value)| (fact, value.into())));
                }
                case.facts.insert(group.id.clone(), vec![row].into());
            }
        }
    }

    /// A case to change: one that first showed something, now and then any.
    fn parent(&mut self, attempt: u32) -> Option<Case> {
        let pool: Vec<&Arc<Decided>> = if attempt % 5 == 4 {
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

    /// Mends cases towards the verdicts that are rare; one that the item does not know is given up.
    fn mend(&mut self, count: usize) -> Result<()> {
        let enough = count / 5 + 1;
        let have = |search: &Self, verdict| search.found.get(verdict).map_or(0, Vec::len);
        for verdict in VERDICTS {
            let (mut vain, mut walks) = (0, 0);
            while have(self, verdict) < enough && vain < VAIN_WALKS && walks < WALKS {
                walks += 1;
                let before = have(self, verdict);
                self.climb(verdict)?;
                vain = if have(self, verdict) > before {
                    0
                } else {
                    vain + 1
                };
            }
        }
        Ok(())
    }

    /// Makes more cases of a verdict out of those that have it: another fact, another way for a material.
    fn breed(&mut self, verdict: &str, enough: usize) -> Result<()> {
        let everywhere: Vec<usize> = (0..self.model.inputs.len()).collect();
        for _ in 0..enough * 8 {
            let pool = self.found.get(verdict).map_or(&[][..], Vec::as_slice);
            if pool.is_empty() || pool.len() >= enough {
                break;
            }
            let Some(mut case) = self.rng.choice(pool).map(|decided| decided.case.clone()) else {
                break;
            };
            for _ in 0..=self.rng.usize(0..2) {
                self.change(&mut case, &everywhere, CLEAN);
            }
            let material = self.rng.usize(0..self.model.item.materials.len().max(1));
            if self.rng.bool() {
                self.give(&mut case, material);
            }
            self.keep(case)?;
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
            if best.decided.verdict == verdict {
                return Ok(());
            }
            let mut case = best.decided.case.clone();
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
    fn in_the_way(&self, seen: &Seen) -> Vec<usize> {
        let mut places = BTreeSet::new();
        for reason in &seen.view.verdict.reasons {
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
    fn select(mut self, count: usize) -> Vec<Arc<Decided>> {
        let rare = self
            .found
            .remove("ready-with-correction")
            .unwrap_or_default();
        let mut chosen: BTreeMap<String, Arc<Decided>> = BTreeMap::new();
        let mut covered = BTreeSet::new();
        for (goal, decided) in std::mem::take(&mut self.first) {
            if !covered.contains(&goal) {
                covered.extend(decided.shown.iter().cloned());
                chosen.insert(decided.case.request(), decided);
            }
        }
        let mut rest: Vec<std::vec::IntoIter<Arc<Decided>>> =
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
        // Beyond the item's share: the verdict must not drown in those of items that do not know it.
        for decided in rare.into_iter().take(count / 2) {
            chosen.insert(decided.case.request(), decided);
        }
        chosen.into_values().collect()
    }
}

/// How far a case is from a verdict.
fn distance(seen: &Seen, verdict: &str) -> usize {
    let reasons = &seen.view.verdict.reasons;
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
