//! A module file: the engine's wasm with the catalogue in custom sections.

use crate::api::Diagnostic;
use crate::{Engine, EngineError};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// Custom section that holds the image.
pub const IMAGE_SECTION: &str = "tongban.image";
/// Custom sections that hold texts: this, then the locale.
pub const TEXT_SECTION: &str = "tongban.text.";
/// Custom section in which the engine's wasm names the engine it is: [`ENGINE_ID`] of its sources.
pub const ENGINE_SECTION: &str = "tongban.engine";
/// Custom section with the [`Release`] as JSON, which every later release can read.
pub const RELEASE_SECTION: &str = "tongban.release";
/// This engine's name: a digest of the sources that decide. The same name, the same decisions.
pub const ENGINE_ID: &str = env!("TONGBAN_ENGINE_ID");
/// Largest module that is read, in bytes.
pub const MAX_MODULE_BYTES: usize = 128 << 20;

/// Loads modules.
#[derive(Debug, Clone, Copy)]
pub struct Module;

impl Module {
    /// Reads a module's catalogue; the engine that runs is this program's own.
    ///
    /// # Errors
    /// `module.*`: too large, not wasm, cut short, no catalogue inside, or a corrupt one.
    pub fn load(module: &[u8]) -> Result<Arc<Engine>, EngineError> {
        let mut image = None;
        let mut texts = Vec::new();
        for (name, body) in sections(module)? {
            if name == IMAGE_SECTION {
                image = Some(body);
            } else if let Some(locale) = name.strip_prefix(TEXT_SECTION) {
                texts.push((locale, body));
            }
        }
        let image = image.ok_or_else(|| {
            Diagnostic::error("module.no-catalog", "the module holds no catalogue")
                .with_help("build it with `tongban build`")
        })?;
        Engine::from_parts(&digest(module), image, texts).map(Arc::new)
    }
}

/// What a module says of itself whatever its engine: it is read without decoding the image.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Label {
    /// Name of the engine inside; none in a file that holds a catalogue only.
    pub engine: Option<String>,
    /// The catalogue's release; none in a module that was built without one.
    pub release: Option<Release>,
}

/// The catalogue's release as it stands in the section `tongban.release`. Keys are only ever added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// Catalogue id.
    pub catalog: String,
    /// Its version, for people.
    pub version: String,
    /// Grows with every release.
    pub revision: u32,
    /// First day in force.
    pub effective: String,
}

impl Label {
    /// Reads a module's label.
    ///
    /// # Errors
    /// `module.*`: too large, not wasm, cut short; `json.*` for a release that is none.
    pub fn read(module: &[u8]) -> Result<Self, EngineError> {
        let mut label = Self::default();
        for (name, body) in sections(module)? {
            if name == ENGINE_SECTION {
                label.engine = core::str::from_utf8(body).ok().map(str::to_owned);
            } else if name == RELEASE_SECTION {
                label.release = Some(crate::json::shape(crate::json::read(body)?)?);
            }
        }
        Ok(label)
    }

    /// Whether this program's engine decides as the module's own does. A file without an engine has no other.
    #[must_use]
    pub fn is_ours(&self) -> bool {
        self.engine.as_deref().is_none_or(|name| name == ENGINE_ID)
    }
}

/// SHA-256 in lower-case hex.
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    use core::fmt::Write as _;
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

fn truncated() -> Diagnostic {
    Diagnostic::error("module.truncated", "the module is cut short or corrupt")
        .with_help("fetch or build it again")
}

/// The custom sections, by name, in file order.
///
/// # Errors
/// `module.too-large`, `module.not-wasm`, `module.truncated`.
pub fn sections(module: &[u8]) -> Result<Vec<(&str, &[u8])>, Diagnostic> {
    if module.len() > MAX_MODULE_BYTES {
        return Err(Diagnostic::error(
            "module.too-large",
            format!("the module is larger than {MAX_MODULE_BYTES} bytes"),
        ));
    }
    let mut rest = module.strip_prefix(b"\0asm\x01\0\0\0").ok_or_else(|| {
        Diagnostic::error(
            "module.not-wasm",
            "these bytes are not a WebAssembly module",
        )
    })?;
    let mut found = Vec::new();
    while let Some((id, after)) = rest.split_first() {
        let (length, after) = leb128(after).ok_or_else(truncated)?;
        let (body, after) = after.split_at_checked(length).ok_or_else(truncated)?;
        if *id == 0 {
            let (length, body) = leb128(body).ok_or_else(truncated)?;
            let (name, content) = body.split_at_checked(length).ok_or_else(truncated)?;
            found.push((
                core::str::from_utf8(name).map_err(|_| truncated())?,
                content,
            ));
        }
        rest = after;
    }
    Ok(found)
}

/// An unsigned 32-bit LEB128 number and what follows it.
fn leb128(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0_u32;
    let mut rest = bytes;
    for shift in [0_u32, 7, 14, 21, 28] {
        let (byte, after) = rest.split_first()?;
        rest = after;
        let part = u32::from(byte & 0x7f);
        if shift == 28 && part > 15 {
            return None;
        }
        value |= part.checked_shl(shift)?;
        if byte & 0x80 == 0 {
            return Some((usize::try_from(value).ok()?, rest));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn custom(name: &str, body: &[u8]) -> Vec<u8> {
        let mut content = vec![u8::try_from(name.len()).unwrap()];
        content.extend_from_slice(name.as_bytes());
        content.extend_from_slice(body);
        let mut out = vec![0, u8::try_from(content.len()).unwrap()];
        out.extend(content);
        out
    }

    #[test]
    fn finds_custom_sections_among_others() {
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        module.extend([1, 2, 9, 9]);
        module.extend(custom("tongban.image", b"abc"));
        module.extend(custom("producers", b""));
        assert_eq!(
            sections(&module).unwrap(),
            [("tongban.image", &b"abc"[..]), ("producers", &b""[..])]
        );
    }

    #[test]
    fn every_truncation_is_an_error_or_has_no_catalogue() {
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        module.extend(custom("tongban.image", b"not an image"));
        for end in 0..=module.len() {
            let code = Module::load(&module[..end]).unwrap_err().code;
            assert!(code.starts_with("module."), "{code}");
        }
    }

    #[test]
    fn a_label_is_read_without_the_image() {
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        assert_eq!(Label::read(&module).unwrap(), Label::default());
        assert!(Label::default().is_ours(), "no engine inside");
        module.extend(custom(IMAGE_SECTION, b"of another format"));
        module.extend(custom(ENGINE_SECTION, b"0123"));
        module.extend(custom(
            RELEASE_SECTION,
            br#"{"catalog":"c","version":"1.2","revision":7,"effective":"2026-01-01","more":1}"#,
        ));
        let label = Label::read(&module).unwrap();
        assert_eq!(label.release.as_ref().unwrap().revision, 7);
        assert!(!label.is_ours());
        let ours = Label {
            engine: Some(ENGINE_ID.to_owned()),
            release: None,
        };
        assert!(ours.is_ours());
        assert_eq!(ENGINE_ID.len(), 32);
    }

    #[test]
    fn a_length_beyond_32_bits_is_refused() {
        assert_eq!(leb128(&[0xff, 0xff, 0xff, 0xff, 0x1f]), None);
        assert_eq!(leb128(&[0x80, 0x80, 0x80, 0x80, 0x80, 0]), None);
        assert_eq!(leb128(&[0xe5, 0x8e, 0x26, 7]), Some((624_485, &[7][..])));
    }
}
