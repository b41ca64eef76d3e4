//! The values that a variable can have.

use super::lattice;
use super::piece::{Piece, Span};
use std::collections::BTreeSet;
use tongban_feel::Type;
use tongban_runtime::{Date, Decimal, Value, YearsMonths};

/// Most values of a column that are gone through one by one where it is not merely compared.
pub const MAX_LISTED: usize = 4096;

/// What a variable can be.
#[derive(Clone, PartialEq, Debug)]
pub struct Domain {
    /// Its kind, with its bounds.
    pub kind: Kind,
    /// Whether it may be absent.
    pub optional: bool,
}

/// A kind of value, with its bounds (both included).
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub enum Kind {
    /// True and false.
    Boolean,
    /// Ids and labels, in order.
    Enum(Vec<(String, String)>),
    /// Numbers.
    Number {
        /// The smallest.
        min: Option<Decimal>,
        /// The largest.
        max: Option<Decimal>,
        /// Most decimal places; `None` if any.
        scale: Option<u8>,
        /// Whether zero is left out.
        nonzero: bool,
    },
    /// Days.
    Date {
        /// The first.
        min: Option<Date>,
        /// The last.
        max: Option<Date>,
    },
    /// Whole months.
    Months,
    /// Texts, which can only be told to be equal or not.
    Text,
    /// Anything else; it is never cut.
    Other,
}

impl Domain {
    /// The values of a type.
    #[must_use]
    pub fn of(ty: &Type) -> Self {
        let kind = match ty.present() {
            Type::Boolean => Kind::Boolean,
            Type::Enum(wanted) => Kind::Enum(wanted.values.clone()),
            Type::Number(number) => Kind::Number {
                min: number.min,
                max: number.max,
                scale: number.scale,
                nonzero: number.nonzero,
            },
            Type::Date => Kind::Date {
                min: None,
                max: None,
            },
            Type::YearsMonths => Kind::Months,
            Type::Text => Kind::Text,
            _ => Kind::Other,
        };
        Self {
            kind,
            optional: ty.may_be_absent(),
        }
    }

    /// The same without bounds: every value of the kind.
    #[must_use]
    pub fn unbounded(&self) -> Self {
        let kind = match &self.kind {
            Kind::Number { .. } => Kind::Number {
                min: None,
                max: None,
                scale: None,
                nonzero: false,
            },
            Kind::Date { .. } => Kind::Date {
                min: None,
                max: None,
            },
            other => other.clone(),
        };
        Self {
            kind,
            optional: self.optional,
        }
    }

    /// Whether its values are few enough to be gone through one by one.
    #[must_use]
    pub fn is_listed(&self) -> bool {
        self.listed(MAX_LISTED).is_some()
    }

    /// The pieces between these points; `None` where the kind is not cut.
    #[must_use]
    pub fn pieces(&self, points: &[Value]) -> Option<Vec<Piece>> {
        let pieces = match &self.kind {
            Kind::Boolean => [true, false]
                .map(|value| Piece::new(Value::Bool(value), value.to_string(), Span::Point))
                .to_vec(),
            Kind::Enum(values) => values
                .iter()
                .map(|(id, label)| Piece::new(Value::text(id), format!("\"{label}\""), Span::Point))
                .collect(),
            Kind::Number {
                min,
                max,
                scale,
                nonzero,
            } => {
                let mut ends: BTreeSet<Decimal> =
                    points.iter().filter_map(Value::as_number).collect();
                if *nonzero {
                    ends.insert(Decimal::ZERO);
                }
                let cuts = match scale {
                    Some(scale) => lattice::places(&ends, (*min, *max), *scale),
                    None => lattice::dense(&ends, (*min, *max)),
                };
                cuts.into_iter()
                    .filter(|(value, _)| !(*nonzero && value.is_zero()))
                    .map(|(value, span)| {
                        Piece::new(Value::Number(value), value.to_string(), Span::from(span))
                    })
                    .collect()
            }
            Kind::Date { min, max } => {
                let ends: BTreeSet<Date> = points.iter().filter_map(Value::as_date).collect();
                lattice::days(&ends, (*min, *max))
                    .into_iter()
                    .map(|(date, span)| {
                        Piece::new(Value::Date(date), date.to_string(), Span::from(span))
                    })
                    .collect()
            }
            Kind::Months => {
                let ends: BTreeSet<YearsMonths> = points
                    .iter()
                    .filter_map(|point| match point {
                        Value::YearsMonths(months) => Some(*months),
                        _ => None,
                    })
                    .collect();
                lattice::months(&ends)
                    .into_iter()
                    .map(|(months, span)| {
                        Piece::new(
                            Value::YearsMonths(months),
                            months.to_string(),
                            Span::from(span),
                        )
                    })
                    .collect()
            }
            Kind::Text => texts(points),
            Kind::Other => return None,
        };
        Some(self.with_absence(pieces))
    }

