//! Evaluation of programs over values that may be unknown.
//!
//! Soundness: for every completion of the unknowns, evaluating with it agrees with what was
//! said before. So an operation may answer *unknown* at any time, and a value only where every
//! completion gives that value.

mod arithmetic;
mod bounds;
mod builtins;
mod candidates;
mod dates;
#[cfg(feature = "standard")]
mod functions;
mod iterate;
#[cfg(feature = "standard")]
mod library;
mod lists;
pub(crate) mod scalar;
#[cfg(feature = "standard")]
mod standard;
mod table;
mod texts;

use crate::builtin::Builtin;
use crate::compare::{Truth, equal, in_range, ordered, within};
use crate::env::{Env, Fuel};
use crate::fault::Fault;
use crate::limits::MAX_LIST;
use crate::program::{Comparison, FormatPart, Kind, Node, NodeId, Operands, Program, Property};
use crate::unknown::Unknowns;
use crate::value::{Context, Range, RangeForm, Value};
use core::cmp::Ordering;
use std::sync::Arc;

/// Evaluates a program without arguments.
#[must_use]
pub fn eval<E: Env + ?Sized>(program: &Program, env: &E, fuel: &mut Fuel) -> Value {
    eval_with(program, &[], env, fuel)
}

/// Evaluates a program whose first registers hold `arguments`.
#[must_use]
pub fn eval_with<E: Env + ?Sized>(
    program: &Program,
    arguments: &[Value],
    env: &E,
    fuel: &mut Fuel,
) -> Value {
    let wanted = usize::try_from(program.locals).unwrap_or(0);
    let mut locals = Vec::with_capacity(wanted);
    locals.extend(arguments.iter().take(wanted).cloned());
    locals.resize(wanted, Value::Absent);
    let mut machine = Machine {
        program,
        env,
        fuel,
        locals,
    };
    match machine.node(program.root()) {
        Ok(value) => value,
        Err(fault) => Value::Fault(fault),
    }
}

/// One evaluation in progress. An `Err` ends it: out of fuel, too deep or too large.
struct Machine<'a, E: ?Sized> {
    program: &'a Program,
    env: &'a E,
    fuel: &'a mut Fuel,
    locals: Vec<Value>,
}

type Step<T = Value> = Result<T, Fault>;

impl<'a, E: Env + ?Sized> Machine<'a, E> {
    fn node(&mut self, id: NodeId) -> Step {
        self.fuel.burn(1)?;
        let node = self.program.node(id).ok_or(Fault::Missing)?;
        // Leaves need no nesting.
        match node {
            Node::Constant(id) => return Ok(self.program.value(*id).cloned().unwrap_or_default()),
            Node::Fact(slot) => {
                let value = self.declared(id, self.env.fact(*slot));
                return Ok(match value {
                    Value::Unknown(causes) => {
                        Value::Unknown(causes.come_from(u64::from(*slot), &[]))
                    }
                    value => value,
                });
            }
            Node::Local(local) => return Ok(self.declared(id, self.local(*local))),
            _ => {}
        }
        self.fuel.depth = self.fuel.depth.checked_sub(1).ok_or(Fault::TooDeep)?;
        let value = self.inner(node);
        self.fuel.depth = self.fuel.depth.saturating_add(1);
        if let Ok(Value::Unknown(causes)) = &value {
            // Joining large sets of causes is work, too.
            self.charge(causes.iter().len() / 8)?;
        }
        match (value, node) {
            (Ok(value), Node::Field { .. } | Node::Property { .. } | Node::Parameter { .. }) => {
                Ok(self.declared(id, value))
            }
            (value, _) => value,
        }
    }

    /// A value with what is declared of it, if it is not known.
    fn declared(&self, node: NodeId, value: Value) -> Value {
        if let Value::Unknown(_) | Value::List(_) = value
            && let Some((range, declared)) = self.program.declared(node)
            // Nothing is known of a list that is not there, but what its elements are.
            && declared.each == matches!(value, Value::List(_))
        {
            let (low, high) = (range.low.as_ref(), range.high.as_ref());
            return bounds::declared(&value, low, high, declared.whole).unwrap_or(value);
        }
        value
    }

