//! Conditions: what holds when a rule is true.

use super::Speaker;
use super::layout::{LEVEL, MOST_LEVELS, PART};
use crate::ast::{Argument, Expr, ExprKind};
use tongban_runtime::program::Comparison;

impl Speaker<'_> {
    /// What holds when the expression is true.
    pub(super) fn clause(&mut self, expr: &Expr) -> String {
        match &expr.kind {
            ExprKind::Bool(true) => "在任何情形下都成立".to_owned(),
            ExprKind::Bool(false) => "在任何情形下都不成立".to_owned(),
            ExprKind::And(parts) => self.junction(parts, true),
            ExprKind::Or(parts) => self.junction(parts, false),
            ExprKind::Compare { op, left, right } => self.compare(*op, left, right),
            ExprKind::Between { value, low, high } => {
                let ends = ((Some(&**low), true), (Some(&**high), true));
                let ty = self.types.of(value).clone();
                let subject = self.operand(value, None);
                self.within(&subject, &ty, ends)
            }
            ExprKind::In { value, tests } => {
                let ty = self.types.of(value).clone();
                let subject = self.operand(value, None);
                self.any_test(tests, &subject, &ty)
            }
            ExprKind::If { .. } => self.choice(expr),
            ExprKind::Quantified {
                every,
                variables,
                body,
            } => self.quantified(*every, variables, body),
            ExprKind::Call {
                function,
                arguments,
            } => match negand(function, arguments) {
                Some(inside) => self.negated(inside),
                None => self.call_holds(expr, function, arguments, true),
            },
            ExprKind::InstanceOf { value, ty } => {
                let subject = self.operand(value, None);
                format!("{subject}是{}", type_words(&ty.to_string()))
            }
            _ => self.truth(expr, true),
        }
    }

    /// What holds when the expression is false.
    pub(super) fn negated(&mut self, expr: &Expr) -> String {
        match &expr.kind {
            ExprKind::Compare { op, left, right } => self.compare(opposite(*op), left, right),
            ExprKind::In { value, tests } => {
                let ty = self.types.of(value).clone();
                let subject = self.operand(value, None);
                self.no_test(tests, &subject, &ty)
            }
            ExprKind::Or(parts) => {
                let parts: Vec<&Expr> = parts.iter().collect();
                format!("不属于下列任何一种情形：{}", self.numbered(&parts))
            }
            ExprKind::And(parts) => {
                let parts: Vec<&Expr> = parts.iter().collect();
                format!("不同时具备下列各项：{}", self.numbered(&parts))
            }
            ExprKind::Quantified {
                every,
                variables,
                body,
            } => self.not_quantified(*every, variables, body),
            ExprKind::Call {
                function,
                arguments,
            } => match negand(function, arguments) {
                Some(inside) => self.clause(inside),
                None => self.call_holds(expr, function, arguments, false),
            },
            ExprKind::Bool(value) => self.clause(&Expr::new(ExprKind::Bool(!value), expr.span)),
            ExprKind::Name(_) | ExprKind::Path { .. } | ExprKind::Input => self.truth(expr, false),
            _ => {
                let inside = self.quoted(|speaker| speaker.clause(expr));
                format!("{inside}不成立")
            }
        }
    }

    /// A fact of truth in the dictionary's words, or as `为是`, `为否`.
    pub(super) fn truth(&mut self, expr: &Expr, holds: bool) -> String {
        let words = match &expr.kind {
            ExprKind::Name(name) if !self.is_local(name) => self.vocabulary.truth(name),
            ExprKind::Path { name, .. } => self.vocabulary.truth(name),
            _ => None,
        };
        let Some((yes, no)) = words else {
            let subject = self.operand(expr, None);
            return format!("{subject}{}", if holds { "为是" } else { "为否" });
        };
        let words = if holds { yes } else { no };
        match &expr.kind {
            ExprKind::Path { value, .. } => format!("{}{words}", self.operand(value, None)),
            _ => words,
        }
    }

    /// `且` and `或者`: in one line where nothing can be misread, else numbered.
    fn junction(&mut self, parts: &[Expr], all: bool) -> String {
        let mut flat = Vec::new();
        flatten(parts, all, &mut flat);
        let word = if all { "，且" } else { "，或者" };
        let compound = flat.iter().filter(|part| is_compound(part)).count();
        if compound == 0 && flat.len() <= 3 {
            let said: Vec<String> = flat.iter().map(|part| self.clause(part)).collect();
            return said.join(word);
        }
        let last_only = compound == 1 && flat.last().is_some_and(|last| is_junction(last));
        if last_only && flat.len() == 2 {
            // `甲，且符合下列情形之一：（一）…`: the list ends the sentence.
            let said: Vec<String> = flat.iter().map(|part| self.clause_numbered(part)).collect();
            return said.join(word);
        }
        self.heading(all, &flat)
    }

    /// A condition whose own junction, if it is one, is numbered.
    fn clause_numbered(&mut self, expr: &Expr) -> String {
        let (parts, all) = match &expr.kind {
            ExprKind::And(parts) => (parts, true),
            ExprKind::Or(parts) => (parts, false),
            _ => return self.clause(expr),
        };
        let mut flat = Vec::new();
        flatten(parts, all, &mut flat);
        self.heading(all, &flat)
    }

    fn heading(&mut self, all: bool, parts: &[&Expr]) -> String {
        let head = if all {
            "同时符合下列条件"
        } else {
            "符合下列情形之一"
        };
        format!("{head}：{}", self.numbered(parts))
    }

    /// A condition that stands after a colon: numbered if it has parts.
    pub(super) fn body(&mut self, expr: &Expr) -> String {
        self.clause_numbered(expr)
    }

    /// `（一）甲；（二）乙`
    pub(super) fn numbered(&mut self, parts: &[&Expr]) -> String {
        let said = self.deeper(|speaker| {
            let said = parts.iter().map(|part| speaker.clause(part));
            said.collect::<Vec<String>>()
        });
        self.list(&said)
    }

    /// Says parts of a numbered list, one level further in.
    pub(super) fn deeper<T>(&mut self, say: impl FnOnce(&mut Self) -> T) -> T {
        self.level += 1;
        let said = say(self);
        self.level -= 1;
        said
    }

    /// Parts with their numbers at this level.
    pub(super) fn list(&self, said: &[String]) -> String {
        let level = self.level.min(MOST_LEVELS - 1);
        let mark = u32::try_from(level)
            .ok()
            .and_then(|level| char::from_u32(u32::from(LEVEL) + level))
            .unwrap_or(LEVEL);
        let parts: Vec<String> = said
            .iter()
            .zip(1_usize..)
            .map(|(words, number)| format!("{PART}{mark}{}{words}", numeral(number, level)))
            .collect();
        parts.join("；")
    }

    /// Something in quotes, which change with their depth.
    pub(super) fn quoted(&mut self, say: impl FnOnce(&mut Self) -> String) -> String {
        let (open, close) = if self.quotes.is_multiple_of(2) {
            ('“', '”')
        } else {
            ('‘', '’')
        };
        self.quotes += 1;
        let said = say(self);
        self.quotes -= 1;
        format!("{open}{said}{close}")
    }

    /// A condition that another word follows: in quotes if its end could be missed.
    pub(super) fn contained(&mut self, expr: &Expr) -> String {
        if is_compound(expr) {
            self.quoted(|speaker| speaker.clause(expr))
        } else {
            self.clause(expr)
        }
    }

    /// `if` between conditions.
    fn choice(&mut self, expr: &Expr) -> String {
        let said = self.deeper(|speaker| {
            let mut said = Vec::new();
            let mut rest = expr;
            while let ExprKind::If {
                condition,
                then,
                otherwise,
            } = &rest.kind
            {
                let condition = speaker.contained(condition);
                let outcome = speaker.outcome(then);
                said.push(format!("{condition}的，{outcome}"));
                rest = otherwise;
            }
            let outcome = speaker.outcome(rest);
            said.push(format!("其他情形，{outcome}"));
            said
        });
        let head = if super::term::is_ladder(expr) {
            "按下列顺序判断，以最先符合的一项为准"
        } else {
            "按下列规定判断"
        };
        format!("{head}：{}", self.list(&said))
    }

    fn outcome(&mut self, expr: &Expr) -> String {
        match expr.kind {
            ExprKind::Bool(true) => "成立".to_owned(),
            ExprKind::Bool(false) => "不成立".to_owned(),
            ExprKind::Null => "无法判断".to_owned(),
            _ => {
                let inside = self.quoted(|speaker| speaker.clause(expr));
                format!("以{inside}是否成立为准")
            }
        }
    }
}

