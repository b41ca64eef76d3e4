//! From pieces of columns to facts that really give them.

use super::bits::Bits;
use super::column::{Column, Place, plain};
use std::collections::BTreeMap;
use tongban_runtime::program::{Arithmetic, Node, NodeId, Property};
use tongban_runtime::{Date, Decimal, Env, Program, Value};

/// A concrete row: what each fact or argument is.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Witness {
    /// The inputs as a reader sees them: `年限 = 5, 类别 = "甲"`.
    pub shown: String,
    /// Facts and their values.
    pub facts: Vec<(Place, Value)>,
}

impl Witness {
    /// The value of a fact by slot.
    #[must_use]
    pub fn fact(&self, slot: u32) -> Option<&Value> {
        self.find(Place::Fact(slot))
    }

    fn find(&self, place: Place) -> Option<&Value> {
        let mut facts = self.facts.iter();
        facts.find_map(|(other, value)| (*other == place).then_some(value))
    }
}

/// What the chosen pieces look like; nothing is claimed about facts.
pub fn show(columns: &[Column], pieces: &[usize]) -> String {
    let shown = columns.iter().zip(pieces).map(|(column, piece)| {
        let piece = column.pieces.get(*piece);
        let value = piece.map_or("-", |piece| piece.shown.as_str());
        format!("{} = {value}", column.expression)
    });
    shown.collect::<Vec<_>>().join(", ")
}

/// Facts that give each column a value of its piece, so that exactly the same rows fit; checked by
/// evaluating the columns. `None` if none were found.
pub fn witness(columns: &[Column], pieces: &[usize], rows: usize) -> Option<Witness> {
    let mut given = Given::default();
    // Facts that stand for themselves first: they leave no choice.
    for plainly in [true, false] {
        for (column, piece) in columns.iter().zip(pieces) {
            let program = column.value.as_ref()?;
            if plain(program).is_some() == plainly {
                let target = &column.pieces.get(*piece)?.value;
                given.give(program, program.root(), target)?;
            }
        }
    }
    let arguments = given.arguments();
    for (column, piece) in columns.iter().zip(pieces) {
        let value = column.value_for(&arguments, &given);
        let fits = column.rows_for(&value, rows)?;
        let (must, may) = column.takes.get(*piece)?;
        if *must != fits || must != may {
            return None;
        }
    }
    Some(Witness {
        shown: show(columns, pieces),
        facts: given.0.into_iter().collect(),
    })
}

/// The rows that fit a witness, by evaluating the columns.
pub fn fitting(columns: &[Column], witness: &Witness, rows: usize) -> Option<Bits> {
    let given = Given(witness.facts.iter().cloned().collect());
    let arguments = given.arguments();
    columns
        .iter()
        .try_fold(Bits::of(rows, |_| true), |all, column| {
            let value = column.value_for(&arguments, &given);
            Some(all.and(&column.rows_for(&value, rows)?))
        })
}

/// Facts and arguments in the making.
#[derive(Default)]
struct Given(BTreeMap<Place, Value>);

impl Env for Given {
    fn fact(&self, slot: u32) -> Value {
        self.0.get(&Place::Fact(slot)).cloned().unwrap_or_default()
    }
}

impl Given {
    fn arguments(&self) -> Vec<Value> {
        let mut arguments = Vec::new();
        for (place, value) in &self.0 {
            if let Place::Argument(number) = place {
                arguments.resize(*number as usize, Value::Absent);
                arguments.push(value.clone());
            }
        }
        arguments
    }

    /// Gives facts such that a part of a program has this value. It is only tried; the caller
    /// checks the outcome.
    fn give(&mut self, program: &Program, part: NodeId, target: &Value) -> Option<()> {
        let node = |id: NodeId| program.nodes().get(usize::try_from(id).ok()?);
        let constant = |id: NodeId| match node(id)? {
            Node::Constant(id) => program.value(*id)?.as_number(),
            _ => None,
        };
        match node(part)? {
            Node::Fact(slot) => self.set(Place::Fact(*slot), target),
            Node::Local(local) => self.set(Place::Argument(*local), target),
            Node::Negate(value) => {
                self.give(program, *value, &Value::Number(target.as_number()?.neg()))
            }
            Node::Not(value) => match target {
                Value::Bool(truth) => self.give(program, *value, &Value::Bool(!truth)),
                _ => None,
            },
            Node::Arithmetic { op, left, right } => {
                let target = target.as_number()?;
                let (part, value) = match (constant(*left), constant(*right)) {
                    (None, Some(right)) => (*left, undo_left(*op, target, right)?),
                    (Some(left), None) => (*right, undo_right(*op, left, target)?),
                    _ => return None,
                };
                self.give(program, part, &Value::Number(value))
            }
            Node::Property {
                value,
                property: Property::Year,
            } => {
                let year = i32::try_from(target.as_number()?.to_i64()?).ok()?;
                self.give(program, *value, &Value::Date(Date::new(year, 1, 1)?))
            }
            // Of roundings and the like the value itself is often good enough.
            Node::Call { arguments, .. } => match program.operands(*arguments) {
                [one] => self.give(program, *one, target),
                _ => None,
            },
            _ => None,
        }
    }

    fn set(&mut self, place: Place, target: &Value) -> Option<()> {
        match self.0.get(&place) {
            Some(held) if held != target => None,
            _ => {
                self.0.insert(place, target.clone());
                Some(())
            }
        }
    }
}

fn undo_left(op: Arithmetic, result: Decimal, right: Decimal) -> Option<Decimal> {
    match op {
        Arithmetic::Add => result.sub(right),
        Arithmetic::Subtract => result.add(right),
        Arithmetic::Multiply => result.div(right),
        Arithmetic::Divide => result.mul(right),
        Arithmetic::Power => return None,
    }
    .ok()
}

fn undo_right(op: Arithmetic, left: Decimal, result: Decimal) -> Option<Decimal> {
    match op {
        Arithmetic::Add => result.sub(left),
        Arithmetic::Subtract => left.sub(result),
        Arithmetic::Multiply => result.div(left),
        Arithmetic::Divide => left.div(result),
        Arithmetic::Power => return None,
    }
    .ok()
}
