//! What a hostile or mistaken channel may try, and what an honest one may do: nothing lowers a level, nothing is refused
//! that a window must take.

mod support;

use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use serde_json::json;
use support::module::{fact, packet, unreachable};
use support::packets::{ID, OTHER, contact, pension, send, text, with};
use support::{NOW, TODAY, service_in};
use tongban_engine::api::{Dispute, Origin};

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
async fn what_only_a_register_can_know_is_not_taken_from_a_packet() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &[]).await;
    // The pension register has no data about this person, and nobody else is asked for `activeSpell`.
    let person = service.sign_in("contact-none").await;
    for (id, origin) in [(ID, Origin::Register), (OTHER, Origin::Asked)] {
        let facts = [
            ("paidMonths", text("200", Origin::Asked)),
            ("activeSpell", fact(json!(false), origin)),
            ("faceScore", unreachable()),
        ];
        let answer = send(&person, &packet(id, "pension", TODAY, &facts, &[])).await;
        assert_eq!(answer.reviewed(), ["fact.register facts.activeSpell"]);
        let receipt = answer.receipt();
        assert_eq!(receipt["route"]["post"], "review-1");
        let changed = |d: &&serde_json::Value| d["what"] == "risks.double";
        let risk = receipt["differences"].as_array().unwrap().iter();
        assert_eq!(
            risk.filter(changed).map(|d| &d["ours"]).next(),
            Some(&json!("unknown")),
            "the silence of the risk point was the packet's own: {}",
            answer.text
        );
    }
    // Nor while the register does not answer; the face match score is this service's own.
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &["pension"]).await;
    let person = service.sign_in("enrol-double").await;
    let facts = [
        ("paidMonths", text("200", Origin::Asked)),
        ("activeSpell", fact(json!(false), Origin::Asked)),
        ("faceScore", text("99", Origin::Asked)),
    ];
    let answer = send(&person, &packet(ID, "pension", TODAY, &facts, &[])).await;
    assert_eq!(
        answer.reviewed(),
        [
            "fact.unverified facts.paidMonths",
            "fact.unverified facts.activeSpell",
            "fact.register facts.faceScore"
        ]
    );
    assert_eq!(answer.receipt()["route"]["post"], "review-1");
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
