//! Patterns mean the same in both profiles, or `strict` refuses them.

use crate::{Lang, NoNames, Profile, StandardLibrary, compile_in};
use proptest::prelude::*;
use tongban_runtime::{Env, Fuel, Library, Value, eval};

struct Host(StandardLibrary);

impl Env for Host {
    fn fact(&self, _: u32) -> Value {
        Value::Absent
    }

    fn library(&self) -> Option<&dyn Library> {
        Some(&self.0)
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn value(text: &str, pattern: &str, profile: Profile) -> Option<Value> {
    let source = format!("matches({}, {})", quoted(text), quoted(pattern));
    let compiled = compile_in(Lang::En, &source, &NoNames, None, profile).ok()?;
    let host = Host(StandardLibrary::new());
    Some(eval(&compiled.program, &host, &mut Fuel::default()))
}

const PIECES: [&str; 34] = [
    "a", "b", "Z", "1", "٣", "３", "é", "社", "-", ".", "[", "]", "^", "$", "|", "*", "+", "?",
    "{2}", "{1,}", "{0,2}", "\\", "\\d", "\\w", "\\s", "\\.", "\\-", "\\#", "[a-z]", "[^0-9]",
    "[0-9]", "&&", "~~", " ",
];

const TEXTS: [&str; 20] = [
    "a", "b", "Z", "1", "9", "٣", "３", "é", "社", "-", ".", "[", "^", "$", "\n", "\r", "_", " ",
    "\u{a0}", "\\",
];

fn joined(from: &'static [&'static str], most: usize) -> impl Strategy<Value = String> {
    let piece = prop::sample::select(from);
    prop::collection::vec(piece, 0..most).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(4000) })]

    #[test]
    fn what_strict_takes_means_the_same_in_standard(pattern in joined(&PIECES, 7), text in joined(&TEXTS, 5)) {
        if let Some(strict) = value(&text, &pattern, Profile::Strict) {
            prop_assert_eq!(value(&text, &pattern, Profile::Standard), Some(strict));
        }
    }
}

#[test]
fn classes_of_all_scripts_are_refused_with_a_mend() {
    for (pattern, code, mend) in [
        (r"^\d$", "F038", "[0-9]"),
        (r"[\d-]", "F038", "[0-9]"),
        (r"\w+", "F038", "[A-Za-z0-9_]"),
        (r"\\\w", "F038", "[A-Za-z0-9_]"),
        (r"[a-c-e]", "F034", "XPath"),
        (r"\#", "F034", "XPath"),
    ] {
        let source = format!("matches(\"1\", {})", quoted(pattern));
        let found = compile_in(Lang::En, &source, &NoNames, None, Profile::Strict).unwrap_err();
        let help = found[0].help.clone().unwrap_or_default();
        assert_eq!(found[0].code, code, "{pattern}");
        assert!(help.contains(mend), "{pattern}: {help}");
    }
    // The ASCII digits, and what a backslash parts from a letter.
    for (pattern, expected) in [("^[0-9]+$", false), (r"\\d", false), (r"\s|٣", true)] {
        let strict = value("٣", pattern, Profile::Strict);
        assert_eq!(strict, Some(Value::Bool(expected)), "{pattern}");
        assert_eq!(strict, value("٣", pattern, Profile::Standard), "{pattern}");
    }
}
