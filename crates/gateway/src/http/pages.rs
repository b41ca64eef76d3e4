//! The built pages of the four channels.

use super::unknown;
use crate::config::Pages;
use crate::error::ApiError;
use crate::state::State;
use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use std::path::Path;
use tower::ServiceExt;
use tower_http::services::{ServeDir, ServeFile};

/// Portal at `/`, the others under their names.
pub fn routes(pages: &Pages) -> Router<State> {
    let mut router = Router::new();
    for (name, folder) in [
        ("counter", &pages.counter),
        ("bank", &pages.bank),
        ("kiosk", &pages.kiosk),
    ] {
        if let Some(folder) = folder {
            let to = format!("/{name}/");
            let redirect = move || std::future::ready(Redirect::permanent(&to));
            router = router
                .route(&format!("/{name}"), get(redirect))
                .nest_service(&format!("/{name}/"), site(folder));
        }
    }
    let portal = pages.portal.as_deref().map(site);
    let fallback = move |request: Request| {
        let portal = portal.clone();
        async move {
            match portal {
                Some(portal) if !request.uri().path().starts_with("/v1/") => portal
                    .oneshot(request)
                    .await
                    .map_or_else(|never| match never {}, IntoResponse::into_response),
                _ => unknown().await.into_response(),
            }
        }
    };
    router.fallback(fallback).layer(from_fn(caching))
}

/// A folder; an address without a file extension is the application's own and gets its page.
fn site(folder: &Path) -> ServeDir<ServeFile> {
    ServeDir::new(folder)
        .append_index_html_on_directories(true)
        .fallback(ServeFile::new(folder.join("index.html")))
}

/// Files under `assets/` carry their digest in their name; everything else is asked for again. A file that is not
/// there is no page.
async fn caching(request: Request, next: Next) -> Response {
    if request.uri().path().starts_with("/v1/") {
        return next.run(request).await;
    }
    let path = request.uri().path().to_owned();
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return unknown().await.into_response();
    }
    let mut response = next.run(request).await;
    let html = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|v| v.as_bytes().starts_with(b"text/html"));
    let last = path.rsplit('/').next().unwrap_or_default();
    if html && last.contains('.') && !last.ends_with(".html") {
        return ApiError::not_found("page").into_response();
    }
    let rule = if path.contains("/assets/") && !html {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    if response.status().is_success() && !response.headers().contains_key(header::CACHE_CONTROL) {
        response
            .headers_mut()
            .insert(header::CACHE_CONTROL, HeaderValue::from_static(rule));
    }
    response
}
