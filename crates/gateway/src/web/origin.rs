//! Requests that change something must come from our own pages.

use crate::error::ApiError;
use crate::state::State;
use axum::extract::{Request, State as Shared};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Refuses unsafe methods from foreign origins. A client that is no browser sends neither header, and no foreign page
/// can make a browser send our `SameSite=Strict` cookie.
pub async fn check_origin(Shared(state): Shared<State>, request: Request, next: Next) -> Response {
    if request.method().is_safe() {
        return next.run(request).await;
    }
    let own = own(&state, request.headers());
    if own {
        next.run(request).await
    } else {
        let error = ApiError::forbidden("request.origin", "this request comes from another site")
            .help("use the pages of this service, or name its origin in the configuration");
        error.into_response()
    }
}

fn own(state: &State, headers: &HeaderMap) -> bool {
    let text = |name: header::HeaderName| {
        headers
            .get(name)
            .map(|value| value.to_str().unwrap_or("?").to_owned())
    };
    match (
        text(header::ORIGIN),
        text(header::HeaderName::from_static("sec-fetch-site")),
    ) {
        (Some(origin), _) => state.parts.origins.contains(&origin),
        (None, Some(site)) => site == "same-origin" || site == "none",
        (None, None) => true,
    }
}
