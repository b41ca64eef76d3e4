//! The facts of an item as other languages see them.

use tongban_image::{Fact, FactKind, Image, Item, SlotKind};

/// One fact of a packet.
pub struct Shape<'a> {
    /// The fact.
    pub fact: &'a Fact,
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
        shapes.push(Shape { fact, columns });
    }
    shapes
}
