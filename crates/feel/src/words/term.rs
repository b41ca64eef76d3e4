//! Values: what something is called, and how it is reckoned.

use super::Speaker;
use super::amounts::{moment, unit_of};
use super::clause::is_condition;
use crate::ast::{Expr, ExprKind};
use crate::types::Type;
use tongban_runtime::program::Arithmetic;

impl Speaker<'_> {
    /// The value that a rule gives, as a sentence of its own.
    pub(super) fn value(&mut self, expr: &Expr, expected: Option<&Type>) -> String {
        let ty = self.types.of(expr).clone();
        let unit = expected
            .and_then(unit_of)
            .or_else(|| unit_of(&ty))
            .map(str::to_owned);
        match &expr.kind {
            ExprKind::If { .. } => {
                let head = if is_ladder(expr) {
                    "按下列顺序判断，以最先符合的一项为准"
                } else {
                    "按下列规定确定"
                };
                format!("{head}：{}", self.cases(expr, unit.as_deref()))
            }
            ExprKind::Text(text) => self.label(text, expected.unwrap_or(&ty)),
            _ => self.term(expr, unit.as_deref()),
        }
    }

    /// The branches of an `if` that gives a value: `（一）…的，为…；（二）其他情形，为…`.
    pub(super) fn cases(&mut self, expr: &Expr, unit: Option<&str>) -> String {
        let said = self.branches(expr, unit);
        self.list(&said)
    }

    fn branches(&mut self, expr: &Expr, unit: Option<&str>) -> Vec<String> {
        let ty = self.types.of(expr).clone();
        self.deeper(|speaker| {
            let mut said = Vec::new();
            let mut rest = expr;
            while let ExprKind::If {
                condition,
                then,
                otherwise,
            } = &rest.kind
            {
                let condition = speaker.contained(condition);
                let value = speaker.branch(then, &ty, unit);
                said.push(format!("{condition}的，{value}"));
                rest = otherwise;
            }
            let value = speaker.branch(rest, &ty, unit);
            said.push(format!("其他情形，{value}"));
            said
        })
    }

    fn branch(&mut self, expr: &Expr, ty: &Type, unit: Option<&str>) -> String {
        match &expr.kind {
            ExprKind::Null => "没有对应的内容".to_owned(),
            ExprKind::Text(text) => format!("为{}", self.label(text, ty)),
            _ => format!("为{}", self.term(expr, unit)),
        }
    }

    /// A value inside a sentence: reckonings stand in brackets.
    pub(super) fn operand(&mut self, expr: &Expr, unit: Option<&str>) -> String {
        match &expr.kind {
            ExprKind::Arithmetic { .. } if self.is_numeric(expr) => {
                format!("（{}）", self.term(expr, unit))
            }
            _ => self.term(expr, unit),
        }
    }

    fn is_numeric(&self, expr: &Expr) -> bool {
        matches!(self.types.of(expr).present(), Type::Number(_) | Type::Any)
    }

    pub(super) fn is_local(&self, name: &str) -> bool {
        self.locals.iter().any(|(local, _)| local == name)
    }

    /// What a name is called.
    pub(super) fn named(&self, name: &str) -> String {
        let local = self.locals.iter().rev().find(|(local, _)| local == name);
        match local {
            Some((_, said)) => said.clone(),
            None => self
                .vocabulary
                .name(name)
                .unwrap_or_else(|| name.to_owned()),
        }
    }

    /// What a value is called.
    pub(super) fn term(&mut self, expr: &Expr, unit: Option<&str>) -> String {
        match &expr.kind {
            ExprKind::Null => "空".to_owned(),
            ExprKind::Bool(value) => if *value { "是" } else { "否" }.to_owned(),
            ExprKind::Number(number) => self.number(*number, unit),
            ExprKind::Text(text) => self.label(text, &self.types.of(expr).clone()),
            ExprKind::At(text) => moment(text),
            ExprKind::Name(name) => self.named(name),
            ExprKind::Input => self.input.clone().unwrap_or_else(|| "该值".to_owned()),
            ExprKind::Negate(value) => format!("负的{}", self.operand(value, unit)),
            ExprKind::Arithmetic { op, left, right } => self.arithmetic(*op, left, right, unit),
            ExprKind::If { .. } => {
                let branches = self.branches(expr, unit);
                let head = if is_ladder(expr) {
                    "依次判断："
                } else {
                    ""
                };
                format!("〔{head}{}〕", branches.join("；"))
            }
            ExprKind::For { variables, body } => self.collected(variables, body),
            ExprKind::Filter { list, condition } => self.filtered(list, condition),
            ExprKind::Path { value, name, .. } => self.path(value, name),
            ExprKind::List(items) if items.is_empty() => "空的列表".to_owned(),
            ExprKind::List(items) => {
                let said: Vec<String> = items.iter().map(|item| self.term(item, unit)).collect();
                format!("（{}）", said.join("、"))
            }
            ExprKind::Context(entries) => {
                let said: Vec<String> = entries
                    .iter()
                    .map(|(key, _, value)| format!("{key}：{}", self.term(value, None)))
                    .collect();
                format!("〔{}〕", said.join("；"))
            }
            ExprKind::Range {
                low,
                low_closed,
                high,
                high_closed,
            } => self.range_words(
                (low.as_deref(), *low_closed),
                (high.as_deref(), *high_closed),
            ),
            ExprKind::UnaryRange { except, value } => {
                let value = self.operand(value, unit);
                if *except {
                    format!("除{value}以外的内容")
                } else {
                    value
                }
            }
            ExprKind::Call {
                function,
                arguments,
            } => self.call_value(expr, function, arguments),
            ExprKind::Function {
                parameters, body, ..
            } => {
                let names: Vec<&str> = parameters.iter().map(|one| one.name.as_str()).collect();
                let before = self.locals.len();
                for name in &names {
                    self.locals.push(((*name).to_owned(), (*name).to_owned()));
                }
                let body = self.term(body, None);
                self.locals.truncate(before);
                format!("由{}得出〔{body}〕的算法", names.join("、"))
            }
            ExprKind::Part(_) | ExprKind::Error => "（此处未能读出）".to_owned(),
            _ if is_condition(expr) => {
                let inside = self.quoted(|speaker| speaker.clause(expr));
                format!("{inside}是否成立")
            }
            _ => String::new(),
        }
    }

    /// A range as a value.
    fn range_words(
        &mut self,
        (low, low_closed): super::compare::End<'_>,
        (high, high_closed): super::compare::End<'_>,
    ) -> String {
        let included = |closed: bool| if closed { "（含）" } else { "（不含）" };
        let low = low.map(|low| format!("{}{}", self.operand(low, None), included(low_closed)));
        let high =
            high.map(|high| format!("{}{}", self.operand(high, None), included(high_closed)));
        match (low, high) {
            (Some(low), Some(high)) => format!("从{low}到{high}"),
            (Some(low), None) => format!("从{low}起"),
            (None, Some(high)) => format!("到{high}为止"),
            (None, None) => "任何范围".to_owned(),
        }
    }

    fn arithmetic(
        &mut self,
        op: Arithmetic,
        left: &Expr,
        right: &Expr,
        unit: Option<&str>,
    ) -> String {
        let types = (
            self.types.of(left).present().clone(),
            self.types.of(right).present().clone(),
        );
        let plus = op == Arithmetic::Add;
        match (op, &types.0, &types.1) {
            (
                Arithmetic::Add | Arithmetic::Subtract,
                Type::Date,
                Type::YearsMonths | Type::DaysTime,
            ) => {
                let (day, span) = (self.operand(left, None), self.operand(right, None));
                let word = if plus { "之后" } else { "之前" };
                return format!("{day}{word}{span}的日期");
            }
            (Arithmetic::Add, Type::YearsMonths | Type::DaysTime, Type::Date) => {
                let (span, day) = (self.operand(left, None), self.operand(right, None));
                return format!("{day}之后{span}的日期");
            }
            (Arithmetic::Subtract, Type::Date, Type::Date) => {
                let (to, from) = (self.operand(left, None), self.operand(right, None));
                return format!("自{from}至{to}的时长");
            }
            (Arithmetic::Add, Type::Text | Type::Enum(_), _) => {
                let (first, second) = (self.term(left, None), self.term(right, None));
                return format!("{first}后接{second}");
            }
            _ => {}
        }
        // In sums a bare number has the unit of the whole; factors have none.
        let sum = matches!(op, Arithmetic::Add | Arithmetic::Subtract);
        let named = |side: &Expr, ty: &Type| match side.kind {
            ExprKind::Name(_) | ExprKind::Path { .. } => unit_of(ty).map(str::to_owned),
            _ => None,
        };
        let own = named(left, &types.0).or_else(|| named(right, &types.1));
        let own = own.as_deref().or(unit);
        let inner = if sum { own.map(str::to_owned) } else { None };
        let mark = match op {
            Arithmetic::Add => "＋",
            Arithmetic::Subtract => "－",
            Arithmetic::Multiply => "×",
            Arithmetic::Divide => "÷",
            Arithmetic::Power => "的乘方，指数为",
        };
        let left = self.part_of(left, op, false, inner.as_deref());
        let right = self.part_of(right, op, true, inner.as_deref());
        format!("{left}{mark}{right}")
    }

    /// A part of a reckoning, in brackets where it is reckoned first.
    fn part_of(&mut self, expr: &Expr, op: Arithmetic, last: bool, unit: Option<&str>) -> String {
        let strength = |op: Arithmetic| match op {
            Arithmetic::Add | Arithmetic::Subtract => 0,
            Arithmetic::Multiply | Arithmetic::Divide => 1,
            Arithmetic::Power => 2,
        };
        let said = self.term(expr, unit);
        match &expr.kind {
            ExprKind::Arithmetic { op: inner, .. } => {
                let (inner, outer) = (strength(*inner), strength(op));
                if inner < outer || last && inner == outer {
                    format!("（{said}）")
                } else {
                    said
                }
            }
            ExprKind::Number(number) if number.is_negative() => format!("（{said}）"),
            ExprKind::Negate(_) => format!("（{said}）"),
            _ => said,
        }
    }

    fn path(&mut self, value: &Expr, name: &str) -> String {
        let ty = self.types.of(value).present().clone();
        let said = match (&ty, name) {
            (Type::Date, "year" | "年") => "年份",
            (Type::Date, "month" | "月") => "月份",
            (Type::Date, "day" | "日") => "日数",
            (Type::Date, "weekday") => "星期几（以 1 为星期一）",
            (Type::YearsMonths, "years") | (Type::DaysTime, "years") => "整年数",
            (Type::YearsMonths, "months") => "不足一年的月数",
            (Type::DaysTime, "days") => "整日数",
            (Type::DaysTime, "hours") => "不足一日的小时数",
            (Type::DaysTime, "minutes") => "不足一小时的分钟数",
            (Type::DaysTime, "seconds") => "不足一分钟的秒数",
            _ => "",
        };
        let field = match &ty {
            Type::Context(fields) => field_name(fields, name),
            Type::List(item) => match item.present() {
                Type::Context(fields) => field_name(fields, name),
                _ => None,
            },
            _ => None,
        };
        let field = match (said, field) {
            ("", Some(field)) => field,
            ("", None) => self
                .vocabulary
                .name(name)
                .unwrap_or_else(|| name.to_owned()),
            (said, _) => said.to_owned(),
        };
        let each = matches!(ty, Type::List(_)) && !matches!(value.kind, ExprKind::Filter { .. });
        let value = self.operand(value, None);
        if each {
            format!("{value}中每一条的{field}")
        } else {
            format!("{value}的{field}")
        }
    }
}

/// Whether several conditions are looked at one after the other.
pub(super) fn is_ladder(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::If { otherwise, .. } => matches!(otherwise.kind, ExprKind::If { .. }),
        _ => false,
    }
}

fn field_name(fields: &[crate::types::FieldType], name: &str) -> Option<String> {
    fields
        .iter()
        .find(|field| field.key == name || field.name == name)
        .map(|field| field.name.clone())
}
