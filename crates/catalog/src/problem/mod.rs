//! What can be wrong with a catalogue: each with its code and its parts, said in Chinese and in English.

mod en;
mod noun;
mod pages;
mod zh;

pub use noun::{Noun, Unread};
pub use pages::page;

use crate::finding::Code;
use tongban_feel::Lang;

/// What is wrong. The fields are parts of the message, as the author wrote them.
#[derive(Debug)]
#[expect(
    missing_docs,
    reason = "the messages in `zh` and `en` say what each is"
)]
pub enum Problem<'a> {
    // Files.
    FolderUnread {
        path: &'a str,
        why: Unread,
    },
    FileUnread {
        path: &'a str,
        why: Unread,
    },
    TooManyFiles {
        found: usize,
    },
    FoldersTooDeep {
        path: &'a str,
    },
    NoCatalog,
    CatalogEmpty,
    StrayFile {
        path: &'a str,
    },
    FileName {
        what: Noun,
        id: &'a str,
        stem: &'a str,
    },
    // YAML.
    NotYaml {
        reason: &'a str,
    },
    TwoDocuments,
    FileEmpty,
    Alias,
    AnchorOrTag,
    KeyIsNoWord,
    YamlTooDeep,
    TooManyValues,
    KeyTwice {
        key: &'a str,
    },
    // Shapes of values.
    ValueMissing,
    NotSingle {
        found: Noun,
    },
    NotBoolean,
    NotWhole {
        text: &'a str,
    },
    NumberTooLarge {
        number: u64,
    },
    NotAList {
        found: Noun,
    },
    NotAMap {
        what: Noun,
        found: Noun,
    },
    KeyMissing {
        what: Noun,
        key: &'a str,
    },
    UnknownKey {
        what: Noun,
        key: &'a str,
        known: &'a [&'static str],
        near: Option<&'a str>,
    },
    CommaInText {
        what: Noun,
        key: &'a str,
    },
    NotOneWord {
        what: Noun,
        found: Noun,
        words: &'a [&'static str],
    },
    UnknownWord {
        what: Noun,
        text: &'a str,
        words: &'a [&'static str],
        near: Option<&'a str>,
    },
    TextTooLong,
    TextEmpty,
    RuleEmpty,
    NotIds,
    CasesOfFormatMissing,
    CasesOfFormatShape,
    MessagesShape,
    NotASource {
        text: &'a str,
    },
    NotAPattern {
        text: &'a str,
        reason: String,
    },
    NotACheck,
    BodyOrTable,
    HalfRate,
    SaidOfNoBoolean,
    // Ids, names and references.
    DefinedTwice {
        what: Noun,
        id: &'a str,
    },
    UnknownId {
        what: Noun,
        id: &'a str,
        there: usize,
        near: Option<&'a str>,
    },
    BadRuleId {
        id: &'a str,
    },
    BadId {
        id: &'a str,
    },
    BuiltIn {
        name: &'a str,
    },
    NameTaken {
        name: &'a str,
    },
    NameHolds {
        name: &'a str,
        wrong: char,
    },
    NotAName {
        name: &'a str,
    },
    TwiceInItem {
        what: Noun,
        id: &'a str,
    },
    IdOfItem {
        id: &'a str,
    },
    MemberTwice {
        item: &'a str,
    },
    NoSuchCondition {
        item: &'a str,
        id: &'a str,
    },
    ValueTwice {
        id: &'a str,
    },
    YearTwice {
        year: i32,
    },
    FieldTwice {
        fact: &'a str,
    },
    NotAskedFor {
        material: &'a str,
    },
    NoSuchValue {
        fact: &'a str,
        value: &'a str,
        near: Option<&'a str>,
    },
    // Dates, numbers, codes and ranges.
    NotADate {
        text: &'a str,
    },
    NotANumber {
        text: &'a str,
    },
    NotInYear {
        date: &'a str,
        year: i32,
    },
    NotAWeekend {
        date: &'a str,
    },
    NotARegion {
        code: &'a str,
    },
    NotALocale {
        text: &'a str,
    },
    LocalesStart,
    ParameterKind {
        kind: &'a str,
    },
    UntilBeforeFrom,
    RowsOverlap {
        parameter: &'a str,
        on: String,
    },
    MinAboveMax,
    RowsOfGroup,
    // Parts that do not fit.
    PurposeMissing {
        fact: &'a str,
    },
    SourceMissing {
        basis: &'a str,
    },
    EnumWithoutFact,
    NotAnEnumeration {
        id: &'a str,
    },
    ListWithoutItems,
    CannotChooseFormat {
        fact: &'a str,
    },
    NotInRows {
        fact: &'a str,
    },
    GroupInGroup {
        fact: &'a str,
    },
    ColumnsOfNoGroup {
        fact: &'a str,
    },
    NotAColumn {
        column: &'a str,
        group: &'a str,
    },
    ColumnOutsideRows {
        column: &'a str,
        group: &'a str,
    },
    NotOnThePages {
        fact: &'a str,
    },
    FewMembers {
        bundle: &'a str,
    },
    MemberAudience {
        item: &'a str,
    },
    NoCommonChannel {
        bundle: &'a str,
    },
    NotAskedByBundle {
        name: &'a str,
        id: &'a str,
    },
    NeedsLater {
        item: &'a str,
        need: &'a str,
    },
    NoWay {
        material: &'a str,
    },
    WayNeeds {
        material: &'a str,
        key: &'static str,
        why: Noun,
    },
    AutomaticWay,
    RiskNeverFires,
    RouteWithoutEnd,
    AheadTooFar {
        most: u32,
    },
    Cycle {
        label: &'a str,
        path: &'a str,
    },
    CallsItself {
        function: &'a str,
    },
    TextNotClosed,
    TextNotOpened,
    TextHoleEmpty,
    NotAStyle {
        text: &'a str,
    },
    // Tables and layouts.
    TableFileUnused {
        path: &'a str,
    },
    NoTableFile {
        path: &'a str,
    },
    NotCsv {
        file: &'a str,
        reason: String,
    },
    NoColumns,
    PolicyTwice {
        dmn: bool,
    },
    NoPolicy,
    InputBehindOutput,
    NoOutput,
    WhichDecision,
    TableUnproved,
    NoLayout,
    LayoutChanges,
}

