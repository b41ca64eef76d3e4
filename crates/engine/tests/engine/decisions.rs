//! Decisions, packets, drafts, replay: the same bytes whatever the way.

use crate::common::{DIGEST, complete, engine, facts, options, session};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tongban_engine::Session;
use tongban_engine::api::{FileView, OpenOptions, Origin, PacketMaterial};
use tongban_engine::json::{canonical_of, read};

const ID: &str = "0123456789abcdef0123456789abcdef";

fn packet_bytes(session: &Session) -> Vec<u8> {
    canonical_of(&session.packet(ID, None).unwrap()).unwrap()
}

#[test]
fn a_decision_holds_exactly_what_it_should() {
    let mut session = complete();
    session.set("abroad", &json!(true), Origin::Asked).unwrap();
    session
        .set("country", &json!("新加坡"), Origin::Asked)
        .unwrap();
    session.defer("residence").unwrap();
    assert_eq!(
        session.decision_value(),
        json!({
            "schema": "tongban.decision/1", "module": DIGEST, "item": "allowance", "asOf": "2025-09-29", "region": "500103",
            "facts": {
                "name": "买买提·吐尔逊", "documentType": "permit", "documentNumber": "12345678", "birthDate": "1965-05-10",
                "paidMonths": "200", "missingMonths": "-20", "abroad": true, "country": "新加坡",
            },
            "materials": [{"id": "identity", "how": "shared"}, {"id": "residence", "how": "deferred"}],
            "conditions": [{"id": "months", "state": "met"}],
            "materialStates": [
                {"id": "identity", "state": "needed"}, {"id": "residence", "state": "needed"}, {"id": "kinship", "state": "not-needed"},
            ],
            "risks": [
                {"id": "arrears", "code": "R09", "state": "silent", "level": "block"},
                {"id": "kin-earn", "code": "R27", "state": "silent", "level": "review2"},
                {"id": "agent", "code": "R24", "state": "unknown", "level": "review1"},
            ],
            "route": {"id": "city", "target": "city", "post": "handle", "region": null},
            "deadlines": {
                "id": "standard",
                "promised": {"amount": 5, "kind": "working-days", "date": "2025-10-13"},
                "statutory": {"amount": 20, "kind": "working-days", "date": "2025-11-03"},
            },
            "verdict": {"kind": "ready-with-correction", "reasons": ["material:residence"]},
        })
    );
    assert_eq!(read(&session.decision()).unwrap(), session.decision_value());
    assert_eq!(
        session.decision_digest(),
        tongban_engine::digest(&session.decision())
    );
}

#[test]
fn language_capabilities_and_origin_do_not_reach_the_decision() {
    let expected = complete().decision();
    for (lang, capabilities) in [
        ("en", vec!["upload"]),
        ("zh-Hant", vec!["read-card", "offline"]),
        ("zh-Hans", vec!["clerk", "print", "scan"]),
    ] {
        let options = OpenOptions {
            lang: Some(lang.into()),
            capabilities: capabilities.into_iter().map(str::to_owned).collect(),
            ..options()
        };
        let mut session = engine().open(options).unwrap();
        for (path, value) in facts().into_iter().rev() {
            session.set(path, &value, Origin::Card).unwrap();
        }
        assert_eq!(session.decision(), expected);
    }
}

