//! Parameters and the working-day calendar.

use super::{Lowering, not_a_date, not_a_number};
use crate::authored::{Parameter, Word};
use crate::problem::{Aside, Problem};
use tongban_image as image;
use tongban_runtime::SortedSet;
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
            self.findings.error(
                parameter.kind.at,
                &Problem::ParameterKind {
                    kind: &parameter.kind.value,
                },
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
                self.findings.error(word.at, &Problem::UntilBeforeFrom);
            }
            if let Some(region) = &row.region
                && (region.value.len() != 6
                    || !region.value.bytes().all(|byte| byte.is_ascii_digit()))
            {
                self.findings.error(
                    region.at,
                    &Problem::NotARegion {
                        code: &region.value,
                    },
                );
            }
            let value = Decimal::parse(&row.value.value);
            if value.is_none() {
                not_a_number(&row.value, &mut self.findings);
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
                self.findings.error_beside(
                    *second_at,
                    &Problem::RowsOverlap {
                        parameter: &parameter.id.value,
                        on: second.from.to_string(),
                    },
                    &[(*first_at, Aside::OtherRow)],
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
                let mut set = SortedSet::new();
                for word in words {
                    let Some(date) = self.date(word) else {
                        continue;
                    };
                    if date.year() != number {
                        self.findings.error(
                            word.at,
                            &Problem::NotInYear {
                                date: &word.value,
                                year: number,
                            },
                        );
                    } else if weekend && date.weekday() < 6 {
                        self.findings
                            .error(word.at, &Problem::NotAWeekend { date: &word.value });
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
                self.findings
                    .error(year.at, &Problem::YearTwice { year: number });
            }
        }
        calendar
    }

    fn date(&mut self, word: &Word) -> Option<Date> {
        let date = Date::parse(&word.value);
        if date.is_none() {
            not_a_date(word, &mut self.findings);
        }
        date
    }
}
