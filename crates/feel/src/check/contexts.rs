//! Contexts and paths into them.

use super::{Compiler, Local, Typed, names};
use crate::ast::{Expr, ExprKind};
use crate::problem::Problem;
use crate::span::Span;
use crate::types::{FieldType, NumberType, Type};
use tongban_runtime::Decimal;
use tongban_runtime::constant::Constant;
use tongban_runtime::program::{Node, Property};

impl Compiler<'_> {
    pub(super) fn context(
        &mut self,
        entries: &[(String, Span, Expr)],
        expected: Option<&Type>,
    ) -> Typed {
        let before = self.locals.len();
        let mut fields = Vec::new();
        let mut run = Vec::new();
        let mut shared = Vec::new();
        for (place, (key, _, value)) in entries.iter().enumerate() {
            let wanted = match expected.map(Type::present) {
                Some(Type::Context(wanted)) => wanted
                    .iter()
                    .find(|field| field.key == *key || field.name == *key)
                    .cloned(),
                _ => None,
            };
            let typed = self.expr(value, wanted.as_ref().map(|field| &field.ty));
            let id = wanted
                .as_ref()
                .map_or(key.as_str(), |field| field.key.as_str());
            let constant = self.builder.pool(Constant::Text(id.into()));
            let later = entries.get(place + 1..).unwrap_or(&[]);
            let node = if later.iter().any(|(_, _, other)| mentions(other, key)) {
                let (register, reference) = self.register(typed.ty.clone());
                self.names.add(key);
                self.locals.push(Local {
                    name: key.clone(),
                    register,
                    field: None,
                    ty: typed.ty.clone(),
                });
                shared.push((register, typed.node));
                reference.node
            } else {
                typed.node
            };
            run.extend([constant, node]);
            fields.push(FieldType::new(id, key, typed.ty));
        }
        self.locals.truncate(before);
        let run = self.builder.run(&run);
        let mut node = self.builder.push(Node::Context(run));
        for (local, value) in shared.into_iter().rev() {
            node = self.builder.push(Node::Let {
                local,
                value,
                body: node,
            });
        }
        fields.sort_by(|a, b| a.key.cmp(&b.key));
        Typed {
            node,
            ty: Type::context(fields),
        }
    }

    pub(super) fn path(&mut self, expr: &Expr, value: &Expr, name: &str, at: Span) -> Typed {
        let typed = self.expr(value, None);
        let ty = self.present(&typed, value.span);
        let result = match &ty {
            Type::Context(fields) => self.field(&typed, fields, name, at),
            Type::List(item) => match item.present() {
                Type::Context(fields) => {
                    let field = self.field(&typed, fields, name, at);
                    let ty = if item.may_be_absent() {
                        field.ty.optional()
                    } else {
                        field.ty
                    };
                    Typed {
                        node: field.node,
                        ty: Type::list(ty),
                    }
                }
                _ => self.no_field(&typed, &[], name, at),
            },
            Type::Date | Type::YearsMonths | Type::DaysTime => match property(&ty, name) {
                Some((property, ty)) => {
                    let node = Node::Property {
                        value: typed.node,
                        property,
                    };
                    Typed {
                        node: self.builder.push(node),
                        ty,
                    }
                }
                None => self.no_field(&typed, &[], name, at),
            },
            Type::Any => self.dynamic(&typed, name),
            _ => self.no_field(&typed, &[], name, at),
        };
        self.guarded(expr, result)
    }

    fn dynamic(&mut self, typed: &Typed, name: &str) -> Typed {
        let key = self.builder.pool(Constant::Text(name.into()));
        let node = self.builder.push(Node::Field {
            value: typed.node,
            key,
        });
        Typed {
            node,
            ty: Type::Any,
        }
    }

    fn field(&mut self, typed: &Typed, fields: &[FieldType], name: &str, at: Span) -> Typed {
        let found = fields
            .iter()
            .find(|field| field.key == name || field.name == name);
        let Some(field) = found else {
            return self.no_field(typed, fields, name, at);
        };
        let key = self.builder.pool(Constant::Text(field.key.as_str().into()));
        let node = self.builder.push(Node::Field {
            value: typed.node,
            key,
        });
        Typed {
            node,
            ty: field.ty.clone(),
        }
    }

    fn no_field(&mut self, typed: &Typed, fields: &[FieldType], name: &str, at: Span) -> Typed {
        let known = fields
            .iter()
            .flat_map(|field| [field.name.as_str(), field.key.as_str()]);
        let mut similar = names::similar(name, known);
        if similar.is_empty() && fields.len() <= 6 {
            similar = fields.iter().map(|field| field.name.clone()).collect();
        }
        self.complain(
            Problem::UnknownField {
                name: name.to_owned(),
                similar,
            },
            at,
        );
        self.dynamic(typed, name)
    }
}

fn mentions(expr: &Expr, name: &str) -> bool {
    let mut found = false;
    expr.visit(&mut |part| {
        found |= match &part.kind {
            ExprKind::Name(other) => other == name,
            // What stands in it is read later.
            ExprKind::Part(_) => true,
            _ => false,
        };
    });
    found
}

fn property(ty: &Type, name: &str) -> Option<(Property, Type)> {
    let between = |min: i64, max: i64| {
        Type::Number(NumberType {
            unit: None,
            min: Some(Decimal::from(min)),
            max: Some(Decimal::from(max)),
            nonzero: min > 0,
            scale: Some(0),
        })
    };
    Some(match (ty, name) {
        (Type::Date, "year" | "年") => (Property::Year, between(1, 9999)),
        (Type::Date, "month" | "月") => (Property::Month, between(1, 12)),
        (Type::Date, "day" | "日") => (Property::Day, between(1, 31)),
        (Type::Date, "weekday") => (Property::Weekday, between(1, 7)),
        (Type::YearsMonths, "years") => (Property::Years, Type::NUMBER),
        (Type::YearsMonths, "months") => (Property::Months, between(-11, 11)),
        (Type::DaysTime, "days") => (Property::Days, Type::NUMBER),
        (Type::DaysTime, "hours") => (Property::Hours, between(-23, 23)),
        (Type::DaysTime, "minutes") => (Property::Minutes, between(-59, 59)),
        (Type::DaysTime, "seconds") => (Property::Seconds, between(-59, 59)),
        _ => return None,
    })
}
