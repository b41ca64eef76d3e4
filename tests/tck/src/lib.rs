//! Runs cases of the DMN Technology Compatibility Kit: a folder of models (`*.dmn`) and expected
//! results (`*-test-*.xml`).

pub mod case;
pub mod compare;
pub mod exceptions;
pub mod folder;
pub mod report;
pub mod run;
pub mod value;

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};
use tongban_feel::StandardLibrary;
use tongban_feel::library::moment;

/// The repository's top.
#[must_use]
pub fn repository() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// The library that cases run with: this machine's clock, read in Greenwich.
#[must_use]
pub fn library() -> StandardLibrary {
    StandardLibrary::with_clock(|| {
        #[expect(
            clippy::disallowed_methods,
            reason = "`now()` and `today()` of the standard profile; no rule of the catalogue has them"
        )]
        let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
        moment(i64::try_from(now.as_secs()).ok()?, now.subsec_nanos())
    })
}

/// Where the kit should be: `TCK_DIR`, else `shared/tck` beside the checkout.
///
/// The second value says whether it is the folder that `docs/conformance.md` is about.
#[must_use]
pub fn kit() -> (PathBuf, bool) {
    match std::env::var_os("TCK_DIR") {
        Some(folder) => (PathBuf::from(folder), false),
        None => {
            let top = repository();
            let beside = top.parent().unwrap_or(&top).join("shared/tck");
            (beside, true)
        }
    }
}

/// As [`kit`], where there is one.
#[must_use]
pub fn cases() -> Option<(PathBuf, bool)> {
    let (folder, usual) = kit();
    folder.is_dir().then_some((folder, usual))
}
