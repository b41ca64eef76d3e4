//! Authored files and places in them.

/// A place in an authored file: bytes `start..end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Index into [`Sources`].
    pub file: u32,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// A value with the place it was written at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub at: Place,
}

impl<T> Spanned<T> {
    /// A value at a place.
    pub const fn new(value: T, at: Place) -> Self {
        Self { value, at }
    }
}

impl Spanned<String> {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.value
    }
}

/// One authored file.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Path inside the catalogue, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// All authored files of a catalogue, sorted by path.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Adds a file and gives its index.
    pub fn add(&mut self, path: String, text: String) -> u32 {
        self.files.push(SourceFile { path, text });
        u32::try_from(self.files.len() - 1).unwrap_or(u32::MAX)
    }

    /// The files in order.
    #[must_use]
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// The file that a place is in.
    #[must_use]
    pub fn file(&self, place: Place) -> Option<&SourceFile> {
        self.files.get(usize::try_from(place.file).ok()?)
    }

    /// The text at a place; empty if the place is in no file.
    #[must_use]
    pub fn slice(&self, place: Place) -> &str {
        self.file(place)
            .and_then(|file| file.text.get(place.start as usize..place.end as usize))
            .unwrap_or_default()
    }

    /// Line and column of a place's start, both from 1, the column in characters.
    #[must_use]
    pub fn line_column(&self, place: Place) -> (u32, u32) {
        let Some(before) = self
            .file(place)
            .and_then(|file| file.text.get(..place.start as usize))
        else {
            return (1, 1);
        };
        let line = before.matches('\n').count() + 1;
        let column = before
            .rsplit('\n')
            .next()
            .map_or(0, |last| last.chars().count())
            + 1;
        (
            u32::try_from(line).unwrap_or(u32::MAX),
            u32::try_from(column).unwrap_or(u32::MAX),
        )
    }
}
