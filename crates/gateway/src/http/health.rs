//! For operators: alive, ready, measured.

use crate::diagnostic::Diagnostic;
use crate::error::{ApiError, Diagnostics};
use crate::state::State;
use axum::extract::State as Shared;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;

/// The process answers.
#[utoipa::path(get, path = "/healthz", tag = "operation", responses((status = 200, description = "alive", body = String)))]
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// The database answers, so packets can be taken.
#[utoipa::path(get, path = "/readyz", tag = "operation", responses((status = 200, description = "ready", body = String), (status = 503, body = Diagnostics)))]
pub async fn readyz(Shared(state): Shared<State>) -> Result<&'static str, ApiError> {
    match sqlx::query("select 1").execute(&state.parts.pool).await {
        Ok(_) => Ok("ready\n"),
        Err(_) => Err(ApiError::new(
            StatusCode::SERVICE_UNAVAILABLE,
            Diagnostic::error("gateway.not-ready", "the database does not answer"),
        )),
    }
}

/// Counters in the text form that Prometheus reads.
#[utoipa::path(get, path = "/metrics", tag = "operation", responses((status = 200, description = "metrics", body = String)))]
pub async fn metrics(Shared(state): Shared<State>) -> impl IntoResponse {
    (
        [(
            header::CONTENT_TYPE,
            "application/openmetrics-text; version=1.0.0; charset=utf-8",
        )],
        state.metrics.text(),
    )
}
