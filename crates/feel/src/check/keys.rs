//! What guards can speak of: names, fields, and what is made of them the same way twice.

use super::Compiler;
use crate::ast::{Expr, ExprKind};
use crate::scope::Binding;
use crate::types::Type;
use tongban_runtime::{Date, Duration, Value};

/// A value that stands in a rule several times: it is the same each time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Key {
    Fact(u32),
    Parameter(u32),
    Local(u32),
    Field(Box<Key>, String),
    Input,
    /// A literal, as written.
    Literal(String),
    /// A function or operator and what it is given.
    Made(String, Vec<Key>),
}

impl Compiler<'_> {
    /// The key of an expression, if it has one.
    pub(super) fn key(&self, expr: &Expr) -> Option<Key> {
        let literal = || Some(Key::Literal(self.text_of(expr.span)));
        match &expr.kind {
            ExprKind::Number(_) | ExprKind::Text(_) | ExprKind::Bool(_) | ExprKind::At(_) => {
                literal()
            }
            ExprKind::Call {
                function,
                arguments,
            } => {
                let ExprKind::Name(name) = &function.kind else {
                    return None;
                };
                let inner: Option<Vec<Key>> = arguments
                    .iter()
                    .map(|argument| argument.name.is_none().then(|| self.key(&argument.value))?)
                    .collect();
                Some(Key::Made(
                    super::signatures::canonical(name).to_owned(),
                    inner?,
                ))
            }
            ExprKind::Arithmetic { op, left, right } => Some(Key::Made(
                format!("{op:?}"),
                vec![self.key(left)?, self.key(right)?],
            )),
            // An element by its position.
            ExprKind::Filter { list, condition } if self.literal(condition).is_some() => {
                let place = Key::Literal(self.text_of(condition.span));
                Some(Key::Made("[]".to_owned(), vec![self.key(list)?, place]))
            }
            ExprKind::Path { value, name, .. } => match self.typed_key(expr) {
                Some((key, _)) => Some(key),
                // A column of a list.
                None => Some(Key::Made(format!(".{name}"), vec![self.key(value)?])),
            },
            _ => self.typed_key(expr).map(|(key, _)| key),
        }
    }

    /// The key and the plain type of a name or path.
    pub(super) fn typed_key(&self, expr: &Expr) -> Option<(Key, Type)> {
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
                let (key, ty) = self.typed_key(value)?;
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

    /// The value of a literal, also of a date or duration that is written out.
    pub(super) fn literal(&self, expr: &Expr) -> Option<Value> {
        match &expr.kind {
            ExprKind::Number(number) => Some(Value::Number(*number)),
            ExprKind::Negate(inner) => match self.literal(inner)? {
                Value::Number(number) => Some(Value::Number(number.neg())),
                _ => None,
            },
            ExprKind::At(text) => Date::parse(text)
                .map(Value::Date)
                .or_else(|| duration(text)),
            ExprKind::Call {
                function,
                arguments,
            } => {
                let (ExprKind::Name(name), [argument]) = (&function.kind, arguments.as_slice())
                else {
                    return None;
                };
                let ExprKind::Text(text) = &argument.value.kind else {
                    return None;
                };
                match name.as_str() {
                    "date" => Date::parse(text).map(Value::Date),
                    "duration" => duration(text),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

fn duration(text: &str) -> Option<Value> {
    Some(match Duration::parse(text)? {
        Duration::YearsMonths(months) => Value::YearsMonths(months),
        Duration::DaysTime(time) => Value::DaysTime(time),
    })
}
