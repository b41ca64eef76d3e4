//! Slots of an item, made when a rule or a field first asks for a fact; and the names that its rules see.

use crate::authored::{Fact, FactType, Field, FormatChoice, Item, Word};
use crate::lower::Shared;
use crate::lower::types::fact_type;
use crate::names::{APPLICATION_DATE, INSURED_REGION, Thing};
use std::cell::RefCell;
use std::collections::BTreeMap;
use tongban_feel::{Binding, Scope, Type, UnitDeclaration};
use tongban_image::SlotKind;
use tongban_runtime::Date;

/// What a slot is for, before nodes have their places.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    /// Dictionary index; the two built-in facts stand after the authored ones.
    pub fact: usize,
    /// Filled by; `Computed` holds the pending node once compiled.
    pub kind: SlotKind,
    /// Slot of the group.
    pub group: Option<u32>,
}

#[derive(Debug, Default)]
struct State {
    list: Vec<Draft>,
    by: BTreeMap<(Option<u32>, usize), u32>,
    pending: Vec<u32>,
    misused: Vec<(String, String)>,
}

/// The slots of one item.
pub(crate) struct Slots<'a> {
    pub shared: Shared<'a>,
    /// Whether an asked fact may be absent, by group (dictionary index) and fact.
    asked: BTreeMap<(Option<usize>, usize), bool>,
    state: RefCell<State>,
}

impl<'a> Slots<'a> {
    /// Looks through the form: what is asked, and what may be absent.
    pub fn of(shared: Shared<'a>, item: &Item) -> Self {
        let mut asked = BTreeMap::new();
        let fields = item
            .form
            .iter()
            .flat_map(|page| &page.sections)
            .flat_map(|section| &section.fields);
        for field in fields {
            asks(shared, None, field, &mut asked);
        }
        Self {
            shared,
            asked,
            state: RefCell::default(),
        }
    }

    /// Slots outside any item: every fact may be named, nothing is asked.
    pub fn free(shared: Shared<'a>) -> Self {
        Self {
            shared,
            asked: BTreeMap::new(),
            state: RefCell::default(),
        }
    }

    /// The slots made so far.
    pub fn drafts(&self) -> Vec<Draft> {
        self.state.borrow().list.clone()
    }

    /// A computed slot whose rule is still to be compiled.
    pub fn next_pending(&self) -> Option<(u32, Draft)> {
        let mut state = self.state.borrow_mut();
        let slot = state.pending.pop()?;
        let draft = state.list.get(slot as usize)?.clone();
        Some((slot, draft))
    }

    /// Sets the node of a computed slot.
    pub fn computed_by(&self, slot: u32, node: u32) {
        if let Some(draft) = self.state.borrow_mut().list.get_mut(slot as usize) {
            draft.kind = SlotKind::Computed(node);
        }
    }

    /// Row facts that were named outside their rows: the fact's and the group's names.
    pub fn take_misused(&self) -> Vec<(String, String)> {
        std::mem::take(&mut self.state.borrow_mut().misused)
    }

    /// The group in whose rows this item's rows of a group stand.
    pub fn owner(&self, group: usize) -> Option<usize> {
        // What stands deeper is an error of the dictionary, found where it is read.
        self.only_column_of(group)
            .filter(|outer| self.only_column_of(*outer).is_none())
    }

    /// The slot of a group's rows, in the rows of its owner or outside any.
    pub fn group_slot(&self, group: usize) -> u32 {
        self.slot(self.owner(group), group)
    }

