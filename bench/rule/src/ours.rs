//! Tongban: the compiled program as register code, the general evaluator where that says nothing.

use crate::{Contender, Row};
use std::sync::Arc;
use tongban_runtime::code::{Cell, Code, Slots, Symbols};
use tongban_runtime::{Env, Fuel, Program, Value, eval};

/// Facts of the rule, by slot.
pub const FACTS: usize = 8;

/// The rule as a catalogue's module holds it.
pub struct Ours {
    program: Program,
    code: Code,
    symbols: Symbols,
    cells: Vec<[Cell; FACTS]>,
    values: Vec<[Value; FACTS]>,
}

struct Facts<'a>(&'a [Value; FACTS]);

impl Env for Facts<'_> {
    fn fact(&self, slot: u32) -> Value {
        self.0.get(slot as usize).cloned().unwrap_or_default()
    }
}

/// The values of a row, by slot.
#[must_use]
pub fn values(row: &Row) -> [Value; FACTS] {
    let whole = |value: i64| Value::from(value);
    let money = |fen: i64| {
        let decimal = tongban_runtime::Decimal::new(i128::from(fen), 2);
        Value::Number(decimal.unwrap_or_default())
    };
    [
        whole(row.age),
        whole(row.paid),
        whole(row.required),
        money(row.arrears),
        Value::Text(Arc::from(row.status.id())),
        whole(row.spells),
        money(row.base),
        money(row.average),
    ]
}

impl Ours {
    /// Reads the compiled rule.
    ///
    /// # Errors
    /// What is wrong with the bytes.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        let program: Program = postcard::from_bytes(bytes).map_err(|error| error.to_string())?;
        let mut symbols = Symbols::default();
        let code = Code::translate(&program, &Slots, &mut symbols).ok_or("the rule has no code")?;
        Ok(Self {
            program,
            code,
            symbols,
            cells: Vec::new(),
            values: Vec::new(),
        })
    }

    /// Decides a row by the general evaluator alone.
    #[must_use]
    pub fn general(&self, row: usize) -> bool {
        let facts = Facts(&self.values[row]);
        eval(&self.program, &facts, &mut Fuel::default()) == Value::Bool(true)
    }

    /// The code, for batches.
    #[must_use]
    pub fn code(&self) -> &Code {
        &self.code
    }

    /// The cells of a row.
    #[must_use]
    pub fn cells(&self, row: usize) -> &[Cell; FACTS] {
        &self.cells[row]
    }
}

impl Contender for Ours {
    fn take(&mut self, rows: &[Row]) {
        self.values = rows.iter().map(values).collect();
        let cells =
            |values: &[Value; FACTS]| values.each_ref().map(|value| self.symbols.cell(value));
        self.cells = self.values.iter().map(cells).collect();
    }

    fn decide(&self, row: usize) -> bool {
        match self.code.decide(&self.cells[row]) {
            Some(decided) => decided,
            None => self.general(row),
        }
    }
}
