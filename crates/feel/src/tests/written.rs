//! Expressions as somebody could write them: any grammar, any white space, comments anywhere.

use proptest::prelude::*;

fn words(all: &[&str]) -> Vec<String> {
    all.iter().map(|one| (*one).to_owned()).collect()
}

fn join(parts: &[&[String]]) -> Vec<String> {
    parts.concat()
}

fn token(word: &str) -> Vec<String> {
    vec![word.to_owned()]
}

fn leaf() -> impl Strategy<Value = Vec<String>> {
    prop_oneof![
        Just(words(&["甲"])),
        Just(words(&["月数"])),
        Just(words(&["add", "working", "days"])),
        Just(words(&["12"])),
        Just(words(&["0.50"])),
        Just(words(&["-", "3"])),
        Just(words(&["\"文字\""])),
        Just(words(&["\"a // b\\\"c\""])),
        Just(words(&["@", "\"2025-01-31\""])),
        Just(words(&["true"])),
        Just(words(&["null"])),
        Just(words(&["[", "]"])),
        Just(words(&["{", "}"])),
    ]
}

/// The tokens of an expression; every part is in brackets, needed or not.
pub fn tokens() -> impl Strategy<Value = Vec<String>> {
    leaf().prop_recursive(4, 48, 3, |inner| {
        let e = move || inner.clone().prop_map(|inner| join(&[&token("("), &inner, &token(")")]));
        let binary = proptest::sample::select(vec![
            "+", "-", "*", "/", "**", "=", "!=", "<", "<=", ">", ">=", "and", "or",
        ]);
        prop_oneof![
            4 => (e(), binary, e()).prop_map(|(a, op, b)| join(&[&a, &token(op), &b])),
            1 => (e(), e(), e(), prop_oneof![Just("and"), Just("or"), Just("+"), Just("-")])
                .prop_map(|(a, b, c, op)| join(&[&a, &token(op), &b, &token(op), &c])),
            1 => e().prop_map(|a| join(&[&token("-"), &a])),
            1 => (e(), e(), e()).prop_map(|(a, b, c)| join(&[&a, &token("between"), &b, &token("and"), &c])),
            1 => (e(), e(), e()).prop_map(|(a, b, c)| join(&[&a, &words(&["in", "("]), &b, &words(&[",", ">="]), &c, &token(")")])),
            1 => (e(), e()).prop_map(|(a, b)| join(&[&a, &words(&["in", "(", "<"]), &b, &token(")")])),
            1 => (e(), e(), e()).prop_map(|(a, b, c)| join(&[&a, &words(&["in", "("]), &b, &token(".."), &c, &token("]")])),
            1 => (e(), e()).prop_map(|(a, b)| join(&[&a, &token("in"), &b])),
            2 => (e(), e(), e()).prop_map(|(a, b, c)| join(&[&token("if"), &a, &token("then"), &b, &token("else"), &c])),
            1 => (e(), e()).prop_map(|(a, b)| join(&[&words(&["for", "v", "in"]), &a, &token("return"), &b])),
            1 => (e(), e(), e()).prop_map(|(a, b, c)| join(&[&words(&["every", "v", "in"]), &a, &token(".."), &b, &token("satisfies"), &c])),
            1 => (e(), e(), e()).prop_map(|(a, b, c)| join(&[&words(&["some", "v", "in"]), &a, &words(&[",", "w", "in"]), &b, &token("satisfies"), &c])),
            1 => (e(), e()).prop_map(|(a, b)| join(&[&a, &token("["), &b, &token("]")])),
            1 => e().prop_map(|a| join(&[&a, &words(&[".", "年份"])])),
            1 => (e(), e()).prop_map(|(a, b)| join(&[&words(&["f", "("]), &a, &token(","), &b, &token(")")])),
            1 => (e(), e()).prop_map(|(a, b)| join(&[&words(&["[", ]), &a, &token(","), &b, &token("]")])),
            1 => (e(), e()).prop_map(|(a, b)| join(&[&words(&["{", "k", ":"]), &a, &words(&[",", "\"l-m\"", ":"]), &b, &token("}")])),
            1 => (e(), e()).prop_map(|(a, b)| join(&[&words(&["]"]), &a, &token(".."), &b, &token("[")])),
            1 => e().prop_map(|a| join(&[&words(&["(", "<="]), &a, &token(")")])),
            1 => e().prop_map(|a| join(&[&words(&["date", "("]), &a, &token(")")])),
            1 => e().prop_map(|a| join(&[&a, &words(&["instance", "of", "number"])])),
        ]
    })
}

/// The same as text.
pub fn source() -> impl Strategy<Value = String> {
    tokens().prop_map(|tokens| tokens.join(" "))
}

/// Tokens with what `gaps` says between them: white space, or a comment.
pub fn fill(tokens: &[String], gaps: &[u8]) -> String {
    let mut text = String::new();
    for (place, token) in tokens.iter().enumerate() {
        if place > 0 {
            text.push_str(match gaps.get(place).copied().unwrap_or(0) {
                7 => " /* 注 */ ",
                8 => " // 注\n",
                9 => "\n// 注\n  ",
                6 => "\n",
                _ => " ",
            });
        }
        text.push_str(token);
    }
    text
}
