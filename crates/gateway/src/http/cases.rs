//! The subject's own cases.

use crate::error::{ApiError, ApiResult, Diagnostics};
use crate::intake::{Receipt, receipt_of};
use crate::limits::MAX_LISTED;
use crate::ports::stamp;
use crate::state::{Inner, State};
use crate::store::{self, CaseRow};
use crate::web::{CurrentSession, Language};
use axum::extract::{Path, State as Shared};
use serde::Serialize;
use utoipa::ToSchema;

/// A step of handling.
#[derive(Debug, Serialize, ToSchema)]
pub struct Step {
    /// Id of the item's milestone.
    id: String,
    /// Name.
    name: String,
    /// When it was reached, RFC 3339; null: not yet.
    at: Option<String>,
}

/// A case in a list or as progress.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CaseView {
    /// Number.
    pub number: String,
    /// Item id.
    pub item: String,
    /// Item name.
    pub item_name: String,
    /// Channel it came by.
    pub channel: String,
    /// `received`, `accepted`, `returned`, `written-decision`, `superseded`, `done`.
    pub state: String,
    /// Post that has it.
    pub post: String,
    /// Verdict.
    pub verdict: String,
    /// Steps, in order.
    pub milestones: Vec<Step>,
    /// When it was received, RFC 3339.
    pub received_at: String,
    /// When it last moved, RFC 3339.
    pub changed_at: String,
    /// Number of the case that replaces it.
    pub superseded_by: Option<String>,
}

/// What happened, and when.
#[derive(Debug, Serialize, ToSchema)]
pub struct Happened {
    /// RFC 3339.
    at: String,
    /// `received`, `accept`, `return`, `finish`, `decide`, `finished`.
    action: String,
    /// What the office wrote to the applicant.
    note: Option<String>,
}

/// Cases, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Cases {
    cases: Vec<CaseView>,
}

/// A case with its receipt and history.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseAnswer {
    case: CaseView,
    receipt: Receipt,
    history: Vec<Happened>,
}

/// As people see it.
pub fn view(state: &Inner, case: &CaseRow, lang: &str) -> CaseView {
    let (item_name, names) = state.parts.module.names(&case.item, lang);
    let step = |m: &store::Milestone| Step {
        id: m.id.clone(),
        name: names.get(&m.id).cloned().unwrap_or_else(|| m.id.clone()),
        at: m.at.clone(),
    };
    CaseView {
        number: case.number.clone(),
        item: case.item.clone(),
        item_name,
        channel: case.channel.clone(),
        state: case.state.clone(),
        post: case.post.clone(),
        verdict: case.verdict.clone(),
        milestones: case.milestones.iter().map(step).collect(),
        received_at: stamp(case.received),
        changed_at: stamp(case.changed),
        superseded_by: case.superseded_by.clone(),
    }
}

/// What happened to a case.
pub async fn history(state: &Inner, number: &str) -> ApiResult<Vec<Happened>> {
    let events = store::events_of(&state.parts.pool, number).await?;
    Ok(events
        .into_iter()
        .map(|e| Happened {
            at: stamp(e.at),
            action: e.action,
            note: e.note,
        })
        .collect())
}

/// Cases of the session's subject.
#[utoipa::path(get, path = "/v1/cases", tag = "cases", responses((status = 200, body = Cases), (status = 401, body = Diagnostics), (status = 409, body = Diagnostics)))]
pub async fn list(
    Shared(state): Shared<State>,
    session: CurrentSession,
    lang: Language,
) -> ApiResult<axum::Json<Cases>> {
    let rows = store::cases_of(&state.parts.pool, &session.subject()?.id, MAX_LISTED).await?;
    Ok(axum::Json(Cases {
        cases: rows
            .iter()
            .map(|row| view(&state, row, lang.tag()))
            .collect(),
    }))
}

/// One case of the session's subject; a stranger's number is answered as if there were none.
#[utoipa::path(get, path = "/v1/cases/{number}", tag = "cases", params(("number" = String, Path, description = "case number")), responses((status = 200, body = CaseAnswer), (status = 401, body = Diagnostics), (status = 404, body = Diagnostics)))]
pub async fn one(
    Shared(state): Shared<State>,
    session: CurrentSession,
    lang: Language,
    Path(number): Path<String>,
) -> ApiResult<axum::Json<CaseAnswer>> {
    let subject = session.subject()?;
    let row = store::case_by_number(&state.parts.pool, &number)
        .await?
        .filter(|row| row.subject == subject.id)
        .ok_or_else(|| ApiError::not_found("case"))?;
    Ok(axum::Json(CaseAnswer {
        case: view(&state, &row, lang.tag()),
        receipt: receipt_of(&state, &row)?,
        history: history(&state, &row.number).await?,
    }))
}
