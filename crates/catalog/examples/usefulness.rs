//! Counts how many of the facts that rules name as the reason of an unknown can really change the
//! result: over the rules of a catalogue, with random partial facts out of the declared domains.
//!
//! `cargo run -p tongban-catalog --example usefulness [-- catalog]`

use std::cell::Cell;
use std::collections::BTreeSet;
use std::path::PathBuf;
use tongban_catalog::expression::{Expression, expression};
use tongban_catalog::{Checked, check, load};
use tongban_feel::Profile;
use tongban_image::{FactKind, Image, SlotKind};
use tongban_runtime::{
    Calendar, Date, Decimal, Env, Format, Fuel, Program, Reason, Value, What, eval,
};

/// Random partial facts of each rule.
const TRIALS: u32 = 60;
/// Completions of the other facts that are tried for each cause.
const OTHERS: u32 = 400;

fn main() -> Result<(), String> {
    let folder = std::env::args().nth(1).map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../catalog")),
        PathBuf::from,
    );
    let checked = check(load(&folder), None);
    let built = checked
        .built
        .as_ref()
        .ok_or("the catalogue does not compile")?;
    let mut count = Count::default();
    let mut useless: BTreeSet<String> = BTreeSet::new();
    for rule in rules(&checked) {
        let Ok(expression) = expression(&checked, &rule, Profile::Strict) else {
            // Guards of its item are needed to compile it.
            count.left_out += 1;
            continue;
        };
        count.rules += 1;
        measure(
            &expression,
            &built.image,
            &rule,
            &checked,
            &mut count,
            &mut useless,
        );
    }
    println!(
        "{} rules ({} left out): of {} facts that were listed, {} can change the result: {:.2} %",
        count.rules,
        count.left_out,
        count.listed,
        count.useful,
        // For people to read; nothing is decided by it.
        f64::from(count.useful) * 100.0 / f64::from(count.listed.max(1))
    );
    for line in useless.iter().take(20) {
        println!("  not seen to matter: {line}");
    }
    Ok(())
}

#[derive(Default)]
struct Count {
    rules: u32,
    left_out: u32,
    listed: u32,
    useful: u32,
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
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % end.max(1)
    }

    fn one<'v>(&mut self, of: &'v [Value]) -> &'v Value {
        &of[self.below(of.len())]
    }
}

fn measure(
    expression: &Expression,
    image: &Image,
    rule: &str,
    checked: &Checked,
    count: &mut Count,
    useless: &mut BTreeSet<String>,
) {
    let domains: Vec<Vec<Value>> = (0..expression.slots.len())
        .map(|slot| domain(expression, slot, image, checked, rule))
        .collect();
    let inputs: Vec<usize> = (0..domains.len())
        .filter(|slot| !domains[*slot].is_empty())
        .collect();
    if inputs.is_empty() {
        return;
    }
    let mut random = Random(0x5eed);
    for _ in 0..TRIALS {
        let mut world = World {
            expression,
            image,
            facts: vec![Value::Absent; domains.len()],
            depth: Cell::new(0),
        };
        for slot in &inputs {
            let unknown = Value::unknown(
                What::Fact {
                    slot: u32::try_from(*slot).unwrap_or(u32::MAX),
                    row: None,
                },
                Reason::NotAsked,
            );
            let known = random.below(2) == 0;
            world.facts[*slot] = if known {
                random.one(&domains[*slot]).clone()
            } else {
                unknown
            };
        }
        let said = eval(&expression.program, &world, &mut Fuel::default());
        let Some(causes) = said.causes() else {
            continue;
        };
        let open: Vec<usize> = inputs
            .iter()
            .copied()
            .filter(|slot| world.facts[*slot].as_unknown().is_some())
            .collect();
        for cause in causes.iter() {
            let What::Fact { slot, .. } = cause.what else {
                continue;
            };
            let slot = slot as usize;
            count.listed += 1;
            if matters(&mut world, slot, &open, &domains, &mut random) {
                count.useful += 1;
            } else {
                let name = checked.authored.facts.get(expression.slots[slot].fact);
                let name = name.map_or("申请日期", |fact| fact.name.zh());
                useless.insert(format!("`{name}` in `{}`", rule.trim().replace('\n', " ")));
            }
        }
    }
}

/// Whether some completion of the other facts lets this one change the result.
fn matters(
    world: &mut World<'_>,
    slot: usize,
    open: &[usize],
    domains: &[Vec<Value>],
    random: &mut Random,
) -> bool {
    let before = world.facts.clone();
    let mut found = false;
    for _ in 0..OTHERS {
        for other in open {
            world.facts[*other] = random.one(&domains[*other]).clone();
        }
        let mut results = domains[slot].iter().map(|value| {
            world.facts[slot] = value.clone();
            eval(&world.expression.program, world, &mut Fuel::default())
        });
        let first = results.next();
        if results.any(|result| Some(&result) != first.as_ref()) {
            found = true;
            break;
        }
    }
    world.facts = before;
    found
}

