//! Messages in Chinese.

use super::Problem;
use super::mends::{ascii, listed, operands_help, similar};
use crate::visible::shortened;
use tongban_runtime::Decimal;

impl Problem {
    pub(super) fn zh(&self) -> (String, Option<String>) {
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
                format!("`{found}` 是全角字符，规则里要用半角"),
                Some(format!("改成 `{mend}`")),
            ),
            Self::UnfinishedComment => (
                "注释没有结束".into(),
                Some("在注释末尾补上 `*/`".into()),
            ),
            Self::UnknownCharacter { found } => (format!("规则里不能有字符 `{found}`"), None),
            Self::BadNumber { text, standard: true } => (
                format!("`{}` 太大或太小，没有数能表示", shortened(text)),
                Some("数的指数在 -6000 到 6000 之间".into()),
            ),
            Self::Foreign { found, mend } => (
                format!("规则里不写 `{}`", shortened(found)),
                Some(format!("改成 `{mend}`")),
            ),
            Self::BadNumber { text, .. } => (
                format!("`{}` 不是可用的数", shortened(text)),
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
                day,
            } => (
                format!(
                    "`{operator}` 两边的类型不合：{} 与 {}",
                    type_zh(left),
                    type_zh(right)
                ),
                match day {
                    Some(day) => Some(format!("日期写成 `date(\"{day}\")`")),
                    None => operands_help(operator, left, right).map(|(zh, _)| zh.into()),
                },
            ),
            Self::Units { left, right } => (
                format!("单位不同：`{left}` 与 `{right}`"),
                Some("先换算成同一单位，再比较或加减".into()),
            ),
            Self::NoConversion { operator: "**", left, .. } => (
                format!("单位 `{left}` 没有乘方"),
                Some("写成乘法，并用声明过的换算率".into()),
            ),
            Self::NoConversion { operator, left, right } => (
                format!("没有声明 `{left}` {operator} `{right}` 的换算"),
                Some("在 `catalog.yaml` 的 `units` 里声明换算率，例如 `{id: month-per-year, of: month, per: year}`，并把换算率写成有这个单位的参数或函数".into()),
            ),
            Self::NotExhaustive { what, missing } => (
                format!("`{what}` 还可能是 {}，这里却没有值", listed(missing, "、")),
                Some("为每个取值写一个分支，或在 `else` 里给出值".into()),
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
            Self::ArgumentRange {
                function,
                parameter,
                what,
                min,
                max,
                scale,
            } => {
                let ends = match (min, max) {
                    (Some(min), Some(max)) => format!("{min} 至 {max}"),
                    (Some(min), None) => format!("不小于 {min} 的数"),
                    (None, Some(max)) => format!("不大于 {max} 的数"),
                    (None, None) => "数".into(),
                };
                let places = match scale {
                    None => String::new(),
                    Some(0) => "，并且是整数".into(),
                    Some(scale) => format!("，最多 {scale} 位小数"),
                };
                (
                    format!("`{function}` 的参数 `{parameter}` 应为{ends}{places}，`{what}` 可能不是"),
                    Some(if Decimal::parse(what).is_some() {
                        "写一个范围以内的数".into()
                    } else {
                        format!("先取整，或先判断：`if {what} … then {function}(…) else …`")
                    }),
                )
            }
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
                Some("可用字符、`.`、`[…]`、`{n,m}`、`?`、`*`、`+`、`|`、`^`、`$`，没有括号分组".into()),
            ),
            Self::PatternDiffers { class } => (
                format!("`\\{class}` 在各处意思不同：标准把各种文字的字符都算在内"),
                Some(format!("写成 `{}`", ascii(*class))),
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
