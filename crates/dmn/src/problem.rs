//! What can be wrong with a table, in Chinese and in English.

use tongban_feel::Lang;
use tongban_runtime::{Diagnostic, Severity};

/// A problem of a table. Rows are numbered from 1.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the messages below say what each is")]
#[non_exhaustive]
pub enum Problem {
    Cells {
        row: usize,
        wanted: usize,
        found: usize,
    },
    NoOutput,
    Gap {
        witness: String,
    },
    Overlap {
        first: usize,
        second: usize,
        witness: String,
    },
    Unproved {
        what: &'static str,
        cells: Vec<(usize, usize)>,
    },
    NotRanked {
        row: usize,
    },
    OneOutput,
    TooManyRows {
        limit: usize,
    },
}

impl Problem {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Cells { .. } => "T001",
            Self::NoOutput => "T002",
            Self::Gap { .. } => "T003",
            Self::Overlap { .. } => "T004",
            Self::Unproved { .. } => "T005",
            Self::NotRanked { .. } => "T006",
            Self::OneOutput => "T007",
            Self::TooManyRows { .. } => "T008",
        }
    }

    /// The diagnostic.
    #[must_use]
    pub fn diagnostic(&self, lang: Lang) -> Diagnostic {
        let (message, help) = match lang {
            Lang::ZhHans => self.zh(),
            Lang::En => self.en(),
        };
        let mut diagnostic = Diagnostic::error(self.code(), message);
        diagnostic.help = help;
        if let Self::Unproved { .. } = self {
            diagnostic.severity = Severity::Warning;
        }
        if let Self::Cells { row, .. }
        | Self::NotRanked { row }
        | Self::Overlap { second: row, .. } = self
        {
            diagnostic.at.reference = Some(format!("row:{row}"));
        }
        diagnostic
    }

    fn zh(&self) -> (String, Option<String>) {
        match self {
            Self::Cells { row, wanted, found } => (
                format!("第 {row} 行应有 {wanted} 格，却有 {found} 格"),
                None,
            ),
            Self::NoOutput => ("决策表没有结果列".into(), None),
            Self::Gap { witness } => (
                format!("没有一行适用于：{witness}"),
                Some("补一行，或写默认行".into()),
            ),
            Self::Overlap {
                first,
                second,
                witness,
            } => (
                format!("第 {first} 行与第 {second} 行同时适用于：{witness}"),
                Some("收窄其中一行，或改用先到先得（F）".into()),
            ),
            Self::Unproved { what, cells } => (
                format!(
                    "无法证明{}：{}",
                    if *what == "complete" {
                        "不漏"
                    } else {
                        "不重"
                    },
                    show(cells, "第", "行第", "列")
                ),
                Some("格里只写常数、范围、枚举值和它们的否定，或写默认行".into()),
            ),
            Self::NotRanked { row } => (
                format!("第 {row} 行的结果不在排好次序的取值里"),
                Some("按优先次序列出结果列的取值".into()),
            ),
            Self::OneOutput => ("汇总的决策表只能有一个结果列".into(), None),
            Self::TooManyRows { limit } => (format!("决策表最多 {limit} 行"), None),
        }
    }

    fn en(&self) -> (String, Option<String>) {
        match self {
            Self::Cells { row, wanted, found } => {
                (format!("row {row} should have {wanted} cells, but has {found}"), None)
            }
            Self::NoOutput => ("table has no output column".into(), None),
            Self::Gap { witness } => {
                (format!("no row fits {witness}"), Some("add a row, or a default row".into()))
            }
            Self::Overlap { first, second, witness } => (
                format!("rows {first} and {second} both fit {witness}"),
                Some("narrow one of them, or let the first win (F)".into()),
            ),
            Self::Unproved { what, cells } => (
                format!(
                    "cannot prove that the table is {}: {}",
                    if *what == "complete" { "complete" } else { "free of overlap" },
                    show(cells, "row ", " column ", "")
                ),
                Some("write constants, ranges, enumeration values and their negations only, or a default row".into()),
            ),
            Self::NotRanked { row } => (
                format!("the output of row {row} is not among the ranked values"),
                Some("list the values of the output column, best first".into()),
            ),
            Self::OneOutput => ("a table that aggregates has exactly one output column".into(), None),
            Self::TooManyRows { limit } => (format!("a table has at most {limit} rows"), None),
        }
    }
}

fn show(cells: &[(usize, usize)], a: &str, b: &str, c: &str) -> String {
    let shown: Vec<String> = cells
        .iter()
        .take(3)
        .map(|(row, column)| format!("{a}{row}{b}{column}{c}"))
        .collect();
    let more = if cells.len() > 3 { " …" } else { "" };
    format!("{}{more}", shown.join(", "))
}
