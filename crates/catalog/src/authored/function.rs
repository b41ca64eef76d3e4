//! `functions/*.yaml`.

use super::{Rule, Table, TableBody, TableFile, Word};
use crate::finding::Findings;
use crate::problem::{Noun, Problem};
use crate::source::Place;
use crate::text::Text;
use crate::yaml::{FromNode, Kind, Map, Node, choice};

/// A named function.
#[derive(Debug, Clone)]
pub struct Function {
    /// ASCII id on the wire.
    pub id: Word,
    /// Name in rules (zh).
    pub name: Text,
    /// Parameters: name in the body and type.
    pub params: Vec<(Word, TypeRef)>,
    /// Result.
    pub returns: TypeRef,
    /// The body.
    pub body: Body,
    /// Cited sources.
    pub basis: Vec<Word>,
}

/// What a function does.
#[derive(Debug, Clone)]
pub enum Body {
    /// An expression.
    Rule(Rule),
    /// A decision table.
    Table(Box<Table>),
    /// A decision table in a file that is still to be read, or that cannot be.
    File(Box<TableFile>),
}

/// A type by word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum TypeWord {
    Boolean,
    Number,
    Text,
    Date,
    Enum,
    Region,
    Months,
    Days,
    List,
    Context,
}

choice!(TypeWord, Noun::new("类型", "type"), {
    "boolean" => TypeWord::Boolean,
    "number" => TypeWord::Number,
    "text" => TypeWord::Text,
    "date" => TypeWord::Date,
    "enum" => TypeWord::Enum,
    "region" => TypeWord::Region,
    "months" => TypeWord::Months,
    "days" => TypeWord::Days,
    "list" => TypeWord::List,
    "context" => TypeWord::Context,
});

/// A type of a parameter or result.
#[derive(Debug, Clone)]
pub struct TypeRef {
    /// Where it is written.
    pub at: Place,
    /// The word.
    pub word: TypeWord,
    /// Unit of a number.
    pub unit: Option<Word>,
    /// Least and greatest of a number.
    pub min: Option<Word>,
    /// Greatest of a number.
    pub max: Option<Word>,
    /// Most decimal places of a number; any if left out.
    pub scale: Option<u32>,
    /// The enumeration fact whose values it has.
    pub of: Option<Word>,
    /// Element of a list.
    pub items: Option<Box<TypeRef>>,
    /// Fields of a context.
    pub fields: Vec<(Word, TypeRef)>,
    /// Whether it may be absent.
    pub optional: bool,
}

fn type_ref(map: &mut Map<'_>, findings: &mut Findings) -> Option<TypeRef> {
    let at = map.node("type").map_or(map.at(), |node| node.at);
    let word = map.need("type", findings);
    let unit = map.maybe("unit", findings);
    let min = map.maybe("min", findings);
    let max = map.maybe("max", findings);
    let scale = map.maybe("scale", findings);
    let of = map.maybe("of", findings);
    let items = map
        .node("items")
        .map(|node| TypeRef::from_node(node, findings));
    let fields = map.list::<NamedType>("fields", findings);
    let optional = map.flag("optional", false, findings);
    Some(TypeRef {
        at,
        word: word?,
        unit,
        min,
        max,
        scale,
        of,
        items: items.flatten().map(Box::new),
        fields: fields
            .into_iter()
            .map(|NamedType(name, of)| (name, of))
            .collect(),
        optional,
    })
}

impl FromNode for TypeRef {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        if matches!(node.kind, Kind::Scalar { .. }) {
            let word = TypeWord::from_node(node, findings)?;
            let nothing = Self {
                at: node.at,
                word,
                unit: None,
                min: None,
                max: None,
                scale: None,
                of: None,
                items: None,
                fields: Vec::new(),
                optional: false,
            };
            return Some(nothing);
        }
        let mut map = Map::open(node, Noun::new("类型", "a type"), findings)?;
        let read = type_ref(&mut map, findings);
        map.finish(findings);
        read
    }
}

struct NamedType(Word, TypeRef);

impl FromNode for NamedType {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(
            node,
            Noun::new("函数的参数", "a parameter of a function"),
            findings,
        )?;
        let name = map.need("name", findings);
        let of = type_ref(&mut map, findings);
        map.finish(findings);
        Some(Self(name?, of?))
    }
}

impl FromNode for Function {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(node, Noun::new("函数", "a function"), findings)?;
        let id = map.need("id", findings);
        let name = map.need("name", findings);
        let params: Vec<NamedType> = map.list("params", findings);
        let returns = map.need("returns", findings);
        let rule = map.maybe("body", findings).map(Body::Rule);
        let table = map.maybe("table", findings).map(|table| match table {
            TableBody::Here(table) => Body::Table(Box::new(table)),
            TableBody::File(file) => Body::File(Box::new(file)),
        });
        let written = (map.node("body").is_some(), map.node("table").is_some());
        if written == (false, false) || written == (true, true) {
            findings.error(map.at(), &Problem::BodyOrTable);
        }
        let body = rule.or(table);
        let basis = map.list("basis", findings);
        map.finish(findings);
        let params = params
            .into_iter()
            .map(|NamedType(name, of)| (name, of))
            .collect();
        Some(Self {
            id: id?,
            name: name?,
            params,
            returns: returns?,
            body: body?,
            basis,
        })
    }
}
