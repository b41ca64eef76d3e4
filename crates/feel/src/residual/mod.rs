//! What remains to be decided of a rule, given what is known: a smaller expression.
//!
//! *Sound*: for every completion of what is not known, the residual has the value that the rule has. Parts whose value
//! is known are written out; conditions that hold in any case are left out of `and` (those that cannot hold, out of
//! `or`), and of an `if` whose condition is known only its branch is left.

mod literal;
mod shadow;

use crate::ast::{Argument, Expr, ExprKind, Test, Variable};
use crate::check::Types;
use crate::types::Type;
use literal::literal;
use shadow::{guards, is_constant, mentions};
use std::collections::BTreeSet;
use tongban_runtime::Value;

/// Most parts whose values are asked for; the rest of a larger expression stays as it is written.
pub const MAX_PARTS: u32 = 2_000;

/// The residual of an expression whose parts have these types. `value` evaluates a part over what is known: a value, or
/// an unknown or a fault, which leave the part as it is. It is asked only about parts that read no loop variable.
#[must_use]
pub fn residual(expr: &Expr, types: &Types, value: &mut dyn FnMut(&Expr) -> Value) -> Expr {
    let mut labels = BTreeSet::new();
    for ty in types.all() {
        gather(ty, &mut labels);
    }
    Reducer {
        types,
        labels,
        value,
        locals: Vec::new(),
        left: MAX_PARTS,
    }
    .reduce(expr)
}

/// Labels of enumerations that are no ids: a text that is written out must not be taken for one of them.
fn gather(ty: &Type, labels: &mut BTreeSet<String>) {
    match ty {
        Type::Enum(values) => {
            let is_id = |label: &str| values.values.iter().any(|(id, _)| id == label);
            let own = values.values.iter().map(|(_, label)| label);
            labels.extend(own.filter(|label| !is_id(label)).cloned());
        }
        Type::List(inner) | Type::Range(inner) | Type::Optional(inner) => gather(inner, labels),
        Type::Context(fields) => fields.iter().for_each(|field| gather(&field.ty, labels)),
        _ => {}
    }
}

struct Reducer<'a> {
    types: &'a Types,
    labels: BTreeSet<String>,
    value: &'a mut dyn FnMut(&Expr) -> Value,
    /// Names that stand for something else than facts here; `None`: any name may.
    locals: Vec<Option<String>>,
    left: u32,
}

