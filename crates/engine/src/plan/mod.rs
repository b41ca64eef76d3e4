//! An item made ready for sessions: checked indices, evaluation order, who reads what.
//!
//! Built once for each item when its first session opens, from untrusted image data: everything that a session
//! looks up by index was checked here.

mod check;
mod code;
mod order;
mod totals;
mod watch;

use crate::EngineError;
use crate::api::Diagnostic;
use tongban_image::{
    FactKind, Field, FormatChoice, Image, Item, ItemEntry, Late, NodeKind, Slot, SlotKind, Source,
    decode_item,
};
use tongban_runtime::stored::Stored;
use tongban_runtime::{Program, SortedMap};
use totals::Totals;
use watch::Element;

pub(crate) use code::Codes;
pub(crate) use watch::Element as Watched;

/// A list that the image's indices lead into.
pub(crate) trait Listed {
    type Entry;
    fn entry(&self, index: usize) -> Option<&Self::Entry>;
}

impl<T> Listed for [T] {
    type Entry = T;
    fn entry(&self, index: usize) -> Option<&T> {
        self.get(index)
    }
}

impl<T> Listed for Vec<T> {
    type Entry = T;
    fn entry(&self, index: usize) -> Option<&T> {
        self.get(index)
    }
}

impl<T: Stored, const BLOCK: usize> Listed for Late<T, BLOCK> {
    type Entry = T;
    fn entry(&self, index: usize) -> Option<&T> {
        self.get(index)
    }
}

/// The entry of `list` at an index of the image.
pub(crate) fn at<L: Listed + ?Sized>(list: &L, index: u32) -> Option<&L::Entry> {
    list.entry(usize::try_from(index).ok()?)
}

/// An index as the image stores it.
pub(crate) fn index(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

/// `0..list.len()` as indices of the image.
pub(crate) fn indices<T>(list: &[T]) -> core::ops::Range<u32> {
    0..index(list.len())
}

/// Which format checks a text slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FormatOf {
    /// None.
    Free,
    /// Always this one.
    Always(u32),
    /// By the value of another slot.
    By(u32, Vec<(String, u32)>),
}

/// What a session needs to know of a slot.
#[derive(Debug, Clone)]
pub(crate) struct SlotPlan {
    /// Position in its group's row, or in the session's cells.
    pub cell: u32,
    /// Its group, as index into [`Plan::groups`].
    pub group: Option<u32>,
    /// In how many rows it stands: 0 outside any, 2 in a row of a row.
    pub depth: u8,
    /// The group that this slot is itself ([`SlotKind::Rows`]).
    pub rows: Option<u32>,
    /// The field that asks for it.
    pub field: Option<u32>,
    /// Nobody can answer it on a page: no field, or a read-only one.
    pub unasked: bool,
    /// A register or card may answer it.
    pub looked_up: bool,
    /// Format.
    pub format: FormatOf,
    /// Nodes that read it.
    pub readers: Vec<u32>,
    /// Slots whose format it decides.
    pub decides: Vec<u32>,
    /// What shows its value in words.
    pub watchers: Vec<Element>,
    /// Totals of rows that it does not stand in, but decides what they say.
    pub totals: Vec<u32>,
}

/// A repeat group.
#[derive(Debug, Clone)]
pub(crate) struct GroupPlan {
    /// Its slot.
    pub slot: u32,
    /// The group in whose rows its rows stand.
    pub outer: Option<u32>,
    /// Slots of a row, in cell order.
    pub cells: Vec<u32>,
    /// Nodes computed for each row, in evaluation order.
    pub nodes: Vec<u32>,
    /// Fields of a row, in form order.
    pub fields: Vec<u32>,
    /// Least rows.
    pub min_rows: u32,
    /// Most rows.
    pub max_rows: u32,
    /// Rules look at the rows themselves, not only at totals.
    pub listed: bool,
    /// Its totals.
    pub totals: Vec<u32>,
}

/// An item made ready.
#[derive(Debug)]
pub(crate) struct Plan {
    /// The item.
    pub item: Item,
    /// Its entry in the directory, without the body.
    pub entry: ItemEntry,
    /// By slot.
    pub slots: Vec<SlotPlan>,
    /// Groups.
    pub groups: Vec<GroupPlan>,
    /// Slots outside groups, in cell order.
    pub cells: Vec<u32>,
    /// Node → place among its group's nodes, or among the item's.
    pub result: Vec<u32>,
    /// How many nodes stand outside groups.
    pub results: usize,
    /// Fact id → slot: outside groups, then for each group.
    pub names: Vec<SortedMap<String, u32>>,
    /// Field → page.
    pub page: Vec<u32>,
    /// Fields in form order: groups stand before their rows' fields.
    pub form: Vec<u32>,
    /// Field → place in [`Self::form`].
    pub place: Vec<u32>,
    /// Its programs as register code.
    pub codes: Codes,
    /// What its programs say of all rows.
    pub totals: Totals,
}

