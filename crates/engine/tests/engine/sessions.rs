//! What a person sees while answering.

use crate::common::{complete, engine, options, session};
use serde_json::json;
use tongban_engine::Session;
use tongban_engine::api::{FileView, Knowledge, OpenOptions, Origin};

fn set(
    session: &mut Session,
    path: &str,
    value: serde_json::Value,
) -> tongban_engine::api::Changes {
    session.set(path, &value, Origin::Asked).unwrap()
}

fn condition(session: &Session) -> String {
    session.view().conditions[0].state.clone()
}

fn material(session: &Session, id: &str) -> (String, Option<String>) {
    let view = session.view();
    let found = view
        .materials
        .iter()
        .find(|material| material.id == id)
        .unwrap();
    (found.state.clone(), found.given.clone())
}

fn file(byte: char) -> FileView {
    FileView {
        name: "scan.pdf".into(),
        media: "application/pdf".into(),
        size: 10,
        sha256: byte.to_string().repeat(64),
    }
}

#[test]
fn an_unanswered_item_names_everything_that_is_missing_once() {
    let session = session();
    let view = session.view();
    assert_eq!(view.verdict.kind, "incomplete");
    let codes: Vec<_> = session
        .check()
        .into_iter()
        .map(|reason| reason.code)
        .collect();
    assert_eq!(
        codes,
        [
            "field:name",
            "field:documentType",
            "field:documentNumber",
            "field:birthDate",
            "field:paidMonths",
            "field:abroad",
            "material:identity",
            "risk:arrears"
        ]
    );
    assert_eq!(session.check()[0].message, "请填写姓名");
    assert_eq!(view.conditions[0].state, "unknown");
    assert_eq!(
        (
            view.conditions[0].because[0].what.as_str(),
            view.conditions[0].because[0].reason.as_str()
        ),
        ("paidMonths", "not-asked")
    );
    // The condition is decided by one answer, so that is asked first.
    let next = session.next();
    assert_eq!(next[0].path, "paidMonths");
    let optional: Vec<_> = next
        .iter()
        .rev()
        .take(2)
        .map(|next| next.path.as_str())
        .collect();
    assert_eq!(optional, ["kin", "note"]);
}

#[test]
fn a_block_leaves_only_the_questions_that_route_and_deadline_wait_for() {
    let mut session = session();
    set(&mut session, "paidMonths", json!("3"));
    assert_eq!(session.view().verdict.kind, "blocked");
    let asked = |session: &tongban_engine::Session| -> Vec<(String, u32)> {
        let next = session.next().into_iter();
        next.map(|next| (next.path, next.settles)).collect()
    };
    // Who decides hangs on `abroad`; name, document and kin no longer change anything.
    assert_eq!(asked(&session), [("abroad".to_owned(), 1)]);
    set(&mut session, "abroad", json!(true));
    assert_eq!(asked(&session), []);
    // What is missing is still said, and another answer opens the questions again.
    assert!(
        session
            .check()
            .iter()
            .any(|reason| reason.code == "field:name")
    );
    set(&mut session, "paidMonths", json!("180"));
    assert!(asked(&session).iter().any(|(path, _)| path == "name"));
}

#[test]
fn one_answer_changes_only_what_follows_from_it() {
    let mut session = complete();
    assert_eq!(session.view().verdict.kind, "ready");
    let changes = set(&mut session, "paidMonths", json!(168));
    assert_eq!(
        changes
            .fields
            .iter()
            .map(|field| field.path.as_str())
            .collect::<Vec<_>>(),
        ["paidMonths", "missingMonths"]
    );
    assert_eq!(changes.conditions[0].message.as_deref(), Some("还差12个月"));
    assert_eq!(changes.verdict.unwrap().kind, "blocked");
    assert!(
        changes.materials.is_empty()
            && changes.risks.is_empty()
            && changes.route.is_none()
            && changes.deadline.is_none()
    );
    // The message follows the value although the state stays.
    let changes = set(&mut session, "paidMonths", json!(169));
    assert_eq!(changes.conditions[0].message.as_deref(), Some("还差11个月"));
    // The same answer again changes nothing.
    assert_eq!(
        set(&mut session, "paidMonths", json!("169")),
        tongban_engine::api::Changes::default()
    );
}