/// The number of a part: （一）, 1．, （1）, ①, then a., and so on.
fn numeral(number: usize, level: usize) -> String {
    match level {
        0 => format!("（{}）", chinese(number)),
        1 => format!("{number}．"),
        2 => format!("（{number}）"),
        3 => match u32::try_from(number).ok().filter(|number| *number <= 20) {
            Some(number) => char::from_u32(0x245F + number)
                .map(String::from)
                .unwrap_or_default(),
            None => format!("〈{number}〉"),
        },
        deeper => format!("〔{deeper}-{number}〕"),
    }
}

/// 一, 二, … 十一, … 二十一, …
pub(super) fn chinese(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |number: usize| DIGITS.get(number).copied().unwrap_or("");
    match number {
        0 => "零".to_owned(),
        1..=9 => digit(number).to_owned(),
        10..=19 => format!("十{}", digit(number - 10)),
        20..=99 => format!("{}十{}", digit(number / 10), digit(number % 10)),
        _ => number.to_string(),
    }
}

fn negand<'e>(function: &Expr, arguments: &'e [Argument]) -> Option<&'e Expr> {
    match (&function.kind, arguments) {
        (ExprKind::Name(name), [only]) if name == "not" => Some(&only.value),
        _ => None,
    }
}

/// Parts of the same kind in each other, as one list.
fn flatten<'e>(parts: &'e [Expr], all: bool, flat: &mut Vec<&'e Expr>) {
    for part in parts {
        match (&part.kind, all) {
            (ExprKind::And(inner), true) | (ExprKind::Or(inner), false) => {
                flatten(inner, all, flat);
            }
            _ => flat.push(part),
        }
    }
}