impl Plan {
    /// Decodes and checks an item.
    pub(crate) fn load(image: &Image, directory: &ItemEntry) -> Result<Self, EngineError> {
        let item = decode_item(&directory.body)
            .map_err(|error| broken(&directory.id, &error.to_string()))?;
        if item.id != directory.id {
            return Err(broken(&directory.id, "its body belongs to another item"));
        }
        check::check(image, &item).map_err(|what| broken(&directory.id, what))?;
        let entry = ItemEntry {
            body: tongban_image::Slice::default(),
            ..directory.clone()
        };
        Self::build(image, item, entry).map_err(|what| broken(&directory.id, what))
    }

    fn build(image: &Image, item: Item, entry: ItemEntry) -> Result<Self, &'static str> {
        let mut groups = Vec::new();
        let mut cells = Vec::new();
        let group_of: SortedMap<u32, u32> = indices(&item.slots)
            .filter(|slot| at(&item.slots, *slot).is_some_and(|s| s.kind == SlotKind::Rows))
            .zip(0..)
            .collect();
        for slot in group_of.keys() {
            let fact = at(&item.slots, *slot).and_then(|slot| at(&image.facts, slot.fact));
            let Some(FactKind::Group {
                min_rows, max_rows, ..
            }) = fact.map(|fact| &fact.kind)
            else {
                return Err("a slot of rows has no group");
            };
            let outer = at(&item.slots, *slot).and_then(|slot| slot.group);
            groups.push(GroupPlan {
                slot: *slot,
                outer: outer.and_then(|outer| group_of.get(&outer)).copied(),
                cells: Vec::new(),
                nodes: Vec::new(),
                fields: Vec::new(),
                min_rows: *min_rows,
                max_rows: (*max_rows).min(crate::limits::MAX_ROWS),
                listed: true,
                totals: Vec::new(),
            });
        }
        let mut names = vec![SortedMap::new(); groups.len().saturating_add(1)];
        let mut slots = Vec::with_capacity(item.slots.len());
        for (number, slot) in item.slots.iter().enumerate() {
            let number = index(number);
            let fact = at(&image.facts, slot.fact).ok_or("a slot's fact is not there")?;
            let group = slot.group.and_then(|group| group_of.get(&group)).copied();
            let place = match group {
                Some(group) => {
                    &mut groups
                        .get_mut(group as usize)
                        .ok_or("a group is not there")?
                        .cells
                }
                None => &mut cells,
            };
            let cell = index(place.len());
            place.push(number);
            let known = names
                .get_mut(group.map_or(0, |group| (group as usize).saturating_add(1)))
                .ok_or("a group is not there")?;
            if known.insert(fact.id.clone(), number).is_some() {
                return Err("a fact has two slots");
            }
            let nested = group
                .and_then(|group| at(&groups, group))
                .is_some_and(|group| group.outer.is_some());
            slots.push(SlotPlan {
                cell,
                group,
                depth: u8::from(group.is_some()).saturating_add(u8::from(nested)),
                rows: group_of.get(&number).copied(),
                field: None,
                unasked: true,
                looked_up: fact.sources.iter().any(|source| *source != Source::Asked),
                format: FormatOf::Free,
                readers: Vec::new(),
                decides: Vec::new(),
                watchers: Vec::new(),
                totals: Vec::new(),
            });
        }
        let mut plan = Self {
            codes: Codes::translate(image, &item, &slots),
            page: vec![u32::MAX; item.fields.len()],
            result: vec![0; item.nodes.len()],
            results: 0,
            item,
            entry,
            slots,
            groups,
            cells,
            names,
            form: Vec::new(),
            place: Vec::new(),
            totals: Totals::default(),
        };
        plan.fields()?;
        plan.formats(image)?;
        order::order(&mut plan)?;
        watch::watch(&mut plan);
        totals::totals(&mut plan);
        Ok(plan)
    }

    /// Fields: which slot they ask for, their page, their order.
    fn fields(&mut self) -> Result<(), &'static str> {
        for (number, field) in self.item.fields.iter().enumerate() {
            let slot = self
                .slots
                .get_mut(field.slot as usize)
                .ok_or("a field's slot is not there")?;
            if slot.field.replace(index(number)).is_some() {
                return Err("two fields ask for one fact");
            }
            slot.unasked = field.read_only;
            if let Some(group) = slot
                .group
                .and_then(|group| self.groups.get_mut(group as usize))
            {
                group.fields.push(index(number));
            }
        }
        for (number, page) in self.item.pages.iter().enumerate() {
            for field in page.sections.iter().flat_map(|section| &section.fields) {
                let Some(asked) = at(&self.item.fields, *field) else {
                    return Err("a page's field is not there");
                };
                if let Some(page) = self.page.get_mut(*field as usize) {
                    *page = index(number);
                }
                let slot = at(&self.slots, asked.slot).ok_or("a field's slot is not there")?;
                if slot.group.is_some() {
                    continue;
                }
                let mut waiting = vec![*field];
                // Columns follow their group, those of an inner group their column.
                while let Some(next) = waiting.pop() {
                    self.form.push(next);
                    if let Some(page) = self.page.get_mut(next as usize) {
                        *page = index(number);
                    }
                    let slot =
                        at(&self.item.fields, next).and_then(|field| at(&self.slots, field.slot));
                    let rows = slot
                        .and_then(|slot| slot.rows)
                        .and_then(|group| at(&self.groups, group));
                    waiting.extend(rows.into_iter().flat_map(|group| group.fields.iter().rev()));
                }
            }
        }
        self.place = vec![u32::MAX; self.item.fields.len()];
        for (place, field) in self.form.iter().enumerate() {
            if let Some(entry) = self.place.get_mut(*field as usize) {
                *entry = index(place);
            }
        }
        // As many as there are, and none without a place: each stands there once.
        if self.form.len() != self.item.fields.len() || self.place.contains(&u32::MAX) {
            return Err("every field must stand on exactly one page");
        }
        Ok(())
    }

    fn formats(&mut self, image: &Image) -> Result<(), &'static str> {
        for number in indices(&self.item.slots) {
            let fact = self
                .slot(number)
                .and_then(|slot| at(&image.facts, slot.fact));
            let Some(FactKind::Text {
                format: Some(choice),
                ..
            }) = fact.map(|fact| &fact.kind)
            else {
                continue;
            };
            let group = at(&self.slots, number).and_then(|slot| slot.group);
            let format = match choice {
                FormatChoice::Always(format) => FormatOf::Always(*format),
                FormatChoice::By { fact, cases } => {
                    let id = at(&image.facts, *fact)
                        .map(|fact| fact.id.clone())
                        .ok_or("a format's deciding fact is not there")?;
                    let outer = group.and_then(|group| at(&self.groups, group)?.outer);
                    let near = [group, outer, None]
                        .into_iter()
                        .find_map(|group| self.name_in(group, &id));
                    match near {
                        Some(decider) => {
                            if let Some(slot) = self.slots.get_mut(decider as usize) {
                                slot.decides.push(number);
                            }
                            FormatOf::By(decider, cases.clone())
                        }
                        // The item does not use the deciding fact: nothing can choose a format.
                        None => FormatOf::Free,
                    }
                }
            };
            if let Some(slot) = self.slots.get_mut(number as usize) {
                slot.format = format;
            }
        }
        Ok(())
    }

    /// A program as it is run: what it says of all rows is read as a fact.
    pub(crate) fn program(&self, number: u32) -> Option<&Program> {
        let own = at(&self.item.programs, number);
        self.totals.program(number).or(own)
    }

    /// The slot of a fact in a group's rows, or outside any.
    pub(crate) fn name_in(&self, group: Option<u32>, fact: &str) -> Option<u32> {
        let place = group.map_or(0, |group| group.saturating_add(1));
        at(&self.names, place)?.get(fact).copied()
    }

    /// The groups whose rows stand in rows of a group.
    pub(crate) fn inner(&self, group: u32) -> impl Iterator<Item = u32> {
        indices(&self.groups)
            .filter(move |inner| at(&self.groups, *inner).is_some_and(|g| g.outer == Some(group)))
    }

    pub(crate) fn slot(&self, slot: u32) -> Option<&Slot> {
        at(&self.item.slots, slot)
    }

    pub(crate) fn of(&self, slot: u32) -> Option<&SlotPlan> {
        at(&self.slots, slot)
    }

    pub(crate) fn field_of(&self, slot: u32) -> Option<&Field> {
        at(&self.item.fields, self.of(slot)?.field?)
    }

    pub(crate) fn group(&self, group: u32) -> Option<&GroupPlan> {
        at(&self.groups, group)
    }

    /// The group that a node is computed in the rows of.
    pub(crate) fn node_group(&self, node: u32) -> Option<u32> {
        at(&self.item.nodes, node)?
            .group
            .and_then(|slot| self.of(slot)?.rows)
    }

    /// Slots that a node's result decides the value of.
    pub(crate) fn written_by(&self, kind: NodeKind) -> Option<u32> {
        match kind {
            NodeKind::Computed(slot) => Some(slot),
            NodeKind::Visible(field) | NodeKind::Required(field) => {
                at(&self.item.fields, field).map(|field| field.slot)
            }
            _ => None,
        }
    }
}

fn broken(item: &str, what: &str) -> Diagnostic {
    Diagnostic::error(
        "module.item",
        format!("item `{item}` of the module cannot be used: {what}"),
    )
    .with_help("build the module again")
}
