//! Elements as programs. The names that an element may use are its arguments, so that functions
//! made inside keep them.

use super::graph::{Graph, Kind, Need};
use super::lower::{Lowering, Part, call, own_name};
use super::names::Hidden;
use super::types::{Allowed, Space, TypeId, Types, is_open};
use crate::compile::{Checks, Setting, lower_table};
use crate::xml::{DecisionTable, Definitions, Text};
use std::collections::{BTreeMap, BTreeSet};
use tongban_feel::ast::{Expr, ExprKind};
use tongban_feel::span::Span;
use tongban_feel::{Binding, Compiler, Lang, Profile, Scope, Type, Typed};
use tongban_runtime::program::Node;
use tongban_runtime::{Diagnostic, Program, Shape};

/// A name of an element's scope.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Variable {
    pub(crate) name: String,
    pub(crate) source: Source,
}

/// Where the value of a name comes from.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Source {
    /// An element.
    Element(usize),
    /// Elements of an imported model, by name.
    Import(Vec<(String, usize)>),
}

/// A compiled element.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Compiled {
    /// Its arguments.
    pub(crate) variables: Vec<Variable>,
    /// Its program; `None` for an input, or where it does not compile.
    pub(crate) program: Option<Program>,
}

/// What of an element is compiled.
pub(crate) struct Job<'m> {
    pub(crate) models: &'m [Definitions],
    pub(crate) links: &'m [Vec<(String, usize)>],
    /// Names of entries that any text may use.
    pub(crate) entry_names: &'m [String],
    pub(crate) lang: Lang,
}

impl Job<'_> {
    /// Compiles an element; its problems are added.
    pub(crate) fn element(
        &self,
        graph: &mut Graph,
        place: usize,
        problems: &mut Vec<Diagnostic>,
    ) -> Compiled {
        let none = Compiled {
            variables: Vec::new(),
            program: None,
        };
        let Some(element) = graph.elements.get(place).cloned() else {
            return none;
        };
        let Some(definitions) = self.models.get(element.model) else {
            return none;
        };
        let variables = variables(graph, &element.needs);
        let mut names = self.entry_names.to_vec();
        if let Kind::Knowledge(_) = element.kind {
            names.push(element.name.clone());
        }
        for need in &element.needs {
            if let Some(needed) = graph.elements.get(need.element) {
                graph.types.component_names(needed.ty, &mut names);
            }
        }
        let taken: Vec<(String, TypeId)> = element
            .takes
            .iter()
            .filter_map(|taken| graph.elements.get(*taken))
            .map(|taken| (taken.name.clone(), taken.ty))
            .collect();
        let mut lowering = Lowering {
            types: &mut graph.types,
            space: Space {
                model: element.model,
                definitions,
                links: self.links,
            },
            parts: Vec::new(),
            problems: Vec::new(),
        };
        let tree = match element.kind {
            Kind::Input(_) => None,
            Kind::Decision(at) => {
                let logic = definitions.decisions.get(at);
                let logic = logic.and_then(|decision| decision.logic.as_ref());
                logic.map(|logic| lowering.boxed(logic))
            }
            Kind::Knowledge(at) => {
                let logic = definitions.knowledge.get(at);
                let logic = logic.and_then(|knowledge| knowledge.logic.as_ref());
                let result = lowering.types.given_by(element.ty);
                let name = &element.name;
                logic.map(|logic| own_name(name, lowering.function(logic, Some(result))))
            }
            Kind::Service(_) => {
                let (names, types): (Vec<String>, Vec<TypeId>) = taken.iter().cloned().unzip();
                let service = Hidden::Service(u32::try_from(place).unwrap_or(u32::MAX));
                let arguments = names
                    .iter()
                    .map(|name| Expr::new(ExprKind::Name(name.clone()), Span::default()));
                let body = call(service, arguments.collect());
                Some(lowering.function_of(names, &types, body, TypeId::ANY))
            }
        };
        let (parts, found) = (lowering.parts, lowering.problems);
        for (problem, at) in found {
            problems.push(problem.at(definitions, at, self.lang));
        }
        let Some(tree) = tree else {
            return Compiled {
                variables,
                program: None,
            };
        };
        for variable in &variables {
            if let Source::Import(members) = &variable.source {
                names.extend(members.iter().map(|(name, _)| name.clone()));
            }
        }
        let scope = Names {
            parts: &parts,
            names,
            taken: taken.len(),
            types: &graph.types,
            space: Space {
                model: element.model,
                definitions,
                links: self.links,
            },
            lang: self.lang,
            problems: std::cell::RefCell::new(Vec::new()),
        };
        let program = scope.compile(&tree, &variables, problems);
        Compiled { variables, program }
    }

    /// Compiles the tests of allowed values: their argument is the value.
    pub(crate) fn allowed(
        &self,
        allowed: &Allowed,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Program> {
        let definitions = self.models.get(allowed.model)?;
        let parameters = [("?".to_owned(), Type::Any)];
        let mut compiler =
            Compiler::new(&NoParts, Profile::Standard, &parameters).with_lang(self.lang);
        let input = Typed {
            node: compiler.builder.push(Node::Local(0)),
            ty: Type::Any,
        };
        let root = compiler.unary_tests(&allowed.tests.text, &input);
        match compiler.finish(root) {
            Ok(compiled) => Some(compiled.program),
            Err(found) => {
                let text = &allowed.tests;
                problems.extend(found.into_iter().map(|it| placed(it, definitions, text)));
                None
            }
        }
    }
}

