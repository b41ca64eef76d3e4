//! Text patterns: one small subset, one matcher, the same on every host.
//!
//! A pattern is a sequence of characters, `.` and classes (`[A-Z0-9]`, `[^x]`, `\d`, `\w`, `\s`),
//! each with an optional count (`{n}`, `{n,m}`, `{n,}`, `?`, `*`, `+`); `|` separates whole
//! alternatives; `^` and `$` at the ends anchor. There are no groups, no look-around and no
//! back references, and matching takes time linear in text × pattern.

use crate::limits::{MAX_PATTERN, MAX_REPEAT};
use core::fmt;
use serde::{Deserialize, Serialize};

/// A parsed pattern. On the wire it is its source.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Pattern {
    source: String,
    alternatives: Vec<Alternative>,
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Alternative {
    items: Vec<Item>,
    start: bool,
    end: bool,
}

#[derive(Clone, PartialEq, Eq, Debug)]
struct Item {
    ranges: Vec<(char, char)>,
    negated: bool,
    min: u32,
    max: Option<u32>,
}

/// Why a pattern is not in the subset.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PatternError {
    /// Longer than allowed.
    TooLong,
    /// A class or count that does not end, or ends wrongly.
    Unfinished,
    /// A count without a character before it, or beyond the limit.
    Count,
    /// Something that is not in the subset.
    Unsupported(char),
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong => f.write_str("pattern is longer than allowed"),
            Self::Unfinished => f.write_str("pattern has a class or count that does not end"),
            Self::Count => {
                f.write_str("pattern has a count without a character, or beyond the limit")
            }
            Self::Unsupported(c) => write!(f, "pattern uses `{c}`, which is not in the subset"),
        }
    }
}

impl std::error::Error for PatternError {}

impl Pattern {
    /// Parses a pattern.
    ///
    /// # Errors
    /// What is not in the subset.
    pub fn parse(source: &str) -> Result<Self, PatternError> {
        if source.chars().count() > MAX_PATTERN {
            return Err(PatternError::TooLong);
        }
        let mut alternatives = Vec::new();
        let mut current = Alternative::default();
        let mut rest = source.chars().peekable();
        while let Some(c) = rest.next() {
            if current.end && c != '|' {
                return Err(PatternError::Unsupported('$'));
            }
            match c {
                '|' => alternatives.push(core::mem::take(&mut current)),
                '^' if current.items.is_empty() && !current.start => current.start = true,
                '$' => current.end = true,
                '{' | '?' | '*' | '+' => {
                    let (min, max) = count(c, &mut rest)?;
                    let last = current.items.last_mut().ok_or(PatternError::Count)?;
                    if (last.min, last.max) != (1, Some(1)) {
                        return Err(PatternError::Count);
                    }
                    (last.min, last.max) = (min, max);
                }
                _ => {
                    let (ranges, negated) = match c {
                        '[' => class(&mut rest)?,
                        '\\' => (escape(rest.next().ok_or(PatternError::Unfinished)?)?, false),
                        '.' => (vec![('\n', '\n'), ('\r', '\r')], true),
                        '(' | ')' | ']' | '}' | '^' => return Err(PatternError::Unsupported(c)),
                        c => (vec![(c, c)], false),
                    };
                    current.items.push(Item {
                        ranges,
                        negated,
                        min: 1,
                        max: Some(1),
                    });
                }
            }
        }
        alternatives.push(current);
        Ok(Self {
            source: source.to_owned(),
            alternatives,
        })
    }

    /// The pattern as written.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Whether the whole text matches.
    #[must_use]
    pub fn matches_whole(&self, text: &str) -> bool {
        let text: Vec<char> = text.chars().collect();
        self.alternatives
            .iter()
            .any(|alternative| alternative.matches(&text, true))
    }

    /// Whether some part of the text matches (`^` and `$` anchor).
    #[must_use]
    pub fn matches_part(&self, text: &str) -> bool {
        let text: Vec<char> = text.chars().collect();
        self.alternatives
            .iter()
            .any(|alternative| alternative.matches(&text, false))
    }

    /// For each alternative, which ASCII characters (by bit) may stand at each place; `None` where a length varies or other
    /// characters would do.
    pub(crate) fn shapes(&self) -> Option<Vec<Vec<u128>>> {
        self.alternatives.iter().map(Alternative::shape).collect()
    }

