//! Writes the reference of the built-in functions.

use std::{fs, io, path::Path};

fn main() -> io::Result<()> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/language/built-ins.md");
    fs::write(page, tongban_feel::reference::page())
}
