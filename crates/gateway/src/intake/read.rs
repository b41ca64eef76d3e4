//! Reading what arrives: byte cap, UTF-8, depth, duplicate keys, types, in this order.

use crate::diagnostic::Diagnostic;
use crate::error::ApiError;
use crate::limits::{MAX_PACKET_BYTES, MAX_PACKET_DEPTH, MAX_PACKET_VALUES};
use crate::ports::from_engine;
use axum::http::StatusCode;
use serde_json::Value;
use tongban_engine::api::Packet;
use tongban_engine::json::{self, Limits};

/// Reads JSON strictly.
pub fn strict_json(bytes: &[u8], cap: usize) -> Result<Value, ApiError> {
    let limits = Limits {
        bytes: cap,
        depth: MAX_PACKET_DEPTH,
        values: MAX_PACKET_VALUES,
    };
    json::read_with(bytes, limits)
        .map_err(|e| ApiError::new(StatusCode::BAD_REQUEST, from_engine(&e)))
}

/// A packet that was read, with its canonical bytes and digest.
#[derive(Debug)]
pub struct ReadPacket {
    pub packet: Packet,
    pub canonical: Vec<u8>,
    pub digest: String,
    pub item: String,
    pub as_of: String,
    pub region: Option<String>,
}

fn wrong(code: &str, message: &str, place: &str) -> ApiError {
    ApiError::new(
        StatusCode::BAD_REQUEST,
        Diagnostic::error(code, message).at(place),
    )
}

pub fn is_hex(text: &str, digits: usize) -> bool {
    text.len() == digits && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// Reads a packet as far as types go; what the values mean is for the rules.
pub fn read_packet(bytes: &[u8]) -> Result<ReadPacket, ApiError> {
    let value = strict_json(bytes, MAX_PACKET_BYTES)?;
    let canonical = json::canonical(&value)
        .map_err(|e| ApiError::new(StatusCode::BAD_REQUEST, from_engine(&e)))?;
    let packet: Packet =
        json::shape(value).map_err(|e| ApiError::new(StatusCode::BAD_REQUEST, from_engine(&e)))?;
    if !is_hex(&packet.id, 32) {
        return Err(wrong(
            "packet.id",
            "the packet's id is not 32 lower-case hex digits",
            "id",
        )
        .help("make a random 128-bit id when the application starts"));
    }
    if packet
        .supersedes
        .as_deref()
        .is_some_and(|id| !is_hex(id, 32))
    {
        return Err(wrong(
            "packet.id",
            "the replaced packet's id is not 32 lower-case hex digits",
            "supersedes",
        ));
    }
    let text = |key: &str| {
        packet
            .decision
            .get(key)
            .and_then(Value::as_str)
            .map(str::to_owned)
    };
    let missing = |key: &str| {
        wrong(
            "packet.decision",
            "the decision lacks a part that every decision has",
            &format!("decision.{key}"),
        )
    };
    let item = text("item").ok_or_else(|| missing("item"))?;
    let as_of = text("asOf").ok_or_else(|| missing("asOf"))?;
    let region = text("region");
    Ok(ReadPacket {
        digest: crate::secrets::sha256_hex(&canonical),
        item,
        as_of,
        region,
        packet,
        canonical,
    })
}
