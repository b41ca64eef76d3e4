//! Which column is which fact: by the firm's own mapping, else by label, name, id or national code.

use super::csv::{Span, record};
use super::reading::fold;
use crate::EngineError;
use crate::api::{Diagnostic, RosterMapping};
use crate::limits::{MAX_HEADING_CHARS, MAX_ROSTER_COLUMNS, MAX_ROSTER_MAPPING, MAX_ROSTER_TITLES};
use std::collections::BTreeMap;

/// Shortest end of a name that stands for it: 姓名 for 员工姓名.
const MIN_TAIL: usize = 2;
/// Most facts that are named beside one that is not there.
const MAX_NEAR: usize = 3;

/// Headings that facts are known by.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Folded heading → slot.
    names: BTreeMap<String, u32>,
    /// Fact id → slot.
    ids: BTreeMap<String, u32>,
}

/// Where the headings stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    /// Record number, from 1.
    pub row: u32,
    /// Where the rows start.
    pub next: usize,
    /// As written, and the slot that each stands for.
    pub columns: Vec<(String, Option<u32>)>,
}

impl Known {
    /// Adds a fact.
    pub(super) fn add(&mut self, slot: u32, id: &str, names: impl IntoIterator<Item = String>) {
        self.ids.insert(id.to_owned(), slot);
        for name in names.into_iter().chain([id.to_owned()]) {
            self.names.entry(heading(&name)).or_insert(slot);
        }
    }

    /// The slot of a fact.
    pub(super) fn slot(&self, id: &str) -> Option<u32> {
        self.ids.get(id).copied()
    }

    /// A mapping with its headings folded, so that it holds however they are written.
    ///
    /// # Errors
    /// `roster.mapping` when there are too many headings, one is empty, two that are the same stand for different facts, or
    /// a fact is none of these rows'.
    pub(super) fn mapping(&self, said: RosterMapping) -> Result<RosterMapping, EngineError> {
        let wrong = |message: String| Diagnostic::error("roster.mapping", message);
        if said.len() > MAX_ROSTER_MAPPING {
            return Err(wrong(format!(
                "at most {MAX_ROSTER_MAPPING} headings are remembered"
            )));
        }
        let mut mapping = RosterMapping::new();
        for (written, fact) in said {
            let written = cut(&written);
            let folded = heading(&written);
            if folded.is_empty() {
                return Err(wrong("a heading of the mapping is empty".to_owned()));
            }
            if let Some(fact) = fact.as_deref().filter(|fact| self.slot(fact).is_none()) {
                let shown: String = fact.chars().filter(|c| !c.is_control()).take(80).collect();
                return Err(wrong(format!(
                    "`{written}` stands for `{shown}`, which is no fact of these rows"
                ))
                .with_help(format!("write one like {}", self.near(fact)))
                .about(shown));
            }
            if mapping.get(&folded).is_some_and(|other| *other != fact) {
                return Err(wrong(format!(
                    "`{written}` stands in the mapping twice, for different facts"
                )));
            }
            mapping.insert(folded, fact);
        }
        Ok(mapping)
    }

    /// The facts whose ids are most like one that is not there: by how they start and end.
    fn near(&self, written: &str) -> String {
        let wanted = written.to_ascii_lowercase();
        let alike = |id: &str| {
            let id = id.to_ascii_lowercase();
            let starts = id.bytes().zip(wanted.bytes()).take_while(|(a, b)| a == b);
            let ends = id.bytes().rev().zip(wanted.bytes().rev());
            let ends = ends.take_while(|(a, b)| a == b);
            starts.count().saturating_add(ends.count())
        };
        let mut ids: Vec<&String> = self.ids.keys().collect();
        ids.sort_by_key(|id| core::cmp::Reverse(alike(id)));
        let near = ids.into_iter().take(MAX_NEAR);
        near.map(|id| format!("`{id}`"))
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// The slot that a folded heading stands for. A mapping comes first; an end of exactly one fact's names will do.
    fn find(&self, heading: &str, mapping: &RosterMapping) -> Option<u32> {
        if let Some(said) = mapping.get(heading) {
            return said.as_ref().and_then(|id| self.slot(id));
        }
        if let Some(slot) = self.names.get(heading) {
            return Some(*slot);
        }
        if heading.chars().count() < MIN_TAIL {
            return None;
        }
        let mut found = None;
        for (name, slot) in &self.names {
            if name.ends_with(heading) && found.replace(*slot).is_some_and(|other| other != *slot) {
                return None;
            }
        }
        found
    }

    /// Seeks the headings among the first rows: the row of which most cells are known, the first of equals.
    pub(super) fn seek(
        &self,
        text: &str,
        delimiter: u8,
        mapping: &RosterMapping,
    ) -> Option<Header> {
        let mut best: Option<(usize, Header)> = None;
        let (mut at, mut cells) = (0, Vec::new());
        for row in 1..=u32::try_from(MAX_ROSTER_TITLES).unwrap_or(1) {
            let Some(end) = record(text, delimiter, at, MAX_ROSTER_COLUMNS, &mut cells) else {
                break;
            };
            at = end.next;
            let columns = self.columns(text, &cells, mapping);
            let known = columns.iter().filter(|(_, slot)| slot.is_some()).count();
            if known > best.as_ref().map_or(0, |(most, _)| *most) {
                let header = Header {
                    row,
                    next: end.next,
                    columns,
                };
                best = Some((known, header));
            }
        }
        best.map(|(_, header)| header)
    }

    fn columns(
        &self,
        text: &str,
        cells: &[Span],
        mapping: &RosterMapping,
    ) -> Vec<(String, Option<u32>)> {
        let one = |cell: &Span| {
            // Every finding of the column repeats it.
            let written = cut(&cell.text(text));
            let slot = self.find(&heading(&written), mapping);
            (written, slot)
        };
        let mut columns: Vec<_> = cells.iter().map(one).collect();
        while columns
            .last()
            .is_some_and(|(written, _)| written.is_empty())
        {
            columns.pop();
        }
        columns
    }
}

/// A heading as it is kept and shown.
fn cut(written: &str) -> String {
    written.trim().chars().take(MAX_HEADING_CHARS).collect()
}

/// A heading as it is compared: folded, without marks of required columns and without remarks in brackets at its end.
pub(super) fn heading(written: &str) -> String {
    let folded = fold(written);
    let bare = folded.trim_matches(['*', ':', '\'', '"']);
    match bare
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once('('))
    {
        Some((name, _)) if !name.is_empty() => name.trim_matches(['*', ':']).to_owned(),
        _ => bare.to_owned(),
    }
}

