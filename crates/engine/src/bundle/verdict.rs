//! What becomes of a bundle: each item by itself, and all together.
//!
//! An item that fails does not hold the others. The bundle is `blocked` only if every item that takes part is; it is
//! `incomplete` while an item that can go ahead is, and `ready-with-correction` if some items can go ahead and others
//! cannot. A condition that an item done first is going to meet blocks nothing here: its reason is of kind `waits`.

use super::BundleSession;
use super::materials::{undecided, waits_for_answer};
use crate::api::{
    Because, DeadlineView, FieldView, LimitView, MemberView, Reason, RouteView, Verdict,
};
use crate::results::{post_of, rank_of};
use crate::session::Session;
use tongban_runtime::sorted::{SortedMap, sort};

const KINDS: [&str; 4] = ["ready", "ready-with-correction", "incomplete", "blocked"];
/// Place of `incomplete` among them.
const INCOMPLETE: usize = 2;

impl BundleSession {
    pub(super) fn member_views(&self) -> Vec<MemberView> {
        let members = self.members.iter().zip(&self.taking).enumerate();
        let views = members.map(|(place, (session, taking))| {
            let state = self.state_of(place);
            let entry = session.entry();
            MemberView {
                item: entry.id.clone(),
                code: entry.code.clone(),
                name: session.text(entry.name),
                state: state.to_owned(),
                because: undecided(taking)
                    .map_or_else(Vec::new, |cause| self.own.because_of(cause)),
                needs: self
                    .waits_for(place)
                    .map(|(_, other)| other.plan.item.id.clone())
                    .collect(),
                verdict: self.verdict_of(place, session),
                route: session.views.route.clone(),
                deadline: if state == "waits" {
                    session.undated()
                } else {
                    session.views.deadline.clone()
                },
            }
        });
        views.collect()
    }

    /// The item's own verdict; a condition that is settled before it is its turn does not block.
    fn verdict_of(&self, place: usize, session: &Session) -> Verdict {
        let mut verdict = session.views.verdict.clone();
        let mut waits = false;
        for reason in &mut verdict.reasons {
            if let Some(id) = reason.code.strip_prefix("condition:")
                && reason.kind == "blocks"
                && self.settled_before(place, id)
            {
                "waits".clone_into(&mut reason.kind);
                waits = true;
            }
        }
        let has = |kind: &str| verdict.reasons.iter().any(|reason| reason.kind == kind);
        if waits && !has("blocks") {
            let kind = if has("missing") || has("correct") || waits_for_answer(session) {
                "incomplete"
            } else if has("deferred") {
                "ready-with-correction"
            } else {
                "ready"
            };
            kind.clone_into(&mut verdict.kind);
            verdict.text = session.say(&format!("verdict.{kind}"), &[]);
        }
        verdict
    }

    /// The verdict of the bundle, with everything that stands in the way of any item.
    pub(super) fn verdict(&self, members: &[MemberView], fields: &[FieldView]) -> Verdict {
        let taking = taking(members);
        let mut reasons = self.own_reasons();
        let own_missing = !reasons.is_empty() || members.iter().any(|m| m.state == "perhaps");
        for member in &taking {
            for reason in &member.verdict.reasons {
                add(&mut reasons, &member.item, reason);
            }
        }
        let order: SortedMap<&str, usize> = fields
            .iter()
            .enumerate()
            .map(|(place, field)| (field.path.as_str(), place))
            .collect();
        sort(&mut reasons, |a, b| {
            let rank = |reason| (class(reason), position(reason, &order));
            rank(a).cmp(&rank(b))
        });
        let parts: Vec<MemberVerdict<'_>> = taking
            .iter()
            .map(|member| MemberVerdict {
                item: &member.item,
                verdict: &member.verdict.kind,
                needs: &member.needs,
            })
            .collect();
        let stopped = stopped(&parts);
        let kind = if own_missing {
            "incomplete"
        } else {
            verdict_of(&parts)
        };
        let own = &self.own;
        let text = if taking.is_empty() && !own_missing {
            own.say("bundle.nothing", &[])
        } else if !stopped.is_empty() && stopped.len() < taking.len() {
            let names = |stop: bool| -> String {
                let some = taking
                    .iter()
                    .filter(|m| stopped.contains(&m.item.as_str()) == stop);
                let names: Vec<&str> = some.map(|m| m.name.as_str()).collect();
                names.join(&own.say("list.comma", &[]))
            };
            own.say("bundle.part", &[names(false), names(true)])
        } else {
            own.say(&format!("verdict.{kind}"), &[])
        };
        Verdict {
            kind: kind.to_owned(),
            text,
            reasons,
        }
    }

