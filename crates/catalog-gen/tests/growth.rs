//! What it takes to compile a catalogue grows with its items, not with their square. Counted in allocations, which are the
//! same on every machine: no clock. Times are measured by `cargo xtask bench --only start`.

mod base;

use base::base;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use std::alloc::System;
use tongban_catalog::{check, load_texts};
use tongban_catalog_gen::{Shape, generate};

#[global_allocator]
static COUNTED: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Allocations of compiling the base with so many items more.
fn allocations(items: u32) -> usize {
    let mut files = base();
    files.extend(generate(Shape {
        items,
        seed: 1,
        fields: Some(20),
    }));
    let texts: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let before = Region::new(COUNTED);
    let checked = check(load_texts(texts), None);
    let taken = before.change();
    assert!(checked.built.is_some(), "{:#?}", checked.findings);
    taken.allocations + taken.reallocations
}

#[test]
fn twice_as_many_items_take_twice_as_much() {
    let [few, some, many] = [30, 60, 120].map(allocations);
    let (first, second) = (some - few, many - some);
    // The second step adds twice as many items as the first.
    assert!(
        second < first * 5 / 2,
        "30 items more took {first} allocations, 60 more after that {second}"
    );
}
