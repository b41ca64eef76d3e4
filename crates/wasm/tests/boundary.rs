//! The exports as a JavaScript host sees them, in Node, in a page and in a worker.
#![cfg(target_arch = "wasm32")]

use tongban_wasm::{EngineHandle, tongban_alloc, tongban_decide, tongban_free, tongban_load};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

/// The code of the diagnostic that was thrown.
fn code(thrown: &JsValue) -> String {
    let text = thrown.as_string().unwrap_or_default();
    let diagnostic: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
    diagnostic["code"]
        .as_str()
        .unwrap_or("not a diagnostic")
        .to_owned()
}

fn frame(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = Vec::new();
    for (name, body) in parts {
        for bytes in [name.as_bytes(), body] {
            out.extend((bytes.len() as u32).to_le_bytes());
            out.extend_from_slice(bytes);
        }
    }
    out
}

#[wasm_bindgen_test]
fn what_is_no_frame_is_thrown_as_a_diagnostic() {
    for bytes in [&b""[..], b"\0", &[0xff; 64]] {
        let thrown = EngineHandle::new(bytes).err().expect("no frame");
        assert_eq!(code(&thrown), "module.frame");
    }
}

#[wasm_bindgen_test]
fn what_is_no_image_is_thrown_as_a_diagnostic() {
    let bytes = frame(&[("digest", b"00"), ("tongban.image", b"not an image")]);
    let thrown = EngineHandle::new(&bytes).err().expect("no image");
    assert_eq!(code(&thrown), "module.image");
}

#[wasm_bindgen_test]
fn raw_exports_refuse_what_was_not_handed_out() {
    assert_eq!(tongban_load(64, 8), 1);
    assert_eq!(tongban_decide(64, 8), 0);
    tongban_free(64, 8);
    let ptr = tongban_alloc(8);
    assert_ne!(ptr, 0);
    assert_eq!(tongban_load(ptr, 9), 1);
    let ptr = tongban_alloc(8);
    assert_eq!(tongban_load(ptr, 8), 2);
}
