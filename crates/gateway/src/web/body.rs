//! Bodies: capped before they are read, and answered in the one diagnostic shape.

use crate::diagnostic::Diagnostic;
use crate::error::ApiError;
use crate::limits::{MAX_DRAINED_BYTES, MAX_REQUEST_BYTES};
use crate::state::State;
use axum::body::{Body, HttpBody};
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use serde::de::DeserializeOwned;
use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;
use tokio_util::bytes::{Bytes, BytesMut};

/// The bytes of a body of at most `N` bytes.
pub struct Limited<const N: usize>(pub Bytes);

fn too_large(cap: usize) -> ApiError {
    let finding = Diagnostic::error(
        "request.too-large",
        format!("the request is larger than {cap} bytes"),
    );
    ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, finding)
        .help("files are sent one by one, beside the packet")
}

/// The next bytes of a body; none at its end.
pub async fn next_data(body: &mut Body) -> Option<Result<Bytes, axum::Error>> {
    loop {
        match poll_fn(|cx| Pin::new(&mut *body).poll_frame(cx)).await? {
            Ok(frame) => {
                if let Ok(data) = frame.into_data() {
                    return Some(Ok(data));
                }
            }
            Err(cause) => return Some(Err(cause)),
        }
    }
}

/// Reads a body of at most `cap` bytes. What a client sends beyond it is read and thrown away, up to a bound, so that
/// it gets to the answer instead of a broken connection.
pub async fn read_capped(
    mut body: Body,
    declared: Option<u64>,
    cap: usize,
) -> Result<Bytes, ApiError> {
    if declared.is_some_and(|n| n > cap as u64) {
        drain(body).await;
        return Err(too_large(cap));
    }
    let mut out = BytesMut::new();
    while let Some(data) = next_data(&mut body).await {
        let data =
            data.map_err(|_| ApiError::bad("request.cut-short", "the request was cut short"))?;
        if out.len().saturating_add(data.len()) > cap {
            drop(out);
            drain(body).await;
            return Err(too_large(cap));
        }
        out.extend_from_slice(&data);
    }
    Ok(out.freeze())
}

/// Reads and forgets what is left of a body, within bounds of size and time.
pub async fn drain(mut body: Body) {
    let drained = async {
        let mut left = MAX_DRAINED_BYTES;
        while let Some(Ok(data)) = next_data(&mut body).await {
            left = left.saturating_sub(data.len() as u64);
            if left == 0 {
                break;
            }
        }
    };
    // When it takes too long the connection is closed on the client.
    tokio::time::timeout(Duration::from_secs(20), drained)
        .await
        .ok();
}

/// What the client says about the length.
pub fn declared_length(headers: &axum::http::HeaderMap) -> Option<u64> {
    headers
        .get(header::CONTENT_LENGTH)?
        .to_str()
        .ok()?
        .parse()
        .ok()
}

impl<const N: usize> FromRequest<State> for Limited<N> {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &State) -> Result<Self, ApiError> {
        let declared = declared_length(request.headers());
        Ok(Self(read_capped(request.into_body(), declared, N).await?))
    }
}

/// The bytes of a JSON request of at most `N` bytes; media type checked, nothing read of them yet.
pub struct JsonBytes<const N: usize>(pub Bytes);

impl<const N: usize> FromRequest<State> for JsonBytes<N> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &State) -> Result<Self, ApiError> {
        require_json(request.headers())?;
        let Limited(bytes) = Limited::<N>::from_request(request, state).await?;
        Ok(Self(bytes))
    }
}

/// A JSON request of ordinary size: media type checked, read strictly, unknown keys refused by its type.
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest<State> for Json<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &State) -> Result<Self, ApiError> {
        let JsonBytes(bytes) = JsonBytes::<MAX_REQUEST_BYTES>::from_request(request, state).await?;
        let value = crate::intake::strict_json(&bytes, MAX_REQUEST_BYTES)?;
        // Says where, never what: a value could be personal.
        serde_json::from_value(value)
            .map(Self)
            .map_err(|e| ApiError::bad("request.shape", shape(&e)))
    }
}

/// Another media type could be sent by a plain HTML form of another site.
pub fn require_json(headers: &axum::http::HeaderMap) -> Result<(), ApiError> {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default();
    if kind
        .split(';')
        .next()
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
    {
        return Ok(());
    }
    let finding = Diagnostic::error("request.media-type", "the request is not JSON")
        .help("send it as `application/json`");
    Err(ApiError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, finding))
}

fn shape(error: &serde_json::Error) -> String {
    // `unknown field `x`, expected …` and `missing field `x`` name keys; `invalid type` names a value and is shortened.
    let text = error.to_string();
    if text.starts_with("unknown field") || text.starts_with("missing field") {
        text.split(", expected")
            .next()
            .unwrap_or_default()
            .to_owned()
    } else {
        "the request has a value of the wrong kind".to_owned()
    }
}
