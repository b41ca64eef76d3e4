//! Exports for hosts without JavaScript: numbers and bytes in linear memory.
//!
//! `tongban_alloc` a buffer, write a frame, `tongban_load` it (0: loaded); `tongban_alloc` and write a request,
//! `tongban_decide` it, read `ptr << 32 | len`, `tongban_free` what was allocated and what was returned.
//! `tongban_replay` takes a packet in the same way. These names and their meaning stay: a later release calls them to
//! replay what this one made.
//! One engine for each instance. None of the module's imports is called on this path.

use crate::frame::Frame;
use std::cell::RefCell;
use std::sync::Arc;
use tongban_engine::api::SortedMap;
use tongban_engine::{ENGINE_ID, Engine};

/// The section `tongban.engine`: which engine this is, for hosts that have another.
#[used]
#[cfg_attr(
    target_arch = "wasm32",
    expect(
        unsafe_code,
        reason = "the name of a section is an unsafe attribute; the bytes are plain"
    ),
    unsafe(link_section = "tongban.engine")
)]
static NAME: [u8; 32] = match ENGINE_ID.as_bytes().first_chunk() {
    Some(name) => *name,
    None => [0; 32],
};

/// Largest buffer that is handed out, in bytes.
pub const MAX_BUFFER_BYTES: u32 = 128 << 20;

thread_local! {
    static ENGINE: RefCell<Option<Arc<Engine>>> = const { RefCell::new(None) };
    // Buffers in use by address: a wild pointer is refused, never followed.
    static BUFFERS: RefCell<SortedMap<u32, Box<[u8]>>> = const { RefCell::new(SortedMap::new()) };
}

/// A zeroed buffer of `len` bytes, or 0 when it would be empty or too large. Free it with [`tongban_free`].
#[expect(
    unsafe_code,
    reason = "an exported name is an unsafe attribute; the function itself is safe"
)]
#[unsafe(no_mangle)]
pub extern "C" fn tongban_alloc(len: u32) -> u32 {
    let Ok(size) = usize::try_from(len) else {
        return 0;
    };
    if len == 0 || len > MAX_BUFFER_BYTES {
        return 0;
    }
    keep(vec![0; size].into_boxed_slice())
}

/// Gives a buffer back. A pointer that was not handed out is ignored.
#[expect(
    unsafe_code,
    reason = "an exported name is an unsafe attribute; the function itself is safe"
)]
#[unsafe(no_mangle)]
pub extern "C" fn tongban_free(ptr: u32, _len: u32) {
    BUFFERS.with_borrow_mut(|buffers| buffers.remove(&ptr));
}

/// Loads the frame of a module's parts. 0: loaded; 1: not a buffer; 2: the parts are not a catalogue of this engine.
#[expect(
    unsafe_code,
    reason = "an exported name is an unsafe attribute; the function itself is safe"
)]
#[unsafe(no_mangle)]
pub extern "C" fn tongban_load(ptr: u32, len: u32) -> u32 {
    let Some(frame) = take(ptr, len) else {
        return 1;
    };
    let Ok(engine) = Frame::read(frame).and_then(Frame::engine) else {
        return 2;
    };
    ENGINE.set(Some(engine));
    0
}

/// Decides a request (JSON bytes). Gives `ptr << 32 | len` of the answer, or 0 when nothing is loaded or `ptr` is not a buffer.
///
/// [`tongban_load`] and this take their buffer: it must not be freed again.
#[expect(
    unsafe_code,
    reason = "an exported name is an unsafe attribute; the function itself is safe"
)]
#[unsafe(no_mangle)]
pub extern "C" fn tongban_decide(ptr: u32, len: u32) -> u64 {
    answer(ptr, len, Engine::decide)
}

/// Replays a packet (canonical JSON bytes) that this module made; answers as [`tongban_decide`] does.
#[expect(
    unsafe_code,
    reason = "an exported name is an unsafe attribute; the function itself is safe"
)]
#[unsafe(no_mangle)]
pub extern "C" fn tongban_replay(ptr: u32, len: u32) -> u64 {
    answer(ptr, len, Engine::replay_bytes)
}

/// Traps. For the test that a host recovers; nothing else calls it.
#[expect(
    unsafe_code,
    reason = "an exported name is an unsafe attribute; the function itself is safe"
)]
#[unsafe(no_mangle)]
pub extern "C" fn tongban_trap() {
    #[cfg(target_arch = "wasm32")]
    core::arch::wasm32::unreachable();
}

/// Takes a request and keeps its answer.
fn answer(ptr: u32, len: u32, work: fn(&Arc<Engine>, &[u8]) -> Vec<u8>) -> u64 {
    let Some(request) = take(ptr, len) else {
        return 0;
    };
    let Some(engine) = ENGINE.with_borrow(Clone::clone) else {
        return 0;
    };
    let answer = work(&engine, &request).into_boxed_slice();
    let Ok(size) = u32::try_from(answer.len()) else {
        return 0;
    };
    u64::from(keep(answer)) << 32 | u64::from(size)
}

/// Keeps a buffer until it is freed and gives its address.
fn keep(buffer: Box<[u8]>) -> u32 {
    // Linear memory has 32-bit addresses; natively (tests) a number stands for the buffer.
    let Ok(address) = u32::try_from(buffer.as_ptr().addr() & 0xffff_ffff) else {
        return 0;
    };
    BUFFERS.with_borrow_mut(|buffers| buffers.insert(address, buffer));
    address
}

/// Takes the first `len` bytes of a buffer that was handed out, and the buffer with it.
fn take(ptr: u32, len: u32) -> Option<Vec<u8>> {
    let mut bytes = BUFFERS
        .with_borrow_mut(|buffers| buffers.remove(&ptr))?
        .into_vec();
    let len = usize::try_from(len).ok()?;
    if len > bytes.len() {
        return None;
    }
    bytes.truncate(len);
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_decided_before_loading_and_wild_pointers_are_refused() {
        assert_eq!(tongban_alloc(0), 0);
        assert_eq!(tongban_alloc(u32::MAX), 0);
        assert_eq!(tongban_load(12345, 10), 1);
        assert_eq!(tongban_decide(12345, 10), 0);
        let ptr = tongban_alloc(16);
        assert_eq!(tongban_load(ptr, 17), 1, "longer than the buffer");
        let ptr = tongban_alloc(16);
        assert_eq!(tongban_load(ptr, 16), 2, "zeros are no frame");
        let ptr = tongban_alloc(2);
        assert_eq!(tongban_decide(ptr, 2), 0, "nothing loaded");
        let ptr = tongban_alloc(2);
        assert_eq!(tongban_replay(ptr, 2), 0, "nothing loaded");
        assert_eq!(NAME.as_slice(), ENGINE_ID.as_bytes());
        tongban_free(ptr, 2);
        tongban_free(987_654, 1);
    }
}