#[test]
fn a_packet_can_be_handed_in_whatever_the_verdict_and_replays() {
    let engine = engine();
    let mut blocked = complete();
    blocked
        .set("paidMonths", &json!("3"), Origin::Register)
        .unwrap();
    blocked.dispute("paidMonths", "缴费记录不全", None).unwrap();
    let mut wrong = complete();
    wrong
        .set("birthDate", &json!("1965-13-99"), Origin::Asked)
        .unwrap();
    wrong.set("name", &json!(null), Origin::Asked).unwrap();
    wrong.add_row("kin").unwrap();
    wrong
        .set("kin[0].kinIncome", &json!("1.5.5"), Origin::Asked)
        .unwrap();
    wrong.add_row("kin").unwrap();
    let mut unreachable = complete();
    unreachable.mark_unknown("paidMonths", "no-data").unwrap();
    unreachable.mark_unknown("arrears", "unreachable").unwrap();
    let file = FileView {
        name: "a.pdf".into(),
        media: "application/pdf".into(),
        size: 1,
        sha256: "a".repeat(64),
    };
    let mut rows = complete();
    rows.set(
        "kin",
        &json!([{"kinName": "甲", "kinIncome": "9000.50"}, {}]),
        Origin::Asked,
    )
    .unwrap();
    rows.attach("kinship", file).unwrap();
    for (session, verdict) in [
        (session(), "incomplete"),
        (blocked, "blocked"),
        (wrong, "incomplete"),
        (unreachable, "ready"),
        (rows, "incomplete"),
    ] {
        assert_eq!(session.view().verdict.kind, verdict);
        let bytes = packet_bytes(&session);
        let report = engine.replay(&bytes).unwrap();
        assert_eq!(report.differences, []);
        assert!(report.same);
        assert_eq!(report.decision_digest, session.decision_digest());
        assert_eq!(report.packet_digest, tongban_engine::digest(&bytes));
        // A draft gives the same session again.
        let again = engine
            .open(OpenOptions {
                draft: Some(session.draft()),
                ..options()
            })
            .unwrap();
        assert_eq!(again.decision(), session.decision());
        assert_eq!(again.view(), session.view());
        assert_eq!(again.notes(), []);
        assert_eq!(again.draft(), session.draft());
    }
    assert_eq!(session().packet("x", None).unwrap_err().code, "packet.id");
    assert_eq!(
        session().packet(ID, Some(ID)).unwrap_err().code,
        "packet.id"
    );
}

#[test]
fn a_changed_packet_is_named_by_what_differs() {
    let engine = engine();
    let replay = |change: &dyn Fn(&mut Value)| {
        let mut packet = read(&packet_bytes(&complete())).unwrap();
        change(&mut packet);
        engine.replay(&serde_json::to_vec(&packet).unwrap())
    };
    let report = replay(&|packet| packet["facts"]["paidMonths"]["value"] = json!("100")).unwrap();
    let told: Vec<_> = report
        .differences
        .iter()
        .map(|difference| difference.what.as_str())
        .collect();
    assert_eq!(
        told,
        [
            "conditions.months",
            "facts.missingMonths",
            "facts.paidMonths",
            "verdict.kind",
            "verdict.reasons",
            "decisionDigest"
        ]
    );
    assert_eq!(
        (&report.differences[0].packet, &report.differences[0].ours),
        (&json!("met"), &json!("not-met"))
    );
    let report =
        replay(&|packet| packet["decision"]["verdict"]["kind"] = json!("blocked")).unwrap();
    assert_eq!(report.differences[0].what, "verdict.kind");
    // What stands beside the decision is held to it too.
    for (change, what) in [
        (
            (|packet: &mut Value| packet["facts"]["name"]["value"] = json!("别人"))
                as fn(&mut Value),
            "entries.name.value",
        ),
        (
            |packet| packet["facts"]["country"] = json!({"value": "法国", "origin": "asked"}),
            "entries.country",
        ),
        (
            |packet| packet["complete"] = json!(["kin", "kin"]),
            "complete",
        ),
        (
            |packet| {
                packet["materials"]["residence"] = json!({"how": "deferred", "due": "2099-01-01"})
            },
            "given.residence",
        ),
    ] {
        let report = replay(&change).unwrap();
        assert!(!report.same);
        assert_eq!(report.differences[0].what, what);
    }
    let code = |change: &dyn Fn(&mut Value)| replay(change).unwrap_err().code.into_owned();
    assert_eq!(
        code(&|packet| packet["decision"]["module"] = json!("0".repeat(64))),
        "replay.module"
    );
    assert_eq!(code(&|packet| packet["extra"] = json!(1)), "json.shape");
    assert_eq!(
        code(&|packet| packet["schema"] = json!("x")),
        "packet.schema"
    );
    assert_eq!(
        code(&|packet| packet["decision"] = json!(7)),
        "packet.decision"
    );
    assert_eq!(
        code(&|packet| packet["facts"]["nobody"] = packet["facts"]["name"].clone()),
        "path.unknown"
    );
    assert_eq!(
        code(&|packet| packet["facts"]["kin[4000000].kinName"] = packet["facts"]["name"].clone()),
        "rows.too-many"
    );
    assert_eq!(
        code(&|packet| packet["materials"]["identity"] = json!({"how": "provided"})),
        "material.files"
    );
    assert_eq!(
        code(&|packet| packet["facts"]["abroad"]["unknown"] = json!("unreachable")),
        "unknown.asked"
    );
}

