//! Tools besides cargo: found, checked, installed when missing, or named with the mend.

pub mod browser;
pub mod node;
pub mod wasm_target;

use std::path::PathBuf;

/// The first of `names` found on `PATH`.
pub fn find(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .map(|file| {
            if cfg!(windows) {
                file.with_extension("exe")
            } else {
                file
            }
        })
        .find(|file| file.is_file())
}
