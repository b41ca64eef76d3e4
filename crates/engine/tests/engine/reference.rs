//! The reference catalogue: every item opens, every worked case comes out as its authors say.

use crate::common::engine_of;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::{Arc, LazyLock};
use tongban_catalog::authored::{Authored, Case};
use tongban_catalog::{check, load};
use tongban_engine::api::{OpenOptions, Origin};
use tongban_engine::{Engine, GivenMaterial, Session};

pub static REFERENCE: LazyLock<(Arc<Engine>, Authored)> = LazyLock::new(|| {
    let checked = check(
        load(Path::new(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../catalog"
        ))),
        None,
    );
    let built = checked
        .built
        .expect("the reference catalogue compiles; see `tongban lint`");
    (engine_of(&built), checked.authored)
});

pub fn answered(engine: &Arc<Engine>, case: &Case) -> Result<Session, tongban_engine::EngineError> {
    answered_in(engine, case, "zh-Hans")
}

fn answered_in(
    engine: &Arc<Engine>,
    case: &Case,
    lang: &str,
) -> Result<Session, tongban_engine::EngineError> {
    let mut session = engine.open(OpenOptions {
        item: case.item.clone(),
        as_of: case.as_of.value.clone(),
        region: case.region.as_ref().map(|region| region.value.clone()),
        lang: Some(lang.to_owned()),
        ..OpenOptions::default()
    })?;
    let facts = case
        .facts
        .iter()
        .map(|(id, value)| (id.value.clone(), value.clone()))
        .collect();
    session.set_facts(&facts)?;
    for (facts, reason) in [
        (&case.unreachable, "unreachable"),
        (&case.no_data, "no-data"),
    ] {
        for fact in facts {
            session.set(&fact.value, &json!({"$unknown": reason}), Origin::Register)?;
        }
    }
    for material in &case.materials {
        session.give(
            &material.material.value,
            &GivenMaterial::How(material.how.value.clone()),
        )?;
    }
    Ok(session)
}

/// What differs from what the case expects.
fn differences(session: &Session, case: &Case) -> Vec<String> {
    let mut found = Vec::new();
    let mut same = |what: &str, wanted: &str, got: Option<String>| {
        if got.as_deref() != Some(wanted) {
            found.push(format!(
                "{what}: wanted {wanted}, got {}",
                got.unwrap_or_else(|| "nothing".into())
            ));
        }
    };
    let view = session.view();
    let expect = &case.expect;
    if let Some(verdict) = &expect.verdict {
        let codes: Vec<_> = view
            .verdict
            .reasons
            .iter()
            .map(|reason| format!("{} {}", reason.kind, reason.code))
            .collect();
        if view.verdict.kind != verdict.value {
            same(
                "verdict",
                &verdict.value,
                Some(format!("{} {codes:?}", view.verdict.kind)),
            );
        }
    }
    for (id, state) in &expect.conditions {
        same(
            &id.value,
            &state.value,
            view.conditions
                .iter()
                .find(|c| c.id == id.value)
                .map(|c| c.state.clone()),
        );
    }
    for (id, state) in &expect.risks {
        same(
            &id.value,
            &state.value,
            view.risks
                .iter()
                .find(|r| r.id == id.value)
                .map(|r| r.state.clone()),
        );
    }
    for (id, state) in &expect.materials {
        same(
            &id.value,
            &state.value,
            view.materials
                .iter()
                .find(|m| m.id == id.value)
                .map(|m| m.state.clone()),
        );
    }
    for (id, value) in &expect.values {
        let got = session.value(&id.value).ok().flatten();
        let text = |value: &Value| {
            value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned)
        };
        same(&id.value, &text(value), got.as_ref().map(text));
    }
    if let Some(next) = &expect.next {
        same(
            "next",
            &next.value,
            session.next().first().map(|next| next.path.clone()),
        );
    }
    for (id, because) in &expect.because {
        let causes = view
            .conditions
            .iter()
            .find(|c| c.id == id.value)
            .map(|c| &c.because);
        let causes = causes.or_else(|| {
            view.materials
                .iter()
                .find(|m| m.id == id.value)
                .map(|m| &m.because)
        });
        let causes = causes.or_else(|| {
            view.risks
                .iter()
                .find(|r| r.id == id.value)
                .map(|r| &r.because)
        });
        let mut got: Vec<_> = causes
            .into_iter()
            .flatten()
            .map(|b| b.what.clone())
            .collect();
        let mut wanted: Vec<_> = because.iter().map(|word| word.value.clone()).collect();
        got.sort();
        wanted.sort();
        same(
            &format!("because of {}", id.value),
            &wanted.join(", "),
            Some(got.join(", ")),
        );
    }
    for text in &expect.messages {
        let says = |message: &str| message.contains(&text.value);
        let said = view
            .verdict
            .reasons
            .iter()
            .any(|reason| says(&reason.message))
            || view
                .conditions
                .iter()
                .filter_map(|condition| condition.message.as_deref())
                .any(says)
            || view
                .risks
                .iter()
                .filter_map(|risk| risk.message.as_deref())
                .any(says);
        if !said {
            same("message", &text.value, None);
        }
    }
    if let Some(route) = &expect.route {
        same("route", &route.value, view.route.target.clone());
    }
    if let Some(post) = &expect.post {
        same("post", &post.value, view.route.post.clone());
    }
    found
}