#[test]
fn a_signed_text_is_held_to_the_modules_wording() {
    let engine = engine();
    let promised = |lang: &str| {
        let mut session = complete();
        session.set_lang(lang).unwrap();
        session
            .set(
                "kin",
                &json!([{"kinName": "甲", "kinIncome": "1"}]),
                Origin::Asked,
            )
            .unwrap();
        session.promise("kinship").unwrap();
        session
    };
    let replay = |session: &Session, change: &dyn Fn(&mut Value)| {
        let mut packet = read(&packet_bytes(session)).unwrap();
        change(&mut packet);
        let report = engine
            .replay(&serde_json::to_vec(&packet).unwrap())
            .unwrap();
        assert!(report.same || report.differences.is_empty());
        report
            .differences
            .into_iter()
            .map(|difference| (difference.what, difference.packet, difference.ours))
            .collect::<Vec<_>>()
    };
    // Whichever language was signed.
    for lang in ["zh-Hans", "en"] {
        assert_eq!(replay(&promised(lang), &|_| {}), [], "{lang}");
    }
    let told = |text: &str| {
        [(
            "given.kinship.signed".to_owned(),
            json!(text),
            json!("本人买买提·吐尔逊承诺亲属关系属实"),
        )]
    };
    let other =
        |packet: &mut Value| packet["materials"]["kinship"]["signed"] = json!("本人什么也不承诺");
    assert_eq!(replay(&promised("en"), &other), told("本人什么也不承诺"));
    // What was signed before an answer changed is not what the answers say now.
    let mut renamed = promised("zh-Hans");
    let before = read(&packet_bytes(&renamed)).unwrap()["materials"]["kinship"]["signed"].clone();
    renamed.set("name", &json!("李四"), Origin::Asked).unwrap();
    let differences = replay(&renamed, &|_| {});
    assert_eq!(
        differences,
        [(
            "given.kinship.signed".to_owned(),
            before,
            json!("本人李四承诺亲属关系属实")
        )]
    );
    // Nothing is signed with a file or a deferral.
    let mut deferred = complete();
    deferred.set("abroad", &json!(true), Origin::Asked).unwrap();
    deferred.defer("residence").unwrap();
    let signed = |packet: &mut Value| packet["materials"]["residence"]["signed"] = json!("甲");
    assert_eq!(
        replay(&deferred, &signed),
        [(
            "given.residence.signed".to_owned(),
            json!("甲"),
            Value::Null
        )]
    );
}

