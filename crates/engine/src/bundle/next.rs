//! The questions worth asking now, each once: first those that decide which items take part, then those that settle most
//! over all items, then required ones, each by form order.

use super::BundleSession;
use super::materials::undecided;
use crate::api::{Knowledge, Next, Severity};
use core::cmp::Reverse;
use tongban_runtime::sorted::{SortedMap, sort};

impl BundleSession {
    /// The questions worth asking now, best first.
    #[must_use]
    pub fn next(&self) -> Vec<Next> {
        let mut found: SortedMap<String, Next> = self
            .own_next()
            .into_iter()
            .map(|next| (next.path.clone(), next))
            .collect();
        let own: Vec<String> = found.keys().cloned().collect();
        for (_, session) in self.taking_part() {
            for next in session.next() {
                match found.get_mut(&next.path) {
                    Some(held) => held.settles = held.settles.saturating_add(next.settles),
                    None => {
                        found.insert(next.path.clone(), next);
                    }
                }
            }
        }
        let mut order = SortedMap::new();
        let mut page_of = SortedMap::new();
        let sections = self
            .shown
            .pages
            .iter()
            .flat_map(|page| page.sections.iter().map(move |section| (page, section)));
        for (page, section) in sections {
            for path in &section.fields {
                order.insert(path.as_str(), order.len());
                page_of.insert(path.as_str(), page.id.as_str());
            }
        }
        let fields: SortedMap<&str, &crate::api::FieldView> = self
            .shown
            .fields
            .iter()
            .map(|field| (field.path.as_str(), field))
            .collect();
        let fact = |path: &str| path.split('[').next().unwrap_or_default().to_owned();
        let mut list: Vec<Next> = found.into_iter().map(|(_, next)| next).collect();
        for next in &mut list {
            let of = fact(&next.path);
            if let Some(page) = page_of.get(of.as_str()) {
                (*page).clone_into(&mut next.page);
            }
            if let Some(field) = fields.get(next.path.as_str()) {
                next.label.clone_from(&field.label);
            }
        }
        let rank = |next: &Next| {
            let of = fact(&next.path);
            let required = fields.get(of.as_str()).is_some_and(|field| field.required);
            (
                !own.contains(&next.path),
                Reverse(next.settles),
                !required,
                order.get(of.as_str()).copied(),
            )
        };
        sort(&mut list, |a, b| {
            rank(a).cmp(&rank(b)).then_with(|| a.path.cmp(&b.path))
        });
        list
    }

    /// The bundle's own questions that are open: each settles the members that wait for it.
    fn own_next(&self) -> Vec<Next> {
        let own = &self.own;
        let open = own.field_views().filter(|field| {
            let wrong = field
                .violations
                .iter()
                .any(|violation| violation.severity == Severity::Error);
            let unanswered = field.knowledge == Knowledge::NotAsked
                || (field.knowledge == Knowledge::Absent && field.required);
            field.visible && !field.read_only && (unanswered || wrong)
        });
        let waiting = |path: &str| {
            let causes = self.taking.iter().filter_map(undecided);
            let waiting = causes.filter(|cause| {
                let because = own.because_of(cause);
                because.iter().any(|because| because.what == path)
            });
            u32::try_from(waiting.count()).unwrap_or(u32::MAX)
        };
        open.map(|field| Next {
            path: field.path.clone(),
            label: field.label.clone(),
            page: String::new(),
            settles: waiting(&field.path),
        })
        .collect()
    }
}
