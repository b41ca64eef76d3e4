//! Item definitions, resolved: what a type name of a model means.

use super::names::Hidden;
use crate::xml::{Definitions, FunctionItem, ItemDefinition, Place, UnaryTests};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;
use tongban_runtime::Shape as Look;
use tongban_runtime::limits::MAX_VALUE_DEPTH;

/// Index of a type.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct TypeId(pub(crate) u32);

impl TypeId {
    /// Any value.
    pub(crate) const ANY: Self = Self(0);
    /// Truth values.
    pub(crate) const BOOLEAN: Self = Self(1);
}

/// The types that every model has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Simple {
    Null,
    Number,
    Text,
    Boolean,
    Date,
    Time,
    DateTime,
    YearsMonths,
    DaysTime,
    Duration,
    List,
    Context,
    Range,
    Function,
}

impl Simple {
    fn look(self) -> Look {
        match self {
            Self::Null => Look::Null,
            Self::Number => Look::Number,
            Self::Text => Look::Text,
            Self::Boolean => Look::Boolean,
            Self::Date => Look::Date,
            Self::Time => Look::Time,
            Self::DateTime => Look::DateTime,
            Self::YearsMonths => Look::YearsMonths,
            Self::DaysTime => Look::DaysTime,
            Self::List => Look::list(Look::Any),
            Self::Context => Look::context::<Arc<str>>([]),
            Self::Range => Look::Range(Arc::new(Look::Any)),
            Self::Function => Look::AnyFunction,
            Self::Duration => Look::Any,
        }
    }
}

/// What a type says about its values.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Shape {
    /// Nothing.
    Any,
    /// One of the types that every model has.
    Simple(Simple),
    /// The same as another.
    Same(TypeId),
    /// A list.
    List(TypeId),
    /// Named components.
    Context(Vec<(Arc<str>, TypeId)>),
    /// A function.
    Function {
        /// What it takes.
        parameters: Vec<TypeId>,
        /// What it gives.
        output: TypeId,
    },
    /// Values of another type that fit a test.
    Narrowed {
        /// The other type.
        base: TypeId,
        /// Index of the test.
        test: usize,
    },
}

/// A test of allowed values, and the model that it stands in.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Allowed {
    pub(crate) model: usize,
    pub(crate) tests: UnaryTests,
}

/// All types of a model and those it imports.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Types {
    shapes: Vec<Shape>,
    names: BTreeMap<(usize, String), TypeId>,
    simple: BTreeMap<String, TypeId>,
    pub(crate) allowed: Vec<Allowed>,
    /// Names that are defined a second time: model, name and where.
    pub(crate) twice: Vec<(usize, String, Place)>,
    /// Type names that mean nothing: model, name and where it is written.
    pub(crate) unknown: Vec<(usize, String, Place)>,
}

/// Names of the types that every model has, of this and of older versions.
const SIMPLE: [(&str, Simple); 24] = [
    ("number", Simple::Number),
    ("string", Simple::Text),
    ("boolean", Simple::Boolean),
    ("date", Simple::Date),
    ("time", Simple::Time),
    ("date and time", Simple::DateTime),
    ("dateTime", Simple::DateTime),
    ("years and months duration", Simple::YearsMonths),
    ("year and month duration", Simple::YearsMonths),
    ("yearMonthDuration", Simple::YearsMonths),
    ("days and time duration", Simple::DaysTime),
    ("day and time duration", Simple::DaysTime),
    ("dayTimeDuration", Simple::DaysTime),
    ("duration", Simple::Duration),
    ("list", Simple::List),
    ("context", Simple::Context),
    ("range", Simple::Range),
    ("function", Simple::Function),
    ("Null", Simple::Null),
    ("null", Simple::Null),
    ("integer", Simple::Number),
    ("decimal", Simple::Number),
    ("double", Simple::Number),
    ("text", Simple::Text),
];

