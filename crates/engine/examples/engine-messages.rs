//! Prints the defaults of `catalog/messages/engine.yaml`.
fn main() {
    print!("{}", tongban_engine::texts::keys::as_yaml());
}
