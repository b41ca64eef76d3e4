//! Handing in: the same packet twice, another under its name, and everything a hostile channel may try.

mod support;

use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use serde_json::{Value, json};
use support::module::{DIGEST, fact, packet, unreachable};
use support::{Client, NOW, TODAY, service_in};
use tongban_engine::api::{Dispute, Origin, Packet, PacketFact};

const ID: &str = "0123456789abcdef0123456789abcdef";
const OTHER: &str = "fedcba9876543210fedcba9876543210";

fn text(value: &str, origin: Origin) -> PacketFact {
    fact(Value::from(value), origin)
}

/// What an honest portal sends for the person who can retire.
fn pension(id: &str) -> Packet {
    let facts = [
        ("name", text("张三", Origin::Register)),
        (
            "documentNumber",
            text("500103196505109037", Origin::Register),
        ),
        ("paidMonths", text("200", Origin::Register)),
        ("activeSpell", fact(json!(false), Origin::Register)),
        ("faceScore", unreachable()),
    ];
    packet(id, "pension", TODAY, &facts, &[])
}

fn contact(id: &str, mobile: &str) -> Packet {
    let facts = [
        ("recordedMobile", text("13900000001", Origin::Register)),
        ("newMobile", text(mobile, Origin::Asked)),
    ];
    packet(id, "contact", TODAY, &facts, &[])
}

fn with(mut packet: Packet, key: &str, fact: PacketFact) -> Packet {
    packet.facts.insert(key.to_owned(), fact);
    let facts: Vec<(&str, PacketFact)> = packet
        .facts
        .iter()
        .map(|(k, f)| (k.as_str(), f.clone()))
        .collect();
    let materials: Vec<_> = packet
        .materials
        .iter()
        .map(|(k, m)| (k.as_str(), m.clone()))
        .collect();
    support::module::packet(
        &packet.id,
        packet.decision["item"].as_str().unwrap(),
        packet.decision["asOf"].as_str().unwrap(),
        &facts,
        &materials,
    )
}

async fn send(client: &Client, packet: &Packet) -> support::Answer {
    client
        .post("/v1/packets", &serde_json::to_value(packet).unwrap())
        .await
}

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
async fn a_changed_decision_is_refused_and_the_difference_named() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &[]).await;
    let person = service.sign_in("retire-short").await;
    let facts = [
        ("paidMonths", text("168", Origin::Register)),
        ("activeSpell", fact(json!(false), Origin::Register)),
    ];
    let mut forged = packet(ID, "pension", TODAY, &facts, &[]);
    forged.decision["conditions"]["months"] = json!("met");
    forged.decision["verdict"]["kind"] = json!("ready");
    let answer = send(&person, &forged).await;
    assert_eq!(
        (answer.status, answer.codes()),
        (
            StatusCode::UNPROCESSABLE_ENTITY,
            vec!["packet.replay-differs"]
        )
    );
    let named: Vec<&str> = answer.body["diagnostics"][0]["related"]
        .as_array()
        .unwrap()
        .iter()
        .map(|d| d["where"].as_str().unwrap())
        .collect();
    assert_eq!(named, ["conditions", "verdict"]);
    assert!(
        person.get("/v1/cases").await.body["cases"]
            .as_array()
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn a_forged_register_fact_is_decided_with_the_registers_own_value() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &[]).await;
    let person = service.sign_in("retire-short").await;
    for (id, origin) in [(ID, Origin::Register), (OTHER, Origin::Asked)] {
        let facts = [
            ("paidMonths", text("200", origin)),
            ("activeSpell", fact(json!(false), Origin::Register)),
        ];
        let answer = send(&person, &packet(id, "pension", TODAY, &facts, &[])).await;
        assert_eq!(
            answer.status,
            StatusCode::CREATED,
            "taken all the same: {}",
            answer.text
        );
        assert_eq!(answer.reviewed()[0], "fact.register facts.paidMonths");
        let receipt = answer.receipt();
        assert_eq!(
            (
                &receipt["verdict"],
                &receipt["state"],
                &receipt["route"]["post"]
            ),
            (
                &json!("blocked"),
                &json!("written-decision"),
                &json!("review-1")
            )
        );
        assert_eq!(receipt["corrections"][0]["code"], "condition:months");
    }
}

