//! `tongban fmt`: one layout for rules and tables.

use crate::arguments::Arguments;
use crate::labels::colon;
use crate::opening::folder;
use crate::outcome::Outcome;
use crate::paint::{bold, green, red};
use crate::report::{color, counts};
use crate::say::say;
use crate::trouble::Trouble;
use anyhow::Result;
use clap::Args;
use similar::{ChangeTag, TextDiff};
use std::path::Path;
use tongban_catalog::layout::{Layouts, Relaid, lay_out};
use tongban_catalog::words::Reader;
use tongban_runtime::Severity;

/// Lay out the catalogue's rules and tables in the one canonical way.
#[derive(Debug, Args)]
pub struct Fmt {
    /// Change nothing; show what would change.
    #[arg(long)]
    pub check: bool,
}

impl Fmt {
    /// Exit 0; 1 when an expression cannot be read, or, with `--check`, when something would change.
    pub fn run(&self, arguments: &Arguments) -> Result<Outcome> {
        let folder = folder(arguments)?;
        let loaded = tongban_catalog::load_in(folder, arguments.lang());
        let mut laid = lay_out(&loaded);
        let reader = Reader::new(&arguments.lang);
        for finding in &mut laid.findings {
            finding.read_by(&reader);
        }
        if !self.check {
            for file in &laid.files {
                write(folder, file)?;
            }
        }
        let unread = loaded
            .findings
            .clone()
            .sorted()
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .count();
        if arguments.json {
            let paths: Vec<&str> = laid.files.iter().map(|file| file.path.as_str()).collect();
            let findings: Vec<_> = laid
                .findings
                .iter()
                .map(|finding| finding.to_diagnostic(&loaded.sources))
                .collect();
            say!(
                "{}",
                serde_json::json!({ "changed": paths, "diagnostics": findings, "unread": unread })
            );
        } else {
            self.print(&laid, unread, &loaded, &arguments.lang);
        }
        let left = !laid.findings.is_empty() || unread > 0;
        Ok(if left || self.check && !laid.files.is_empty() {
            Outcome::Findings
        } else {
            Outcome::Fine
        })
    }

    fn print(&self, laid: &Layouts, unread: usize, loaded: &tongban_catalog::Loaded, lang: &str) {
        for file in &laid.files {
            if self.check {
                diff(file);
            } else {
                say!("{}", file.path);
            }
        }
        for finding in &laid.findings {
            say!(
                "{}\n",
                tongban_catalog::render(finding, &loaded.sources, lang, color())
            );
        }
        let changed = if self.check {
            (laid.files.len(), "个要改", "would change", "would change")
        } else {
            (laid.files.len(), "个已改", "changed", "changed")
        };
        let left = (
            laid.findings.len(),
            "个表达式没有动",
            "expression left alone",
            "expressions left alone",
        );
        let looked = (laid.looked_at, "个文件", "file", "files");
        say!(
            "{}{}{}",
            counts(&[looked], lang),
            colon(lang),
            counts(&[changed, left], lang)
        );
        if unread > 0 {
            let zh = "处错误使目录的一部分读不出来；`tongban lint` 列出它们";
            let one = "more mistake keeps a part of the catalogue from being read; `tongban lint` shows it";
            let other = "more mistakes keep parts of the catalogue from being read; `tongban lint` shows them";
            say!("{}", counts(&[(unread, zh, one, other)], lang));
        }
    }
}

/// Writes a file beside its place and puts it there, so that no half of it is ever left.
fn write(folder: &Path, file: &Relaid) -> Result<()> {
    let path = folder.join(&file.path);
    let beside = path.with_extension("yaml.new");
    std::fs::write(&beside, &file.after)
        .and_then(|()| std::fs::rename(&beside, &path))
        .map_err(|error| Trouble::unwritten(&path, error))?;
    Ok(())
}

/// What would change, with three lines around.
fn diff(file: &Relaid) {
    say!("{}", bold(&format!("{}:", file.path)));
    let diff = TextDiff::from_lines(&file.before, &file.after);
    for group in diff.grouped_ops(3) {
        let first = group.first().map_or(0, |op| op.old_range().start + 1);
        say!("@@ line {first} @@");
        for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
            let words = change.value().trim_end_matches('\n');
            match change.tag() {
                ChangeTag::Delete => say!("{}", red(&format!("-{words}"))),
                ChangeTag::Insert => say!("{}", green(&format!("+{words}"))),
                ChangeTag::Equal => say!(" {words}"),
            }
        }
    }
}
