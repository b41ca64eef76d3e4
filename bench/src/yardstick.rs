//! The yardstick of the engine's paths: the rule as one would write it by hand on integers.

use std::hint::black_box;
use std::time::Duration;

use bench_rule::{eligible, hand};

use crate::timing;

/// Times the rule once.
pub fn measure() -> Duration {
    let rows = eligible(64);
    // A thousand at a time: one is shorter than the timer can tell.
    let thousand = timing::median(|| {
        let rows = rows.iter().cycle().take(1_000);
        rows.filter(|row| hand::eligible(black_box(row))).count()
    });
    (thousand / 1_000).max(Duration::from_nanos(1))
}
