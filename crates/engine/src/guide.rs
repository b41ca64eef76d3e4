//! 办事指南: for everybody, or for this situation.

use crate::EngineError;
use crate::api::{Diagnostic, Guide, OpenOptions, WireFacts, WireValue};
use crate::engine::Engine;
use crate::items::summary;
use crate::plan::index;
use std::sync::Arc;
use tongban_image::Assurance;

pub(crate) const fn assurance_id(assurance: Assurance) -> &'static str {
    match assurance {
        Assurance::None => "none",
        Assurance::Account => "account",
        Assurance::RealName => "real-name",
        Assurance::RealPerson => "real-person",
        Assurance::Clerk => "clerk",
    }
}

/// Takes date or region out of a situation's facts.
pub(crate) fn take_text(facts: &mut WireFacts, key: &str) -> Result<Option<String>, EngineError> {
    match facts.remove(key) {
        None => Ok(None),
        Some(WireValue::String(text)) => Ok(Some(text)),
        Some(_) => Err(
            Diagnostic::error("wire.text", format!("`{key}` is no string"))
                .with_help("write the date as `YYYY-MM-DD`, the region as its code in quotes"),
        ),
    }
}

impl Engine {
    /// The guide of an item or a bundle (id or code), for everybody or for this situation. `applicationDate` and `insuredRegion`
    /// among the facts set date and region. Without a date the rules of the catalogue's first day in force count, and
    /// nothing that is counted from the application date has a date.
    ///
    /// # Errors
    /// `item.unknown`, `lang.unknown`, `date.invalid`, or those of [`crate::Session::set`].
    pub fn guide(
        self: &Arc<Self>,
        item: &str,
        facts: Option<&WireFacts>,
        lang: &str,
    ) -> Result<Guide, EngineError> {
        if let Some(bundle) = self.find_bundle(item) {
            return self.bundle_guide(bundle, facts, lang);
        }
        let mut facts = facts.cloned().unwrap_or_default();
        let said = take_text(&mut facts, "applicationDate")?;
        let dated = said.is_some();
        let as_of = said.unwrap_or_else(|| self.image().catalog.effective.clone());
        let region = take_text(&mut facts, "insuredRegion")?;
        let mut session = self.open(OpenOptions {
            item: item.to_owned(),
            as_of,
            region,
            lang: Some(lang.to_owned()),
            ..OpenOptions::default()
        })?;
        session.set_facts(&facts)?;
        let item = &session.plan.item;
        let level = |id: &String| {
            let known = self
                .image()
                .catalog
                .levels
                .iter()
                .find(|level| level.id == *id);
            known.map_or_else(|| id.clone(), |level| session.text(level.name))
        };
        let deadline = &session.views.deadline;
        let rules = &item.deadlines;
        let rule = match &deadline.id {
            Some(id) => rules.iter().find(|rule| rule.id == *id),
            // For everybody, the last rule's limits are the usual ones.
            None => rules.last(),
        };
        let from = dated.then_some(session.as_of);
        let mut materials = session.views.materials.clone();
        if !dated {
            for way in materials.iter_mut().flat_map(|material| &mut material.ways) {
                way.due = None;
            }
        }
        Ok(Guide {
            item: summary(session.entry(), &session.language),
            basic_code: item.basic_code.clone(),
            assurance: assurance_id(item.assurance).to_owned(),
            taken_at: item.taken_at.iter().map(level).collect(),
            handled_at: item.handled_at.iter().map(level).collect(),
            basis: session.bases(item.basis.iter().copied()),
            conditions: session.views.conditions.clone(),
            materials,
            promised: rule.map(|rule| session.limit_view(&rule.promised, from)),
            statutory: rule
                .and_then(|rule| rule.statutory.as_ref())
                .map(|limit| session.limit_view(limit, from)),
            milestones: item
                .milestones
                .iter()
                .map(|milestone| session.text(milestone.name))
                .collect(),
            outputs: item
                .outputs
                .iter()
                .map(|output| session.text(output.name))
                .collect(),
            risk_points: index(item.risks.len()),
            notice: session.text(self.image().catalog.notice),
            members: None,
            part: None,
        })
    }
}
