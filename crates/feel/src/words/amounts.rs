//! Literals in words: numbers with their units, dates, durations, labels.

use super::Speaker;
use super::layout::spaced;
use crate::types::{NumberType, Type};
use tongban_runtime::{Date, Decimal, Duration};

/// The unit of a number type.
pub(super) fn unit_of(ty: &Type) -> Option<&str> {
    match ty.present() {
        Type::Number(NumberType {
            unit: Some(unit), ..
        }) => Some(&unit.0),
        Type::List(item) | Type::Range(item) => unit_of(item),
        _ => None,
    }
}

impl Speaker<'_> {
    /// A number with its unit: ` 180 个月`, `5%`.
    pub(super) fn number(&self, number: Decimal, unit: Option<&str>) -> String {
        let digits = number.to_string();
        let unit = unit.and_then(|unit| self.vocabulary.unit(unit));
        match unit {
            Some(unit) if unit.starts_with(char::is_alphabetic) => {
                format!("{}{unit}", spaced(&digits))
            }
            Some(unit) => spaced(&format!("{digits}{unit}")),
            None => spaced(&digits),
        }
    }

    /// A text: the label of an enumeration's value, or the text itself.
    pub(super) fn label(&self, text: &str, ty: &Type) -> String {
        let label = match ty.present() {
            Type::Enum(values) => values
                .values
                .iter()
                .find(|(id, label)| id == text || label == text)
                .map(|(_, label)| label.as_str()),
            _ => None,
        };
        let words = label.unwrap_or(text);
        if words.is_empty() {
            "空白".to_owned()
        } else {
            format!("「{words}」")
        }
    }
}

/// 2025年7月1日
pub(super) fn date(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// A date or duration as it is written in rules; the text itself if it is neither.
pub(super) fn moment(text: &str) -> String {
    if let Some(day) = Date::parse(text) {
        return date(day);
    }
    match Duration::parse(text) {
        Some(Duration::YearsMonths(months)) => span(&months.to_string()),
        Some(Duration::DaysTime(time)) => span(&time.to_string()),
        None => format!("「{text}」"),
    }
}

/// `P1Y2M` as `1 年 2 个月`, `PT36H` as `36 小时`.
fn span(iso: &str) -> String {
    let mut out = String::new();
    let mut digits = String::new();
    let mut time = false;
    let (sign, body) = match iso.strip_prefix('-') {
        Some(body) => ("负", body),
        None => ("", iso),
    };
    for c in body.chars() {
        let unit = match (c, time) {
            ('T', _) => {
                time = true;
                continue;
            }
            ('Y', _) => "年",
            ('M', false) => "个月",
            ('M', true) => "分钟",
            ('D', _) => "日",
            ('H', _) => "小时",
            ('S', _) => "秒",
            ('P', _) => continue,
            _ => {
                digits.push(c);
                continue;
            }
        };
        out.push_str(&spaced(&core::mem::take(&mut digits)));
        out.push_str(unit);
    }
    format!("{sign}{out}")
}
