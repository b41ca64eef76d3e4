//! Lists: `some`, `every`, `for`, filters.

use super::Speaker;
use crate::ast::{Expr, ExprKind, Variable};
use crate::types::Type;

/// How many of a list must fit.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quantity {
    Some,
    Every,
    None,
}

impl Speaker<'_> {
    pub(super) fn quantified(
        &mut self,
        every: bool,
        variables: &[Variable],
        body: &Expr,
    ) -> String {
        let quantity = if every {
            Quantity::Every
        } else {
            Quantity::Some
        };
        self.over(quantity, variables, body)
    }

    pub(super) fn not_quantified(
        &mut self,
        every: bool,
        variables: &[Variable],
        body: &Expr,
    ) -> String {
        if variables.len() == 1 && !every {
            return self.over(Quantity::None, variables, body);
        }
        let inside = self.quoted(|speaker| speaker.quantified(every, variables, body));
        format!("{inside}不成立")
    }

    /// `人员明细中每一条都符合：…`; where several stand beside or in each other, each gets a name.
    fn over(&mut self, quantity: Quantity, variables: &[Variable], body: &Expr) -> String {
        let before = self.locals.len();
        let head = match variables {
            [only] => self.one(quantity, only, body),
            several => self.several(quantity, several),
        };
        let body = self.body(body);
        self.locals.truncate(before);
        // `…都符合：同时符合下列条件` would say it twice.
        if body.starts_with("同时符合") || body.starts_with("符合") {
            format!("{head}{body}")
        } else {
            format!("{head}符合：{body}")
        }
    }

    fn one(&mut self, quantity: Quantity, variable: &Variable, body: &Expr) -> String {
        let list = self.list_words(&variable.list);
        let counter = self.counter(&variable.list);
        // One that nothing else stands in is called by what it is.
        let called = if !has_loop(body) && self.locals.is_empty() {
            self.locals
                .push((variable.name.clone(), format!("该{counter}")));
            String::new()
        } else {
            self.locals
                .push((variable.name.clone(), variable.name.clone()));
            format!("（称“{}”）", variable.name)
        };
        match quantity {
            Quantity::Some => format!("{list}中至少有一{counter}{called}"),
            Quantity::Every => format!("{list}中每一{counter}{called}都"),
            Quantity::None => format!("{list}中没有任何一{counter}{called}"),
        }
    }

    fn several(&mut self, quantity: Quantity, variables: &[Variable]) -> String {
        let mut heads = Vec::new();
        let mut lists: Vec<String> = Vec::new();
        for variable in variables {
            let list = self.list_words(&variable.list);
            let counter = self.counter(&variable.list);
            self.locals
                .push((variable.name.clone(), variable.name.clone()));
            let (take, have) = if quantity == Quantity::Every {
                ("从", "任取")
            } else {
                ("", "有")
            };
            heads.push(format!(
                "{take}{list}中{have}一{counter}（称“{}”）",
                variable.name
            ));
            lists.push(list);
        }
        lists.sort();
        let twice = lists.iter().zip(lists.iter().skip(1)).any(|(a, b)| a == b);
        let note = if twice {
            "（可以是同一条）"
        } else {
            ""
        };
        let all = if quantity == Quantity::Every {
            "都"
        } else {
            ""
        };
        format!("{}{note}，{all}", heads.join("、"))
    }

    fn list_words(&mut self, list: &Expr) -> String {
        self.operand(list, None)
    }

    /// What one of a list is counted by: rows are 条, other things 项.
    fn counter(&self, list: &Expr) -> &'static str {
        match self.types.of(list).present() {
            Type::List(item) if !matches!(item.present(), Type::Context(_) | Type::Any) => "项",
            Type::Range(_) => "项",
            _ => "条",
        }
    }

    /// `for … return …`
    pub(super) fn collected(&mut self, variables: &[Variable], body: &Expr) -> String {
        let before = self.locals.len();
        let mut heads = Vec::new();
        for variable in variables {
            let list = self.list_words(&variable.list);
            let counter = self.counter(&variable.list);
            heads.push(format!("{list}中每一{counter}（称“{}”）", variable.name));
            self.locals
                .push((variable.name.clone(), variable.name.clone()));
        }
        let body = self.term(body, None);
        self.locals.truncate(before);
        format!("由{}得出的〔{body}〕", heads.join("、"))
    }

    /// `list[condition]`, or `list[number]`.
    pub(super) fn filtered(&mut self, list: &Expr, condition: &Expr) -> String {
        let said = self.list_words(list);
        if let Type::Number(_) = self.types.of(condition).present() {
            return match &condition.kind {
                ExprKind::Number(number) if number.is_negative() => {
                    let number = self.number(number.neg(), None);
                    format!("{said}中的倒数第{number}项")
                }
                _ => format!("{said}中的第{}项", self.operand(condition, None)),
            };
        }
        let counter = self.counter(list);
        let before = self.locals.len();
        self.locals
            .push(("item".to_owned(), format!("该{counter}")));
        let inside = self.quoted(|speaker| speaker.clause(condition));
        self.locals.truncate(before);
        format!("{said}中符合{inside}的各{counter}")
    }
}

/// Whether another list is gone through inside.
fn has_loop(expr: &Expr) -> bool {
    let mut found = false;
    expr.visit(&mut |part| {
        found |= matches!(
            part.kind,
            ExprKind::Quantified { .. } | ExprKind::For { .. } | ExprKind::Filter { .. }
        );
    });
    found
}
