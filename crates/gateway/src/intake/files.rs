//! A packet's files: all there, all its own.

use super::read::is_hex;
use crate::diagnostic::Diagnostic;
use crate::error::{ApiError, ApiResult};
use crate::ports::Subject;
use crate::state::Inner;
use crate::store;
use axum::http::StatusCode;
use std::collections::BTreeMap;
use tongban_engine::api::FileView;

/// Checks that every file that the packet cites is durable, belongs to this application and this subject, and is what
/// the packet says; `materials` are files by material. Everything that is missing or wrong is said at once.
pub async fn check_files(
    state: &Inner,
    application: &str,
    materials: &[(&String, &Vec<FileView>)],
    subject: &Subject,
) -> ApiResult<()> {
    let rows = store::materials_of(&state.parts.pool, application).await?;
    let held: BTreeMap<&str, &store::MaterialRow> = rows
        .iter()
        .filter(|r| r.subject == subject.id)
        .map(|r| (r.sha256.as_str(), r))
        .collect();
    let mut findings = Vec::new();
    for (material, files) in materials {
        for file in *files {
            let place = format!("materials.{material}.{}", file.sha256);
            if !is_hex(&file.sha256, 64) {
                findings.push(
                    Diagnostic::error(
                        "material.digest",
                        "a file's SHA-256 is not 64 lower-case hex digits",
                    )
                    .at(format!("materials.{material}")),
                );
                continue;
            }
            match held.get(file.sha256.as_str()) {
                Some(row) if u64::try_from(row.size).ok() != Some(file.size) => {
                    findings.push(
                        Diagnostic::error(
                            "material.size",
                            format!(
                                "the file has {} bytes, the packet says {}",
                                row.size, file.size
                            ),
                        )
                        .at(place),
                    );
                }
                Some(row) if row.media != file.media => {
                    findings.push(
                        Diagnostic::error(
                            "material.media",
                            format!("the file is `{}`, the packet says another type", row.media),
                        )
                        .at(place),
                    );
                }
                Some(_)
                    if state
                        .parts
                        .materials
                        .has(&file.sha256)
                        .await
                        .map_err(|e| ApiError::internal("materials", &e))? => {}
                _ => {
                    let help = format!(
                        "send it first: `PUT /v1/packets/{application}/materials/{}`",
                        file.sha256
                    );
                    findings.push(
                        Diagnostic::error(
                            "material.missing",
                            "a file that the packet names has not arrived",
                        )
                        .help(help)
                        .at(place),
                    );
                }
            }
        }
    }
    if findings.is_empty() {
        Ok(())
    } else {
        Err(ApiError::all(StatusCode::UNPROCESSABLE_ENTITY, findings))
    }
}
