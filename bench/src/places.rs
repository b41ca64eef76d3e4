//! Where things are.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

/// Folders and files that the measurements read and write.
pub struct Places {
    /// The repository.
    pub root: PathBuf,
    /// The folder `bench` in it.
    pub bench: PathBuf,
}

impl Places {
    /// Those of a repository.
    ///
    /// # Errors
    /// If it is none, or nothing is built.
    pub fn of(root: &Path) -> Result<Self> {
        let places = Self {
            root: root.to_owned(),
            bench: root.join("bench"),
        };
        for needed in [places.module(), places.engine(), places.tongban()] {
            if !needed.is_file() {
                bail!("`{}` is missing; run `cargo xtask bench`", needed.display());
            }
        }
        Ok(places)
    }

    /// The module with the reference catalogue.
    pub fn module(&self) -> PathBuf {
        self.root.join("target/tongban/module.wasm")
    }

    /// The engine's wasm without a catalogue.
    pub fn engine(&self) -> PathBuf {
        self.root.join("target/tongban/engine.wasm")
    }

    /// The program, optimised.
    pub fn tongban(&self) -> PathBuf {
        let name = format!("target/release/tongban{}", std::env::consts::EXE_SUFFIX);
        self.root.join(name)
    }

    /// The JavaScript package as it is built.
    pub fn package(&self) -> PathBuf {
        self.root.join("www/engine/dist")
    }

    /// The scripts.
    pub fn scripts(&self) -> PathBuf {
        self.bench.join("js")
    }

    /// A folder for what a part makes; it is there.
    ///
    /// # Errors
    /// If it cannot be made.
    pub fn made(&self, part: &str) -> Result<PathBuf> {
        let folder = self.bench.join("target/made").join(part);
        std::fs::create_dir_all(&folder)?;
        Ok(folder)
    }
}