    /// Whether some text of `length` characters could match as a whole.
    #[must_use]
    pub fn allows_length(&self, length: usize) -> bool {
        self.alternatives.iter().any(|alternative| {
            let sum = |of: fn(&Item) -> u32| {
                alternative.items.iter().fold(0_usize, |sum, item| {
                    sum.saturating_add(usize::try_from(of(item)).unwrap_or(usize::MAX))
                })
            };
            sum(|item| item.min) <= length && length <= sum(|item| item.max.unwrap_or(u32::MAX))
        })
    }
}

impl Alternative {
    fn shape(&self) -> Option<Vec<u128>> {
        let mut places = Vec::new();
        for item in &self.items {
            let ascii = item.ranges.iter().all(|(_, high)| high.is_ascii());
            if item.max != Some(item.min) || item.negated || !ascii {
                return None;
            }
            let allowed = (0_u8..128).filter(|byte| item.takes(char::from(*byte)));
            let set = allowed.fold(0_u128, |set, byte| set | (1 << (byte & 127)));
            let count = usize::try_from(item.min).ok()?;
            if places.len().saturating_add(count) > crate::limits::MAX_CODE {
                return None;
            }
            places.extend(std::iter::repeat_n(set, count));
        }
        Some(places)
    }

    fn matches(&self, text: &[char], whole: bool) -> bool {
        let from_start = whole || self.start;
        let places = text.len().saturating_add(1);
        let mut reached: Vec<bool> = (0..places).map(|place| place == 0 || !from_start).collect();
        for item in &self.items {
            reached = item.advance(text, &reached);
        }
        if whole || self.end {
            reached.last().copied().unwrap_or(false)
        } else {
            reached.contains(&true)
        }
    }
}

impl Item {
    fn takes(&self, c: char) -> bool {
        self.ranges
            .iter()
            .any(|(low, high)| (*low..=*high).contains(&c))
            != self.negated
    }

    /// The places reached after this item, from those reached before it.
    fn advance(&self, text: &[char], reached: &[bool]) -> Vec<bool> {
        // Counts how often each place opens and closes as an end; linear however large the counts.
        let mut after = vec![false; reached.len()];
        let mut run_end = text.len();
        let mut opens = vec![0_i64; reached.len().saturating_add(1)];
        for place in (0..reached.len()).rev() {
            match text.get(place) {
                Some(c) if self.takes(*c) => {}
                _ => run_end = place,
            }
            if !reached.get(place).copied().unwrap_or(false) {
                continue;
            }
            let far =
                |count: u32| place.saturating_add(usize::try_from(count).unwrap_or(usize::MAX));
            let first = far(self.min);
            let last = self.max.map_or(run_end, |max| far(max).min(run_end));
            if first <= last {
                if let Some(open) = opens.get_mut(first) {
                    *open = open.saturating_add(1);
                }
                if let Some(close) = opens.get_mut(last.saturating_add(1)) {
                    *close = close.saturating_sub(1);
                }
            }
        }
        let mut level = 0_i64;
        for (place, change) in after.iter_mut().zip(opens) {
            level = level.saturating_add(change);
            *place = level > 0;
        }
        after
    }
}

type Rest<'a> = core::iter::Peekable<core::str::Chars<'a>>;

fn count(first: char, rest: &mut Rest<'_>) -> Result<(u32, Option<u32>), PatternError> {
    match first {
        '?' => return Ok((0, Some(1))),
        '*' => return Ok((0, None)),
        '+' => return Ok((1, None)),
        _ => {}
    }
    let min = number(rest)?.ok_or(PatternError::Count)?;
    let max = match rest.next() {
        Some('}') => return Ok((min, Some(min))),
        Some(',') => number(rest)?,
        _ => return Err(PatternError::Unfinished),
    };
    if rest.next() != Some('}') {
        return Err(PatternError::Unfinished);
    }
    if max.is_some_and(|max| max < min) {
        return Err(PatternError::Count);
    }
    Ok((min, max))
}

fn number(rest: &mut Rest<'_>) -> Result<Option<u32>, PatternError> {
    let mut number = None;
    while let Some(digit) = rest.peek().and_then(|c| c.to_digit(10)) {
        let next = number
            .unwrap_or(0_u32)
            .saturating_mul(10)
            .saturating_add(digit);
        if next > MAX_REPEAT {
            return Err(PatternError::Count);
        }
        number = Some(next);
        rest.next();
    }
    Ok(number)
}

