//! Counts how many of the facts that rules name as the reason of an unknown can really change the
//! result: over the rules of a catalogue, with random partial facts out of the declared domains.
//!
//! A fact that is listed counts as useful once a witness is found: a completion of all other
//! unknowns beside which two of its values give two results. The search is bounded, so the share is
//! a lower bound.

mod domain;
mod world;

use domain::{Constants, Domain};
use std::collections::{BTreeMap, BTreeSet};
use tongban_catalog::Checked;
use tongban_catalog::expression::expression;
use tongban_feel::{Lang, Profile};
use tongban_runtime::What;
use world::{Outside, Variable, World};

/// Completions of the other facts that are tried for each cause.
const OTHERS: u32 = 600;
/// Values of the cause that are tried beside each, further than the ends of its domain.
const OWN: u32 = 6;

/// What was counted.
#[derive(Default)]
pub struct Count {
    /// Rules that were tried.
    pub rules: u32,
    /// Rules that do not compile outside of their item.
    pub left_out: u32,
    /// Facts that were listed, each time they were.
    pub listed: u32,
    /// Those of them for which a witness was found.
    pub useful: u32,
    /// For a fact in a rule: how often no witness was found, and how often it was listed.
    pub idle: BTreeMap<(String, String), (u32, u32)>,
}

impl Count {
    /// Hundredths of a percent, rounded down.
    #[must_use]
    pub fn share(&self) -> u32 {
        self.useful
            .saturating_mul(10_000)
            .checked_div(self.listed)
            .unwrap_or(10_000)
    }
}

/// Counts over all rules of a catalogue, with so many random partial facts for each.
///
/// # Panics
/// Where the catalogue does not compile.
#[must_use]
pub fn count(checked: &Checked, trials: u32) -> Count {
    let built = checked.built.as_ref().expect("the catalogue compiles");
    let mut count = Count::default();
    let published = World::published(&built.image);
    for rule in rules(checked) {
        let Ok(expression) = expression(checked, &rule, Profile::Strict, Lang::ZhHans) else {
            // Guards of its item are needed to compile it.
            count.left_out += 1;
            continue;
        };
        count.rules += 1;
        let image = &built.image;
        let constants = Constants::of(&expression, image);
        let domain = Domain::new(&expression, image, checked, &constants);
        let mut random = Random(0x5eed);
        for _ in 0..trials {
            let mut world = World::new(&expression, image, &domain, &mut random);
            let said = world.eval();
            let Some(causes) = said.causes() else {
                continue;
            };
            let variables = world.variables(&domain);
            for cause in causes.iter() {
                let What::Fact { .. } = cause.what else {
                    continue;
                };
                let place = variables.iter().position(|one| one.what == cause.what);
                let place = place.expect("only what is unknown is listed");
                let useful = matters(
                    &mut world,
                    place,
                    &variables,
                    &domain,
                    &published,
                    &mut random,
                );
                count.listed += 1;
                count.useful += u32::from(useful);
                let name = domain.name(&variables[place], checked);
                let text = rule.split_whitespace().collect::<Vec<_>>().join(" ");
                let entry = count.idle.entry((text, name)).or_default();
                entry.0 += u32::from(!useful);
                entry.1 += 1;
            }
        }
    }
    count
}

/// Whether some completion of the other unknowns lets this one change the result.
fn matters(
    world: &mut World<'_>,
    place: usize,
    variables: &[Variable],
    domain: &Domain,
    published: &Outside,
    random: &mut Random,
) -> bool {
    let before = world.facts.clone();
    let mut found = false;
    let own = &variables[place];
    for _ in 0..OTHERS {
        world.outside = Some(published.or(random));
        let others: Vec<_> = variables
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != place)
            .map(|(_, other)| (other.what, other.draw(domain, random)))
            .collect();
        let ends = own.ends(domain).into_iter();
        let more: Vec<_> = (0..OWN).map(|_| own.draw(domain, random)).collect();
        let mut results = ends.chain(more).map(|value| {
            world.facts.clone_from(&before);
            world.complete(&others, own.what, &value);
            world.eval()
        });
        let first = results.next();
        if results.any(|result| Some(&result) != first.as_ref()) {
            found = true;
            break;
        }
    }
    world.outside = None;
    world.facts = before;
    found
}

/// The rules of all items: conditions, materials, risks, routes, deadlines; and computed facts.
fn rules(checked: &Checked) -> BTreeSet<String> {
    let mut rules = BTreeSet::new();
    for item in &checked.authored.items {
        rules.extend(item.conditions.iter().map(|one| one.rule.text.clone()));
        rules.extend(
            item.materials
                .iter()
                .filter_map(|one| Some(one.when.as_ref()?.text.clone())),
        );
        rules.extend(
            item.risks
                .iter()
                .filter_map(|one| Some(one.when.as_ref()?.text.clone())),
        );
        rules.extend(
            item.routes
                .iter()
                .filter_map(|one| Some(one.when.as_ref()?.text.clone())),
        );
    }
    let computed = checked.authored.facts.iter();
    rules.extend(computed.filter_map(|fact| Some(fact.computed.as_ref()?.text.clone())));
    rules
}

/// A small generator of numbers: the same ones each time.
pub struct Random(u64);

impl Random {
    /// A number from 0, below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % end.max(1)
    }

    /// One of several.
    pub fn one<'v, T>(&mut self, of: &'v [T]) -> &'v T {
        &of[self.below(of.len())]
    }
}
