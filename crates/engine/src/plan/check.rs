//! Checks of one decoded item: every index in range, every node where its kind belongs.

use super::at;
use crate::limits::MAX_ITEM_PARTS;
use tongban_image::{Image, Item, Message, NodeKind, SlotKind, WayKind};

type Checked = Result<(), &'static str>;

fn all(ok: bool, what: &'static str) -> Checked {
    if ok { Ok(()) } else { Err(what) }
}

/// Checks an item of an untrusted image.
pub(super) fn check(image: &Image, item: &Item) -> Checked {
    let parts = [
        item.slots.len(),
        item.nodes.len(),
        item.programs.len(),
        item.fields.len(),
        item.pages.len(),
        item.materials.len(),
    ];
    all(
        parts.iter().all(|part| *part <= MAX_ITEM_PARTS),
        "it is larger than the engine reads",
    )?;
    slots(image, item)?;
    nodes(image, item)?;
    fields(image, item)?;
    rules(image, item)?;
    all(
        item.basis
            .iter()
            .all(|basis| at(&image.bases, *basis).is_some()),
        "a basis is not there",
    )?;
    all(
        item.effects
            .iter()
            .all(|(_, _, slot)| at(&item.slots, *slot).is_some()),
        "an effect's slot is not there",
    )
}

/// Whether what stands in rows of a group stands in rows of another too: the same, the one around it, or none.
fn stands_in(item: &Item, inner: Option<u32>, outer: Option<u32>) -> bool {
    let around = inner
        .and_then(|group| at(&item.slots, group))
        .and_then(|group| group.group);
    outer.is_none() || outer == inner || (around.is_some() && outer == around)
}

fn slots(image: &Image, item: &Item) -> Checked {
    for (number, slot) in item.slots.iter().enumerate() {
        all(
            at(&image.facts, slot.fact).is_some(),
            "a slot's fact is not there",
        )?;
        if let Some(group) = slot.group {
            let outer = at(&item.slots, group).filter(|group| group.kind == SlotKind::Rows);
            // Rows stand in rows at most once: then the group has an outer one, which has none and holds no rows itself.
            let outermost = outer.is_some_and(|group| {
                group.group.is_none_or(|outer| {
                    slot.kind != SlotKind::Rows
                        && at(&item.slots, outer).is_some_and(|outer| outer.group.is_none())
                })
            });
            all(
                outermost,
                "a slot's group is not there, or stands too deep in rows",
            )?;
        }
        if let SlotKind::Computed(node) = slot.kind {
            let kind = at(&item.nodes, node).map(|node| (node.kind, node.group));
            let own = u32::try_from(number).unwrap_or(u32::MAX);
            all(
                kind == Some((NodeKind::Computed(own), slot.group)),
                "a computed slot's node is not there",
            )?;
        }
    }
    Ok(())
}

fn nodes(image: &Image, item: &Item) -> Checked {
    for (number, node) in item.nodes.iter().enumerate() {
        let own = u32::try_from(number).unwrap_or(u32::MAX);
        let program = at(&item.programs, node.program).ok_or("a node's program is not there")?;
        all(
            program.parameters() == 0,
            "a node's program wants arguments",
        )?;
        all(
            program
                .functions()
                .iter()
                .all(|function| at(&image.functions, *function).is_some()),
            "a function is not there",
        )?;
        all(
            program
                .parameter_reads()
                .iter()
                .all(|id| at(&image.parameters, *id).is_some()),
            "a parameter is not there",
        )?;
        if let Some(group) = node.group {
            all(
                at(&item.slots, group).is_some_and(|slot| slot.kind == SlotKind::Rows),
                "a node's group is not there",
            )?;
        }
        for slot in node.reads.iter().chain(program.reads()) {
            let read = at(&item.slots, *slot).ok_or("a node reads a slot that is not there")?;
            all(
                stands_in(item, node.group, read.group),
                "a node reads a row that it does not stand in",
            )?;
        }
        let field = |field: u32| at(&item.fields, field);
        let home = match node.kind {
            NodeKind::Computed(slot) => {
                at(&item.slots, slot).is_some_and(|slot| slot.kind == SlotKind::Computed(own))
            }
            NodeKind::Visible(f) => {
                field(f).is_some_and(|f| f.visible == Some(own) && f.group == node.group)
            }
            NodeKind::Required(f) => {
                field(f).is_some_and(|f| f.required == Some(own) && f.group == node.group)
            }
            NodeKind::Check(f, c) => field(f).is_some_and(|f| {
                at(&f.checks, c).is_some_and(|check| check.node == own) && f.group == node.group
            }),
            NodeKind::Condition(i) => {
                at(&item.conditions, i).is_some_and(|c| c.node == own) && node.group.is_none()
            }
            NodeKind::Material(i) => {
                at(&item.materials, i).is_some_and(|m| m.node == Some(own)) && node.group.is_none()
            }
            NodeKind::Risk(i) => {
                at(&item.risks, i).is_some_and(|r| r.node == Some(own)) && node.group.is_none()
            }
            NodeKind::Route(i) => {
                at(&item.routes, i).is_some_and(|r| r.node == Some(own)) && node.group.is_none()
            }
            NodeKind::Deadline(i) => {
                at(&item.deadlines, i).is_some_and(|d| d.node == Some(own)) && node.group.is_none()
            }
            NodeKind::Way(m, w) => {
                at(&item.materials, m)
                    .and_then(|m| at(&m.ways, w))
                    .is_some_and(|way| way.node == Some(own))
                    && node.group.is_none()
            }
        };
        all(
            home,
            "a node's result is for something that does not ask for it",
        )?;
    }
    Ok(())
}

