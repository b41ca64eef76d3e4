//! The exports as a JavaScript host sees them, in Node, in a page and in a worker.
#![cfg(target_arch = "wasm32")]

use tongban_wasm::{EngineHandle, tongban_alloc, tongban_decide, tongban_free, tongban_load};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

/// The code of the diagnostic that was thrown.
fn code(thrown: &JsValue) -> String {
    assert!(!thrown.is_instance_of::<js_sys::Error>(), "that is a trap");
    let text = thrown.as_string().unwrap_or_default();
    js_sys::JSON::parse(&text)
        .and_then(|diagnostic| js_sys::Reflect::get(&diagnostic, &"code".into()))
        .ok()
        .and_then(|code| code.as_string())
        .unwrap_or_else(|| "not a diagnostic".to_owned())
}

/// The host that these tests run in: `page`, `worker` or `node`.
fn host() -> &'static str {
    let global: JsValue = js_sys::global().into();
    if global.is_instance_of::<web_sys::Window>() {
        "page"
    } else if global.is_instance_of::<web_sys::DedicatedWorkerGlobalScope>() {
        "worker"
    } else {
        "node"
    }
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
        let thrown = EngineHandle::new(bytes.to_vec()).err().expect("no frame");
        assert_eq!(code(&thrown), "module.frame");
    }
}

#[wasm_bindgen_test]
fn what_is_no_image_is_thrown_as_a_diagnostic() {
    let bytes = frame(&[("digest", b"00"), ("tongban.image", b"not an image")]);
    let thrown = EngineHandle::new(bytes).err().expect("no image");
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

/// A worker posts to its page what it was thrown: the copy must say the same.
#[wasm_bindgen_test]
fn a_diagnostic_survives_being_posted() {
    let thrown = EngineHandle::new(vec![0]).err().expect("no frame");
    let clone: js_sys::Function =
        js_sys::Reflect::get(&js_sys::global(), &"structuredClone".into())
            .and_then(JsCast::dyn_into)
            .expect("every host here has it");
    let posted = clone
        .call1(&JsValue::UNDEFINED, &thrown)
        .expect("plain data");
    assert_eq!(code(&posted), "module.frame");
    let text = |value: &JsValue| js_sys::JSON::stringify(value).ok().map(String::from);
    assert_eq!(text(&posted), text(&thrown));
}

/// The runner says by its variables which host it was asked for; the tests above must have run there.
#[wasm_bindgen_test]
fn the_host_is_the_one_that_was_asked_for() {
    let asked = if option_env!("WASM_BINDGEN_USE_BROWSER").is_some() {
        "page"
    } else if option_env!("WASM_BINDGEN_USE_DEDICATED_WORKER").is_some() {
        "worker"
    } else {
        "node"
    };
    assert_eq!(host(), asked);
}
