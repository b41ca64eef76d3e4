//! Elements of the standard's namespace, and the problems met while reading them.

use crate::xml::boxed::Text;
use crate::xml::definitions::{Definitions, InformationItem, Place};
use crate::xml::limits::MAX_PROBLEMS;
use crate::xml::problem::Problem;
use roxmltree::{Node, TextPos};
use tongban_feel::Lang;
use tongban_runtime::Diagnostic;

/// An element of the standard's namespace.
#[derive(Clone, Copy)]
pub(super) struct Element<'a, 'i> {
    node: Node<'a, 'i>,
    namespace: &'a str,
}

impl<'a, 'i> Element<'a, 'i> {
    pub(super) const fn new(node: Node<'a, 'i>, namespace: &'a str) -> Self {
        Self { node, namespace }
    }

    /// The elements inside it; those of other namespaces are no part of the model.
    pub(super) fn children(self) -> impl Iterator<Item = Self> {
        let namespace = self.namespace;
        self.node
            .children()
            .filter(move |node| node.is_element() && node.tag_name().namespace() == Some(namespace))
            .map(move |node| Self { node, namespace })
    }

    pub(super) fn child(self, name: &str) -> Option<Self> {
        self.children().find(|child| child.name() == name)
    }

    pub(super) fn name(self) -> &'a str {
        self.node.tag_name().name()
    }

    pub(super) fn attribute(self, name: &str) -> Option<&'a str> {
        self.node.attribute(name)
    }

    pub(super) fn id(self) -> String {
        self.attribute("id").unwrap_or_default().to_owned()
    }

    pub(super) fn at(self) -> Place {
        place(self.node.range().start)
    }

    /// The name of its type: an attribute, or an element as in item definitions.
    pub(super) fn type_ref(self) -> Option<String> {
        let written = match self.attribute("typeRef") {
            Some(written) => written.to_owned(),
            None => self.child("typeRef")?.content().text,
        };
        let written = written.trim();
        (!written.is_empty()).then(|| written.to_owned())
    }

    /// The text right inside it.
    pub(super) fn content(self) -> Text {
        let mut text = String::new();
        let mut at = None;
        for node in self.node.children().filter(Node::is_text) {
            at.get_or_insert(node.range().start);
            text.push_str(node.text().unwrap_or_default());
        }
        Text {
            text,
            at: at.map_or_else(|| self.at(), place),
        }
    }

    /// The text of its `text` element.
    pub(super) fn text(self) -> Option<Text> {
        Some(self.child("text")?.content())
    }
}

/// What is read so far, and what was wrong.
pub(super) struct Reader {
    pub(super) out: Definitions,
    pub(super) lang: Lang,
    /// The file's language, where it is not FEEL.
    pub(super) language: Option<String>,
    problems: Vec<Diagnostic>,
}

impl Reader {
    pub(super) const fn new(lang: Lang, out: Definitions) -> Self {
        Self {
            out,
            lang,
            language: None,
            problems: Vec::new(),
        }
    }

    pub(super) fn finish(self) -> Result<Definitions, Vec<Diagnostic>> {
        if self.problems.is_empty() {
            Ok(self.out)
        } else {
            Err(self.problems)
        }
    }

    pub(super) fn report(&mut self, problem: &Problem, at: Place) {
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(problem.at(&self.out, at, self.lang));
        }
    }

    /// An attribute that has to be there.
    pub(super) fn required(&mut self, element: Element<'_, '_>, attribute: &str) -> String {
        match element.attribute(attribute) {
            Some(value) if !value.trim().is_empty() => value.to_owned(),
            _ => {
                let problem = Problem::MissingAttribute {
                    element: element.name().to_owned(),
                    attribute: attribute.to_owned(),
                };
                self.report(&problem, element.at());
                String::new()
            }
        }
    }

    /// A part that has to be there.
    pub(super) fn part<'a, 'i>(
        &mut self,
        element: Element<'a, 'i>,
        part: &'static str,
    ) -> Option<Element<'a, 'i>> {
        let found = element.child(part);
        if found.is_none() {
            self.missing(element, part);
        }
        found
    }

    pub(super) fn missing(&mut self, element: Element<'_, '_>, part: &'static str) {
        let problem = Problem::MissingPart {
            element: element.name().to_owned(),
            part,
        };
        self.report(&problem, element.at());
    }

    /// The variable of an element; without one, of the element's name and any type.
    pub(super) fn variable(&mut self, element: Element<'_, '_>, name: String) -> InformationItem {
        let mut variable = match element.child("variable") {
            Some(variable) => information(variable),
            None => InformationItem {
                at: element.at(),
                ..InformationItem::default()
            },
        };
        if variable.name.is_empty() {
            variable.name = name;
        }
        variable
    }
}

/// Name and type of a variable, a parameter or a column.
pub(super) fn information(element: Element<'_, '_>) -> InformationItem {
    InformationItem {
        name: element.attribute("name").unwrap_or_default().to_owned(),
        type_ref: element.type_ref(),
        at: element.at(),
    }
}

fn place(offset: usize) -> Place {
    Place(u32::try_from(offset).unwrap_or(u32::MAX))
}

/// The offset of a line and column.
pub(super) fn offset(source: &str, at: TextPos) -> usize {
    let line = usize::try_from(at.row.saturating_sub(1)).unwrap_or(0);
    let start: usize = source.split_inclusive('\n').take(line).map(str::len).sum();
    let column = usize::try_from(at.col.saturating_sub(1)).unwrap_or(0);
    let rest = source.get(start..).unwrap_or("");
    let inside = rest
        .char_indices()
        .nth(column)
        .map_or(rest.len(), |(at, _)| at);
    start.saturating_add(inside)
}

/// Where elements are nested deeper than `limit`, before anything is built: tags are counted.
pub(super) fn too_deep(source: &str, limit: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(found) = source.get(at..).and_then(|rest| rest.find('<')) {
        let start = at.saturating_add(found);
        let tag = source.get(start..).unwrap_or("");
        let skip = |end: &str| {
            let length = tag
                .find(end)
                .map_or(tag.len(), |found| found.saturating_add(end.len()));
            start.saturating_add(length)
        };
        if tag.starts_with("<!--") {
            at = skip("-->");
        } else if tag.starts_with("<![CDATA[") {
            at = skip("]]>");
        } else if tag.starts_with("<?") {
            at = skip("?>");
        } else if tag.starts_with("</") {
            depth = depth.saturating_sub(1);
            at = skip(">");
        } else {
            let end = tag_end(tag);
            if !tag.get(..end).unwrap_or("").ends_with('/') {
                depth = depth.saturating_add(1);
            }
            if depth > limit {
                return Some(start);
            }
            at = start.saturating_add(end).saturating_add(1);
        }
    }
    None
}

/// Length of a tag up to its `>`, which may also stand in the values of attributes.
fn tag_end(tag: &str) -> usize {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'>') => return at,
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    tag.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nesting_is_counted_over_tags_alone() {
        assert_eq!(
            too_deep("<a><b c='>/'><d/></b><!-- <x><y> --></a>", 2),
            None
        );
        assert_eq!(too_deep("<a><b><c/><d></d></b></a>", 2), Some(10));
        assert_eq!(too_deep("<a><![CDATA[<b><c>]]></a>", 1), None);
        assert_eq!(too_deep("<a <b <c", 5), None);
    }

    #[test]
    fn offsets_count_lines_and_characters() {
        assert_eq!(offset("中文\n第二行", TextPos::new(2, 2)), 10);
        assert_eq!(offset("a", TextPos::new(9, 9)), 1);
    }
}
