//! Bundles: one form, each fact and material once, and every item decides as if it were applied for by itself.

use crate::common::engine_of;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};
use tongban_catalog::{check, load_texts};
use tongban_engine::api::{FileView, OpenOptions, Origin, PacketMaterial, View};
use tongban_engine::{BundleSession, Engine, MemberVerdict, bundle_verdict, split_bundle};

pub(crate) const ITEMS: [&str; 3] = ["entry", "grant", "allowance"];
pub(crate) const ID: &str = "0123456789abcdef0123456789abcdef";

pub(crate) fn engine() -> Arc<Engine> {
    static ENGINE: LazyLock<Arc<Engine>> = LazyLock::new(|| {
        let loaded = load_texts([
            ("catalog.yaml", include_str!("fixture/catalog.yaml")),
            ("bases.yaml", include_str!("fixture/bases.yaml")),
            ("facts/facts.yaml", include_str!("fixture/facts.yaml")),
            (
                "facts/more.yaml",
                include_str!("fixture/bundles/facts.yaml"),
            ),
            ("formats/formats.yaml", include_str!("fixture/formats.yaml")),
            ("materials.yaml", include_str!("fixture/materials.yaml")),
            ("risks.yaml", include_str!("fixture/risks.yaml")),
            ("calendar/2025.yaml", include_str!("fixture/calendar.yaml")),
            ("items/T/allowance.yaml", include_str!("fixture/item.yaml")),
            (
                "items/T/entry.yaml",
                include_str!("fixture/bundles/entry.yaml"),
            ),
            (
                "items/T/grant.yaml",
                include_str!("fixture/bundles/grant.yaml"),
            ),
            (
                "bundles/moving.yaml",
                include_str!("fixture/bundles/moving.yaml"),
            ),
            (
                "messages/engine.yaml",
                include_str!("../../../../catalog/messages/engine.yaml"),
            ),
        ]);
        let checked = check(loaded, None);
        let wrong: Vec<_> = checked
            .findings
            .iter()
            .filter(|f| f.severity == tongban_runtime::Severity::Error)
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
        engine_of(&checked.built.expect("the fixture compiles"))
    });
    Arc::clone(&ENGINE)
}

pub(crate) fn options(item: &str) -> OpenOptions {
    OpenOptions {
        item: item.to_owned(),
        as_of: "2025-09-29".into(),
        region: Some("500103".into()),
        ..OpenOptions::default()
    }
}

pub(crate) fn open() -> BundleSession {
    engine().open_bundle(options("moving")).unwrap()
}

fn set(bundle: &mut BundleSession, facts: &[(&str, Value)]) {
    for (path, value) in facts {
        bundle.set(path, value, Origin::Asked).unwrap();
    }
}

/// Answers with which every item could be handed in as complete.
fn answers() -> Vec<(&'static str, Value)> {
    vec![
        ("wantsEntry", json!(true)),
        ("name", json!("张三")),
        ("birthDate", json!("1965-05-10")),
        ("abroad", json!(false)),
        ("country", Value::Null),
        ("entered", json!(false)),
        ("paidMonths", json!("200")),
        ("documentType", json!("permit")),
        ("documentNumber", json!("12345678")),
        ("arrears", json!("0")),
    ]
}

pub(crate) fn file(name: &str, media: &str) -> FileView {
    FileView {
        name: name.into(),
        media: media.into(),
        size: 10,
        sha256: name.repeat(64).chars().take(64).collect(),
    }
}

fn state<'a>(view: &'a View, item: &str) -> (&'a str, &'a str) {
    let member = view
        .members
        .iter()
        .flatten()
        .find(|m| m.item == item)
        .unwrap();
    (&member.state, &member.verdict.kind)
}

