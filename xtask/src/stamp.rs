//! Whether a step's inputs changed since it last succeeded.
//!
//! A stamp holds three digests: the inputs' names, sizes and modification times (cheap), the inputs'
//! contents (looked at only when the cheap one differs, so that a fresh checkout or a `touch` rebuilds
//! nothing), and the outputs' names, sizes and modification times (so that a deleted or edited output is
//! made again).

use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// Folders that hold results, never sources.
const RESULT_FOLDERS: [&str; 6] = [
    "target",
    "node_modules",
    "dist",
    "generated",
    "test-results",
    ".git",
];

/// What a finished step was made from and left behind.
#[derive(Debug, PartialEq, Eq)]
pub struct Stamp {
    quick: String,
    content: String,
    outputs: String,
}

impl Stamp {
    /// The state of `inputs` before a step runs, so that an edit during it is not missed; `key` is whatever else the
    /// step depends on, as its flags.
    pub fn before(key: &str, inputs: &[PathBuf]) -> Result<Self> {
        let files = files_under(inputs)?;
        Ok(Self {
            quick: quick_digest(key, &files)?,
            content: content_digest(key, &files)?,
            outputs: String::new(),
        })
    }

    /// The same, with the `outputs` that the step left.
    pub fn after(mut self, outputs: &[PathBuf]) -> Result<Self> {
        self.outputs = quick_digest("", &files_under(outputs)?)?;
        Ok(self)
    }

    /// Reads a stamp file; `None` if there is none or it is not one.
    pub fn read(file: &Path) -> Option<Self> {
        let text = fs::read_to_string(file).ok()?;
        let mut lines = text.lines().map(str::to_owned);
        Some(Self {
            quick: lines.next()?,
            content: lines.next()?,
            outputs: lines.next()?,
        })
    }

    /// Writes the stamp file.
    pub fn write(&self, file: &Path) -> Result<()> {
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(
            file,
            format!("{}\n{}\n{}\n", self.quick, self.content, self.outputs),
        )
        .with_context(|| format!("cannot write the stamp `{}`", file.display()))
    }
}

/// Whether the step with this stamp file may be skipped.
///
/// Every output must exist and be as the step left it, and the inputs must be the same in content.
pub fn is_fresh(file: &Path, key: &str, inputs: &[PathBuf], outputs: &[PathBuf]) -> Result<bool> {
    let Some(mut stamp) = Stamp::read(file) else {
        return Ok(false);
    };
    if !outputs.iter().all(|path| path.exists())
        || quick_digest("", &files_under(outputs)?)? != stamp.outputs
    {
        return Ok(false);
    }
    let files = files_under(inputs)?;
    let quick = quick_digest(key, &files)?;
    if quick == stamp.quick {
        return Ok(true);
    }
    if content_digest(key, &files)? != stamp.content {
        return Ok(false);
    }
    stamp.quick = quick;
    stamp.write(file)?;
    Ok(true)
}

/// All files at or under `paths`, sorted; result folders met on the way are left out, paths that do not exist too.
pub fn files_under(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut open: Vec<PathBuf> = paths.iter().filter(|path| path.exists()).cloned().collect();
    while let Some(path) = open.pop() {
        if !path.is_dir() {
            files.push(path);
            continue;
        }
        let entries = fs::read_dir(&path)
            .with_context(|| format!("cannot list the folder `{}`", path.display()))?;
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name();
            if !RESULT_FOLDERS
                .iter()
                .any(|folder| name.to_str() == Some(folder))
            {
                open.push(entry.path());
            }
        }
    }
    files.sort();
    files.dedup();
    Ok(files)
}

fn quick_digest(key: &str, files: &[PathBuf]) -> Result<String> {
    let mut hash = Sha256::new();
    hash.update(key);
    for path in files {
        let meta = fs::metadata(path)
            .with_context(|| format!("cannot read the file `{}`", path.display()))?;
        let modified = meta
            .modified()?
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        hash.update(path.as_os_str().as_encoded_bytes());
        hash.update(meta.len().to_le_bytes());
        hash.update(modified.as_nanos().to_le_bytes());
    }
    Ok(hex(hash))
}

