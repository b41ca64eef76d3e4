//! Two lists side by side, and properties before and after.

use super::{Change, Detail, How, RuleChange};
use std::collections::BTreeMap;

/// A thing of either list, by key; the newer order first, then what is gone. Things of one key pair up in order.
pub(super) fn pairs<'a, T: 'a, L: IntoIterator<Item = &'a T>>(
    old: L,
    new: L,
    key: impl Fn(&T) -> String,
) -> Vec<(String, Option<&'a T>, Option<&'a T>)> {
    let keyed = |list: L| {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let mut keyed = Vec::new();
        for thing in list {
            let key = key(thing);
            let count = seen.entry(key.clone()).or_default();
            *count += 1;
            let again = *count;
            keyed.push((
                if again == 1 {
                    key
                } else {
                    format!("{key}#{again}")
                },
                thing,
            ));
        }
        keyed
    };
    let (old, new) = (keyed(old), keyed(new));
    let before: BTreeMap<&str, &T> = old
        .iter()
        .map(|(key, thing)| (key.as_str(), *thing))
        .collect();
    let after: BTreeMap<&str, &T> = new
        .iter()
        .map(|(key, thing)| (key.as_str(), *thing))
        .collect();
    let mut pairs: Vec<_> = new
        .iter()
        .map(|(key, thing)| (key.clone(), before.get(key.as_str()).copied(), Some(*thing)))
        .collect();
    pairs.extend(
        old.iter()
            .filter(|(key, _)| !after.contains_key(key.as_str()))
            .map(|(key, thing)| (key.clone(), Some(*thing), None)),
    );
    pairs
}

/// Properties that differ.
#[derive(Default)]
pub(super) struct Details(Vec<Detail>);

impl Details {
    /// Adds a property if it differs.
    pub(super) fn add(&mut self, what: &'static str, old: Option<String>, new: Option<String>) {
        if old != new {
            self.0.push(Detail { what, old, new });
        }
    }

    /// The differing properties.
    pub(super) fn finish(self) -> Vec<Detail> {
        self.0
    }
}

/// A change, if there is one.
pub(super) fn change(
    (kind, id, name): (&'static str, &str, String),
    there: (bool, bool),
    details: Details,
    rule: Option<RuleChange>,
) -> Option<Change> {
    let how = match there {
        (false, _) => How::Added,
        (_, false) => How::Removed,
        _ => How::Changed,
    };
    let details = details.finish();
    if how == How::Changed && details.is_empty() && rule.is_none() {
        return None;
    }
    Some(Change {
        item: None,
        item_name: None,
        kind,
        id: id.to_owned(),
        name,
        how,
        details: if how == How::Changed {
            details
        } else {
            Vec::new()
        },
        rule,
    })
}

/// A word of the image's vocabulary as it stands on the wire.
pub(super) fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(text)) => text,
        Ok(other) => other.to_string(),
        Err(_) => String::new(),
    }
}
