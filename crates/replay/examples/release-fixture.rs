//! Writes the fixture of a release: its module, compressed, and packets of every item and outcome that it made.
//!
//!     cargo run -p tongban-replay --example release-fixture -- target/tongban/module.wasm catalog tests/releases/0.1.0
//!
//! It is run once, when a release is made; what it wrote is never written again.

use std::collections::BTreeSet;
use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::{env, fs};
use tongban_catalog::authored::Case;
use tongban_engine::api::{OpenOptions, Origin, Packet, WireValue};
use tongban_engine::{Engine, GivenMaterial, Module, Session, digest, json};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [module, catalog, out] = arguments.as_slice() else {
        return Err("usage: release-fixture MODULE CATALOG OUT".into());
    };
    let bytes = fs::read(module)?;
    let engine = Module::load(&bytes).map_err(|found| found.message)?;
    let out = Path::new(out);
    fs::create_dir_all(out.join("packets"))?;
    let mut compressed = Vec::new();
    brotli::BrotliCompress(
        &mut bytes.as_slice(),
        &mut compressed,
        &brotli::enc::BrotliEncoderParams {
            quality: 11,
            lgwin: 24,
            ..Default::default()
        },
    )?;
    fs::write(out.join("module.wasm.br"), &compressed)?;
    println!(
        "module {}: {} bytes, {} compressed",
        digest(&bytes),
        bytes.len(),
        compressed.len()
    );

    let checked = tongban_catalog::check(tongban_catalog::load(Path::new(catalog)), None);
    let mut written = BTreeSet::new();
    for case in &checked.authored.cases {
        let session = session(&engine, case)?;
        for kind in kinds(&session, case) {
            let name = format!("{}-{kind}", case.item);
            if !written.insert(name.clone()) {
                continue;
            }
            let mut session = session.clone();
            if kind == "disputed" {
                dispute(&mut session)?;
            }
            // The host's random number; here it must be the same each time.
            let id = &digest(name.as_bytes())[..32];
            let packet = session.packet(id, None).map_err(|found| found.message)?;
            let packet = as_registered(packet);
            fs::write(
                out.join(format!("packets/{name}.json")),
                json::canonical_of(&packet).map_err(|found| found.message)?,
            )?;
        }
    }
    for name in written {
        println!("{name}");
    }
    Ok(())
}

/// What a case is an example of: its outcome first.
fn kinds(session: &Session, case: &Case) -> Vec<String> {
    let view = session.view();
    let mut kinds = vec![view.verdict.kind];
    let given = |how: &str| case.materials.iter().any(|given| given.how.value == how);
    for how in ["promised", "deferred", "rendered", "covered", "shared"] {
        if given(how) {
            kinds.push(how.to_owned());
        }
    }
    if !case.unreachable.is_empty() || !case.no_data.is_empty() {
        kinds.push("unknown".to_owned());
    }
    if disputable(session).is_some() {
        kinds.push("disputed".to_owned());
    }
    kinds
}

/// A fact that a register answers and a person may call wrong.
fn disputable(session: &Session) -> Option<String> {
    let draft = session.draft();
    let mut facts = draft.facts.into_iter();
    let fact = facts.find(|(path, fact)| {
        !path.contains('[')
            && fact.unknown.is_none()
            && fact.value.is_string()
            && path == "paidMonths"
    });
    fact.map(|(path, _)| path)
}

fn dispute(session: &mut Session) -> Result<(), Box<dyn Error>> {
    let Some(path) = disputable(session) else {
        return Ok(());
    };
    let claimed = WireValue::String("240".to_owned());
    session
        .dispute(&path, "转入的年限没有算进去", Some(claimed))
        .map_err(|found| found.message)?;
    Ok(())
}

/// Packets of a channel say where an entry came from; one of them was typed with full-width digits.
fn as_registered(mut packet: Packet) -> Packet {
    for (path, fact) in packet.facts.iter_mut() {
        let register = ["paidMonths", "birthDate"].contains(&path.as_str());
        if register && fact.raw.is_none() {
            fact.origin = Origin::Register;
        }
    }
    packet
}

/// The session that a case describes.
fn session(engine: &Arc<Engine>, case: &Case) -> Result<Session, Box<dyn Error>> {
    let mut session = engine
        .open(OpenOptions {
            item: case.item.clone(),
            as_of: case.as_of.value.clone(),
            region: case.region.as_ref().map(|region| region.value.clone()),
            ..OpenOptions::default()
        })
        .map_err(|found| found.message)?;
    let mut facts: std::collections::BTreeMap<String, WireValue> = case
        .facts
        .iter()
        .map(|(fact, value)| (fact.value.clone(), full_width(value)))
        .collect();
    for (reason, list) in [
        ("unreachable", &case.unreachable),
        ("no-data", &case.no_data),
    ] {
        for fact in list {
            facts.insert(
                fact.value.clone(),
                serde_json::json!({ "$unknown": reason }),
            );
        }
    }
    session.set_facts(&facts).map_err(|found| found.message)?;
    for given in &case.materials {
        let how = GivenMaterial::How(given.how.value.clone());
        session
            .give(&given.material.value, &how)
            .map_err(|found| found.message)?;
    }
    Ok(session)
}

/// Mobile numbers as a phone's Chinese keyboard may write them: the packet keeps what was typed beside the value.
fn full_width(value: &WireValue) -> WireValue {
    match value.as_str() {
        Some(text)
            if text.len() == 11
                && text.starts_with('1')
                && text.bytes().all(|b| b.is_ascii_digit()) =>
        {
            let wide = |digit: char| char::from_u32(digit as u32 - '0' as u32 + '０' as u32);
            WireValue::String(text.chars().filter_map(wide).collect())
        }
        _ => value.clone(),
    }
}
