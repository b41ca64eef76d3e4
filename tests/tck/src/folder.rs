//! Folders of a kit: test files, and the models beside them.

use anyhow::{Context as _, Result};
use std::path::{Path, PathBuf};

/// Deepest nesting of folders that is looked into.
const MAX_DEPTH: u32 = 8;

/// A folder with test files.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Folder {
    /// Its name, from the kit's top.
    pub name: String,
    /// Test files, in the order of their names.
    pub tests: Vec<PathBuf>,
    /// Models, in the order of their names.
    pub models: Vec<PathBuf>,
}

/// All folders with test files under a folder, in the order of their names.
///
/// # Errors
/// If a folder cannot be read.
pub fn folders(top: &Path) -> Result<Vec<Folder>> {
    let mut found = Vec::new();
    walk(top, top, MAX_DEPTH, &mut found)?;
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

fn walk(top: &Path, at: &Path, depth: u32, found: &mut Vec<Folder>) -> Result<()> {
    let Some(depth) = depth.checked_sub(1) else {
        return Ok(());
    };
    let mut folder = Folder {
        name: at
            .strip_prefix(top)
            .unwrap_or(at)
            .to_string_lossy()
            .into_owned(),
        tests: Vec::new(),
        models: Vec::new(),
    };
    let entries =
        std::fs::read_dir(at).with_context(|| format!("cannot read `{}`", at.display()))?;
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            walk(top, &path, depth, found)?;
        } else if name.ends_with(".dmn") {
            folder.models.push(path);
        } else if name.ends_with(".xml") && name.contains("-test-") {
            folder.tests.push(path);
        }
    }
    if !folder.tests.is_empty() {
        folder.tests.sort();
        folder.models.sort();
        found.push(folder);
    }
    Ok(())
}
