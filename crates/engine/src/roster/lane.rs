//! A column of a batch, read straight from bytes: words instead of values, one bit for each row that is surely right.
//!
//! What a lane calls *fine* the session's own reading takes without a word; whatever else it meets it leaves to that reading.

use super::reading::{Reader, from_serial};
use std::collections::BTreeMap;
use tongban_image::{Domain, FactKind};
use tongban_runtime::code::columns::{BATCH, Rows};
use tongban_runtime::code::{Cell, Symbols};
use tongban_runtime::{Date, Decimal, QuickFormat, Value, normalize_code, normalize_text};

/// Longest code that is looked at without a heap, in bytes.
const MAX_QUICK: usize = 40;
/// Most digits of a number that is read straight into a word.
const MAX_DIGITS: usize = 15;
/// Buckets of an option's spelling.
const BUCKETS: usize = 64;

/// A column of the file that stands for a fact.
#[derive(Debug)]
pub(super) struct Lane {
    pub slot: u32,
    /// Column of the file, from 0.
    pub column: usize,
    kind: Kind,
    /// Rules read it, so its cells are needed.
    read: bool,
    /// A word for each row; meaningful where fine.
    words: Vec<i64>,
    /// Rows that are right.
    pub fine: Rows,
    /// Rows without anything.
    pub empty: Rows,
    /// Rows whose date was a number of days.
    pub serial: Rows,
    /// Cells of texts that rules read.
    texts: Vec<(usize, Cell)>,
}

/// Spellings of options, and the options' numbers.
type Bucket = Vec<(Box<[u8]>, i64)>;

#[derive(Debug)]
enum Kind {
    /// Options by spelling; a word is an option's number.
    Options {
        buckets: Vec<Bucket>,
        cells: Vec<Cell>,
    },
    /// A word is the mantissa at a scale.
    Number {
        scale: u8,
        min: i64,
        max: i64,
    },
    /// A word is the date's cell's.
    Date {
        min: Option<Date>,
        max: Option<Date>,
    },
    Text {
        most: usize,
        format: Format,
    },
    /// Left to the session.
    Other,
}

/// What checks a text.
#[derive(Debug)]
pub(super) enum Format {
    Free,
    Always(QuickFormat),
    /// By the option of another lane, by option number.
    By(usize, Vec<Option<QuickFormat>>),
    /// Something that only the session works out.
    Unclear,
}

/// A code in normal form, on the stack.
struct Code {
    bytes: [u8; MAX_QUICK],
    length: usize,
}

impl Lane {
    /// A lane for a fact's column. Texts of options become symbols, so all programs were translated before.
    pub(super) fn new(
        (slot, column): (u32, usize),
        fact: &FactKind,
        reader: &Reader,
        format: Format,
        read: bool,
        symbols: &mut Symbols,
    ) -> Self {
        let kind = match fact {
            FactKind::Enum(values) => {
                let ids: Vec<&str> = values.iter().map(|value| value.id.as_str()).collect();
                let cell = |id: &&str| symbols.intern(&std::sync::Arc::from(*id));
                options(reader, &ids, ids.iter().map(cell).collect())
            }
            FactKind::Boolean => options(reader, &["false", "true"], vec![Cell::FALSE, Cell::TRUE]),
            FactKind::Number(domain) => number(domain),
            FactKind::Date { min, max } => {
                let bound = |bound: &Option<String>| bound.as_deref().map(Date::parse);
                match (bound(min), bound(max)) {
                    (Some(None), _) | (_, Some(None)) => Kind::Other,
                    (min, max) => Kind::Date {
                        min: min.flatten(),
                        max: max.flatten(),
                    },
                }
            }
            FactKind::Text { max_chars, .. } => Kind::Text {
                most: (*max_chars).min(crate::limits::MAX_TEXT_CHARS) as usize,
                format,
            },
            FactKind::Region | FactKind::Group { .. } => Kind::Other,
        };
        Self {
            slot,
            column,
            kind,
            read,
            words: Vec::with_capacity(BATCH),
            fine: Rows::NONE,
            empty: Rows::NONE,
            serial: Rows::NONE,
            texts: Vec::new(),
        }
    }

    /// The lane whose option chooses this one's format.
    pub(super) const fn decider(&self) -> Option<usize> {
        match &self.kind {
            Kind::Text {
                format: Format::By(lane, _),
                ..
            } => Some(*lane),
            _ => None,
        }
    }

    /// Empties the lane for the next batch.
    pub(super) fn clear(&mut self) {
        self.words.clear();
        self.texts.clear();
        self.fine = Rows::NONE;
        self.empty = Rows::NONE;
        self.serial = Rows::NONE;
    }

    /// The option's number of a row that is fine.
    pub(super) fn word(&self, row: usize) -> i64 {
        self.words.get(row).copied().unwrap_or_default()
    }

    /// The option in a row, if the lane surely knows it.
    pub(super) fn option(&self, row: usize) -> Option<i64> {
        self.fine.contains(row).then(|| self.word(row))
    }

