//! How programs look at variables: which constants each is compared with, and which variables
//! are looked at in any other way.

use super::constants::{has_range, has_text, pooled, scalars};
use std::collections::{BTreeMap, BTreeSet};
use tongban_runtime::build::Builder;
use tongban_runtime::builtin::Builtin;
use tongban_runtime::program::{Comparison, Hit, Node, NodeId, Operands};
use tongban_runtime::{Date, Env, Fuel, Program, Value, eval};

/// Most steps of one analysis; beyond it every variable counts as looked at in other ways.
const MAX_STEPS: usize = 400_000;
/// Most constants that one part of a program may give before they are no longer told apart.
const MAX_CONSTANTS: usize = 256;
/// Most combinations of constants that are worked out for one operation.
const MAX_FOLDS: usize = 64;
/// Deepest nesting of parts and calls.
const MAX_DEPTH: usize = 150;

/// What a program sees, for its analysis.
pub trait World: Env {
    /// What stands in a slot.
    fn slot(&self, slot: u32) -> Looked<'_>;

    /// The days on which a parameter may change, and the values that it may have.
    fn parameter_rows(&self, id: u32) -> Option<(Vec<Date>, Vec<Value>)> {
        let _ = id;
        None
    }
}

/// What stands in a slot.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Looked<'a> {
    /// A variable.
    Variable(u32),
    /// A value that is given.
    Constant(Value),
    /// What a program gives, in the same world.
    Computed(&'a Program),
    /// What stands there while a program gives true; else it is absent.
    While(&'a Program, Box<Looked<'a>>),
}

/// How variables are looked at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Looks {
    /// The constants that each is compared with.
    pub points: BTreeMap<u32, Vec<Value>>,
    /// Variables that are also looked at otherwise: added, measured, compared with one another.
    pub otherwise: BTreeSet<u32>,
    /// Every variable that is looked at.
    pub variables: BTreeSet<u32>,
    /// Whether a part of the program was not understood, so that nothing holds.
    pub anything: bool,
}

/// What a part of a program may give.
#[derive(Clone, Debug, Default)]
struct Seen {
    /// Variables whose value it may give as it is.
    variables: BTreeSet<u32>,
    /// Constants that it may give.
    constants: Vec<Value>,
    /// Whether it may give constants that are not among these.
    more: bool,
    /// Variables out of whose values it may make others.
    made_of: BTreeSet<u32>,
}

impl Seen {
    fn constant(value: Value) -> Self {
        Self {
            constants: vec![value],
            ..Self::default()
        }
    }

    fn variable(variable: u32) -> Self {
        Self {
            variables: BTreeSet::from([variable]),
            ..Self::default()
        }
    }

    fn truth() -> Self {
        Self {
            constants: vec![Value::Bool(true), Value::Bool(false), Value::Absent],
            ..Self::default()
        }
    }

    fn some_constants() -> Self {
        Self {
            more: true,
            ..Self::default()
        }
    }

    fn join(mut self, other: Self) -> Self {
        self.variables.extend(other.variables);
        self.made_of.extend(other.made_of);
        self.more |= other.more;
        for value in other.constants {
            if !self.constants.contains(&value) {
                self.constants.push(value);
            }
        }
        if self.constants.len() > MAX_CONSTANTS {
            self.constants.clear();
            self.more = true;
        }
        self
    }

    /// All variables behind it.
    fn behind(&self) -> BTreeSet<u32> {
        self.variables.union(&self.made_of).copied().collect()
    }

    fn made(&self) -> Self {
        Self {
            made_of: self.behind(),
            ..Self::default()
        }
    }

    fn is_constant(&self) -> bool {
        self.variables.is_empty() && self.made_of.is_empty()
    }
}

/// An analysis in progress.
pub struct Flow<'a> {
    world: &'a dyn World,
    looks: Looks,
    steps: usize,
    depth: usize,
}

impl<'a> Flow<'a> {
    /// An analysis that found nothing yet.
    #[must_use]
    pub fn new(world: &'a dyn World) -> Self {
        Self {
            world,
            looks: Looks::default(),
            steps: 0,
            depth: 0,
        }
    }

