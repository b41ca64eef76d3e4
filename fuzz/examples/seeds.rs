//! Writes the seeds of the targets whose inputs are no texts: programs and images. Run it from the
//! repository's root after their encoding changes: `cargo run --manifest-path fuzz/Cargo.toml
//! --no-default-features --example seeds`.

use std::path::Path;
use tongban_catalog::{check, load};
use tongban_feel::pages::{Dictionary, all};
use tongban_feel::{Profile, compile};
use tongban_image::{encode_image, encode_texts};

fn main() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let write = |target: &str, name: &str, bytes: &[u8]| {
        let folder = corpus.join(target);
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join(name), bytes).expect("a file");
    };
    for page in all() {
        if let Ok(compiled) = compile(&page.right.source(), &Dictionary, None, Profile::Strict)
            && compiled.program.nodes().len() < 200
        {
            let bytes = postcard::to_allocvec(&compiled.program).expect("a program");
            write("evaluate", page.name, &bytes);
        }
    }
    let small = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/catalog/tests/fixtures/good");
    let built = check(load(&small), None).built.expect("the small catalogue is right");
    write("image", "small", &encode_image(&built.image).expect("an image"));
    for texts in &built.texts {
        write("image", &format!("texts-{}", texts.locale), &encode_texts(texts).expect("texts"));
    }
}
