//! How a host hands in a module's parts: entries of name and bytes, one after the other.
//!
//! Each entry is `u32` little endian length of the name, the name, `u32` little endian length of the bytes, the bytes.
//! Names are `digest` (lower-case hex), and those of the module's custom sections.

use std::sync::Arc;
use tongban_engine::api::Diagnostic;
use tongban_engine::{Engine, Slice};

const DIGEST: &str = "digest";
const IMAGE: &str = "tongban.image";
const TEXT: &str = "tongban.text.";

/// Why bytes are not a frame.
pub type FrameError = Diagnostic;

/// The parts of a module, which stay in the frame's bytes.
#[derive(Debug)]
pub struct Frame {
    digest: String,
    image: Slice,
    texts: Vec<(String, Slice)>,
}

impl Frame {
    /// Reads a frame.
    ///
    /// # Errors
    /// `module.frame`: cut short, or a part is missing or unknown.
    pub fn read(bytes: Vec<u8>) -> Result<Self, FrameError> {
        let whole = Slice::from(bytes);
        let (mut digest, mut image, mut texts) = (None, None, Vec::new());
        let mut place = 0;
        while place < whole.len() {
            let name = part(&whole, &mut place).ok_or_else(|| broken("is cut short"))?;
            let body = part(&whole, &mut place).ok_or_else(|| broken("is cut short"))?;
            let name =
                core::str::from_utf8(&name).map_err(|_| broken("has a name that is not text"))?;
            if name == DIGEST {
                digest = core::str::from_utf8(&body).ok().map(str::to_owned);
            } else if name == IMAGE {
                image = Some(body);
            } else if let Some(locale) = name.strip_prefix(TEXT) {
                texts.push((locale.to_owned(), body));
            } else {
                return Err(broken("has a part of another name"));
            }
        }
        Ok(Self {
            digest: digest.ok_or_else(|| broken("has no digest"))?,
            image: image.ok_or_else(|| broken("has no image"))?,
            texts,
        })
    }

    /// The engine that these parts make.
    ///
    /// # Errors
    /// Those of [`Engine::from_shared`].
    pub fn engine(self) -> Result<Arc<Engine>, Diagnostic> {
        Engine::from_shared(&self.digest, &self.image, self.texts).map(Arc::new)
    }
}

/// The part at a place, which moves on behind it.
fn part(whole: &Slice, place: &mut usize) -> Option<Slice> {
    let rest = whole.get(*place..)?;
    let (length, rest) = rest.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    let start = place.checked_add(4)?;
    let end = start.checked_add(length)?;
    (length <= rest.len()).then(|| {
        *place = end;
        whole.part(start..end)
    })
}

fn broken(how: &str) -> Diagnostic {
    Diagnostic::error("module.frame", format!("the frame of module parts {how}")).with_help(
        "pass `digest`, `tongban.image` and `tongban.text.<locale>`, each with its length",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut out = Vec::new();
        for (name, body) in parts {
            for bytes in [name.as_bytes(), body] {
                out.extend(u32::try_from(bytes.len()).unwrap().to_le_bytes());
                out.extend_from_slice(bytes);
            }
        }
        out
    }

    #[test]
    fn parts_are_read_in_any_order() {
        let bytes = frame(&[
            ("tongban.text.en", b"t"),
            ("tongban.image", b"i"),
            ("digest", b"d"),
        ]);
        let read = Frame::read(bytes).unwrap();
        assert_eq!((&*read.digest, &*read.image), ("d", &b"i"[..]));
        assert_eq!((&*read.texts[0].0, &*read.texts[0].1), ("en", &b"t"[..]));
    }

    #[test]
    fn every_truncation_is_refused() {
        let bytes = frame(&[("digest", b"d"), ("tongban.image", b"image")]);
        for end in 0..bytes.len() {
            assert_eq!(
                Frame::read(bytes[..end].to_vec()).unwrap_err().code,
                "module.frame",
                "cut at {end}"
            );
        }
    }

    #[test]
    fn other_names_and_wild_lengths_are_refused() {
        assert!(
            Frame::read(frame(&[
                ("digest", b"d"),
                ("tongban.image", b"i"),
                ("more", b"")
            ]))
            .is_err()
        );
        assert!(Frame::read(vec![0xff; 16]).is_err());
    }
}
