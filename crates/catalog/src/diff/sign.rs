//! Whether two programs of two releases are the same, whatever numbers their slots, functions and parameters have.

use super::variables::key;
use crate::lower::Built;
use core::cell::RefCell;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tongban_image::{Item, SlotKind};
use tongban_runtime::Program;

/// Deepest chain of computed facts and functions that is followed.
const MAX_DEPTH: usize = 64;

/// Numbers for what both releases say; the same for the same.
#[derive(Default)]
pub(super) struct Signatures {
    known: RefCell<BTreeMap<String, usize>>,
}

/// How far a program is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// As it is written: what it refers to goes by name.
    Written,
    /// With all that it refers to.
    Whole,
}

impl Signatures {
    fn number(&self, text: String) -> usize {
        let mut known = self.known.borrow_mut();
        let next = known.len();
        *known.entry(text).or_insert(next)
    }

    /// The signature of a program of an item, or of a function.
    pub(super) fn of(
        &self,
        built: &Built,
        item: Option<&Item>,
        program: &Program,
        reach: Reach,
    ) -> usize {
        let signer = Signer {
            signatures: self,
            built,
            item,
            reach,
        };
        signer.program(program, 0)
    }
}

struct Signer<'a> {
    signatures: &'a Signatures,
    built: &'a Built,
    item: Option<&'a Item>,
    reach: Reach,
}

impl Signer<'_> {
    fn program(&self, program: &Program, depth: usize) -> usize {
        let mut json = serde_json::to_value(program).unwrap_or_default();
        if let Some(nodes) = json.get_mut("nodes").and_then(Value::as_array_mut) {
            for node in nodes {
                self.node(node, depth);
            }
        }
        self.signatures.number(json.to_string())
    }

    /// Replaces numbers of this release by what they stand for.
    fn node(&self, node: &mut Value, depth: usize) {
        let Some(object) = node.as_object_mut() else {
            return;
        };
        if let Some(slot) = object.get_mut("Fact") {
            *slot = self.fact(slot.as_u64().unwrap_or_default(), depth);
        }
        for (kind, sign) in [
            (
                "Parameter",
                Self::parameter as fn(&Self, usize, usize) -> Value,
            ),
            ("User", Self::function),
            ("Format", Self::format),
        ] {
            if let Some(id) = object.get_mut(kind).and_then(|body| body.get_mut("id")) {
                let number = id.as_u64().and_then(|id| usize::try_from(id).ok());
                *id = sign(self, number.unwrap_or(usize::MAX), depth);
            }
        }
        if self.reach == Reach::Whole && object.contains_key("Call") {
            let counts_days = object
                .get("Call")
                .and_then(|call| call.get("builtin"))
                .is_some_and(|builtin| builtin == "AddWorkingDays");
            if counts_days {
                let calendar = json!(format!("{:?}", self.built.image.calendar));
                object.insert("calendar".into(), calendar);
            }
        }
    }

    fn fact(&self, slot: u64, depth: usize) -> Value {
        let slot = u32::try_from(slot).unwrap_or(u32::MAX);
        let Some(item) = self.item else {
            return json!(slot);
        };
        let name = key(self.built, item, slot).unwrap_or_default();
        if self.reach == Reach::Written || depth > MAX_DEPTH {
            return json!(name);
        }
        let program = |node: u32| {
            let node = item.nodes.get(node as usize)?;
            item.programs.get(node.program as usize)
        };
        let sign = |node: Option<u32>| {
            node.and_then(program)
                .map(|program| self.program(program, depth + 1))
        };
        let kind = item.slots.get(slot as usize).map(|slot| slot.kind);
        let computed = match kind {
            Some(SlotKind::Computed(node)) => sign(Some(node)),
            _ => None,
        };
        let field = item.fields.iter().find(|field| field.slot == slot);
        let shown = sign(field.and_then(|field| field.visible));
        json!([name, computed, shown])
    }

    fn parameter(&self, id: usize, _: usize) -> Value {
        let Some(parameter) = self.built.image.parameters.get(id) else {
            return Value::Null;
        };
        if self.reach == Reach::Written {
            return json!(parameter.id);
        }
        let rows = parameter.rows.iter();
        let rows: Vec<Value> = rows
            .map(|row| json!([row.region, row.from, row.until, row.value.to_string()]))
            .collect();
        json!([parameter.id, rows])
    }

    fn function(&self, id: usize, depth: usize) -> Value {
        let Some(function) = self.built.image.functions.get(id) else {
            return Value::Null;
        };
        if self.reach == Reach::Written || depth > MAX_DEPTH {
            return json!(function.id);
        }
        // A function's program reads no facts.
        json!([function.id, self.program(&function.program, depth + 1)])
    }

    fn format(&self, id: usize, _: usize) -> Value {
        let format = self.built.image.formats.get(id);
        let names = |format: &tongban_runtime::Format| {
            let names = format.variants.iter().map(|variant| variant.name.clone());
            names.collect::<Vec<_>>().join("+")
        };
        match self.reach {
            Reach::Written => json!(format.map(names)),
            Reach::Whole => json!(format.map(|format| format!("{format:?}"))),
        }
    }
}
