//! The TypeScript types of the engine are those of the Rust ones.

use std::fs;

use crate::paths;
use crate::process;
use crate::step::{Runner, Step};

const FILE: &str = "www/engine/src/generated-types.ts";
const PRINT: [&str; 7] = [
    "run",
    "--quiet",
    "--package=tongban-engine",
    "--features",
    "ts",
    "--example",
    "engine-types",
];

/// Prints the declarations anew and compares them with the file that the packages use.
pub fn run(runner: &mut Runner) {
    let step = Step::new(
        "generated types",
        "the engine's TypeScript types are up to date",
    );
    super::finds_nothing(runner, step, || {
        let ours = process::output(process::cargo().args(PRINT))?;
        let kept = fs::read_to_string(paths::at(FILE))?;
        Ok(first_difference(&ours, &kept).into_iter().collect())
    });
}

/// The first line that differs, and the mend.
fn first_difference(ours: &str, kept: &str) -> Option<String> {
    if ours == kept {
        return None;
    }
    let same = ours
        .lines()
        .zip(kept.lines())
        .take_while(|(ours, kept)| ours == kept)
        .count();
    let line = ours.lines().nth(same).unwrap_or("nothing more");
    Some(format!(
        "{FILE}:{}: the Rust types say `{}`; run `cargo {} > {FILE}`",
        same + 1,
        line.trim(),
        PRINT.join(" ")
    ))
}

#[cfg(test)]
mod tests {
    use super::first_difference;

    #[test]
    fn a_file_that_lags_is_named_with_its_line() {
        assert_eq!(first_difference("a\nb\n", "a\nb\n"), None);
        let found = first_difference("a\nb: string\n", "a\n").expect("a difference");
        assert!(found.contains("generated-types.ts:2: the Rust types say `b: string`"));
        assert!(first_difference("a\n", "a\nb\n").is_some());
    }
}
