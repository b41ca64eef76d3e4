//! Formats over bytes: says fast that a code is right, and leaves everything else to [`Format::check`].

use super::{Check, DateLayout, Format, PrefixRule, Variant, checks};
use crate::date::Date;
use crate::limits::MAX_CODE;
use crate::sorted::SortedSet;

/// A format made ready for rosters. What it says yes to has no finding at all; a no means nothing.
#[derive(Clone, Debug, Default)]
pub struct QuickFormat {
    variants: Vec<Quick>,
}

/// One shape: which ASCII characters stand at each place.
#[derive(Clone, Debug)]
struct Quick {
    places: Vec<u128>,
    prefixes: Vec<Prefix>,
    date: Option<usize>,
    checks: Vec<Check>,
    /// Fits, but is for the general check.
    other: bool,
}

/// Texts that may stand at a place.
#[derive(Clone, Debug)]
enum Prefix {
    /// So many digits from a place, as a bitmap by their number.
    Digits(usize, usize, Vec<u64>),
    Texts(usize, SortedSet<String>),
}

/// Longest digits that a bitmap stands for.
const MAX_DIGITS: usize = 6;

impl QuickFormat {
    /// Prepares a format; shapes whose length varies end the quick way.
    #[must_use]
    pub fn new(format: &Format) -> Self {
        let mut variants = Vec::new();
        for variant in &format.variants {
            let Some(shapes) = variant.pattern.shapes() else {
                // A later shape must not be taken where this one would have been.
                break;
            };
            variants.extend(shapes.into_iter().map(|places| Quick::new(variant, places)));
        }
        Self { variants }
    }

    /// Whether a code in normal form (upper case, no spaces or hyphens) surely has no finding.
    #[must_use]
    pub fn is_clean(&self, code: &[u8]) -> bool {
        if code.len() > MAX_CODE {
            return false;
        }
        let fitting = self.variants.iter().find(|variant| variant.fits(code));
        fitting.is_some_and(|variant| variant.is_clean(code))
    }
}

impl Quick {
    fn new(variant: &Variant, places: Vec<u128>) -> Self {
        let mut date = None;
        let mut other = variant.note.is_some();
        if let Some(part) = &variant.date {
            match part.layout {
                DateLayout::Yyyymmdd => date = usize::try_from(part.from).ok(),
                DateLayout::Yymmdd19 | DateLayout::Yymmdd => other = true,
            }
        }
        Self {
            places,
            prefixes: variant.prefixes.iter().map(Prefix::new).collect(),
            date,
            checks: variant.checks.clone(),
            other,
        }
    }

    fn fits(&self, code: &[u8]) -> bool {
        let one =
            |(byte, allowed): (&u8, &u128)| *byte < 128 && (allowed >> (*byte & 127)) & 1 != 0;
        code.len() == self.places.len() && code.iter().zip(&self.places).all(one)
    }

    fn is_clean(&self, code: &[u8]) -> bool {
        !self.other
            && self.date.is_none_or(|from| is_date(code.get(from..)))
            && self
                .checks
                .iter()
                .all(|check| check.holds(code) == Some(true))
            && self.prefixes.iter().all(|prefix| prefix.allows(code))
    }
}

fn is_date(rest: Option<&[u8]>) -> bool {
    match rest {
        Some([a, b, c, d, m, n, x, y, ..]) => {
            Date::from_digits([*a, *b, *c, *d], [*m, *n], [*x, *y]).is_some()
        }
        _ => false,
    }
}

impl Prefix {
    fn new(rule: &PrefixRule) -> Self {
        let from = usize::try_from(rule.from).unwrap_or(usize::MAX);
        let length = rule.allowed.first().map_or(0, String::len);
        let same = rule
            .allowed
            .iter()
            .all(|text| text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit()));
        if !same || length == 0 || length > MAX_DIGITS {
            return Self::Texts(from, rule.allowed.clone());
        }
        let mut bits = Vec::new();
        for number in rule
            .allowed
            .iter()
            .filter_map(|text| number(text.as_bytes()))
        {
            let place = number / 64;
            bits.resize(bits.len().max(place.saturating_add(1)), 0);
            if let Some(word) = bits.get_mut(place) {
                *word |= 1_u64 << (number % 64);
            }
        }
        Self::Digits(from, length, bits)
    }

    fn allows(&self, code: &[u8]) -> bool {
        match self {
            Self::Digits(from, length, bits) => {
                let part = code.get(*from..).and_then(|rest| rest.get(..*length));
                part.and_then(number).is_some_and(|number| {
                    bits.get(number / 64)
                        .is_some_and(|word| (word >> (number % 64)) & 1 != 0)
                })
            }
            Self::Texts(from, texts) => {
                let rest = code.get(*from..).unwrap_or_default();
                (0..=rest.len()).any(|length| {
                    let start = rest
                        .get(..length)
                        .and_then(|start| str::from_utf8(start).ok());
                    start.is_some_and(|start| texts.contains(start))
                })
            }
        }
    }
}

