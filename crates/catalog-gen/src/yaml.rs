//! Texts as they stand in a catalogue's YAML.

/// A text in quotes.
pub(crate) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A text in Chinese and in English.
pub(crate) fn text(zh: &str, en: &str) -> String {
    format!("{{zh: {}, en: {}}}", quoted(zh), quoted(en))
}
