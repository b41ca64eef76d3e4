//! Handing in: the same packet twice, another under its name, replaced, asked about, handled.

mod support;

use axum::body::Body;
use axum::http::{Method, StatusCode};
use serde_json::json;
use support::module::{DIGEST, packet};
use support::packets::{ID, OTHER, contact, pension, send, text};
use support::{NOW, TODAY, service_in};
use tongban_engine::api::Origin;

#[tokio::test]
async fn an_honest_packet_gets_a_receipt_and_a_case() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &[]).await;
    let person = service.sign_in("retire-ready").await;
    let answer = send(&person, &pension(ID)).await;
    assert_eq!(answer.status, StatusCode::CREATED);
    let receipt = answer.receipt();
    assert_eq!(
        (
            &receipt["verdict"],
            &receipt["state"],
            &receipt["route"]["post"]
        ),
        (&json!("ready"), &json!("received"), &json!("handle"))
    );
    assert!(answer.reviewed().is_empty(), "{:?}", answer.reviewed());
    assert_eq!(receipt["receivedAt"], "2026-11-23T10:00:00+08:00");
    let number = receipt["number"].as_str().unwrap();
    assert!(
        !receipt["qr"]
            .as_str()
            .unwrap()
            .contains(receipt["secret"].as_str().unwrap())
    );

    let cases = person.get("/v1/cases").await;
    assert_eq!(cases.body["cases"][0]["number"], number);
    assert_eq!(
        cases.body["cases"][0]["milestones"][0],
        json!({"id": "received", "name": "已收件", "at": "2026-11-23T10:00:00+08:00"})
    );
    let one = person.get(&format!("/v1/cases/{number}")).await;
    assert_eq!(&one.body["receipt"], receipt);
}

#[tokio::test]
async fn a_packet_that_is_not_sent_as_json_is_refused_unread() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &[]).await;
    let person = service.sign_in("retire-ready").await;
    let packet = serde_json::to_vec(&pension(ID)).unwrap();
    for (path, kind) in [
        ("/v1/packets", Some("text/plain")),
        ("/v1/packets", None),
        ("/v1/decide", Some("application/x-www-form-urlencoded")),
    ] {
        let mut request = person.request(Method::POST, path);
        if let Some(kind) = kind {
            request = request.header("content-type", kind);
        }
        let answer = person
            .send(request.body(Body::from(packet.clone())).unwrap())
            .await;
        assert_eq!(
            (answer.status, answer.codes()),
            (
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                vec!["request.media-type"]
            )
        );
    }
    let cases = person.get("/v1/cases").await;
    assert!(cases.body["cases"].as_array().unwrap().is_empty());
}

#[tokio::test]
async fn the_same_packet_twice_is_one_case_with_the_same_receipt() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &[]).await;
    let person = service.sign_in("retire-ready").await;
    let first = send(&person, &pension(ID)).await;
    service
        .clock
        .0
        .store(NOW + 600, std::sync::atomic::Ordering::SeqCst);
    let second = send(&person, &pension(ID)).await;
    assert_eq!(
        (first.status, second.status),
        (StatusCode::CREATED, StatusCode::OK)
    );
    assert_eq!(first.text, second.text);
    assert_eq!(
        person.get("/v1/cases").await.body["cases"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    // Spaces are no difference: what counts is the canonical form.
    let spaced = serde_json::to_string_pretty(&pension(ID)).unwrap();
    assert_eq!(
        person
            .post_bytes("/v1/packets", spaced.into_bytes())
            .await
            .text,
        first.text
    );
}

#[tokio::test]
async fn ten_at_the_same_time_are_one_case() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &[]).await;
    let person = service.sign_in("retire-ready").await;
    let sends: Vec<_> = (0..10)
        .map(|_| {
            let person = person.clone();
            tokio::spawn(async move { send(&person, &pension(ID)).await.text })
        })
        .collect();
    let mut texts = std::collections::BTreeSet::new();
    for sent in sends {
        texts.insert(sent.await.unwrap());
    }
    assert_eq!(texts.len(), 1, "{texts:?}");
    assert_eq!(
        person.get("/v1/cases").await.body["cases"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test]
async fn another_packet_under_the_same_id_is_a_conflict() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &[]).await;
    let person = service.sign_in("retire-ready").await;
    send(&person, &contact(ID, "13900009999")).await;
    let answer = send(&person, &contact(ID, "13900008888")).await;
    assert_eq!(
        (answer.status, answer.codes()),
        (StatusCode::CONFLICT, vec!["packet.conflict"])
    );
    // Somebody else with the same bytes learns nothing.
    let stranger = service.sign_in("retire-short").await;
    let copy = send(&stranger, &contact(ID, "13900009999")).await;
    assert_eq!(copy.codes(), ["packet.conflict"]);
}