/// The names of a scope, in the order of the program's arguments.
fn variables(graph: &Graph, needs: &[Need]) -> Vec<Variable> {
    let mut variables: Vec<Variable> = Vec::new();
    let mut seen = BTreeSet::new();
    let mut imports: BTreeMap<String, Vec<(String, usize)>> = BTreeMap::new();
    for need in needs {
        let Some(element) = graph.elements.get(need.element) else {
            continue;
        };
        match &need.prefix {
            Some(prefix) => {
                let members = imports.entry(prefix.clone()).or_default();
                members.push((element.name.clone(), need.element));
            }
            None => {
                if seen.insert(element.name.as_str()) {
                    variables.push(Variable {
                        name: element.name.clone(),
                        source: Source::Element(need.element),
                    });
                }
            }
        }
    }
    for (name, members) in imports {
        let source = Source::Import(members);
        variables.push(Variable { name, source });
    }
    variables
}

/// The scope of an element.
struct Names<'m> {
    parts: &'m [Part<'m>],
    names: Vec<String>,
    taken: usize,
    types: &'m Types,
    space: Space<'m>,
    lang: Lang,
    problems: std::cell::RefCell<Vec<Diagnostic>>,
}

impl Names<'_> {
    fn compile(
        &self,
        tree: &Expr,
        variables: &[Variable],
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Program> {
        let parameters = variables.iter();
        let parameters: Vec<(String, Type)> = parameters
            .map(|variable| (variable.name.clone(), Type::Any))
            .collect();
        let mut compiler = Compiler::new(self, Profile::Standard, &parameters).with_lang(self.lang);
        let root = compiler.tree(tree, None);
        let result = compiler.finish(root);
        let found = self.problems.take();
        let failed = !found.is_empty();
        problems.extend(found);
        match result {
            Ok(_) if failed => None,
            Ok(compiled) => Some(compiled.program),
            Err(found) => {
                for mut problem in found {
                    problem.at.file = Some(self.space.definitions.file.clone());
                    problem.at.span = None;
                    problems.push(problem);
                }
                None
            }
        }
    }

    fn text(&self, text: &Text, compiler: &mut Compiler<'_>, expected: Option<&Type>) -> Typed {
        let before = compiler.take_diagnostics();
        let typed = compiler.expression(&text.text, expected);
        let found = compiler.take_diagnostics();
        let mut problems = self.problems.borrow_mut();
        problems.extend(before);
        problems.extend(
            found
                .into_iter()
                .map(|it| placed(it, self.space.definitions, text)),
        );
        typed
    }

    fn table(
        &self,
        table: &DecisionTable,
        tests: usize,
        compiler: &mut Compiler<'_>,
    ) -> Option<Typed> {
        let check = |written: Option<&String>| {
            let ty = self.types.known(&self.space, written?)?;
            (!self.types.is_any(ty)).then(|| Hidden::Coerce(ty).id())
        };
        let inputs = table.inputs.iter();
        let inputs: Vec<_> = inputs.map(|input| check(input.type_ref.as_ref())).collect();
        let mut tests = tests..;
        let values = table.inputs.iter();
        let values: Vec<_> = values
            .map(|input| {
                input.values.as_ref().filter(|tests| !is_open(tests))?;
                let test = tests.next().and_then(|test| u32::try_from(test).ok())?;
                Some(Hidden::Column(test).id())
            })
            .collect();
        let outputs = table.outputs.iter();
        let outputs: Vec<_> = outputs
            .map(|output| check(output.type_ref.as_ref()))
            .collect();
        let setting = Setting {
            lang: self.lang,
            profile: Profile::Standard,
            checks: Checks {
                inputs: &inputs,
                values: &values,
                outputs: &outputs,
            },
            ..Setting::default()
        };
        let before = compiler.take_diagnostics();
        self.problems.borrow_mut().extend(before);
        let plain = crate::xml::plain(self.space.definitions, table, None);
        match lower_table(compiler, &plain, &setting) {
            Ok((typed, _)) => Some(typed),
            Err(found) => {
                let place = |problem: Diagnostic| match cell(table, &problem) {
                    Some(text) => placed(problem, self.space.definitions, text),
                    None => problem,
                };
                self.problems
                    .borrow_mut()
                    .extend(found.into_iter().map(place));
                None
            }
        }
    }
}

