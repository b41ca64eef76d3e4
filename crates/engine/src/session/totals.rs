//! Totals over rows, adjusted when a row changes: counts, sums and the values that stand in order are exact, and what
//! is unknown, absent or faulty in a row is counted too. Where that decides, the rows concerned, and only those, are put
//! to the evaluator, which says why.

use super::list::{context, names};
use super::scope::Scope;
use super::state::{Place, Row};
use crate::plan::at;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tongban_runtime::totals::{Part, Total};
use tongban_runtime::{
    Calendar, Date, Decimal, Env, Format, Fuel, List, Program, Unknowns, Value, eval,
};

/// Most places after the point of a number that is added here; others are left to the evaluator.
const MAX_SCALE: u8 = 8;

/// What one row says to one total.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) enum Piece {
    /// Nothing: it is not meant.
    #[default]
    Out,
    True,
    False,
    Absent,
    /// `mantissa × 10^-scale`.
    Number(i64, u8),
    /// One of the values that stand in order.
    Key(Key),
    /// Unknown or a fault, or it is not known whether it is meant.
    Special,
    /// A value that is not added here.
    Odd,
}

/// A value that has a place among others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key {
    Number(Decimal),
    Date(Date),
    Text(Arc<str>),
}

/// What rows say together.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Tally {
    trues: u32,
    falses: u32,
    absents: u32,
    odd: u32,
    numbers: u32,
    /// At `scale`.
    sum: i128,
    scale: u8,
    keys: BTreeMap<Key, u32>,
    special: BTreeSet<u32>,
}

const fn power(exponent: u8) -> i128 {
    10_i128.saturating_pow(exponent as u32)
}

impl Tally {
    /// Takes in what a row says.
    pub(crate) fn add(&mut self, row: u32, piece: &Piece) {
        if let Piece::Number(_, scale) = piece
            && *scale > self.scale
        {
            self.sum = self
                .sum
                .saturating_mul(power(scale.saturating_sub(self.scale)));
            self.scale = *scale;
        }
        if *piece == Piece::Special {
            self.special.insert(row);
        }
        if let Piece::Key(key) = piece {
            let count = self.keys.entry(key.clone()).or_default();
            *count = count.saturating_add(1);
        }
        self.count(piece, 1, u32::saturating_add);
    }

    /// Takes out what a row said.
    pub(crate) fn remove(&mut self, row: u32, piece: &Piece) {
        if *piece == Piece::Special {
            self.special.remove(&row);
        }
        if let Piece::Key(key) = piece
            && let Some(count) = self.keys.get_mut(key)
        {
            *count = count.saturating_sub(1);
            if *count == 0 {
                self.keys.remove(key);
            }
        }
        self.count(piece, -1, u32::saturating_sub);
    }

    fn count(&mut self, piece: &Piece, sign: i128, step: fn(u32, u32) -> u32) {
        let counter = match piece {
            Piece::True => &mut self.trues,
            Piece::False => &mut self.falses,
            Piece::Absent => &mut self.absents,
            Piece::Odd => &mut self.odd,
            Piece::Number(mantissa, scale) => {
                // Within 2^63 × 10^8 × 20,000 rows: far from the ends of the type.
                let factor = power(self.scale.saturating_sub(*scale)).saturating_mul(sign);
                let own = i128::from(*mantissa).saturating_mul(factor);
                self.sum = self.sum.saturating_add(own);
                &mut self.numbers
            }
            Piece::Out | Piece::Key(_) | Piece::Special => return,
        };
        *counter = step(*counter, 1);
    }

    /// Whether rows that are known decide, whatever the others say.
    const fn won(&self, total: Total) -> Option<bool> {
        match total {
            Total::Every if self.falses > 0 => Some(false),
            Total::Some if self.trues > 0 => Some(true),
            _ => None,
        }
    }

