//! What can be wrong with an expression: one stable code each, said in Chinese and in English.

use crate::span::Span;
use tongban_runtime::{Diagnostic, Severity, Where};

/// The language of messages.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Lang {
    /// 简体中文, the source language.
    #[default]
    ZhHans,
    /// English.
    En,
}

/// A problem at a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Report {
    /// What.
    pub problem: Problem,
    /// Where.
    pub span: Span,
}

/// What is wrong. The fields are parts of the message, as the author wrote them.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the messages below say what each is")]
#[non_exhaustive]
pub enum Problem {
    Expected {
        wanted: &'static str,
        found: String,
    },
    UnfinishedText,
    FullWidth {
        found: char,
        mend: &'static str,
    },
    UnknownCharacter {
        found: char,
    },
    BadNumber {
        text: String,
    },
    TooLong,
    TooDeep,
    UnknownName {
        name: String,
        similar: Vec<String>,
    },
    UnknownFunction {
        name: String,
        similar: Vec<String>,
    },
    UnknownField {
        name: String,
        similar: Vec<String>,
    },
    NotAFunction {
        name: String,
    },
    Operands {
        operator: &'static str,
        left: String,
        right: String,
    },
    Units {
        left: String,
        right: String,
    },
    Unguarded {
        what: String,
    },
    DivisorMayBeZero {
        what: String,
    },
    NotInEnumeration {
        value: String,
        of: String,
        similar: Vec<String>,
    },
    NotACondition {
        found: String,
    },
    BranchesDiffer {
        left: String,
        right: String,
    },
    WrongResult {
        wanted: String,
        found: String,
    },
    NotAList {
        found: String,
    },
    ArgumentCount {
        function: String,
        wanted: String,
        found: usize,
    },
    ArgumentType {
        function: String,
        parameter: String,
        wanted: String,
        found: String,
    },
    UnknownParameter {
        function: String,
        name: String,
    },
    NotConstant {
        function: String,
        parameter: String,
    },
    BadPattern {
        reason: String,
    },
    BadDate {
        text: String,
    },
    BadDuration {
        text: String,
    },
    TooLarge,
    NotInStrict {
        what: &'static str,
    },
    DuplicateKey {
        name: String,
    },
}

