//! Synthetic catalogues of any size, the same for the same seed, to measure with.
//!
//! A generated catalogue is a base catalogue (its files as they are) with more items beside: with a dictionary of
//! their own, decision tables, dated parameters, groups, conditions, materials and risk points in proportions like
//! those of the reference catalogue. Nothing in it is law: every basis is `unverified` and says so.
#![forbid(unsafe_code)]

mod facts;
mod functions;
mod item;
mod rules;
mod seed;
mod words;
mod yaml;

use seed::Seed;
use std::collections::BTreeMap;

/// What is generated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// How many items are added.
    pub items: u32,
    /// Seed: the same seed gives the same bytes.
    pub seed: u64,
    /// Fields of each item; none: between 10 and 45, as they fall.
    pub fields: Option<u32>,
}

/// The files to lay beside those of the base catalogue, by path.
#[must_use]
pub fn generate(shape: Shape) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    files.insert("bases/generated.yaml".to_owned(), BASES.to_owned());
    for number in 1..=shape.items {
        // An item does not change when others are added.
        let mut seed = Seed::new(shape.seed, u64::from(number));
        let mut dictionary = facts::Dictionary::default();
        let mut functions = functions::Functions::default();
        let made = item::item(
            number,
            shape.fields,
            &mut seed,
            &mut dictionary,
            &mut functions,
        );
        files.insert(
            format!("cases/G/{}.yaml", made.id),
            "- case: Nothing is known yet\n  as-of: 2026-03-02\n  facts: {}\n  expect:\n    verdict: incomplete\n".to_owned(),
        );
        files.insert(format!("items/G/{}.yaml", made.id), made.text);
        files.insert(format!("facts/{}.yaml", made.id), dictionary.text());
        if !functions.is_empty() {
            files.insert(format!("functions/{}.yaml", made.id), functions.text());
        }
    }
    files
}

/// The one source that generated items cite.
const BASES: &str = "\
# Generated catalogues cite nothing that was read.
- {id: GENERATED, kind: unverified, title: {zh: 合成目录，没有依据, en: A synthetic catalogue without sources}}
";
