//! What a name means, innermost first; and what was perhaps meant.

use super::keys::Key;
use super::{Compiler, Typed, signatures};
use crate::Profile;
use crate::problem::Problem;
use crate::scope::Binding;
use crate::span::Span;
use crate::types::Type;
use tongban_runtime::program::Node;

impl Compiler<'_> {
    pub(super) fn name(&mut self, name: &str, span: Span) -> Typed {
        if let Some(typed) = self.local(name) {
            return typed;
        }
        match self.scope.resolve(name) {
            Some(Binding::Fact { slot, ty }) => {
                let ty = self.refined(&Key::Fact(slot), ty);
                Typed {
                    node: self.builder.push(Node::Fact(slot)),
                    ty,
                }
            }
            Some(Binding::Parameter { id, ty }) => {
                let ty = self.refined(&Key::Parameter(id), ty);
                Typed {
                    node: self.builder.push(Node::Parameter { id, at: None }),
                    ty,
                }
            }
            _ => {
                let locals = self.locals.iter().map(|local| local.name.clone());
                let known: Vec<String> = self.scope.names().into_iter().chain(locals).collect();
                let similar = similar(name, known.iter().map(String::as_str));
                self.report(
                    Problem::UnknownName {
                        name: name.to_owned(),
                        similar,
                    },
                    span,
                );
                self.error()
            }
        }
    }

    pub(super) fn local(&mut self, name: &str) -> Option<Typed> {
        let local = self.locals.iter().rev().find(|local| local.name == name)?;
        let (register, field, ty) = (local.register, local.field.clone(), local.ty.clone());
        let mut node = self.builder.push(Node::Local(register));
        let mut key = Key::Local(register);
        if let Some((constant, name)) = field {
            node = self.builder.push(Node::Field {
                value: node,
                key: constant,
            });
            key = Key::Field(Box::new(key), name);
        }
        let ty = self.refined(&key, ty);
        Some(Typed { node, ty })
    }

    /// The key of a local name.
    pub(super) fn local_key(&self, name: &str) -> Option<(Key, Type)> {
        let local = self.locals.iter().rev().find(|local| local.name == name)?;
        let mut key = Key::Local(local.register);
        if let Some((_, name)) = &local.field {
            key = Key::Field(Box::new(key), name.clone());
        }
        Some((key, local.ty.clone()))
    }

    pub(super) fn unknown_function(&mut self, name: &str, span: Span) {
        let mut known = self.scope.names();
        known.extend(signatures::names(Profile::Strict).map(str::to_owned));
        let similar = similar(name, known.iter().map(String::as_str));
        self.report(
            Problem::UnknownFunction {
                name: name.to_owned(),
                similar,
            },
            span,
        );
    }
}

/// Up to three names that are written much like `name`, best first.
pub(super) fn similar<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Vec<String> {
    let length = name.chars().count();
    let limit = (length / 3).clamp(1, 3);
    let mut found: Vec<(usize, &str)> = known
        .filter(|other| other.chars().count().abs_diff(length) <= limit.max(2))
        .map(|other| (distance(name, other), other))
        .filter(|(far, other)| *far <= limit || (length >= 2 && other.contains(name)))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
        .into_iter()
        .take(3)
        .map(|(_, other)| other.to_owned())
        .collect()
}

fn distance(a: &str, b: &str) -> usize {
    strsim::damerau_levenshtein(a, b)
}
