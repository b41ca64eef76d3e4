//! Materials of all items, each once (重庆市优化营商环境条例 第四十二条: what was given once is not asked for again).
//!
//! A material is needed if one item needs it. A way is offered if it is open in every item that needs the material:
//! one choice then serves all. Only where no way serves all, each way that serves one is offered, and the material stays
//! asked for until every item has it.

use super::BundleSession;
use super::state::Taking;
use crate::api::{MaterialView, WayView};
use crate::session::{Session, Tri};
use tongban_runtime::sorted::SortedMap;

/// Weakest last: what of several ways is shown.
const WEAKEST: [&str; 7] = [
    "shared", "fetched", "rendered", "provided", "covered", "promised", "deferred",
];

impl BundleSession {
    pub(super) fn materials(&self) -> Vec<MaterialView> {
        let mut order: Vec<&str> = Vec::new();
        let mut by_id: SortedMap<&str, Vec<(&Taking, &Session, &MaterialView)>> = SortedMap::new();
        for (session, taking) in self.members.iter().zip(&self.taking) {
            for view in &session.views.materials {
                let list = by_id.or_default(view.id.as_str());
                if list.is_empty() {
                    order.push(&view.id);
                }
                list.push((taking, session, view));
            }
        }
        order
            .into_iter()
            .filter_map(|id| self.material(by_id.get(id)?))
            .collect()
    }

    fn material(&self, list: &[(&Taking, &Session, &MaterialView)]) -> Option<MaterialView> {
        let (.., first) = list.first()?;
        let mut merged = (*first).clone();
        let part = |wanted: fn(&Taking) -> bool| {
            let kept = list.iter().filter(move |(taking, ..)| wanted(taking));
            kept.map(|(_, session, view)| (*session, *view))
        };
        let taking: Vec<(&Session, &MaterialView)> = part(|taking| *taking == Taking::Yes)
            .filter(|(_, view)| view.state != "not-needed")
            .collect();
        let needing: Vec<&MaterialView> = taking
            .iter()
            .map(|(_, view)| *view)
            .filter(|view| view.state == "needed")
            .collect();
        let perhaps: Vec<&MaterialView> = part(|taking| matches!(taking, Taking::Perhaps(_)))
            .map(|(_, view)| view)
            .filter(|view| view.state != "not-needed")
            .collect();
        merged.state = if !needing.is_empty() {
            "needed"
        } else if !taking.is_empty() || !perhaps.is_empty() {
            "perhaps"
        } else {
            "not-needed"
        }
        .to_owned();
        merged.because = Vec::new();
        if needing.is_empty() {
            let own = taking
                .iter()
                .map(|(_, view)| *view)
                .chain(perhaps.iter().copied());
            let causes = own.flat_map(|view| view.because.iter().cloned());
            let whole = list.iter().filter_map(|(taking, ..)| match taking {
                Taking::Perhaps(cause) => Some(self.own.because_of(cause)),
                _ => None,
            });
            for cause in causes.chain(whole.flatten()) {
                if !merged.because.contains(&cause) {
                    merged.because.push(cause);
                }
            }
        }
        let reasons: Vec<String> =
            distinct(taking.iter().filter_map(|(_, view)| view.reason.clone()));
        let asking = list
            .iter()
            .filter(|(taking, _, view)| **taking != Taking::No && view.state != "not-needed");
        merged.items = Some(
            asking
                .map(|(_, session, _)| session.plan.item.id.clone())
                .collect(),
        );
        merged.reason = (!reasons.is_empty()).then(|| reasons.join("\n"));
        merged.basis = distinct(
            list.iter()
                .flat_map(|(.., view)| view.basis.iter().cloned()),
        );
        merged.ways = if taking.is_empty() {
            Vec::new()
        } else {
            ways(&taking)
        };
        // Given once every item that needs it has it; shown by the weakest of the ways.
        let asked: Vec<&MaterialView> = if needing.is_empty() {
            taking.iter().map(|(_, view)| *view).collect()
        } else {
            needing
        };
        let given: Option<Vec<&String>> = asked.iter().map(|view| view.given.as_ref()).collect();
        merged.given = given.and_then(|given| {
            given
                .into_iter()
                .max_by_key(|how| WEAKEST.iter().position(|way| way == how))
                .cloned()
        });
        merged.files = distinct(
            list.iter()
                .flat_map(|(.., view)| view.files.iter().cloned()),
        );
        Some(merged)
    }
}

/// Whether a member needs an answer to know whether it needs a material.
pub(super) fn waits_for_answer(session: &Session) -> bool {
    session.views.materials.iter().any(|material| {
        material.given.is_none()
            && material
                .because
                .iter()
                .any(|because| because.reason == "not-asked")
    })
}

fn distinct<T: PartialEq>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut kept = Vec::new();
    for one in all {
        if !kept.contains(&one) {
            kept.push(one);
        }
    }
    kept
}

/// Ways that serve every item; only if there is none, ways that serve one.
fn ways(taking: &[(&Session, &MaterialView)]) -> Vec<WayView> {
    let merged = |kind: &str| -> Option<WayView> {
        let same = taking.iter().filter_map(|(session, view)| {
            Some((*session, view.ways.iter().find(|way| way.kind == kind)?))
        });
        let same: Vec<(&Session, &WayView)> = same.collect();
        let (_, first) = same.first()?;
        // Each item's own words are signed; they stand below its name where they differ.
        let texts = distinct(same.iter().filter_map(|(_, way)| way.text.clone()));
        let text = match texts.as_slice() {
            [] | [_] => texts.first().cloned(),
            _ => {
                let named = same.iter().filter_map(|(session, way)| {
                    let name = session.text(session.entry().name);
                    Some(session.say("bundle.each", &[name, way.text.clone()?]))
                });
                Some(named.collect::<Vec<_>>().join("\n"))
            }
        };
        Some(WayView {
            kind: first.kind.clone(),
            text,
            due: same.iter().filter_map(|(_, way)| way.due.clone()).min(),
        })
    };
    let kinds = distinct(
        taking
            .iter()
            .flat_map(|(_, view)| view.ways.iter().map(|way| way.kind.as_str())),
    );
    let everywhere = |kind: &&&str| {
        taking
            .iter()
            .all(|(_, view)| view.ways.iter().any(|way| way.kind == **kind))
    };
    let common: Vec<&&str> = kinds.iter().filter(everywhere).collect();
    if common.is_empty() {
        kinds.iter().filter_map(|kind| merged(kind)).collect()
    } else {
        common.into_iter().filter_map(|kind| merged(kind)).collect()
    }
}

/// Whether a rule is undecided.
pub(super) const fn undecided(taking: &Taking) -> Option<&Tri> {
    match taking {
        Taking::Perhaps(cause) => Some(cause),
        Taking::Yes | Taking::No => None,
    }
}
