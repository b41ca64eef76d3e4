//! Parameters and the working-day calendar.

use super::{Lowering, not_a_date, not_a_number};
use crate::authored::{Parameter, Word};
use crate::finding::{Code, Finding};
use std::collections::BTreeSet;
use tongban_image as image;
use tongban_runtime::{Calendar, CalendarYear, Date, Decimal};

impl Lowering<'_> {
    /// All parameters with their rows in order.
    pub(super) fn parameters(&mut self) -> Vec<image::Parameter> {
        let shared = self.shared;
        shared
            .authored
            .parameters
            .iter()
            .map(|parameter| self.parameter(parameter))
            .collect()
    }

    fn parameter(&mut self, parameter: &Parameter) -> image::Parameter {
        if parameter.kind.value != "number" {
            let message = format!("a parameter is a number, not `{}`", parameter.kind.value);
            self.findings.add(
                Finding::error(Code::UnknownWord, parameter.kind.at, &message)
                    .help("write `type: number`; other values are functions"),
            );
        }
        if let Some(unit) = &parameter.unit {
            self.shared.names.units.find(unit, &mut self.findings);
        }
        let mut rows = Vec::new();
        for row in &parameter.rows {
            let from = self.date(&row.from);
            let until = row.until.as_ref().map(|word| (self.date(word), word));
            if let (Some(from), Some((Some(until), word))) = (from, until)
                && from > until
            {
                self.findings.add(
                    Finding::error(Code::BadRange, word.at, "`until` lies before `from`")
                        .help("both days are included"),
                );
            }
            if let Some(region) = &row.region
                && (region.value.len() != 6
                    || !region.value.bytes().all(|byte| byte.is_ascii_digit()))
            {
                let message = format!("`{}` is no region code", region.value);
                self.findings.add(
                    Finding::error(Code::BadId, region.at, &message)
                        .help("write the six digits of GB/T 2260 in quotes"),
                );
            }
            let value = Decimal::parse(&row.value.value);
            if value.is_none() {
                self.findings.add(not_a_number(&row.value));
            }
            let basis = self.bases(&row.basis);
            let (Some(value), Some(_)) = (value, from) else {
                continue;
            };
            let row_of = image::ParameterRow {
                region: row.region.as_ref().map(|region| region.value.clone()),
                from: row.from.value.clone(),
                until: row.until.as_ref().map(|until| until.value.clone()),
                value,
                basis,
            };
            rows.push((row_of, row.at));
        }
        rows.sort_by(|(left, _), (right, _)| {
            (&left.region, &left.from).cmp(&(&right.region, &right.from))
        });
        for pair in rows.windows(2) {
            if let [(first, first_at), (second, second_at)] = pair
                && first.region == second.region
                && first
                    .until
                    .as_ref()
                    .is_none_or(|until| *until >= second.from)
            {
                let message = format!(
                    "two rows of `{}` are in force on {}",
                    parameter.id.value, second.from
                );
                self.findings.add(
                    Finding::error(Code::BadRange, *second_at, &message)
                        .help("end the earlier row the day before")
                        .related(*first_at, "the other row"),
                );
            }
        }
        image::Parameter {
            id: parameter.id.value.clone(),
            unit: parameter.unit.as_ref().map(|unit| unit.value.clone()),
            rows: rows.into_iter().map(|(row, _)| row).collect(),
        }
    }

    /// The published years.
    pub(super) fn calendar(&mut self) -> Calendar {
        let shared = self.shared;
        let mut calendar = Calendar::default();
        for year in &shared.authored.calendar {
            self.bases(&year.basis);
            let number = i32::try_from(year.year).unwrap_or(i32::MAX);
            let mut days = |words: &[Word], weekend: bool| {
                let mut set = BTreeSet::new();
                for word in words {
                    let Some(date) = self.date(word) else {
                        continue;
                    };
                    if date.year() != number {
                        let message = format!("`{}` does not lie in {number}", word.value);
                        self.findings.add(
                            Finding::error(Code::BadDate, word.at, &message)
                                .help("write it in the file of its own year"),
                        );
                    } else if weekend && date.weekday() < 6 {
                        let message = format!("`{}` is no Saturday or Sunday", word.value);
                        self.findings.add(
                            Finding::error(Code::BadDate, word.at, &message)
                                .help("`workdays` lists only weekend days that are worked"),
                        );
                    }
                    set.insert(date);
                }
                set
            };
            let holidays = days(&year.holidays, false);
            let workdays = days(&year.workdays, true);
            if calendar
                .years
                .insert(number, CalendarYear { holidays, workdays })
                .is_some()
            {
                let message = format!("the year {number} is defined twice");
                self.findings.add(
                    Finding::error(Code::DuplicateId, year.at, &message)
                        .help("keep one file for a year"),
                );
            }
        }
        calendar
    }

    fn date(&mut self, word: &Word) -> Option<Date> {
        let date = Date::parse(&word.value);
        if date.is_none() {
            self.findings.add(not_a_date(word));
        }
        date
    }
}
