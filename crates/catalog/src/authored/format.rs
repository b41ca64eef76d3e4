//! `formats/*.yaml`: identity documents and other codes.

use super::Word;
use crate::finding::Findings;
use crate::problem::{Noun, Problem};
use crate::source::Place;
use crate::text::Text;
use crate::yaml::{FromNode, Kind, Map, Node, choice};
use tongban_runtime::Severity;
use tongban_runtime::SortedSet;
use tongban_runtime::format::{Check, DateLayout, DatePart, Finding, PrefixRule, Unusual, Variant};
use tongban_runtime::pattern::Pattern;
use tongban_runtime::program::FormatPart;

choice!(Severity, Noun::new("轻重", "severity"), {
    "error" => Severity::Error,
    "review" => Severity::Review,
    "hint" => Severity::Hint,
});

choice!(DateLayout, Noun::new("日期写法", "layout of a date"), {
    "yyyymmdd" => DateLayout::Yyyymmdd,
    "yymmdd19" => DateLayout::Yymmdd19,
    "yymmdd" => DateLayout::Yymmdd,
});

/// A document or code format.
#[derive(Debug, Clone)]
pub struct Format {
    /// Id, such as `resident-id`.
    pub id: Word,
    /// Name.
    pub name: Text,
    /// Functions that rules may call.
    pub functions: Vec<FormatFunction>,
    /// What is checked.
    pub body: tongban_runtime::Format,
    /// Cited sources.
    pub basis: Vec<Word>,
}

/// A function of a format: of a text, one part of what the format says.
#[derive(Debug, Clone)]
pub struct FormatFunction {
    /// ASCII id, such as `isResidentId`.
    pub id: Word,
    /// Name in rules (zh).
    pub name: Text,
    /// What it gives.
    pub part: FormatPart,
}

impl FromNode for Format {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(node, Noun::new("格式", "a format"), findings)?;
        let id = map.need("id", findings);
        let name = map.need("name", findings);
        let functions = map.maybe::<Functions>("functions", findings);
        let variants = map.need::<Vec<Variant>>("variants", findings);
        let unusual = map.maybe("unusual", findings);
        let basis = map.list("basis", findings);
        map.finish(findings);
        let body = tongban_runtime::Format {
            variants: variants?,
            unusual,
        };
        Some(Self {
            id: id?,
            name: name?,
            functions: functions.map(|list| list.0).unwrap_or_default(),
            body,
            basis,
        })
    }
}

struct Functions(Vec<FormatFunction>);

impl FromNode for Functions {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        const PARTS: [(&str, FormatPart); 4] = [
            ("valid", FormatPart::Valid),
            ("birth-date", FormatPart::BirthDate),
            ("gender", FormatPart::Gender),
            ("normalized", FormatPart::Normalized),
        ];
        let mut map = Map::open(
            node,
            Noun::new("格式的函数", "the functions of a format"),
            findings,
        )?;
        let mut list = Vec::new();
        for (key, part) in PARTS {
            if let Some(Named(id, name)) = map.maybe(key, findings) {
                list.push(FormatFunction { id, name, part });
            }
        }
        map.finish(findings);
        Some(Self(list))
    }
}

struct Named(Word, Text);

impl FromNode for Named {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(
            node,
            Noun::new("格式的函数", "a function of a format"),
            findings,
        )?;
        let id = map.need("id", findings);
        let name = map.need("name", findings);
        map.finish(findings);
        Some(Self(id?, name?))
    }
}

impl FromNode for Variant {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(
            node,
            Noun::new("格式的变体", "a variant of a format"),
            findings,
        )?;
        let name = map.need::<Word>("name", findings);
        let pattern = map.need("pattern", findings);
        let checks = map.list("checks", findings);
        let date = map.maybe("date", findings);
        let gender = map.maybe("gender", findings);
        let prefixes = map.list("prefixes", findings);
        let note = map.maybe("note", findings);
        map.finish(findings);
        Some(Self {
            name: name?.value,
            pattern: pattern?,
            checks,
            date,
            gender,
            prefixes,
            note,
        })
    }
}

impl FromNode for Pattern {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let text = Word::from_node(node, findings)?;
        match Self::parse(&text.value) {
            Ok(pattern) => Some(pattern),
            Err(problem) => {
                let reason = problem.to_string();
                let text = &text.value;
                findings.error(node.at, &Problem::NotAPattern { text, reason });
                None
            }
        }
    }
}

impl FromNode for Check {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        match &node.kind {
            Kind::Scalar { text, .. } if text == "mod11-2" => return Some(Self::Mod11_2),
            Kind::Scalar { text, .. } if text == "mod31" => return Some(Self::Mod31),
            Kind::Scalar { text, .. } if text == "luhn" => return Some(Self::Luhn),
            Kind::Map(entries) if entries.len() == 1 => {
                if let Some(entry) = entries.first() {
                    match entry.key.as_str() {
                        "org-code" => {
                            return Some(Self::OrgCode {
                                from: one(&entry.value, "from", findings)?,
                            });
                        }
                        "mrz731" => {
                            return Some(Self::Mrz731 {
                                first: one(&entry.value, "first", findings)?,
                            });
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
        findings.error(node.at, &Problem::NotACheck);
        None
    }
}

fn one(node: &Node, key: &'static str, findings: &mut Findings) -> Option<u32> {
    let mut map = Map::open(
        node,
        Noun::new("格式的校验", "a check of a format"),
        findings,
    )?;
    let value = map.need(key, findings);
    map.finish(findings);
    value
}

impl FromNode for DatePart {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(
            node,
            Noun::new("代码里的日期", "a date inside a code"),
            findings,
        )?;
        let from = map.need("from", findings);
        let layout = map.need("layout", findings);
        map.finish(findings);
        Some(Self {
            from: from?,
            layout: layout?,
        })
    }
}

impl FromNode for PrefixRule {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(node, Noun::new("前缀规则", "a prefix rule"), findings)?;
        let from = map.maybe("from", findings).unwrap_or(0);
        let allowed = map.need::<Vec<Word>>("allowed", findings);
        let finding = map.need("finding", findings);
        map.finish(findings);
        let allowed: SortedSet<String> = allowed?.into_iter().map(|word| word.value).collect();
        Some(Self {
            from,
            allowed,
            finding: finding?,
        })
    }
}

impl FromNode for Unusual {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(node, Noun::new("少见的写法", "an unusual shape"), findings)?;
        let pattern = map.need("pattern", findings);
        let finding = map.need("finding", findings);
        map.finish(findings);
        Some(Self {
            pattern: pattern?,
            finding: finding?,
        })
    }
}

impl FromNode for Finding {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(
            node,
            Noun::new("格式的提示", "a finding of a format"),
            findings,
        )?;
        let code = map.need::<Word>("code", findings);
        let severity = map.need("severity", findings);
        map.finish(findings);
        Some(Self {
            code: code?.value,
            severity: severity?,
        })
    }
}

/// Where a format is written.
impl Format {
    /// The place of its id.
    #[must_use]
    pub const fn at(&self) -> Place {
        self.id.at
    }
}
