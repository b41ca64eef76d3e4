//! Upper and lower case as the standard library has them, in a sixth of its bytes.

mod tables;

use tables::{CASED, IGNORED, LONG, LOWER, UPPER};

/// The other case of a character that has one of a single character.
fn mapped(runs: &[u64], c: char) -> Option<char> {
    let code = u64::from(c);
    let start = |run: u64| run & 0x1F_FFFF;
    let next = runs.partition_point(|run| start(*run) <= code);
    let run = *runs.get(next.checked_sub(1)?)?;
    let apart = code.saturating_sub(start(run));
    let (length, second) = (run >> 21 & 0x1FF, run >> 30 & 1 == 1);
    if apart > length || (second && apart & 1 == 1) {
        return None;
    }
    let added = run.cast_signed() >> 31;
    u32::try_from(code.cast_signed().saturating_add(added))
        .ok()
        .and_then(char::from_u32)
}

/// Whether a character stands in a list of runs.
fn stands_in(runs: &[u32], c: char) -> bool {
    let code = u32::from(c);
    let start = |run: u32| run & 0x1F_FFFF;
    let next = runs.partition_point(|run| start(*run) <= code);
    let run = next.checked_sub(1).and_then(|place| runs.get(place));
    run.is_some_and(|run| code.saturating_sub(start(*run)) <= run >> 21)
}

/// The upper-case form of a character that has one of several.
fn long(c: char) -> Option<&'static str> {
    // Letters of Latin, Greek, Armenian, and ligatures; no ideograph.
    if !matches!(c, 'ß'..='\u{1FFF}' | '\u{FB00}'..='\u{FB17}') {
        return None;
    }
    LONG.split(' ').find_map(|form| form.strip_prefix(c))
}

fn is_cased(c: char) -> bool {
    c.is_ascii_alphabetic()
        || !c.is_ascii()
            && (mapped(&LOWER, c).is_some()
                || mapped(&UPPER, c).is_some()
                || stands_in(&CASED, c)
                || c == 'İ'
                || long(c).is_some())
}

/// Whether the first letter of a text that is not looked past has case.
fn meets_letter(text: impl Iterator<Item = char>) -> bool {
    let mut rest = text.skip_while(|c| stands_in(&IGNORED, *c));
    rest.next().is_some_and(is_cased)
}

/// The text in upper case.
#[must_use]
pub fn upper(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            result.push(c.to_ascii_uppercase());
        } else if let Some(form) = long(c) {
            result.push_str(form);
        } else {
            result.push(mapped(&UPPER, c).unwrap_or(c));
        }
    }
    result
}

/// The text in lower case; a sigma at the end of a word has a form of its own.
#[must_use]
pub fn lower(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for (place, c) in text.char_indices() {
        match c {
            _ if c.is_ascii() => result.push(c.to_ascii_lowercase()),
            'İ' => result.push_str("i\u{307}"),
            'Σ' => {
                let (before, after) = text.split_at_checked(place).unwrap_or((text, ""));
                let ends =
                    meets_letter(before.chars().rev()) && !meets_letter(after.chars().skip(1));
                result.push(if ends { 'ς' } else { 'σ' });
            }
            _ => result.push(mapped(&LOWER, c).unwrap_or(c)),
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_has_the_cases_of_the_standard_library() {
        for c in char::MIN..=char::MAX {
            for text in [
                format!("{c}"),
                format!("AΣ{c}"),
                format!("AΣ{c}a"),
                format!("{c}Σ"),
                format!("a{c}Σ b"),
            ] {
                assert_eq!(upper(&text), text.to_uppercase(), "{c:?}");
                assert_eq!(lower(&text), text.to_lowercase(), "{c:?}");
            }
        }
    }
}
