//! The seven first items with the real engine and catalogue: each demonstration person gets the outcome that their label says.

mod support;

use serde_json::{Value, json};
use std::path::Path;
use std::sync::{Arc, LazyLock};
use support::{Answer, Client, Service, TODAY, service_of};
use tongban_engine::api::{OpenOptions, Origin, Packet};
use tongban_engine::{Engine, Module, Session};
use tongban_gateway::Pages;
use tongban_gateway::ports::{DecisionModule, EngineModule};

/// A module of the reference catalogue around an empty program: the gateway runs its own engine.
static MODULE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalog");
    let checked = tongban_catalog::check(tongban_catalog::load(&folder), None);
    let built = checked.built.as_ref().expect("the catalogue compiles");
    tongban_catalog::build_module(b"\0asm\x01\0\0\0", built).unwrap()
});
static ENGINE: LazyLock<Arc<Engine>> = LazyLock::new(|| Module::load(&MODULE).unwrap());

async fn real(folder: &Path, unreachable: &[&str]) -> Service {
    let module = Arc::new(EngineModule::load(MODULE.clone()).unwrap());
    service_of(folder, unreachable, Pages::default(), module).await
}

/// What a channel does: opens a session, fills in what the registers say, lets the person answer the rest.
async fn application(client: &Client, item: &str, answers: &Value) -> Session {
    let options = OpenOptions {
        item: item.into(),
        as_of: TODAY.into(),
        region: Some("500103".into()),
        ..OpenOptions::default()
    };
    let mut session = ENGINE.open(options).unwrap();
    let module = EngineModule::load(MODULE.clone()).unwrap();
    let policy = module.item(item).unwrap();
    let facts: Vec<&str> = policy
        .sources
        .iter()
        .filter(|s| !s.in_row && s.register.is_some())
        .map(|s| s.fact.as_str())
        .collect();
    let known = client
        .post("/v1/lookups", &json!({"item": item, "facts": facts}))
        .await;
    assert!(known.status.is_success(), "{}", known.text);
    for (fact, value) in known.body["answers"].as_object().unwrap() {
        match value.get("$unknown") {
            Some(reason) => session
                .mark_unknown(fact, reason.as_str().unwrap())
                .map(drop)
                .unwrap(),
            None => session
                .set(fact, value, Origin::Register)
                .map(drop)
                .unwrap(),
        }
    }
    for (path, value) in answers.as_object().unwrap() {
        session
            .set(path, value, Origin::Asked)
            .unwrap_or_else(|e| panic!("{path}: {e:?}"));
    }
    session
}

/// Gives every needed material in the first way that needs no file.
fn give(session: &mut Session) {
    let open: Vec<(String, Vec<String>)> = session
        .view()
        .materials
        .iter()
        .filter(|m| m.state == "needed" && m.given.is_none())
        .map(|m| {
            (
                m.id.clone(),
                m.ways.iter().map(|w| w.kind.clone()).collect(),
            )
        })
        .collect();
    for (id, ways) in open {
        let done = ways.iter().find_map(|way| match way.as_str() {
            "rendered" => Some(session.sign(&id)),
            "promised" => Some(session.promise(&id)),
            "shared" => Some(session.shared(&id)),
            "deferred" => Some(session.defer(&id)),
            _ => None,
        });
        if let Some(done) = done {
            done.unwrap();
        }
    }
}

fn id() -> String {
    use std::sync::atomic::{AtomicU64, Ordering};
    static NEXT: AtomicU64 = AtomicU64::new(1);
    format!("{:032x}", NEXT.fetch_add(1, Ordering::Relaxed))
}

async fn send(client: &Client, packet: &Packet) -> Answer {
    client
        .post("/v1/packets", &serde_json::to_value(packet).unwrap())
        .await
}

/// Applies as a person at the portal; what came of it, in words.
async fn outcome(service: &Service, identity: &str, item: &str, answers: &Value) -> String {
    let client = service.sign_in(identity).await;
    let mut session = application(&client, item, answers).await;
    give(&mut session);
    let answer = send(&client, &session.packet(&id(), None).unwrap()).await;
    let receipt = answer.receipt();
    let kinds: Vec<String> = receipt["corrections"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|c| c["kind"] == "blocks")
        .map(|c| c["code"].as_str().unwrap().to_owned())
        .collect();
    let reviewed = answer.reviewed();
    let mut text = format!(
        "{} {} {}",
        receipt["verdict"].as_str().unwrap(),
        receipt["state"].as_str().unwrap(),
        receipt["route"]["post"].as_str().unwrap()
    );
    for part in [kinds, reviewed].into_iter().flatten() {
        text.push_str(" · ");
        text.push_str(&part);
    }
    text
}

