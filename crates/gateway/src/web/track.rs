//! One log line and one count for each request, by route template only.

use crate::metrics::RequestLabels;
use crate::state::State;
use axum::extract::{MatchedPath, Request, State as Shared};
use axum::middleware::Next;
use axum::response::Response;
use tokio::time::Instant;

/// Logs and counts. A path may hold a case number; its template does not.
pub async fn track(Shared(state): Shared<State>, request: Request, next: Next) -> Response {
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "pages".to_owned(), |path| path.as_str().to_owned());
    let method = request.method().clone();
    let start = Instant::now();
    let response = next.run(request).await;
    let seconds = start.elapsed().as_secs_f64();
    let status = response.status().as_u16();
    tracing::info!(%method, route, status, ms = (seconds * 1000.0).round(), "request");
    let method = if method.as_str().len() > 8 {
        "other".to_owned()
    } else {
        method.to_string()
    };
    state.metrics.request(
        &RequestLabels {
            route,
            method,
            status,
        },
        seconds,
    );
    response
}
