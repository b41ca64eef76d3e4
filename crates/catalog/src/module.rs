//! The module: the engine's wasm with the catalogue in custom sections.
//!
//! A new catalogue needs no Rust toolchain: sections of the same names are replaced, everything else stays byte for byte.

use crate::lower::Built;
use tongban_image::{CodecError, decode_image, decode_texts, encode_image, encode_texts};
use wasm_encoder::{CustomSection, Encode, Section};

/// Name of the section that holds the image.
pub const IMAGE_SECTION: &str = "tongban.image";
/// Name of the section with the release as JSON: what a module is, for programs that cannot read its image.
pub const RELEASE_SECTION: &str = "tongban.release";
/// Start of the names of the sections that hold texts; the language follows.
pub const TEXT_SECTION: &str = "tongban.text.";

/// Why no module can be built.
#[derive(Debug, thiserror::Error)]
pub enum ModuleError {
    /// Not a WebAssembly module, or cut short.
    #[error(
        "the engine is not a WebAssembly module: {0}; build it again with `cargo xtask build --only wasm`"
    )]
    NotWasm(String),
    /// A module of the engine alone.
    #[error("the module holds no catalogue; build it with `tongban build`")]
    NoCatalogue,
    /// The catalogue cannot be encoded or decoded.
    #[error(transparent)]
    Image(#[from] CodecError),
}

/// Writes the module: same engine and same catalogue, same bytes.
///
/// # Errors
/// If the engine is no WebAssembly module, or the catalogue is too large.
pub fn build_module(engine: &[u8], built: &Built) -> Result<Vec<u8>, ModuleError> {
    let mut module = without_catalogue(engine)?;
    let catalog = &built.image.catalog;
    let release = serde_json::json!({
        "catalog": catalog.id,
        "version": catalog.version,
        "revision": catalog.revision,
        "effective": catalog.effective,
    });
    append(&mut module, RELEASE_SECTION, release.to_string().as_bytes());
    append(&mut module, IMAGE_SECTION, &encode_image(&built.image)?);
    for texts in &built.texts {
        append(
            &mut module,
            &format!("{TEXT_SECTION}{}", texts.locale),
            &encode_texts(texts)?,
        );
    }
    Ok(module)
}

fn append(module: &mut Vec<u8>, name: &str, data: &[u8]) {
    let section = CustomSection {
        name: name.into(),
        data: data.into(),
    };
    module.push(section.id());
    section.encode(module);
}

/// Reads the catalogue back out of a module.
///
/// # Errors
/// If it is no module, or holds no catalogue that this version reads.
pub fn read_module(module: &[u8]) -> Result<Built, ModuleError> {
    let mut image = None;
    let mut texts = Vec::new();
    for (id, content, _) in sections(module)? {
        let Some((name, data)) = (id == 0).then(|| named(content)).flatten() else {
            continue;
        };
        if name == IMAGE_SECTION.as_bytes() {
            image = Some(decode_image(data)?);
        } else if name.starts_with(TEXT_SECTION.as_bytes()) {
            texts.push(decode_texts(data)?);
        }
    }
    Ok(Built {
        image: image.ok_or(ModuleError::NoCatalogue)?,
        texts,
    })
}

/// The engine without sections that an earlier build appended.
fn without_catalogue(engine: &[u8]) -> Result<Vec<u8>, ModuleError> {
    let mut kept = engine.get(..HEADER.len()).unwrap_or_default().to_vec();
    for (id, content, whole) in sections(engine)? {
        let name = if id == 0 {
            named(content).map(|(name, _)| name)
        } else {
            None
        };
        let ours = name.is_some_and(|name| {
            [IMAGE_SECTION, RELEASE_SECTION]
                .iter()
                .any(|ours| name == ours.as_bytes())
                || name.starts_with(TEXT_SECTION.as_bytes())
        });
        if !ours {
            kept.extend_from_slice(whole);
        }
    }
    Ok(kept)
}

const HEADER: &[u8] = b"\0asm\x01\0\0\0";

/// Id, content and all bytes of a section.
type Raw<'a> = (u8, &'a [u8], &'a [u8]);

/// The sections in order.
fn sections(module: &[u8]) -> Result<Vec<Raw<'_>>, ModuleError> {
    let no = |why: &str| ModuleError::NotWasm(why.to_owned());
    let mut rest = module
        .strip_prefix(HEADER)
        .ok_or_else(|| no("it does not start like one"))?;
    let mut found = Vec::new();
    while let Some((id, body)) = rest.split_first() {
        let (size, head) = length(body).ok_or_else(|| no("a section has no length"))?;
        let content = body
            .get(head..head + size)
            .ok_or_else(|| no("it is cut short"))?;
        let (whole, after) = rest.split_at(1 + head + size);
        found.push((*id, content, whole));
        rest = after;
    }
    Ok(found)
}

/// Name and data of a custom section.
fn named(content: &[u8]) -> Option<(&[u8], &[u8])> {
    let (size, head) = length(content)?;
    Some((content.get(head..head + size)?, content.get(head + size..)?))
}

/// An unsigned LEB128 number of at most 32 bits, and how many bytes it takes.
fn length(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut value: u64 = 0;
    for (index, byte) in bytes.iter().take(5).enumerate() {
        value |= u64::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            return Some((usize::try_from(u32::try_from(value).ok()?).ok()?, index + 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn engine() -> Vec<u8> {
        // A module with a custom section of its own in front of an empty type section, and one after it.
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        append(&mut module, "producers", b"x");
        module.extend_from_slice(&[1, 1, 0]);
        append(&mut module, "name", b"y");
        module
    }

    #[test]
    fn sections_of_an_earlier_build_are_replaced() {
        let mut built = engine();
        append(&mut built, IMAGE_SECTION, b"old");
        append(&mut built, RELEASE_SECTION, b"{}");
        append(&mut built, "tongban.text.en", b"old");
        assert_eq!(without_catalogue(&built).expect("a module"), engine());
        assert_eq!(without_catalogue(&engine()).expect("a module"), engine());
        // Also when something was appended after them.
        append(&mut built, "sourceMappingURL", b"z");
        let mut wanted = engine();
        append(&mut wanted, "sourceMappingURL", b"z");
        assert_eq!(without_catalogue(&built).expect("a module"), wanted);
    }

    #[test]
    fn what_is_no_module_is_refused() {
        for bytes in [&b""[..], b"GIF89a", b"\0asm", &engine()[..12]] {
            assert!(without_catalogue(bytes).is_err(), "{bytes:?}");
        }
    }
}
