//! `tongban build`: the catalogue into a module; no Rust toolchain needed.

use crate::arguments::Arguments;
use crate::opening::{built, checked};
use crate::outcome::Outcome;
use crate::report::counted;
use crate::say::say;
use crate::trouble::Trouble;
use anyhow::Result;
use clap::Args;
use std::path::PathBuf;

/// Compile the catalogue into a module.
#[derive(Debug, Args)]
pub struct Build {
    /// The engine's wasm, or an older module whose catalogue is replaced.
    #[arg(
        long,
        value_name = "FILE",
        default_value = "target/tongban/engine.wasm"
    )]
    pub engine: PathBuf,
    /// Where the module is written.
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
}

impl Build {
    /// Exit 0 when the module is written.
    pub fn run(&self, arguments: &Arguments) -> Result<Outcome> {
        let engine = std::fs::read(&self.engine).map_err(|error| Trouble::NoEngine {
            path: self.engine.display().to_string(),
            why: error.into(),
        })?;
        let checked = checked(arguments)?;
        let built = built(&checked)?;
        let module = tongban_catalog::build_module(&engine, built)?;
        // What no engine would load is not written.
        tongban_engine::Module::load(&module).map_err(crate::opening::Refused)?;
        if let Some(folder) = self
            .output
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
        {
            std::fs::create_dir_all(folder).map_err(|error| Trouble::unwritten(folder, error))?;
        }
        std::fs::write(&self.output, &module)
            .map_err(|error| Trouble::unwritten(&self.output, error))?;
        let digest = tongban_engine::digest(&module);
        if arguments.json {
            say!(
                "{}",
                serde_json::json!({ "digest": digest, "bytes": module.len(), "items": built.image.items.len() })
            );
        } else {
            say!(
                "{}  {}, {}",
                self.output.display(),
                counted(module.len(), "byte", "bytes"),
                counted(built.image.items.len(), "item", "items")
            );
            say!("sha256 {digest}");
        }
        Ok(Outcome::Fine)
    }
}
