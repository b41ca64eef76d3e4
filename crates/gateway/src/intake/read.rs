//! Reading what arrives: byte cap, UTF-8, depth, duplicate keys, types, in this order.

use crate::diagnostic::Diagnostic;
use crate::error::ApiError;
use crate::limits::{MAX_PACKET_BYTES, MAX_PACKET_DEPTH, MAX_PACKET_VALUES};
use crate::ports::from_engine;
use axum::http::StatusCode;
use serde_json::Value;
use tongban_engine::api::{BundlePacket, Packet};
use tongban_engine::json::{self, Limits};
use tongban_engine::{BUNDLE_SCHEMA, EngineError};

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

/// A bundle's packet that was read, with its canonical bytes and digest.
#[derive(Debug)]
pub struct ReadBundle {
    pub packet: BundlePacket,
    pub canonical: Vec<u8>,
    pub digest: String,
    /// The bundle that its decision names.
    pub bundle: String,
}

/// What arrived.
#[derive(Debug)]
pub enum Incoming {
    Item(Box<ReadPacket>),
    Bundle(Box<ReadBundle>),
}

fn refused(error: &EngineError) -> ApiError {
    ApiError::new(StatusCode::BAD_REQUEST, from_engine(error))
}

/// Reads a packet as far as types go; what the values mean is for the rules.
pub fn read_any(bytes: &[u8]) -> Result<Incoming, ApiError> {
    let value = strict_json(bytes, MAX_PACKET_BYTES)?;
    let canonical = json::canonical(&value).map_err(|e| refused(&e))?;
    if value.get("schema").and_then(Value::as_str) != Some(BUNDLE_SCHEMA) {
        let packet = json::shape(value).map_err(|e| refused(&e))?;
        return Ok(Incoming::Item(Box::new(read_packet(packet, canonical)?)));
    }
    let packet: BundlePacket = json::shape(value).map_err(|e| refused(&e))?;
    check_ids(&packet.id, packet.supersedes.as_deref())?;
    let bundle = packet.decision.get("bundle").and_then(Value::as_str);
    let bundle = bundle.map(str::to_owned).ok_or_else(|| {
        wrong(
            "packet.decision",
            "the decision names no bundle",
            "decision.bundle",
        )
    })?;
    if packet.members.is_empty() {
        return Err(wrong(
            "packet.bundle",
            "no item of the bundle is applied for",
            "members",
        )
        .help("answer what is to be applied for; at least one item takes part"));
    }
    Ok(Incoming::Bundle(Box::new(ReadBundle {
        digest: crate::secrets::sha256_hex(&canonical),
        bundle,
        packet,
        canonical,
    })))
}

fn check_ids(id: &str, supersedes: Option<&str>) -> Result<(), ApiError> {
    if !is_hex(id, 32) {
        return Err(wrong(
            "packet.id",
            "the packet's id is not 32 lower-case hex digits",
            "id",
        )
        .help("make a random 128-bit id when the application starts"));
    }
    if supersedes.is_some_and(|id| !is_hex(id, 32)) {
        return Err(wrong(
            "packet.id",
            "the replaced packet's id is not 32 lower-case hex digits",
            "supersedes",
        ));
    }
    Ok(())
}

/// The packet of one item; `canonical` are its bytes.
pub fn read_packet(packet: Packet, canonical: Vec<u8>) -> Result<ReadPacket, ApiError> {
    check_ids(&packet.id, packet.supersedes.as_deref())?;
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
