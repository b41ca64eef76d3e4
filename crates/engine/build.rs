//! Names the engine by its sources: two programs with the same name decide the same.
//!
//! A module carries this name in its section `tongban.engine`; a host that has another engine runs the module's own.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// The crates that decide.
const DECIDING: [&str; 3] = ["../runtime/src", "../image/src", "src"];

fn main() -> io::Result<()> {
    let here = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut name = Fnv(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d);
    for part in DECIDING {
        println!("cargo:rerun-if-changed={part}");
        let folder = here.join(part);
        let mut files = Vec::new();
        list(&folder, &mut files)?;
        files.sort();
        for file in files {
            let inside = file.strip_prefix(&folder).unwrap_or(&file);
            name.write(part.as_bytes());
            for step in inside.iter() {
                name.write(step.as_encoded_bytes());
            }
            // A checkout may have other line ends.
            let mut text = fs::read(&file)?;
            text.retain(|byte| *byte != b'\r');
            name.write(&text);
        }
    }
    println!("cargo:rustc-env=TONGBAN_ENGINE_ID={:032x}", name.0);
    Ok(())
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            list(&path, files)?;
        } else if path.extension().is_some_and(|ends| ends == "rs") {
            files.push(path);
        }
    }
    Ok(())
}

/// FNV-1a of 128 bits: enough to tell sources apart; nothing rests on its being hard to invert.
struct Fnv(u128);

impl Fnv {
    fn write(&mut self, bytes: &[u8]) {
        let length = (bytes.len() as u64).to_le_bytes();
        for byte in length.iter().chain(bytes) {
            self.0 = (self.0 ^ u128::from(*byte)).wrapping_mul(0x0100_0000_0000_0000_0000_013b);
        }
    }
}
