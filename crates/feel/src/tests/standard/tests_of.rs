//! `in` and unary tests (10.3.2.8, grammar rules 7 to 19).

use super::{all, show};
use crate::{Compiler, NoNames, Profile, Type, Typed};
use tongban_runtime::program::Node;
use tongban_runtime::{Fuel, NoFacts, Value, eval_with};

/// Whether a value passes the tests of a cell.
fn cell(tests: &str, value: Value) -> String {
    let mut compiler = Compiler::new(&NoNames, Profile::Standard, &[("v".to_owned(), Type::Any)]);
    let input = Typed {
        node: compiler.builder.push(Node::Local(0)),
        ty: Type::Any,
    };
    let root = compiler.unary_tests(tests, &input);
    let compiled = compiler.finish(root).unwrap();
    let value = eval_with(&compiled.program, &[value], &NoFacts, &mut Fuel::default());
    show(&value)
}

#[test]
fn all_forms_after_in() {
    all("1 in 1 => true
         1 in (1) => true
         1 in (2, 3, 1) => true
         1 in < 2 => true
         1 in (< 0, > 0) => true
         10 in (1, < 5, >= 10) => true
         1 in = 1 => true
         1 in != 1 => false
         1 in [1..2] => true
         1 in (1..2) => false
         1 in [[2..4], [1..3]] => true
         1 in [2, 3, 1] => true
         1 in ([2..4], 7) => false
         [1, 2] in [[1, 2, 3], [1, 2]] => true
         [1, 2] in [1, 2] => true
         [1, 2, 3] in ([[1, 2, 3, 4]], [[1, 2, 3]]) => true
         {a: 1} in [{b: 1}, {a: 1}] => true
         true in [true, false] => true
         5 in (? > 3) => true
         5 in (? > 3, false) => true
         \"abc\" in (starts with(?, \"ab\")) => true
         5 in (not(3)) => false");
}

#[test]
fn ends_that_are_null_say_nothing() {
    all("null in [1..10] => null
         5 in (null..10] => null
         5 in [1..null) => null
         50 in (null..10] => false
         \"a\" in [1..10] => null");
}

#[test]
fn cells() {
    assert_eq!(cell("-", Value::Absent), "true");
    assert_eq!(cell("", Value::Absent), "true");
    assert_eq!(cell("1, 2", Value::from(2)), "true");
    assert_eq!(cell("not(1, 2)", Value::from(2)), "false");
    assert_eq!(cell("not(1, 2)", Value::from(3)), "true");
    assert_eq!(cell("not(< 5)", Value::from(7)), "true");
    assert_eq!(cell("not(true)", Value::from(false)), "true");
    assert_eq!(cell("null", Value::Absent), "true");
    assert_eq!(cell("not(null)", Value::from(1)), "true");
    assert_eq!(cell("[1..5], > 10", Value::from(11)), "true");
    assert_eq!(cell("? * 2 = 8", Value::from(4)), "true");
    assert_eq!(cell("? > 1 and ? < 3", Value::from(2)), "true");
    assert_eq!(cell("\"a\", \"b\"", Value::from("b")), "true");
    assert_eq!(cell("true", Value::from(true)), "true");
    assert_eq!(cell("1 = 1", Value::from("anything")), "true");
    assert_eq!(cell("1 = 2", Value::from("anything")), "false");
    assert_eq!(cell("> 5", Value::from("text")), "null");
}

#[test]
fn the_value_is_evaluated_once() {
    all("(for i in 1..3 return i)[2] in (1, ? = 2) => true
         {f: function(x) x + 1, r: f(1) in (5, ? = 2)}.r => true");
}
