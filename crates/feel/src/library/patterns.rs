//! `matches`, `replace` and `split` by XPath regular expressions.

use super::xpath::{Flags, translate};
use fancy_regex::{Regex, RegexBuilder};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use tongban_runtime::Fault;
use tongban_runtime::limits::{MAX_LIST, MAX_TEXT};

/// Steps back that a match may take.
const MAX_STEPS: usize = 200_000;
/// Largest compiled pattern, in bytes.
const MAX_SIZE: usize = 4 << 20;

/// Most compiled patterns that are kept.
const MAX_KEPT: usize = 16;

/// A compiled pattern and the number of its groups; a pattern that is none stays one.
type Compiled = Result<Arc<(Regex, usize)>, Fault>;

/// The patterns compiled last, with their flags: loops use the same ones again and again.
#[derive(Debug, Default)]
pub(super) struct Patterns(Mutex<VecDeque<(String, String, Compiled)>>);

impl Patterns {
    fn get(&self, pattern: &str, flags: &str) -> Compiled {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = kept
            .iter()
            .find(|(other, with, _)| other == pattern && with == flags);
        if let Some((_, _, compiled)) = known {
            return compiled.clone();
        }
        let compiled = compile(pattern, flags).map(Arc::new);
        if kept.len() >= MAX_KEPT {
            kept.pop_front();
        }
        kept.push_back((pattern.to_owned(), flags.to_owned(), compiled.clone()));
        compiled
    }
}

/// Whether a text is a pattern of XPath.
pub(crate) fn is_pattern(pattern: &str) -> bool {
    compile(pattern, "").is_ok()
}

fn compile(pattern: &str, flags: &str) -> Result<(Regex, usize), Fault> {
    let flags = Flags::read(flags).ok_or(Fault::BadArgument)?;
    let translated = translate(pattern, flags).ok_or(Fault::BadArgument)?;
    let regex = RegexBuilder::new(&translated.pattern)
        .backtrack_limit(MAX_STEPS)
        .delegate_size_limit(MAX_SIZE)
        .delegate_dfa_size_limit(MAX_SIZE)
        .build()
        .map_err(|_| Fault::BadArgument)?;
    Ok((regex, translated.groups))
}

impl Patterns {
    pub(super) fn matches(&self, input: &str, pattern: &str, flags: &str) -> Result<bool, Fault> {
        let compiled = self.get(pattern, flags)?;
        compiled.0.is_match(input).map_err(|_| Fault::TooLarge)
    }

    pub(super) fn replace(
        &self,
        input: &str,
        pattern: &str,
        replacement: &str,
        flags: &str,
    ) -> Result<String, Fault> {
        let compiled = self.get(pattern, flags)?;
        replace(input, &compiled.0, compiled.1, replacement)
    }

    pub(super) fn split(&self, input: &str, delimiter: &str) -> Result<Vec<String>, Fault> {
        split(input, &self.get(delimiter, "")?.0)
    }
}

/// A pattern that has a match in every text splits nothing.
fn not_empty(regex: &Regex) -> Result<(), Fault> {
    match regex.is_match("") {
        Ok(false) => Ok(()),
        Ok(true) => Err(Fault::BadArgument),
        Err(_) => Err(Fault::TooLarge),
    }
}

fn replace(input: &str, regex: &Regex, groups: usize, replacement: &str) -> Result<String, Fault> {
    not_empty(regex)?;
    let parts = parts(replacement, groups).ok_or(Fault::BadArgument)?;
    let mut result = String::new();
    let mut last = 0;
    for captures in regex.captures_iter(input) {
        let captures = captures.map_err(|_| Fault::TooLarge)?;
        let Some(whole) = captures.get(0) else { break };
        result.push_str(input.get(last..whole.start()).unwrap_or(""));
        for part in &parts {
            match part {
                Part::Text(text) => result.push_str(text),
                Part::Group(group) => {
                    result.push_str(captures.get(*group).map_or("", |found| found.as_str()));
                }
            }
        }
        if result.len() > MAX_TEXT {
            return Err(Fault::TooLarge);
        }
        last = whole.end();
    }
    result.push_str(input.get(last..).unwrap_or(""));
    Ok(result)
}