#[tokio::test]
async fn contact_change() {
    let dir = tempfile::tempdir().unwrap();
    let service = real(dir.path(), &[]).await;
    let change = json!({"contactChange": "mobile", "newMobile": "13912345678"});
    assert_eq!(
        outcome(&service, "retire-ready", "contact-change", &change).await,
        "ready done done"
    );
    let person = service.sign_in("retire-ready").await;
    let lookup = json!({"item": "contact-change", "facts": ["recordedMobile"]});
    assert_eq!(
        person.post("/v1/lookups", &lookup).await.body["answers"]["recordedMobile"],
        "13912345678"
    );
    assert_eq!(
        outcome(&service, "contact-none", "contact-change", &change).await,
        "blocked written-decision handle · condition:has-record"
    );
}

#[tokio::test]
async fn retirement() {
    let dir = tempfile::tempdir().unwrap();
    let service = real(dir.path(), &[]).await;
    let answers = json!({"hasDeemedSpells": false});
    let item = "retirement";
    assert_eq!(
        outcome(&service, "retire-ready", item, &answers).await,
        "ready received handle"
    );
    assert_eq!(
        outcome(&service, "retire-short", item, &answers).await,
        "blocked written-decision handle · condition:months"
    );
    assert_eq!(
        outcome(&service, "retire-file-differs", item, &answers).await,
        "ready received review-1"
    );
    assert_eq!(
        outcome(&service, "retire-large", item, &answers).await,
        "ready received review-2"
    );
}

#[tokio::test]
async fn flexible_enrolment() {
    let dir = tempfile::tempdir().unwrap();
    let service = real(dir.path(), &[]).await;
    let answers = json!({"workKind": "flexible", "enrolmentStart": "2026-12-01"});
    let item = "flexible-enrolment";
    assert_eq!(
        outcome(&service, "enrol-ready", item, &answers).await,
        "ready received handle"
    );
    assert!(
        outcome(&service, "enrol-employed", item, &answers)
            .await
            .starts_with("blocked written-decision review-2 · condition:not-insured-by-unit")
    );
    assert_eq!(
        outcome(&service, "enrol-double", item, &answers).await,
        "blocked written-decision review-2 · risk:already-insured"
    );
}

#[tokio::test]
async fn unemployment_benefit() {
    let dir = tempfile::tempdir().unwrap();
    let service = real(dir.path(), &[]).await;
    let answers = json!({"certificateAtHand": false, "seeksWork": true, "payToSocialCard": true});
    let resigned = json!({"certificateAtHand": false, "seeksWork": true, "payToSocialCard": true, "employerAtFault": false});
    let item = "unemployment-benefit";
    assert_eq!(
        outcome(&service, "unemployed-ready", item, &answers).await,
        "ready received handle"
    );
    assert_eq!(
        outcome(&service, "unemployed-resigned", item, &resigned).await,
        "blocked written-decision handle · condition:involuntary"
    );
    assert_eq!(
        outcome(&service, "unemployed-working", item, &answers).await,
        "blocked written-decision review-2 · risk:works-again"
    );
}

#[tokio::test]
async fn pension_transfer_in() {
    let dir = tempfile::tempdir().unwrap();
    let service = real(dir.path(), &[]).await;
    let spell = json!([{"paidRegion": "510100", "paidFrom": "2012-01-01", "paidTo": "2019-12-31"}]);
    let answers = json!({"transferReason": "employment", "contributionSpells": spell});
    let item = "pension-transfer-in";
    assert_eq!(
        outcome(&service, "transfer-ready", item, &answers).await,
        "ready received handle"
    );
    assert_eq!(
        outcome(&service, "transfer-receiving", item, &answers).await,
        "blocked written-decision handle · condition:not-in-payment"
    );
    assert_eq!(
        outcome(&service, "transfer-fund-late", item, &answers).await,
        "ready-with-correction received handle"
    );
}

