//! Values on the wire ⇄ values of rules, by the fact's kind.
//!
//! A text from a half-filled field is never refused: it is kept as typed and found wrong. Another JSON type, or a
//! text beyond every bound, is refused with a stable code.

use crate::EngineError;
use crate::api::{Diagnostic, WireValue};
use crate::limits::{MAX_RAW_BYTES, MAX_TEXT_CHARS};
use crate::session::{Entry, Input, Problem};
use core::fmt::Write as _;
use std::borrow::Cow;
use tongban_image::{Domain, FactKind, Region};
use tongban_runtime::{Date, Decimal, Reason, Value, normalize_code, normalize_text};

/// The key of `{"$unknown": reason}`.
pub(crate) const UNKNOWN: &str = "$unknown";

/// Reads a reason: `not-asked`, `unreachable`, `no-data`.
pub(crate) fn reason(text: &str) -> Result<Reason, EngineError> {
    match text {
        "not-asked" => Ok(Reason::NotAsked),
        "unreachable" => Ok(Reason::Unreachable),
        "no-data" => Ok(Reason::NoData),
        _ => Err(Diagnostic::error(
            "wire.reason",
            "an unknown fact has another reason than those there are",
        )
        .with_help("write `not-asked`, `unreachable` or `no-data`")),
    }
}

/// A reason on the wire.
pub(crate) const fn reason_id(reason: Reason) -> &'static str {
    match reason {
        Reason::NotAsked => "not-asked",
        Reason::Unreachable => "unreachable",
        Reason::NoData => "no-data",
    }
}

/// A value as it was said, before it is known of what.
#[derive(Debug, Clone, Copy)]
pub enum Said<'a> {
    /// Known to be absent.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Whole(i64),
    /// Text; of decimals, dates and choices too.
    Text(&'a str),
    /// Whatever else JSON can say.
    Other(&'a WireValue),
}

impl<'a> From<&'a WireValue> for Said<'a> {
    fn from(value: &'a WireValue) -> Self {
        match value {
            WireValue::Null => Self::Null,
            WireValue::Bool(value) => Self::Bool(*value),
            WireValue::String(text) => Self::Text(text),
            other => other.as_i64().map_or(Self::Other(other), Self::Whole),
        }
    }
}

/// The reason, if a value is `{"$unknown": reason}`.
pub(crate) fn unknown(value: &WireValue) -> Option<Result<Reason, EngineError>> {
    let entries = value.as_object()?;
    let text = entries.get(UNKNOWN)?;
    let alone = entries.len() == 1;
    Some(match text.as_str() {
        Some(text) if alone => reason(text),
        _ => Err(Diagnostic::error(
            "wire.reason",
            "`$unknown` stands alone, with a text",
        )),
    })
}

fn refused(code: &'static str, wanted: &str) -> Diagnostic {
    Diagnostic::error(code, format!("the value is not {wanted}"))
}

fn known(value: Value) -> Entry {
    Entry {
        input: Input::Known(value),
        ..Entry::default()
    }
}

fn wrong(typed: &str, code: &'static str, args: Vec<String>) -> Entry {
    Entry {
        input: Input::Wrong,
        typed: Some(typed.to_owned()),
        problems: vec![Problem { code, args }],
    }
}

fn absent() -> Entry {
    Entry {
        input: Input::Absent,
        ..Entry::default()
    }
}

