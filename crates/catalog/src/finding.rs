//! Findings: what is wrong or doubtful in authored files, with places.

use crate::limits::MAX_FINDINGS;
use crate::problem::{Aside, Problem};
use crate::source::{Place, Sources};
use crate::words::Reader;
use std::borrow::Cow;
use tongban_feel::{Lang, visible};
use tongban_runtime::{Diagnostic, Related, Severity, Where};

/// Stable codes of the catalogue compiler; never reused. Codes of rules start with `F`, see the rule language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Code {
    /// A file or folder cannot be read.
    Unreadable,
    /// Not YAML, or YAML that is not taken.
    NotYaml,
    /// Beyond a limit.
    TooLarge,
    /// A key stands twice in a map.
    DuplicateKey,
    /// A key nobody reads.
    UnknownKey,
    /// A key is missing.
    MissingKey,
    /// A key without value.
    MissingValue,
    /// A list where a word belongs, and the like.
    WrongShape,
    /// A word that is not in its list.
    UnknownWord,
    /// A file in a place where nothing is read.
    StrayFile,
    /// An id that is not well formed.
    BadId,
    /// Not a date of the calendar.
    BadDate,
    /// Not a decimal number.
    BadNumber,
    /// An id that stands twice.
    DuplicateId,
    /// A Chinese name that stands twice.
    DuplicateName,
    /// A name that rules cannot use.
    BadName,
    /// An id that nothing has.
    UnknownId,
    /// Values that depend on themselves.
    Cycle,
    /// A text with broken `{…}`.
    BadTemplate,
    /// Dates or bounds in the wrong order, overlapping rows.
    BadRange,
    /// A part that does not fit its type or its place.
    Misfit,
    /// A text without zh-Hans, or too long.
    BadText,
    /// An expression without a layout that reads back the same.
    NoLayout,
    /// A file in which laying out would change a value.
    LayoutChanges,
}

impl Code {
    /// All of them, by code.
    pub const ALL: [Self; 24] = [
        Self::Unreadable,
        Self::NotYaml,
        Self::TooLarge,
        Self::DuplicateKey,
        Self::UnknownKey,
        Self::MissingKey,
        Self::MissingValue,
        Self::WrongShape,
        Self::UnknownWord,
        Self::StrayFile,
        Self::BadId,
        Self::BadDate,
        Self::BadNumber,
        Self::DuplicateId,
        Self::DuplicateName,
        Self::BadName,
        Self::UnknownId,
        Self::Cycle,
        Self::BadTemplate,
        Self::BadRange,
        Self::Misfit,
        Self::BadText,
        Self::NoLayout,
        Self::LayoutChanges,
    ];

    /// The code as it is shown.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unreadable => "C001",
            Self::NotYaml => "C002",
            Self::TooLarge => "C003",
            Self::DuplicateKey => "C004",
            Self::UnknownKey => "C005",
            Self::MissingKey => "C006",
            Self::MissingValue => "C007",
            Self::WrongShape => "C008",
            Self::UnknownWord => "C009",
            Self::StrayFile => "C010",
            Self::BadId => "C020",
            Self::BadDate => "C021",
            Self::BadNumber => "C022",
            Self::DuplicateId => "C023",
            Self::DuplicateName => "C024",
            Self::BadName => "C025",
            Self::UnknownId => "C026",
            Self::Cycle => "C027",
            Self::BadTemplate => "C028",
            Self::BadRange => "C029",
            Self::Misfit => "C030",
            Self::BadText => "C031",
            Self::NoLayout => "C040",
            Self::LayoutChanges => "C041",
        }
    }
}

/// One finding.
#[derive(Debug, Clone)]
pub struct Finding {
    /// Stable code.
    pub code: Cow<'static, str>,
    /// How much it weighs; only errors keep a catalogue from being built.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
    /// Where; none for the catalogue as a whole.
    pub at: Option<Place>,
    /// Other places.
    pub related: Vec<(Place, String)>,
}

impl Finding {
    /// A finding of any severity.
    pub fn new(
        code: impl Into<Cow<'static, str>>,
        severity: Severity,
        at: Option<Place>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            code: code.into(),
            severity,
            message: message.into(),
            help: None,
            at,
            related: Vec::new(),
        }
    }

    /// The same with a mend.
    #[must_use]
    pub fn help(mut self, help: &str) -> Self {
        self.help = Some(help.to_owned());
        self
    }

    /// The same with another place.
    #[must_use]
    pub fn related(mut self, at: Place, message: &str) -> Self {
        self.related.push((at, message.to_owned()));
        self
    }

    /// The same for a reader of another script: what the author wrote, in backticks, stays as it is.
    pub fn read_by(&mut self, reader: &Reader) {
        self.message = reader.said(&self.message);
        self.help = self.help.as_deref().map(|help| reader.said(help));
        for (_, message) in &mut self.related {
            *message = reader.said(message);
        }
    }

    /// The finding in the one shape of all diagnostics.
    #[must_use]
    pub fn to_diagnostic(&self, sources: &Sources) -> Diagnostic {
        Diagnostic {
            code: self.code.clone(),
            severity: self.severity,
            message: self.message.clone(),
            help: self.help.clone(),
            basis: None,
            at: self.at.map(|at| place(sources, at)).unwrap_or_default(),
            related: self
                .related
                .iter()
                .map(|(at, message)| Related {
                    message: message.clone(),
                    at: place(sources, *at),
                })
                .collect(),
        }
    }
}

