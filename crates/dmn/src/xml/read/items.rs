//! Item definitions.

use super::cursor::{Element, Reader, information};
use crate::xml::definitions::{FunctionItem, ItemDefinition};
use crate::xml::limits::MAX_COMPONENTS;
use crate::xml::problem::Problem;

impl Reader {
    pub(super) fn item(&mut self, element: Element<'_, '_>, depth: u32) -> ItemDefinition {
        let collection = self.flag(element, "isCollection");
        let mut item = ItemDefinition {
            name: self.required(element, "name"),
            type_ref: element.type_ref(),
            allowed: None,
            constraint: None,
            components: Vec::new(),
            function: None,
            collection,
            at: element.at(),
        };
        if depth > MAX_COMPONENTS {
            let limit = usize::try_from(MAX_COMPONENTS).unwrap_or(usize::MAX);
            self.report(&Problem::TooDeep { limit }, element.at());
            return item;
        }
        for child in element.children() {
            match child.name() {
                "allowedValues" => item.allowed = child.text(),
                "typeConstraint" => item.constraint = child.text(),
                "itemComponent" => {
                    let component = self.item(child, depth.saturating_add(1));
                    item.components.push(component);
                }
                "functionItem" => {
                    let parameters = child.children().filter(|part| part.name() == "parameters");
                    item.function = Some(FunctionItem {
                        output: child.attribute("outputTypeRef").map(str::to_owned),
                        parameters: parameters.map(information).collect(),
                    });
                }
                _ => {}
            }
        }
        item
    }

    fn flag(&mut self, element: Element<'_, '_>, attribute: &str) -> bool {
        match element.attribute(attribute).map(str::trim) {
            None | Some("false" | "0" | "") => false,
            Some("true" | "1") => true,
            Some(other) => {
                let problem = Problem::BadValue {
                    attribute: attribute.to_owned(),
                    value: other.to_owned(),
                };
                self.report(&problem, element.at());
                false
            }
        }
    }
}
