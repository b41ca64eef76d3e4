//! Conditions that the declared domains and the guards around them settle: always true, or never.

use super::Compiler;
use super::guards::{Learned, mirrored};
use super::keys::Key;
use crate::ast::{Expr, ExprKind, Test};
use crate::span::Span;
use crate::types::{NumberType, Type};
use core::cmp::Ordering;
use tongban_runtime::compare::order;
use tongban_runtime::program::{Comparison, NodeId};
use tongban_runtime::{Decimal, Rounding, Value};

/// A condition that always holds, or never.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settled {
    /// Where it stands.
    pub span: Span,
    /// Whether it always holds; else it never does.
    pub holds: bool,
    /// Whether it is the whole rule.
    pub whole: bool,
}

/// What is left for an ordered value: the ends, and whether each belongs to it.
#[derive(Default)]
pub(super) struct Interval {
    pub(super) low: Option<(Value, bool)>,
    pub(super) high: Option<(Value, bool)>,
}

impl Interval {
    fn meet(&mut self, op: Comparison, value: &Value) {
        let closed = matches!(
            op,
            Comparison::GreaterOrEqual | Comparison::LessOrEqual | Comparison::Equal
        );
        if matches!(
            op,
            Comparison::Greater | Comparison::GreaterOrEqual | Comparison::Equal
        ) {
            let tighter = self
                .low
                .as_ref()
                .is_none_or(|(low, was)| match order(value, low) {
                    Some(Ordering::Greater) => true,
                    Some(Ordering::Equal) => *was && !closed,
                    _ => false,
                });
            if tighter {
                self.low = Some((value.clone(), closed));
            }
        }
        if matches!(
            op,
            Comparison::Less | Comparison::LessOrEqual | Comparison::Equal
        ) {
            let tighter = self
                .high
                .as_ref()
                .is_none_or(|(high, was)| match order(value, high) {
                    Some(Ordering::Less) => true,
                    Some(Ordering::Equal) => *was && !closed,
                    _ => false,
                });
            if tighter {
                self.high = Some((value.clone(), closed));
            }
        }
    }

    /// Whether all of it compares so with a value; `None` if some does and some does not.
    fn decides(&self, op: Comparison, value: &Value) -> Option<bool> {
        // How the ends lie to the value, and whether the value itself is left out.
        let low = self
            .low
            .as_ref()
            .and_then(|(low, closed)| Some((order(low, value)?, *closed)));
        let high = self
            .high
            .as_ref()
            .and_then(|(high, closed)| Some((order(high, value)?, *closed)));
        let above = matches!(low, Some((Ordering::Greater, _) | (Ordering::Equal, false)));
        let from = matches!(low, Some((Ordering::Greater | Ordering::Equal, _)));
        let below = matches!(high, Some((Ordering::Less, _) | (Ordering::Equal, false)));
        let until = matches!(high, Some((Ordering::Less | Ordering::Equal, _)));
        let known = |yes: bool, no: bool| {
            if yes {
                Some(true)
            } else if no {
                Some(false)
            } else {
                None
            }
        };
        match op {
            Comparison::Less => known(below, from),
            Comparison::LessOrEqual => known(until, above),
            Comparison::Greater => known(above, until),
            Comparison::GreaterOrEqual => known(from, below),
            Comparison::Equal => known(from && until, above || below),
            Comparison::NotEqual => known(above || below, from && until),
        }
    }
}

