//! Bundles (打包办) with the real engine and catalogue: one receipt, a case for each item, and who waits for whom.

mod support;

use axum::http::StatusCode;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::atomic::Ordering;
use std::sync::{Arc, LazyLock};
use support::{Answer, Client, Service, TODAY, service_of};
use tongban_engine::api::{BundlePacket, OpenOptions, Origin};
use tongban_engine::{BundleSession, Engine, Module, split_bundle};
use tongban_gateway::Pages;
use tongban_gateway::ports::{DecisionModule, EngineModule};

static MODULE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalog");
    let checked = tongban_catalog::check(tongban_catalog::load(&folder), None);
    let built = checked.built.as_ref().expect("the catalogue compiles");
    tongban_catalog::build_module(b"\0asm\x01\0\0\0", built).unwrap()
});
static ENGINE: LazyLock<Arc<Engine>> = LazyLock::new(|| Module::load(&MODULE).unwrap());

const ID: &str = "0123456789abcdef0123456789abcdef";
const OTHER: &str = "fedcba9876543210fedcba9876543210";

/// A service whose registers say that everybody has paid in another province and was not moved here yet.
async fn service(folder: &Path) -> Service {
    let module = Arc::new(EngineModule::load(MODULE.clone()).unwrap());
    let service = service_of(folder, &[], Pages::default(), module).await;
    sqlx::query("update registers set fields = json_set(fields, '$.relationsGathered', json('false'), '$.fromRegion', '510100') where register = 'pension'")
        .execute(&service.built.pool)
        .await
        .unwrap();
    service
}

/// What a channel does: opens the bundle, fills in what the registers say of each item, lets the person answer the rest.
async fn application(client: &Client, bundle: &str, answers: &Value) -> BundleSession {
    let module = EngineModule::load(MODULE.clone()).unwrap();
    let mut session = ENGINE
        .open_bundle(OpenOptions {
            item: bundle.into(),
            as_of: TODAY.into(),
            region: Some("500103".into()),
            ..OpenOptions::default()
        })
        .unwrap();
    for member in &module.bundle(bundle).unwrap().members {
        let policy = module.item(&member.item).unwrap();
        let facts: Vec<&str> = policy
            .sources
            .iter()
            .filter(|s| !s.in_row && s.register.is_some())
            .map(|s| s.fact.as_str())
            .collect();
        let asked = json!({"item": member.item, "facts": facts});
        let known = client.post("/v1/lookups", &asked).await;
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
    }
    for (path, value) in answers.as_object().unwrap() {
        session
            .set(path, value, Origin::Asked)
            .unwrap_or_else(|e| panic!("{path}: {e:?}"));
    }
    let open: Vec<(String, Vec<String>)> = session
        .view()
        .materials
        .iter()
        .filter(|m| m.state == "needed" && m.given.is_none())
        .map(|m| {
            let ways = m.ways.iter().map(|w| w.kind.clone()).collect();
            (m.id.clone(), ways)
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
    session
}

/// Retiring with the relation moved in first.
fn retiring() -> Value {
    json!({
        "withTransferIn": true, "withContactChange": true, "hasDeemedSpells": false,
        "transferReason": "consolidation",
        "contributionSpells": [{"paidRegion": "510100", "paidFrom": "2012-01-01", "paidTo": "2019-12-31"}],
        "contactChange": "mobile", "newMobile": "13912345678",
    })
}

async fn send(client: &Client, packet: &BundlePacket) -> Answer {
    let body = serde_json::to_value(packet).unwrap();
    client.post("/v1/packets", &body).await
}

fn members(receipt: &Value) -> Vec<(String, String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let list = receipt["members"].as_array().unwrap().iter();
    list.map(|m| (text(&m["item"]), text(&m["state"]), text(&m["verdict"])))
        .collect()
}

fn three(list: [(&str, &str, &str); 3]) -> Vec<(String, String, String)> {
    list.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned()))
        .to_vec()
}

/// What anybody with number and code sees: the state of the bundle, then of each item.
async fn progress(service: &Service, receipt: &Value) -> Vec<String> {
    let ask = json!({"number": receipt["number"], "secret": receipt["secret"]});
    let answer = service.client().post("/v1/progress", &ask).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let progress = &answer.body["progress"];
    let members = progress["members"].as_array().unwrap().iter();
    let states = std::iter::once(progress).chain(members);
    states
        .map(|one| one["state"].as_str().unwrap().to_owned())
        .collect()
}

async fn act(service: &Service, number: &Value, action: &str, note: Option<&str>) -> Answer {
    let path = format!("/v1/staff/cases/{}/actions", number.as_str().unwrap());
    let post = service.sign_in("reviewer-2").await;
    let answer = post
        .post(&path, &json!({"action": action, "note": note}))
        .await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer
}

