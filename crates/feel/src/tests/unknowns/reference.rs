//! The slow evaluator: it walks the tree of a rule over facts that are all known, in the most
//! obvious way. It knows no programs, no unknowns and no limits; it is there to disagree.

use super::built_ins::built_in;
use super::world::{CATEGORIES, FACTS, Given};
use crate::ast::{Argument, Expr, ExprKind, Test, Variable};
use crate::parse;
use tongban_runtime::program::{Arithmetic, Comparison};
use tongban_runtime::{Decimal, Duration, Env, Fault, Range, Value};

/// The value of a rule; `None` where it needs a year that the calendar does not have.
pub fn evaluate(expr: &Expr, given: &Given) -> Option<Value> {
    let mut reference = Reference {
        given,
        locals: Vec::new(),
        input: None,
        beyond: false,
    };
    let value = reference.value(expr);
    (!reference.beyond).then_some(value)
}

/// The tree of a rule.
pub fn parsed(source: &str) -> Expr {
    let mut names = parse::Names::default();
    for name in crate::Scope::names(&super::world::World) {
        names.add(&name);
    }
    for name in crate::check::built_in_names() {
        names.add(name);
    }
    let (expr, problems) = parse::expression(source, &names);
    assert!(problems.is_empty(), "{source}: {problems:?}");
    expr
}

struct Reference<'a> {
    given: &'a Given,
    locals: Vec<(String, Value)>,
    input: Option<Value>,
    beyond: bool,
}

/// A value, or the fault that takes its place.
pub(super) type Outcome = Result<Value, Fault>;

fn settled(outcome: Outcome) -> Value {
    outcome.unwrap_or_else(Value::Fault)
}

/// The first fault, else null if one of them is null.
pub(super) fn blocked(values: &[Value]) -> Option<Value> {
    let fault = values.iter().find(|value| matches!(value, Value::Fault(_)));
    fault
        .or_else(|| values.iter().find(|value| value.is_absent()))
        .cloned()
}

/// `and` (with `false` as its winner) or `or` (with `true`).
fn junction(values: &[Value], winner: bool) -> Value {
    if values.contains(&Value::Bool(winner)) {
        return Value::Bool(winner);
    }
    if let Some(fault) = values.iter().find(|value| matches!(value, Value::Fault(_))) {
        return fault.clone();
    }
    if values.iter().any(|value| value.as_bool().is_none()) {
        return Value::Absent;
    }
    Value::Bool(!winner)
}

fn compare(op: Comparison, a: &Value, b: &Value) -> Value {
    if let Some(fault) = [a, b]
        .into_iter()
        .find(|value| matches!(value, Value::Fault(_)))
    {
        return fault.clone();
    }
    let order = match (a, b) {
        (Value::Number(a), Value::Number(b)) => Some(a.cmp(b)),
        (Value::Text(a), Value::Text(b)) => Some(a.cmp(b)),
        (Value::Date(a), Value::Date(b)) => Some(a.cmp(b)),
        (Value::YearsMonths(a), Value::YearsMonths(b)) => Some(a.cmp(b)),
        (Value::DaysTime(a), Value::DaysTime(b)) => Some(a.cmp(b)),
        _ => None,
    };
    let ordered = |test: fn(core::cmp::Ordering) -> bool| {
        order.map_or(Value::Absent, |order| Value::Bool(test(order)))
    };
    match op {
        Comparison::Equal => same(a, b),
        Comparison::NotEqual => negated(same(a, b)),
        Comparison::Less => ordered(|order| order.is_lt()),
        Comparison::LessOrEqual => ordered(|order| order.is_le()),
        Comparison::Greater => ordered(|order| order.is_gt()),
        Comparison::GreaterOrEqual => ordered(|order| order.is_ge()),
    }
}

fn negated(value: Value) -> Value {
    match value {
        Value::Bool(value) => Value::Bool(!value),
        Value::Fault(_) => value,
        _ => Value::Absent,
    }
}

