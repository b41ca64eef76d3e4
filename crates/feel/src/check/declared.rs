//! What the evaluator is told of values that may be unknown: between which ends they lie where they are read.

use super::keys::Key;
use super::{Compiler, Typed};
use crate::ast::{Expr, ExprKind};
use crate::types::{NumberType, Type};
use tongban_runtime::Value;
use tongban_runtime::constant::Constant;

impl Compiler<'_> {
    /// Declares what types, dictionary and guards say of a name or path that is certainly there.
    pub(super) fn declare(&mut self, expr: &Expr, typed: &Typed) {
        let (ExprKind::Name(name) | ExprKind::Path { name, .. }) = &expr.kind else {
            return;
        };
        let ty = match &typed.ty {
            Type::List(item) => item,
            ty => ty,
        };
        let kept = match ty {
            Type::Number(number) if self.is_kept(expr, number) => ty.clone(),
            Type::Number(_) | Type::Date | Type::YearsMonths | Type::DaysTime => Type::Any,
            _ => return,
        };
        let interval = self.interval(expr, &kept);
        let (mut low, mut high) = (interval.low, interval.high);
        if let (Type::Date, Some((first, last))) = (ty, self.scope.days(name)) {
            // A guard says more than the dictionary, or as much.
            low = low.or(Some((Value::Date(first), true)));
            high = high.or(Some((Value::Date(last), true)));
        }
        let whole = matches!(&kept, Type::Number(number) if number.scale == Some(0));
        let end = |end: Option<(Value, bool)>| end.and_then(|(end, _)| constant(&end));
        let (low, high) = (end(low), end(high));
        if low.is_some() || high.is_some() {
            let each = matches!(typed.ty, Type::List(_));
            self.builder.declare(typed.node, low, high, (whole, each));
        }
    }

    /// Whether answers are held to the type: not what is computed, and not what a function is given.
    fn is_kept(&self, expr: &Expr, number: &NumberType) -> bool {
        let given = match self.key(expr) {
            Some(Key::Local(register)) => register < self.parameters,
            _ => false,
        };
        number.scale.is_some() && !given
    }
}

fn constant(value: &Value) -> Option<Constant> {
    Some(match value {
        Value::Number(number) => Constant::Number(*number),
        Value::Date(date) => Constant::Date(*date),
        Value::YearsMonths(months) => Constant::YearsMonths(*months),
        Value::DaysTime(time) => Constant::DaysTime(*time),
        _ => return None,
    })
}
