//! Messages in English.

use super::Problem;
use super::mends::{ascii, listed, operands_help, similar};
use crate::visible::shortened;
use tongban_runtime::Decimal;

impl Problem {
    pub(super) fn en(&self) -> (String, Option<String>) {
        let or = |names: &[String]| similar(names, "did you mean", " or ");
        match self {
            Self::Expected { wanted, found } => {
                let wanted = if wanted.contains(' ') || wanted.starts_with('`') {
                    (*wanted).to_owned()
                } else {
                    format!("`{wanted}`")
                };
                let found = if found.is_empty() { "the end" } else { found };
                (format!("expected {wanted}, found {found}"), None)
            }
            Self::UnfinishedText => (
                "text has no closing quote".into(),
                Some("add `\"` at its end".into()),
            ),
            Self::FullWidth { found, mend } => (
                format!("`{found}` is full-width, which rules do not take"),
                Some(format!("write `{mend}`")),
            ),
            Self::UnfinishedComment => (
                "comment has no end".into(),
                Some("add `*/` at its end".into()),
            ),
            Self::UnknownCharacter { found } => {
                (format!("rules do not take the character `{found}`"), None)
            }
            Self::BadNumber { text, standard: true } => (
                format!("`{}` is too large or too small for a number", shortened(text)),
                Some("exponents go from -6000 to 6000".into()),
            ),
            Self::Foreign { found, mend } => (
                format!("rules do not write `{}`", shortened(found)),
                Some(format!("write `{mend}`")),
            ),
            Self::BadNumber { text, .. } => (
                format!("`{}` is not a usable number", shortened(text)),
                Some("write at most 34 digits, without an exponent".into()),
            ),
            Self::TooLong => (
                "expression is too long".into(),
                Some("move a part of it into a function".into()),
            ),
            Self::TooDeep => (
                "expression is nested too deep".into(),
                Some("move the inner part into a function".into()),
            ),
            Self::UnknownName { name, similar } => {
                (format!("nothing is named `{name}`"), or(similar))
            }
            Self::UnknownFunction { name, similar } => {
                (format!("no function is named `{name}`"), or(similar))
            }
            Self::UnknownField { name, similar } => {
                (format!("no field is named `{name}`"), or(similar))
            }
            Self::NotAFunction { name } => (
                format!("`{name}` is not a function and cannot be called"),
                None,
            ),
            Self::DuplicateKey { name } => (format!("`{name}` is written twice"), None),
            Self::Operands {
                operator,
                left,
                right,
                day,
            } => (
                format!("`{operator}` does not go between {left} and {right}"),
                match day {
                    Some(day) => Some(format!("write the date as `date(\"{day}\")`")),
                    None => operands_help(operator, left, right).map(|(_, en)| en.into()),
                },
            ),
            Self::Units { left, right } => (
                format!("units differ: `{left}` and `{right}`"),
                Some("convert to one unit before comparing, adding or subtracting".into()),
            ),
            Self::NoConversion { operator: "**", left, .. } => (
                format!("the unit `{left}` has no powers"),
                Some("write it as a product with a rate that is declared".into()),
            ),
            Self::NoConversion { operator, left, right } => (
                format!("no conversion is declared for `{left}` {operator} `{right}`"),
                Some("declare a rate under `units` of `catalog.yaml`, such as `{id: month-per-year, of: month, per: year}`, and give a parameter or function that unit".into()),
            ),
            Self::NotExhaustive { what, missing } => (
                format!("`{what}` may also be {}, for which there is no value here", listed(missing, ", ")),
                Some("write a branch for each value, or a value after `else`".into()),
            ),
            Self::Unguarded { what } => (
                format!("`{what}` may be absent"),
                Some(format!(
                    "ask first: `{what} != null and …`, or `if {what} != null then … else …`"
                )),
            ),
            Self::DivisorMayBeZero { what } if what == "0" => ("cannot divide by 0".into(), None),
            Self::DivisorMayBeZero { what } => (
                format!("the divisor `{what}` may be 0"),
                Some(format!(
                    "ask first: `if {what} != 0 then … else …`, or give it a range above 0"
                )),
            ),
            Self::NotInEnumeration { value, of, similar } => {
                (format!("`{value}` is not a value of `{of}`"), or(similar))
            }
            Self::NotACondition { found } => (format!("expected a condition, found {found}"), None),
            Self::BranchesDiffer { left, right } => (
                format!("branches have different types: {left} and {right}"),
                None,
            ),
            Self::WrongResult { wanted, found } => (
                format!("the result should be {wanted}, but is {found}"),
                None,
            ),
            Self::NotAList { found } => (format!("expected a list, found {found}"), None),
            Self::ArgumentCount {
                function,
                wanted,
                found,
            } => (
                format!("`{function}` takes {wanted} argument(s), but is given {found}"),
                None,
            ),
            Self::ArgumentType {
                function,
                parameter,
                wanted,
                found,
            } => (
                format!("`{parameter}` of `{function}` should be {wanted}, but is {found}"),
                None,
            ),
            Self::ArgumentRange {
                function,
                parameter,
                what,
                min,
                max,
                scale,
            } => {
                let ends = match (min, max) {
                    (Some(min), Some(max)) => format!("{min} to {max}"),
                    (Some(min), None) => format!("{min} and above"),
                    (None, Some(max)) => format!("{max} and below"),
                    (None, None) => "any number".into(),
                };
                let places = match scale {
                    None => String::new(),
                    Some(0) => " in whole numbers".into(),
                    Some(scale) => format!(" with at most {scale} decimal places"),
                };
                (
                    format!("`{parameter}` of `{function}` takes {ends}{places}; `{what}` may be something else"),
                    Some(if Decimal::parse(what).is_some() {
                        "write a number within it".into()
                    } else {
                        format!("round it, or ask first: `if {what} … then {function}(…) else …`")
                    }),
                )
            }
            Self::UnknownParameter { function, name } => (
                format!("`{function}` has no parameter named `{name}`"),
                None,
            ),
            Self::NotConstant {
                function,
                parameter,
            } => (
                format!("`{parameter}` of `{function}` has to be written out as a text"),
                None,
            ),
            Self::BadPattern { reason } => (
                "pattern is outside the subset".into(),
                Some(format!(
                    "characters, `.`, `[…]`, `{{n,m}}`, `?`, `*`, `+`, `|`, `^` and `$` can be used ({reason})"
                )),
            ),
            Self::PatternDiffers { class } => (
                format!("`\\{class}` is not the same everywhere: the standard takes characters of all scripts"),
                Some(format!("write `{}`", ascii(*class))),
            ),
            Self::BadDate { text } => (
                format!("`{text}` is not a date"),
                Some("write `YYYY-MM-DD`, and a day that exists".into()),
            ),
            Self::BadDuration { text } => (
                format!("`{text}` is not a duration"),
                Some("write `P1Y2M` or `P3DT4H`".into()),
            ),
            Self::TooLarge => (
                "compiled program is too large".into(),
                Some("move a part of it into a function".into()),
            ),
            Self::NotInStrict { what } => {
                (format!("rules of the catalogue cannot use `{what}`"), None)
            }
        }
    }
}
