//! Guards: what a condition that holds (or does not) says of the names in it.

use super::Compiler;
use crate::ast::{Expr, ExprKind, Test, TypeName};
use crate::scope::Binding;
use crate::types::{NumberType, Type};
use tongban_runtime::Decimal;
use tongban_runtime::program::Comparison;

/// What a guard can speak of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Key {
    Fact(u32),
    Parameter(u32),
    Local(u32),
    Field(Box<Key>, String),
    Input,
    /// A call as it is written, among so many local names: functions give the same every time.
    Call(String, usize),
}

/// What is known where a condition holds.
#[derive(Clone, Copy)]
enum Known {
    Present,
    Nonzero,
    AtLeast(Decimal),
    Above(Decimal),
    AtMost(Decimal),
    Below(Decimal),
}

impl Compiler<'_> {
    pub(super) fn refined(&self, key: &Key) -> Option<Type> {
        self.guards
            .iter()
            .rev()
            .find(|(other, _)| other == key)
            .map(|(_, ty)| ty.clone())
    }

    /// A value with what guards say of its expression.
    pub(super) fn guarded(&self, expr: &Expr, mut typed: super::Typed) -> super::Typed {
        if let Some(ty) = self.key(expr).and_then(|(key, _)| self.refined(&key)) {
            typed.ty = ty;
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

    /// The key and the plain type of a name or path.
    fn key(&self, expr: &Expr) -> Option<(Key, Type)> {
        match &expr.kind {
            ExprKind::Name(name) => {
                self.local_key(name)
                    .or_else(|| match self.scope.resolve(name)? {
                        Binding::Fact { slot, ty } => Some((Key::Fact(slot), ty)),
                        Binding::Parameter { id, ty } => Some((Key::Parameter(id), ty)),
                        _ => None,
                    })
            }
            ExprKind::Input => Some((Key::Input, self.input.as_ref()?.ty.clone())),
            ExprKind::Path { value, name, .. } => {
                let (key, ty) = self.key(value)?;
                let Type::Context(fields) = ty.present() else {
                    return None;
                };
                let field = fields
                    .iter()
                    .find(|field| field.key == *name || field.name == *name)?;
                Some((
                    Key::Field(Box::new(key), field.key.clone()),
                    field.ty.clone(),
                ))
            }
            _ => None,
        }
    }

    /// The key of a call that can be guarded: `if max(list) != null then max(list) else 0`.
    fn call_key(&self, expr: &Expr) -> Option<Key> {
        let call = matches!(expr.kind, ExprKind::Call { .. }) && !expr.uses_input();
        let text = || self.text_of(expr.span);
        call.then(|| Key::Call(text(), self.locals.len()))
    }

    /// A compiled call, present where a guard says so.
    pub(super) fn guarded_call(&self, expr: &Expr, mut typed: super::Typed) -> super::Typed {
        if typed.ty.may_be_absent()
            && let Some(key) = self.call_key(expr)
            && self.refined(&key).is_some()
        {
            typed.ty = typed.ty.present().clone();
        }
        typed
    }

    fn learn(&mut self, expr: &Expr, known: Known) {
        let Some((key, plain)) = self.key(expr) else {
            if let (Some(key), Known::Present) = (self.call_key(expr), known) {
                self.guards.push((key, Type::Any));
            }
            return;
        };
        let mut ty = self.refined(&key).unwrap_or(plain);
        match known {
            Known::Present => ty = ty.present().clone(),
            Known::Nonzero => narrow(&mut ty, |number| number.nonzero = true),
            Known::AtLeast(least) | Known::Above(least) => narrow(&mut ty, |number| {
                number.min = Some(number.min.map_or(least, |min| min.max(least)));
                number.nonzero |= matches!(known, Known::Above(_)) && least.is_zero();
            }),
            Known::AtMost(most) | Known::Below(most) => narrow(&mut ty, |number| {
                number.max = Some(number.max.map_or(most, |max| max.min(most)));
                number.nonzero |= matches!(known, Known::Below(_)) && most.is_zero();
            }),
        }
        self.guards.push((key, ty));
    }

    /// Adds what follows from a condition that is true, or false or absent.
    pub(super) fn assume(&mut self, condition: &Expr, holds: bool) {
        match (&condition.kind, holds) {
            (ExprKind::And(parts), true) | (ExprKind::Or(parts), false) => {
                parts.iter().for_each(|part| self.assume(part, holds));
            }
            (ExprKind::Compare { op, left, right }, _) => {
                self.assume_comparison(*op, left, right, holds)
            }
            (ExprKind::Between { value, low, high }, true) => {
                self.assume_comparison(Comparison::GreaterOrEqual, value, low, true);
                self.assume_comparison(Comparison::LessOrEqual, value, high, true);
            }
            (ExprKind::In { value, tests }, true) => {
                let excludes_null = tests.iter().all(|test| match test {
                    Test::Compare(op, end) => {
                        *op != Comparison::NotEqual && end.kind != ExprKind::Null
                    }
                    Test::Expr(expr) => matches!(
                        expr.kind,
                        ExprKind::Range { .. } | ExprKind::Text(_) | ExprKind::Number(_)
                    ),
                    _ => false,
                });
                if excludes_null {
                    self.learn(value, Known::Present);
                }
            }
            (ExprKind::InstanceOf { value, ty }, true) if !matches!(ty, TypeName::Named(name) if name == "null" || name == "Null") =>
            {
                self.learn(value, Known::Present);
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
                            self.learn(&argument.value, Known::Present)
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }

    fn assume_comparison(&mut self, op: Comparison, left: &Expr, right: &Expr, holds: bool) {
        if left.kind == ExprKind::Null {
            return self.assume_comparison(op, right, left, holds);
        }
        match (op, &right.kind, holds) {
            (Comparison::NotEqual, ExprKind::Null, true)
            | (Comparison::Equal, ExprKind::Null, false) => {
                self.learn(left, Known::Present);
            }
            (Comparison::Equal, ExprKind::Number(number), false) if number.is_zero() => {
                self.learn(left, Known::Nonzero);
            }
            (Comparison::NotEqual, ExprKind::Number(number), true) if number.is_zero() => {
                self.learn(left, Known::Nonzero);
            }
            (Comparison::NotEqual, _, _) | (_, _, false) => {}
            (_, ExprKind::Null, true) => {}
            (op, _, true) => {
                let (left_may, right_may) = (self.may_be_absent(left), self.may_be_absent(right));
                // Absent equals absent, so only a present side says something of the other.
                if op != Comparison::Equal || !right_may {
                    self.learn(left, Known::Present);
                }
                if op != Comparison::Equal || !left_may {
                    self.learn(right, Known::Present);
                }
                if let ExprKind::Number(number) = &right.kind {
                    self.learn_bound(op, left, *number);
                }
                if let ExprKind::Number(number) = &left.kind {
                    self.learn_bound(mirrored(op), right, *number);
                }
            }
        }
    }

    fn may_be_absent(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Number(_) | ExprKind::Text(_) | ExprKind::Bool(_) | ExprKind::At(_) => false,
            _ => self
                .key(expr)
                .is_none_or(|(key, plain)| self.refined(&key).unwrap_or(plain).may_be_absent()),
        }
    }

    fn learn_bound(&mut self, op: Comparison, expr: &Expr, bound: Decimal) {
        match op {
            Comparison::Less => self.learn(expr, Known::Below(bound)),
            Comparison::LessOrEqual => self.learn(expr, Known::AtMost(bound)),
            Comparison::Greater => self.learn(expr, Known::Above(bound)),
            Comparison::GreaterOrEqual => self.learn(expr, Known::AtLeast(bound)),
            Comparison::Equal => {
                self.learn(expr, Known::AtLeast(bound));
                self.learn(expr, Known::AtMost(bound));
            }
            Comparison::NotEqual => {}
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

fn narrow(ty: &mut Type, change: impl FnOnce(&mut NumberType)) {
    match ty {
        Type::Number(number) => change(number),
        Type::Optional(inner) => narrow(inner, change),
        _ => {}
    }
}
