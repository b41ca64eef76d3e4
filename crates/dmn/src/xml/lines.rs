//! Lines and columns of a file's places. Many problems of a long file are told, so the starts of its
//! lines are found once.

use super::definitions::Place;
use tongban_runtime::Where;

/// Where the lines of a text start, in bytes.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Lines(Vec<usize>);

impl Lines {
    /// The lines of a text.
    #[must_use]
    pub fn of(source: &str) -> Self {
        let ends = source
            .match_indices('\n')
            .map(|(end, _)| end.saturating_add(1));
        Self(core::iter::once(0).chain(ends).collect())
    }

    /// File, line and column of a place of the text.
    #[must_use]
    pub fn located(&self, file: &str, source: &str, place: Place) -> Where {
        let offset = usize::try_from(place.0)
            .unwrap_or(usize::MAX)
            .min(source.len());
        let line = self.0.partition_point(|start| *start <= offset);
        let start = line.checked_sub(1).and_then(|line| self.0.get(line));
        let before = source
            .get(start.copied().unwrap_or(0)..offset)
            .unwrap_or("");
        let number = |n: usize| u32::try_from(n).ok();
        Where {
            file: Some(file.to_owned()),
            line: number(line),
            column: number(before.chars().count().saturating_add(1)),
            ..Where::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_in_lines_and_characters() {
        let source = "a\n社保 b\n\nc";
        let lines = Lines::of(source);
        let at = |offset: u32| {
            let place = lines.located("f", source, Place(offset));
            (place.line, place.column)
        };
        assert_eq!(at(0), (Some(1), Some(1)));
        assert_eq!(at(1), (Some(1), Some(2)));
        assert_eq!(at(2), (Some(2), Some(1)));
        assert_eq!(at(9), (Some(2), Some(4)));
        assert_eq!(at(11), (Some(3), Some(1)));
        assert_eq!(at(12), (Some(4), Some(1)));
        assert_eq!(at(999), (Some(4), Some(2)));
    }
}
