//! Guards: what a condition that holds (or does not) says of the values in it.

use super::Compiler;
use super::keys::Key;
use crate::ast::{Expr, ExprKind, Test, TypeName};
use crate::types::{NumberType, Type};
use tongban_runtime::Value;
use tongban_runtime::program::Comparison;

/// What is known of a value where a condition holds.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Learned {
    Present,
    Nonzero,
    /// How it compares with a literal.
    Bound(Comparison, Value),
    /// Ids of the values of its enumeration that it can still have.
    Values(Vec<String>),
    /// The list has elements.
    Elements,
}

impl Compiler<'_> {
    /// The type of a value with all that guards say of it.
    pub(super) fn refined(&self, key: &Key, mut ty: Type) -> Type {
        for (_, learned) in self.guards.iter().filter(|(other, _)| other == key) {
            match learned {
                Learned::Present => ty = ty.present().clone(),
                Learned::Nonzero => narrow(&mut ty, |number| number.nonzero = true),
                Learned::Bound(op, Value::Number(bound)) => narrow(&mut ty, |number| {
                    let (least, most) = match op {
                        Comparison::Less | Comparison::LessOrEqual => (None, Some(*bound)),
                        Comparison::Greater | Comparison::GreaterOrEqual => (Some(*bound), None),
                        Comparison::Equal => (Some(*bound), Some(*bound)),
                        Comparison::NotEqual => (None, None),
                    };
                    number.min = number.min.max(least);
                    number.max = match (number.max, most) {
                        (Some(max), Some(most)) => Some(max.min(most)),
                        (max, most) => max.or(most),
                    };
                    let open = matches!(
                        op,
                        Comparison::Less | Comparison::Greater | Comparison::NotEqual
                    );
                    number.nonzero |= open && bound.is_zero();
                }),
                Learned::Bound(..) | Learned::Values(_) | Learned::Elements => {}
            }
        }
        ty
    }

    /// Whether a list is known to have elements.
    pub(super) fn has_elements(&self, list: &Expr) -> bool {
        if let ExprKind::Path { value, .. } = &list.kind
            && self.has_elements(value)
        {
            return true;
        }
        let key = self.key(list);
        matches!(&list.kind, ExprKind::List(items) if !items.is_empty())
            || key.is_some_and(|key| self.guards.contains(&(key, Learned::Elements)))
    }

    /// The values of its enumeration that a value can have here: ids.
    pub(super) fn possible(&self, key: &Key, ty: &Type) -> Option<Vec<String>> {
        let Type::Enum(of) = ty.present() else {
            return None;
        };
        let learned = self
            .guards
            .iter()
            .rev()
            .find_map(|(other, learned)| match learned {
                Learned::Values(values) if other == key => Some(values.clone()),
                _ => None,
            });
        Some(learned.unwrap_or_else(|| of.values.iter().map(|(id, _)| id.clone()).collect()))
    }

    /// Whether the guards leave no value for something: what stands here is never reached.
    pub(super) fn never_reached(&self) -> bool {
        self.guards
            .iter()
            .any(|(_, learned)| matches!(learned, Learned::Values(values) if values.is_empty()))
    }

    /// A value with what guards say of its expression.
    pub(super) fn guarded(&self, expr: &Expr, mut typed: super::Typed) -> super::Typed {
        if !self.guards.is_empty()
            && let Some(key) = self.key(expr)
        {
            typed.ty = self.refined(&key, typed.ty);
        }
        typed
    }

    /// Compiles something where conditions are known to hold or not.
    pub(super) fn under<T>(
        &mut self,
        conditions: &[(&Expr, bool)],
        compile: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let before = self.guards.len();
        for (condition, holds) in conditions {
            self.assume(condition, *holds);
        }
        let result = compile(self);
        self.guards.truncate(before);
        result
    }

    /// Takes note of an `if` about an enumeration that gives null for the rest of its values.
    pub(super) fn leaves_out(&mut self, condition: &Expr, at: crate::span::Span) {
        let (ExprKind::Compare { left, .. } | ExprKind::In { value: left, .. }) = &condition.kind
        else {
            return;
        };
        let Some((key, ty)) = self.typed_key(left) else {
            return;
        };
        let (Some(possible), Type::Enum(of)) = (self.possible(&key, &ty), ty.present()) else {
            return;
        };
        let label = |id: &String| {
            let value = of.values.iter().find(|(other, _)| other == id);
            value.map_or_else(|| id.clone(), |(_, label)| label.clone())
        };
        let missing: Vec<String> = possible.iter().map(label).collect();
        let what = self.text_of(left.span);
        self.uncovered = Some((crate::problem::Problem::NotExhaustive { what, missing }, at));
    }

    fn learn(&mut self, expr: &Expr, learned: Learned) {
        let Some(key) = self.key(expr) else { return };
        // A list that is counted has elements where the count is above zero.
        if let (Key::Made(name, list), Learned::Nonzero | Learned::Bound(..)) = (&key, &learned)
            && let ("count", [list]) = (name.as_str(), list.as_slice())
        {
            let above = match &learned {
                Learned::Bound(Comparison::Greater, Value::Number(bound)) => !bound.is_negative(),
                Learned::Bound(
                    Comparison::GreaterOrEqual | Comparison::Equal,
                    Value::Number(bound),
                ) => !bound.is_negative() && !bound.is_zero(),
                Learned::Bound(Comparison::NotEqual, Value::Number(bound)) => bound.is_zero(),
                learned => *learned == Learned::Nonzero,
            };
            if above {
                self.guards.push((list.clone(), Learned::Elements));
                self.guards.push((key.clone(), Learned::Nonzero));
            }
        }
        self.guards.push((key, learned));
    }

    /// Takes up that a value of an enumeration is, or is not, one of these literals.
    fn learn_values(&mut self, expr: &Expr, literals: &[&str], holds: bool) {
        let Some((key, ty)) = self.typed_key(expr) else {
            return;
        };
        let Type::Enum(of) = ty.present() else { return };
        let of = std::sync::Arc::clone(of);
        let Some(mut possible) = self.possible(&key, &ty) else {
            return;
        };
        let named = |id: &String| {
            literals
                .iter()
                .any(|text| super::enumerations::value_of(&of, text) == Some(id.as_str()))
        };
        possible.retain(|id| named(id) == holds);
        // Absent is none of them, but may be what is left.
        if holds || !self.refined(&key, ty).may_be_absent() {
            self.guards.push((key, Learned::Values(possible)));
        }
    }

    /// Adds what follows from a condition that is true, or false. Conditions of this profile are
    /// never absent: their operands are there.
    pub(super) fn assume(&mut self, condition: &Expr, holds: bool) {
        match (&condition.kind, holds) {
            (ExprKind::And(parts), true) | (ExprKind::Or(parts), false) => {
                parts.iter().for_each(|part| self.assume(part, holds));
            }
            (ExprKind::Compare { op, left, right }, _) => {
                self.assume_comparison(*op, left, right, holds);
            }
            (ExprKind::Between { value, low, high }, true) => {
                self.assume_comparison(Comparison::GreaterOrEqual, value, low, true);
                self.assume_comparison(Comparison::LessOrEqual, value, high, true);
            }
            (ExprKind::In { value, tests }, _) => self.assume_in(value, tests, holds),
            (ExprKind::InstanceOf { value, ty }, true) if !matches!(ty, TypeName::Named(name) if name == "null" || name == "Null") =>
            {
                self.learn(value, Learned::Present);
            }
            // A truth value that is a name says what it is.
            (ExprKind::Name(_) | ExprKind::Path { .. }, true) => {
                self.learn(condition, Learned::Present)
            }
            (
                ExprKind::Call {
                    function,
                    arguments,
                },
                _,
            ) => {
                if let (ExprKind::Name(name), [argument]) = (&function.kind, arguments.as_slice()) {
                    match name.as_str() {
                        "not" => self.assume(&argument.value, !holds),
                        "is defined" | "有值" if holds => {
                            self.learn(&argument.value, Learned::Present);
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }

    fn assume_in(&mut self, value: &Expr, tests: &[Test], holds: bool) {
        let mut texts = Vec::new();
        let mut only_texts = true;
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
                        match &item.kind {
                            ExprKind::Text(text) => texts.push(text.as_str()),
                            _ => only_texts = false,
                        }
                    }
                }
                _ => only_texts = false,
            }
        }
        if only_texts {
            self.learn_values(value, &texts, holds);
        }
        let excludes_null = tests.iter().all(|test| match test {
            Test::Compare(op, end) => *op != Comparison::NotEqual && end.kind != ExprKind::Null,
            Test::Expr(expr) => matches!(
                expr.kind,
                ExprKind::Range { .. } | ExprKind::Text(_) | ExprKind::Number(_)
            ),
            _ => false,
        });
        if excludes_null && holds {
            self.learn(value, Learned::Present);
        }
        match tests {
            [
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
                }),
            ] if holds => {
                if let Some(low) = low {
                    let op = if *low_closed {
                        Comparison::GreaterOrEqual
                    } else {
                        Comparison::Greater
                    };
                    self.assume_comparison(op, value, low, true);
                }
                if let Some(high) = high {
                    let op = if *high_closed {
                        Comparison::LessOrEqual
                    } else {
                        Comparison::Less
                    };
                    self.assume_comparison(op, value, high, true);
                }
            }
            [Test::Compare(op, end)] => self.assume_comparison(*op, value, end, holds),
            _ => {}
        }
    }

    fn assume_comparison(&mut self, op: Comparison, left: &Expr, right: &Expr, holds: bool) {
        let op = if holds { op } else { opposite(op) };
        if left.kind == ExprKind::Null {
            return self.assume_comparison(op, right, left, true);
        }
        match (op, &right.kind) {
            (Comparison::NotEqual, ExprKind::Null) => return self.learn(left, Learned::Present),
            (_, ExprKind::Null) => return,
            (Comparison::NotEqual, ExprKind::Text(text)) => {
                return self.learn_values(left, &[text], false);
            }
            (Comparison::Equal, ExprKind::Text(text)) => self.learn_values(left, &[text], true),
            (Comparison::NotEqual, ExprKind::List(items)) if items.is_empty() => {
                return self.learn(left, Learned::Elements);
            }
            _ => {}
        }
        if let (ExprKind::Text(text), Comparison::Equal | Comparison::NotEqual) = (&left.kind, op) {
            self.learn_values(right, &[text], op == Comparison::Equal);
        }
        if let Some(bound) = self.literal(right) {
            self.learn(left, Learned::Bound(op, bound));
        }
        if let Some(bound) = self.literal(left) {
            self.learn(right, Learned::Bound(mirrored(op), bound));
        }
        let (left_may, right_may) = (self.may_be_absent(left), self.may_be_absent(right));
        match op {
            Comparison::NotEqual => {}
            // Absent equals absent, so only a present side says something of the other.
            Comparison::Equal => {
                if !right_may {
                    self.learn(left, Learned::Present);
                }
                if !left_may {
                    self.learn(right, Learned::Present);
                }
            }
            _ => {
                self.learn(left, Learned::Present);
                self.learn(right, Learned::Present);
            }
        }
    }

    fn may_be_absent(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Number(_) | ExprKind::Text(_) | ExprKind::Bool(_) | ExprKind::At(_) => false,
            _ if self.literal(expr).is_some() => false,
            _ => self
                .typed_key(expr)
                .is_none_or(|(key, plain)| self.refined(&key, plain).may_be_absent()),
        }
    }
}

/// The operator with its sides exchanged.
pub(crate) const fn mirrored(op: Comparison) -> Comparison {
    match op {
        Comparison::Less => Comparison::Greater,
        Comparison::LessOrEqual => Comparison::GreaterOrEqual,
        Comparison::Greater => Comparison::Less,
        Comparison::GreaterOrEqual => Comparison::LessOrEqual,
        same => same,
    }
}

/// The operator that holds where this one does not.
pub(super) const fn opposite(op: Comparison) -> Comparison {
    match op {
        Comparison::Less => Comparison::GreaterOrEqual,
        Comparison::LessOrEqual => Comparison::Greater,
        Comparison::Greater => Comparison::LessOrEqual,
        Comparison::GreaterOrEqual => Comparison::Less,
        Comparison::Equal => Comparison::NotEqual,
        Comparison::NotEqual => Comparison::Equal,
    }
}

fn narrow(ty: &mut Type, change: impl FnOnce(&mut NumberType)) {
    match ty {
        Type::Number(number) => change(number),
        Type::Optional(inner) => narrow(inner, change),
        _ => {}
    }
}
