//! Regular expressions as XPath and XQuery Functions 3.1 have them (5.6.1), translated into the
//! syntax of the `fancy-regex` crate. What XPath does not have, such as look-ahead, is refused.

use super::blocks::block;
use std::fmt::Write;
use std::iter::Peekable;
use std::str::Chars;

/// Longest pattern, in characters.
const MAX_PATTERN: usize = 4096;
/// Deepest nesting of groups and classes.
const MAX_DEPTH: u32 = 64;
/// Largest count of a quantifier.
const MAX_COUNT: u32 = 1000;

/// How a pattern is meant.
#[derive(Clone, Copy, Default)]
pub(super) struct Flags {
    /// `s`: a point matches line ends, too.
    pub dot_all: bool,
    /// `m`: `^` and `$` match at lines.
    pub lines: bool,
    /// `i`: letters match in either case.
    pub ignore_case: bool,
    /// `x`: spaces in the pattern are only layout.
    pub layout: bool,
}

impl Flags {
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut flags = Self::default();
        for c in text.chars() {
            match c {
                's' => flags.dot_all = true,
                'm' => flags.lines = true,
                'i' => flags.ignore_case = true,
                'x' => flags.layout = true,
                _ => return None,
            }
        }
        Some(flags)
    }
}

/// A translated pattern.
pub(super) struct Translated {
    pub pattern: String,
    /// Number of groups.
    pub groups: usize,
}

/// Translates a pattern; `None` if it is none.
pub(super) fn translate(pattern: &str, flags: Flags) -> Option<Translated> {
    if pattern.chars().count() > MAX_PATTERN {
        return None;
    }
    let bare;
    let source = if flags.layout {
        bare = without_layout(pattern);
        &bare
    } else {
        pattern
    };
    let mut reader = Reader {
        rest: source.chars().peekable(),
        flags,
        out: String::new(),
        groups: 0,
        closed: Vec::new(),
        depth: 0,
    };
    if flags.ignore_case {
        reader.out.push_str("(?i)");
    }
    reader.alternatives()?;
    // An unmatched closing bracket is left over.
    reader.rest.peek().is_none().then_some(Translated {
        pattern: reader.out,
        groups: reader.groups,
    })
}

/// The pattern without the spaces that stand outside of classes.
fn without_layout(pattern: &str) -> String {
    let mut bare = String::new();
    let mut depth = 0_u32;
    let mut escaped = false;
    for c in pattern.chars() {
        if depth == 0 && matches!(c, '\t' | '\n' | '\r' | ' ') {
            continue;
        }
        match c {
            _ if escaped => {}
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        escaped = c == '\\' && !escaped;
        bare.push(c);
    }
    bare
}

struct Reader<'p> {
    rest: Peekable<Chars<'p>>,
    flags: Flags,
    out: String,
    groups: usize,
    /// Whether each group is closed.
    closed: Vec<bool>,
    depth: u32,
}

