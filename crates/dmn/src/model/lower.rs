//! Boxed expressions as trees of the rule language. Texts and tables become parts that are
//! compiled where they stand, with the names that are known there.

use super::graph::spaced;
use super::names::Hidden;
use super::types::{Space, TypeId, Types};
use crate::xml::{
    Boxed, BoxedKind, ContextEntry, DecisionTable, FunctionDefinition, FunctionKind,
    InformationItem, Iteration, Place, Problem, Text,
};
use tongban_feel::ast::{Argument, Expr, ExprKind, Parameter, Variable};
use tongban_feel::span::Span;

/// What stands in a tree as a part.
#[derive(Clone, Copy)]
pub(crate) enum Part<'m> {
    /// A text in FEEL.
    Text(&'m Text),
    /// A decision table.
    Table(&'m DecisionTable),
}

/// A lowering in progress.
pub(crate) struct Lowering<'m, 't> {
    pub(crate) types: &'t mut Types,
    pub(crate) space: Space<'m>,
    pub(crate) parts: Vec<Part<'m>>,
    pub(crate) problems: Vec<(Problem, Place)>,
}

/// Key of the result of a boxed context; no name of a model can be it.
const RESULT: &str = "\u{1}result";

impl<'m> Lowering<'m, '_> {
    /// An expression as a tree.
    pub(crate) fn boxed(&mut self, boxed: &'m Boxed) -> Expr {
        let expr = match &boxed.kind {
            BoxedKind::Literal(text) => self.text(text),
            BoxedKind::Foreign(language) => {
                let found = language.clone();
                self.problems.push((Problem::Language { found }, boxed.at));
                null()
            }
            BoxedKind::Table(table) => self.part(Part::Table(table)),
            BoxedKind::Context(entries) => self.context(entries),
            BoxedKind::List(items) => {
                let items = items.iter().map(|item| self.boxed(item)).collect();
                tree(ExprKind::List(items))
            }
            BoxedKind::Relation { columns, rows } => self.relation(columns, rows),
            BoxedKind::Function(function) => self.function(function),
            BoxedKind::Invocation { function, bindings } => {
                let function = Box::new(self.boxed(function));
                let arguments = bindings.iter().map(|binding| {
                    let value = match &binding.value {
                        Some(value) => self.boxed(value),
                        None => null(),
                    };
                    Argument {
                        name: Some((spaced(&binding.parameter.name), Span::default())),
                        value: self.typed(value, &binding.parameter),
                    }
                });
                let arguments = arguments.collect();
                tree(ExprKind::Call {
                    function,
                    arguments,
                })
            }
            BoxedKind::Conditional {
                condition,
                then,
                otherwise,
            } => tree(ExprKind::If {
                condition: Box::new(self.boxed(condition)),
                then: Box::new(self.boxed(then)),
                otherwise: Box::new(self.boxed(otherwise)),
            }),
            BoxedKind::Filter { list, condition } => tree(ExprKind::Filter {
                list: Box::new(self.boxed(list)),
                condition: Box::new(self.boxed(condition)),
            }),
            BoxedKind::Iterator {
                kind,
                variable,
                list,
                body,
            } => {
                let variables = vec![Variable {
                    name: spaced(variable),
                    list: self.boxed(list),
                }];
                let body = Box::new(self.boxed(body));
                tree(match kind {
                    Iteration::For => ExprKind::For { variables, body },
                    Iteration::Some | Iteration::Every => ExprKind::Quantified {
                        every: *kind == Iteration::Every,
                        variables,
                        body,
                    },
                })
            }
        };
        let ty = self
            .types
            .named(&self.space, boxed.type_ref.as_deref(), boxed.at);
        self.coerced(expr, ty)
    }

    /// A function whose arguments and result are of their types: where an argument is not, it is
    /// not called and gives null.
    pub(crate) fn function(&mut self, function: &'m FunctionDefinition) -> Expr {
        let mut parameters = Vec::new();
        let mut types = Vec::new();
        for parameter in &function.parameters {
            parameters.push(spaced(&parameter.name));
            let written = parameter.type_ref.as_deref();
            types.push(self.types.named(&self.space, written, parameter.at));
        }
        let body = match (function.kind, &function.body) {
            (FunctionKind::Feel, Some(body)) => self.boxed(body),
            _ => null(),
        };
        let at = function.body.as_ref().map_or(Place(0), |body| body.at);
        let ty = self
            .types
            .named(&self.space, function.type_ref.as_deref(), at);
        let body = self.coerced(body, ty);
        self.function_of(parameters, &types, body)
    }

    /// A function of typed parameters.
    pub(crate) fn function_of(
        &self,
        parameters: Vec<String>,
        types: &[TypeId],
        body: Expr,
    ) -> Expr {
        let mut accepted = Vec::new();
        let mut entries = Vec::new();
        for (parameter, ty) in parameters.iter().zip(types) {
            if self.types.is_any(*ty) {
                continue;
            }
            let value = || tree(ExprKind::Name(parameter.clone()));
            accepted.push(call(Hidden::Accepts(*ty), vec![value()]));
            let value = call(Hidden::Coerce(*ty), vec![value()]);
            entries.push((parameter.clone(), Span::default(), value));
        }
        let body = if accepted.is_empty() {
            body
        } else {
            entries.push((RESULT.to_owned(), Span::default(), body));
            tree(ExprKind::If {
                condition: Box::new(tree(ExprKind::And(accepted))),
                then: Box::new(result_of(entries)),
                otherwise: Box::new(null()),
            })
        };
        let parameters = parameters.into_iter();
        tree(ExprKind::Function {
            parameters: parameters
                .map(|name| Parameter { name, ty: None })
                .collect(),
            body: Box::new(body),
            result: None,
            external: false,
        })
    }

    /// A value as one of a type.
    pub(crate) fn coerced(&self, expr: Expr, ty: TypeId) -> Expr {
        if self.types.is_any(ty) {
            expr
        } else {
            call(Hidden::Coerce(ty), vec![expr])
        }
    }

    fn typed(&mut self, expr: Expr, variable: &InformationItem) -> Expr {
        let written = variable.type_ref.as_deref();
        let ty = self.types.named(&self.space, written, variable.at);
        self.coerced(expr, ty)
    }

    fn text(&mut self, text: &'m Text) -> Expr {
        if text.text.trim().is_empty() {
            null()
        } else {
            self.part(Part::Text(text))
        }
    }

    fn part(&mut self, part: Part<'m>) -> Expr {
        let id = u32::try_from(self.parts.len()).unwrap_or(u32::MAX);
        self.parts.push(part);
        tree(ExprKind::Part(id))
    }

    fn context(&mut self, entries: &'m [ContextEntry]) -> Expr {
        let mut fields = Vec::new();
        let mut has_result = false;
        for entry in entries {
            let value = self.boxed(&entry.value);
            let (name, value) = match &entry.variable {
                Some(variable) => (spaced(&variable.name), self.typed(value, variable)),
                None => {
                    has_result = true;
                    (RESULT.to_owned(), value)
                }
            };
            fields.push((name, Span::default(), value));
        }
        if has_result {
            result_of(fields)
        } else {
            tree(ExprKind::Context(fields))
        }
    }

    fn relation(&mut self, columns: &'m [InformationItem], rows: &'m [Vec<Boxed>]) -> Expr {
        let rows = rows.iter().map(|row| {
            let cells = columns.iter().zip(row).map(|(column, cell)| {
                let value = self.boxed(cell);
                let value = self.typed(value, column);
                (spaced(&column.name), Span::default(), value)
            });
            let cells = cells.collect();
            tree(ExprKind::Context(cells))
        });
        let rows = rows.collect();
        tree(ExprKind::List(rows))
    }
}

fn tree(kind: ExprKind) -> Expr {
    Expr::new(kind, Span::default())
}

fn null() -> Expr {
    tree(ExprKind::Null)
}

/// A call of a function that models cannot name.
pub(crate) fn call(function: Hidden, arguments: Vec<Expr>) -> Expr {
    let arguments = arguments.into_iter();
    let arguments = arguments.map(|value| Argument { name: None, value });
    tree(ExprKind::Call {
        function: Box::new(tree(ExprKind::Name(function.name()))),
        arguments: arguments.collect(),
    })
}

fn result_of(entries: Vec<(String, Span, Expr)>) -> Expr {
    tree(ExprKind::Path {
        value: Box::new(tree(ExprKind::Context(entries))),
        name: RESULT.to_owned(),
        at: Span::default(),
    })
}
