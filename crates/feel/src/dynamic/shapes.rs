//! Names of types to the shapes that values are held against.

use crate::ast::TypeName;
use crate::check::Compiler;
use crate::check::signatures::{Gives, Signature, Takes};
use crate::problem::Problem;
use crate::span::Span;
use crate::types::Type;
use std::sync::Arc;
use tongban_runtime::Shape;
use tongban_runtime::shape::Bounds;

impl Compiler<'_> {
    /// The shape of the type after `instance of`; `None` if it means nothing. `list`, `range` and
    /// `function` say nothing without what is in them.
    pub(super) fn instance_shape(&mut self, ty: &TypeName) -> Option<u32> {
        if let TypeName::Named(name) = ty
            && matches!(name.as_str(), "list" | "range" | "function")
        {
            return None;
        }
        let shape = self.known_shape(ty)?;
        Some(self.builder.shape(shape))
    }

    /// The shape that the type of a parameter stands for; an unknown one is reported.
    pub(super) fn shape_of(&mut self, ty: &TypeName, span: Span) -> Shape {
        if let Some(shape) = self.known_shape(ty) {
            return shape;
        }
        let name = ty.to_string();
        // What could not be read is reported already.
        if !name.is_empty() {
            let similar = Vec::new();
            self.report(Problem::UnknownName { name, similar }, span);
        }
        Shape::Any
    }

    fn known_shape(&self, ty: &TypeName) -> Option<Shape> {
        Some(match ty {
            TypeName::Named(name) => built_in(name).or_else(|| self.scope().shape(name))?,
            TypeName::Known(shape) => shape.clone(),
            TypeName::List(item) => Shape::list(self.known_shape(item)?),
            TypeName::Range(item) => Shape::Range(Arc::new(self.known_shape(item)?)),
            TypeName::Context(entries) => {
                let mut shapes = Vec::new();
                for (name, ty) in entries {
                    shapes.push((name.as_str(), self.known_shape(ty)?));
                }
                Shape::context(shapes)
            }
            TypeName::Function { parameters, result } => Shape::Function {
                parameters: parameters
                    .iter()
                    .map(|ty| self.known_shape(ty))
                    .collect::<Option<_>>()?,
                result: Arc::new(self.known_shape(result)?),
            },
        })
    }
}

/// What a declared type holds its values to; what may be absent may be null.
pub(super) fn declared(ty: &Type) -> Shape {
    match ty {
        Type::Any => Shape::Any,
        Type::Null => Shape::Null,
        Type::Optional(inner) => plain(inner),
        present => Shape::Present(Arc::new(plain(present))),
    }
}

fn plain(ty: &Type) -> Shape {
    match ty {
        Type::Any => Shape::Any,
        Type::Null => Shape::Null,
        Type::Boolean => Shape::Boolean,
        Type::Number(number) => {
            let (min, max, scale) = (number.min, number.max, number.scale);
            if (min, max, scale) == (None, None, None) {
                Shape::Number
            } else {
                Shape::Bounded(Arc::new(Bounds { min, max, scale }))
            }
        }
        Type::Text => Shape::Text,
        Type::Date => Shape::Date,
        Type::YearsMonths => Shape::YearsMonths,
        Type::DaysTime => Shape::DaysTime,
        Type::Enum(values) => {
            let ids = values.values.iter();
            Shape::OneOf(ids.map(|(id, _)| Arc::from(id.as_str())).collect())
        }
        Type::List(item) => Shape::list(declared(item)),
        // A field that may be absent need not be there.
        Type::Context(fields) => Shape::context(
            fields
                .iter()
                .filter(|field| !field.ty.may_be_absent())
                .map(|field| (field.key.as_str(), declared(&field.ty))),
        ),
        Type::Range(item) => Shape::Range(Arc::new(plain(item))),
        Type::Optional(inner) => plain(inner),
    }
}

/// The shape of a built-in function, where it has one form with a fixed number of parameters.
pub(super) fn of_function(form: &Signature) -> Option<Shape> {
    if form.repeats || form.required != form.parameters.len() {
        return None;
    }
    let takes = |takes: Takes| match takes {
        Takes::Number => Shape::Number,
        Takes::Text | Takes::Constant | Takes::Pattern => Shape::Text,
        Takes::Boolean => Shape::Boolean,
        Takes::NumberList => Shape::list(Shape::Number),
        Takes::TextList => Shape::list(Shape::Text),
        Takes::BooleanList => Shape::list(Shape::Boolean),
        Takes::List => Shape::list(Shape::Any),
        _ => Shape::Any,
    };
    let result = match form.gives {
        Gives::Boolean => Shape::Boolean,
        Gives::Number | Gives::Count | Gives::SameUnit => Shape::Number,
        Gives::Text => Shape::Text,
        _ => Shape::Any,
    };
    Some(Shape::Function {
        parameters: form
            .parameters
            .iter()
            .map(|parameter| takes(parameter.takes))
            .collect(),
        result: Arc::new(result),
    })
}

/// The shape of a type that every model knows, by its names since DMN 1.1.
#[must_use]
pub fn built_in(name: &str) -> Option<Shape> {
    Some(match name {
        "Any" | "any" => Shape::Any,
        "Null" | "null" => Shape::Null,
        "number" => Shape::Number,
        "string" => Shape::Text,
        "boolean" => Shape::Boolean,
        "date" => Shape::Date,
        "time" => Shape::Time,
        "date and time" | "dateTime" => Shape::DateTime,
        "years and months duration" | "year month duration" | "yearMonthDuration" => {
            Shape::YearsMonths
        }
        "days and time duration" | "day time duration" | "dayTimeDuration" => Shape::DaysTime,
        "context" => Shape::Context(Arc::from([])),
        "list" => Shape::list(Shape::Any),
        "range" => Shape::Range(Arc::new(Shape::Any)),
        "function" => Shape::AnyFunction,
        _ => return None,
    })
}
