//! Totals over rows, adjusted when a row changes: counts, sums and the values that stand in order are exact, and what
//! is unknown, absent or faulty in a row is counted too. Where that decides, the rows concerned, and only those, are put
//! to the evaluator, which says why.

use super::list::{context, names};
use super::scope::Scope;
use super::state::{Place, Row};
use crate::plan::at;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tongban_runtime::program::Node;
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
    /// How many numbers are not whole.
    fractions: u32,
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
        let fraction = match piece {
            Piece::Number(mantissa, scale) => {
                let whole = 10_i64.saturating_pow(u32::from(*scale));
                mantissa.checked_rem(whole) != Some(0)
            }
            Piece::Key(Key::Number(number)) => is_fraction(*number),
            _ => false,
        };
        if fraction {
            self.fractions = step(self.fractions, 1);
        }
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
        Some(match total {
            Total::Count => Value::from(i64::from(self.trues)),
            Total::Every | Total::Some if self.absents > 0 => Value::Absent,
            Total::Every => Value::Bool(true),
            Total::Some => Value::Bool(false),
            Total::Distinct => Value::from(i64::try_from(self.keys.len()).ok()?),
            _ if self.absents > 0 => Value::Absent,
            Total::Sum if self.numbers == 0 => Value::Absent,
            Total::Sum => Value::Number(Decimal::new(self.sum, i32::from(self.scale)).ok()?),
            Total::Min | Total::Max => return self.extreme(total),
        })
    }
}

impl Tally {
    /// Few values that say of a sum, a least or a greatest what all the known ones say, whatever else there is: the total
    /// itself, with a fraction and an absent one where there are such. None where only all of them can say it.
    fn stand_ins(&self, total: Total) -> Option<Vec<Value>> {
        let half = Decimal::new(5, 1).ok()?;
        let sign = if total == Total::Max {
            half.neg()
        } else {
            half
        };
        let known = Self {
            absents: 0,
            keys: BTreeMap::new(),
            special: BTreeSet::new(),
            ..*self
        };
        let mut values = Vec::new();
        let all = match total {
            Total::Sum => known.closed(total)?,
            Total::Min | Total::Max => self.extreme(total)?,
            _ => return None,
        };
        match all {
            Value::Number(number) if self.fractions > 0 && !is_fraction(number) => {
                let other = number.add(sign).ok()?;
                let (first, second) = match total {
                    Total::Sum => (number.sub(half).ok()?, half),
                    _ => (number, other),
                };
                values.extend([Value::Number(first), Value::Number(second)]);
            }
            Value::Absent => {}
            value => values.push(value),
        }
        if self.absents > 0 {
            values.push(Value::Absent);
        }
        Some(values)
    }

    /// The least or the greatest of values of one kind.
    fn extreme(&self, total: Total) -> Option<Value> {
        let (first, last) = (self.keys.first_key_value(), self.keys.last_key_value());
        let (Some((first, _)), Some((last, _))) = (first, last) else {
            return Some(Value::Absent);
        };
        let one_kind = core::mem::discriminant(first) == core::mem::discriminant(last);
        let end = if total == Total::Min { first } else { last };
        (one_kind && self.odd == 0).then(|| end.value())
    }
}

fn is_fraction(number: Decimal) -> bool {
    number.normalized().scale() > 0
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
    // Most name a fact of the row, as it is.
    let say = |program: &Program| match at(program.nodes(), program.root()) {
        Some(Node::Fact(slot)) => scope.fact(*slot),
        _ => eval(program, scope, &mut Fuel::default()),
    };
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
    let evaluate = |first: Vec<Value>, rows: Vec<&Row>, open: Option<Arc<Unknowns>>| {
        let mut items = first;
        if !rows.is_empty() {
            let names = names(scope.engine, scope.plan, group);
            items.extend(rows.into_iter().map(|row| context(&names, row)));
        }
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
        let special = tally.special.iter();
        let mut special: Vec<&Row> = special.filter_map(|id| rows?.row(*id)).collect();
        special.sort_by_key(|row| row.position);
        if !matches!(part.total, Total::Every | Total::Some | Total::Count) {
            // Between which values it lies, all rows say together.
            return match stand_ins(scope, group, part, tally) {
                Some(known) => evaluate(known, special, open),
                None => evaluate(Vec::new(), all(), open),
            };
        }
        let said = evaluate(Vec::new(), special, open.clone());
        match &said {
            Value::Unknown(_) if part.total == Total::Count => {
                if part.conditions.is_empty() && part.body.is_none() {
                    // Whatever they say, they are so many.
                    let row = Value::context::<Arc<str>>([]);
                    return evaluate(vec![row; tally.trues as usize], Vec::new(), open);
                }
                return evaluate(Vec::new(), all(), open);
            }
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
        evaluate(Vec::new(), all.unwrap_or_default(), open)
    })
}

