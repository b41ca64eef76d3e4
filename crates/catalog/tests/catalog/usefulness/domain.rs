//! What a fact may be: its declared domain, and in it the values at which a rule may turn.

use super::Random;
use super::world::{Place, Variable};
use std::collections::BTreeSet;
use tongban_catalog::Checked;
use tongban_catalog::expression::Expression;
use tongban_image::{FactKind, Image, SlotKind};
use tongban_runtime::{Date, Decimal, Program, Value};

/// The first slot that stands for a column of a group: its fact's index is added.
pub const COLUMNS: usize = 100_000;
/// Years between which dates without a declared bound are tried.
const YEARS: (i32, i32) = (1900, 2199);
const REGIONS: [&str; 4] = ["500103", "500112", "110101", "440103"];

/// The constants of a rule and of all that it calls.
#[derive(Default)]
pub struct Constants {
    numbers: BTreeSet<Decimal>,
    dates: BTreeSet<Date>,
    texts: BTreeSet<String>,
}

impl Constants {
    /// Collects them.
    pub fn of(expression: &Expression, image: &Image) -> Self {
        let mut all = Self::default();
        let mut seen = BTreeSet::new();
        all.program(&expression.program, image, &mut seen);
        for slot in &expression.slots {
            if let Some(program) = &slot.computed {
                all.program(program, image, &mut seen);
            }
        }
        all
    }

    fn program(&mut self, program: &Program, image: &Image, seen: &mut BTreeSet<u32>) {
        let pool = (0..).map_while(|place| program.value(place));
        pool.for_each(|value| self.value(value));
        for id in program.parameter_reads() {
            let rows = image.parameters.get(id as usize).map(|one| &one.rows);
            for row in rows.into_iter().flatten() {
                self.numbers.insert(row.value);
                self.dates.extend(Date::parse(&row.from));
                self.dates
                    .extend(row.until.as_deref().and_then(Date::parse));
            }
        }
        for id in program.functions() {
            if let (true, Some(function)) = (seen.insert(id), image.functions.get(id as usize)) {
                self.program(&function.program, image, seen);
            }
        }
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::Number(number) => {
                self.numbers.insert(*number);
                // A year.
                if let Some(year) = number.to_i64().and_then(|year| i32::try_from(year).ok()) {
                    self.dates.extend(
                        (YEARS.0..=YEARS.1)
                            .contains(&year)
                            .then(|| Date::new(year, 1, 1))
                            .flatten(),
                    );
                }
            }
            Value::Date(date) => {
                self.dates.insert(*date);
            }
            Value::Text(text) => {
                self.texts.insert(text.to_string());
            }
            Value::List(list) => list.items.iter().for_each(|item| self.value(item)),
            Value::Range(range) => {
                let ends = range.low.iter().chain(&range.high);
                ends.for_each(|end| self.value(end));
            }
            _ => {}
        }
    }

    /// Sizes of lists at which a count may turn.
    fn sizes(&self) -> BTreeSet<usize> {
        let small = self.numbers.iter().filter_map(|number| number.to_i64());
        let small = small.filter_map(|size| usize::try_from(size).ok());
        // As rows stand there already, fewer may be wanted.
        small
            .filter(|size| *size <= 40)
            .flat_map(|size| size.saturating_sub(5)..=size + 1)
            .chain([0, 1, 2, 3])
            .collect()
    }
}

/// The values of one fact.
#[derive(Clone, Default)]
pub struct Values {
    /// Ends of the domain, values that the rule names and their neighbours, and some more.
    pub some: Vec<Value>,
    range: Range,
    /// Whether it may be absent.
    absent: bool,
}

/// Ordered domains, from which any value can be drawn.
#[derive(Clone, Copy, Default)]
enum Range {
    #[default]
    None,
    Numbers(Decimal, Decimal, u8),
    Dates(i64, i64),
}

impl Values {
    /// Any value.
    pub fn draw(&self, random: &mut Random) -> Value {
        let known = random.below(2) == 0;
        match self.range {
            _ if known => random.one(&self.some).clone(),
            Range::None => random.one(&self.some).clone(),
            Range::Numbers(low, high, scale) => {
                let scale = i32::from(scale);
                let unit = Decimal::new(1, scale).unwrap();
                let steps = high.sub(low).unwrap().div(unit).unwrap();
                let steps = usize::try_from(steps.to_i64().unwrap()).unwrap();
                let step = i64::try_from(random.below(steps + 1)).unwrap();
                let by = unit.mul(Decimal::from(step)).unwrap();
                Value::Number(low.add(by).unwrap())
            }
            Range::Dates(low, high) => {
                let days = usize::try_from(high - low + 1).unwrap();
                let day = i64::try_from(random.below(days)).unwrap();
                Value::Date(Date::from_day_number(low + day).unwrap())
            }
        }
    }

