//! What no committed file may hold: paths of one machine, registry hosts, things left in by mistake.

use anyhow::Result;

use crate::paths;
use crate::process;
use crate::step::{Runner, Step};

/// Folders of somebody's machine, when a name follows. In halves, so that this file passes its own check.
const MACHINE: [(&str, &str); 5] = [
    ("/ro", "ot/"),
    ("/wo", "rk/"),
    ("/ho", "me/"),
    ("/Us", "ers/"),
    ("/tm", "p/"),
];

/// Hosts of package registries and their mirrors.
const HOSTS: [(&str, &str); 8] = [
    ("registry.", "npmjs.org"),
    ("registry.", "npmmirror.com"),
    ("index.", "crates.io"),
    ("static.", "crates.io"),
    ("pypi", ".org"),
    ("files.", "pythonhosted.org"),
    ("deb.", "debian.org"),
    ("snapshot.", "debian.org"),
];

/// Left in by mistake: not looked for in documents, which may speak of them.
const LEFT_IN: [(&str, &str); 9] = [
    ("TO", "DO"),
    ("FIX", "ME"),
    ("todo", "!("),
    ("unimplemented", "!("),
    ("dbg", "!("),
    (".on", "ly("),
    (".sk", "ip("),
    ("test.", "fixme"),
    ("console", ".log("),
];

/// Reads every tracked text file.
pub fn run(runner: &mut Runner) {
    let step = Step::new(
        "tracked files",
        "check for machine paths, registry hosts and leftovers",
    );
    super::finds_nothing(runner, step, || {
        let mut found = Vec::new();
        for name in tracked()? {
            // Binary files, and files deleted but not yet committed, are not text to read.
            if let Ok(text) = std::fs::read_to_string(paths::at(&name)) {
                found.extend(findings(&name, &text));
            }
        }
        Ok(found)
    });
}

/// Names of the files git tracks or would add, from the repository's top.
pub fn tracked() -> Result<Vec<String>> {
    let listed = process::output(process::command("git").args([
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]))?;
    Ok(listed
        .split('\0')
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect())
}

fn findings(name: &str, text: &str) -> Vec<String> {
    let code = [".rs", ".ts", ".js", ".mjs"]
        .iter()
        .any(|end| name.ends_with(end));
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let mut report = |what: &str, word: &str| {
            found.push(format!("{name}:{}: {what} `{word}`", index + 1));
        };
        for (head, tail) in MACHINE {
            let folder = [head, tail].concat();
            if holds_path(line, &folder) {
                report("path of one machine", &folder);
            }
        }
        for (head, tail) in HOSTS {
            let host = [head, tail].concat();
            if line.contains(&host) {
                report("registry host", &host);
            }
        }
        if name.ends_with("package-lock.json") && line.contains("\"resolved\": \"http") {
            report("address of a download", "resolved");
        }
        for (head, tail) in LEFT_IN.iter().filter(|_| code) {
            let word = [*head, *tail].concat();
            // Iterators of Rust skip, too.
            let rust_method = name.ends_with(".rs") && word.starts_with('.');
            if !rust_method && holds_word(line, &word) {
                report("left in", &word);
            }
        }
    }
    found
}

/// Whether `folder` begins a path in `line`: not inside a longer path or an address, and with a name after it.
fn holds_path(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let after = line
            .get(at + folder.len()..)
            .and_then(|text| text.chars().next());
        let begins = before.is_none_or(|it| !it.is_alphanumeric() && !"._-/}*~$".contains(it));
        begins && after.is_some_and(|it| it.is_alphanumeric() || "._-".contains(it))
    })
}

/// Whether `word` stands in `line` with no letter before it, and none after it if it ends in one.
fn holds_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let letter = |it: Option<char>| it.is_some_and(|it| it.is_alphanumeric() || it == '_');
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let after = line
            .get(at + word.len()..)
            .and_then(|text| text.chars().next());
        let open_end = !word.ends_with(char::is_alphanumeric);
        (word.starts_with('.') || !letter(before)) && (open_end || !letter(after))
    })
}

#[cfg(test)]
mod tests {
    use super::findings;

    fn count(name: &str, line: &str) -> usize {
        findings(name, line).len()
    }

    #[test]
    fn finds_paths_of_a_machine_but_not_parts_of_addresses() {
        let machine = ["/ho", "me/ann/x"].concat();
        assert_eq!(count("a.md", &format!("see {machine}")), 1);
        assert_eq!(count("a.md", &format!("`{machine}`")), 1);
        assert_eq!(count("a.md", &format!("https://example.gov{machine}")), 0);
        assert_eq!(count("a.md", &["/ho", "me/ page"].concat()), 0);
    }

    #[test]
    fn finds_registry_hosts_in_any_file() {
        let host = ["https://registry.", "npmjs.org/lit"].concat();
        assert_eq!(count("a.md", &host), 1);
    }

    #[test]
    fn finds_any_download_address_in_a_lock_file() {
        assert_eq!(
            count(
                "package-lock.json",
                "\"resolved\": \"https://mirror.example/lit.tgz\""
            ),
            1
        );
        assert_eq!(
            count("package-lock.json", "\"resolved\": \"www/engine\""),
            0
        );
    }

    #[test]
    fn finds_leftovers_in_code_and_lets_documents_and_iterators_be() {
        let only = ["test", ".on", "ly('a', f)"].concat();
        assert_eq!(count("a.test.ts", &only), 1);
        assert_eq!(count("a.md", &only), 0);
        let skip = ["items.iter()", ".sk", "ip(1)"].concat();
        assert_eq!(count("a.rs", &skip), 0);
        assert_eq!(count("a.rs", &["// TO", "DO later"].concat()), 1);
        assert_eq!(count("a.ts", &["MASTO", "DON"].concat()), 0);
    }
}
