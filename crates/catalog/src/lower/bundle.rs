//! Bundles: their own questions as an item with a condition for each member that has a rule; members by index, in the
//! order in which they are handled.

use super::Lowering;
use crate::authored::{Bundle, Condition, Item, Member, Rule, Word};
use crate::problem::{Aside, Problem};
use crate::source::Spanned;
use std::collections::BTreeMap;
use tongban_image::{
    self as image, Assurance, BundleEntry, BundleMember, BundleNeed, Handling, ItemEntry, SlotKind,
};

impl<'a> Lowering<'a> {
    /// All bundles, sorted by id.
    pub(super) fn bundles(&mut self, items: &[ItemEntry]) -> Vec<BundleEntry> {
        let shared = self.shared;
        let mut entries = Vec::new();
        for bundle in &shared.authored.bundles {
            entries.extend(self.bundle(bundle, items));
        }
        entries.sort_by(|left, right| left.entry.id.cmp(&right.entry.id));
        entries
    }

    fn bundle(&mut self, bundle: &Bundle, items: &[ItemEntry]) -> Option<BundleEntry> {
        let members = self.members(bundle);
        let authored: Vec<&Item> = members.iter().flatten().copied().collect();
        if bundle.members.len() < 2 {
            let bundle_id = &bundle.id.value;
            self.findings
                .error(bundle.id.at, &Problem::FewMembers { bundle: bundle_id });
        }
        if authored.len() < bundle.members.len() {
            return None;
        }
        self.same_applicant(bundle, &authored);
        let own = self.own(bundle, &authored)?;
        let entry = self.item(&own)?;
        self.asked(bundle, &entry);
        let needs = self.needs(bundle, &authored);
        let mut condition = 0..;
        let members = bundle.members.iter().zip(needs).map(|(member, needs)| {
            let place = items
                .iter()
                .position(|entry| entry.id == member.item.value)?;
            Some(BundleMember {
                item: u32::try_from(place).ok()?,
                when: member.when.as_ref().and_then(|_| condition.next()),
                needs,
            })
        });
        // A member that did not compile has its findings.
        let members = members.collect::<Option<Vec<_>>>()?;
        Some(BundleEntry { entry, members })
    }

