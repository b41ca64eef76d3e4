//! # C106 `data-ending`
//!
//! ## What it finds
//! A parameter or the working-day calendar whose data end within 90 days of `--as-of`, or have ended.
//!
//! ## Why
//! After that day results are unknown (预计), and applications go to the back office.
//!
//! ## How to mend it
//! Add the new row or year as soon as it is published. Never guess one.

use super::{Context, Lint};
use crate::finding::Findings;
use tongban_runtime::{Date, Severity};

pub const LINT: Lint = Lint {
    code: "C106",
    name: "data-ending",
    severity: Severity::Warning,
    page: include_str!("data_ending.rs"),
    check,
};

/// How many days ahead data must reach.
const AHEAD_DAYS: i64 = 90;

fn check(lint: &Lint, context: &Context<'_>, findings: &mut Findings) {
    let Some(horizon) = context
        .as_of
        .and_then(|today| today.add_days(AHEAD_DAYS).ok())
    else {
        return;
    };
    for parameter in &context.authored.parameters {
        let open = parameter.rows.iter().any(|row| row.until.is_none());
        let last = parameter
            .rows
            .iter()
            .filter_map(|row| Date::parse(&row.until.as_ref()?.value))
            .max();
        if let (false, Some(last)) = (open, last)
            && last < horizon
        {
            let message = format!(
                "the data of the parameter `{}` end on {last}",
                parameter.id.value
            );
            findings.add(lint.found(
                parameter.id.at,
                &message,
                "add the next row when it is published; until then results are unknown (no-data)",
            ));
        }
    }
    if let Some(year) = context
        .authored
        .calendar
        .iter()
        .max_by_key(|year| year.year)
        && i32::try_from(year.year).is_ok_and(|last| last < horizon.year())
    {
        let message = format!("the working-day calendar ends with {}", year.year);
        findings.add(lint.found(
            year.at,
            &message,
            "add the next year when the State Council's notice is out; never guess it",
        ));
    }
}