#[test]
fn deciding_again_says_what_the_register_changes() {
    let engine = engine();
    let mut session = complete();
    session.mark_unknown("arrears", "unreachable").unwrap();
    let packet = tongban_engine::Engine::read_packet(&packet_bytes(&session)).unwrap();
    let answers: BTreeMap<String, Value> = [("arrears".to_owned(), json!("12.50"))]
        .into_iter()
        .collect();
    let again = engine.redecide(&packet, &answers).unwrap();
    let told: Vec<_> = again
        .differences
        .iter()
        .map(|difference| difference.what.as_str())
        .collect();
    assert_eq!(told, ["risks.arrears.state", "route.post", "verdict.kind"]);
    assert_eq!(
        again.session.view().verdict.reasons[0].message,
        "欠费12.5元"
    );
    assert_eq!(again.session.view().route.post.as_deref(), Some("review-2"));
}

#[test]
fn decide_takes_bytes_and_gives_bytes() {
    let engine = engine();
    let facts: serde_json::Map<String, Value> = facts()
        .into_iter()
        .map(|(path, value)| (path.to_owned(), value))
        .collect();
    let request = json!({"item": "T01", "asOf": "2025-09-29", "region": "500103", "facts": facts});
    let answer = read(&engine.decide(&serde_json::to_vec(&request).unwrap())).unwrap();
    assert_eq!(answer["digest"], complete().decision_digest());
    assert_eq!(answer["decision"], complete().decision_value());
    let request = json!({
        "item": "allowance", "asOf": "2025-09-29", "facts": {"kin": [{"kinName": "甲"}], "abroad": true},
        "unknown": {"paidMonths": "unreachable"}, "materials": {"residence": "deferred", "kinship": {"how": "provided"}},
    });
    let answer = read(&engine.decide(&serde_json::to_vec(&request).unwrap())).unwrap();
    assert_eq!(
        answer["decision"]["materials"],
        json!([{"id": "residence", "how": "deferred"}, {"id": "kinship", "how": "provided"}])
    );
    assert_eq!(
        answer["decision"]["facts"]["kin"],
        json!([{"kinName": "甲"}])
    );
}

