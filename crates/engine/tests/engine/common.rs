//! A small catalogue, compiled for every test.

use std::sync::{Arc, LazyLock};
use tongban_catalog::{check, load_texts};
use tongban_engine::api::{OpenOptions, Origin};
use tongban_engine::{Engine, Session};
use tongban_image::{encode_image, encode_texts};

/// Any digest: 64 hex digits.
pub const DIGEST: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

/// The compiled fixture.
pub fn built() -> tongban_catalog::Built {
    built_with(&[])
}

/// The same with words of its files replaced: file, words, other words.
pub fn built_with(edits: &[(&str, &str, &str)]) -> tongban_catalog::Built {
    let files = [
        ("facts/facts.yaml", include_str!("fixture/facts.yaml")),
        ("items/T/allowance.yaml", include_str!("fixture/item.yaml")),
    ];
    let files = files.map(|(name, text)| {
        let mut text = text.to_owned();
        for (_, from, to) in edits.iter().filter(|(file, ..)| *file == name) {
            assert!(text.contains(from), "`{from}` in {name}");
            text = text.replace(from, to);
        }
        (name, text)
    });
    compiled(&files.each_ref().map(|(name, text)| (*name, text.as_str())))
}

/// The compiled fixture with rows in rows.
pub fn family() -> tongban_catalog::Built {
    compiled(&[
        (
            "facts/family.yaml",
            include_str!("fixture/family/facts.yaml"),
        ),
        (
            "items/T/family.yaml",
            include_str!("fixture/family/item.yaml"),
        ),
    ])
}

/// A catalogue of these files beside what all fixtures share.
pub fn compiled(files: &[(&str, &str)]) -> tongban_catalog::Built {
    let shared = [
        ("catalog.yaml", include_str!("fixture/catalog.yaml")),
        ("bases.yaml", include_str!("fixture/bases.yaml")),
        ("formats/formats.yaml", include_str!("fixture/formats.yaml")),
        ("materials.yaml", include_str!("fixture/materials.yaml")),
        ("risks.yaml", include_str!("fixture/risks.yaml")),
        ("calendar/2025.yaml", include_str!("fixture/calendar.yaml")),
        (
            "messages/engine.yaml",
            include_str!("../../../../catalog/messages/engine.yaml"),
        ),
    ];
    let loaded = load_texts(shared.into_iter().chain(files.iter().copied()));
    let checked = check(loaded, None);
    let wrong: Vec<_> = checked
        .findings
        .iter()
        .filter(|f| f.severity == tongban_runtime::Severity::Error)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    checked.built.expect("the fixture compiles")
}

/// An engine over a compiled catalogue.
pub fn engine_of(built: &tongban_catalog::Built) -> Arc<Engine> {
    engine_with(built, DIGEST)
}

/// The same under another digest.
pub fn engine_with(built: &tongban_catalog::Built, digest: &str) -> Arc<Engine> {
    let image = encode_image(&built.image).unwrap();
    let texts: Vec<(String, Vec<u8>)> = built
        .texts
        .iter()
        .map(|texts| (texts.locale.clone(), encode_texts(texts).unwrap()))
        .collect();
    let sections = texts
        .iter()
        .map(|(locale, bytes)| (locale.as_str(), bytes.as_slice()))
        .collect();
    Arc::new(Engine::from_parts(digest, &image, sections).unwrap())
}

/// An engine over the fixture, compiled once.
pub fn engine() -> Arc<Engine> {
    static ENGINE: LazyLock<Arc<Engine>> = LazyLock::new(|| engine_of(&built()));
    Arc::clone(&ENGINE)
}

/// Options for the fixture's item.
pub fn options() -> OpenOptions {
    OpenOptions {
        item: "allowance".into(),
        as_of: "2025-09-29".into(),
        region: Some("500103".into()),
        ..OpenOptions::default()
    }
}

/// A session without facts.
pub fn session() -> Session {
    engine().open(options()).unwrap()
}

/// A session in which everything is answered and given.
pub fn complete() -> Session {
    let mut session = session();
    for (path, value) in facts() {
        session.set(path, &value, Origin::Asked).unwrap();
    }
    session
}

/// Answers that make the fixture's item ready.
pub fn facts() -> Vec<(&'static str, serde_json::Value)> {
    use serde_json::json;
    vec![
        ("name", json!("买买提•吐尔逊")),
        ("documentType", json!("permit")),
        ("documentNumber", json!("12345678")),
        ("birthDate", json!("1965-05-10")),
        ("paidMonths", json!("200")),
        ("abroad", json!(false)),
        ("arrears", json!("0")),
    ]
}
