//! Models that use each other, linked: every element, what it needs, and in which order.

use super::types::{Space, TypeId, Types};
use crate::xml::{Definitions, Href, InformationItem, Place, Problem};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use tongban_feel::Lang;
use tongban_runtime::Diagnostic;

/// What an element is, and its place among those of its kind in its file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    Input(usize),
    Decision(usize),
    Knowledge(usize),
    Service(usize),
}

/// An element of a model.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Element {
    /// The file that it stands in.
    pub(crate) model: usize,
    pub(crate) kind: Kind,
    pub(crate) id: String,
    /// The variable's name.
    pub(crate) name: String,
    pub(crate) ty: TypeId,
    /// What it needs, each under the name by which it is called there.
    pub(crate) needs: Vec<Need>,
    /// What a service gives.
    pub(crate) outputs: Vec<usize>,
    /// What a service takes, in the order of its parameters: input decisions and inputs.
    pub(crate) takes: Vec<usize>,
    /// Part of a cycle, or needing something that is not there: it cannot be evaluated.
    pub(crate) broken: bool,
    pub(crate) at: Place,
}

/// Something needed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Need {
    /// The import's name, if it is of another model.
    pub(crate) prefix: Option<String>,
    /// The element.
    pub(crate) element: usize,
}

/// All elements of linked models.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Graph {
    pub(crate) elements: Vec<Element>,
    pub(crate) links: Vec<Vec<(String, usize)>>,
    pub(crate) types: Types,
}

