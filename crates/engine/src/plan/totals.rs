//! What rules say of all rows of a group, taken apart: each row is looked at once, and again only when it changes.

use super::{GroupPlan, Plan, SlotPlan, at, index, indices};
use tongban_runtime::Program;
use tongban_runtime::SortedMap;
use tongban_runtime::totals::{Part, Rows};

/// One total: what a rule says of all rows.
#[derive(Debug)]
pub(crate) struct TotalPlan {
    /// Its group.
    pub group: u32,
    /// How it is worked out.
    pub part: Part,
    /// Nodes that read it.
    pub readers: Vec<u32>,
}

/// The totals of an item, and its programs over them.
#[derive(Debug, Default)]
pub(crate) struct Totals {
    /// A total is read as the slot `base` + its place.
    base: u32,
    pub list: Vec<TotalPlan>,
    /// By program, where it has totals.
    programs: Vec<Option<Program>>,
}

struct Known<'a> {
    slots: &'a [SlotPlan],
    names: &'a [SortedMap<String, u32>],
}

impl Rows for Known<'_> {
    fn is_list(&self, slot: u32) -> bool {
        at(self.slots, slot).is_some_and(|slot| slot.rows.is_some())
    }

    fn column(&self, list: u32, key: &str) -> Option<u32> {
        let group = at(self.slots, list)?.rows?.checked_add(1)?;
        at(self.names, group)?.get(key).copied()
    }

    fn stands_in(&self, slot: u32, list: u32) -> bool {
        let list = at(self.slots, list).and_then(|slot| slot.rows);
        list.is_some() && at(self.slots, slot).is_some_and(|slot| slot.group == list)
    }
}

impl Totals {
    /// The program, with its totals as facts.
    pub(crate) fn program(&self, number: u32) -> Option<&Program> {
        at(&self.programs, number)?.as_ref()
    }

    /// The total that a slot stands for.
    pub(crate) fn place(&self, slot: u32) -> Option<u32> {
        slot.checked_sub(self.base)
    }

    fn take(&mut self, program: &Program, known: &Known<'_>) -> Option<Program> {
        let first = self.base.checked_add(index(self.list.len()))?;
        let split = program.split(known, first)?;
        let start = self.list.len();
        for part in split.parts {
            self.list.push(TotalPlan {
                group: at(known.slots, part.list)?.rows?,
                part,
                readers: Vec::new(),
            });
        }
        // What is said of a row may say something of the rows in it.
        for place in start..self.list.len() {
            let part = &self.list.get(place)?.part;
            let programs: Vec<Program> =
                part.conditions.iter().chain(&part.body).cloned().collect();
            let mut inner = programs
                .into_iter()
                .map(|program| self.take(&program, known).unwrap_or(program))
                .collect::<Vec<_>>()
                .into_iter();
            let part = &mut self.list.get_mut(place)?.part;
            for held in part.conditions.iter_mut().chain(&mut part.body) {
                *held = inner.next()?;
            }
        }
        Some(split.program)
    }
}

/// Takes the programs of an item apart; slots and groups learn which totals hang on them.
pub(super) fn totals(plan: &mut Plan) {
    let known = Known {
        slots: &plan.slots,
        names: &plan.names,
    };
    let mut totals = Totals {
        base: index(plan.slots.len()),
        ..Totals::default()
    };
    let grouped = |program: &Program| program.reads().iter().any(|slot| known.is_list(*slot));
    for program in &plan.item.programs {
        let split = grouped(program).then(|| totals.take(program, &known));
        totals.programs.push(split.flatten());
    }
    let mut outside = Vec::new();
    for (number, total) in (0_u32..).zip(&totals.list) {
        // As the part stands, what is read in rows of its rows included.
        let (reads, _) = total.part.whole.live_reads();
        let own = reads.into_iter().filter(|slot| !known.is_list(*slot));
        outside.extend(own.map(|slot| (slot, number)));
    }
    for (slot, number) in outside {
        if let Some(slot) = plan.slots.get_mut(slot as usize) {
            slot.totals.push(number);
        }
    }
    let mut listed = vec![false; plan.groups.len()];
    let mut whole = |program: &Program| {
        for slot in program.live_reads().1 {
            let group = at(&plan.slots, slot).and_then(|slot| slot.rows);
            if let Some(listed) = group.and_then(|group| listed.get_mut(group as usize)) {
                *listed = true;
            }
        }
    };
    for (number, program) in (0_u32..).zip(&plan.item.programs) {
        whole(totals.program(number).unwrap_or(program));
    }
    for total in &totals.list {
        total
            .part
            .conditions
            .iter()
            .chain(&total.part.body)
            .for_each(&mut whole);
    }
    for number in indices(&plan.item.nodes) {
        let Some(node) = at(&plan.item.nodes, number) else {
            continue;
        };
        let Some(program) = totals.program(node.program) else {
            continue;
        };
        for slot in program.live_reads().0 {
            let place = totals.place(slot);
            if let Some(total) = place.and_then(|place| totals.list.get_mut(place as usize)) {
                total.readers.push(number);
            }
        }
    }
    for group in indices(&plan.groups) {
        let Some(planned) = at(&plan.groups, group) else {
            continue;
        };
        let own = at(&plan.slots, planned.slot);
        let home = own.and_then(|slot| slot.group);
        // A rule that stands in other rows than the list is told the plain way.
        let stray = own.is_some_and(|slot| {
            let mut readers = slot.readers.iter();
            readers.any(|node| plan.node_group(*node) != home)
        });
        let inner = planned
            .outer
            .is_some_and(|outer| totals.list.iter().any(|total| total.group == outer));
        let needed = stray
            || inner
            || at(&listed, group) == Some(&true)
            || planned
                .outer
                .is_some_and(|outer| at(&listed, outer) == Some(&true));
        let list = (0..).zip(&totals.list);
        let own = list.filter(|(_, total)| total.group == group);
        let own: Vec<u32> = own.map(|(number, _)| number).collect();
        if let Some(planned) = plan.groups.get_mut(group as usize) {
            let planned: &mut GroupPlan = planned;
            planned.listed = needed;
            planned.totals = own;
        }
    }
    plan.totals = totals;
}