/// Equality: of two kinds neither true nor false, but that nothing equals null.
pub(super) fn same(a: &Value, b: &Value) -> Value {
    let of_pairs = |pairs: Vec<(&Value, &Value)>| {
        let one = |(a, b): (&Value, &Value)| match same(a, b) {
            Value::Absent => Value::Bool(false),
            other => other,
        };
        junction(&pairs.into_iter().map(one).collect::<Vec<_>>(), false)
    };
    match (a, b) {
        (Value::Fault(_), _) => a.clone(),
        (_, Value::Fault(_)) => b.clone(),
        (Value::Absent, Value::Absent) => Value::Bool(true),
        (Value::Absent, _) | (_, Value::Absent) => Value::Bool(false),
        (Value::List(a), Value::List(b)) if a.items.len() == b.items.len() => {
            of_pairs(a.items.iter().zip(&b.items).collect())
        }
        (Value::List(_), Value::List(_)) => Value::Bool(false),
        (Value::Context(a), Value::Context(b)) if a.fields.keys().eq(b.fields.keys()) => {
            of_pairs(a.fields.values().zip(b.fields.values()).collect())
        }
        (Value::Context(_), Value::Context(_)) => Value::Bool(false),
        _ if core::mem::discriminant(a) == core::mem::discriminant(b) => Value::Bool(a == b),
        _ => Value::Absent,
    }
}

fn in_range(value: &Value, range: &Range) -> Value {
    let low = range.low.as_ref().map_or(Value::Bool(true), |low| {
        compare(
            if range.low_closed {
                Comparison::GreaterOrEqual
            } else {
                Comparison::Greater
            },
            value,
            low,
        )
    });
    let high = range.high.as_ref().map_or(Value::Bool(true), |high| {
        compare(
            if range.high_closed {
                Comparison::LessOrEqual
            } else {
                Comparison::Less
            },
            value,
            high,
        )
    });
    junction(&[low, high], false)
}

pub(super) fn items(value: &Value) -> Vec<Value> {
    match value {
        Value::List(list) => list.items.clone(),
        Value::Range(range) => {
            let ends = range
                .low
                .as_ref()
                .and_then(Value::as_number)
                .zip(range.high.as_ref().and_then(Value::as_number));
            let (low, high) = ends.unwrap();
            (low.to_i64().unwrap()..=high.to_i64().unwrap())
                .map(Value::from)
                .collect()
        }
        single => vec![single.clone()],
    }
}