#[test]
fn each_fact_is_asked_once_on_one_form() {
    let mut bundle = open();
    set(&mut bundle, &[("wantsEntry", json!(true))]);
    let view = bundle.view();
    let paths: Vec<&str> = view.fields.iter().map(|f| f.path.as_str()).collect();
    assert_eq!(paths.iter().collect::<BTreeSet<_>>().len(), paths.len());
    let placed: Vec<&String> = view
        .pages
        .iter()
        .flat_map(|page| &page.sections)
        .flat_map(|section| &section.fields)
        .collect();
    assert_eq!(placed.iter().collect::<BTreeSet<_>>().len(), placed.len());
    assert_eq!(placed.len(), paths.len(), "every field stands on a page");
    let pages: Vec<&str> = view.pages.iter().map(|page| page.id.as_str()).collect();
    assert_eq!(pages, ["together", "person", "kin", "grant"]);
    // Asked under another name by one item: the dictionary's stands.
    let name = view.fields.iter().find(|f| f.path == "name").unwrap();
    assert_eq!(name.label, "姓名");
    // Required by one item, offered by another.
    let country = view.fields.iter().find(|f| f.path == "country").unwrap();
    assert!(country.visible && !country.required);
    set(&mut bundle, &[("abroad", json!(true))]);
    let country = bundle.view();
    let country = country.fields.iter().find(|f| f.path == "country").unwrap();
    assert!(country.visible && country.required);
}

#[test]
fn what_decides_the_items_is_asked_first_and_left_out_items_ask_nothing() {
    let mut bundle = open();
    assert_eq!(bundle.next()[0].path, "wantsEntry");
    assert_eq!(state(&bundle.view(), "entry").0, "perhaps");
    assert_eq!(bundle.view().verdict.kind, "incomplete");
    set(&mut bundle, &[("wantsEntry", json!(false))]);
    let view = bundle.view();
    assert_eq!(state(&view, "entry").0, "left-out");
    assert_eq!(state(&view, "grant").0, "goes");
    // Only the item that is left out asks for the first page's heading; what others ask stays.
    let name = view.fields.iter().find(|f| f.path == "name").unwrap();
    assert!(name.visible && name.label == "姓名");
    assert!(view.conditions.iter().all(|c| !c.id.starts_with("entry/")));
    let packet = bundle.packet(ID, None).unwrap();
    let items: Vec<&str> = packet.members.iter().map(|m| m.item.as_str()).collect();
    assert_eq!(items, ["grant", "allowance"]);
    assert!(engine().replay_bundle(&packet).unwrap().same);
}

#[test]
fn an_item_that_waits_is_not_blocked_by_what_the_other_brings() {
    let mut bundle = open();
    set(&mut bundle, &answers());
    bundle.attach("identity", file("a", "image/jpeg")).unwrap();
    let view = bundle.view();
    assert_eq!(state(&view, "entry"), ("goes", "ready"));
    assert_eq!(state(&view, "grant"), ("waits", "ready"));
    assert_eq!(view.verdict.kind, "ready");
    let waits: Vec<&str> = view
        .verdict
        .reasons
        .iter()
        .filter(|reason| reason.kind == "waits")
        .map(|reason| reason.code.as_str())
        .collect();
    assert_eq!(waits, ["condition:grant/entered"]);
    // Its own decision is what it is: not registered yet. Its time begins when the other is done.
    let grant = bundle.member("grant").unwrap();
    assert_eq!(grant.decision_value()["verdict"]["kind"], "blocked");
    let member = view
        .members
        .iter()
        .flatten()
        .find(|m| m.item == "grant")
        .unwrap();
    assert_eq!(member.needs, ["entry"]);
    assert_eq!(member.deadline.promised.as_ref().unwrap().date, None);
    // Without the other, nothing brings it.
    set(&mut bundle, &[("wantsEntry", json!(false))]);
    assert_eq!(state(&bundle.view(), "grant"), ("goes", "blocked"));
}

#[test]
fn an_item_that_fails_holds_only_those_that_need_it() {
    let mut bundle = open();
    set(&mut bundle, &answers());
    bundle.attach("identity", file("a", "image/jpeg")).unwrap();
    set(
        &mut bundle,
        &[("abroad", json!(true)), ("country", json!("某国"))],
    );
    bundle.defer("residence").unwrap();
    let view = bundle.view();
    assert_eq!(state(&view, "entry"), ("goes", "blocked"));
    assert_eq!(state(&view, "grant"), ("waits", "ready"));
    assert_eq!(state(&view, "allowance"), ("goes", "ready-with-correction"));
    assert_eq!(view.verdict.kind, "ready-with-correction");
    assert_eq!(
        view.verdict.text,
        "可以先办：测试津贴申领；暂时不能办：测试登记、测试补助"
    );
    // Every item fails: the bundle does.
    set(&mut bundle, &[("paidMonths", json!("100"))]);
    assert_eq!(bundle.view().verdict.kind, "blocked");
}