fn split(input: &str, regex: &Regex) -> Result<Vec<String>, Fault> {
    not_empty(regex)?;
    let mut parts = Vec::new();
    for part in regex.split(input) {
        parts.push(part.map_err(|_| Fault::TooLarge)?.to_owned());
        if parts.len() > MAX_LIST {
            return Err(Fault::TooLarge);
        }
    }
    Ok(parts)
}

/// A part of a replacement.
enum Part {
    Text(String),
    Group(usize),
}

/// Reads a replacement: `$N` is a group, of as many digits as there are groups for; `\$` and
/// `\\` stand for themselves. `None` for any other use of the two.
fn parts(replacement: &str, groups: usize) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    let mut text = String::new();
    let mut rest = replacement.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\\' => text.push(rest.next_if(|c| matches!(c, '\\' | '$'))?),
            '$' => {
                let mut number = usize::try_from(rest.next()?.to_digit(10)?).ok()?;
                while let Some(digit) = rest.peek().and_then(|c| c.to_digit(10)) {
                    let longer = number * 10 + usize::try_from(digit).ok()?;
                    if longer > groups {
                        break;
                    }
                    number = longer;
                    rest.next();
                }
                parts.push(Part::Text(core::mem::take(&mut text)));
                // A group that is not there is empty.
                if number <= groups {
                    parts.push(Part::Group(number));
                }
            }
            c => text.push(c),
        }
    }
    parts.push(Part::Text(text));
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(input: &str, pattern: &str, flags: &str) -> Result<bool, Fault> {
        Patterns::default().matches(input, pattern, flags)
    }

    fn replace(input: &str, pattern: &str, by: &str, flags: &str) -> Result<String, Fault> {
        Patterns::default().replace(input, pattern, by, flags)
    }

    fn split(input: &str, delimiter: &str) -> Result<Vec<String>, Fault> {
        Patterns::default().split(input, delimiter)
    }

    #[test]
    fn patterns_that_are_kept_are_bounded_and_apart_by_their_flags() {
        let patterns = Patterns::default();
        let kept = || patterns.0.lock().unwrap().len();
        assert_eq!(patterns.matches("A", "a", ""), Ok(false));
        assert_eq!(patterns.matches("A", "a", "i"), Ok(true));
        assert_eq!(patterns.matches("A", "a", ""), Ok(false));
        assert_eq!(kept(), 2);
        for number in 0..3 * MAX_KEPT {
            let text = format!("x{number}");
            assert_eq!(patterns.matches(&text, &text, ""), Ok(true));
            assert!(patterns.matches("a", &format!("({number}"), "").is_err());
            assert!(patterns.matches("a", &format!("({number}"), "").is_err());
        }
        assert_eq!(kept(), MAX_KEPT);
    }

    #[test]
    fn patterns_are_those_of_xpath() {
        for (input, pattern, flags, expected) in [
            ("foobar", "^fo*b", "", Ok(true)),
            ("abracadabra", "bra", "", Ok(true)),
            ("a\nb", "^b", "", Ok(false)),
            ("a\nb", "^b", "m", Ok(true)),
            ("a\n", "a$", "", Ok(false)),
            ("a\r\nb", "a.", "", Ok(false)),
            ("a\nb", "a.b", "s", Ok(true)),
            ("hello world", "hello\\ sworld", "x", Ok(true)),
            ("hello world", " hello[ ]world", "x", Ok(true)),
            ("helloworld", "hello[ ]world", "x", Ok(false)),
            ("abZ", "[a-z]{3}", "i", Ok(true)),
            ("\u{212A}", "k", "i", Ok(true)),
            ("O", "[A-Z-[OI]]", "i", Ok(false)),
            ("B", "[A-Z-[OI]]", "", Ok(true)),
            ("b", "[^a-z-[b]]", "", Ok(false)),
            ("aA", "(a)\\1", "i", Ok(true)),
            ("aa", "(a)\\1", "", Ok(true)),
            ("ab1", "(a)(b)\\11", "", Ok(false)),
            ("aba1", "(a)(b)\\11", "", Ok(true)),
            ("社保", "\\p{IsCJKUnifiedIdeographs}{2}", "", Ok(true)),
            ("社", "\\p{Lo}", "", Ok(true)),
            ("a", "\\P{Lu}", "i", Ok(true)),
            ("٣", "\\d", "", Ok(true)),
            ("a-b", "[a-]-[-b]", "", Ok(true)),
            ("é", "\\w", "", Ok(true)),
            ("+", "\\w", "", Ok(true)),
            (".", "\\w", "", Ok(false)),
            ("a.b:c", "^\\i\\c*$", "", Ok(true)),
            ("#", "#", "x", Ok(true)),
            ("", "", "", Ok(true)),
            ("a&&b", "[&&]{2}", "", Ok(true)),
            ("~", "[~~]", "", Ok(true)),
            // Not XPath's.
            ("ab", "a(?=b)", "", Err(())),
            ("ab", "(?<n>a)", "", Err(())),
            ("ab", "(?i)a", "", Err(())),
            ("ab", "\\ba", "", Err(())),
            ("ab", "\\x61", "", Err(())),
            ("h", "(.)\\2", "", Err(())),
            ("h", "(.\\1)", "", Err(())),
            ("h", "\\0", "", Err(())),
            ("a", "(a)[\\1]", "", Err(())),
            ("a", "a**", "", Err(())),
            ("a", "*a", "", Err(())),
            ("a", "a{2,1}", "", Err(())),
            ("a", "a{", "", Err(())),
            ("a", "(a", "", Err(())),
            ("a", "a)", "", Err(())),
            ("a", "[a", "", Err(())),
            ("a", "[]", "", Err(())),
            ("a", "[z-a]", "", Err(())),
            ("a", "]", "", Err(())),
            ("a", "\\p{IsNothing}", "", Err(())),
            ("a", "\\p{Xx}", "", Err(())),
            ("a", "a", "q", Err(())),
            ("a", "a", " ", Err(())),
        ] {
            let found = matches(input, pattern, flags).map_err(|_| ());
            assert_eq!(found, expected, "{input:?} {pattern:?} {flags:?}");
        }
    }

    #[test]
    fn replacements_name_groups() {
        for (input, pattern, by, expected) in [
            ("abcd", "(ab)|(a)", "[1=$1][2=$2]", Some("[1=ab][2=]cd")),
            ("banana", "(an)+", "**", Some("b**a")),
            ("banana", "[aeiouy]", "[$0]", Some("b[a]n[a]n[a]")),
            ("AAAA", "A+?", "b", Some("bbbb")),
            ("darted", "^(.*?)d(.*)$", "$1c$2", Some("carted")),
            ("abc", "b", "\\$\\\\", Some("a$\\c")),
            ("abc", "(b)", "$12", Some("ab2c")),
            ("abc", "b", "$1", Some("ac")),
            ("abc", "b", "$", None),
            ("abc", "b", "\\x", None),
            ("abc", "b*", "x", None),
            ("abc", "(", "x", None),
            (
                "2025-07-01",
                "(\\d+)-(\\d+)-(\\d+)",
                "$3.$2.$1",
                Some("01.07.2025"),
            ),
        ] {
            let found = replace(input, pattern, by, "");
            assert_eq!(found.ok().as_deref(), expected, "{input} {pattern} {by}");
        }
        assert_eq!(replace("aBc", "b", "x", "i").unwrap(), "axc");
    }

    #[test]
    fn parts_between_delimiters() {
        let parts = |input: &str, delimiter: &str| split(input, delimiter).unwrap().join("|");
        assert_eq!(parts("John Doe", "\\s"), "John|Doe");
        assert_eq!(parts("a;b;c;;", ";"), "a|b|c||");
        assert_eq!(parts("", ";"), "");
        assert_eq!(parts("a1b22c", "\\d+"), "a|b|c");
        assert!(split("abc", "x*").is_err());
    }

    #[test]
    fn hostile_patterns_end_soon() {
        let text = "a".repeat(5000);
        let answer = matches(&text, "(a+)+(\\1)b", "");
        assert!(answer.is_err() || answer == Ok(false));
        assert!(compile(&"(".repeat(5000), "").is_err());
        assert!(compile(&"(a".repeat(80), "").is_err());
        assert!(compile("((\\w{1000}){1000}){1000}", "").is_err());
        assert!(compile("a{1001}", "").is_err());
    }
}
