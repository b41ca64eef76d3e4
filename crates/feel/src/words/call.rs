//! Functions: the catalogue's by their Chinese names, built-in ones by what they do.

use super::Speaker;
use super::amounts::{moment, unit_of};
use super::layout::GAP;
use crate::ast::{Argument, Expr, ExprKind};
use crate::scope::{Binding, Signature};
use crate::types::Type;
use tongban_runtime::Decimal;
use tongban_runtime::program::{Arithmetic, FormatPart};

impl Speaker<'_> {
    /// A call that is a condition.
    pub(super) fn call_holds(
        &mut self,
        expr: &Expr,
        function: &Expr,
        arguments: &[Argument],
        holds: bool,
    ) -> String {
        let yes = |yes: &'static str, no: &'static str| if holds { yes } else { no };
        let ExprKind::Name(name) = &function.kind else {
            return format!("“{}”{}", self.term(expr, None), yes("成立", "不成立"));
        };
        match self.scope.resolve(name) {
            Some(Binding::Format { .. }) => {
                let subject = self.first(arguments);
                let name = self.named(name);
                let name = name.strip_prefix('是').unwrap_or(&name);
                return format!("{subject}{}{name}", yes("是", "不是"));
            }
            Some(_) => {
                return format!("“{}”{}", self.term(expr, None), yes("成立", "不成立"));
            }
            None => {}
        }
        let values = positional(arguments);
        let mut say = |place: usize| match values.get(place) {
            Some(value) => self.operand(value, None),
            None => String::new(),
        };
        match (built_in(name), values.len()) {
            ("is defined", 1) => match values.first() {
                Some(value) => self.presence(value, holds),
                None => String::new(),
            },
            ("contains", 2) => format!("{}{}{}", say(0), yes("含有", "不含有"), say(1)),
            ("starts with", 2) => format!("{}{}{}开头", say(0), yes("以", "不以"), say(1)),
            ("ends with", 2) => format!("{}{}{}结尾", say(0), yes("以", "不以"), say(1)),
            ("matches", 2) => format!("{}{}样式{}", say(0), yes("符合", "不符合"), say(1)),
            ("list contains", 2) => format!("{}中{}{}", say(0), yes("包含", "不包含"), say(1)),
            ("odd", 1) => format!("{}{}奇数", say(0), yes("是", "不是")),
            ("even", 1) => format!("{}{}偶数", say(0), yes("是", "不是")),
            ("all", 1) => format!("{}{}成立", say(0), yes("全部", "并非全部")),
            ("any", 1) => format!("{}{}成立", say(0), yes("至少有一项", "没有任何一项")),
            ("before", 2) => format!("{}{}{}之前", say(0), yes("在", "不在"), say(1)),
            ("after", 2) => format!("{}{}{}之后", say(0), yes("在", "不在"), say(1)),
            ("during" | "includes", 2) => {
                let (outer, inner) = if built_in(name) == "during" {
                    (1, 0)
                } else {
                    (0, 1)
                };
                format!("{}{}{}之内", say(inner), yes("在", "不在"), say(outer))
            }
            _ => format!("“{}”{}", self.term(expr, None), yes("成立", "不成立")),
        }
    }

    /// A call that is a value.
    pub(super) fn call_value(
        &mut self,
        expr: &Expr,
        function: &Expr,
        arguments: &[Argument],
    ) -> String {
        let ExprKind::Name(name) = &function.kind else {
            let function = self.operand(function, None);
            return format!("按{function}由{}得出的值", self.plain_list(arguments));
        };
        match self.scope.resolve(name) {
            Some(Binding::Parameter { .. }) => {
                let at = self.first(arguments);
                return format!("{at}适用的{}", self.named(name));
            }
            Some(Binding::Function { signature, .. }) => {
                return self.function(name, &signature, arguments);
            }
            Some(Binding::Format { .. }) => {
                let inside =
                    self.quoted(|speaker| speaker.call_holds(expr, function, arguments, true));
                return format!("{inside}是否成立");
            }
            Some(Binding::FormatPart { part, .. }) => {
                let (subject, name) = (self.first(arguments), self.named(name));
                return match part {
                    FormatPart::Normalized => format!("{subject}的规范写法"),
                    _ => format!("{subject}所含的{name}"),
                };
            }
            _ => {}
        }
        if matches!(self.types.of(expr).present(), Type::Boolean) && is_test(built_in(name)) {
            let inside = self.quoted(|speaker| speaker.call_holds(expr, function, arguments, true));
            return format!("{inside}是否成立");
        }
        self.built_in_value(name, arguments)
    }

    /// `法定退休月龄（类别：退休类别，出生日：出生日期）`; an argument that is called like its parameter stands alone.
    fn function(&mut self, name: &str, signature: &Signature, arguments: &[Argument]) -> String {
        let said: Vec<String> = arguments
            .iter()
            .zip(&signature.parameters)
            .map(|(argument, (position, ty))| {
                let (parameter, ty) = match &argument.name {
                    Some((name, _)) => (
                        name.as_str(),
                        signature
                            .parameters
                            .iter()
                            .find(|(other, _)| other == name)
                            .map_or(ty, |(_, ty)| ty),
                    ),
                    None => (position.as_str(), ty),
                };
                let value = match &argument.value.kind {
                    ExprKind::Text(text) => self.label(text, ty),
                    _ => self.term(&argument.value, unit_of(ty)),
                };
                if value == parameter {
                    value
                } else {
                    format!("{parameter}：{value}")
                }
            })
            .collect();
        let name = self.named(name);
        match (said.as_slice(), arguments) {
            // `户籍地的所在省份`
            (_, [only]) if is_plain(&only.value) && !takes_number(signature) => {
                format!("{}的{name}", self.term(&only.value, None))
            }
            _ => format!("{name}（{}）", said.join("，")),
        }
    }

    fn first(&mut self, arguments: &[Argument]) -> String {
        match arguments.first() {
            Some(argument) => self.operand(&argument.value, None),
            None => String::new(),
        }
    }

    fn plain_list(&mut self, arguments: &[Argument]) -> String {
        let said: Vec<String> = arguments
            .iter()
            .map(|argument| self.operand(&argument.value, None))
            .collect();
        said.join("、")
    }

    fn built_in_value(&mut self, name: &str, arguments: &[Argument]) -> String {
        let values = positional(arguments);
        let unit = values
            .first()
            .and_then(|first| unit_of(self.types.of(first)))
            .map(str::to_owned);
        // Counts of what a filter leaves read best without its `各条`.
        if let (
            "count",
            [
                Expr {
                    kind: ExprKind::Filter { .. },
                    ..
                },
            ],
        ) = (built_in(name), values.as_slice())
        {
            let said = self.first(arguments);
            if let Some(list) = said.strip_suffix("的各条") {
                return format!("{list}的条数");
            }
        }
        if let (
            "date" | "duration",
            [
                Expr {
                    kind: ExprKind::Text(text),
                    ..
                },
            ],
        ) = (built_in(name), values.as_slice())
        {
            return moment(text);
        }
        let dates = values
            .first()
            .is_some_and(|first| match self.types.of(first).present() {
                Type::List(item) => matches!(item.present(), Type::Date),
                other => matches!(other, Type::Date),
            });
        let extreme = match (built_in(name) == "min", dates) {
            (true, true) => "早",
            (false, true) => "晚",
            (true, false) => "小",
            (false, false) => "大",
        };
        let several = values.len() > 1;
        let list = if several {
            let said: Vec<String> = values
                .iter()
                .map(|value| self.term(value, unit.as_deref()))
                .collect();
            said.join("、")
        } else {
            String::new()
        };
        let mut say = |place: usize| match values.get(place) {
            Some(value) => self.operand(value, None),
            None => String::new(),
        };
        match (built_in(name), values.len()) {
            ("floor", 1) => format!("{}向下取整", say(0)),
            ("ceiling", 1) => format!("{}向上取整", say(0)),
            ("round half up", 2) => self.rounded(&values, "四舍五入"),
            ("round half down", 2) => self.rounded(&values, "五舍六入"),
            ("round up", 2) => self.rounded(&values, "向上进位"),
            ("round down", 2) => self.rounded(&values, "截去尾数"),
            ("decimal", 2) => self.rounded(&values, "四舍六入五成双"),
            ("abs", 1) => format!("{}的绝对值", say(0)),
            ("modulo", 2) => format!("{}除以{}的余数", say(0), say(1)),
            ("sqrt", 1) => format!("{}的平方根", say(0)),
            ("number", 1) => format!("{}所写的数", say(0)),
            ("string", 1) => format!("{}的文字", say(0)),
            ("string length", 1) => format!("{}的字数", say(0)),
            ("substring", 2) => format!("{}从第{}个字起的文字", say(0), say(1)),
            ("substring", 3) => format!("{}从第{}个字起的{}个字", say(0), say(1), say(2)),
            ("substring before", 2) => format!("{}中{}之前的文字", say(0), say(1)),
            ("substring after", 2) => format!("{}中{}之后的文字", say(0), say(1)),
            ("upper case", 1) => format!("{}的大写", say(0)),
            ("lower case", 1) => format!("{}的小写", say(0)),
            ("normalize text", 1) => format!("{}的规范写法", say(0)),
            ("string join", 2) => format!("{}以{}连接成的文字", say(0), say(1)),
            ("string join", 1) => format!("{}连接成的文字", say(0)),
            ("date", 3) => format!("由{}年、{}月、{}日组成的日期", say(0), say(1), say(2)),
            ("years and months duration", 2) => format!("自{}至{}的整年月", say(0), say(1)),
            ("months between", 2) => format!("自{}至{}的月数", say(0), say(1)),
            ("days between", 2) => format!("自{}至{}的天数", say(0), say(1)),
            ("add months", 2) => self.months_later(&values),
            ("add working days", 2) => format!("{}之后第{}个工作日", say(0), say(1)),
            ("last day of month", 1) => format!("{}所在月份的最后一日", say(0)),
            ("day of year", 1) => format!("{}是当年的第几日", say(0)),
            ("day of week", 1) => format!("{}是星期几", say(0)),
            ("count", 1) => format!("{}的个数", say(0)),
            ("sum", 1) => format!("{}的合计", say(0)),
            ("min" | "max", 1) => format!("{}中最{extreme}的一项", say(0)),
            ("mean", 1) => format!("{}的平均值", say(0)),
            ("sum", _) => format!("（{list}）的合计"),
            ("min" | "max", _) => format!("（{list}）中最{extreme}的一个"),
            ("mean", _) => format!("（{list}）的平均值"),
            ("product", 1) => format!("{}各项的乘积", say(0)),
            ("product", _) => format!("（{list}）的乘积"),
            ("distinct values", 1) => format!("{}去掉重复后的各项", say(0)),
            ("flatten", 1) => format!("{}展开后的各项", say(0)),
            ("reverse", 1) => format!("{}倒序排列的各项", say(0)),
            ("concatenate" | "union", _) => format!("（{list}）合并后的各项"),
            ("append", 2) => format!("{}之后加上{}的各项", say(0), say(1)),
            ("index of", 2) => format!("{}在{}中的位置", say(1), say(0)),
            ("sublist", 2) => format!("{}从第{}项起的各项", say(0), say(1)),
            ("sublist", 3) => format!("{}从第{}项起的{}项", say(0), say(1), say(2)),
            ("get value", 2) => format!("{}中名为{}的内容", say(0), say(1)),
            ("loan schedule", 3) => format!(
                "还款计划（本金：{}，年利率百分数：{}，每月还款：{}）",
                say(0),
                say(1),
                say(2)
            ),
            ("today", 0) => "今天".to_owned(),
            ("now", 0) => "现在".to_owned(),
            _ => format!(
                "{GAP}{}{GAP}（{}）",
                self.named(name),
                self.plain_list(arguments)
            ),
        }
    }

    /// `工资四舍五入保留 2 位小数`
    fn rounded(&mut self, values: &[&Expr], how: &str) -> String {
        let [value, places] = values else {
            return String::new();
        };
        let value = self.operand(value, None);
        match &places.kind {
            ExprKind::Number(number) => {
                format!("{value}{how}保留{}位小数", self.number(*number, None))
            }
            _ => format!("{value}{how}，小数位数为{}", self.operand(places, None)),
        }
    }

    /// `出生日期之后 16 年的日期`, `申请日期之后 3 个月的日期`
    fn months_later(&mut self, values: &[&Expr]) -> String {
        let [day, months] = values else {
            return String::new();
        };
        let day = self.operand(day, None);
        match &months.kind {
            ExprKind::Number(number) if !number.is_negative() => {
                format!("{day}之后{}个月的日期", self.number(*number, None))
            }
            // Twelve months are a year, to the day.
            ExprKind::Arithmetic {
                op: Arithmetic::Multiply,
                left,
                right,
            } if is_number(left).is_some_and(|years| !years.is_negative())
                && is_number(right) == Some(Decimal::from(12)) =>
            {
                format!("{day}之后{}年的日期", self.term(left, None))
            }
            _ => format!("{day}推后{}（以月计）的日期", self.operand(months, None)),
        }
    }
}