#[test]
fn a_material_is_given_once_for_all() {
    let mut bundle = open();
    set(&mut bundle, &answers());
    bundle
        .set(
            "kin",
            &json!([{"kinName": "甲", "kinIncome": "1"}]),
            Origin::Asked,
        )
        .unwrap();
    let view = bundle.view();
    let ids: Vec<&str> = view.materials.iter().map(|m| m.id.as_str()).collect();
    assert_eq!(ids, ["identity", "kinship", "residence"]);
    // Each says which items ask for it.
    let asking = |id: &str| {
        let found = view.materials.iter().find(|m| m.id == id).unwrap();
        found.items.clone().unwrap()
    };
    assert_eq!(asking("identity"), ITEMS);
    assert_eq!(asking("kinship"), ["entry", "allowance"]);
    // Shared data serve one item, deferral another: only a file serves all three.
    let ways: Vec<&str> = view.materials[0]
        .ways
        .iter()
        .map(|w| w.kind.as_str())
        .collect();
    assert_eq!(ways, ["provided"]);
    assert_eq!(view.materials[0].given, None);
    // Both items take a promise, each its own.
    let promise = view.materials[1]
        .ways
        .iter()
        .find(|w| w.kind == "promised")
        .unwrap();
    let text = promise.text.as_ref().unwrap();
    assert!(
        text.contains("承诺登记的亲属") && text.contains("承诺亲属关系属实"),
        "{text}"
    );
    bundle.promise("kinship").unwrap();
    bundle.attach("identity", file("a", "image/jpeg")).unwrap();
    let view = bundle.view();
    assert_eq!(view.materials[0].given.as_deref(), Some("provided"));
    assert_eq!(view.materials[0].files.len(), 1);
    assert_eq!(view.materials[1].given.as_deref(), Some("promised"));
    let packet = bundle.packet(ID, None).unwrap();
    assert_eq!(packet.materials.get("identity").unwrap().files.len(), 1);
    assert_eq!(packet.materials.get("identity").unwrap().given.len(), 3);
    let signed: BTreeSet<_> = packet
        .materials
        .get("kinship")
        .unwrap()
        .given
        .values()
        .map(|given| given.signed.clone().unwrap())
        .collect();
    assert_eq!(signed.len(), 2);
    bundle.withdraw("identity").unwrap();
    assert_eq!(bundle.view().materials[0].given, None);
    assert_eq!(
        bundle
            .attach("nothing", file("a", "image/jpeg"))
            .unwrap_err()
            .code,
        "material.unknown"
    );
    assert_eq!(bundle.promise("identity").unwrap_err().code, "material.way");
}

#[test]
fn what_cannot_be_set_changes_nothing_anywhere() {
    let mut bundle = open();
    set(&mut bundle, &answers());
    let before = (bundle.view(), bundle.decision());
    for (path, value, code) in [
        ("nothing", json!("1"), "path.unknown"),
        ("paidMonths", json!([1]), "wire.number"),
        ("missingMonths", json!("1"), "path.computed"),
        (
            "kin",
            json!([{"kinName": "甲", "other": "1"}]),
            "path.unknown",
        ),
        ("kin[r7].kinName", json!("甲"), "path.row"),
        ("note", json!({"$unknown": "unreachable"}), "unknown.asked"),
    ] {
        let error = bundle.set(path, &value, Origin::Asked).unwrap_err();
        assert_eq!(error.code, code, "{path}");
    }
    let many = [
        ("name".to_owned(), json!("李四"), Origin::Asked),
        ("nothing".to_owned(), json!("1"), Origin::Asked),
    ];
    assert!(bundle.set_many(&many).is_err());
    assert_eq!(bundle.add_row("nothing").unwrap_err().code, "path.group");
    assert_eq!((bundle.view(), bundle.decision()), before);
}