fn fields(image: &Image, item: &Item) -> Checked {
    for field in &item.fields {
        let slot = at(&item.slots, field.slot).ok_or("a field's slot is not there")?;
        all(
            slot.group == field.group,
            "a field and its slot stand in different groups",
        )?;
        for node in field
            .visible
            .iter()
            .chain(&field.required)
            .chain(field.checks.iter().map(|check| &check.node))
        {
            all(
                at(&item.nodes, *node).is_some_and(|node| node.group == field.group),
                "a field's node is not there",
            )?;
        }
        for check in &field.checks {
            message(item, &check.message, field.group)?;
            all(
                check
                    .basis
                    .iter()
                    .all(|basis| at(&image.bases, *basis).is_some()),
                "a basis is not there",
            )?;
        }
    }
    Ok(())
}

fn message(item: &Item, message: &Message, group: Option<u32>) -> Checked {
    for program in &message.args {
        let program = at(&item.programs, *program).ok_or("a message's argument is not there")?;
        for slot in program.reads() {
            let read = at(&item.slots, *slot).ok_or("a message reads a slot that is not there")?;
            all(
                stands_in(item, group, read.group),
                "a message reads a row that it does not stand in",
            )?;
        }
    }
    Ok(())
}

/// A program that no node runs: it reads nothing of rows, and what it calls is there.
fn beside_graph(image: &Image, item: &Item, program: u32) -> Checked {
    let program = at(&item.programs, program).ok_or("a suggestion's program is not there")?;
    let functions = program.functions();
    let parameters = program.parameter_reads();
    all(
        program.parameters() == 0
            && functions
                .iter()
                .all(|id| at(&image.functions, *id).is_some())
            && parameters
                .iter()
                .all(|id| at(&image.parameters, *id).is_some()),
        "a suggestion's program cannot run",
    )?;
    let outside = |slot: &u32| at(&item.slots, *slot).is_some_and(|slot| slot.group.is_none());
    all(
        program.reads().iter().all(outside),
        "a suggestion reads a slot that is not there, or a row",
    )
}

fn rules(image: &Image, item: &Item) -> Checked {
    let node = |node: Option<u32>| {
        node.is_none_or(|node| at(&item.nodes, node).is_some_and(|node| node.group.is_none()))
    };
    let focus = |field: Option<u32>| field.is_none_or(|field| at(&item.fields, field).is_some());
    let bases = |list: &[u32]| {
        all(
            list.iter().all(|basis| at(&image.bases, *basis).is_some()),
            "a basis is not there",
        )
    };
    for condition in &item.conditions {
        all(
            node(Some(condition.node)) && focus(condition.focus),
            "a condition's node or focus is not there",
        )?;
        message(item, &condition.unmet, None)?;
        let optional = condition.met.iter().chain(&condition.remedy);
        optional
            .into_iter()
            .try_for_each(|text| message(item, text, None))?;
        bases(&condition.basis)?;
    }
    for material in &item.materials {
        let known = at(&image.materials, material.material);
        let known = known.ok_or("a material is not there")?;
        all(node(material.node), "a material's node is not there")?;
        bases(&known.basis)?;
        bases(&material.basis)?;
        for way in &material.ways {
            all(node(way.node), "a way's node is not there")?;
            way.text
                .iter()
                .try_for_each(|text| message(item, text, None))?;
            if let WayKind::Covered(other) = way.kind {
                all(
                    at(&item.materials, other).is_some(),
                    "a covering material is not there",
                )?;
            }
        }
    }
    for risk in &item.risks {
        let pattern = at(&image.risks, risk.risk).ok_or("a risk pattern is not there")?;
        all(
            node(risk.node) && focus(risk.focus),
            "a risk's node or focus is not there",
        )?;
        message(item, &risk.message, None)?;
        bases(&pattern.basis)?;
    }
    for route in &item.routes {
        all(node(route.node), "a route's node is not there")?;
        message(item, &route.reason, None)?;
    }
    for deadline in &item.deadlines {
        all(node(deadline.node), "a deadline's node is not there")?;
        for limit in deadline.statutory.iter().chain([&deadline.promised]) {
            bases(&limit.basis)?;
        }
    }
    if let Some(suggest) = &item.suggest {
        message(item, &suggest.text, None)?;
        for one in &suggest.unless {
            message(item, &one.text, None)?;
        }
        let beside = suggest.unless.iter().map(|one| one.program);
        for program in beside.chain([suggest.from]) {
            beside_graph(image, item, program)?;
        }
    }
    Ok(())
}
