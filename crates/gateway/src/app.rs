//! All routes, and what every request passes through.

use crate::http;
use crate::limits::REQUEST_SECONDS;
use crate::state::State;
use crate::web::{check_origin, security_headers, track};
use axum::Router;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use std::time::Duration;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;

/// What `/openapi.json` says beside the routes.
#[derive(OpenApi)]
#[openapi(
    paths(http::modules::current, http::modules::file),
    info(
        title = "Tongban intake service",
        description = "Takes packets and materials, decides again, keeps cases. Decimals, ids and long digits are strings; dates are YYYY-MM-DD. Whatever is not a success has the body `{diagnostics: […]}`.",
        license(name = "Apache-2.0")
    )
)]
struct Description;

/// The service as a router, for a listener or a test.
pub fn router(state: State) -> Router {
    let timeout = TimeoutLayer::with_status_code(
        StatusCode::SERVICE_UNAVAILABLE,
        Duration::from_secs(REQUEST_SECONDS),
    );
    let (api, mut description) = OpenApiRouter::with_openapi(Description::openapi())
        .merge(http::routes())
        .split_for_parts();
    // Uploads have no such limit.
    let (uploads, more) = http::uploads().split_for_parts();
    description.merge(more);
    // Public files are compressed; personal answers are not, since a compressed secret leaks by its length.
    let public: Router<State> =
        http::public(&state, description).layer(CompressionLayer::new().br(true).gzip(true));
    Router::new()
        .merge(api.layer(timeout))
        .merge(uploads)
        .merge(public)
        .layer(from_fn_with_state(state.clone(), check_origin))
        .layer(from_fn_with_state(state.clone(), track))
        .layer(from_fn(security_headers))
        .with_state(state)
}