fn number(digits: &[u8]) -> Option<usize> {
    digits.iter().try_fold(0_usize, |number, byte| {
        let digit = checks::digit(*byte)?;
        number
            .checked_mul(10)?
            .checked_add(usize::try_from(digit).ok()?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;
    use crate::format::{DatePart, Finding, Unusual};
    use crate::normalize::normalize_code;
    use crate::pattern::Pattern;
    use proptest::prelude::*;

    fn finding(code: &str) -> Finding {
        Finding {
            code: code.to_owned(),
            severity: Severity::Error,
        }
    }

    fn variant(pattern: &str) -> Variant {
        Variant {
            name: "one".to_owned(),
            pattern: Pattern::parse(pattern).unwrap(),
            checks: Vec::new(),
            date: None,
            gender: None,
            prefixes: Vec::new(),
            note: None,
        }
    }

    fn formats() -> Vec<Format> {
        let list = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        let resident = Variant {
            checks: vec![Check::Mod11_2],
            date: Some(DatePart {
                from: 6,
                layout: DateLayout::Yyyymmdd,
            }),
            prefixes: vec![PrefixRule {
                from: 0,
                allowed: list(&["5001", "1101"]),
                finding: finding("area"),
            }],
            ..variant(r"\d{17}[\dX]")
        };
        let uneven = Variant {
            prefixes: vec![PrefixRule {
                from: 1,
                allowed: list(&["9", "A1"]),
                finding: finding("kind"),
            }],
            ..variant("[0-9A-Z]{3}|E\\d{4}")
        };
        let noted = Variant {
            note: Some(finding("old")),
            ..variant(r"[01]\d{2}")
        };
        let one = |variants: Vec<Variant>| Format {
            variants,
            unusual: None,
        };
        vec![
            one(vec![resident]),
            one(vec![uneven.clone()]),
            one(vec![noted.clone(), uneven.clone()]),
            one(vec![variant("[A-Z0-9]{5,17}"), uneven]),
            Format {
                variants: vec![Variant {
                    checks: vec![Check::Luhn],
                    ..variant(r"\d{4}|\d{6}")
                }],
                unusual: Some(Unusual {
                    pattern: Pattern::parse(r"\d+").unwrap(),
                    finding: finding("manual-confirm"),
                }),
            },
        ]
    }

    #[test]
    fn what_is_right_is_seen_fast() {
        let quick: Vec<QuickFormat> = formats().iter().map(QuickFormat::new).collect();
        assert!(
            quick[0].is_clean(b"500101199001010018")
                || quick[0].is_clean(b"50010119900101001X")
                || (0..10)
                    .any(|digit| quick[0].is_clean(format!("50010119900101001{digit}").as_bytes()))
        );
        assert!(!quick[0].is_clean(b"500101199013010018"));
        assert!(quick[1].is_clean(b"0A1") && quick[1].is_clean(b"E9999"));
        assert!(
            !quick[2].is_clean(b"191"),
            "the first shape that fits has a note"
        );
        assert!(quick[4].is_clean(b"0018"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn a_quick_yes_is_free_of_findings(
            which in 0..5_usize,
            code in r"([0-9A-Z]{0,8}|(5001|1101|9)[0-9]{2}19[0-9]{2}[01][0-9][0-3][0-9][0-9]{3}[0-9X]|[019]{3,6})",
            extra in any::<u8>(),
        ) {
            let format = &formats()[which];
            let mut bytes = code.clone().into_bytes();
            if extra == 7 { bytes.push(b'Z'); }
            if QuickFormat::new(format).is_clean(&bytes) {
                let text = String::from_utf8(bytes).unwrap();
                let found = format.check(&text);
                prop_assert_eq!(&found.normalized, &text);
                prop_assert_eq!(normalize_code(&text), text.clone());
                prop_assert!(found.findings.is_empty(), "{} {:?}", text, found.findings);
            }
        }
    }
}
