//! `replay`: by the module that made a packet, and under a newer release.

use crate::support::{Run, catalog, file, plain, tongban};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tongban_engine::api::OpenOptions;
use tongban_engine::{Engine, Module};

/// A module of the reference catalogue, built once for a test; its engine is this program's.
fn module(test: &str) -> (String, Arc<Engine>) {
    let engine = file(&format!("replay-{test}/engine.wasm"), b"\0asm\x01\0\0\0");
    let module = file(&format!("replay-{test}/module.wasm"), b"");
    assert_eq!(
        tongban(&["build", "--engine", &engine, "-o", &module]).code,
        0
    );
    let engine = Module::load(&fs::read(&module).expect("a module")).expect("an engine");
    (module, engine)
}

/// The packet of a retirement as a channel would make it.
fn packet(engine: &Arc<Engine>) -> Vec<u8> {
    let mut session = engine
        .open(OpenOptions {
            item: "retirement".into(),
            as_of: "2025-07-10".into(),
            region: Some("500103".into()),
            ..Default::default()
        })
        .expect("a session");
    let facts = json!({
        "name": "张示例", "documentType": "resident-id", "documentNumber": "500103196505100016", "gender": "male",
        "birthDate": "1965-05-10", "mobile": "13800000000", "retirementCategory": "male-60", "paidMonths": "181",
        "relationsGathered": true, "hasDeemedSpells": false, "hukouRegion": "500103"
    });
    let facts = tongban_engine::read_facts(facts.to_string().as_bytes()).expect("facts");
    session.set_facts(&facts).expect("facts");
    let packet = session.packet(&"0a".repeat(16), None).expect("a packet");
    serde_json::to_vec(&packet).expect("bytes")
}

/// A copy of the reference catalogue with words of one file replaced.
fn changed(test: &str, name: &str, edits: &[(&str, &str)]) -> PathBuf {
    let to = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("replay-{test}/catalog"));
    copy(&catalog(), &to);
    let path = to.join(name);
    let mut text = fs::read_to_string(&path).expect("a file");
    for (from, with) in edits {
        assert!(text.contains(from), "`{from}` in {name}");
        text = text.replace(from, with);
    }
    fs::write(path, text).expect("a file");
    to
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let into = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &into);
        } else {
            fs::copy(&path, into).expect("a file");
        }
    }
}

#[test]
fn a_packet_replays_and_a_changed_byte_is_named() {
    let (module, engine) = module("same");
    let bytes = packet(&engine);
    let path = file("replay-same/packet.json", &bytes);
    let same = plain(&["replay", &path, "--module", &module, "--json"]);
    assert_eq!(
        (same.code, &same.json()["same"], &same.json()["ownEngine"]),
        (0, &json!(true), &json!(false)),
        "{}",
        same.out
    );
    let forged = String::from_utf8(bytes)
        .expect("text")
        .replace("\"181\"", "\"101\"")
        .replace("张示例", "李示例");
    let forged = forged.replacen("李示例", "张示例", 1);
    let path = file("replay-same/forged.json", forged.as_bytes());
    let differs = plain(&["replay", &path, "--module", &module]);
    assert_eq!(differs.code, 1, "{}{}", differs.out, differs.err);
    assert!(differs.out.contains("conditions.months"), "{}", differs.out);
    assert!(!differs.out.contains("示例"), "masked: {}", differs.out);
}

#[test]
fn a_module_without_an_engine_cannot_run_its_own() {
    let (module, engine) = module("own");
    let path = file("replay-own/packet.json", &packet(&engine));
    let run = plain(&[
        "replay",
        &path,
        "--module",
        &module,
        "--own-engine",
        "--json",
    ]);
    assert_eq!(run.code, 2);
    assert_eq!(run.json()["diagnostics"][0]["code"], "replay.module-faulty");
    let none = tongban(&["replay", &path]);
    assert_eq!(none.code, 2);
    assert!(none.err.contains("--under"), "{}", none.err);
}

fn under(test: &str, edits: &[(&str, &str)], more: &[&str]) -> Run {
    let (module, engine) = module(test);
    let path = file(&format!("replay-{test}/packet.json"), &packet(&engine));
    let newer = changed(test, "items/E/retirement.yaml", edits);
    // The bundle names a condition that the edits rename.
    fs::remove_file(newer.join("bundles/retiring.yaml")).expect("a file");
    let mut arguments = vec!["replay", &path, "--module", &module, "--under"];
    arguments.push(newer.to_str().expect("a path"));
    arguments.extend(more);
    plain(&arguments)
}

#[test]
fn under_the_same_rules_nothing_comes_out_otherwise() {
    let run = under(
        "nothing",
        &[("[RETIRE2, SIL16]", "[SIL16, RETIRE2]")],
        &["--json"],
    );
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert_eq!(run.json()["under"]["changes"], json!([]));
}

#[test]
fn under_a_newer_release_the_difference_is_told_in_words() {
    let edits = [
        (
            "rule: 缴费月数 >= 应缴最低月数",
            "rule: 缴费月数 >= 应缴最低月数 + 12",
        ),
        ("promised: {amount: 20,", "promised: {amount: 5,"),
        ("  - id: gathered", "  - id: collected"),
        ("          - fact: mobile\n", ""),
    ];
    let run = under("words", &edits, &[]);
    assert_eq!(run.code, 1, "{}{}", run.out, run.err);
    for said in [
        "受理条件“缴费年限达到最低要求”：原来符合，现在不符合",
        "累计缴费181个月",
        "受理条件“养老保险关系已经归集”：新增，现在符合",
        "受理条件“养老保险关系已经归集”：原来符合，新版没有这一项",
        "承诺时限：原来20个工作日（2025-08-07前），现在5个工作日（2025-07-17前）",
        "填写内容“手机号码”：原来138*****000，新版没有这一项",
        "办理结论：原来",
    ] {
        assert!(run.out.contains(said), "{said}\n{}", run.out);
    }
    assert!(!run.out.contains("13800000000"), "{}", run.out);
    let english = under("english", &edits, &["--lang", "en", "--json"]);
    let changes = english.json()["under"]["changes"].clone();
    let texts: Vec<&str> = changes
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|change| change["text"].as_str())
        .collect();
    assert!(
        texts.contains(&"condition “Enough months paid”: was met, is now not met"),
        "{texts:?}"
    );
    assert_eq!(
        english.json()["same"],
        Value::Bool(true),
        "the old one replays"
    );
}

#[test]
fn an_item_that_is_gone_is_named() {
    let (module, engine) = module("gone");
    let path = file("replay-gone/packet.json", &packet(&engine));
    let newer = changed("gone", "items/E/retirement.yaml", &[]);
    fs::remove_file(newer.join("items/E/retirement.yaml")).expect("a file");
    fs::remove_file(newer.join("cases/E/retirement.yaml")).expect("a file");
    fs::remove_file(newer.join("bundles/retiring.yaml")).expect("a file");
    let newer = newer.to_str().expect("a path");
    let run = plain(&[
        "replay", &path, "--module", &module, "--under", newer, "--json",
    ]);
    assert_eq!(run.code, 2, "{}{}", run.out, run.err);
    assert_eq!(run.json()["diagnostics"][0]["code"], "item.unknown");
}
