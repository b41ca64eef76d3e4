//! Expectations against results.

use super::run::Failure;
use serde_json::Value;
use std::collections::BTreeSet;
use tongban_catalog::authored::Case;
use tongban_engine::Session;
use tongban_engine::api::View;

/// Everything that is not as expected.
pub fn compare(session: &Session, case: &Case) -> Vec<Failure> {
    let view = session.view();
    let expect = &case.expect;
    let mut failures = Failures(Vec::new());
    if let Some(verdict) = &expect.verdict {
        failures.same("verdict", &verdict.value, &view.verdict.kind);
    }
    for (id, state) in &expect.conditions {
        let found = view
            .conditions
            .iter()
            .find(|one| one.id == id.value)
            .map(|one| one.state.as_str());
        failures.state("condition", &id.value, &state.value, found);
    }
    for (id, state) in &expect.risks {
        let found = view
            .risks
            .iter()
            .find(|one| one.id == id.value)
            .map(|one| one.state.as_str());
        failures.state("risk", &id.value, &state.value, found);
    }
    for (id, state) in &expect.materials {
        let found = view.materials.iter().find(|one| one.id == id.value);
        // A state, or how it is given.
        let given = found
            .and_then(|one| one.given.as_deref())
            .filter(|given| *given == state.value);
        failures.state(
            "material",
            &id.value,
            &state.value,
            given.or(found.map(|one| one.state.as_str())),
        );
    }
    for (fact, wanted) in &expect.values {
        let found = session
            .value(&fact.value)
            .map(Option::unwrap_or_default)
            .unwrap_or_else(|error| error.message.into());
        failures.same(
            &format!("value:{}", fact.value),
            &words(wanted),
            &words(&found),
        );
    }
    let said: Vec<String> = everything(session, &view);
    for message in &expect.messages {
        if !said.iter().any(|text| text.contains(&message.value)) {
            failures.add("messages", &message.value, &said.join(" | "));
        }
    }
    for code in &expect.reasons {
        if !view
            .verdict
            .reasons
            .iter()
            .any(|reason| reason.code == code.value)
        {
            let codes: Vec<&str> = view
                .verdict
                .reasons
                .iter()
                .map(|reason| reason.code.as_str())
                .collect();
            failures.add("reasons", &code.value, &codes.join(" "));
        }
    }
    if let Some(next) = &expect.next {
        let found = session.next();
        failures.same(
            "next",
            &next.value,
            found.first().map_or("nothing", |next| next.path.as_str()),
        );
    }
    for (id, facts) in &expect.because {
        let wanted: BTreeSet<&str> = facts.iter().map(|fact| fact.value.as_str()).collect();
        let found = because(&view, &id.value);
        if wanted != found.iter().map(String::as_str).collect() {
            let wanted: Vec<&str> = wanted.into_iter().collect();
            failures.add(
                &format!("because:{}", id.value),
                &wanted.join(" "),
                &found.into_iter().collect::<Vec<_>>().join(" "),
            );
        }
    }
    if let Some(route) = &expect.route {
        failures.same(
            "route",
            &route.value,
            view.route.target.as_deref().unwrap_or("unknown"),
        );
    }
    if let Some(post) = &expect.post {
        failures.same(
            "post",
            &post.value,
            view.route.post.as_deref().unwrap_or("unknown"),
        );
    }
    if let Some(deadline) = &expect.deadline {
        let found = view
            .deadline
            .promised
            .as_ref()
            .and_then(|limit| limit.date.as_deref());
        failures.same("deadline", &deadline.value, found.unwrap_or("unknown"));
    }
    failures.0
}

struct Failures(Vec<Failure>);

impl Failures {
    fn add(&mut self, what: &str, expected: &str, found: &str) {
        self.0.push(Failure {
            what: what.to_owned(),
            expected: expected.to_owned(),
            found: found.to_owned(),
        });
    }

    fn same(&mut self, what: &str, expected: &str, found: &str) {
        if expected != found {
            self.add(what, expected, found);
        }
    }

    fn state(&mut self, what: &str, id: &str, expected: &str, found: Option<&str>) {
        self.same(
            &format!("{what}:{id}"),
            expected,
            found.unwrap_or("the item has none"),
        );
    }
}

/// All words that a person could be shown: reasons, remedies, fired risks, violations.
fn everything(session: &Session, view: &View) -> Vec<String> {
    let reasons = session.check().into_iter().map(|reason| reason.message);
    let conditions = view
        .conditions
        .iter()
        .flat_map(|one| one.message.iter().chain(&one.remedy).cloned());
    let risks = view.risks.iter().filter_map(|one| one.message.clone());
    let violations = view.fields.iter().flat_map(|field| {
        let rows = field
            .rows
            .iter()
            .flatten()
            .flat_map(|row| row.fields.iter())
            .flat_map(|field| field.violations.iter());
        field
            .violations
            .iter()
            .chain(rows)
            .map(|violation| violation.message.clone())
            .collect::<Vec<_>>()
    });
    let mut all: Vec<String> = Vec::new();
    for text in reasons.chain(conditions).chain(risks).chain(violations) {
        if !all.contains(&text) {
            all.push(text);
        }
    }
    all
}

fn because(view: &View, id: &str) -> BTreeSet<String> {
    let conditions = view
        .conditions
        .iter()
        .filter(|one| one.id == id)
        .flat_map(|one| &one.because);
    let materials = view
        .materials
        .iter()
        .filter(|one| one.id == id)
        .flat_map(|one| &one.because);
    let risks = view
        .risks
        .iter()
        .filter(|one| one.id == id)
        .flat_map(|one| &one.because);
    let route = view.route.because.iter().filter(|_| id == "route");
    let deadline = view.deadline.because.iter().filter(|_| id == "deadline");
    conditions
        .chain(materials)
        .chain(risks)
        .chain(route)
        .chain(deadline)
        .map(|one| one.what.clone())
        .collect()
}

fn words(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
