//! 可办事项主动感知: what is due, possible or excluded for a person, and that it never contradicts the decision.

use crate::reference::{REFERENCE, answered};
use serde_json::json;
use tongban_engine::api::{Standing, SuggestOptions, Suggestion, WireFacts};

fn options(as_of: &str) -> SuggestOptions {
    SuggestOptions {
        as_of: as_of.to_owned(),
        region: Some("500103".to_owned()),
        ..SuggestOptions::default()
    }
}

fn facts(of: serde_json::Value) -> WireFacts {
    serde_json::from_value(of).unwrap()
}

fn of(item: &str, facts: &WireFacts, as_of: &str) -> Suggestion {
    let found = REFERENCE.0.suggest(facts, &options(as_of)).unwrap();
    let mut of = found.into_iter().filter(|one| one.item.id == item);
    of.next().unwrap()
}

#[test]
fn retirement_is_told_three_months_before_the_statutory_date() {
    let known = facts(json!({
        "retirementCategory": "male-60", "birthDate": "1965-05-10", "paidMonths": "200", "relationsGathered": true,
    }));
    let early = of("retirement", &known, "2025-04-09");
    assert_eq!(early.standing, Standing::Excluded);
    assert_eq!(early.reasons[0].code, "time");
    assert_eq!(early.since.as_deref(), Some("2025-04-10"));
    for day in ["2025-04-10", "2025-07-09", "2025-07-10", "2026-01-01"] {
        let due = of("retirement", &known, day);
        assert_eq!(due.standing, Standing::Due, "{day}: {:?}", due.reasons);
        assert_eq!(due.from.as_deref(), Some("2025-07-10"));
        assert!(due.text.unwrap().contains("2025年7月10日"));
    }
}

#[test]
fn what_stands_against_it_is_said_with_its_remedy() {
    let mut known = facts(json!({
        "retirementCategory": "male-60", "birthDate": "1965-05-10", "paidMonths": "168", "relationsGathered": true,
    }));
    let short = of("retirement", &known, "2025-08-01");
    assert_eq!(short.standing, Standing::Excluded);
    assert_eq!(short.reasons.len(), 1);
    assert_eq!(short.reasons[0].code, "condition:months");
    assert!(short.reasons[0].text.contains("还差12个月"));
    assert!(short.reasons[0].remedy.is_some());
    known.insert("paidMonths".to_owned(), json!("180"));
    known.insert("receivingPension".to_owned(), json!(true));
    let drawn = of("retirement", &known, "2025-08-01");
    assert_eq!(drawn.reasons[0].code, "unless:in-payment");
}

#[test]
fn what_is_not_known_is_named_and_leaves_it_possible() {
    let nothing = of("retirement", &WireFacts::new(), "2025-08-01");
    assert_eq!(nothing.standing, Standing::Possible);
    let missing: Vec<&str> = nothing
        .missing
        .iter()
        .map(|one| one.what.as_str())
        .collect();
    for fact in [
        "birthDate",
        "retirementCategory",
        "paidMonths",
        "relationsGathered",
    ] {
        assert!(missing.contains(&fact), "{fact} in {missing:?}");
    }
    assert!(nothing.since.is_none() && nothing.text.is_none());
}

#[test]
fn due_items_come_first_and_excluded_ones_last() {
    let known = facts(json!({
        "retirementCategory": "male-60", "birthDate": "1965-05-10", "cardStatus": "cancelled",
        "leaveDate": "2025-01-31",
    }));
    let found = REFERENCE.0.suggest(&known, &options("2025-08-01")).unwrap();
    let standings: Vec<Standing> = found.iter().map(|one| one.standing).collect();
    assert!(standings.is_sorted(), "{standings:?}");
    assert_eq!(found[0].item.id, "unemployment-benefit");
    assert_eq!(found[1].item.id, "retirement");
    assert_eq!(found.last().unwrap().item.id, "card-loss");
}

#[test]
fn a_fact_that_nobody_knows_and_a_value_of_another_type_are_refused() {
    for (of, code) in [
        (json!({"nope": "1"}), "path.unknown"),
        (json!({"birthDate": 5}), "wire.date"),
        (json!({"relationsGathered": "yes"}), "wire.boolean"),
    ] {
        let error = REFERENCE.0.suggest(&facts(of), &options("2025-08-01"));
        assert_eq!(error.unwrap_err().code, code);
    }
    let error = REFERENCE
        .0
        .suggest(&WireFacts::new(), &options("2025-02-30"));
    assert_eq!(error.unwrap_err().code, "date.invalid");
}

/// A suggestion never contradicts the decision: with fewer facts nothing is excluded that more facts allow, and with
/// all facts exactly that is excluded whose conditions fail or whose blocks fire.
#[test]
fn it_agrees_with_the_decision_of_every_worked_case() {
    let (engine, authored) = &*REFERENCE;
    let (mut open, mut shut) = (0, 0);
    for (number, case) in authored.cases.iter().enumerate() {
        let session = answered(engine, case).unwrap();
        let view = session.view();
        let against: Vec<String> = (view.conditions.iter())
            .filter(|one| one.state == "not-met")
            .map(|one| format!("condition:{}", one.id))
            .chain(
                (view.risks.iter())
                    .filter(|one| one.state == "fired" && one.level == "block")
                    .map(|one| format!("risk:{}", one.id)),
            )
            .collect();
        let mut known: WireFacts = (case.facts.iter())
            .map(|(id, value)| (id.value.clone(), value.clone()))
            .collect();
        let asked = SuggestOptions {
            as_of: case.as_of.value.clone(),
            region: case.region.as_ref().map(|region| region.value.clone()),
            ..SuggestOptions::default()
        };
        let standing = |known: &WireFacts| {
            let found = engine.suggest(known, &asked).unwrap();
            let mut own = found.into_iter().filter(|one| one.item.id == case.item);
            own.next().unwrap()
        };
        let whole = standing(&known);
        let codes: Vec<&str> = (whole.reasons.iter())
            .map(|reason| reason.code.as_str())
            .filter(|code| code.starts_with("condition:") || code.starts_with("risk:"))
            .collect();
        if whole
            .from
            .as_deref()
            .is_none_or(|from| from <= case.as_of.value.as_str())
        {
            assert_eq!(codes, against, "case {number} of {}", case.item);
            shut += usize::from(!against.is_empty());
        }
        // Every other fact is forgotten.
        let keep = number % 2;
        let mut place = 0;
        known.retain(|_, _| {
            place += 1;
            place % 2 == keep
        });
        for reason in standing(&known).reasons {
            assert!(
                codes.contains(&reason.code.as_str()) || !reason.code.starts_with("condition:"),
                "case {number} of {}: {} with fewer facts",
                case.item,
                reason.code
            );
        }
        open += usize::from(against.is_empty());
    }
    assert!(open > 100 && shut > 30, "{open} open, {shut} shut");
}
