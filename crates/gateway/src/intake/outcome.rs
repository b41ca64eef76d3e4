//! From two decisions and what was recorded to what becomes of the case.

use super::receipt::Recorded;
use crate::ports::{Difference, Redecided};
use serde_json::Value;
use std::collections::BTreeMap;

/// What becomes of the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// `received`, `written-decision`, `done`.
    pub state: &'static str,
    /// `done`, `handle`, `review-1`, `review-2`.
    pub post: String,
}

const POSTS: [&str; 4] = ["done", "handle", "review-1", "review-2"];

fn rank(post: &str) -> usize {
    POSTS.iter().position(|p| *p == post).unwrap_or(1)
}

pub fn higher<'a>(a: &'a str, b: &'a str) -> &'a str {
    if rank(a) >= rank(b) { a } else { b }
}

/// The channel's own post, from its decision.
fn post_of(decision: &Value) -> &str {
    decision
        .pointer("/route/post")
        .and_then(Value::as_str)
        .unwrap_or("handle")
}

/// State and post of the case. A recorded difference is reviewed by a person; a block, whoever found it, ends in a
/// written decision; only what is ready, undisputed and without any difference is finished at once.
pub fn outcome(
    channel: &Value,
    ours: &Redecided,
    recorded: &[Recorded],
    instant: bool,
    disputed: bool,
) -> Outcome {
    let reviewed = recorded.iter().any(|r| r.review);
    let own = ours.route.post.as_deref().unwrap_or("handle");
    let mut post = own;
    if reviewed {
        post = higher(higher(post, post_of(channel)), "review-1");
    }
    if disputed {
        post = higher(post, "review-1");
    }
    if ours.verdict.kind == "blocked" {
        return Outcome {
            state: "written-decision",
            post: higher(post, if reviewed { "review-1" } else { "handle" }).to_owned(),
        };
    }
    if instant && ours.verdict.kind == "ready" && rank(post) == 0 {
        return Outcome {
            state: "done",
            post: "done".to_owned(),
        };
    }
    Outcome {
        state: "received",
        post: higher(post, "handle").to_owned(),
    }
}

/// Results that the gateway decided otherwise: conditions, risks, verdict, route. Facts are not repeated here.
pub fn changed_results(channel: &Value, ours: &Value) -> Vec<Recorded> {
    let mut found = Vec::new();
    for part in ["verdict", "route", "conditions", "risks"] {
        let (a, b) = (results(channel, part), results(ours, part));
        let keys: std::collections::BTreeSet<&String> = a.keys().chain(b.keys()).collect();
        for key in keys {
            let (packet, ours) = (
                a.get(key).cloned().unwrap_or_default(),
                b.get(key).cloned().unwrap_or_default(),
            );
            if packet != ours {
                // What was unknown and now is known for the better needs no review; what got worse does.
                let review = worse(part, &ours);
                found.push(Recorded {
                    code: "result.changed".to_owned(),
                    difference: Difference {
                        what: key.clone(),
                        packet,
                        ours,
                    },
                    message: String::new(),
                    review,
                });
            }
        }
    }
    found
}

/// One line for each result: id to state.
fn results(decision: &Value, part: &str) -> BTreeMap<String, Value> {
    let Some(value) = decision.get(part) else {
        return BTreeMap::new();
    };
    match (part, value) {
        ("verdict", Value::Object(v)) => v
            .get("kind")
            .map(|k| ("verdict".to_owned(), k.clone()))
            .into_iter()
            .collect(),
        ("verdict", Value::String(_)) => BTreeMap::from([("verdict".to_owned(), value.clone())]),
        ("route", _) => value
            .get("post")
            .map(|p| ("route.post".to_owned(), p.clone()))
            .into_iter()
            .collect(),
        (_, Value::Array(list)) => {
            let entry = |v: &Value| {
                Some((
                    format!("{part}.{}", v.get("id")?.as_str()?),
                    v.get("state").cloned().unwrap_or_default(),
                ))
            };
            list.iter().filter_map(entry).collect()
        }
        (_, Value::Object(map)) => {
            let state = |v: &Value| v.get("state").cloned().unwrap_or_else(|| v.clone());
            map.iter()
                .map(|(id, v)| (format!("{part}.{id}"), state(v)))
                .collect()
        }
        _ => BTreeMap::new(),
    }
}

