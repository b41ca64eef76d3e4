//! How spreadsheets write values, and what is meant: dates as numbers, thousands parted, names of options instead of ids.
//!
//! What comes out is what a person would have typed into the field; the session's own reading judges it. So a roster's rows
//! and the same rows in a session are read alike.

use std::borrow::Cow;
use std::collections::BTreeMap;
use tongban_image::{FactKind, Image, TextId};
use tongban_runtime::{Date, normalize_code, normalize_text};

/// The day before the first of a spreadsheet's calendar, counting its 29 February 1900 that never was.
const EPOCH: (i32, u32, u32) = (1899, 12, 30);
/// Numbers that are taken for days: 1927 to 2173.
const SERIALS: core::ops::RangeInclusive<i32> = 10_000..=99_999;
/// Digits that a spreadsheet keeps of a number.
const KEPT: usize = 15;

/// Something to say of a cell beside what is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Note {
    /// A date that was written as a number of days.
    Serial(Date),
    /// A number that lost its last digits.
    Rounded,
}

/// What a cell means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading<'t> {
    /// As it would be typed; empty: nothing.
    pub value: Cow<'t, str>,
    pub note: Option<Note>,
}

/// How cells of one column are read.
#[derive(Debug, Clone)]
pub(super) enum Reader {
    /// As they stand; whether it is a code.
    Text(bool),
    Number,
    Date,
    /// Options by folded name.
    Options(BTreeMap<String, String>),
}

/// Texts as they are compared: folded, lower case, without spaces.
pub(super) fn fold(text: &str) -> String {
    let folded = normalize_text(text).replace(' ', "");
    folded.to_lowercase()
}

impl Reader {
    /// The reader of a fact. `names` gives what texts of the catalogue and of the engine say, in every language at hand.
    pub(super) fn new(
        image: &Image,
        kind: &FactKind,
        names: &dyn Fn(TextId) -> Vec<String>,
        words: &dyn Fn(&str) -> Vec<String>,
    ) -> Self {
        let mut options = BTreeMap::new();
        // Ids last: they mean themselves, whatever another option is called.
        match kind {
            FactKind::Enum(values) => {
                for value in values {
                    for name in names(value.name) {
                        options.entry(fold(&name)).or_insert(value.id.clone());
                    }
                }
                for value in values {
                    options.insert(fold(&value.id), value.id.clone());
                }
            }
            FactKind::Region => {
                for region in &image.catalog.regions {
                    for name in names(region.name) {
                        options.entry(fold(&name)).or_insert(region.code.clone());
                    }
                }
            }
            FactKind::Boolean => {
                for (id, key, more) in [
                    ("true", "value.yes", ["y", "yes", "1"]),
                    ("false", "value.no", ["n", "no", "0"]),
                ] {
                    let said = words(key);
                    let more = more.map(str::to_owned);
                    for word in said.into_iter().chain(more).chain([id.to_owned()]) {
                        options.insert(fold(&word), id.to_owned());
                    }
                }
            }
            FactKind::Number(_) => return Self::Number,
            FactKind::Date { .. } => return Self::Date,
            FactKind::Text { format, .. } => return Self::Text(format.is_some()),
            FactKind::Group { .. } => return Self::Text(false),
        }
        Self::Options(options)
    }

    /// Options by folded name.
    pub(super) const fn options(&self) -> Option<&BTreeMap<String, String>> {
        match self {
            Self::Options(options) => Some(options),
            _ => None,
        }
    }

    /// What a cell means.
    pub(super) fn read<'t>(&self, text: &'t str) -> Reading<'t> {
        let text = unwrapped(text);
        if text.is_empty() {
            return Reading {
                value: Cow::Borrowed(""),
                note: None,
            };
        }
        let (value, note) = match self {
            Self::Text(false) => (None, None),
            Self::Text(true) => (None, is_rounded(text).then_some(Note::Rounded)),
            Self::Number => (number(text), None),
            Self::Date => match date(text) {
                Some((date, serial)) => {
                    (Some(date.to_string()), serial.then_some(Note::Serial(date)))
                }
                None => (None, None),
            },
            Self::Options(options) => (options.get(&fold(text)).cloned(), None),
        };
        Reading {
            value: value.map_or(Cow::Borrowed(text), Cow::Owned),
            note,
        }
    }
}

/// Without what keeps a spreadsheet from changing a cell: `="0012"`, `'0012`.
fn unwrapped(text: &str) -> &str {
    let inner = text
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'));
    let digits = text
        .strip_prefix('\'')
        .filter(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()));
    inner.or(digits).unwrap_or(text)
}

/// A number without the marks that part thousands and without its currency; none where nothing changes.
fn number(text: &str) -> Option<String> {
    let folded: String = normalize_text(text).replace(' ', "");
    let bare = folded.strip_prefix(['¥', '￥']).unwrap_or(&folded);
    let bare = bare.strip_suffix('元').unwrap_or(bare);
    let (whole, fraction) = bare.split_once('.').unwrap_or((bare, ""));
    let mut parts = whole.split(',');
    let first = parts.next().unwrap_or("");
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let grouped = whole.contains(',')
        && (1..=3).contains(&first.trim_start_matches('-').len())
        && digits(first.trim_start_matches('-'))
        && parts.all(|part| part.len() == 3 && digits(part))
        && !fraction.contains(',');
    let plain = if grouped {
        bare.replace(',', "")
    } else {
        bare.to_owned()
    };
    (plain != text).then_some(plain)
}

