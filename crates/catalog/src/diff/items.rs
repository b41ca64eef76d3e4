//! Items: what came and went, and what changed inside those that stayed.

use super::lists::{Details, change, pairs, word};
use super::rules::{Pair, Words};
use super::sign::Signatures;
use super::texts::text;
use super::variables::{Variables, domain, key};
use super::world::View;
use super::{Change, Options, Release};
use crate::authored;
use tongban_image::{
    Deadline, Field, Item, ItemEntry, ItemMaterial, ItemRisk, Limit, RouteRule, SlotKind, TextId,
    Way, WayKind, decode_item,
};

const REFUSES: Words = ("accepts", "refuses");
const ASKS: Words = ("asks", "no-longer-asks");
const FIRES: Words = ("fires", "no-longer-fires");
const APPLIES: Words = ("applies", "no-longer-applies");
const SHOWS: Words = ("shows", "hides");
const REQUIRES: Words = ("requires", "no-longer-requires");
const OPENS: Words = ("opens", "closes");

/// All changes, item by item.
pub(super) fn changes(old: Release<'_>, new: Release<'_>, options: Options<'_>) -> Vec<Change> {
    let signatures = Signatures::default();
    let mut changes = Vec::new();
    let entries = pairs(
        &old.built.image.items,
        &new.built.image.items,
        |entry: &ItemEntry| entry.id.clone(),
    );
    for (id, before, after) in entries {
        let name = match (after, before) {
            (Some(entry), _) => text(new.built, options.lang, entry.name),
            (None, Some(entry)) => text(old.built, options.lang, entry.name),
            (None, None) => continue,
        };
        let (Some(before), Some(after)) = (before, after) else {
            let there = (before.is_some(), after.is_some());
            let whole = ("item", id.as_str(), name.clone());
            changes.extend(change(whole, there, Details::default(), None));
            continue;
        };
        let (Ok(was), Ok(is)) = (decode_item(&before.body), decode_item(&after.body)) else {
            continue;
        };
        let variables = Variables::of(
            Some((old.built, &was)),
            Some((new.built, &is)),
            options.lang,
        );
        let views = (
            View::new(old, Some(&was), &variables, options),
            View::new(new, Some(&is), &variables, options),
        );
        let mut samples = variables.samples(new, &id);
        samples.extend(variables.samples(old, &id));
        let both = Both {
            old: &was,
            new: &is,
            rules: Pair {
                releases: (old, new),
                items: (Some(&was), Some(&is)),
                views: (&views.0, &views.1),
                variables: &variables,
                samples: &samples,
                signatures: &signatures,
                options,
            },
            authored: (written(old, &id), written(new, &id)),
        };
        let inside = both.all(before, after, &id, &name);
        changes.extend(inside.into_iter().map(|change| Change {
            item: Some(id.clone()),
            item_name: Some(name.clone()),
            ..change
        }));
    }
    changes
}

fn written<'a>(release: Release<'a>, id: &str) -> Option<&'a authored::Item> {
    let mut items = release.checked?.authored.items.iter();
    items.find(|item| item.id.value == id)
}

/// An item in both releases.
struct Both<'a> {
    old: &'a Item,
    new: &'a Item,
    rules: Pair<'a>,
    authored: (Option<&'a authored::Item>, Option<&'a authored::Item>),
}

type Texts = (Option<String>, Option<String>);

