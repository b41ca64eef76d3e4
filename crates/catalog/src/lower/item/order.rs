//! An order of nodes in which every dependency comes first, or the cycle that prevents it.

use crate::source::Place;
use std::collections::{BTreeMap, BTreeSet};
use tongban_image::{Field, NodeKind, SlotKind};

use super::slots::Draft;

/// A node before ordering.
#[derive(Debug, Clone)]
pub(super) struct Pending {
    pub kind: NodeKind,
    pub group: Option<u32>,
    pub program: u32,
    pub reads: Vec<u32>,
    /// What it is, for messages: "visibility of `户籍`".
    pub label: String,
    pub at: Place,
}

/// Slots whose value chooses a slot's format, and so how it is normalised.
pub(super) type Deciders = BTreeMap<u32, u32>;

/// For each node the nodes it waits for.
///
/// A value waits for its own computation and for visibility and necessity of its field: a hidden field counts as
/// absent. A list of rows waits for those of all its columns.
fn waits(
    nodes: &[Pending],
    slots: &[Draft],
    fields: &[Field],
    deciders: &Deciders,
) -> Vec<BTreeSet<usize>> {
    let mut of_slot: BTreeMap<u32, BTreeSet<usize>> = BTreeMap::new();
    for (index, slot) in slots.iter().enumerate() {
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        if let SlotKind::Computed(node) = slot.kind {
            of_slot.entry(index).or_default().insert(node as usize);
        }
    }
    for field in fields {
        of_slot.entry(field.slot).or_default().extend(
            field
                .visible
                .iter()
                .chain(&field.required)
                .map(|node| *node as usize),
        );
    }
    let direct = of_slot.clone();
    for (slot, decider) in deciders {
        of_slot
            .entry(*slot)
            .or_default()
            .extend(direct.get(decider).into_iter().flatten().copied());
    }
    let nested = |slot: &Draft| {
        let group = slot.group.and_then(|group| slots.get(group as usize));
        group.is_some_and(|group| group.group.is_some())
    };
    // Rows of rows first, so that the outer list waits for them too.
    let all = || slots.iter().enumerate();
    let inner = all().filter(|(_, slot)| nested(slot));
    for (index, slot) in inner.chain(all().filter(|(_, slot)| !nested(slot))) {
        if let Some(group) = slot.group {
            let column = of_slot
                .get(&u32::try_from(index).unwrap_or(u32::MAX))
                .cloned()
                .unwrap_or_default();
            of_slot.entry(group).or_default().extend(column);
        }
    }
    let wait = |node: &Pending| {
        let mut all = BTreeSet::new();
        for slot in &node.reads {
            all.extend(of_slot.get(slot).into_iter().flatten().copied());
        }
        all
    };
    nodes.iter().map(wait).collect()
}

/// Places of the nodes in order, or the nodes of one cycle.
pub(super) fn order(
    nodes: &[Pending],
    slots: &[Draft],
    fields: &[Field],
    deciders: &Deciders,
) -> Result<Vec<usize>, Vec<usize>> {
    let waits = waits(nodes, slots, fields, deciders);
    let mut done = vec![false; nodes.len()];
    let mut order = Vec::with_capacity(nodes.len());
    loop {
        let before = order.len();
        for (node, wait) in waits.iter().enumerate() {
            if !done[node]
                && wait
                    .iter()
                    .all(|other| done.get(*other).copied().unwrap_or(true))
            {
                done[node] = true;
                order.push(node);
            }
        }
        if order.len() == nodes.len() {
            return Ok(order);
        }
        if order.len() == before {
            return Err(cycle(&waits, &done));
        }
    }
}

/// Walks from an unfinished node to what it waits for until a node comes again.
fn cycle(waits: &[BTreeSet<usize>], done: &[bool]) -> Vec<usize> {
    let Some(mut node) = done.iter().position(|done| !done) else {
        return Vec::new();
    };
    let mut path = Vec::new();
    while !path.contains(&node) {
        path.push(node);
        // A longer way round says more than "waits for itself".
        let open = || waits[node].iter().filter(|other| !done[**other]);
        match open()
            .find(|other| **other != node)
            .or_else(|| open().next())
        {
            Some(next) => node = *next,
            None => break,
        }
    }
    let from = path.iter().position(|seen| *seen == node).unwrap_or(0);
    path.split_off(from)
}
