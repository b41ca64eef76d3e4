//! What changed between two releases, item by item; and of each rule whom it now refuses or accepts.
//!
//! It compares compiled catalogues, so it works for folders and for modules. Rules that only compare facts with
//! constants are decided by proof; others are tried over generated and worked cases, and what is found there is said
//! to be found by search. Parameters are those of one day and one region.

mod items;
mod lists;
mod rules;
mod shared;
mod sign;
mod suggest;
mod texts;
mod variables;
mod world;

use crate::check::Checked;
use crate::lower::Built;
use serde::Serialize;
use tongban_runtime::Date;

/// One release: what was compiled and, where there is a folder, what was written.
#[derive(Clone, Copy, Debug)]
pub struct Release<'a> {
    /// The compiled catalogue.
    pub built: &'a Built,
    /// The folder it was compiled from.
    pub checked: Option<&'a Checked>,
}

/// What the comparison is made for.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// Application date: the day whose parameters are in force.
    pub as_of: Date,
    /// Insured region; the first of the newer catalogue if there is none.
    pub region: Option<&'a str>,
    /// Language of names: `zh-Hans`, `zh-Hant` or `en`.
    pub lang: &'a str,
}

/// Everything that differs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Difference {
    /// Application date of the comparison.
    pub as_of: String,
    /// Insured region of the comparison.
    pub region: Option<String>,
    /// Version of the older release.
    pub old: String,
    /// Version of the newer release.
    pub new: String,
    /// Changes: what all items share first, then item by item.
    pub changes: Vec<Change>,
    /// Texts that came and went, by language.
    pub texts: Vec<TextCount>,
}

/// How many texts came and went in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TextCount {
    /// The language.
    pub locale: String,
    /// Texts that only the newer release has.
    pub added: usize,
    /// Texts that only the older release has.
    pub removed: usize,
}

/// One thing that came, went or changed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// The item it belongs to: id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// The item's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item_name: Option<String>,
    /// What kind of thing: `condition`, `material`, `risk`, `parameter` …
    pub kind: &'static str,
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What became of it.
    pub how: How,
    /// What is not a rule: before and after.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<Detail>,
    /// Its rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<RuleChange>,
}

/// What became of a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// Only the newer release has it.
    Added,
    /// Only the older release has it.
    Removed,
    /// Both have it.
    Changed,
}

/// A property before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Detail {
    /// Which.
    pub what: &'static str,
    /// Before; nothing if it was not there.
    pub old: Option<String>,
    /// After; nothing if it is gone.
    pub new: Option<String>,
}

/// What became of a rule.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RuleChange {
    /// Its text before, where a folder has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// Its text after, where a folder has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
    /// Whether it says something else now.
    pub outcome: Outcome,
    /// Where it does.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub effects: Vec<Effect>,
    /// Combinations that were tried without finding anything, where nothing could be proved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tried: Option<usize>,
}

/// Whether a rule says something else now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Proved: it says the same.
    Same,
    /// It says something else.
    Differs,
    /// No difference was found, and none was excluded.
    NotFound,
}

/// What a rule newly does, with an example.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Effect {
    /// `refuses`, `accepts`, `asks`, `no-longer-asks`, `fires`, `no-longer-fires`, `applies`, `no-longer-applies`,
    /// `shows`, `hides`, `requires`, `no-longer-requires`, `opens`, `closes`, `gives-other`.
    pub effect: &'static str,
    /// Whether it was proved; else it was found by search.
    pub proved: bool,
    /// The facts of the example; what is not named does not matter.
    pub facts: Vec<Given>,
    /// The value before, for what gives values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// The value after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
}

/// A fact of an example.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Given {
    /// Its id; of a column, the group's id and its own.
    pub fact: String,
    /// Its name.
    pub name: String,
    /// Its value on the wire; nothing if it is absent.
    pub value: Option<String>,
    /// Its value as people read it; nothing if it is absent.
    pub shown: Option<String>,
}

impl Difference {
    /// Whether both releases are the same but for their version numbers.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.texts.is_empty()
    }
}

/// Compares two releases.
#[must_use]
pub fn differences(old: Release<'_>, new: Release<'_>, options: Options<'_>) -> Difference {
    let regions = &new.built.image.catalog.regions;
    let region = options
        .region
        .or_else(|| regions.first().map(|region| region.code.as_str()));
    let options = Options { region, ..options };
    let version = |release: Release<'_>| release.built.image.catalog.version.clone();
    let mut changes = shared::changes(old, new, options);
    changes.extend(items::changes(old, new, options));
    Difference {
        as_of: options.as_of.to_string(),
        region: region.map(str::to_owned),
        old: version(old),
        new: version(new),
        changes,
        texts: texts::count(old.built, new.built),
    }
}