#[tokio::test]
async fn an_instant_item_changes_the_record_once_and_is_done() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &[]).await;
    let person = service.sign_in("retire-ready").await;
    let answer = send(&person, &contact(ID, "13900009999")).await;
    assert_eq!(
        (
            &answer.receipt()["state"],
            &answer.receipt()["route"]["post"]
        ),
        (&json!("done"), &json!("done"))
    );
    let lookup = json!({"item": "contact", "facts": ["recordedMobile"]});
    assert_eq!(
        person.post("/v1/lookups", &lookup).await.body["answers"]["recordedMobile"],
        "13900009999"
    );
    // The old packet again is the old receipt, not a change back.
    assert_eq!(
        send(&person, &contact(ID, "13900009999")).await.status,
        StatusCode::OK
    );
    // One that was made before the change shows that it is stale.
    let stale = send(&person, &contact(OTHER, "13900007777")).await;
    assert_eq!(stale.reviewed(), ["fact.register facts.recordedMobile"]);
    assert_eq!(stale.receipt()["state"], "received");
    assert_eq!(
        person.post("/v1/lookups", &lookup).await.body["answers"]["recordedMobile"],
        "13900009999"
    );
}

#[tokio::test]
async fn a_changed_application_replaces_the_open_one() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &[]).await;
    let person = service.sign_in("retire-ready").await;
    let first = send(&person, &pension(ID)).await;
    let mut next = pension(OTHER);
    next.supersedes = Some(ID.into());
    let second = send(&person, &next).await;
    assert_eq!(second.status, StatusCode::CREATED, "{}", second.text);
    let old = person
        .get(&format!(
            "/v1/cases/{}",
            first.receipt()["number"].as_str().unwrap()
        ))
        .await;
    assert_eq!(
        (
            &old.body["case"]["state"],
            &old.body["case"]["supersededBy"]
        ),
        (&json!("superseded"), &second.receipt()["number"])
    );
    let mut third = pension("00000000000000000000000000000003");
    third.supersedes = Some(ID.into());
    assert_eq!(send(&person, &third).await.codes(), ["packet.supersedes"]);
    let stranger = service.sign_in("retire-short").await;
    let mut theirs = contact("00000000000000000000000000000004", "13900009999");
    theirs.supersedes = Some(OTHER.into());
    assert_eq!(
        send(&stranger, &theirs).await.codes(),
        ["packet.supersedes"]
    );
}

#[tokio::test]
async fn a_restart_keeps_receipts() {
    let dir = tempfile::tempdir().unwrap();
    let (person, text) = {
        let service = service_in(dir.path(), &[]).await;
        let person = service.sign_in("retire-ready").await;
        let text = send(&person, &pension(ID)).await.text;
        (person, text)
    };
    let service = service_in(dir.path(), &[]).await;
    let again = send(&person.moved_to(&service), &pension(ID)).await;
    assert_eq!((again.status, again.text), (StatusCode::OK, text));
}

#[tokio::test]
async fn hostile_bodies_get_clear_errors_and_the_service_goes_on() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &[]).await;
    let person = service.sign_in("retire-ready").await;
    let big = vec![b' '; 50 << 20];
    assert_eq!(
        person.post_bytes("/v1/packets", big).await.status,
        StatusCode::PAYLOAD_TOO_LARGE
    );
    let deep = [vec![b'['; 10_000], vec![b']'; 10_000]].concat();
    assert_eq!(
        person.post_bytes("/v1/packets", deep).await.codes(),
        ["json.too-deep"]
    );
    let double = serde_json::to_string(&pension(ID)).unwrap().replacen(
        "{\"schema\"",
        "{\"id\":\"x\",\"schema\"",
        1,
    );
    assert_eq!(
        person
            .post_bytes("/v1/packets", double.into_bytes())
            .await
            .codes(),
        ["json.duplicate-key"]
    );
    assert_eq!(
        person
            .post_bytes("/v1/packets", b"{\"id\":\"\xff\"}".to_vec())
            .await
            .codes(),
        ["json.utf8"]
    );
    assert_eq!(
        person
            .post_bytes("/v1/packets", b"{".to_vec())
            .await
            .codes(),
        ["json.syntax"]
    );
    assert_eq!(
        person
            .post("/v1/packets", &json!({"schema": "x"}))
            .await
            .status,
        StatusCode::BAD_REQUEST
    );
    let mut odd = pension("0123");
    odd.decision["module"] = json!(DIGEST);
    assert_eq!(send(&person, &odd).await.codes(), ["packet.id"]);
    let mut old = pension(OTHER);
    old.decision["module"] = json!("00");
    let answer = send(&person, &old).await;
    assert_eq!(
        (answer.status, answer.codes()),
        (StatusCode::CONFLICT, vec!["replay.module"])
    );
    assert_eq!(
        send(&person, &pension(ID)).await.status,
        StatusCode::CREATED
    );
}