async fn count(service: &Service, table: &str) -> i64 {
    sqlx::query_scalar(sqlx::AssertSqlSafe(format!("select count(*) from {table}")))
        .fetch_one(&service.built.pool)
        .await
        .unwrap()
}

#[tokio::test]
async fn one_receipt_a_case_for_each_item_and_the_one_that_waits_goes_on_when_the_other_is_decided()
{
    let dir = tempfile::tempdir().unwrap();
    let service = service(dir.path()).await;
    let client = service.sign_in("retire-ready").await;
    let session = application(&client, "retiring", &retiring()).await;
    let packet = session.packet(ID, None).unwrap();
    let answer = send(&client, &packet).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    let receipt = answer.receipt().clone();
    // What the transfer is going to meet does not block; a change of contact is done at once.
    assert_eq!(
        members(&receipt),
        three([
            ("pension-transfer-in", "received", "ready"),
            ("retirement", "waiting", "ready"),
            ("contact-change", "done", "ready"),
        ])
    );
    let waiting = &receipt["members"][1];
    assert_eq!(waiting["waitsFor"], json!(["pension-transfer-in"]));
    assert_eq!(waiting["deadline"]["date"], Value::Null);
    assert_eq!(receipt["deadline"]["date"], Value::Null);
    let waits = receipt["corrections"].as_array().unwrap().iter();
    let waits: Vec<&Value> = waits.filter(|c| c["kind"] == "waits").collect();
    assert_eq!(waits.len(), 1, "{}", answer.text);
    assert_eq!(waits[0]["code"], "condition:retirement/gathered");
    assert_eq!(
        progress(&service, &receipt).await,
        ["accepted", "received", "waiting", "done"]
    );

    // The same again: the same receipt, and nothing more is kept.
    let cases = count(&service, "cases").await;
    assert_eq!(cases, 4);
    let again = send(&client, &packet).await;
    assert_eq!(again.status, StatusCode::OK);
    assert_eq!(again.receipt(), &receipt);
    assert_eq!(count(&service, "cases").await, cases);

    // The office sees the case of an item, as a part of the bundle; what waits is in no queue.
    let post = service.sign_in("reviewer-2").await;
    let queue = post.get("/v1/staff/queue").await;
    let queue = queue.body["cases"].as_array().unwrap();
    assert_eq!(queue.len(), 1);
    assert_eq!(queue[0]["item"], "pension-transfer-in");
    assert_eq!(queue[0]["bundle"]["number"], receipt["number"]);
    assert_eq!(queue[0]["bundle"]["name"], "职工退休一次办");
    let path = format!("/v1/staff/cases/{}", waiting["number"].as_str().unwrap());
    let seen = post.get(&path).await;
    assert_eq!(seen.body["actions"], json!([]));
    assert_eq!(seen.body["case"]["waitsFor"].as_array().unwrap().len(), 1);

    // The person's list has one line, with the items in it.
    let mine = client.get("/v1/cases").await;
    let mine = mine.body["cases"].as_array().unwrap();
    assert_eq!(mine.len(), 1);
    assert_eq!(mine[0]["members"].as_array().unwrap().len(), 3);

    let first = &receipt["members"][0]["number"];
    act(&service, first, "accept", None).await;
    assert_eq!(progress(&service, &receipt).await[2], "waiting");
    // The transfer takes a week.
    service.clock.0.fetch_add(7 * 86_400, Ordering::SeqCst);
    act(&service, first, "finish", None).await;
    assert_eq!(
        progress(&service, &receipt).await,
        ["accepted", "done", "received", "done"]
    );
    // Its time begins now: twenty working days from this day, as the limit of its item says.
    let post = service.sign_in("reviewer-2").await;
    let ask = json!({"number": receipt["number"], "secret": receipt["secret"]});
    let shown = service.client().post("/v1/progress", &ask).await;
    let going = &shown.body["progress"]["members"][1];
    assert_eq!(
        going["deadline"],
        json!({"date": "2026-12-28", "text": "20个工作日（2026年12月28日前）"})
    );
    let released = post.get(&path).await;
    assert_eq!(released.body["case"]["deadline"], going["deadline"]);
    let history = released.body["history"].as_array().unwrap();
    assert_eq!(history.last().unwrap()["action"], "released");
    act(&service, &waiting["number"], "accept", None).await;
    act(&service, &waiting["number"], "finish", None).await;
    assert_eq!(
        progress(&service, &receipt).await,
        ["done", "done", "done", "done"]
    );
}