#[test]
fn every_worked_case_comes_out() {
    let (engine, authored) = &*REFERENCE;
    assert_eq!(engine.missing_texts(), Vec::<&str>::new());
    let mut wrong = Vec::new();
    for case in &authored.cases {
        let found = match answered(engine, case) {
            Ok(session) => differences(&session, case),
            Err(error) => vec![format!("{} {error:?}", error.code)],
        };
        wrong.extend(
            found
                .into_iter()
                .map(|difference| format!("{} · {}: {difference}", case.item, case.name.value)),
        );
    }
    assert!(authored.cases.len() > 50, "{}", authored.cases.len());
    assert!(
        wrong.is_empty(),
        "{} findings in {} cases\n{}",
        wrong.len(),
        authored.cases.len(),
        wrong.join("\n")
    );
}

/// Everything that a session says in sentences.
fn sentences(session: &Session) -> Vec<String> {
    let view = session.view();
    let mut said: Vec<String> = vec![view.verdict.text.clone(), view.route.reason.clone()];
    said.extend(view.verdict.reasons.into_iter().map(|r| r.message));
    said.extend(
        view.conditions
            .into_iter()
            .flat_map(|c| c.message.into_iter().chain(c.remedy)),
    );
    said.extend(view.risks.into_iter().filter_map(|risk| risk.message));
    let limits = [view.deadline.promised, view.deadline.statutory];
    said.extend(limits.into_iter().flatten().map(|limit| limit.text));
    said
}

/// What no sentence may look like.
fn is_clumsy(lang: &str, sentence: &str) -> bool {
    const EVERYWHERE: [&str; 11] = [
        "。；", "。。", "；。", "：：", "？：", "?:", ".;", "..", ".:", "::", "{",
    ];
    let one_of_many = |sentence: &str| {
        let words: Vec<&str> = sentence.split(' ').collect();
        let many = ["days", "months", "years", "rows", "minutes", "characters"];
        words
            .windows(3)
            .any(|w| w[0] == "1" && w[1..].iter().any(|w| many.contains(w)))
    };
    EVERYWHERE.iter().any(|marks| sentence.contains(marks))
        || lang == "en"
            && !sentence.contains("[zh]")
            && (sentence.contains(['、', '。', '，']) || one_of_many(sentence))
}

#[test]
fn sentences_read_well_in_every_language() {
    let (engine, authored) = &*REFERENCE;
    let mut clumsy = Vec::new();
    for lang in ["zh-Hans", "zh-Hant", "en"] {
        for case in &authored.cases {
            let Ok(session) = answered_in(engine, case, lang) else {
                continue;
            };
            clumsy.extend(
                sentences(&session)
                    .into_iter()
                    .filter(|s| is_clumsy(lang, s)),
            );
        }
    }
    clumsy.sort();
    clumsy.dedup();
    assert!(clumsy.is_empty(), "{}", clumsy.join("\n"));

    let mut session = engine
        .open(OpenOptions {
            item: "retirement".into(),
            as_of: "2025-07-10".into(),
            region: Some("500103".into()),
            lang: Some("en".into()),
            ..OpenOptions::default()
        })
        .unwrap();
    let said = sentences(&session);
    assert!(
        said.contains(&"Answer: Have all pension relations been gathered here?".to_owned()),
        "{said:#?}"
    );
    session
        .set(
            "estimatedPension",
            &json!({"$unknown": "no-data"}),
            Origin::Register,
        )
        .unwrap();
    assert!(
        session
            .view()
            .route
            .reason
            .ends_with("where you are insured. An officer reviews it."),
        "{}",
        session.view().route.reason
    );
}

#[test]
fn every_case_replays_from_its_packet() {
    let (engine, authored) = &*REFERENCE;
    for case in &authored.cases {
        let Ok(session) = answered(engine, case) else {
            continue;
        };
        let packet = session.packet(&"a".repeat(32), None).unwrap();
        let report = engine
            .replay(&serde_json::to_vec(&packet).unwrap())
            .unwrap();
        assert_eq!(
            report.differences,
            [],
            "{} · {}",
            case.item,
            case.name.value
        );
        let again = engine.open(OpenOptions {
            item: case.item.clone(),
            as_of: case.as_of.value.clone(),
            region: case.region.as_ref().map(|region| region.value.clone()),
            draft: Some(session.draft()),
            lang: Some("en".into()),
            ..OpenOptions::default()
        });
        assert_eq!(
            again.unwrap().decision(),
            session.decision(),
            "{} · {}",
            case.item,
            case.name.value
        );
    }
}
