//! The engine's texts stand in the catalogue.

use tongban_engine::texts::keys::KEYS;

#[test]
fn the_catalogue_holds_every_text_of_the_engine() {
    let file = include_str!("../../../../catalog/messages/engine.yaml");
    for (key, ..) in KEYS {
        assert!(
            file.lines()
                .any(|line| line.starts_with(&format!("{key}: "))),
            "`{key}` is missing; `cargo run -p tongban-engine --example engine-messages` writes the defaults"
        );
    }
}
