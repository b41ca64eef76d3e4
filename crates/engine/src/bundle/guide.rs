//! The guide of a bundle: its items' guides in order, and each material once.

use super::set::own_value;
use super::state::Taking;
use crate::EngineError;
use crate::api::{Guide, GuidePart, OpenOptions, WireFacts};
use crate::engine::Engine;
use crate::guide::{assurance_id, take_text};
use crate::session::Session;
use std::sync::Arc;
use tongban_image::BundleNeed;

impl Engine {
    pub(crate) fn bundle_guide(
        self: &Arc<Self>,
        place: usize,
        facts: Option<&WireFacts>,
        lang: &str,
    ) -> Result<Guide, EngineError> {
        let bundle = self
            .image()
            .bundles
            .get(place)
            .ok_or_else(crate::session::missing)?;
        let mut situation = facts.cloned().unwrap_or_default();
        let said = take_text(&mut situation, "applicationDate")?;
        let dated = said.is_some();
        let mut session = self.open_bundle(OpenOptions {
            item: bundle.entry.id.clone(),
            as_of: said.unwrap_or_else(|| self.image().catalog.effective.clone()),
            region: take_text(&mut situation, "insuredRegion")?,
            lang: Some(lang.to_owned()),
            ..OpenOptions::default()
        })?;
        session.set_facts(&situation)?;
        let mut members = Vec::new();
        let id = |need: &BundleNeed| {
            let other = session.members.get(usize::try_from(need.member).ok()?)?;
            Some(other.plan.item.id.clone())
        };
        let parts = session.members.iter().zip(&session.taking);
        for ((part, taking), declared) in parts.zip(session.declared()) {
            if *taking != Taking::No {
                let own = facts.map(|facts| part_of(facts, part));
                let mut guide = self.guide(&part.plan.item.id, own.as_ref(), lang)?;
                guide.part = Some(GuidePart {
                    optional: declared.when.is_some(),
                    needs: declared.needs.iter().filter_map(id).collect(),
                });
                members.push(guide);
            }
        }
        let mut materials = session.shown.materials.clone();
        materials.retain(|material| {
            let item = |guide: &Guide| guide.materials.iter().any(|one| one.id == material.id);
            members.iter().any(item)
        });
        for way in materials.iter_mut().flat_map(|material| &mut material.ways) {
            way.due = way.due.take().filter(|_| dated);
        }
        let own = &session.own;
        let language = &own.language;
        let level = |id: &String| {
            let levels = &self.image().catalog.levels;
            let known = levels.iter().find(|level| level.id == *id);
            known.map_or_else(|| id.clone(), |level| own.text(level.name))
        };
        Ok(Guide {
            item: self.bundle_summary(bundle, language),
            basic_code: String::new(),
            assurance: assurance_id(own.plan.item.assurance).to_owned(),
            taken_at: own.plan.item.taken_at.iter().map(level).collect(),
            handled_at: Vec::new(),
            basis: own.bases(own.plan.item.basis.iter().copied()),
            conditions: Vec::new(),
            materials,
            promised: None,
            statutory: None,
            milestones: Vec::new(),
            outputs: members
                .iter()
                .flat_map(|guide| guide.outputs.iter().cloned())
                .collect(),
            risk_points: members
                .iter()
                .map(|guide| guide.risk_points)
                .fold(0, u32::saturating_add),
            notice: own.text(self.image().catalog.notice),
            members: Some(members),
            part: None,
        })
    }
}

/// The facts of a situation that an item has, with date and region.
fn part_of(facts: &WireFacts, part: &Session) -> WireFacts {
    let own = facts.iter().filter_map(|(path, value)| {
        let value = if matches!(path.as_str(), "applicationDate" | "insuredRegion") {
            value.clone()
        } else {
            own_value(part, path, value)?
        };
        Some((path.clone(), value))
    });
    own.collect()
}