#[tokio::test]
async fn an_item_that_is_refused_holds_only_the_one_that_needs_it() {
    let dir = tempfile::tempdir().unwrap();
    let service = service(dir.path()).await;
    sqlx::query("update registers set fields = json_set(fields, '$.receiving', json('true')) where register = 'pension'")
        .execute(&service.built.pool)
        .await
        .unwrap();
    let client = service.sign_in("retire-ready").await;
    let session = application(&client, "retiring", &retiring()).await;
    let answer = send(&client, &session.packet(ID, None).unwrap()).await;
    let receipt = answer.receipt();
    let states = members(receipt);
    assert_eq!(
        (states[0].1.as_str(), states[0].2.as_str()),
        ("written-decision", "blocked")
    );
    assert_eq!(states[1].1, "waiting");
    assert_eq!(states[2].1, "done");
    assert_eq!(receipt["verdict"], "ready-with-correction");
    // Refused in writing: what needed it is decided by what is so today.
    let note = Some("已在领取待遇，第一条；可以提出异议。");
    act(&service, &receipt["members"][0]["number"], "decide", note).await;
    assert_eq!(
        progress(&service, receipt).await,
        ["accepted", "done", "written-decision", "done"]
    );
}

#[tokio::test]
async fn what_is_left_out_makes_no_case_and_without_the_other_nothing_waits() {
    let dir = tempfile::tempdir().unwrap();
    let service = service(dir.path()).await;
    let client = service.sign_in("retire-ready").await;
    let alone =
        json!({"withTransferIn": false, "withContactChange": false, "hasDeemedSpells": false});
    let session = application(&client, "retiring", &alone).await;
    let answer = send(&client, &session.packet(ID, None).unwrap()).await;
    let states = members(answer.receipt());
    assert_eq!(states.len(), 1);
    assert_eq!(
        (states[0].1.as_str(), states[0].2.as_str()),
        ("written-decision", "blocked")
    );
    assert_eq!(count(&service, "case_waits").await, 0);
}

#[tokio::test]
async fn a_bundle_replaces_another_until_one_of_its_items_is_done() {
    let dir = tempfile::tempdir().unwrap();
    let service = service(dir.path()).await;
    let client = service.sign_in("retire-ready").await;
    let mut answers = retiring();
    answers["withContactChange"] = json!(false);
    let session = application(&client, "retiring", &answers).await;
    let first = send(&client, &session.packet(ID, None).unwrap()).await;
    let second = send(&client, &session.packet(OTHER, Some(ID)).unwrap()).await;
    assert_eq!(second.status, StatusCode::CREATED, "{}", second.text);
    assert_eq!(
        progress(&service, first.receipt()).await,
        ["superseded", "superseded", "superseded"]
    );
    let number = &second.receipt()["members"][0]["number"];
    act(&service, number, "accept", None).await;
    act(&service, number, "finish", None).await;
    let third = session.packet(&"a".repeat(32), Some(OTHER)).unwrap();
    let before = count(&service, "cases").await;
    let refused = send(&client, &third).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert_eq!(refused.codes(), ["packet.supersedes"]);
    assert_eq!(count(&service, "cases").await, before);
}

#[tokio::test]
async fn an_item_handed_in_anew_takes_its_place_in_the_bundle() {
    let dir = tempfile::tempdir().unwrap();
    let service = service(dir.path()).await;
    let client = service.sign_in("retire-ready").await;
    let mut answers = retiring();
    answers["withContactChange"] = json!(false);
    let session = application(&client, "retiring", &answers).await;
    let taken = send(&client, &session.packet(ID, None).unwrap()).await;
    let receipt = taken.receipt();
    let old = &receipt["members"][0];
    let note = Some("请补正缴费起止时间。");
    act(&service, &old["number"], "return", note).await;
    let own = session.member("pension-transfer-in").unwrap();
    let packet = own.packet(OTHER, old["packet"].as_str()).unwrap();
    let body = serde_json::to_value(&packet).unwrap();
    let mended = client.post("/v1/packets", &body).await;
    assert_eq!(mended.status, StatusCode::CREATED, "{}", mended.text);
    assert_eq!(
        progress(&service, receipt).await,
        ["received", "waiting", "received"]
    );
    let number = &mended.receipt()["number"];
    act(&service, number, "accept", None).await;
    act(&service, number, "finish", None).await;
    assert_eq!(progress(&service, receipt).await[1], "received");
}