    /// What is missing or wrong among the bundle's own questions; its conditions are no conditions of acceptance.
    fn own_reasons(&self) -> Vec<Reason> {
        let own = self.own.views.verdict.reasons.iter();
        own.filter(|reason| reason.code.starts_with("field:"))
            .filter(|reason| reason.kind != "review")
            .cloned()
            .collect()
    }

    /// Where the cases go: one place if all go there, and the strongest post.
    pub(super) fn route(&self, members: &[MemberView]) -> RouteView {
        let taking: Vec<&MemberView> = taking(members);
        let same = |of: fn(&RouteView) -> &Option<String>| {
            let first = of(&taking.first()?.route).clone();
            taking
                .iter()
                .all(|m| *of(&m.route) == first)
                .then_some(first)
                .flatten()
        };
        let posts: Option<Vec<usize>> = taking
            .iter()
            .map(|m| m.route.post.as_deref().map(rank_of))
            .collect();
        RouteView {
            id: None,
            target: same(|route| &route.target),
            region: same(|route| &route.region),
            post: posts
                .and_then(|posts| posts.into_iter().max())
                .map(|rank| post_of(rank).to_owned()),
            reason: self.joined(&taking, |m| &m.route.reason),
            because: causes(taking.iter().flat_map(|m| &m.route.because)),
        }
    }

    /// The last of the limits; without one while an item has none.
    pub(super) fn deadline(&self, members: &[MemberView]) -> DeadlineView {
        let taking = taking(members);
        let dated = |m: &MemberView| {
            m.deadline
                .promised
                .as_ref()
                .and_then(|limit| limit.date.clone())
        };
        // A limit without date ends last: it is not known when.
        let last = taking
            .iter()
            .max_by_key(|m| dated(m).map_or((1, String::new()), |date| (0, date)));
        let because = causes(taking.iter().flat_map(|m| &m.deadline.because));
        let Some(last) = last.filter(|_| because.is_empty()) else {
            return DeadlineView {
                id: None,
                promised: None,
                statutory: None,
                because,
            };
        };
        let named = |limit: &Option<LimitView>| {
            limit.clone().map(|mut limit| {
                limit.text = self
                    .own
                    .say("bundle.each", &[last.name.clone(), limit.text.clone()]);
                limit
            })
        };
        let id = last.deadline.id.as_ref();
        DeadlineView {
            id: id.map(|id| format!("{}/{id}", last.item)),
            promised: named(&last.deadline.promised),
            statutory: named(&last.deadline.statutory),
            because,
        }
    }

