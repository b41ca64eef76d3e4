//! The `tongban` command.
fn main() {}
