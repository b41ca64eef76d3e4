//! The functions of both profiles.

use super::{Gives, Parameter, Signature, Takes};
use tongban_runtime::builtin::Builtin;

signatures! {
    BOTH:
    ["not"] => Not("negand": Boolean) 1 false -> Boolean
        "true for false, false for true, else `null`";
    ["is defined", "有值"] => IsDefined("value": Maybe) 1 false -> Boolean
        "whether there is a value; never `null`";
    ["all"] => All("list": BooleanList) 1 true -> Boolean
        "true if all are true or there is none, false if one is false, else `null`";
    ["any"] => Any("list": BooleanList) 1 true -> Boolean
        "true if one is true, false if all are false or there is none, else `null`";
    ["floor"] => Floor("n": Number, "scale": Number) 1 false -> SameUnit
        "the largest number with so many decimals (none, if not said) that is not above";
    ["ceiling"] => Ceiling("n": Number, "scale": Number) 1 false -> SameUnit
        "the smallest number with so many decimals (none, if not said) that is not below";
    ["decimal"] => Decimal("n": Number, "scale": Number) 2 false -> SameUnit
        "rounded to so many decimals; a tie goes to the even digit";
    ["round up"] => RoundUp("n": Number, "scale": Number) 2 false -> SameUnit
        "rounded away from zero";
    ["round down"] => RoundDown("n": Number, "scale": Number) 2 false -> SameUnit
        "rounded towards zero";
    ["round half up", "四舍五入"] => RoundHalfUp("n": Number, "scale": Number) 2 false -> SameUnit
        "rounded to the nearest; a tie goes away from zero";
    ["round half down"] => RoundHalfDown("n": Number, "scale": Number) 2 false -> SameUnit
        "rounded to the nearest; a tie goes towards zero";
    ["abs"] => Abs("n": Any) 1 false -> Element
        "a number or duration without its sign";
    ["modulo"] => Modulo("dividend": Number, "divisor": Number) 2 false -> SameUnit
        "what is left of a division, with the sign of the divisor; `null` for a divisor of 0";
    ["odd"] => Odd("number": Number) 1 false -> Boolean
        "whether a number is odd";
    ["even"] => Even("number": Number) 1 false -> Boolean
        "whether a number is even";
    ["number"] => Number("from": Text) 1 false -> Number
        "a text as a number; `null` for a text that is none";
    ["string"] => String("from": Any) 1 false -> Text
        "a value as text";
    ["string length", "字数"] => StringLength("string": Text) 1 false -> Count
        "how many characters a text has";
    ["substring"] => Substring("string": Text, "start position": Number, "length": Number) 2 false -> Text
        "characters from a position, counted from 1, or from -1 at the end; `null` for position 0";
    ["substring before"] => SubstringBefore("string": Text, "match": Text) 2 false -> Text
        "what stands before the first occurrence; empty if there is none";
    ["substring after"] => SubstringAfter("string": Text, "match": Text) 2 false -> Text
        "what stands after the first occurrence; empty if there is none";
    ["upper case"] => UpperCase("string": Text) 1 false -> Text
        "the text in capital letters";
    ["lower case"] => LowerCase("string": Text) 1 false -> Text
        "the text in small letters";
    ["contains"] => Contains("string": Text, "match": Text) 2 false -> Boolean
        "whether a text stands in another";
    ["starts with"] => StartsWith("string": Text, "match": Text) 2 false -> Boolean
        "whether a text starts with another";
    ["ends with"] => EndsWith("string": Text, "match": Text) 2 false -> Boolean
        "whether a text ends with another";
    ["matches"] => Matches("input": Text, "pattern": Pattern) 2 false -> Boolean
        "whether a part of the text fits the pattern; `null` for a pattern that is none";
    ["string join"] => StringJoin("list": TextList, "delimiter": Text) 1 false -> Text
        "all texts of a list in one, `null` ones left out";
    ["normalize text", "规范文字"] => Normalize("string": Text) 1 false -> Text
        "the text in one form of width and spaces";
    ["date"] => Date("from": DateText) 1 false -> Date
        "a text, or year, month and day, as a date; `null` for a day that does not exist";
    ["date"] => Date("year": Number, "month": Number, "day": Number) 3 false -> Date
        "a text, or year, month and day, as a date; `null` for a day that does not exist";
    ["duration"] => Duration("from": Constant) 1 false -> Duration
        "a text as a duration; `null` for a text that is none";
    ["years and months duration"] => YearsAndMonthsDuration("from": Date, "to": Date) 2 false -> YearsMonths
        "whole months from one day to another";
    ["months between", "月数"] => MonthsBetween("from": Date, "to": Date) 2 false -> Number
        "whole months from one day to another, as a number";
    ["days between", "天数"] => DaysBetween("from": Date, "to": Date) 2 false -> Number
        "days from one day to another, as a number";
    ["add months", "日期加月"] => AddMonths("date": Date, "n": Number) 2 false -> Date
        "the same day so many months later, or the last day of a shorter month";
    ["addWorkingDays", "add working days", "工作日后"] => AddWorkingDays("date": Date, "n": Number) 2 false -> Date
        "the working day so many steps after a day";
    ["last day of month", "月末"] => LastDayOfMonth("date": Date) 1 false -> Date
        "the last day of the month of a day";
    ["day of year"] => DayOfYear("date": Date) 1 false -> Number
        "the number of the day in its year";
    ["day of week"] => DayOfWeek("date": Date) 1 false -> Text
        "the English name of the weekday";
    ["count", "个数"] => Count("list": List) 1 false -> Count
        "how many elements a list has";
    // The sum of no number is `null` in the standard, not 0. `strict` gives the same value, and its
    // type says so: a sum over a list is guarded, `if 合计(…) != null then … else 0`, as the least,
    // the greatest and the mean are. A 0 of our own would make the two profiles disagree, and a
    // list that is empty because nothing was entered would look like a sum that is known.
    ["sum", "合计"] => Sum("list": NumberList) 1 true -> MaybeSum
        "the sum of numbers; of none `null`";
    ["min", "最小"] => Min("list": List) 1 true -> MaybeElement
        "the smallest value; of none `null`";
    ["max", "最大"] => Max("list": List) 1 true -> MaybeElement
        "the largest value; of none `null`";
    ["mean"] => Mean("list": NumberList) 1 true -> MaybeSum
        "the sum divided by the count; of none `null`";
    ["product"] => Product("list": NumberList) 1 true -> MaybeNumber
        "all numbers multiplied; of none `null`";
    ["list contains", "包含"] => ListContains("list": List, "element": Item) 2 false -> Boolean
        "whether an element equals a value";
    ["append"] => Append("list": List, "item": Item) 2 true -> SameList
        "the list with values at its end";
    ["concatenate"] => Concatenate("list": List) 1 true -> SameList
        "all lists in one";
    ["distinct values"] => DistinctValues("list": List) 1 false -> SameList
        "each value once, in the order of their first occurrence";
    ["flatten"] => Flatten("list": List) 1 false -> Flat
        "the elements of all lists inside of lists";
    ["reverse"] => Reverse("list": List) 1 false -> SameList
        "the elements in the opposite order";
    ["index of"] => IndexOf("list": List, "match": Item) 2 false -> Numbers
        "the positions of all elements that equal a value";
    ["sublist"] => Sublist("list": List, "start position": Number, "length": Number) 2 false -> SameList
        "elements from a position, counted from 1, or from -1 at the end; `null` beyond the list";
    ["union"] => Union("list": List) 1 true -> SameList
        "all lists in one, each value once";
    ["get value"] => GetValue("m": Context, "key": Text) 2 false -> Any
        "the value of an entry; `null` if there is none";
    ["loanSchedule", "loan schedule", "还款计划"] => LoanSchedule("principal": Number, "annualRatePercent": Number, "monthlyPayment": Number) 3 false -> Schedule
        "the payments of a loan, month by month";
    ["month of year"] => MonthOfYear("date": Date) 1 false -> Text
        "the English name of the month";
    ["week of year"] => WeekOfYear("date": Date) 1 false -> Number
        "the number of the week in its year, after ISO 8601";
    ["insert before"] => InsertBefore("list": List, "position": Number, "newItem": Item) 3 false -> SameList
        "the list with a value put in before a position; if no element is there `null`, in `strict` the fault `bad-argument`";
    ["remove"] => Remove("list": List, "position": Number) 2 false -> SameList
        "the list without the element at a position; if none is there `null`, in `strict` the fault `bad-argument`";
}
