//! By when: promised and statutory limits, with dates where the calendar covers them.

use super::route::{First, first};
use crate::api::{DeadlineView, LimitView};
use crate::session::Session;
use tongban_image::{DeadlineKind, Limit};
use tongban_runtime::{Calendar, Date, Value, What};

/// The day that is so many working days after another; the uncovered year where the calendar ends.
pub(crate) fn day_after(calendar: &Calendar, from: Date, days: u32) -> Result<Date, Option<i32>> {
    match calendar.add_working_days(from, i64::from(days)) {
        Value::Date(date) => Ok(date),
        Value::Unknown(causes) => Err(causes.iter().find_map(|cause| match cause.what {
            What::CalendarYear(year) => Some(year),
            _ => None,
        })),
        _ => Err(None),
    }
}

impl Session {
    /// A limit counted from a day; without one it has no date, and none in its text.
    pub(crate) fn limit_view(&self, limit: &Limit, from: Option<Date>) -> LimitView {
        let counted = |day: &dyn Fn(Date) -> Result<Date, Option<i32>>| from.map_or(Err(None), day);
        let (kind, date) = match limit.kind {
            DeadlineKind::Minutes => ("minutes", counted(&Ok)),
            DeadlineKind::Days => (
                "days",
                counted(&|from| from.add_days(i64::from(limit.amount)).map_err(|_| None)),
            ),
            DeadlineKind::WorkingDays => (
                "working-days",
                counted(&|from| day_after(&self.engine.image().calendar, from, limit.amount)),
            ),
        };
        let amount = self.say(&format!("limit.{kind}"), &[limit.amount.to_string()]);
        let text = match (&date, limit.kind) {
            (_, DeadlineKind::Minutes) => amount,
            (Ok(date), _) => self.say("deadline.date", &[amount, self.date(*date)]),
            (Err(Some(year)), _) => self.say("deadline.expected", &[amount, year.to_string()]),
            (Err(None), _) => amount,
        };
        LimitView {
            amount: limit.amount,
            kind: kind.to_owned(),
            date: date.ok().map(|date| date.to_string()),
            text,
            basis: self.bases(limit.basis.iter().copied()),
        }
    }

    /// A limit (`minutes`, `days` or `working-days`) counted from the session's day: of a case whose time begins later than
    /// its application. None for another kind.
    #[must_use]
    pub fn counted(&self, amount: u32, kind: &str) -> Option<LimitView> {
        let kind = match kind {
            "minutes" => DeadlineKind::Minutes,
            "days" => DeadlineKind::Days,
            "working-days" => DeadlineKind::WorkingDays,
            _ => return None,
        };
        let limit = Limit {
            amount,
            kind,
            basis: Vec::new(),
        };
        Some(self.limit_view(&limit, Some(self.as_of)))
    }

    pub(crate) fn deadline_view(&self) -> DeadlineView {
        let scope = self.scope();
        match first(&self.plan.item.deadlines, |rule| scope.holds(rule.node)) {
            First::Rule(rule) => DeadlineView {
                id: Some(rule.id.clone()),
                promised: Some(self.limit_view(&rule.promised, Some(self.as_of))),
                statutory: rule
                    .statutory
                    .as_ref()
                    .map(|limit| self.limit_view(limit, Some(self.as_of))),
                because: Vec::new(),
            },
            First::Unknown(result) => DeadlineView {
                id: None,
                promised: None,
                statutory: None,
                because: self.because_of(&result),
            },
            First::None => DeadlineView {
                id: None,
                promised: None,
                statutory: None,
                because: Vec::new(),
            },
        }
    }
}
