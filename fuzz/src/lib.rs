//! What no bytes may do: each function takes any bytes and panics where a promise is broken.
//!
//! `cargo fuzz run compile` looks for such bytes (`README.md` says how); the tests of this workspace try
//! random ones, and those that were found before.
#![forbid(unsafe_code)]

mod catalogue;

pub use catalogue::{csv_table, decide, image, reference_image};

use tongban_dmn::model::{Given, Host, Model};
use tongban_feel::pages::Dictionary;
use tongban_feel::parse::{self, Names};
use tongban_feel::{Lang, Profile, Scope as _, render};
use tongban_runtime::limits::MAX_WEIGHT;
use tongban_runtime::{Env, Fuel, Program, Reason, Value, What, eval};

/// Steps that an evaluation may take here.
const STEPS: u64 = 20_000;

/// Facts of which every other is not known.
struct Half;

impl Env for Half {
    fn fact(&self, slot: u32) -> Value {
        match slot % 8 {
            0 => Value::Bool(true),
            1 => Value::from(i64::from(slot)),
            2 => Value::text("male-60"),
            3 => Value::Absent,
            4 => Value::list(vec![Value::from(1), Value::unknown(What::Parameter(slot), Reason::NoData)]),
            _ => Value::unknown(What::Fact { slot, row: None }, Reason::NotAsked),
        }
    }

    fn parameter(&self, id: u32, _: Option<tongban_runtime::Date>) -> Value {
        Value::unknown(What::Parameter(id), Reason::NoData)
    }
}

/// Any text is read, and what is wrong lies within it.
pub fn parse(bytes: &[u8]) {
    let Ok(source) = core::str::from_utf8(bytes) else { return };
    for profile in [Profile::Strict, Profile::Standard] {
        let mut names = Names::new(profile);
        for name in Dictionary.names() {
            names.add(&name);
        }
        let (expr, reports) = parse::expression(source, &names);
        assert!(expr.height <= tongban_feel::limits::MAX_NESTING, "nested deeper than allowed");
        for report in reports {
            assert!(source.get(report.span.start..report.span.end).is_some(), "{:?} lies outside", report.span);
        }
        let _ = parse::unary_tests(source, &names);
    }
}

/// Any text compiles or is refused, with diagnostics that can be shown; what compiles ends.
pub fn compile_and_run(source: &str) {
    for profile in [Profile::Strict, Profile::Standard] {
        match tongban_feel::compile(source, &Dictionary, None, profile) {
            Ok(compiled) => bounded(&compiled.program),
            Err(found) => {
                assert!(!found.is_empty(), "refused without a reason");
                for diagnostic in found {
                    assert!(!render(source, &diagnostic).is_empty());
                }
            }
        }
    }
    for lang in [Lang::ZhHans, Lang::En] {
        let _ = tongban_feel::compile_in(lang, source, &Dictionary, None, Profile::Strict);
    }
}

/// As [`compile_and_run`], for bytes.
pub fn compile(bytes: &[u8]) {
    if let Ok(source) = core::str::from_utf8(bytes) {
        compile_and_run(source);
    }
}

/// A program that decodes is evaluated within its fuel, and its value is bounded.
pub fn evaluate(bytes: &[u8]) {
    if let Ok(program) = postcard::from_bytes::<Program>(bytes) {
        bounded(&program);
        if let Ok(again) = postcard::to_allocvec(&program) {
            assert!(postcard::from_bytes::<Program>(&again).is_ok_and(|other| other == program));
        }
    }
}

fn bounded(program: &Program) {
    let mut fuel = Fuel::new(STEPS);
    let value = eval(program, &Half, &mut fuel);
    assert!(fuel.left() <= STEPS);
    // A value that is larger than allowed is a fault, whatever the program.
    assert!(value.weight().is_ok_and(|weight| weight <= MAX_WEIGHT), "the value is too large");
    let repeated = eval(program, &Half, &mut Fuel::new(STEPS));
    assert_eq!(value, repeated, "the same program gives the same");
}

/// DMN files are read or refused, with diagnostics; a model that links is evaluated within its steps,
/// and gives the same again.
pub fn dmn_xml(bytes: &[u8]) {
    let definitions = match tongban_dmn::xml::read("model.dmn", bytes, Lang::En) {
        Ok(definitions) => definitions,
        Err(found) => {
            assert!(!found.is_empty(), "refused without a reason");
            return;
        }
    };
    let model = match Model::link(definitions, Vec::new(), Lang::En) {
        Ok(model) => model,
        Err(found) => {
            assert!(!found.is_empty(), "refused without a reason");
            return;
        }
    };
    let inputs = [Given { namespace: None, name: "Age".into(), value: Value::from(30) }];
    let first = model.decisions(&inputs, Host::default(), STEPS);
    for (_, value) in &first.value {
        assert!(value.weight().is_ok_and(|weight| weight <= MAX_WEIGHT), "the value is too large");
    }
    assert_eq!(model.decisions(&inputs, Host::default(), STEPS), first, "the same model gives the same");
}