#[tokio::test]
async fn card_loss() {
    let dir = tempfile::tempdir().unwrap();
    let service = real(dir.path(), &[]).await;
    let item = "card-loss";
    assert_eq!(
        outcome(
            &service,
            "card-lost",
            item,
            &json!({"cardAction": "temporary-loss"})
        )
        .await,
        "ready received handle"
    );
    assert_eq!(
        outcome(
            &service,
            "card-formally-lost",
            item,
            &json!({"cardAction": "cancel-loss"})
        )
        .await,
        "blocked written-decision handle · condition:can-do"
    );
    // Only the gateway knows the face match score: the channel could not see this coming.
    let low = outcome(
        &service,
        "card-face-low",
        item,
        &json!({"cardAction": "temporary-loss"}),
    )
    .await;
    assert!(
        low.starts_with("blocked written-decision review-2 · risk:face-differs"),
        "{low}"
    );
}

#[tokio::test]
async fn staff_change() {
    let dir = tempfile::tempdir().unwrap();
    let service = real(dir.path(), &[]).await;
    let staff = json!([{"changeType": "leave", "staffName": "钱一", "staffDocumentType": "resident-id", "staffDocumentNumber": "500103199008169104", "staffLeaveDate": "2026-11-20", "staffLeaveReason": "6301"}]);
    let answers = json!({"staff": staff});
    let item = "staff-change";
    assert_eq!(
        outcome(&service, "unit-ready", item, &answers).await,
        "ready received handle"
    );
    assert_eq!(
        outcome(&service, "unit-suspended", item, &answers).await,
        "blocked written-decision handle · condition:unit-active"
    );
}

#[tokio::test]
async fn every_document_type_can_apply() {
    let dir = tempfile::tempdir().unwrap();
    let service = real(dir.path(), &[]).await;
    for person in [
        "hk-permit",
        "macau-permit",
        "taiwan-permit-8",
        "taiwan-permit-10",
        "residence-permit",
        "foreign-permanent",
        "passport",
    ] {
        let client = service.sign_in(person).await;
        let answers = json!({"contactChange": "mobile", "newMobile": "13912345678"});
        let session = application(&client, "contact-change", &answers).await;
        let wrong: Vec<_> = session
            .check()
            .into_iter()
            .filter(|r| !r.code.starts_with("material:"))
            .collect();
        assert!(wrong.is_empty(), "{person}: {wrong:?}");
    }
    let client = service.sign_in("taiwan-permit-9").await;
    let session = application(
        &client,
        "contact-change",
        &json!({"contactChange": "mobile", "newMobile": "13912345678"}),
    )
    .await;
    let answer = send(&client, &session.packet(&id(), None).unwrap()).await;
    assert_eq!(
        answer.receipt()["route"]["post"],
        "review-1",
        "taken, and confirmed by a clerk: {}",
        answer.text
    );
}

#[tokio::test]
async fn a_forged_month_and_a_false_unreachable_lower_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let service = real(dir.path(), &[]).await;
    let client = service.sign_in("retire-short").await;
    let mut session = application(&client, "retirement", &json!({"hasDeemedSpells": false})).await;
    session
        .set("paidMonths", &json!("200"), Origin::Register)
        .unwrap();
    give(&mut session);
    let answer = send(&client, &session.packet(&id(), None).unwrap()).await;
    assert!(
        answer
            .reviewed()
            .contains(&"fact.register facts.paidMonths".to_owned()),
        "{:?}",
        answer.reviewed()
    );
    assert_eq!(
        (&answer.receipt()["verdict"], &answer.receipt()["state"]),
        (&json!("blocked"), &json!("written-decision"))
    );
    assert!(answer.text.contains("还差12个月"), "{}", answer.text);

    let client = service.sign_in("enrol-double").await;
    let mut session = application(
        &client,
        "flexible-enrolment",
        &json!({"workKind": "flexible", "enrolmentStart": "2026-12-01"}),
    )
    .await;
    session
        .mark_unknown("activePensionSpell", "unreachable")
        .unwrap();
    give(&mut session);
    let answer = send(&client, &session.packet(&id(), None).unwrap()).await;
    assert!(
        answer
            .reviewed()
            .contains(&"fact.answered facts.activePensionSpell".to_owned()),
        "{:?}",
        answer.reviewed()
    );
    assert_eq!(answer.receipt()["state"], "written-decision");
}

