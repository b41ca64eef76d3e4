//! Files of an application, sent before the packet that cites them.

use crate::diagnostic::Diagnostic;
use crate::error::{ApiError, ApiResult, Diagnostics};
use crate::limits::{MAX_MATERIAL_BYTES, MAX_MATERIALS, MAX_MATERIALS_BYTES};
use crate::ports::{MaterialError, Upload};
use crate::state::State;
use crate::store::{self, MaterialRow};
use crate::web::{CurrentSession, declared_length, drain, next_data};
use axum::body::Body;
use axum::extract::{Path, State as Shared};
use axum::http::{HeaderMap, StatusCode};
use serde::Serialize;
use utoipa::ToSchema;

/// A durable file.
#[derive(Debug, Serialize, ToSchema)]
pub struct Material {
    /// Lower-case hex.
    sha256: String,
    /// Bytes.
    size: u64,
    /// Media type as the bytes themselves say.
    media: String,
}

/// The media type that the first bytes show, of those that are taken at all.
fn sniff(head: &[u8]) -> Option<&'static str> {
    if head.starts_with(b"%PDF-") {
        Some("application/pdf")
    } else if head.starts_with(&[0xff, 0xd8, 0xff]) {
        Some("image/jpeg")
    } else if head.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some("image/png")
    } else {
        None
    }
}

fn hex(text: &str, digits: usize) -> bool {
    text.len() == digits && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

fn refused(status: StatusCode, code: &str, message: String, help: &str) -> ApiError {
    ApiError::new(status, Diagnostic::error(code, message).help(help))
}

/// Takes a file for an application under way. Sending it again is safe.
#[utoipa::path(put, path = "/v1/packets/{id}/materials/{sha256}", tag = "packets",
    params(("id" = String, Path, description = "packet id: 32 lower-case hex digits"), ("sha256" = String, Path, description = "digest of the bytes: 64 lower-case hex digits")),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 201, body = Material), (status = 200, body = Material, description = "was here already"), (status = 400, body = Diagnostics), (status = 401, body = Diagnostics),
        (status = 409, body = Diagnostics, description = "`packet.taken`, `material.quota`, `session.no-client`"), (status = 413, body = Diagnostics), (status = 415, body = Diagnostics, description = "`material.media`"), (status = 422, body = Diagnostics, description = "`material.digest`")))]
pub async fn put(
    Shared(state): Shared<State>,
    session: CurrentSession,
    Path((id, sha256)): Path<(String, String)>,
    headers: HeaderMap,
    body: Body,
) -> ApiResult<(StatusCode, axum::Json<Material>)> {
    match check(&state, &session, &id, &sha256, &headers).await {
        Ok(subject) => receive(&state, &subject, &id, &sha256, body).await,
        Err(error) => {
            drain(body).await;
            Err(error)
        }
    }
}

/// Everything that can be refused without reading a byte.
async fn check(
    state: &State,
    session: &CurrentSession,
    id: &str,
    sha256: &str,
    headers: &HeaderMap,
) -> ApiResult<String> {
    let subject = session.subject()?;
    if !hex(id, 32) || !hex(sha256, 64) {
        return Err(ApiError::bad(
            "material.address",
            "the address is not a packet id and a SHA-256 in lower-case hex",
        ));
    }
    if declared_length(headers).is_some_and(|n| n > MAX_MATERIAL_BYTES) {
        return Err(too_large());
    }
    if store::case_by_packet(&state.parts.pool, id)
        .await?
        .is_some()
    {
        return Err(
            ApiError::conflict("packet.taken", "this application has been handed in")
                .help("start a new one that names it in `supersedes`"),
        );
    }
    let rows = store::materials_of(&state.parts.pool, id).await?;
    if rows.iter().any(|r| r.subject != subject.id) {
        return Err(
            ApiError::conflict("packet.conflict", "this packet id is in use")
                .help("make a new random id"),
        );
    }
    let bytes: i64 = rows.iter().map(|r| r.size).sum();
    let here = rows.iter().any(|r| r.sha256 == sha256);
    if !here
        && (i64::try_from(rows.len()).unwrap_or(i64::MAX) >= MAX_MATERIALS
            || bytes >= MAX_MATERIALS_BYTES)
    {
        return Err(ApiError::conflict(
            "material.quota",
            format!(
                "an application holds at most {MAX_MATERIALS} files and {MAX_MATERIALS_BYTES} bytes"
            ),
        ));
    }
    Ok(subject.id.clone())
}

fn too_large() -> ApiError {
    refused(
        StatusCode::PAYLOAD_TOO_LARGE,
        "material.too-large",
        format!("the file is larger than {MAX_MATERIAL_BYTES} bytes"),
        "scan it with a lower resolution, or split it",
    )
}

fn failed(cause: MaterialError) -> ApiError {
    match cause {
        MaterialError::TooLarge(_) => too_large(),
        MaterialError::OtherDigest => refused(
            StatusCode::UNPROCESSABLE_ENTITY,
            "material.digest",
            "the bytes have another SHA-256 than the address says".to_owned(),
            "the file was damaged on the way or changed; read it again and send it",
        ),
        MaterialError::Io(cause) => ApiError::internal("materials", &cause.kind()),
    }
}

async fn receive(
    state: &State,
    subject: &str,
    id: &str,
    sha256: &str,
    mut body: Body,
) -> ApiResult<(StatusCode, axum::Json<Material>)> {
    let mut upload: Box<dyn Upload> = state
        .parts
        .materials
        .start(sha256, MAX_MATERIAL_BYTES)
        .await
        .map_err(failed)?;
    while let Some(data) = next_data(&mut body).await {
        let data = data.map_err(|_| {
            ApiError::bad("request.cut-short", "the file was cut short").help("send it again")
        })?;
        if let Err(cause) = upload.write(&data).await {
            drop(upload);
            drain(body).await;
            return Err(failed(cause));
        }
    }
    let Some(media) = sniff(upload.head()) else {
        let help = "take a photo (JPEG, PNG) or a scan (PDF)";
        return Err(refused(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "material.media",
            "the file is neither PDF nor JPEG nor PNG".to_owned(),
            help,
        ));
    };
    let size = upload.finish().await.map_err(failed)?;
    let row = MaterialRow {
        sha256: sha256.to_owned(),
        subject: subject.to_owned(),
        size: i64::try_from(size).unwrap_or(i64::MAX),
        media: media.to_owned(),
    };
    let (id, noted, now) = (id.to_owned(), row.clone(), state.now());
    let new = state
        .writer
        .write(move |db| Box::pin(async move { store::note_material(db, &id, &noted, now).await }))
        .await?;
    if new {
        state.metrics.material(size);
    }
    let status = if new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    Ok((
        status,
        axum::Json(Material {
            sha256: row.sha256,
            size,
            media: row.media,
        }),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_bytes_show_counts() {
        assert_eq!(sniff(b"%PDF-1.7\n"), Some("application/pdf"));
        assert_eq!(sniff(&[0xff, 0xd8, 0xff, 0xe0]), Some("image/jpeg"));
        assert_eq!(sniff(b"\x89PNG\r\n\x1a\nxx"), Some("image/png"));
        assert_eq!(sniff(b"<html>"), None);
        assert_eq!(sniff(b""), None);
    }
}
