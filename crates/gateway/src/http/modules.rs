//! The module that every channel loads.

use crate::error::{ApiError, ApiResult, Diagnostics};
use crate::ports::civil_date;
use crate::state::State;
use axum::Json;
use axum::Router;
use axum::extract::{Path, State as Shared};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Serialize;
use std::sync::Arc;
use tokio_util::bytes::Bytes;
use utoipa::ToSchema;

/// Which module is in force.
#[derive(Debug, Serialize, ToSchema)]
pub struct CurrentModule {
    /// SHA-256 of the file, lower-case hex.
    digest: String,
    /// Grows with every release; clients refuse a lower one, or the same with another digest.
    revision: u32,
    /// First day in force.
    from: String,
    /// Last day in force, when it is known.
    until: Option<String>,
}

pub fn routes() -> Router<State> {
    Router::new()
        .route("/v1/modules/current", get(current))
        .route("/v1/modules/{file}", get(file))
}

/// Digest, revision and validity of the module in force.
#[utoipa::path(get, path = "/v1/modules/current", tag = "modules", responses((status = 200, body = CurrentModule)))]
pub async fn current(Shared(state): Shared<State>) -> Response {
    let module = &state.parts.module;
    let body = CurrentModule {
        digest: module.digest().to_owned(),
        revision: module.revision(),
        from: module.from().to_owned(),
        until: None,
    };
    ([(header::CACHE_CONTROL, "no-cache")], Json(body)).into_response()
}

/// The module's bytes; the address never holds other bytes.
#[utoipa::path(get, path = "/v1/modules/{digest}.wasm", tag = "modules", params(("digest" = String, Path, description = "SHA-256, lower-case hex")),
    responses((status = 200, content_type = "application/wasm", body = Vec<u8>), (status = 404, body = Diagnostics)))]
pub async fn file(
    Shared(state): Shared<State>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    let module = &state.parts.module;
    let digest = file.strip_suffix(".wasm").unwrap_or_default().to_owned();
    let etag = format!("\"{digest}\"");
    let fixed = [
        (
            header::CACHE_CONTROL,
            "public, max-age=31536000, immutable".to_owned(),
        ),
        (header::ETAG, etag.clone()),
    ];
    let known = headers
        .get(header::IF_NONE_MATCH)
        .and_then(|v| v.to_str().ok())
        .is_some_and(|v| v.contains(&etag));
    let current = digest == module.digest();
    if known {
        // Who has the bytes is answered without reading them.
        if !current && !lasts(&state, digest).await? {
            return Err(not_kept());
        }
        return Ok((StatusCode::NOT_MODIFIED, fixed).into_response());
    }
    let bytes = if current {
        module.bytes()
    } else {
        earlier(&state, digest).await?
    };
    Ok((fixed, [(header::CONTENT_TYPE, "application/wasm")], bytes).into_response())
}

/// An earlier module whose packets are still taken: a page that was opened with it goes on.
async fn earlier(state: &State, digest: String) -> ApiResult<Bytes> {
    let archive = Arc::clone(&state.parts.modules);
    let today = civil_date(state.now());
    let found = tokio::task::spawn_blocking(move || {
        if archive.retired(&digest)?.is_some_and(|day| day <= today) {
            return Ok(None);
        }
        archive.bytes(&digest)
    });
    let found = found
        .await
        .map_err(|e| ApiError::internal("modules", &e))?
        .map_err(|e| ApiError::internal("modules", &e))?;
    found.map(Bytes::from).ok_or_else(not_kept)
}

/// Whether packets of an earlier module are still taken, by the archive's names alone.
async fn lasts(state: &State, digest: String) -> ApiResult<bool> {
    let archive = Arc::clone(&state.parts.modules);
    let today = civil_date(state.now());
    let found = tokio::task::spawn_blocking(move || {
        let retired = archive.retired(&digest)?.is_some_and(|day| day <= today);
        Ok::<_, tongban_replay::ArchiveError>(!retired && archive.holds(&digest))
    });
    let found = found.await.map_err(|e| ApiError::internal("modules", &e))?;
    found.map_err(|e| ApiError::internal("modules", &e))
}

fn not_kept() -> ApiError {
    ApiError::not_found("module").help("ask `/v1/modules/current` for the one in force")
}
