//! What a rule sees: partial facts, and their completions.

use super::Random;
use super::domain::{COLUMNS, Domain};
use std::cell::Cell;
use std::rc::Rc;
use tongban_catalog::expression::Expression;
use tongban_image::Image;
use tongban_runtime::{
    Calendar, Date, Decimal, Env, Format, Fuel, Program, Reason, Unknowns, Value, What, eval,
};

/// Facts, known or not.
pub struct World<'a> {
    expression: &'a Expression,
    image: &'a Image,
    /// By slot.
    pub facts: Vec<Value>,
    /// What completes the data that are not published.
    pub outside: Option<Outside>,
    depth: Cell<u32>,
}

/// Data that might be published: the value of a parameter where it has none, and a calendar.
#[derive(Clone)]
pub struct Outside {
    parameter: Decimal,
    calendar: Rc<Calendar>,
}

impl Outside {
    /// The same with another value; no domain is declared for what is not published.
    #[must_use]
    pub fn or(&self, random: &mut Random) -> Self {
        let values = [-1000_i64, -1, 0, 1, 3, 7, 20, 24, 1_000_000];
        Self {
            parameter: Decimal::from(*random.one(&values)),
            calendar: Rc::clone(&self.calendar),
        }
    }
}

/// Something that is not known.
pub struct Variable {
    /// As a cause.
    pub what: What,
    /// Where it is.
    pub place: Place,
}

/// Where an unknown stands.
pub enum Place {
    /// A fact.
    Slot(usize),
    /// A cell of a row.
    Cell {
        /// The group's slot.
        slot: usize,
        /// The column's own.
        column: usize,
    },
    /// Further rows of a group.
    More(usize),
}

/// A value, or rows that come in.
#[derive(Clone)]
pub enum Choice {
    Is(Value),
    More(Vec<Value>),
}

impl Variable {
    /// Any value.
    pub fn draw(&self, domain: &Domain, random: &mut Random) -> Choice {
        match self.place {
            Place::Slot(slot) => Choice::Is(domain.values[slot].draw(random)),
            Place::Cell { slot, column } => {
                let columns = &domain.columns[slot];
                let column = columns.iter().find(|one| one.slot == column).unwrap();
                Choice::Is(column.values.draw(random))
            }
            Place::More(slot) => Choice::More(domain.rows(slot, random)),
        }
    }

    /// The ends of its domain.
    pub fn ends(&self, domain: &Domain) -> Vec<Choice> {
        let ends = match self.place {
            Place::Slot(slot) => domain.values[slot].ends(),
            Place::Cell { slot, column } => {
                let columns = &domain.columns[slot];
                let column = columns.iter().find(|one| one.slot == column).unwrap();
                column.values.ends()
            }
            Place::More(_) => return vec![Choice::More(Vec::new())],
        };
        ends.into_iter().map(Choice::Is).collect()
    }
}

fn fact(slot: usize, row: Option<u32>) -> What {
    let slot = u32::try_from(slot).unwrap();
    What::Fact { slot, row }
}

impl<'a> World<'a> {
    /// Random partial facts: each is known with even odds; of a group, rows may be known that hold
    /// unknown cells, and more may come.
    pub fn new(
        expression: &'a Expression,
        image: &'a Image,
        domain: &Domain,
        random: &mut Random,
    ) -> Self {
        let mut world = Self {
            expression,
            image,
            facts: vec![Value::Absent; domain.values.len()],
            outside: None,
            depth: Cell::new(0),
        };
        for slot in domain.inputs() {
            let known = random.below(2) == 0;
            world.facts[slot] = if !domain.columns[slot].is_empty() {
                group(domain, slot, known, random)
            } else if known {
                random.one(&domain.values[slot].some).clone()
            } else {
                Value::unknown(fact(slot, None), Reason::NotAsked)
            };
        }
        world
    }

    /// What the rule says.
    pub fn eval(&self) -> Value {
        eval(&self.expression.program, self, &mut Fuel::default())
    }