    /// What the rows say where none is special; none: ask the evaluator.
    fn closed(&self, total: Total) -> Option<Value> {
        if self.odd > 0 {
            return None;
        }
        let ends = (self.keys.first_key_value(), self.keys.last_key_value());
        let one_kind = match ends {
            (Some((first, _)), Some((last, _))) => {
                core::mem::discriminant(first) == core::mem::discriminant(last)
            }
            _ => true,
        };
        Some(match total {
            Total::Count => Value::from(i64::from(self.trues)),
            Total::Every | Total::Some if self.absents > 0 => Value::Absent,
            Total::Every => Value::Bool(true),
            Total::Some => Value::Bool(false),
            Total::Distinct => Value::from(i64::try_from(self.keys.len()).ok()?),
            _ if self.absents > 0 => Value::Absent,
            Total::Sum if self.numbers == 0 => Value::Absent,
            Total::Sum => Value::Number(Decimal::new(self.sum, i32::from(self.scale)).ok()?),
            Total::Min | Total::Max if !one_kind => return None,
            Total::Min => ends.0.map_or(Value::Absent, |(key, _)| key.value()),
            Total::Max => ends.1.map_or(Value::Absent, |(key, _)| key.value()),
        })
    }
}

impl Key {
    fn value(&self) -> Value {
        match self {
            Self::Number(number) => Value::Number(*number),
            Self::Date(date) => Value::Date(*date),
            Self::Text(text) => Value::Text(Arc::clone(text)),
        }
    }
}

/// What a row says to a total; the scope stands in the row.
pub(crate) fn piece(scope: &Scope<'_>, part: &Part) -> Piece {
    let say = |program: &Program| eval(program, scope, &mut Fuel::default());
    for condition in &part.conditions {
        match say(condition) {
            Value::Bool(true) => {}
            Value::Unknown(_) | Value::Fault(_) => return Piece::Special,
            _ => return Piece::Out,
        }
    }
    let value = part.body.as_ref().map_or(Value::Bool(true), say);
    match (part.total, value) {
        (_, Value::Unknown(_) | Value::Fault(_)) => Piece::Special,
        (Total::Count, _) => Piece::True,
        (Total::Every | Total::Some, Value::Bool(true)) => Piece::True,
        (Total::Every | Total::Some, Value::Bool(false)) => Piece::False,
        (Total::Every | Total::Some, _) => Piece::Absent,
        (Total::Distinct, Value::Text(text)) => Piece::Key(Key::Text(text)),
        (Total::Distinct, _) => Piece::Odd,
        (_, Value::Absent) => Piece::Absent,
        (Total::Sum, Value::Number(number)) => {
            let scale = u8::try_from(number.scale())
                .ok()
                .filter(|s| *s <= MAX_SCALE);
            match (i64::try_from(number.mantissa()), scale) {
                (Ok(mantissa), Some(scale)) => Piece::Number(mantissa, scale),
                _ => Piece::Odd,
            }
        }
        (Total::Min | Total::Max, Value::Number(number)) => Piece::Key(Key::Number(number)),
        (Total::Min | Total::Max, Value::Date(date)) => Piece::Key(Key::Date(date)),
        _ => Piece::Odd,
    }
}

/// What a total is; the scope stands where the list does.
pub(crate) fn answer(scope: &Scope<'_>, group: u32, part: &Part, tally: &Tally) -> Value {
    let value = total(scope, group, part, tally);
    debug_assert_eq!(value, plain(scope, group, part), "{:?}", part.total);
    value
}

/// The same by the evaluator over all rows: what every total must be.
fn plain(scope: &Scope<'_>, group: u32, part: &Part) -> Value {
    let list = match scope.effective(part.list) {
        Value::List(list) => {
            let names = names(scope.engine, scope.plan, group);
            let rows = at(&scope.state.groups, group);
            let rows = rows
                .into_iter()
                .flat_map(|rows| rows.within(scope.row_of(part.list)));
            Value::List(Arc::new(List {
                items: rows.map(|row| context(&names, row)).collect(),
                open: list.open.clone(),
            }))
        }
        other => other,
    };
    let only = Only {
        scope,
        slot: part.list,
        list,
    };
    eval(&part.whole, &only, &mut Fuel::default())
}