    /// Looks through a rule whose arguments are `arguments`, up to what its result makes known.
    pub fn program(&mut self, program: &Program, arguments: &[Looked<'_>]) {
        let seen = arguments
            .iter()
            .map(|argument| self.looked(argument))
            .collect();
        let result = self.body(program, seen);
        // A truth value or a value of an enumeration is told apart by its pieces anyway.
        self.otherwise(&result.behind());
    }

    /// Looks through a part of a program whose arguments are `arguments`.
    pub fn part(&mut self, program: &Program, part: NodeId, arguments: &[Looked<'_>]) {
        let mut locals: Vec<Seen> = arguments
            .iter()
            .map(|argument| self.looked(argument))
            .collect();
        locals.resize(program.locals() as usize, Seen::default());
        let result = self.node(program, part, &mut locals);
        self.otherwise(&result.behind());
    }

    /// What was found.
    #[must_use]
    pub fn finish(self) -> Looks {
        self.looks
    }

    fn looked(&mut self, looked: &Looked<'_>) -> Seen {
        match looked {
            Looked::Variable(variable) => {
                self.looks.variables.insert(*variable);
                Seen::variable(*variable)
            }
            Looked::Constant(value) => Seen::constant(value.clone()),
            Looked::Computed(program) => self.body(program, Vec::new()),
            Looked::While(program, inner) => {
                let when = self.body(program, Vec::new());
                self.decide(&when);
                let inner = self.looked(inner);
                inner.join(Seen::constant(Value::Absent))
            }
        }
    }

    fn otherwise(&mut self, variables: &BTreeSet<u32>) {
        self.looks.otherwise.extend(variables);
    }

    /// Nothing is known of a part: it may look at every variable in every way.
    fn give_up(&mut self) {
        self.looks.anything = true;
    }

    /// A truth value is asked for: what was made of values is told apart no finer.
    fn decide(&mut self, seen: &Seen) {
        self.otherwise(&seen.made_of);
    }

    fn compare(&mut self, left: &Seen, right: &Seen, by_order: bool) {
        if !left.made_of.is_empty() || !right.made_of.is_empty() {
            self.otherwise(&left.behind());
            self.otherwise(&right.behind());
        }
        let alone = left.variables.len() == 1 && left.variables == right.variables;
        if !left.variables.is_empty() && !right.variables.is_empty() && !alone {
            self.otherwise(&left.variables);
            self.otherwise(&right.variables);
        }
        for (variables, constants) in [(left, right), (right, left)] {
            let texts = by_order && constants.constants.iter().any(has_text);
            if constants.more || texts {
                self.otherwise(&variables.variables);
            }
            for variable in &variables.variables {
                let points = self.looks.points.entry(*variable).or_default();
                for constant in &constants.constants {
                    scalars(constant, &mut |value| {
                        if !points.contains(value) {
                            points.push(value.clone());
                        }
                    });
                }
            }
        }
    }

    fn body(&mut self, program: &Program, mut locals: Vec<Seen>) -> Seen {
        locals.resize(program.locals() as usize, Seen::default());
        self.node(program, program.root(), &mut locals)
    }

    fn nodes(&mut self, program: &Program, run: Operands, locals: &mut Vec<Seen>) -> Vec<Seen> {
        program
            .operands(run)
            .iter()
            .map(|node| self.node(program, *node, locals))
            .collect()
    }

    fn node(&mut self, program: &Program, id: NodeId, locals: &mut Vec<Seen>) -> Seen {
        self.steps += 1;
        if self.steps > MAX_STEPS || self.depth >= MAX_DEPTH {
            self.give_up();
            return Seen::some_constants();
        }
        self.depth += 1;
        let seen = self.inner(program, id, locals);
        self.depth -= 1;
        seen
    }

    fn inner(&mut self, program: &Program, id: NodeId, locals: &mut Vec<Seen>) -> Seen {
        let Some(node) = usize::try_from(id)
            .ok()
            .and_then(|id| program.nodes().get(id))
        else {
            return Seen::default();
        };
        match node {
            Node::Constant(id) => Seen::constant(program.value(*id).cloned().unwrap_or_default()),
            Node::Fact(slot) => {
                let looked = self.world.slot(*slot);
                self.looked(&looked)
            }
            Node::Local(local) => locals.get(*local as usize).cloned().unwrap_or_default(),
            Node::Parameter { id, at } => self.parameter(program, *id, *at, locals),
            Node::Not(value) | Node::InstanceOf { value, .. } => {
                let value = self.node(program, *value, locals);
                self.decide(&value);
                Seen::truth()
            }
            Node::And(run) | Node::Or(run) => {
                for part in self.nodes(program, *run, locals) {
                    self.decide(&part);
                }
                Seen::truth()
            }
            Node::Compare { op, left, right } => {
                let left = self.node(program, *left, locals);
                let right = self.node(program, *right, locals);
                let by_order = !matches!(op, Comparison::Equal | Comparison::NotEqual);
                self.compare(&left, &right, by_order);
                Seen::truth()
            }
            Node::Between { value, low, high } => {
                let value = self.node(program, *value, locals);
                for end in [low, high] {
                    let end = self.node(program, *end, locals);
                    self.compare(&value, &end, true);
                }
                Seen::truth()
            }
            Node::In { value, test } => {
                let value = self.node(program, *value, locals);
                let test = self.node(program, *test, locals);
                let ranges = test.constants.iter().any(has_range);
                self.compare(&value, &test, ranges);
                Seen::truth()
            }
            Node::If {
                condition,
                then,
                otherwise,
            } => {
                let condition = self.node(program, *condition, locals);
                self.decide(&condition);
                let then = self.node(program, *then, locals);
                then.join(self.node(program, *otherwise, locals))
            }
            Node::Let { local, value, body } => {
                let value = self.node(program, *value, locals);
                let before = put(locals, *local, value);
                let body = self.node(program, *body, locals);
                put(locals, *local, before);
                body
            }
            Node::For {
                local, list, body, ..
            } => {
                let list = self.node(program, *list, locals);
                let body = self.each(program, *local, &list, *body, locals);
                body.join(list.made())
            }
            Node::Quantified {
                local, list, body, ..
            } => {
                let list = self.node(program, *list, locals);
                let body = self.each(program, *local, &list, *body, locals);
                self.decide(&body);
                self.otherwise(&list.behind());
                Seen::truth()
            }
            Node::Filter {
                local,
                list,
                condition,
            } => {
                let list = self.node(program, *list, locals);
                let condition = self.each(program, *local, &list, *condition, locals);
                self.decide(&condition);
                let mut kept = Seen {
                    made_of: list.behind(),
                    ..list
                };
                kept.variables.clear();
                kept.more = true;
                kept
            }
            Node::Index { list, position } => {
                let list = self.node(program, *list, locals);
                let position = self.node(program, *position, locals);
                if position.is_constant() && list.is_constant() {
                    list.join(Seen::constant(Value::Absent))
                } else {
                    list.made()
                        .join(position.made())
                        .join(Seen::some_constants())
                }
            }
            Node::List(run) => join_all(self.nodes(program, *run, locals)),
            Node::Context(run) => {
                let values = program.operands(*run).chunks_exact(2);
                let values: Vec<NodeId> = values.filter_map(|pair| pair.last().copied()).collect();
                let parts = values.iter().map(|node| self.node(program, *node, locals));
                join_all(parts.collect())
            }
            Node::Range { low, high, .. } => {
                let ends: Vec<NodeId> = low.iter().chain(high).copied().collect();
                let parts = ends.iter().map(|node| self.node(program, *node, locals));
                let mut range = join_all(parts.collect());
                // Ends out of constants make a range; the constants say where it cuts.
                if range.constants.iter().any(has_text) {
                    range.more = true;
                }
                range
            }
            Node::Table {
                policy,
                rows,
                default,
                ..
            } => self.table(program, *policy, *rows, *default, locals),
            Node::User { id, arguments } => {
                let arguments = self.nodes(program, *arguments, locals);
                match self.world.function(*id) {
                    Some(function) => self.body(function, arguments),
                    None => join_all(arguments).made().join(Seen::some_constants()),
                }
            }
            Node::Call { builtin, arguments } => {
                let seen = self.nodes(program, *arguments, locals);
                if *builtin == Builtin::ListContains
                    && let [list, element] = seen.as_slice()
                {
                    self.compare(element, list, false);
                    return Seen::truth();
                }
                let builtin = *builtin;
                self.fold(&seen, &|builder, operands| {
                    let arguments = builder.run(operands);
                    Node::Call { builtin, arguments }
                })
            }
            Node::Arithmetic { op, left, right } => {
                let seen = [*left, *right].map(|part| self.node(program, part, locals));
                let op = *op;
                self.fold(&seen, &|_, operands| Node::Arithmetic {
                    op,
                    left: operands.first().copied().unwrap_or(0),
                    right: operands.last().copied().unwrap_or(0),
                })
            }
            Node::Negate(value) => {
                let seen = [self.node(program, *value, locals)];
                self.fold(&seen, &|_, operands| {
                    Node::Negate(operands.first().copied().unwrap_or(0))
                })
            }
            Node::Property { value, property } => {
                let seen = [self.node(program, *value, locals)];
                let property = *property;
                self.fold(&seen, &|_, operands| Node::Property {
                    value: operands.first().copied().unwrap_or(0),
                    property,
                })
            }
            Node::Format { id, part, value } => {
                let seen = [self.node(program, *value, locals)];
                let (id, part) = (*id, *part);
                self.fold(&seen, &|_, operands| Node::Format {
                    id,
                    part,
                    value: operands.first().copied().unwrap_or(0),
                })
            }
            Node::Field { value, .. } => {
                let value = self.node(program, *value, locals);
                if value.is_constant() {
                    value
                } else {
                    value.made().join(Seen::some_constants())
                }
            }
            // What is not listed here may do anything with what it refers to: with everything.
            _ => {
                self.give_up();
                Seen::some_constants()
            }
        }
    }

    fn parameter(
        &mut self,
        program: &Program,
        id: u32,
        at: Option<NodeId>,
        locals: &mut Vec<Seen>,
    ) -> Seen {
        let Some(at) = at else {
            return match self.world.parameter(id, None) {
                // It may be anything.
                Value::Fault(_) => Seen::variable(u32::MAX),
                value => Seen::constant(value),
            };
        };
        let at = self.node(program, at, locals);
        if at.is_constant() {
            return self.fold(&[at], &|_, operands| Node::Parameter {
                id,
                at: operands.first().copied(),
            });
        }
        let Some((days, values)) = self.world.parameter_rows(id) else {
            return at.made().join(Seen::some_constants());
        };
        let days = Seen {
            constants: days.into_iter().map(Value::Date).collect(),
            ..Seen::default()
        };
        self.compare(&at, &days, true);
        Seen {
            constants: values,
            ..Seen::default()
        }
    }

    fn each(
        &mut self,
        program: &Program,
        local: u32,
        list: &Seen,
        body: NodeId,
        locals: &mut Vec<Seen>,
    ) -> Seen {
        let mut element = list.made();
        for constant in &list.constants {
            match constant {
                Value::List(list) => {
                    for item in &list.items {
                        element = element.join(Seen::constant(item.clone()));
                    }
                }
                Value::Range(_) => element.more = true,
                other => element = element.join(Seen::constant(other.clone())),
            }
        }
        element.more |= list.more;
        let before = put(locals, local, element);
        let body = self.node(program, body, locals);
        put(locals, local, before);
        body
    }

    fn table(
        &mut self,
        program: &Program,
        policy: Hit,
        rows: Operands,
        default: Option<NodeId>,
        locals: &mut Vec<Seen>,
    ) -> Seen {
        let mut outputs = Vec::new();
        for pair in program.operands(rows).chunks_exact(2) {
            let [condition, output] = *pair else { continue };
            let condition = self.node(program, condition, locals);
            self.decide(&condition);
            outputs.push(self.node(program, output, locals));
        }
        if let Some(default) = default {
            outputs.push(self.node(program, default, locals));
        }
        let all = join_all(outputs);
        if policy == Hit::Any {
            // Answers are compared with one another.
            self.otherwise(&all.behind());
        }
        all
    }

    /// What an operation makes out of constants; of anything else it makes something new.
    fn fold(&self, operands: &[Seen], make: &dyn Fn(&mut Builder, &[NodeId]) -> Node) -> Seen {
        if !operands.iter().all(Seen::is_constant) {
            return join_all(operands.iter().map(Seen::made).collect());
        }
        let combinations = operands.iter().try_fold(1_usize, |count, operand| {
            count.checked_mul(operand.constants.len())
        });
        let few = combinations.is_some_and(|count| count <= MAX_FOLDS);
        if !few || operands.iter().any(|operand| operand.more) {
            return Seen::some_constants();
        }
        let mut results = Seen::default();
        let mut choice = vec![0_usize; operands.len()];
        for _ in 0..combinations.unwrap_or(0) {
            let mut builder = Builder::new(0);
            let chosen = operands.iter().zip(&choice);
            let nodes: Option<Vec<NodeId>> = chosen
                .map(|(operand, place)| {
                    let constant = pooled(&mut builder, operand.constants.get(*place)?)?;
                    Some(builder.push(Node::Constant(constant)))
                })
                .collect();
            let Some(nodes) = nodes else {
                return Seen::some_constants();
            };
            let node = make(&mut builder, &nodes);
            let root = builder.push(node);
            let Ok(program) = builder.finish(root) else {
                return Seen::some_constants();
            };
            let value = eval(&program, self.world, &mut Fuel::new(10_000));
            results = results.join(Seen::constant(value));
            for (place, operand) in choice.iter_mut().zip(operands) {
                *place += 1;
                if *place < operand.constants.len() {
                    break;
                }
                *place = 0;
            }
        }
        results
    }
}

fn join_all(parts: Vec<Seen>) -> Seen {
    parts.into_iter().fold(Seen::default(), Seen::join)
}

fn put(locals: &mut [Seen], local: u32, seen: Seen) -> Seen {
    match locals.get_mut(local as usize) {
        Some(place) => core::mem::replace(place, seen),
        None => Seen::default(),
    }
}

/// A world in which every slot is something that cannot be cut.
#[derive(Clone, Copy, Debug)]
pub struct NoWorld;

impl Env for NoWorld {
    fn fact(&self, _: u32) -> Value {
        Value::Absent
    }
}

impl World for NoWorld {
    fn slot(&self, _: u32) -> Looked<'_> {
        Looked::Variable(u32::MAX)
    }
}
