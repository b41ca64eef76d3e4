//! One item: slots, nodes in order, form, conditions, materials, risks, routes, limits.

mod form;
mod order;
mod results;
mod rules;
pub(crate) mod slots;
mod suggest;
mod timing;

use super::Lowering;
use super::types::fact_type;
use crate::authored::{Item, Word};
use crate::problem::{Aside, Noun, Problem};
use order::{Pending, order};
use slots::Slots;
use std::collections::BTreeMap;
use tongban_image as image;
use tongban_runtime::Program;

/// An item under way. Node numbers are pending ones until the end.
pub(super) struct ItemLowering<'l, 'a> {
    to: &'l mut Lowering<'a>,
    item: &'l Item,
    slots: Slots<'a>,
    programs: Vec<Program>,
    nodes: Vec<Pending>,
    fields: Vec<image::Field>,
    /// Field index by group (dictionary index) and fact.
    field_of: BTreeMap<(Option<usize>, usize), u32>,
    /// While a check is compiled: the fact whose value it looks at. Checks run only where there is a value.
    present: Option<usize>,
}

impl<'a> Lowering<'a> {
    /// All items, sorted by id.
    pub(super) fn items(&mut self) -> Vec<image::ItemEntry> {
        let shared = self.shared;
        let mut entries = Vec::new();
        for item in &shared.authored.items {
            if let Some(entry) = self.item(item) {
                entries.push(entry);
            }
        }
        entries.sort_by(|left, right| left.id.cmp(&right.id));
        entries
    }

    pub(super) fn item(&mut self, item: &Item) -> Option<image::ItemEntry> {
        for channel in &item.channels {
            self.shared.names.channels.find(channel, &mut self.findings);
        }
        for level in item.taken_at.iter().chain(&item.handled_at) {
            self.shared.names.levels.find(level, &mut self.findings);
        }
        let basis = self.bases(&item.basis);
        let slots = Slots::of(self.shared, item);
        let lowering = ItemLowering {
            to: self,
            item,
            slots,
            programs: Vec::new(),
            nodes: Vec::new(),
            fields: Vec::new(),
            field_of: BTreeMap::new(),
            present: None,
        };
        let body = lowering.lower(basis)?;
        let name = self.texts.text(&item.name);
        Some(image::ItemEntry {
            id: item.id.value.clone(),
            code: item.code.value.clone(),
            group: item.group.value.clone(),
            name,
            summary: self.texts.text(&item.summary),
            keywords: item
                .keywords
                .as_ref()
                .map_or(name, |text| self.texts.text(text)),
            audience: item.audience.clone(),
            insurance: item
                .insurance
                .iter()
                .map(|word| word.value.clone())
                .collect(),
            handling: item.handling,
            online: item.online,
            citywide: item.citywide,
            fast: item.fast,
            channels: item
                .channels
                .iter()
                .map(|word| word.value.clone())
                .collect(),
            reserve: item.reserve,
            body: image::encode_item(&body).ok()?.into(),
        })
    }
}

impl ItemLowering<'_, '_> {
    fn lower(mut self, basis: Vec<u32>) -> Option<image::Item> {
        let item = self.item;
        let pages = self.pages();
        self.field_rules();
        let conditions = self.conditions();
        let materials = self.materials();
        let risks = self.risks();
        let routes = self.routes();
        let deadlines = self.deadlines();
        let suggest = self.suggest();
        let effects = self.effects();
        let milestones = item
            .milestones
            .iter()
            .map(|one| image::Milestone {
                id: one.id.value.clone(),
                name: self.to.texts.text(&one.name),
            })
            .collect();
        let outputs = item
            .outputs
            .iter()
            .map(|one| image::Output {
                id: one.id.value.clone(),
                name: self.to.texts.text(&one.name),
            })
            .collect();
        self.computed();
        let drafts = self.slots.drafts();
        self.to
            .usage
            .facts
            .extend(drafts.iter().map(|draft| draft.fact));
        let mut body = image::Item {
            id: item.id.value.clone(),
            basic_code: item.basic_code.value.clone(),
            assurance: item.assurance,
            taken_at: item
                .taken_at
                .iter()
                .map(|word| word.value.clone())
                .collect(),
            handled_at: item
                .handled_at
                .iter()
                .map(|word| word.value.clone())
                .collect(),
            basis,
            slots: Vec::new(),
            nodes: Vec::new(),
            programs: Vec::new(),
            fields: std::mem::take(&mut self.fields),
            pages,
            conditions,
            materials,
            risks,
            routes,
            deadlines,
            suggest,
            milestones,
            outputs,
            effects,
        };
        let sorted = match order(&self.nodes, &drafts, &body.fields, &self.slots.deciders()) {
            Ok(sorted) => sorted,
            Err(cycle) => {
                self.cycle(&cycle);
                return None;
            }
        };
        let mut place = vec![u32::MAX; sorted.len()];
        for (to, from) in sorted.iter().enumerate() {
            place[*from] = u32::try_from(to).unwrap_or(u32::MAX);
        }
        let moved = |node: u32| place.get(node as usize).copied().unwrap_or(u32::MAX);
        body.nodes = sorted
            .iter()
            .map(|from| {
                let node = &self.nodes[*from];
                image::Node {
                    kind: node.kind,
                    group: node.group,
                    program: node.program,
                    reads: node.reads.clone(),
                }
            })
            .collect();
        body.slots = drafts
            .into_iter()
            .map(|draft| image::Slot {
                fact: u32::try_from(draft.fact).unwrap_or(u32::MAX),
                kind: match draft.kind {
                    image::SlotKind::Computed(node) => image::SlotKind::Computed(moved(node)),
                    other => other,
                },
                group: draft.group,
            })
            .collect();
        body.programs = self.programs;
        move_nodes(&mut body, &moved);
        Some(body)
    }

