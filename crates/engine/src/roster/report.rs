//! What is said when all rows are read.

use super::row::{bare, weight};
use super::{Roster, headings};
use crate::api::{RosterColumn, RosterFact, RosterFinding, RosterReport, RosterSummary, Severity};

impl Roster {
    /// Ends the reading: duplicates, and whether there was anything.
    pub(super) fn finish(&mut self) {
        if self.whole {
            self.look_at_all();
        }
        for (slot, column, seen) in core::mem::take(&mut self.unique) {
            for (first, again) in seen.pairs(|place| self.cell_text(place, column)) {
                self.duplicate(slot, first, again);
            }
        }
        if self.summary.rows == 0 {
            self.about_file("roster.empty", &[]);
        }
        let most = self
            .session
            .plan
            .group(self.group)
            .map_or(0, |group| group.max_rows);
        if self.summary.rows > most {
            self.too_many(most);
        }
        for worst in &self.worst {
            let count = match worst {
                Some(Severity::Error) => &mut self.summary.refused,
                Some(Severity::Review) => &mut self.summary.review,
                Some(Severity::Hint) => &mut self.summary.noted,
                None => continue,
            };
            *count = count.saturating_add(1);
        }
        let place = |finding: &RosterFinding| {
            let fact = finding.fact.as_deref();
            let field = self
                .facts
                .iter()
                .position(|(_, own)| Some(own.id.as_str()) == fact);
            (finding.row, field)
        };
        self.findings.sort_by_cached_key(place);
    }

    fn duplicate(&mut self, slot: u32, first: u32, again: u32) {
        let place = usize::try_from(again).unwrap_or(usize::MAX);
        let number = |place: u32| {
            let place = usize::try_from(place).unwrap_or(usize::MAX);
            self.starts.get(place).map(|(_, number)| *number)
        };
        let related = number(first);
        self.again(place);
        let mut finding = self.finding(place, slot, "roster.duplicate", Severity::Error);
        let shown = related.map_or_else(String::new, |row| row.to_string());
        finding.message = self.session.say("roster.duplicate", &[shown]);
        finding.related = related;
        self.push(Some(place), finding);
    }

    pub(super) fn too_many(&mut self, most: u32) {
        self.about_file("roster.too-many", &[most.to_string()]);
    }

    /// An error about the file.
    pub(super) fn about_file(&mut self, code: &str, args: &[String]) {
        let finding = RosterFinding {
            message: self.session.say(code, args),
            ..bare(code, Severity::Error)
        };
        self.push(None, finding);
    }

    /// Everything that was found, once [`Roster::next_batch`] is done; before, what was found so far.
    #[must_use]
    pub fn report(&self) -> RosterReport {
        let plan = &self.session.plan;
        let id = |slot: u32| self.session.fact_id(slot).to_owned();
        let group = plan.group(self.group).map_or(0, |group| group.slot);
        let fact = |slot: &Option<u32>| slot.map(id);
        let columns = self.columns.iter().enumerate();
        let slots = self.facts.iter();
        RosterReport {
            item: plan.item.id.clone(),
            group: id(group),
            header: self.header,
            columns: columns
                .map(|(number, column)| RosterColumn {
                    letter: headings::letter(number),
                    heading: column.heading.clone(),
                    fact: fact(&column.slot),
                })
                .collect(),
            facts: self
                .facts
                .iter()
                .map(|(_, fact)| RosterFact {
                    id: fact.id.clone(),
                    name: fact.name.clone(),
                    required: fact.required,
                })
                .collect(),
            mapping: self.mapping.clone(),
            findings: self.findings.clone(),
            summary: RosterSummary { ..self.summary },
            sums: slots
                .clone()
                .filter_map(|(slot, fact)| self.totals.sum(*slot, &fact.id, &fact.name))
                .collect(),
            counts: slots
                .filter_map(|(slot, fact)| {
                    self.totals
                        .options(*slot, &fact.id, &fact.name, &fact.options)
                })
                .collect(),
        }
    }

    /// Whether some row, or the file, is refused.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.summary.unusable || self.worst.iter().flatten().any(|worst| weight(*worst) == 2)
    }
}