impl Reference<'_> {
    fn value(&mut self, expr: &Expr) -> Value {
        match &expr.kind {
            ExprKind::Null => Value::Absent,
            ExprKind::Bool(value) => Value::Bool(*value),
            ExprKind::Number(value) => Value::Number(*value),
            // Labels of the one enumeration stand for their ids.
            ExprKind::Text(text) => {
                let id = CATEGORIES.iter().find(|(_, label)| label == text);
                Value::text(id.map_or(text.as_str(), |(id, _)| id))
            }
            ExprKind::Name(name) => self.name(name),
            ExprKind::Input => self.input.clone().unwrap(),
            ExprKind::Negate(value) => match self.value(value) {
                Value::Number(number) => Value::Number(number.neg()),
                other => other,
            },
            ExprKind::Arithmetic { op, left, right } => {
                let (left, right) = (self.value(left), self.value(right));
                settled(arithmetic(*op, &left, &right))
            }
            ExprKind::Compare { op, left, right } => {
                compare(*op, &self.value(left), &self.value(right))
            }
            ExprKind::And(parts) => junction(&self.all(parts), false),
            ExprKind::Or(parts) => junction(&self.all(parts), true),
            ExprKind::Between { value, low, high } => {
                let (value, low, high) = (self.value(value), self.value(low), self.value(high));
                let low = compare(Comparison::GreaterOrEqual, &value, &low);
                junction(
                    &[low, compare(Comparison::LessOrEqual, &value, &high)],
                    false,
                )
            }
            ExprKind::In { value, tests } => {
                let value = self.value(value);
                let any: Vec<Value> = tests.iter().map(|test| self.test(test, &value)).collect();
                if any.len() == 1 {
                    any[0].clone()
                } else {
                    junction(&any, true)
                }
            }
            ExprKind::If {
                condition,
                then,
                otherwise,
            } => match self.value(condition) {
                Value::Bool(true) => self.value(then),
                fault @ Value::Fault(_) => fault,
                _ => self.value(otherwise),
            },
            ExprKind::For { variables, body } => self.for_loop(variables, body),
            ExprKind::Quantified {
                every,
                variables,
                body,
            } => self.quantified(*every, variables, body),
            ExprKind::Filter { list, condition } => self.filter(list, condition),
            ExprKind::Path { value, name, .. } => field(&self.value(value), name),
            ExprKind::List(parts) => Value::list(self.all(parts)),
            ExprKind::Context(entries) => {
                let before = self.locals.len();
                let mut fields = Vec::new();
                for (key, _, value) in entries {
                    let value = self.value(value);
                    self.locals.push((key.clone(), value.clone()));
                    fields.push((key.as_str(), value));
                }
                self.locals.truncate(before);
                Value::context(fields)
            }
            ExprKind::Range {
                low,
                low_closed,
                high,
                high_closed,
            } => {
                let low = low.as_ref().map(|low| self.value(low));
                let high = high.as_ref().map(|high| self.value(high));
                Value::Range(std::sync::Arc::new(Range {
                    low,
                    low_closed: *low_closed,
                    high,
                    high_closed: *high_closed,
                    form: Default::default(),
                }))
            }
            ExprKind::Call {
                function,
                arguments,
            } => self.call(function, arguments),
            ExprKind::InstanceOf { value, ty } => match (self.value(value), format!("{ty:?}")) {
                (fault @ Value::Fault(_), _) => fault,
                (value, ty) if ty.contains("umber") => Value::Bool(value.as_number().is_some()),
                (value, ty) if ty.contains("ull") => Value::Bool(value.is_absent()),
                (value, _) => Value::Bool(!value.is_absent()),
            },
            other => panic!("the generator makes no {other:?}"),
        }
    }

    fn all(&mut self, parts: &[Expr]) -> Vec<Value> {
        parts.iter().map(|part| self.value(part)).collect()
    }

    fn name(&self, name: &str) -> Value {
        let local = self.locals.iter().rev().find(|(local, _)| local == name);
        if let Some((_, value)) = local {
            return value.clone();
        }
        match FACTS.iter().position(|fact| *fact == name) {
            Some(slot) => self.given.fact(u32::try_from(slot).unwrap()),
            None => self.given.parameter(0, None),
        }
    }

    /// The value of `body` for each element; an element that is a fault gives itself.
    fn each(
        &mut self,
        variable: &Variable,
        body: &mut dyn FnMut(&mut Self) -> Value,
    ) -> Result<Vec<Value>, Value> {
        let list = self.value(&variable.list);
        if matches!(list, Value::Fault(_) | Value::Absent) {
            return Err(list);
        }
        let results = items(&list).into_iter().map(|item| {
            if matches!(item, Value::Fault(_)) {
                return item;
            }
            self.locals.push((variable.name.clone(), item));
            let result = body(self);
            self.locals.pop();
            result
        });
        Ok(results.collect())
    }

    fn for_loop(&mut self, variables: &[Variable], body: &Expr) -> Value {
        let (first, rest) = variables.split_first().unwrap();
        let results = self.each(first, &mut |reference| {
            if rest.is_empty() {
                reference.value(body)
            } else {
                reference.for_loop(rest, body)
            }
        });
        match results {
            Ok(results) if rest.is_empty() => Value::list(results),
            // What an inner loop gives is joined.
            Ok(results) => Value::list(results.iter().flat_map(items).collect()),
            Err(value) => value,
        }
    }

    fn quantified(&mut self, every: bool, variables: &[Variable], body: &Expr) -> Value {
        let (first, rest) = variables.split_first().unwrap();
        let results = self.each(first, &mut |reference| {
            if rest.is_empty() {
                reference.value(body)
            } else {
                reference.quantified(every, rest, body)
            }
        });
        results.map_or_else(|value| value, |results| junction(&results, !every))
    }

    fn filter(&mut self, list: &Expr, condition: &Expr) -> Value {
        let list = self.value(list);
        if matches!(list, Value::Fault(_) | Value::Absent) {
            return list;
        }
        let position = matches!(condition.kind, ExprKind::Number(_) | ExprKind::Negate(_));
        if position {
            let place = self
                .value(condition)
                .as_number()
                .and_then(Decimal::to_i64)
                .unwrap();
            let all = items(&list);
            let place = if place < 0 {
                i64::try_from(all.len()).unwrap() + place
            } else {
                place - 1
            };
            return usize::try_from(place)
                .ok()
                .and_then(|place| all.get(place))
                .cloned()
                .unwrap_or_default();
        }
        let mut kept = Vec::new();
        for item in items(&list) {
            if matches!(item, Value::Fault(_)) {
                kept.push(item);
                continue;
            }
            let before = self.locals.len();
            self.locals.push(("item".into(), item.clone()));
            if let Value::Context(context) = &item {
                for (key, value) in &context.fields {
                    self.locals.push(((**key).to_owned(), value.clone()));
                    let name = [("k", "数"), ("q", "可缺"), ("s", "是")]
                        .into_iter()
                        .find(|(id, _)| *id == &**key);
                    self.locals
                        .push((name.unwrap().1.to_owned(), value.clone()));
                }
            }
            match self.value(condition) {
                Value::Bool(true) => kept.push(item),
                fault @ Value::Fault(_) => kept.push(fault),
                _ => {}
            }
            self.locals.truncate(before);
        }
        Value::list(kept)
    }

    fn test(&mut self, test: &Test, value: &Value) -> Value {
        if matches!(value, Value::Fault(_)) {
            return value.clone();
        }
        match test {
            Test::Any => Value::Bool(true),
            Test::Not(tests) => {
                let any: Vec<Value> = tests.iter().map(|test| self.test(test, value)).collect();
                negated(junction(&any, true))
            }
            Test::Compare(op, end) => {
                let end = self.value(end);
                compare(*op, value, &end)
            }
            Test::Expr(expr) => match self.value(expr) {
                Value::Range(range) => in_range(value, &range),
                Value::List(list) => {
                    let one = |item: &Value| match item {
                        Value::Range(range) => in_range(value, range),
                        other => same(value, other),
                    };
                    let any = list.items.iter().map(one).map(|one| {
                        if one.is_absent() {
                            Value::Bool(false)
                        } else {
                            one
                        }
                    });
                    junction(&any.collect::<Vec<_>>(), true)
                }
                other => same(value, &other),
            },
        }
    }

    fn call(&mut self, function: &Expr, arguments: &[Argument]) -> Value {
        let ExprKind::Name(name) = &function.kind else {
            panic!("the generator calls names only")
        };
        let values: Vec<Value> = arguments
            .iter()
            .map(|argument| self.value(&argument.value))
            .collect();
        match (name.as_str(), values.as_slice()) {
            ("折算", [x]) => match compare(Comparison::Greater, x, &Value::from(1)) {
                Value::Bool(true) => settled(arithmetic(Arithmetic::Multiply, x, &Value::from(2))),
                fault @ Value::Fault(_) => fault,
                _ => Value::from(0),
            },
            ("基数", [Value::Date(date)]) => self.given.parameter(0, Some(*date)),
            ("基数", [other]) => other.clone(),
            ("not", [value]) => negated(value.clone()),
            ("is defined", [fault @ Value::Fault(_)]) => fault.clone(),
            ("is defined", [value]) => Value::Bool(!value.is_absent()),
            ("all", [Value::List(list)]) => junction(&list.items, false),
            ("any", [Value::List(list)]) => junction(&list.items, true),
            ("all" | "any", [value @ (Value::Fault(_) | Value::Absent)]) => value.clone(),
            ("all", values) => junction(values, false),
            ("any", values) => junction(values, true),
            ("concatenate" | "append", [fault @ Value::Fault(_), ..]) => fault.clone(),
            ("concatenate", [_, fault @ Value::Fault(_)]) => fault.clone(),
            ("concatenate", lists) => Value::list(lists.iter().flat_map(items).collect()),
            ("append", [list, more @ ..]) => Value::list(
                items(list)
                    .into_iter()
                    .chain(more.iter().cloned())
                    .collect(),
            ),
            ("list contains", [value @ (Value::Fault(_) | Value::Absent), _]) => value.clone(),
            ("list contains", [list, item]) => {
                let one = |other: &Value| match same(other, item) {
                    Value::Absent => Value::Bool(false),
                    other => other,
                };
                junction(&items(list).iter().map(one).collect::<Vec<_>>(), true)
            }
            ("count", [value @ (Value::Fault(_) | Value::Absent)]) => value.clone(),
            ("count", [list]) => {
                let all = items(list);
                let fault = all.iter().find(|item| matches!(item, Value::Fault(_)));
                fault
                    .cloned()
                    .unwrap_or_else(|| Value::from(i64::try_from(all.len()).unwrap()))
            }
            (name, values) => {
                if let Some(fault) = values.iter().find(|value| matches!(value, Value::Fault(_))) {
                    return fault.clone();
                }
                let value = settled(built_in(name, values));
                self.beyond |= !value.is_total();
                if self.beyond { Value::Absent } else { value }
            }
        }
    }
}

