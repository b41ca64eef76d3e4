//! Medians of repeated work.

use std::time::{Duration, Instant};

use crate::report::Report;

/// Samples of each measurement.
const SAMPLES: usize = 31;
/// A sample repeats the work for at least this long, so that the timer's own cost vanishes.
const SAMPLE: Duration = Duration::from_millis(5);

/// The median time of one call of `work`.
pub fn median<T>(mut work: impl FnMut() -> T) -> Duration {
    let started = Instant::now();
    std::hint::black_box(work());
    let once = started.elapsed().max(Duration::from_nanos(1));
    let calls = u32::try_from(SAMPLE.as_nanos() / once.as_nanos())
        .unwrap_or(u32::MAX)
        .max(1);
    let mut samples: Vec<Duration> = (0..SAMPLES)
        .map(|_| {
            let started = Instant::now();
            for _ in 0..calls {
                std::hint::black_box(work());
            }
            started.elapsed() / calls
        })
        .collect();
    samples.sort_unstable();
    samples[SAMPLES / 2]
}

/// A row with a time, and how many yardsticks it is.
pub fn row(report: &mut Report, name: &str, time: Duration, yardstick: Duration) {
    let ratio = time.as_secs_f64() / yardstick.as_secs_f64();
    report.row(&[name.to_owned(), readable(time), format!("{ratio:.0}")]);
}

fn readable(time: Duration) -> String {
    match time.as_nanos() {
        ns @ ..1_000 => format!("{ns} ns"),
        ns @ ..1_000_000 => format!("{:.2} µs", ns as f64 / 1e3),
        ns => format!("{:.2} ms", ns as f64 / 1e6),
    }
}
