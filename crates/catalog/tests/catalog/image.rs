//! The compiled catalogue: complete, in order, the same every time, and bounded when it is read.

use std::collections::BTreeSet;
use tongban_catalog::{build_module, check, load_texts, read_module};
use tongban_image::{
    CodecError, Item, NodeKind, SlotKind, WayKind, decode_image, decode_item, decode_texts,
    encode_image, encode_item, encode_texts,
};

fn item() -> Item {
    decode_item(&crate::support::built().image.items[0].body).expect("an item")
}

fn text(built: &tongban_catalog::Built, locale: &str, id: u32) -> Option<String> {
    built
        .texts
        .iter()
        .find(|texts| texts.locale == locale)
        .expect("a language")
        .entries[id as usize]
        .clone()
}

#[test]
fn what_is_encoded_is_decoded() {
    let built = crate::support::built();
    assert_eq!(
        decode_image(&encode_image(&built.image).expect("bytes")).as_ref(),
        Ok(&built.image)
    );
    assert_eq!(
        decode_item(&encode_item(&item()).expect("bytes")),
        Ok(item())
    );
    for texts in &built.texts {
        assert_eq!(
            decode_texts(&encode_texts(texts).expect("bytes")).as_ref(),
            Ok(texts)
        );
    }
}

#[test]
fn the_same_catalogue_gives_the_same_bytes_whatever_the_order_of_files() {
    let files = crate::support::files(&crate::support::fixtures("good"));
    let engine = b"\0asm\x01\0\0\0";
    let module = |reverse: bool| {
        let mut list: Vec<_> = files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
            .collect();
        if reverse {
            list.reverse();
        }
        let built = check(load_texts(list), None).built.expect("a catalogue");
        build_module(engine, &built).expect("a module")
    };
    let once = module(false);
    assert_eq!(once, module(true));
    assert_eq!(
        build_module(&once, &crate::support::built()).expect("a module"),
        once
    );
    assert_eq!(
        read_module(&once).expect("a catalogue"),
        crate::support::built()
    );
    assert!(read_module(engine).is_err());
}

#[test]
fn an_image_cut_short_or_changed_is_refused_or_read_but_never_more() {
    let bytes = encode_image(&crate::support::built().image).expect("bytes");
    for end in (0..bytes.len()).step_by(7).chain(0..64) {
        assert!(decode_image(&bytes[..end]).is_err(), "cut at {end}");
    }
    let mut longer = bytes.clone();
    longer.push(0);
    assert_eq!(decode_image(&longer), Err(CodecError::Corrupt));
    let mut other = bytes.clone();
    other[4] ^= 0x40;
    assert!(matches!(decode_image(&other), Err(CodecError::OtherAbi(_))));
    for at in (6..bytes.len()).step_by(3) {
        let mut changed = bytes.clone();
        changed[at] = changed[at].wrapping_add(0x81);
        // Another catalogue or an error; never a panic.
        if let Ok(image) = decode_image(&changed) {
            for entry in &image.items {
                let _ = decode_item(&entry.body);
            }
        }
    }
}

#[test]
fn every_node_stands_after_what_it_reads() {
    let item = item();
    for (place, node) in item.nodes.iter().enumerate() {
        for slot in &node.reads {
            if let SlotKind::Computed(earlier) = item.slots[*slot as usize].kind {
                assert!((earlier as usize) < place, "{:?}", node.kind);
            }
            for field in item.fields.iter().filter(|field| field.slot == *slot) {
                assert!(
                    field
                        .visible
                        .is_none_or(|earlier| (earlier as usize) < place),
                    "{:?}",
                    node.kind
                );
            }
        }
    }
    // Each part points at the node that is about it.
    for (number, condition) in item.conditions.iter().enumerate() {
        assert_eq!(
            item.nodes[condition.node as usize].kind,
            NodeKind::Condition(u32::try_from(number).expect("small"))
        );
    }
    for (number, field) in item.fields.iter().enumerate() {
        let number = u32::try_from(number).expect("small");
        assert!(
            field
                .visible
                .is_none_or(|node| item.nodes[node as usize].kind == NodeKind::Visible(number))
        );
        for (at, check) in field.checks.iter().enumerate() {
            assert_eq!(
                item.nodes[check.node as usize].kind,
                NodeKind::Check(number, u32::try_from(at).expect("small"))
            );
        }
    }
}

