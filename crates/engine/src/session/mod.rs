//! One application under way: facts in, changes out. Everything shown is kept up to date by each call.

mod alone;
mod draft;
mod given;
mod groups;
mod list;
mod open;
mod path;
mod probe;
mod quick;
mod refresh;
mod scope;
mod set;
mod settle;
mod state;
mod sweep;
mod totals;

pub(crate) use given::Given;
pub use open::DRAFT;
pub(crate) use path::parse as parse_path;
pub(crate) use probe::Probed;
pub(crate) use quick::Brief;
pub(crate) use refresh::Views;
pub(crate) use scope::{Scope, Tri};
pub(crate) use set::missing;
pub(crate) use state::{Cell, Entry, Input, Place, Problem};

use crate::EngineError;
use crate::api::{Changes, Diagnostic, Dispute, FieldView, Reason, View, WireValue};
use crate::engine::Engine;
use crate::limits::MAX_DISPUTE_CHARS;
use crate::plan::{Plan, at};
use crate::texts::Language;
use set::Store;
use state::State;
use std::sync::{Arc, OnceLock};
use sweep::Sweep;
use tongban_image::{Capability, ItemEntry};
use tongban_runtime::{Date, SortedMap, SortedSet};

/// One application: an item, an application date, the insured region and facts.
#[derive(Debug, Clone)]
pub struct Session {
    pub(crate) engine: Arc<Engine>,
    pub(crate) plan: Arc<Plan>,
    pub(crate) language: Language,
    pub(crate) as_of: Date,
    pub(crate) region: Option<String>,
    pub(crate) capabilities: SortedSet<Capability>,
    pub(crate) state: State,
    pub(crate) given: SortedMap<u32, Given>,
    pub(crate) views: Views,
    pub(crate) notes: Vec<draft::Note>,
    /// What of a draft was not taken over; as many as it has entries at most.
    pub(crate) left_out: Vec<String>,
    /// The decision's bytes, once they were asked for and until something changes.
    pub(crate) decided: OnceLock<Vec<u8>>,
}

impl Session {
    /// A value as rules see it, computed ones included; none: absent, unknown, a group, or a fault.
    ///
    /// # Errors
    /// `path.*`: the item does not know the fact.
    pub fn value(&self, path: &str) -> Result<Option<WireValue>, EngineError> {
        let place = self.place(path)?;
        let cell = self.state.cell(&self.plan, place.slot, place.row);
        Ok(cell.and_then(|cell| crate::wire::write(&cell.effective)))
    }

    /// The whole view.
    #[must_use]
    pub fn view(&self) -> View {
        let pages = self.plan.item.pages.iter().zip(&self.views.pages);
        View {
            item: self.plan.item.id.clone(),
            name: self.text(self.entry().name),
            as_of: self.as_of.to_string(),
            region: self.region.clone(),
            pages: pages
                .map(|(page, visible)| self.page_view(page, *visible))
                .collect(),
            fields: self.field_views().collect(),
            conditions: self.views.conditions.clone(),
            materials: self.views.materials.clone(),
            risks: self.views.risks.clone(),
            route: self.views.route.clone(),
            deadline: self.views.deadline.clone(),
            verdict: self.views.verdict.clone(),
            members: None,
        }
    }

    /// Fields outside repeat groups, and groups; by form order.
    pub(crate) fn field_views(&self) -> impl Iterator<Item = FieldView> {
        let outside = self.plan.form.iter().filter(|field| {
            let field = at(&self.plan.item.fields, **field);
            field.is_some_and(|field| field.group.is_none())
        });
        outside.filter_map(|field| self.field_view(*field, 0))
    }

    /// Everything that stands in the way, once, in a stable order (一次性告知).
    #[must_use]
    pub fn check(&self) -> Vec<Reason> {
        self.views.verdict.reasons.clone()
    }

    /// Says that a register's or card's value is wrong (对数据有异议). Both values and the reason are kept, the case goes
    /// to review, the application goes on. An empty reason takes the dispute back.
    ///
    /// # Errors
    /// `path.*`, `dispute.reason` when the reason is too long, `wire.*` for the claimed value.
    pub fn dispute(
        &mut self,
        path: &str,
        reason: &str,
        claimed: Option<WireValue>,
    ) -> Result<Changes, EngineError> {
        let place = path::resolve(&self.plan, &self.state, path)?;
        if reason.chars().count() > MAX_DISPUTE_CHARS {
            return Err(Diagnostic::error(
                "dispute.reason",
                format!("the reason is longer than {MAX_DISPUTE_CHARS} characters"),
            ));
        }
        if let Some(claimed) = &claimed {
            self.read(path, claimed)?;
        }
        let plan = Arc::clone(&self.plan);
        if let Some(cell) = self.state.cell_mut(&plan, place.slot, place.row) {
            cell.dispute = (!reason.trim().is_empty()).then(|| Dispute {
                reason: reason.to_owned(),
                claimed,
            });
        }
        let mut sweep = Sweep::default();
        sweep.field(&plan, place);
        sweep.settle(self, place);
        Ok(self.finish(sweep))
    }

    /// Shows everything in another language; nothing else changes.
    ///
    /// # Errors
    /// `lang.unknown`, `module.texts`.
    pub fn set_lang(&mut self, lang: &str) -> Result<View, EngineError> {
        self.language = self.engine.language(Some(lang))?;
        let sweep = Sweep::all(self);
        self.draw(sweep);
        Ok(self.view())
    }

    /// Where a path leads.
    pub(crate) fn place(&self, path: &str) -> Result<Place, EngineError> {
        path::resolve(&self.plan, &self.state, path)
    }

    pub(crate) fn scope(&self) -> Scope<'_> {
        Scope {
            engine: &self.engine,
            plan: &self.plan,
            state: &self.state,
            as_of: self.as_of,
            region: self.region.as_deref(),
            rows: [0, 0],
        }
    }

    /// The item's entry in the directory.
    pub(crate) fn entry(&self) -> &ItemEntry {
        &self.plan.entry
    }

    /// The path of a place: rows by stable id, or by position.
    pub(crate) fn path(&self, place: Place, by_id: bool) -> String {
        path::write(&self.engine, &self.plan, &self.state, place, by_id)
    }

    /// The path of a row as such, by position.
    pub(crate) fn row_path(&self, group: u32, row: u32) -> String {
        let mut path = String::new();
        let row = (group, row);
        path::write_row(&self.engine, &self.plan, &self.state, row, false, &mut path);
        path
    }

    /// The id of a slot's fact.
    pub(crate) fn fact_id(&self, slot: u32) -> &str {
        let fact = self
            .plan
            .slot(slot)
            .and_then(|slot| at(&self.engine.image().facts, slot.fact));
        fact.map_or("", |fact| fact.id.as_str())
    }
}