    fn joined(&self, members: &[&MemberView], text: fn(&MemberView) -> &String) -> String {
        let lines = members.iter().map(|member| {
            let args = [member.name.clone(), text(member).clone()];
            self.own.say("bundle.each", &args)
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

fn taking(members: &[MemberView]) -> Vec<&MemberView> {
    let takes = |m: &&MemberView| matches!(m.state.as_str(), "goes" | "waits");
    members.iter().filter(takes).collect()
}

/// An item that is applied for in a bundle, as the verdict on all sees it.
#[derive(Debug, Clone, Copy)]
pub struct MemberVerdict<'a> {
    /// Item id.
    pub item: &'a str,
    /// Kind of its verdict.
    pub verdict: &'a str,
    /// Ids of the items that it waits for; they stand before it.
    pub needs: &'a [String],
}

/// The kind of the verdict on items that are applied for together, in their order: here and on the gateway's receipt.
#[must_use]
pub fn verdict_of(parts: &[MemberVerdict<'_>]) -> &'static str {
    let stopped = stopped(parts);
    let going = parts.iter().filter(|part| !stopped.contains(&part.item));
    let rank = |part: &MemberVerdict<'_>| KINDS.iter().position(|kind| *kind == part.verdict);
    if parts.is_empty() {
        return "incomplete";
    }
    let Some(worst) = going.map(|part| rank(part).unwrap_or(INCOMPLETE)).max() else {
        return "blocked";
    };
    let least = usize::from(!stopped.is_empty());
    KINDS.get(worst.max(least)).copied().unwrap_or("incomplete")
}

/// Items that cannot go ahead: blocked, or waiting for one that is.
fn stopped<'a>(parts: &[MemberVerdict<'a>]) -> Vec<&'a str> {
    let mut stopped: Vec<&str> = Vec::new();
    for part in parts {
        let held = part
            .needs
            .iter()
            .any(|need| stopped.contains(&need.as_str()));
        if held || part.verdict == "blocked" {
            stopped.push(part.item);
        }
    }
    stopped
}

/// Adds a reason of an item, once: the same fact or material of several items is one thing to do.
fn add(reasons: &mut Vec<Reason>, item: &str, reason: &Reason) {
    let mut reason = reason.clone();
    for kind in ["condition:", "risk:"] {
        if let Some(id) = reason.code.strip_prefix(kind) {
            reason.code = format!("{kind}{item}/{id}");
        }
    }
    let same = |held: &Reason| {
        held.code == reason.code
            && held.kind == reason.kind
            && (reason.kind == "missing" || held.message == reason.message)
    };
    if !reasons.iter().any(same) {
        reasons.push(reason);
    }
}

/// The order of [`crate::session::Session`]'s verdict: blocks, fields, undecided conditions, materials, deferrals, reviews.
fn class(reason: &Reason) -> u8 {
    match (reason.kind.as_str(), reason.code.split(':').next()) {
        ("blocks", _) => 0,
        ("missing" | "correct", Some("field")) => 1,
        ("missing", Some("condition")) => 2,
        ("missing" | "correct", _) => 3,
        ("waits", _) => 4,
        ("deferred", _) => 5,
        _ => 6,
    }
}

/// Fields by form order; everything else in the order of items.
fn position(reason: &Reason, order: &SortedMap<&str, usize>) -> usize {
    if class(reason) != 1 {
        return 0;
    }
    let path = reason.code.strip_prefix("field:").unwrap_or_default();
    let fact = path.split('[').next().unwrap_or_default();
    order.get(fact).copied().unwrap_or(usize::MAX)
}

fn causes<'a>(all: impl Iterator<Item = &'a Because>) -> Vec<Because> {
    let mut kept: Vec<Because> = Vec::new();
    for one in all {
        if !kept.contains(one) {
            kept.push(one.clone());
        }
    }
    kept
}

impl Session {
    /// The limits of an item whose time begins when another one is done: without dates.
    #[must_use]
    pub fn undated(&self) -> DeadlineView {
        let view = &self.views.deadline;
        let rules = &self.plan.item.deadlines;
        let rule = rules.iter().find(|rule| Some(&rule.id) == view.id.as_ref());
        DeadlineView {
            id: view.id.clone(),
            promised: rule.map(|rule| self.limit_view(&rule.promised, None)),
            statutory: rule
                .and_then(|rule| rule.statutory.as_ref())
                .map(|limit| self.limit_view(limit, None)),
            because: view.because.clone(),
        }
    }
}
