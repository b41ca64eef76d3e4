//! The queue of a post, and what it may do with a case.

use super::cases::{CaseView, Happened, history, view, views};
use crate::error::{ApiError, ApiResult, Diagnostics};
use crate::intake::{Receipt, receipt_of};
use crate::limits::{MAX_LISTED, MAX_NOTE_BYTES};
use crate::ports::{ActorKind, stamp};
use crate::state::{Inner, State};
use crate::store::{self, CaseRow, Milestone};
use crate::web::{CurrentSession, Json, Language};
use axum::extract::{Path, State as Shared};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Cases that wait for this post, oldest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Queue {
    cases: Vec<CaseView>,
}

/// A case as the office sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct StaffCase {
    case: CaseView,
    receipt: Receipt,
    history: Vec<Happened>,
    /// What this post may do now.
    actions: Vec<ActionKind>,
}

/// What a post does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ActionKind {
    /// 受理
    Accept,
    /// 退回补正
    Return,
    /// 办结
    Finish,
    /// 书面决定: with reason, article and remedy in the note.
    Decide,
}

impl ActionKind {
    fn word(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Return => "return",
            Self::Finish => "finish",
            Self::Decide => "decide",
        }
    }

    /// State that a case is in afterwards; none: not from this state.
    fn after(self, state: &str) -> Option<&'static str> {
        match (self, state) {
            (Self::Accept, "received" | "written-decision") => Some("accepted"),
            (Self::Return, "received" | "accepted") => Some("returned"),
            (Self::Finish, "accepted") | (Self::Decide, "written-decision") => Some("done"),
            _ => None,
        }
    }

    const ALL: [Self; 4] = [Self::Accept, Self::Return, Self::Finish, Self::Decide];
}

/// An action on a case.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Act {
    action: ActionKind,
    /// What the applicant is told; needed to return a case and to decide in writing.
    note: Option<String>,
}

fn staff(session: &CurrentSession) -> ApiResult<()> {
    if session.0.actor.kind == ActorKind::Staff && !session.0.actor.posts.is_empty() {
        return Ok(());
    }
    Err(ApiError::forbidden(
        "staff.post",
        "only a post of the office sees the queue",
    ))
}

/// Whether a post sees a case: by post, and by region unless it is the city's.
fn sees(session: &CurrentSession, case: &CaseRow) -> bool {
    let actor = &session.0.actor;
    let region = actor.level.as_deref() == Some("city")
        || case.region.is_none()
        || case.region == actor.region;
    region && actor.posts.contains(&case.post)
}

async fn find(state: &Inner, session: &CurrentSession, number: &str) -> ApiResult<CaseRow> {
    staff(session)?;
    let row = store::case_by_number(&state.parts.pool, number).await?;
    row.filter(|row| sees(session, row))
        .ok_or_else(|| ApiError::not_found("case"))
}

/// What waits for the session's posts.
#[utoipa::path(get, path = "/v1/staff/queue", tag = "staff", responses((status = 200, body = Queue), (status = 401, body = Diagnostics), (status = 403, body = Diagnostics)))]
pub async fn queue(
    Shared(state): Shared<State>,
    session: CurrentSession,
    lang: Language,
) -> ApiResult<axum::Json<Queue>> {
    staff(&session)?;
    let mut rows = Vec::new();
    for post in &session.0.actor.posts {
        rows.extend(store::queue(&state.parts.pool, post, MAX_LISTED).await?);
    }
    rows.retain(|row| sees(&session, row));
    rows.sort_by(|a, b| (a.received, &a.number).cmp(&(b.received, &b.number)));
    Ok(axum::Json(Queue {
        cases: views(&state, &rows, lang.tag()).await?,
    }))
}

/// One case of the queue, with what the gateway found.
#[utoipa::path(get, path = "/v1/staff/cases/{number}", tag = "staff", params(("number" = String, Path, description = "case number")), responses((status = 200, body = StaffCase), (status = 401, body = Diagnostics), (status = 403, body = Diagnostics), (status = 404, body = Diagnostics)))]
pub async fn one(
    Shared(state): Shared<State>,
    session: CurrentSession,
    lang: Language,
    Path(number): Path<String>,
) -> ApiResult<axum::Json<StaffCase>> {
    let row = find(&state, &session, &number).await?;
    answer(&state, &session, &row, lang).await
}

async fn answer(
    state: &State,
    session: &CurrentSession,
    row: &CaseRow,
    lang: Language,
) -> ApiResult<axum::Json<StaffCase>> {
    let mut receipt = receipt_of(state, row)?;
    // The code is the applicant's.
    receipt.secret.clear();
    let actions = if conflicted(session, row) {
        Vec::new()
    } else {
        ActionKind::ALL
            .into_iter()
            .filter(|a| a.after(&row.state).is_some())
            .collect()
    };
    Ok(axum::Json(StaffCase {
        case: view(state, row, lang.tag()).await?,
        receipt,
        history: history(state, &row.number).await?,
        actions,
    }))
}

