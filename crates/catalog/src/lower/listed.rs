//! What the catalogue lists once: sources, materials, risks, texts.

use super::Lowering;
use crate::authored::Word;
use crate::problem::Problem;
use tongban_image as image;

impl Lowering<'_> {
    /// All cited sources.
    pub(super) fn cited(&mut self) -> Vec<image::Basis> {
        let shared = self.shared;
        let mut bases = Vec::new();
        for basis in &shared.authored.bases {
            if basis.kind != image::BasisKind::Unverified && basis.source.is_none() {
                self.findings.error(
                    basis.id.at,
                    &Problem::SourceMissing {
                        basis: &basis.id.value,
                    },
                );
            }
            bases.push(image::Basis {
                id: basis.id.value.clone(),
                kind: basis.kind,
                title: self.texts.text(&basis.title),
                text: basis.text.as_ref().map(|text| self.texts.text(text)),
                source: basis.source.as_ref().map(|source| source.value.clone()),
            });
        }
        bases
    }

    /// All materials.
    pub(super) fn materials(&mut self) -> Vec<image::Material> {
        let shared = self.shared;
        let mut materials = Vec::new();
        for material in &shared.authored.materials {
            materials.push(image::Material {
                id: material.id.value.clone(),
                code: material.code.value.clone(),
                name: self.texts.text(&material.name),
                forms: material.forms.clone(),
                issuer: self.texts.text(&material.issuer),
                points: material
                    .points
                    .iter()
                    .map(|point| self.texts.text(point))
                    .collect(),
                basis: self.bases(&material.basis),
                identity: material.identity,
                media: material
                    .media
                    .iter()
                    .map(|media| media.value.clone())
                    .collect(),
                max_bytes: material.max_bytes,
                max_files: material.max_files,
            });
        }
        materials
    }

    /// All risk patterns.
    pub(super) fn risks(&mut self) -> Vec<image::Risk> {
        let shared = self.shared;
        let mut risks = Vec::new();
        for risk in &shared.authored.risks {
            risks.push(image::Risk {
                code: risk.code.value.clone(),
                name: self.texts.text(&risk.name),
                check: risk.check.as_ref().map(|text| self.texts.text(text)),
                needs: risk.needs,
                basis: self.bases(&risk.basis),
            });
        }
        risks
    }

    /// Texts of engine and pages, sorted by key; units by `unit.<id>`, unless the messages name them otherwise.
    pub(super) fn messages(&mut self) -> Vec<(String, image::TextId)> {
        let shared = self.shared;
        let mut messages: Vec<_> = shared
            .authored
            .messages
            .iter()
            .map(|message| (message.key.value.clone(), self.texts.text(&message.text)))
            .collect();
        let units = shared
            .authored
            .catalog
            .iter()
            .flat_map(|catalog| &catalog.units);
        for word in units
            .clone()
            .flat_map(|unit| unit.ratio.iter().flat_map(|(of, per)| [of, per]))
        {
            shared.names.units.find(word, &mut self.findings);
        }
        messages.extend(units.map(|unit| {
            (
                format!("unit.{}", unit.id.value),
                self.texts.text(&unit.name),
            )
        }));
        messages.sort_by(|left, right| left.0.cmp(&right.0));
        messages.dedup_by(|left, right| left.0 == right.0);
        messages
    }

    /// Indices of cited sources; unknown ones are findings.
    pub(super) fn bases(&mut self, words: &[Word]) -> Vec<u32> {
        let shared = self.shared;
        let mut list = Vec::new();
        for word in words {
            if let Some(index) = shared.names.bases.find(word, &mut self.findings) {
                self.usage.bases.insert(index);
                list.push(u32::try_from(index).unwrap_or(u32::MAX));
            }
        }
        list
    }
}