impl Reducer<'_> {
    /// The value of a part, if it can be known here.
    fn known(&mut self, expr: &Expr) -> Option<Value> {
        if is_constant(expr) || self.is_shadowed(expr) || self.left == 0 {
            return None;
        }
        self.left -= 1;
        Some((self.value)(expr))
    }

    fn is_shadowed(&self, expr: &Expr) -> bool {
        let anything = self.locals.iter().any(Option::is_none);
        let mut found = false;
        expr.visit(&mut |part| match &part.kind {
            ExprKind::Name(name) => {
                let local = |local: &Option<String>| local.as_deref() == Some(name.as_str());
                found |= anything || self.locals.iter().any(local);
            }
            ExprKind::Input | ExprKind::Part(_) | ExprKind::Error => found = true,
            _ => {}
        });
        found
    }

    fn reduce(&mut self, expr: &Expr) -> Expr {
        if let Some(value) = self.known(expr)
            && let Some(kind) = literal(&value, &self.labels)
        {
            return Expr::new(kind, expr.span);
        }
        match &expr.kind {
            ExprKind::And(parts) => self.junction(expr, parts, true),
            ExprKind::Or(parts) => self.junction(expr, parts, false),
            ExprKind::If {
                condition,
                then,
                otherwise,
            } => match self.known(condition) {
                Some(Value::Bool(true)) => self.reduce(then),
                Some(Value::Bool(false)) => self.reduce(otherwise),
                _ => expr.map(&mut |part| self.reduce(part)),
            },
            ExprKind::Quantified {
                every,
                variables,
                body,
            } => {
                let (variables, body) = self.over(variables, body);
                let kind = ExprKind::Quantified {
                    every: *every,
                    variables,
                    body,
                };
                Expr::new(kind, expr.span)
            }
            ExprKind::For { variables, body } => {
                let (variables, body) = self.over(variables, body);
                Expr::new(ExprKind::For { variables, body }, expr.span)
            }
            ExprKind::Filter { list, condition } => {
                let rows = match self.types.of(list).present() {
                    Type::List(item) => matches!(item.present(), Type::Context(_) | Type::Any),
                    _ => true,
                };
                let list = self.reduce(list);
                // In a filter over rows, any name may be that of a field.
                let local = if rows { None } else { Some("item".to_owned()) };
                let condition = self.inside(vec![local], |reducer| reducer.reduce(condition));
                let kind = ExprKind::Filter {
                    list: Box::new(list),
                    condition: Box::new(condition),
                };
                Expr::new(kind, expr.span)
            }
            ExprKind::Call {
                function,
                arguments,
            } => {
                let arguments = arguments.iter().map(|argument| Argument {
                    name: argument.name.clone(),
                    value: self.reduce(&argument.value),
                });
                let kind = ExprKind::Call {
                    function: function.clone(),
                    arguments: arguments.collect(),
                };
                Expr::new(kind, expr.span)
            }
            // A name in a path stands for rows or for a date, of which the path takes a part.
            ExprKind::Path { value, .. } if matches!(value.kind, ExprKind::Name(_)) => expr.clone(),
            ExprKind::Context(entries) => {
                let before = self.locals.len();
                let mut reduced = Vec::new();
                for (key, at, value) in entries {
                    reduced.push((key.clone(), *at, self.reduce(value)));
                    self.locals.push(Some(key.clone()));
                }
                self.locals.truncate(before);
                Expr::new(ExprKind::Context(reduced), expr.span)
            }
            ExprKind::In { value, tests } => {
                let kind = ExprKind::In {
                    value: Box::new(self.reduce(value)),
                    tests: tests.iter().map(|test| self.test(test)).collect(),
                };
                Expr::new(kind, expr.span)
            }
            ExprKind::Function { .. } => expr.clone(),
            _ => expr.map(&mut |part| self.reduce(part)),
        }
    }

    fn test(&mut self, test: &Test) -> Test {
        test.map(&mut |part| self.reduce(part))
    }

    fn inside<T>(&mut self, locals: Vec<Option<String>>, reduce: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.locals.len();
        self.locals.extend(locals);
        let result = reduce(self);
        self.locals.truncate(before);
        result
    }

    fn over(&mut self, variables: &[Variable], body: &Expr) -> (Vec<Variable>, Box<Expr>) {
        let before = self.locals.len();
        let mut reduced = Vec::new();
        for variable in variables {
            reduced.push(Variable {
                name: variable.name.clone(),
                list: self.reduce(&variable.list),
            });
            self.locals.push(Some(variable.name.clone()));
        }
        let body = self.reduce(body);
        self.locals.truncate(before);
        (reduced, Box::new(body))
    }

    /// `and` without what holds, `or` without what does not.
    fn junction(&mut self, expr: &Expr, parts: &[Expr], all: bool) -> Expr {
        let idle = ExprKind::Bool(all);
        let reduced: Vec<Expr> = parts.iter().map(|part| self.reduce(part)).collect();
        let open: Vec<&Expr> = reduced.iter().filter(|part| part.kind != idle).collect();
        let mut left = Vec::new();
        for (part, reduced) in parts.iter().zip(&reduced) {
            // A guard stays while what it guards is still there by name.
            let needed = || {
                let guarded = guards(part);
                guarded.is_some_and(|name| open.iter().any(|open| mentions(open, name)))
            };
            if reduced.kind != idle {
                left.push(reduced.clone());
            } else if needed() {
                left.push(part.clone());
            }
        }
        match left.len() {
            0 => Expr::new(idle, expr.span),
            1 if is_boolean(self.types, parts) => left.remove(0),
            _ if all => Expr::new(ExprKind::And(left), expr.span),
            _ => Expr::new(ExprKind::Or(left), expr.span),
        }
    }
}

/// Whether all parts are conditions, so that one of them alone has the value of the whole.
fn is_boolean(types: &Types, parts: &[Expr]) -> bool {
    let boolean = |part: &Expr| matches!(types.of(part).present(), Type::Boolean);
    parts.iter().all(boolean)
}
