//! Drafts: begun at one channel, gone on with at another, by the same subject with a code.

use crate::diagnostic::Diagnostic;
use crate::error::{ApiError, ApiResult, Diagnostics};
use crate::intake::allowed_item;
use crate::limits::{DRAFT_SECONDS, MAX_DRAFTS};
use crate::ports::stamp;
use crate::secrets::{random, readable, sha256_hex};
use crate::state::State;
use crate::store;
use crate::web::{CurrentSession, Json};
use axum::extract::State as Shared;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// A draft to keep.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KeepDraft {
    /// As the engine made it.
    #[schema(value_type = Object)]
    draft: Value,
}

/// How to get it back.
#[derive(Debug, Serialize, ToSchema)]
pub struct KeptDraft {
    /// Sixteen characters; goes into a request's body, never into an address.
    code: String,
    /// Until when it is kept, RFC 3339.
    expires: String,
}

/// A code.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenDraft {
    code: String,
}

/// The draft under a code.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpenedDraft {
    #[schema(value_type = Object)]
    draft: Value,
}

fn hash(code: &str) -> String {
    let plain: String = code
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_uppercase())
        .collect();
    sha256_hex(format!("draft|{plain}").as_bytes())
}

/// Keeps a draft for the session's subject.
#[utoipa::path(post, path = "/v1/drafts", tag = "drafts", request_body = KeepDraft, responses((status = 201, body = KeptDraft), (status = 401, body = Diagnostics), (status = 409, body = Diagnostics), (status = 422, body = Diagnostics)))]
pub async fn keep(
    Shared(state): Shared<State>,
    session: CurrentSession,
    Json(keep): Json<KeepDraft>,
) -> ApiResult<(StatusCode, axum::Json<KeptDraft>)> {
    let subject = session.subject()?;
    let shape = || {
        ApiError::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            Diagnostic::error("draft.shape", "this is not a draft of the engine"),
        )
    };
    let draft: tongban_engine::api::Draft =
        serde_json::from_value(keep.draft.clone()).map_err(|_| shape())?;
    let item = allowed_item(&state, &draft.item)?;
    let now = state.now();
    if store::drafts_count(&state.parts.pool, &subject.id, now).await? >= MAX_DRAFTS {
        return Err(ApiError::conflict(
            "draft.quota",
            format!("at most {MAX_DRAFTS} drafts are kept"),
        ));
    }
    let code = readable(&random::<16>()?);
    let expires = now.saturating_add(DRAFT_SECONDS);
    let (hashed, subject, item) = (hash(&code), subject.id.clone(), item.id.clone());
    state
        .writer
        .write(move |db| {
            Box::pin(async move {
                let body = keep.draft.to_string();
                store::keep_draft(db, &hashed, &subject, &item, &body, now, expires).await
            })
        })
        .await?;
    Ok((
        StatusCode::CREATED,
        axum::Json(KeptDraft {
            code,
            expires: stamp(expires),
        }),
    ))
}

/// Opens a draft of the session's subject. A wrong code and somebody else's code are answered alike.
#[utoipa::path(post, path = "/v1/drafts/open", tag = "drafts", request_body = OpenDraft, responses((status = 200, body = OpenedDraft), (status = 401, body = Diagnostics), (status = 404, body = Diagnostics)))]
pub async fn open(
    Shared(state): Shared<State>,
    session: CurrentSession,
    Json(open): Json<OpenDraft>,
) -> ApiResult<axum::Json<OpenedDraft>> {
    let subject = session.subject()?;
    let body = store::draft_of(
        &state.parts.pool,
        &hash(&open.code),
        &subject.id,
        state.now(),
    )
    .await?
    .ok_or_else(|| ApiError::not_found("draft"))?;
    let draft = serde_json::from_str(&body).map_err(|e| ApiError::internal("draft", &e))?;
    Ok(axum::Json(OpenedDraft { draft }))
}
