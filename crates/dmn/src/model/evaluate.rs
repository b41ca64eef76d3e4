//! Evaluation of elements: what they need first, each once.

use super::compile::Source;
use super::conform::Conformance;
use super::graph::{Kind, spaced};
use super::names::Hidden;
use super::types::TypeId;
use super::{Given, Model};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tongban_runtime::build::Builder;
use tongban_runtime::env::Library;
use tongban_runtime::program::Node;
use tongban_runtime::{Env, Fault, Fuel, Value, eval_with};

/// How many elements may use up all of their steps in one question.
const MAX_SHARES: u64 = 20;

/// The values of one evaluation: given ones and those found so far.
type Values = BTreeMap<usize, Value>;

/// The outside of a model: what only a host has.
#[derive(Clone, Copy, Default)]
pub struct Host<'h> {
    /// Regular expressions, zones and the clock.
    pub library: Option<&'h dyn Library>,
}

/// What programs of a model see.
pub(crate) struct Outside<'m> {
    pub(crate) model: &'m Model,
    pub(crate) host: Host<'m>,
    /// What counted as null although a value was given.
    refused: RefCell<BTreeSet<Refused>>,
}

/// A value that was given and not taken.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Refused {
    /// That of an element, which is not of its type.
    Input(usize),
    /// That of a column, which a test of its values does not allow.
    Column(usize),
}

/// The steps that evaluations may take.
pub(crate) enum Budget<'f> {
    /// Those of an evaluation in progress.
    Shared(&'f mut Fuel),
    /// So many for each element; so many for all.
    Each { steps: u64, left: u64 },
}

impl Budget<'_> {
    /// So many steps for each element, and a multiple of it for all.
    pub(crate) const fn each(steps: u64) -> Self {
        Self::Each {
            steps,
            left: steps.saturating_mul(MAX_SHARES),
        }
    }

    /// Does one element's work.
    fn of<T>(&mut self, work: impl FnOnce(&mut Fuel) -> T) -> T {
        match self {
            Self::Shared(fuel) => work(fuel),
            Self::Each { steps, left } => {
                let most = (*steps).min(*left);
                let mut fuel = Fuel::new(most);
                let done = work(&mut fuel);
                *left = left.saturating_sub(most.saturating_sub(fuel.left()));
                done
            }
        }
    }
}

impl Env for Outside<'_> {
    fn fact(&self, _: u32) -> Value {
        Value::Absent
    }

    fn native(&self, id: u32, arguments: &[Value], fuel: &mut Fuel) -> Option<Value> {
        Some(match Hidden::of(id) {
            Hidden::Accepts(ty) => {
                let value = arguments.first()?;
                match self.coerce(value, ty, fuel) {
                    Value::Fault(fault) => Value::Fault(fault),
                    coerced => Value::Bool(value.is_absent() || !coerced.is_absent()),
                }
            }
            Hidden::NoTruth => {
                let value = arguments.first()?;
                Value::Bool(!matches!(value, Value::Absent | Value::Bool(_)))
            }
            Hidden::Allowed(test) => {
                let test = usize::try_from(test).ok()?;
                let allowed = self.conformance(fuel).is_allowed(arguments.first()?, test);
                allowed.map_or_else(Value::Fault, Value::Bool)
            }
            Hidden::Column(test) => {
                let test = usize::try_from(test).ok()?;
                let value = arguments.first()?;
                let taken = self.conformance(fuel).column(value, test);
                let taken = taken.unwrap_or_else(Value::Fault);
                if taken.is_absent() && !value.is_absent() {
                    self.refused.borrow_mut().insert(Refused::Column(test));
                }
                taken
            }
            Hidden::Coerce(ty) => self.coerce(arguments.first()?, ty, fuel),
            Hidden::Service(place) => {
                let place = usize::try_from(place).ok()?;
                let takes = &self.model.graph.elements.get(place)?.takes;
                let given = takes.iter().copied().zip(arguments.iter().cloned());
                self.service(place, given.collect(), &mut Budget::Shared(fuel))
            }
        })
    }

    fn library(&self) -> Option<&dyn Library> {
        self.host.library
    }
}

impl<'m> Outside<'m> {
    pub(crate) const fn new(model: &'m Model, host: Host<'m>) -> Self {
        Self {
            model,
            host,
            refused: RefCell::new(BTreeSet::new()),
        }
    }

    /// What counted as null so far although a value was given.
    pub(crate) fn refused(self) -> BTreeSet<Refused> {
        self.refused.into_inner()
    }

    const fn conformance<'a>(&'a self, fuel: &'a mut Fuel) -> Conformance<'a> {
        Conformance {
            outside: self,
            fuel,
        }
    }

    /// The value given to an element, as one of its type.
    pub(crate) fn given(&self, value: &Value, place: usize, budget: &mut Budget<'_>) -> Value {
        let Some(element) = self.model.graph.elements.get(place) else {
            return Value::Absent;
        };
        let taken = budget.of(|fuel| self.coerce(value, element.ty, fuel));
        if taken.is_absent() && !value.is_absent() {
            self.refused.borrow_mut().insert(Refused::Input(place));
        }
        taken
    }

