//! Models: decisions, knowledge models and decision services of DMN files, evaluated in the
//! `standard` profile.
//!
//! Every element becomes a program of the one evaluator; what an element needs are its arguments.
//! A value that is not of the type where it goes is null, as the standard has it.

mod compile;
mod conform;
mod evaluate;
mod graph;
mod keys;
mod lower;
mod names;
mod texts;
mod types;

use crate::xml::{Definitions, Place, Problem};
use compile::{Compiled, Job};
pub use evaluate::Host;
use evaluate::{Budget, Outside, Refused};
use graph::{Graph, Kind, spaced};
use std::collections::{BTreeMap, BTreeSet};
pub use texts::read_text;
use tongban_feel::Lang;
use tongban_runtime::{Diagnostic, Program, Shape, Value};

/// Linked and compiled models. The first is the one that is asked; the others are imported.
#[derive(Clone, PartialEq, Debug)]
pub struct Model {
    models: Vec<Definitions>,
    graph: Graph,
    compiled: Vec<Compiled>,
    allowed: Vec<Option<Program>>,
    /// Elements by name and by id, in their order.
    places: BTreeMap<String, Vec<usize>>,
    lang: Lang,
    problems: Vec<Diagnostic>,
    /// The element that each problem is about, where it is about one.
    sources: Vec<Option<usize>>,
}

/// What can be asked of a model.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Asked {
    /// A decision.
    Decision,
    /// A business knowledge model, as a function of the inputs.
    Knowledge,
    /// A decision service, as a function of the inputs.
    Service,
}

/// What an evaluation gives.
#[derive(Clone, PartialEq, Debug)]
pub struct Answer<T> {
    /// The value, or several.
    pub value: T,
    /// Values that were given but are not of their type or not allowed: they counted as null.
    pub findings: Vec<Diagnostic>,
}

/// A value given to a model.
#[derive(Clone, PartialEq, Debug)]
pub struct Given {
    /// The namespace of the input's model; `None`: the asked model, else whichever has it.
    pub namespace: Option<String>,
    /// The name of the input, decision or parameter.
    pub name: String,
    /// The value.
    pub value: Value,
}

impl Model {
    /// Links a model with those it imports, and compiles it.
    ///
    /// An element with a problem has no value and the others are evaluated nevertheless:
    /// [`Self::problems`] tells.
    ///
    /// # Errors
    /// Models of the same namespace, and models that import each other in a circle.
    pub fn link(
        main: Definitions,
        imported: Vec<Definitions>,
        lang: Lang,
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut models = vec![main];
        models.extend(imported);
        let mut fatal = Vec::new();
        let mut problems = Vec::new();
        let links = graph::links(&mut models, lang, &mut problems);
        problems.retain(|problem| {
            let stays = problem.code != "D021";
            if !stays {
                fatal.push(problem.clone());
            }
            stays
        });
        if let Some(places) = graph::import_loop(&links) {
            let named = |place: &usize| Some(models.get(*place)?.name.clone());
            let names = places.iter().filter_map(named).collect();
            let problem = Problem::ImportLoop { names };
            if let Some(model) = places.first().and_then(|place| models.get(*place)) {
                fatal.push(problem.at(model, Place(0), lang));
            }
        }
        if !fatal.is_empty() {
            return Err(fatal);
        }
        let mut graph = Graph::new(&models, links.clone(), lang, &mut problems);
        let entry_names = keys::entry_names(&models, graph.elements.len());
        let job = Job {
            entry_names: &entry_names,
            models: &models,
            links: &links,
            lang,
        };
        let mut compiled = Vec::new();
        let mut sources = vec![None; problems.len()];
        for place in 0..graph.elements.len() {
            compiled.push(job.element(&mut graph, place, &mut problems));
            sources.resize(problems.len(), Some(place));
        }
        let allowed = graph.types.allowed.iter();
        let allowed = allowed
            .map(|allowed| job.allowed(allowed, &mut problems))
            .collect();
        let unknown = core::mem::take(&mut graph.types.unknown).into_iter();
        let unknown = unknown.map(|(model, name, at)| (model, Problem::UnknownType { name }, at));
        let twice = core::mem::take(&mut graph.types.twice).into_iter();
        let twice = twice.map(|(model, name, at)| (model, Problem::DuplicateName { name }, at));
        for (model, problem, at) in twice.chain(unknown) {
            if let Some(model) = models.get(model) {
                problems.push(problem.at(model, at, lang));
            }
        }
        sources.resize(problems.len(), None);
        let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (place, element) in graph.elements.iter().enumerate() {
            places.entry(element.name.clone()).or_default().push(place);
            if element.id != element.name {
                places.entry(element.id.clone()).or_default().push(place);
            }
        }
        Ok(Self {
            models,
            graph,
            compiled,
            allowed,
            places,
            lang,
            problems,
            sources,
        })
    }