    /// The members' items; none where there is no such item or it stands twice.
    fn members(&mut self, bundle: &Bundle) -> Vec<Option<&'a Item>> {
        let shared = self.shared;
        let mut seen: BTreeMap<&str, &Word> = BTreeMap::new();
        let mut found = Vec::new();
        for Member { item, .. } in &bundle.members {
            if let Some(first) = seen.insert(item.as_str(), item) {
                self.findings.error_beside(
                    item.at,
                    &Problem::MemberTwice { item: &item.value },
                    &[(first.at, Aside::FirstWritten)],
                );
                found.push(None);
                continue;
            }
            let place = shared.names.items.find(item, &mut self.findings);
            found.push(place.and_then(|place| shared.authored.items.get(place)));
        }
        found
    }

    /// Whoever applies for the bundle may apply for each member.
    fn same_applicant(&mut self, bundle: &Bundle, items: &[&Item]) {
        for (member, item) in bundle.members.iter().zip(items) {
            if !bundle
                .audience
                .iter()
                .all(|who| item.audience.contains(who))
            {
                let id = &item.id.value;
                self.findings
                    .error(member.item.at, &Problem::MemberAudience { item: id });
            }
        }
    }

    /// The bundle as an item: its form, a condition for each rule, and where all members are taken.
    fn own(&mut self, bundle: &Bundle, items: &[&Item]) -> Option<Item> {
        let first = items.first()?;
        let common = |list: fn(&Item) -> &Vec<Word>| -> Vec<Word> {
            let kept = list(first).iter().filter(|word| {
                items
                    .iter()
                    .all(|item| list(item).iter().any(|w| w.value == word.value))
            });
            kept.cloned().collect()
        };
        let channels = common(|item| &item.channels);
        if channels.is_empty() {
            let id = &bundle.id.value;
            self.findings
                .error(bundle.id.at, &Problem::NoCommonChannel { bundle: id });
        }
        let conditions = bundle
            .members
            .iter()
            .zip(items)
            .filter_map(|(member, item)| {
                Some(Condition {
                    id: item.id.clone(),
                    name: item.name.clone(),
                    rule: member.when.clone()?,
                    met: None,
                    unmet: item.name.clone(),
                    remedy: None,
                    basis: Vec::new(),
                    focus: None,
                })
            });
        let mut insurance: Vec<Word> = Vec::new();
        for word in items.iter().flat_map(|item| &item.insurance) {
            if !insurance.iter().any(|known| known.value == word.value) {
                insurance.push(word.clone());
            }
        }
        let instant = items.iter().all(|item| item.handling == Handling::Instant);
        Some(Item {
            at: bundle.at,
            reserve: false,
            id: bundle.id.clone(),
            code: bundle.code.clone(),
            group: Spanned::new(String::new(), bundle.id.at),
            basic_code: Spanned::new(String::new(), bundle.id.at),
            name: bundle.name.clone(),
            summary: bundle.summary.clone(),
            keywords: bundle.keywords.clone(),
            audience: bundle.audience.clone(),
            insurance,
            handling: if instant {
                Handling::Instant
            } else {
                Handling::Accepted
            },
            online: items.iter().all(|item| item.online),
            citywide: items.iter().all(|item| item.citywide),
            fast: items.iter().all(|item| item.fast),
            channels,
            assurance: items
                .iter()
                .map(|item| item.assurance)
                .max()
                .unwrap_or(Assurance::None),
            taken_at: common(|item| &item.taken_at),
            handled_at: Vec::new(),
            basis: bundle.basis.clone(),
            suggest: None,
            form: bundle.form.clone(),
            conditions: conditions.collect(),
            materials: Vec::new(),
            risks: Vec::new(),
            routes: Vec::new(),
            deadlines: Vec::new(),
            milestones: Vec::new(),
            outputs: Vec::new(),
            effects: Vec::new(),
        })
    }

    /// Which members take part is decided by what the bundle itself asks.
    fn asked(&mut self, bundle: &Bundle, entry: &ItemEntry) {
        let Some(at) = rules(bundle).next().map(|rule| rule.at) else {
            return;
        };
        let Ok(body) = image::decode_item(&entry.body) else {
            return;
        };
        for (index, slot) in body.slots.iter().enumerate() {
            let asked = |field: &image::Field| field.slot as usize == index && !field.read_only;
            let input = matches!(slot.kind, SlotKind::Input | SlotKind::Rows);
            if !input || slot.group.is_some() || body.fields.iter().any(asked) {
                continue;
            }
            let Some(fact) = self.shared.authored.facts.get(slot.fact as usize) else {
                continue;
            };
            self.findings.error(
                at,
                &Problem::NotAskedByBundle {
                    name: fact.name.zh(),
                    id: &fact.id.value,
                },
            );
        }
    }

    /// What each member waits for: members that stand before it, and conditions that it has.
    fn needs(&mut self, bundle: &Bundle, items: &[&Item]) -> Vec<Vec<BundleNeed>> {
        let mut all = Vec::new();
        for (place, member) in bundle.members.iter().enumerate() {
            let mut needs: Vec<BundleNeed> = Vec::new();
            for need in &member.needs {
                let before = bundle
                    .members
                    .iter()
                    .take(place)
                    .position(|other| other.item.value == need.member.value);
                let Some(before) = before else {
                    self.findings.error(
                        need.member.at,
                        &Problem::NeedsLater {
                            item: &member.item.value,
                            need: &need.member.value,
                        },
                    );
                    continue;
                };
                let conditions = items.get(place).map_or(&[][..], |item| &item.conditions);
                for id in &need.settles {
                    if !conditions
                        .iter()
                        .any(|condition| condition.id.value == id.value)
                    {
                        self.findings.error(
                            id.at,
                            &Problem::NoSuchCondition {
                                item: &member.item.value,
                                id: &id.value,
                            },
                        );
                    }
                }
                needs.push(BundleNeed {
                    member: u32::try_from(before).unwrap_or(u32::MAX),
                    settles: need.settles.iter().map(|id| id.value.clone()).collect(),
                });
            }
            needs.sort_by_key(|need| need.member);
            needs.dedup_by_key(|need| need.member);
            all.push(needs);
        }
        all
    }
}

fn rules(bundle: &Bundle) -> impl Iterator<Item = &Rule> {
    bundle
        .members
        .iter()
        .filter_map(|member| member.when.as_ref())
}
