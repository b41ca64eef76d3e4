//! Proofs about tables: no gap, no overlap, or a concrete row that shows one.
//!
//! Each input column is cut into the finitely many pieces on which all its cells are constant
//! (points, open intervals between them, enumeration values, absence); a piece is represented by
//! one value. A table is complete if every combination of pieces is taken by some row.

use core::cmp::Ordering;
use std::collections::BTreeMap;
use tongban_feel::Type;
use tongban_feel::ast::{Expr, ExprKind, Test};
use tongban_feel::parse::{Names, unary_tests};
use tongban_runtime::compare::{Truth, equal, in_range, order, ordered};
use tongban_runtime::program::Comparison;
use tongban_runtime::{Date, Decimal, Range, RangeForm, Value};

/// Most steps that a proof may take; beyond it nothing is proved.
const MAX_STEPS: usize = 2_000_000;
/// Most overlaps that are reported.
const MAX_OVERLAPS: usize = 5;

/// An input column, cut into pieces.
pub struct Column {
    name: String,
    /// A value of each piece, and how a reader sees it.
    pieces: Vec<(Value, String)>,
    /// For each row, which pieces its cell takes; `None` where the cell cannot be decided.
    cells: Vec<Option<Vec<bool>>>,
}

/// What was found.
pub struct Report {
    /// Whether it is proved that some row always fits.
    pub complete: bool,
    /// A row of inputs that certainly nothing fits.
    pub gap: Option<String>,
    /// Whether it is proved that no two rows can both fit.
    pub disjoint: bool,
    /// Rows (from 0) that certainly both fit, with an example.
    pub overlaps: Vec<(usize, usize, String)>,
    /// Row and column (from 1) of the cells that cannot be decided.
    pub undecided: Vec<(usize, usize)>,
}

impl Column {
    /// Cuts a column.
    #[must_use]
    pub fn new(name: &str, ty: &Type, cells: &[&str]) -> Self {
        let names = Names::default();
        let tests: Vec<Vec<Test>> = cells
            .iter()
            .map(|cell| unary_tests(cell, &names).0)
            .collect();
        let mut points = Vec::new();
        for test in tests.iter().flatten() {
            test_points(test, ty, &mut points);
        }
        let pieces = pieces(ty, points);
        let cells = tests
            .iter()
            .map(|tests| {
                if tests.iter().all(|test| *test == Test::Any) {
                    return Some(vec![true; pieces.as_ref().map_or(1, Vec::len)]);
                }
                pieces
                    .as_ref()?
                    .iter()
                    .map(|(value, _)| any(tests, value, ty))
                    .collect()
            })
            .collect();
        let unknown = || vec![(Value::Absent, "-".to_owned())];
        Self {
            name: name.to_owned(),
            pieces: pieces.unwrap_or_else(unknown),
            cells,
        }
    }

    /// Whether a row takes a piece; an undecided cell answers `otherwise`.
    fn takes(&self, row: usize, piece: usize, otherwise: bool) -> bool {
        match self.cells.get(row) {
            Some(Some(pieces)) => pieces.get(piece).copied().unwrap_or(false),
            _ => otherwise,
        }
    }
}

/// Looks for gaps and overlaps.
#[must_use]
pub fn analyse(columns: &[Column], rows: usize) -> Report {
    let undecided: Vec<(usize, usize)> = (0..rows)
        .flat_map(|row| {
            columns
                .iter()
                .enumerate()
                .map(move |(place, column)| (row, place, column))
        })
        .filter(|(row, _, column)| matches!(column.cells.get(*row), Some(None)))
        .map(|(row, place, _)| (row + 1, place + 1))
        .collect();
    let all: Vec<usize> = (0..rows).collect();
    let mut search = Search {
        columns,
        otherwise: false,
        steps: 0,
        seen: BTreeMap::new(),
    };
    let pessimist = search.gap(0, &all);
    let complete = pessimist.is_none() && search.steps < MAX_STEPS;
    let gap = if complete {
        None
    } else {
        let mut search = Search {
            columns,
            otherwise: true,
            steps: 0,
            seen: BTreeMap::new(),
        };
        search.gap(0, &all).filter(|_| search.steps < MAX_STEPS)
    };
    let (mut overlaps, mut disjoint) = (Vec::new(), true);
    for first in 0..rows {
        for second in first + 1..rows {
            if common(columns, first, second, true).is_none() {
                continue;
            }
            disjoint = false;
            if overlaps.len() < MAX_OVERLAPS
                && let Some(pieces) = common(columns, first, second, false)
            {
                overlaps.push((first, second, witness(columns, &pieces)));
            }
        }
    }
    let gap = gap.map(|pieces| witness(columns, &pieces));
    Report {
        complete,
        gap,
        disjoint,
        overlaps,
        undecided,
    }
}

