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
            let id = &parameter.id.value;
            lint.found(
                parameter.id.at,
                [
                    &format!("参数 `{id}` 的数据到 {last} 为止"),
                    "公布后补上下一行；在那之前结果是未知（no-data）",
                ],
                [
                    &format!("the data of the parameter `{id}` end on {last}"),
                    "add the next row when it is published; until then results are unknown (no-data)",
                ],
                findings,
            );
        }
    }
    if let Some(year) = context
        .authored
        .calendar
        .iter()
        .max_by_key(|year| year.year)
        && i32::try_from(year.year).is_ok_and(|last| last < horizon.year())
    {
        lint.found(
            year.at,
            [
                &format!("工作日历到 {} 年为止", year.year),
                "国务院办公厅的通知发布后补上下一年，不要猜",
            ],
            [
                &format!("the working-day calendar ends with {}", year.year),
                "add the next year when the State Council's notice is out; never guess it",
            ],
            findings,
        );
    }
}
