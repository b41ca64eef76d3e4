//! What the engine's wasm asks of its host: no clock, no randomness, no network, no storage.

use crate::paths::{self, Profile};
use crate::process;
use crate::step::{Runner, Step};
use crate::steps::bindings;

/// Parts of an import's name that would mean another input than the arguments.
const BANNED: [&str; 13] = [
    "random",
    "crypto",
    "date",
    "now",
    "performance",
    "timezone",
    "intl",
    "timeout",
    "fetch",
    "storage",
    "navigator",
    "location",
    "document",
];

/// Lists the imports of the engine's wasm and looks for banned ones.
pub fn run(runner: &mut Runner) {
    let step = Step::new(
        "wasm imports",
        "check that the engine's wasm asks for no clock or randomness",
    );
    super::finds_nothing(runner, step, || {
        let imports = process::output(
            process::command(Profile::Dev.program(bindings::PROGRAM))
                .arg("imports")
                .arg(paths::engine_wasm()),
        )?;
        Ok(findings(&imports))
    });
}

/// Banned imports among `imports`, one a line.
fn findings(imports: &str) -> Vec<String> {
    imports
        .lines()
        .filter(|line| words(line).any(|word| BANNED.contains(&word.as_str())))
        .map(|line| format!("the engine's wasm imports `{line}`"))
        .collect()
}

/// The words of a name in snake or camel case, in lower case.
fn words(name: &str) -> impl Iterator<Item = String> {
    let mut spaced = String::new();
    let mut last = ' ';
    for letter in name.chars() {
        if letter.is_uppercase() && last.is_lowercase() {
            spaced.push(' ');
        }
        spaced.push(letter);
        last = letter;
    }
    let words: Vec<String> = spaced
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.into_iter()
}

#[cfg(test)]
mod tests {
    use super::findings;

    #[test]
    fn finds_clocks_and_randomness_and_leaves_the_rest() {
        let imports = "./engine_bg.js __wbg_now_64d0bb151e5d3889\n\
             ./engine_bg.js __wbg_getRandomValues_21a0191e74d0e1d3\n\
             ./engine_bg.js __wbg_new0_Date_1\n\
             ./engine_bg.js __wbindgen_throw\n\
             ./engine_bg.js __wbg_knowledge_1\n\
             ./engine_bg.js __wbg_set_1f9b04f170055d33";
        assert_eq!(findings(imports).len(), 3);
    }
}
