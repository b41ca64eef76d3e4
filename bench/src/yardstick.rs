//! The yardstick: an eligibility rule as one would write it by hand on integers.

use std::hint::black_box;
use std::time::Duration;

use crate::timing;

/// Facts of the rule: months and cents.
struct Facts {
    age: i64,
    months: i64,
    needed: i64,
    arrears: i64,
    base: i64,
    floor: i64,
    ceiling: i64,
    spells: i64,
}

/// Eight comparisons and two exact multiplications.
fn eligible(facts: &Facts) -> Option<bool> {
    let dues = facts.base.checked_mul(facts.months)?;
    let least = facts.floor.checked_mul(facts.needed)?;
    Some(
        facts.age >= 720
            && facts.age < 1_200
            && facts.months >= facts.needed
            && facts.arrears == 0
            && facts.base >= facts.floor
            && facts.base <= facts.ceiling
            && facts.spells > 0
            && dues >= least,
    )
}

/// Times the rule and prints it.
pub fn report() -> Duration {
    let facts = Facts {
        age: 722,
        months: 240,
        needed: 180,
        arrears: 0,
        base: 450_000,
        floor: 421_500,
        ceiling: 2_107_500,
        spells: 2,
    };
    // A thousand at a time: one is shorter than the timer can tell.
    let thousand = timing::median(|| {
        (0..1_000)
            .filter(|_| eligible(black_box(&facts)) == Some(true))
            .count()
    });
    let one = thousand / 1_000;
    let one = one.max(Duration::from_nanos(1));
    println!("\n{:<48} {:>12} {:>14}", "native", "median", "yardsticks");
    timing::row("yardstick: a hand-written rule on integers", one, one);
    one
}
