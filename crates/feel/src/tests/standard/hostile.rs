//! Hostile texts: an answer or an error, in bounded time and depth.

use super::{evaluated, gives};
use crate::limits::{MAX_NESTING, MAX_SOURCE};
use tongban_runtime::{Fault, Value};

#[test]
fn nested_tests_are_read_once() {
    // Read twice at each level, this would be read 2^28 times.
    let depth = 28;
    let source = format!("{}2{}", "1 in (".repeat(depth), "..3)".repeat(depth));
    assert_eq!(gives(&source), "false");
    let source = format!("{}2{}", "1 in (".repeat(depth), ")".repeat(depth));
    assert_ne!(gives(&source), "");
}

#[test]
fn every_bracket_has_a_limit() {
    let deep = usize::try_from(MAX_NESTING).unwrap() + 1;
    for (open, close) in [
        ("(", ")"),
        ("[", "]"),
        ("{a: ", "}"),
        ("-(", ")"),
        ("abs(", ")"),
        ("1 in (", ")"),
        ("if true then ", " else 1"),
        ("function(a) ", ""),
        ("for i in [1] return ", ""),
        ("some i in [1] satisfies ", ""),
    ] {
        let source = format!("{}1{}", open.repeat(deep * 4), close.repeat(deep * 4));
        assert!(
            gives(&source).contains("F007"),
            "{open}: {}",
            gives(&source)
        );
    }
    let long = format!("1{}", "+1".repeat(deep * 4));
    assert!(gives(&long).contains("F007"));
}

#[test]
fn a_text_has_a_limit() {
    let source = " ".repeat(MAX_SOURCE + 1);
    assert!(gives(&source).contains("F006"));
}

#[test]
fn many_names_with_one_beginning_are_read_quickly() {
    let entries: Vec<String> = (0..4000).map(|n| format!("a {n}: 1")).collect();
    let found = gives(&format!("{{{}}}.a 3999", entries.join(", ")));
    assert!(found == "1" || found == "error F040", "{found}");
}

#[test]
fn values_that_grow_are_stopped() {
    for source in [
        "for a in 1..100000, b in 1..100000 return 1",
        "{f: function(s) f(s + s), r: f(\"abc\")}.r",
        "for i in 1..5000 return partial",
        "{f: function(l) f([l, l]), r: f([1])}.r",
        "{g: function(f) g(function(x) f(x)), r: g(abs)}.r",
    ] {
        assert!(
            matches!(
                evaluated(source),
                Ok(Value::Fault(
                    Fault::TooLarge | Fault::TooDeep | Fault::FuelExhausted
                ))
            ),
            "{source}: {}",
            gives(source)
        );
    }
}

#[test]
fn bits_of_grammar_in_any_order_never_panic() {
    let bits = [
        "for ",
        "x",
        " in ",
        "[",
        "]",
        "(",
        ")",
        "..",
        "{",
        "}",
        ":",
        ",",
        "function",
        "external",
        " return ",
        " satisfies ",
        "some ",
        "if ",
        " then ",
        " else ",
        "\"",
        "\\u",
        "@",
        "?",
        " instance of ",
        "list<",
        ">",
        "->",
        "not",
        "-",
        "1e",
        ".5",
        "'",
        "/*",
        "*/",
        "//",
        "🐎",
        "partial",
        "item",
        "null",
        " between ",
        " and ",
        "=",
        "!=",
    ];
    let mut seed = 1_u64;
    for _ in 0..4000 {
        let mut source = String::new();
        for _ in 0..12 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let place = usize::try_from(seed >> 33).unwrap() % bits.len();
            source.push_str(bits[place]);
        }
        let _ = evaluated(&source);
    }
}
