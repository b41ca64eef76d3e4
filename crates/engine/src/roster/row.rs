//! One row: its findings as the session has them, and its facts for a session to take.

use super::reading::{Note, Reading, is_cut};
use super::rules::Judged;
use super::{Fact, Roster, csv};
use crate::api::{RosterFinding, Severity, Violation, WireFacts, WireValue};
use crate::limits::{MAX_ROSTER_COLUMNS, MAX_ROSTER_FINDINGS};
use crate::plan::at;
use crate::session::{Entry, Input, Probed, Problem};
use crate::wire;
use tongban_image::FactKind;
use tongban_runtime::{mask, normalize_code};

impl Roster {
    /// The cells of a row that was read.
    pub(super) fn again(&mut self, place: usize) -> u32 {
        let (start, number) = self.starts.get(place).copied().unwrap_or_default();
        let start = usize::try_from(start).unwrap_or(usize::MAX);
        csv::record(
            &self.text,
            self.delimiter,
            start,
            MAX_ROSTER_COLUMNS,
            &mut self.cells,
        );
        number
    }

    /// What a fact's cell of the current record means.
    fn reading(&self, fact: &Fact) -> Option<Reading<'static>> {
        let cell = self.cells.get(fact.column?)?;
        let text = cell.text(&self.text);
        let reading = fact.reader.read(text.trim());
        Some(Reading {
            value: reading.value.into_owned().into(),
            note: reading.note,
        })
    }

    /// Has the session look at a row.
    pub(super) fn look(&mut self, place: usize) {
        self.again(place);
        let mut readings = Vec::new();
        let mut entries = Vec::new();
        for (slot, fact) in &self.facts {
            let Some(reading) = self.reading(fact) else {
                continue;
            };
            if let Some(entry) = self.entry(*slot, &reading.value) {
                entries.push((*slot, entry));
            }
            readings.push((*slot, reading));
        }
        let probed = self.session.probe(self.group, entries);
        for one in &probed {
            let reading = readings.iter().find(|(slot, _)| *slot == one.slot);
            self.found(place, one, reading.map(|(_, reading)| reading));
        }
        if self.worst.get(place).copied().flatten() != Some(Severity::Error) {
            self.sum_up(&probed);
        }
    }

    /// Adds a row that the session looked at to the totals.
    fn sum_up(&mut self, probed: &[Probed]) {
        for one in probed {
            let options = self.ids.contains_key(&one.slot);
            self.totals.add_value(one.slot, &one.effective, options);
        }
    }

    /// Notes what a probed field says.
    pub(super) fn found(&mut self, place: usize, one: &Probed, reading: Option<&Reading<'_>>) {
        let note = reading.and_then(|reading| reading.note);
        let wrong = |violation: &Violation| {
            violation.code.starts_with("format.") && violation.severity == Severity::Error
        };
        let cut = reading.is_some_and(|reading| is_cut(&normalize_code(&reading.value)));
        let rounded = note == Some(Note::Rounded) || cut && one.violations.iter().any(wrong);
        if rounded {
            // Instead of what the check digit says: this is what happened.
            let message = self.session.say("roster.rounded", &[]);
            self.add(place, one.slot, "roster.rounded", Severity::Error, message);
        }
        for violation in &one.violations {
            if rounded && wrong(violation) {
                continue;
            }
            let mut finding = self.finding(place, one.slot, &violation.code, violation.severity);
            finding.message.clone_from(&violation.message);
            finding.basis.clone_from(&violation.basis);
            self.push(Some(place), finding);
        }
        if let Some(Note::Serial(date)) = note {
            self.serial(place, one.slot, date);
        }
    }

    /// The dates of a row that is right otherwise which were numbers of days.
    pub(super) fn note_serials(&mut self, place: usize, row: usize, judged: &Judged) {
        self.again(place);
        let lanes = self.lanes.iter().filter(|lane| lane.serial.contains(row));
        let shown = lanes.filter(|lane| {
            let visible = judged.visible.get(&lane.slot);
            visible.is_none_or(|visible| visible.yes.contains(row))
        });
        let slots: Vec<u32> = shown.map(|lane| lane.slot).collect();
        for slot in slots {
            let fact = self.facts.iter().find(|(own, _)| *own == slot);
            let reading = fact.and_then(|(_, fact)| self.reading(fact));
            if let Some(Note::Serial(date)) = reading.and_then(|reading| reading.note) {
                self.serial(place, slot, date);
            }
        }
    }

    fn serial(&mut self, place: usize, slot: u32, date: tongban_runtime::Date) {
        let message = self
            .session
            .say("roster.serial-date", &[self.session.date(date)]);
        self.add(place, slot, "roster.serial-date", Severity::Hint, message);
    }

    /// What is said of a fact, as the session would read it; none: nothing.
    pub(super) fn entry(&self, slot: u32, value: &str) -> Option<Entry> {
        if value.is_empty() {
            return None;
        }
        let image = self.session.engine.image();
        let kind = &at(&image.facts, self.session.plan.slot(slot)?.fact)?.kind;
        let read = wire::read(kind, &image.catalog.regions, wire::Said::Text(value));
        let entry = read.unwrap_or_else(|_| Entry {
            // No session takes it: a truth value in other words, a text beyond every bound.
            input: Input::Wrong,
            typed: None,
            problems: vec![Problem {
                code: match kind {
                    FactKind::Boolean => "choice",
                    FactKind::Number(_) => "type.number",
                    FactKind::Date { .. } => "type.date",
                    _ => "roster.too-long",
                },
                args: Vec::new(),
            }],
        });
        // What folds to nothing was left empty.
        (entry.input != Input::Absent).then_some(entry)
    }

    /// A record with more cells than headings.
    pub(super) fn cells_missing(&mut self, place: usize) {
        self.again(place);
        let filled = self
            .cells
            .iter()
            .rposition(|cell| !cell.raw(&self.text).trim().is_empty())
            .map_or(0, |last| last.saturating_add(1));
        let counts = [filled.to_string(), self.columns.len().to_string()];
        let place = u32::try_from(place).unwrap_or(u32::MAX);
        self.about_row(place, "roster.cells", &counts);
    }

    /// An error about a whole row.
    pub(super) fn about_row(&mut self, place: u32, code: &str, args: &[String]) {
        let place = usize::try_from(place).unwrap_or(usize::MAX);
        let finding = RosterFinding {
            row: self.starts.get(place).map(|(_, number)| *number),
            message: self.session.say(code, args),
            ..bare(code, Severity::Error)
        };
        self.push(Some(place), finding);
    }

    fn add(&mut self, place: usize, slot: u32, code: &str, severity: Severity, message: String) {
        let finding = RosterFinding {
            message,
            ..self.finding(place, slot, code, severity)
        };
        self.push(Some(place), finding);
    }

    /// A finding about a cell, without its message. The row must be the current record.
    pub(super) fn finding(
        &self,
        place: usize,
        slot: u32,
        code: &str,
        severity: Severity,
    ) -> RosterFinding {
        let fact = self.facts.iter().find(|(own, _)| *own == slot);
        let fact = fact.map(|(_, fact)| fact);
        let column = fact.and_then(|fact| fact.column);
        let value = column
            .and_then(|column| self.cells.get(column))
            .map(|cell| {
                cell.text(&self.text)
                    .trim()
                    .chars()
                    .take(80)
                    .collect::<String>()
            })
            .filter(|value| !value.is_empty());
        let sensitive = fact.is_some_and(|fact| fact.sensitive);
        let heading = column.and_then(|column| self.columns.get(column));
        RosterFinding {
            row: self.starts.get(place).map(|(_, number)| *number),
            column: column.map(super::headings::letter),
            heading: heading
                .map(|column| column.heading.clone())
                .or_else(|| fact.map(|fact| fact.name.clone())),
            fact: fact.map(|fact| fact.id.clone()),
            value: value.map(|value| if sensitive { mask(&value) } else { value }),
            ..bare(code, severity)
        }
    }

    /// Lists a finding, or only counts it; and notes how bad its row is.
    pub(super) fn push(&mut self, place: Option<usize>, finding: RosterFinding) {
        self.summary.findings = self.summary.findings.saturating_add(1);
        match place.and_then(|place| self.worst.get_mut(place)) {
            Some(worst) if worst.is_none_or(|worst| weight(finding.severity) > weight(worst)) => {
                *worst = Some(finding.severity);
            }
            Some(_) => {}
            None => self.summary.unusable |= finding.severity == Severity::Error,
        }
        if self.findings.len() < MAX_ROSTER_FINDINGS {
            self.findings.push(finding);
        }
    }

    /// Facts of rows, `count` from a place on, as a session's group takes them; what no session would take is left out.
    pub fn facts(&mut self, from: u32, count: u32) -> Vec<WireFacts> {
        let last = from.saturating_add(count);
        let rows = u32::try_from(self.starts.len()).unwrap_or(u32::MAX);
        (from..last.min(rows))
            .map(|place| self.row_facts(place))
            .collect()
    }

    fn row_facts(&mut self, place: u32) -> WireFacts {
        self.again(usize::try_from(place).unwrap_or(usize::MAX));
        let mut row = WireFacts::new();
        for (slot, fact) in &self.facts {
            let Some(reading) = self.reading(fact) else {
                continue;
            };
            let taken = self
                .entry(*slot, &reading.value)
                .is_some_and(|entry| entry.input != Input::Wrong || entry.typed.is_some());
            if taken {
                let value = WireValue::String(reading.value.into_owned());
                row.insert(fact.id.clone(), value);
            }
        }
        row
    }

    /// A fact's cell in a row, for telling duplicates.
    pub(super) fn cell_text(&self, place: u32, column: usize) -> String {
        let start = usize::try_from(place)
            .ok()
            .and_then(|place| self.starts.get(place));
        let start = start.and_then(|(start, _)| usize::try_from(*start).ok());
        let mut cells = Vec::new();
        let record = csv::record(
            &self.text,
            self.delimiter,
            start.unwrap_or(usize::MAX),
            MAX_ROSTER_COLUMNS,
            &mut cells,
        );
        let cell = record.and_then(|_| cells.get(column));
        cell.map_or_else(String::new, |cell| cell.text(&self.text).trim().to_owned())
    }

    /// Has the session look at all rows together, where a row's rules look beyond it.
    pub(super) fn look_at_all(&mut self) {
        let mut rows = Vec::new();
        let mut readings = Vec::new();
        for place in 0..self.starts.len() {
            self.again(place);
            let mut entries = Vec::new();
            let mut read = Vec::new();
            for (slot, fact) in &self.facts {
                let Some(reading) = self.reading(fact) else {
                    continue;
                };
                if let Some(entry) = self.entry(*slot, &reading.value) {
                    entries.push((*slot, entry));
                }
                read.push((*slot, reading));
            }
            rows.push(entries);
            readings.push(read);
        }
        for (place, probed) in self
            .session
            .probe_all(self.group, rows)
            .into_iter()
            .enumerate()
        {
            self.again(place);
            let read = readings.get(place).map_or(&[][..], Vec::as_slice);
            for one in &probed {
                let reading = read.iter().find(|(slot, _)| *slot == one.slot);
                self.found(place, one, reading.map(|(_, reading)| reading));
            }
            if self.worst.get(place).copied().flatten() != Some(Severity::Error) {
                self.sum_up(&probed);
            }
        }
    }
}

/// A finding that says nothing yet.
pub(super) fn bare(code: &str, severity: Severity) -> RosterFinding {
    RosterFinding {
        row: None,
        column: None,
        heading: None,
        fact: None,
        code: code.to_owned(),
        severity,
        message: String::new(),
        value: None,
        related: None,
        basis: Vec::new(),
    }
}

/// How bad a finding is: hints least.
pub(super) const fn weight(severity: Severity) -> u8 {
    match severity {
        Severity::Hint => 0,
        Severity::Review => 1,
        Severity::Error => 2,
    }
}