#[tokio::test]
async fn progress_is_told_to_who_has_the_code_and_to_nobody_else() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &[]).await;
    let person = service.sign_in("retire-ready").await;
    let answer = send(&person, &pension(ID)).await;
    let (number, secret) = (
        answer.receipt()["number"].clone(),
        answer.receipt()["secret"].as_str().unwrap().to_owned(),
    );
    let anybody = service.client();
    let typed = secret.to_lowercase().replace('-', " ");
    let told = anybody
        .post("/v1/progress", &json!({"number": number, "secret": typed}))
        .await;
    assert_eq!(told.body["progress"]["number"], number);
    let own = person
        .post("/v1/progress", &json!({"number": number}))
        .await;
    assert_eq!(own.status, StatusCode::OK);
    let wrong = anybody
        .post(
            "/v1/progress",
            &json!({"number": number, "secret": "2222-2222-2222-2222"}),
        )
        .await;
    let none = anybody
        .post(
            "/v1/progress",
            &json!({"number": "20261123000000000", "secret": secret}),
        )
        .await;
    let stranger = service.sign_in("retire-short").await;
    let other = stranger
        .get(&format!("/v1/cases/{}", number.as_str().unwrap()))
        .await;
    let missing = stranger.get("/v1/cases/20261123000000000").await;
    assert_eq!(wrong.status, StatusCode::NOT_FOUND);
    assert_eq!(wrong.text, none.text);
    assert_eq!((other.status, &other.text), (missing.status, &missing.text));
}

#[tokio::test]
async fn a_post_handles_what_waits_for_it_and_nobody_reviews_their_own() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &[]).await;
    let reviewer = service.at("reviewer-1", "retire-ready").await;
    let facts = [
        ("name", text("张四", Origin::Card)),
        ("newMobile", text("13900009999", Origin::Asked)),
    ];
    let number = send(&reviewer, &packet(ID, "contact", TODAY, &facts, &[]))
        .await
        .receipt()["number"]
        .as_str()
        .unwrap()
        .to_owned();
    let path = format!("/v1/staff/cases/{number}/actions");
    assert_eq!(
        reviewer
            .post(&path, &json!({"action": "accept"}))
            .await
            .codes(),
        ["staff.same-operator"]
    );
    assert_eq!(
        service
            .sign_in("counter-street")
            .await
            .post(&path, &json!({"action": "accept"}))
            .await
            .status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        service
            .sign_in("retire-ready")
            .await
            .get("/v1/staff/queue")
            .await
            .codes(),
        ["staff.post"]
    );

    let other = service.sign_in("reviewer-2").await;
    assert_eq!(
        other.get("/v1/staff/queue").await.body["cases"][0]["number"],
        number
    );
    let seen = other.get(&format!("/v1/staff/cases/{number}")).await;
    assert_eq!(
        (&seen.body["receipt"]["secret"], &seen.body["actions"]),
        (&json!(""), &json!(["accept", "return"]))
    );
    assert_eq!(
        other
            .post(&path, &json!({"action": "return"}))
            .await
            .codes(),
        ["case.note"]
    );
    let accepted = other.post(&path, &json!({"action": "accept"})).await;
    assert_eq!(accepted.body["case"]["state"], "accepted");
    assert_eq!(
        other
            .post(&path, &json!({"action": "accept"}))
            .await
            .codes(),
        ["case.state"]
    );
    let done = other
        .post(&path, &json!({"action": "finish", "note": "已办结"}))
        .await;
    assert_eq!(
        done.body["case"]["milestones"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|s| s["at"].is_string())
            .count(),
        3
    );
    assert!(
        other.get("/v1/staff/queue").await.body["cases"]
            .as_array()
            .unwrap()
            .is_empty()
    );
}
