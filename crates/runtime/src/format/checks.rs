//! Check digit algorithms. They take normalised ASCII codes; anything else does not pass.

use super::{Check, Finding};
use crate::diagnostic::Severity;

/// Characters of the unified social credit code, by value (GB 32100).
const USCC: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

impl Check {
    /// Whether the check holds; none where the code has other characters.
    pub(super) fn holds(&self, code: &[u8]) -> Option<bool> {
        match self {
            Self::Mod11_2 => mod11_2(code),
            Self::Mod31 => mod31(code),
            Self::OrgCode { from } => org_code(code, *from),
            Self::Mrz731 { first } => mrz731(code, *first),
            Self::Luhn => luhn(code),
        }
    }

    /// The finding, if the check does not hold.
    pub(super) fn find(&self, code: &str) -> Option<Finding> {
        if self.holds(code.as_bytes()).unwrap_or(false) {
            return None;
        }
        Some(match self {
            Self::OrgCode { .. } => Finding {
                code: "organisation-code".to_owned(),
                severity: Severity::Hint,
            },
            _ => Finding::error("check-digit"),
        })
    }
}

pub(super) fn digit(byte: u8) -> Option<u32> {
    char::from(byte).to_digit(10)
}

/// ISO 7064 MOD 11-2: every character weighs twice the next one; the whole leaves 1.
fn mod11_2(code: &[u8]) -> Option<bool> {
    let (last, body) = code.split_last()?;
    let mut sum = 0_u32;
    // Sixteen doublings of what is below 11 fit easily: one division does for all of them.
    for part in body.chunks(16) {
        for byte in part {
            sum = sum.wrapping_add(digit(*byte)?).wrapping_mul(2);
        }
        sum %= 11;
    }
    let last = if *last == b'X' { 10 } else { digit(*last)? };
    Some(sum.saturating_add(last) % 11 == 1)
}

/// Weights are the powers of 3 modulo 31.
fn mod31(code: &[u8]) -> Option<bool> {
    let value = |byte: u8| USCC.iter().position(|known| *known == byte);
    let (last, body) = code.split_last()?;
    let (mut sum, mut weight) = (0_usize, 1_usize);
    for byte in body {
        sum = sum.saturating_add(value(*byte)?.saturating_mul(weight)) % 31;
        weight = weight.saturating_mul(3) % 31;
    }
    Some(sum.saturating_add(value(*last)?) % 31 == 0)
}

/// GB 11714: eight characters with weights, then the check character.
fn org_code(code: &[u8], from: u32) -> Option<bool> {
    const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
    let code = code.get(usize::try_from(from).ok()?..)?;
    let sum = WEIGHTS
        .iter()
        .zip(code)
        .try_fold(0_u32, |sum, (weight, byte)| {
            Some(sum.saturating_add(char::from(*byte).to_digit(36)?.saturating_mul(*weight)))
        })?;
    let check = match code.get(8)? {
        b'X' => 10,
        byte => digit(*byte)?,
    };
    Some(sum.saturating_add(check) % 11 == 0)
}

/// ICAO 9303: weights 7, 3, 1 over digits, letters (A = 10) and fillers.
fn mrz731(code: &[u8], first: u32) -> Option<bool> {
    let first = usize::try_from(first).ok()?;
    let body = code.get(..first)?;
    let sum = body
        .iter()
        .zip([7_u32, 3, 1].into_iter().cycle())
        .try_fold(0_u32, |sum, (byte, weight)| {
            let value = if *byte == b'<' {
                0
            } else {
                char::from(*byte).to_digit(36)?
            };
            Some(sum.saturating_add(value.saturating_mul(weight)))
        })?;
    Some(digit(*code.get(first)?)? == sum % 10)
}

/// Every second digit from the right counts double, its digits added.
fn luhn(code: &[u8]) -> Option<bool> {
    let sum = code
        .iter()
        .rev()
        .zip([1_u32, 2].into_iter().cycle())
        .try_fold(0_u32, |sum, (byte, factor)| {
            let value = digit(*byte)?.saturating_mul(factor);
            Some(sum.saturating_add(value / 10).saturating_add(value % 10))
        })?;
    Some(sum % 10 == 0)
}
