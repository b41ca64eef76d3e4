//! Conditions, materials and risk points of an item.

use super::ItemLowering;
use crate::authored::{ItemMaterial, Way, WayWord};
use crate::problem::{Noun, Problem};
use tongban_image as image;

impl ItemLowering<'_, '_> {
    pub(super) fn conditions(&mut self) -> Vec<image::Condition> {
        let item = self.item;
        self.unique(
            Noun::new("条件", "condition"),
            item.conditions.iter().map(|one| &one.id),
        );
        let mut list = Vec::new();
        for condition in &item.conditions {
            let number = u32::try_from(list.len()).unwrap_or(u32::MAX);
            let node = self.node(
                image::NodeKind::Condition(number),
                &condition.rule,
                None,
                self.label("条件", "condition", &condition.id.value),
            );
            let met = condition.met.as_ref().map(|text| self.message(text, None));
            let unmet = self.message(&condition.unmet, None);
            let remedy = condition
                .remedy
                .as_ref()
                .map(|text| self.message(text, None));
            let basis = self.to.bases(&condition.basis);
            let focus = self.focus(condition.focus.as_ref());
            let name = self.to.texts.text(&condition.name);
            if let (Some(node), Some(unmet)) = (node, unmet) {
                list.push(image::Condition {
                    id: condition.id.value.clone(),
                    name,
                    node,
                    met: met.flatten(),
                    unmet,
                    remedy: remedy.flatten(),
                    basis,
                    focus,
                });
            }
        }
        list
    }

    pub(super) fn materials(&mut self) -> Vec<image::ItemMaterial> {
        let item = self.item;
        self.unique(
            Noun::new("材料", "material"),
            item.materials.iter().map(|one| &one.material),
        );
        let mut list = Vec::new();
        for material in &item.materials {
            let number = u32::try_from(list.len()).unwrap_or(u32::MAX);
            if let Some(material) = self.material(material, number) {
                list.push(material);
            }
        }
        list
    }

    fn material(&mut self, material: &ItemMaterial, number: u32) -> Option<image::ItemMaterial> {
        let id = &material.material.value;
        let index = self
            .slots
            .shared
            .names
            .materials
            .find(&material.material, &mut self.to.findings);
        self.to.usage.materials.extend(index);
        let node = material.when.as_ref().map(|rule| {
            self.node(
                image::NodeKind::Material(number),
                rule,
                None,
                self.label("需要材料", "need of", id),
            )
        });
        let mut ways = Vec::new();
        for way in &material.ways {
            let at = u32::try_from(ways.len()).unwrap_or(u32::MAX);
            ways.extend(self.way(way, number, at, id));
        }
        if material.ways.is_empty() {
            self.to
                .findings
                .error(material.material.at, &Problem::NoWay { material: id });
        }
        let reason = material
            .reason
            .as_ref()
            .map(|text| self.to.texts.text(text));
        let basis = self.to.bases(&material.basis);
        let failed = node == Some(None);
        (!failed).then_some(())?;
        Some(image::ItemMaterial {
            material: u32::try_from(index?).ok()?,
            node: node.flatten(),
            reason,
            ways,
            basis,
        })
    }

    fn way(&mut self, way: &Way, material: u32, number: u32, id: &str) -> Option<image::Way> {
        let missing = match way.kind {
            WayWord::Promised | WayWord::Rendered if way.text.is_none() => Some((
                "text",
                Noun::new(
                    "要签的话，或表格的名称",
                    "the words to sign, or the title of the form",
                ),
            )),
            WayWord::Deferred if way.due_working_days.is_none() => Some((
                "due-working-days",
                Noun::new("几个工作日内补交", "by when it is handed in"),
            )),
            WayWord::Covered if way.by.is_none() => Some((
                "by",
                Noun::new("代替它的材料", "the material that covers it"),
            )),
            _ => None,
        };
        if let Some((key, why)) = missing {
            self.to.findings.error(
                way.at,
                &Problem::WayNeeds {
                    material: id,
                    key,
                    why,
                },
            );
        }
        let kind = match way.kind {
            WayWord::Shared => image::WayKind::Shared,
            WayWord::Rendered => image::WayKind::Rendered,
            WayWord::Provided => image::WayKind::Provided,
            WayWord::Promised => image::WayKind::Promised,
            WayWord::Deferred => image::WayKind::Deferred,
            WayWord::Fetched => image::WayKind::Fetched,
            WayWord::Covered => {
                let by = way.by.as_ref()?;
                let place = self
                    .item
                    .materials
                    .iter()
                    .position(|other| other.material.value == by.value);
                if place.is_none() {
                    self.to.findings.error(
                        by.at,
                        &Problem::NotAskedFor {
                            material: &by.value,
                        },
                    );
                }
                image::WayKind::Covered(u32::try_from(place?).ok()?)
            }
        };
        if way.automatic && !matches!(way.kind, WayWord::Shared | WayWord::Fetched) {
            self.to.findings.error(way.at, &Problem::AutomaticWay);
        }
        let node = way.when.as_ref().map(|rule| {
            self.node(
                image::NodeKind::Way(material, number),
                rule,
                None,
                self.label("提供材料", "way of", id),
            )
        });
        let text = way.text.as_ref().map(|text| self.message(text, None));
        if node == Some(None) || text == Some(None) {
            return None;
        }
        Some(image::Way {
            kind,
            node: node.flatten(),
            text: text.flatten(),
            due_working_days: way.due_working_days,
            automatic: way.automatic,
        })
    }

    pub(super) fn risks(&mut self) -> Vec<image::ItemRisk> {
        let item = self.item;
        self.unique(
            Noun::new("风险点", "risk point"),
            item.risks.iter().map(|one| &one.id),
        );
        let mut list = Vec::new();
        for risk in &item.risks {
            let number = u32::try_from(list.len()).unwrap_or(u32::MAX);
            let index = self
                .slots
                .shared
                .names
                .risks
                .find(&risk.risk, &mut self.to.findings);
            self.to.usage.risks.extend(index);
            let needs = index
                .and_then(|index| self.slots.shared.authored.risks.get(index))
                .map(|risk| risk.needs);
            // What only the gateway can decide has no rule, or one over facts of the case.
            if needs.is_some_and(|needs| needs != image::RiskNeeds::Case) && risk.when.is_none() {
                self.to.findings.error(risk.id.at, &Problem::RiskNeverFires);
            }
            let node = risk.when.as_ref().map(|rule| {
                self.node(
                    image::NodeKind::Risk(number),
                    rule,
                    None,
                    self.label("风险点", "risk point", &risk.id.value),
                )
            });
            let message = self.message(&risk.message, None);
            let focus = self.focus(risk.focus.as_ref());
            if let (Some(index), Some(message), false) = (index, message, node == Some(None)) {
                let risk_index = u32::try_from(index).unwrap_or(u32::MAX);
                list.push(image::ItemRisk {
                    id: risk.id.value.clone(),
                    risk: risk_index,
                    node: node.flatten(),
                    level: risk.level,
                    message,
                    focus,
                });
            }
        }
        list
    }
}
