//! Units: what goes with what, and the conversions that the dictionary declares.

use super::Compiler;
use crate::problem::{Lang, Problem};
use crate::scope::UnitDeclaration;
use crate::span::Span;
use crate::types::{NumberType, Type, Unit};

impl Compiler<'_> {
    /// Reports numbers of different units that are compared, added or subtracted.
    pub(super) fn same_unit(&mut self, a: &NumberType, b: &NumberType, span: Span) {
        if let (Some(left), Some(right)) = (&a.unit, &b.unit)
            && left != right
        {
            let (left, right) = (self.unit_name(left), self.unit_name(right));
            self.complain(Problem::Units { left, right }, span);
        }
    }

    /// The type that holds both, where one of two values is taken; their units have to agree.
    pub(super) fn joined(&mut self, a: &Type, b: &Type, span: Span) -> Type {
        let mut units = None;
        conflict(a, b, &mut units);
        if let Some((left, right)) = units {
            let (left, right) = (self.unit_name(&left), self.unit_name(&right));
            self.complain(Problem::Units { left, right }, span);
            return Type::Any;
        }
        a.join(b).unwrap_or_else(|| {
            let (left, right) = (a.to_string(), b.to_string());
            self.complain(Problem::BranchesDiffer { left, right }, span);
            Type::Any
        })
    }

    /// The unit of a product: a rate such as months per year turns years into months.
    pub(super) fn product_unit(
        &mut self,
        a: &NumberType,
        b: &NumberType,
        span: Span,
    ) -> Option<Unit> {
        let (Some(left), Some(right)) = (&a.unit, &b.unit) else {
            return a.unit.clone().or_else(|| b.unit.clone());
        };
        let declared = self.scope.units();
        let by = |rate: &Unit, other: &Unit| {
            let (of, per) = ratio(&declared, rate)?;
            (*per == *other.0).then(|| Unit(of.as_str().into()))
        };
        by(left, right).or_else(|| by(right, left)).or_else(|| {
            self.no_conversion("*", left, right, span);
            None
        })
    }

    /// The unit of a quotient.
    pub(super) fn quotient_unit(
        &mut self,
        a: &NumberType,
        b: &NumberType,
        span: Span,
    ) -> Option<Unit> {
        let (Some(left), Some(right)) = (&a.unit, &b.unit) else {
            // A bare number goes with the divisor's unit: what is left is a bare share.
            return a.unit.clone();
        };
        if left == right {
            return None;
        }
        let declared = self.scope.units();
        if let Some((of, per)) = ratio(&declared, right)
            && *of == *left.0
        {
            return Some(Unit(per.as_str().into()));
        }
        let rate = declared.iter().find(|unit| {
            unit.ratio
                .as_ref()
                .is_some_and(|(of, per)| **of == *left.0 && **per == *right.0)
        });
        match rate {
            Some(rate) => Some(Unit(rate.id.as_str().into())),
            None => {
                self.no_conversion("/", left, right, span);
                None
            }
        }
    }

    fn no_conversion(&mut self, operator: &'static str, left: &Unit, right: &Unit, span: Span) {
        let (left, right) = (self.unit_name(left), self.unit_name(right));
        self.complain(
            Problem::NoConversion {
                operator,
                left,
                right,
            },
            span,
        );
    }

    /// A unit with power is none that the dictionary has.
    pub(super) fn no_power(&mut self, a: &NumberType, span: Span) {
        if let Some(unit) = &a.unit {
            self.no_conversion("**", unit, unit, span);
        }
    }

    /// A number of a unit that the language itself gives, if the dictionary has that unit.
    pub(super) fn number_of(&self, unit: &str) -> Type {
        if self
            .scope
            .units()
            .iter()
            .any(|declared| declared.id == unit)
        {
            Type::number_in(unit)
        } else {
            Type::NUMBER
        }
    }

    fn unit_name(&self, unit: &Unit) -> String {
        let declared = self.scope.units();
        let found = declared.iter().find(|declared| *declared.id == *unit.0);
        found.map_or_else(
            || unit.0.to_string(),
            |found| match self.lang {
                Lang::ZhHans => found.name.clone(),
                Lang::En => found.english.clone(),
            },
        )
    }
}

fn ratio<'d>(declared: &'d [UnitDeclaration], unit: &Unit) -> Option<(&'d String, &'d String)> {
    let found = declared.iter().find(|declared| *declared.id == *unit.0)?;
    found.ratio.as_ref().map(|(of, per)| (of, per))
}

/// The first two units that do not agree, at any depth.
fn conflict(a: &Type, b: &Type, found: &mut Option<(Unit, Unit)>) {
    match (a, b) {
        (Type::Number(a), Type::Number(b)) => {
            if let (Some(left), Some(right)) = (&a.unit, &b.unit)
                && left != right
                && found.is_none()
            {
                *found = Some((left.clone(), right.clone()));
            }
        }
        (Type::Optional(a), b) => conflict(a, b.present(), found),
        (a, Type::Optional(b)) => conflict(a, b, found),
        (Type::List(a), Type::List(b)) | (Type::Range(a), Type::Range(b)) => conflict(a, b, found),
        (Type::Context(a), Type::Context(b)) => {
            for field in a.iter() {
                if let Some(other) = b.iter().find(|other| other.key == field.key) {
                    conflict(&field.ty, &other.ty, found);
                }
            }
        }
        _ => {}
    }
}