impl Both<'_> {
    fn all(&self, before: &ItemEntry, after: &ItemEntry, id: &str, name: &str) -> Vec<Change> {
        let mut all = Vec::new();
        all.extend(self.itself(before, after, id, name));
        self.conditions(&mut all);
        self.fields(&mut all);
        self.materials(&mut all);
        self.risks(&mut all);
        self.routes(&mut all);
        self.deadlines(&mut all);
        self.computed(&mut all);
        all.extend(super::suggest::changes(&self.rules, self.old, self.new));
        all
    }

    fn text(&self, old: Option<TextId>, new: Option<TextId>) -> String {
        let (before, after) = self.rules.releases;
        let lang = self.rules.options.lang;
        match (new, old) {
            (Some(id), _) => text(after.built, lang, id),
            (None, Some(id)) => text(before.built, lang, id),
            (None, None) => String::new(),
        }
    }

    /// Ids of cited sources.
    fn basis(&self, old: Option<&[u32]>, new: Option<&[u32]>) -> Texts {
        let (before, after) = self.rules.releases;
        (
            old.map(|basis| super::shared::bases(before.built, basis)),
            new.map(|basis| super::shared::bases(after.built, basis)),
        )
    }

    /// The texts of rules, as a folder has them.
    fn written(&self, pick: impl Fn(&authored::Item) -> Option<String>) -> Texts {
        let (old, new) = self.authored;
        (old.and_then(&pick), new.and_then(&pick))
    }

    fn itself(
        &self,
        before: &ItemEntry,
        after: &ItemEntry,
        id: &str,
        name: &str,
    ) -> Option<Change> {
        let mut details = Details::default();
        let mut add = |what, of: &dyn Fn(&ItemEntry) -> String| {
            details.add(what, Some(of(before)), Some(of(after)));
        };
        add("code", &|entry| entry.code.clone());
        add("audience", &|entry| word(&entry.audience));
        add("insurance", &|entry| entry.insurance.join(", "));
        add("handling", &|entry| word(&entry.handling));
        add("online", &|entry| entry.online.to_string());
        add("citywide", &|entry| entry.citywide.to_string());
        add("fast", &|entry| entry.fast.to_string());
        add("channels", &|entry| entry.channels.join(", "));
        let (old, new) = (self.old, self.new);
        details.add(
            "assurance",
            Some(word(&old.assurance)),
            Some(word(&new.assurance)),
        );
        details.add(
            "taken-at",
            Some(old.taken_at.join(", ")),
            Some(new.taken_at.join(", ")),
        );
        let handled = |item: &Item| Some(item.handled_at.join(", "));
        details.add("handled-at", handled(old), handled(new));
        let (was, is) = self.basis(Some(&old.basis), Some(&new.basis));
        details.add("basis", was, is);
        let steps = |item: &Item| {
            let steps = item.milestones.iter().map(|step| step.id.clone());
            Some(steps.collect::<Vec<_>>().join(", "))
        };
        details.add("milestones", steps(old), steps(new));
        let outputs = |item: &Item| {
            let outputs = item.outputs.iter().map(|output| output.id.clone());
            Some(outputs.collect::<Vec<_>>().join(", "))
        };
        details.add("outputs", outputs(old), outputs(new));
        change(("item", id, name.to_owned()), (true, true), details, None)
    }

    fn conditions(&self, all: &mut Vec<Change>) {
        for (id, old, new) in pairs(&self.old.conditions, &self.new.conditions, |one| {
            one.id.clone()
        }) {
            let mut details = Details::default();
            let (was, is) = self.basis(old.map(|one| &*one.basis), new.map(|one| &*one.basis));
            details.add("basis", was, is);
            let texts = self.written(|item| {
                let mut conditions = item.conditions.iter();
                let found = conditions.find(|one| one.id.value == id)?;
                Some(found.rule.text.trim().to_owned())
            });
            // Where there is no condition, nobody is refused.
            let rule = self.rules.rule(
                (old.map(|one| one.node), new.map(|one| one.node)),
                (true, true),
                REFUSES,
                texts,
            );
            let name = self.text(old.map(|one| one.name), new.map(|one| one.name));
            let there = (old.is_some(), new.is_some());
            all.extend(change(("condition", &id, name), there, details, rule));
        }
    }

    fn field_key(&self, release: usize, item: &Item, field: &Field) -> String {
        let (before, after) = self.rules.releases;
        let built = if release == 0 {
            before.built
        } else {
            after.built
        };
        key(built, item, field.slot).unwrap_or_default()
    }

    fn fields(&self, all: &mut Vec<Change>) {
        let keyed = |release, item: &Item| {
            let fields = item.fields.iter();
            fields
                .map(|field| (self.field_key(release, item, field), field.clone()))
                .collect::<Vec<(String, Field)>>()
        };
        let (before, after) = (keyed(0, self.old), keyed(1, self.new));
        for (id, old, new) in pairs(&before, &after, |(key, _)| key.clone()) {
            let (old, new) = (old.map(|(_, field)| field), new.map(|(_, field)| field));
            let name = self.fact_name(old, new);
            let there = (old.is_some(), new.is_some());
            let mut details = Details::default();
            let flag = |pick: fn(&Field) -> bool| {
                (
                    old.map(|field| pick(field).to_string()),
                    new.map(|field| pick(field).to_string()),
                )
            };
            let (was, is) = flag(|field| field.optional);
            details.add("optional", was, is);
            let (was, is) = flag(|field| field.read_only);
            details.add("read-only", was, is);
            all.extend(change(("field", &id, name.clone()), there, details, None));
            if there != (true, true) {
                continue;
            }
            let node = |pick: fn(&Field) -> Option<u32>| (old.and_then(pick), new.and_then(pick));
            let none = || (None, None);
            let visible = self
                .rules
                .rule(node(|field| field.visible), (true, true), SHOWS, none());
            let shown = ("visible", id.as_str(), name.clone());
            all.extend(
                visible.and_then(|rule| change(shown, there, Details::default(), Some(rule))),
            );
            let otherwise = |field: Option<&Field>| field.is_some_and(|field| !field.optional);
            let required = self.rules.rule(
                node(|field| field.required),
                (otherwise(old), otherwise(new)),
                REQUIRES,
                none(),
            );
            let asked = ("required", id.as_str(), name.clone());
            all.extend(
                required.and_then(|rule| change(asked, there, Details::default(), Some(rule))),
            );
            self.checks(old, new, &id, &name, all);
        }
    }

    fn fact_name(&self, old: Option<&Field>, new: Option<&Field>) -> String {
        let (before, after) = self.rules.releases;
        let name = |release: Release<'_>, item: &Item, field: &Field| {
            let fact = item.slots.get(field.slot as usize)?.fact;
            let fact = release.built.image.facts.get(fact as usize)?;
            Some(text(release.built, self.rules.options.lang, fact.name))
        };
        new.and_then(|field| name(after, self.new, field))
            .or_else(|| old.and_then(|field| name(before, self.old, field)))
            .unwrap_or_default()
    }

    fn checks(
        &self,
        old: Option<&Field>,
        new: Option<&Field>,
        field: &str,
        name: &str,
        all: &mut Vec<Change>,
    ) {
        let checks =
            |field: Option<&Field>| field.map(|field| field.checks.clone()).unwrap_or_default();
        let (before, after) = (checks(old), checks(new));
        for (id, old, new) in pairs(&before, &after, |check| check.id.clone()) {
            let mut details = Details::default();
            details.add(
                "level",
                old.map(|check| word(&check.level)),
                new.map(|check| word(&check.level)),
            );
            let (was, is) = self.basis(old.map(|one| &*one.basis), new.map(|one| &*one.basis));
            details.add("basis", was, is);
            let texts = self.written(|item| {
                let checks = item.fields().flat_map(|(_, field)| &field.checks);
                let mut named = checks.filter(|check| check.id.value == id);
                Some(named.next()?.rule.text.trim().to_owned())
            });
            let rule = self.rules.rule(
                (old.map(|check| check.node), new.map(|check| check.node)),
                (true, true),
                REFUSES,
                texts,
            );
            let there = (old.is_some(), new.is_some());
            let id = format!("{field}:{id}");
            all.extend(change(
                ("check", &id, name.to_owned()),
                there,
                details,
                rule,
            ));
        }
    }

    fn materials(&self, all: &mut Vec<Change>) {
        let (before, after) = self.rules.releases;
        let keyed = |release: Release<'_>, item: &Item| {
            let materials = item.materials.iter().map(|one| {
                let material = release.built.image.materials.get(one.material as usize);
                let id = material.map_or(String::new(), |material| material.id.clone());
                let name = material
                    .map(|material| text(release.built, self.rules.options.lang, material.name));
                (id, name.unwrap_or_default(), one.clone())
            });
            materials.collect::<Vec<(String, String, ItemMaterial)>>()
        };
        let (was, is) = (keyed(before, self.old), keyed(after, self.new));
        for (id, old, new) in pairs(&was, &is, |(id, ..)| id.clone()) {
            let name = new
                .or(old)
                .map(|(_, name, _)| name.clone())
                .unwrap_or_default();
            let there = (old.is_some(), new.is_some());
            let (old, new) = (old.map(|(.., one)| one), new.map(|(.., one)| one));
            let mut details = Details::default();
            let (was, is) = self.basis(old.map(|one| &*one.basis), new.map(|one| &*one.basis));
            details.add("basis", was, is);
            details.add("ways", old.map(ways), new.map(ways));
            let texts = self.written(|item| {
                let mut materials = item.materials.iter();
                let found = materials.find(|one| one.material.value == id)?;
                Some(found.when.as_ref()?.text.trim().to_owned())
            });
            // What is listed without a rule is always asked for; what is not listed never.
            let rule = self.rules.rule(
                (old.and_then(|one| one.node), new.and_then(|one| one.node)),
                there,
                ASKS,
                texts,
            );
            all.extend(change(
                ("material", &id, name.clone()),
                there,
                details,
                rule,
            ));
            if let (Some(old), Some(new)) = (old, new) {
                self.ways(old, new, &id, &name, all);
            }
        }
    }

    fn ways(
        &self,
        old: &ItemMaterial,
        new: &ItemMaterial,
        id: &str,
        name: &str,
        all: &mut Vec<Change>,
    ) {
        for (kind, old, new) in pairs(&old.ways, &new.ways, |way| way_kind(way.kind)) {
            let (Some(old), Some(new)) = (old, new) else {
                continue;
            };
            let rule = self
                .rules
                .rule((old.node, new.node), (true, true), OPENS, (None, None));
            let id = format!("{id}:{kind}");
            let whole = ("way", id.as_str(), name.to_owned());
            all.extend(
                rule.and_then(|rule| change(whole, (true, true), Details::default(), Some(rule))),
            );
        }
    }

    fn risks(&self, all: &mut Vec<Change>) {
        for (id, old, new) in pairs(&self.old.risks, &self.new.risks, |one| one.id.clone()) {
            let mut details = Details::default();
            let level = |one: Option<&ItemRisk>| one.map(|one| word(&one.level));
            details.add("level", level(old), level(new));
            let (before, after) = self.rules.releases;
            let pattern = |release: Release<'_>, one: Option<&ItemRisk>| {
                let risk = release.built.image.risks.get(one?.risk as usize)?;
                Some((risk.code.clone(), risk.name))
            };
            let (was, is) = (pattern(before, old), pattern(after, new));
            let code =
                |pattern: &Option<(String, TextId)>| pattern.as_ref().map(|one| one.0.clone());
            details.add("risk", code(&was), code(&is));
            let texts = self.written(|item| {
                let found = item.risks.iter().find(|one| one.id.value == id)?;
                Some(found.when.as_ref()?.text.trim().to_owned())
            });
            let rule = self.rules.rule(
                (old.and_then(|one| one.node), new.and_then(|one| one.node)),
                (false, false),
                FIRES,
                texts,
            );
            let name = self.text(was.map(|one| one.1), is.map(|one| one.1));
            let there = (old.is_some(), new.is_some());
            all.extend(change(("risk", &id, name), there, details, rule));
        }
    }

    fn routes(&self, all: &mut Vec<Change>) {
        for (id, old, new) in pairs(&self.old.routes, &self.new.routes, |one| one.id.clone()) {
            let mut details = Details::default();
            let target = |one: Option<&RouteRule>| one.map(|one| word(&one.target));
            details.add("target", target(old), target(new));
            details.add(
                "post",
                old.map(|one| one.post.clone()),
                new.map(|one| one.post.clone()),
            );
            let there = (old.is_some(), new.is_some());
            let nodes = (old.and_then(|one| one.node), new.and_then(|one| one.node));
            let rule = self.rules.rule(nodes, there, APPLIES, (None, None));
            all.extend(change(("route", &id, id.clone()), there, details, rule));
        }
        self.order(
            "route",
            &self.old.routes,
            &self.new.routes,
            |one| &one.id,
            all,
        );
    }

    fn deadlines(&self, all: &mut Vec<Change>) {
        for (id, old, new) in pairs(&self.old.deadlines, &self.new.deadlines, |one| {
            one.id.clone()
        }) {
            let mut details = Details::default();
            let limit = |limit: &Limit| format!("{} {}", limit.amount, word(&limit.kind));
            let promised = |one: Option<&Deadline>| one.map(|one| limit(&one.promised));
            let statutory =
                |one: Option<&Deadline>| one.and_then(|one| one.statutory.as_ref()).map(limit);
            details.add("promised", promised(old), promised(new));
            details.add("statutory", statutory(old), statutory(new));
            let (was, is) = self.basis(
                old.map(|one| &*one.promised.basis),
                new.map(|one| &*one.promised.basis),
            );
            details.add("basis", was, is);
            let there = (old.is_some(), new.is_some());
            let nodes = (old.and_then(|one| one.node), new.and_then(|one| one.node));
            let rule = self.rules.rule(nodes, there, APPLIES, (None, None));
            all.extend(change(("deadline", &id, id.clone()), there, details, rule));
        }
        self.order(
            "deadline",
            &self.old.deadlines,
            &self.new.deadlines,
            |one| &one.id,
            all,
        );
    }

    /// The first that applies decides, so the order counts.
    fn order<T>(
        &self,
        kind: &'static str,
        old: &[T],
        new: &[T],
        id: fn(&T) -> &String,
        all: &mut Vec<Change>,
    ) {
        let common = |list: &[T], other: &[T]| {
            let held = list
                .iter()
                .filter(|one| other.iter().any(|two| id(two) == id(one)));
            held.map(|one| id(one).clone())
                .collect::<Vec<_>>()
                .join(", ")
        };
        let mut details = Details::default();
        details.add("order", Some(common(old, new)), Some(common(new, old)));
        all.extend(change(
            (kind, "order", String::new()),
            (true, true),
            details,
            None,
        ));
    }

    /// Facts that are worked out.
    fn computed(&self, all: &mut Vec<Change>) {
        let (before, after) = self.rules.releases;
        let keyed = |release: Release<'_>, item: &Item| {
            let slots = item.slots.iter().enumerate();
            let computed = slots.filter_map(|(number, slot)| match slot.kind {
                SlotKind::Computed(node) => {
                    let number = u32::try_from(number).ok()?;
                    Some((key(release.built, item, number)?, slot.fact, node))
                }
                _ => None,
            });
            computed.collect::<Vec<(String, u32, u32)>>()
        };
        let (was, is) = (keyed(before, self.old), keyed(after, self.new));
        for (id, old, new) in pairs(&was, &is, |(id, ..)| id.clone()) {
            let (Some((_, _, old)), Some((_, fact, new))) = (old, new) else {
                continue;
            };
            let programs = (
                self.rules.views.0.program(Some(*old)),
                self.rules.views.1.program(Some(*new)),
            );
            let (Some(old), Some(new), Some(fact)) = (
                programs.0,
                programs.1,
                after.built.image.facts.get(*fact as usize),
            ) else {
                continue;
            };
            let lang = self.rules.options.lang;
            let domain = domain(after.built, &fact.kind, true, lang);
            let rule = self.rules.value((old, new), &domain, (None, None));
            let whole = ("computed", id.as_str(), text(after.built, lang, fact.name));
            all.extend(
                rule.and_then(|rule| change(whole, (true, true), Details::default(), Some(rule))),
            );
        }
    }
}

fn way_kind(kind: WayKind) -> String {
    match kind {
        WayKind::Covered(_) => "covered".to_owned(),
        other => word(&other),
    }
}

/// The ways of a material, best first.
fn ways(material: &ItemMaterial) -> String {
    let way = |way: &Way| {
        let mut said = way_kind(way.kind);
        if let Some(days) = way.due_working_days {
            said.push_str(&format!(" ({days})"));
        }
        if way.automatic {
            said.push('*');
        }
        said
    };
    material.ways.iter().map(way).collect::<Vec<_>>().join(", ")
}