impl Problem {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Expected { .. } => "F001",
            Self::UnfinishedText => "F002",
            Self::FullWidth { .. } => "F003",
            Self::UnknownCharacter { .. } => "F004",
            Self::BadNumber { .. } => "F005",
            Self::TooLong => "F006",
            Self::TooDeep => "F007",
            Self::UnknownName { .. } => "F010",
            Self::UnknownFunction { .. } => "F011",
            Self::UnknownField { .. } => "F012",
            Self::NotAFunction { .. } => "F013",
            Self::DuplicateKey { .. } => "F014",
            Self::Operands { .. } => "F020",
            Self::Units { .. } => "F021",
            Self::Unguarded { .. } => "F022",
            Self::DivisorMayBeZero { .. } => "F023",
            Self::NotInEnumeration { .. } => "F024",
            Self::NotACondition { .. } => "F025",
            Self::BranchesDiffer { .. } => "F026",
            Self::WrongResult { .. } => "F027",
            Self::NotAList { .. } => "F028",
            Self::ArgumentCount { .. } => "F030",
            Self::ArgumentType { .. } => "F031",
            Self::UnknownParameter { .. } => "F032",
            Self::NotConstant { .. } => "F033",
            Self::BadPattern { .. } => "F034",
            Self::BadDate { .. } => "F035",
            Self::BadDuration { .. } => "F036",
            Self::TooLarge => "F040",
            Self::NotInStrict { .. } => "F041",
        }
    }

    fn zh(&self) -> (String, Option<String>) {
        let or = |names: &[String]| similar(names, "是否想写", "、");
        match self {
            Self::Expected { wanted, found } => {
                let found = if found.is_empty() { "到了结尾".to_owned() } else { format!("却是 {found}") };
                (format!("此处应为{}，{found}", wanted_zh(wanted)), None)
            }
            Self::UnfinishedText => (
                "文字没有结束的引号".into(),
                Some("在文字末尾补上 `\"`".into()),
            ),
            Self::FullWidth { found, mend } => (
                format!("`{found}` 是全角标点，规则里要用半角"),
                Some(format!("改成 `{mend}`")),
            ),
            Self::UnknownCharacter { found } => (format!("规则里不能有字符 `{found}`"), None),
            Self::BadNumber { text } => (
                format!("`{text}` 不是可用的数"),
                Some("最多写 34 位数字，不用科学记数法".into()),
            ),
            Self::TooLong => ("表达式太长".into(), Some("把其中一部分写成函数".into())),
            Self::TooDeep => ("表达式嵌套太深".into(), Some("把里层写成函数".into())),
            Self::UnknownName { name, similar } => {
                (format!("没有名为 `{name}` 的数据项"), or(similar))
            }
            Self::UnknownFunction { name, similar } => {
                (format!("没有名为 `{name}` 的函数"), or(similar))
            }
            Self::UnknownField { name, similar } => {
                (format!("没有名为 `{name}` 的字段"), or(similar))
            }
            Self::NotAFunction { name } => (format!("`{name}` 不是函数，不能带括号调用"), None),
            Self::DuplicateKey { name } => (format!("`{name}` 写了两次"), None),
            Self::Operands {
                operator,
                left,
                right,
            } => (
                format!(
                    "`{operator}` 两边的类型不合：{} 与 {}",
                    type_zh(left),
                    type_zh(right)
                ),
                operands_help(operator, left, right).map(|(zh, _)| zh.into()),
            ),
            Self::Units { left, right } => (
                format!("单位不同：`{left}` 与 `{right}`"),
                Some("先换算成同一单位，再比较或加减".into()),
            ),
            Self::Unguarded { what } => (
                format!("`{what}` 可能没有值"),
                Some(format!(
                    "先判断：`{what} != null and …`，或 `if {what} != null then … else …`"
                )),
            ),
            Self::DivisorMayBeZero { what } if what == "0" => ("不能除以 0".into(), None),
            Self::DivisorMayBeZero { what } => (
                format!("除数 `{what}` 可能是 0"),
                Some(format!(
                    "先判断：`if {what} != 0 then … else …`，或给它规定大于 0 的范围"
                )),
            ),
            Self::NotInEnumeration { value, of, similar } => {
                (format!("`{value}` 不是 `{of}` 的取值"), or(similar))
            }
            Self::NotACondition { found } => {
                (format!("此处应为是非判断，却是{}", type_zh(found)), None)
            }
            Self::BranchesDiffer { left, right } => (
                format!("各分支的类型不同：{} 与 {}", type_zh(left), type_zh(right)),
                None,
            ),
            Self::WrongResult { wanted, found } => (
                format!("结果应为{}，却是{}", type_zh(wanted), type_zh(found)),
                None,
            ),
            Self::NotAList { found } => (format!("此处应为列表，却是{}", type_zh(found)), None),
            Self::ArgumentCount {
                function,
                wanted,
                found,
            } => (
                format!("`{function}` 要 {wanted} 个参数，却写了 {found} 个"),
                None,
            ),
            Self::ArgumentType {
                function,
                parameter,
                wanted,
                found,
            } => (
                format!(
                    "`{function}` 的参数 `{parameter}` 应为{}，却是{}",
                    type_zh(wanted),
                    type_zh(found)
                ),
                None,
            ),
            Self::UnknownParameter { function, name } => {
                (format!("`{function}` 没有名为 `{name}` 的参数"), None)
            }
            Self::NotConstant {
                function,
                parameter,
            } => (
                format!("`{function}` 的 `{parameter}` 要写成固定的文字"),
                None,
            ),
            Self::BadPattern { .. } => (
                "文字模式超出可用的子集".into(),
                Some("可用字符、`.`、`[…]`、`\\d`、`{n,m}`、`?`、`*`、`+`、`|`、`^`、`$`，没有括号分组".into()),
            ),
            Self::BadDate { text } => (
                format!("`{text}` 不是日期"),
                Some("写成 `YYYY-MM-DD`，并且是真实的一天".into()),
            ),
            Self::BadDuration { text } => (
                format!("`{text}` 不是时长"),
                Some("写成 `P1Y2M` 或 `P3DT4H`".into()),
            ),
            Self::TooLarge => (
                "编译后的程序太大".into(),
                Some("把其中一部分写成函数".into()),
            ),
            Self::NotInStrict { what } => (format!("目录里的规则不能用 `{what}`"), None),
        }
    }

    fn en(&self) -> (String, Option<String>) {
        let or = |names: &[String]| similar(names, "did you mean", " or ");
        match self {
            Self::Expected { wanted, found } => {
                let wanted = if wanted.contains(' ') || wanted.starts_with('`') {
                    (*wanted).to_owned()
                } else {
                    format!("`{wanted}`")
                };
                let found = if found.is_empty() { "the end" } else { found };
                (format!("expected {wanted}, found {found}"), None)
            }
            Self::UnfinishedText => (
                "text has no closing quote".into(),
                Some("add `\"` at its end".into()),
            ),
            Self::FullWidth { found, mend } => (
                format!("`{found}` is full-width punctuation, which rules do not take"),
                Some(format!("write `{mend}`")),
            ),
            Self::UnknownCharacter { found } => {
                (format!("rules do not take the character `{found}`"), None)
            }
            Self::BadNumber { text } => (
                format!("`{text}` is not a usable number"),
                Some("write at most 34 digits, without an exponent".into()),
            ),
            Self::TooLong => (
                "expression is too long".into(),
                Some("move a part of it into a function".into()),
            ),
            Self::TooDeep => (
                "expression is nested too deep".into(),
                Some("move the inner part into a function".into()),
            ),
            Self::UnknownName { name, similar } => {
                (format!("nothing is named `{name}`"), or(similar))
            }
            Self::UnknownFunction { name, similar } => {
                (format!("no function is named `{name}`"), or(similar))
            }
            Self::UnknownField { name, similar } => {
                (format!("no field is named `{name}`"), or(similar))
            }
            Self::NotAFunction { name } => (
                format!("`{name}` is not a function and cannot be called"),
                None,
            ),
            Self::DuplicateKey { name } => (format!("`{name}` is written twice"), None),
            Self::Operands {
                operator,
                left,
                right,
            } => (
                format!("`{operator}` does not go between {left} and {right}"),
                operands_help(operator, left, right).map(|(_, en)| en.into()),
            ),
            Self::Units { left, right } => (
                format!("units differ: `{left}` and `{right}`"),
                Some("convert to one unit before comparing, adding or subtracting".into()),
            ),
            Self::Unguarded { what } => (
                format!("`{what}` may be absent"),
                Some(format!(
                    "ask first: `{what} != null and …`, or `if {what} != null then … else …`"
                )),
            ),
            Self::DivisorMayBeZero { what } if what == "0" => ("cannot divide by 0".into(), None),
            Self::DivisorMayBeZero { what } => (
                format!("the divisor `{what}` may be 0"),
                Some(format!(
                    "ask first: `if {what} != 0 then … else …`, or give it a range above 0"
                )),
            ),
            Self::NotInEnumeration { value, of, similar } => {
                (format!("`{value}` is not a value of `{of}`"), or(similar))
            }
            Self::NotACondition { found } => (format!("expected a condition, found {found}"), None),
            Self::BranchesDiffer { left, right } => (
                format!("branches have different types: {left} and {right}"),
                None,
            ),
            Self::WrongResult { wanted, found } => (
                format!("the result should be {wanted}, but is {found}"),
                None,
            ),
            Self::NotAList { found } => (format!("expected a list, found {found}"), None),
            Self::ArgumentCount {
                function,
                wanted,
                found,
            } => (
                format!("`{function}` takes {wanted} argument(s), but is given {found}"),
                None,
            ),
            Self::ArgumentType {
                function,
                parameter,
                wanted,
                found,
            } => (
                format!("`{parameter}` of `{function}` should be {wanted}, but is {found}"),
                None,
            ),
            Self::UnknownParameter { function, name } => (
                format!("`{function}` has no parameter named `{name}`"),
                None,
            ),
            Self::NotConstant {
                function,
                parameter,
            } => (
                format!("`{parameter}` of `{function}` has to be written out as a text"),
                None,
            ),
            Self::BadPattern { reason } => (
                "pattern is outside the subset".into(),
                Some(format!(
                    "characters, `.`, `[…]`, `\\d`, `{{n,m}}`, `?`, `*`, `+`, `|`, `^` and `$` can be used ({reason})"
                )),
            ),
            Self::BadDate { text } => (
                format!("`{text}` is not a date"),
                Some("write `YYYY-MM-DD`, and a day that exists".into()),
            ),
            Self::BadDuration { text } => (
                format!("`{text}` is not a duration"),
                Some("write `P1Y2M` or `P3DT4H`".into()),
            ),
            Self::TooLarge => (
                "compiled program is too large".into(),
                Some("move a part of it into a function".into()),
            ),
            Self::NotInStrict { what } => {
                (format!("rules of the catalogue cannot use `{what}`"), None)
            }
        }
    }
}

