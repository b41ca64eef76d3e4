//! The evaluation order: nodes are stored so that what a slot's effective value depends on comes first. It is checked here.
//!
//! A slot's value depends on its computing node, on whether its field is visible and required, and on the slot
//! that chooses its format; a group's rows depend on all of that for each of their slots.

use super::{FormatOf, Plan, at, index, indices};
use tongban_image::SlotKind;
use tongban_runtime::SortedSet;

/// Nodes that must be computed before a slot's value is known.
fn before(plan: &Plan, slot: u32, deep: bool, found: &mut SortedSet<u32>) {
    let Some(own) = plan.slot(slot) else { return };
    if let SlotKind::Computed(node) = own.kind {
        found.insert(node);
    }
    if let Some(field) = plan.field_of(slot) {
        found.extend(field.visible);
        found.extend(field.required);
    }
    let Some(planned) = plan.of(slot) else { return };
    if let FormatOf::By(decider, _) = planned.format
        && deep
    {
        before(plan, decider, false, found);
    }
    if let Some(group) = planned.rows.and_then(|group| plan.group(group)) {
        for cell in &group.cells {
            before(plan, *cell, true, found);
        }
    }
}

/// Checks that every node comes after those it needs, and fills in result places and readers.
pub(super) fn order(plan: &mut Plan) -> Result<(), &'static str> {
    let cached: Vec<SortedSet<u32>> = indices(&plan.item.slots)
        .map(|slot| {
            let mut found = SortedSet::new();
            before(plan, slot, true, &mut found);
            found
        })
        .collect();
    for number in indices(&plan.item.nodes) {
        let Some(node) = at(&plan.item.nodes, number) else {
            continue;
        };
        let program =
            at(&plan.item.programs, node.program).map_or(&[][..], |program| program.reads());
        let reads: SortedSet<u32> = node.reads.iter().chain(program).copied().collect();
        for slot in reads {
            let needs = at(&cached, slot).into_iter().flatten();
            if needs.into_iter().any(|earlier| *earlier >= number) {
                return Err("a rule stands before what it needs, or depends on itself");
            }
            if let Some(slot) = plan.slots.get_mut(slot as usize) {
                slot.readers.push(number);
            }
        }
    }
    places(plan);
    Ok(())
}

fn places(plan: &mut Plan) {
    for node in indices(&plan.item.nodes) {
        let group = plan.node_group(node);
        let place = match group.and_then(|group| plan.groups.get_mut(group as usize)) {
            Some(group) => {
                group.nodes.push(node);
                group.nodes.len().saturating_sub(1)
            }
            None => {
                plan.results = plan.results.saturating_add(1);
                plan.results.saturating_sub(1)
            }
        };
        if let Some(entry) = plan.result.get_mut(node as usize) {
            *entry = index(place);
        }
    }
}
