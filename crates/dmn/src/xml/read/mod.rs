//! From bytes to definitions.

mod cursor;
mod expressions;
mod items;
mod tables;

use super::definitions::{
    Decision, Definitions, Href, Import, InputData, Knowledge, Place, Service,
};
use super::limits::{MAX_DEPTH, MAX_FILE, MAX_NODES};
use super::lines::Lines;
use super::problem::Problem;
use super::version::{Version, is_feel};
use cursor::{Element, Reader};
use roxmltree::{Document, ParsingOptions};
use std::collections::BTreeMap;
use std::sync::Arc;
use tongban_feel::Lang;
use tongban_runtime::Diagnostic;

/// Reads a DMN file. `file` is its name, for messages.
///
/// # Errors
/// Every problem that was found, with its place.
pub fn read(file: &str, bytes: &[u8], lang: Lang) -> Result<Definitions, Vec<Diagnostic>> {
    let fail = |problem: Problem, source: &str, place: usize| {
        let mut diagnostic = problem.diagnostic(lang);
        let place = Place(u32::try_from(place).unwrap_or(u32::MAX));
        diagnostic.at = Lines::of(source).located(file, source, place);
        vec![diagnostic]
    };
    if bytes.len() > MAX_FILE {
        return Err(fail(Problem::TooLarge { limit: MAX_FILE }, "", 0));
    }
    let source = match core::str::from_utf8(bytes) {
        Ok(source) => source.strip_prefix('\u{feff}').unwrap_or(source),
        Err(error) => {
            let before = bytes.get(..error.valid_up_to()).unwrap_or(&[]);
            let before = String::from_utf8_lossy(before);
            return Err(fail(Problem::NotText, &before, before.len()));
        }
    };
    if let Some(at) = cursor::too_deep(source, MAX_DEPTH) {
        return Err(fail(Problem::TooDeep { limit: MAX_DEPTH }, source, at));
    }
    let options = ParsingOptions {
        allow_dtd: false,
        nodes_limit: MAX_NODES,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(source, options).map_err(|error| {
        let place = match error {
            // It has no place of its own.
            roxmltree::Error::UnexpectedEndOfStream | roxmltree::Error::UnclosedRootNode => {
                source.len()
            }
            roxmltree::Error::DtdDetected => source.find("<!DOCTYPE").unwrap_or(0),
            _ => cursor::offset(source, error.pos()),
        };
        let problem = match error {
            roxmltree::Error::DtdDetected => Problem::Doctype,
            roxmltree::Error::NodesLimitReached
            | roxmltree::Error::AttributesLimitReached
            | roxmltree::Error::NamespacesLimitReached => Problem::TooLarge { limit: MAX_FILE },
            error => Problem::NotXml {
                reason: error.to_string(),
            },
        };
        fail(problem, source, place)
    })?;
    let root = document.root_element();
    let name = root.tag_name();
    if name.name() != "definitions" {
        let found = name.name().to_owned();
        return Err(fail(
            Problem::NotDefinitions { found },
            source,
            root.range().start,
        ));
    }
    let namespace = name.namespace().unwrap_or("");
    let Some(version) = Version::of(namespace) else {
        let found = namespace.to_owned();
        return Err(fail(Problem::Version { found }, source, root.range().start));
    };
    let empty = Definitions {
        file: file.to_owned(),
        lines: Lines::of(source),
        source: Arc::from(source),
        version,
        name: String::new(),
        namespace: String::new(),
        prefixes: prefixes(root),
        imports: Vec::new(),
        items: Vec::new(),
        item_places: BTreeMap::new(),
        inputs: Vec::new(),
        decisions: Vec::new(),
        knowledge: Vec::new(),
        services: Vec::new(),
    };
    let mut reader = Reader::new(lang, empty);
    let root = Element::new(root, namespace);
    reader.definitions(root);
    reader.finish()
}

/// Namespaces by prefix, of the outermost element.
fn prefixes(root: roxmltree::Node<'_, '_>) -> BTreeMap<String, String> {
    root.namespaces()
        .filter_map(|namespace| Some((namespace.name()?.to_owned(), namespace.uri().to_owned())))
        .collect()
}

impl Reader {
    fn definitions(&mut self, root: Element<'_, '_>) {
        self.out.name = root.attribute("name").unwrap_or_default().to_owned();
        self.out.namespace = self.required(root, "namespace");
        if let Some(language) = root.attribute("expressionLanguage")
            && !is_feel(language)
        {
            self.language = Some(language.to_owned());
        }
        for child in root.children() {
            match child.name() {
                "import" => self.import(child),
                "itemDefinition" => {
                    let item = self.item(child, 0);
                    let place = self.out.items.len();
                    let places = &mut self.out.item_places;
                    places.entry(item.name.clone()).or_insert(place);
                    self.out.items.push(item);
                }
                "inputData" => {
                    let input = self.input_data(child);
                    self.out.inputs.push(input);
                }
                "decision" => {
                    let decision = self.decision(child);
                    self.out.decisions.push(decision);
                }
                "businessKnowledgeModel" => {
                    let knowledge = self.knowledge(child);
                    self.out.knowledge.push(knowledge);
                }
                "decisionService" => {
                    let service = self.service(child);
                    self.out.services.push(service);
                }
                // Knowledge sources, artifacts, diagrams and what editors add decide nothing.
                _ => {}
            }
        }
    }

    fn import(&mut self, element: Element<'_, '_>) {
        let kind = element.attribute("importType").unwrap_or_default();
        // Other imports (XML Schema, PMML) bring nothing that is evaluated.
        let is_dmn = kind.is_empty() || kind.contains("/DMN/") || Version::of(kind).is_some();
        if !is_dmn {
            return;
        }
        let namespace = self.required(element, "namespace");
        self.out.imports.push(Import {
            name: element.attribute("name").unwrap_or_default().to_owned(),
            namespace,
            at: element.at(),
        });
    }

    fn input_data(&mut self, element: Element<'_, '_>) -> InputData {
        let name = self.required(element, "name");
        InputData {
            id: element.id(),
            variable: self.variable(element, name),
            at: element.at(),
        }
    }

    fn decision(&mut self, element: Element<'_, '_>) -> Decision {
        let name = self.required(element, "name");
        let mut decision = Decision {
            id: element.id(),
            variable: self.variable(element, name.clone()),
            name,
            information: Vec::new(),
            knowledge: Vec::new(),
            logic: self.boxed_child(element),
            at: element.at(),
        };
        for child in element.children() {
            match child.name() {
                "informationRequirement" => {
                    for part in child.children() {
                        if matches!(part.name(), "requiredDecision" | "requiredInput") {
                            decision.information.extend(self.href(part));
                        }
                    }
                }
                "knowledgeRequirement" => {
                    decision.knowledge.extend(self.required_knowledge(child));
                }
                _ => {}
            }
        }
        decision
    }

    fn knowledge(&mut self, element: Element<'_, '_>) -> Knowledge {
        let name = self.required(element, "name");
        let mut knowledge = Knowledge {
            id: element.id(),
            variable: self.variable(element, name.clone()),
            name,
            logic: None,
            knowledge: Vec::new(),
            at: element.at(),
        };
        for child in element.children() {
            match child.name() {
                "encapsulatedLogic" => knowledge.logic = Some(self.function(child, 0)),
                "knowledgeRequirement" => {
                    knowledge.knowledge.extend(self.required_knowledge(child));
                }
                _ => {}
            }
        }
        knowledge
    }

    fn service(&mut self, element: Element<'_, '_>) -> Service {
        let name = self.required(element, "name");
        let mut service = Service {
            id: element.id(),
            variable: self.variable(element, name.clone()),
            name,
            outputs: Vec::new(),
            input_decisions: Vec::new(),
            input_data: Vec::new(),
            at: element.at(),
        };
        for child in element.children() {
            match child.name() {
                "outputDecision" => service.outputs.extend(self.href(child)),
                "inputDecision" => service.input_decisions.extend(self.href(child)),
                "inputData" => service.input_data.extend(self.href(child)),
                _ => {}
            }
        }
        service
    }

    fn required_knowledge(&mut self, element: Element<'_, '_>) -> Vec<Href> {
        let parts = element.children();
        let wanted = parts.filter(|part| part.name() == "requiredKnowledge");
        wanted.filter_map(|part| self.href(part)).collect()
    }

    fn href(&mut self, element: Element<'_, '_>) -> Option<Href> {
        let text = self.required(element, "href");
        (!text.is_empty()).then(|| Href {
            text,
            at: element.at(),
        })
    }
}