    /// Every value, one a piece; `None` if they are more than `limit`.
    #[must_use]
    pub fn listed(&self, limit: usize) -> Option<Vec<Piece>> {
        let pieces = match &self.kind {
            Kind::Boolean | Kind::Enum(_) => return self.pieces(&[]),
            Kind::Number {
                min: Some(min),
                max: Some(max),
                scale: Some(scale),
                nonzero,
            } => lattice::all_places(*min, *max, *scale, limit)?
                .into_iter()
                .filter(|value| !(*nonzero && value.is_zero()))
                .map(|value| Piece::new(Value::Number(value), value.to_string(), Span::Point))
                .collect(),
            Kind::Date {
                min: Some(min),
                max: Some(max),
            } => lattice::all_days(*min, *max, limit)?
                .into_iter()
                .map(|date| Piece::new(Value::Date(date), date.to_string(), Span::Point))
                .collect(),
            _ => return None,
        };
        Some(self.with_absence(pieces))
    }

    /// The values of both.
    #[must_use]
    pub fn shared(&self, other: &Self) -> Self {
        let kind = match (&self.kind, &other.kind) {
            (Kind::Enum(a), Kind::Enum(b)) => {
                let held = |id: &str| b.iter().any(|(other, _)| other == id);
                Kind::Enum(a.iter().filter(|(id, _)| held(id)).cloned().collect())
            }
            (
                Kind::Number {
                    min,
                    max,
                    scale,
                    nonzero,
                },
                Kind::Number {
                    min: other_min,
                    max: other_max,
                    scale: other_scale,
                    nonzero: other_nonzero,
                },
            ) => Kind::Number {
                min: (*min).max(*other_min),
                max: least(*max, *other_max),
                scale: least(*scale, *other_scale),
                nonzero: *nonzero || *other_nonzero,
            },
            (
                Kind::Date { min, max },
                Kind::Date {
                    min: other_min,
                    max: other_max,
                },
            ) => Kind::Date {
                min: (*min).max(*other_min),
                max: least(*max, *other_max),
            },
            (a, b) if a == b => a.clone(),
            _ => Kind::Other,
        };
        Self {
            kind,
            optional: self.optional || other.optional,
        }
    }

    fn with_absence(&self, mut pieces: Vec<Piece>) -> Vec<Piece> {
        if self.optional {
            pieces.push(Piece::new(Value::Absent, "null".into(), Span::Absent));
        }
        pieces
    }
}

fn least<T: Ord>(a: Option<T>, b: Option<T>) -> Option<T> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// The texts that are written, and one that is not.
fn texts(points: &[Value]) -> Vec<Piece> {
    let texts: BTreeSet<&str> = points.iter().filter_map(Value::as_text).collect();
    let mut other = String::from("…");
    while texts.contains(other.as_str()) {
        other.push('…');
    }
    let mut pieces: Vec<Piece> = texts
        .iter()
        .map(|text| Piece::new(Value::text(text), format!("\"{text}\""), Span::Point))
        .collect();
    let shown = format!("\"{other}\"");
    pieces.push(Piece::new(Value::text(&other), shown, Span::Other));
    pieces
}