/// What the parser wants, in Chinese.
fn wanted_zh(wanted: &str) -> String {
    match wanted {
        "an operator or the end" => "运算符或结尾",
        "a value" => "一个值",
        "a field name" => "字段名",
        "a variable name" => "变量名",
        "a type name" => "类型名",
        "a date or duration in quotes" => "引号里的日期或时长",
        "`]` or `)`" => " `]` 或 `)`",
        other if other.starts_with('`') => return format!(" {other}"),
        other => return format!(" `{other}`"),
    }
    .to_owned()
}

/// A mend for a usual mistake.
fn operands_help(operator: &str, left: &str, right: &str) -> Option<(&'static str, &'static str)> {
    let (a, b) = (left.split(' ').next()?, right.split(' ').next()?);
    match (operator, a, b) {
        ("+" | "-", "date", "number") => Some((
            "日期加减月数用 `日期加月(日期, 月数)`，加减天数用 `duration(\"P1D\")`",
            "use `add months(date, n)` for months, `duration(\"P1D\")` for days",
        )),
        (_, "text", "number") | (_, "number", "text") => Some((
            "数不加引号；文字要加引号",
            "numbers stand without quotes, texts with them",
        )),
        (_, "text", "date") | (_, "date", "text") => Some((
            "日期写成 `date(\"2025-01-01\")`",
            "write dates as `date(\"2025-01-01\")`",
        )),
        _ => None,
    }
}