/// What is said of another place of a finding.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "the words below say what each is")]
pub enum Aside<'a> {
    FirstWritten,
    FirstDefined,
    Taken,
    Max,
    OtherRow,
    Decided(&'a str),
}

impl Aside<'_> {
    /// The words in a language.
    #[must_use]
    pub fn said(self, lang: Lang) -> String {
        let (zh, en) = match self {
            Self::FirstWritten => ("先写在这里", "first written here"),
            Self::FirstDefined => ("先在这里定义", "first defined here"),
            Self::Taken => ("已用在这里", "taken here"),
            Self::Max => ("`max` 在这里", "`max` is here"),
            Self::OtherRow => ("另一行", "the other row"),
            Self::Decided(label) => {
                return match lang {
                    Lang::ZhHans => format!("{label} 在这里决定"),
                    Lang::En => format!("{label} is decided here"),
                };
            }
        };
        Noun::new(zh, en).said(lang).to_owned()
    }
}

impl Problem<'_> {
    /// What is wrong, and how to mend it.
    #[must_use]
    pub fn said(&self, lang: Lang) -> (String, String) {
        match lang {
            Lang::ZhHans => self.zh(),
            Lang::En => self.en(),
        }
    }

    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            Self::FolderUnread { .. }
            | Self::FileUnread { .. }
            | Self::NoCatalog
            | Self::NoTableFile { .. }
            | Self::NotCsv { .. } => Code::Unreadable,
            Self::NotYaml { .. }
            | Self::TwoDocuments
            | Self::FileEmpty
            | Self::Alias
            | Self::AnchorOrTag
            | Self::KeyIsNoWord => Code::NotYaml,
            Self::TooManyFiles { .. }
            | Self::FoldersTooDeep { .. }
            | Self::YamlTooDeep
            | Self::TooManyValues => Code::TooLarge,
            Self::KeyTwice { .. } => Code::DuplicateKey,
            Self::UnknownKey { .. } | Self::CommaInText { .. } => Code::UnknownKey,
            Self::KeyMissing { .. }
            | Self::CasesOfFormatMissing
            | Self::BodyOrTable
            | Self::HalfRate
            | Self::PurposeMissing { .. }
            | Self::SourceMissing { .. }
            | Self::EnumWithoutFact
            | Self::ListWithoutItems
            | Self::WayNeeds { .. }
            | Self::WhichDecision => Code::MissingKey,
            Self::CatalogEmpty | Self::ValueMissing | Self::RuleEmpty => Code::MissingValue,
            Self::NotSingle { .. }
            | Self::NotBoolean
            | Self::NotAPattern { .. }
            | Self::NotWhole { .. }
            | Self::NumberTooLarge { .. }
            | Self::NotAList { .. }
            | Self::NotAMap { .. }
            | Self::NotOneWord { .. }
            | Self::NotIds
            | Self::CasesOfFormatShape
            | Self::MessagesShape
            | Self::NoColumns
            | Self::PolicyTwice { .. }
            | Self::NoPolicy
            | Self::InputBehindOutput
            | Self::NoOutput => Code::WrongShape,
            Self::UnknownWord { .. }
            | Self::NotASource { .. }
            | Self::NotACheck
            | Self::NotALocale { .. }
            | Self::ParameterKind { .. } => Code::UnknownWord,
            Self::StrayFile { .. } | Self::TableFileUnused { .. } => Code::StrayFile,
            Self::FileName { .. }
            | Self::BadRuleId { .. }
            | Self::BadId { .. }
            | Self::NotARegion { .. } => Code::BadId,
            Self::NotADate { .. } | Self::NotInYear { .. } | Self::NotAWeekend { .. } => {
                Code::BadDate
            }
            Self::NotANumber { .. } => Code::BadNumber,
            Self::DefinedTwice { .. }
            | Self::TwiceInItem { .. }
            | Self::IdOfItem { .. }
            | Self::MemberTwice { .. }
            | Self::ValueTwice { .. }
            | Self::YearTwice { .. }
            | Self::FieldTwice { .. } => Code::DuplicateId,
            Self::BuiltIn { .. } | Self::NameTaken { .. } => Code::DuplicateName,
            Self::NameHolds { .. } | Self::NotAName { .. } => Code::BadName,
            Self::UnknownId { .. }
            | Self::NotAskedFor { .. }
            | Self::NoSuchCondition { .. }
            | Self::NoSuchValue { .. } => Code::UnknownId,
            Self::Cycle { .. } | Self::CallsItself { .. } => Code::Cycle,
            Self::TextNotClosed
            | Self::TextNotOpened
            | Self::TextHoleEmpty
            | Self::NotAStyle { .. } => Code::BadTemplate,
            Self::UntilBeforeFrom
            | Self::RowsOverlap { .. }
            | Self::MinAboveMax
            | Self::RowsOfGroup => Code::BadRange,
            Self::SaidOfNoBoolean
            | Self::LocalesStart
            | Self::NotAnEnumeration { .. }
            | Self::CannotChooseFormat { .. }
            | Self::NotInRows { .. }
            | Self::GroupInGroup { .. }
            | Self::ColumnsOfNoGroup { .. }
            | Self::NotAColumn { .. }
            | Self::ColumnOutsideRows { .. }
            | Self::NotOnThePages { .. }
            | Self::FewMembers { .. }
            | Self::MemberAudience { .. }
            | Self::NoCommonChannel { .. }
            | Self::NotAskedByBundle { .. }
            | Self::NeedsLater { .. }
            | Self::NoWay { .. }
            | Self::AutomaticWay
            | Self::RiskNeverFires
            | Self::RouteWithoutEnd
            | Self::AheadTooFar { .. }
            | Self::TableUnproved => Code::Misfit,
            Self::TextTooLong | Self::TextEmpty => Code::BadText,
            Self::NoLayout => Code::NoLayout,
            Self::LayoutChanges => Code::LayoutChanges,
        }
    }
}
