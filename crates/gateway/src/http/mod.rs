//! Handlers, one group a file.

mod cases;
mod decide;
mod drafts;
mod health;
mod lookups;
mod materials;
pub mod modules;
mod packets;
mod pages;
mod progress;
mod sessions;
mod staff;

use crate::diagnostic::Diagnostic;
use crate::error::ApiError;
use crate::state::State;
use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Everything under `/v1` that answers quickly, and health.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(sessions::create))
        .routes(routes!(sessions::current, sessions::end))
        .routes(routes!(sessions::bind_client, sessions::forget_client))
        .routes(routes!(sessions::identities))
        .routes(routes!(sessions::cards))
        .routes(routes!(lookups::create))
        .routes(routes!(packets::create))
        .routes(routes!(cases::list))
        .routes(routes!(cases::one))
        .routes(routes!(progress::ask))
        .routes(routes!(staff::queue))
        .routes(routes!(staff::one))
        .routes(routes!(staff::act))
        .routes(routes!(decide::decide))
        .routes(routes!(drafts::keep))
        .routes(routes!(drafts::open))
        .routes(routes!(health::healthz))
        .routes(routes!(health::readyz))
        .routes(routes!(health::metrics))
}

/// Routes that may take as long as a slow line needs.
pub fn uploads() -> OpenApiRouter<State> {
    OpenApiRouter::new().routes(routes!(materials::put))
}

/// Files for everybody: module, pages, the description of the interface.
pub fn public(state: &State, description: OpenApi) -> Router<State> {
    Router::new()
        .merge(modules::routes())
        .merge(pages::routes(&state.parts.pages))
        .route(
            "/openapi.json",
            get(move || std::future::ready(axum::Json(description))),
        )
}

/// An address that does not exist.
pub async fn unknown() -> ApiError {
    let finding = Diagnostic::error("request.unknown", "there is nothing at this address")
        .help("see `/openapi.json`");
    ApiError::new(StatusCode::NOT_FOUND, finding)
}