#[test]
fn a_wrong_answer_is_kept_shown_and_counts_as_no_answer() {
    let mut session = complete();
    set(&mut session, "paidMonths", json!("一百"));
    let view = session.view();
    let field = view
        .fields
        .iter()
        .find(|field| field.path == "paidMonths")
        .unwrap();
    assert_eq!(
        (field.raw.as_deref(), &field.value),
        (Some("一百"), &json!(null))
    );
    assert_eq!(field.violations[0].message, "请填写数字");
    assert_eq!(view.conditions[0].state, "unknown");
    assert_eq!(
        (
            view.verdict.kind.as_str(),
            view.verdict.reasons[0].kind.as_str()
        ),
        ("incomplete", "correct")
    );
    set(&mut session, "birthDate", json!("2025-09-30"));
    let reason = session
        .check()
        .into_iter()
        .find(|reason| reason.code == "field:birthDate")
        .unwrap();
    assert_eq!(reason.message, "出生日期：不能晚于2025年9月29日");
    assert_eq!(reason.basis[0].id, "TEST1");
}

#[test]
fn an_unusual_number_goes_on_with_a_review() {
    let mut session = complete();
    for (number, verdict, post, kinds) in [
        ("12345678", "ready", "handle", vec![]),
        ("1234567890", "ready", "handle", vec![]),
        ("１２３ ４５６７８９", "ready", "review-1", vec!["review"]),
        ("123", "incomplete", "handle", vec!["correct"]),
    ] {
        set(&mut session, "documentNumber", json!(number));
        let view = session.view();
        assert_eq!(view.verdict.kind, verdict, "{number}");
        assert_eq!(view.route.post.as_deref(), Some(post), "{number}");
        assert_eq!(
            view.verdict
                .reasons
                .iter()
                .map(|reason| reason.kind.as_str())
                .collect::<Vec<_>>(),
            kinds,
            "{number}"
        );
    }
    // Another type of document has another format.
    set(&mut session, "documentType", json!("other"));
    assert_eq!(session.view().fields[2].violations, []);
}

#[test]
fn a_hidden_answer_is_kept_but_counts_as_absent() {
    let mut session = complete();
    let before = session.decision();
    set(&mut session, "abroad", json!(true));
    set(&mut session, "country", json!("新加坡"));
    assert_eq!(material(&session, "residence").0, "needed");
    assert_eq!(session.view().route.target.as_deref(), Some("city"));
    set(&mut session, "abroad", json!(false));
    assert_eq!(session.decision(), before);
    assert!(
        !session
            .packet(&"a".repeat(32), None)
            .unwrap()
            .facts
            .contains_key("country")
    );
    assert!(session.draft().facts.contains_key("country"));
    set(&mut session, "abroad", json!(true));
    assert_eq!(session.decision_value()["facts"]["country"], "新加坡");
}

#[test]
fn materials_are_certain_perhaps_or_not_needed_and_given_in_their_ways() {
    let mut session = session();
    assert_eq!(material(&session, "identity"), ("needed".into(), None));
    assert_eq!(material(&session, "residence"), ("perhaps".into(), None));
    set(&mut session, "documentType", json!("permit"));
    assert_eq!(
        material(&session, "identity"),
        ("needed".into(), Some("shared".into()))
    );
    set(&mut session, "abroad", json!(true));
    assert!(
        session
            .check()
            .iter()
            .any(|reason| reason.code == "material:residence" && reason.kind == "missing")
    );
    session.defer("residence").unwrap();
    let reason = session
        .check()
        .into_iter()
        .find(|reason| reason.code == "material:residence")
        .unwrap();
    // Ten working days from 29 September, with the national holiday and a make-up Saturday between.
    assert_eq!(
        (reason.kind.as_str(), reason.message.as_str()),
        ("deferred", "境外居住证明：请在2025年10月20日前补交")
    );
    session.attach("residence", file('a')).unwrap();
    assert_eq!(
        material(&session, "residence").1.as_deref(),
        Some("provided")
    );
    assert_eq!(
        session.attach("residence", file('b')).unwrap_err().code,
        "file.too-many"
    );
    assert_eq!(
        session.attach("identity", file('b')).unwrap_err().code,
        "file.media"
    );
    assert_eq!(
        session
            .attach(
                "residence",
                FileView {
                    size: 1001,
                    ..file('b')
                }
            )
            .unwrap_err()
            .code,
        "file.size"
    );
    assert_eq!(
        session
            .attach(
                "residence",
                FileView {
                    sha256: "x".into(),
                    ..file('b')
                }
            )
            .unwrap_err()
            .code,
        "file.digest"
    );
    assert_eq!(
        session.promise("residence").unwrap_err().code,
        "material.way"
    );
    assert_eq!(
        session.defer("nothing").unwrap_err().code,
        "material.unknown"
    );
    session.detach("residence", &"a".repeat(64)).unwrap();
    assert_eq!(material(&session, "residence").1, None);
}