    fn inner(&mut self, node: &'a Node) -> Step {
        match node {
            Node::Constant(_) | Node::Fact(_) | Node::Local(_) => Ok(Value::Absent),
            Node::Not(value) => Ok(Truth::of(&self.node(*value)?).negate().into()),
            Node::And(operands) => self.junction(*operands, &Truth::False),
            Node::Or(operands) => self.junction(*operands, &Truth::True),
            Node::Compare { op, left, right } => {
                let (left, right) = (self.node(*left)?, self.node(*right)?);
                self.charge_pair(&left, &right)?;
                Ok(compare(*op, &left, &right).into())
            }
            Node::Arithmetic { op, left, right } => {
                let (left, right) = (self.node(*left)?, self.node(*right)?);
                if let (Value::Text(_), Value::Text(_)) = (&left, &right) {
                    self.charge_pair(&left, &right)?;
                }
                let result = arithmetic::binary(*op, &left, &right);
                #[cfg(feature = "standard")]
                if result.is_err() && self.program.lenient {
                    let library = self.env.library();
                    return Ok(self.settle(library::binary(*op, &left, &right, library)));
                }
                Ok(self.settle(result))
            }
            Node::If {
                condition,
                then,
                otherwise,
            } => self.choose(*condition, *then, *otherwise),
            Node::Between { value, low, high } => {
                let value = self.node(*value)?;
                let low = ordered(&value, &self.node(*low)?, Ordering::is_ge);
                if low == Truth::False {
                    return Ok(Value::Bool(false));
                }
                Ok(low
                    .and(ordered(&value, &self.node(*high)?, Ordering::is_le))
                    .into())
            }
            Node::In { value, test } => {
                let value = self.node(*value)?;
                let test = self.node(*test)?;
                match &test {
                    Value::List(list) if !value.is_compound() => self.charge(list.items.len())?,
                    other => self.charge_pair(&value, other)?,
                }
                Ok(match &test {
                    Value::Range(range) => in_range(&value, range),
                    other => within(&value, other),
                }
                .into())
            }
            other => self.outer(other),
        }
    }

    /// The operations that are not in every rule, kept out of the hot path's frame.
    #[inline(never)]
    fn outer(&mut self, node: &'a Node) -> Step {
        match node {
            Node::Parameter { id, at } => self.parameter(*id, *at),
            Node::Negate(value) => {
                let value = self.node(*value)?;
                Ok(self.settle(arithmetic::negate(&value)))
            }
            Node::Let { local, value, body } => {
                let value = self.node(*value)?;
                let before = self.bind(*local, value);
                let result = self.node(*body);
                self.bind(*local, before);
                result
            }
            Node::For {
                local,
                list,
                body,
                flatten,
            } => self.for_each(*local, *list, *body, *flatten),
            Node::Quantified {
                every,
                local,
                list,
                body,
            } => self.quantified(*every, *local, *list, *body),
            Node::Filter {
                local,
                list,
                condition,
            } => self.filter(*local, *list, *condition),
            Node::Index { list, position } => self.index(*list, *position),
            Node::List(operands) => {
                let items = self.operands(*operands)?;
                self.admit(Value::list(items))
            }
            Node::Context(operands) => self.context(*operands),
            Node::Field { value, key } => {
                let value = self.node(*value)?;
                self.field(&value, *key)
            }
            Node::Property { value, property } => {
                let value = self.node(*value)?;
                Ok(self.property(&value, *property))
            }
            Node::Range {
                low,
                low_closed,
                high,
                high_closed,
            } => {
                let end = |machine: &mut Self, end: Option<NodeId>| match end {
                    Some(end) => machine.node(end).map(Some),
                    None => Ok(None),
                };
                let low = end(self, *low)?;
                let high = end(self, *high)?;
                #[cfg(feature = "standard")]
                if self.program.lenient && standard::cannot_bound(low.as_ref(), high.as_ref()) {
                    return Ok(Value::Absent);
                }
                Ok(Value::Range(Arc::new(Range {
                    low,
                    low_closed: *low_closed,
                    high,
                    high_closed: *high_closed,
                    form: RangeForm::Interval,
                })))
            }
            Node::Call {
                builtin: Builtin::Count,
                arguments,
            } if !self.program.lenient => match *self.program.operands(*arguments) {
                [list] => self.count(list),
                _ => Ok(Value::Fault(Fault::WrongType)),
            },
            Node::Call { builtin, arguments } => {
                let arguments = self.operands(*arguments)?;
                self.builtin(*builtin, &arguments)
            }
            Node::User { id, arguments } => self.user(*id, *arguments),
            Node::Format { id, part, value } => self.format(*id, *part, *value),
            Node::Table {
                policy,
                disjoint,
                complete,
                rows,
                default,
            } => self.table(*policy, (*disjoint, *complete), *rows, *default),
            Node::InstanceOf { value, kind } => {
                let value = self.node(*value)?;
                Ok(instance(&value, *kind).into())
            }
            #[cfg(feature = "standard")]
            other => self.standard(other),
            #[cfg(not(feature = "standard"))]
            _ => Ok(Value::Fault(Fault::WrongType)),
        }
    }

