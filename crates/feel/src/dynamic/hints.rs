//! What the scope says of values: where a fact is declared, its fields go by the dictionary's
//! names, and texts beside it by the labels of its values, as in the `strict` profile.

use crate::ast::{Expr, ExprKind};
use crate::check::Compiler;
use crate::check::enumerations::value_of;
use crate::scope::Binding;
use crate::types::Type;
use tongban_runtime::constant::Constant;
use tongban_runtime::program::{Node, NodeId};

impl Compiler<'_> {
    /// The declared type of an expression, where one is.
    pub(super) fn hint(&self, expr: &Expr) -> Option<Type> {
        let ty = match &expr.kind {
            ExprKind::Name(name) => match self.held_type(name) {
                Some(found) => found,
                None => match self.scope().resolve(name)? {
                    Binding::Fact { ty, .. } | Binding::Parameter { ty, .. } => Some(ty),
                    _ => None,
                },
            },
            ExprKind::Input => self.input_type.clone(),
            ExprKind::Path { value, name, .. } => part(&self.hint(value)?, name),
            ExprKind::Filter { list, .. } => self.hint(list),
            ExprKind::If { then, .. } => self.hint(then),
            ExprKind::Call { function, .. } => match &function.kind {
                ExprKind::Name(name) => match self.scope().resolve(name)? {
                    Binding::Function { signature, .. } => Some(signature.result),
                    Binding::Parameter { ty, .. } => Some(ty),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        };
        ty.filter(|ty| !matches!(ty, Type::Any))
    }

    /// The declared type of the elements of what a loop runs over.
    pub(super) fn element_hint(&self, list: &Expr) -> Option<Type> {
        match self.hint(list)?.present() {
            Type::List(item) => Some((**item).clone()),
            _ => None,
        }
    }

    /// Lowers an expression where a value of a declared type is meant.
    pub(crate) fn value_as(&mut self, expr: &Expr, wanted: Option<&Type>) -> NodeId {
        match (&expr.kind, wanted.map(Type::present)) {
            (ExprKind::Text(text), Some(Type::Enum(values))) => {
                let id = value_of(values, text).unwrap_or(text);
                self.builder.constant(Constant::Text(id.into()))
            }
            (ExprKind::List(items), Some(wanted)) => {
                let item = match wanted {
                    Type::List(item) => item,
                    single => single,
                };
                let nodes: Vec<NodeId> = items
                    .iter()
                    .map(|value| self.value_as(value, Some(item)))
                    .collect();
                self.list_node(&nodes)
            }
            (ExprKind::Context(entries), Some(wanted @ Type::Context(_))) => {
                self.entries(entries, Some(wanted))
            }
            (
                ExprKind::If {
                    condition,
                    then,
                    otherwise,
                },
                Some(_),
            ) => {
                let node = Node::If {
                    condition: self.value(condition),
                    then: self.value_as(then, wanted),
                    otherwise: self.value_as(otherwise, wanted),
                };
                self.builder.push(node)
            }
            _ => self.value(expr),
        }
    }
}

/// The type of a field of a context, or of each in a list of them.
pub(super) fn part(ty: &Type, name: &str) -> Option<Type> {
    match ty.present() {
        Type::Context(fields) => {
            let named = |field: &&crate::FieldType| field.key == name || field.name == name;
            fields.iter().find(named).map(|field| field.ty.clone())
        }
        Type::List(item) => part(item, name).map(Type::list),
        _ => None,
    }
}

/// The key of a field that is written by its key or by its name.
pub(super) fn key_of<'k>(ty: Option<&'k Type>, name: &'k str) -> &'k str {
    match ty.map(Type::present) {
        Some(Type::Context(fields)) => {
            let named = fields.iter().find(|field| field.name == name);
            let keyed = fields.iter().any(|field| field.key == name);
            match named {
                Some(field) if !keyed => &field.key,
                _ => name,
            }
        }
        Some(Type::List(item)) => key_of(Some(item), name),
        _ => name,
    }
}