    /// What is wrong with single elements and types.
    #[must_use]
    pub fn problems(&self) -> &[Diagnostic] {
        &self.problems
    }

    /// The problems of elements of the asked model and of what they need.
    pub fn problems_of<'n>(
        &self,
        names: impl Iterator<Item = &'n str>,
    ) -> impl Iterator<Item = &Diagnostic> {
        let wanted: Vec<usize> = names
            .flat_map(|name| {
                let find = |asked| self.find(None, name, Some(asked));
                [Asked::Decision, Asked::Service, Asked::Knowledge].map(find)
            })
            .flatten()
            .collect();
        let places: BTreeSet<usize> = self.graph.order(&wanted, &|_| false).into_iter().collect();
        self.sources
            .iter()
            .zip(&self.problems)
            .filter(move |(source, _)| source.is_none_or(|place| places.contains(&place)))
            .map(|(_, problem)| problem)
    }

    /// The files, the asked one first.
    #[must_use]
    pub fn files(&self) -> &[Definitions] {
        &self.models
    }

    /// The names of the asked model's elements of a kind.
    pub fn names(&self, asked: Asked) -> impl Iterator<Item = &str> {
        let elements = self.graph.elements.iter();
        let elements = elements.filter(move |element| element.model == 0);
        elements
            .filter(move |element| kind(element.kind) == Some(asked))
            .map(|element| element.name.as_str())
    }

    /// What values of an input, or of a decision that is given to a service, look like.
    #[must_use]
    pub fn input_shape(&self, name: &str) -> Option<Shape> {
        let input = Given {
            namespace: None,
            name: name.to_owned(),
            value: Value::Absent,
        };
        let found = self.find_input(&input, false);
        let place = found.or_else(|| self.find_input(&input, true))?;
        let element = self.graph.elements.get(place)?;
        Some(self.graph.types.look(element.ty))
    }

    /// Evaluates a decision, or calls a knowledge model or service with the inputs as arguments.
    /// Each element that is evaluated may take so many steps; where one takes more, its value is a
    /// fault.
    ///
    /// # Errors
    /// If the model has no such element.
    pub fn evaluate(
        &self,
        asked: Asked,
        name: &str,
        inputs: &[Given],
        host: Host<'_>,
        steps: u64,
    ) -> Result<Answer<Value>, Problem> {
        let wanted = self
            .find(None, name, Some(asked))
            .ok_or(Problem::NotFound {
                name: name.to_owned(),
            })?;
        let outside = Outside::new(self, host);
        let mut budget = Budget::each(steps);
        let value = match asked {
            Asked::Decision => {
                let given = self.given(&outside, inputs, false, &mut budget);
                let values = outside.all(&[wanted], given, &mut budget);
                values.get(&wanted).cloned().unwrap_or_default()
            }
            Asked::Service => {
                let mut given = self.given(&outside, inputs, true, &mut budget);
                let takes = self.graph.elements.get(wanted);
                for place in takes.map_or(&[][..], |service| &service.takes) {
                    given.entry(*place).or_insert(Value::Absent);
                }
                outside.service(wanted, given, &mut budget)
            }
            Asked::Knowledge => outside.knowledge(wanted, inputs, &mut budget),
        };
        let findings = self.findings(outside);
        Ok(Answer { value, findings })
    }

    /// Evaluates all decisions of the asked model, each once, in the order of the file.
    #[must_use]
    pub fn decisions(
        &self,
        inputs: &[Given],
        host: Host<'_>,
        steps: u64,
    ) -> Answer<Vec<(&str, Value)>> {
        let outside = Outside::new(self, host);
        let mut budget = Budget::each(steps);
        let given = self.given(&outside, inputs, false, &mut budget);
        let elements = self.graph.elements.iter().enumerate();
        let wanted: Vec<usize> = elements
            .filter(|(_, element)| {
                element.model == 0 && kind(element.kind) == Some(Asked::Decision)
            })
            .map(|(place, _)| place)
            .collect();
        let values = outside.all(&wanted, given, &mut budget);
        let findings = self.findings(outside);
        let named = wanted.iter().filter_map(|place| {
            let name = self.graph.elements.get(*place)?.name.as_str();
            Some((name, values.get(place).cloned().unwrap_or_default()))
        });
        Answer {
            value: named.collect(),
            findings,
        }
    }

    /// What counted as null although a value was given.
    fn findings(&self, outside: Outside<'_>) -> Vec<Diagnostic> {
        let refused = outside.refused().into_iter();
        let told = refused.filter_map(|refused| match refused {
            Refused::Input(place) => {
                let element = self.graph.elements.get(place)?;
                let model = self.models.get(element.model)?;
                let ty = self.graph.type_name(place, model);
                let input = element.name.clone();
                Some(Problem::Refused { input, ty }.at(model, element.at, self.lang))
            }
            Refused::Column(test) => {
                let allowed = self.graph.types.allowed.get(test)?;
                let model = self.models.get(allowed.model)?;
                let value = allowed.tests.text.trim().to_owned();
                Some(Problem::NotAllowed { value }.at(model, allowed.tests.at, self.lang))
            }
        });
        told.collect()
    }

    /// Evaluates the outputs of a decision service, each by its name.
    ///
    /// # Errors
    /// If the model has no such service.
    pub fn outputs(
        &self,
        name: &str,
        inputs: &[Given],
        host: Host<'_>,
        steps: u64,
    ) -> Result<Vec<(String, Value)>, Problem> {
        let wanted = self.find(None, name, Some(Asked::Service));
        let service = wanted.and_then(|place| self.graph.elements.get(place));
        let service = service.ok_or(Problem::NotFound {
            name: name.to_owned(),
        })?;
        let answer = self.evaluate(Asked::Service, name, inputs, host, steps)?;
        let value = answer.value;
        let several = service.outputs.len() > 1;
        let outputs = service.outputs.iter();
        Ok(outputs
            .filter_map(|place| {
                let name = &self.graph.elements.get(*place)?.name;
                let value = match &value {
                    Value::Context(context) if several => context.get(name).cloned(),
                    value => Some(value.clone()),
                };
                Some((name.clone(), value.unwrap_or_default()))
            })
            .collect())
    }

    /// The names of a knowledge model's parameters.
    fn parameters(&self, place: usize) -> Vec<String> {
        let parameters = || {
            let element = self.graph.elements.get(place)?;
            let Kind::Knowledge(at) = element.kind else {
                return None;
            };
            let knowledge = self.models.get(element.model)?.knowledge.get(at)?;
            let parameters = knowledge.logic.as_ref()?.parameters.iter();
            Some(parameters.map(|it| spaced(&it.name)).collect())
        };
        parameters().unwrap_or_default()
    }

    /// The inputs as values of elements; decisions are given only to services.
    fn given(
        &self,
        outside: &Outside<'_>,
        inputs: &[Given],
        decisions: bool,
        budget: &mut Budget<'_>,
    ) -> BTreeMap<usize, Value> {
        let mut given = BTreeMap::new();
        for input in inputs {
            let mut names = vec![self.find_input(input, false)];
            if decisions {
                names.push(self.find_input(input, true));
            }
            for place in names.into_iter().flatten() {
                given.insert(place, outside.given(&input.value, place, budget));
            }
        }
        given
    }

    fn find_input(&self, input: &Given, decision: bool) -> Option<usize> {
        let wanted = |element: &Kind| match element {
            Kind::Input(_) => !decision,
            Kind::Decision(_) => decision,
            _ => false,
        };
        self.position(input.namespace.as_deref(), &input.name, &wanted)
    }

    fn find(&self, namespace: Option<&str>, name: &str, asked: Option<Asked>) -> Option<usize> {
        let wanted = |element: &Kind| kind(*element) == asked;
        self.position(namespace, name, &wanted)
    }

    fn position(
        &self,
        namespace: Option<&str>,
        name: &str,
        wanted: &dyn Fn(&Kind) -> bool,
    ) -> Option<usize> {
        let name = spaced(name);
        let mut best = None;
        for place in self.places.get(&name).into_iter().flatten().copied() {
            let element = self.graph.elements.get(place)?;
            if !wanted(&element.kind) {
                continue;
            }
            let model = self.models.get(element.model)?;
            match namespace {
                Some(namespace) if namespace != model.namespace => {}
                _ if element.model == 0 || namespace.is_some() => return Some(place),
                _ => best = best.or(Some(place)),
            }
        }
        best
    }
}

const fn kind(kind: Kind) -> Option<Asked> {
    match kind {
        Kind::Input(_) => None,
        Kind::Decision(_) => Some(Asked::Decision),
        Kind::Knowledge(_) => Some(Asked::Knowledge),
        Kind::Service(_) => Some(Asked::Service),
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_of_values;
