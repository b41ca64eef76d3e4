//! Numbers of identity documents and other codes: right ones, wrong ones, unusual ones.
//!
//! Made from the format's own declaration and always confirmed by the format's checker, so a number that is called
//! right is right.

use crate::pattern;
use fastrand::Rng;
use tongban_runtime::Date;
use tongban_runtime::format::{Check, DateLayout, Format, FormatResult, Variant};

/// What a number should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quality {
    /// No finding of severity error.
    Valid,
    /// Refused.
    Invalid,
    /// Taken with a finding that a clerk confirms.
    Unusual,
}

/// Characters that check digits are tried from.
const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXYZ";
const ATTEMPTS: usize = 40;

/// A number of `format`, or none if no such number was found. `birth` and `male` are put in where the code holds them.
pub fn number(
    format: &Format,
    quality: Quality,
    birth: Option<Date>,
    male: Option<bool>,
    rng: &mut Rng,
) -> Option<String> {
    (0..ATTEMPTS).find_map(|_| match quality {
        Quality::Valid => valid(format, birth, male, rng),
        Quality::Invalid => invalid(format, birth, rng),
        Quality::Unusual => {
            let made = pattern::text(format.unusual.as_ref()?.pattern.source(), rng);
            let result = format.check(&made);
            (classify(&result) == Quality::Unusual).then_some(made)
        }
    })
}

/// What the format says of a number.
pub fn classify(result: &FormatResult) -> Quality {
    if !result.is_valid() {
        Quality::Invalid
    } else if result.variant.is_none() {
        Quality::Unusual
    } else {
        Quality::Valid
    }
}

fn valid(
    format: &Format,
    birth: Option<Date>,
    male: Option<bool>,
    rng: &mut Rng,
) -> Option<String> {
    let variant = rng.choice(&format.variants)?;
    let mut code: Vec<char> = pattern::text(variant.pattern.source(), rng)
        .chars()
        .collect();
    for rule in &variant.prefixes {
        let allowed: Vec<&String> = rule.allowed.iter().collect();
        let prefix = rng.choice(&allowed)?;
        write(&mut code, rule.from, prefix);
    }
    if let Some(part) = &variant.date {
        let date = birth
            .or_else(|| Date::from_days(rng.i32(-15_000..12_000)))?
            .to_string()
            .replace('-', "");
        write(
            &mut code,
            part.from,
            if part.layout == DateLayout::Yyyymmdd {
                &date
            } else {
                date.get(2..)?
            },
        );
    }
    if let (Some(place), Some(male)) = (variant.gender, male) {
        let digit = rng.u32(0..5) * 2 + u32::from(male);
        write(&mut code, place, &digit.to_string());
    }
    repair(format, variant, code)
}

/// Tries check digits until the format is content.
fn repair(format: &Format, variant: &Variant, mut code: Vec<char>) -> Option<String> {
    let fits = |code: &[char]| {
        let text: String = code.iter().collect();
        (classify(&format.check(&text)) == Quality::Valid).then_some(text)
    };
    for check in &variant.checks {
        let place = match check {
            Check::Mrz731 { first } => usize::try_from(*first).ok()?,
            _ => code.len().checked_sub(1)?,
        };
        let kept = *code.get(place)?;
        for digit in ALPHABET.chars() {
            *code.get_mut(place)? = digit;
            if let Some(text) = fits(&code) {
                return Some(text);
            }
        }
        *code.get_mut(place)? = kept;
    }
    fits(&code)
}

fn invalid(format: &Format, birth: Option<Date>, rng: &mut Rng) -> Option<String> {
    let mut code: Vec<char> = valid(format, birth, None, rng)?.chars().collect();
    let place = rng.usize(0..code.len());
    match rng.u32(0..4) {
        0 => drop(code.remove(place)),
        1 => code.insert(place, '7'),
        2 => *code.get_mut(place)? = '#',
        _ => *code.get_mut(place)? = char::from(b'0' + rng.u8(0..10)),
    }
    let text: String = code.into_iter().collect();
    (classify(&format.check(&text)) == Quality::Invalid).then_some(text)
}

fn write(code: &mut [char], from: u32, text: &str) {
    let from = usize::try_from(from).unwrap_or(usize::MAX);
    for (place, c) in code.iter_mut().skip(from).zip(text.chars()) {
        *place = c;
    }
}

/// The same number as people write it: in full width, with spaces, in lower case.
pub fn as_typed(text: &str, rng: &mut Rng) -> String {
    match rng.u32(0..4) {
        0 => text
            .chars()
            .map(|c| {
                if c.is_ascii_graphic() {
                    char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c)
                } else {
                    c
                }
            })
            .collect(),
        1 => text.to_lowercase(),
        2 => format!(" {text}\u{3000}"),
        _ => text.to_owned(),
    }
}
