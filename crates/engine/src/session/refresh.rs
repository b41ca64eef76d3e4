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

/// What a call changed of what is shown.
#[derive(Debug, Default)]
pub(crate) struct Drawn {
    /// Fields with their rows; of a group: with all its rows.
    pub fields: Vec<(u32, u32, bool)>,
    pub conditions: Vec<u32>,
    pub materials: Vec<u32>,
    pub risks: Vec<u32>,
    pub pages: Vec<u32>,
    pub route: bool,
    pub deadline: bool,
    pub verdict: bool,
}

impl Drawn {
    /// Whether anything but fields changed.
    pub(crate) const fn is_more_than_fields(&self) -> bool {
        self.route
            || self.deadline
            || self.verdict
            || !self.conditions.is_empty()
            || !self.materials.is_empty()
            || !self.risks.is_empty()
            || !self.pages.is_empty()
    }
}

/// Puts a new entry in its place; whether it differs from the one held.
fn put<T: PartialEq>(list: &mut Vec<T>, number: u32, new: Option<T>) -> bool {
    let Some(new) = new else { return false };
    match list.get_mut(number as usize) {
        Some(held) => replace(held, new),
        None => {
            list.push(new);
            true
        }
    }
}

fn replace<T: PartialEq>(held: &mut T, new: T) -> bool {
    let differs = *held != new;
    *held = new;
    differs
}

fn chosen<T: Clone>(list: &[T], numbers: &[u32]) -> Vec<T> {
    let held = numbers.iter().filter_map(|number| at(list, *number));
    held.cloned().collect()
}

impl Session {
    /// Computes what is waiting and draws what it touched.
    pub(crate) fn finish(&mut self, sweep: Sweep) -> Changes {
        let drawn = self.draw(sweep);
        let mut changes = self.other_changes(&drawn);
        let fields = drawn.fields.iter();
        changes.fields = fields
            .filter_map(|(number, row, whole)| self.field_change(*number, *row, *whole))
            .collect();
        changes
    }

    /// What changed, but for fields.
    pub(crate) fn other_changes(&self, drawn: &Drawn) -> Changes {
        let views = &self.views;
        let page = |number: &u32| {
            let page = at(&self.plan.item.pages, *number)?;
            Some((page.id.clone(), *at(&views.pages, *number)?))
        };
        Changes {
            fields: Vec::new(),
            conditions: chosen(&views.conditions, &drawn.conditions),
            materials: chosen(&views.materials, &drawn.materials),
            risks: chosen(&views.risks, &drawn.risks),
            pages: drawn.pages.iter().filter_map(page).collect(),
            route: drawn.route.then(|| views.route.clone()),
            deadline: drawn.deadline.then(|| views.deadline.clone()),
            verdict: drawn.verdict.then(|| views.verdict.clone()),
            members: None,
        }
    }

    /// Computes what is waiting and draws what it touched; what differs from before.
    pub(crate) fn draw(&mut self, mut sweep: Sweep) -> Drawn {
        self.decided.take();
        sweep.run(self);
        if !sweep.reshaped.is_empty() {
            // Causes name rows by their number, which may have moved.
            sweep.results(self);
        }
        sweep.covered(&self.plan);
        sweep.touched.sort_unstable();
        sweep.touched.dedup();
        let mut drawn = Drawn::default();
        // The verdict follows from troubles and results, and names rows by their number.
        let mut weighed = sweep.pages || !sweep.reshaped.is_empty();
        weighed |= self.draw_fields(&sweep, &mut drawn);
        for touched in &sweep.touched {
            match touched {
                Watched::Condition(number) => {
                    weighed = true;
                    let view = self.condition_view(*number);
                    if put(&mut self.views.conditions, *number, view) {
                        drawn.conditions.push(*number);
                    }
                }
                Watched::Risk(number) => {
                    weighed = true;
                    let view = self.risk_view(*number);
                    if put(&mut self.views.risks, *number, view) {
                        drawn.risks.push(*number);
                    }
                }
                Watched::Material(number) => {
                    weighed = true;
                    let view = self.material_view(*number);
                    if put(&mut self.views.materials, *number, view) {
                        drawn.materials.push(*number);
                    }
                }
                Watched::Deadline => {
                    let deadline = self.deadline_view();
                    drawn.deadline = replace(&mut self.views.deadline, deadline);
                }
                Watched::Field(..) | Watched::Route => {}
            }
        }
        if sweep.pages {
            self.draw_pages(&mut drawn);
        }
        let mut routed = sweep.touched.contains(&Watched::Route);
        if weighed {
            let review = self.review();
            routed |= replace(&mut self.views.review, review);
        }
        if routed {
            let route = self.route_view();
            drawn.route = replace(&mut self.views.route, route);
        }
        if weighed {
            let verdict = self.verdict_view();
            drawn.verdict = replace(&mut self.views.verdict, verdict);
        }
        drawn
    }

    /// Says which fields changed; whether what stands in the way did.
    fn draw_fields(&mut self, sweep: &Sweep, drawn: &mut Drawn) -> bool {
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
                break;
            };
            troubled |= self.draw_trouble(number, row);
            if !sweep.silent
                && !whole.contains(&(number, row))
                && !self.is_within(number, row, &whole)
            {
                drawn.fields.push((number, row, false));
            }
        }
        for (number, row) in &whole {
            if !sweep.silent && !self.is_within(*number, *row, &whole) {
                drawn.fields.push((*number, *row, true));
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

    fn draw_pages(&mut self, drawn: &mut Drawn) {
        for (number, page) in (0..).zip(&self.plan.item.pages) {
            let visible = page
                .sections
                .iter()
                .flat_map(|section| &section.fields)
                .filter_map(|field| at(&self.plan.item.fields, *field))
                .any(|field| !matches!(self.scope().holds(field.visible), Tri::No | Tri::Maybe(_)));
            if put(&mut self.views.pages, number, Some(visible)) {
                drawn.pages.push(number);
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