const fn is_junction(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::And(_) | ExprKind::Or(_))
}

/// Whether its sentence has parts of its own, so that what follows could be read as belonging to them.
pub(super) fn is_compound(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::And(_) | ExprKind::Or(_) | ExprKind::If { .. } => true,
        ExprKind::Quantified {
            variables, body, ..
        } => variables.len() > 1 || is_compound(body),
        ExprKind::Compare { left, right, .. } => {
            let choice = |side: &Expr| matches!(side.kind, ExprKind::If { .. });
            choice(left) || choice(right) || is_condition(left) && is_condition(right)
        }
        ExprKind::In { tests, .. } => tests.len() > 1 && super::tests_of::is_mixed(tests),
        ExprKind::Call {
            function,
            arguments,
        } => negand(function, arguments).is_some_and(is_compound),
        _ => false,
    }
}

/// Whether it is written as a condition, and not only a value that is true or false.
pub(super) const fn is_condition(expr: &Expr) -> bool {
    matches!(
        expr.kind,
        ExprKind::And(_)
            | ExprKind::Or(_)
            | ExprKind::Compare { .. }
            | ExprKind::Between { .. }
            | ExprKind::In { .. }
            | ExprKind::Quantified { .. }
            | ExprKind::InstanceOf { .. }
    )
}

/// The operator that holds where this one does not.
const fn opposite(op: Comparison) -> Comparison {
    match op {
        Comparison::Equal => Comparison::NotEqual,
        Comparison::NotEqual => Comparison::Equal,
        Comparison::Less => Comparison::GreaterOrEqual,
        Comparison::LessOrEqual => Comparison::Greater,
        Comparison::Greater => Comparison::LessOrEqual,
        Comparison::GreaterOrEqual => Comparison::Less,
    }
}

/// The name of a type.
fn type_words(name: &str) -> String {
    match name {
        "number" => "数",
        "string" | "text" => "文字",
        "boolean" => "是否值",
        "date" => "日期",
        "time" => "时刻",
        "date and time" => "日期和时刻",
        "years and months duration" => "以年月计的期间",
        "days and time duration" => "以日时计的期间",
        "list" => "列表",
        "context" => "由各项组成的内容",
        "Any" | "any" => "任何内容",
        "Null" | "null" => "空",
        other => return format!("「{other}」类型的内容"),
    }
    .to_owned()
}
