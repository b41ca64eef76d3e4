//! Formats of codes.

use super::{Reader, Stored};
use crate::diagnostic::Severity;
use crate::format::{Check, DateLayout, DatePart, Finding, Format, PrefixRule, Unusual, Variant};
use crate::pattern::Pattern;
use crate::{stored, stored_names};

stored! {
    Format { variants, unusual }
    Variant { name, pattern, checks, date, gender, prefixes, note }
    DatePart { from, layout }
    PrefixRule { from, allowed, finding }
    Unusual { pattern, finding }
    Finding { code, severity }
}

stored_names! {
    Severity [Hint, Review, Warning, Error]
    DateLayout [Yyyymmdd, Yymmdd19, Yymmdd]
}

impl Stored for Check {
    fn read(from: &mut Reader<'_>) -> Self {
        match from.variant(5) {
            0 => Self::Mod11_2,
            1 => Self::Mod31,
            2 => Self::OrgCode {
                from: u32::read(from),
            },
            3 => Self::Mrz731 {
                first: u32::read(from),
            },
            _ => Self::Luhn,
        }
    }
}

impl Stored for Pattern {
    fn read(from: &mut Reader<'_>) -> Self {
        Self::parse(from.text()).unwrap_or_else(|_| {
            from.fail();
            Self::default()
        })
    }
}