/// Most parts of a type whose names are known where its values are used.
const MAX_NAMED: u32 = 500;
/// Most parts of a type that `instance of` looks at.
const MAX_LOOK: u32 = 10_000;

/// Where models find each other: for each, its imports as prefix and model.
pub(crate) type Links = [Vec<(String, usize)>];

impl Types {
    /// Resolves the item definitions of all models.
    pub(crate) fn new(models: &[Definitions], links: &Links) -> Self {
        let mut types = Self {
            shapes: vec![Shape::Any, Shape::Simple(Simple::Boolean)],
            names: BTreeMap::new(),
            simple: BTreeMap::new(),
            allowed: Vec::new(),
            twice: Vec::new(),
            unknown: Vec::new(),
        };
        // First the names, so that definitions may use those that come later.
        for (model, definitions) in models.iter().enumerate() {
            for item in &definitions.items {
                let id = types.push(Shape::Any);
                let known = types.names.entry((model, item.name.clone()));
                if let Entry::Occupied(_) = known {
                    types.twice.push((model, item.name.clone(), item.at));
                }
                known.or_insert(id);
            }
        }
        for (model, definitions) in models.iter().enumerate() {
            let space = Space {
                model,
                definitions,
                links,
            };
            for item in &definitions.items {
                let shape = Shape::Same(types.item(&space, item));
                let id = types.names.get(&(model, item.name.clone())).copied();
                // Of two with one name the first counts.
                if let Some(id) = id.filter(|id| *types.get(*id) == Shape::Any) {
                    types.set(id, shape);
                }
            }
        }
        types.shorten();
        types
    }

    /// Lets names that lead to names lead to their ends at once; those that lead to themselves say
    /// nothing.
    fn shorten(&mut self) {
        for start in 0..self.count() {
            let mut path = Vec::new();
            let mut at = TypeId(start);
            while let Shape::Same(next) = *self.get(at) {
                if path.len() > self.shapes.len() {
                    at = TypeId::ANY;
                    break;
                }
                path.push(at);
                at = next;
            }
            path.sort_unstable();
            path.dedup();
            for step in path {
                self.set(step, Shape::Same(at));
            }
        }
    }

    /// How many there are.
    pub(crate) fn count(&self) -> u32 {
        u32::try_from(self.shapes.len()).unwrap_or(u32::MAX)
    }

    /// What a type says, names followed; names that lead to themselves say nothing.
    pub(crate) fn shape(&self, id: TypeId) -> &Shape {
        let mut id = id;
        for _ in 0..=self.shapes.len() {
            match self.get(id) {
                Shape::Same(next) => id = *next,
                shape => return shape,
            }
        }
        &Shape::Any
    }

    /// Whether every value is of the type.
    pub(crate) fn is_any(&self, id: TypeId) -> bool {
        *self.shape(id) == Shape::Any
    }

    fn get(&self, id: TypeId) -> &Shape {
        let at = usize::try_from(id.0).unwrap_or(usize::MAX);
        self.shapes.get(at).unwrap_or(&Shape::Any)
    }

    fn set(&mut self, id: TypeId, shape: Shape) {
        let at = usize::try_from(id.0).unwrap_or(usize::MAX);
        if let Some(place) = self.shapes.get_mut(at) {
            *place = shape;
        }
    }

    fn push(&mut self, shape: Shape) -> TypeId {
        let id = TypeId(self.count());
        self.shapes.push(shape);
        id
    }

    /// The type of a name where it is written; of an unknown name, any.
    pub(crate) fn named(&mut self, space: &Space<'_>, written: Option<&str>, at: Place) -> TypeId {
        let Some(written) = written else {
            return TypeId::ANY;
        };
        match self.find(space, written) {
            Some(id) => id,
            None => {
                self.unknown.push((space.model, written.to_owned(), at));
                TypeId::ANY
            }
        }
    }

