//! The next question, held against exhaustive search over small generated items.

use crate::common::{compiled, engine_of};
use proptest::prelude::*;
use serde_json::json;
use std::fmt::Write as _;
use std::sync::Arc;
use tongban_engine::api::{OpenOptions, Origin};
use tongban_engine::{Engine, Session};

const NAMES: [&str; 4] = ["甲", "乙", "丙", "丁"];

/// A rule over facts that are true or false.
#[derive(Debug, Clone)]
enum Rule {
    Fact(usize),
    Not(Box<Rule>),
    And(Box<Rule>, Box<Rule>),
    Or(Box<Rule>, Box<Rule>),
}

impl Rule {
    fn text(&self) -> String {
        match self {
            Self::Fact(fact) => NAMES[*fact].to_owned(),
            Self::Not(rule) => format!("not({})", rule.text()),
            Self::And(left, right) => format!("({} and {})", left.text(), right.text()),
            Self::Or(left, right) => format!("({} or {})", left.text(), right.text()),
        }
    }

    fn reads(&self) -> Vec<usize> {
        match self {
            Self::Fact(fact) => vec![*fact],
            Self::Not(rule) => rule.reads(),
            Self::And(left, right) | Self::Or(left, right) => {
                [left.reads(), right.reads()].concat()
            }
        }
    }

    /// Each fact stands in it once at most.
    fn reads_once(&self) -> bool {
        let mut reads = self.reads();
        let all = reads.len();
        reads.sort_unstable();
        reads.dedup();
        reads.len() == all
    }
}

fn rule() -> impl Strategy<Value = Rule> {
    let leaf = (0..NAMES.len()).prop_map(Rule::Fact);
    leaf.prop_recursive(3, 6, 2, |inner| {
        prop_oneof![
            inner.clone().prop_map(|rule| Rule::Not(Box::new(rule))),
            (inner.clone(), inner.clone()).prop_map(|(l, r)| Rule::And(Box::new(l), Box::new(r))),
            (inner.clone(), inner).prop_map(|(l, r)| Rule::Or(Box::new(l), Box::new(r))),
        ]
    })
}

/// An item with two conditions, a material and a route.
fn item(rules: &[Rule; 4]) -> Arc<Engine> {
    let mut facts = String::new();
    let mut fields = String::new();
    for (number, name) in NAMES.iter().enumerate() {
        let _ = write!(
            facts,
            "- id: q{number}\n  name: {name}\n  type: boolean\n  sensitivity: none\n  purpose: 测试\n  sources: [asked]\n"
        );
        let _ = writeln!(fields, "          - fact: q{number}");
    }
    let [one, two, material, route] = rules.each_ref().map(Rule::text);
    let text = format!(
        "id: small\ncode: T09\ngroup: T\nbasic-code: \"502014999009\"\nname: 测试\nsummary: 测试\naudience: [person]\ninsurance: [pension]\nhandling: accepted\nonline: true\ncitywide: true\nchannels: [portal]\nassurance: real-name\ntaken-at: [city]\nhandled-at: [city]\nbasis: [TEST1]\nform:\n  - page: one\n    title: 一\n    sections:\n      - title: 一\n        fields:\n{fields}conditions:\n  - {{id: one, name: 一, rule: \"{one}\", unmet: 不符, basis: [TEST1]}}\n  - {{id: two, name: 二, rule: \"{two}\", unmet: 不符, basis: [TEST1]}}\nmaterials:\n  - material: residence\n    when: \"{material}\"\n    ways:\n      - {{kind: provided}}\nroutes:\n  - {{id: city, when: \"{route}\", target: city, post: handle, reason: 市级}}\n  - {{id: home, target: insured-place, post: handle, reason: 参保地}}\ndeadlines:\n  - id: standard\n    promised: {{amount: 5, kind: working-days, basis: [TEST2]}}\nmilestones: [{{id: done, name: 办结}}]\noutputs: [{{id: notice, name: 通知书}}]\n"
    );
    engine_of(&compiled(&[
        ("facts/small.yaml", &facts),
        ("items/T/small.yaml", &text),
    ]))
}

