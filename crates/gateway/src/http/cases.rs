//! The subject's own cases.

use crate::error::{ApiError, ApiResult, Diagnostics};
use crate::intake::{Receipt, ShownDeadline, read_receipt, receipt_of, together};
use crate::limits::MAX_LISTED;
use crate::ports::{civil_date, stamp};
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
    /// `received`, `waiting` (for another item of its bundle), `accepted`, `returned`, `written-decision`, `superseded`, `done`.
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
    /// By when: counted from the receipt, of a case that waited from the day it went on; without a date while it waits.
    pub deadline: ShownDeadline,
    /// Number of the case that replaces it.
    pub superseded_by: Option<String>,
    /// The bundle that it is part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bundle: Option<PartOf>,
    /// Names of the items that it waits for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub waits_for: Vec<String>,
    /// Of a bundle: the cases of its items, in order.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(no_recursion)]
    pub members: Option<Vec<CaseView>>,
}

/// The bundle that a case is part of.
#[derive(Debug, Serialize, ToSchema)]
pub struct PartOf {
    /// Number of its receipt.
    pub number: String,
    /// Name.
    pub name: String,
    /// The cases of all its items, in order.
    pub members: Vec<Sister>,
}

/// A case of the same bundle.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Sister {
    /// Case number.
    pub number: String,
    /// Item id.
    pub item: String,
    /// Item name.
    pub item_name: String,
    /// State.
    pub state: String,
}

/// What happened, and when.
#[derive(Debug, Serialize, ToSchema)]
pub struct Happened {
    /// RFC 3339.
    at: String,
    /// `received`, `accept`, `return`, `finish`, `decide`, `finished`, `released` (what it waited for is decided).
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

/// As people see it; a bundle with its items' cases.
pub async fn view(state: &Inner, case: &CaseRow, lang: &str) -> ApiResult<CaseView> {
    if case.post != store::BUNDLE_STATE {
        return one_view(state, case, lang).await;
    }
    let mut members = Vec::new();
    for row in store::members_of(&state.parts.pool, &case.number).await? {
        members.push(one_view(state, &row, lang).await?);
    }
    let mut view = plain_view(state, case, lang)?;
    let each: Vec<(&str, &ShownDeadline)> = members
        .iter()
        .map(|m| (m.item_name.as_str(), &m.deadline))
        .collect();
    view.deadline = ShownDeadline::together(&each, lang);
    if case.state == store::BUNDLE_STATE {
        together(members.iter().map(|m| m.state.as_str())).clone_into(&mut view.state);
    }
    if let Some(changed) = members.iter().map(|m| &m.changed_at).max() {
        view.changed_at = view.changed_at.max(changed.clone());
    }
    view.members = Some(members);
    Ok(view)
}

/// Several, in their order.
pub async fn views(state: &Inner, rows: &[CaseRow], lang: &str) -> ApiResult<Vec<CaseView>> {
    let mut views = Vec::new();
    for row in rows {
        views.push(view(state, row, lang).await?);
    }
    Ok(views)
}

/// A case of an item, with what it is part of and waits for.
async fn one_view(state: &Inner, case: &CaseRow, lang: &str) -> ApiResult<CaseView> {
    let mut view = plain_view(state, case, lang)?;
    let name = |id: &str| state.parts.module.names(id, lang).0;
    if let Some(number) = &case.bundle
        && let Some(bundle) = store::case_by_number(&state.parts.pool, number).await?
    {
        let sisters = store::members_of(&state.parts.pool, &bundle.number).await?;
        let sister = |row: CaseRow| Sister {
            item_name: name(&row.item),
            number: row.number,
            item: row.item,
            state: row.state,
        };
        view.bundle = Some(PartOf {
            number: bundle.number,
            name: name(&bundle.item),
            members: sisters.into_iter().map(sister).collect(),
        });
    }
    if case.state == store::WAITING {
        let items = store::waits_for(&state.parts.pool, &case.number).await?;
        view.waits_for = items.iter().map(|id| name(id)).collect();
    }
    Ok(view)
}

/// By when: the time of a case that waited begins when it goes on.
fn deadline(state: &Inner, case: &CaseRow, lang: &str) -> ApiResult<ShownDeadline> {
    let receipt = read_receipt(case)?;
    let counted = case.released.and_then(|at| {
        let promised = receipt.deadline.promised.as_ref()?;
        let limit = (promised.amount, promised.kind.as_str());
        let module = &state.parts.module;
        module.counted(&case.item, limit, &civil_date(at), lang)
    });
    Ok(counted.map_or_else(|| ShownDeadline::of(&receipt), ShownDeadline::counted))
}

fn plain_view(state: &Inner, case: &CaseRow, lang: &str) -> ApiResult<CaseView> {
    let (item_name, names) = state.parts.module.names(&case.item, lang);
    let step = |m: &store::Milestone| Step {
        id: m.id.clone(),
        name: names.get(&m.id).cloned().unwrap_or_else(|| m.id.clone()),
        at: m.at.clone(),
    };
    Ok(CaseView {
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
        deadline: deadline(state, case, lang)?,
        superseded_by: case.superseded_by.clone(),
        bundle: None,
        waits_for: Vec::new(),
        members: None,
    })
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
        cases: views(&state, &rows, lang.tag()).await?,
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
        case: view(&state, &row, lang.tag()).await?,
        receipt: receipt_of(&state, &row)?,
        history: history(&state, &row.number).await?,
    }))
}
