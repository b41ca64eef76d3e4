//! Boxed expressions as trees of the rule language. Texts and tables become parts that are
//! compiled where they stand, with the names that are known there.

use super::graph::spaced;
use super::names::Hidden;
use super::types::{Space, TypeId, Types};
use crate::xml::{
    Boxed, BoxedKind, ContextEntry, DecisionTable, FunctionDefinition, FunctionKind,
    InformationItem, Iteration, Place, Problem, Text,
};
use tongban_feel::ast::{Argument, Expr, ExprKind, Parameter, TypeName, Variable};
use tongban_feel::span::Span;
use tongban_runtime::program::Comparison;

/// What stands in a tree as a part.
#[derive(Clone, Copy)]
pub(crate) enum Part<'m> {
    /// A text in FEEL.
    Text(&'m Text),
    /// A decision table, and the test of the values of its first column that has one; those of
    /// the others follow.
    Table(&'m DecisionTable, usize),
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
            BoxedKind::Table(table) => {
                // The types of its columns have to be known when it is compiled.
                for (written, at) in columns(table) {
                    self.types.named(&self.space, written, at);
                }
                let tests = self.types.allowed.len();
                for input in &table.inputs {
                    self.types.column(self.space.model, input.values.as_ref());
                }
                self.part(Part::Table(table, tests))
            }
            BoxedKind::Context(entries) => self.context(entries),
            BoxedKind::List(items) => {
                let items = items.iter().map(|item| self.boxed(item)).collect();
                tree(ExprKind::List(items))
            }
            BoxedKind::Relation { columns, rows } => self.relation(columns, rows),
            BoxedKind::Function(function) => self.function(function, None),
            BoxedKind::Invocation { function, bindings } => {
                let function = Box::new(self.callee(function));
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
            } => {
                let condition = self.boxed(condition);
                let choice = ExprKind::If {
                    condition: Box::new(condition.clone()),
                    then: Box::new(self.boxed(then)),
                    otherwise: Box::new(self.boxed(otherwise)),
                };
                either(is_truth(condition), tree(choice))
            }
            BoxedKind::Filter { list, condition } => {
                let list = self.boxed(list);
                let condition = self.boxed(condition);
                let filter = |condition: Expr| {
                    tree(ExprKind::Filter {
                        list: Box::new(list.clone()),
                        condition: Box::new(condition),
                    })
                };
                let others = filter(call(Hidden::NoTruth, vec![condition.clone()]));
                let none = ExprKind::Compare {
                    op: Comparison::Equal,
                    left: Box::new(others),
                    right: Box::new(tree(ExprKind::List(Vec::new()))),
                };
                either(tree(none), filter(condition))
            }
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
                match kind {
                    Iteration::For => tree(ExprKind::For { variables, body }),
                    Iteration::Some | Iteration::Every => {
                        let quantified = |every, body| {
                            tree(ExprKind::Quantified {
                                every,
                                variables: variables.clone(),
                                body: Box::new(body),
                            })
                        };
                        let truths = quantified(true, is_truth((*body).clone()));
                        let every = *kind == Iteration::Every;
                        either(truths, quantified(every, *body))
                    }
                }
            }
        };
        let ty = self
            .types
            .named(&self.space, boxed.type_ref.as_deref(), boxed.at);
        self.coerced(expr, ty)
    }

    /// What an invocation calls. One name is a name, so that built-in functions take arguments by
    /// name, too.
    fn callee(&mut self, function: &'m Boxed) -> Expr {
        match &function.kind {
            BoxedKind::Literal(text) if is_plain(&text.text) => {
                tree(ExprKind::Name(spaced(&text.text)))
            }
            _ => self.boxed(function),
        }
    }

    /// A function whose arguments and result are of their types: where an argument is not, it is
    /// not called and gives null.
    ///
    /// `result` is the type of what it gives, where the variable says one.
    pub(crate) fn function(
        &mut self,
        function: &'m FunctionDefinition,
        result: Option<TypeId>,
    ) -> Expr {
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
        let body = self.coerced(body, result.unwrap_or(TypeId::ANY));
        self.function_of(parameters, &types, body, result.unwrap_or(ty))
    }

    /// A function of typed parameters and result.
    pub(crate) fn function_of(
        &self,
        parameters: Vec<String>,
        types: &[TypeId],
        body: Expr,
        result: TypeId,
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
            either(tree(ExprKind::And(accepted)), result_of(entries))
        };
        // What `instance of function<…>` sees.
        let look = |ty: TypeId| {
            let known = !self.types.is_any(ty);
            known.then(|| TypeName::Known(self.types.look(ty)))
        };
        let parameters = parameters.into_iter().zip(types);
        tree(ExprKind::Function {
            parameters: parameters
                .map(|(name, ty)| Parameter {
                    name,
                    ty: look(*ty),
                })
                .collect(),
            body: Box::new(body),
            result: look(result),
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

/// Whether a text is words alone, of which none is a literal.
fn is_plain(text: &str) -> bool {
    let mut words = text.split_whitespace().peekable();
    words.peek().is_some()
        && words.all(|word| {
            let mut characters = word.chars();
            characters
                .next()
                .is_some_and(|c| c.is_alphabetic() || c == '_')
                && characters.all(|c| c.is_alphanumeric() || c == '_')
                && !matches!(word, "null" | "true" | "false" | "function")
        })
}

/// The type names of a table's columns.
fn columns(table: &DecisionTable) -> impl Iterator<Item = (Option<&str>, Place)> {
    let inputs = table.inputs.iter();
    let outputs = table.outputs.iter();
    inputs
        .map(|input| (input.type_ref.as_deref(), input.at))
        .chain(outputs.map(|output| (output.type_ref.as_deref(), output.at)))
}

/// An expression where a condition holds, else null.
fn either(condition: Expr, then: Expr) -> Expr {
    tree(ExprKind::If {
        condition: Box::new(condition),
        then: Box::new(then),
        otherwise: Box::new(null()),
    })
}

/// Whether a condition is a truth value or null: boxed conditions that are neither give null.
fn is_truth(condition: Expr) -> Expr {
    call(Hidden::Accepts(TypeId::BOOLEAN), vec![condition])
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

/// A function that may call itself by its name.
pub(crate) fn own_name(name: &str, function: Expr) -> Expr {
    let entries = vec![(name.to_owned(), Span::default(), function)];
    tree(ExprKind::Path {
        value: Box::new(tree(ExprKind::Context(entries))),
        name: name.to_owned(),
        at: Span::default(),
    })
}

fn result_of(entries: Vec<(String, Span, Expr)>) -> Expr {
    tree(ExprKind::Path {
        value: Box::new(tree(ExprKind::Context(entries))),
        name: RESULT.to_owned(),
        at: Span::default(),
    })
}