#[test]
fn hostile_requests_get_a_code() {
    let engine = engine();
    let code = |request: &[u8]| {
        read(&engine.decide(request)).unwrap()["diagnostics"][0]["code"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(code("[".repeat(10_000).as_bytes()), "json.too-deep");
    assert_eq!(code("{\"a\":".repeat(10_000).as_bytes()), "json.too-deep");
    assert_eq!(code(&vec![b' '; 50 << 20]), "json.too-large");
    assert_eq!(
        code(b"{\"item\":\"T01\",\"item\":\"T01\",\"asOf\":\"2025-01-01\"}"),
        "json.duplicate-key"
    );
    assert_eq!(code(b"{}"), "json.shape");
    assert_eq!(code(b"null"), "json.shape");
    assert_eq!(
        code(br#"{"item":"T01","asOf":"2025-01-01","__proto__":{}}"#),
        "json.shape"
    );
    assert_eq!(
        code(br#"{"item":"T01","asOf":"2025-01-01","facts":{"__proto__":{"a":"b"}}}"#),
        "path.unknown"
    );
    assert_eq!(
        code(br#"{"item":"T01","asOf":"2025-01-01","facts":{"constructor":1}}"#),
        "path.unknown"
    );
    assert_eq!(
        code(br#"{"item":"T01","asOf":"2025-01-01","facts":{"paidMonths":[[[]]]}}"#),
        "wire.number"
    );
    assert_eq!(
        code(br#"{"item":"T01","asOf":"2025-01-01","facts":{"paidMonths":1e400}}"#),
        "json.number"
    );
    assert_eq!(
        code(br#"{"item":"T01","asOf":"2025-01-01","facts":{"kin":[{},{},{},{},{},{}]}}"#),
        "rows.too-many"
    );
    assert_eq!(code(br#"{"item":"T01","asOf":"2025-01-01","materials":{"identity":{"how":"provided","files":[{"name":"","media":"image/jpeg","size":1,"sha256":""}]}}}"#), "file.name");
    assert_eq!(
        code(br#"{"item":"T01","asOf":"2025-01-01","materials":{"identity":"fetched"}}"#),
        "material.way"
    );
}

/// One step of a person.
#[derive(Debug, Clone)]
enum Step {
    Set(&'static str, Value),
    Row,
    Cell(usize, &'static str, Value),
    Remove(usize),
    Confirm(bool),
    Give(&'static str, &'static str),
    Withdraw(&'static str),
    Dispute(&'static str, &'static str),
}

fn step() -> impl Strategy<Value = Step> {
    let set = prop_oneof![
        (
            Just("name"),
            prop_oneof![
                Just(json!("甲")),
                Just(json!("•")),
                Just(json!(null)),
                Just(json!("长".repeat(30)))
            ]
        ),
        (
            Just("documentType"),
            prop_oneof![
                Just(json!("permit")),
                Just(json!("other")),
                Just(json!("x")),
                Just(json!(null))
            ]
        ),
        (
            Just("documentNumber"),
            prop_oneof![
                Just(json!("12345678")),
                Just(json!("123456789")),
                Just(json!("1"))
            ]
        ),
        (
            Just("birthDate"),
            prop_oneof![
                Just(json!("1965-05-10")),
                Just(json!("2030-01-01")),
                Just(json!("1965")),
                Just(json!({"$unknown": "no-data"}))
            ]
        ),
        (
            Just("paidMonths"),
            prop_oneof![
                Just(json!("180")),
                Just(json!("179.5")),
                Just(json!(12)),
                Just(json!({"$unknown": "unreachable"})),
                Just(json!({"$unknown": "not-asked"}))
            ]
        ),
        (
            Just("abroad"),
            prop_oneof![Just(json!(true)), Just(json!(false)), Just(json!(null))]
        ),
        (
            Just("country"),
            prop_oneof![Just(json!("法国")), Just(json!(null))]
        ),
        (
            Just("note"),
            prop_oneof![Just(json!("好")), Just(json!(null))]
        ),
        (
            Just("arrears"),
            prop_oneof![
                Just(json!("0")),
                Just(json!("0.01")),
                Just(json!({"$unknown": "unreachable"}))
            ]
        ),
        (
            Just("kin"),
            prop_oneof![
                Just(json!([])),
                Just(json!([{"kinName": "乙", "kinIncome": "1"}])),
                Just(json!(null))
            ]
        ),
    ];
    prop_oneof![
        6 => set.prop_map(|(path, value)| Step::Set(path, value)),
        1 => Just(Step::Row),
        2 => (0_usize..4, prop_oneof![Just(("kinName", json!("丙"))), Just(("kinIncome", json!("6000"))), Just(("kinIncome", json!("x")))])
            .prop_map(|(row, (fact, value))| Step::Cell(row, fact, value)),
        1 => (0_usize..4).prop_map(Step::Remove),
        1 => any::<bool>().prop_map(Step::Confirm),
        1 => prop_oneof![Just(("residence", "deferred")), Just(("kinship", "promised")), Just(("identity", "provided")), Just(("residence", "provided"))]
            .prop_map(|(material, how)| Step::Give(material, how)),
        1 => prop_oneof![Just("residence"), Just("identity"), Just("kinship")].prop_map(Step::Withdraw),
        1 => prop_oneof![Just(("birthDate", "错")), Just(("birthDate", "")), Just(("paidMonths", "错"))].prop_map(|(path, why)| Step::Dispute(path, why)),
    ]
}

fn take(session: &mut Session, step: &Step) {
    let row = |session: &Session, position: usize| {
        let rows = session
            .view()
            .fields
            .iter()
            .find(|field| field.path == "kin")
            .and_then(|field| field.rows.clone())
            .unwrap_or_default();
        rows.get(position).map(|row| row.id.clone())
    };
    // A step that does not fit is refused and changes nothing.
    match step {
        Step::Set(path, value) => drop(session.set(path, value, Origin::Asked).unwrap()),
        Step::Row => drop(session.add_row("kin")),
        Step::Cell(position, fact, value) => {
            drop(session.set(&format!("kin[{position}].{fact}"), value, Origin::Asked))
        }
        Step::Remove(position) => {
            if let Some(id) = row(session, *position) {
                session.remove_row("kin", &id).unwrap();
            }
        }
        Step::Confirm(complete) => drop(session.confirm("kin", *complete).unwrap()),
        Step::Give(material, how) => {
            let media = if *material == "identity" {
                "image/jpeg"
            } else {
                "application/pdf"
            };
            let file = FileView {
                name: "a".into(),
                media: media.into(),
                size: 1,
                sha256: "a".repeat(64),
            };
            drop(match *how {
                "deferred" => session.defer(material),
                "promised" => session.promise(material),
                _ => session.attach(material, file),
            });
        }
        Step::Withdraw(material) => drop(session.withdraw(material).unwrap()),
        Step::Dispute(path, why) => drop(session.dispute(path, why, None).unwrap()),
    }
}

/// A view with rows named by position: ids tell only in which order rows were made.
fn by_position(session: &Session) -> String {
    let mut view = serde_json::to_value(session.view()).unwrap();
    let rows = session
        .view()
        .fields
        .iter()
        .find(|field| field.path == "kin")
        .and_then(|field| field.rows.clone())
        .unwrap_or_default();
    let mut text = view.take().to_string();
    for (position, row) in rows.iter().enumerate() {
        text = text
            .replace(&format!("kin[{}]", row.id), &format!("kin[#{position}]"))
            .replace(
                &format!("\"id\":\"{}\"", row.id),
                &format!("\"id\":\"#{position}\""),
            );
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_way_of_answering_is_the_same_as_answering_afresh(steps in proptest::collection::vec(step(), 1..30)) {
        let engine = engine();
        let mut session = engine.open(options()).unwrap();
        for step in &steps {
            take(&mut session, step);
        }
        let mut fresh = engine.open(OpenOptions { draft: Some(session.draft()), ..options() }).unwrap();
        prop_assert_eq!(fresh.notes(), []);
        prop_assert_eq!(by_position(&fresh), by_position(&session));
        prop_assert_eq!(fresh.decision(), session.decision());
        prop_assert_eq!(fresh.next().len(), session.next().len());
        let report = engine.replay(&canonical_of(&session.packet(ID, None).unwrap()).unwrap()).unwrap();
        prop_assert!(report.same);
        // What was signed before an answer changed is told, and nothing else.
        let signed = |what: &str| what.starts_with("given.") && what.ends_with(".signed");
        prop_assert!(report.differences.iter().all(|difference| signed(&difference.what)), "{:?}", report.differences);
        // Drawing everything anew gives what was kept up to date.
        let kept = session.view();
        prop_assert_eq!(session.set_lang("zh-Hans").unwrap(), kept);
        fresh.set_lang("en").unwrap();
        prop_assert_eq!(fresh.decision(), session.decision());
    }
}

#[test]
fn a_draft_of_another_edition_keeps_what_fits_and_says_what_does_not() {
    let mut draft = complete().draft();
    draft.module = "another".into();
    let stray = draft.facts.get("name").unwrap().clone();
    draft.facts.insert("gone".into(), stray);
    draft.materials.insert(
        "gone".into(),
        PacketMaterial {
            how: "shared".into(),
            files: Vec::new(),
            signed: None,
            due: None,
        },
    );
    let session = engine()
        .open(OpenOptions {
            draft: Some(draft),
            ..options()
        })
        .unwrap();
    let notes = session.notes();
    let codes: Vec<_> = notes.iter().map(|note| note.code.as_ref()).collect();
    assert_eq!(codes, ["draft.module", "draft.gone", "draft.gone"]);
    assert_eq!(session.view().verdict.kind, "ready");
}
