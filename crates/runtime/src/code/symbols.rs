//! The texts that programs compare with, numbered, so that comparing texts compares integers.

use super::cell::Cell;
use crate::value::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Longest text of the table, in bytes; a longer one is left to the general evaluator.
pub const MAX_SYMBOL: usize = 256;
/// Most texts of one table.
pub const MAX_SYMBOLS: usize = 65_536;

/// The texts of all programs that share a frame.
///
/// Translate every program first, then make cells: a text that stood in no program then is "some other text", and
/// would be taken to differ from the same text added later.
#[derive(Clone, Debug, Default)]
pub struct Symbols {
    places: BTreeMap<Arc<str>, u32>,
    texts: Vec<Arc<str>>,
}

impl Symbols {
    /// Adds a text of a program; open if it is too long or the table is full.
    pub fn intern(&mut self, text: &Arc<str>) -> Cell {
        if let Some(place) = self.places.get(text) {
            return Cell::symbol(*place);
        }
        if text.len() > MAX_SYMBOL || self.texts.len() >= MAX_SYMBOLS {
            return Cell::OPEN;
        }
        let place = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.texts.push(Arc::clone(text));
        self.places.insert(Arc::clone(text), place);
        Cell::symbol(place)
    }

    /// The cell of a value, texts included.
    #[must_use]
    pub fn cell(&self, value: &Value) -> Cell {
        match value {
            // A long one stands in no table, but the general evaluator charges for looking at it.
            Value::Text(text) if text.len() > MAX_SYMBOL => Cell::OPEN,
            Value::Text(text) => self
                .places
                .get(text)
                .map_or(Cell::OTHER_TEXT, |place| Cell::symbol(*place)),
            other => Cell::of(other),
        }
    }

    /// The value of a decided cell; none for what is not decided, and for a text outside the table.
    #[must_use]
    pub fn value(&self, cell: Cell) -> Option<Value> {
        match cell.place() {
            Some(place) => {
                let text = self.texts.get(usize::try_from(place).ok()?)?;
                Some(Value::Text(Arc::clone(text)))
            }
            None => cell.value(),
        }
    }
}
