//! What is promised of unknowns, tried on random programs and random partial facts: over a small
//! declared domain every completion is evaluated.

mod bounds;
mod built_ins;
mod generate;
mod once;
mod reference;
mod residual;
mod world;

use crate::{Compiled, Profile, compile};
use generate::Tape;
use once::Once;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use tongban_runtime::{Fuel, Program, Value, eval};
use world::{Given, World};

/// Most completions that are tried of one partial set of facts.
const MOST: usize = 192;

fn run(program: &Program, given: &Given) -> Value {
    eval(program, given, &mut Fuel::default())
}

fn strict(source: &str) -> Option<Compiled> {
    compile(source, &World, None, Profile::Strict).ok()
}

/// Whether a complete value is one of those that a partial one leaves open.
fn refines(partial: &Value, full: &Value) -> bool {
    match (partial, full) {
        (Value::Unknown(causes), Value::Fault(_)) => causes.may_fault(),
        (Value::Unknown(_), _) => true,
        (Value::List(part), Value::List(whole)) => match &part.open {
            None => {
                part.items.len() == whole.items.len()
                    && part
                        .items
                        .iter()
                        .zip(&whole.items)
                        .all(|(part, whole)| refines(part, whole))
            }
            Some(_) => within(&part.items, &whole.items),
        },
        (Value::Context(part), Value::Context(whole)) => {
            part.fields.keys().eq(whole.fields.keys())
                && part
                    .fields
                    .values()
                    .zip(whole.fields.values())
                    .all(|(part, whole)| refines(part, whole))
        }
        (part, whole) => part == whole,
    }
}

/// Whether the elements of an open list stand in this order among those of a complete one.
fn within(part: &[Value], whole: &[Value]) -> bool {
    let Some((first, rest)) = part.split_first() else {
        return true;
    };
    whole
        .iter()
        .enumerate()
        .any(|(place, item)| refines(first, item) && within(rest, &whole[place + 1..]))
}

/// For every completion, full evaluation agrees with what was said before.
fn sound(source: &str, given: &Given) {
    let Some(compiled) = strict(source) else {
        return;
    };
    let said = run(&compiled.program, given);
    let cells = given.cells();
    for (_, completion) in given.completions(&cells, MOST) {
        let full = run(&compiled.program, &completion);
        assert!(
            refines(&said, &full),
            "{source}\nwith {given:?}\nsays {said:?}\nbut {full:?}\nwith {completion:?}"
        );
    }
}

/// The rule with ids in place of the dictionary's labels, which only `strict` reads.
fn by_ids(source: &str) -> String {
    let labels = [("甲类", "x"), ("乙类", "y"), ("丙类", "z"), ("可缺", "q")];
    labels
        .iter()
        .fold(source.to_owned(), |source, (label, id)| {
            source.replace(label, id)
        })
}

/// The compiled program gives what the slow evaluator gives, and what `standard` gives.
fn agrees(source: &str, given: &Given) {
    let Some(compiled) = strict(source) else {
        return;
    };
    let tree = reference::parsed(source);
    let standard = compile(&by_ids(source), &World, None, Profile::Standard);
    let standard = standard.unwrap_or_else(|found| panic!("{source} is no FEEL: {found:?}"));
    for (_, completion) in given.completions(&given.cells(), 24) {
        let value = run(&compiled.program, &completion);
        let Some(slow) = reference::evaluate(&tree, &completion) else {
            continue;
        };
        assert!(
            value == slow,
            "{source}\nwith {completion:?}\ngives {value:?}\nbut slowly {slow:?}"
        );
        // Patterns of `standard` need a host's library.
        let loose = !source.contains("matches(");
        if loose && value.is_total() && !has_fault(&value) {
            let loose = run(&standard.program, &completion);
            if loose.causes().is_some() {
                // `standard` looks for a position in a condition, also where there is no element to ask it of: it may
                // want a year of the calendar that is not there.
                continue;
            }
            assert!(
                value == loose,
                "{source}\nwith {completion:?}\ngives {value:?}\nbut in standard {loose:?}"
            );
        }
    }
}

