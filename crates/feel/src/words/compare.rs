//! Comparisons: every one says whether its bound is included.

use super::Speaker;
use super::amounts::unit_of;
use super::clause::is_condition;
use crate::ast::{Expr, ExprKind};
use crate::check::mirrored;
use crate::types::Type;
use tongban_runtime::program::Comparison;

/// An end of a range, and whether it is included.
pub(super) type End<'e> = (Option<&'e Expr>, bool);

impl Speaker<'_> {
    pub(super) fn compare(&mut self, op: Comparison, left: &Expr, right: &Expr) -> String {
        let equality = matches!(op, Comparison::Equal | Comparison::NotEqual);
        let holds = op == Comparison::Equal;
        if left.kind == ExprKind::Null || is_literal(left) && !is_literal(right) {
            return self.compare(mirrored(op), right, left);
        }
        match &right.kind {
            ExprKind::Null if equality => return self.presence(left, !holds),
            ExprKind::Bool(wanted) if holds => {
                return if *wanted {
                    self.clause(left)
                } else {
                    self.negated(left)
                };
            }
            ExprKind::Bool(wanted) if equality => {
                let inside = self.quoted(|speaker| {
                    if *wanted {
                        speaker.clause(left)
                    } else {
                        speaker.negated(left)
                    }
                });
                return format!("并非{inside}");
            }
            _ => {}
        }
        let both = |ty: &Type| matches!(ty.present(), Type::Boolean);
        let truths = both(self.types.of(left)) && both(self.types.of(right));
        if equality && (truths || is_condition(left) && is_condition(right)) {
            let left = self.quoted(|speaker| speaker.clause(left));
            let right = self.quoted(|speaker| speaker.clause(right));
            return if holds {
                format!("{left}和{right}同时成立或者同时不成立")
            } else {
                format!("{left}和{right}有且只有一个成立")
            };
        }
        // A choice ends the sentence, so that its numbered parts can follow.
        if matches!(left.kind, ExprKind::If { .. }) && !matches!(right.kind, ExprKind::If { .. }) {
            return self.compare(mirrored(op), right, left);
        }
        let ty = self.types.of(left).clone();
        let subject = self.operand(left, unit_of(self.types.of(right)));
        self.relation(op, &subject, &ty, right)
    }

    /// What is said of a subject that stands in a relation to a value.
    pub(super) fn relation(
        &mut self,
        op: Comparison,
        subject: &str,
        ty: &Type,
        right: &Expr,
    ) -> String {
        let unit = unit_of(ty)
            .or_else(|| unit_of(self.types.of(right)))
            .map(str::to_owned);
        let unit = unit.as_deref();
        let (before, after) = self.relation_words(op, ty, right);
        if matches!(right.kind, ExprKind::If { .. }) {
            let what = match ty.present() {
                Type::Date => "下列日期",
                Type::Number(_) => "下列数值",
                _ => "下列内容",
            };
            let cases = self.cases(right, unit);
            let order = if super::term::is_ladder(right) {
                "（依次判断，以最先符合的一项为准）"
            } else {
                ""
            };
            return format!("{subject}{before}{what}{after}{order}：{cases}");
        }
        let value = match &right.kind {
            ExprKind::Text(text) => self.label(text, ty),
            _ => self.operand(right, unit),
        };
        format!("{subject}{before}{value}{after}")
    }

    /// The words before and after what something is compared with.
    fn relation_words(
        &self,
        op: Comparison,
        ty: &Type,
        right: &Expr,
    ) -> (&'static str, &'static str) {
        let number = matches!(ty.present(), Type::Number(_))
            || matches!(self.types.of(right).present(), Type::Number(_));
        match op {
            Comparison::Equal if number => ("等于", ""),
            Comparison::NotEqual if number => ("不等于", ""),
            Comparison::Equal if is_literal(right) => ("为", ""),
            Comparison::NotEqual if is_literal(right) => ("不是", ""),
            Comparison::Equal => ("与", "相同"),
            Comparison::NotEqual => ("与", "不同"),
            _ => (self.order_words(op, ty, right), ""),
        }
    }

    fn order_words(&self, op: Comparison, ty: &Type, right: &Expr) -> &'static str {
        let index = match op {
            Comparison::GreaterOrEqual => 0,
            Comparison::Greater => 1,
            Comparison::LessOrEqual => 2,
            _ => 3,
        };
        let words = match (ty.present(), self.types.of(right).present()) {
            (Type::Date, _) | (_, Type::Date) => ["不早于", "晚于", "不晚于", "早于"],
            (Type::YearsMonths | Type::DaysTime, _) => ["不短于", "长于", "不长于", "短于"],
            _ => {
                let unit = unit_of(ty).or_else(|| unit_of(self.types.of(right)));
                let unit = unit.and_then(|unit| self.vocabulary.unit(unit));
                match unit.as_deref() {
                    Some("%" | "分") => ["不低于", "高于", "不高于", "低于"],
                    Some(_) => ["不少于", "超过", "不超过", "少于"],
                    None => ["不小于", "大于", "不大于", "小于"],
                }
            }
        };
        words.get(index).copied().unwrap_or("")
    }

    /// Whether there is a value.
    pub(super) fn presence(&mut self, expr: &Expr, there: bool) -> String {
        let subject = self.operand(expr, None);
        let name = match &expr.kind {
            ExprKind::Name(name) if !self.is_local(name) => Some(self.named(name)),
            _ => None,
        };
        // 有 and 没有 read well before a name, but not before one that begins so itself.
        match name {
            Some(name) if !name.starts_with(['有', '无', '没', '未', '已', '是']) => {
                format!("{}{name}", if there { "有" } else { "没有" })
            }
            _ => format!("{subject}{}", if there { "有内容" } else { "没有内容" }),
        }
    }

    /// `subject` within a range: `不少于 12 个月且不超过 60 个月`.
    pub(super) fn within(
        &mut self,
        subject: &str,
        ty: &Type,
        ((low, low_closed), (high, high_closed)): (End<'_>, End<'_>),
    ) -> String {
        let low_op = if low_closed {
            Comparison::GreaterOrEqual
        } else {
            Comparison::Greater
        };
        let high_op = if high_closed {
            Comparison::LessOrEqual
        } else {
            Comparison::Less
        };
        match (low, high) {
            (Some(low), Some(high)) => {
                let low = self.relation(low_op, subject, ty, low);
                let high = self.relation(high_op, "", ty, high);
                format!("{low}且{high}")
            }
            (Some(low), None) => self.relation(low_op, subject, ty, low),
            (None, Some(high)) => self.relation(high_op, subject, ty, high),
            (None, None) => format!("{subject}为任何内容"),
        }
    }
}

/// Whether it is written out.
pub(super) fn is_literal(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Null
        | ExprKind::Bool(_)
        | ExprKind::Number(_)
        | ExprKind::Text(_)
        | ExprKind::At(_) => true,
        ExprKind::Call {
            function,
            arguments,
        } => {
            let name = matches!(&function.kind, ExprKind::Name(name) if name == "date" || name == "duration");
            name && arguments.iter().all(|argument| is_literal(&argument.value))
        }
        _ => false,
    }
}