#[test]
fn rows_have_stable_ids_and_a_group_is_open_until_confirmed() {
    let mut session = complete();
    let (first, _) = session.add_row("kin").unwrap();
    let (second, changes) = session.add_row("kin").unwrap();
    assert_eq!(changes.fields[0].rows.as_ref().unwrap().len(), 2);
    set(&mut session, &format!("kin[{first}].kinName"), json!("甲"));
    let changes = set(
        &mut session,
        &format!("kin[{second}].kinIncome"),
        json!("6000"),
    );
    assert_eq!(
        changes
            .fields
            .iter()
            .map(|field| field.path.as_str())
            .collect::<Vec<_>>(),
        ["kin[r2].kinIncome"]
    );
    // What the rows that are there reach already, no further row takes back.
    assert_eq!(material(&session, "kinship").0, "needed");
    set(&mut session, &format!("kin[{first}].kinIncome"), json!("0"));
    session.remove_row("kin", &first).unwrap();
    set(&mut session, &format!("kin[{second}].kinName"), json!("乙"));
    let open: Vec<_> = session
        .check()
        .into_iter()
        .filter(|reason| reason.code == "field:kin")
        .collect();
    assert_eq!(
        (open[0].kind.as_str(), open[0].message.as_str()),
        ("missing", "请确认亲属已填写完整")
    );
    session.confirm("kin", true).unwrap();
    assert!(
        session
            .check()
            .iter()
            .all(|reason| reason.code != "field:kin")
    );
    assert_eq!(session.view().risks[1].state, "fired");
    assert_eq!(session.view().route.post.as_deref(), Some("review-2"));
    assert_eq!(
        session.decision_value()["facts"]["kin"],
        json!([{"kinName": "乙", "kinIncome": "6000"}])
    );
    session.promise("kinship").unwrap();
    let packet = session.packet(&"a".repeat(32), None).unwrap();
    assert_eq!(
        packet.materials.get("kinship").unwrap().signed.as_deref(),
        Some("本人买买提·吐尔逊承诺亲属关系属实")
    );
    assert_eq!(packet.facts.get("kin[0].kinName").unwrap().value, "乙");
    assert_eq!(
        session.remove_row("kin", "r9").unwrap_err().code,
        "path.row"
    );
    for _ in 1..5 {
        session.add_row("kin").unwrap();
    }
    assert_eq!(session.add_row("kin").unwrap_err().code, "rows.too-many");
}

#[test]
fn what_nobody_could_answer_goes_to_the_back_office_and_changes_no_verdict() {
    let mut session = complete();
    session.mark_unknown("arrears", "unreachable").unwrap();
    let view = session.view();
    assert_eq!(
        (view.verdict.kind.as_str(), view.route.post.as_deref()),
        ("ready", Some("review-1"))
    );
    assert_eq!(
        (view.risks[0].state.as_str(), view.risks[0].back_office),
        ("unknown", true)
    );
    session.mark_unknown("paidMonths", "unreachable").unwrap();
    assert_eq!(condition(&session), "unknown");
    assert_eq!(session.view().verdict.kind, "ready");
    assert_eq!(
        session
            .mark_unknown("abroad", "unreachable")
            .unwrap_err()
            .code,
        "unknown.asked"
    );
    assert_eq!(
        session.mark_unknown("abroad", "lazy").unwrap_err().code,
        "wire.reason"
    );
    // Asked but left open is still to be answered.
    session.mark_unknown("paidMonths", "not-asked").unwrap();
    assert_eq!(session.view().verdict.kind, "incomplete");
}

