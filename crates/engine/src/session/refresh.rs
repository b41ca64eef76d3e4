//! What is shown, kept up to date: only what a sweep touched is drawn again, only what differs travels.

use super::sweep::Sweep;
use super::{Session, Tri};
use crate::api::{
    Changes, ConditionView, DeadlineView, MaterialView, PageView, RiskView, RouteView, SectionView,
    Verdict,
};
use crate::plan::{Watched, at};
use crate::results::Trouble;
use std::collections::{BTreeMap, BTreeSet};
use tongban_image::Page;

/// The last drawn view, in parts.
#[derive(Debug, Clone)]
pub(crate) struct Views {
    pub conditions: Vec<ConditionView>,
    pub materials: Vec<MaterialView>,
    pub risks: Vec<RiskView>,
    /// By page.
    pub pages: Vec<bool>,
    /// The least post that risks and findings ask for.
    pub review: usize,
    pub route: RouteView,
    pub deadline: DeadlineView,
    pub verdict: Verdict,
    /// What stands in the way, by place in the form and row.
    pub troubles: BTreeMap<(u32, u32), Trouble>,
}

impl Default for Views {
    fn default() -> Self {
        Self {
            conditions: Vec::new(),
            materials: Vec::new(),
            risks: Vec::new(),
            pages: Vec::new(),
            review: 0,
            route: RouteView {
                id: None,
                target: None,
                region: None,
                post: None,
                reason: String::new(),
                because: Vec::new(),
            },
            deadline: DeadlineView {
                id: None,
                promised: None,
                statutory: None,
                because: Vec::new(),
            },
            verdict: Verdict {
                kind: String::new(),
                text: String::new(),
                reasons: Vec::new(),
            },
            troubles: BTreeMap::new(),
        }
    }
}

/// Puts a new entry in its place; the entry, if it differs from the one held.
fn put<T: Clone + PartialEq>(list: &mut Vec<T>, number: u32, new: Option<T>) -> Option<T> {
    let new = new?;
    let place = number as usize;
    match list.get_mut(place) {
        Some(held) if *held == new => None,
        Some(held) => {
            *held = new.clone();
            Some(new)
        }
        None => {
            list.push(new.clone());
            Some(new)
        }
    }
}

fn replace<T: Clone + PartialEq>(held: &mut T, new: T) -> Option<T> {
    if *held == new {
        return None;
    }
    *held = new.clone();
    Some(new)
}

impl Session {
    /// Computes what is waiting and draws what it touched.
    pub(crate) fn finish(&mut self, mut sweep: Sweep) -> Changes {
        sweep.run(self);
        if !sweep.reshaped.is_empty() {
            // Causes name rows by their number, which may have moved.
            sweep.results(self);
        }
        sweep.covered(&self.plan);
        let mut changes = Changes::default();
        // The verdict follows from troubles and results, and names rows by their number.
        let mut weighed = sweep.pages || !sweep.reshaped.is_empty();
        weighed |= self.draw_fields(&sweep, &mut changes);
        for touched in &sweep.touched {
            match touched {
                Watched::Condition(number) => {
                    weighed = true;
                    let view = self.condition_view(*number);
                    changes
                        .conditions
                        .extend(put(&mut self.views.conditions, *number, view));
                }
                Watched::Risk(number) => {
                    weighed = true;
                    let view = self.risk_view(*number);
                    changes
                        .risks
                        .extend(put(&mut self.views.risks, *number, view));
                }
                Watched::Material(number) => {
                    weighed = true;
                    let view = self.material_view(*number);
                    changes
                        .materials
                        .extend(put(&mut self.views.materials, *number, view));
                }
                Watched::Deadline => {
                    let deadline = self.deadline_view();
                    changes.deadline = replace(&mut self.views.deadline, deadline);
                }
                Watched::Field(..) | Watched::Route => {}
            }
        }
        if sweep.pages {
            self.draw_pages(&mut changes);
        }
        let review = self.review();
        let raised = replace(&mut self.views.review, review).is_some();
        if raised || sweep.touched.contains(&Watched::Route) {
            let route = self.route_view();
            changes.route = replace(&mut self.views.route, route);
        }
        if weighed {
            let verdict = self.verdict_view();
            changes.verdict = replace(&mut self.views.verdict, verdict);
        }
        changes
    }