/// Rows that say together what the known rows say, where a total is of one of their facts as it is.
fn stand_ins(scope: &Scope<'_>, group: u32, part: &Part, tally: &Tally) -> Option<Vec<Value>> {
    let body = part.body.as_ref().filter(|_| part.conditions.is_empty())?;
    let Some(Node::Fact(slot)) = at(body.nodes(), body.root()) else {
        return None;
    };
    let own = scope.plan.of(*slot)?.group == Some(group);
    let fact = scope.plan.slot(*slot).filter(|_| own)?.fact;
    let name: Arc<str> = at(&scope.engine.image().facts, fact)?.id.as_str().into();
    let values = tally.stand_ins(part.total)?.into_iter();
    Some(
        values
            .map(|value| Value::context([(Arc::clone(&name), value)]))
            .collect(),
    )
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use tongban_runtime::build::Builder;
    use tongban_runtime::builtin::Builtin;
    use tongban_runtime::unknown::Bounds;
    use tongban_runtime::{Reason, What};

    struct Listed(Value);

    impl Env for Listed {
        fn fact(&self, _: u32) -> Value {
            self.0.clone()
        }
    }

    fn unknown(row: Option<u32>, low: i64, high: i64, whole: bool) -> Arc<Unknowns> {
        let (low, high) = (Value::from(low), Value::from(high));
        Unknowns::one(What::Fact { slot: 1, row }, Reason::NotAsked)
            .with(false, Some(Bounds { low, high, whole }))
    }

    fn piece_of(total: Total, value: &Value) -> Piece {
        match value {
            Value::Number(number) if total == Total::Sum => {
                let mantissa = i64::try_from(number.mantissa()).unwrap();
                Piece::Number(mantissa, u8::try_from(number.scale()).unwrap())
            }
            Value::Number(number) => Piece::Key(Key::Number(*number)),
            Value::Absent => Piece::Absent,
            _ => Piece::Special,
        }
    }

    fn number() -> impl Strategy<Value = Value> {
        (-60_i128..60, 0..3_i32).prop_map(|(mantissa, scale)| {
            Value::Number(Decimal::new(mantissa * 25, scale).unwrap())
        })
    }

    proptest! {
        /// Values that stand in for all the known ones leave nothing that is said of an open total otherwise.
        #[test]
        fn stand_ins_say_what_all_say(
            numbers in prop::collection::vec(number(), 0..6),
            gone in prop::collection::vec(number(), 0..3),
            absents in 0..2_usize,
            special in prop::option::of((-50_i64..0, 0..50_i64, any::<bool>())),
            open in prop::option::of((-50_i64..=0, 0..50_i64, any::<bool>())),
        ) {
            let calls = [(Total::Sum, Builtin::Sum), (Total::Min, Builtin::Min), (Total::Max, Builtin::Max)];
            for (total, builtin) in calls {
                let mut builder = Builder::new(0);
                let list = builder.push(Node::Fact(0));
                let arguments = builder.run(&[list]);
                let root = builder.push(Node::Call { builtin, arguments });
                let program = builder.finish(root).unwrap();
                let mut tally = Tally::default();
                for (row, value) in (0..).zip(numbers.iter().chain(&gone)) {
                    tally.add(row, &piece_of(total, value));
                }
                for (row, value) in (0..).zip(&gone) {
                    tally.remove(row, &piece_of(total, value));
                }
                (0..absents).for_each(|_| tally.add(99, &Piece::Absent));
                let stand_ins = tally.stand_ins(total).unwrap();
                let all = numbers.iter().cloned().chain(vec![Value::Absent; absents]).collect();
                let said = [all, stand_ins].map(|mut items: Vec<Value>| {
                    items.extend(special.map(|(low, high, whole)| Value::Unknown(unknown(Some(1), low, high, whole))));
                    let open = open.map(|(low, high, whole)| unknown(None, low, high, whole));
                    eval(&program, &Listed(Value::List(Arc::new(List { items, open }))), &mut Fuel::default())
                });
                prop_assert_eq!(&said[0], &said[1], "{:?}", total);
            }
        }
    }
}
