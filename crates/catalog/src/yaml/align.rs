//! From a position in a scalar's value back to the place in the file.

use crate::source::{Place, Sources};

/// The place in the file of bytes `start..end` of a scalar's value.
///
/// YAML folds lines, strips indentation and resolves escapes, so value and source are walked side by side: equal
/// characters pair up, white space that only the source has is skipped. Exact for plain, quoted and block scalars
/// without escapes; after an escape sequence the place is the nearest character.
#[must_use]
pub fn align(sources: &Sources, scalar: Place, value: &str, start: usize, end: usize) -> Place {
    let source = sources.slice(scalar);
    let skip = opening(source);
    let quote = source
        .chars()
        .next()
        .filter(|first| matches!(first, '"' | '\''));
    let mut at = skip;
    let mut first = None;
    let mut last = at;
    for (offset, wanted) in value.char_indices() {
        if offset >= end && first.is_some() {
            break;
        }
        at = next_match(source, at, wanted);
        if offset >= start && first.is_none() {
            first = Some(at);
        }
        let width = source[at..].chars().next().map_or(0, char::len_utf8);
        if offset < end && !wanted.is_whitespace() {
            last = at + width;
        }
        at += width;
        // A quote inside quotes may be written twice.
        if quote == Some(wanted)
            && source
                .get(at..)
                .is_some_and(|rest| rest.starts_with(wanted))
        {
            at += wanted.len_utf8();
        }
    }
    let from = first.unwrap_or(at.min(source.len()));
    let to = last.max(from);
    let base = scalar.start;
    let byte = |offset: usize| base.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX));
    Place {
        file: scalar.file,
        start: byte(from),
        end: byte(to),
    }
}

/// Bytes before the first character of the value: a quote, or the header line of a block.
fn opening(source: &str) -> usize {
    match source.as_bytes().first() {
        Some(b'"' | b'\'') => 1,
        Some(b'|' | b'>') => source.find('\n').map_or(source.len(), |at| at + 1),
        _ => 0,
    }
}

/// Where `wanted` stands at or after `from`, over white space and escape characters that only the source has.
fn next_match(source: &str, from: usize, wanted: char) -> usize {
    let rest = source.get(from..).unwrap_or_default();
    let mut offset = from.min(source.len());
    for found in rest.chars() {
        if found == wanted || (wanted.is_whitespace() && found.is_whitespace()) {
            return offset;
        }
        if !(found.is_whitespace() || found == '\\') {
            return offset;
        }
        offset += found.len_utf8();
    }
    from.min(source.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Findings;
    use crate::yaml::{Kind, parse};

    fn find(text: &str, needle: &str) -> String {
        let mut sources = Sources::default();
        let file = sources.add("a.yaml".to_owned(), text.to_owned());
        let mut findings = Findings::default();
        let root = parse(file, text, &mut findings).expect("yaml");
        let Kind::Map(entries) = &root.kind else {
            panic!("map")
        };
        let node = &entries[0].value;
        let Kind::Scalar { text: value, .. } = &node.kind else {
            panic!("scalar")
        };
        let start = value.find(needle).expect("needle in value");
        let place = align(&sources, node.at, value, start, start + needle.len());
        let (line, column) = sources.line_column(place);
        format!("{line}:{column} {}", sources.slice(place))
    }

    #[test]
    fn a_plain_scalar_maps_straight() {
        assert_eq!(find("rule: 缴费月数 >= 180\n", "180"), "1:15 180");
    }

    #[test]
    fn quotes_are_stepped_over() {
        assert_eq!(find("rule: '证件类型 = \"a\"'\n", "\"a\""), "1:15 \"a\"");
        assert_eq!(find("rule: \"甲 = \\\"a\\\" and 乙\"\n", "乙"), "1:22 乙");
    }

    #[test]
    fn a_literal_block_loses_its_indentation() {
        assert_eq!(
            find("rule: |\n  if 甲\n    then 乙\n  else 丙\n", "乙"),
            "3:10 乙"
        );
        assert_eq!(
            find("rule: |-\n  if 甲\n    then 乙\n  else 丙\n", "丙"),
            "4:8 丙"
        );
    }

    #[test]
    fn a_folded_block_and_a_long_plain_scalar_fold_lines() {
        assert_eq!(find("rule: >-\n  甲 and\n  乙 and\n  丙\n", "丙"), "4:3 丙");
        assert_eq!(find("rule: 甲 and\n  乙 and\n  丙\n", "丙"), "3:3 丙");
    }
}
