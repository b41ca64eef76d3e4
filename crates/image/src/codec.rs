//! The one binary form: magic, engine ABI, then a postcard body. Bounded before it is read.

use crate::{Image, Item, Slice, TextTable, Texts};
use serde::Serialize;
use tongban_runtime::stored::{Reader, Stored};

/// Changes whenever the meaning of an image changes; a run time refuses any other.
pub const ENGINE_ABI: u16 = 6;
/// Largest image that is read, in bytes.
pub const MAX_IMAGE_BYTES: usize = 64 << 20;

const MAGIC: [u8; 4] = *b"TBI\0";

/// Why bytes are not an image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodecError {
    /// Longer than [`MAX_IMAGE_BYTES`].
    TooLarge,
    /// Does not start like an image.
    NotAnImage,
    /// Written for another engine.
    OtherAbi(u16),
    /// Cut short or corrupt.
    Corrupt,
}

impl core::fmt::Display for CodecError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::TooLarge => write!(
                f,
                "the catalogue image is larger than {MAX_IMAGE_BYTES} bytes"
            ),
            Self::NotAnImage => f.write_str("these bytes are not a catalogue image"),
            Self::OtherAbi(abi) => write!(
                f,
                "the catalogue image was built for engine format {abi}, this engine reads {ENGINE_ABI}"
            ),
            Self::Corrupt => {
                f.write_str("the catalogue image is cut short or corrupt; build the module again")
            }
        }
    }
}

impl core::error::Error for CodecError {}

fn encode<T: Serialize>(value: &T) -> Result<Vec<u8>, CodecError> {
    let body = postcard::to_allocvec(value).map_err(|_| CodecError::TooLarge)?;
    let mut out = Vec::with_capacity(body.len().saturating_add(6));
    out.extend_from_slice(&MAGIC);
    out.extend_from_slice(&ENGINE_ABI.to_le_bytes());
    out.extend_from_slice(&body);
    Ok(out)
}

/// What follows magic and ABI.
fn body(bytes: &[u8]) -> Result<&[u8], CodecError> {
    if bytes.len() > MAX_IMAGE_BYTES {
        return Err(CodecError::TooLarge);
    }
    let rest = bytes.strip_prefix(&MAGIC).ok_or(CodecError::NotAnImage)?;
    let (abi, body) = rest.split_first_chunk::<2>().ok_or(CodecError::Corrupt)?;
    let abi = u16::from_le_bytes(*abi);
    if abi == ENGINE_ABI {
        Ok(body)
    } else {
        Err(CodecError::OtherAbi(abi))
    }
}

fn decode<T: Stored>(bytes: &[u8]) -> Result<T, CodecError> {
    Reader::whole(body(bytes)?).ok_or(CodecError::Corrupt)
}

/// Encodes an image for the custom section `tongban.image`.
pub fn encode_image(image: &Image) -> Result<Vec<u8>, CodecError> {
    encode(image)
}

/// Decodes an image. Indices are not yet trusted: the engine validates them before use.
pub fn decode_image(bytes: &[u8]) -> Result<Image, CodecError> {
    let image = share_image(&Slice::from(bytes.to_vec()))?;
    if image.is_whole() {
        Ok(image)
    } else {
        Err(CodecError::Corrupt)
    }
}

/// The same, where facts, functions and the bodies of items stay in the bytes that it is decoded from until they are
/// asked for. What is damaged of them is found then.
pub fn share_image(bytes: &Slice) -> Result<Image, CodecError> {
    let body = body(bytes)?;
    let whole = bytes.part(bytes.len().saturating_sub(body.len())..bytes.len());
    let mut image: Image = Reader::whole(&whole).ok_or(CodecError::Corrupt)?;
    let bundles = image.bundles.iter_mut().map(|bundle| &mut bundle.entry);
    for entry in image.items.iter_mut().chain(bundles) {
        entry.body.settle(&whole);
    }
    image.facts.settle(&whole);
    image.functions.settle(&whole);
    Ok(image)
}

/// Encodes one item's body.
pub fn encode_item(item: &Item) -> Result<Vec<u8>, CodecError> {
    encode(item)
}

/// Decodes one item's body.
pub fn decode_item(bytes: &[u8]) -> Result<Item, CodecError> {
    decode(bytes)
}

/// Encodes one language's texts for `tongban.text.<locale>`.
pub fn encode_texts(texts: &Texts) -> Result<Vec<u8>, CodecError> {
    encode(texts)
}

/// Decodes one language's texts.
pub fn decode_texts(bytes: &[u8]) -> Result<Texts, CodecError> {
    decode(bytes)
}

/// One language's texts, each read when it is asked for.
pub fn share_texts(bytes: &Slice) -> Result<TextTable, CodecError> {
    let body = body(bytes)?;
    let whole = bytes.part(bytes.len().saturating_sub(body.len())..bytes.len());
    TextTable::over(whole).ok_or(CodecError::Corrupt)
}
