//! Which members take part, and which wait.

use super::BundleSession;
use crate::session::{Session, Tri};
use tongban_image::{BundleMember, BundleNeed};

/// Whether a member takes part.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Taking {
    /// It is applied for.
    Yes,
    /// Its rule says no.
    No,
    /// Its rule waits for an answer.
    Perhaps(Tri),
}

impl BundleSession {
    /// The members as the catalogue has them.
    pub(super) fn declared(&self) -> &[BundleMember] {
        self.entry().map_or(&[][..], |bundle| &bundle.members)
    }

    pub(super) fn takes_part(&self) -> Vec<Taking> {
        let declared = self.declared().iter();
        declared
            .map(|member| match member.when {
                None => Taking::Yes,
                Some(condition) => match self.own.condition_result(condition) {
                    Tri::Yes => Taking::Yes,
                    Tri::No => Taking::No,
                    undecided => Taking::Perhaps(undecided),
                },
            })
            .collect()
    }

    /// What a member waits for: needs whose members take part.
    pub(super) fn waits_for(&self, place: usize) -> impl Iterator<Item = (&BundleNeed, &Session)> {
        let needs = self.declared().get(place).map_or(&[][..], |m| &m.needs);
        needs.iter().filter_map(|need| {
            let other = usize::try_from(need.member).ok()?;
            let takes = self.taking.get(other) == Some(&Taking::Yes);
            Some((need, self.members.get(other).filter(|_| takes)?))
        })
    }

    /// The state that is shown.
    pub(super) fn state_of(&self, place: usize) -> &'static str {
        match self.taking.get(place) {
            Some(Taking::Yes) if self.waits_for(place).next().is_some() => "waits",
            Some(Taking::Yes) => "goes",
            Some(Taking::Perhaps(_)) => "perhaps",
            Some(Taking::No) | None => "left-out",
        }
    }

    /// Whether the result of an item that is done first is going to meet a condition.
    pub(super) fn settled_before(&self, place: usize, condition: &str) -> bool {
        self.waits_for(place)
            .any(|(need, _)| need.settles.iter().any(|id| id == condition))
    }
}