    fn charge(&mut self, steps: usize) -> Step<()> {
        self.fuel.burn(u64::try_from(steps).unwrap_or(u64::MAX))
    }

    /// Charges for looking at all of two values.
    fn charge_pair(&mut self, left: &Value, right: &Value) -> Step<()> {
        match (left, right) {
            (Value::Text(left), Value::Text(right)) => {
                self.charge(left.len().saturating_add(right.len()) / 64)
            }
            (left, right) if left.is_compound() || right.is_compound() => {
                let weight = left.weight()?.saturating_add(right.weight()?);
                self.charge(weight)
            }
            _ => Ok(()),
        }
    }

    /// Takes in a value that was made: it is bounded, and paid for.
    fn admit(&mut self, value: Value) -> Step {
        if value.is_compound() {
            let weight = value.weight()?;
            self.charge(weight)?;
        }
        Ok(value)
    }

    fn local(&self, local: u32) -> Value {
        usize::try_from(local)
            .ok()
            .and_then(|local| self.locals.get(local))
            .cloned()
            .unwrap_or_default()
    }

    /// Puts a value into a register; gives what was there, so that the caller can put it back.
    fn bind(&mut self, local: u32, value: Value) -> Value {
        let place = usize::try_from(local).ok();
        match place.and_then(|place| self.locals.get_mut(place)) {
            Some(place) => core::mem::replace(place, value),
            None => Value::Absent,
        }
    }

    fn operands(&mut self, run: Operands) -> Step<Vec<Value>> {
        let ids = self.program.operands(run);
        if ids.len() > MAX_LIST {
            return Err(Fault::TooLarge);
        }
        let mut values = Vec::with_capacity(ids.len());
        for id in ids {
            values.push(self.node(*id)?);
        }
        Ok(values)
    }

    /// What an operation gave; in the `standard` profile an ill-typed one is absent.
    fn settle(&self, result: Result<Value, Fault>) -> Value {
        match result {
            Ok(value) => value,
            Err(_) if self.program.lenient => Value::Absent,
            Err(fault) => Value::Fault(fault),
        }
    }

    fn junction(&mut self, operands: Operands, winner: &Truth) -> Step {
        let mut all = if *winner == Truth::False {
            Truth::True
        } else {
            Truth::False
        };
        for id in self.program.operands(operands) {
            let one = Truth::of(&self.node(*id)?);
            all = if *winner == Truth::False {
                all.and(one)
            } else {
                all.or(one)
            };
            if all == *winner {
                break;
            }
        }
        Ok(all.into())
    }