fn similar(names: &[String], lead: &str, between: &str) -> Option<String> {
    if names.is_empty() {
        return None;
    }
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    Some(if between == "、" {
        format!("{lead} {}", names.join(between))
    } else {
        format!("{lead} {}?", names.join(between))
    })
}

/// The name of a type in Chinese, from its English one.
fn type_zh(name: &str) -> String {
    if let Some(inner) = name.strip_suffix(" or null") {
        return format!("{}（可能没有）", type_zh(inner));
    }
    if let Some(item) = name.strip_prefix("list of ") {
        return format!("{}的列表", type_zh(item));
    }
    if let Some(item) = name.strip_prefix("range of ") {
        return format!("{}的范围", type_zh(item));
    }
    if let Some(unit) = name
        .strip_prefix("number (")
        .and_then(|rest| rest.strip_suffix(')'))
    {
        return format!("数（{unit}）");
    }
    if let Some(of) = name.strip_prefix("one of ") {
        return format!("{of} 的取值");
    }
    match name {
        "any" => "任意值",
        "null" => "空值",
        "boolean" => "是非",
        "number" => "数",
        "text" => "文字",
        "date" => "日期",
        "years and months duration" => "年月时长",
        "days and time duration" => "日时时长",
        "context" => "一组字段",
        other => other,
    }
    .to_owned()
}

impl Report {
    /// The diagnostic in a language, with line and column of `source`.
    #[must_use]
    pub fn diagnostic(&self, source: &str, lang: Lang) -> Diagnostic {
        let (message, help) = match lang {
            Lang::ZhHans => self.problem.zh(),
            Lang::En => self.problem.en(),
        };
        let before = source.get(..self.span.start).unwrap_or(source);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Diagnostic {
            code: self.problem.code().into(),
            severity: Severity::Error,
            message,
            help,
            basis: None,
            at: Where {
                file: None,
                line: Some(number(line)),
                column: Some(number(column)),
                span: Some((number(self.span.start), number(self.span.end))),
                reference: None,
            },
            related: Vec::new(),
        }
    }
}