fn field(value: &Value, name: &str) -> Value {
    let number = |number: i64| Value::from(number);
    match (value, name) {
        (Value::Fault(_) | Value::Absent, _) => value.clone(),
        (Value::Context(context), _) => {
            let key = [("数", "k"), ("可缺", "q"), ("是", "s")]
                .into_iter()
                .find(|(label, _)| *label == name);
            context
                .get(key.map_or(name, |(_, key)| key))
                .cloned()
                .unwrap_or_default()
        }
        (Value::List(list), _) => {
            Value::list(list.items.iter().map(|item| field(item, name)).collect())
        }
        (Value::Date(date), "year") => number(date.year().into()),
        (Value::Date(date), "month") => number(date.month().into()),
        (Value::Date(date), "day") => number(date.day().into()),
        (Value::Date(date), "weekday") => number(date.weekday().into()),
        (Value::DaysTime(_), "days") => {
            let text = value_text(value);
            let negative = text.starts_with('-');
            let days = text
                .trim_start_matches(['-', 'P'])
                .split('D')
                .next()
                .and_then(|days| days.parse::<i64>().ok());
            number(days.map_or(0, |days| if negative { -days } else { days }))
        }
        other => panic!("no field {other:?}"),
    }
}

pub(super) fn value_text(value: &Value) -> String {
    match value {
        Value::DaysTime(time) => time.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => (**text).to_owned(),
        other => panic!("no text of {other:?}"),
    }
}