/// `A`, `B` … `Z`, `AA` for a column's number from 0.
pub(super) fn letter(column: usize) -> String {
    let mut letters = Vec::new();
    let mut left = column.saturating_add(1);
    while left > 0 {
        left = left.saturating_sub(1);
        letters.push(char::from(
            b'A'.saturating_add(u8::try_from(left % 26).unwrap_or(0)),
        ));
        left /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Known {
        let mut known = Known::default();
        known.add(3, "staffName", ["员工姓名".to_owned(), "AAC003".to_owned()]);
        known.add(4, "staffMobile", ["员工手机号码".to_owned()]);
        known.add(5, "staffDocumentNumber", ["员工证件号码".to_owned()]);
        known
    }

    #[test]
    fn columns_have_letters() {
        for (column, name) in [
            (0, "A"),
            (25, "Z"),
            (26, "AA"),
            (51, "AZ"),
            (52, "BA"),
            (701, "ZZ"),
            (702, "AAA"),
        ] {
            assert_eq!(letter(column), name);
        }
    }

    #[test]
    fn headings_are_known_by_many_names() {
        let known = known();
        let none = RosterMapping::new();
        for name in [
            "员工姓名",
            "＊员工姓名",
            "员工 姓名：",
            "员工姓名（必填）",
            "姓名",
            "STAFFNAME",
            "aac003",
        ] {
            assert_eq!(known.find(&heading(name), &none), Some(3), "{name}");
        }
        // Two facts end so, one letter says nothing, and what nobody knows is nothing.
        for name in ["号码", "名", "工号", ""] {
            assert_eq!(known.find(&heading(name), &none), None, "{name}");
        }
        let own = RosterMapping::from([
            (heading("工号"), Some("staffDocumentNumber".to_owned())),
            (heading("姓名"), None),
        ]);
        assert_eq!(known.find(&heading("工号"), &own), Some(5));
        assert_eq!(known.find(&heading("姓名"), &own), None);
    }

    #[test]
    fn a_mapping_holds_however_its_headings_are_written() {
        let known = known();
        let said = |written: &str, fact: &str| {
            known.mapping(RosterMapping::from([(
                written.to_owned(),
                Some(fact.to_owned()),
            )]))
        };
        for written in ["Staff ID（必填）", "＊staff id:", " STAFF ID "] {
            let mapping = said(written, "staffDocumentNumber").unwrap();
            for column in ["Staff ID", "ＳＴＡＦＦＩＤ", "staff id (18 digits)"] {
                assert_eq!(known.find(&heading(column), &mapping), Some(5), "{column}");
            }
        }
        let long = "工".repeat(MAX_HEADING_CHARS + 50);
        let mapping = said(&long, "staffName").unwrap();
        assert_eq!(known.find(&heading(&cut(&long)), &mapping), Some(3));
        let wrong = said("工号", "documentNumber").unwrap_err();
        assert_eq!(wrong.code, "roster.mapping");
        assert!(wrong.message.contains("documentNumber"), "{wrong:?}");
        assert!(
            wrong.help.unwrap().contains("like `staffDocumentNumber`"),
            "the nearest first"
        );
        assert_eq!(
            said("＊：", "staffName").unwrap_err().code,
            "roster.mapping"
        );
        let twice = RosterMapping::from([
            ("A B".to_owned(), None),
            ("ab".to_owned(), Some("staffName".to_owned())),
        ]);
        assert_eq!(known.mapping(twice).unwrap_err().code, "roster.mapping");
    }

    #[test]
    fn titles_above_the_headings_are_passed_over() {
        let text = "某某公司增减员表,,\n2026年3月,,\n姓名,手机号码,备注,\n张三,1,\n";
        let header = known().seek(text, b',', &RosterMapping::new()).unwrap();
        assert_eq!((header.row, header.next), (3, text.find("张三").unwrap()));
        let slots: Vec<_> = header.columns.iter().map(|(_, slot)| *slot).collect();
        assert_eq!(slots, [Some(3), Some(4), None]);
        assert_eq!(known().seek("甲,乙\n", b',', &RosterMapping::new()), None);
    }
}