    fn choose(&mut self, condition: NodeId, then: NodeId, otherwise: NodeId) -> Step {
        match Truth::of(&self.node(condition)?) {
            Truth::True => self.node(then),
            Truth::False | Truth::Absent => self.node(otherwise),
            Truth::Fault(fault) => Ok(Value::Fault(fault)),
            Truth::Unknown(causes) => {
                let then = self.node(then)?;
                let otherwise = self.node(otherwise)?;
                self.charge_pair(&then, &otherwise)?;
                Ok(either(&causes, &[&then, &otherwise]))
            }
        }
    }

    fn parameter(&mut self, id: u32, at: Option<NodeId>) -> Step {
        let Some(at) = at else {
            return Ok(self.env.parameter(id, None));
        };
        Ok(match self.node(at)? {
            Value::Date(date) => self.env.parameter(id, Some(date)),
            Value::Unknown(causes) => Value::Unknown(causes.faulting()),
            Value::Fault(fault) => Value::Fault(fault),
            Value::Absent => Value::Absent,
            _ => self.settle(Err(Fault::WrongType)),
        })
    }

    fn user(&mut self, id: u32, arguments: Operands) -> Step {
        let arguments = self.operands(arguments)?;
        self.call_user(id, arguments)
    }

    fn call_user(&mut self, id: u32, arguments: Vec<Value>) -> Step {
        let Some(program) = self.env.function(id) else {
            let value = self.env.native(id, &arguments, self.fuel);
            return Ok(value.unwrap_or(Value::Fault(Fault::Missing)));
        };
        let wanted = usize::try_from(program.locals).unwrap_or(0);
        let mut locals = arguments;
        locals.resize(wanted, Value::Absent);
        let mut inner = Machine {
            program,
            env: self.env,
            fuel: &mut *self.fuel,
            locals,
        };
        inner.node(program.root())
    }

    fn format(&mut self, id: u32, part: FormatPart, value: NodeId) -> Step {
        let value = self.node(value)?;
        let text = match &value {
            Value::Text(text) => text,
            Value::Unknown(causes) => return Ok(Value::Unknown(causes.bare())),
            Value::Fault(_) | Value::Absent => return Ok(value),
            _ => return Ok(self.settle(Err(Fault::WrongType))),
        };
        self.charge(text.len())?;
        let Some(format) = self.env.format(id) else {
            return Ok(Value::Fault(Fault::Missing));
        };
        let result = format.check(text);
        Ok(match part {
            // An unusual shape is taken, but a rule that asks is not told that the number is right.
            FormatPart::Valid => Value::Bool(result.is_valid() && result.variant.is_some()),
            FormatPart::BirthDate => result.birth_date.map_or(Value::Absent, Value::Date),
            FormatPart::Gender => result
                .gender
                .map_or(Value::Absent, |gender| Value::text(gender.id())),
            FormatPart::Normalized => Value::text(&result.normalized),
        })
    }

    fn context(&mut self, operands: Operands) -> Step {
        let mut context = Context::default();
        for pair in self.program.operands(operands).chunks_exact(2) {
            let [key, value] = *pair else { continue };
            let value = self.node(value)?;
            if let Some(Value::Text(key)) = self.program.value(key) {
                context.fields.insert(Arc::clone(key), value);
            }
        }
        self.admit(Value::Context(Arc::new(context)))
    }

    fn field(&mut self, value: &Value, key: u32) -> Step {
        let Some(Value::Text(name)) = self.program.value(key) else {
            return Ok(Value::Fault(Fault::Missing));
        };
        Ok(match value {
            Value::Context(context) => context.get(name).cloned().unwrap_or_default(),
            Value::Unknown(causes) => Value::Unknown(causes.bare()),
            Value::Fault(_) | Value::Absent => value.clone(),
            Value::List(list) => {
                self.charge(list.items.len())?;
                let mut items = Vec::with_capacity(list.items.len());
                for item in &list.items {
                    items.push(match item {
                        Value::Context(context) => context.get(name).cloned().unwrap_or_default(),
                        Value::Unknown(causes) => Value::Unknown(causes.bare()),
                        Value::Fault(_) => item.clone(),
                        #[cfg(feature = "standard")]
                        item if self.program.lenient => self.named_part(item, name),
                        _ => Value::Absent,
                    });
                }
                Value::List(Arc::new(crate::value::List {
                    items,
                    open: list.open.clone(),
                }))
            }
            _ => self.named_part(value, name),
        })
    }

