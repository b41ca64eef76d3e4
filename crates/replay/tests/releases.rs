//! Modules of earlier releases replay what they made, byte for byte, by their own bytes in the interpreter.

use std::fs;
use std::path::{Path, PathBuf};
use tongban_engine::api::Packet;
use tongban_engine::{ENGINE_ID, Engine, digest, json};
use tongban_replay::Past;

const ITEMS: [&str; 7] = [
    "retirement",
    "flexible-enrolment",
    "staff-change",
    "unemployment-benefit",
    "pension-transfer-in",
    "card-loss",
    "contact-change",
];
const VERDICTS: [&str; 4] = ["blocked", "incomplete", "ready-with-correction", "ready"];

fn releases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/releases");
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    found.sort();
    assert!(!found.is_empty());
    found
}

fn module(release: &Path) -> Vec<u8> {
    let compressed = fs::read(release.join("module.wasm.br")).unwrap();
    let mut module = Vec::new();
    brotli::BrotliDecompress(&mut compressed.as_slice(), &mut module).unwrap();
    module
}

fn packets(release: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found: Vec<_> = fs::read_dir(release.join("packets"))
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, fs::read(path).unwrap())
        })
        .collect();
    found.sort();
    found
}

#[test]
fn every_release_replays_its_packets_byte_for_byte() {
    for release in releases() {
        let module = module(&release);
        let past = Past::open_own(&module).unwrap();
        assert!(past.runs_own_engine());
        let mut seen = Vec::new();
        for (name, bytes) in packets(&release) {
            let packet: Packet = serde_json::from_slice(&bytes).unwrap();
            assert_eq!(
                packet.decision["module"].as_str(),
                Some(past.digest()),
                "{name}"
            );
            let report = past.replay(&bytes, &mut || true).unwrap();
            assert!(report.same, "{name}: {:?}", report.differences);
            assert_eq!(report.differences, [], "{name}");
            assert_eq!(
                json::canonical(&report.decision).unwrap(),
                json::canonical(&packet.decision).unwrap(),
                "{name}"
            );
            assert_eq!(report.decision_digest, packet.decision_digest, "{name}");
            assert_eq!(
                report.packet_digest,
                digest(&bytes),
                "{name}: not canonical"
            );
            seen.push((
                packet.decision["item"].as_str().unwrap().to_owned(),
                packet.decision["verdict"]["kind"]
                    .as_str()
                    .unwrap()
                    .to_owned(),
            ));
        }
        // A fixture that shrinks shows nothing.
        for item in ITEMS {
            assert!(seen.iter().any(|(seen, _)| seen == item), "{item}");
        }
        for verdict in VERDICTS {
            assert!(seen.iter().any(|(_, seen)| seen == verdict), "{verdict}");
        }
    }
}

#[test]
fn a_packet_that_was_changed_is_told_by_the_module_that_made_it() {
    for release in releases() {
        let past = Past::open_own(&module(&release)).unwrap();
        let (name, bytes) = packets(&release)
            .into_iter()
            .find(|(name, _)| name == "retirement-ready")
            .unwrap();
        let mut packet: Packet = serde_json::from_slice(&bytes).unwrap();
        let months = packet.facts.get_mut("paidMonths").unwrap();
        months.value = "12".into();
        let changed = json::canonical_of(&packet).unwrap();
        let report = past.replay(&changed, &mut || true).unwrap();
        assert!(!report.same, "{name}");
        let what: Vec<&str> = report.differences.iter().map(|d| d.what.as_str()).collect();
        assert!(what.contains(&"facts.paidMonths"), "{what:?}");
        assert!(what.contains(&"verdict.kind"), "{what:?}");

        packet.decision["module"] = "0".repeat(64).into();
        let other = json::canonical_of(&packet).unwrap();
        let found = past.replay(&other, &mut || true).unwrap_err();
        assert_eq!(found[0].code, "replay.module");
        let found = past.replay(b"{", &mut || true).unwrap_err();
        assert_eq!(found[0].code, "json.syntax");
    }
}

#[test]
fn the_engine_that_runs_is_chosen_by_the_modules_name_for_it() {
    for release in releases() {
        let module = module(&release);
        let past = Past::open(&module).unwrap();
        let ours = past.label().engine.as_deref() == Some(ENGINE_ID);
        assert_eq!(past.runs_own_engine(), !ours);
        assert_eq!(past.label().release.as_ref().unwrap().catalog, "reference");
        let (_, bytes) = packets(&release).swap_remove(0);
        assert!(past.replay(&bytes, &mut || true).unwrap().same);
        assert_eq!(
            tongban_replay::module_of(&bytes).unwrap(),
            past.digest(),
            "what the packet names"
        );
        assert!(Engine::read_packet(&bytes).is_ok());
    }
}
