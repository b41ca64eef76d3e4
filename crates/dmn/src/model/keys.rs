//! Names of entries: what contexts of a model call their entries may stand after a dot in any
//! other text, and only names of more than one word have to be known to be read.

use super::graph::spaced;
use crate::xml::{Boxed, BoxedKind, Definitions, FunctionDefinition, ItemDefinition};
use std::collections::BTreeSet;
use tongban_feel::Profile;
use tongban_feel::ast::ExprKind;
use tongban_feel::parse::{Names, expression};

/// Most names of entries times texts that may use them.
const MAX_WORK: usize = 4_000_000;

/// Words that part names: a name with one of them is known only where its value is.
const PARTING: [&str; 16] = [
    "and",
    "between",
    "else",
    "every",
    "external",
    "false",
    "for",
    "if",
    "in",
    "instance",
    "of",
    "or",
    "return",
    "satisfies",
    "then",
    "true",
];

/// Names of more than one word that contexts and item definitions of models give to entries.
///
/// A name with an operator in it may also be a calculation, and is not among them.
pub(crate) fn entry_names(models: &[Definitions], elements: usize) -> Vec<String> {
    let mut keys = Keys {
        names: BTreeSet::new(),
        most: MAX_WORK / elements.max(1),
    };
    for model in models {
        for item in &model.items {
            keys.item(item);
        }
        for decision in &model.decisions {
            keys.logic(decision.logic.as_ref());
        }
        for knowledge in &model.knowledge {
            if let Some(logic) = &knowledge.logic {
                keys.function(logic);
            }
        }
    }
    keys.names.into_iter().collect()
}

struct Keys {
    names: BTreeSet<String>,
    most: usize,
}

impl Keys {
    fn add(&mut self, name: &str) {
        let name = spaced(name);
        let mut words = name.split(' ');
        let is_word = |word: &str| {
            !PARTING.contains(&word) && word.chars().all(|c| c.is_alphanumeric() || c == '_')
        };
        if self.names.len() < self.most && name.contains(' ') && words.all(is_word) {
            self.names.insert(name);
        }
    }

    fn item(&mut self, item: &ItemDefinition) {
        for component in &item.components {
            self.add(&component.name);
            self.item(component);
        }
    }

    fn function(&mut self, function: &FunctionDefinition) {
        self.logic(function.body.as_ref());
    }

    fn logic(&mut self, boxed: Option<&Boxed>) {
        let Some(boxed) = boxed else {
            return;
        };
        match &boxed.kind {
            BoxedKind::Literal(text) => self.text(&text.text),
            BoxedKind::Foreign(_) => {}
            BoxedKind::Table(table) => {
                for output in &table.outputs {
                    self.add(output.name.as_deref().unwrap_or_default());
                }
                for rule in &table.rules {
                    rule.outputs.iter().for_each(|cell| self.text(&cell.text));
                }
            }
            BoxedKind::Context(entries) => {
                for entry in entries {
                    if let Some(variable) = &entry.variable {
                        self.add(&variable.name);
                    }
                    self.logic(Some(&entry.value));
                }
            }
            BoxedKind::List(items) => items.iter().for_each(|item| self.logic(Some(item))),
            BoxedKind::Relation { columns, rows } => {
                columns.iter().for_each(|column| self.add(&column.name));
                let cells = rows.iter().flatten();
                cells.for_each(|cell| self.logic(Some(cell)));
            }
            BoxedKind::Function(function) => self.function(function),
            BoxedKind::Invocation { function, bindings } => {
                self.logic(Some(function));
                let values = bindings.iter();
                values.for_each(|binding| self.logic(binding.value.as_ref()));
            }
            BoxedKind::Conditional {
                condition,
                then,
                otherwise,
            } => {
                for part in [condition, then, otherwise] {
                    self.logic(Some(part));
                }
            }
            BoxedKind::Filter { list, condition } => {
                self.logic(Some(list));
                self.logic(Some(condition));
            }
            BoxedKind::Iterator { list, body, .. } => {
                self.logic(Some(list));
                self.logic(Some(body));
            }
        }
    }

    /// The keys of contexts written in a text.
    fn text(&mut self, text: &str) {
        if !text.contains('{') {
            return;
        }
        let (tree, _) = expression(text, &Names::new(Profile::Standard));
        tree.visit(&mut |part| {
            if let ExprKind::Context(entries) = &part.kind {
                entries.iter().for_each(|(key, _, _)| self.add(key));
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_operators_or_keywords_are_not_known_everywhere() {
        let mut keys = Keys {
            names: BTreeSet::new(),
            most: 3,
        };
        keys.text("[{first name: 1, a-b: 2, this or that: 3, 缴费  月数: {the inner key: 4}}]");
        for name in ["one", "more than", "enough is enough"] {
            keys.add(name);
        }
        let names: Vec<_> = keys.names.iter().map(String::as_str).collect();
        assert_eq!(names, ["first name", "the inner key", "缴费 月数"]);
    }
}
