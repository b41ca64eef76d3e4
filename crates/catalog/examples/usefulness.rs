//! Counts how many of the facts that rules name as the reason of an unknown can really change the
//! result, over the rules of a catalogue.
//!
//! `cargo run -p tongban-catalog --example usefulness [-- catalog]`

#[path = "../tests/catalog/usefulness/mod.rs"]
mod usefulness;

use std::cmp::Reverse;
use std::path::PathBuf;
use tongban_catalog::{check, load};

/// Random partial facts of each rule.
const TRIALS: u32 = 60;

fn main() {
    let folder = std::env::args().nth(1).map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../catalog")),
        PathBuf::from,
    );
    let checked = check(load(&folder), None);
    let count = usefulness::count(&checked, TRIALS);
    let (percent, rest) = (count.share() / 100, count.share() % 100);
    println!(
        "{} rules ({} left out): of {} facts that were listed, {} can change the result: {percent}.{rest:02} %",
        count.rules, count.left_out, count.listed, count.useful,
    );
    let mut idle: Vec<_> = count
        .idle
        .iter()
        .filter(|(_, (idle, _))| *idle > 0)
        .collect();
    idle.sort_by_key(|(_, (idle, _))| Reverse(*idle));
    if !idle.is_empty() {
        println!("not seen to matter, of the times it was listed:");
    }
    for ((rule, fact), (idle, listed)) in idle {
        println!("  {idle} of {listed}: {fact} in `{rule}`");
    }
}
