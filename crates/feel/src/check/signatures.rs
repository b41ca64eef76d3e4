//! The built-in functions: names, parameters, results.

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
    /// The first argument's type as a list.
    SameList,
    Numbers,
    /// The list inside the list.
    Flat,
    Schedule,
    Any,
    /// Text, or absent.
    MaybeNumber,
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
}

macro_rules! signatures {
    ($($names:expr => $builtin:ident($($name:literal: $takes:ident),*) $required:literal $repeats:literal -> $gives:ident;)*) => {
        const SIGNATURES: &[Signature] = &[$(Signature {
            names: &$names,
            builtin: Builtin::$builtin,
            parameters: &[$(Parameter { name: $name, takes: Takes::$takes }),*],
            required: $required,
            repeats: $repeats,
            gives: Gives::$gives,
        }),*];
    };
}

signatures! {
    ["not"] => Not("negand": Boolean) 1 false -> Boolean;
    ["is defined", "有值"] => IsDefined("value": Maybe) 1 false -> Boolean;
    ["all"] => All("list": BooleanList) 1 true -> Boolean;
    ["any"] => Any("list": BooleanList) 1 true -> Boolean;
    ["floor"] => Floor("n": Number, "scale": Number) 1 false -> SameUnit;
    ["ceiling"] => Ceiling("n": Number, "scale": Number) 1 false -> SameUnit;
    ["decimal"] => Decimal("n": Number, "scale": Number) 2 false -> SameUnit;
    ["round up"] => RoundUp("n": Number, "scale": Number) 2 false -> SameUnit;
    ["round down"] => RoundDown("n": Number, "scale": Number) 2 false -> SameUnit;
    ["round half up", "四舍五入"] => RoundHalfUp("n": Number, "scale": Number) 2 false -> SameUnit;
    ["round half down"] => RoundHalfDown("n": Number, "scale": Number) 2 false -> SameUnit;
    ["abs"] => Abs("n": Any) 1 false -> Element;
    ["modulo"] => Modulo("dividend": Number, "divisor": Number) 2 false -> SameUnit;
    ["odd"] => Odd("number": Number) 1 false -> Boolean;
    ["even"] => Even("number": Number) 1 false -> Boolean;
    ["number"] => Number("from": Text) 1 false -> Number;
    ["string"] => String("from": Any) 1 false -> Text;
    ["string length", "字数"] => StringLength("string": Text) 1 false -> Count;
    ["substring"] => Substring("string": Text, "start position": Number, "length": Number) 2 false -> Text;
    ["substring before"] => SubstringBefore("string": Text, "match": Text) 2 false -> Text;
    ["substring after"] => SubstringAfter("string": Text, "match": Text) 2 false -> Text;
    ["upper case"] => UpperCase("string": Text) 1 false -> Text;
    ["lower case"] => LowerCase("string": Text) 1 false -> Text;
    ["contains"] => Contains("string": Text, "match": Text) 2 false -> Boolean;
    ["starts with"] => StartsWith("string": Text, "match": Text) 2 false -> Boolean;
    ["ends with"] => EndsWith("string": Text, "match": Text) 2 false -> Boolean;
    ["matches"] => Matches("input": Text, "pattern": Pattern) 2 false -> Boolean;
    ["string join"] => StringJoin("list": TextList, "delimiter": Text) 1 false -> Text;
    ["normalize text", "规范文字"] => Normalize("string": Text) 1 false -> Text;
    ["date"] => Date("from": DateText) 1 false -> Date;
    ["date"] => Date("year": Number, "month": Number, "day": Number) 3 false -> Date;
    ["duration"] => Duration("from": Constant) 1 false -> Duration;
    ["years and months duration"] => YearsAndMonthsDuration("from": Date, "to": Date) 2 false -> YearsMonths;
    ["months between", "月数"] => MonthsBetween("from": Date, "to": Date) 2 false -> Number;
    ["days between", "天数"] => DaysBetween("from": Date, "to": Date) 2 false -> Number;
    ["add months", "日期加月"] => AddMonths("date": Date, "n": Number) 2 false -> Date;
    ["addWorkingDays", "add working days", "工作日后"] => AddWorkingDays("date": Date, "n": Number) 2 false -> Date;
    ["last day of month", "月末"] => LastDayOfMonth("date": Date) 1 false -> Date;
    ["day of year"] => DayOfYear("date": Date) 1 false -> Number;
    ["day of week"] => DayOfWeek("date": Date) 1 false -> Text;
    ["count", "个数"] => Count("list": List) 1 false -> Count;
    ["sum", "合计"] => Sum("list": NumberList) 1 true -> Element;
    ["min", "最小"] => Min("list": List) 1 true -> MaybeElement;
    ["max", "最大"] => Max("list": List) 1 true -> MaybeElement;
    ["mean"] => Mean("list": NumberList) 1 true -> MaybeElement;
    ["product"] => Product("list": NumberList) 1 true -> MaybeNumber;
    ["list contains", "包含"] => ListContains("list": List, "element": Item) 2 false -> Boolean;
    ["append"] => Append("list": List, "item": Item) 2 true -> SameList;
    ["concatenate"] => Concatenate("list": List) 1 true -> SameList;
    ["distinct values"] => DistinctValues("list": List) 1 false -> SameList;
    ["flatten"] => Flatten("list": List) 1 false -> Flat;
    ["reverse"] => Reverse("list": List) 1 false -> SameList;
    ["index of"] => IndexOf("list": List, "match": Item) 2 false -> Numbers;
    ["sublist"] => Sublist("list": List, "start position": Number, "length": Number) 2 false -> SameList;
    ["union"] => Union("list": List) 1 true -> SameList;
    ["get value"] => GetValue("m": Context, "key": Text) 2 false -> Any;
    ["loanSchedule", "loan schedule", "还款计划"] => LoanSchedule("principal": Number, "annualRatePercent": Number, "monthlyPayment": Number) 3 false -> Schedule;
}

/// The forms of a built-in function; several where its parameters differ.
pub(crate) fn forms(name: &str) -> Vec<&'static Signature> {
    SIGNATURES
        .iter()
        .filter(|signature| signature.names.contains(&name))
        .collect()
}

/// All names of built-in functions.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    SIGNATURES
        .iter()
        .flat_map(|signature| signature.names.iter().copied())
}
