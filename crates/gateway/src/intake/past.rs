//! Replay of a packet by the module that made it: the one in force, or an earlier one out of the archive.

use super::read::ReadPacket;
use crate::diagnostic::Diagnostic;
use crate::error::{ApiError, ApiResult};
use crate::limits::REPLAY_SECONDS;
use crate::ports::{Replay, civil_date, from_engine, replayed};
use crate::state::Inner;
use axum::http::StatusCode;
use serde_json::Value;
use tongban_engine::api::BundlePacket;

/// How a packet replayed, or what its module refused.
pub type Replayed = Result<Replay, Vec<Diagnostic>>;

/// The digest of the module that made a packet, when that is not the one in force.
pub fn earlier_module<'a>(state: &Inner, read: &'a ReadPacket) -> Option<&'a str> {
    let made_with = read.packet.decision.get("module").and_then(Value::as_str)?;
    (made_with != state.parts.module.digest()).then_some(made_with)
}

/// Replays a bundle's packet together with its items'; `None`: only each item's packet by itself can be replayed.
pub fn replay_bundle(state: &Inner, packet: &BundlePacket) -> Option<Replayed> {
    let made_with = packet.decision.get("module").and_then(Value::as_str);
    let module = &state.parts.module;
    if made_with.is_some_and(|made_with| made_with != module.digest()) {
        return None;
    }
    module.replay_bundle(packet)
}

/// Replays a packet; takes milliseconds, so it runs on a thread of its own.
pub fn replay(state: &Inner, read: &ReadPacket) -> ApiResult<Replayed> {
    let Some(digest) = earlier_module(state, read) else {
        return Ok(state.parts.module.replay(&read.canonical));
    };
    let archive = &state.parts.modules;
    let failed = |cause| ApiError::internal("modules", &cause);
    let now = state.now();
    if let Some(day) = archive.retired(digest).map_err(failed)?
        && day <= civil_date(now)
    {
        let finding = Diagnostic::error(
            "replay.module-retired",
            format!("packets made with this module are not taken since `{day}`"),
        )
        .help("load the current module, open the draft again and send the new packet");
        return Err(ApiError::new(StatusCode::CONFLICT, finding));
    }
    let Some(past) = archive.past(digest).map_err(failed)? else {
        // Not one of ours: the module in force says so.
        return Ok(state.parts.module.replay(&read.canonical));
    };
    let ends = now.saturating_add(REPLAY_SECONDS);
    let report = past.replay(&read.canonical, &mut || state.now() <= ends);
    Ok(match report {
        Ok(report) => Ok(replayed(report)),
        Err(found) => {
            if let Some(fault) = found.iter().find(|one| one.code == "replay.module-faulty") {
                return Err(ApiError::internal("replay", &fault.message));
            }
            Err(found.iter().map(from_engine).collect())
        }
    })
}
