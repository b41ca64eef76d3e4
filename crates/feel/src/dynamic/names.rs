//! What a name means, innermost first, across loops, filters and functions.
//!
//! The body of a function is a program of its own. What it reads from outside is captured: at
//! each function in between, a value of the outer program is kept in a register of the inner one.

use super::hints::key_of;
use super::shapes::of_function;
use crate::Profile;
use crate::check::{Compiler, signatures};
use crate::scope::Binding;
use crate::types::{FieldType, Type};
use tongban_runtime::build::Builder;
use tongban_runtime::constant::Constant;
use tongban_runtime::program::{Node, NodeId};

/// The name by which the value of a unary test is captured.
const INPUT: &str = "?";

/// The names and functions around the place that is being lowered.
#[derive(Default)]
pub(crate) struct Surroundings {
    held: Vec<Held>,
    frames: Vec<Frame>,
    /// The context entry whose value comes next: a function calls itself by its name.
    pub(super) entry: Option<String>,
}

/// A register that names stand for.
struct Held {
    /// The name; `None` for an element whose fields, if any, are names.
    name: Option<String>,
    register: u32,
    /// In how many functions it lies.
    frame: usize,
    /// What is declared of it.
    ty: Option<Type>,
}

/// A function that is being lowered.
struct Frame {
    /// The program around it.
    outer: Builder,
    /// The value of the unary test around it.
    input: Option<NodeId>,
    captures: Vec<Capture>,
    /// The entry that holds the function, and the register where it finds itself.
    itself: Option<(String, Option<u32>)>,
}

struct Capture {
    key: Key,
    /// The node of the outer program.
    outer: NodeId,
    /// The register of the inner program.
    inner: u32,
}

#[derive(Clone, PartialEq, Eq)]
enum Key {
    Register { frame: usize, register: u32 },
    Input(usize),
}

/// What a function captured, when its body is lowered.
pub(super) struct Left {
    pub(super) inner: Builder,
    /// Nodes of the outer program.
    pub(super) values: Vec<NodeId>,
    /// Registers of the inner program.
    pub(super) registers: Vec<u32>,
    pub(super) itself: Option<u32>,
}

