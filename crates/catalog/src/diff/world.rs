//! What the programs of a release see: facts as variables, one day's parameters, functions, formats.

use super::variables::{Variables, key};
use super::{Options, Release};
use core::cell::RefCell;
use std::collections::BTreeMap;
use tongban_dmn::region::{Domain, Flow, Kind, Looked, Looks, NoWorld, Side, World};
use tongban_image::{Image, Item, ParameterRow, SlotKind};
use tongban_runtime::{
    Calendar, Date, Env, Format, Fuel, Program, Reason, Value, What, eval, eval_with,
};

/// A release's side of a comparison; without an item, only functions can be looked at.
pub(super) struct View<'a> {
    image: &'a Image,
    item: Option<&'a Item>,
    as_of: Date,
    region: Option<&'a str>,
    /// For each slot its variable, and the program that says whether it is shown.
    slots: Vec<(Option<usize>, Option<&'a Program>)>,
    values: RefCell<Vec<Value>>,
    known: RefCell<BTreeMap<u32, Value>>,
}

impl<'a> View<'a> {
    /// A release's view of an item.
    pub(super) fn new(
        release: Release<'a>,
        item: Option<&'a Item>,
        variables: &Variables,
        options: Options<'a>,
    ) -> Self {
        let mut slots = Vec::new();
        for (number, slot) in item.iter().flat_map(|item| item.slots.iter().enumerate()) {
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            let Some(item) = item else { continue };
            let variable = key(release.built, item, number).and_then(|key| variables.number(&key));
            let field = item
                .fields
                .iter()
                .find(|field| field.slot == number && field.group == slot.group);
            let shown = field
                .and_then(|field| field.visible)
                .and_then(|node| program(item, node));
            slots.push((variable, shown));
        }
        Self {
            image: &release.built.image,
            item,
            as_of: options.as_of,
            region: options.region,
            slots,
            values: RefCell::default(),
            known: RefCell::default(),
        }
    }

    /// The program of a node.
    pub(super) fn program(&self, node: Option<u32>) -> Option<&'a Program> {
        program(self.item?, node?)
    }

    fn kind(&self, slot: u32) -> Option<SlotKind> {
        Some(self.item?.slots.get(slot as usize)?.kind)
    }

    fn set(&self, values: &[Value]) {
        *self.values.borrow_mut() = values.to_vec();
        self.known.borrow_mut().clear();
    }

    fn run(&self, program: &Program) -> Value {
        eval(program, self, &mut Fuel::default())
    }

    fn work_out(&self, slot: u32) -> Value {
        match self.kind(slot) {
            Some(SlotKind::ApplicationDate) => Value::Date(self.as_of),
            Some(SlotKind::InsuredRegion) => self.region.map_or(Value::Absent, Value::text),
            Some(SlotKind::Computed(node)) => self
                .program(Some(node))
                .map_or(Value::Absent, |program| self.run(program)),
            Some(SlotKind::Input | SlotKind::Rows) => {
                let Some((variable, shown)) = self.slots.get(slot as usize) else {
                    return Value::Absent;
                };
                let values = self.values.borrow();
                let value = variable.and_then(|variable| values.get(variable).cloned());
                drop(values);
                let value = value.unwrap_or_default();
                let Some(shown) = shown else {
                    return value;
                };
                // A hidden field's fact is absent.
                match self.run(shown) {
                    Value::Bool(true) => value,
                    Value::Bool(false) | Value::Absent => Value::Absent,
                    Value::Unknown(causes) => match value.causes() {
                        Some(more) => Value::Unknown(causes.union(&more)),
                        None => Value::Unknown(causes),
                    },
                    other => other,
                }
            }
            None => Value::Absent,
        }
    }

    fn rows(&self, id: u32) -> &'a [ParameterRow] {
        let parameter = self.image.parameters.get(id as usize);
        parameter.map_or(&[][..], |parameter| &parameter.rows)
    }

    /// How local a row is for the region; nothing if it is for another.
    fn nearness(&self, row: &ParameterRow) -> Option<usize> {
        let Some(own) = row.region.as_deref() else {
            return Some(0);
        };
        let stem = own.trim_end_matches("00");
        self.region
            .filter(|region| region.starts_with(stem))
            .map(|_| stem.len())
    }
}

fn program(item: &Item, node: u32) -> Option<&Program> {
    let node = item.nodes.get(node as usize)?;
    item.programs.get(node.program as usize)
}