#[tokio::test]
async fn a_form_signed_with_other_words_is_taken_and_shown_to_the_officer() {
    let dir = tempfile::tempdir().unwrap();
    let service = real(dir.path(), &[]).await;
    let client = service.sign_in("retire-ready").await;
    let mut session = application(&client, "retirement", &json!({"hasDeemedSpells": false})).await;
    give(&mut session);
    let mut packet = session.packet(&id(), None).unwrap();
    let form = packet.materials.get_mut("application-form").unwrap();
    let prescribed = form.signed.replace("本人放弃核对".into()).unwrap();
    let answer = send(&client, &packet).await;
    assert_eq!(
        answer.reviewed(),
        ["material.signed materials.application-form"]
    );
    let receipt = answer.receipt();
    assert_eq!(
        (&receipt["verdict"], &receipt["route"]["post"]),
        (&json!("ready"), &json!("review-1"))
    );
    let shown = &receipt["differences"][0];
    assert_eq!(
        (&shown["packet"], &shown["ours"]),
        (&json!("本人放弃核对"), &json!(prescribed))
    );
    assert!(
        shown["message"].as_str().unwrap().contains("申领表"),
        "{shown}"
    );
}

#[tokio::test]
async fn nothing_attached_is_one_list_and_the_packet_is_taken_all_the_same() {
    let dir = tempfile::tempdir().unwrap();
    let service = real(dir.path(), &[]).await;
    let client = service.sign_in("retire-ready").await;
    let session = application(&client, "retirement", &json!({})).await;
    let answer = send(&client, &session.packet(&id(), None).unwrap()).await;
    let receipt = answer.receipt();
    assert_eq!(
        (&receipt["verdict"], &receipt["state"]),
        (&json!("incomplete"), &json!("received"))
    );
    let codes: Vec<&str> = receipt["corrections"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| c["code"].as_str().unwrap())
        .collect();
    assert!(
        codes.contains(&"field:hasDeemedSpells") && codes.contains(&"material:application-form"),
        "{codes:?}"
    );
}

#[tokio::test]
async fn an_honest_offline_kiosk_is_believed() {
    let dir = tempfile::tempdir().unwrap();
    let service = real(dir.path(), &[]).await;
    let kiosk = service.at("kiosk-1", "enrol-ready").await;
    let mut session = application(
        &kiosk,
        "flexible-enrolment",
        &json!({"workKind": "flexible", "enrolmentStart": "2026-12-01"}),
    )
    .await;
    for (fact, value) in [
        ("name", "孙七"),
        ("documentNumber", "500103199008169104"),
        ("documentType", "resident-id"),
        ("birthDate", "1990-08-16"),
        ("gender", "female"),
    ] {
        session.set(fact, &json!(value), Origin::Card).unwrap();
    }
    session
        .set("insuredByUnit", &json!(false), Origin::Asked)
        .unwrap();
    session
        .set("mobile", &json!("13900000005"), Origin::Asked)
        .unwrap();
    session
        .mark_unknown("activePensionSpell", "unreachable")
        .unwrap();
    give(&mut session);
    let answer = send(&kiosk, &session.packet(&id(), None).unwrap()).await;
    assert_eq!(
        (
            &answer.receipt()["verdict"],
            &answer.receipt()["route"]["post"]
        ),
        (&json!("ready"), &json!("handle")),
        "{}",
        answer.text
    );
    assert!(answer.reviewed().is_empty(), "{:?}", answer.reviewed());
}

#[tokio::test]
async fn a_changed_byte_of_a_real_packet_is_refused_and_named() {
    let dir = tempfile::tempdir().unwrap();
    let service = real(dir.path(), &[]).await;
    let client = service.sign_in("retire-short").await;
    let session = application(&client, "retirement", &json!({"hasDeemedSpells": false})).await;
    let packet = serde_json::to_string(&session.packet(&id(), None).unwrap()).unwrap();
    let forged = packet.replacen(r#""not-met""#, r#""met""#, 1);
    assert_ne!(packet, forged);
    let answer = client.post_bytes("/v1/packets", forged.into_bytes()).await;
    assert_eq!(answer.codes(), ["packet.replay-differs"]);
    assert!(answer.text.contains("conditions.months"), "{}", answer.text);
}