    /// Takes the cell of the next row. `option`: what the deciding lane says.
    pub(super) fn take(&mut self, row: usize, text: &str, option: Option<i64>, symbols: &Symbols) {
        let text = text.trim_ascii();
        if text.is_empty() {
            self.empty.insert(row);
            self.words.push(0);
            return;
        }
        let bytes = text.as_bytes();
        let word = match &self.kind {
            Kind::Options { buckets, .. } => find(buckets, bytes),
            Kind::Number { scale, min, max } => {
                mantissa(bytes, *scale).filter(|word| (*min..=*max).contains(word))
            }
            Kind::Date { min, max } => {
                let date = match read_date(bytes) {
                    Some((date, serial)) => {
                        let inside =
                            min.is_none_or(|min| date >= min) && max.is_none_or(|max| date <= max);
                        if inside && serial {
                            self.serial.insert(row);
                        }
                        inside.then_some(date)
                    }
                    None => None,
                };
                date.and_then(|date| Cell::date(date).word())
            }
            Kind::Text { most, format } => {
                let fine = is_fine(text, *most, format, option);
                if fine && self.read {
                    let normal = match format {
                        Format::Free => normalize_text(text),
                        _ => normalize_code(text),
                    };
                    self.texts.push((row, symbols.cell(&Value::text(&normal))));
                }
                fine.then_some(0)
            }
            Kind::Other => None,
        };
        if word.is_some() {
            self.fine.insert(row);
        }
        self.words.push(word.unwrap_or(0));
    }

    /// Passes over the cell of the next row, which only the session can read.
    pub(super) fn take_odd(&mut self) {
        self.words.push(0);
    }

    /// Writes the cells as rules see them; `absent`: rows that count as left empty.
    pub(super) fn load(&self, column: &mut tongban_runtime::code::columns::Column, absent: Rows) {
        match &self.kind {
            Kind::Options { cells, .. } => {
                let like = cells.first().copied().unwrap_or(Cell::OPEN);
                let cell = |option: &i64| {
                    let cell = usize::try_from(*option)
                        .ok()
                        .and_then(|place| cells.get(place));
                    cell.and_then(|cell| cell.word()).unwrap_or_default()
                };
                // A dictionary whose options do not all fit the table of symbols is left to the session.
                let known = cells.iter().all(|cell| cell.is_decided());
                let words: Vec<i64> = self.words.iter().map(cell).collect();
                let fine = if known { self.fine } else { Rows::NONE };
                column.load(like, &words, fine, absent);
            }
            Kind::Number { scale, .. } => {
                column.load(Cell::number(0, *scale), &self.words, self.fine, absent);
            }
            Kind::Date { .. } => {
                column.load(Cell::date(Date::MIN), &self.words, self.fine, absent);
            }
            Kind::Text { .. } => {
                column.load(Cell::OPEN, &[], Rows::NONE, absent);
                for (row, cell) in &self.texts {
                    column.put(*row, *cell);
                }
            }
            Kind::Other => column.load(Cell::OPEN, &[], Rows::NONE, absent),
        }
    }

    /// The scale of a lane of numbers.
    pub(super) const fn scale(&self) -> Option<u8> {
        match &self.kind {
            Kind::Number { scale, .. } => Some(*scale),
            _ => None,
        }
    }

    /// Whether it is a lane of options.
    pub(super) const fn has_options(&self) -> bool {
        matches!(self.kind, Kind::Options { .. })
    }
}

fn options(reader: &Reader, ids: &[&str], cells: Vec<Cell>) -> Kind {
    let mut buckets: Vec<Bucket> = vec![Vec::new(); BUCKETS];
    let none = BTreeMap::new();
    for (spelling, id) in reader.options().unwrap_or(&none) {
        let number = ids.iter().position(|known| known == id);
        let number = number.and_then(|number| i64::try_from(number).ok());
        let bucket = bucket(spelling.as_bytes());
        if let (Some(number), Some(bucket)) = (number, buckets.get_mut(bucket)) {
            bucket.push((spelling.as_bytes().into(), number));
        }
    }
    Kind::Options { buckets, cells }
}

/// A spelling's bucket: by its length and the bytes that differ most, the last.
fn bucket(spelling: &[u8]) -> usize {
    let last = spelling.last().copied().unwrap_or(0);
    let third = spelling.get(2).copied().unwrap_or(0);
    let mix = usize::from(last) ^ (usize::from(third) << 2) ^ spelling.len();
    mix % BUCKETS
}

fn find(buckets: &[Bucket], bytes: &[u8]) -> Option<i64> {
    let bucket = buckets.get(bucket(bytes))?;
    let found = bucket.iter().find(|(spelling, _)| **spelling == *bytes);
    found.map(|(_, number)| *number)
}