    /// Says what changed of fields; whether what stands in the way changed.
    fn draw_fields(&mut self, sweep: &Sweep, changes: &mut Changes) -> bool {
        let mut troubled = false;
        // Groups that are said with all their rows, by field and row.
        let mut whole = BTreeSet::new();
        for (group, outer) in &sweep.reshaped {
            let slot = self.plan.group(*group).map(|group| group.slot);
            let field = slot.and_then(|slot| self.plan.of(slot)?.field);
            if let Some(field) = field {
                troubled |= self.draw_trouble(field, *outer);
                whole.insert((field, *outer));
            }
        }
        for touched in &sweep.touched {
            let Watched::Field(number, row) = *touched else {
                continue;
            };
            troubled |= self.draw_trouble(number, row);
            if !sweep.silent
                && !whole.contains(&(number, row))
                && !self.is_within(number, row, &whole)
            {
                changes.fields.extend(self.field_change(number, row, false));
            }
        }
        for (number, row) in &whole {
            if !sweep.silent && !self.is_within(*number, *row, &whole) {
                changes
                    .fields
                    .extend(self.field_change(*number, *row, true));
            }
        }
        self.forget_rows(sweep);
        troubled
    }

    /// Whether a field stands in the rows of a group that is said as a whole.
    fn is_within(&self, number: u32, row: u32, whole: &BTreeSet<(u32, u32)>) -> bool {
        let slot = at(&self.plan.item.fields, number).map(|field| field.slot);
        let group = slot.and_then(|slot| self.plan.of(slot)?.group);
        let (false, Some(group)) = (whole.is_empty(), group) else {
            return false;
        };
        let Some(planned) = self.plan.group(group) else {
            return false;
        };
        let Some(field) = self.plan.of(planned.slot).and_then(|slot| slot.field) else {
            return false;
        };
        let rows = self.state.around(&self.plan, Some(group), row);
        let outer = if planned.outer.is_some() { rows[0] } else { 0 };
        whole.contains(&(field, outer)) || self.is_within(field, outer, whole)
    }

    /// Notes what stands in the way at a field; whether it is another thing than before.
    fn draw_trouble(&mut self, number: u32, row: u32) -> bool {
        let Some(place) = at(&self.plan.place, number).copied() else {
            return false;
        };
        let key = (place, row);
        let held = self.views.troubles.get(&key);
        match self.trouble(number, row) {
            Some(trouble) if held == Some(&trouble) => false,
            Some(trouble) => {
                self.views.troubles.insert(key, trouble);
                true
            }
            None => held.is_some() && self.views.troubles.remove(&key).is_some(),
        }
    }

    /// Drops what was kept of rows that are gone.
    fn forget_rows(&mut self, sweep: &Sweep) {
        if sweep.reshaped.is_empty() {
            return;
        }
        let state = &self.state;
        let plan = &self.plan;
        self.views.troubles.retain(|(_, row), trouble| {
            *row == 0 || state.cell(plan, trouble.place.slot, *row).is_some()
        });
    }

    fn draw_pages(&mut self, changes: &mut Changes) {
        for (number, page) in self.plan.item.pages.iter().enumerate() {
            let visible = page
                .sections
                .iter()
                .flat_map(|section| &section.fields)
                .filter_map(|field| at(&self.plan.item.fields, *field))
                .any(|field| !matches!(self.scope().holds(field.visible), Tri::No | Tri::Maybe(_)));
            match self.views.pages.get_mut(number) {
                Some(held) if *held == visible => {}
                Some(held) => {
                    *held = visible;
                    changes.pages.insert(page.id.clone(), visible);
                }
                None => {
                    self.views.pages.push(visible);
                    changes.pages.insert(page.id.clone(), visible);
                }
            }
        }
    }

    pub(crate) fn page_view(&self, page: &Page, visible: bool) -> PageView {
        PageView {
            id: page.id.clone(),
            title: self.text(page.title),
            sections: page
                .sections
                .iter()
                .map(|section| SectionView {
                    title: section.title.map(|title| self.text(title)),
                    fields: section
                        .fields
                        .iter()
                        .filter_map(|field| at(&self.plan.item.fields, *field))
                        .filter(|field| field.group.is_none())
                        .map(|field| self.fact_id(field.slot).to_owned())
                        .collect(),
                })
                .collect(),
            visible,
        }
    }
}