/// 不相容岗位 (社会保险经办条例 第三十七条): who took a case does not review it.
fn conflicted(session: &CurrentSession, case: &CaseRow) -> bool {
    case.post.starts_with("review") && case.actor == session.0.actor.id
}

/// Accepts, returns, finishes or decides a case.
#[utoipa::path(post, path = "/v1/staff/cases/{number}/actions", tag = "staff", params(("number" = String, Path, description = "case number")), request_body = Act,
    responses((status = 200, body = StaffCase), (status = 400, body = Diagnostics, description = "`case.note`"), (status = 403, body = Diagnostics, description = "`staff.post`, `staff.same-operator`"), (status = 404, body = Diagnostics), (status = 409, body = Diagnostics, description = "`case.state`")))]
pub async fn act(
    Shared(state): Shared<State>,
    session: CurrentSession,
    lang: Language,
    Path(number): Path<String>,
    Json(act): Json<Act>,
) -> ApiResult<axum::Json<StaffCase>> {
    let row = find(&state, &session, &number).await?;
    if conflicted(&session, &row) {
        return Err(ApiError::forbidden(
            "staff.same-operator",
            "who took a case does not review it",
        )
        .help("another post of this level reviews it"));
    }
    let moved = || {
        ApiError::conflict(
            "case.state",
            "the case is not where this action can be done",
        )
        .help("load it again; somebody may have moved it")
    };
    let next = act.action.after(&row.state).ok_or_else(moved)?;
    let note = act
        .note
        .as_deref()
        .map(str::trim)
        .filter(|note| !note.is_empty());
    if matches!(act.action, ActionKind::Return | ActionKind::Decide) && note.is_none() {
        return Err(ApiError::bad("case.note", "the applicant must be told why")
            .help("write what is wrong, the article and what can be done, in `note`"));
    }
    if note.is_some_and(|note| note.len() > MAX_NOTE_BYTES) {
        return Err(ApiError::bad(
            "case.note",
            format!("the note is longer than {MAX_NOTE_BYTES} bytes"),
        ));
    }
    let now = state.now();
    // A written decision ends the case where it stands: the steps of handling were not gone.
    let milestones = match act.action {
        ActionKind::Decide => row.milestones.clone(),
        _ => reach(&row.milestones, next, &stamp(now)),
    };
    let (moving, actor, note) = (
        row.clone(),
        session.0.actor.id.clone(),
        note.map(str::to_owned),
    );
    let action = act.action;
    state
        .writer
        .write(move |db| {
            Box::pin(async move {
                if !store::change_case(db, &moving, next, &milestones, now).await? {
                    return Err(moved());
                }
                let note = note.as_deref();
                store::add_event(db, &moving.number, now, &actor, action.word(), note).await?;
                if next == "done" {
                    let refused = action == ActionKind::Decide;
                    store::release(db, &moving.number, refused, now).await?;
                }
                Ok(())
            })
        })
        .await?;
    tracing::info!(
        item = row.item,
        action = act.action.word(),
        post = row.post,
        "case moved"
    );
    let row = find(&state, &session, &number).await?;
    answer(&state, &session, &row, lang).await
}

/// Steps that the new state implies: accepting reaches up to `accepted`, finishing reaches all.
fn reach(milestones: &[Milestone], state: &str, at: &str) -> Vec<Milestone> {
    let until = match state {
        "done" => milestones.len(),
        "accepted" => milestones
            .iter()
            .position(|m| m.id == "accepted")
            .map_or(1, |i| i.saturating_add(1)),
        _ => 0,
    };
    milestones
        .iter()
        .enumerate()
        .map(|(i, m)| Milestone {
            id: m.id.clone(),
            at: m.at.clone().or_else(|| (i < until).then(|| at.to_owned())),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_decided_in_writing_or_accepted_but_never_just_finished() {
        assert_eq!(ActionKind::Finish.after("written-decision"), None);
        assert_eq!(ActionKind::Decide.after("written-decision"), Some("done"));
        assert_eq!(
            ActionKind::Accept.after("written-decision"),
            Some("accepted")
        );
        assert_eq!(ActionKind::Accept.after("done"), None);
    }

    #[test]
    fn steps_are_reached_in_order_and_keep_their_time() {
        let steps = ["received", "accepted", "reviewed", "done"].map(|id| Milestone {
            id: id.into(),
            at: None,
        });
        let steps = reach(&steps, "accepted", "t1");
        let steps = reach(&steps, "done", "t2");
        let at: Vec<&str> = steps.iter().map(|m| m.at.as_deref().unwrap()).collect();
        assert_eq!(at, ["t1", "t1", "t2", "t2"]);
    }
}
