//! A test file: cases with inputs and expected results (`testCases.xsd`).

use anyhow::{Context as _, Result, anyhow};
use roxmltree::{Document, Node};
use std::path::Path;

/// The instance namespace of XML Schema: `type` and `nil`.
const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// A test file.
#[derive(Clone, PartialEq, Debug)]
pub struct TestFile {
    /// The model's file, if it is named.
    pub model: Option<String>,
    /// Its cases.
    pub cases: Vec<Case>,
}

/// What a case asks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Decisions.
    Decision,
    /// A business knowledge model.
    Knowledge,
    /// A decision service.
    Service,
}

/// A case.
#[derive(Clone, PartialEq, Debug)]
pub struct Case {
    /// Its id.
    pub id: String,
    /// What it asks.
    pub kind: Kind,
    /// What is invoked, where that is no decision.
    pub invocable: Option<String>,
    /// Inputs.
    pub inputs: Vec<Input>,
    /// Expected results.
    pub results: Vec<Expected>,
}

/// An input.
#[derive(Clone, PartialEq, Debug)]
pub struct Input {
    /// Its name.
    pub name: String,
    /// The namespace of its model.
    pub namespace: Option<String>,
    /// Its value.
    pub value: Written,
}

/// An expected result.
#[derive(Clone, PartialEq, Debug)]
pub struct Expected {
    /// The decision's name.
    pub name: String,
    /// Whether the evaluation is expected to go wrong, which gives null.
    pub error: bool,
    /// The value.
    pub value: Written,
}

/// A value as written.
#[derive(Clone, PartialEq, Debug)]
pub enum Written {
    /// Null.
    Null,
    /// A simple value and its type, such as `decimal`.
    Simple {
        /// The type's local name; empty where none is written.
        ty: String,
        /// The text.
        text: String,
    },
    /// A list.
    List(Vec<Written>),
    /// A context.
    Context(Vec<(String, Written)>),
}

impl TestFile {
    /// Reads a test file.
    ///
    /// # Errors
    /// If it cannot be read or is no test file.
    pub fn read(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("cannot read `{}`", path.display()))?;
        let text = text.trim_start_matches('\u{feff}');
        let document =
            Document::parse(text).with_context(|| format!("`{}` is not XML", path.display()))?;
        let root = document.root_element();
        if root.tag_name().name() != "testCases" {
            return Err(anyhow!("`{}` is no file of test cases", path.display()));
        }
        let model = child(root, "modelName").map(|node| content(node).trim().to_owned());
        let cases = children(root, "testCase");
        Ok(Self {
            model: model.filter(|name| !name.is_empty()),
            cases: cases.map(case).collect(),
        })
    }
}

fn case(node: Node<'_, '_>) -> Case {
    let named = |name: &str| node.attribute(name).map(str::to_owned);
    let inputs = children(node, "inputNode").map(|input| Input {
        name: input.attribute("name").unwrap_or_default().to_owned(),
        namespace: input.attribute("namespace").map(str::to_owned),
        value: written(input),
    });
    let results = children(node, "resultNode").map(|result| Expected {
        name: result.attribute("name").unwrap_or_default().to_owned(),
        error: matches!(result.attribute("errorResult"), Some("true" | "1")),
        value: child(result, "expected").map_or(Written::Null, written),
    });
    Case {
        id: named("id").or_else(|| named("name")).unwrap_or_default(),
        kind: match node.attribute("type") {
            Some("bkm") => Kind::Knowledge,
            Some("decisionService") => Kind::Service,
            _ => Kind::Decision,
        },
        invocable: named("invocableName"),
        inputs: inputs.collect(),
        results: results.collect(),
    }
}

/// The value inside a node: a simple one, a list, components, or nothing.
fn written(node: Node<'_, '_>) -> Written {
    if is_nil(node) {
        return Written::Null;
    }
    if let Some(value) = child(node, "value") {
        if is_nil(value) {
            return Written::Null;
        }
        let ty = value.attribute((XSI, "type")).unwrap_or_default();
        let ty = ty.rsplit(':').next().unwrap_or_default();
        return Written::Simple {
            ty: ty.to_owned(),
            text: content(value),
        };
    }
    if let Some(list) = child(node, "list") {
        if is_nil(list) {
            return Written::Null;
        }
        return Written::List(children(list, "item").map(written).collect());
    }
    let components = children(node, "component").map(|component| {
        let name = component.attribute("name").unwrap_or_default();
        (name.to_owned(), written(component))
    });
    let components: Vec<_> = components.collect();
    if components.is_empty() {
        Written::Null
    } else {
        Written::Context(components)
    }
}

fn is_nil(node: Node<'_, '_>) -> bool {
    matches!(node.attribute((XSI, "nil")), Some("true" | "1"))
}

fn child<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> Option<Node<'a, 'i>> {
    children(node, name).next()
}

fn children<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    let elements = node.children().filter(Node::is_element);
    elements.filter(move |node| node.tag_name().name() == name)
}

fn content(node: Node<'_, '_>) -> String {
    let texts = node.children().filter(Node::is_text);
    texts.filter_map(|node| node.text()).collect()
}
