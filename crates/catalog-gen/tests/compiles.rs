//! Generated catalogues are catalogues: they compile, nothing in them is doubtful, and a seed always gives the same one.

mod base;

use base::base;
use tongban_catalog::{check, load_texts};
use tongban_catalog_gen::{Shape, generate};
use tongban_runtime::Severity;

#[test]
fn every_seed_gives_a_catalogue_without_errors_or_doubts() {
    for seed in 1..=3 {
        let mut files = base();
        files.extend(generate(Shape {
            items: 12,
            seed,
            fields: None,
        }));
        let texts: Vec<(&str, &str)> = files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
            .collect();
        let checked = check(load_texts(texts), None);
        let doubts: Vec<_> = (checked.findings.iter())
            .filter(|finding| finding.severity != Severity::Hint)
            .collect();
        assert!(doubts.is_empty(), "seed {seed}: {doubts:#?}");
        let built = checked.built.expect("it compiles");
        assert_eq!(
            built
                .image
                .items
                .iter()
                .filter(|item| item.group == "G")
                .count(),
            12
        );
    }
}

#[test]
fn a_seed_gives_the_same_bytes_and_an_item_does_not_change_when_others_are_added() {
    let few = generate(Shape {
        items: 5,
        seed: 7,
        fields: None,
    });
    let many = generate(Shape {
        items: 9,
        seed: 7,
        fields: None,
    });
    assert_eq!(
        few,
        generate(Shape {
            items: 5,
            seed: 7,
            fields: None
        })
    );
    for (path, text) in few.iter().filter(|(path, _)| path.starts_with("items/")) {
        assert_eq!(many.get(path), Some(text), "{path}");
    }
    let other = generate(Shape {
        items: 5,
        seed: 8,
        fields: None,
    });
    assert_ne!(
        few.get("items/G/generated-0001.yaml"),
        other.get("items/G/generated-0001.yaml")
    );
}

#[test]
fn the_number_of_fields_can_be_chosen() {
    let files = generate(Shape {
        items: 1,
        seed: 1,
        fields: Some(200),
    });
    let item = files.get("items/G/generated-0001.yaml").expect("the item");
    let fields = item.matches("- fact: ").count();
    assert!((200..=215).contains(&fields), "{fields}");
}