/// Whether folding leaves a text as it is, and nothing of it is a space: most numbers, dates and codes.
fn is_plain(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Reads one value for a fact that is no group.
pub(crate) fn read(
    kind: &FactKind,
    regions: &[Region],
    value: Said<'_>,
) -> Result<Entry, EngineError> {
    let text = match value {
        Said::Null => return Ok(absent()),
        Said::Text(text) => Some(text),
        Said::Other(value) => match unknown(value) {
            Some(reason) => {
                return Ok(Entry {
                    input: Input::Unknown(reason?),
                    ..Entry::default()
                });
            }
            None => None,
        },
        Said::Bool(_) | Said::Whole(_) => None,
    };
    if let Some(text) = text {
        if text.len() > MAX_RAW_BYTES && !matches!(kind, FactKind::Text { .. }) {
            return Err(refused("wire.too-long", "short enough")
                .with_help(format!("at most {MAX_RAW_BYTES} bytes are taken")));
        }
        if !is_plain(text) && normalize_text(text).is_empty() {
            return Ok(absent());
        }
    }
    match kind {
        FactKind::Boolean => match value {
            Said::Bool(value) => Ok(known(Value::Bool(value))),
            Said::Text("true") => Ok(known(Value::Bool(true))),
            Said::Text("false") => Ok(known(Value::Bool(false))),
            _ => Err(refused("wire.boolean", "`true` or `false`")),
        },
        FactKind::Number(domain) => number(domain, value),
        FactKind::Text {
            max_chars, format, ..
        } => {
            let text = text.ok_or_else(|| refused("wire.text", "a string"))?;
            let most = (*max_chars).min(MAX_TEXT_CHARS);
            let length = text.chars().count();
            if length > (MAX_TEXT_CHARS as usize) {
                return Err(refused("wire.too-long", "short enough")
                    .with_help(format!("at most {MAX_TEXT_CHARS} characters are taken")));
            }
            let folded = folded(text);
            let counted = if format.is_some() {
                normalize_code(text).chars().count()
            } else {
                folded.chars().count()
            };
            let mut entry = known(Value::text(&folded));
            entry.typed = Some(text.to_owned());
            if counted > most as usize {
                entry.problems.push(Problem {
                    code: "length",
                    args: vec![most.to_string()],
                });
            }
            Ok(entry)
        }
        FactKind::Date { min, max } => {
            let text = text.ok_or_else(|| refused("wire.date", "a string `YYYY-MM-DD`"))?;
            let Some(date) = Date::parse(&folded(text)) else {
                return Ok(wrong(text, "type.date", Vec::new()));
            };
            let bound = |bound: &Option<String>| bound.as_deref().and_then(Date::parse);
            let mut entry = known(Value::Date(date));
            entry.typed = Some(text.to_owned());
            outside(&mut entry, &date, bound(min).as_ref(), bound(max).as_ref());
            Ok(entry)
        }
        FactKind::Enum(values) => {
            let text = text.ok_or_else(|| refused("wire.text", "a string"))?;
            Ok(match values.iter().find(|value| value.id == text) {
                Some(value) => known(Value::text(&value.id)),
                None => wrong(text, "choice", Vec::new()),
            })
        }
        FactKind::Region => {
            let text = text.ok_or_else(|| refused("wire.text", "a string"))?;
            Ok(if is_region(regions, text) {
                known(Value::text(text))
            } else {
                wrong(text, "region", Vec::new())
            })
        }
        FactKind::Group { .. } => Err(refused("wire.rows", "a list of rows")),
    }
}

/// Whether a code is a region of the catalogue or has the shape of one.
pub(crate) fn is_region(regions: &[Region], code: &str) -> bool {
    regions.iter().any(|region| region.code == code)
        || (code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A text folded; itself where that changes nothing.
fn folded(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(normalize_text(text))
    }
}

fn number(domain: &Domain, value: Said<'_>) -> Result<Entry, EngineError> {
    let text = match value {
        Said::Text(text) => text.to_owned(),
        Said::Whole(number)
            if number.unsigned_abs() <= crate::limits::MAX_SAFE_INTEGER.unsigned_abs() =>
        {
            number.to_string()
        }
        _ => {
            return Err(refused("wire.number", "a decimal string or a safe integer")
                .with_help("write decimals as strings, such as `\"1.5\"`"));
        }
    };
    let mut digits = folded(&text);
    if digits.contains(' ') {
        digits = Cow::Owned(digits.replace(' ', ""));
    }
    let Some(number) = Decimal::parse(digits.strip_prefix('+').unwrap_or(&digits)) else {
        return Ok(wrong(&text, "type.number", Vec::new()));
    };
    let mut entry = known(Value::Number(number));
    entry.typed = Some(text);
    // It was read without zeros at its end.
    if number.scale() > i32::from(domain.scale) {
        entry.problems.push(Problem {
            code: "scale",
            args: vec![domain.scale.to_string()],
        });
    }
    let bound = |bound: &Option<String>| bound.as_deref().and_then(Decimal::parse);
    outside(
        &mut entry,
        &number,
        bound(&domain.min).as_ref(),
        bound(&domain.max).as_ref(),
    );
    Ok(entry)
}

/// Notes a value outside its bounds.
fn outside<T: PartialOrd + core::fmt::Display>(
    entry: &mut Entry,
    value: &T,
    min: Option<&T>,
    max: Option<&T>,
) {
    if let Some(min) = min.filter(|min| value < min) {
        entry.problems.push(Problem {
            code: "range.min",
            args: vec![min.to_string()],
        });
    }
    if let Some(max) = max.filter(|max| value > max) {
        entry.problems.push(Problem {
            code: "range.max",
            args: vec![max.to_string()],
        });
    }
}

/// A value on the wire: canonical, or `None` when it is absent, unknown or a fault somewhere inside.
pub(crate) fn write(value: &Value) -> Option<WireValue> {
    Some(match value {
        Value::Bool(value) => WireValue::Bool(*value),
        Value::Number(value) => WireValue::String(value.to_string()),
        Value::Text(value) => WireValue::String(value.to_string()),
        Value::Date(value) => WireValue::String(value.to_string()),
        _ => return None,
    })
}

/// Writes a value that is text on the wire; false where it is none.
pub(crate) fn write_text(value: &Value, text: &mut String) -> bool {
    match value {
        Value::Number(value) => value.write(text),
        Value::Text(value) => text.push_str(value),
        Value::Date(value) => return write!(text, "{value}").is_ok(),
        _ => return false,
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn entry(kind: &FactKind, value: WireValue) -> Entry {
        read(kind, &[], Said::from(&value)).unwrap()
    }

    fn months() -> FactKind {
        FactKind::Number(Domain {
            min: Some("0".into()),
            max: Some("720".into()),
            scale: 0,
            unit: None,
        })
    }

    #[test]
    fn numbers_come_as_strings_or_safe_integers() {
        for value in [json!("168"), json!(168), json!("168.0"), json!(" １６８ ")] {
            assert_eq!(
                entry(&months(), value).input,
                Input::Known(Value::from(168))
            );
        }
        assert_eq!(
            entry(&months(), json!("abc")).problems[0].code,
            "type.number"
        );
        assert_eq!(entry(&months(), json!("1.5")).problems[0].code, "scale");
        assert_eq!(
            entry(&months(), json!("721")).problems[0],
            Problem {
                code: "range.max",
                args: vec!["720".into()]
            }
        );
        for value in [
            json!(1.5),
            json!(true),
            json!([1]),
            json!({"a": 1}),
            json!(1_u64 << 60),
        ] {
            assert_eq!(
                read(&months(), &[], Said::from(&value)).unwrap_err().code,
                "wire.number"
            );
        }
    }

    #[test]
    fn text_is_kept_as_typed_beside_its_normal_form() {
        let kind = FactKind::Text {
            max_chars: 5,
            format: None,
            long: false,
        };
        let name = entry(&kind, json!(" 买买提•吐 "));
        assert_eq!(
            (name.input, name.typed.as_deref()),
            (Input::Known(Value::text("买买提·吐")), Some(" 买买提•吐 "))
        );
        assert_eq!(
            entry(&kind, json!("一二三四五六")).problems[0].code,
            "length"
        );
        assert_eq!(entry(&kind, json!("  ")).input, Input::Absent);
        assert_eq!(
            read(&kind, &[], Said::from(&json!("x".repeat(10_000_001))))
                .unwrap_err()
                .code,
            "wire.too-long"
        );
        assert_eq!(
            read(&kind, &[], Said::from(&json!({"__proto__": 1})))
                .unwrap_err()
                .code,
            "wire.text"
        );
    }

    #[test]
    fn unknown_says_why() {
        let kind = FactKind::Boolean;
        assert_eq!(
            entry(&kind, json!({"$unknown": "unreachable"})).input,
            Input::Unknown(Reason::Unreachable)
        );
        assert_eq!(
            read(&kind, &[], Said::from(&json!({"$unknown": "lazy"})))
                .unwrap_err()
                .code,
            "wire.reason"
        );
        assert_eq!(
            read(
                &kind,
                &[],
                Said::from(&json!({"$unknown": "no-data", "a": 1}))
            )
            .unwrap_err()
            .code,
            "wire.reason"
        );
        assert_eq!(
            read(&kind, &[], Said::from(&json!("yes")))
                .unwrap_err()
                .code,
            "wire.boolean"
        );
    }

    #[test]
    fn dates_outside_the_calendar_are_kept_and_found_wrong() {
        let kind = FactKind::Date {
            min: Some("1900-01-01".into()),
            max: None,
        };
        assert_eq!(entry(&kind, json!("2023-02-29")).input, Input::Wrong);
        assert_eq!(
            entry(&kind, json!("1899-12-31")).problems[0].code,
            "range.min"
        );
        assert_eq!(
            entry(&kind, json!("２０２４-02-29")).input,
            Input::Known(Value::Date(Date::new(2024, 2, 29).unwrap()))
        );
        assert_eq!(
            read(&kind, &[], Said::from(&json!("9".repeat(300))))
                .unwrap_err()
                .code,
            "wire.too-long"
        );
    }
}