/// Finds each import among the models; the result has one entry for each import that is found.
pub(crate) fn links(
    models: &mut [Definitions],
    lang: Lang,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Vec<(String, usize)>> {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for (place, model) in models.iter().enumerate() {
        if known.insert(model.namespace.clone(), place).is_some() {
            let namespace = model.namespace.clone();
            problems.push(Problem::DuplicateModel { namespace }.at(model, Place(0), lang));
        }
    }
    let mut links = Vec::new();
    for model in models.iter_mut() {
        let mut found = Vec::new();
        let mut missing = Vec::new();
        model
            .imports
            .retain(|import| match known.get(&import.namespace) {
                Some(other) => {
                    found.push((import.name.trim().to_owned(), *other));
                    true
                }
                None => {
                    missing.push((import.namespace.clone(), import.at));
                    false
                }
            });
        for (namespace, at) in missing {
            problems.push(Problem::UnknownModel { namespace }.at(model, at, lang));
        }
        links.push(found);
    }
    links
}

/// Models that import each other in a circle, the first of them again at the end.
pub(crate) fn import_loop(links: &[Vec<(String, usize)>]) -> Option<Vec<usize>> {
    let next = |model: usize| -> Vec<usize> {
        let imports = links.get(model).map_or(&[][..], Vec::as_slice);
        imports.iter().map(|(_, other)| *other).collect()
    };
    cycles(links.len(), &next).into_iter().next()
}

impl Graph {
    /// Links the elements of all models.
    pub(crate) fn new(
        models: &[Definitions],
        links: Vec<Vec<(String, usize)>>,
        lang: Lang,
        problems: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut types = Types::new(models, &links);
        let mut elements = Vec::new();
        for (model, definitions) in models.iter().enumerate() {
            let space = Space {
                model,
                definitions,
                links: &links,
            };
            let mut add = |kind: Kind, id: &str, variable: &InformationItem, at: Place| {
                elements.push(Element {
                    model,
                    kind,
                    id: id.to_owned(),
                    name: spaced(&variable.name),
                    ty: types.named(&space, variable.type_ref.as_deref(), variable.at),
                    needs: Vec::new(),
                    outputs: Vec::new(),
                    takes: Vec::new(),
                    broken: false,
                    at,
                });
            };
            for (place, input) in definitions.inputs.iter().enumerate() {
                add(Kind::Input(place), &input.id, &input.variable, input.at);
            }
            for (place, decision) in definitions.decisions.iter().enumerate() {
                let kind = Kind::Decision(place);
                add(kind, &decision.id, &decision.variable, decision.at);
            }
            for (place, knowledge) in definitions.knowledge.iter().enumerate() {
                let kind = Kind::Knowledge(place);
                add(kind, &knowledge.id, &knowledge.variable, knowledge.at);
            }
            for (place, service) in definitions.services.iter().enumerate() {
                let kind = Kind::Service(place);
                add(kind, &service.id, &service.variable, service.at);
            }
        }
        let mut graph = Self {
            elements,
            links,
            types,
        };
        graph.connect(models, lang, problems);
        graph.find_cycles(models, lang, problems);
        graph
    }

    fn connect(&mut self, models: &[Definitions], lang: Lang, problems: &mut Vec<Diagnostic>) {
        let by_id = self.ids(models, lang, problems);
        for place in 0..self.elements.len() {
            let Some(element) = self.elements.get(place) else {
                continue;
            };
            let model = element.model;
            let Some(definitions) = models.get(model) else {
                continue;
            };
            let parts = Parts::of(definitions, element.kind);
            let mut broken = false;
            let mut find = |hrefs: &[Href]| -> Vec<Need> {
                let mut found = Vec::new();
                for href in hrefs {
                    match self.resolve(definitions, model, href, &by_id) {
                        Some(need) => found.push(need),
                        None => {
                            let text = href.text.clone();
                            let problem = Problem::UnknownReference { href: text };
                            problems.push(problem.at(definitions, href.at, lang));
                            broken = true;
                        }
                    }
                }
                found
            };
            let mut needs = find(parts.information);
            needs.extend(find(parts.knowledge));
            if let Kind::Knowledge(_) = parts.kind {
                // A function that calls itself is no cycle: it knows its own name.
                needs.retain(|need| need.element != place);
            }
            let plain = |needs: Vec<Need>| needs.into_iter().map(|need| need.element).collect();
            let outputs: Vec<usize> = plain(find(parts.outputs));
            let mut takes: Vec<usize> = plain(find(parts.input_data));
            takes.extend::<Vec<usize>>(plain(find(parts.input_decisions)));
            if let Some(element) = self.elements.get_mut(place) {
                element.needs = needs;
                element.outputs = outputs;
                element.takes = takes;
                element.broken = broken;
            }
        }
    }

    /// Elements by model and id. Of two with one id, references mean the first.
    fn ids(
        &self,
        models: &[Definitions],
        lang: Lang,
        problems: &mut Vec<Diagnostic>,
    ) -> BTreeMap<(usize, String), usize> {
        let mut by_id = BTreeMap::new();
        for (place, element) in self.elements.iter().enumerate() {
            if element.id.is_empty() {
                continue;
            }
            match by_id.entry((element.model, element.id.clone())) {
                Entry::Vacant(free) => {
                    free.insert(place);
                }
                Entry::Occupied(_) => {
                    if let Some(definitions) = models.get(element.model) {
                        let name = element.id.clone();
                        let problem = Problem::DuplicateName { name };
                        problems.push(problem.at(definitions, element.at, lang));
                    }
                }
            }
        }
        by_id
    }

    fn resolve(
        &self,
        definitions: &Definitions,
        model: usize,
        href: &Href,
        by_id: &BTreeMap<(usize, String), usize>,
    ) -> Option<Need> {
        let (namespace, id) = href.text.split_once('#').unwrap_or(("", &href.text));
        let id = id.trim().to_owned();
        let namespace = namespace.trim();
        if namespace.is_empty() || namespace == definitions.namespace {
            let element = *by_id.get(&(model, id))?;
            return Some(Need {
                prefix: None,
                element,
            });
        }
        let imports = self.links.get(model)?;
        let mut imports = definitions.imports.iter().zip(imports);
        let (_, (prefix, other)) = imports.find(|(import, _)| import.namespace == namespace)?;
        let element = *by_id.get(&(*other, id))?;
        Some(Need {
            prefix: (!prefix.is_empty()).then(|| spaced(prefix)),
            element,
        })
    }

    fn find_cycles(&mut self, models: &[Definitions], lang: Lang, problems: &mut Vec<Diagnostic>) {
        let next = |place: usize| -> Vec<usize> {
            let Some(element) = self.elements.get(place) else {
                return Vec::new();
            };
            let needs = element.needs.iter().map(|need| need.element);
            needs.chain(element.outputs.iter().copied()).collect()
        };
        for cycle in cycles(self.elements.len(), &next) {
            let named = |place: &usize| Some(self.elements.get(*place)?.name.clone());
            let names: Vec<String> = cycle.iter().filter_map(named).collect();
            let first = cycle.first().and_then(|place| self.elements.get(*place));
            if let Some(first) = first
                && let Some(definitions) = models.get(first.model)
            {
                problems.push(Problem::Cycle { names }.at(definitions, first.at, lang));
            }
            for place in cycle {
                if let Some(element) = self.elements.get_mut(place) {
                    element.broken = true;
                }
            }
        }
    }

    /// The name of an element's type, as it is written.
    pub(crate) fn type_name(&self, place: usize, definitions: &Definitions) -> String {
        let variable = match self.elements.get(place).map(|element| element.kind) {
            Some(Kind::Input(at)) => definitions.inputs.get(at).map(|it| &it.variable),
            Some(Kind::Decision(at)) => definitions.decisions.get(at).map(|it| &it.variable),
            _ => None,
        };
        let written = variable.and_then(|variable| variable.type_ref.clone());
        written.unwrap_or_default()
    }

    /// The elements that have to be evaluated for `wanted`, each after those it needs; what is
    /// `given` is not looked into.
    pub(crate) fn order(&self, wanted: &[usize], given: &dyn Fn(usize) -> bool) -> Vec<usize> {
        let mut order = Vec::new();
        let mut seen = BTreeSet::new();
        let mut stack: Vec<(usize, bool)> = wanted.iter().rev().map(|at| (*at, false)).collect();
        while let Some((place, done)) = stack.pop() {
            if done {
                order.push(place);
                continue;
            }
            if !seen.insert(place) {
                continue;
            }
            stack.push((place, true));
            if given(place) {
                continue;
            }
            if let Some(element) = self.elements.get(place) {
                let needs = element.needs.iter().rev();
                stack.extend(needs.map(|need| (need.element, false)));
            }
        }
        order
    }
}

/// The references of an element.
struct Parts<'d> {
    kind: Kind,
    information: &'d [Href],
    knowledge: &'d [Href],
    outputs: &'d [Href],
    input_decisions: &'d [Href],
    input_data: &'d [Href],
}

