//! Materials (申请材料): needed, perhaps or not, and how each is satisfied.

use super::deadline::day_after;
use crate::api::{MaterialView, WayView};
use crate::plan::{at, indices};
use crate::session::{Session, Tri};
use tongban_image::{Capability, ItemMaterial, Material, MaterialForm, Way, WayKind};
use tongban_runtime::{Date, sorted};

/// How a material is satisfied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum How {
    Shared,
    Rendered,
    Provided,
    Promised,
    Deferred,
    Fetched,
    Covered,
}

impl How {
    /// Reads it from the wire.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        [
            Self::Shared,
            Self::Rendered,
            Self::Provided,
            Self::Promised,
            Self::Deferred,
            Self::Fetched,
            Self::Covered,
        ]
        .into_iter()
        .find(|how| how_id(*how) == text)
    }

    /// The way that this is.
    pub(crate) const fn of(way: WayKind) -> Self {
        match way {
            WayKind::Shared => Self::Shared,
            WayKind::Rendered => Self::Rendered,
            WayKind::Provided => Self::Provided,
            WayKind::Promised => Self::Promised,
            WayKind::Deferred => Self::Deferred,
            WayKind::Fetched => Self::Fetched,
            WayKind::Covered(_) => Self::Covered,
        }
    }
}

/// The id on the wire.
pub(crate) const fn how_id(how: How) -> &'static str {
    match how {
        How::Shared => "shared",
        How::Rendered => "rendered",
        How::Provided => "provided",
        How::Promised => "promised",
        How::Deferred => "deferred",
        How::Fetched => "fetched",
        How::Covered => "covered",
    }
}

impl Session {
    pub(crate) fn material(&self, number: u32) -> Option<(&ItemMaterial, &Material)> {
        let material = at(&self.plan.item.materials, number)?;
        Some((
            material,
            at(&self.engine.image().materials, material.material)?,
        ))
    }

    /// The material of this id.
    pub(crate) fn material_named(&self, id: &str) -> Option<u32> {
        indices(&self.plan.item.materials).find(|number| {
            self.material(*number)
                .is_some_and(|(_, material)| material.id == id)
        })
    }

    /// Whether a material is needed.
    pub(crate) fn material_need(&self, number: u32) -> Tri {
        at(&self.plan.item.materials, number)
            .map_or(Tri::No, |material| self.scope().holds(material.node))
    }

    /// The way of a kind that is not closed.
    pub(crate) fn way(&self, material: &ItemMaterial, how: How) -> Option<Way> {
        let scope = self.scope();
        material
            .ways
            .iter()
            .find(|way| How::of(way.kind) == how && scope.holds(way.node) != Tri::No)
            .cloned()
    }

    /// How a material is satisfied now, by what was chosen or by itself.
    pub(crate) fn how(&self, number: u32) -> Option<How> {
        self.how_without_cover(number).or_else(|| {
            let material = at(&self.plan.item.materials, number)?;
            let scope = self.scope();
            let covered = material.ways.iter().any(|way| match way.kind {
                WayKind::Covered(other) => {
                    other != number
                        && scope.holds(way.node) == Tri::Yes
                        && self.material_need(other) != Tri::No
                        && matches!(
                            self.how_without_cover(other),
                            Some(How::Shared | How::Rendered | How::Provided | How::Fetched)
                        )
                }
                _ => false,
            });
            (covered && self.material_need(number) == Tri::Yes).then_some(How::Covered)
        })
    }

    fn how_without_cover(&self, number: u32) -> Option<How> {
        let material = at(&self.plan.item.materials, number)?;
        if let Some(given) = self.given.get(&number) {
            if !given.files.is_empty() {
                return Some(How::Provided);
            }
            if let Some(how) = given
                .how
                .filter(|how| *how != How::Covered && self.way(material, *how).is_some())
            {
                return Some(how);
            }
        }
        if self.material_need(number) != Tri::Yes {
            return None;
        }
        let scope = self.scope();
        material
            .ways
            .iter()
            .find(|way| {
                way.automatic
                    && matches!(
                        way.kind,
                        WayKind::Shared | WayKind::Fetched | WayKind::Rendered
                    )
                    && scope.holds(way.node) == Tri::Yes
            })
            .map(|way| How::of(way.kind))
    }

    /// The day a deferred material is due, when the calendar covers it.
    pub(crate) fn due(&self, way: &Way) -> Option<Date> {
        day_after(
            &self.engine.image().calendar,
            self.as_of,
            way.due_working_days?,
        )
        .ok()
    }

    pub(crate) fn material_view(&self, number: u32) -> Option<MaterialView> {
        let (material, catalogue) = self.material(number)?;
        let need = self.material_need(number);
        let scope = self.scope();
        let mut ways: Vec<&Way> = material
            .ways
            .iter()
            .filter(|way| scope.holds(way.node) != Tri::No)
            .collect();
        if !self.capabilities.is_empty() {
            let can_give = [Capability::Upload, Capability::Scan, Capability::Clerk]
                .iter()
                .any(|c| self.capabilities.contains(c));
            // Never hidden: only offered last where the device cannot take a file.
            let last = |way: &Way| way.kind == WayKind::Provided && !can_give;
            sorted::sort(&mut ways, |a, b| last(a).cmp(&last(b)));
        }
        Some(MaterialView {
            id: catalogue.id.clone(),
            code: catalogue.code.clone(),
            name: self.text(catalogue.name),
            state: match need {
                Tri::Yes => "needed",
                Tri::No => "not-needed",
                Tri::Maybe(_) | Tri::Fault(_) => "perhaps",
            }
            .to_owned(),
            because: self.because_of(&need),
            reason: material.reason.map(|reason| self.text(reason)),
            issuer: self.text(catalogue.issuer),
            points: catalogue
                .points
                .iter()
                .map(|point| self.text(*point))
                .collect(),
            forms: catalogue
                .forms
                .iter()
                .map(|form| form_id(*form).to_owned())
                .collect(),
            ways: ways.into_iter().map(|way| self.way_view(way)).collect(),
            given: self.how(number).map(|how| how_id(how).to_owned()),
            files: self
                .given
                .get(&number)
                .map(|given| given.files.clone())
                .unwrap_or_default(),
            media: catalogue.media.clone(),
            max_bytes: catalogue.max_bytes,
            max_files: catalogue.max_files,
            basis: self.bases(catalogue.basis.iter().chain(&material.basis).copied()),
            items: None,
        })
    }

    fn way_view(&self, way: &Way) -> WayView {
        WayView {
            kind: how_id(How::of(way.kind)).to_owned(),
            text: way
                .text
                .as_ref()
                .map(|text| self.message(text, &self.scope())),
            due: self.due(way).map(|due| due.to_string()),
        }
    }
}

const fn form_id(form: MaterialForm) -> &'static str {
    match form {
        MaterialForm::Original => "original",
        MaterialForm::Copy => "copy",
        MaterialForm::Electronic => "electronic",
    }
}