struct Search<'a> {
    columns: &'a [Column],
    otherwise: bool,
    steps: usize,
    /// Rows left at a column that were found to leave no gap.
    seen: BTreeMap<(usize, Vec<usize>), ()>,
}

impl Search<'_> {
    /// Pieces, one a column, that none of the rows takes.
    fn gap(&mut self, place: usize, rows: &[usize]) -> Option<Vec<usize>> {
        if rows.is_empty() {
            return Some(vec![0; self.columns.len().saturating_sub(place)]);
        }
        let column = self.columns.get(place)?;
        let key = (place, rows.to_vec());
        if self.seen.contains_key(&key) {
            return None;
        }
        for piece in 0..column.pieces.len() {
            self.steps += rows.len();
            if self.steps > MAX_STEPS {
                return None;
            }
            let left: Vec<usize> = rows
                .iter()
                .copied()
                .filter(|row| column.takes(*row, piece, self.otherwise))
                .collect();
            if let Some(mut rest) = self.gap(place + 1, &left) {
                rest.insert(0, piece);
                return Some(rest);
            }
        }
        self.seen.insert(key, ());
        None
    }
}

/// Pieces, one a column, that both rows take.
fn common(columns: &[Column], first: usize, second: usize, otherwise: bool) -> Option<Vec<usize>> {
    columns
        .iter()
        .map(|column| {
            (0..column.pieces.len()).find(|piece| {
                column.takes(first, *piece, otherwise) && column.takes(second, *piece, otherwise)
            })
        })
        .collect()
}

fn witness(columns: &[Column], pieces: &[usize]) -> String {
    let shown = columns.iter().zip(pieces).map(|(column, piece)| {
        let value = column
            .pieces
            .get(*piece)
            .map_or("-", |(_, shown)| shown.as_str());
        format!("{} = {value}", column.name)
    });
    shown.collect::<Vec<_>>().join(", ")
}

