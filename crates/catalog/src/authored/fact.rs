//! `facts/*.yaml`: the data dictionary.

use super::{Rule, Word};
use crate::finding::Findings;
use crate::problem::{Noun, Problem};
use crate::source::Place;
use crate::text::Text;
use crate::yaml::{FromNode, Kind, Map, Node, choice};
use tongban_image::Sensitivity;

choice!(Sensitivity, Noun::new("敏感程度", "sensitivity"), {
    "none" => Sensitivity::None,
    "personal" => Sensitivity::Personal,
    "sensitive" => Sensitivity::Sensitive,
});

/// The type of a fact as a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TypeWord {
    Boolean,
    Number,
    Text,
    Date,
    Enum,
    Region,
    Group,
}

choice!(TypeWord, Noun::new("数据项类型", "type of fact"), {
    "boolean" => TypeWord::Boolean,
    "number" => TypeWord::Number,
    "text" => TypeWord::Text,
    "date" => TypeWord::Date,
    "enum" => TypeWord::Enum,
    "region" => TypeWord::Region,
    "group" => TypeWord::Group,
});

/// One fact.
#[derive(Debug, Clone)]
pub struct Fact {
    /// ASCII id on the wire.
    pub id: Word,
    /// Name in rules (zh) and on pages.
    pub name: Text,
    /// Type with domain.
    pub kind: FactType,
    /// A line of help.
    pub hint: Option<Text>,
    /// National code.
    pub code: Option<Word>,
    /// PIPL.
    pub sensitivity: Sensitivity,
    /// Why it is asked.
    pub purpose: Option<Text>,
    /// Where it may come from.
    pub sources: Vec<Source>,
    /// Rule of a computed fact.
    pub computed: Option<Rule>,
    /// Whether it may be absent wherever it comes from.
    pub optional: bool,
    /// Cited sources of the computation.
    pub basis: Vec<Word>,
    /// What sentences say of a boolean fact that is true, and of one that is false.
    pub said: Option<Said>,
}

/// The two sentences of a boolean fact.
#[derive(Debug, Clone)]
pub struct Said {
    /// Where it is true, such as 已办理失业登记.
    pub yes: Word,
    /// Where it is false, such as 未办理失业登记.
    pub no: Word,
}

impl FromNode for Said {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(
            node,
            Noun::new("是非数据项的说法", "the words of a boolean fact"),
            findings,
        )?;
        let yes = map.need("yes", findings);
        let no = map.need("no", findings);
        map.finish(findings);
        Some(Self { yes: yes?, no: no? })
    }
}

/// Type of a fact.
#[derive(Debug, Clone)]
#[expect(
    missing_docs,
    reason = "the keys are documented in docs/catalog-format.md"
)]
pub enum FactType {
    Boolean,
    Number {
        unit: Option<Word>,
        min: Option<Word>,
        max: Option<Word>,
        scale: u8,
    },
    Text {
        max_chars: u32,
        long: bool,
        format: Option<FormatChoice>,
    },
    Date {
        min: Option<Word>,
        max: Option<Word>,
    },
    Enum(Vec<EnumValue>),
    Region,
    Group {
        fields: Vec<Word>,
        min_rows: u32,
        max_rows: u32,
        unique: Vec<Word>,
    },
}

/// One value of an enumeration.
#[derive(Debug, Clone)]
#[expect(
    missing_docs,
    reason = "the keys are documented in docs/catalog-format.md"
)]
pub struct EnumValue {
    pub id: Word,
    pub name: Text,
}

/// Which format checks a text.
#[derive(Debug, Clone)]
#[expect(
    missing_docs,
    reason = "the keys are documented in docs/catalog-format.md"
)]
pub enum FormatChoice {
    Always(Word),
    By {
        fact: Word,
        cases: Vec<(Word, Word)>,
    },
}

/// Where a value may come from.
#[derive(Debug, Clone)]
#[expect(
    missing_docs,
    reason = "the keys are documented in docs/catalog-format.md"
)]
pub struct Source {
    pub source: tongban_image::Source,
    pub at: Place,
}

