//! Logs and metrics hold nothing about a person.

mod support;

use axum::http::StatusCode;
use serde_json::json;
use std::sync::{Arc, Mutex};
use support::module::{fact, packet};
use support::{TODAY, service_in};
use tongban_engine::api::Origin;

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn logs_and_metrics_hold_nothing_about_a_person() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .with_ansi(false)
        .finish();
    // Alone in its process: what is logged by other tests would be kept from it.
    tracing::subscriber::set_global_default(subscriber).unwrap();
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &[]).await;
    let counter = service.at("counter-street", "retire-short").await;
    let facts = [
        ("name", fact(json!("李四"), Origin::Card)),
        (
            "documentNumber",
            fact(json!("500103196505109053"), Origin::Card),
        ),
        ("newMobile", fact(json!("13912345678"), Origin::Asked)),
    ];
    let mut taken = packet(
        "0123456789abcdef0123456789abcdef",
        "contact",
        TODAY,
        &facts,
        &[],
    );
    let receipt = counter
        .post("/v1/packets", &serde_json::to_value(&taken).unwrap())
        .await;
    let (number, secret) = (
        receipt.receipt()["number"].as_str().unwrap().to_owned(),
        receipt.receipt()["secret"].as_str().unwrap().to_owned(),
    );
    taken.decision["facts"]["newMobile"] = json!("13912340000");
    taken.id = "fedcba9876543210fedcba9876543210".into();
    assert_eq!(
        counter
            .post("/v1/packets", &serde_json::to_value(&taken).unwrap())
            .await
            .status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    counter.get(&format!("/v1/cases/{number}")).await;
    counter
        .post("/v1/progress", &json!({"number": number, "secret": secret}))
        .await;
    counter
        .post_bytes(
            "/v1/packets",
            r#"{"name":"李四","name":1}"#.as_bytes().to_vec(),
        )
        .await;
    let metrics = counter.get("/metrics").await.text;
    let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(
        text.contains("packet taken") && text.contains("/v1/cases/{number}"),
        "something is logged: {text}"
    );
    for secret in [
        "李四",
        "500103196505109053",
        "1391234",
        &number,
        &secret,
        counter.cookie().split('=').nth(1).unwrap(),
    ] {
        assert!(
            !text.contains(secret) && !metrics.contains(secret),
            "`{secret}` is in the log"
        );
    }
}
