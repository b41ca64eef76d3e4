//! When an item is worth doing for a person (可办事项主动感知).

use crate::Message;
use serde::Serialize;

/// When and why an item is suggested to somebody. It decides nothing about an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Suggest {
    /// Index into [`crate::Item::programs`]: the first day (a date) on which the item may be applied for.
    pub from: u32,
    /// Months before that day from which the person is told.
    pub ahead_months: u32,
    /// Why now.
    pub text: Message,
    /// Where one of these holds, the item is not suggested.
    pub unless: Vec<Unless>,
}

/// What makes an item pointless for a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unless {
    /// Stable id within the item.
    pub id: String,
    /// Index into [`crate::Item::programs`]: a yes-or-no rule.
    pub program: u32,
    /// What holds then.
    pub text: Message,
}
