//! From text to tokens. Full-width punctuation is reported with its mend and read as what was meant.

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
const MARKS: [&str; 29] = [
    "..", "**", "!=", "<=", ">=", "->", "+", "-", "*", "/", "=", "<", ">", "(", ")", "[", "]", "{",
    "}", ",", ":", ".", "?", "@", "|", ";", "!", "%", "&",
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
            let length = self.rest().find("*/").map(|end| end + 2);
            self.at += length.unwrap_or(self.rest().len());
            if length.is_none() {
                self.report(Problem::UnfinishedComment, start);
            }
        } else if starts_word(c) {
            let word = self.take_while(continues_word);
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
        } else if let Some(mark) = MARKS.iter().find(|mark| self.rest().starts_with(**mark)) {
            self.at += mark.len();
            self.push(TokenKind::Mark(mark), start);
        } else {
            self.at += c.len_utf8();
            self.report(Problem::UnknownCharacter { found: c }, start);
        }
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
        let mend = if mend == "!" { "!=" } else { mend };
        self.full_width(start, mend);
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
        self.push(TokenKind::Number(text), start);
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
