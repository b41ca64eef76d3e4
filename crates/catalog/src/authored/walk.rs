//! Every rule of a catalogue, with what it decides.

use super::{
    Authored, Body, Check, Condition, Deadline, Fact, Field, Function, Item, ItemMaterial,
    ItemRisk, Member, Required, Route, Rule, Suggest, Table, Unless, Way, Word,
};
use crate::text::Text;

/// What a rule decides.
#[derive(Debug, Clone, Copy)]
pub enum Decides<'a> {
    /// Whether a field is shown.
    Visible(&'a Field),
    /// Whether a field must be filled in.
    Required(&'a Field),
    /// Whether the value of a field is taken.
    Check(&'a Field, &'a Check),
    /// A condition of acceptance.
    Condition(&'a Condition),
    /// Whether a material is needed.
    Material(&'a ItemMaterial),
    /// Whether a material may be satisfied in a way.
    Way(&'a ItemMaterial, &'a Way),
    /// Whether a risk point fires.
    Risk(&'a ItemRisk),
    /// Where the case goes.
    Route(&'a Route),
    /// Which limits hold.
    Deadline(&'a Deadline),
    /// The first day on which the item may be applied for.
    SuggestFrom(&'a Suggest),
    /// Whether the item is pointless for a person.
    SuggestUnless(&'a Unless),
    /// Whether an item of a bundle is applied for.
    Member(&'a Member),
    /// The value of a fact.
    Computed(&'a Fact),
    /// The value of a function.
    Function(&'a Function),
}

/// A rule, and where it stands.
#[derive(Debug, Clone, Copy)]
pub struct RuleAt<'a> {
    /// The item; none for the dictionary and for functions.
    pub item: Option<&'a Item>,
    /// The group in whose rows it is decided.
    pub group: Option<&'a Word>,
    /// What it decides.
    pub decides: Decides<'a>,
    /// The rule.
    pub rule: &'a Rule,
}

impl Authored {
    /// The rules of the dictionary and of functions, then those of items; each in the order written.
    #[must_use]
    pub fn rules(&self) -> Vec<RuleAt<'_>> {
        let mut all = Vec::new();
        for fact in &self.facts {
            all.extend(fact.computed.as_ref().map(|rule| RuleAt {
                item: None,
                group: None,
                decides: Decides::Computed(fact),
                rule,
            }));
        }
        for function in &self.functions {
            if let Body::Rule(rule) = &function.body {
                all.push(RuleAt {
                    item: None,
                    group: None,
                    decides: Decides::Function(function),
                    rule,
                });
            }
        }
        for item in &self.items {
            all.extend(item.rules());
        }
        for bundle in &self.bundles {
            all.extend(bundle.rules());
        }
        all
    }

    /// The decision tables, each with its function.
    #[must_use]
    pub fn tables(&self) -> Vec<(&Function, &Table)> {
        let tables = self
            .functions
            .iter()
            .filter_map(|function| match &function.body {
                Body::Table(table) => Some((function, &**table)),
                Body::Rule(_) | Body::File(_) => None,
            });
        tables.collect()
    }

    /// The texts that may hold expressions between braces.
    #[must_use]
    pub fn templates(&self) -> Vec<&Text> {
        let mut all: Vec<&Text> = Vec::new();
        for item in &self.items {
            for (_, field) in item.fields() {
                all.extend(field.checks.iter().map(|check| &check.message));
            }
            for condition in &item.conditions {
                all.extend(&condition.met);
                all.push(&condition.unmet);
                all.extend(&condition.remedy);
            }
            let ways = item.materials.iter().flat_map(|material| &material.ways);
            all.extend(ways.filter_map(|way| way.text.as_ref()));
            all.extend(item.risks.iter().map(|risk| &risk.message));
            all.extend(item.routes.iter().map(|route| &route.reason));
            if let Some(suggest) = &item.suggest {
                all.push(&suggest.text);
                all.extend(suggest.unless.iter().map(|one| &one.text));
            }
        }
        all
    }
}

impl Item {
    /// The rules of the item, in the order written.
    #[must_use]
    pub fn rules(&self) -> Vec<RuleAt<'_>> {
        let mut all = Vec::new();
        let mut add = |group, decides, rule| {
            all.push(RuleAt {
                item: Some(self),
                group,
                decides,
                rule,
            });
        };
        for (group, field) in self.fields() {
            if let Some(rule) = &field.visible {
                add(group, Decides::Visible(field), rule);
            }
            if let Required::When(rule) = &field.required {
                add(group, Decides::Required(field), rule);
            }
            for check in &field.checks {
                add(group, Decides::Check(field, check), &check.rule);
            }
        }
        for condition in &self.conditions {
            add(None, Decides::Condition(condition), &condition.rule);
        }
        for material in &self.materials {
            if let Some(rule) = &material.when {
                add(None, Decides::Material(material), rule);
            }
            for way in &material.ways {
                if let Some(rule) = &way.when {
                    add(None, Decides::Way(material, way), rule);
                }
            }
        }
        for risk in &self.risks {
            if let Some(rule) = &risk.when {
                add(None, Decides::Risk(risk), rule);
            }
        }
        for route in &self.routes {
            if let Some(rule) = &route.when {
                add(None, Decides::Route(route), rule);
            }
        }
        for deadline in &self.deadlines {
            if let Some(rule) = &deadline.when {
                add(None, Decides::Deadline(deadline), rule);
            }
        }
        if let Some(suggest) = &self.suggest {
            add(None, Decides::SuggestFrom(suggest), &suggest.from);
            for one in &suggest.unless {
                add(None, Decides::SuggestUnless(one), &one.rule);
            }
        }
        all
    }

    /// The fields of the form in order; columns with the group that they are columns of.
    pub fn fields(&self) -> impl Iterator<Item = (Option<&Word>, &Field)> {
        let fields = self
            .form
            .iter()
            .flat_map(|page| &page.sections)
            .flat_map(|section| &section.fields);
        fields.flat_map(|field| {
            let columns = field.columns.iter().flat_map(move |column| {
                let inner = column
                    .columns
                    .iter()
                    .map(move |inner| (Some(&column.fact), inner));
                core::iter::once((Some(&field.fact), column)).chain(inner)
            });
            core::iter::once((None, field)).chain(columns)
        })
    }
}
