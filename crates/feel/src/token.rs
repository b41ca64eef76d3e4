//! From text to tokens. Full-width punctuation is reported with its mend and read as what was meant.

use crate::Profile;
use crate::full_width;
use crate::problem::{Problem, Report};
use crate::span::Span;

/// One token.
#[derive(Clone, PartialEq, Debug)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it stands.
    pub span: Span,
}

/// Kinds of tokens.
#[derive(Clone, PartialEq, Debug)]
pub enum TokenKind {
    /// A word of a name, or a keyword.
    Word(String),
    /// A number as written.
    Number(String),
    /// A text, unescaped.
    Text(String),
    /// An operator or bracket.
    Mark(&'static str),
    /// The end of the source.
    End,
}

impl TokenKind {
    /// The token as a reader sees it; the end is empty.
    #[must_use]
    pub fn show(&self) -> String {
        match self {
            Self::Word(text) | Self::Number(text) => format!("`{text}`"),
            Self::Text(text) => format!("`\"{text}\"`"),
            Self::Mark(mark) => format!("`{mark}`"),
            Self::End => String::new(),
        }
    }
}

/// Marks, longest first.
const MARKS: [&str; 30] = [
    "..", "**", "!=", "<=", ">=", "->", "+", "-", "*", "/", "=", "<", ">", "(", ")", "[", "]", "{",
    "}", ",", ":", ".", "?", "@", "'", "|", ";", "!", "%", "&",
];

/// Whether the standard lets a character start a name (grammar rule 28, without `?`).
const fn starts_name(c: char) -> bool {
    matches!(c,
        'A'..='Z' | '_' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}'
        | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}'
        | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
        && !is_space(c)
}

/// Whether a character separates words (grammar rule 61; more than Unicode's white space).
const fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{180E}' | '\u{200B}' | '\u{FEFF}')
}

/// Whether a character may start a word.
fn starts_word(c: char) -> bool {
    (c.is_alphabetic() || starts_name(c)) && !is_full_width(c)
}

/// Whether a character may go on in a word.
fn continues_word(c: char) -> bool {
    let part = c.is_alphanumeric()
        || starts_name(c)
        || matches!(c, '·' | '\u{300}'..='\u{36F}' | '\u{203F}' | '\u{2040}');
    part && !is_full_width(c)
}

const fn is_full_width(c: char) -> bool {
    matches!(c, '\u{FF00}'..='\u{FF65}' | '\u{3001}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{3030}'..='\u{303F}')
}

/// Reads all tokens; problems are collected and never stop the reading.
#[must_use]
pub fn tokens(source: &str) -> (Vec<Token>, Vec<Report>) {
    tokens_in(Profile::Strict, source)
}

/// Reads all tokens of a profile: in `standard`, full-width punctuation is part of names, as the
/// standard has it.
#[must_use]
pub fn tokens_in(profile: Profile, source: &str) -> (Vec<Token>, Vec<Report>) {
    let mut reader = Reader {
        standard: profile == Profile::Standard,
        source,
        at: 0,
        tokens: Vec::new(),
        reports: Vec::new(),
    };
    while let Some(c) = reader.peek() {
        reader.next(c);
    }
    let end = Span::new(source.len(), source.len());
    reader.tokens.push(Token {
        kind: TokenKind::End,
        span: end,
    });
    (reader.tokens, reader.reports)
}

