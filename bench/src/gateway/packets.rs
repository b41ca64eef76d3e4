//! Packets as the portal makes them.

use std::ops::Range;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, anyhow};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tongban_engine::api::{FileView, OpenOptions, Origin};
use tongban_engine::{EngineError, Module, Session};
use tongban_runtime::Date;

use super::client::Client;
use crate::places::Places;

/// A packet and the file that it cites.
pub struct Ready {
    /// Packet id.
    pub id: String,
    /// The packet.
    pub body: Vec<u8>,
    /// Digest of the file.
    pub sha256: String,
    /// The file.
    pub file: Vec<u8>,
}

const ITEM: &str = "retirement";

fn said(error: EngineError) -> anyhow::Error {
    anyhow!("{}", error.message)
}

/// Packets of `retirement`, one for each number, ready to be handed in.
///
/// # Errors
/// If the module or the registers do not give what they should.
pub fn prepare(places: &Places, client: &Client, numbers: Range<usize>) -> Result<Vec<Ready>> {
    let module = std::fs::read(places.module())?;
    let engine = Module::load(&module).map_err(said)?;
    let options = OpenOptions {
        item: ITEM.into(),
        as_of: today()?,
        region: Some("500103".into()),
        ..OpenOptions::default()
    };
    let mut session = engine.open(options).map_err(said)?;
    let lookup = json!({"item": ITEM, "facts": registers(&session)});
    let known = client.post("/v1/lookups", lookup.to_string().as_bytes())?;
    for (fact, value) in known["answers"].as_object().context("no answers")? {
        match value.get("$unknown").and_then(Value::as_str) {
            Some(reason) => session.mark_unknown(fact, reason).map(drop),
            None => session.set(fact, value, Origin::Register).map(drop),
        }
        .map_err(said)?;
    }
    session
        .set("hasDeemedSpells", &json!(false), Origin::Asked)
        .map_err(said)?;
    session.sign("application-form").map_err(said)?;
    numbers.map(|number| ready(&mut session, number)).collect()
}

/// The office's day.
fn today() -> Result<String> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs() + 8 * 3600;
    // From 0001-01-01, as the run time counts.
    let days = i32::try_from(seconds / 86_400)? + 719_162;
    Ok(Date::from_days(days).context("no date")?.to_string())
}

/// Fields that a register fills.
fn registers(session: &Session) -> Vec<String> {
    let view = session.view();
    view.fields
        .iter()
        .filter(|field| {
            field
                .sources
                .iter()
                .any(|from| from.starts_with("register:"))
        })
        .map(|field| field.path.clone())
        .collect()
}

/// One with a file of its own.
fn ready(session: &mut Session, number: usize) -> Result<Ready> {
    let file = format!("%PDF-1.7\n% personnel file {number}\n{}", "0".repeat(1000)).into_bytes();
    let sha256: String = Sha256::digest(&file)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let view = FileView {
        name: format!("file-{number}.pdf"),
        media: "application/pdf".into(),
        size: u64::try_from(file.len())?,
        sha256: sha256.clone(),
    };
    session.attach("personnel-file", view).map_err(said)?;
    let id = format!("{number:032x}");
    let packet = session.packet(&id, None).map_err(said)?;
    let body = serde_json::to_vec(&packet)?;
    session.detach("personnel-file", &sha256).map_err(said)?;
    Ok(Ready {
        id,
        body,
        sha256,
        file,
    })
}
