//! What can be wrong with a table, in Chinese and in English.

use tongban_feel::Lang;
use tongban_runtime::{Diagnostic, Severity};

/// The reference page of decision tables; its last part has a section for each code.
const PAGE: &str = include_str!("../../../docs/language/tables.md");

/// The section of a finding about tables, by its code or its name.
#[must_use]
pub fn page(code: &str) -> Option<&'static str> {
    let (_, findings) = PAGE.split_once("\n## Findings\n")?;
    let mut sections = findings.split("\n### ").skip(1);
    sections.find(|section| {
        let heading = section.lines().next().unwrap_or_default();
        heading.starts_with('T')
            && heading
                .split_whitespace()
                .any(|word| word.trim_matches('`') == code)
    })
}

/// All codes.
pub fn codes() -> impl Iterator<Item = &'static str> {
    let (_, findings) = PAGE.split_once("\n## Findings\n").unwrap_or_default();
    let sections = findings.split("\n### ").skip(1);
    sections
        .filter(|section| section.starts_with('T'))
        .filter_map(|section| section.split_whitespace().next())
}

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
        /// `complete` or `disjoint`.
        what: &'static str,
        /// The rows in question.
        rows: Option<(usize, usize)>,
        /// The cells that cannot be decided.
        cells: Vec<(usize, usize)>,
        /// Inputs that no row fits, if facts can give them.
        perhaps: Option<String>,
    },
    TooManyCombinations,
    Empty {
        row: usize,
    },
    Shadowed {
        row: usize,
    },
    NoEffect {
        row: usize,
    },
    Mergeable {
        first: usize,
        second: usize,
        column: usize,
        cell: String,
    },
    DefaultUnused,
    Mixed {
        row: usize,
    },
    CannotAggregate {
        found: String,
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
            Self::TooManyCombinations => "T010",
            Self::Shadowed { .. } => "T011",
            Self::NoEffect { .. } => "T012",
            Self::Empty { .. } => "T013",
            Self::Mergeable { .. } => "T014",
            Self::DefaultUnused => "T015",
            Self::Mixed { .. } => "T016",
            Self::CannotAggregate { .. } => "T017",
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
        diagnostic.severity = match self {
            Self::Unproved { .. }
            | Self::TooManyCombinations
            | Self::Shadowed { .. }
            | Self::NoEffect { .. }
            | Self::Empty { .. } => Severity::Warning,
            Self::Mergeable { .. } | Self::DefaultUnused => Severity::Hint,
            _ => Severity::Error,
        };
        if let Self::Cells { row, .. }
        | Self::NotRanked { row }
        | Self::Shadowed { row }
        | Self::NoEffect { row }
        | Self::Empty { row }
        | Self::Mixed { row }
        | Self::Mergeable { second: row, .. }
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
            Self::Unproved {
                what,
                rows,
                cells,
                perhaps,
            } => {
                let what = if *what == "complete" {
                    "不漏"
                } else {
                    "不重"
                };
                let rows = rows.map_or(String::new(), |(first, second)| {
                    format!("（第 {first} 行与第 {second} 行）")
                });
                let perhaps = perhaps.as_ref().map_or(String::new(), |inputs| {
                    format!("，也许没有一行适用于：{inputs}")
                });
                (
                    format!(
                        "无法证明{what}{rows}{}{perhaps}",
                        show(cells, "：", "第", "行第", "列")
                    ),
                    Some("格里只写常数、范围、枚举值和它们的否定，或写默认行".into()),
                )
            }
            Self::TooManyCombinations => (
                "无法证明：组合太多".into(),
                Some("拆成几张小表，或写默认行".into()),
            ),
            Self::Empty { row } => (
                format!("第 {row} 行不适用于任何取值"),
                Some("改正这一行的格，或删去这一行".into()),
            ),
            Self::Shadowed { row } => (
                format!("第 {row} 行永远轮不到：凡适用的都已由先试的行作答"),
                Some("移到前面，或删去这一行".into()),
            ),
            Self::NoEffect { row } => (
                format!("第 {row} 行可有可无：删去后结果都不变"),
                Some("删去这一行".into()),
            ),
            Self::Mergeable {
                first,
                second,
                column,
                cell,
            } => (
                format!("第 {first} 行与第 {second} 行可以合并：第 {column} 列写 `{cell}`"),
                None,
            ),
            Self::DefaultUnused => (
                "默认行永远用不上：各行已经不漏".into(),
                Some("删去默认行".into()),
            ),
            Self::Mixed { row } => (
                format!("第 {row} 行的结果与前面各行不是同一类"),
                Some("各行的结果写成同一类值".into()),
            ),
            Self::CannotAggregate { found } => (
                format!("不能汇总 {found}"),
                Some("求和要数字，取最小最大要能比较大小的值".into()),
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
            Self::Cells { row, wanted, found } => (
                format!("row {row} should have {wanted} cells, but has {found}"),
                None,
            ),
            Self::NoOutput => ("table has no output column".into(), None),
            Self::Gap { witness } => (
                format!("no row fits {witness}"),
                Some("add a row, or a default row".into()),
            ),
            Self::Overlap {
                first,
                second,
                witness,
            } => (
                format!("rows {first} and {second} both fit {witness}"),
                Some("narrow one of them, or let the first win (F)".into()),
            ),
            Self::Unproved {
                what,
                rows,
                cells,
                perhaps,
            } => {
                let what = if *what == "complete" {
                    "complete"
                } else {
                    "free of overlap"
                };
                let rows = rows.map_or(String::new(), |(first, second)| {
                    format!(" (rows {first} and {second})")
                });
                let perhaps = perhaps.as_ref().map_or(String::new(), |inputs| {
                    format!("; perhaps no row fits {inputs}")
                });
                (
                    format!(
                        "cannot prove that the table is {what}{rows}{}{perhaps}",
                        show(cells, ": ", "row ", " column ", "")
                    ),
                    Some("write constants, ranges, enumeration values and their negations only, or a default row".into()),
                )
            }
            Self::TooManyCombinations => (
                "not proved: too many combinations".into(),
                Some("split the table into smaller ones, or add a default row".into()),
            ),
            Self::Empty { row } => (
                format!("row {row} fits nothing"),
                Some("correct its cells, or remove it".into()),
            ),
            Self::Shadowed { row } => (
                format!("row {row} is never reached: rows tried before it answer all that it fits"),
                Some("move it up, or remove it".into()),
            ),
            Self::NoEffect { row } => (
                format!("row {row} changes nothing: without it every answer is the same"),
                Some("remove it".into()),
            ),
            Self::Mergeable {
                first,
                second,
                column,
                cell,
            } => (
                format!(
                    "rows {first} and {second} can be merged: write `{cell}` in column {column}"
                ),
                None,
            ),
            Self::DefaultUnused => (
                "the default is never used: some row always fits".into(),
                Some("remove the default".into()),
            ),
            Self::Mixed { row } => (
                format!("the answer of row {row} is of another kind than those before it"),
                Some("let all rows answer with values of one kind".into()),
            ),
            Self::CannotAggregate { found } => (
                format!("{found} cannot be aggregated"),
                Some("sums take numbers, least and greatest take values with an order".into()),
            ),
            Self::NotRanked { row } => (
                format!("the output of row {row} is not among the ranked values"),
                Some("list the values of the output column, best first".into()),
            ),
            Self::OneOutput => (
                "a table that aggregates has exactly one output column".into(),
                None,
            ),
            Self::TooManyRows { limit } => (format!("a table has at most {limit} rows"), None),
        }
    }
}

fn show(cells: &[(usize, usize)], before: &str, a: &str, b: &str, c: &str) -> String {
    if cells.is_empty() {
        return String::new();
    }
    let shown: Vec<String> = cells
        .iter()
        .take(3)
        .map(|(row, column)| format!("{a}{row}{b}{column}{c}"))
        .collect();
    let more = if cells.len() > 3 { " …" } else { "" };
    format!("{before}{}{more}", shown.join(", "))
}
