//! The built pages of the four channels.

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
use tower_http::services::{ServeDir, ServeFile};

/// Portal at `/`, the others under their names.
pub fn routes(pages: &Pages) -> Router<State> {
    let mut router = Router::new();
    for (name, folder) in [("counter", &pages.counter), ("bank", &pages.bank), ("kiosk", &pages.kiosk)] {
        if let Some(folder) = folder {
            let to = format!("/{name}/");
            router = router.route(&format!("/{name}"), get(move || std::future::ready(Redirect::permanent(&to)))).nest_service(&format!("/{name}/"), site(folder));
        }
    }
    if let Some(folder) = &pages.portal {
        router = router.fallback_service(site(folder));
    }
    router.layer(from_fn(caching))
}

/// A folder; an address without a file extension is the application's own and gets its page.
fn site(folder: &Path) -> ServeDir<ServeFile> {
    ServeDir::new(folder).append_index_html_on_directories(true).fallback(ServeFile::new(folder.join("index.html")))
}

/// Files under `assets/` carry their digest in their name; everything else is asked for again. A missing file is no page.
async fn caching(request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let safe = matches!(*request.method(), Method::GET | Method::HEAD);
    let mut response = next.run(request).await;
    let last = path.rsplit('/').next().unwrap_or_default();
    let html = response.headers().get(header::CONTENT_TYPE).is_some_and(|v| v.as_bytes().starts_with(b"text/html"));
    let missing = html && last.contains('.') && !last.ends_with(".html");
    if !safe || missing || path.starts_with("/v1/") {
        return if path.starts_with("/v1/") && !html { response } else { ApiError::not_found("page").into_response() };
    }
    let rule = if path.contains("/assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    if !response.headers().contains_key(header::CACHE_CONTROL) {
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(rule));
    }
    response
}
