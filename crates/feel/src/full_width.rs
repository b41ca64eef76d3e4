//! Full-width characters that input methods put where rules take half-width ones.

/// Full-width characters and what was meant.
const MENDS: [(char, &str); 44] = [
    ('（', "("),
    ('）', ")"),
    ('，', ","),
    ('、', ","),
    ('；', ","),
    ('：', ":"),
    ('＞', ">"),
    ('＜', "<"),
    ('〉', ">"),
    ('〈', "<"),
    ('＝', "="),
    ('！', "!"),
    ('＋', "+"),
    ('－', "-"),
    ('−', "-"),
    ('—', "-"),
    ('–', "-"),
    ('＊', "*"),
    ('／', "/"),
    ('×', "*"),
    ('÷', "/"),
    ('≥', ">="),
    ('≤', "<="),
    ('≠', "!="),
    ('［', "["),
    ('］', "]"),
    ('【', "["),
    ('】', "]"),
    ('〔', "["),
    ('〕', "]"),
    ('｛', "{"),
    ('｝', "}"),
    ('．', "."),
    ('。', "."),
    ('…', ".."),
    ('？', "?"),
    ('＠', "@"),
    ('“', "\""),
    ('”', "\""),
    ('＂', "\""),
    ('「', "\""),
    ('」', "\""),
    ('‘', "\""),
    ('’', "\""),
];

/// Quotes that close a text which a full-width quote opened.
pub(crate) const CLOSING: [char; 7] = ['”', '“', '"', '＂', '」', '’', '‘'];

/// What closes a text that opens with a character; `None` if it opens none.
pub(crate) fn closing(open: char) -> Option<&'static [char]> {
    match open {
        '"' => Some(&['"']),
        _ if mark(open) == Some("\"") => Some(&CLOSING),
        _ => None,
    }
}

/// What was meant by a full-width mark.
pub(crate) fn mark(c: char) -> Option<&'static str> {
    MENDS
        .iter()
        .find(|(wide, _)| *wide == c)
        .map(|(_, mend)| *mend)
}

/// The half-width form of a full-width digit, letter or underscore.
pub(crate) fn letter(c: char) -> Option<char> {
    let half = char::from_u32(u32::from(c).checked_sub(0xFEE0)?)?;
    (half.is_ascii_alphanumeric() || half == '_').then_some(half)
}

/// Whether a text that ordinary quotes enclose holds a quote of an input method.
pub(crate) const fn is_quote(c: char) -> bool {
    matches!(c, '”' | '“' | '＂' | '「' | '」')
}
