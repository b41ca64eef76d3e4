//! The reference catalogue as the base of generated ones.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Its files, with its sources where others may stand beside.
pub fn base() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalog");
    let mut files = BTreeMap::new();
    let mut left: Vec<PathBuf> = vec![root.clone()];
    while let Some(folder) = left.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                left.push(path);
                continue;
            }
            let inside = path
                .strip_prefix(&root)
                .expect("inside")
                .display()
                .to_string();
            // Two places for sources do not stand side by side.
            let inside = if inside == "bases.yaml" {
                "bases/base.yaml".to_owned()
            } else {
                inside
            };
            files.insert(inside, std::fs::read_to_string(&path).expect("a text"));
        }
    }
    files
}
