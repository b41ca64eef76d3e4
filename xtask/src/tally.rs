//! Counting tests in the closing lines of the runners we use.

use std::ops::AddAssign;

/// Tests that passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed.
    pub failed: u64,
}

impl Tally {
    /// One check that has no tests to count, passed.
    pub const ONE: Self = Self {
        passed: 1,
        failed: 0,
    };

    /// Adds up the closing lines of cargo test, Node's runner, Vitest, Playwright and our own plain line.
    pub fn of(lines: &[String]) -> Self {
        let mut sum = Self::default();
        for line in lines {
            sum += closing_line(&plain(line)).unwrap_or_default();
        }
        sum
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed = self.passed.saturating_add(other.passed);
        self.failed = self.failed.saturating_add(other.failed);
    }
}

/// `line` without terminal colours and outer spaces.
fn plain(line: &str) -> String {
    let mut text = String::new();
    let mut rest = line.chars();
    while let Some(letter) = rest.next() {
        if letter == '\u{1b}' {
            rest.by_ref().find(char::is_ascii_alphabetic);
        } else {
            text.push(letter);
        }
    }
    text.trim().to_owned()
}

fn closing_line(line: &str) -> Option<Tally> {
    if let Some(rest) = line.strip_prefix("test result: ") {
        return Some(counts(rest)); // cargo test, wasm-bindgen-test
    }
    if let Some(rest) = line.strip_prefix("Tests ") {
        return Some(counts(rest)); // Vitest: `Tests  1 failed | 9 passed (10)`
    }
    if let Some(rest) = line.strip_prefix("ℹ ").or_else(|| line.strip_prefix("# ")) {
        // Node: `ℹ pass 3`, each on its own line
        let (word, number) = rest.split_once(' ')?;
        let number = number.parse().ok()?;
        return match word {
            "pass" => Some(Tally {
                passed: number,
                failed: 0,
            }),
            "fail" => Some(Tally {
                passed: 0,
                failed: number,
            }),
            _ => None,
        };
    }
    // Playwright: `9 passed (1.2m)` and `1 failed` on lines of their own; ours: `9 passed, 1 failed`
    let mut words = line.split_whitespace();
    let number: Option<u64> = words.next()?.parse().ok();
    let word = words.next()?.trim_end_matches(',');
    let known = ["passed", "failed"].contains(&word);
    (number.is_some() && known).then(|| counts(line))
}

/// Every `N passed` and `N failed` in `text`.
fn counts(text: &str) -> Tally {
    let words: Vec<&str> = text
        .split(|letter: char| letter.is_whitespace() || [',', ';', '|', '.'].contains(&letter))
        .filter(|word| !word.is_empty())
        .collect();
    let mut tally = Tally::default();
    for pair in words.windows(2) {
        let &[number, word] = pair else { continue };
        let Ok(number) = number.parse::<u64>() else {
            continue;
        };
        match word {
            "passed" => tally.passed = number,
            "failed" => tally.failed = number,
            _ => {}
        }
    }
    tally
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(output: &str) -> (u64, u64) {
        let lines: Vec<String> = output.lines().map(str::to_owned).collect();
        let tally = Tally::of(&lines);
        (tally.passed, tally.failed)
    }

    #[test]
    fn adds_up_the_test_programs_of_cargo() {
        let output = "running 3 tests\ntest a ... ok\n\
             test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\
             test result: FAILED. 4 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s";
        assert_eq!(tally(output), (7, 2));
    }

    #[test]
    fn reads_node_in_both_of_its_forms() {
        assert_eq!(tally("ℹ tests 5\nℹ pass 4\nℹ fail 1"), (4, 1));
        assert_eq!(tally("# tests 5\n# pass 5\n# fail 0"), (5, 0));
    }

    #[test]
    fn reads_vitest_without_its_colours_and_its_count_of_files() {
        let output = "\u{1b}[2m Test Files \u{1b}[22m \u{1b}[1m2 passed\u{1b}[22m (2)\n\
             \u{1b}[2m      Tests \u{1b}[22m \u{1b}[31m1 failed\u{1b}[39m | \u{1b}[1m9 passed\u{1b}[22m (10)";
        assert_eq!(tally(output), (9, 1));
    }

    #[test]
    fn reads_playwright_and_the_plain_line() {
        assert_eq!(
            tally("  1 failed\n    [chromium] › a.spec.ts:3:1 › b\n  9 passed (1.2m)"),
            (9, 1)
        );
        assert_eq!(tally("12 passed, 3 failed"), (12, 3));
    }

    #[test]
    fn other_lines_count_nothing() {
        assert_eq!(
            tally("test a ... ok\n3 files changed\nthe 5 passed over it\n# Subtest: x"),
            (0, 0)
        );
    }
}