    /// The ends of its domain; without an order, all that there is.
    pub fn ends(&self) -> Vec<Value> {
        let mut ends = match self.range {
            Range::None => self.some.iter().take(8).cloned().collect(),
            Range::Numbers(low, high, _) => vec![low.into(), high.into()],
            Range::Dates(low, high) => [low, high]
                .into_iter()
                .filter_map(Date::from_day_number)
                .map(Value::Date)
                .collect(),
        };
        if self.absent {
            ends.push(Value::Absent);
        }
        ends
    }
}

/// A column of a group.
pub struct Column {
    /// Slot of its cells as causes.
    pub slot: usize,
    /// The key in a row.
    pub key: String,
    /// What a cell may be.
    pub values: Values,
}

/// The domains of all facts that a rule reads.
pub struct Domain {
    /// By slot; empty for what is computed.
    pub values: Vec<Values>,
    /// By slot, of groups.
    pub columns: Vec<Vec<Column>>,
    sizes: BTreeSet<usize>,
    facts: Vec<usize>,
    /// Texts that are values of enumerations, or regions.
    named: BTreeSet<String>,
}

impl Domain {
    pub fn new(
        expression: &Expression,
        image: &Image,
        checked: &Checked,
        constants: &Constants,
    ) -> Self {
        let mut domain = Self {
            values: Vec::new(),
            columns: Vec::new(),
            sizes: constants.sizes(),
            facts: expression.slots.iter().map(|slot| slot.fact).collect(),
            named: REGIONS.map(str::to_owned).into(),
        };
        for fact in image.facts.iter() {
            if let FactKind::Enum(values) = &fact.kind {
                domain
                    .named
                    .extend(values.iter().map(|value| value.id.clone()));
            }
        }
        for place in &expression.slots {
            let mut columns = Vec::new();
            let kind = image.facts.get(place.fact).map(|fact| &fact.kind);
            let values = match (place.kind, kind) {
                _ if place.computed.is_some() => Values::default(),
                (SlotKind::Computed(_), _) => Values::default(),
                (SlotKind::ApplicationDate, _) => dates(None, None, constants),
                (SlotKind::InsuredRegion, _) => of_kind(&FactKind::Region, constants),
                (_, None) => Values::default(),
                (_, Some(FactKind::Group { fields, .. })) => {
                    for field in fields {
                        let field = *field as usize;
                        let fact = image.facts.get(field).expect("a fact");
                        let mut values = of_kind(&fact.kind, constants);
                        // Outside of an item, any column may be absent.
                        values.absent = true;
                        values.some.push(Value::Absent);
                        columns.push(Column {
                            slot: COLUMNS + field,
                            key: fact.id.clone(),
                            values,
                        });
                    }
                    Values::default()
                }
                (_, Some(kind)) => of_kind(kind, constants),
            };
            let mut values = values;
            let authored = checked.authored.facts.get(place.fact);
            if authored.is_some_and(|fact| fact.optional) && !values.some.is_empty() {
                values.absent = true;
                values.some.push(Value::Absent);
            }
            domain.values.push(values);
            domain.columns.push(columns);
        }
        domain
    }

    /// Slots that are answered.
    pub fn inputs(&self) -> Vec<usize> {
        (0..self.values.len())
            .filter(|slot| !self.values[*slot].some.is_empty() || !self.columns[*slot].is_empty())
            .collect()
    }

    /// Any row.
    pub fn row(&self, slot: usize, random: &mut Random) -> Value {
        let columns = self.columns[slot].iter();
        Value::context(columns.map(|column| (column.key.as_str(), column.values.draw(random))))
    }

