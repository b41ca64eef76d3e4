//! Named functions of the catalogue.

use super::types::{binding, declared, units};
use super::{Lowering, Shared};
use crate::authored::{Body, Function};
use crate::names::Thing;
use crate::problem::Problem;
use std::collections::BTreeSet;
use tongban_feel::{Binding, Scope, UnitDeclaration};
use tongban_image as image;

/// The names that a function's body sees: no facts, so that it gives the same for the same arguments.
pub(crate) struct FunctionScope<'a> {
    pub shared: Shared<'a>,
}

impl Scope for FunctionScope<'_> {
    fn resolve(&self, name: &str) -> Option<Binding> {
        binding(&self.shared, self.shared.names.rule(name)?)
    }

    fn units(&self) -> Vec<UnitDeclaration> {
        units(&self.shared)
    }

    fn names(&self) -> Vec<String> {
        self.seen(self.shared.names.rule_names())
    }

    fn phrases(&self) -> Vec<String> {
        self.seen(self.shared.names.rule_phrases())
    }
}

impl FunctionScope<'_> {
    fn seen<'n>(&self, names: impl Iterator<Item = &'n str>) -> Vec<String> {
        let facts = |name: &&str| !matches!(self.shared.names.rule(name), Some(Thing::Fact(_)));
        names.filter(facts).map(str::to_owned).collect()
    }
}

impl Lowering<'_> {
    /// All functions; the place in the list is the id.
    pub(super) fn functions(&mut self) -> Option<Vec<image::Function>> {
        let shared = self.shared;
        let list: Vec<_> = shared
            .authored
            .functions
            .iter()
            .map(|function| self.function(function))
            .collect();
        let list: Option<Vec<image::Function>> = list.into_iter().collect();
        if let Some(list) = &list {
            self.recursion(list);
        }
        list
    }

    fn function(&mut self, function: &Function) -> Option<image::Function> {
        let shared = self.shared;
        let basis = self.bases(&function.basis);
        let mut parameters = Vec::new();
        let mut whole = true;
        for (name, of) in &function.params {
            match declared(&shared, of, &mut self.findings) {
                Some(ty) => parameters.push((name.value.clone(), ty)),
                None => whole = false,
            }
        }
        let result = declared(&shared, &function.returns, &mut self.findings)?;
        if !whole {
            return None;
        }
        let program = match &function.body {
            Body::Rule(rule) => {
                let scope = FunctionScope { shared };
                super::compile::compile_function(
                    rule,
                    &scope,
                    &parameters,
                    Some(&result),
                    shared.sources,
                    &mut self.findings,
                )?
            }
            Body::Table(table) => self.table(table, &parameters, &result)?,
            // What is wrong with the file was found when it was read.
            Body::File(_) => return None,
        };
        self.use_program(&program);
        Some(image::Function {
            id: function.id.value.clone(),
            program,
            basis,
        })
    }

    /// Functions that call themselves, directly or not, do not compile: every evaluation ends.
    fn recursion(&mut self, list: &[image::Function]) {
        let calls: Vec<Vec<usize>> = list
            .iter()
            .map(|function| {
                function
                    .program
                    .functions()
                    .into_iter()
                    .map(|id| id as usize)
                    .collect()
            })
            .collect();
        for start in 0..list.len() {
            let mut seen = BTreeSet::new();
            let mut left = calls[start].clone();
            while let Some(next) = left.pop() {
                if next == start {
                    if let Some(function) = self.shared.authored.functions.get(start) {
                        self.findings.error(
                            function.id.at,
                            &Problem::CallsItself {
                                function: &function.id.value,
                            },
                        );
                    }
                    break;
                }
                if seen.insert(next) {
                    left.extend(calls.get(next).into_iter().flatten().copied());
                }
            }
        }
    }
}