impl<'d> Parts<'d> {
    fn of(definitions: &'d Definitions, kind: Kind) -> Self {
        let mut parts = Self {
            kind,
            information: &[],
            knowledge: &[],
            outputs: &[],
            input_decisions: &[],
            input_data: &[],
        };
        match kind {
            Kind::Input(_) => {}
            Kind::Decision(at) => {
                if let Some(decision) = definitions.decisions.get(at) {
                    parts.information = &decision.information;
                    parts.knowledge = &decision.knowledge;
                }
            }
            Kind::Knowledge(at) => {
                if let Some(knowledge) = definitions.knowledge.get(at) {
                    parts.knowledge = &knowledge.knowledge;
                }
            }
            Kind::Service(at) => {
                if let Some(service) = definitions.services.get(at) {
                    parts.outputs = &service.outputs;
                    parts.input_decisions = &service.input_decisions;
                    parts.input_data = &service.input_data;
                }
            }
        }
        parts
    }
}

/// A name with single spaces, as names are compared.
pub(crate) fn spaced(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The cycles that a walk through all places meets, each from its first place to it again.
fn cycles(count: usize, next: &dyn Fn(usize) -> Vec<usize>) -> Vec<Vec<usize>> {
    let mut found = Vec::new();
    let mut done = vec![false; count];
    for start in 0..count {
        // The path from the start, and what of each place is still to be walked.
        let mut path: Vec<(usize, Vec<usize>)> = Vec::new();
        let mut on_path = BTreeSet::new();
        if done.get(start) == Some(&true) {
            continue;
        }
        path.push((start, next(start)));
        on_path.insert(start);
        while let Some((place, rest)) = path.last_mut() {
            let place = *place;
            match rest.pop() {
                Some(other) if on_path.contains(&other) => {
                    let walked = path.iter().map(|(place, _)| *place);
                    let mut cycle: Vec<usize> = walked.skip_while(|at| *at != other).collect();
                    cycle.push(other);
                    found.push(cycle);
                }
                Some(other) if done.get(other) == Some(&false) => {
                    path.push((other, next(other)));
                    on_path.insert(other);
                }
                Some(_) => {}
                None => {
                    if let Some(done) = done.get_mut(place) {
                        *done = true;
                    }
                    on_path.remove(&place);
                    path.pop();
                }
            }
        }
    }
    found
}