fn total(scope: &Scope<'_>, group: u32, part: &Part, tally: &Tally) -> Value {
    let open = match scope.effective(part.list) {
        Value::List(list) => list.open.clone(),
        Value::Unknown(causes) => return Value::Unknown(causes.faulting()),
        other => return other,
    };
    if let Some(won) = tally.won(part.total) {
        return Value::Bool(won);
    }
    let evaluate = |rows: Vec<&Row>, open: Option<Arc<Unknowns>>| {
        let names = names(scope.engine, scope.plan, group);
        let items = rows.into_iter().map(|row| context(&names, row)).collect();
        let only = Only {
            scope,
            slot: part.list,
            list: Value::List(Arc::new(List { items, open })),
        };
        eval(&part.whole, &only, &mut Fuel::default())
    };
    let outer = scope.row_of(part.list);
    let rows = at(&scope.state.groups, group);
    let mut more = None;
    if open.is_some() || !tally.special.is_empty() {
        let all = || {
            rows.map(|rows| rows.within(outer).collect())
                .unwrap_or_default()
        };
        if !matches!(part.total, Total::Every | Total::Some | Total::Count) {
            // Between which values it lies, all rows say together.
            return evaluate(all(), open);
        }
        let special = tally.special.iter();
        let mut special: Vec<&Row> = special.filter_map(|id| rows?.row(*id)).collect();
        special.sort_by_key(|row| row.position);
        let said = evaluate(special, open.clone());
        match &said {
            Value::Unknown(_) if part.total == Total::Count => return evaluate(all(), open),
            Value::Unknown(_) | Value::Fault(_) => return said,
            _ => {}
        }
        // Rows that count although something about them is not known.
        more = said.as_number().filter(|_| part.total == Total::Count);
    }
    let closed = match (tally.closed(part.total), more) {
        (Some(Value::Number(sure)), Some(more)) => Decimal::add(sure, more).ok().map(Value::Number),
        (closed, _) => closed,
    };
    closed.unwrap_or_else(|| {
        let all = rows.map(|rows| rows.within(outer).collect());
        evaluate(all.unwrap_or_default(), open)
    })
}

/// A scope in which one list holds only some of its rows.
struct Only<'a, 's> {
    scope: &'a Scope<'s>,
    slot: u32,
    list: Value,
}

impl Env for Only<'_, '_> {
    fn fact(&self, slot: u32) -> Value {
        if slot == self.slot {
            self.list.clone()
        } else {
            self.scope.fact(slot)
        }
    }

    fn parameter(&self, id: u32, at: Option<Date>) -> Value {
        self.scope.parameter(id, at)
    }

    fn function(&self, id: u32) -> Option<&Program> {
        self.scope.function(id)
    }

    fn format(&self, id: u32) -> Option<&Format> {
        self.scope.format(id)
    }

    fn calendar(&self) -> Option<&Calendar> {
        self.scope.calendar()
    }
}

impl Scope<'_> {
    /// The total that a slot beyond the item's stands for.
    pub(super) fn total(&self, slot: u32) -> Value {
        let Some(place) = self.plan.totals.place(slot) else {
            return Value::Absent;
        };
        let Some(total) = at(&self.plan.totals.list, place) else {
            return Value::Absent;
        };
        let outer = self.row_of(total.part.list);
        let rows = at(&self.state.groups, total.group);
        let held = rows.and_then(|rows| rows.total(outer, place));
        held.cloned().unwrap_or_default()
    }
}

/// Where a group's list stands.
pub(crate) fn home(slot: u32, outer: u32) -> Place {
    Place { slot, row: outer }
}
