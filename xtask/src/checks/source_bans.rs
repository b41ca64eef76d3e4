//! What the source of the deciding crates must not mention.

use std::path::Path;

use anyhow::{Context, Result};

use crate::paths;
use crate::stamp;
use crate::step::{Runner, Step};

/// The crates that decide: no input reaches them but their arguments.
const DECIDING: [&str; 3] = ["crates/runtime", "crates/image", "crates/engine"];

/// Crates that must not panic whatever they are given.
const NEVER_PANIC: [&str; 4] = [
    "crates/runtime",
    "crates/image",
    "crates/engine",
    "crates/wasm",
];

/// Words banned from their code, and why.
const WORDS: [(&str, &str); 9] = [
    ("std::fs", "a decision reads no files"),
    ("std::net", "a decision asks no network"),
    ("std::env", "a decision does not depend on the environment"),
    ("std::process", "a decision starts no programs"),
    ("std::thread", "a decision is one thread's work"),
    ("std::time", "the application date is an input"),
    ("f64", "decimals are exact"),
    ("f32", "decimals are exact"),
    ("thread_local", "a decision keeps no hidden state"),
];

/// Files that must name a banned word to refuse what it stands for: the trait of a serde writer has a method for each kind of float.
const REFUSED: [(&str, &str); 2] = [
    ("crates/engine/src/json/write.rs", "f64"),
    ("crates/engine/src/json/write.rs", "f32"),
];

/// Lints that the crates which must not panic deny for all their code.
const LINTS: [&str; 5] = [
    "clippy::unwrap_used",
    "clippy::expect_used",
    "clippy::panic",
    "clippy::indexing_slicing",
    "clippy::arithmetic_side_effects",
];

/// Reads the sources of the deciding crates.
pub fn run(runner: &mut Runner) {
    let step = Step::new(
        "source bans",
        "check that deciding code has no clock, files, floats or panics",
    );
    super::finds_nothing(runner, step, || {
        let mut found = Vec::new();
        for file in stamp::files_under(&DECIDING.map(|name| paths::at(name).join("src")))? {
            if is_code(&file) {
                found.extend(banned_words(
                    &paths::relative(&file).to_string_lossy(),
                    &read(&file)?,
                ));
            }
        }
        for name in NEVER_PANIC {
            let root = paths::at(name).join("src/lib.rs");
            found.extend(missing_lints(name, &read(&root)?));
        }
        Ok(found)
    });
}

fn read(file: &Path) -> Result<String> {
    std::fs::read_to_string(file)
        .with_context(|| format!("cannot read the file `{}`", paths::relative(file).display()))
}

fn is_code(file: &Path) -> bool {
    let is_test = file.file_stem().is_some_and(|stem| stem == "tests")
        || file.components().any(|part| part.as_os_str() == "tests");
    file.extension().is_some_and(|extension| extension == "rs") && !is_test
}

/// Banned words of `text` outside comments and outside the tests at its end.
fn banned_words(name: &str, text: &str) -> Vec<String> {
    let code = text
        .lines()
        .take_while(|line| !line.starts_with("#[cfg(test)]"))
        .enumerate();
    let mut found = Vec::new();
    for (index, line) in code {
        let line = line.split("//").next().unwrap_or_default();
        for (word, why) in WORDS {
            if has_word(line, word) && !REFUSED.contains(&(name, word)) {
                found.push(format!(
                    "{name}:{}: `{word}` is banned here: {why}",
                    index + 1
                ));
            }
        }
    }
    found
}

/// Whether `word` stands in `line` with no letter, digit or underscore beside it.
fn has_word(line: &str, word: &str) -> bool {
    let joins = |letter: Option<char>| letter.is_some_and(|it| it.is_alphanumeric() || it == '_');
    line.match_indices(word).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let after = line
            .get(at + word.len()..)
            .and_then(|text| text.chars().next());
        !joins(before) && !joins(after)
    })
}

fn missing_lints(name: &str, root: &str) -> Vec<String> {
    let has = |lint: &&&str| root.contains(**lint);
    LINTS
        .iter()
        .filter(|lint| !has(lint))
        .map(|lint| format!("{name}/src/lib.rs does not deny `{lint}`"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_whole_words_in_code_only() {
        let text = "use std::fs;\nlet a = xf64;\n// f64 in a comment\nlet b: f64;\n#[cfg(test)]\nuse std::env;\n";
        let found = banned_words("a.rs", text);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].starts_with("a.rs:1: `std::fs`"));
        assert!(found[1].starts_with("a.rs:4: `f64`"));
    }

    #[test]
    fn names_each_lint_that_a_crate_root_does_not_deny() {
        let root = "#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]";
        assert_eq!(
            missing_lints("crates/x", root),
            ["crates/x/src/lib.rs does not deny `clippy::arithmetic_side_effects`"]
        );
    }
}
