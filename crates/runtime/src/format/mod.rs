//! Formats of identity documents and other codes: the lists are the catalogue's data, the
//! algorithms are here.

mod checks;
mod quick;

pub use quick::QuickFormat;

use crate::date::Date;
use crate::diagnostic::Severity;
use crate::limits::MAX_CODE;
use crate::normalize::normalize_code;
use crate::pattern::Pattern;
use crate::sorted::SortedSet;
use serde::{Deserialize, Serialize};

/// A code format: one or more variants, and what is taken for a person to look at.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Format {
    /// The shapes a code may have. Where several fit, the one with the fewest errors is meant.
    pub variants: Vec<Variant>,
    /// Shapes that are accepted with a finding.
    #[serde(default)]
    pub unusual: Option<Unusual>,
}

/// One shape of a code.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Variant {
    /// Its name, for explanations.
    pub name: String,
    /// The whole code, after normalisation (upper case, no spaces or hyphens).
    pub pattern: Pattern,
    /// Check digits.
    #[serde(default)]
    pub checks: Vec<Check>,
    /// Where the date of birth stands.
    #[serde(default)]
    pub date: Option<DatePart>,
    /// Place (from 0) of the digit that is odd for men and even for women.
    #[serde(default)]
    pub gender: Option<u32>,
    /// Parts that must come from a list.
    #[serde(default)]
    pub prefixes: Vec<PrefixRule>,
    /// A finding that every code of this shape gets.
    #[serde(default)]
    pub note: Option<Finding>,
}

/// A check digit.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Check {
    /// ISO 7064 MOD 11-2 over the whole code (GB 11643).
    Mod11_2,
    /// MOD 31 over the whole code (GB 32100).
    Mod31,
    /// The organisation code (GB 11714) of 9 characters that starts at this place; older
    /// re-assigned codes may differ, so it is a hint only.
    OrgCode {
        /// Place of its first character, from 0.
        from: u32,
    },
    /// Weights 7-3-1 (ICAO 9303) over the first characters; the check digit follows them.
    Mrz731 {
        /// How many characters are weighed.
        first: u32,
    },
    /// Luhn, MOD 10 over the whole code.
    Luhn,
}

/// A date inside a code.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DatePart {
    /// Place of its first digit, from 0.
    pub from: u32,
    /// How it is written.
    pub layout: DateLayout,
}

/// How a date is written inside a code.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateLayout {
    /// Eight digits.
    Yyyymmdd,
    /// Six digits of the 20th century.
    Yymmdd19,
    /// Six digits of the 20th or 21st century: checked, but no date of birth follows.
    Yymmdd,
}

/// A part that must come from a list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PrefixRule {
    /// Place of its first character, from 0.
    #[serde(default)]
    pub from: u32,
    /// The allowed texts; lengths may differ.
    pub allowed: SortedSet<String>,
    /// The finding where none of them stands there.
    pub finding: Finding,
}

/// Shapes that are accepted with a finding.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Unusual {
    /// The whole code, after normalisation.
    pub pattern: Pattern,
    /// What is found, usually `manual-confirm` for review.
    pub finding: Finding,
}

/// Something found in a code.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Finding {
    /// Stable code: `length`, `characters`, `check-digit`, `date`, `organisation-code`,
    /// `manual-confirm`, or the catalogue's own.
    pub code: String,
    /// How much it weighs: error, review or hint.
    pub severity: Severity,
}

impl Finding {
    fn error(code: &str) -> Self {
        Self {
            code: code.to_owned(),
            severity: Severity::Error,
        }
    }
}

/// What a code says.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct FormatResult {
    /// The normalised code.
    pub normalized: String,
    /// What was found, in a stable order.
    pub findings: Vec<Finding>,
    /// The name of the shape, if one fits.
    pub variant: Option<String>,
    /// The date of birth it holds.
    pub birth_date: Option<Date>,
    /// The gender it holds.
    pub gender: Option<Gender>,
}

