//! The properties on random bytes, without a fuzzer; and on what was found before.

use proptest::prelude::*;
use tongban_feel::pages::{Dictionary, all};
use tongban_feel::{Profile, compile};

const MODEL: &str = include_str!("../corpus/dmn_xml/table.dmn");

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
        let mut text: Vec<char> = pages[page % pages.len()].right.source().chars().take(400).collect();
        for (place, with) in damage {
            let place = place.index(text.len());
            text[place] = with;
        }
        tongban_fuzz::compile_and_run(&text.into_iter().collect::<String>());
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
        let mut text: Vec<char> = MODEL.chars().collect();
        for (place, with) in damage {
            let place = place.index(text.len());
            text[place] = with;
        }
        tongban_fuzz::dmn_xml(text.into_iter().collect::<String>().as_bytes());
    }
}

/// Every file of `corpus/<target>` goes through its target.
#[test]
fn what_was_found_before_stays_mended() {
    let targets: [(&str, fn(&[u8])); 5] = [
        ("parse", tongban_fuzz::parse),
        ("compile", tongban_fuzz::compile),
        ("evaluate", tongban_fuzz::evaluate),
        ("image", tongban_fuzz::image),
        ("dmn_xml", tongban_fuzz::dmn_xml),
    ];
    for (name, target) in targets {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name);
        let Ok(files) = std::fs::read_dir(folder) else { continue };
        for file in files {
            target(&std::fs::read(file.expect("an entry").path()).expect("a file"));
        }
    }
}
