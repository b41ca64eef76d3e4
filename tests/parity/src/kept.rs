//! Cases on which hosts once differed: kept as small as they could be made, and decided first in every run.

use crate::case::Case;
use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// A kept case: the file `ITEM-NUMBER.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// The host that differed, and what was done there.
    pub differed: String,
    /// The case.
    pub request: Case,
}

/// Reads all kept cases of a folder, in the order of their names. A folder that is not there holds none.
pub fn read(folder: &Path) -> Result<Vec<(PathBuf, Kept)>> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Ok(Vec::new());
    };
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .collect();
    files.sort();
    files
        .into_iter()
        .map(|file| {
            let text = std::fs::read_to_string(&file)?;
            let kept = serde_json::from_str(&text)
                .with_context(|| format!("`{}` is no kept case", file.display()))?;
            Ok((file, kept))
        })
        .collect()
}

/// Keeps a case; gives the file. The same case is kept once.
pub fn keep(folder: &Path, kept: &Kept) -> Result<PathBuf> {
    for (file, old) in read(folder)? {
        if old.request == kept.request {
            return Ok(file);
        }
    }
    std::fs::create_dir_all(folder)?;
    let mut number = 1;
    let file = loop {
        let file = folder.join(format!("{}-{number}.json", kept.request.item));
        if !file.exists() {
            break file;
        }
        number += 1;
    };
    std::fs::write(&file, serde_json::to_string_pretty(kept)? + "\n")?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_was_kept_is_read_again_and_kept_once() {
        let folder = std::env::temp_dir().join(format!("tongban-kept-{}", std::process::id()));
        let kept = |name: &str| Kept {
            differed: "node (from its draft)".into(),
            request: Case {
                item: "retirement".into(),
                as_of: "2026-03-02".into(),
                region: None,
                facts: [("applicantName".to_owned(), json!(name))].into(),
                materials: Default::default(),
            },
        };
        let first = keep(&folder, &kept("𠮷野")).unwrap();
        assert_eq!(keep(&folder, &kept("𠮷野")).unwrap(), first);
        assert_ne!(keep(&folder, &kept("张三")).unwrap(), first);
        let read: Vec<Kept> = read(&folder)
            .unwrap()
            .into_iter()
            .map(|(_, kept)| kept)
            .collect();
        assert_eq!(read, [kept("𠮷野"), kept("张三")]);
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
