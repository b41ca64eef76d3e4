//! A part of bytes that are shared: items and texts stay where the module's bytes are until they are read.

use core::fmt;
use core::ops::{Deref, Range};
use serde::{Serialize, Serializer};
use std::sync::Arc;
use tongban_runtime::stored::{Reader, Stored};

/// A part of bytes that are shared.
#[derive(Clone, Default)]
pub struct Slice {
    all: Arc<Vec<u8>>,
    part: Range<usize>,
}

impl Slice {
    /// A part of this one; an empty one where that is beyond it.
    #[must_use]
    pub fn part(&self, part: Range<usize>) -> Self {
        let whole = self.part.len();
        let place = |at: usize| self.part.start.saturating_add(at.min(whole));
        Self {
            all: Arc::clone(&self.all),
            part: place(part.start)..place(part.end),
        }
    }

    /// The part of `whole` that was read as this one's place.
    pub(crate) fn settle(&mut self, whole: &Self) {
        *self = whole.part(self.part.clone());
    }
}

impl Deref for Slice {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.all.get(self.part.clone()).unwrap_or(&[])
    }
}

impl From<Vec<u8>> for Slice {
    fn from(bytes: Vec<u8>) -> Self {
        Self {
            part: 0..bytes.len(),
            all: Arc::new(bytes),
        }
    }
}

impl PartialEq for Slice {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl fmt::Debug for Slice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.part.len())
    }
}

impl Serialize for Slice {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self)
    }
}

/// Its place only: whoever holds the bytes settles it.
impl Stored for Slice {
    fn read(from: &mut Reader<'_>) -> Self {
        let count = from.count();
        let start = from.place();
        from.take(count);
        Self {
            all: Arc::default(),
            part: start..start.saturating_add(count),
        }
    }
}