    /// A value as one of a type, or null.
    pub(crate) fn coerce(&self, value: &Value, ty: TypeId, fuel: &mut Fuel) -> Value {
        if value.weight().is_err() {
            return Value::Fault(Fault::TooLarge);
        }
        let coerced = self.conformance(fuel).coerce(value, ty);
        coerced.unwrap_or_else(Value::Fault)
    }

    /// What a decision service gives: the value of its output, or of each by name.
    pub(crate) fn service(&self, place: usize, given: Values, budget: &mut Budget<'_>) -> Value {
        let Some(service) = self.model.graph.elements.get(place) else {
            return Value::Absent;
        };
        let values = self.all(&service.outputs, given, budget);
        let value = |place: &usize| values.get(place).cloned().unwrap_or_default();
        let result = match service.outputs.as_slice() {
            [one] => value(one),
            several => Value::context(several.iter().filter_map(|place| {
                let name = Arc::<str>::from(self.model.graph.elements.get(*place)?.name.as_str());
                Some((name, value(place)))
            })),
        };
        let ty = self.model.graph.types.given_by(service.ty);
        budget.of(|fuel| self.coerce(&result, ty, fuel))
    }

    /// What a knowledge model gives for named arguments.
    pub(crate) fn knowledge(
        &self,
        place: usize,
        inputs: &[Given],
        budget: &mut Budget<'_>,
    ) -> Value {
        let values = self.all(&[place], Values::new(), budget);
        let function = values.get(&place).cloned().unwrap_or_default();
        let parameters = self.model.parameters(place);
        let arguments: Vec<Value> = parameters
            .iter()
            .map(|name| {
                let given = inputs.iter().find(|given| spaced(&given.name) == *name);
                given.map(|given| given.value.clone()).unwrap_or_default()
            })
            .collect();
        budget.of(|fuel| self.call(&function, &arguments, fuel))
    }

    /// Calls a function value with arguments in order.
    fn call(&self, function: &Value, arguments: &[Value], fuel: &mut Fuel) -> Value {
        let mut registers = vec![function.clone()];
        registers.extend_from_slice(arguments);
        let count = u32::try_from(registers.len()).unwrap_or(u32::MAX);
        let mut builder = Builder::new(count);
        builder.set_lenient(true);
        let callee = builder.push(Node::Local(0));
        let arguments: Vec<_> = (1..count)
            .map(|register| builder.push(Node::Local(register)))
            .collect();
        let arguments = builder.run(&arguments);
        let root = builder.push(Node::Invoke {
            function: callee,
            arguments,
        });
        match builder.finish(root) {
            Ok(program) => eval_with(&program, &registers, self, fuel),
            Err(_) => Value::Fault(Fault::TooLarge),
        }
    }

    /// The values of elements and of all that they need.
    pub(crate) fn all(&self, wanted: &[usize], given: Values, budget: &mut Budget<'_>) -> Values {
        let order = self
            .model
            .graph
            .order(wanted, &|place| given.contains_key(&place));
        let mut values = given;
        for place in order {
            if !values.contains_key(&place) {
                let value = budget.of(|fuel| self.one(place, &values, fuel));
                values.insert(place, value);
            }
        }
        values
    }

    /// The value of an element whose needs are evaluated.
    fn one(&self, place: usize, values: &Values, fuel: &mut Fuel) -> Value {
        let model = self.model;
        let (Some(element), Some(compiled)) =
            (model.graph.elements.get(place), model.compiled.get(place))
        else {
            return Value::Absent;
        };
        let Some(program) = &compiled.program else {
            return Value::Absent;
        };
        if element.broken {
            return Value::Absent;
        }
        let value = |place: &usize| values.get(place).cloned().unwrap_or_default();
        let arguments: Vec<Value> = compiled
            .variables
            .iter()
            .map(|variable| match &variable.source {
                Source::Element(place) => value(place),
                Source::Import(members) => Value::context(
                    members
                        .iter()
                        .map(|(name, place)| (name.as_str(), value(place))),
                ),
            })
            .collect();
        let found = eval_with(program, &arguments, self, fuel);
        match element.kind {
            // The variable of a function may be typed by its result or as a function.
            Kind::Knowledge(_) | Kind::Service(_) => found,
            Kind::Input(_) | Kind::Decision(_) => match found {
                Value::Fault(fault) if !is_limit(fault) => Value::Absent,
                found => self.coerce(&found, element.ty, fuel),
            },
        }
    }
}

/// Whether an evaluation ended because it became too large, and not because of its values.
pub(crate) const fn is_limit(fault: Fault) -> bool {
    matches!(
        fault,
        Fault::FuelExhausted | Fault::TooDeep | Fault::TooLarge
    )
}