#[test]
fn a_packet_that_was_changed_is_found_out() {
    let mut bundle = open();
    set(&mut bundle, &answers());
    bundle.attach("identity", file("a", "image/jpeg")).unwrap();
    let engine = engine();
    let packet = bundle.packet(ID, None).unwrap();
    let report = engine.replay_bundle(&packet).unwrap();
    assert!(report.same, "{:#?}", report.differences);
    assert_eq!(report.decision_digest, packet.decision_digest);
    let found = |change: &dyn Fn(&mut tongban_engine::api::BundlePacket)| {
        let mut other = packet.clone();
        change(&mut other);
        match engine.replay_bundle(&other) {
            Ok(report) => {
                assert!(!report.same);
                report
                    .differences
                    .iter()
                    .map(|d| d.what.clone())
                    .collect::<Vec<_>>()
                    .join(" ")
            }
            Err(error) => error.code.into_owned(),
        }
    };
    let paid = found(&|p| p.facts.get_mut("paidMonths").unwrap().value = json!("100"));
    assert!(
        paid.contains("grant.facts.paidMonths") && paid.contains("allowance.facts.paidMonths"),
        "{paid}"
    );
    assert!(
        found(&|p| p.facts.get_mut("wantsEntry").unwrap().value = json!(false)).contains("members")
    );
    assert!(found(&|p| p.decision["members"][1]["needs"] = json!([])).contains("members"));
    let stray = p_fact();
    assert_eq!(
        found(&|p| drop(p.facts.insert("note".into(), stray.clone()))),
        "entries"
    );
    assert_eq!(
        found(&|p| p.members[0].facts.push("nothing".into())),
        "packet.bundle"
    );
    assert_eq!(
        found(&|p| p.members[1].item = "entry".into()),
        "packet.bundle"
    );
    assert_eq!(
        found(&|p| p.materials.get_mut("identity").unwrap().files.clear()),
        "packet.bundle"
    );
    assert_ne!(found(&|p| drop(p.members.remove(0))), "");
    assert!(found(&|p| p.members.swap(0, 2)).contains("items"));
    // A member of its own making: each part replays by itself, yet the bundle is none that a form gives.
    let mut left_out = open();
    set(&mut left_out, &answers());
    set(&mut left_out, &[("wantsEntry", json!(false))]);
    let without = left_out.packet(ID, None).unwrap();
    let mut smuggled = without.clone();
    smuggled.members.insert(0, packet.members[0].clone());
    for path in &packet.members[0].facts {
        let fact = packet.facts.get(path).unwrap().clone();
        smuggled.facts.or_insert_with(path.clone(), || fact);
    }
    assert!(engine.replay_bundle(&without).unwrap().same);
    let report = engine.replay_bundle(&smuggled).unwrap();
    assert!(!report.same && report.differences.iter().any(|d| d.what.contains("items")));
    for key in ["asOf", "region", "module"] {
        let other = json!("2025-09-30");
        assert_eq!(
            found(&|p| p.decision[key] = other.clone()),
            "packet.bundle",
            "{key}"
        );
    }
    assert_ne!(found(&|p| p.decision_digest = "0".repeat(64)), "");
}

fn p_fact() -> tongban_engine::api::PacketFact {
    tongban_engine::api::PacketFact {
        value: json!("x"),
        raw: None,
        origin: Origin::Asked,
        unknown: None,
        disputed: None,
    }
}

#[test]
fn a_bundle_that_replaces_another_replaces_it_item_by_item() {
    let mut bundle = open();
    set(&mut bundle, &answers());
    let other = "f".repeat(32);
    let old = split_bundle(&bundle.packet(&other, None).unwrap()).unwrap();
    let new = split_bundle(&bundle.packet(ID, Some(&other)).unwrap()).unwrap();
    assert_eq!(new.len(), 3);
    for (old, new) in old.iter().zip(&new) {
        assert_eq!(new.supersedes.as_ref(), Some(&old.id));
        assert_ne!(new.id, old.id);
    }
    assert_eq!(bundle.packet(ID, Some(ID)).unwrap_err().code, "packet.id");
}

#[test]
fn bytes_decide_a_bundle_as_a_session_does() {
    let mut bundle = open();
    set(&mut bundle, &answers());
    bundle.attach("identity", file("a", "image/jpeg")).unwrap();
    let facts: BTreeMap<_, _> = answers().into_iter().collect();
    let request = json!({
        "item": "P01", "asOf": "2025-09-29", "region": "500103", "facts": facts,
        "materials": {"identity": "provided"},
    });
    let answer: Value =
        serde_json::from_slice(&engine().decide(request.to_string().as_bytes())).unwrap();
    assert_eq!(answer["digest"], bundle.decision_digest());
    assert_eq!(
        answer["members"][2]["digest"],
        bundle.member("allowance").unwrap().decision_digest()
    );
}

