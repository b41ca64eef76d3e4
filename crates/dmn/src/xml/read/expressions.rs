//! Boxed expressions.

use super::cursor::{Element, Reader, information};
use crate::xml::boxed::{
    Binding, Boxed, BoxedKind, ContextEntry, FunctionDefinition, FunctionKind, Iteration, Text,
};
use crate::xml::limits::MAX_BOXES;
use crate::xml::problem::Problem;
use crate::xml::version::is_feel;

/// Elements that are expressions.
const EXPRESSIONS: [&str; 12] = [
    "literalExpression",
    "decisionTable",
    "context",
    "list",
    "relation",
    "functionDefinition",
    "invocation",
    "conditional",
    "filter",
    "for",
    "some",
    "every",
];

impl Reader {
    /// The expression right inside an element.
    pub(super) fn boxed_child(&mut self, element: Element<'_, '_>) -> Option<Boxed> {
        self.inner(element, 0)
    }

    fn inner(&mut self, element: Element<'_, '_>, depth: u32) -> Option<Boxed> {
        let child = element
            .children()
            .find(|child| EXPRESSIONS.contains(&child.name()))?;
        Some(self.boxed(child, depth))
    }

    /// The expression inside an element that has to have one; else null.
    fn wanted(&mut self, element: Element<'_, '_>, depth: u32) -> Boxed {
        match self.inner(element, depth) {
            Some(boxed) => boxed,
            None => {
                self.missing(element, "expression");
                null(element)
            }
        }
    }

    /// The expression inside a named part.
    fn in_part(&mut self, element: Element<'_, '_>, part: &'static str, depth: u32) -> Box<Boxed> {
        Box::new(match self.part(element, part) {
            Some(part) => self.wanted(part, depth),
            None => null(element),
        })
    }

    fn boxed(&mut self, element: Element<'_, '_>, depth: u32) -> Boxed {
        if depth > MAX_BOXES {
            let limit = usize::try_from(MAX_BOXES).unwrap_or(usize::MAX);
            self.report(&Problem::TooDeep { limit }, element.at());
            return null(element);
        }
        let next = depth.saturating_add(1);
        let kind = match element.name() {
            "decisionTable" => BoxedKind::Table(Box::new(self.table(element))),
            "context" => BoxedKind::Context(self.entries(element, next)),
            "list" => {
                let items = element.children();
                let items = items.filter(|child| EXPRESSIONS.contains(&child.name()));
                BoxedKind::List(items.map(|child| self.boxed(child, next)).collect())
            }
            "relation" => self.relation(element, next),
            "functionDefinition" => BoxedKind::Function(Box::new(self.function(element, next))),
            "invocation" => self.invocation(element, next),
            "conditional" => BoxedKind::Conditional {
                condition: self.in_part(element, "if", next),
                then: self.in_part(element, "then", next),
                otherwise: self.in_part(element, "else", next),
            },
            "filter" => BoxedKind::Filter {
                list: self.in_part(element, "in", next),
                condition: self.in_part(element, "match", next),
            },
            "for" => self.iterator(element, Iteration::For, "return", next),
            "some" => self.iterator(element, Iteration::Some, "satisfies", next),
            "every" => self.iterator(element, Iteration::Every, "satisfies", next),
            _ => self.literal(element),
        };
        Boxed {
            kind,
            // The type of a function is that of its result.
            type_ref: match element.name() {
                "functionDefinition" => None,
                _ => element.type_ref(),
            },
            at: element.at(),
        }
    }

    fn literal(&mut self, element: Element<'_, '_>) -> BoxedKind {
        let language = element.attribute("expressionLanguage");
        let foreign = match language {
            Some(language) => (!is_feel(language)).then(|| language.to_owned()),
            None => self.language.clone(),
        };
        match foreign {
            Some(language) => BoxedKind::Foreign(language),
            // An expression without text is null.
            None => BoxedKind::Literal(element.text().unwrap_or_else(|| empty(element))),
        }
    }

    fn entries(&mut self, element: Element<'_, '_>, depth: u32) -> Vec<ContextEntry> {
        let entries = element.children();
        let entries = entries.filter(|child| child.name() == "contextEntry");
        entries
            .map(|entry| ContextEntry {
                variable: entry
                    .child("variable")
                    .map(information)
                    .filter(|variable| !variable.name.is_empty()),
                value: self.wanted(entry, depth),
            })
            .collect()
    }

    fn relation(&mut self, element: Element<'_, '_>, depth: u32) -> BoxedKind {
        let columns = element.children().filter(|child| child.name() == "column");
        let columns: Vec<_> = columns.map(information).collect();
        let mut rows = Vec::new();
        for row in element.children().filter(|child| child.name() == "row") {
            let cells = row.children();
            let cells = cells.filter(|child| EXPRESSIONS.contains(&child.name()));
            let cells: Vec<Boxed> = cells.map(|child| self.boxed(child, depth)).collect();
            if cells.len() != columns.len() {
                let (wanted, found) = (columns.len(), cells.len());
                self.report(&Problem::Cells { wanted, found }, row.at());
            }
            rows.push(cells);
        }
        BoxedKind::Relation { columns, rows }
    }

    /// A function definition, or the encapsulated logic of a knowledge model.
    pub(super) fn function(&mut self, element: Element<'_, '_>, depth: u32) -> FunctionDefinition {
        let kind = match element.attribute("kind").map(str::trim) {
            None | Some("FEEL") => FunctionKind::Feel,
            Some("Java" | "PMML" | "JAVA") => FunctionKind::Foreign,
            Some(other) => {
                let problem = Problem::BadValue {
                    attribute: "kind".to_owned(),
                    value: other.to_owned(),
                };
                self.report(&problem, element.at());
                FunctionKind::Foreign
            }
        };
        let parameters = element.children();
        let parameters = parameters.filter(|child| child.name() == "formalParameter");
        let mut function = FunctionDefinition {
            kind,
            parameters: Vec::new(),
            body: self.inner(element, depth),
            type_ref: element.type_ref(),
        };
        for parameter in parameters {
            self.required(parameter, "name");
            function.parameters.push(information(parameter));
        }
        function
    }

    fn invocation(&mut self, element: Element<'_, '_>, depth: u32) -> BoxedKind {
        let function = Box::new(self.wanted(element, depth));
        let mut bindings = Vec::new();
        for binding in element.children().filter(|child| child.name() == "binding") {
            let Some(parameter) = self.part(binding, "parameter") else {
                continue;
            };
            self.required(parameter, "name");
            bindings.push(Binding {
                parameter: information(parameter),
                value: self.inner(binding, depth),
            });
        }
        BoxedKind::Invocation { function, bindings }
    }

    fn iterator(
        &mut self,
        element: Element<'_, '_>,
        kind: Iteration,
        body: &'static str,
        depth: u32,
    ) -> BoxedKind {
        BoxedKind::Iterator {
            kind,
            variable: self.required(element, "iteratorVariable"),
            list: self.in_part(element, "in", depth),
            body: self.in_part(element, body, depth),
        }
    }
}

fn empty(element: Element<'_, '_>) -> Text {
    Text {
        text: String::new(),
        at: element.at(),
    }
}

fn null(element: Element<'_, '_>) -> Boxed {
    Boxed {
        kind: BoxedKind::Literal(empty(element)),
        type_ref: None,
        at: element.at(),
    }
}
