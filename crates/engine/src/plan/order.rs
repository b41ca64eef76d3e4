//! The evaluation order: a stable topological sort over what a slot's effective value depends on.
//!
//! A slot's value depends on its computing node, on whether its field is visible and required, and on the slot
//! that chooses its format; a group's rows depend on all of that for each of their slots.

use super::{FormatOf, Plan, at, index, indices};
use std::collections::{BTreeSet, BinaryHeap};
use tongban_image::SlotKind;

/// Nodes that must be computed before a slot's value is known.
fn before(plan: &Plan, slot: u32, deep: bool, found: &mut BTreeSet<u32>) {
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

/// Fills in the order, ranks, result places and readers.
pub(super) fn order(plan: &mut Plan) -> Result<(), &'static str> {
    let count = plan.item.nodes.len();
    let mut needs: Vec<BTreeSet<u32>> = Vec::with_capacity(count);
    let mut next: Vec<Vec<u32>> = vec![Vec::new(); count];
    let cached: Vec<BTreeSet<u32>> = indices(&plan.item.slots)
        .map(|slot| {
            let mut found = BTreeSet::new();
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
        let reads: BTreeSet<u32> = node.reads.iter().chain(program).copied().collect();
        let mut own = BTreeSet::new();
        for slot in reads {
            own.extend(at(&cached, slot).into_iter().flatten().copied());
            if let Some(slot) = plan.slots.get_mut(slot as usize) {
                slot.readers.push(number);
            }
        }
        if own.contains(&number) {
            return Err("a rule depends on its own result");
        }
        for earlier in &own {
            if let Some(list) = next.get_mut(*earlier as usize) {
                list.push(number);
            }
        }
        needs.push(own);
    }
    let mut waiting: Vec<usize> = needs.iter().map(BTreeSet::len).collect();
    let mut ready: BinaryHeap<core::cmp::Reverse<u32>> = indices(&waiting)
        .filter(|node| at(&waiting, *node) == Some(&0))
        .map(core::cmp::Reverse)
        .collect();
    while let Some(core::cmp::Reverse(node)) = ready.pop() {
        plan.order.push(node);
        for later in at(&next, node).into_iter().flatten() {
            if let Some(left) = waiting.get_mut(*later as usize) {
                *left = left.saturating_sub(1);
                if *left == 0 {
                    ready.push(core::cmp::Reverse(*later));
                }
            }
        }
    }
    if plan.order.len() != count {
        return Err("rules depend on each other in a circle");
    }
    places(plan);
    Ok(())
}

fn places(plan: &mut Plan) {
    for (rank, node) in plan.order.clone().into_iter().enumerate() {
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
        if let Some(entry) = plan.rank.get_mut(node as usize) {
            *entry = index(rank);
        }
        if let Some(entry) = plan.result.get_mut(node as usize) {
            *entry = index(place);
        }
    }
}
