//! Functions as values, of the `standard` profile: closures and built-in functions.

use crate::builtin::Builtin;
use crate::fault::Fault;
use crate::limits::MAX_FUNCTION_NESTING;
use crate::program::Program;
use crate::shape::Shape;
use crate::value::Value;
use std::sync::Arc;

/// A parameter of a function.
#[derive(Clone, PartialEq, Debug)]
pub struct Parameter {
    /// Its name.
    pub name: Arc<str>,
    /// What its arguments must conform to.
    pub shape: Shape,
}

/// A function as it is written, before its surroundings are known.
///
/// Its parameters are the first registers of its program, in order.
#[derive(Clone, PartialEq, Debug)]
pub struct Template {
    /// The body.
    pub program: Program,
    /// The parameters.
    pub parameters: Vec<Parameter>,
    /// What the result must conform to.
    pub result: Shape,
    /// The registers that take values from the surroundings, in order.
    pub captures: Vec<u32>,
    /// The register that holds the function itself, where its body calls it.
    pub itself: Option<u32>,
}

/// A function value.
#[derive(Clone, Debug)]
pub struct Function {
    pub(crate) body: Body,
    /// How many functions are inside each other in what it captured.
    nesting: u32,
}

#[derive(Clone, Debug)]
pub(crate) enum Body {
    Closure {
        template: Arc<Template>,
        captured: Vec<Value>,
    },
    Builtin {
        builtin: Builtin,
        least: u32,
        most: u32,
        shape: Shape,
    },
}

/// Whether two are the same: the same built-in, or the same text with the same values around it.
impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        match (&self.body, &other.body) {
            (
                Body::Closure { template, captured },
                Body::Closure {
                    template: other,
                    captured: others,
                },
            ) => {
                // Values are compared without following functions, which may share much.
                let alike = |(a, b): (&Value, &Value)| match (a, b) {
                    (Value::Function(a), Value::Function(b)) => Arc::ptr_eq(a, b),
                    (a, b) => nesting(a) == 0 && nesting(b) == 0 && a == b,
                };
                Arc::ptr_eq(template, other)
                    && captured.len() == others.len()
                    && captured.iter().zip(others).all(alike)
            }
            (Body::Builtin { builtin, .. }, Body::Builtin { builtin: other, .. }) => {
                builtin == other
            }
            _ => false,
        }
    }
}

impl Function {
    pub(crate) fn closure(template: Arc<Template>, captured: Vec<Value>) -> Self {
        let nesting = captured.iter().map(nesting).max().unwrap_or(0);
        Self {
            body: Body::Closure { template, captured },
            nesting: nesting.saturating_add(1),
        }
    }

    pub(crate) const fn builtin(builtin: Builtin, (least, most): (u32, u32), shape: Shape) -> Self {
        let body = Body::Builtin {
            builtin,
            least,
            most,
            shape,
        };
        Self { body, nesting: 1 }
    }

    /// Whether it is nested no deeper than allowed.
    pub(crate) const fn admissible(&self) -> Result<(), Fault> {
        if self.nesting > MAX_FUNCTION_NESTING {
            return Err(Fault::TooLarge);
        }
        Ok(())
    }

    /// Whether it can be called with so many arguments.
    #[must_use]
    pub fn takes(&self, count: usize) -> bool {
        match &self.body {
            Body::Closure { template, .. } => template.parameters.len() == count,
            Body::Builtin { least, most, .. } => {
                u32::try_from(count).is_ok_and(|count| (*least..=*most).contains(&count))
            }
        }
    }

    /// Its parameters; those of a built-in function are not known here.
    #[must_use]
    pub fn parameters(&self) -> &[Parameter] {
        match &self.body {
            Body::Closure { template, .. } => &template.parameters,
            Body::Builtin { .. } => &[],
        }
    }

    /// Whether it can be called as a function of this shape. What is not declared fits.
    pub(crate) fn fits(&self, parameters: &[Shape], result: &Shape) -> bool {
        if !self.takes(parameters.len()) {
            return false;
        }
        match &self.body {
            Body::Closure { template, .. } => {
                let own = template.parameters.iter().map(|parameter| &parameter.shape);
                parameters.iter().zip(own).all(|(a, b)| a.narrows(b))
                    && gives(&template.result, result)
            }
            Body::Builtin {
                shape:
                    Shape::Function {
                        parameters: own,
                        result: given,
                    },
                ..
            } => {
                parameters.iter().zip(own.iter()).all(|(a, b)| a.narrows(b)) && gives(given, result)
            }
            Body::Builtin { .. } => true,
        }
    }
}

/// Whether a result of one shape conforms to another; of one that is not declared nothing is
/// known.
fn gives(given: &Shape, wanted: &Shape) -> bool {
    *given == Shape::Any || given.narrows(wanted)
}

/// The deepest nesting of functions inside a value that is itself admitted.
fn nesting(value: &Value) -> u32 {
    match value {
        Value::Function(function) => function.nesting,
        Value::List(list) => list.items.iter().map(nesting).max().unwrap_or(0),
        Value::Context(context) => context.fields.values().map(nesting).max().unwrap_or(0),
        _ => 0,
    }
}
