//! What only a whole catalogue has: tables in files, and decisions.

use std::path::Path;
use std::sync::{Arc, OnceLock};
use tongban_catalog::layout::lay_out;
use tongban_catalog::{check, load, load_texts};
use tongban_engine::Engine;
use tongban_image::{decode_image, encode_image, encode_texts};

/// A catalogue whose one function is a table in a file.
const CATALOG: &str = "id: fuzz\nname: {zh: 试}\nversion: 2026.1.0\nrevision: 1\neffective: 2025-01-01\nlocales: [zh-Hans]\n";
const FUNCTIONS: &str = "- id: days\n  name: {zh: 天数}\n  params:\n    - {name: 年数, type: number, min: \"0\", max: \"60\", scale: 0}\n    - {name: 城镇, type: boolean}\n  returns: {type: number}\n  table: {file: days.csv}\n  basis: []\n";

/// A table in a file is read or refused, with findings that lie within it; laying it out changes
/// nothing but its layout, and not twice.
pub fn csv_table(bytes: &[u8]) {
    let Ok(text) = core::str::from_utf8(bytes) else { return };
    let laid = |text: &str| -> Option<String> {
        let files = [("catalog.yaml", CATALOG), ("functions/f.yaml", FUNCTIONS), ("functions/days.csv", text)];
        let loaded = load_texts(files);
        let layouts = lay_out(&loaded);
        let checked = check(loaded, None);
        for finding in &checked.findings {
            let diagnostic = finding.to_diagnostic(&checked.sources);
            assert!(!diagnostic.message.is_empty(), "a finding says nothing");
        }
        layouts.files.into_iter().find(|file| file.path.ends_with(".csv")).map(|file| file.after)
    };
    if let Some(after) = laid(text) {
        assert_eq!(laid(&after), None, "the layout of a layout is itself");
    }
}

/// The engine of the reference catalogue.
fn engine() -> &'static Arc<Engine> {
    static ENGINE: OnceLock<Arc<Engine>> = OnceLock::new();
    ENGINE.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../catalog");
        let built = check(load(&folder), None).built.expect("the reference catalogue is right");
        let image = encode_image(&built.image).expect("an image");
        let texts: Vec<(String, Vec<u8>)> = built
            .texts
            .iter()
            .map(|texts| (texts.locale.clone(), encode_texts(texts).expect("texts")))
            .collect();
        let texts = texts.iter().map(|(locale, bytes)| (locale.as_str(), bytes.as_slice())).collect();
        Arc::new(Engine::from_parts("fuzz", &image, texts).expect("an engine"))
    })
}

/// The image of the reference catalogue, as a module holds it.
pub fn reference_image() -> Vec<u8> {
    encode_image(engine().image()).expect("an image")
}

/// A request gets a decision or diagnostics, in JSON, and the same one again.
pub fn decide(bytes: &[u8]) {
    answered(engine(), bytes);
}

fn answered(engine: &Arc<Engine>, request: &[u8]) {
    let answer = engine.decide(request);
    let value: serde_json::Value = serde_json::from_slice(&answer).expect("the answer is JSON");
    let named = |name: &str| value.get(name).is_some();
    assert!(named("decision") != named("diagnostics"), "either a decision or why there is none");
    assert_eq!(engine.decide(request), answer, "the same request gives the same answer");
}

/// An image is refused, or an engine over it answers whatever is asked; what is decoded is encoded
/// to bytes that mean the same.
pub fn image(bytes: &[u8]) {
    let _ = tongban_image::decode_item(bytes);
    let _ = tongban_image::decode_texts(bytes);
    let Ok(image) = decode_image(bytes) else { return };
    let again = encode_image(&image).expect("what was decoded can be encoded");
    assert!(decode_image(&again).is_ok_and(|other| other == image), "another image comes back");
    let Ok(engine) = Engine::from_parts("fuzz", bytes, vec![("zh-Hans", &[])]) else { return };
    let engine = Arc::new(engine);
    for item in image.items.iter().take(20) {
        let request = serde_json::json!({ "item": item.id, "asOf": "2026-01-01" });
        answered(&engine, request.to_string().as_bytes());
    }
}
