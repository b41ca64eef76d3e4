//! One contender as a wasm module: write the compiled rule, make rows, run.

use bench_rule::{Contender, boundary, eligible, mixed};
use std::cell::RefCell;

#[cfg(feature = "hand")]
type Chosen = bench_rule::hand::Hand;
#[cfg(feature = "unchecked")]
type Chosen = bench_rule::hand::Unchecked;
#[cfg(feature = "ours")]
type Chosen = bench_rule::ours::Ours;
#[cfg(feature = "batch")]
type Chosen = bench_rule::columns::Columns;
#[cfg(feature = "decimal")]
type Chosen = bench_rule::decimal::Exact;
#[cfg(feature = "datalogic")]
type Chosen = bench_rule::datalogic::Datalogic;
#[cfg(feature = "zen")]
type Chosen = bench_rule::zen::Zen;
#[cfg(feature = "cel")]
type Chosen = bench_rule::cel::Cel;

thread_local! {
    static CHOSEN: RefCell<Option<Chosen>> = const { RefCell::new(None) };
    static RULE: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

#[cfg(any(feature = "ours", feature = "batch"))]
fn make(rule: &[u8]) -> Option<Chosen> {
    Chosen::read(rule).ok()
}

#[cfg(not(any(feature = "ours", feature = "batch")))]
fn make(_: &[u8]) -> Option<Chosen> {
    Some(Chosen::default())
}

/// Room for the compiled rule; gives its address.
#[expect(
    unsafe_code,
    reason = "an exported name is an unsafe attribute; the function itself is safe"
)]
#[unsafe(no_mangle)]
pub extern "C" fn room(length: u32) -> *const u8 {
    RULE.with_borrow_mut(|rule| {
        *rule = vec![0; length as usize];
        rule.as_ptr()
    })
}

/// Makes the contender and its rows: all eligible (0), mixed (1), on a boundary (2). Gives 1 if all went well.
#[expect(
    unsafe_code,
    reason = "an exported name is an unsafe attribute; the function itself is safe"
)]
#[unsafe(no_mangle)]
pub extern "C" fn prepare(kind: u32, rows: u32) -> u32 {
    let rows = match kind {
        0 => eligible(rows as usize),
        1 => mixed(rows as usize),
        _ => boundary(rows as usize),
    };
    let Some(mut chosen) = RULE.with_borrow(|rule| make(rule)) else {
        return 0;
    };
    chosen.take(&rows);
    CHOSEN.with_borrow_mut(|place| *place = Some(chosen));
    1
}

/// Decides one row.
#[expect(
    unsafe_code,
    reason = "an exported name is an unsafe attribute; the function itself is safe"
)]
#[unsafe(no_mangle)]
pub extern "C" fn decide(row: u32) -> u32 {
    CHOSEN.with_borrow(|chosen| {
        chosen
            .as_ref()
            .map_or(2, |chosen| u32::from(chosen.decide(row as usize)))
    })
}

/// Decides rows one after another, `count` times in all; gives how many were eligible.
#[expect(
    unsafe_code,
    reason = "an exported name is an unsafe attribute; the function itself is safe"
)]
#[unsafe(no_mangle)]
pub extern "C" fn run(rows: u32, count: u32) -> u32 {
    CHOSEN.with_borrow(|chosen| {
        chosen
            .as_ref()
            .map_or(0, |chosen| chosen.run(rows as usize, count))
    })
}

/// Hash maps of a peer ask for random bytes, which a bare wasm module has none of; these do for a measurement.
#[cfg(feature = "zen")]
#[expect(unsafe_code, reason = "the signature that `getrandom` asks for")]
#[unsafe(no_mangle)]
unsafe extern "Rust" fn __getrandom_v03_custom(
    bytes: *mut u8,
    length: usize,
) -> Result<(), getrandom::Error> {
    // SAFETY: `getrandom` passes a buffer of its own with its length.
    unsafe { core::ptr::write_bytes(bytes, 7, length) };
    Ok(())
}