fn worse(part: &str, ours: &Value) -> bool {
    let ours = ours.as_str().unwrap_or_default();
    match part {
        "conditions" => ours == "not-met",
        "risks" => ours == "fired",
        "verdict" => ours == "blocked",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use tongban_engine::api::{DeadlineView, RouteView, Verdict};

    fn ours(verdict: &str, post: &str) -> Redecided {
        Redecided {
            decision: Value::Null,
            digest: String::new(),
            verdict: Verdict {
                kind: verdict.into(),
                text: String::new(),
                reasons: vec![],
            },
            route: RouteView {
                id: None,
                target: None,
                region: None,
                post: Some(post.into()),
                reason: String::new(),
                because: vec![],
            },
            deadline: DeadlineView {
                id: None,
                promised: None,
                statutory: None,
                because: vec![],
            },
            undated: DeadlineView {
                id: None,
                promised: None,
                statutory: None,
                because: vec![],
            },
            effects: vec![],
            left_out: vec![],
            labels: BTreeMap::new(),
        }
    }

    fn found(review: bool) -> Vec<Recorded> {
        vec![Recorded {
            code: "fact.register".into(),
            difference: Difference {
                what: "facts.x".into(),
                packet: Value::Null,
                ours: Value::Null,
            },
            message: String::new(),
            review,
        }]
    }

    fn of(channel_post: &str, ours: &Redecided, recorded: &[Recorded]) -> (&'static str, String) {
        let outcome = outcome(
            &json!({"route": {"post": channel_post}}),
            ours,
            recorded,
            true,
            false,
        );
        (outcome.state, outcome.post)
    }

    #[test]
    fn a_difference_is_reviewed_and_never_lowers_a_level() {
        assert_eq!(
            of("done", &ours("ready", "done"), &[]),
            ("done", "done".into())
        );
        assert_eq!(
            of("done", &ours("ready", "done"), &found(true)),
            ("received", "review-1".into())
        );
        assert_eq!(
            of("review-2", &ours("ready", "done"), &found(true)),
            ("received", "review-2".into())
        );
        assert_eq!(
            of("handle", &ours("ready", "review-2"), &found(true)),
            ("received", "review-2".into())
        );
    }

    #[test]
    fn what_only_was_filled_in_goes_where_the_registers_say() {
        assert_eq!(
            of("review-1", &ours("ready", "done"), &found(false)),
            ("done", "done".into())
        );
    }

    #[test]
    fn a_block_ends_in_a_written_decision() {
        assert_eq!(
            of("done", &ours("blocked", "done"), &found(true)),
            ("written-decision", "review-1".into())
        );
        assert_eq!(
            of("handle", &ours("blocked", "done"), &[]),
            ("written-decision", "handle".into())
        );
    }

    #[test]
    fn results_are_compared_by_id() {
        let channel = json!({"verdict": {"kind": "ready"}, "conditions": [{"id": "age", "state": "unknown"}], "risks": {"r": "unknown"}});
        let ours = json!({"verdict": {"kind": "blocked"}, "conditions": [{"id": "age", "state": "not-met"}], "risks": {"r": "silent"}});
        let found: Vec<(String, bool)> = changed_results(&channel, &ours)
            .into_iter()
            .map(|r| (r.difference.what, r.review))
            .collect();
        assert_eq!(
            found,
            [
                ("verdict".to_owned(), true),
                ("conditions.age".to_owned(), true),
                ("risks.r".to_owned(), false)
            ]
        );
    }
}