    fn find(&mut self, space: &Space<'_>, written: &str) -> Option<TypeId> {
        if let Some(found) = self.known(space, written) {
            return Some(found);
        }
        let name = local(space, written);
        let (_, simple) = SIMPLE.iter().find(|(known, _)| *known == name)?;
        let id = self.push(Shape::Simple(*simple));
        self.simple.insert(name.to_owned(), id);
        Some(id)
    }

    /// The type of a name that was met before, or that a model defines.
    pub(crate) fn known(&self, space: &Space<'_>, written: &str) -> Option<TypeId> {
        if let Some(found) = self.defined(space, written.trim()) {
            return Some(found);
        }
        let name = local(space, written);
        if name.eq_ignore_ascii_case("any") {
            return Some(TypeId::ANY);
        }
        self.simple.get(name).copied()
    }

    /// The item definition of a name: of the own model, or of an import by its prefix.
    pub(crate) fn defined(&self, space: &Space<'_>, written: &str) -> Option<TypeId> {
        let known = |model: usize, name: &str| self.names.get(&(model, name.to_owned())).copied();
        if let Some(id) = known(space.model, written) {
            return Some(id);
        }
        for (prefix, model) in space.imports() {
            let rest = if prefix.is_empty() {
                Some(written)
            } else {
                let rest = written.strip_prefix(prefix.as_str());
                rest.and_then(|rest| rest.strip_prefix(['.', ':']))
            };
            if let Some(id) = rest.and_then(|rest| known(*model, rest.trim())) {
                return Some(id);
            }
        }
        let (prefix, local) = written.split_once(':')?;
        let namespace = space.definitions.prefixes.get(prefix)?;
        known(space.model_of(namespace)?, local)
    }

    fn item(&mut self, space: &Space<'_>, item: &ItemDefinition) -> TypeId {
        let mut base = if !item.components.is_empty() {
            let components: Vec<_> = item
                .components
                .iter()
                .map(|component| {
                    let ty = self.item(space, component);
                    (Arc::from(component.name.as_str()), ty)
                })
                .collect();
            self.push(Shape::Context(components))
        } else if let Some(function) = &item.function {
            self.function(space, function, item.at)
        } else {
            self.named(space, item.type_ref.as_deref(), item.at)
        };
        base = self.narrowed(space, base, item.allowed.as_ref());
        if item.collection {
            base = self.push(Shape::List(base));
        }
        self.narrowed(space, base, item.constraint.as_ref())
    }

    fn function(&mut self, space: &Space<'_>, function: &FunctionItem, at: Place) -> TypeId {
        let parameters = function.parameters.iter();
        let parameters = parameters
            .map(|parameter| self.named(space, parameter.type_ref.as_deref(), parameter.at))
            .collect();
        let output = self.named(space, function.output.as_deref(), at);
        self.push(Shape::Function { parameters, output })
    }

    /// A test of the values of a column; `None` where any are allowed.
    pub(crate) fn column(&mut self, model: usize, tests: Option<&UnaryTests>) -> Option<u32> {
        let tests = tests.filter(|tests| !is_open(tests))?;
        let test = u32::try_from(self.allowed.len()).ok()?;
        self.allowed.push(Allowed {
            model,
            tests: tests.clone(),
        });
        Some(test)
    }

    fn narrowed(&mut self, space: &Space<'_>, base: TypeId, tests: Option<&UnaryTests>) -> TypeId {
        let Some(tests) = tests.filter(|tests| !is_open(tests)) else {
            return base;
        };
        let test = self.allowed.len();
        self.allowed.push(Allowed {
            model: space.model,
            tests: tests.clone(),
        });
        self.push(Shape::Narrowed { base, test })
    }

    /// What a function of this type gives; of another type, the type itself.
    pub(crate) fn given_by(&self, id: TypeId) -> TypeId {
        match self.shape(id) {
            Shape::Function { output, .. } => *output,
            Shape::Narrowed { base, .. } => self.given_by(*base),
            Shape::Simple(Simple::Function) => TypeId::ANY,
            _ => id,
        }
    }