#[tokio::test]
async fn a_fact_whose_raw_text_says_something_else_does_not_slip_through() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &[]).await;
    let person = service.sign_in("retire-short").await;
    let mut sly = pension(ID);
    for (key, value) in [
        ("name", "李四"),
        ("documentNumber", "500103196505109053"),
        ("paidMonths", "168"),
    ] {
        sly = with(sly, key, text(value, Origin::Register));
    }
    sly.facts.get_mut("paidMonths").unwrap().raw = Some("200".into());
    let answer = send(&person, &sly).await;
    assert_eq!(answer.receipt()["verdict"], "blocked");
}

#[tokio::test]
async fn a_false_unreachable_lowers_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &[]).await;
    let person = service.sign_in("enrol-double").await;
    let facts = [
        ("paidMonths", text("200", Origin::Asked)),
        ("activeSpell", unreachable()),
    ];
    let answer = send(&person, &packet(ID, "pension", TODAY, &facts, &[])).await;
    assert!(
        answer
            .reviewed()
            .contains(&"fact.answered facts.activeSpell".to_owned()),
        "{:?}",
        answer.reviewed()
    );
    assert!(
        answer
            .reviewed()
            .contains(&"result.changed risks.double".to_owned()),
        "{:?}",
        answer.reviewed()
    );
    assert_eq!(answer.receipt()["state"], "written-decision");
}

#[tokio::test]
async fn an_honest_offline_packet_is_taken_without_suspicion() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &[]).await;
    let kiosk = service.at("kiosk-1", "retire-ready").await;
    let facts = [
        ("name", text("张三", Origin::Card)),
        ("documentNumber", text("500103196505109037", Origin::Card)),
        ("paidMonths", text("200", Origin::Asked)),
        ("activeSpell", unreachable()),
        ("faceScore", unreachable()),
    ];
    let answer = send(&kiosk, &packet(ID, "pension", "2026-11-21", &facts, &[])).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    assert!(answer.reviewed().is_empty(), "{:?}", answer.reviewed());
    let receipt = answer.receipt();
    assert_eq!(
        (
            &receipt["asOf"],
            &receipt["state"],
            &receipt["route"]["post"]
        ),
        (&json!("2026-11-21"), &json!("received"), &json!("handle"))
    );
    assert_eq!(receipt["differences"][0]["code"], "fact.answered");
}

#[tokio::test]
async fn what_nobody_could_ask_is_reviewed() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &["pension"]).await;
    let person = service.sign_in("retire-ready").await;
    let answer = send(&person, &pension(ID)).await;
    assert_eq!(
        answer.reviewed(),
        [
            "fact.unverified facts.paidMonths",
            "fact.unverified facts.activeSpell"
        ]
    );
    assert_eq!(answer.receipt()["route"]["post"], "review-1");
}

#[tokio::test]
async fn our_own_fresh_answer_stands_in_for_a_register_that_went_down() {
    let dir = tempfile::tempdir().unwrap();
    let person = {
        let service = service_in(dir.path(), &[]).await;
        let person = service.sign_in("retire-ready").await;
        person
            .post(
                "/v1/lookups",
                &json!({"item": "pension", "facts": ["paidMonths", "activeSpell"]}),
            )
            .await;
        person
    };
    let service = service_in(dir.path(), &["pension"]).await;
    let person = person.moved_to(&service);
    let answer = send(&person, &pension(ID)).await;
    assert!(answer.reviewed().is_empty(), "{:?}", answer.reviewed());
    // Twenty minutes later it no longer does.
    service
        .clock
        .0
        .store(NOW + 20 * 60, std::sync::atomic::Ordering::SeqCst);
    let later = send(&person, &pension(OTHER)).await;
    assert_eq!(later.reviewed().len(), 2);
}

#[tokio::test]
async fn an_application_date_outside_the_allowance_is_recorded_and_reviewed() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &[]).await;
    let person = service.sign_in("retire-ready").await;
    let dates = ["2026-11-22", "2026-11-24", "2025-01-01"];
    for (i, date) in dates.into_iter().enumerate() {
        let facts = [("newMobile", text("13900009999", Origin::Asked))];
        let answer = send(
            &person,
            &packet(&format!("{i:032}"), "contact", date, &facts, &[]),
        )
        .await;
        assert_eq!(answer.reviewed(), ["date.outside asOf"]);
        assert_eq!(
            (
                &answer.receipt()["asOf"],
                &answer.receipt()["route"]["post"]
            ),
            (&json!(TODAY), &json!("review-1"))
        );
    }
    let kiosk = service.at("kiosk-1", "retire-ready").await;
    let facts = [("newMobile", text("13900009999", Origin::Asked))];
    assert!(
        send(&kiosk, &packet(ID, "contact", "2026-11-20", &facts, &[]))
            .await
            .reviewed()
            .is_empty()
    );
    assert_eq!(
        send(&kiosk, &packet(OTHER, "contact", "2026-11-19", &facts, &[]))
            .await
            .reviewed(),
        ["date.outside asOf"]
    );
}