impl Compiler<'_> {
    /// Takes note of a condition that is settled.
    pub(super) fn settle(&mut self, node: NodeId, span: Span, holds: Option<bool>) {
        if let Some(holds) = holds {
            self.settled.push((
                node,
                Settled {
                    span,
                    holds,
                    whole: false,
                },
            ));
        }
    }

    pub(super) fn settled_node(&self, node: NodeId) -> Option<bool> {
        self.settled
            .iter()
            .find(|(other, _)| *other == node)
            .map(|(_, settled)| settled.holds)
    }

    /// Whether a comparison is settled.
    pub(super) fn decided(
        &self,
        op: Comparison,
        (left, a): (&Expr, &Type),
        (right, b): (&Expr, &Type),
    ) -> Option<bool> {
        if left.kind == ExprKind::Null
            || self.literal(left).is_some()
            || matches!(left.kind, ExprKind::Text(_))
        {
            let turned = right.kind == ExprKind::Null
                || self.literal(right).is_some()
                || matches!(right.kind, ExprKind::Text(_));
            return if turned {
                None
            } else {
                self.decided(mirrored(op), (right, b), (left, a))
            };
        }
        let equality = match op {
            Comparison::Equal => Some(true),
            Comparison::NotEqual => Some(false),
            _ => None,
        };
        if right.kind == ExprKind::Null {
            let known = !a.may_be_absent() && self.key(left).is_some();
            return equality.filter(|_| known).map(|equal| !equal);
        }
        if a.may_be_absent() || b.may_be_absent() {
            return None;
        }
        if let (ExprKind::Text(text), Some(equal)) = (&right.kind, equality) {
            let (key, plain) = self.typed_key(left)?;
            return self
                .one_of(&key, &plain, &[text])
                .map(|holds| holds == equal);
        }
        match self.literal(right) {
            Some(value) => self.interval(left, a).decides(op, &value),
            None => self.interval(left, a).against(op, &self.interval(right, b)),
        }
    }

    /// Whether a value of an enumeration is one of these for certain, or none of them.
    fn one_of(&self, key: &Key, ty: &Type, texts: &[&str]) -> Option<bool> {
        let Type::Enum(of) = ty.present() else {
            return None;
        };
        let possible = self.possible(key, ty)?;
        let named = |id: &String| {
            texts
                .iter()
                .any(|text| super::enumerations::value_of(of, text) == Some(id.as_str()))
        };
        let count = possible.iter().filter(|id| named(id)).count();
        if count == possible.len() {
            Some(true)
        } else if count == 0 {
            Some(false)
        } else {
            None
        }
    }

    /// Whether the tests after `in` are settled.
    pub(super) fn decided_in(&self, value: &Expr, ty: &Type, tests: &[Test]) -> Option<bool> {
        if ty.may_be_absent() {
            return None;
        }
        let mut texts = Vec::new();
        for test in tests {
            match test {
                Test::Expr(Expr {
                    kind: ExprKind::Text(text),
                    ..
                }) => texts.push(text.as_str()),
                Test::Expr(Expr {
                    kind: ExprKind::List(items),
                    ..
                }) => {
                    for item in items {
                        let ExprKind::Text(text) = &item.kind else {
                            return None;
                        };
                        texts.push(text);
                    }
                }
                _ => {}
            }
        }
        if let (false, Some((key, plain))) = (texts.is_empty(), self.typed_key(value)) {
            return self.one_of(&key, &plain, &texts);
        }
        let mut all_never = true;
        for test in tests {
            let holds = match test {
                Test::Any => Some(true),
                Test::Compare(op, end) => self
                    .literal(end)
                    .and_then(|end| self.interval(value, ty).decides(*op, &end)),
                Test::Expr(Expr {
                    kind:
                        ExprKind::Range {
                            low,
                            low_closed,
                            high,
                            high_closed,
                            ..
                        },
                    ..
                }) => {
                    let interval = self.interval(value, ty);
                    let one = |end: &Option<Box<Expr>>, op: Comparison| match end {
                        None => Some(true),
                        Some(end) => self.literal(end).and_then(|end| interval.decides(op, &end)),
                    };
                    let low = one(
                        low,
                        if *low_closed {
                            Comparison::GreaterOrEqual
                        } else {
                            Comparison::Greater
                        },
                    );
                    let high = one(
                        high,
                        if *high_closed {
                            Comparison::LessOrEqual
                        } else {
                            Comparison::Less
                        },
                    );
                    both(low, high)
                }
                Test::Expr(expr) => self.literal(expr).and_then(|number| {
                    self.interval(value, ty).decides(Comparison::Equal, &number)
                }),
                Test::Not(_) => None,
            };
            match holds {
                Some(true) => return Some(true),
                Some(false) => {}
                None => all_never = false,
            }
        }
        all_never.then_some(false)
    }

    /// What is known of a number that is rounded to a whole one.
    pub(super) fn rounded(&self, expr: &Expr, number: &NumberType, mode: Rounding) -> NumberType {
        let interval = self.interval(expr, &Type::Number(number.clone()));
        let whole = |end: Option<(Value, bool)>| match end?.0 {
            Value::Number(end) => end.round(0, mode).ok(),
            _ => None,
        };
        NumberType {
            unit: number.unit.clone(),
            min: whole(interval.low),
            max: whole(interval.high),
            nonzero: false,
            scale: Some(0),
        }
    }

    /// Whether a number is known to lie within the ends of a type, and to have no more places.
    pub(super) fn holds_to(&self, expr: &Expr, found: &NumberType, wanted: &NumberType) -> bool {
        let interval = self.interval(expr, &Type::Number(found.clone()));
        let end = |op: Comparison, end: Option<Decimal>| {
            end.is_none_or(|end| interval.decides(op, &Value::Number(end)) == Some(true))
        };
        let places = || match (self.literal(expr), found.scale) {
            (Some(Value::Number(number)), _) => {
                u8::try_from(number.normalized().scale().max(0)).ok()
            }
            (_, scale) => scale,
        };
        end(Comparison::GreaterOrEqual, wanted.min)
            && end(Comparison::LessOrEqual, wanted.max)
            && wanted
                .scale
                .is_none_or(|most| places().is_some_and(|places| places <= most))
    }

    /// What is left for a value, by its type and the guards around.
    pub(super) fn interval(&self, expr: &Expr, ty: &Type) -> Interval {
        let mut interval = Interval::default();
        if let Type::Number(number) = ty.present() {
            let ends: [(Option<Decimal>, Comparison); 2] = [
                (number.min, Comparison::GreaterOrEqual),
                (number.max, Comparison::LessOrEqual),
            ];
            for (end, op) in ends {
                if let Some(end) = end {
                    interval.meet(op, &Value::Number(end));
                }
            }
        }
        if let Some(key) = self.key(expr) {
            for (_, learned) in self.guards.iter().filter(|(other, _)| *other == key) {
                if let Learned::Bound(op, value) = learned {
                    interval.meet(*op, value);
                }
            }
        }
        interval
    }
}

impl Interval {
    /// Whether all of one interval compares so with all of another.
    fn against(&self, op: Comparison, other: &Self) -> Option<bool> {
        let (low, high) = (other.low.as_ref()?, other.high.as_ref()?);
        // Both ends decide alike, and what is between them with them.
        let (first, second) = (self.decides(op, &low.0)?, self.decides(op, &high.0)?);
        let ordered = !matches!(op, Comparison::Equal | Comparison::NotEqual);
        let one_value = order(&low.0, &high.0) == Some(Ordering::Equal);
        (first == second && (ordered || one_value)).then_some(first)
    }
}

/// Both of two conditions.
pub(super) const fn both(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

/// All of several conditions, or any of them.
pub(super) fn junction(parts: &[Option<bool>], all: bool) -> Option<bool> {
    if parts.contains(&Some(!all)) {
        return Some(!all);
    }
    parts.iter().all(|part| *part == Some(all)).then_some(all)
}
