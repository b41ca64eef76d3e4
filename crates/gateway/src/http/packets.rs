//! Handing in.

use crate::error::{ApiResult, Diagnostics};
use crate::intake::{Receipt, take};
use crate::limits::MAX_PACKET_BYTES;
use crate::state::State;
use crate::web::{CurrentSession, JsonBytes, Language};
use axum::extract::State as Shared;
use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

/// The receipt.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReceiptAnswer {
    receipt: Receipt,
}

/// Takes a packet. 201 with a receipt; 200 with the same receipt when the same packet was taken before.
#[utoipa::path(post, path = "/v1/packets", tag = "packets", request_body(content_type = "application/json", description = "The packet of an item or of a bundle, as the engine made it"),
    responses((status = 201, body = ReceiptAnswer), (status = 200, body = ReceiptAnswer, description = "taken before"),
        (status = 400, body = Diagnostics, description = "`json.*`, `packet.*`"), (status = 401, body = Diagnostics), (status = 403, body = Diagnostics, description = "`item.*`, `packet.other-subject`"),
        (status = 409, body = Diagnostics, description = "`packet.conflict`, `packet.supersedes`, `replay.module`, `session.no-client`"), (status = 413, body = Diagnostics), (status = 415, body = Diagnostics, description = "`request.media-type`"),
        (status = 422, body = Diagnostics, description = "`packet.replay-differs` with the differences in `related`; `material.missing` for each missing file")))]
pub async fn create(
    Shared(state): Shared<State>,
    session: CurrentSession,
    lang: Language,
    JsonBytes(body): JsonBytes<MAX_PACKET_BYTES>,
) -> ApiResult<(StatusCode, axum::Json<ReceiptAnswer>)> {
    let channel = session.channel().to_owned();
    match take(&state, &session.0, body.into(), lang.tag()).await {
        Ok(taken) => {
            state.metrics.packet(
                &taken.receipt.item,
                &channel,
                if taken.again { "again" } else { "taken" },
            );
            let status = if taken.again {
                StatusCode::OK
            } else {
                StatusCode::CREATED
            };
            Ok((
                status,
                axum::Json(ReceiptAnswer {
                    receipt: taken.receipt,
                }),
            ))
        }
        Err(error) => {
            state.metrics.packet("-", &channel, "refused");
            let code = error.diagnostics.first().map_or("", |d| d.code.as_str());
            tracing::info!(
                code,
                status = error.status.as_u16(),
                channel,
                "packet refused"
            );
            Err(error)
        }
    }
}
