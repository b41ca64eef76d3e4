//! The built-in functions: names, parameters, results.

use crate::Profile;
use tongban_runtime::builtin::Builtin;

/// What a parameter takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Takes {
    Any,
    /// Anything, and it may be absent.
    Maybe,
    Boolean,
    Number,
    Text,
    Date,
    /// A date, or a text that is written out.
    DateText,
    /// A text that is written out.
    Constant,
    /// A pattern that is written out.
    Pattern,
    /// A list, or a single value.
    List,
    NumberList,
    BooleanList,
    TextList,
    /// An element of the first argument's list.
    Item,
    Context,
    // Only in the `standard` profile.
    Time,
    Function,
    /// A value of an ordered type.
    Point,
    Range,
}

/// What a function gives.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Gives {
    Boolean,
    Number,
    /// Zero or more.
    Count,
    /// A number in the unit of the first argument.
    SameUnit,
    Text,
    Date,
    YearsMonths,
    /// The duration that the constant argument spells.
    Duration,
    /// The element type of the first argument's list, or of the arguments.
    Element,
    /// The same, but absent for an empty list.
    MaybeElement,
    /// A number in the unit of the elements, but absent for an empty list.
    MaybeSum,
    /// The first argument's type as a list.
    SameList,
    Numbers,
    /// The list inside the list.
    Flat,
    Schedule,
    Any,
    /// A number, or absent.
    MaybeNumber,
    // Only in the `standard` profile.
    Texts,
    Time,
    DateTime,
    Lists,
    Context,
    /// A list of contexts with `key` and `value`.
    Entries,
    Range,
}

/// A parameter.
pub(crate) struct Parameter {
    pub name: &'static str,
    pub takes: Takes,
}

/// A built-in function.
pub(crate) struct Signature {
    /// English FEEL name first.
    pub names: &'static [&'static str],
    pub builtin: Builtin,
    pub parameters: &'static [Parameter],
    /// How many of the parameters must be given.
    pub required: usize,
    /// Whether the last parameter may be repeated.
    pub repeats: bool,
    pub gives: Gives,
    /// What it does, for the reference.
    pub about: &'static str,
}

macro_rules! signatures {
    ($table:ident: $($names:expr => $builtin:ident($($name:literal: $takes:ident),*) $required:literal $repeats:literal -> $gives:ident $about:literal;)*) => {
        pub(super) const $table: &[Signature] = &[$(Signature {
            names: &$names,
            builtin: Builtin::$builtin,
            parameters: &[$(Parameter { name: $name, takes: Takes::$takes }),*],
            required: $required,
            repeats: $repeats,
            gives: Gives::$gives,
            about: $about,
        }),*];
    };
}

mod both;
mod standard;

/// The first name of a built-in function, or the name itself.
pub(crate) fn canonical(name: &str) -> &str {
    let found = forms(name, Profile::Strict);
    found
        .first()
        .and_then(|form| form.names.first())
        .copied()
        .unwrap_or(name)
}

/// The forms of a built-in function; several where its parameters differ.
pub(crate) fn forms(name: &str, profile: Profile) -> Vec<&'static Signature> {
    signatures(profile)
        .filter(|signature| signature.names.contains(&name))
        .collect()
}

/// All names of built-in functions.
pub(crate) fn names(profile: Profile) -> impl Iterator<Item = &'static str> {
    signatures(profile).flat_map(|signature| signature.names.iter().copied())
}

/// All forms, those of both profiles first.
pub(crate) fn signatures(profile: Profile) -> impl Iterator<Item = &'static Signature> {
    let more = match profile {
        Profile::Strict => &[],
        Profile::Standard => standard::STANDARD,
    };
    both::BOTH.iter().chain(more)
}