impl FromNode for Fact {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(node, Noun::new("数据项", "a fact"), findings)?;
        let id = map.need("id", findings);
        let name = map.need("name", findings);
        let kind = kind(&mut map, findings);
        let hint = map.maybe("hint", findings);
        let code = map.maybe("code", findings);
        let sensitivity = map
            .maybe("sensitivity", findings)
            .unwrap_or(Sensitivity::None);
        let purpose = map.maybe("purpose", findings);
        let sources = map.list("sources", findings);
        let computed = map.maybe("computed", findings);
        let optional = map.flag("optional", false, findings);
        let basis = map.list("basis", findings);
        let said: Option<Said> = map.maybe("said", findings);
        map.finish(findings);
        if let (Some(said), Some(kind)) = (&said, &kind)
            && !matches!(kind, FactType::Boolean)
        {
            findings.error(said.yes.at, &Problem::SaidOfNoBoolean);
        }
        Some(Self {
            id: id?,
            name: name?,
            kind: kind?,
            hint,
            code,
            sensitivity,
            purpose,
            sources,
            computed,
            optional,
            basis,
            said,
        })
    }
}

fn kind(map: &mut Map<'_>, findings: &mut Findings) -> Option<FactType> {
    match map.need::<TypeWord>("type", findings)? {
        TypeWord::Boolean => Some(FactType::Boolean),
        TypeWord::Number => {
            let unit = map.maybe("unit", findings);
            let min = map.maybe("min", findings);
            let max = map.maybe("max", findings);
            let scale = map.maybe::<u32>("scale", findings).unwrap_or(0);
            let scale = u8::try_from(scale).unwrap_or(u8::MAX);
            Some(FactType::Number {
                unit,
                min,
                max,
                scale,
            })
        }
        TypeWord::Text => {
            let max_chars = map.need("max-chars", findings);
            let long = map.flag("long", false, findings);
            let format = map.maybe("format", findings);
            Some(FactType::Text {
                max_chars: max_chars?,
                long,
                format,
            })
        }
        TypeWord::Date => Some(FactType::Date {
            min: map.maybe("min", findings),
            max: map.maybe("max", findings),
        }),
        TypeWord::Enum => Some(FactType::Enum(map.need("values", findings)?)),
        TypeWord::Region => Some(FactType::Region),
        TypeWord::Group => {
            let fields = map.need("fields", findings);
            let min_rows = map.maybe("min-rows", findings).unwrap_or(0);
            let max_rows = map.need("max-rows", findings);
            let unique = map.maybe("unique", findings).unwrap_or_default();
            Some(FactType::Group {
                fields: fields?,
                min_rows,
                max_rows: max_rows?,
                unique,
            })
        }
    }
}

impl FromNode for EnumValue {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(
            node,
            Noun::new("枚举取值", "a value of an enumeration"),
            findings,
        )?;
        let id = map.need("id", findings);
        let name = map.need("name", findings);
        map.finish(findings);
        Some(Self {
            id: id?,
            name: name?,
        })
    }
}

impl FromNode for FormatChoice {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        if matches!(node.kind, Kind::Scalar { .. }) {
            return Some(Self::Always(Word::from_node(node, findings)?));
        }
        let mut map = Map::open(node, Noun::new("格式选择", "a choice of format"), findings)?;
        let fact = map.need("by", findings);
        let cases = map.node("cases");
        let at = map.at();
        map.finish(findings);
        let Some(cases) = cases else {
            findings.error(at, &Problem::CasesOfFormatMissing);
            return None;
        };
        let Kind::Map(entries) = &cases.kind else {
            findings.error(cases.at, &Problem::CasesOfFormatShape);
            return None;
        };
        let cases = entries
            .iter()
            .filter_map(|entry| Some((entry.key.clone(), Word::from_node(&entry.value, findings)?)))
            .collect();
        Some(Self::By { fact: fact?, cases })
    }
}

impl FromNode for Source {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        use tongban_image::Source as To;
        let word = Word::from_node(node, findings)?;
        let source = match word.value.split_once(':') {
            None if word.value == "asked" => Some(To::Asked),
            Some(("card", field)) if !field.is_empty() => Some(To::Card(field.to_owned())),
            Some(("register", rest)) => match rest.split_once('.') {
                Some((register, field)) if !register.is_empty() && !field.is_empty() => {
                    Some(To::Register {
                        register: register.to_owned(),
                        field: field.to_owned(),
                    })
                }
                _ => None,
            },
            _ => None,
        };
        if source.is_none() {
            findings.error(word.at, &Problem::NotASource { text: &word.value });
        }
        Some(Self {
            source: source?,
            at: word.at,
        })
    }
}