#[test]
fn a_disputed_record_goes_on_to_review() {
    let mut session = complete();
    session
        .set("birthDate", &json!("1965-05-10"), Origin::Register)
        .unwrap();
    session
        .dispute("birthDate", "档案写错了", Some(json!("1965-06-10")))
        .unwrap();
    let view = session.view();
    assert_eq!(
        (view.verdict.kind.as_str(), view.route.post.as_deref()),
        ("ready", Some("review-1"))
    );
    assert_eq!(view.fields[3].disputed.as_deref(), Some("档案写错了"));
    let packet = session.packet(&"a".repeat(32), None).unwrap();
    assert_eq!(
        packet
            .facts
            .get("birthDate")
            .unwrap()
            .disputed
            .as_ref()
            .unwrap()
            .claimed,
        Some(json!("1965-06-10"))
    );
    assert_eq!(
        session
            .dispute("birthDate", &"长".repeat(2001), None)
            .unwrap_err()
            .code,
        "dispute.reason"
    );
}

#[test]
fn an_uncovered_year_is_expected_and_never_refused() {
    let mut session = engine()
        .open(OpenOptions {
            as_of: "2025-12-20".into(),
            ..options()
        })
        .unwrap();
    set(&mut session, "abroad", json!(false));
    let promised = session.view().deadline.promised.unwrap();
    assert_eq!(promised.date.as_deref(), Some("2025-12-26"));
    assert_eq!(promised.basis[0].title, "测试时限（依据待核）");
    let statutory = session.view().deadline.statutory.unwrap();
    assert_eq!(
        (statutory.date, statutory.text.as_str()),
        (None, "预计20个工作日（2026年放假安排尚未公布）")
    );
}

#[test]
fn texts_come_in_the_sessions_language() {
    let mut session = complete();
    set(&mut session, "paidMonths", json!(1));
    let english = session.set_lang("en").unwrap();
    assert_eq!(
        english.conditions[0].message.as_deref(),
        Some("179 months short")
    );
    assert_eq!(english.fields[0].label, "Name");
    assert_eq!(session.set_lang("fr").unwrap_err().code, "lang.unknown");
    let unit = serde_json::to_value(&english.fields[4].widget).unwrap();
    assert_eq!(
        (&unit["type"], &unit["unit"]),
        (&json!("number"), &json!("months"))
    );
}

#[test]
fn sensitive_values_are_masked_in_words() {
    let session = complete();
    let explained = session.explain("field:documentNumber").unwrap();
    assert_eq!(explained.state, "*******8");
    let explained = session.explain("condition:months").unwrap();
    assert_eq!(
        (
            explained.state.as_str(),
            explained.steps[0].what.as_str(),
            explained.steps[0].value.as_str()
        ),
        ("符合", "paidMonths", "200")
    );
    assert_eq!(
        session.explain("condition:x").unwrap_err().code,
        "explain.unknown"
    );
    for of in [
        "route",
        "deadline",
        "verdict",
        "material:identity",
        "risk:arrears",
        "missingMonths",
    ] {
        assert!(!session.explain(of).unwrap().text.is_empty());
    }
}

