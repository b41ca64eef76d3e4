//! Of the facts that the rules of the reference catalogue list as reasons, nearly all can really change the result.

use crate::usefulness::count;
use std::path::Path;
use tongban_catalog::{check, load};

/// Random partial facts of each rule: fewer than the example takes.
const TRIALS: u32 = 12;

#[test]
fn nearly_all_facts_that_rules_list_can_change_the_result() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalog");
    let count = count(&check(load(&folder), None), TRIALS);
    assert!(count.rules > 40, "only {} rules were tried", count.rules);
    assert!(
        count.listed > 400,
        "only {} facts were listed",
        count.listed
    );
    let idle: Vec<_> = count
        .idle
        .iter()
        .filter(|(_, (idle, _))| *idle > 0)
        .collect();
    assert!(
        count.share() >= 9_800,
        "only {} of {} listed facts can change the result; not these: {idle:#?}",
        count.useful,
        count.listed,
    );
}
