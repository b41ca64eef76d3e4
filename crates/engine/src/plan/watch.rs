//! What shows a slot's value in words, so that a changed value redraws exactly that.

use super::{Plan, at, index};
use tongban_image::{Message, NodeKind};

/// Something that a view shows and that may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Element {
    /// A field, in one row (by its id) or outside any (0).
    Field(u32, u32),
    /// A condition.
    Condition(u32),
    /// A material.
    Material(u32),
    /// A risk point.
    Risk(u32),
    /// Where the case goes.
    Route,
    /// By when.
    Deadline,
}

impl Element {
    /// What a node's result is shown in.
    pub(crate) const fn of(kind: NodeKind, row: u32) -> Option<Self> {
        match kind {
            NodeKind::Visible(field) | NodeKind::Required(field) | NodeKind::Check(field, _) => {
                Some(Self::Field(field, row))
            }
            NodeKind::Condition(condition) => Some(Self::Condition(condition)),
            NodeKind::Material(material) | NodeKind::Way(material, _) => {
                Some(Self::Material(material))
            }
            NodeKind::Risk(risk) => Some(Self::Risk(risk)),
            NodeKind::Route(_) => Some(Self::Route),
            NodeKind::Deadline(_) => Some(Self::Deadline),
            NodeKind::Computed(_) => None,
        }
    }
}

/// Fills in who watches which slot.
pub(super) fn watch(plan: &mut Plan) {
    let mut found: Vec<(u32, Element)> = Vec::new();
    let item = &plan.item;
    let mut add = |message: &Message, element: Element| {
        for program in &message.args {
            let reads = at(&item.programs, *program).map_or(&[][..], |program| program.reads());
            found.extend(reads.iter().map(|slot| (*slot, element)));
        }
    };
    for (number, condition) in item.conditions.iter().enumerate() {
        add(&condition.unmet, Element::Condition(index(number)));
        for text in condition.met.iter().chain(&condition.remedy) {
            add(text, Element::Condition(index(number)));
        }
    }
    for (number, risk) in item.risks.iter().enumerate() {
        add(&risk.message, Element::Risk(index(number)));
    }
    for (number, material) in item.materials.iter().enumerate() {
        for text in material.ways.iter().filter_map(|way| way.text.as_ref()) {
            add(text, Element::Material(index(number)));
        }
    }
    for rule in &item.routes {
        add(&rule.reason, Element::Route);
    }
    for (number, field) in item.fields.iter().enumerate() {
        for check in &field.checks {
            add(&check.message, Element::Field(index(number), 0));
        }
    }
    for (slot, element) in found {
        if let Some(slot) = plan.slots.get_mut(slot as usize)
            && !slot.watchers.contains(&element)
        {
            slot.watchers.push(element);
        }
    }
}