fn content_digest(key: &str, files: &[PathBuf]) -> Result<String> {
    let mut hash = Sha256::new();
    hash.update(key);
    for path in files {
        let bytes =
            fs::read(path).with_context(|| format!("cannot read the file `{}`", path.display()))?;
        hash.update(path.as_os_str().as_encoded_bytes());
        hash.update(Sha256::digest(&bytes));
    }
    Ok(hex(hash))
}

fn hex(hash: Sha256) -> String {
    hash.finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path =
                std::env::temp_dir().join(format!("tongban-xtask-{name}-{}", std::process::id()));
            let _ = fs::remove_dir_all(&path);
            fs::create_dir_all(path.join("src")).expect("a scratch folder");
            fs::write(path.join("src/a.txt"), "one").expect("a source");
            fs::write(path.join("out.txt"), "result").expect("an output");
            Self(path)
        }

        fn fresh(&self, key: &str) -> bool {
            let [inputs, outputs] = self.paths();
            is_fresh(&self.0.join("stamp"), key, &inputs, &outputs).expect("readable folders")
        }

        fn stamp(&self, key: &str) {
            let [inputs, outputs] = self.paths();
            Stamp::before(key, &inputs)
                .and_then(|stamp| stamp.after(&outputs))
                .and_then(|stamp| stamp.write(&self.0.join("stamp")))
                .expect("a stamp");
        }

        fn paths(&self) -> [Vec<PathBuf>; 2] {
            [vec![self.0.join("src")], vec![self.0.join("out.txt")]]
        }

        fn touch(&self, name: &str) {
            let file = fs::File::options()
                .append(true)
                .open(self.0.join(name))
                .expect("a file");
            let later = fs::metadata(self.0.join(name))
                .and_then(|meta| meta.modified())
                .expect("a time")
                + Duration::from_secs(5);
            file.set_modified(later).expect("a new time");
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn a_step_never_run_is_stale_and_a_stamped_one_fresh() {
        let folder = Folder::new("first");
        assert!(!folder.fresh("k"));
        folder.stamp("k");
        assert!(folder.fresh("k"));
    }

    #[test]
    fn a_touched_input_with_the_same_content_stays_fresh() {
        let folder = Folder::new("touch");
        folder.stamp("k");
        folder.touch("src/a.txt");
        assert!(folder.fresh("k"));
    }

    #[test]
    fn changed_added_and_removed_inputs_and_another_key_are_stale() {
        let folder = Folder::new("changes");
        folder.stamp("k");
        assert!(!folder.fresh("another command line"));
        fs::write(folder.0.join("src/a.txt"), "two").expect("a change");
        assert!(!folder.fresh("k"));
        folder.stamp("k");
        fs::write(folder.0.join("src/b.txt"), "new").expect("a new file");
        assert!(!folder.fresh("k"));
        folder.stamp("k");
        fs::remove_file(folder.0.join("src/b.txt")).expect("a removal");
        assert!(!folder.fresh("k"));
    }

    #[test]
    fn a_deleted_or_edited_output_is_made_again() {
        let folder = Folder::new("outputs");
        folder.stamp("k");
        folder.touch("out.txt");
        assert!(!folder.fresh("k"));
        folder.stamp("k");
        fs::remove_file(folder.0.join("out.txt")).expect("a removal");
        assert!(!folder.fresh("k"));
    }

    #[test]
    fn result_folders_are_no_inputs() {
        let folder = Folder::new("results");
        folder.stamp("k");
        fs::create_dir_all(folder.0.join("src/node_modules/x")).expect("a folder");
        fs::write(folder.0.join("src/node_modules/x/y.js"), "").expect("a file");
        assert!(folder.fresh("k"));
    }
}
