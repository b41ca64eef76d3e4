//! Where things are: every path the steps share, so that each is written once.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The repository's top folder. cargo says where it runs this program from; what was compiled in is only for running
/// it without cargo, as a copied target folder would hold another repository's path.
pub fn root() -> &'static Path {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| {
        let running = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let manifest = running.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
        manifest.parent().map_or(manifest.clone(), Path::to_owned)
    })
}

/// A path below the repository's top folder.
pub fn at(relative: &str) -> PathBuf {
    root().join(relative)
}

/// `path` as it reads from the repository's top folder.
pub fn relative(path: &Path) -> &Path {
    path.strip_prefix(root()).unwrap_or(path)
}

/// Stamps and logs of the steps.
pub fn state() -> PathBuf {
    at("target/xtask")
}

/// The target folder of the engine's wasm, apart from the native one so that neither waits for the other.
pub fn wasm_target() -> PathBuf {
    at("target/wasm-build")
}

/// The engine's wasm as rustc wrote it.
pub fn raw_wasm() -> PathBuf {
    raw_wasm_in(&wasm_target())
}

/// The engine's wasm in another target folder.
pub fn raw_wasm_in(target: &Path) -> PathBuf {
    target.join("wasm32-unknown-unknown/wasm/tongban_wasm.wasm")
}

/// The engine's wasm after wasm-bindgen, still without a catalogue.
pub fn engine_wasm() -> PathBuf {
    at("target/tongban/engine.wasm")
}

/// The module: the engine's wasm with the catalogue's image.
pub fn module_wasm() -> PathBuf {
    at("target/tongban/module.wasm")
}

/// JavaScript bindings of the engine, written by wasm-bindgen and not committed.
pub fn bindings() -> PathBuf {
    at("www/engine/src/generated")
}

/// The files that wasm-bindgen writes there; npm scripts may add others.
pub fn binding_files() -> [PathBuf; 3] {
    ["engine.js", "engine.d.ts", "engine_bg.wasm.d.ts"].map(|name| bindings().join(name))
}

/// What a Rust build profile is called and where its programs land.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// Quick to build; what the tests use.
    Dev,
    /// Optimised; what `serve` runs.
    Release,
}

impl Profile {
    /// The name cargo's `--profile` takes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dev => "dev",
            Self::Release => "release",
        }
    }

    /// A program built in this profile.
    pub fn program(self, name: &str) -> PathBuf {
        let folder = match self {
            Self::Dev => "target/debug",
            Self::Release => "target/release",
        };
        at(folder).join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }
}