impl Scope for Names<'_> {
    fn resolve(&self, name: &str) -> Option<Binding> {
        let hidden = Hidden::parse(name)?;
        let arguments = match hidden {
            Hidden::Service(_) => self.taken,
            _ => 1,
        };
        Some(hidden.binding(arguments))
    }

    fn names(&self) -> Vec<String> {
        self.names.clone()
    }

    fn shape(&self, name: &str) -> Option<Shape> {
        let ty = self.types.defined(&self.space, name)?;
        Some(self.types.look(ty))
    }

    fn part(
        &self,
        part: u32,
        compiler: &mut Compiler<'_>,
        expected: Option<&Type>,
    ) -> Option<Typed> {
        match self.parts.get(usize::try_from(part).ok()?)? {
            Part::Text(text) => Some(self.text(text, compiler, expected)),
            Part::Table(table, tests) => self.table(table, *tests, compiler),
        }
    }

    fn part_mentions(&self, part: u32, name: &str) -> bool {
        // Texts may space the pieces of a name otherwise.
        let mut pieces = name.split(|c: char| !c.is_alphanumeric() && c != '_');
        let word = pieces.next().unwrap_or(name);
        let holds = |text: &Text| text.text.contains(word);
        let part = usize::try_from(part)
            .ok()
            .and_then(|part| self.parts.get(part));
        match part {
            Some(Part::Text(text)) => holds(text),
            Some(Part::Table(table, _)) => {
                let inputs = table.inputs.iter().filter_map(|it| it.expression.as_ref());
                let defaults = table.outputs.iter().filter_map(|it| it.default.as_ref());
                let cells = table
                    .rules
                    .iter()
                    .flat_map(|it| it.inputs.iter().chain(&it.outputs));
                inputs.chain(defaults).chain(cells).any(holds)
            }
            None => true,
        }
    }
}

/// A scope without names, for tests of allowed values.
struct NoParts;

impl Scope for NoParts {
    fn resolve(&self, _: &str) -> Option<Binding> {
        None
    }

    fn names(&self) -> Vec<String> {
        Vec::new()
    }
}

/// A problem of a text, at its place in the file.
fn placed(mut problem: Diagnostic, definitions: &Definitions, text: &Text) -> Diagnostic {
    let mut at = definitions.located(text.at);
    let add = |base: Option<u32>, inner: Option<u32>| {
        base.map(|base| base.saturating_add(inner.unwrap_or(1).saturating_sub(1)))
    };
    if problem.at.line.unwrap_or(1) > 1 {
        at.column = problem.at.column;
    } else {
        at.column = add(at.column, problem.at.column);
    }
    at.line = add(at.line, problem.at.line);
    at.reference = problem.at.reference.take();
    problem.at = at;
    problem
}

/// The cell that a problem of a table is about.
fn cell<'t>(table: &'t DecisionTable, problem: &Diagnostic) -> Option<&'t Text> {
    let reference = problem.at.reference.as_deref()?;
    let mut numbers = reference.split('/').filter_map(|piece| {
        let (what, number) = piece.split_once(':')?;
        Some((what, number.parse::<usize>().ok()?.checked_sub(1)?))
    });
    match (numbers.next()?, numbers.next()) {
        (("input", column), None) => table.inputs.get(column)?.expression.as_ref(),
        (("row", row), Some((what, column))) => match table.rules.get(row) {
            Some(rule) if what == "column" => rule.inputs.get(column),
            Some(rule) => rule.outputs.get(column),
            None => table.outputs.get(column)?.default.as_ref(),
        },
        _ => None,
    }
}
