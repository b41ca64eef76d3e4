//! The functions of the `standard` profile alone, and forms that only it has.

use super::{Gives, Parameter, Signature, Takes};
use tongban_runtime::builtin::Builtin;

signatures! {
    STANDARD:
    ["is"] => Is("value1": Any, "value2": Any) 2 false -> Boolean
        "whether two values are the same, without conversion between time zones; never `null`";
    ["sqrt"] => Sqrt("number": Number) 1 false -> Number
        "the square root; `null` of a number below zero";
    ["exp"] => Exp("number": Number) 1 false -> Number
        "Euler's number to a power; `null` beyond the range of numbers";
    ["log"] => Log("number": Number) 1 false -> Number
        "the natural logarithm; `null` of zero and numbers below";
    ["number"] => Number("from": Text, "grouping separator": Text, "decimal separator": Text) 3 false -> Number
        "a text with separators as a number: space, comma, point or `null` to group; point, comma or `null` before decimals";
    ["matches"] => Matches("input": Text, "pattern": Text, "flags": Maybe) 3 false -> Boolean
        "as above, with flags: `s` a point matches line ends, `m` `^` and `$` match at lines, `i` in either case, `x` spaces in the pattern are layout";
    ["replace"] => Replace("input": Text, "pattern": Text, "replacement": Text, "flags": Maybe) 3 false -> Text
        "every match replaced, `$1` being the first group; `null` for a pattern that is none or that matches the empty text";
    ["split"] => Split("string": Text, "delimiter": Text) 2 false -> Texts
        "the parts between the matches of a pattern";
    ["time"] => Time("from": Any) 1 false -> Time
        "the time of a text, or of a date and time; of a date, midnight in Greenwich";
    ["time"] => Time("hour": Number, "minute": Number, "second": Number, "offset": Maybe) 3 false -> Time
        "a time of day, perhaps with an offset from Greenwich; `null` for parts that no clock shows";
    ["date and time"] => DateAndTime("from": Any) 1 false -> DateTime
        "the date and time of a text; of a date alone, its first moment";
    ["date and time"] => DateAndTime("date": Any, "time": Time) 2 false -> DateTime
        "the day of the first (a date, or a date and time) at the time of the second";
    ["now"] => Now() 0 false -> DateTime
        "what the host's clock shows; `null` if it has none";
    ["today"] => Today() 0 false -> Date
        "the day that the host's clock shows; `null` if it has none";
    ["stddev"] => Stddev("list": NumberList) 1 true -> MaybeNumber
        "the standard deviation of a sample; `null` of fewer than two numbers";
    ["median"] => Median("list": NumberList) 1 true -> MaybeNumber
        "the number in the middle, or the mean of the two in the middle; of none `null`";
    ["mode"] => Mode("list": NumberList) 1 true -> Numbers
        "the most frequent numbers, ascending";
    ["list replace"] => ListReplace("list": List, "position": Number, "newItem": Item) 3 false -> SameList
        "the list with another value at a position; `null` if no element is there";
    ["list replace"] => ListReplace("list": List, "match": Function, "newItem": Item) 3 false -> SameList
        "the list with another value for each element of which `match(element, newItem)` is true";
    ["partition"] => Partition("list": List, "size": Number) 2 false -> Lists
        "lists of so many elements each, the last perhaps with fewer; `null` for a size below 1";
    ["sort"] => Sort("list": List, "precedes": Function) 1 false -> SameList
        "the elements in order; of two, `precedes(a, b)` says whether the first comes first";
    ["context"] => Context("entries": List) 1 false -> Context
        "a context of entries with `key` and `value`; `null` for a key twice, or an entry without one of them";
    ["context put"] => ContextPut("context": Context, "key": Text, "value": Any) 3 false -> Context
        "the context with another value for a key";
    ["context put"] => ContextPut("context": Context, "keys": TextList, "value": Any) 3 false -> Context
        "the context with another value where a path of keys leads; `null` if it leads nowhere";
    ["context merge"] => ContextMerge("contexts": List) 1 false -> Context
        "all entries of the contexts; for a key twice, that of the last";
    ["get entries"] => GetEntries("m": Context) 1 false -> Entries
        "a context as a list of contexts with `key` and `value`";
    ["range"] => Range("from": Text) 1 false -> Range
        "a text as a range between two literals of one type, in order; else `null`";
    ["before"] => Before("point1": Point, "point2": Point) 2 false -> Boolean
        "whether the first ends before the second starts";
    ["before"] => Before("point": Point, "range": Range) 2 false -> Boolean "the same";
    ["before"] => Before("range": Range, "point": Point) 2 false -> Boolean "the same";
    ["before"] => Before("range1": Range, "range2": Range) 2 false -> Boolean "the same";
    ["after"] => After("point1": Point, "point2": Point) 2 false -> Boolean
        "whether the first starts after the second ends";
    ["after"] => After("point": Point, "range": Range) 2 false -> Boolean "the same";
    ["after"] => After("range": Range, "point": Point) 2 false -> Boolean "the same";
    ["after"] => After("range1": Range, "range2": Range) 2 false -> Boolean "the same";
    ["meets"] => Meets("range1": Range, "range2": Range) 2 false -> Boolean
        "whether the first ends with the value that the second starts with";
    ["met by"] => MetBy("range1": Range, "range2": Range) 2 false -> Boolean
        "whether the first starts with the value that the second ends with";
    ["overlaps"] => Overlaps("range1": Range, "range2": Range) 2 false -> Boolean
        "whether both have a value in common";
    ["overlaps before"] => OverlapsBefore("range1": Range, "range2": Range) 2 false -> Boolean
        "whether the first starts first and ends inside of the second";
    ["overlaps after"] => OverlapsAfter("range1": Range, "range2": Range) 2 false -> Boolean
        "whether the second starts first and ends inside of the first";
    ["finishes"] => Finishes("point": Point, "range": Range) 2 false -> Boolean
        "whether the first lies in the second and ends with it";
    ["finishes"] => Finishes("range1": Range, "range2": Range) 2 false -> Boolean "the same";
    ["finished by"] => FinishedBy("range": Range, "point": Point) 2 false -> Boolean
        "whether the second lies in the first and ends with it";
    ["finished by"] => FinishedBy("range1": Range, "range2": Range) 2 false -> Boolean "the same";
    ["includes"] => Includes("range": Range, "point": Point) 2 false -> Boolean
        "whether the second lies in the first";
    ["includes"] => Includes("range1": Range, "range2": Range) 2 false -> Boolean "the same";
    ["during"] => During("point": Point, "range": Range) 2 false -> Boolean
        "whether the first lies in the second";
    ["during"] => During("range1": Range, "range2": Range) 2 false -> Boolean "the same";
    ["starts"] => Starts("point": Point, "range": Range) 2 false -> Boolean
        "whether the first lies in the second and starts with it";
    ["starts"] => Starts("range1": Range, "range2": Range) 2 false -> Boolean "the same";
    ["started by"] => StartedBy("range": Range, "point": Point) 2 false -> Boolean
        "whether the second lies in the first and starts with it";
    ["started by"] => StartedBy("range1": Range, "range2": Range) 2 false -> Boolean "the same";
    ["coincides"] => Coincides("point1": Point, "point2": Point) 2 false -> Boolean
        "whether both are the same";
    ["coincides"] => Coincides("range1": Range, "range2": Range) 2 false -> Boolean "the same";
}
