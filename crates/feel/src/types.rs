//! Types of the `strict` profile: what the checker knows of every expression.

use core::fmt;
use std::sync::Arc;
use tongban_runtime::Decimal;

/// A unit of measure, such as `months`, `years` or `yuan`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Unit(
    /// Its id.
    pub Arc<str>,
);

/// What is known of a number.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NumberType {
    /// Its unit; `None` for a bare number, which goes with every unit.
    pub unit: Option<Unit>,
    /// The smallest value it can have.
    pub min: Option<Decimal>,
    /// The largest value it can have.
    pub max: Option<Decimal>,
    /// Whether it is known not to be zero.
    pub nonzero: bool,
    /// Most decimal places it can have; `None` if any.
    pub scale: Option<u8>,
}

/// A field of a context: rules may write its key or its name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldType {
    /// The key at run time, such as `changeType`.
    pub key: String,
    /// The dictionary's name, such as 变动类型.
    pub name: String,
    /// The type of its values.
    pub ty: Type,
}

/// An enumeration: its values as stable ids with the labels that rules may write instead.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EnumType {
    /// Id of the enumeration (usually of the fact).
    pub id: String,
    /// Id and label of each value, in order.
    pub values: Vec<(String, String)>,
}

/// The type of an expression.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Type {
    /// Anything (only in the `standard` profile and as a wildcard).
    Any,
    /// Only `null`.
    Null,
    /// True or false.
    Boolean,
    /// A number.
    Number(NumberType),
    /// Text.
    Text,
    /// A civil date.
    Date,
    /// A duration of months.
    YearsMonths,
    /// A duration of seconds.
    DaysTime,
    /// One of named values; at run time the value's id as text.
    Enum(Arc<EnumType>),
    /// A list of one type.
    List(Box<Type>),
    /// Named fields.
    Context(Arc<Vec<FieldType>>),
    /// A range of an ordered type.
    Range(Box<Type>),
    /// A value of the type, or absent.
    Optional(Box<Type>),
}

impl Type {
    /// A bare number.
    pub const NUMBER: Self = Self::Number(NumberType {
        unit: None,
        min: None,
        max: None,
        nonzero: false,
        scale: None,
    });

    /// A number with a unit.
    #[must_use]
    pub fn number_in(unit: &str) -> Self {
        Self::Number(NumberType {
            unit: Some(Unit(Arc::from(unit))),
            min: None,
            max: None,
            nonzero: false,
            scale: None,
        })
    }

    /// An enumeration from ids and labels.
    #[must_use]
    pub fn enumeration(id: &str, values: &[(&str, &str)]) -> Self {
        let values = values
            .iter()
            .map(|(id, label)| ((*id).to_owned(), (*label).to_owned()));
        Self::Enum(Arc::new(EnumType {
            id: id.to_owned(),
            values: values.collect(),
        }))
    }

    /// A list.
    #[must_use]
    pub fn list(item: Self) -> Self {
        Self::List(Box::new(item))
    }

    /// A context.
    #[must_use]
    pub fn context(fields: Vec<FieldType>) -> Self {
        Self::Context(Arc::new(fields))
    }

    /// A context whose fields have one name each.
    #[must_use]
    pub fn record(fields: &[(&str, Self)]) -> Self {
        Self::context(
            fields
                .iter()
                .map(|(key, ty)| FieldType::new(key, key, ty.clone()))
                .collect(),
        )
    }

    /// The type that may also be absent.
    #[must_use]
    pub fn optional(self) -> Self {
        match self {
            Self::Any | Self::Null | Self::Optional(_) => self,
            other => Self::Optional(Box::new(other)),
        }
    }

    /// The type without absence.
    #[must_use]
    pub fn present(&self) -> &Self {
        match self {
            Self::Optional(inner) => inner,
            other => other,
        }
    }

    /// Whether a value may be absent.
    #[must_use]
    pub const fn may_be_absent(&self) -> bool {
        matches!(self, Self::Optional(_) | Self::Null | Self::Any)
    }