fn answered(engine: &Arc<Engine>, answers: &[Option<bool>; 4]) -> Session {
    let options = OpenOptions {
        item: "small".into(),
        as_of: "2025-09-29".into(),
        ..OpenOptions::default()
    };
    let mut session = engine.open(options).unwrap();
    for (number, answer) in answers.iter().enumerate() {
        if let Some(answer) = answer {
            let path = format!("q{number}");
            session.set(&path, &json!(answer), Origin::Asked).unwrap();
        }
    }
    session
}

/// What a person is told once everything is answered: conditions, material, route.
fn outcome(session: &Session) -> Vec<String> {
    let view = session.view();
    let conditions = view.conditions.into_iter().map(|one| one.state);
    let materials = view.materials.into_iter().map(|one| one.state);
    conditions.chain(materials).chain(view.route.id).collect()
}

/// All answers that go on from these.
fn completions(answers: &[Option<bool>; 4]) -> Vec<[Option<bool>; 4]> {
    (0..16_u8)
        .map(|bits| [0, 1, 2, 3].map(|place| Some(bits >> place & 1 == 1)))
        .filter(|full| full.iter().zip(answers).all(|(a, b)| b.is_none() || a == b))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_question_is_asked_first_where_its_answer_can_matter(
        rules in [rule(), rule(), rule(), rule()],
        answers in prop::array::uniform4(prop::option::of(any::<bool>())),
    ) {
        let engine = item(&rules);
        let session = answered(&engine, &answers);
        let blocked = session.view().verdict.kind == "blocked";
        // Once blocked, only who writes the decision is still open.
        let results = if blocked { vec![3] } else { vec![0, 1, 2, 3] };
        let next = session.next();
        let settles = |number: usize| {
            let path = format!("q{number}");
            next.iter().find(|next| next.path == path).map_or(0, |next| next.settles)
        };
        let outcomes: Vec<_> = completions(&answers)
            .into_iter()
            .map(|full| (full, outcome(&answered(&engine, &full))))
            .collect();
        for number in 0..4 {
            // Results that some completion of the others makes hang on this answer.
            let hang = results.iter().filter(|result| {
                answers[number].is_none() && outcomes.iter().any(|(full, told)| {
                    let mut other = *full;
                    other[number] = other[number].map(|yes| !yes);
                    let found = outcomes.iter().find(|(full, _)| *full == other);
                    found.is_some_and(|(_, changed)| changed[**result] != told[**result])
                })
            });
            let hang = u32::try_from(hang.count()).unwrap();
            if rules.iter().all(Rule::reads_once) {
                prop_assert_eq!(settles(number), hang, "q{}", number);
            } else {
                prop_assert!(settles(number) >= hang, "q{}: {} < {}", number, settles(number), hang);
            }
        }
        // Those that settle something come before those that do not; once blocked there are no others.
        let first = next.iter().take_while(|next| next.settles > 0).count();
        prop_assert!(next.iter().skip(first).all(|next| next.settles == 0));
        prop_assert!(!blocked || first == next.len());
        // Every answer that is still missing is asked for, while it can be handed in.
        if !blocked {
            prop_assert_eq!(next.len(), answers.iter().filter(|answer| answer.is_none()).count());
        }
        // Answering the first question as often as one is asked decides everything that it can.
        let mut session = session;
        while let Some(question) = session.next().first().filter(|next| next.settles > 0) {
            let path = question.path.clone();
            session.set(&path, &json!(true), Origin::Asked).unwrap();
        }
        let open = session.view().conditions.into_iter().any(|one| one.state == "unknown");
        prop_assert!(!open || session.view().verdict.kind == "blocked");
    }
}
