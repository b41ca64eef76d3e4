//! The properties on random bytes, without a fuzzer; and on what was found before.

use proptest::prelude::*;
use std::path::Path;
use tongban_feel::pages::{Dictionary, all};
use tongban_feel::{Profile, compile};

const MODEL: &str = include_str!("../corpus/dmn_xml/table.dmn");
const TABLE: &str = include_str!("../corpus/csv_table/complete.csv");
const REQUEST: &str = include_str!("../corpus/decide/retirement.json");
const IMAGE: &[u8] = include_bytes!("../corpus/image/small");

/// A text with some characters replaced.
fn damaged(text: &str, damage: Vec<(prop::sample::Index, char)>) -> String {
    let mut text: Vec<char> = text.chars().collect();
    for (place, with) in damage {
        let place = place.index(text.len());
        text[place] = with;
    }
    text.into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn any_text_is_read(text in "\\PC{0,80}") {
        tongban_fuzz::parse(text.as_bytes());
        tongban_fuzz::compile(text.as_bytes());
    }

    #[test]
    fn any_damaged_rule_is_read(page in 0_usize..30, damage in prop::collection::vec((any::<prop::sample::Index>(), any::<char>()), 1..4)) {
        let pages = all();
        let text: String = pages[page % pages.len()].right.source().chars().take(400).collect();
        tongban_fuzz::compile_and_run(&damaged(&text, damage));
    }

    #[test]
    fn any_damaged_program_ends(page in 0_usize..30, damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let pages = all();
        let source = pages[page % pages.len()].right.source();
        let program = compile(&source, &Dictionary, None, Profile::Strict).expect("a rule").program;
        let mut bytes = postcard::to_allocvec(&program).expect("a program");
        for (place, with) in damage {
            let place = place.index(bytes.len());
            bytes[place] = with;
        }
        tongban_fuzz::evaluate(&bytes);
    }

    #[test]
    fn any_bytes_are_refused_as_an_image(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        tongban_fuzz::image(&bytes);
        tongban_fuzz::evaluate(&bytes);
    }

    #[test]
    fn any_damaged_model_is_read(damage in prop::collection::vec((any::<prop::sample::Index>(), any::<char>()), 1..6)) {
        tongban_fuzz::dmn_xml(damaged(MODEL, damage).as_bytes());
    }
}

proptest! {
    // These read a catalogue, or decide: fewer of them take as long.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(60) })]

    #[test]
    fn any_damaged_image_is_refused_or_decides(damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4)) {
        let mut bytes = IMAGE.to_vec();
        for (place, with) in damage {
            let place = place.index(bytes.len());
            bytes[place] = with;
        }
        tongban_fuzz::image(&bytes);
    }

    #[test]
    fn any_damaged_table_is_read(damage in prop::collection::vec((any::<prop::sample::Index>(), "[ -~\\n，“”→]".prop_map(|text| text.chars().next().unwrap_or(','))), 1..6)) {
        tongban_fuzz::csv_table(damaged(TABLE, damage).as_bytes());
    }

    #[test]
    fn any_damaged_request_is_answered(damage in prop::collection::vec((any::<prop::sample::Index>(), "[ -~]".prop_map(|text| text.chars().next().unwrap_or('0'))), 1..4)) {
        tongban_fuzz::decide(damaged(REQUEST, damage).as_bytes());
    }
}

/// Every target of `fuzz_targets/` with its property.
const TARGETS: [(&str, fn(&[u8])); 7] = [
    ("compile", tongban_fuzz::compile),
    ("csv_table", tongban_fuzz::csv_table),
    ("decide", tongban_fuzz::decide),
    ("dmn_xml", tongban_fuzz::dmn_xml),
    ("evaluate", tongban_fuzz::evaluate),
    ("image", tongban_fuzz::image),
    ("parse", tongban_fuzz::parse),
];

/// Names of what is in a folder, sorted.
fn names(folder: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("`{}`: {error}", folder.display()));
    let mut names: Vec<String> = entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name")).collect();
    names.sort();
    names
}

#[test]
fn every_target_has_a_property_and_a_corpus() {
    let named: Vec<String> = TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    let files: Vec<String> = named.iter().map(|name| format!("{name}.rs")).collect();
    assert_eq!(names("fuzz_targets"), files);
    assert_eq!(names("corpus"), named);
    for name in named {
        assert!(!names(&format!("corpus/{name}")).is_empty(), "`corpus/{name}` is empty");
    }
}

/// Every file of `corpus/<target>` goes through its target.
#[test]
fn what_was_found_before_stays_mended() {
    for (name, target) in TARGETS {
        for file in names(&format!("corpus/{name}")) {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name).join(file);
            target(&std::fs::read(path).expect("a file"));
        }
    }
}

/// Seeds are what they are seeds of, or damaging them tries nothing.
#[test]
fn seeds_are_read() {
    let seed = |name: &str| std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name)).expect("a seed");
    assert!(tongban_image::decode_image(&seed("image/small")).is_ok(), "run the example `seeds` again");
    assert!(postcard::from_bytes::<tongban_runtime::Program>(&seed("evaluate/unknown-name")).is_ok(), "run the example `seeds` again");
}
