//! Deciding for back ends in any language: pure, about no stored person.

use crate::diagnostic::Diagnostic;
use crate::error::{ApiError, ApiResult, Diagnostics};
use crate::intake;
use crate::limits::MAX_REQUEST_BYTES;
use crate::state::State;
use crate::web::JsonBytes;
use axum::extract::State as Shared;
use axum::http::StatusCode;
use serde_json::Value;
use std::sync::Arc;

/// Decides facts: `{item, asOf, region, facts, unknown, complete, materials}` → the engine's decision and its digest.
#[utoipa::path(post, path = "/v1/decide", tag = "decide", request_body(content_type = "application/json", description = "`{item, asOf, region?, facts, unknown?, complete?, materials?}`"),
    responses((status = 200, content_type = "application/json", description = "decision, digest and verdict"), (status = 413, body = Diagnostics), (status = 415, body = Diagnostics, description = "`request.media-type`"), (status = 422, body = Diagnostics)))]
pub async fn decide(
    Shared(state): Shared<State>,
    JsonBytes(body): JsonBytes<MAX_REQUEST_BYTES>,
) -> ApiResult<axum::Json<Value>> {
    let module = Arc::clone(&state.parts.module);
    let decided = intake::decide(&state, move || module.decide(&body)).await?;
    decided.map(axum::Json).map_err(|mut found| {
        if found.is_empty() {
            found.push(Diagnostic::error(
                "engine.answer",
                "the engine refused the request",
            ));
        }
        ApiError::all(StatusCode::UNPROCESSABLE_ENTITY, found)
    })
}
