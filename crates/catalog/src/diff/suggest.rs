//! When an item is suggested, before and after.

use super::lists::{Details, change, pairs};
use super::rules::Pair;
use super::texts::text;
use super::variables::domain;
use super::{Change, RuleChange};
use tongban_image::{FactKind, Item, Suggest, Unless};
use tongban_runtime::Program;

const DATE: FactKind = FactKind::Date {
    min: None,
    max: None,
};

/// What changed in when and to whom the item is suggested.
pub(super) fn changes(rules: &Pair<'_>, old: &Item, new: &Item) -> Vec<Change> {
    let mut all = Vec::new();
    let (was, is) = (old.suggest.as_ref(), new.suggest.as_ref());
    if was.is_none() && is.is_none() {
        return all;
    }
    let lang = rules.options.lang;
    let (before, after) = (rules.releases.0.built, rules.releases.1.built);
    let mut details = Details::default();
    let ahead = |one: &Suggest| one.ahead_months.to_string();
    details.add("ahead-months", was.map(ahead), is.map(ahead));
    details.add(
        "text",
        was.map(|one| text(before, lang, one.text.text)),
        is.map(|one| text(after, lang, one.text.text)),
    );
    let programs = (
        was.and_then(|one| program(old, one.from)),
        is.and_then(|one| program(new, one.from)),
    );
    let rule = value(rules, programs, &DATE);
    let there = (was.is_some(), is.is_some());
    all.extend(change(
        ("suggest", "from", String::new()),
        there,
        details,
        rule,
    ));
    let list = |one: Option<&'_ Suggest>| one.map_or(Vec::new(), |one| one.unless.clone());
    let (was, is) = (list(was), list(is));
    for (id, before, after) in pairs(&was, &is, |one: &Unless| one.id.clone()) {
        let programs = (
            before.and_then(|one| program(old, one.program)),
            after.and_then(|one| program(new, one.program)),
        );
        let rule = value(rules, programs, &FactKind::Boolean);
        let there = (before.is_some(), after.is_some());
        let whole = ("suggest-unless", id.as_str(), String::new());
        all.extend(change(whole, there, Details::default(), rule));
    }
    all
}

fn program(item: &Item, number: u32) -> Option<&Program> {
    item.programs.get(number as usize)
}

fn value(
    rules: &Pair<'_>,
    programs: (Option<&Program>, Option<&Program>),
    kind: &FactKind,
) -> Option<RuleChange> {
    let (Some(old), Some(new)) = programs else {
        return None;
    };
    let lang = rules.options.lang;
    let domain = domain(rules.releases.1.built, kind, true, lang);
    rules.value((old, new), &domain, (None, None))
}
