//! The model of a decision table, as authored.

use tongban_feel::Type;

/// A decision table.
#[derive(Clone, PartialEq, Debug)]
pub struct Table {
    /// Which rows answer.
    pub policy: Policy,
    /// Input columns.
    pub inputs: Vec<Input>,
    /// Output columns; several make a context.
    pub outputs: Vec<Output>,
    /// Rows, in order.
    pub rows: Vec<Row>,
    /// Output cells of the default row, one for each output column.
    pub default: Option<Vec<String>>,
}

/// An input column.
#[derive(Clone, PartialEq, Debug)]
pub struct Input {
    /// What the cells are about, in FEEL.
    pub expression: String,
    /// The values it can have, as unary tests; `None`: those of its type. Proofs look no further.
    pub values: Option<String>,
}

/// An output column.
#[derive(Clone, PartialEq, Debug)]
pub struct Output {
    /// Key of the field where there are several outputs.
    pub key: String,
    /// Its name in rules.
    pub name: String,
    /// Its type; `None`: that of its cells.
    pub ty: Option<Type>,
    /// Its values, best first, for the policies P and O; empty: the order of its enumeration.
    pub priorities: Vec<String>,
}

/// A row.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// Unary tests, one for each input column.
    pub inputs: Vec<String>,
    /// Expressions, one for each output column.
    pub outputs: Vec<String>,
}

/// A hit policy.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Policy {
    /// U: at most one row fits.
    Unique,
    /// A: several may fit if they answer the same.
    Any,
    /// P: the one with the best output.
    Priority,
    /// F: the first.
    First,
    /// R: all, in the order of rows.
    RuleOrder,
    /// O: all, best output first.
    OutputOrder,
    /// C: all.
    Collect,
    /// C+: their sum.
    Sum,
    /// C#: their number.
    Count,
    /// C<: the smallest.
    Min,
    /// C>: the largest.
    Max,
}

impl Policy {
    /// Reads the letter of the standard, or its name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "U" | "UNIQUE" => Self::Unique,
            "A" | "ANY" => Self::Any,
            "P" | "PRIORITY" => Self::Priority,
            "F" | "FIRST" => Self::First,
            "R" | "RULE ORDER" => Self::RuleOrder,
            "O" | "OUTPUT ORDER" => Self::OutputOrder,
            "C" | "COLLECT" => Self::Collect,
            "C+" => Self::Sum,
            "C#" => Self::Count,
            "C<" => Self::Min,
            "C>" => Self::Max,
            _ => return None,
        })
    }

    /// Whether one row answers.
    #[must_use]
    pub const fn is_single(self) -> bool {
        matches!(
            self,
            Self::Unique | Self::Any | Self::Priority | Self::First
        )
    }

    /// Whether the answers of all fitting rows become one value.
    #[must_use]
    pub const fn is_aggregate(self) -> bool {
        matches!(self, Self::Sum | Self::Count | Self::Min | Self::Max)
    }

    /// Whether rows are ranked by their outputs.
    #[must_use]
    pub const fn is_ranked(self) -> bool {
        matches!(self, Self::Priority | Self::OutputOrder)
    }
}

impl Input {
    /// A column about an expression.
    #[must_use]
    pub fn new(expression: &str) -> Self {
        Self {
            expression: expression.to_owned(),
            values: None,
        }
    }
}

impl Row {
    /// A row from its cells.
    #[must_use]
    pub fn new(inputs: &[&str], outputs: &[&str]) -> Self {
        let own = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect();
        Self {
            inputs: own(inputs),
            outputs: own(outputs),
        }
    }
}