impl Env for View<'_> {
    fn fact(&self, slot: u32) -> Value {
        if let Some(value) = self.known.borrow().get(&slot) {
            return value.clone();
        }
        let value = self.work_out(slot);
        self.known.borrow_mut().insert(slot, value.clone());
        value
    }

    fn parameter(&self, id: u32, at: Option<Date>) -> Value {
        let day = at.unwrap_or(self.as_of).to_string();
        let in_force = |row: &&ParameterRow| {
            row.from <= day && row.until.as_ref().is_none_or(|until| day <= *until)
        };
        let rows = self.rows(id).iter().filter(in_force);
        let nearest = rows
            .filter_map(|row| Some((self.nearness(row)?, row)))
            .max_by_key(|(near, _)| *near);
        nearest.map_or_else(
            || Value::unknown(What::Parameter(id), Reason::NoData),
            |(_, row)| Value::Number(row.value),
        )
    }

    fn function(&self, id: u32) -> Option<&Program> {
        let function = self.image.functions.get(id as usize)?;
        Some(&function.program)
    }

    fn format(&self, id: u32) -> Option<&Format> {
        self.image.formats.get(id as usize)
    }

    fn calendar(&self) -> Option<&Calendar> {
        Some(&self.image.calendar)
    }
}

impl World for View<'_> {
    fn slot(&self, slot: u32) -> Looked<'_> {
        let given = match self.kind(slot) {
            Some(SlotKind::ApplicationDate | SlotKind::InsuredRegion) => {
                return Looked::Constant(self.fact(slot));
            }
            Some(SlotKind::Computed(node)) => match self.program(Some(node)) {
                Some(program) => return Looked::Computed(program),
                None => None,
            },
            Some(SlotKind::Input | SlotKind::Rows) => self.slots.get(slot as usize),
            None => None,
        };
        let Some((Some(variable), shown)) = given else {
            return Looked::Constant(Value::Absent);
        };
        let variable = Looked::Variable(u32::try_from(*variable).unwrap_or(u32::MAX));
        match shown {
            Some(shown) => Looked::While(shown, Box::new(variable)),
            None => variable,
        }
    }

    fn parameter_rows(&self, id: u32) -> Option<(Vec<Date>, Vec<Value>)> {
        let mut days = Vec::new();
        let mut values = Vec::new();
        for row in self.rows(id) {
            days.push(Date::parse(&row.from)?);
            if let Some(until) = &row.until {
                days.push(Date::parse(until)?);
            }
            values.push(Value::Number(row.value));
        }
        Some((days, values))
    }
}

/// What the arguments of programs may be, by what they are compared with.
pub(super) fn guess(programs: &[&Program], count: u32) -> Vec<Domain> {
    let world = NoWorld;
    let mut looks = Looks::default();
    for program in programs {
        let arguments: Vec<Looked<'_>> = (0..count).map(Looked::Variable).collect();
        let mut flow = Flow::new(&world);
        flow.program(program, &arguments);
        looks.add(flow);
    }
    let kind = |number: u32| {
        let points = looks.points.get(&number).map_or(&[][..], Vec::as_slice);
        let first = points.iter().find(|point| !point.is_absent());
        let kind = match first {
            Some(Value::Number(_)) => Kind::Number {
                min: None,
                max: None,
                scale: None,
                nonzero: false,
            },
            Some(Value::Date(_)) => Kind::Date {
                min: None,
                max: None,
            },
            Some(Value::Text(_)) => Kind::Text,
            Some(Value::Bool(_)) => Kind::Boolean,
            _ => Kind::Other,
        };
        Domain {
            kind,
            optional: points.contains(&Value::Absent),
        }
    };
    (0..count).map(kind).collect()
}

/// A rule of a release; where there is none, what stands for it.
pub(super) struct Rule<'a> {
    pub view: &'a View<'a>,
    pub program: Option<&'a Program>,
    /// What is said where there is no rule.
    pub otherwise: Value,
}

impl Side for Rule<'_> {
    fn look(&self, looks: &mut Looks) {
        let mut flow = Flow::new(self.view);
        if let Some(program) = self.program {
            flow.program(program, &[]);
        }
        looks.add(flow);
    }

    fn value(&self, values: &[Value]) -> Value {
        self.view.set(values);
        match self.program {
            Some(program) => self.view.run(program),
            None => self.otherwise.clone(),
        }
    }
}

/// A function of a release; its arguments are the variables.
pub(super) struct Function<'a> {
    pub view: &'a View<'a>,
    pub program: &'a Program,
    pub arguments: usize,
}

impl Side for Function<'_> {
    fn look(&self, looks: &mut Looks) {
        let arguments: Vec<Looked<'_>> = (0..self.arguments)
            .map(|number| Looked::Variable(u32::try_from(number).unwrap_or(u32::MAX)))
            .collect();
        let mut flow = Flow::new(self.view);
        flow.program(self.program, &arguments);
        looks.add(flow);
    }

    fn value(&self, values: &[Value]) -> Value {
        self.view.set(&[]);
        eval_with(self.program, values, self.view, &mut Fuel::default())
    }
}