    /// Names of components, at every level, that are not one word; of a large type only some.
    pub(crate) fn component_names(&self, id: TypeId, names: &mut Vec<String>) {
        let mut budget = MAX_NAMED;
        self.named_inside(id, MAX_VALUE_DEPTH, &mut budget, names);
    }

    fn named_inside(&self, id: TypeId, depth: u32, budget: &mut u32, names: &mut Vec<String>) {
        let (Some(left), Some(deeper)) = (budget.checked_sub(1), depth.checked_sub(1)) else {
            return;
        };
        *budget = left;
        match self.shape(id) {
            Shape::List(inner) | Shape::Narrowed { base: inner, .. } => {
                self.named_inside(*inner, deeper, budget, names);
            }
            Shape::Context(components) => {
                for (name, ty) in components {
                    if *budget == 0 {
                        return;
                    }
                    if !name.chars().all(|c| c.is_alphanumeric() || c == '_') {
                        names.push(name.to_string());
                    }
                    self.named_inside(*ty, deeper, budget, names);
                }
            }
            _ => {}
        }
    }

    /// A type as expressions see it after `instance of`, allowed values included.
    pub(crate) fn look(&self, id: TypeId) -> Look {
        let mut budget = MAX_LOOK;
        self.looked(id, MAX_VALUE_DEPTH, &mut budget)
    }

    /// Where the type is larger than `budget`, its parts are of any type.
    fn looked(&self, id: TypeId, depth: u32, budget: &mut u32) -> Look {
        let (Some(left), Some(deeper)) = (budget.checked_sub(1), depth.checked_sub(1)) else {
            return Look::Any;
        };
        *budget = left;
        match self.shape(id) {
            Shape::Any | Shape::Same(_) => Look::Any,
            Shape::Simple(simple) => simple.look(),
            Shape::List(item) => Look::list(self.looked(*item, deeper, budget)),
            Shape::Narrowed { base, test } => Look::Tested {
                base: Arc::new(self.looked(*base, deeper, budget)),
                test: Hidden::Allowed(u32::try_from(*test).unwrap_or(u32::MAX)).id(),
            },
            Shape::Context(components) => Look::context(
                components
                    .iter()
                    .map(|(name, ty)| (Arc::clone(name), self.looked(*ty, deeper, budget))),
            ),
            Shape::Function { parameters, output } => Look::Function {
                parameters: parameters
                    .iter()
                    .map(|ty| self.looked(*ty, deeper, budget))
                    .collect(),
                result: Arc::new(self.looked(*output, deeper, budget)),
            },
        }
    }
}

/// Whether tests allow everything.
pub(crate) fn is_open(tests: &UnaryTests) -> bool {
    matches!(tests.text.trim(), "" | "-")
}

/// Where a type name is written.
pub(crate) struct Space<'m> {
    pub(crate) model: usize,
    pub(crate) definitions: &'m Definitions,
    pub(crate) links: &'m Links,
}

impl Space<'_> {
    fn imports(&self) -> &[(String, usize)] {
        self.links.get(self.model).map_or(&[], Vec::as_slice)
    }

    fn model_of(&self, namespace: &str) -> Option<usize> {
        let imports = self.definitions.imports.iter();
        let found = imports
            .zip(self.imports())
            .find(|(import, _)| import.namespace == namespace)?;
        Some(found.1.1)
    }
}

/// A name without its prefix: in older versions one stands for the namespace of the language.
fn local<'w>(space: &Space<'_>, written: &'w str) -> &'w str {
    let written = written.trim();
    match written.split_once(':') {
        Some((prefix, local)) if space.definitions.prefixes.contains_key(prefix) => local.trim(),
        _ => written,
    }
}
