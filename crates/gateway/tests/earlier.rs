//! Packets of an earlier release: replayed by the bytes of the module that made them, decided again by the rules in force.

mod support;

use axum::http::StatusCode;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::sync::{Arc, LazyLock};
use support::{Service, TODAY, service_of};
use tongban_engine::digest;
use tongban_gateway::Pages;
use tongban_gateway::ports::{DecisionModule, EngineModule};
use tongban_replay::{Archive, Past};

/// The module of release 0.1.0 as it was published.
static EARLIER: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/releases/0.1.0/module.wasm.br");
    let mut module = Vec::new();
    brotli::BrotliDecompress(&mut fs::read(file).unwrap().as_slice(), &mut module).unwrap();
    module
});
static PAST: LazyLock<Past> = LazyLock::new(|| Past::open_own(&EARLIER).unwrap());

/// The module in force: today's catalogue.
fn in_force() -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalog");
    let checked = tongban_catalog::check(tongban_catalog::load(&folder), None);
    let built = checked.built.as_ref().expect("the catalogue compiles");
    tongban_catalog::build_module(b"\0asm\x01\0\0\0", built).unwrap()
}

async fn service(folder: &Path, module: Vec<u8>) -> Service {
    let module: Arc<dyn DecisionModule> = Arc::new(EngineModule::load(module).unwrap());
    service_of(folder, &[], Pages::default(), module).await
}

/// What a page that was opened under 0.1.0 hands in.
fn packet(id: &str) -> Value {
    let facts = json!({
        "contactChange": "mobile", "contactRecord": true, "documentNumber": "500103196505109037",
        "documentType": "resident-id", "name": "张三", "newMobile": "13912345678", "recordedMobile": "13900000001"
    });
    let request =
        json!({"item": "contact-change", "asOf": TODAY, "region": "500103", "facts": facts});
    let answer = PAST
        .decide(request.to_string().as_bytes(), &mut || true)
        .unwrap();
    let answer: Value = serde_json::from_slice(&answer).unwrap();
    let entries: serde_json::Map<String, Value> = facts
        .as_object()
        .unwrap()
        .iter()
        .map(|(fact, value)| (fact.clone(), json!({"value": value, "origin": "asked"})))
        .collect();
    let materials: serde_json::Map<String, Value> = answer["decision"]["materials"]
        .as_array()
        .unwrap()
        .iter()
        .map(|given| {
            (
                given["id"].as_str().unwrap().to_owned(),
                json!({"how": given["how"]}),
            )
        })
        .collect();
    json!({
        "schema": "tongban.packet/1", "id": id.repeat(32), "decision": answer["decision"],
        "decisionDigest": answer["digest"], "facts": entries, "complete": [], "materials": materials
    })
}

#[tokio::test]
async fn a_packet_of_a_kept_module_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let service = service(folder.path(), in_force()).await;
    let person = service.sign_in("retire-ready").await;
    let refused = person.post("/v1/packets", &packet("a")).await;
    assert_eq!(
        (refused.status, refused.codes()),
        (StatusCode::CONFLICT, vec!["replay.module"]),
        "not kept"
    );
    let archive = Archive::open(&folder.path().join("modules")).unwrap();
    let earlier = archive.keep(&EARLIER).unwrap();
    let answer = person.post("/v1/packets", &packet("a")).await;
    let receipt = answer.receipt();
    assert_eq!(
        receipt["differences"][0]["code"], "module.earlier",
        "{}",
        answer.text
    );
    assert_eq!(receipt["differences"][0]["packet"], earlier.as_str());
    assert!(answer.reviewed().is_empty(), "{:?}", answer.reviewed());
    let page = person.get(&format!("/v1/modules/{earlier}.wasm")).await;
    assert_eq!(
        page.status,
        StatusCode::OK,
        "a page that was opened with it goes on"
    );
    // Who has the bytes is told so without the file being read: it may even be damaged.
    let file = folder.path().join(format!("modules/{earlier}.wasm"));
    fs::write(file, "").unwrap();
    assert_eq!(person.get_known(&earlier).await, StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn a_packet_that_its_own_module_would_not_make_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let service = service(folder.path(), in_force()).await;
    Archive::open(&folder.path().join("modules"))
        .unwrap()
        .keep(&EARLIER)
        .unwrap();
    let person = service.sign_in("retire-ready").await;
    let mut forged = packet("c");
    forged["facts"]["newMobile"]["value"] = json!("13911111111");
    let answer = person.post("/v1/packets", &forged).await;
    assert_eq!(
        (answer.status, answer.codes()),
        (
            StatusCode::UNPROCESSABLE_ENTITY,
            vec!["packet.replay-differs"]
        )
    );
    assert!(answer.text.contains("facts.newMobile"), "{}", answer.text);
    assert!(
        !answer.text.contains("13911111111"),
        "masked: {}",
        answer.text
    );
}

#[tokio::test]
async fn a_retired_modules_packets_are_not_taken_from_its_day_on() {
    let folder = tempfile::tempdir().unwrap();
    let service = service(folder.path(), in_force()).await;
    let archive = Archive::open(&folder.path().join("modules")).unwrap();
    let earlier = archive.keep(&EARLIER).unwrap();
    let person = service.sign_in("retire-ready").await;
    archive.retire(&earlier, "2026-11-24").unwrap();
    let before = person.post("/v1/packets", &packet("d")).await;
    assert_eq!(before.status, StatusCode::CREATED, "{}", before.text);
    archive.retire(&earlier, TODAY).unwrap();
    let answer = person.post("/v1/packets", &packet("e")).await;
    assert_eq!(
        (answer.status, answer.codes()),
        (StatusCode::CONFLICT, vec!["replay.module-retired"])
    );
    let page = person.get(&format!("/v1/modules/{earlier}.wasm")).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    let known = person.get_known(&earlier).await;
    assert_eq!(known, StatusCode::NOT_FOUND, "gone is gone, whoever has it");
}

#[tokio::test]
async fn a_file_that_is_not_the_module_is_never_run() {
    let folder = tempfile::tempdir().unwrap();
    let service = service(folder.path(), in_force()).await;
    let modules = folder.path().join("modules");
    let earlier = Archive::open(&modules).unwrap().keep(&EARLIER).unwrap();
    let mut bytes = EARLIER.clone();
    bytes.extend(*b"\0\x03\x01xx");
    assert_ne!(digest(&bytes), earlier);
    fs::write(modules.join(format!("{earlier}.wasm")), bytes).unwrap();
    let person = service.sign_in("retire-ready").await;
    let answer = person.post("/v1/packets", &packet("f")).await;
    assert_eq!(
        (answer.status, answer.codes()),
        (StatusCode::INTERNAL_SERVER_ERROR, vec!["gateway.failed"])
    );
}

#[tokio::test]
async fn a_module_in_force_with_another_engine_replays_by_its_own() {
    // A gateway that was updated while release 0.1.0 stays in force: as long as its image can be read here.
    let Ok(module) = EngineModule::load(EARLIER.clone()) else {
        return;
    };
    let bytes = serde_json::to_vec(&packet("9")).unwrap();
    let replay = module.replay(&bytes).unwrap();
    assert!(replay.same, "{:?}", replay.differences);
}