fn place(sources: &Sources, at: Place) -> Where {
    let (line, column) = sources.line_column(at);
    Where {
        file: sources.file(at).map(|file| file.path.clone()),
        line: Some(line),
        column: Some(column),
        span: Some((at.start, at.end)),
        reference: None,
    }
}

/// A condition of a rule that the compiler proved constant.
#[derive(Debug, Clone)]
pub struct SettledRule {
    /// Where it stands.
    pub at: Place,
    /// Its text.
    pub text: String,
    /// Whether it always holds; else it never does.
    pub holds: bool,
    /// Whether it is the whole rule.
    pub whole: bool,
}

/// Findings in the making; all of them, within a limit, worded for the reader.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    lang: Lang,
    list: Vec<Finding>,
    dropped: usize,
    settled: Vec<SettledRule>,
    /// Paths of files that could not be read at all.
    unread: Vec<String>,
}

impl Findings {
    /// None yet; those to come are said in this language.
    #[must_use]
    pub fn new(lang: Lang) -> Self {
        Self {
            lang,
            ..Self::default()
        }
    }

    /// The reader's language.
    #[must_use]
    pub const fn lang(&self) -> Lang {
        self.lang
    }

    /// Adds an error at a place.
    pub fn error(&mut self, at: Place, problem: &Problem<'_>) {
        self.error_beside(at, problem, &[]);
    }

    /// Adds an error at a place, with what is to be seen at others.
    pub fn error_beside(
        &mut self,
        at: Place,
        problem: &Problem<'_>,
        others: &[(Place, Aside<'_>)],
    ) {
        let mut finding = self.worded(Some(at), problem);
        for (at, aside) in others {
            finding = finding.related(*at, &aside.said(self.lang));
        }
        self.add(finding);
    }

    /// Adds an error of the catalogue as a whole.
    pub fn error_of_all(&mut self, problem: &Problem<'_>) {
        self.add(self.worded(None, problem));
    }

    fn worded(&self, at: Option<Place>, problem: &Problem<'_>) -> Finding {
        let (message, help) = problem.said(self.lang);
        let code = problem.code().as_str();
        Finding::new(code, Severity::Error, at, visible(&message)).help(&visible(&help))
    }

    /// Adds one.
    pub fn add(&mut self, finding: Finding) {
        if self.list.len() < MAX_FINDINGS {
            self.list.push(finding);
        } else {
            self.dropped += 1;
        }
    }

    /// Keeps what the compiler of rules proved constant, for the lint that says so.
    pub fn settle(&mut self, settled: SettledRule) {
        if self.settled.len() < MAX_FINDINGS {
            self.settled.push(settled);
        }
    }

    /// What the compiler of rules proved constant.
    pub fn take_settled(&mut self) -> Vec<SettledRule> {
        core::mem::take(&mut self.settled)
    }

    /// Whether an error is among them.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.list
            .iter()
            .any(|finding| finding.severity == Severity::Error)
    }

    /// Notes a file that could not be read: what is missing elsewhere may stand in it.
    pub fn unread(&mut self, path: &str) {
        self.unread.push(path.to_owned());
    }

    /// Whether a file could not be read.
    #[must_use]
    pub fn is_unread(&self, path: &str) -> bool {
        self.unread.iter().any(|unread| unread == path)
    }

    /// Takes away what follows from names that may stand in a file that could not be read.
    pub fn forget_unknown_names(&mut self) {
        self.list
            .retain(|finding| !matches!(&*finding.code, "F010" | "F011"));
    }

    /// Paths of files in which an error was found, and of those that could not be read.
    #[must_use]
    pub fn files_with_errors(&self, sources: &Sources) -> Vec<String> {
        let errors = self
            .list
            .iter()
            .filter(|finding| finding.severity == Severity::Error);
        errors
            .filter_map(|finding| Some(sources.file(finding.at?)?.path.clone()))
            .chain(self.unread.iter().cloned())
            .collect()
    }

    /// How many were found beyond the limit and not kept.
    #[must_use]
    pub const fn dropped(&self) -> usize {
        self.dropped
    }

    /// Sorted by file and place, then code; findings without place first.
    #[must_use]
    pub fn sorted(mut self) -> Vec<Finding> {
        self.list.sort_by(|left, right| {
            (left.at, &left.code, &left.message).cmp(&(right.at, &right.code, &right.message))
        });
        self.list.dedup_by(|left, right| {
            left.at == right.at && left.code == right.code && left.message == right.message
        });
        self.list
    }
}
