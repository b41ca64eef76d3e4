//! Opening a bundle, and taking up its draft.

use super::BundleSession;
use super::set::{Fit, fit};
use crate::EngineError;
use crate::api::{
    DeadlineView, Diagnostic, Draft, OpenOptions, PacketFact, RouteView, Verdict, View,
};
use crate::engine::Engine;
use crate::plan::{Plan, at};
use crate::session::{DRAFT, Session};
use std::sync::Arc;
use tongban_image::BundleEntry;
use tongban_runtime::sorted::SortedMap;

impl Engine {
    /// Opens a bundle (打包办) by id or code: one application for its items.
    ///
    /// # Errors
    /// `bundle.unknown`, and those of [`Engine::open`].
    pub fn open_bundle(
        self: &Arc<Self>,
        options: OpenOptions,
    ) -> Result<BundleSession, EngineError> {
        let place = self.find_bundle(&options.item).ok_or_else(|| {
            Diagnostic::error("bundle.unknown", "there is no such bundle in the catalogue")
                .with_help("list the items to see ids and codes of bundles")
        })?;
        let (own, members) = self.bundle_plans_of(place)?;
        let draft = options.draft.as_ref();
        if let Some(draft) = draft {
            check_draft(draft, &own)?;
        }
        let options = |plan: &Plan, draft: Option<Draft>| OpenOptions {
            item: plan.item.id.clone(),
            draft,
            ..options.clone()
        };
        let plans: Vec<&Arc<Plan>> = core::iter::once(&own).chain(&members).collect();
        let open = |plan: &Arc<Plan>| {
            let draft = draft.map(|draft| part_of(draft, plan, &plans));
            self.begin(Arc::clone(plan), options(plan, draft))
        };
        let own_session = open(&own)?;
        let members = members.iter().map(open).collect::<Result<Vec<_>, _>>()?;
        Ok(self.bundle_of(place, own_session, members))
    }

    /// The plans of a bundle: its own questions, then its members'.
    pub(super) fn bundle_plans_of(
        &self,
        place: usize,
    ) -> Result<(Arc<Plan>, Vec<Arc<Plan>>), EngineError> {
        let own = self.bundle_plan(place)?;
        let bundle: &BundleEntry = self
            .image()
            .bundles
            .get(place)
            .ok_or_else(crate::session::missing)?;
        let conditions = own.item.conditions.len();
        let mut members = Vec::new();
        for (number, member) in bundle.members.iter().enumerate() {
            let known = member.when.is_none_or(|when| (when as usize) < conditions)
                && member
                    .needs
                    .iter()
                    .all(|need| (need.member as usize) < number);
            let entry = at(&self.image().items, member.item)
                .filter(|_| known)
                .map(|_| member.item as usize)
                .ok_or_else(crate::session::missing)?;
            members.push(self.plan(entry)?);
        }
        Ok((own, members))
    }

    /// A bundle over sessions that were opened.
    pub(super) fn bundle_of(
        self: &Arc<Self>,
        place: usize,
        own: Session,
        members: Vec<Session>,
    ) -> BundleSession {
        let mut bundle = BundleSession {
            engine: Arc::clone(self),
            place,
            own,
            members,
            taking: Vec::new(),
            shown: nothing(),
        };
        bundle.redraw();
        bundle
    }
}

fn check_draft(draft: &Draft, own: &Plan) -> Result<(), EngineError> {
    if draft.schema != DRAFT {
        return Err(Diagnostic::error(
            "draft.schema",
            format!("the draft is not of the form `{DRAFT}`"),
        ));
    }
    if draft.item != own.item.id {
        return Err(
            Diagnostic::error("draft.item", "the draft belongs to another item").about("draft"),
        );
    }
    Ok(())
}

/// The draft of one session: the entries that it knows. What nobody knows is left to the first, which notes it.
fn part_of(draft: &Draft, plan: &Plan, all: &[&Arc<Plan>]) -> Draft {
    let first = all
        .first()
        .is_some_and(|first| first.item.id == plan.item.id);
    let takes = |path: &str, unknown: bool| match fit(plan, path, unknown) {
        Fit::Takes => true,
        Fit::Asked => false,
        Fit::Unknown => {
            first
                && all
                    .iter()
                    .all(|plan| fit(plan, path, unknown) == Fit::Unknown)
        }
    };
    let facts = draft.facts.iter();
    let facts = facts.filter(|(path, fact)| takes(path, out_of_reach(fact)));
    let complete = draft.complete.iter().filter(|group| takes(group, false));
    Draft {
        schema: draft.schema.clone(),
        item: plan.item.id.clone(),
        module: draft.module.clone(),
        as_of: draft.as_of.clone(),
        region: draft.region.clone(),
        facts: facts
            .map(|(path, fact)| (path.clone(), fact.clone()))
            .collect(),
        complete: complete.cloned().collect(),
        materials: draft
            .members
            .get(&plan.item.id)
            .cloned()
            .unwrap_or_default(),
        members: SortedMap::new(),
        names: draft.names.clone(),
    }
}

/// Whether an entry says that a register did not answer.
pub(super) fn out_of_reach(fact: &PacketFact) -> bool {
    fact.unknown
        .as_deref()
        .is_some_and(|reason| reason != "not-asked")
}

/// A view before anything was drawn.
fn nothing() -> View {
    View {
        item: String::new(),
        name: String::new(),
        as_of: String::new(),
        region: None,
        pages: Vec::new(),
        fields: Vec::new(),
        conditions: Vec::new(),
        materials: Vec::new(),
        risks: Vec::new(),
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
        members: None,
    }
}
