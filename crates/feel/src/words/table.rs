//! Rows of decision tables: each a sentence of its own.

use super::layout::{LEVEL, PART};
use super::{Sentence, Speaker};

/// A row in parts: what its cells ask, and what it gives.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct TableWords {
    /// Sentences of the input cells that ask something.
    pub asks: Vec<Sentence>,
    /// Name and value of each output; the name is empty where there is only one.
    pub gives: Vec<(String, Sentence)>,
    /// Whether it is what holds where no row fits.
    pub otherwise: bool,
}

/// A row as a sentence: `证件类型为「居民身份证」，且年龄少于 10 的，为 5`.
#[must_use]
pub fn row(words: &TableWords) -> Sentence {
    let compound = words
        .asks
        .iter()
        .any(|ask| ask.0.contains(PART) || ask.0.contains("，或者"));
    let asks: Vec<String> = words
        .asks
        .iter()
        .map(|ask| {
            if compound {
                format!("“{}”", ask.0)
            } else {
                ask.0.clone()
            }
        })
        .collect();
    let condition = match asks.as_slice() {
        [] if words.otherwise => "其他情形".to_owned(),
        [] => "任何情形".to_owned(),
        asks => format!("{}的", asks.join("，且")),
    };
    let gives: Vec<String> = words
        .gives
        .iter()
        .map(|(name, value)| {
            if name.is_empty() {
                format!("为{}", value.0)
            } else {
                format!("{name}为{}", value.0)
            }
        })
        .collect();
    Sentence(format!("{condition}，{}", gives.join("，")))
}

impl Sentence {
    /// Sentences as the numbered parts of one.
    #[must_use]
    pub fn numbered(head: &str, parts: &[Self]) -> Self {
        let parts: Vec<String> = parts
            .iter()
            .zip(1_usize..)
            .map(|(part, number)| {
                let number = super::clause::chinese(number);
                format!("{PART}{LEVEL}（{number}）{}", part.0)
            })
            .collect();
        Self(format!("{head}：{}", parts.join("；")))
    }

    /// A sentence of words as they are.
    #[must_use]
    pub fn plain(words: &str) -> Self {
        Self(words.to_owned())
    }
}

impl Speaker<'_> {
    /// Starts with lists already one level deep, as in the rows of a table.
    #[must_use]
    pub const fn inside(mut self) -> Self {
        self.level = 1;
        self
    }
}