#[test]
fn a_session_opens_only_with_what_there_is() {
    let engine = engine();
    let code = |options: OpenOptions| engine.open(options).unwrap_err().code.into_owned();
    assert_eq!(
        code(OpenOptions {
            item: "no\u{7}thing".into(),
            ..options()
        }),
        "item.unknown"
    );
    assert_eq!(
        code(OpenOptions {
            as_of: "2025-02-29".into(),
            ..options()
        }),
        "date.invalid"
    );
    assert_eq!(
        code(OpenOptions {
            region: Some("50010".into()),
            ..options()
        }),
        "region.invalid"
    );
    assert_eq!(
        code(OpenOptions {
            capabilities: vec!["fly".into()],
            ..options()
        }),
        "capability.unknown"
    );
    assert_eq!(
        code(OpenOptions {
            lang: Some("fr".into()),
            ..options()
        }),
        "lang.unknown"
    );
    assert!(
        engine
            .open(OpenOptions {
                item: "T01".into(),
                ..options()
            })
            .is_ok()
    );
    let mut session = session();
    for (path, code) in [
        ("x", "path.unknown"),
        ("missingMonths", "path.computed"),
        ("kin[r1].kinName", "path.row"),
        ("kin[0].x", "path.unknown"),
    ] {
        assert_eq!(
            session
                .set(path, &json!("1"), Origin::Asked)
                .unwrap_err()
                .code,
            code
        );
    }
    assert_eq!(
        session
            .set("applicationDate", &json!("2020-01-01"), Origin::Asked)
            .unwrap_err()
            .code,
        "path.built-in"
    );
    assert_eq!(
        session
            .set("abroad", &json!("maybe"), Origin::Asked)
            .unwrap_err()
            .code,
        "wire.boolean"
    );
    assert_eq!(
        session
            .set("kin", &json!([1]), Origin::Asked)
            .unwrap_err()
            .code,
        "wire.rows"
    );
    let before = session.view();
    let many = [
        ("name".to_owned(), json!("甲"), Origin::Asked),
        ("abroad".to_owned(), json!(7), Origin::Asked),
    ];
    assert_eq!(session.set_many(&many).unwrap_err().code, "wire.boolean");
    assert_eq!(session.view(), before);
    assert_eq!(before.fields[0].knowledge, Knowledge::NotAsked);
}

#[test]
fn lists_and_guides_speak_to_people() {
    use tongban_engine::api::ItemsQuery;
    let engine = engine();
    let find = |query: &str| {
        engine
            .items(
                &ItemsQuery {
                    query: Some(query.into()),
                    ..ItemsQuery::default()
                },
                "zh-Hans",
            )
            .unwrap()
            .len()
    };
    assert_eq!(
        (
            find("津贴"),
            find("Ｔ０１ 补助"),
            find("allowance"),
            find("退休")
        ),
        (1, 1, 1, 0)
    );
    let other = ItemsQuery {
        channel: Some("bank".into()),
        ..ItemsQuery::default()
    };
    assert_eq!(engine.items(&other, "en").unwrap(), []);
    let general = engine.guide("allowance", None, "en").unwrap();
    assert_eq!(
        (general.materials[1].state.as_str(), general.risk_points),
        ("perhaps", 3)
    );
    // Nobody has applied yet: no limit has a date, in words or otherwise.
    let (promised, statutory) = (general.promised.unwrap(), general.statutory.unwrap());
    assert_eq!((promised.amount, promised.date), (5, None));
    assert_eq!((statutory.amount, statutory.date), (20, None));
    for text in [promised.text, statutory.text] {
        assert!(!text.contains("20") || text.starts_with("20 "), "{text}");
    }
    let due = |guide: &tongban_engine::api::Guide| guide.materials[1].ways[1].due.clone();
    let undated = engine.guide("allowance", None, "zh-Hans").unwrap();
    assert_eq!(undated.promised.as_ref().unwrap().text, "5个工作日");
    assert_eq!(due(&undated), None);
    // For this situation they are the session's.
    let facts = [("applicationDate".to_owned(), json!("2025-09-29"))]
        .into_iter()
        .collect();
    let dated = engine.guide("allowance", Some(&facts), "zh-Hans").unwrap();
    let view = session().view();
    assert!(view.deadline.promised.as_ref().unwrap().date.is_some());
    assert_eq!(dated.promised, view.deadline.promised);
    assert_eq!(dated.statutory, view.deadline.statutory);
    assert_eq!(due(&dated), view.materials[1].ways[1].due);
    let facts = [("abroad".to_owned(), json!(false))].into_iter().collect();
    assert_eq!(
        engine
            .guide("T01", Some(&facts), "zh-Hans")
            .unwrap()
            .materials[1]
            .state,
        "not-needed"
    );
    assert_eq!(engine.about("en").unwrap().catalog.name, "Test catalogue");
    assert_eq!(engine.missing_texts(), Vec::<&str>::new());
}