/// The value that a literal stands for; labels of enumerations become ids.
fn literal(expr: &Expr, ty: &Type) -> Option<Value> {
    match &expr.kind {
        ExprKind::Null => Some(Value::Absent),
        ExprKind::Bool(value) => Some(Value::Bool(*value)),
        ExprKind::Number(number) => Some(Value::Number(*number)),
        ExprKind::At(text) => Date::parse(text).map(Value::Date),
        ExprKind::Text(text) => match ty.present() {
            Type::Enum(wanted) => {
                let found = wanted
                    .values
                    .iter()
                    .find(|(id, label)| id == text || label == text)?;
                Some(Value::text(&found.0))
            }
            _ => Some(Value::text(text)),
        },
        ExprKind::Call {
            function,
            arguments,
        } => match (&function.kind, arguments.as_slice()) {
            (ExprKind::Name(name), [argument]) if name == "date" => match &argument.value.kind {
                ExprKind::Text(text) => Date::parse(text).map(Value::Date),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}

/// All literals of a test.
fn test_points(test: &Test, ty: &Type, points: &mut Vec<Value>) {
    test.visit(&mut |expr| expr.visit(&mut |part| points.extend(literal(part, ty))));
}

/// Whether a value passes any of the tests; `None` if that cannot be decided here.
fn any(tests: &[Test], value: &Value, ty: &Type) -> Option<bool> {
    tests
        .iter()
        .try_fold(false, |found, test| Some(found | one(test, value, ty)?))
}

fn one(test: &Test, value: &Value, ty: &Type) -> Option<bool> {
    let truth = match test {
        Test::Any => return Some(true),
        Test::Not(tests) => {
            // Absence passes no negation of tests that do not apply to it.
            let absent = value.is_absent() && !tests.iter().any(names_null);
            return any(tests, value, ty).map(|found| !found && !absent);
        }
        Test::Compare(op, end) => {
            let end = literal(end, ty)?;
            match op {
                Comparison::Equal => equal(value, &end),
                Comparison::NotEqual => equal(value, &end).negate(),
                Comparison::Less => ordered(value, &end, Ordering::is_lt),
                Comparison::LessOrEqual => ordered(value, &end, Ordering::is_le),
                Comparison::Greater => ordered(value, &end, Ordering::is_gt),
                Comparison::GreaterOrEqual => ordered(value, &end, Ordering::is_ge),
            }
        }
        Test::Expr(expr) => match &expr.kind {
            ExprKind::Range {
                low,
                low_closed,
                high,
                high_closed,
            } => {
                let end = |end: &Option<Box<Expr>>| match end {
                    Some(end) => literal(end, ty).map(Some),
                    None => Some(None),
                };
                let range = Range {
                    low: end(low)?,
                    low_closed: *low_closed,
                    high: end(high)?,
                    high_closed: *high_closed,
                    form: RangeForm::Interval,
                };
                in_range(value, &range)
            }
            ExprKind::List(items) => {
                let mut found = false;
                for item in items {
                    found |= equal(value, &literal(item, ty)?) == Truth::True;
                }
                return Some(found);
            }
            _ => equal(value, &literal(expr, ty)?),
        },
    };
    Some(truth == Truth::True)
}

fn names_null(test: &Test) -> bool {
    matches!(
        test,
        Test::Expr(Expr {
            kind: ExprKind::Null,
            ..
        })
    )
}

/// The pieces of a column; `None` for types that are not cut.
fn pieces(ty: &Type, points: Vec<Value>) -> Option<Vec<(Value, String)>> {
    let mut pieces = match ty.present() {
        Type::Boolean => vec![
            (Value::Bool(true), "true".into()),
            (Value::Bool(false), "false".into()),
        ],
        Type::Enum(wanted) => wanted
            .values
            .iter()
            .map(|(id, label)| (Value::text(id), format!("\"{label}\"")))
            .collect(),
        Type::Number(number) => {
            let mut ends: Vec<Decimal> = points.iter().filter_map(Value::as_number).collect();
            ends.extend(number.min);
            ends.extend(number.max);
            sort(&mut ends);
            let within = |value: &Decimal| {
                number.min.is_none_or(|min| *value >= min)
                    && number.max.is_none_or(|max| *value <= max)
            };
            let values = spread(&ends, Decimal::ZERO, number_between);
            values
                .into_iter()
                .filter(within)
                .filter(|value| !(number.nonzero && value.is_zero()))
                .map(|value| (Value::Number(value), value.to_string()))
                .collect()
        }
        Type::Date => {
            let mut ends: Vec<Date> = points.iter().filter_map(Value::as_date).collect();
            sort(&mut ends);
            spread(&ends, Date::new(2000, 1, 1)?, date_between)
                .into_iter()
                .map(|date| (Value::Date(date), date.to_string()))
                .collect()
        }
        Type::Text => {
            let mut texts: Vec<&str> = points.iter().filter_map(Value::as_text).collect();
            texts.sort_unstable();
            texts.dedup();
            let ordered = points
                .iter()
                .any(|point| order(point, point).is_some() && point.as_text().is_none());
            if ordered {
                return None;
            }
            // Any text that is none of those written.
            let other = format!("{}…", texts.concat());
            let mut pieces: Vec<(Value, String)> = texts
                .iter()
                .map(|text| (Value::text(text), format!("\"{text}\"")))
                .collect();
            pieces.push((Value::text(&other), "\"…\"".into()));
            pieces
        }
        _ => return None,
    };
    if ty.may_be_absent() {
        pieces.push((Value::Absent, "null".into()));
    }
    Some(pieces)
}

fn sort<T: Ord>(values: &mut Vec<T>) {
    values.sort_unstable();
    values.dedup();
}

/// The ends, and one value before, between and after them where there is one.
fn spread<T: Copy + Ord>(
    ends: &[T],
    any: T,
    between: impl Fn(Option<T>, Option<T>) -> Option<T>,
) -> Vec<T> {
    if ends.is_empty() {
        return vec![any];
    }
    let mut values = Vec::new();
    let mut before = None;
    for end in ends {
        values.extend(between(before, Some(*end)));
        values.push(*end);
        before = Some(*end);
    }
    values.extend(between(before, None));
    values
}

fn number_between(low: Option<Decimal>, high: Option<Decimal>) -> Option<Decimal> {
    match (low, high) {
        (None, Some(high)) => high.sub(Decimal::ONE).ok(),
        (Some(low), None) => low.add(Decimal::ONE).ok(),
        (Some(low), Some(high)) => low
            .add(high)
            .and_then(|sum| sum.div(Decimal::from(2_i64)))
            .ok(),
        (None, None) => None,
    }
}

fn date_between(low: Option<Date>, high: Option<Date>) -> Option<Date> {
    match (low, high) {
        (None, Some(high)) => high.add_days(-1).ok(),
        (Some(low), None) => low.add_days(1).ok(),
        (Some(low), Some(high)) => low.add_days(1).ok().filter(|next| *next < high),
        (None, None) => None,
    }
}