#[tokio::test]
async fn the_channel_comes_from_the_session_whatever_a_packet_says() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &[]).await;
    let file = packet(
        ID,
        "file",
        TODAY,
        &[("name", text("张三", Origin::Card))],
        &[],
    );
    let person = service.sign_in("retire-ready").await;
    let answer = send(&person, &file).await;
    assert_eq!(
        (answer.status, answer.codes()),
        (StatusCode::FORBIDDEN, vec!["item.channel"])
    );
    let mut posing = serde_json::to_value(&file).unwrap();
    posing["channel"] = json!("counter");
    assert_eq!(
        person.post("/v1/packets", &posing).await.status,
        StatusCode::BAD_REQUEST
    );
    let request = person
        .request(Method::POST, "/v1/packets?channel=counter")
        .header(header::CONTENT_TYPE, "application/json")
        .header("x-channel", "counter");
    assert_eq!(
        person
            .send(
                request
                    .body(Body::from(serde_json::to_vec(&file).unwrap()))
                    .unwrap()
            )
            .await
            .codes(),
        ["item.channel"]
    );

    let counter = service.at("counter-street", "retire-ready").await;
    assert_eq!(send(&counter, &file).await.status, StatusCode::CREATED);
    assert_eq!(
        send(&service.at("counter-village", "retire-ready").await, &file)
            .await
            .codes(),
        ["item.level"]
    );
    assert_eq!(
        send(&service.sign_in("account-only").await, &pension(OTHER))
            .await
            .codes(),
        ["item.assurance"]
    );
    assert_eq!(
        send(
            &service.sign_in("unit-ready").await,
            &contact(OTHER, "13900009999")
        )
        .await
        .codes(),
        ["item.audience"]
    );
    assert_eq!(
        send(&service.sign_in("counter-street").await, &pension(OTHER))
            .await
            .codes(),
        ["session.no-client"]
    );
}

#[tokio::test]
async fn facts_of_a_card_count_only_where_somebody_attests_them() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &[]).await;
    let person = service.sign_in("retire-ready").await;
    let facts = [
        ("name", text("张三", Origin::Card)),
        ("newMobile", text("13900009999", Origin::Asked)),
    ];
    assert_eq!(
        send(&person, &packet(ID, "contact", TODAY, &facts, &[]))
            .await
            .reviewed(),
        ["fact.card facts.name.origin"]
    );
    let counter = service.at("counter-street", "retire-ready").await;
    let other_name = [
        ("name", text("张四", Origin::Card)),
        ("newMobile", text("13900009999", Origin::Asked)),
    ];
    let answer = send(&counter, &packet(OTHER, "contact", TODAY, &other_name, &[])).await;
    assert_eq!(answer.reviewed(), ["fact.card facts.name"]);
}

#[tokio::test]
async fn nobody_applies_in_anothers_name() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &[]).await;
    let person = service.sign_in("retire-short").await;
    let answer = send(&person, &pension(ID)).await;
    assert_eq!(
        (answer.status, answer.codes()),
        (StatusCode::FORBIDDEN, vec!["packet.other-subject"])
    );
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
async fn a_disputed_value_is_kept_reviewed_and_never_a_dead_end() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &[]).await;
    let person = service.sign_in("retire-ready").await;
    let mut disputed = text("13900000001", Origin::Register);
    disputed.disputed = Some(Dispute {
        reason: "早就换号了".into(),
        claimed: Some(json!("13900001111")),
    });
    let facts = [
        ("recordedMobile", disputed),
        ("newMobile", text("13900009999", Origin::Asked)),
    ];
    let answer = send(&person, &packet(ID, "contact", TODAY, &facts, &[])).await;
    assert_eq!(
        (
            &answer.receipt()["state"],
            &answer.receipt()["route"]["post"]
        ),
        (&json!("received"), &json!("review-1"))
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