pub(super) fn arithmetic(op: Arithmetic, left: &Value, right: &Value) -> Outcome {
    if let Some(value) = blocked(&[left.clone(), right.clone()]) {
        return Ok(value);
    }
    Ok(match (op, left, right) {
        (Arithmetic::Add, Value::Number(a), Value::Number(b)) => Value::Number(a.add(*b)?),
        (Arithmetic::Subtract, Value::Number(a), Value::Number(b)) => Value::Number(a.sub(*b)?),
        (Arithmetic::Multiply, Value::Number(a), Value::Number(b)) => Value::Number(a.mul(*b)?),
        (Arithmetic::Divide, Value::Number(a), Value::Number(b)) => Value::Number(a.div(*b)?),
        (Arithmetic::Power, Value::Number(a), Value::Number(b)) => {
            Value::Number(a.pow(b.to_i64().unwrap())?)
        }
        (Arithmetic::Add, Value::Text(a), Value::Text(b)) => Value::text(&format!("{a}{b}")),
        (Arithmetic::Add, Value::Date(date), Value::YearsMonths(months)) => {
            Value::Date(date.add_months(months.0)?)
        }
        (Arithmetic::Subtract, Value::Date(date), Value::YearsMonths(months)) => {
            Value::Date(date.add_months(-months.0)?)
        }
        (Arithmetic::Add | Arithmetic::Subtract, Value::Date(date), Value::DaysTime(_)) => {
            let days = field(right, "days")
                .as_number()
                .and_then(Decimal::to_i64)
                .unwrap();
            Value::Date(date.add_days(if op == Arithmetic::Add { days } else { -days })?)
        }
        (Arithmetic::Subtract, Value::Date(later), Value::Date(earlier)) => {
            let days = later.days_since(*earlier);
            let text = if days < 0 {
                format!("-P{}D", -days)
            } else {
                format!("P{days}D")
            };
            match Duration::parse(&text) {
                Some(Duration::DaysTime(time)) => Value::DaysTime(time),
                _ => panic!("{text}"),
            }
        }
        other => panic!("ill-typed: {other:?}"),
    })
}
