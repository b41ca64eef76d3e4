//! Where the case goes, and which post handles it once risks were weighed.

use super::words::open_ended;
use crate::api::RouteView;
use crate::plan::indices;
use crate::session::{Session, Tri};
use tongban_image::{Handling, Level, RouteRule, RouteTarget};

/// Posts, weakest first. Others count as `handle`.
const POSTS: [&str; 4] = ["done", "handle", "review-1", "review-2"];

/// A post by rank.
pub(crate) fn post_of(rank: usize) -> &'static str {
    POSTS.get(rank).copied().unwrap_or("handle")
}

pub(crate) fn rank_of(post: &str) -> usize {
    POSTS.iter().position(|known| *known == post).unwrap_or(1)
}

const fn target_id(target: RouteTarget) -> &'static str {
    match target {
        RouteTarget::Here => "here",
        RouteTarget::InsuredPlace => "insured-place",
        RouteTarget::City => "city",
    }
}

/// The first rule that applies.
pub(super) enum First<'a, T> {
    Rule(&'a T),
    Unknown(Tri),
    None,
}

/// Tries rules in order; an undecided one before the first that applies leaves it undecided.
pub(super) fn first<'a, T>(rules: &'a [T], mut holds: impl FnMut(&T) -> Tri) -> First<'a, T> {
    for rule in rules {
        match holds(rule) {
            Tri::Yes => return First::Rule(rule),
            Tri::No => {}
            undecided => return First::Unknown(undecided),
        }
    }
    First::None
}

impl Session {
    /// The least post that risks, findings, disputes and unanswered registers ask for.
    pub(crate) fn review(&self) -> usize {
        let mut rank = 0;
        let mut at_least = |post: usize| rank = rank.max(post);
        for (risk, _) in indices(&self.plan.item.risks).filter_map(|number| self.risk(number)) {
            match self.risk_result(risk) {
                Some(Tri::Yes) => at_least(match risk.level {
                    Level::Warn => 0,
                    Level::Review1 => 2,
                    Level::Review2 | Level::Block => 3,
                }),
                Some(result) if result.is_for_back_office() => at_least(2),
                _ => {}
            }
        }
        if indices(&self.plan.item.conditions)
            .any(|number| self.condition_result(number).is_for_back_office())
        {
            at_least(2);
        }
        if self.views.troubles.values().any(|trouble| trouble.review) {
            at_least(2);
        }
        rank
    }

    pub(crate) fn route_view(&self) -> RouteView {
        let scope = self.scope();
        let instant = self.entry().handling == Handling::Instant;
        let review = self.views.review;
        let decided = |rule: Option<&RouteRule>,
                       target: RouteTarget,
                       post: usize,
                       reason: String| RouteView {
            id: rule.map(|rule| rule.id.clone()),
            target: Some(target_id(target).to_owned()),
            region: if target == RouteTarget::InsuredPlace {
                self.region.clone()
            } else {
                None
            },
            post: Some(post_of(post.max(review)).to_owned()),
            reason: if review > post {
                let review = self.say("route.review", &[]);
                self.say("route.raised", &[open_ended(reason), review])
            } else {
                reason
            },
            because: Vec::new(),
        };
        match first(&self.plan.item.routes, |rule| scope.holds(rule.node)) {
            First::Rule(rule) => decided(
                Some(rule),
                rule.target,
                rank_of(&rule.post),
                self.message(&rule.reason, &scope),
            ),
            First::None if instant => {
                decided(None, RouteTarget::Here, 0, self.say("route.here", &[]))
            }
            First::None => decided(
                None,
                RouteTarget::InsuredPlace,
                1,
                self.say("route.insured-place", &[]),
            ),
            First::Unknown(result) => RouteView {
                id: None,
                target: None,
                region: None,
                post: None,
                reason: self.say("route.unknown", &[]),
                because: self.because_of(&result),
            },
        }
    }
}
