//! What an expression sees: facts, the catalogue, and with `--standard` the host's library.

use super::facts::given;
use crate::clock;
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::sync::Arc;
use tongban_catalog::expression::Expression;
use tongban_engine::Engine;
use tongban_engine::api::WireFacts;
use tongban_feel::Profile;
use tongban_feel::library::StandardLibrary;
use tongban_image::SlotKind;
use tongban_runtime::{
    Calendar, Date, Env, Format, Fuel, Library, Program, Reason, Unknowns, Value, What, eval,
};

/// The facts and the catalogue that expressions are evaluated over.
pub struct World<'a> {
    engine: &'a Arc<Engine>,
    facts: &'a WireFacts,
    as_of: Option<Date>,
    region: Option<String>,
    standard: Option<StandardLibrary>,
    refused: RefCell<BTreeSet<(u32, u32)>>,
}

/// One cause of an unknown value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Why {
    /// Id of the fact or parameter, or `calendar:<year>`.
    pub what: String,
    /// `not-asked`, `unreachable`, `no-data`.
    pub reason: &'static str,
}

impl<'a> World<'a> {
    /// A world of one moment; `standard` has the host's clock, patterns and zones.
    pub fn new(
        engine: &'a Arc<Engine>,
        facts: &'a WireFacts,
        as_of: Option<Date>,
        region: Option<String>,
        profile: Profile,
    ) -> Self {
        Self {
            engine,
            facts,
            as_of,
            region,
            standard: (profile == Profile::Standard)
                .then(|| StandardLibrary::with_clock(clock::moment)),
            refused: RefCell::default(),
        }
    }

    /// The value of an expression.
    pub fn value(&self, expression: &Expression) -> Value {
        let seen = Seen {
            world: self,
            expression,
            depth: Cell::new(0),
        };
        let mut fuel = if self.standard.is_some() {
            Fuel::standard()
        } else {
            Fuel::default()
        };
        eval(&expression.program, &seen, &mut fuel)
    }

    /// Functions that were not called so far, each with the place of the argument that is not of
    /// its type.
    pub fn refused(&self) -> Vec<(u32, u32)> {
        self.refused.borrow().iter().copied().collect()
    }

    /// Why a value of an expression is unknown, each cause once.
    pub fn why(&self, expression: &Expression, causes: &Unknowns) -> Vec<Why> {
        let image = self.engine.image();
        let name = |what: What| match what {
            What::Fact { slot, .. } => {
                let fact = expression
                    .slots
                    .get(slot as usize)
                    .and_then(|slot| image.facts.get(slot.fact));
                fact.map_or_else(|| slot.to_string(), |fact| fact.id.clone())
            }
            What::Parameter(index) => image
                .parameters
                .get(index as usize)
                .map_or_else(|| index.to_string(), |parameter| parameter.id.clone()),
            What::CalendarYear(year) => format!("calendar:{year}"),
        };
        let mut why: Vec<Why> = causes
            .iter()
            .map(|cause| Why {
                what: name(cause.what),
                reason: match cause.reason {
                    Reason::NotAsked => "not-asked",
                    Reason::Unreachable => "unreachable",
                    Reason::NoData => "no-data",
                },
            })
            .collect();
        why.sort();
        why.dedup();
        why
    }
}

/// Computed facts in each other; more is a cycle, which no item has.
const MAX_COMPUTED: u32 = 64;

/// The world as one expression sees it.
struct Seen<'a> {
    world: &'a World<'a>,
    expression: &'a Expression,
    depth: Cell<u32>,
}

impl Env for Seen<'_> {
    fn fact(&self, slot: u32) -> Value {
        let unknown = || Value::unknown(What::Fact { slot, row: None }, Reason::NotAsked);
        let Some(place) = self.expression.slots.get(slot as usize) else {
            return unknown();
        };
        let world = self.world;
        let image = world.engine.image();
        let fact = image.facts.get(place.fact);
        match (&place.kind, &place.computed) {
            (SlotKind::ApplicationDate, _) => world.as_of.map_or_else(unknown, Value::Date),
            (SlotKind::InsuredRegion, _) => {
                world.region.as_deref().map_or_else(unknown, Value::text)
            }
            (_, Some(program)) if fact.is_none_or(|fact| !world.facts.contains_key(&fact.id)) => {
                let depth = self.depth.get();
                if depth >= MAX_COMPUTED {
                    return unknown();
                }
                self.depth.set(depth + 1);
                let value = eval(program, self, &mut Fuel::default());
                self.depth.set(depth);
                value
            }
            _ => match fact {
                Some(fact) => given(image, slot, &fact.kind, world.facts.get(&fact.id)),
                None => unknown(),
            },
        }
    }

    fn parameter(&self, id: u32, at: Option<Date>) -> Value {
        match at.or(self.world.as_of) {
            Some(date) => {
                let region = self.world.region.as_deref();
                self.world.engine.parameter(id, date, region)
            }
            None => Value::unknown(What::Parameter(id), Reason::NotAsked),
        }
    }

    fn function(&self, id: u32) -> Option<&Program> {
        let functions = &self.world.engine.image().functions;
        functions.get(id as usize).map(|function| &function.program)
    }

    fn refused(&self, id: u32, argument: u32) {
        self.world.refused.borrow_mut().insert((id, argument));
    }

    fn format(&self, id: u32) -> Option<&Format> {
        self.world.engine.image().formats.get(id as usize)
    }

    fn calendar(&self) -> Option<&Calendar> {
        Some(&self.world.engine.image().calendar)
    }

    fn library(&self) -> Option<&dyn Library> {
        self.world
            .standard
            .as_ref()
            .map(|library| library as &dyn Library)
    }
}