impl Compiler<'_> {
    /// Makes a register known by a name.
    pub(crate) fn hold(&mut self, name: &str, register: u32, ty: Option<Type>) {
        self.known_name(name);
        let frame = self.surroundings.frames.len();
        self.surroundings.held.push(Held {
            name: Some(name.to_owned()),
            register,
            frame,
            ty,
        });
    }

    /// Makes the fields of what a register holds known by their names.
    pub(super) fn hold_element(&mut self, register: u32, ty: Option<Type>) {
        let frame = self.surroundings.frames.len();
        self.surroundings.held.push(Held {
            name: None,
            register,
            frame,
            ty,
        });
    }

    /// How many registers are known by names; for [`Self::release`].
    pub(super) fn holding(&self) -> usize {
        self.surroundings.held.len()
    }

    /// Forgets the names since then.
    pub(super) fn release(&mut self, count: usize) {
        while self.surroundings.held.len() > count {
            if let Some(Held {
                name: Some(name), ..
            }) = self.surroundings.held.pop()
            {
                self.forget_name(&name);
            }
        }
    }

    /// Begins the body of a function with so many parameters.
    pub(super) fn enter_function(&mut self, parameters: u32, entry: Option<&str>) {
        let mut inner = Builder::new(parameters);
        inner.set_lenient(true);
        let frame = Frame {
            outer: core::mem::replace(&mut self.builder, inner),
            input: self.input_value.take(),
            captures: Vec::new(),
            itself: entry.map(|name| (name.to_owned(), None)),
        };
        self.surroundings.frames.push(frame);
    }

    /// Ends it.
    pub(super) fn leave_function(&mut self) -> Option<Left> {
        let frame = self.surroundings.frames.pop()?;
        self.input_value = frame.input;
        Some(Left {
            inner: core::mem::replace(&mut self.builder, frame.outer),
            values: frame.captures.iter().map(|capture| capture.outer).collect(),
            registers: frame.captures.iter().map(|capture| capture.inner).collect(),
            itself: frame.itself.and_then(|(_, register)| register),
        })
    }

    /// Whether a loop, a parameter or an entry gives this name a meaning.
    pub(super) fn is_held(&self, name: &str) -> bool {
        self.surroundings
            .held
            .iter()
            .any(|held| held.name.as_deref() == Some(name))
    }

    /// What is declared of a name that a loop, a parameter, an entry or an element gives a
    /// meaning: `None` if none does, `Some(None)` if nothing is declared.
    pub(super) fn held_type(&self, name: &str) -> Option<Option<Type>> {
        self.surroundings.held.iter().rev().find_map(|held| {
            match (&held.name, held.ty.as_ref().map(Type::present)) {
                (Some(other), _) => (other == name).then(|| held.ty.clone()),
                (None, Some(Type::Context(fields))) => {
                    let named = |field: &&FieldType| field.key == name || field.name == name;
                    let field = fields.iter().find(named);
                    field
                        .map(|field| Some(field.ty.clone()))
                        .or_else(|| (name == "item").then(|| held.ty.clone()))
                }
                (None, Some(_)) => (name == "item").then(|| held.ty.clone()),
                // It may have a field of this name.
                (None, None) => Some(None),
            }
        })
    }

    /// The value of a name; `null` if nothing is known of it.
    pub(super) fn name_node(&mut self, name: &str) -> NodeId {
        match self.find(name, self.surroundings.held.len()) {
            Some(node) => node,
            None => self.builder.constant(Constant::Absent),
        }
    }

    /// Looks among the first `count` registers, then in the scope.
    fn find(&mut self, name: &str, count: usize) -> Option<NodeId> {
        for place in (0..count).rev() {
            let held = self.surroundings.held.get(place)?;
            let (register, frame) = (held.register, held.frame);
            match &held.name {
                Some(other) if other == name => return Some(self.reach(register, frame)),
                Some(_) => {}
                None => {
                    let value = self.reach(register, frame);
                    let otherwise = if name == "item" {
                        value
                    } else {
                        match self.find(name, place) {
                            Some(node) => node,
                            None => self.builder.constant(Constant::Absent),
                        }
                    };
                    let held = self.surroundings.held.get(place)?;
                    let key = key_of(held.ty.as_ref(), name);
                    let key = Constant::Text(key.into());
                    let key = self.builder.pool(key);
                    return Some(self.builder.push(Node::Lookup {
                        value,
                        key,
                        otherwise,
                    }));
                }
            }
        }
        self.in_scope(name).or_else(|| self.recursion(name))
    }

    fn in_scope(&mut self, name: &str) -> Option<NodeId> {
        match self.scope().resolve(name) {
            Some(Binding::Fact { slot, .. }) => Some(self.builder.push(Node::Fact(slot))),
            Some(Binding::Parameter { id, .. }) => {
                Some(self.builder.push(Node::Parameter { id, at: None }))
            }
            Some(Binding::Function { id, signature }) => {
                let names: Vec<String> = signature
                    .parameters
                    .iter()
                    .map(|(name, _)| name.clone())
                    .collect();
                Some(self.catalogue_function(id, &signature, &names))
            }
            Some(Binding::Format { .. } | Binding::FormatPart { .. }) => None,
            None => self.built_in_value(name),
        }
    }

    /// A built-in function as a value.
    fn built_in_value(&mut self, name: &str) -> Option<NodeId> {
        let forms = signatures::forms(name, Profile::Standard);
        let builtin = forms.first()?.builtin;
        let least = forms.iter().map(|form| form.required).min()?;
        let most = forms.iter().map(|form| {
            if form.repeats {
                usize::MAX
            } else {
                form.parameters.len()
            }
        });
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let shape = match forms.as_slice() {
            [form] => of_function(form).map(|shape| self.builder.shape(shape)),
            _ => None,
        };
        Some(self.builder.push(Node::Reference {
            builtin,
            least: count(least),
            most: count(most.max()?),
            shape,
        }))
    }

    /// A function that calls itself by the name of its entry.
    fn recursion(&mut self, name: &str) -> Option<NodeId> {
        let frames = &self.surroundings.frames;
        let place = frames
            .iter()
            .rposition(|frame| matches!(&frame.itself, Some((entry, _)) if entry == name))?;
        let depth = place.saturating_add(1);
        let known = match &self.surroundings.frames.get(place)?.itself {
            Some((_, Some(register))) => Some(*register),
            _ => None,
        };
        let register = match known {
            Some(register) => register,
            None => {
                let register = self.builder_at(depth).local();
                if let Some(frame) = self.surroundings.frames.get_mut(place) {
                    frame.itself = Some((name.to_owned(), Some(register)));
                }
                register
            }
        };
        Some(self.reach(register, depth))
    }

    fn builder_at(&mut self, frame: usize) -> &mut Builder {
        match self.surroundings.frames.get_mut(frame) {
            Some(inner) => &mut inner.outer,
            None => &mut self.builder,
        }
    }

    /// A register of a frame, here.
    fn reach(&mut self, register: u32, frame: usize) -> NodeId {
        self.carry(&Key::Register { frame, register }, frame, |builder| {
            builder.push(Node::Local(register))
        })
    }

    /// The value of the unary test that is around.
    pub(super) fn input_node(&mut self) -> NodeId {
        if let Some(input) = self.input_value {
            return input;
        }
        let frames = &self.surroundings.frames;
        let Some(frame) = frames.iter().rposition(|frame| frame.input.is_some()) else {
            return self.name_node(INPUT);
        };
        let input = frames.get(frame).and_then(|frame| frame.input);
        match input {
            Some(node) => self.carry(&Key::Input(frame), frame, |_| node),
            None => self.name_node(INPUT),
        }
    }

    /// Carries a value of a frame into the current one, through each function in between.
    fn carry(
        &mut self,
        key: &Key,
        frame: usize,
        first: impl FnOnce(&mut Builder) -> NodeId,
    ) -> NodeId {
        let current = self.surroundings.frames.len();
        // The innermost function that has it already.
        let known = (frame..current).rev().find_map(|place| {
            let captures = &self.surroundings.frames.get(place)?.captures;
            let capture = captures.iter().find(|capture| capture.key == *key)?;
            Some((place.saturating_add(1), capture.inner))
        });
        let (from, mut node) = match known {
            Some((from, inner)) => (from, self.builder_at(from).push(Node::Local(inner))),
            None => (frame, first(self.builder_at(frame))),
        };
        for place in from..current {
            let inner = self.builder_at(place.saturating_add(1)).local();
            if let Some(frame) = self.surroundings.frames.get_mut(place) {
                frame.captures.push(Capture {
                    key: key.clone(),
                    outer: node,
                    inner,
                });
            }
            node = self
                .builder_at(place.saturating_add(1))
                .push(Node::Local(inner));
        }
        node
    }
}
