//! The programs of an item as register code, and the frame of cells they run over: what most rules are decided by, without
//! looking for causes. Whatever code leaves open goes to the general evaluator.

use super::{Plan, SlotPlan, at};
use tongban_image::{Image, Item};
use tongban_runtime::code::{Cell, Code, Layout, Symbols};
use tongban_runtime::{Program, SortedSet, Value};

/// The code of an item's programs.
#[derive(Debug, Default)]
pub(crate) struct Codes {
    symbols: Symbols,
    /// By program; none where it would decide nothing.
    codes: Vec<Option<Code>>,
    slots: usize,
    /// Parameters at the application date, behind the slots of a frame.
    parameters: Vec<u32>,
}

/// Slots outside groups by their number, then parameters.
struct Frame<'a> {
    image: &'a Image,
    slots: &'a [SlotPlan],
    parameters: &'a [u32],
    /// The rows whose facts the frame holds too.
    rows: Rows,
}

/// Whose rows' facts stand in a frame, one row at a time.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rows {
    /// One group's.
    Of(u32),
    /// Those of whatever row a rule stands in.
    Any,
}

impl Layout for Frame<'_> {
    fn fact(&self, slot: u32) -> Option<u16> {
        let planned = at(self.slots, slot)?;
        let held = match (planned.group, self.rows) {
            (None, _) | (_, Rows::Any) => true,
            (Some(group), Rows::Of(own)) => group == own,
        };
        held.then(|| u16::try_from(slot).ok()).flatten()
    }

    fn parameter(&self, id: u32) -> Option<u16> {
        let place = self.parameters.binary_search(&id).ok()?;
        u16::try_from(self.slots.len().checked_add(place)?).ok()
    }

    fn function(&self, id: u32) -> Option<&Program> {
        at(&self.image.functions, id).map(|function| &function.program)
    }
}

/// The parameters that an item's programs read, by the functions that they call too.
fn parameters(image: &Image, item: &Item) -> Vec<u32> {
    let mut read = SortedSet::new();
    let mut called = SortedSet::new();
    let mut left: Vec<&Program> = item.programs.iter().collect();
    while let Some(program) = left.pop() {
        for id in program.parameter_reads() {
            read.insert(id);
        }
        for id in program.functions() {
            if called.insert(id) {
                left.extend(at(&image.functions, id).map(|function| &function.program));
            }
        }
    }
    read.into_vec()
}

impl Codes {
    pub(super) fn translate(image: &Image, item: &Item, slots: &[SlotPlan]) -> Self {
        Self::translate_for(image, item, slots, Rows::Any)
    }

    /// The same for one row of a group: its facts stand at their slots' numbers as those outside do.
    pub(crate) fn of_rows(image: &Image, plan: &Plan, group: u32) -> Self {
        Self::translate_for(image, &plan.item, &plan.slots, Rows::Of(group))
    }

    fn translate_for(image: &Image, item: &Item, slots: &[SlotPlan], rows: Rows) -> Self {
        let parameters = parameters(image, item);
        let frame = Frame {
            image,
            slots,
            parameters: &parameters,
            rows,
        };
        let mut symbols = Symbols::default();
        let codes = item
            .programs
            .iter()
            .map(|program| Code::translate(program, &frame, &mut symbols))
            .collect();
        Self {
            symbols,
            codes,
            slots: slots.len(),
            parameters,
        }
    }

    /// A frame in which no fact is settled yet.
    pub(crate) fn frame(&self, parameter: impl Fn(u32) -> Value) -> Vec<Cell> {
        let parameters = self.parameters.iter();
        let known = parameters.map(|id| self.symbols.cell(&parameter(*id)));
        std::iter::repeat_n(Cell::OPEN, self.slots)
            .chain(known)
            .collect()
    }

    /// Puts a fact's value into a frame.
    pub(crate) fn put(&self, frame: &mut [Cell], slot: u32, value: &Value) {
        if let Some(cell) = frame.get_mut(slot as usize) {
            *cell = self.symbols.cell(value);
        }
    }

    /// Takes a fact out of a frame again.
    pub(crate) fn clear(frame: &mut [Cell], slot: u32) {
        if let Some(cell) = frame.get_mut(slot as usize) {
            *cell = Cell::OPEN;
        }
    }

    /// The cell of a value.
    pub(crate) fn cell(&self, value: &Value) -> Cell {
        self.symbols.cell(value)
    }

    /// The texts that programs compare with.
    pub(crate) const fn symbols(&self) -> &Symbols {
        &self.symbols
    }

    /// The same, to add to before cells are made.
    pub(crate) const fn symbols_mut(&mut self) -> &mut Symbols {
        &mut self.symbols
    }

    /// A program's code.
    pub(crate) fn code(&self, program: u32) -> Option<&Code> {
        at(&self.codes, program)?.as_ref()
    }

    /// What a program says over a frame; none: ask the evaluator.
    pub(crate) fn decide(&self, program: u32, frame: &[Cell]) -> Option<Value> {
        let code = at(&self.codes, program)?.as_ref()?;
        self.symbols.value(code.run(frame))
    }
}