impl Reader<'_> {
    fn take(&mut self, wanted: char) -> bool {
        self.rest.next_if_eq(&wanted).is_some()
    }

    fn alternatives(&mut self) -> Option<()> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return None;
        }
        loop {
            while let Some(&c) = self.rest.peek() {
                if matches!(c, '|' | ')') {
                    break;
                }
                self.atom()?;
                self.quantifier()?;
            }
            if !self.take('|') {
                break;
            }
            self.out.push('|');
        }
        self.depth -= 1;
        Some(())
    }

    fn atom(&mut self) -> Option<()> {
        match self.rest.next()? {
            '(' => self.group(),
            '[' => {
                let class = self.class()?;
                self.out.push_str(&class);
                Some(())
            }
            '.' => {
                self.out.push_str(if self.flags.dot_all {
                    "(?s:.)"
                } else {
                    "[^\\n\\r]"
                });
                Some(())
            }
            '^' => {
                self.out
                    .push_str(if self.flags.lines { "(?m:^)" } else { "\\A" });
                Some(())
            }
            '$' => {
                self.out
                    .push_str(if self.flags.lines { "(?m:$)" } else { "\\z" });
                Some(())
            }
            '\\' => self.escape(),
            '?' | '*' | '+' | '{' | '}' | ']' => None,
            c => {
                literal(c, &mut self.out);
                Some(())
            }
        }
    }

    fn group(&mut self) -> Option<()> {
        if self.take('?') {
            if !self.take(':') {
                return None;
            }
            self.out.push_str("(?:");
            self.alternatives()?;
        } else {
            let group = self.groups;
            self.groups += 1;
            self.closed.push(false);
            self.out.push('(');
            self.alternatives()?;
            if let Some(closed) = self.closed.get_mut(group) {
                *closed = true;
            }
        }
        if !self.take(')') {
            return None;
        }
        self.out.push(')');
        Some(())
    }

    fn quantifier(&mut self) -> Option<()> {
        match self.rest.peek() {
            Some(&c @ ('?' | '*' | '+')) => {
                self.rest.next();
                self.out.push(c);
            }
            Some('{') => {
                self.rest.next();
                let least = self.count()?;
                let most = if self.take(',') {
                    if self.rest.peek() == Some(&'}') {
                        None
                    } else {
                        Some(self.count()?)
                    }
                } else {
                    Some(least)
                };
                if !self.take('}') || most.is_some_and(|most| most < least) {
                    return None;
                }
                let most = most.map_or(String::new(), |most| most.to_string());
                write!(self.out, "{{{least},{most}}}").ok()?;
            }
            _ => return Some(()),
        }
        if self.take('?') {
            self.out.push('?');
        }
        Some(())
    }

    fn count(&mut self) -> Option<u32> {
        let mut digits = String::new();
        while let Some(c) = self.rest.next_if(char::is_ascii_digit) {
            digits.push(c);
        }
        digits.parse().ok().filter(|count| *count <= MAX_COUNT)
    }

    fn escape(&mut self) -> Option<()> {
        let c = self.rest.next()?;
        if c.is_ascii_digit() {
            return self.back_reference(c);
        }
        if let Some(c) = single(c) {
            literal(c, &mut self.out);
            return Some(());
        }
        let class = self.class_escape(c)?;
        // Categories are the same in either case.
        if self.flags.ignore_case && matches!(c, 'p' | 'P') {
            write!(self.out, "(?-i:[{class}])").ok()
        } else {
            write!(self.out, "[{class}]").ok()
        }
    }

    /// `\N`: as many digits as there are groups for, all of them closed.
    fn back_reference(&mut self, first: char) -> Option<()> {
        let mut number = usize::try_from(first.to_digit(10)?).ok()?;
        while let Some(digit) = self.rest.peek().and_then(|c| c.to_digit(10)) {
            let longer = number * 10 + usize::try_from(digit).ok()?;
            if longer > self.groups {
                break;
            }
            number = longer;
            self.rest.next();
        }
        let place = number.checked_sub(1)?;
        if !self.closed.get(place).copied()? {
            return None;
        }
        // Digits that follow are not part of the number.
        write!(self.out, "(?:\\{number})").ok()
    }

    /// What `\s`, `\p{…}` and the like hold, to be put between `[` and `]`.
    fn class_escape(&mut self, c: char) -> Option<String> {
        const SPACE: &str = "\\x20\\t\\n\\r";
        const INITIAL: &str = "\\p{L}_:";
        const NAME: &str = "\\p{L}\\p{Mn}\\p{Mc}\\p{Nd}\\x{B7}._:\\-";
        const NO_WORD: &str = "\\p{P}\\p{Z}\\p{C}";
        Some(match c {
            's' => SPACE.to_owned(),
            'S' => format!("[^{SPACE}]"),
            'd' => "\\p{Nd}".to_owned(),
            'D' => "\\P{Nd}".to_owned(),
            'w' => format!("[^{NO_WORD}]"),
            'W' => NO_WORD.to_owned(),
            'i' => INITIAL.to_owned(),
            'I' => format!("[^{INITIAL}]"),
            'c' => NAME.to_owned(),
            'C' => format!("[^{NAME}]"),
            'p' | 'P' => {
                if !self.take('{') {
                    return None;
                }
                let mut name = String::new();
                while let Some(c) = self.rest.next_if(|c| *c != '}') {
                    name.push(c);
                }
                if !self.take('}') {
                    return None;
                }
                let not = if c == 'P' { "^" } else { "" };
                if let Some(name) = name.strip_prefix("Is") {
                    let (first, last) = block(name)?;
                    format!("[{not}\\x{{{first:X}}}-\\x{{{last:X}}}]")
                } else if CATEGORIES.contains(&name.as_str()) {
                    format!("[{not}\\p{{{name}}}]")
                } else {
                    return None;
                }
            }
            _ => return None,
        })
    }

    /// A class after its `[`, up to and with its `]`.
    fn class(&mut self) -> Option<String> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return None;
        }
        let mut class = String::from("[");
        if self.take('^') {
            class.push('^');
        }
        let mut members = 0_usize;
        let mut minus = None;
        loop {
            match self.rest.next()? {
                ']' => break,
                '-' if members > 0 && self.rest.peek() == Some(&'[') => {
                    self.rest.next();
                    minus = Some(self.class()?);
                    if !self.take(']') {
                        return None;
                    }
                    break;
                }
                '[' => return None,
                c => {
                    self.member(c, members == 0, &mut class)?;
                    members += 1;
                }
            }
        }
        if members == 0 {
            return None;
        }
        class.push(']');
        self.depth -= 1;
        Some(match minus {
            Some(minus) => format!("[{class}--{minus}]"),
            None => class,
        })
    }

    /// A character, range or class escape inside of a class.
    fn member(&mut self, c: char, first: bool, class: &mut String) -> Option<()> {
        let low = match c {
            '\\' => {
                let c = self.rest.next()?;
                match single(c) {
                    Some(c) => c,
                    None => {
                        let inner = self.class_escape(c)?;
                        class.push_str(&inner);
                        return Some(());
                    }
                }
            }
            '-' => {
                // A bare hyphen stands at an end.
                if first || self.rest.peek() == Some(&']') {
                    class.push_str("\\-");
                    return Some(());
                }
                return None;
            }
            c => c,
        };
        member_literal(low, class);
        let mut ahead = self.rest.clone();
        if ahead.next() != Some('-') || matches!(ahead.peek(), Some(']' | '[') | None) {
            return Some(());
        }
        self.rest.next();
        let high = match self.rest.next()? {
            '\\' => single(self.rest.next()?)?,
            c => c,
        };
        if high < low {
            return None;
        }
        class.push('-');
        member_literal(high, class);
        Some(())
    }
}

/// The character that an escape of one character stands for.
const fn single(c: char) -> Option<char> {
    match c {
        'n' => Some('\n'),
        'r' => Some('\r'),
        't' => Some('\t'),
        '\\' | '|' | '.' | '?' | '*' | '+' | '(' | ')' | '{' | '}' | '-' | '[' | ']' | '^'
        | '$' => Some(c),
        _ => None,
    }
}

fn literal(c: char, out: &mut String) {
    if c.is_ascii_alphanumeric() || !c.is_ascii() {
        out.push(c);
    } else {
        let _ = write!(out, "\\x{{{:X}}}", u32::from(c));
    }
}

/// In a class every character is written by its number: none has a meaning of its own.
fn member_literal(c: char, class: &mut String) {
    if c.is_ascii_alphanumeric() {
        class.push(c);
    } else {
        let _ = write!(class, "\\x{{{:X}}}", u32::from(c));
    }
}

/// The general categories of characters.
const CATEGORIES: [&str; 36] = [
    "L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P", "Pc",
    "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Z", "Zs", "Zl", "Zp", "S", "Sm", "Sc", "Sk", "So", "C",
    "Cc", "Cf", "Co", "Cn",
];
