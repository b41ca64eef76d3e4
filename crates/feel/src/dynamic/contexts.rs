//! Contexts: each entry sees those before it.

use super::hints::{key_of, part};
use crate::ast::{Expr, ExprKind};
use crate::check::Compiler;
use crate::scope::Scope;
use crate::span::Span;
use crate::types::Type;
use std::collections::{BTreeMap, BTreeSet};
use tongban_runtime::constant::Constant;
use tongban_runtime::program::{Node, NodeId};

impl Compiler<'_> {
    /// A context; where its type is declared, entries go by keys or by the dictionary's names.
    pub(super) fn entries(
        &mut self,
        entries: &[(String, Span, Expr)],
        wanted: Option<&Type>,
    ) -> NodeId {
        let before = self.holding();
        // Entries that no other one mentions share a register.
        let unread = self.builder.local();
        let read = Read::of(self.scope(), entries);
        let mut run = Vec::new();
        for (place, (key, _, value)) in entries.iter().enumerate() {
            let node = match &value.kind {
                ExprKind::Function {
                    parameters,
                    result,
                    body,
                    external,
                } => self.function(parameters, result.as_ref(), body, *external, Some(key)),
                ExprKind::Part(_) => {
                    // Its text may be a function, too.
                    self.surroundings.entry = Some(key.clone());
                    self.value(value)
                }
                _ => {
                    let ty = wanted.and_then(|wanted| part(wanted, key));
                    self.value_as(value, ty.as_ref())
                }
            };
            let register = if read.after(place, key) {
                let register = self.builder.local();
                let ty = self.hint(value);
                self.hold(key, register, ty);
                register
            } else {
                unread
            };
            let key = key_of(wanted, key);
            let key = self.builder.pool(Constant::Text(key.into()));
            run.extend([key, register, node]);
        }
        self.release(before);
        let entries = self.builder.run(&run);
        let result = None;
        self.builder.push(Node::Entries { entries, result })
    }
}

/// Which entries are mentioned by later ones.
struct Read<'e> {
    scope: &'e dyn Scope,
    /// The last entry that mentions a name.
    names: BTreeMap<&'e str, usize>,
    /// Parts, whose names only the scope knows, each with its entry.
    parts: Vec<(usize, u32)>,
}

impl<'e> Read<'e> {
    fn of(scope: &'e dyn Scope, entries: &'e [(String, Span, Expr)]) -> Self {
        let keys: BTreeSet<&str> = entries.iter().map(|(key, _, _)| key.as_str()).collect();
        let mut read = Self {
            scope,
            names: BTreeMap::new(),
            parts: Vec::new(),
        };
        for (place, (_, _, value)) in entries.iter().enumerate() {
            value.visit(&mut |part| {
                let name = match &part.kind {
                    ExprKind::Name(name) => name.as_str(),
                    ExprKind::Input => "?",
                    ExprKind::Part(part) => return read.parts.push((place, *part)),
                    _ => return,
                };
                if let Some(key) = keys.get(name) {
                    read.names.insert(key, place);
                }
            });
        }
        read
    }

    fn after(&self, place: usize, key: &str) -> bool {
        self.names.get(key).is_some_and(|last| *last > place)
            || self
                .parts
                .iter()
                .any(|(at, part)| *at > place && self.scope.part_mentions(*part, key))
    }
}

/// Whether a name stands anywhere inside, or may.
pub(super) fn mentions(scope: &dyn Scope, expr: &Expr, name: &str) -> bool {
    let mut found = false;
    expr.visit(&mut |part| {
        found |= match &part.kind {
            ExprKind::Name(other) => other == name,
            ExprKind::Input => name == "?",
            ExprKind::Part(part) => scope.part_mentions(*part, name),
            _ => false,
        };
    });
    found
}
