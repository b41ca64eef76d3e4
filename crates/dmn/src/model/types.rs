//! Item definitions, resolved: what a type name of a model means.

use crate::xml::{Definitions, FunctionItem, ItemDefinition, UnaryTests};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Index of a type.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct TypeId(pub(crate) u32);

impl TypeId {
    /// Any value.
    pub(crate) const ANY: Self = Self(0);
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
        /// How many arguments it takes.
        parameters: usize,
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
    pub(crate) allowed: Vec<Allowed>,
    /// Type names that mean nothing: model, name and where it is written.
    pub(crate) unknown: Vec<(usize, String, crate::xml::Place)>,
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

/// Where models find each other: for each, its imports as prefix and model.
pub(crate) type Links = [Vec<(String, usize)>];

impl Types {
    /// Resolves the item definitions of all models.
    pub(crate) fn new(models: &[Definitions], links: &Links) -> Self {
        let mut types = Self {
            shapes: vec![Shape::Any],
            names: BTreeMap::new(),
            allowed: Vec::new(),
            unknown: Vec::new(),
        };
        // First the names, so that definitions may use those that come later.
        for (model, definitions) in models.iter().enumerate() {
            for item in &definitions.items {
                let id = types.push(Shape::Any);
                types.names.entry((model, item.name.clone())).or_insert(id);
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
                if let Some(id) = types.names.get(&(model, item.name.clone())).copied() {
                    types.set(id, shape);
                }
            }
        }
        types
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
    pub(crate) fn named(
        &mut self,
        space: &Space<'_>,
        written: Option<&str>,
        at: crate::xml::Place,
    ) -> TypeId {
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
        let written = written.trim();
        if let Some(id) = self.names.get(&(space.model, written.to_owned())) {
            return Some(*id);
        }
        // A prefix may be that of an import, or, as in older versions, that of a namespace.
        for (prefix, model) in space.imports() {
            if prefix.is_empty() {
                if let Some(id) = self.names.get(&(*model, written.to_owned())) {
                    return Some(*id);
                }
                continue;
            }
            let rest = written.strip_prefix(prefix.as_str());
            let rest = rest.and_then(|rest| rest.strip_prefix(['.', ':']));
            if let Some(rest) = rest
                && let Some(id) = self.names.get(&(*model, rest.trim().to_owned()))
            {
                return Some(*id);
            }
        }
        if let Some((prefix, local)) = written.split_once(':')
            && let Some(namespace) = space.definitions.prefixes.get(prefix)
        {
            let model = space.model_of(namespace);
            if let Some(model) = model {
                return self.names.get(&(model, local.to_owned())).copied();
            }
            return self.simple(local);
        }
        self.simple(written)
    }

    fn simple(&mut self, name: &str) -> Option<TypeId> {
        if name.eq_ignore_ascii_case("any") {
            return Some(TypeId::ANY);
        }
        let found = SIMPLE.iter().find(|(known, _)| *known == name)?;
        Some(self.push(Shape::Simple(found.1)))
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
            self.function(space, function)
        } else {
            self.named(space, item.type_ref.as_deref(), item.at)
        };
        base = self.narrowed(space, base, item.allowed.as_ref());
        if item.collection {
            base = self.push(Shape::List(base));
        }
        self.narrowed(space, base, item.constraint.as_ref())
    }

    fn function(&mut self, space: &Space<'_>, function: &FunctionItem) -> TypeId {
        for parameter in &function.parameters {
            self.named(space, parameter.type_ref.as_deref(), parameter.at);
        }
        self.push(Shape::Function {
            parameters: function.parameters.len(),
        })
    }

    fn narrowed(&mut self, space: &Space<'_>, base: TypeId, tests: Option<&UnaryTests>) -> TypeId {
        let Some(tests) = tests.filter(|tests| !matches!(tests.text.trim(), "" | "-")) else {
            return base;
        };
        let test = self.allowed.len();
        self.allowed.push(Allowed {
            model: space.model,
            tests: tests.clone(),
        });
        self.push(Shape::Narrowed { base, test })
    }

    /// Names of components, at every level, that are not one word.
    pub(crate) fn component_names(&self, id: TypeId, names: &mut Vec<String>, depth: u32) {
        let Some(deeper) = depth.checked_sub(1) else {
            return;
        };
        match self.shape(id) {
            Shape::List(item) => self.component_names(*item, names, deeper),
            Shape::Narrowed { base, .. } => self.component_names(*base, names, deeper),
            Shape::Context(components) => {
                for (name, ty) in components {
                    if !name.chars().all(|c| c.is_alphanumeric() || c == '_') {
                        names.push(name.to_string());
                    }
                    self.component_names(*ty, names, deeper);
                }
            }
            _ => {}
        }
    }
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
