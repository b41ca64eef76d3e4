//! Names of types to the shapes that values are held against.

use crate::ast::TypeName;
use crate::check::Compiler;
use crate::problem::Problem;
use crate::span::Span;
use std::sync::Arc;
use tongban_runtime::Shape;

impl Compiler<'_> {
    pub(super) fn shape(&mut self, ty: &TypeName, span: Span) -> u32 {
        let shape = self.shape_of(ty, span);
        self.builder.shape(shape)
    }

    /// The shape that a type's name stands for; an unknown name is reported.
    pub(super) fn shape_of(&mut self, ty: &TypeName, span: Span) -> Shape {
        match ty {
            TypeName::Named(name) => match built_in(name).or_else(|| self.scope().shape(name)) {
                Some(shape) => shape,
                // It could not be read, which is reported already.
                None if name.is_empty() => Shape::Any,
                None => {
                    let name = name.clone();
                    let similar = Vec::new();
                    self.report(Problem::UnknownName { name, similar }, span);
                    Shape::Any
                }
            },
            TypeName::List(item) => Shape::list(self.shape_of(item, span)),
            TypeName::Range(item) => Shape::Range(Arc::new(self.shape_of(item, span))),
            TypeName::Context(entries) => Shape::context(
                entries
                    .iter()
                    .map(|(name, ty)| (name.as_str(), self.shape_of(ty, span))),
            ),
            TypeName::Function { parameters, result } => Shape::Function {
                parameters: parameters
                    .iter()
                    .map(|ty| self.shape_of(ty, span))
                    .collect(),
                result: Arc::new(self.shape_of(result, span)),
            },
        }
    }
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