    /// Everything that is not known.
    pub fn variables(&self, domain: &Domain) -> Vec<Variable> {
        let mut all = Vec::new();
        for (slot, value) in self.facts.iter().enumerate() {
            match value {
                Value::Unknown(_) => all.push(Variable {
                    what: fact(slot, None),
                    place: Place::Slot(slot),
                }),
                Value::List(list) => {
                    for (number, row) in (0..).zip(&list.items) {
                        for column in &domain.columns[slot] {
                            if let Some(Value::Unknown(_)) =
                                row.as_context().unwrap().get(&column.key)
                            {
                                let column = column.slot;
                                all.push(Variable {
                                    what: fact(column, Some(number)),
                                    place: Place::Cell { slot, column },
                                });
                            }
                        }
                    }
                    if list.open.is_some() {
                        all.push(Variable {
                            what: fact(slot, None),
                            place: Place::More(slot),
                        });
                    }
                }
                _ => {}
            }
        }
        all
    }

    /// The data that are published, and a plain calendar for all other years.
    pub fn published(image: &Image) -> Outside {
        let mut calendar = image.calendar.clone();
        for year in 1890..2210 {
            calendar.years.or_default(year);
        }
        Outside {
            parameter: Decimal::ZERO,
            calendar: Rc::new(calendar),
        }
    }

    /// Fills in everything that is not known.
    pub fn complete(&mut self, others: &[(What, Choice)], own: What, value: &Choice) {
        let all = || {
            let others = others.iter().map(|(what, choice)| (*what, choice));
            others.chain([(own, value)])
        };
        for (what, choice) in all() {
            if let (What::Fact { slot, row }, Choice::Is(value)) = (what, choice) {
                match row {
                    None => self.facts[slot as usize] = value.clone(),
                    Some(row) => self.fill(slot as usize - COLUMNS, row as usize, value),
                }
            }
        }
        for (what, choice) in all() {
            if let (What::Fact { slot, .. }, Choice::More(rows)) = (what, choice) {
                let list = &self.facts[slot as usize];
                let mut items = list.as_list().unwrap().items.clone();
                items.extend(rows.iter().cloned());
                self.facts[slot as usize] = Value::list(items);
            }
        }
    }

    fn fill(&mut self, column: usize, row: usize, value: &Value) {
        let key = self.image.facts.get(column).expect("a fact").id.as_str();
        // One group at most holds the column.
        let list = self.facts.iter_mut().find_map(|fact| match fact {
            Value::List(list) if list.items.get(row)?.as_context()?.get(key).is_some() => {
                Some(list)
            }
            _ => None,
        });
        let list = std::sync::Arc::make_mut(list.unwrap());
        let mut fields = list.items[row].as_context().unwrap().fields.clone();
        fields.insert(key.into(), value.clone());
        list.items[row] = Value::context(fields);
    }
}

/// A group: with rows and complete, or with rows and perhaps more of them.
fn group(domain: &Domain, slot: usize, known: bool, random: &mut Random) -> Value {
    let mut rows = domain.rows(slot, random);
    if known {
        return Value::list(rows);
    }
    rows.truncate(4);
    let mut doubts = false;
    for (number, row) in (0..).zip(&mut rows) {
        let mut fields = row.as_context().unwrap().fields.clone();
        for column in &domain.columns[slot] {
            if random.below(3) == 0 {
                let unknown = Value::unknown(fact(column.slot, Some(number)), Reason::NotAsked);
                fields.insert(column.key.as_str().into(), unknown);
                doubts = true;
            }
        }
        *row = Value::context(fields);
    }
    if doubts && random.below(2) == 0 {
        return Value::list(rows);
    }
    Value::open_list(rows, Unknowns::one(fact(slot, None), Reason::NotAsked))
}

impl Env for World<'_> {
    fn fact(&self, slot: u32) -> Value {
        let place = slot as usize;
        let computed = self.expression.slots.get(place);
        match computed.and_then(|slot| slot.computed.as_ref()) {
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
        let rows = self.image.parameters.get(id as usize);
        let rows = rows.map_or(&[][..], |parameter| &parameter.rows);
        let row = rows
            .iter()
            .find(|row| row.from <= day && row.until.as_ref().is_none_or(|until| *until >= day));
        match (row, &self.outside) {
            (Some(row), _) => Value::Number(row.value),
            (None, Some(outside)) => Value::Number(outside.parameter),
            (None, None) => Value::unknown(What::Parameter(id), Reason::NoData),
        }
    }

    fn function(&self, id: u32) -> Option<&Program> {
        let function = self.image.functions.get(id as usize);
        function.map(|function| &function.program)
    }

    fn format(&self, id: u32) -> Option<&Format> {
        self.image.formats.get(id as usize)
    }

    fn calendar(&self) -> Option<&Calendar> {
        let outside = self.outside.as_ref();
        Some(outside.map_or(&self.image.calendar, |outside| &outside.calendar))
    }
}
