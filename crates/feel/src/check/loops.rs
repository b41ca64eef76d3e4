//! `for`, `some`, `every` and filters.

use super::keys::Key;
use super::{Compiler, Local, Typed};
use crate::ast::{Expr, ExprKind, Variable};
use crate::problem::Problem;
use crate::types::{FieldType, Type};
use tongban_runtime::constant::Constant;
use tongban_runtime::program::Node;

impl Compiler<'_> {
    /// Compiles what a loop runs over; gives the type of its elements.
    fn iterated(&mut self, list: &Expr) -> (Typed, Type) {
        let typed = self.expr(list, None);
        let item = match self.present(&typed, list.span) {
            Type::List(item) | Type::Range(item) => *item,
            Type::Any => Type::Any,
            other => {
                self.complain(
                    Problem::NotAList {
                        found: other.to_string(),
                    },
                    list.span,
                );
                other
            }
        };
        (typed, item)
    }

    fn bind(&mut self, name: &str, ty: Type) -> u32 {
        let register = self.builder.local();
        self.names.add(name);
        self.locals.push(Local {
            name: name.to_owned(),
            register,
            field: None,
            ty,
        });
        register
    }

    pub(super) fn for_loop(&mut self, variables: &[Variable], body: &Expr) -> Typed {
        let before = self.locals.len();
        let mut loops = Vec::new();
        for variable in variables {
            let (list, item) = self.iterated(&variable.list);
            loops.push((self.bind(&variable.name, item), list));
        }
        let body = self.expr(body, None);
        self.locals.truncate(before);
        let mut node = body.node;
        for (place, (local, list)) in loops.into_iter().rev().enumerate() {
            let flatten = place > 0;
            node = self.builder.push(Node::For {
                local,
                list: list.node,
                body: node,
                flatten,
            });
        }
        Typed {
            node,
            ty: Type::list(body.ty),
        }
    }

    pub(super) fn quantified(&mut self, every: bool, variables: &[Variable], body: &Expr) -> Typed {
        let before = self.locals.len();
        let mut loops = Vec::new();
        for variable in variables {
            let (list, item) = self.iterated(&variable.list);
            loops.push((self.bind(&variable.name, item), list));
        }
        let body = self.condition(body);
        self.locals.truncate(before);
        let mut node = body.node;
        for (local, list) in loops.into_iter().rev() {
            node = self.builder.push(Node::Quantified {
                every,
                local,
                list: list.node,
                body: node,
            });
        }
        Typed {
            node,
            ty: Type::Boolean,
        }
    }

    pub(super) fn filter(&mut self, list: &Expr, condition: &Expr) -> Typed {
        let (typed, item) = self.iterated(list);
        let before = self.locals.len();
        let register = self.bind("item", item.clone());
        if let Type::Context(fields) = item.present() {
            for field in fields.iter() {
                let key = self.builder.pool(Constant::Text(field.key.as_str().into()));
                for name in [&field.key, &field.name] {
                    self.locals.push(Local {
                        name: name.clone(),
                        register,
                        field: Some((key, field.key.clone())),
                        ty: field.ty.clone(),
                    });
                }
            }
        }
        let test = self.expr(condition, Some(&Type::Boolean));
        let kind = self.present(&test, condition.span);
        let item = if kind == Type::Boolean {
            self.kept(condition, register, item)
        } else {
            item
        };
        self.locals.truncate(before);
        let (node, ty) = match kind {
            // A position that is written out is one in both profiles, also in an empty list.
            Type::Number(_) if self.strict || is_number(condition) => {
                let node = Node::Index {
                    list: typed.node,
                    position: test.node,
                };
                (node, item.optional())
            }
            Type::Boolean | Type::Any | Type::Number(_) => {
                let node = Node::Filter {
                    local: register,
                    list: typed.node,
                    condition: test.node,
                };
                let ty = if kind == Type::Boolean {
                    Type::list(item)
                } else {
                    Type::Any
                };
                (node, ty)
            }
            other => {
                self.complain(
                    Problem::NotACondition {
                        found: other.to_string(),
                    },
                    condition.span,
                );
                let node = Node::Filter {
                    local: register,
                    list: typed.node,
                    condition: test.node,
                };
                (node, Type::Any)
            }
        };
        Typed {
            node: self.builder.push(node),
            ty,
        }
    }
}

impl Compiler<'_> {
    /// The type of an element that a condition keeps: `[x != null]` has no absent `x`.
    fn kept(&mut self, condition: &Expr, register: u32, item: Type) -> Type {
        self.under(&[(condition, true)], |compiler| {
            let whole = compiler.refined(&Key::Local(register), item);
            let Type::Context(fields) = whole.present() else {
                return whole;
            };
            let fields = fields.iter().map(|field| {
                let key = Key::Field(Box::new(Key::Local(register)), field.key.clone());
                let ty = compiler.refined(&key, field.ty.clone());
                FieldType::new(&field.key, &field.name, ty)
            });
            let context = Type::context(fields.collect());
            if whole.may_be_absent() {
                context.optional()
            } else {
                context
            }
        })
    }
}

fn is_number(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Number(_) => true,
        ExprKind::Negate(inner) => is_number(inner),
        _ => false,
    }
}
