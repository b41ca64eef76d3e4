//! Long files: told from this many lines on, refused from the limit on.

use anyhow::{Result, bail};

use super::tracked;
use crate::paths;
use crate::step::{Runner, Step};
use crate::tally::Tally;

/// From here on a file is named, as one to look at.
const LONG: usize = 450;
/// A file of code never has more lines.
const LIMIT: usize = 700;

/// Counts the lines of every tracked file of code.
pub fn run(runner: &mut Runner) {
    runner.attempt(Step::new("file length", "look for long files"), |_log| {
        let mut too_long = 0_usize;
        for (lines, name) in long_files()? {
            let refused = lines > LIMIT;
            too_long += usize::from(refused);
            let mark = if refused {
                format!(" (the limit is {LIMIT})")
            } else {
                String::new()
            };
            println!("  │ {lines} lines: {name}{mark}");
        }
        if too_long > 0 {
            bail!("{too_long} files are too long; does each still hold one concept?");
        }
        Ok(Tally::ONE)
    });
}

/// Lines and name of each long file, the longest first.
fn long_files() -> Result<Vec<(usize, String)>> {
    let code = |name: &String| {
        [".rs", ".ts", ".css", ".mjs"]
            .iter()
            .any(|end| name.ends_with(end))
            && !["fixtures/", "generated"]
                .iter()
                .any(|part| name.contains(part))
    };
    let mut files: Vec<(usize, String)> = tracked::tracked()?
        .into_iter()
        .filter(code)
        .filter_map(|name| {
            let text = std::fs::read_to_string(paths::at(&name)).ok()?;
            Some((text.lines().count(), name))
        })
        .filter(|(lines, _)| *lines > LONG)
        .collect();
    files.sort_by(|a, b| b.cmp(a));
    Ok(files)
}
