//! Decision tables.

use super::cursor::{Element, Reader};
use crate::table::Policy;
use crate::xml::boxed::{DecisionTable, InputClause, OutputClause, Rule, Text};
use crate::xml::problem::Problem;

impl Reader {
    pub(super) fn table(&mut self, element: Element<'_, '_>) -> DecisionTable {
        let mut table = DecisionTable {
            policy: self.policy(element),
            inputs: Vec::new(),
            outputs: Vec::new(),
            annotations: Vec::new(),
            rules: Vec::new(),
        };
        for child in element.children() {
            match child.name() {
                "input" => {
                    let input = self.input_clause(child);
                    table.inputs.push(input);
                }
                "output" => {
                    let name = child.attribute("name").map(str::trim);
                    table.outputs.push(OutputClause {
                        name: name.filter(|name| !name.is_empty()).map(str::to_owned),
                        type_ref: child.type_ref(),
                        values: child.child("outputValues").and_then(Element::text),
                        default: child.child("defaultOutputEntry").and_then(Element::text),
                        at: child.at(),
                    });
                }
                "annotation" => table
                    .annotations
                    .push(child.attribute("name").unwrap_or_default().to_owned()),
                _ => {}
            }
        }
        if table.outputs.is_empty() {
            self.missing(element, "output");
        }
        if table.outputs.len() > 1 {
            for output in element.children().filter(|child| child.name() == "output") {
                self.required(output, "name");
            }
        }
        for child in element.children().filter(|child| child.name() == "rule") {
            let rule = self.rule(child, (table.inputs.len(), table.outputs.len()));
            table.rules.push(rule);
        }
        table
    }

    fn policy(&mut self, element: Element<'_, '_>) -> Policy {
        let written = element.attribute("hitPolicy").unwrap_or("UNIQUE").trim();
        let policy = match Policy::parse(written) {
            Some(Policy::Collect) => match element.attribute("aggregation").map(str::trim) {
                None | Some("") => Some(Policy::Collect),
                Some("SUM") => Some(Policy::Sum),
                Some("COUNT") => Some(Policy::Count),
                Some("MIN") => Some(Policy::Min),
                Some("MAX") => Some(Policy::Max),
                Some(other) => {
                    self.bad_value(element, "aggregation", other);
                    None
                }
            },
            Some(policy) => Some(policy),
            None => {
                self.bad_value(element, "hitPolicy", written);
                None
            }
        };
        policy.unwrap_or(Policy::Unique)
    }

    fn bad_value(&mut self, element: Element<'_, '_>, attribute: &str, value: &str) {
        let problem = Problem::BadValue {
            attribute: attribute.to_owned(),
            value: value.to_owned(),
        };
        self.report(&problem, element.at());
    }

    fn input_clause(&mut self, element: Element<'_, '_>) -> InputClause {
        let expression = element.child("inputExpression");
        InputClause {
            expression: expression.and_then(Element::text),
            type_ref: expression.and_then(Element::type_ref),
            values: element.child("inputValues").and_then(Element::text),
            at: element.at(),
        }
    }

    fn rule(&mut self, element: Element<'_, '_>, (inputs, outputs): (usize, usize)) -> Rule {
        let mut rule = Rule {
            inputs: Vec::new(),
            outputs: Vec::new(),
            annotations: Vec::new(),
            at: element.at(),
        };
        for child in element.children() {
            let text = || {
                child.text().unwrap_or_else(|| Text {
                    text: String::new(),
                    at: child.at(),
                })
            };
            match child.name() {
                "inputEntry" => rule.inputs.push(text()),
                "outputEntry" => rule.outputs.push(text()),
                "annotationEntry" => rule.annotations.push(text().text),
                _ => {}
            }
        }
        if (rule.inputs.len(), rule.outputs.len()) != (inputs, outputs) {
            let problem = Problem::Cells {
                wanted: inputs.saturating_add(outputs),
                found: rule.inputs.len().saturating_add(rule.outputs.len()),
            };
            self.report(&problem, element.at());
        }
        rule
    }
}