/// Gender as codes hold it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gender {
    /// 男
    Male,
    /// 女
    Female,
}

impl Gender {
    /// `male` or `female`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Male => "male",
            Self::Female => "female",
        }
    }
}

impl FormatResult {
    /// Whether there is no finding of severity error.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.findings
            .iter()
            .all(|finding| finding.severity != Severity::Error)
    }

    fn bare(normalized: String, findings: Vec<Finding>) -> Self {
        Self {
            normalized,
            findings,
            variant: None,
            birth_date: None,
            gender: None,
        }
    }

    fn errors(&self) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .count()
    }
}

impl Format {
    /// Reads a code as typed.
    #[must_use]
    pub fn check(&self, text: &str) -> FormatResult {
        let code = normalize_code(text);
        let length = code.chars().count();
        if length > MAX_CODE {
            return FormatResult::bare(code, vec![Finding::error("length")]);
        }
        let fitting = self
            .variants
            .iter()
            .filter(|variant| variant.pattern.matches_whole(&code));
        if let Some(best) = fitting
            .map(|variant| variant.check(&code))
            .min_by_key(FormatResult::errors)
        {
            return best;
        }
        if let Some(unusual) = &self.unusual
            && unusual.pattern.matches_whole(&code)
        {
            return FormatResult::bare(code, vec![unusual.finding.clone()]);
        }
        let known = self
            .variants
            .iter()
            .any(|variant| variant.pattern.allows_length(length));
        let finding = Finding::error(if known { "characters" } else { "length" });
        FormatResult::bare(code, vec![finding])
    }
}

impl Variant {
    fn check(&self, code: &str) -> FormatResult {
        let mut findings = Vec::new();
        for rule in &self.prefixes {
            let at = |place: u32| code.get(usize::try_from(place).unwrap_or(usize::MAX)..);
            let rest = at(rule.from).unwrap_or("");
            // Lists hold thousands of places: each beginning is looked up, the list is not walked.
            let begins = |length: usize| {
                rest.get(..length)
                    .is_some_and(|start| rule.allowed.contains(start))
            };
            if !(0..=rest.len()).any(begins) {
                findings.push(rule.finding.clone());
            }
        }
        let mut birth_date = None;
        if let Some(part) = &self.date {
            match part.read(code) {
                Some(date) => birth_date = date,
                None => findings.push(Finding::error("date")),
            }
        }
        for check in &self.checks {
            findings.extend(check.find(code));
        }
        findings.extend(self.note.clone());
        let gender = self.gender.and_then(|place| {
            let digit = code.as_bytes().get(usize::try_from(place).ok()?)?;
            digit.is_ascii_digit().then_some(if digit & 1 == 1 {
                Gender::Male
            } else {
                Gender::Female
            })
        });
        FormatResult {
            normalized: code.to_owned(),
            findings,
            variant: Some(self.name.clone()),
            birth_date,
            gender,
        }
    }
}

impl DatePart {
    /// `None` if there is no such day; `Some(None)` if the century is open.
    fn read(&self, code: &str) -> Option<Option<Date>> {
        let rest = code.as_bytes().get(usize::try_from(self.from).ok()?..)?;
        match self.layout {
            DateLayout::Yyyymmdd => match *rest {
                [a, b, c, d, m, n, x, y, ..] => {
                    Date::from_digits([a, b, c, d], [m, n], [x, y]).map(Some)
                }
                _ => None,
            },
            DateLayout::Yymmdd19 | DateLayout::Yymmdd => match *rest {
                [c, d, m, n, x, y, ..] => {
                    let old = Date::from_digits([b'1', b'9', c, d], [m, n], [x, y]);
                    if self.layout == DateLayout::Yymmdd19 {
                        return old.map(Some);
                    }
                    let new = Date::from_digits([b'2', b'0', c, d], [m, n], [x, y]);
                    old.or(new).map(|_| None)
                }
                _ => None,
            },
        }
    }
}

#[cfg(test)]
mod tests;
