//! Text literals: where an enumeration is meant, labels and ids of its values.

use super::{Compiler, Typed};
use crate::problem::Problem;
use crate::span::Span;
use crate::types::{EnumType, Type};
use std::sync::Arc;
use tongban_runtime::constant::Constant;

impl Compiler<'_> {
    pub(super) fn text(&mut self, text: &str, expected: Option<&Type>, span: Span) -> Typed {
        let Some(Type::Enum(wanted)) = expected.map(Type::present) else {
            return self.constant(Constant::Text(text.into()), Type::Text);
        };
        match value_of(wanted, text) {
            Some(id) => self.constant(Constant::Text(id.into()), Type::Enum(Arc::clone(wanted))),
            None => {
                let labels = wanted
                    .values
                    .iter()
                    .flat_map(|(id, label)| [id.as_str(), label.as_str()]);
                let mut similar = super::names::similar(text, labels);
                if similar.is_empty() && wanted.values.len() <= 6 {
                    similar = wanted
                        .values
                        .iter()
                        .map(|(_, label)| label.clone())
                        .collect();
                }
                let (value, of) = (text.to_owned(), wanted.id.clone());
                self.complain(Problem::NotInEnumeration { value, of, similar }, span);
                self.constant(Constant::Text(text.into()), Type::Any)
            }
        }
    }
}

/// The id of a value written as id or as label.
pub(crate) fn value_of<'e>(wanted: &'e EnumType, text: &str) -> Option<&'e str> {
    let by_id = wanted.values.iter().find(|(id, _)| id == text);
    by_id
        .or_else(|| wanted.values.iter().find(|(_, label)| label == text))
        .map(|(id, _)| id.as_str())
}