    /// Compiles rules of computed facts until no rule names a new one.
    fn computed(&mut self) {
        while let Some((slot, draft)) = self.slots.next_pending() {
            let Some(fact) = self.slots.shared.authored.facts.get(draft.fact) else {
                continue;
            };
            let Some(rule) = &fact.computed else { continue };
            let group = draft.group.and_then(|group| {
                self.slots
                    .drafts()
                    .get(group as usize)
                    .map(|group| group.fact)
            });
            let plain = fact_type(&self.slots.shared, draft.fact, &|_, _| false);
            let expected = if fact.optional {
                plain.optional()
            } else {
                plain
            };
            let label = self.label("数据项", "value of", fact.name.zh());
            if let Some(node) = self.node_of(
                image::NodeKind::Computed(slot),
                rule,
                group,
                &expected,
                label,
            ) {
                self.slots.computed_by(slot, node);
            }
        }
    }

    fn cycle(&mut self, cycle: &[usize]) {
        let labels: Vec<&str> = cycle
            .iter()
            .chain(cycle.first())
            .filter_map(|node| self.nodes.get(*node))
            .map(|node| node.label.as_str())
            .collect();
        let Some(first) = cycle.first().and_then(|node| self.nodes.get(*node)) else {
            return;
        };
        let others: Vec<_> = cycle
            .iter()
            .skip(1)
            .filter_map(|node| self.nodes.get(*node))
            .map(|node| (node.at, Aside::Decided(&node.label)))
            .collect();
        let problem = Problem::Cycle {
            label: &first.label,
            path: &labels.join(" → "),
        };
        self.to.findings.error_beside(first.at, &problem, &others);
    }

    /// The field that a `focus` names: outside rows first, then a column.
    fn focus(&mut self, focus: Option<&Word>) -> Option<u32> {
        let word = focus?;
        let fact = self
            .slots
            .shared
            .names
            .facts
            .find(word, &mut self.to.findings)?;
        let found = self.field_of.get(&(None, fact)).or_else(|| {
            self.field_of
                .iter()
                .find(|((_, of), _)| *of == fact)
                .map(|(_, field)| field)
        });
        if found.is_none() {
            self.to
                .findings
                .error(word.at, &Problem::NotOnThePages { fact: &word.value });
        }
        found.copied()
    }

    /// What a node is called where it takes part in a cycle.
    fn label(&self, zh: &'static str, en: &'static str, id: &str) -> String {
        let what = Noun::new(zh, en).said(self.to.findings.lang());
        format!("{what} `{id}`")
    }

    fn unique<'w>(&mut self, what: Noun, ids: impl Iterator<Item = &'w Word>) {
        let mut seen: BTreeMap<&str, &Word> = BTreeMap::new();
        for id in ids {
            if let Some(first) = seen.insert(id.as_str(), id) {
                self.to.findings.error_beside(
                    id.at,
                    &Problem::TwiceInItem {
                        what,
                        id: &id.value,
                    },
                    &[(first.at, Aside::FirstWritten)],
                );
            }
        }
    }
}

fn move_nodes(body: &mut image::Item, moved: &impl Fn(u32) -> u32) {
    let maybe = |node: &mut Option<u32>| *node = node.map(moved);
    for field in &mut body.fields {
        maybe(&mut field.visible);
        maybe(&mut field.required);
        for check in &mut field.checks {
            check.node = moved(check.node);
        }
    }
    for condition in &mut body.conditions {
        condition.node = moved(condition.node);
    }
    for material in &mut body.materials {
        maybe(&mut material.node);
        for way in &mut material.ways {
            maybe(&mut way.node);
        }
    }
    for risk in &mut body.risks {
        maybe(&mut risk.node);
    }
    for route in &mut body.routes {
        maybe(&mut route.node);
    }
    for deadline in &mut body.deadlines {
        maybe(&mut deadline.node);
    }
}