    /// Any rows: some, or as many of one kind as a count may ask for.
    pub fn rows(&self, slot: usize, random: &mut Random) -> Vec<Value> {
        let sizes: Vec<usize> = self.sizes.iter().copied().collect();
        if random.below(2) == 0 {
            return (0..random.below(4))
                .map(|_| self.row(slot, random))
                .collect();
        }
        let row = self.row(slot, random);
        let mut rows = vec![row; *random.one(&sizes)];
        if random.below(2) == 0 {
            // Alike, but for what is written in them.
            for (number, row) in rows.iter_mut().enumerate() {
                let mut fields = row.as_context().unwrap().fields.clone();
                for value in fields.values_mut() {
                    if let Value::Text(text) = value
                        && !self.named.contains(&**text)
                    {
                        *value = Value::text(&format!("{text}{number}"));
                    }
                }
                *row = Value::context(fields);
            }
        }
        rows
    }

    /// How the fact is called.
    pub fn name(&self, variable: &Variable, checked: &Checked) -> String {
        let (fact, part) = match &variable.place {
            Place::Slot(slot) => (self.facts[*slot], ""),
            Place::More(slot) => (self.facts[*slot], " (further rows)"),
            Place::Cell { column, .. } => (column - COLUMNS, ""),
        };
        let facts = &checked.authored.facts;
        let name = match facts.get(fact) {
            Some(fact) => fact.name.zh(),
            None if fact == facts.len() => "申请日期",
            None => "参保地",
        };
        format!("{name}{part}")
    }
}

fn of_kind(kind: &FactKind, constants: &Constants) -> Values {
    let plain = |some: Vec<Value>| Values {
        some,
        ..Values::default()
    };
    match kind {
        FactKind::Boolean => plain(vec![Value::Bool(true), Value::Bool(false)]),
        FactKind::Number(domain) => numbers(domain, constants),
        FactKind::Date { min, max } => dates(min.as_deref(), max.as_deref(), constants),
        FactKind::Enum(values) => {
            plain(values.iter().map(|value| Value::text(&value.id)).collect())
        }
        FactKind::Region => plain(REGIONS.map(Value::text).to_vec()),
        FactKind::Text { .. } => {
            let usual = [
                "",
                "张三",
                "李四",
                "500103197003070013",
                "11010519491231002X",
                "13800001234",
            ];
            let written = constants.texts.iter().map(String::as_str);
            plain(usual.into_iter().chain(written).map(Value::text).collect())
        }
        FactKind::Group { .. } => Values::default(),
    }
}

fn numbers(domain: &tongban_image::Domain, constants: &Constants) -> Values {
    let end = |text: &Option<String>| text.as_deref().and_then(Decimal::parse);
    // A number without a declared end is tried within a million.
    let most = Decimal::from(1_000_000_i64);
    let low = end(&domain.min).unwrap_or(most.neg());
    let high = end(&domain.max).unwrap_or(most);
    let usual = [7_i64, 60, 120, 180, 240, 359, 3000].map(Decimal::from);
    let beside = |number: &Decimal| {
        [
            number.sub(Decimal::ONE).ok(),
            Some(*number),
            number.add(Decimal::ONE).ok(),
        ]
    };
    let all = constants.numbers.iter().flat_map(beside).flatten();
    let all: BTreeSet<Decimal> = all
        .chain(usual)
        .chain([low, high])
        .filter(|number| (low..=high).contains(number))
        .collect();
    Values {
        some: all.into_iter().map(Value::Number).collect(),
        range: Range::Numbers(low, high, domain.scale),
        absent: false,
    }
}

fn dates(min: Option<&str>, max: Option<&str>, constants: &Constants) -> Values {
    let end = |text: Option<&str>, year: i32, month: u32, day: u32| {
        text.and_then(Date::parse)
            .or_else(|| Date::new(year, month, day))
            .unwrap()
    };
    let (low, high) = (end(min, YEARS.0, 1, 1), end(max, YEARS.1, 12, 31));
    let usual = [
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
        "2025-07-10",
        "2026-05-31",
        "2026-06-30",
        "2027-01-04",
        "2039-06-01",
    ];
    let usual = usual.iter().filter_map(|day| Date::parse(day));
    let beside = constants
        .dates
        .iter()
        .flat_map(|date| [date.add_days(-1).ok(), Some(*date)])
        .flatten();
    let all: BTreeSet<Date> = usual
        .chain(beside)
        .filter(|date| (low..=high).contains(date))
        .collect();
    Values {
        some: all.into_iter().map(Value::Date).collect(),
        range: Range::Dates(low.day_number(), high.day_number()),
        absent: false,
    }
}
