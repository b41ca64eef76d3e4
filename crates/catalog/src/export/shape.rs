//! The facts of an item as other languages see them.

use tongban_image::{Fact, FactKind, Image, Item, SlotKind, Source};

/// One fact of a packet.
pub struct Shape<'a> {
    /// The fact.
    pub fact: &'a Fact,
    /// Whether it may be out of reach: a register or card answers it, or no page asks it.
    pub may_be_out_of_reach: bool,
    /// Columns of a group.
    pub columns: Vec<Shape<'a>>,
}

/// The facts that a packet of the item may hold, in the order of slots: entered, read or answered; never computed.
pub fn facts<'a>(image: &'a Image, item: &Item) -> Vec<Shape<'a>> {
    of_group(image, item, None)
}

fn of_group<'a>(image: &'a Image, item: &Item, group: Option<u32>) -> Vec<Shape<'a>> {
    let mut shapes = Vec::new();
    for (index, slot) in item.slots.iter().enumerate() {
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        if slot.group != group || !matches!(slot.kind, SlotKind::Input | SlotKind::Rows) {
            continue;
        }
        let Some(fact) = image.facts.get(slot.fact as usize) else {
            continue;
        };
        let columns = if matches!(fact.kind, FactKind::Group { .. }) {
            of_group(image, item, Some(index))
        } else {
            Vec::new()
        };
        let asked = item
            .fields
            .iter()
            .any(|field| field.slot == index && !field.read_only);
        let looked_up = fact.sources.iter().any(|source| *source != Source::Asked);
        shapes.push(Shape {
            fact,
            may_be_out_of_reach: looked_up || !asked,
            columns,
        });
    }
    shapes
}
