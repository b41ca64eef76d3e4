//! What built-in functions give, by what they are given.

use super::signatures::{Gives, Signature as Form};
use super::{Compiler, Typed};
use crate::ast::{Expr, ExprKind};
use crate::problem::Problem;
use crate::span::Span;
use crate::types::{FieldType, NumberType, Type};
use tongban_runtime::builtin::Builtin;
use tongban_runtime::{Decimal, Rounding};

impl Compiler<'_> {
    pub(super) fn result(
        &mut self,
        form: &Form,
        arguments: &[Typed],
        values: &[&Expr],
        span: Span,
    ) -> Type {
        self.units_of_arguments(form, arguments, values);
        let first = arguments
            .first()
            .map_or(Type::Any, |argument| argument.ty.present().clone());
        match form.gives {
            Gives::Boolean => Type::Boolean,
            Gives::Number => match form.builtin {
                Builtin::MonthsBetween => self.number_of("month"),
                Builtin::DaysBetween => self.number_of("day"),
                _ => Type::NUMBER,
            },
            Gives::Count => Type::Number(NumberType {
                min: Some(Decimal::ZERO),
                scale: Some(0),
                ..NumberType::default()
            }),
            Gives::SameUnit => match (form.builtin, &first, values) {
                (Builtin::Floor, Type::Number(number), [value]) => {
                    Type::Number(self.rounded(value, number, Rounding::Floor))
                }
                (Builtin::Ceiling, Type::Number(number), [value]) => {
                    Type::Number(self.rounded(value, number, Rounding::Ceiling))
                }
                _ => loose(first),
            },
            Gives::Text => Type::Text,
            Gives::Date => Type::Date,
            Gives::YearsMonths => Type::YearsMonths,
            Gives::Any if form.builtin == Builtin::GetValue => self.value_of_key(&first, values),
            Gives::Duration
            | Gives::Any
            // The rest is in no strict signature.
            | Gives::Texts
            | Gives::Time
            | Gives::DateTime
            | Gives::Lists
            | Gives::Context
            | Gives::Entries
            | Gives::Range => Type::Any,
            Gives::Element | Gives::MaybeElement | Gives::MaybeSum => {
                self.element_result(form, &first, arguments, values, span)
            }
            Gives::MaybeNumber => {
                let of = match &first {
                    Type::List(item) => (**item).clone(),
                    single => single.clone(),
                };
                if let Type::Number(number) = of.present() {
                    self.no_power(number, span);
                }
                let filled = values.len() > 1 || values.first().is_some_and(|list| self.has_elements(list));
                if filled && !of.may_be_absent() {
                    Type::NUMBER
                } else {
                    Type::NUMBER.optional()
                }
            }
            Gives::SameList => self.list_result(form, &first, arguments, span),
            Gives::Numbers => Type::list(Type::NUMBER),
            Gives::Flat => match first {
                Type::List(item) => match *item {
                    Type::List(inner) => Type::List(inner),
                    other => Type::list(other),
                },
                other => Type::list(other),
            },
            Gives::Schedule => Type::list(Type::context(
                ["balance", "interest", "number", "payment", "principal"]
                    .into_iter()
                    .zip(["余额", "利息", "期数", "还款", "本金"])
                    .map(|(key, name)| FieldType::new(key, name, Type::NUMBER))
                    .collect(),
            )),
        }
    }

    /// One element, or what is made of all: absent for a list that may have none.
    fn element_result(
        &mut self,
        form: &Form,
        first: &Type,
        arguments: &[Typed],
        values: &[&Expr],
        span: Span,
    ) -> Type {
        let (element, may_be_empty) = match (first, values) {
            (Type::List(item), [list]) => ((**item).clone(), !self.has_elements(list)),
            _ => {
                let mut all = first.clone();
                for other in arguments.iter().skip(1) {
                    let both = self.joined(&all, other.ty.present(), span);
                    all = extreme(form.builtin, &all, other.ty.present(), both);
                }
                (all, false)
            }
        };
        let element = match form.builtin {
            // A sum leaves the range of its parts.
            Builtin::Sum | Builtin::Abs => loose(element),
            _ => element,
        };
        if may_be_empty && form.builtin != Builtin::Abs {
            element.optional()
        } else {
            element
        }
    }

    /// The list of all that is given.
    fn list_result(&mut self, form: &Form, first: &Type, arguments: &[Typed], span: Span) -> Type {
        let mut list = match first {
            Type::List(_) => first.clone(),
            single => Type::list(single.clone()),
        };
        if matches!(form.builtin, Builtin::Sublist) {
            return list;
        }
        for other in arguments.iter().skip(1) {
            let other = match (form.builtin, other.ty.present()) {
                (Builtin::Append, _) => Type::list(other.ty.clone()),
                (_, Type::List(_)) => other.ty.present().clone(),
                (_, single) => Type::list(single.clone()),
            };
            list = self.joined(&list, &other, span);
        }
        list
    }

    /// Numbers that the language itself counts in months or days.
    fn units_of_arguments(&mut self, form: &Form, arguments: &[Typed], values: &[&Expr]) {
        let unit = match form.builtin {
            Builtin::AddMonths => "month",
            Builtin::AddWorkingDays => "day",
            Builtin::Modulo => {
                if let ([a, b], [_, at]) = (arguments, values)
                    && let (Type::Number(a), Type::Number(b)) = (a.ty.present(), b.ty.present())
                {
                    self.same_unit(a, b, at.span);
                }
                return;
            }
            _ => return,
        };
        if let (Some(number), Some(at)) = (arguments.get(1), values.get(1))
            && let (Type::Number(found), Type::Number(wanted)) =
                (number.ty.present(), &self.number_of(unit))
        {
            self.same_unit(found, wanted, at.span);
        }
    }

    /// The field that `get value` reads: its key has to be written out.
    fn value_of_key(&mut self, context: &Type, values: &[&Expr]) -> Type {
        let (Type::Context(fields), [_, key]) = (context, values) else {
            return Type::Any;
        };
        let ExprKind::Text(name) = &key.kind else {
            let (function, parameter) = ("get value".to_owned(), "key".to_owned());
            self.complain(
                Problem::NotConstant {
                    function,
                    parameter,
                },
                key.span,
            );
            return Type::Any;
        };
        match fields.iter().find(|field| field.key == *name) {
            Some(field) => field.ty.clone(),
            None => {
                let known = fields.iter().map(|field| field.key.as_str());
                let similar = super::names::similar(name, known);
                let name = name.clone();
                self.complain(Problem::UnknownField { name, similar }, key.span);
                Type::Any
            }
        }
    }
}

/// The range of the larger or the smaller of two numbers.
fn extreme(builtin: Builtin, a: &Type, b: &Type, both: Type) -> Type {
    match (a, b, both) {
        (Type::Number(a), Type::Number(b), Type::Number(mut both)) => {
            if builtin == Builtin::Max {
                both.min = a.min.max(b.min);
            } else if builtin == Builtin::Min {
                both.max = match (a.max, b.max) {
                    (Some(a), Some(b)) => Some(a.min(b)),
                    (a, b) => a.or(b),
                };
            }
            Type::Number(both)
        }
        (_, _, both) => both,
    }
}

/// The same type without its range: sums and roundings leave the ranges of their parts.
fn loose(ty: Type) -> Type {
    match ty {
        Type::Number(number) => Type::Number(NumberType {
            unit: number.unit,
            ..NumberType::default()
        }),
        Type::Optional(inner) => loose(*inner).optional(),
        other => other,
    }
}