/// Values that a fact may have: the ends of its domain, and what the rule compares with, and its neighbours.
fn domain(
    expression: &Expression,
    slot: usize,
    image: &Image,
    checked: &Checked,
    rule: &str,
) -> Vec<Value> {
    let place = &expression.slots[slot];
    let texts = |list: &[&str]| {
        list.iter()
            .map(|text| Value::text(text))
            .collect::<Vec<_>>()
    };
    match place.kind {
        SlotKind::Computed(_) => return Vec::new(),
        _ if place.computed.is_some() => return Vec::new(),
        SlotKind::ApplicationDate => return dates(),
        SlotKind::InsuredRegion => return texts(&["500103", "500112", "110101"]),
        _ => {}
    }
    let Some(fact) = image.facts.get(place.fact) else {
        return Vec::new();
    };
    let mut values = of_kind(&fact.kind, image, rule);
    let optional = checked
        .authored
        .facts
        .get(place.fact)
        .is_some_and(|fact| fact.optional);
    if optional {
        values.push(Value::Absent);
    }
    values
}

fn of_kind(kind: &FactKind, image: &Image, rule: &str) -> Vec<Value> {
    match kind {
        FactKind::Boolean => vec![Value::Bool(true), Value::Bool(false)],
        FactKind::Number(domain) => {
            let end = |text: &Option<String>| text.as_deref().and_then(Decimal::parse);
            let (min, max) = (end(&domain.min), end(&domain.max));
            let written = rule
                .split(|c: char| !c.is_ascii_digit() && c != '.')
                .filter_map(Decimal::parse);
            let usual = [
                0_i64, 1, 2, 5, 7, 11, 12, 60, 119, 120, 168, 180, 240, 359, 500, 3000, 60_000,
            ]
            .map(Decimal::from);
            let mut all: Vec<Decimal> = written
                .flat_map(|number| {
                    [
                        number.sub(Decimal::ONE).ok(),
                        Some(number),
                        number.add(Decimal::ONE).ok(),
                    ]
                })
                .flatten()
                .chain(usual)
                .chain(min)
                .chain(max)
                .filter(|number| {
                    min.is_none_or(|min| *number >= min) && max.is_none_or(|max| *number <= max)
                })
                .collect();
            all.sort_unstable();
            all.dedup();
            all.into_iter().map(Value::Number).collect()
        }
        FactKind::Date { .. } => dates(),
        FactKind::Enum(values) => values.iter().map(|value| Value::text(&value.id)).collect(),
        FactKind::Region => ["500103", "500112", "110101"].map(Value::text).to_vec(),
        FactKind::Text { .. } => {
            let written = rule.split('"').skip(1).step_by(2);
            let usual = [
                "",
                "张三",
                "李四",
                "500103197003070013",
                "11010519491231002X",
                "13800001234",
            ];
            usual.into_iter().chain(written).map(Value::text).collect()
        }
        FactKind::Group { fields, .. } => {
            let columns: Vec<_> = fields
                .iter()
                .filter_map(|field| image.facts.get(*field as usize))
                .collect();
            let mut random = Random(7);
            let mut lists = vec![Value::list(Vec::new())];
            for number in 0..24 {
                let rows = (0..1 + number % 3).map(|_| {
                    Value::context(columns.iter().map(|fact| {
                        let values = of_kind(&fact.kind, image, rule);
                        let absent = random.below(6) == 0;
                        let value = if absent {
                            Value::Absent
                        } else {
                            random.one(&values).clone()
                        };
                        (fact.id.as_str(), value)
                    }))
                });
                lists.push(Value::list(rows.collect()));
            }
            lists
        }
    }
}

fn dates() -> Vec<Value> {
    let days = [
        "1949-12-31",
        "1960-02-29",
        "1965-01-01",
        "1965-05-10",
        "1970-03-07",
        "1975-06-30",
        "1990-01-01",
        "2005-12-31",
        "2019-05-01",
        "2024-12-31",
        "2025-01-01",
        "2025-07-10",
        "2026-05-31",
        "2026-06-01",
        "2026-06-30",
        "2027-01-04",
        "2030-01-01",
        "2039-06-01",
    ];
    days.iter()
        .filter_map(|day| Date::parse(day))
        .map(Value::Date)
        .collect()
}

/// What a rule sees.
struct World<'a> {
    expression: &'a Expression,
    image: &'a Image,
    facts: Vec<Value>,
    depth: Cell<u32>,
}

impl Env for World<'_> {
    fn fact(&self, slot: u32) -> Value {
        let place = slot as usize;
        match self
            .expression
            .slots
            .get(place)
            .and_then(|slot| slot.computed.as_ref())
        {
            Some(program) if self.depth.get() < 32 => {
                self.depth.set(self.depth.get() + 1);
                let value = eval(program, self, &mut Fuel::default());
                self.depth.set(self.depth.get() - 1);
                value
            }
            _ => self.facts.get(place).cloned().unwrap_or_default(),
        }
    }

    fn parameter(&self, id: u32, at: Option<Date>) -> Value {
        let day = at.map_or_else(|| "2026-06-01".to_owned(), |at| at.to_string());
        let rows = self
            .image
            .parameters
            .get(id as usize)
            .map_or(&[][..], |parameter| &parameter.rows);
        let row = rows
            .iter()
            .find(|row| row.from <= day && row.until.as_ref().is_none_or(|until| *until >= day));
        row.map_or_else(
            || Value::unknown(What::Parameter(id), Reason::NoData),
            |row| Value::Number(row.value),
        )
    }

    fn function(&self, id: u32) -> Option<&Program> {
        self.image
            .functions
            .get(id as usize)
            .map(|function| &function.program)
    }

    fn format(&self, id: u32) -> Option<&Format> {
        self.image.formats.get(id as usize)
    }

    fn calendar(&self) -> Option<&Calendar> {
        Some(&self.image.calendar)
    }
}
