//! Documents name files that are there.

use std::path::Path;

use super::tracked;
use crate::paths;
use crate::step::{Runner, Step};

/// Folders at the top whose files documents name.
const FOLDERS: [&str; 10] = [
    "crates/", "xtask/", "www/", "kiosk/", "catalog/", "tests/", "docs/", "bench/", ".ci/",
    ".cargo/",
];

/// Looks up every path in backticks and every relative link of the Markdown files.
pub fn run(runner: &mut Runner) {
    let step = Step::new(
        "paths in documents",
        "check that files named in documents are there",
    );
    super::finds_nothing(runner, step, || {
        let mut found = Vec::new();
        for name in tracked::tracked()?
            .iter()
            .filter(|name| name.ends_with(".md"))
        {
            let Ok(text) = std::fs::read_to_string(paths::at(name)) else {
                continue;
            };
            let folder = Path::new(name).parent().unwrap_or(Path::new(""));
            let named = quoted_paths(&text).chain(links(&text).map(|link| folder.join(link)));
            let missing = named.filter(|path| !paths::root().join(path).exists());
            found.extend(missing.map(|path| format!("{name} names `{}`", path.display())));
        }
        Ok(found)
    });
}

/// Words in backticks that are paths from the repository's top; patterns and built folders are left out.
fn quoted_paths(text: &str) -> impl Iterator<Item = std::path::PathBuf> {
    text.lines()
        .flat_map(|line| line.split('`').skip(1).step_by(2))
        .filter(|word| FOLDERS.iter().any(|folder| word.starts_with(folder)))
        .filter(|word| !word.contains(['*', '<', '{', ' ', '…']) && !word.contains("/dist"))
        .filter(|word| !word.contains("/generated"))
        .map(Into::into)
}

/// Targets of Markdown links that are files beside the document.
fn links(text: &str) -> impl Iterator<Item = &str> {
    text.split("](")
        .skip(1)
        .filter_map(|rest| rest.split([')', '#']).next())
        .filter(|target| !target.is_empty() && !target.contains(':') && !target.contains(' '))
}

#[cfg(test)]
mod tests {
    use super::{links, quoted_paths};

    #[test]
    fn reads_paths_in_backticks_and_leaves_the_rest() {
        let text =
            "see `docs/a.md`, `cargo xtask`, `catalog/*.yaml` and `www/portal/dist`\n`xtask/src`";
        let found: Vec<_> = quoted_paths(text)
            .map(|path| path.display().to_string())
            .collect();
        assert_eq!(found, ["docs/a.md", "xtask/src"]);
    }

    #[test]
    fn reads_relative_links_only() {
        let text = "[a](0001-a.md) [b](https://example.org/) [c](#here) [d](b.md#part)";
        assert_eq!(links(text).collect::<Vec<_>>(), ["0001-a.md", "b.md"]);
    }
}
