//! The last step of a sentence: spaces around numbers, and lines for numbered parts.

/// Where a space belongs unless a mark stands beside it.
pub(super) const GAP: char = '\u{E000}';
/// Before a numbered part; its level is told by the next character, counted from [`LEVEL`].
pub(super) const PART: char = '\u{E001}';
/// The outermost level.
pub(super) const LEVEL: char = '\u{E010}';

/// Most levels that are told apart.
pub(super) const MOST_LEVELS: usize = 8;

/// A number with the gaps around it.
pub(super) fn spaced(words: &str) -> String {
    format!("{GAP}{words}{GAP}")
}

/// The words on one line.
pub(super) fn line(words: &str) -> String {
    let without: String = parts(words).into_iter().map(|(_, part)| part).collect();
    gaps(&without)
}

/// The words with a line for each numbered part.
pub(super) fn lines(words: &str) -> String {
    let mut out = String::new();
    for (level, part) in parts(words) {
        if let Some(level) = level {
            out.push('\n');
            out.push_str(&"　".repeat(level));
        }
        out.push_str(&part);
    }
    gaps(&out)
}

/// The words cut before each numbered part, with its level.
fn parts(words: &str) -> Vec<(Option<usize>, String)> {
    let mut parts: Vec<(Option<usize>, String)> = vec![(None, String::new())];
    let mut chars = words.chars();
    while let Some(c) = chars.next() {
        if c == PART {
            let level = chars.next().map_or(0, |level| {
                u32::from(level).saturating_sub(u32::from(LEVEL)) as usize
            });
            parts.push((Some(level), String::new()));
        } else if let Some((_, part)) = parts.last_mut() {
            part.push(c);
        }
    }
    parts
}

/// Gaps become spaces between characters, and nothing beside marks and at the ends.
fn gaps(words: &str) -> String {
    let chars: Vec<char> = words.chars().collect();
    let mut out = String::new();
    for (at, c) in chars.iter().enumerate() {
        if *c != GAP {
            out.push(*c);
            continue;
        }
        let before = out.chars().next_back();
        let after = chars
            .get(at + 1..)
            .and_then(|rest| rest.iter().find(|c| **c != GAP));
        let open = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric());
        if open(before) && open(after.copied()) {
            out.push(' ');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_apart_from_words_and_not_from_marks() {
        let words = format!(
            "不少于{}个月，{}；（{}×2）",
            spaced("180"),
            spaced("5"),
            spaced("6")
        );
        assert_eq!(line(&words), "不少于 180 个月，5；（6×2）");
    }

    #[test]
    fn numbered_parts_get_lines() {
        let words = format!("条件：{PART}{LEVEL}（一）甲；{PART}\u{E011}1．乙");
        assert_eq!(line(&words), "条件：（一）甲；1．乙");
        assert_eq!(lines(&words), "条件：\n（一）甲；\n　1．乙");
    }
}
