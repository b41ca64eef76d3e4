//! Images from untrusted modules: a clear error, never a panic.

use crate::common::{built, engine_of, options};
use proptest::prelude::*;
use tongban_engine::{Engine, Module, Slice};
use tongban_image::{Image, Item, NodeKind, decode_item, encode_image, encode_item, encode_texts};

fn with_item(change: impl FnOnce(&mut Item)) -> String {
    let mut built = built();
    let mut item = decode_item(&built.image.items[0].body).unwrap();
    change(&mut item);
    built.image.items[0].body = encode_item(&item).unwrap().into();
    engine_of(&built)
        .open(options())
        .unwrap_err()
        .code
        .into_owned()
}

fn suggested(item: &mut Item) -> &mut tongban_image::Suggest {
    let text = item.conditions[0].unmet.clone();
    item.suggest.get_or_insert(tongban_image::Suggest {
        from: 0,
        ahead_months: 0,
        text,
        unless: Vec::new(),
    })
}

#[test]
fn an_item_with_wild_indices_is_refused() {
    for change in [
        |item: &mut Item| item.fields[0].slot = 9999,
        |item: &mut Item| item.nodes[0].program = 9999,
        |item: &mut Item| item.nodes[0].reads = vec![9999],
        |item: &mut Item| item.nodes[0].group = Some(0),
        |item: &mut Item| item.nodes[0].kind = NodeKind::Condition(77),
        |item: &mut Item| item.conditions[0].node = 9999,
        |item: &mut Item| item.conditions[0].unmet.args = vec![9999],
        |item: &mut Item| item.conditions[0].basis = vec![9999],
        |item: &mut Item| item.materials[0].material = 9999,
        |item: &mut Item| item.risks[0].risk = 9999,
        |item: &mut Item| item.pages[0].sections[0].fields.push(9999),
        |item: &mut Item| item.pages[0].sections[0].fields.push(0),
        |item: &mut Item| item.pages.clear(),
        |item: &mut Item| item.effects.push((String::new(), String::new(), 9999)),
        |item: &mut Item| suggested(item).from = 9999,
        |item: &mut Item| suggested(item).text.args = vec![9999],
        |item: &mut Item| {
            let text = suggested(item).text.clone();
            let one = tongban_image::Unless {
                id: "x".into(),
                program: 9999,
                text,
            };
            suggested(item).unless.push(one);
        },
        |item: &mut Item| item.id = "other".into(),
        |item: &mut Item| {
            // A rule that reads its own result: the visibility of a field reads that field.
            let field = item
                .fields
                .iter()
                .position(|field| field.visible.is_some())
                .unwrap();
            let node = item.fields[field].visible.unwrap();
            item.nodes[node as usize]
                .reads
                .push(item.fields[field].slot);
        },
    ] {
        assert_eq!(with_item(change), "module.item");
    }
}

#[test]
fn a_module_with_a_part_missing_or_cut_is_refused() {
    let built = built();
    let image = encode_image(&built.image).unwrap();
    let texts = encode_texts(&built.texts[0]).unwrap();
    let code = |image: &[u8], texts: Vec<(&str, &[u8])>| {
        Engine::from_parts("d", image, texts)
            .unwrap_err()
            .code
            .into_owned()
    };
    assert_eq!(
        code(&image[..image.len() - 1], vec![("zh-Hans", &texts)]),
        "module.image"
    );
    assert_eq!(code(b"", vec![("zh-Hans", &texts)]), "module.image");
    assert_eq!(code(&image, vec![]), "module.image");
    let engine = Engine::from_parts("d", &image, vec![("zh-Hans", &texts[..9])]).unwrap();
    assert_eq!(engine.about("zh-Hans").unwrap_err().code, "module.texts");
    assert_eq!(
        Module::load(b"\0asm\x01\0\0\0").unwrap_err().code,
        "module.no-catalog"
    );
    assert_eq!(Module::load(b"<html>").unwrap_err().code, "module.not-wasm");
}

#[test]
fn a_damaged_dictionary_is_refused_whole_or_when_an_item_reads_it() {
    let built = built();
    let mut image = encode_image(&built.image).unwrap();
    let texts = encode_texts(&built.texts[0]).unwrap();
    let slot = decode_item(&built.image.items[0].body).unwrap().slots[0].fact;
    let id = built.image.facts.get(slot as usize).unwrap().id.clone();
    // The first place where the id stands is the dictionary; no text holds this byte.
    let mut places = image.windows(id.len());
    let place = places.position(|part| part == id.as_bytes()).unwrap();
    image[place] = 0xFF;
    let refused = Engine::from_parts("d", &image, vec![("zh-Hans", &texts)]).unwrap_err();
    assert_eq!(refused.code, "module.image");
    let texts = vec![("zh-Hans".to_owned(), Slice::from(texts))];
    let engine = std::sync::Arc::new(Engine::from_shared("d", &image.into(), texts).unwrap());
    assert!(engine.about("zh-Hans").is_ok());
    assert_eq!(engine.open(options()).unwrap_err().code, "module.item");
}

fn poke(bytes: &mut [u8], place: usize, value: u8) {
    let place = place % bytes.len();
    bytes[place] = value;
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// Bytes changed at random give an error, or a session that works.
    #[test]
    fn changed_bytes_never_panic(place in any::<usize>(), value: u8, inside: bool) {
        static BUILT: std::sync::LazyLock<(Image, Vec<u8>)> = std::sync::LazyLock::new(|| {
            let built = built();
            let texts = encode_texts(&built.texts[0]).unwrap();
            (built.image, texts)
        });
        let (image, texts) = &*BUILT;
        let bytes = if inside {
            let mut image = image.clone();
            let mut body = image.items[0].body.to_vec();
            poke(&mut body, place, value);
            image.items[0].body = body.into();
            encode_image(&image).unwrap()
        } else {
            let mut bytes = encode_image(image).unwrap();
            poke(&mut bytes, place, value);
            bytes
        };
        // As in wasm, where what is damaged may be found only when it is used.
        let texts = vec![("zh-Hans".to_owned(), Slice::from(texts.clone()))];
        if let Ok(engine) = Engine::from_shared("d", &bytes.into(), texts) {
            let engine = std::sync::Arc::new(engine);
            if let Ok(mut session) = engine.open(options()) {
                let _ = session.add_row("kin");
                for (path, value) in crate::common::facts() {
                    let _ = session.set(path, &value, tongban_engine::api::Origin::Asked);
                }
                let _ = (session.view(), session.next(), session.decision(), session.draft(), session.explain("verdict"));
            }
        }
    }
}