fn number(domain: &Domain) -> Kind {
    let bound = |bound: &Option<String>, otherwise: i64| match bound {
        None => Some(otherwise),
        Some(text) => {
            let number = Decimal::parse(text)?.normalized();
            let shift = i32::from(domain.scale).checked_sub(number.scale())?;
            let power = 10_i128.checked_pow(u32::try_from(shift).ok()?)?;
            i64::try_from(number.mantissa().checked_mul(power)?).ok()
        }
    };
    match (bound(&domain.min, i64::MIN), bound(&domain.max, i64::MAX)) {
        (Some(min), Some(max)) => Kind::Number {
            scale: domain.scale,
            min,
            max,
        },
        _ => Kind::Other,
    }
}

/// The mantissa, at a scale, of digits with at most so many decimals.
fn mantissa(bytes: &[u8], scale: u8) -> Option<i64> {
    if bytes.len() > MAX_DIGITS {
        return None;
    }
    let mut word = 0_i64;
    let mut decimals: Option<u8> = None;
    let mut digits = 0_u8;
    for byte in bytes {
        let digit = byte.wrapping_sub(b'0');
        if digit < 10 {
            word = word.wrapping_mul(10).wrapping_add(i64::from(digit));
            digits = digits.wrapping_add(1);
            if let Some(decimals) = &mut decimals {
                *decimals = decimals.wrapping_add(1);
            }
        } else if *byte == b'.' && decimals.is_none() && digits > 0 {
            decimals = Some(0);
        } else {
            return None;
        }
    }
    let decimals = match decimals {
        None => 0,
        Some(0) => return None,
        Some(decimals) => decimals,
    };
    if digits == 0 {
        return None;
    }
    let missing = scale.checked_sub(decimals)?;
    word.checked_mul(10_i64.checked_pow(u32::from(missing))?)
}

/// A date, year first, or a number of days.
fn read_date(bytes: &[u8]) -> Option<(Date, bool)> {
    let digit = |byte: &u8| byte.is_ascii_digit();
    let one = |byte: u8| [b'0', byte];
    let date = match *bytes {
        [a, b, c, d, e] if bytes.iter().all(digit) => {
            let number = [a, b, c, d, e].iter().fold(0_i32, |number, byte| {
                number
                    .wrapping_mul(10)
                    .wrapping_add(i32::from(byte.wrapping_sub(b'0')))
            });
            return from_serial(number).map(|date| (date, true));
        }
        [a, b, c, d, m, n, x, y] if digit(&m) && bytes.iter().all(digit) => {
            Date::from_digits([a, b, c, d], [m, n], [x, y])
        }
        [
            a,
            b,
            c,
            d,
            b'-' | b'/' | b'.',
            m,
            n,
            b'-' | b'/' | b'.',
            x,
            y,
        ] => Date::from_digits([a, b, c, d], [m, n], [x, y]),
        [a, b, c, d, b'-' | b'/' | b'.', m, b'-' | b'/' | b'.', x, y] => {
            Date::from_digits([a, b, c, d], one(m), [x, y])
        }
        [a, b, c, d, b'-' | b'/' | b'.', m, n, b'-' | b'/' | b'.', x] => {
            Date::from_digits([a, b, c, d], [m, n], one(x))
        }
        [a, b, c, d, b'-' | b'/' | b'.', m, b'-' | b'/' | b'.', x] => {
            Date::from_digits([a, b, c, d], one(m), one(x))
        }
        _ => None,
    };
    date.map(|date| (date, false))
}

/// Whether a text surely has nothing wrong with it.
fn is_fine(text: &str, most: usize, format: &Format, option: Option<i64>) -> bool {
    let quick = match format {
        Format::Free => {
            let bytes = text.as_bytes();
            // Bytes are no fewer than characters; a first byte that surely stays keeps it from folding to nothing.
            let stays = bytes
                .first()
                .is_some_and(|byte| matches!(byte, 0xE4..=0xE9) || byte.is_ascii_alphanumeric());
            return stays && (bytes.len() <= most || text.chars().count() <= most);
        }
        Format::Always(quick) => quick,
        Format::By(_, cases) => {
            let case = option.and_then(|option| cases.get(usize::try_from(option).ok()?));
            match case {
                Some(Some(quick)) => quick,
                _ => return false,
            }
        }
        Format::Unclear => return false,
    };
    let Some(code) = Code::read(text.as_bytes()) else {
        return false;
    };
    code.length <= most && quick.is_clean(code.bytes())
}

impl Code {
    /// The normal form of ASCII letters and digits with spaces and hyphens between; none for anything else.
    fn read(text: &[u8]) -> Option<Self> {
        let mut code = Self {
            bytes: [0; MAX_QUICK],
            length: 0,
        };
        for byte in text {
            if byte.is_ascii_alphanumeric() || *byte == b'+' {
                *code.bytes.get_mut(code.length)? = byte.to_ascii_uppercase();
                code.length = code.length.wrapping_add(1);
            } else if *byte != b' ' && *byte != b'-' {
                return None;
            }
        }
        Some(code)
    }

    fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or(&[])
    }
}
