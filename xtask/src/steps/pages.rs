//! The front ends: `npm run build` of each npm workspace, in the order they need each other.

use std::path::PathBuf;

use anyhow::Result;

use crate::paths;
use crate::step::{Runner, Step};
use crate::tools::node;

/// The folder of each channel's built pages.
pub const DIST: [(&str, &str); 4] = [
    ("portal", "www/portal/dist"),
    ("counter", "www/counter/dist"),
    ("bank", "www/bank/dist"),
    ("kiosk", "kiosk/dist"),
];

/// A front end and what it takes from the others.
struct Page {
    step: &'static str,
    what: &'static str,
    folder: &'static str,
    needs: &'static [&'static str],
}

const ENGINE: &[&str] = &[
    "www/engine/src",
    "www/engine/dist",
    "www/engine/src/generated",
];
const ELEMENTS: &[&str] = &[
    "www/engine/src",
    "www/engine/dist",
    "www/engine/src/generated",
    "www/elements/src",
    "www/elements/dist",
];

const PAGES: [Page; 6] = [
    Page {
        step: "@tongban/engine",
        what: "build the engine's JavaScript package",
        folder: "www/engine",
        needs: &["www/engine/src/generated"],
    },
    Page {
        step: "elements",
        what: "build the web components",
        folder: "www/elements",
        needs: ENGINE,
    },
    Page {
        step: "portal",
        what: "build the portal's pages",
        folder: "www/portal",
        needs: ELEMENTS,
    },
    Page {
        step: "counter",
        what: "build the counter's pages",
        folder: "www/counter",
        needs: ELEMENTS,
    },
    Page {
        step: "bank",
        what: "build the bank terminal's pages",
        folder: "www/bank",
        needs: ELEMENTS,
    },
    Page {
        step: "kiosk",
        what: "build the kiosk's pages",
        folder: "kiosk",
        needs: ELEMENTS,
    },
];

/// Builds every front end that has a `build` script into its `dist` folder.
pub fn run(runner: &mut Runner) -> Result<()> {
    for page in &PAGES {
        if !has_script(page.folder, "build") {
            continue;
        }
        let shared = [
            "package-lock.json",
            "tsconfig.base.json",
            "node_modules/.package-lock.json",
        ];
        let step = Step::new(page.step, page.what)
            .needs([page.folder])
            .needs(shared)
            .needs(page.needs)
            .makes([PathBuf::from(page.folder).join("dist")]);
        runner.need(step, |log| {
            log.run(node::npm()?.args(["run", "build", "--workspace", page.folder]))
        })?;
    }
    Ok(())
}

/// Whether the npm workspace in `folder` has the script `name`.
pub fn has_script(folder: &str, name: &str) -> bool {
    let manifest = std::fs::read_to_string(paths::at(folder).join("package.json"));
    let manifest: Option<serde_json::Value> = manifest
        .ok()
        .and_then(|text| serde_json::from_str(&text).ok());
    manifest.is_some_and(|manifest| manifest.pointer(&format!("/scripts/{name}")).is_some())
}