#[tokio::test]
async fn a_hostile_packet_is_refused_and_keeps_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let service = service(dir.path()).await;
    let client = service.sign_in("retire-ready").await;
    let session = application(&client, "retiring", &retiring()).await;
    let packet = serde_json::to_value(session.packet(ID, None).unwrap()).unwrap();
    let refused = async |change: &dyn Fn(&mut Value)| {
        let mut other = packet.clone();
        change(&mut other);
        let answer = client.post("/v1/packets", &other).await;
        assert!(answer.status.is_client_error(), "{}", answer.text);
        assert_eq!(count(&service, "cases").await, 0);
        answer.codes().join(" ")
    };
    // An answer that the decisions were not made from: nothing of the bundle is taken.
    let paid = refused(&|p| p["facts"]["newMobile"]["value"] = json!("13900009999")).await;
    assert_eq!(paid, "packet.replay-differs");
    // An item is smuggled in, stands twice, is left out, or stands in another order.
    let stranger = |p: &mut Value| {
        p["members"][0]["item"] = json!("card-loss");
        p["members"][0]["decision"]["item"] = json!("card-loss");
    };
    assert_eq!(refused(&stranger).await, "packet.bundle");
    let twice = |p: &mut Value| p["members"][1] = p["members"][0].clone();
    assert_eq!(refused(&twice).await, "packet.bundle");
    let without = |p: &mut Value| drop(p["members"].as_array_mut().unwrap().remove(0));
    assert_eq!(refused(&without).await, "packet.replay-differs");
    let turned = |p: &mut Value| p["members"].as_array_mut().unwrap().reverse();
    assert_eq!(refused(&turned).await, "packet.bundle");
    assert_eq!(
        refused(&|p| p["members"] = json!([])).await,
        "packet.bundle"
    );
    assert_eq!(
        refused(&|p| p["decision"]["bundle"] = json!("nothing")).await,
        "bundle.unknown"
    );
    assert_eq!(
        refused(&|p| p["decision"]["asOf"] = json!("2026-11-22")).await,
        "packet.bundle"
    );
    assert_eq!(refused(&|p| p["id"] = json!("x")).await, "packet.id");
    assert_eq!(refused(&|p| p["more"] = json!(1)).await, "json.shape");
    // A file that never arrived, and somebody else's application.
    let file = json!({"name": "a", "media": "image/jpeg", "size": 10, "sha256": "a".repeat(64)});
    let material = packet["materials"]
        .as_object()
        .unwrap()
        .keys()
        .next()
        .unwrap();
    let cited = refused(&|p| p["materials"][material]["files"] = json!([file.clone()])).await;
    assert!(
        cited == "packet.replay-differs" || cited == "material.missing",
        "{cited}"
    );
    let stranger = service.sign_in("unemployed-ready").await;
    let answer = stranger.post("/v1/packets", &packet).await;
    assert_eq!(answer.codes(), ["packet.other-subject"]);
    // An item's packet that was handed in by itself under the bundle's derived id: the bundle is not taken in halves.
    let parts = split_bundle(&session.packet(ID, None).unwrap()).unwrap();
    let part = serde_json::to_value(&parts[0]).unwrap();
    let taken = client.post("/v1/packets", &part).await;
    assert_eq!(taken.status, StatusCode::CREATED, "{}", taken.text);
    let answer = client.post("/v1/packets", &packet).await;
    assert_eq!(answer.codes(), ["packet.conflict"]);
    assert_eq!(count(&service, "cases").await, 1);
}

#[tokio::test]
async fn registers_are_asked_once_for_all_items_of_a_bundle() {
    let dir = tempfile::tempdir().unwrap();
    let service = service(dir.path()).await;
    let client = service.sign_in("retire-ready").await;
    let module = EngineModule::load(MODULE.clone()).unwrap();
    let mut facts: Vec<String> = Vec::new();
    for member in &module.bundle("retiring").unwrap().members {
        let policy = module.item(&member.item).unwrap();
        let own = policy
            .sources
            .iter()
            .filter(|s| !s.in_row && s.register.is_some());
        for source in own {
            if !facts.contains(&source.fact) {
                facts.push(source.fact.clone());
            }
        }
    }
    let one = client
        .post(
            "/v1/lookups",
            &json!({"item": "pension-transfer-in", "facts": facts}),
        )
        .await;
    assert_eq!(one.body["diagnostics"][0]["code"], "lookup.fact");
    let all = client
        .post("/v1/lookups", &json!({"item": "retiring", "facts": facts}))
        .await;
    assert_eq!(all.status, StatusCode::OK, "{}", all.text);
    assert_eq!(all.body["answers"].as_object().unwrap().len(), facts.len());
    // What none of its items asks is asked of no register.
    let other = client
        .post(
            "/v1/lookups",
            &json!({"item": "retiring", "facts": ["leaveReason"]}),
        )
        .await;
    assert_eq!(other.body["diagnostics"][0]["code"], "lookup.fact");
}