    /// The slot of a fact; `group` is the dictionary index of the group whose row it stands in.
    pub fn slot(&self, group: Option<usize>, fact: usize) -> u32 {
        let group_slot = group.map(|group| self.group_slot(group));
        if let Some(slot) = self.state.borrow().by.get(&(group_slot, fact)) {
            return *slot;
        }
        let authored = self.shared.authored.facts.get(fact);
        let first_built_in = self.shared.authored.facts.len();
        let kind = match authored {
            None if fact == first_built_in => SlotKind::ApplicationDate,
            None => SlotKind::InsuredRegion,
            Some(Fact {
                kind: FactType::Group { .. },
                ..
            }) => SlotKind::Rows,
            Some(Fact {
                computed: Some(_), ..
            }) => SlotKind::Computed(u32::MAX),
            Some(_) => SlotKind::Input,
        };
        let computed = matches!(kind, SlotKind::Computed(_));
        let rows = matches!(kind, SlotKind::Rows);
        let slot = {
            let mut state = self.state.borrow_mut();
            let slot = u32::try_from(state.list.len()).unwrap_or(u32::MAX);
            state.list.push(Draft {
                fact,
                kind,
                group: group_slot,
            });
            state.by.insert((group_slot, fact), slot);
            if computed {
                state.pending.push(slot);
            }
            slot
        };
        if rows {
            self.columns(fact);
        }
        slot
    }

    /// Slots of a group's columns: those that are asked and those that are computed; all of a group that nobody asks.
    fn columns(&self, group: usize) {
        let Some(Fact {
            kind: FactType::Group { fields, .. },
            ..
        }) = self.shared.authored.facts.get(group)
        else {
            return;
        };
        let group_asked = self.asked.contains_key(&(self.owner(group), group));
        for field in fields {
            let Some(fact) = self.shared.names.facts.get(&field.value) else {
                continue;
            };
            let computed = self
                .shared
                .authored
                .facts
                .get(fact)
                .is_some_and(|fact| fact.computed.is_some());
            if !group_asked || computed || self.asked.contains_key(&(Some(group), fact)) {
                self.slot(Some(group), fact);
            }
        }
    }

    /// For slots whose format another value chooses: that value's slot, in the same row where it is a column.
    pub fn deciders(&self) -> BTreeMap<u32, u32> {
        let state = self.state.borrow();
        let mut found = BTreeMap::new();
        for ((group, fact), slot) in &state.by {
            let Some(Fact {
                kind:
                    FactType::Text {
                        format: Some(FormatChoice::By { fact: decider, .. }),
                        ..
                    },
                ..
            }) = self.shared.authored.facts.get(*fact)
            else {
                continue;
            };
            let Some(decider) = self.shared.names.facts.get(&decider.value) else {
                continue;
            };
            let outer = group
                .and_then(|group| state.list.get(group as usize))
                .and_then(|group| group.group);
            let near = [*group, outer, None]
                .into_iter()
                .find_map(|group| state.by.get(&(group, decider)));
            if let Some(decider) = near {
                found.insert(*slot, *decider);
            }
        }
        found
    }

    /// Whether the fact is a column of the group.
    pub fn is_column(&self, group: usize, fact: usize) -> bool {
        self.shared.names.groups_of(fact).contains(&group)
    }

    /// The group of which the fact is a column only, when this item does not ask it outside.
    fn only_column_of(&self, fact: usize) -> Option<usize> {
        if self.asked.contains_key(&(None, fact)) {
            return None;
        }
        let groups = self.shared.names.groups_of(fact).iter().copied();
        let mut groups = groups.filter(|group| *group != fact);
        let first = groups.next()?;
        // Of several groups the one that the item asks.
        let asked = |group: &usize| self.asked.contains_key(&(Some(*group), fact));
        if asked(&first) {
            return Some(first);
        }
        groups.find(asked).or(Some(first))
    }

    fn fact_type(&self, group: Option<usize>, fact: usize) -> Type {
        let optional = |group: Option<usize>, fact: usize| {
            let declared = self
                .shared
                .authored
                .facts
                .get(fact)
                .is_some_and(|fact| fact.optional);
            declared || self.asked.get(&(group, fact)).copied().unwrap_or(false)
        };
        let ty = fact_type(&self.shared, fact, &|group, column| {
            optional(Some(group), column)
        });
        if optional(group, fact) {
            ty.optional()
        } else {
            ty
        }
    }
}