/// Each cause that is listed can change the result, in some completion of the others.
fn useful(source: &str, given: &Given) {
    let Some(compiled) = strict(source) else {
        panic!("{source} is not strict")
    };
    let said = run(&compiled.program, given);
    let Some(causes) = said.causes() else { return };
    let cells = given.cells();
    for cause in causes.iter() {
        let place = cells
            .iter()
            .position(|cell| cell.what == cause.what)
            .unwrap();
        let (varied, others) = (
            &cells[place..=place],
            [&cells[..place], &cells[place + 1..]].concat(),
        );
        let changes = |most: usize| {
            given
                .completions(&others, most)
                .into_iter()
                .any(|(_, other)| {
                    let mut values = other
                        .completions(varied, 64)
                        .into_iter()
                        .map(|(_, full)| run(&compiled.program, &full));
                    let first = values.next();
                    values.any(|value| Some(value) != first)
                })
        };
        // Few are enough nearly always.
        let changes = changes(60) || changes(60_000);
        assert!(
            changes,
            "{source}\nwith {given:?}\nlists {cause:?}, which changes nothing"
        );
    }
}

fn has_fault(value: &Value) -> bool {
    match value {
        Value::Fault(_) => true,
        Value::List(list) => list.items.iter().any(has_fault),
        Value::Context(context) => context.fields.values().any(has_fault),
        _ => false,
    }
}

fn case(bytes: &[u8]) -> (String, Given) {
    let mut tape = Tape::new(bytes);
    let given = tape.given();
    (tape.program(), given)
}

fn tape() -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(any::<u8>(), 0..96)
}

/// So many random cases; `PROPTEST_CASES` asks for more.
fn cases() -> u32 {
    let asked = std::env::var("PROPTEST_CASES").ok();
    asked.and_then(|asked| asked.parse().ok()).unwrap_or(500)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), max_shrink_iters: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_said_of_partial_facts_holds_for_every_completion(bytes in tape()) {
        let (source, given) = case(&bytes);
        sound(&source, &given);
    }

    #[test]
    fn where_each_fact_is_read_once_every_cause_that_is_listed_matters(bytes in tape()) {
        let mut tape = Tape::new(&bytes);
        let given = tape.given();
        let source = Once::new(&mut tape).program();
        useful(&source, &given);
        sound(&source, &given);
    }

    #[test]
    fn programs_give_what_the_slow_evaluator_and_the_standard_give(bytes in tape()) {
        let (source, given) = case(&bytes);
        agrees(&source, &given);
    }
}

#[test]
fn every_function_of_the_profile_is_generated() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut left: Vec<&[&str]> = crate::check::signatures::signatures(Profile::Strict)
        .map(|signature| signature.names)
        .collect();
    for _ in 0..30_000 {
        let bytes = tape().new_tree(&mut runner).unwrap().current();
        let (source, _) = case(&bytes);
        left.retain(|names| {
            !names
                .iter()
                .any(|name| source.contains(&format!("{name}(")))
        });
        if left.is_empty() {
            return;
        }
    }
    panic!("never called: {left:?}");
}

#[test]
fn most_generated_programs_are_strict() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut made, mut taken) = (0, 0);
    let mut refused = Vec::new();
    for _ in 0..2000 {
        let bytes = tape().new_tree(&mut runner).unwrap().current();
        let (source, _) = case(&bytes);
        made += 1;
        match compile(&source, &World, None, Profile::Strict) {
            Ok(_) => taken += 1,
            Err(found) => refused.push(crate::render(&source, &found[0])),
        }
    }
    refused.sort_by_key(String::len);
    refused.truncate(12);
    assert!(
        taken * 4 > made * 3,
        "{taken} of {made}\n{}",
        refused.join("\n")
    );
}
