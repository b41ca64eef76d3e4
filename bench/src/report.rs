//! What is measured, as it is printed and as `docs/performance.md` holds it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::promises::Measured;

/// Tables and remarks in Markdown; every line is printed as soon as it is known.
#[derive(Default)]
pub struct Report {
    text: String,
    promises: BTreeMap<String, Measured>,
    quiet: bool,
}

impl Report {
    /// One that prints nothing.
    #[must_use]
    pub fn quiet() -> Self {
        Self {
            quiet: true,
            ..Self::default()
        }
    }

    /// What was measured of a promise.
    pub fn promise(&mut self, key: &str, figure: impl Into<String>, met: bool) {
        let measured = Measured {
            figure: figure.into(),
            met: Some(met),
        };
        self.promises.insert(key.to_owned(), measured);
    }

    /// All of those.
    #[must_use]
    pub fn promises(&self) -> &BTreeMap<String, Measured> {
        &self.promises
    }

    /// A line of text.
    pub fn line(&mut self, line: &str) {
        if !self.quiet {
            println!("{line}");
        }
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{line}");
    }

    /// A heading, with room around it.
    pub fn heading(&mut self, heading: &str) {
        self.line("");
        self.line(&format!("## {heading}"));
        self.line("");
    }

    /// A heading below that.
    pub fn subheading(&mut self, heading: &str) {
        self.line("");
        self.line(&format!("### {heading}"));
        self.line("");
    }

    /// The head of a table.
    pub fn table(&mut self, columns: &[&str]) {
        self.row(columns);
        let rules: Vec<&str> = columns
            .iter()
            .enumerate()
            .map(|(place, _)| if place == 0 { "---" } else { "---:" })
            .collect();
        self.row(&rules);
    }

    /// A row of a table.
    pub fn row<T: AsRef<str>>(&mut self, cells: &[T]) {
        let cells: Vec<&str> = cells.iter().map(AsRef::as_ref).collect();
        self.line(&format!("| {} |", cells.join(" | ")));
    }

    /// All of it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}
