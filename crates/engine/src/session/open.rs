//! Opening a session, and taking up entries.

use super::state::{Cell, Place, Rows, State};
use super::sweep::Sweep;
use super::{Session, Views};
use crate::EngineError;
use crate::api::{Diagnostic, OpenOptions, PacketFact, WireValue};
use crate::engine::Engine;
use crate::limits::MAX_FACTS;
use crate::plan::Plan;
use crate::wire;
use std::sync::{Arc, OnceLock};
use tongban_image::Capability;
use tongban_runtime::{Date, SortedMap, SortedSet, Value};

/// The schema of drafts.
pub const DRAFT: &str = "tongban.draft/1";

impl Engine {
    /// Opens a session.
    ///
    /// # Errors
    /// `item.unknown`, `date.invalid`, `region.invalid`, `lang.unknown`, `capability.unknown`, `draft.schema`,
    /// `draft.item`, `module.item`, `module.texts`. Entries of a draft that do not fit are left out and noted.
    pub fn open(self: &Arc<Self>, options: OpenOptions) -> Result<Session, EngineError> {
        let entry = self.find(&options.item)?;
        self.begin(self.plan(entry)?, options)
    }

    /// Opens a session over what was made ready; `options.item` is not looked at.
    pub(crate) fn begin(
        self: &Arc<Self>,
        plan: Arc<Plan>,
        options: OpenOptions,
    ) -> Result<Session, EngineError> {
        let as_of = Date::parse(&options.as_of).ok_or_else(|| {
            Diagnostic::error(
                "date.invalid",
                "the application date is not a date that exists",
            )
            .with_help("write it as `2026-01-31`")
            .about("asOf")
        })?;
        let region = options.region.filter(|region| !region.is_empty());
        if region
            .as_ref()
            .is_some_and(|region| !wire::is_region(&self.image().catalog.regions, region))
        {
            return Err(Diagnostic::error(
                "region.invalid",
                "the insured region is not a six-digit region code",
            )
            .about("region"));
        }
        let capabilities = options
            .capabilities
            .iter()
            .map(|name| capability(name))
            .collect::<Result<SortedSet<_>, _>>()?;
        let state = State {
            cells: vec![Cell::default(); plan.cells.len()],
            results: vec![Value::Absent; plan.results],
            groups: vec![Rows::default(); plan.groups.len()],
            frame: plan
                .codes
                .frame(|id| self.parameter(id, as_of, region.as_deref())),
        };
        let mut session = Session {
            engine: Arc::clone(self),
            language: self.language(options.lang.as_deref())?,
            as_of,
            region,
            capabilities,
            state,
            given: SortedMap::new(),
            views: Views::default(),
            notes: Vec::new(),
            left_out: Vec::new(),
            decided: OnceLock::new(),
            plan,
        };
        let mut sweep = Sweep::all(&session);
        for slot in session.plan.cells.clone() {
            sweep.settle(&mut session, Place { slot, row: 0 });
        }
        let draft = options.draft;
        if let Some(draft) = &draft {
            session.take_up(&mut sweep, draft)?;
        }
        session.draw(sweep);
        if let Some(draft) = &draft {
            session.compare_form(draft);
        }
        Ok(session)
    }
}

fn capability(name: &str) -> Result<Capability, EngineError> {
    Ok(match name {
        "upload" => Capability::Upload,
        "scan" => Capability::Scan,
        "read-card" => Capability::ReadCard,
        "print" => Capability::Print,
        "offline" => Capability::Offline,
        "clerk" => Capability::Clerk,
        _ => {
            return Err(
                Diagnostic::error("capability.unknown", "there is no such capability")
                    .with_help("use `upload`, `scan`, `read-card`, `print`, `offline` or `clerk`"),
            );
        }
    })
}

/// The value that a packet's or draft's entry stands for.
fn value_of(fact: &PacketFact) -> WireValue {
    match (&fact.unknown, &fact.raw) {
        (Some(reason), _) => serde_json::json!({ wire::UNKNOWN: reason }),
        (None, Some(raw)) => WireValue::String(raw.clone()),
        (None, None) => fact.value.clone(),
    }
}

impl Session {
    /// Takes entries by path; those that do not fit come back with their paths.
    pub(crate) fn restore_all(
        &mut self,
        sweep: &mut Sweep,
        facts: &SortedMap<String, PacketFact>,
        complete: &[String],
    ) -> Result<Vec<(String, Diagnostic)>, EngineError> {
        if facts.len() > MAX_FACTS {
            return Err(Diagnostic::error(
                "facts.too-many",
                format!("at most {MAX_FACTS} facts are read"),
            ));
        }
        let mut failed = Vec::new();
        // Whole groups first: an entry for a group must not wipe its rows.
        let mut entries: Vec<_> = facts.iter().collect();
        entries.sort_by_key(|(path, _)| path.matches('[').count());
        for (path, fact) in entries {
            match self.restore(sweep, path, &value_of(fact), fact.origin) {
                Ok(Some(place)) => {
                    let plan = Arc::clone(&self.plan);
                    if let (Some(dispute), Some(cell)) = (
                        &fact.disputed,
                        self.state.cell_mut(&plan, place.slot, place.row),
                    ) {
                        cell.dispute = Some(dispute.clone());
                        sweep.field(&plan, place);
                        sweep.settle(self, place);
                    }
                }
                Ok(None) => {}
                Err(error) => failed.push((path.clone(), error)),
            }
        }
        for group in complete {
            match self.group(group) {
                Ok((number, outer)) => self.touch_group(sweep, number, outer, true),
                Err(error) => failed.push((group.clone(), error)),
            }
        }
        Ok(failed)
    }

    /// The same as one step, for packets: all must fit.
    pub(crate) fn restore_packet(
        &mut self,
        facts: &SortedMap<String, PacketFact>,
        complete: &[String],
    ) -> Result<(), EngineError> {
        let mut sweep = Sweep::default();
        let failed = self.restore_all(&mut sweep, facts, complete)?;
        self.draw(sweep);
        failed
            .into_iter()
            .next()
            .map_or(Ok(()), |(path, error)| Err(located(error, path)))
    }
}

/// The error with the path it is about, where it names none.
fn located(error: Diagnostic, path: String) -> Diagnostic {
    if error.at.reference.is_some() {
        error
    } else {
        error.about(path)
    }
}