#[test]
fn in_every_bundle_of_the_catalogue_less_is_asked_and_no_material_twice() {
    let engine = &crate::reference::REFERENCE.0;
    let bundles = engine
        .bundles(&tongban_engine::api::ItemsQuery::default(), "zh-Hans")
        .unwrap();
    assert!(!bundles.is_empty());
    let asks = |view: &View| view.fields.iter().filter(|f| !f.read_only).count();
    for summary in bundles {
        let bundle = engine
            .open_bundle(OpenOptions {
                item: summary.id.clone(),
                as_of: "2025-07-10".into(),
                ..OpenOptions::default()
            })
            .unwrap();
        let view = bundle.view();
        let alone: usize = summary
            .members
            .iter()
            .flatten()
            .map(|item| {
                let options = OpenOptions {
                    item: item.clone(),
                    as_of: "2025-07-10".into(),
                    ..OpenOptions::default()
                };
                asks(&engine.open(options).unwrap().view())
            })
            .sum();
        assert!(
            asks(&view) < alone,
            "{}: {} asked together, {alone} one by one",
            summary.id,
            asks(&view)
        );
        let paths: BTreeSet<&str> = view.fields.iter().map(|f| f.path.as_str()).collect();
        assert_eq!(
            paths.len(),
            view.fields.len(),
            "{}: a fact is asked twice",
            summary.id
        );
        let materials: BTreeSet<&str> = view.materials.iter().map(|m| m.id.as_str()).collect();
        assert_eq!(
            materials.len(),
            view.materials.len(),
            "{}: a material twice",
            summary.id
        );
        let guide = engine.guide(&summary.id, None, "en").unwrap();
        assert_eq!(guide.members.unwrap().len(), summary.members.unwrap().len());
    }
}

#[test]
fn a_guide_says_how_each_item_belongs_to_the_bundle() {
    let guide = engine().guide("moving", None, "zh-Hans").unwrap();
    assert_eq!(guide.part, None);
    let parts = guide.members.unwrap().into_iter().map(|member| {
        let part = member.part.unwrap();
        (member.item.id, part.optional, part.needs)
    });
    let found: Vec<(String, bool, Vec<String>)> = parts.collect();
    assert_eq!(
        found,
        [
            ("entry".to_owned(), true, vec![]),
            ("grant".to_owned(), false, vec!["entry".to_owned()]),
            ("allowance".to_owned(), false, vec![]),
        ]
    );
}

#[test]
fn a_given_material_is_a_packet_material_of_its_item() {
    let mut bundle = open();
    set(&mut bundle, &answers());
    bundle.attach("identity", file("a", "image/jpeg")).unwrap();
    let parts = split_bundle(&bundle.packet(ID, None).unwrap()).unwrap();
    for part in &parts {
        let expected = PacketMaterial {
            how: "provided".into(),
            files: vec![file("a", "image/jpeg")],
            signed: None,
            due: None,
        };
        assert_eq!(part.materials.get("identity"), Some(&expected));
    }
}

#[test]
fn the_verdict_on_all_leaves_what_can_go_ahead_and_stops_what_waits_for_a_blocked_item() {
    let needs = ["first".to_owned()];
    let verdict = |kinds: [&str; 2], waits: bool| {
        let part = |item, verdict, needs| MemberVerdict {
            item,
            verdict,
            needs,
        };
        let waits = if waits { &needs[..] } else { &[] };
        bundle_verdict(&[
            part("first", kinds[0], &[]),
            part("second", kinds[1], waits),
        ])
    };
    assert_eq!(verdict(["ready", "ready"], false), "ready");
    assert_eq!(verdict(["ready", "incomplete"], false), "incomplete");
    assert_eq!(
        verdict(["blocked", "ready"], false),
        "ready-with-correction"
    );
    assert_eq!(verdict(["blocked", "incomplete"], true), "blocked");
    assert_eq!(verdict(["blocked", "blocked"], false), "blocked");
    assert_eq!(bundle_verdict(&[]), "incomplete");
}
