//! From text to tokens. Full-width punctuation is reported with its mend and read as what was meant.

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
const MARKS: [&str; 29] = [
    "..", "**", "!=", "<=", ">=", "->", "+", "-", "*", "/", "=", "<", ">", "(", ")", "[", "]", "{",
    "}", ",", ":", ".", "?", "@", "|", ";", "!", "%", "&",
];

/// Full-width characters, what they were meant to be, and what to write.
const FULL_WIDTH: [(char, &str); 38] = [
    ('（', "("),
    ('）', ")"),
    ('，', ","),
    ('、', ","),
    ('：', ":"),
    ('；', ";"),
    ('＞', ">"),
    ('＜', "<"),
    ('＝', "="),
    ('＋', "+"),
    ('－', "-"),
    ('＊', "*"),
    ('／', "/"),
    ('×', "*"),
    ('÷', "/"),
    ('≥', ">="),
    ('≤', "<="),
    ('≠', "!="),
    ('［', "["),
    ('］', "]"),
    ('【', "["),
    ('】', "]"),
    ('｛', "{"),
    ('｝', "}"),
    ('．', "."),
    ('。', "."),
    ('！', "!"),
    ('？', "?"),
    ('“', "\""),
    ('”', "\""),
    ('＂', "\""),
    ('「', "\""),
    ('」', "\""),
    ('‘', "\""),
    ('’', "\""),
    ('…', ".."),
    ('－', "-"),
    ('−', "-"),
];

/// Whether a character may start a word.
fn starts_word(c: char) -> bool {
    (c.is_alphabetic() || c == '_') && !is_full_width(c)
}

/// Whether a character may go on in a word.
fn continues_word(c: char) -> bool {
    (c.is_alphanumeric() || c == '_' || c == '·' || ('\u{300}'..='\u{36F}').contains(&c))
        && !is_full_width(c)
}

const fn is_full_width(c: char) -> bool {
    matches!(c, '\u{FF00}'..='\u{FF65}' | '\u{3001}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{3030}'..='\u{303F}')
}

/// Reads all tokens; problems are collected and never stop the reading.
#[must_use]
pub fn tokens(source: &str) -> (Vec<Token>, Vec<Report>) {
    let mut reader = Reader {
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
        if c.is_whitespace() {
            self.at += c.len_utf8();
        } else if self.rest().starts_with("//") {
            self.take_while(|c| c != '\n');
        } else if self.rest().starts_with("/*") {
            let length = self
                .rest()
                .find("*/")
                .map_or(self.rest().len(), |end| end + 2);
            self.at += length;
        } else if starts_word(c) {
            let word = self.take_while(continues_word);
            self.push(TokenKind::Word(word), start);
        } else if c.is_ascii_digit() || self.starts_fraction() {
            self.number(start);
        } else if c == '"' {
            self.at += 1;
            self.text(start, &['"']);
        } else if let Some((_, mend)) = FULL_WIDTH.iter().find(|(wide, _)| *wide == c) {
            self.at += c.len_utf8();
            self.report(Problem::FullWidth { found: c, mend }, start);
            if *mend == "\"" {
                self.text(start, &['”', '“', '"', '＂', '」', '’']);
            } else {
                self.push(TokenKind::Mark(mend), start);
            }
        } else if let Some(mark) = MARKS.iter().find(|mark| self.rest().starts_with(**mark)) {
            self.at += mark.len();
            self.push(TokenKind::Mark(mark), start);
        } else {
            self.at += c.len_utf8();
            self.report(Problem::UnknownCharacter { found: c }, start);
        }
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
        self.push(TokenKind::Number(text), start);
    }

    fn text(&mut self, start: usize, closing: &[char]) {
        let mut text = String::new();
        while let Some(c) = self.peek() {
            self.at += c.len_utf8();
            if closing.contains(&c) {
                return self.push(TokenKind::Text(text), start);
            }
            if c == '\\' {
                self.escape(&mut text);
            } else {
                text.push(c);
            }
        }
        self.report(Problem::UnfinishedText, start);
        self.push(TokenKind::Text(text), start);
    }

    fn escape(&mut self, text: &mut String) {
        let Some(c) = self.peek() else { return };
        self.at += c.len_utf8();
        let digits = match c {
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
        let hex: String = self.rest().chars().take(digits).collect();
        match u32::from_str_radix(&hex, 16).ok().and_then(char::from_u32) {
            Some(c) if hex.len() == digits => {
                self.at += digits;
                text.push(c);
            }
            _ => {
                text.push('\\');
                text.push(c);
            }
        }
    }
}
