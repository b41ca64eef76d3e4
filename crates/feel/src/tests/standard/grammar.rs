//! What the grammar reads (10.3.1).

use super::{all, gives};

#[test]
fn numbers() {
    all("1.5 => 1.5
         .5 => 0.5
         1e3 => 1000
         1.23E-4 => 0.000123
         5e+2 => 500
         -.5 => -0.5
         --5 => 5
         -2 ** 2 => 4
         2 ** 3 ** 2 => 64
         12345678901234567890123456789012345 => 12345678901234567890123456789012340
         1else => error F001");
}

#[test]
fn strings_and_escapes() {
    all(r#""a\"b" => "a\"b"
           "\'" => "'"
           "\\" = "\u005C" => true
           "\n\r\t" = "\u000A\u000D\u0009" => true
           "\U01F40E" => "🐎"
           "\uD83D\uDCA9" => "💩"
           "\ud83d\udca9\ud83d\udc0e" => "💩🐎"
           string length("\\u0009") => 6
           string length("\u0009") => 1
           string length("🐎😀") => 2
           "\d" = "\\d" => true
           "\uD83D" = "\\uD83D" => true
           "a => error F002"#);
    assert_eq!(gives("\"two\nlines\""), "\"two\\nlines\"");
}

#[test]
fn comments_and_space() {
    all("1 + /* 1 + */ 1 => 2
         1 + /* a /* b */ 1 => 2
         1 /**/ + 1 => 2
         /* never closed => error F008 F001");
    assert_eq!(gives("1 + // the rest\n 2"), "3");
    assert_eq!(gives("1\u{a0}+\u{3000}2\u{feff}+\u{180e}3"), "6");
}

#[test]
fn names_hold_spaces_symbols_and_any_script() {
    all("{first name: 1, r: first name + 1}.r => 2
         {a-b: 5, a: 3, b: 1, r: a-b}.r => 5
         {a: 3, b: 1, r: a-b}.r => 2
         {a+b: 5, r: a + b}.r => 5
         {a*b/c: 5, r: a*b/c}.r => 5
         {customer's age: 5, r: customer's age}.r => 5
         {v1.2: 5, r: v1.2}.r => 5
         {in stock and sold: 5, r: in stock and sold}.r => 5
         {if then: 5, r: if then + 1}.r => 6
         {years 2: 5, r: years 2}.r => 5
         {🐎: 5, r: 🐎 + 1}.r => 6
         {été: 1, 年: 2, имя: 3, r: été + 年 + имя}.r => 6
         {_x: 1, r: _x}.r => 1
         {what if?: 1, r: what if? + 1}.r => 2
         {a: 1, a b: 2, a b c: 3, r: [a, a b, a b c]}.r => [1, 2, 3]
         {a b: 2}.a b => 2
         {a b: {c d: 2}}.a b.c d => 2
         for my item in [1, 2] return my item * 2 => [2, 4]
         some big one in [1, 2] satisfies big one > 1 => true
         (function(first one, other) first one - other)(first one: 5, other: 2) => 3");
}

#[test]
fn names_hold_no_longer_than_their_place() {
    all("[{a-b: 1, r: a-b}.r, {a: 5, b: 3, r: a-b}.r] => [1, 2]
         {a: 5, b: 3, l: for a-b in [7] return a-b, r: a-b}.r => 2");
}

#[test]
fn full_width_punctuation_is_part_of_names_here() {
    // The standard takes U+3001–U+D7FF and U+FDF0–U+FFFD for letters.
    all("{年（月）: 3, r: 年（月）}.r => 3");
}

#[test]
fn ranges() {
    all("[1..3] = [1..3] => true
         (1..3) = ]1..3[ => true
         [1..3) = [1..3[ => true
         (1..3] = ]1..3] => true
         2 in ]1..3[ => true
         ]1..3[.start => 1
         {l: [1, 5], r: ]0..l[2][}.r.end => 5
         [\"a\"..\"c\"].end => \"c\"
         (1..3).start included => false
         [1..3].end included => true
         (< 3).start => null
         [1..\"a\"] => null
         [null..3].end => 3
         (>= 3).start included => true
         [1..3 => error F001
         1..3 => error F001");
}

#[test]
fn a_unary_range_is_not_the_range_with_the_same_values() {
    all("(< 10) = (< 10) => true
         (< 10) = (null..10) => false
         (= 10) = (= 10) => true
         (= 10) = [10..10] => false
         (!= 10) = (!= 10) => true
         (= 10) = (!= 10) => false
         5 in (= 5) => true
         5 in (!= 5) => false
         6 in (!= 5) => true");
}

#[test]
fn precedence() {
    all("1 + 2 * 3 => 7
         (1 + 2) * 3 => 9
         2 * 3 ** 2 => 18
         1 < 2 and 2 < 3 => true
         true or false and false => true
         1 in [1..2] and true => true
         2 between 1 and 3 and true => true
         if true then 1 else 2 + 3 => 1
         1 + 1 instance of number => true
         - [1, 2][1] => -1");
}

#[test]
fn what_follows_an_expression_is_an_error() {
    all("1 2 => error F001
         1 + => error F001
         foo bar baz => error F001
         (1 + 2 => error F001
         1) => error F001
         null() => error F001
         \"abs\"(-1) => error F001
         123() => error F001
         => error F001");
}