    /// A part of a date, time, duration or range by its name.
    fn named_part(&self, value: &Value, name: &str) -> Value {
        #[cfg(feature = "standard")]
        if let Value::Range(range) = value {
            return standard::end_of(range, name);
        }
        match dates::property_named(name) {
            Some(property) => self.property(value, property),
            None => self.settle(Err(Fault::WrongType)),
        }
    }

    fn property(&self, value: &Value, property: Property) -> Value {
        match value {
            Value::Unknown(causes) => bounds::property(causes, property),
            Value::Fault(_) | Value::Absent => value.clone(),
            _ => {
                let part = dates::property(value, property);
                #[cfg(feature = "standard")]
                let part = part.or_else(|_| library::property(value, property));
                self.settle(part)
            }
        }
    }
}

fn compare(op: Comparison, left: &Value, right: &Value) -> Truth {
    match op {
        Comparison::Equal => equal(left, right),
        Comparison::NotEqual => equal(left, right).negate(),
        Comparison::Less => ordered(left, right, Ordering::is_lt),
        Comparison::LessOrEqual => ordered(left, right, Ordering::is_le),
        Comparison::Greater => ordered(left, right, Ordering::is_gt),
        Comparison::GreaterOrEqual => ordered(left, right, Ordering::is_ge),
    }
}

/// The value where one of several outcomes will be chosen by something unknown: theirs if all
/// agree and the choice cannot fault, else unknown.
fn either(choice: &Arc<Unknowns>, outcomes: &[&Value]) -> Value {
    let (first, rest) = match outcomes.split_first() {
        Some(split) => split,
        None => return Value::Unknown(Arc::clone(choice)),
    };
    if !choice.may_fault() && rest.iter().all(|other| other == first) && first.is_total() {
        return (*first).clone();
    }
    if let (Value::Unknown(one), false) = (first, choice.may_fault())
        && rest
            .iter()
            .all(|other| matches!(other, Value::Unknown(other) if one.is_same(other)))
    {
        return (*first).clone();
    }
    let mut causes = choice.bare();
    let mut faulty = false;
    for outcome in outcomes {
        if let Some(more) = outcome.causes() {
            causes = causes.union(&more);
        }
        faulty |= matches!(outcome, Value::Fault(_));
    }
    if faulty {
        Value::Unknown(causes.faulting())
    } else {
        bounds::one_of(&causes, outcomes)
    }
}

fn instance(value: &Value, kind: Kind) -> Truth {
    let truth = match (value, kind) {
        (Value::Fault(fault), _) => return Truth::Fault(*fault),
        (Value::Unknown(causes), _) => return Truth::Unknown(causes.bare()),
        (Value::Absent, Kind::Null)
        | (Value::Bool(_), Kind::Boolean)
        | (Value::Number(_), Kind::Number)
        | (Value::Text(_), Kind::Text)
        | (Value::Date(_), Kind::Date)
        | (Value::YearsMonths(_), Kind::YearsMonths)
        | (Value::DaysTime(_), Kind::DaysTime)
        | (Value::List(_), Kind::List)
        | (Value::Context(_), Kind::Context)
        | (Value::Range(_), Kind::Range)
        | (Value::Time(_), Kind::Time)
        | (Value::DateTime(_), Kind::DateTime) => true,
        (Value::Absent, _) => false,
        (_, Kind::Any) => true,
        _ => false,
    };
    if truth { Truth::True } else { Truth::False }
}

#[cfg(test)]
mod tests;
