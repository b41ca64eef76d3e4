//! Files: durable before they count, of one application and one subject, and all missing ones named at once.

mod support;

use axum::http::StatusCode;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use support::module::{fact, packet};
use support::{Client, TODAY, service_in};
use tongban_engine::api::{FileView, Origin, Packet, PacketMaterial};

const ID: &str = "0123456789abcdef0123456789abcdef";
const OTHER: &str = "fedcba9876543210fedcba9876543210";
const PDF: &[u8] = b"%PDF-1.7\nan application form";

fn sha(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect()
}

fn file(bytes: &[u8], media: &str) -> FileView {
    FileView {
        name: "表.pdf".into(),
        media: media.into(),
        size: bytes.len() as u64,
        sha256: sha(bytes),
    }
}

fn with_files(id: &str, files: Vec<FileView>) -> Packet {
    let facts = [("newMobile", fact(Value::from("13900009999"), Origin::Asked))];
    let form = PacketMaterial {
        how: "provided".into(),
        files,
        signed: None,
        due: None,
    };
    packet(id, "contact", TODAY, &facts, &[("form", form)])
}

async fn put(client: &Client, id: &str, bytes: &[u8]) -> support::Answer {
    client
        .put(
            &format!("/v1/packets/{id}/materials/{}", sha(bytes)),
            bytes.to_vec(),
        )
        .await
}

async fn send(client: &Client, packet: &Packet) -> support::Answer {
    client
        .post("/v1/packets", &serde_json::to_value(packet).unwrap())
        .await
}

#[tokio::test]
async fn a_file_is_stored_once_and_named_by_its_bytes() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &[]).await;
    let person = service.sign_in("retire-ready").await;
    let first = put(&person, ID, PDF).await;
    assert_eq!(
        (first.status, &first.body),
        (
            StatusCode::CREATED,
            &json!({"sha256": sha(PDF), "size": PDF.len(), "media": "application/pdf"})
        )
    );
    assert_eq!(put(&person, ID, PDF).await.status, StatusCode::OK);
    let digest = sha(PDF);
    let stored = dir
        .path()
        .join("materials")
        .join(&digest[..2])
        .join(&digest[2..]);
    assert_eq!(std::fs::read(stored).unwrap(), PDF);
    assert_eq!(
        std::fs::read_dir(dir.path().join("materials/partial"))
            .unwrap()
            .count(),
        0
    );
    assert_eq!(
        send(&person, &with_files(ID, vec![file(PDF, "application/pdf")]))
            .await
            .status,
        StatusCode::CREATED
    );
    assert_eq!(
        put(&person, ID, b"%PDF-late").await.codes(),
        ["packet.taken"]
    );
}

#[tokio::test]
async fn other_bytes_than_said_leave_nothing_behind() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &[]).await;
    let person = service.sign_in("retire-ready").await;
    let answer = person
        .put(
            &format!("/v1/packets/{ID}/materials/{}", sha(PDF)),
            b"%PDF-1.7\nsomething else".to_vec(),
        )
        .await;
    assert_eq!(
        (answer.status, answer.codes()),
        (StatusCode::UNPROCESSABLE_ENTITY, vec!["material.digest"])
    );
    assert_eq!(
        std::fs::read_dir(dir.path().join("materials/partial"))
            .unwrap()
            .count(),
        0
    );
    assert_eq!(
        send(&person, &with_files(ID, vec![file(PDF, "application/pdf")]))
            .await
            .codes(),
        ["material.missing"]
    );
}

#[tokio::test]
async fn what_is_missing_or_wrong_is_said_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &[]).await;
    let person = service.sign_in("retire-ready").await;
    put(&person, ID, PDF).await;
    let mut wrong_size = file(PDF, "application/pdf");
    wrong_size.size = 1;
    let packet = with_files(
        ID,
        vec![
            file(b"one", "application/pdf"),
            wrong_size,
            file(b"two", "image/png"),
        ],
    );
    let answer = send(&person, &packet).await;
    assert_eq!(
        (answer.status, answer.codes()),
        (
            StatusCode::UNPROCESSABLE_ENTITY,
            vec!["material.missing", "material.size", "material.missing"]
        )
    );
    let places: Vec<&str> = answer.body["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|d| d["where"].as_str().unwrap())
        .collect();
    assert!(
        places[0].contains(&sha(b"one")) && places[2].contains(&sha(b"two")),
        "{places:?}"
    );
    // Nothing is lost: with the files the same application goes through.
    assert_eq!(
        send(&person, &with_files(ID, vec![file(PDF, "application/pdf")]))
            .await
            .status,
        StatusCode::CREATED
    );
}

#[tokio::test]
async fn files_belong_to_one_application_and_one_subject() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &[]).await;
    let person = service.sign_in("retire-ready").await;
    put(&person, ID, PDF).await;
    assert_eq!(
        send(
            &person,
            &with_files(OTHER, vec![file(PDF, "application/pdf")])
        )
        .await
        .codes(),
        ["material.missing"]
    );
    let stranger = service.sign_in("retire-short").await;
    assert_eq!(
        put(&stranger, ID, b"%PDF-mine").await.codes(),
        ["packet.conflict"]
    );
    assert_eq!(
        send(
            &stranger,
            &with_files(ID, vec![file(PDF, "application/pdf")])
        )
        .await
        .codes(),
        ["material.missing"]
    );
    assert_eq!(
        put(&service.client(), ID, PDF).await.codes(),
        ["session.none"]
    );
}

#[tokio::test]
async fn the_type_is_what_the_bytes_show() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &[]).await;
    let person = service.sign_in("retire-ready").await;
    let page = put(&person, ID, b"<html><script>").await;
    assert_eq!(
        (page.status, page.codes()),
        (StatusCode::UNSUPPORTED_MEDIA_TYPE, vec!["material.media"])
    );
    put(&person, ID, PDF).await;
    assert_eq!(
        send(&person, &with_files(ID, vec![file(PDF, "image/png")]))
            .await
            .codes(),
        ["material.media"]
    );
}

#[tokio::test]
async fn a_file_may_be_as_large_as_the_cap_and_no_larger() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &[]).await;
    let person = service.sign_in("retire-ready").await;
    let cap = usize::try_from(tongban_gateway::limits::MAX_MATERIAL_BYTES).unwrap();
    let mut bytes = PDF.to_vec();
    bytes.resize(cap, b' ');
    assert_eq!(put(&person, ID, &bytes).await.status, StatusCode::CREATED);
    bytes.push(b' ');
    let answer = put(&person, ID, &bytes).await;
    assert_eq!(
        (answer.status, answer.codes()),
        (StatusCode::PAYLOAD_TOO_LARGE, vec!["material.too-large"])
    );
}

#[tokio::test]
async fn addresses_that_are_none_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &[]).await;
    let person = service.sign_in("retire-ready").await;
    for path in [
        format!("/v1/packets/x/materials/{}", sha(PDF)),
        format!("/v1/packets/{ID}/materials/..%2f..%2fkey"),
        format!("/v1/packets/{ID}/materials/{}", sha(PDF).to_uppercase()),
    ] {
        assert_eq!(
            person.put(&path, PDF.to_vec()).await.codes(),
            ["material.address"],
            "{path}"
        );
    }
}
