//! `in`, and the cells of tables: which values fit.

use super::Speaker;
use super::amounts::unit_of;
use super::compare::is_literal;
use crate::ast::{Expr, ExprKind, Test};
use crate::types::Type;
use tongban_runtime::program::Comparison;

impl Speaker<'_> {
    /// What holds when one of the tests fits.
    pub(super) fn any_test(&mut self, tests: &[Test], subject: &str, ty: &Type) -> String {
        if let [only] = tests {
            return self.test(only, subject, ty);
        }
        if let Some(values) = self.values(tests, ty) {
            return match values.as_slice() {
                [first, second] => format!("{subject}为{first}或者{second}"),
                _ => format!("{subject}为{}之一", values.join("、")),
            };
        }
        let said = self.deeper(|speaker| {
            let said = tests.iter().map(|test| speaker.test(test, subject, ty));
            said.collect::<Vec<String>>()
        });
        if said.len() == 2 {
            return said.join("，或者");
        }
        format!("符合下列情形之一：{}", self.list(&said))
    }

    /// What holds when none of the tests fits.
    pub(super) fn no_test(&mut self, tests: &[Test], subject: &str, ty: &Type) -> String {
        if let Some(values) = self.values(tests, ty) {
            return match values.as_slice() {
                [only] => format!("{subject}不是{only}"),
                _ => format!("{subject}不是{}中的任何一个", values.join("、")),
            };
        }
        let inside = self.quoted(|speaker| speaker.any_test(tests, subject, ty));
        format!("{inside}不成立")
    }

    /// The values, where all tests are values that are written out.
    fn values(&mut self, tests: &[Test], ty: &Type) -> Option<Vec<String>> {
        let values: Option<Vec<&Expr>> = tests
            .iter()
            .map(|test| match test {
                Test::Expr(expr) if is_literal(expr) && expr.kind != ExprKind::Null => Some(expr),
                _ => None,
            })
            .collect();
        let values = match values {
            Some(values) => values,
            // `in ["a", "b"]`
            None => match tests {
                [
                    Test::Expr(Expr {
                        kind: ExprKind::List(items),
                        ..
                    }),
                ] if items.iter().all(is_literal) && !items.is_empty() => items.iter().collect(),
                _ => return None,
            },
        };
        let unit = unit_of(ty).map(str::to_owned);
        Some(
            values
                .into_iter()
                .map(|value| match &value.kind {
                    ExprKind::Text(text) => self.label(text, ty),
                    _ => self.term(value, unit.as_deref()),
                })
                .collect(),
        )
    }

    fn test(&mut self, test: &Test, subject: &str, ty: &Type) -> String {
        match test {
            Test::Any => format!("{subject}为任何内容"),
            Test::Not(tests) => self.no_test(tests, subject, ty),
            Test::Compare(op, end) => self.against(*op, subject, ty, end),
            Test::Expr(expr) if expr.uses_input() => {
                let before = self.input.replace(subject.to_owned());
                let said = self.clause(expr);
                self.input = before;
                said
            }
            Test::Expr(expr) => self.is_one_of(expr, subject, ty),
        }
    }

    /// A comparison whose right side may be `null` or a truth value.
    fn against(&mut self, op: Comparison, subject: &str, ty: &Type, end: &Expr) -> String {
        let equal = op == Comparison::Equal;
        match (&end.kind, op) {
            (ExprKind::Null, Comparison::Equal) => format!("{subject}没有内容"),
            (ExprKind::Null, Comparison::NotEqual) => format!("{subject}有内容"),
            (ExprKind::Bool(value), Comparison::Equal | Comparison::NotEqual) => {
                let word = if *value == equal { "为是" } else { "为否" };
                format!("{subject}{word}")
            }
            _ => self.relation(op, subject, ty, end),
        }
    }

    fn is_one_of(&mut self, expr: &Expr, subject: &str, ty: &Type) -> String {
        match &expr.kind {
            ExprKind::Range {
                low,
                low_closed,
                high,
                high_closed,
            } => {
                let ends = (
                    (low.as_deref(), *low_closed),
                    (high.as_deref(), *high_closed),
                );
                self.within(subject, ty, ends)
            }
            ExprKind::UnaryRange { except, value } => {
                let op = if *except {
                    Comparison::NotEqual
                } else {
                    Comparison::Equal
                };
                self.against(op, subject, ty, value)
            }
            ExprKind::List(items) if items.iter().all(is_literal) && !items.is_empty() => {
                let tests: Vec<Test> = items.iter().cloned().map(Test::Expr).collect();
                self.any_test(&tests, subject, ty)
            }
            _ => match self.types.of(expr).present() {
                Type::List(_) => {
                    let list = self.operand(expr, None);
                    format!("{subject}为{list}中的一项")
                }
                Type::Range(_) => {
                    let range = self.operand(expr, None);
                    format!("{subject}在{range}之内")
                }
                Type::Boolean if !matches!(ty.present(), Type::Boolean | Type::Any) => {
                    self.clause(expr)
                }
                _ => self.against(Comparison::Equal, subject, ty, expr),
            },
        }
    }
}

/// Whether tests are of several kinds, so that their sentence has parts.
pub(super) fn is_mixed(tests: &[Test]) -> bool {
    !tests.iter().all(|test| match test {
        Test::Expr(expr) => is_literal(expr),
        _ => false,
    })
}