fn escape(c: char) -> Result<Vec<(char, char)>, PatternError> {
    Ok(match c {
        'd' => vec![('0', '9')],
        'w' => vec![('a', 'z'), ('A', 'Z'), ('0', '9'), ('_', '_')],
        's' => vec![(' ', ' '), ('\t', '\t'), ('\n', '\n'), ('\r', '\r')],
        c if c.is_ascii_alphanumeric() => return Err(PatternError::Unsupported(c)),
        c => vec![(c, c)],
    })
}

fn class(rest: &mut Rest<'_>) -> Result<(Vec<(char, char)>, bool), PatternError> {
    let negated = rest.next_if_eq(&'^').is_some();
    let mut ranges = Vec::new();
    loop {
        let low = match rest.next().ok_or(PatternError::Unfinished)? {
            ']' if ranges.is_empty() => return Err(PatternError::Unfinished),
            ']' => return Ok((ranges, negated)),
            '\\' => {
                let escaped = escape(rest.next().ok_or(PatternError::Unfinished)?)?;
                match *escaped.as_slice() {
                    [(c, same)] if c == same => c,
                    _ => {
                        ranges.extend(escaped);
                        continue;
                    }
                }
            }
            '[' => return Err(PatternError::Unsupported('[')),
            c => c,
        };
        let mut ahead = rest.clone();
        if ahead.next() == Some('-')
            && let Some(high) = ahead.next()
            && high != ']'
        {
            if high == '\\' || high < low {
                return Err(PatternError::Unsupported('-'));
            }
            *rest = ahead;
            ranges.push((low, high));
        } else {
            ranges.push((low, low));
        }
    }
}

impl TryFrom<String> for Pattern {
    type Error = PatternError;

    fn try_from(source: String) -> Result<Self, PatternError> {
        Self::parse(&source)
    }
}

impl From<Pattern> for String {
    fn from(pattern: Pattern) -> Self {
        pattern.source
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn p(source: &str) -> Pattern {
        Pattern::parse(source).unwrap()
    }

    #[test]
    fn whole_and_part() {
        assert!(p(r"\d{17}[\dX]").matches_whole("11010119491001001X"));
        assert!(!p(r"\d{17}[\dX]").matches_whole("11010119491001001XX"));
        assert!(p("b+").matches_part("abbc"));
        assert!(!p("^b+$").matches_part("abbc"));
        assert!(p("^a.*c$").matches_part("a王c"));
        assert!(p(r"[HM]\d{8}|[HM]\d{10}").matches_whole("M1234567801"));
        assert!(p("[^A-Z]*").matches_whole("abc"));
        assert!(p("a?a?a?aaa").matches_whole("aaa"));
        assert!(p("1[3-9]\\d{9}").matches_whole("13800001234"));
        assert!(p("").matches_whole(""));
        assert!(p("x*").matches_part(""));
        assert!(p("[A-]").matches_whole("-"));
    }

    #[test]
    fn outside_the_subset() {
        use PatternError::*;
        for (source, error) in [
            ("(a)", Unsupported('(')),
            ("[a", Unfinished),
            ("a{2", Unfinished),
            ("*a", Count),
            ("a**", Count),
            ("a{3,2}", Count),
            (r"\b", Unsupported('b')),
            (r"a\", Unfinished),
            ("a$b", Unsupported('$')),
            ("[]", Unfinished),
            ("[z-a]", Unsupported('-')),
        ] {
            assert_eq!(Pattern::parse(source), Err(error), "{source}");
        }
    }

    #[test]
    fn limits_hold_at_their_boundary() {
        assert!(Pattern::parse(&"a".repeat(MAX_PATTERN)).is_ok());
        assert_eq!(
            Pattern::parse(&"a".repeat(MAX_PATTERN + 1)),
            Err(PatternError::TooLong)
        );
        assert!(Pattern::parse(&format!("a{{{MAX_REPEAT}}}")).is_ok());
        assert_eq!(
            Pattern::parse(&format!("a{{{}}}", MAX_REPEAT + 1)),
            Err(PatternError::Count)
        );
    }

    #[test]
    fn lengths() {
        let permit = p(r"[HM]\d{8}(|".trim_end_matches("(|"));
        assert!(permit.allows_length(9) && !permit.allows_length(10));
        assert!(p("a{2,}").allows_length(50));
    }
}