struct Reader<'s> {
    standard: bool,
    source: &'s str,
    at: usize,
    tokens: Vec<Token>,
    reports: Vec<Report>,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.source.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn push(&mut self, kind: TokenKind, start: usize) {
        self.tokens.push(Token {
            kind,
            span: Span::new(start, self.at),
        });
    }

    fn report(&mut self, problem: Problem, start: usize) {
        self.reports.push(Report {
            problem,
            span: Span::new(start, self.at),
        });
    }

    fn take_while(&mut self, test: impl Fn(char) -> bool) -> String {
        let text: String = self.rest().chars().take_while(|c| test(*c)).collect();
        self.at += text.len();
        text
    }

    fn next(&mut self, c: char) {
        let start = self.at;
        if is_space(c) {
            self.at += c.len_utf8();
        } else if self.rest().starts_with("//") {
            self.take_while(|c| c != '\n');
        } else if self.rest().starts_with("/*") {
            let inner = self.rest().get(2..).unwrap_or("");
            let length = inner.find("*/").map(|end| end + 4);
            self.at += length.unwrap_or(self.rest().len());
            if length.is_none() {
                self.report(Problem::UnfinishedComment, start);
            }
        } else if starts_word(c) || self.standard && starts_name(c) {
            let standard = self.standard;
            let word = self.take_while(|c| continues_word(c) || standard && starts_name(c));
            self.push(TokenKind::Word(word), start);
        } else if c.is_ascii_digit() || self.starts_fraction() {
            self.number(start);
        } else if c == '"' {
            self.at += 1;
            self.text(start, &['"']);
        } else if full_width::letter(c).is_some() {
            self.wide_word(start);
        } else if let Some(mend) = full_width::mark(c) {
            self.wide_mark(c, mend);
        } else if c == '\'' && !self.standard && self.single_quoted() {
            // A text as other languages quote it.
        } else if let Some(mark) = MARKS.iter().find(|mark| self.rest().starts_with(**mark)) {
            self.at += mark.len();
            self.push(TokenKind::Mark(mark), start);
        } else {
            self.at += c.len_utf8();
            self.report(Problem::UnknownCharacter { found: c }, start);
        }
    }

    /// `'…'` on one line, reported and read as a text; `false` if it does not end.
    fn single_quoted(&mut self) -> bool {
        let start = self.at;
        let inner = self.rest().get(1..).unwrap_or("");
        let line = inner.lines().next().unwrap_or("");
        let Some(end) = line.find('\'') else {
            return false;
        };
        let text = line.get(..end).unwrap_or("").to_owned();
        self.at += text.len() + 2;
        let found = Span::new(start, self.at).text(self.source).to_owned();
        let mend = crate::marks::quoted(&text);
        self.report(Problem::Foreign { found, mend }, start);
        self.push(TokenKind::Text(text), start);
        true
    }

    /// Reports what is full-width from `start` to here.
    fn full_width(&mut self, start: usize, mend: &str) {
        let found = Span::new(start, self.at).text(self.source).to_owned();
        let mend = mend.to_owned();
        self.report(Problem::FullWidth { found, mend }, start);
    }

    /// A full-width mark. `＞＝` and `！=` are one mark, and one place to mend.
    fn wide_mark(&mut self, c: char, mend: &'static str) {
        let start = self.at;
        self.at += c.len_utf8();
        if mend == "\"" {
            self.full_width(start, mend);
            return self.text(start, &full_width::CLOSING);
        }
        let after = self.peek();
        let next = after.and_then(|next| match next {
            '=' | '.' | '*' => Some(next),
            wide => full_width::mark(wide).and_then(|mend| mend.chars().next()),
        });
        let both = next.map(|next| format!("{mend}{next}"));
        let double = MARKS
            .iter()
            .find(|mark| mark.len() == 2 && both.as_deref() == Some(**mark));
        if let (Some(double), Some(after)) = (double, after) {
            self.at += after.len_utf8();
            self.full_width(start, double);
            return self.push(TokenKind::Mark(double), start);
        }
        // Rules have no `!` of its own.
        let behind_value = matches!(
            self.tokens.last().map(|token| &token.kind),
            Some(TokenKind::Word(_) | TokenKind::Number(_) | TokenKind::Text(_))
                | Some(TokenKind::Mark(")" | "]" | "}"))
        );
        let said = match mend {
            "!" if behind_value => "!=",
            "!" => "not(…)",
            other => other,
        };
        let mend = if mend == "!" && behind_value {
            "!="
        } else {
            mend
        };
        self.full_width(start, said);
        self.push(TokenKind::Mark(mend), start);
    }

    /// Full-width digits or letters, with what follows of the number or word.
    fn wide_word(&mut self, start: usize) {
        let half = |c: char| full_width::letter(c).unwrap_or(c);
        let text = self.take_while(|c| continues_word(half(c)));
        let text: String = text.chars().map(half).collect();
        self.full_width(start, &text);
        let number = text.starts_with(|c: char| c.is_ascii_digit());
        self.push(
            if number {
                TokenKind::Number(text)
            } else {
                TokenKind::Word(text)
            },
            start,
        );
    }

    /// `.5`, where no name or closing bracket comes before it.
    fn starts_fraction(&self) -> bool {
        let mut rest = self.rest().chars();
        rest.next() == Some('.')
            && rest.next().is_some_and(|c| c.is_ascii_digit())
            && !matches!(
                self.tokens.last().map(|token| &token.kind),
                Some(
                    TokenKind::Word(_)
                        | TokenKind::Number(_)
                        | TokenKind::Mark(")" | "]" | "." | "..")
                )
            )
    }

    fn number(&mut self, start: usize) {
        let mut text = self.take_while(|c| c.is_ascii_digit());
        let mut rest = self.rest().chars();
        if rest.next() == Some('.') && rest.next().is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
            text.push('.');
            text.push_str(&self.take_while(|c| c.is_ascii_digit()));
        }
        if text.starts_with('.') {
            text.insert(0, '0');
        }
        text.push_str(&self.exponent());
        self.push(TokenKind::Number(text), start);
    }

    /// `e3`, `E-3`: digits must follow, else it is a word.
    fn exponent(&mut self) -> String {
        let mut rest = self.rest().chars().peekable();
        let mut text = String::new();
        text.extend(rest.next_if(|c| matches!(c, 'e' | 'E')));
        if text.is_empty() {
            return text;
        }
        text.extend(rest.next_if(|c| matches!(c, '+' | '-')));
        let signs = text.len();
        while let Some(digit) = rest.next_if(char::is_ascii_digit) {
            text.push(digit);
        }
        if text.len() == signs || rest.peek().is_some_and(|c| continues_word(*c)) {
            return String::new();
        }
        self.at += text.len();
        text
    }

    fn text(&mut self, start: usize, closing: &[char]) {
        let mut text = String::new();
        while let Some(c) = self.peek() {
            let at = self.at;
            self.at += c.len_utf8();
            if closing.contains(&c) {
                if c != '"' {
                    self.full_width(at, "\"");
                }
                return self.push(TokenKind::Text(text), start);
            }
            if c == '\\' {
                self.escape(&mut text);
            } else {
                text.push(c);
            }
        }
        if !self.wrong_quote(start) {
            self.report(Problem::UnfinishedText, start);
        }
        self.push(TokenKind::Text(text), start);
    }

    /// A text without end whose quote is full-width, or the text before it that swallowed its quote.
    fn wrong_quote(&mut self, start: usize) -> bool {
        let texts = self
            .tokens
            .iter()
            .filter(|token| matches!(token.kind, TokenKind::Text(_)));
        let spans: Vec<Span> = texts
            .map(|token| token.span)
            .chain([Span::new(start, self.at)])
            .collect();
        let wide = spans.iter().find_map(|span| {
            let text = span.text(self.source);
            let mut places = text.strip_prefix('"')?.char_indices();
            places
                .find(|(_, c)| full_width::is_quote(*c))
                .map(|(at, c)| (span.start + 1 + at, c))
        });
        let Some((at, c)) = wide else { return false };
        let problem = Problem::FullWidth {
            found: c.to_string(),
            mend: "\"".to_owned(),
        };
        self.reports.push(Report {
            problem,
            span: Span::new(at, at + c.len_utf8()),
        });
        true
    }

    fn escape(&mut self, text: &mut String) {
        let Some(c) = self.peek() else { return };
        self.at += c.len_utf8();
        let digits: usize = match c {
            'n' => return text.push('\n'),
            't' => return text.push('\t'),
            'r' => return text.push('\r'),
            '"' | '\'' | '\\' => return text.push(c),
            'u' => 4,
            'U' => 6,
            other => {
                // FEEL keeps what it does not know, so that patterns can be written.
                text.push('\\');
                return text.push(other);
            }
        };
        let code = self.hex(digits);
        // Two halves of a pair, as in UTF-16, are one character.
        let low = match code {
            Some(0xD800..=0xDBFF) if self.rest().get(digits..digits + 2) == Some("\\u") => {
                let rest = self.rest().get(digits + 2..).unwrap_or("");
                hex(rest, 4).filter(|low| (0xDC00..=0xDFFF).contains(low))
            }
            _ => None,
        };
        let whole = match (code, low) {
            (Some(high), Some(low)) => Some(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)),
            (code, _) => code,
        };
        match whole.and_then(char::from_u32) {
            Some(whole) => {
                self.at += if low.is_some() { digits + 6 } else { digits };
                text.push(whole);
            }
            None => {
                text.push('\\');
                text.push(c);
            }
        }
    }

    fn hex(&self, digits: usize) -> Option<u32> {
        hex(self.rest(), digits)
    }
}

/// The number that so many hexadecimal digits at the start of `text` spell.
fn hex(text: &str, digits: usize) -> Option<u32> {
    let text = text.get(..digits)?;
    if !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    u32::from_str_radix(text, 16).ok()
}
