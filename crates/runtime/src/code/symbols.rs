//! The texts that programs compare with, numbered, so that comparing texts compares integers.

use super::cell::Cell;
use crate::value::Value;
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
    texts: Vec<Arc<str>>,
    /// Places of the texts, ascending by text.
    sorted: Vec<u32>,
}

impl Symbols {
    /// Where a text stands among the sorted ones, or would.
    fn find(&self, text: &str) -> Result<usize, usize> {
        self.sorted.binary_search_by(|place| {
            let place = usize::try_from(*place).ok();
            place
                .and_then(|place| self.texts.get(place))
                .map_or("", |own| &**own)
                .cmp(text)
        })
    }

    /// Adds a text of a program; open if it is too long or the table is full.
    pub fn intern(&mut self, text: &Arc<str>) -> Cell {
        let found = self.find(text);
        if let Some(place) = found.ok().and_then(|found| self.sorted.get(found)) {
            return Cell::symbol(*place);
        }
        if text.len() > MAX_SYMBOL || self.texts.len() >= MAX_SYMBOLS {
            return Cell::OPEN;
        }
        let place = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.texts.push(Arc::clone(text));
        let (Ok(at) | Err(at)) = found;
        self.sorted.insert(at, place);
        Cell::symbol(place)
    }

    /// The cell of a value, texts included.
    #[must_use]
    pub fn cell(&self, value: &Value) -> Cell {
        match value {
            // A long one stands in no table, but the general evaluator charges for looking at it.
            Value::Text(text) if text.len() > MAX_SYMBOL => Cell::OPEN,
            Value::Text(text) => self
                .find(text)
                .ok()
                .and_then(|found| self.sorted.get(found))
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