/// The number that is written out.
fn is_number(expr: &Expr) -> Option<Decimal> {
    match &expr.kind {
        ExprKind::Number(number) => Some(*number),
        _ => None,
    }
}

/// Built-in functions that are said as conditions.
fn is_test(name: &str) -> bool {
    const TESTS: [&str; 13] = [
        "is defined",
        "contains",
        "starts with",
        "ends with",
        "matches",
        "list contains",
        "odd",
        "even",
        "all",
        "any",
        "before",
        "after",
        "during",
    ];
    TESTS.contains(&name)
}

/// Arguments in order; none where they are given by name, which the words then keep.
fn positional(arguments: &[Argument]) -> Vec<&Expr> {
    if arguments.iter().any(|argument| argument.name.is_some()) {
        return Vec::new();
    }
    arguments.iter().map(|argument| &argument.value).collect()
}

/// The English name of a built-in function that is written by another.
fn built_in(name: &str) -> &str {
    match name {
        "有值" => "is defined",
        "四舍五入" => "round half up",
        "字数" => "string length",
        "规范文字" => "normalize text",
        "月数" => "months between",
        "天数" => "days between",
        "日期加月" => "add months",
        "addWorkingDays" | "工作日后" => "add working days",
        "月末" => "last day of month",
        "个数" => "count",
        "合计" => "sum",
        "最小" => "min",
        "最大" => "max",
        "包含" => "list contains",
        "loanSchedule" | "还款计划" => "loan schedule",
        other => other,
    }
}

/// Whether its first parameter is a number: `年份的最低缴费月数` would not be understood.
fn takes_number(signature: &Signature) -> bool {
    let first = signature.parameters.first();
    first.is_some_and(|(_, ty)| matches!(ty.present(), Type::Number(_)))
}

/// Whether `甲的乙` cannot be misread.
const fn is_plain(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Name(_) | ExprKind::Path { .. })
}
