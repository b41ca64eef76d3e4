//! Functions of the scope are called with arguments of their declared types, or not at all.

use super::super::show;
use crate::{Binding, Lang, NumberType, Profile, Scope, Signature, Type, compile_in};
use std::cell::RefCell;
use tongban_runtime::{Decimal, Env, Fuel, Program, Reason, Value, What, eval};

/// `分类(类别, 出生日, 备注)`, of which the last may be absent, and `分档(档)`, from 1 to 12.
struct Functions;

impl Scope for Functions {
    fn resolve(&self, name: &str) -> Option<Binding> {
        let category = Type::enumeration("category", &[("a", "甲"), ("b", "乙")]);
        let step = Type::Number(NumberType {
            min: Some(Decimal::ONE),
            max: Some(Decimal::from(12_i64)),
            scale: Some(0),
            ..NumberType::default()
        });
        let (id, parameters) = match name {
            "分类" => (
                0,
                vec![
                    ("类别", category),
                    ("出生日", Type::Date),
                    ("备注", Type::Text.optional()),
                ],
            ),
            "分档" => (1, vec![("档", step)]),
            "总和" => (2, vec![("数", Type::list(Type::NUMBER))]),
            "未知" => {
                return Some(Binding::Fact {
                    slot: 0,
                    ty: Type::Text,
                });
            }
            _ => return None,
        };
        let parameters = parameters.into_iter();
        Some(Binding::Function {
            id,
            signature: Signature {
                parameters: parameters.map(|(name, ty)| (name.to_owned(), ty)).collect(),
                result: Type::Any,
            },
        })
    }

    fn names(&self) -> Vec<String> {
        ["分类", "分档", "总和", "未知"].map(str::to_owned).into()
    }
}

/// The functions' bodies, and which calls were refused.
struct World {
    bodies: [Program; 3],
    refused: RefCell<Vec<(u32, u32)>>,
}

impl Env for World {
    fn fact(&self, slot: u32) -> Value {
        Value::unknown(What::Fact { slot, row: None }, Reason::NotAsked)
    }

    fn function(&self, id: u32) -> Option<&Program> {
        self.bodies.get(usize::try_from(id).ok()?)
    }

    fn refused(&self, id: u32, argument: u32) {
        self.refused.borrow_mut().push((id, argument));
    }
}

fn body(source: &str, parameters: &[&str]) -> Program {
    let parameters: Vec<(String, Type)> = parameters
        .iter()
        .map(|name| ((*name).to_owned(), Type::Any))
        .collect();
    let mut compiler = crate::Compiler::new(&Functions, Profile::Standard, &parameters);
    let root = compiler.expression(source, None);
    compiler.finish(root).unwrap().program
}

fn gives(source: &str) -> (String, Vec<(u32, u32)>) {
    let world = World {
        bodies: [
            body("if 类别 = \"a\" then 1 else 2", &["类别", "出生日", "备注"]),
            body("if 档 < 6 then 1 else 2", &["档"]),
            body("sum(数)", &["数"]),
        ],
        refused: RefCell::default(),
    };
    let compiled = compile_in(Lang::En, source, &Functions, None, Profile::Standard).unwrap();
    let value = eval(&compiled.program, &world, &mut Fuel::default());
    (show(&value), world.refused.into_inner())
}

#[test]
fn arguments_that_a_function_does_not_take_give_null() {
    for (source, value, refused) in [
        ("分类(\"a\", date(\"2000-01-01\"), null)", "1", None),
        ("分类(\"乙\", date(\"2000-01-01\"), \"x\")", "2", None),
        ("分类([\"a\"], [date(\"2000-01-01\")], null)", "1", None),
        (
            "分类(\"x\", date(\"2000-01-01\"), null)",
            "null",
            Some((0, 0)),
        ),
        (
            "分类(null, date(\"2000-01-01\"), null)",
            "null",
            Some((0, 0)),
        ),
        ("分类(\"a\", \"2000-01-01\", null)", "null", Some((0, 1))),
        ("分类(\"a\", date(\"2000-01-01\"), 5)", "null", Some((0, 2))),
        (
            "分类(备注: null, 出生日: 1, 类别: \"a\")",
            "null",
            Some((0, 1)),
        ),
        ("分档(12)", "2", None),
        ("分档(1.0)", "1", None),
        ("分档(0)", "null", Some((1, 0))),
        ("分档(13)", "null", Some((1, 0))),
        ("分档(1.5)", "null", Some((1, 0))),
        ("总和([1, 2])", "3", None),
        ("总和(4)", "4", None),
        ("总和([1, \"2\"])", "null", Some((2, 0))),
        // As a value, too.
        ("(function(f) f(7))(分档)", "2", None),
        ("(function(f) f(70))(分档)", "null", Some((1, 0))),
    ] {
        let refused: Vec<(u32, u32)> = refused.into_iter().collect();
        assert_eq!(gives(source), (value.to_owned(), refused), "{source}");
    }
}

#[test]
fn what_is_not_known_may_be_of_the_type() {
    // The function is called: what it gives does not depend on its third argument.
    let (value, refused) = gives("分类(\"a\", date(\"2000-01-01\"), 未知)");
    assert_eq!((value.as_str(), refused), ("1", Vec::new()));
}

#[test]
fn the_checker_asks_for_numbers_within_what_is_declared() {
    let codes = |source: &str| match compile_in(Lang::En, source, &Functions, None, Profile::Strict)
    {
        Ok(_) => String::new(),
        Err(found) => found.iter().map(|it| it.code.to_string()).collect(),
    };
    for fits in [
        "分档(12)",
        "分档(1.0)",
        "分档(floor(5.5))",
        "if string length(\"abc\") >= 1 and string length(\"abc\") <= 12 then 分档(string length(\"abc\")) else 0",
        "分档(date(\"2000-05-01\").month)",
    ] {
        assert_eq!(codes(fits), "", "{fits}");
    }
    for may_not in [
        "分档(0)",
        "分档(13)",
        "分档(1.5)",
        "分档(count([1]))",
        "分档(date(\"2000-05-01\").day)",
        "分档(floor(0.5))",
    ] {
        assert_eq!(codes(may_not), "F037", "{may_not}");
    }
}