/// Notes what a field of the form asks, its columns and theirs included; for each whether it may be absent.
fn asks(
    shared: Shared<'_>,
    group: Option<usize>,
    field: &Field,
    asked: &mut BTreeMap<(Option<usize>, usize), bool>,
) {
    let Some(fact) = shared.names.facts.get(&field.fact.value) else {
        return;
    };
    let Some(Fact {
        kind: FactType::Group { fields, .. },
        ..
    }) = shared.authored.facts.get(fact)
    else {
        asked.insert((group, fact), field.may_be_absent());
        return;
    };
    // A group that may be left empty is an empty list then; only a hidden one is absent.
    let first = asked.insert((group, fact), field.visible.is_some());
    if first.is_some() || group == Some(fact) {
        return;
    }
    if field.columns.is_empty() {
        for column in fields {
            let plain = Field::plain(column.clone());
            asks(shared, Some(fact), &plain, asked);
        }
    }
    for column in &field.columns {
        asks(shared, Some(fact), column, asked);
    }
}

/// The names that a rule of an item sees; in a row, the row's columns come first, then those of the row around it.
pub(crate) struct ItemScope<'a, 's> {
    pub slots: &'s Slots<'a>,
    /// Dictionary index of the group whose row the rule is about.
    pub group: Option<usize>,
    /// A fact that is there whenever the rule matters: the one whose value a check looks at.
    pub present: Option<usize>,
}

impl Scope for ItemScope<'_, '_> {
    fn resolve(&self, name: &str) -> Option<Binding> {
        let slots = self.slots;
        let built_in = slots.shared.authored.facts.len();
        if name == APPLICATION_DATE.0 || name == APPLICATION_DATE.1 {
            return Some(Binding::Fact {
                slot: slots.slot(None, built_in),
                ty: Type::Date,
            });
        }
        if name == INSURED_REGION.0 || name == INSURED_REGION.1 {
            return Some(Binding::Fact {
                slot: slots.slot(None, built_in + 1),
                ty: Type::Text,
            });
        }
        let thing = slots.shared.names.rule(name)?;
        let Thing::Fact(fact) = thing else {
            return crate::lower::types::binding(&slots.shared, thing);
        };
        let outer = self.group.and_then(|group| slots.owner(group));
        let near = self.group.into_iter().chain(outer);
        let group = near.into_iter().find(|group| slots.is_column(*group, fact));
        if group.is_none()
            && let Some(owner) = slots.only_column_of(fact)
        {
            let group_name = slots
                .shared
                .authored
                .facts
                .get(owner)
                .map(|group| group.name.zh().to_owned())
                .unwrap_or_default();
            slots
                .state
                .borrow_mut()
                .misused
                .push((name.to_owned(), group_name));
        }
        let ty = slots.fact_type(group, fact);
        let present = self.present == Some(fact) && group == self.group;
        let ty = if present { ty.present().clone() } else { ty };
        Some(Binding::Fact {
            slot: slots.slot(group, fact),
            ty,
        })
    }

    fn days(&self, name: &str) -> Option<(Date, Date)> {
        let shared = &self.slots.shared;
        let index = match shared.names.rule(name) {
            Some(Thing::Fact(index)) => index,
            _ => shared.names.facts.get(name)?,
        };
        let fact = shared.authored.facts.get(index)?;
        match &fact.kind {
            FactType::Date { min, max } if fact.computed.is_none() => {
                let end = |end: Option<&Word>| end.and_then(|end| Date::parse(end.as_str()));
                Some((
                    end(min.as_ref()).or_else(|| Date::new(1, 1, 1))?,
                    end(max.as_ref()).or_else(|| Date::new(9999, 12, 31))?,
                ))
            }
            _ => None,
        }
    }

    fn units(&self) -> Vec<UnitDeclaration> {
        crate::lower::types::units(&self.slots.shared)
    }

    fn names(&self) -> Vec<String> {
        let built_in = [APPLICATION_DATE.1, INSURED_REGION.1].into_iter();
        built_in
            .chain(self.slots.shared.names.rule_names())
            .map(str::to_owned)
            .collect()
    }

    fn phrases(&self) -> Vec<String> {
        let names = self.slots.shared.names;
        names.rule_phrases().map(str::to_owned).collect()
    }
}
