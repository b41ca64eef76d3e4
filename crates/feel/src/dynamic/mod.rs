//! Lowering of the `standard` profile: no types while compiling, everything is decided by the
//! values. What is ill-typed is `null`, and so is a name that nothing is known of.

mod calls;
mod contexts;
mod functions;
mod hints;
mod loops;
mod names;
mod shapes;
mod tests_of;

pub(crate) use names::Surroundings;
pub use shapes::built_in as built_in_shape;

use crate::ast::{Expr, ExprKind};
use crate::check::{Compiler, Typed};
use crate::types::Type;
use tongban_runtime::builtin::Builtin;
use tongban_runtime::constant::Constant;
use tongban_runtime::program::{Node, NodeId};
use tongban_runtime::{Date, Duration};

/// A node of which nothing is known.
pub(crate) const fn any(node: NodeId) -> Typed {
    Typed {
        node,
        ty: Type::Any,
    }
}

impl Compiler<'_> {
    /// Lowers an expression of the `standard` profile.
    pub(crate) fn value(&mut self, expr: &Expr) -> NodeId {
        let entry = self.surroundings.entry.take();
        let node = match &expr.kind {
            ExprKind::Error | ExprKind::Null => return self.absent(),
            ExprKind::Part(part) => {
                self.surroundings.entry = entry;
                let scope = self.scope();
                return match scope.part(*part, self, None) {
                    Some(typed) => typed.node,
                    None => self.absent(),
                };
            }
            ExprKind::Bool(value) => return self.builder.constant(Constant::Bool(*value)),
            ExprKind::Number(value) => return self.builder.constant(Constant::Number(*value)),
            ExprKind::Text(text) => {
                return self.builder.constant(Constant::Text(text.as_str().into()));
            }
            ExprKind::At(text) => return self.at_value(text),
            ExprKind::Name(name) => return self.name_node(name),
            ExprKind::Input => return self.input_node(),
            ExprKind::Negate(value) => Node::Negate(self.value(value)),
            ExprKind::Arithmetic { op, left, right } => Node::Arithmetic {
                op: *op,
                left: self.value(left),
                right: self.value(right),
            },
            ExprKind::Compare { op, left, right } => {
                let (of_left, of_right) = (self.hint(left), self.hint(right));
                Node::Compare {
                    op: *op,
                    left: self.value_as(left, of_right.as_ref()),
                    right: self.value_as(right, of_left.as_ref()),
                }
            }
            ExprKind::And(parts) => {
                let nodes = self.all(parts);
                Node::And(self.builder.run(&nodes))
            }
            ExprKind::Or(parts) => {
                let nodes = self.all(parts);
                Node::Or(self.builder.run(&nodes))
            }
            ExprKind::Between { value, low, high } => Node::Between {
                value: self.value(value),
                low: self.value(low),
                high: self.value(high),
            },
            ExprKind::In { value, tests } => return self.within(value, tests),
            ExprKind::If {
                condition,
                then,
                otherwise,
            } => Node::If {
                condition: self.value(condition),
                then: self.value(then),
                otherwise: self.value(otherwise),
            },
            ExprKind::For { variables, body } => return self.iteration(variables, body),
            ExprKind::Quantified {
                every,
                variables,
                body,
            } => return self.quantifier(*every, variables, body),
            ExprKind::Filter { list, condition } => return self.selection(list, condition),
            ExprKind::Path { value, name, .. } => {
                let ty = self.hint(value);
                let value = self.value(value);
                let key = hints::key_of(ty.as_ref(), name);
                let key = self.builder.pool(Constant::Text(key.into()));
                Node::Field { value, key }
            }
            ExprKind::List(items) => {
                let nodes = self.all(items);
                return self.list_node(&nodes);
            }
            ExprKind::Context(entries) => return self.entries(entries, None),
            ExprKind::Range {
                low,
                low_closed,
                high,
                high_closed,
            } => Node::Range {
                low: low.as_ref().map(|end| self.value(end)),
                low_closed: *low_closed,
                high: high.as_ref().map(|end| self.value(end)),
                high_closed: *high_closed,
            },
            ExprKind::UnaryRange { except, value } => Node::UnaryRange {
                value: self.value(value),
                except: *except,
            },
            ExprKind::Call {
                function,
                arguments,
            } => return self.application(function, arguments),
            ExprKind::InstanceOf { value, ty } => {
                let value = self.value(value);
                // A type that means nothing makes this `null` (table 61).
                match self.instance_shape(ty) {
                    Some(shape) => Node::InstanceOfShape { value, shape },
                    None => return self.absent(),
                }
            }
            ExprKind::Function {
                parameters,
                result,
                body,
                external,
            } => {
                let entry = entry.as_deref();
                return self.function(parameters, result.as_ref(), body, *external, entry);
            }
        };
        self.builder.push(node)
    }

    fn absent(&mut self) -> NodeId {
        self.builder.constant(Constant::Absent)
    }

    fn all(&mut self, parts: &[Expr]) -> Vec<NodeId> {
        parts.iter().map(|part| self.value(part)).collect()
    }

    /// A list; of constants, one constant.
    fn list_node(&mut self, nodes: &[NodeId]) -> NodeId {
        let ids = nodes.iter().map(|node| self.builder.constant_id(*node));
        if let Some(constants) = ids.collect::<Option<Vec<u32>>>() {
            return self.builder.constant(Constant::List(constants));
        }
        let run = self.builder.run(nodes);
        self.builder.push(Node::List(run))
    }

    /// `@"…"`: what needs no zones is a constant; the rest is read when evaluating.
    fn at_value(&mut self, text: &str) -> NodeId {
        if let Some(date) = Date::parse(text) {
            return self.builder.constant(Constant::Date(date));
        }
        match Duration::parse(text) {
            Some(Duration::YearsMonths(months)) => {
                self.builder.constant(Constant::YearsMonths(months))
            }
            Some(Duration::DaysTime(time)) => self.builder.constant(Constant::DaysTime(time)),
            None => {
                let text = self.builder.constant(Constant::Text(text.into()));
                let arguments = self.builder.run(&[text]);
                self.builder.push(Node::Call {
                    builtin: Builtin::AtLiteral,
                    arguments,
                })
            }
        }
    }
}