#[test]
fn facts_that_only_rules_read_become_hidden_inputs_and_computed_ones_come_along() {
    let built = crate::support::built();
    let item = item();
    let slot = |id: &str| {
        let fact = built
            .image
            .facts
            .iter()
            .position(|fact| fact.id == id)
            .expect("a fact");
        item.slots
            .iter()
            .position(|slot| slot.fact as usize == fact)
    };
    let arrears = slot("arrears").expect("a slot");
    assert_eq!(item.slots[arrears].kind, SlotKind::Input);
    assert!(
        !item
            .fields
            .iter()
            .any(|field| field.slot as usize == arrears)
    );
    // Only a message names the missing months.
    let missing = slot("missingMonths").expect("a slot");
    let SlotKind::Computed(node) = item.slots[missing].kind else {
        panic!("not computed")
    };
    assert_eq!(
        item.nodes[node as usize].kind,
        NodeKind::Computed(u32::try_from(missing).expect("small"))
    );
    assert_eq!(
        item.slots[slot("applicationDate").expect("a slot")].kind,
        SlotKind::ApplicationDate
    );
    let group = slot("spells").expect("a slot");
    assert_eq!(item.slots[group].kind, SlotKind::Rows);
    for column in ["spellKind", "spellFrom"] {
        assert_eq!(
            item.slots[slot(column).expect("a slot")].group,
            Some(u32::try_from(group).expect("small"))
        );
    }
    let own = item
        .nodes
        .iter()
        .find(|node| node.group.is_some())
        .expect("a row's rule");
    assert!(matches!(own.kind, NodeKind::Visible(_)));
}

#[test]
fn messages_keep_their_arguments_in_every_language() {
    let built = crate::support::built();
    let unmet = &item().conditions[0].unmet;
    assert_eq!(unmet.args.len(), 2);
    assert_eq!(
        text(&built, "zh-Hans", unmet.text.0).as_deref(),
        Some("还差{0}个月，最少{1}个月")
    );
    assert_eq!(
        text(&built, "en", unmet.text.0).as_deref(),
        Some("{1} months are needed, {0} are missing")
    );
    assert_eq!(
        text(&built, "zh-Hant", unmet.text.0).as_deref(),
        Some("尚欠{0}個月")
    );
    let (_, title) = built
        .image
        .messages
        .iter()
        .find(|(key, _)| key == "page.title")
        .expect("a message");
    assert_eq!(
        text(&built, "zh-Hant", title.0).as_deref(),
        Some("申領{name}")
    );
}

#[test]
fn a_missing_translation_is_none_and_not_a_copy() {
    let mut files = crate::support::files(&crate::support::fixtures("good"));
    files.insert(
        "risks.yaml".to_owned(),
        "- {code: R01, name: 欠费情形, needs: register, basis: [JB31]}\n".to_owned(),
    );
    let checked = check(
        load_texts(
            files
                .iter()
                .map(|(path, text)| (path.as_str(), text.as_str())),
        ),
        None,
    );
    let built = checked.built.expect("a catalogue");
    let name = built.image.risks[0].name.0;
    assert_eq!(text(&built, "en", name), None);
    assert_eq!(text(&built, "zh-Hant", name).as_deref(), Some("欠費情形"));
}

#[test]
fn programs_and_ways_are_kept_as_written() {
    let item = item();
    let distinct: BTreeSet<String> = item
        .programs
        .iter()
        .map(|program| format!("{program:?}"))
        .collect();
    assert_eq!(
        distinct.len(),
        item.programs.len(),
        "equal programs are kept once"
    );
    let kinds: Vec<WayKind> = item
        .materials
        .iter()
        .flat_map(|material| material.ways.iter().map(|way| way.kind))
        .collect();
    assert_eq!(
        kinds,
        [
            WayKind::Shared,
            WayKind::Provided,
            WayKind::Provided,
            WayKind::Deferred
        ]
    );
    assert!(item.materials[0].node.is_none() && item.materials[1].node.is_some());
}
