//! Fixture catalogues: a good one, and single files that break it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tongban_catalog::{Built, Checked, check, load_in, load_texts_in};
use tongban_feel::Lang;

/// A folder of fixtures.
pub fn fixtures(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(name)
}

/// The YAML files below a folder, by path.
pub fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut left = vec![folder.to_owned()];
    while let Some(next) = left.pop() {
        for entry in std::fs::read_dir(&next).expect("a fixture folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                left.push(path);
            } else {
                let inside = path
                    .strip_prefix(folder)
                    .expect("inside")
                    .to_string_lossy()
                    .replace('\\', "/");
                found.insert(inside, std::fs::read_to_string(&path).expect("a text"));
            }
        }
    }
    found
}

/// The good catalogue.
pub fn good() -> Checked {
    check(load_in(&fixtures("good"), Lang::En), None)
}

/// The good catalogue, compiled.
pub fn built() -> Built {
    let checked = good();
    let findings: Vec<_> = checked
        .findings
        .iter()
        .map(|finding| tongban_catalog::render(finding, &checked.sources, "en", false))
        .collect();
    checked
        .built
        .unwrap_or_else(|| panic!("the good catalogue has errors:\n{}", findings.join("\n\n")))
}

/// The good catalogue with files laid over it, read in a language.
pub fn broken(name: &str, lang: Lang) -> Checked {
    let mut all = files(&fixtures("good"));
    all.extend(files(&fixtures("broken").join(name)));
    check(
        load_texts_in(
            all.iter()
                .map(|(path, text)| (path.as_str(), text.as_str())),
            lang,
        ),
        None,
    )
}
