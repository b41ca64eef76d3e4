//! Runs the program.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What a run gave.
pub struct Run {
    /// Exit code.
    pub code: i32,
    /// Output.
    pub out: String,
    /// Error output.
    pub err: String,
}

impl Run {
    /// The output as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out)
            .unwrap_or_else(|_| panic!("not JSON: {}{}", self.out, self.err))
    }
}

/// The reference catalogue.
pub fn catalog() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalog")
}

/// Runs `tongban` over the reference catalogue.
pub fn tongban(arguments: &[&str]) -> Run {
    let catalog = catalog();
    let mut all = vec!["--catalog", catalog.to_str().expect("a path")];
    all.extend(arguments);
    plain(&all)
}

/// Runs `tongban` with these arguments alone.
pub fn plain(arguments: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_tongban"))
        .args(arguments)
        .output()
        .expect("the program runs");
    Run {
        code: output.status.code().expect("an exit code"),
        out: String::from_utf8(output.stdout).expect("text"),
        err: String::from_utf8(output.stderr).expect("text"),
    }
}

/// A file for one test.
pub fn file(name: &str, content: &[u8]) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    std::fs::write(&path, content).expect("a file");
    path.to_str().expect("a path").to_owned()
}