/// A date in one of the ways spreadsheets write it, year first; and whether it was a number of days.
fn date(text: &str) -> Option<(Date, bool)> {
    let folded = normalize_text(text);
    // A time of midnight says nothing more.
    let day = ["0:00", "00:00", "0:00:00", "00:00:00", "00:00:00.000"]
        .iter()
        .find_map(|time| folded.strip_suffix(time)?.strip_suffix([' ', 'T']))
        .unwrap_or(&folded)
        .trim_end();
    let whole = day.strip_suffix(".0").unwrap_or(day);
    if whole.bytes().all(|byte| byte.is_ascii_digit()) {
        let number: i32 = whole.parse().ok()?;
        if whole.len() == 8 {
            return ymd(&[whole.get(..4)?, whole.get(4..6)?, whole.get(6..)?])
                .map(|date| (date, false));
        }
        return from_serial(number).map(|date| (date, true));
    }
    let day = day.strip_suffix('日').unwrap_or(day);
    let parts: Vec<&str> = day.split(['-', '/', '.', '年', '月']).collect();
    ymd(&parts).map(|date| (date, false))
}

/// The date of a spreadsheet's number of days.
pub(super) fn from_serial(number: i32) -> Option<Date> {
    let (year, month, day) = EPOCH;
    let start = Date::new(year, month, day)?.days();
    SERIALS
        .contains(&number)
        .then(|| Date::from_days(start.saturating_add(number)))?
}

fn ymd(parts: &[&str]) -> Option<Date> {
    let [year, month, day] = parts else {
        return None;
    };
    let number = |text: &str, most: usize| {
        let fits = !text.is_empty()
            && text.len() <= most
            && text.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| text.parse::<u32>().ok())?
    };
    let year = number(year, 4).filter(|_| year.len() == 4)?;
    Date::new(
        i32::try_from(year).ok()?,
        number(month, 2)?,
        number(day, 2)?,
    )
}

/// Whether a code was turned into a number and cut: `5.00101E+17`.
fn is_rounded(text: &str) -> bool {
    let folded = normalize_code(text);
    let Some((mantissa, exponent)) = folded.split_once("E+") else {
        return false;
    };
    let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    number(exponent)
        && number(&mantissa.replacen('.', "", 1))
        && mantissa.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether all digits beyond those that a spreadsheet keeps are zeros.
pub(super) fn is_cut(code: &str) -> bool {
    let digits = code.as_bytes();
    digits.len() > KEPT
        && digits.iter().all(u8::is_ascii_digit)
        && digits
            .get(KEPT..)
            .is_some_and(|rest| rest.iter().all(|digit| *digit == b'0'))
}

/// The names that a text of the catalogue has in the given tables.
pub(super) fn named(
    tables: &[std::sync::Arc<tongban_image::TextTable>],
    text: TextId,
) -> Vec<String> {
    let entry =
        |table: &std::sync::Arc<tongban_image::TextTable>| table.get(text).map(str::to_owned);
    tables.iter().filter_map(entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(reader: &Reader, text: &str) -> (String, Option<Note>) {
        let reading = reader.read(text);
        (reading.value.into_owned(), reading.note)
    }

    #[test]
    fn dates_are_read_as_spreadsheets_write_them() {
        let plain = |text: &str| read(&Reader::Date, text);
        for text in [
            "2023-07-16",
            "2023/7/16",
            "2023.7.16",
            "2023年7月16日",
            "20230716",
            "２０２３/7/16",
            "2023/7/16 0:00",
            "2023-07-16T00:00:00",
            " 2023-7-16 ",
        ] {
            assert_eq!(plain(text), ("2023-07-16".to_owned(), None), "{text}");
        }
        let date = Date::parse("2023-07-16").unwrap();
        for text in ["45123", "45123.0", "４５１２３"] {
            assert_eq!(
                plain(text),
                ("2023-07-16".to_owned(), Some(Note::Serial(date)))
            );
        }
        assert_eq!(plain("25569").0, "1970-01-01");
        for text in [
            "7/16/2023",
            "2023-02-30",
            "9999",
            "100000",
            "2023-7",
            "23-7-16",
            "2023/7/16 8:30",
        ] {
            assert_eq!(plain(text), (text.to_owned(), None));
        }
    }

    #[test]
    fn numbers_lose_what_parts_them() {
        let plain = |text: &str| read(&Reader::Number, text).0;
        for (text, number) in [
            ("8,500", "8500"),
            ("1,234,567.80", "1234567.80"),
            ("¥8500元", "8500"),
            ("８５００", "8500"),
            ("-1,000", "-1000"),
            ("85,00", "85,00"),
            ("1,2345", "1,2345"),
            ("8500.5", "8500.5"),
            ("1,234.5,6", "1,234.5,6"),
        ] {
            assert_eq!(plain(text), number);
        }
    }

    #[test]
    fn codes_that_lost_digits_are_seen() {
        let reader = Reader::Text(true);
        for text in ["5.00101E+17", "5E+17", "5.00101199001e+17", "５.00101E+17"] {
            assert_eq!(read(&reader, text).1, Some(Note::Rounded), "{text}");
        }
        for text in ["E12345678", "500101199001010018", "E+17", "A.1E+5"] {
            assert_eq!(read(&reader, text).1, None, "{text}");
        }
        assert!(
            is_cut("500101199001010000")
                && !is_cut("500101199001010018")
                && !is_cut("123450000000000")
        );
        assert_eq!(read(&reader, "=\"0012\"").0, "0012");
        assert_eq!(read(&reader, "'0012").0, "0012");
    }
}