    /// Whether every value of this type is one of `wanted`; units and ranges are not compared.
    #[must_use]
    pub fn fits(&self, wanted: &Self) -> bool {
        match (self, wanted) {
            (Self::Any, _) | (_, Self::Any) => true,
            (Self::Null, Self::Null | Self::Optional(_)) => true,
            (Self::Optional(a), Self::Optional(b)) => a.fits(b),
            (a, Self::Optional(b)) => a.fits(b),
            (Self::Number(_), Self::Number(_)) | (Self::Enum(_), Self::Text) => true,
            (Self::Enum(a), Self::Enum(b)) => a
                .values
                .iter()
                .all(|(id, _)| b.values.iter().any(|(other, _)| other == id)),
            (Self::List(a), Self::List(b)) | (Self::Range(a), Self::Range(b)) => a.fits(b),
            (Self::Context(a), Self::Context(b)) => b.iter().all(|wanted| {
                a.iter()
                    .any(|field| field.key == wanted.key && field.ty.fits(&wanted.ty))
                    || wanted.ty.may_be_absent()
            }),
            (a, b) => a == b,
        }
    }

    /// The smallest type that holds both; `None` if they have nothing in common.
    #[must_use]
    pub fn join(&self, other: &Self) -> Option<Self> {
        Some(match (self, other) {
            (Self::Any, _) | (_, Self::Any) => Self::Any,
            (Self::Null, Self::Null) => Self::Null,
            (Self::Null, ty) | (ty, Self::Null) => ty.clone().optional(),
            (Self::Optional(a), b) | (b, Self::Optional(a)) => a.join(b.present())?.optional(),
            (Self::Number(a), Self::Number(b)) => Self::Number(a.join(b)),
            (Self::Enum(a), Self::Enum(b)) if a == b => self.clone(),
            (Self::Enum(_) | Self::Text, Self::Enum(_) | Self::Text) => Self::Text,
            (Self::List(a), Self::List(b)) => Self::list(a.join(b)?),
            (Self::Range(a), Self::Range(b)) => Self::Range(Box::new(a.join(b)?)),
            (Self::Context(a), Self::Context(b)) if a.len() == b.len() => {
                let mut fields = Vec::new();
                for (a, b) in a.iter().zip(b.iter()) {
                    if a.key != b.key {
                        return None;
                    }
                    fields.push(FieldType::new(&a.key, &a.name, a.ty.join(&b.ty)?));
                }
                Self::context(fields)
            }
            (a, b) if a == b => a.clone(),
            _ => return None,
        })
    }
}

impl FieldType {
    /// A field.
    #[must_use]
    pub fn new(key: &str, name: &str, ty: Type) -> Self {
        Self {
            key: key.to_owned(),
            name: name.to_owned(),
            ty,
        }
    }
}

impl NumberType {
    /// A number known to be this one.
    #[must_use]
    pub const fn exactly(value: Decimal) -> Self {
        Self {
            unit: None,
            min: Some(value),
            max: Some(value),
            nonzero: !value.is_zero(),
            scale: None,
        }
    }

    /// Whether the range holds zero.
    #[must_use]
    pub fn may_be_zero(&self) -> bool {
        !self.nonzero
            && self.min.is_none_or(|min| min <= Decimal::ZERO)
            && self.max.is_none_or(|max| max >= Decimal::ZERO)
    }

    fn join(&self, other: &Self) -> Self {
        Self {
            unit: if self.unit == other.unit {
                self.unit.clone()
            } else {
                self.unit.clone().xor(other.unit.clone())
            },
            min: self.min.zip(other.min).map(|(a, b)| a.min(b)),
            max: self.max.zip(other.max).map(|(a, b)| a.max(b)),
            nonzero: self.nonzero && other.nonzero,
            scale: self.scale.zip(other.scale).map(|(a, b)| a.max(b)),
        }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => f.write_str("any"),
            Self::Null => f.write_str("null"),
            Self::Boolean => f.write_str("boolean"),
            Self::Number(NumberType {
                unit: Some(unit), ..
            }) => write!(f, "number ({})", unit.0),
            Self::Number(_) => f.write_str("number"),
            Self::Text => f.write_str("text"),
            Self::Date => f.write_str("date"),
            Self::YearsMonths => f.write_str("years and months duration"),
            Self::DaysTime => f.write_str("days and time duration"),
            Self::Enum(ty) => write!(f, "one of `{}`", ty.id),
            Self::List(item) => write!(f, "list of {item}"),
            Self::Context(_) => f.write_str("context"),
            Self::Range(item) => write!(f, "range of {item}"),
            Self::Optional(inner) => write!(f, "{inner} or null"),
        }
    }
}
