//! Hostile programs, limits at their boundary, and soundness against completions.

use super::*;
use crate::build::Builder;
use crate::builtin::Builtin;
use crate::constant::Constant;
use crate::decimal::Decimal;
use crate::limits::{MAX_DEPTH, MAX_LOCALS};
use crate::program::{Arithmetic, Hit};
use crate::unknown::{Reason, What};
use crate::value::List;
use proptest::prelude::*;
use std::collections::BTreeMap;

struct Facts(BTreeMap<u32, Value>);

impl Env for Facts {
    fn fact(&self, slot: u32) -> Value {
        self.0.get(&slot).cloned().unwrap_or_else(|| unknown(slot))
    }
}

fn unknown(slot: u32) -> Value {
    Value::unknown(What::Fact { slot, row: None }, Reason::NotAsked)
}

fn run(program: &Program, facts: &Facts) -> Value {
    eval(program, facts, &mut Fuel::new(200_000))
}

/// A program of so many nested negations.
fn nested(depth: u32) -> Program {
    let mut builder = Builder::new(0);
    let mut node = builder.constant(Constant::Number(Decimal::ONE));
    for _ in 0..depth {
        node = builder.push(Node::Negate(node));
    }
    builder.finish(node).unwrap()
}

#[test]
fn depth_is_bounded() {
    let none = Facts(BTreeMap::new());
    assert!(matches!(run(&nested(MAX_DEPTH), &none), Value::Number(_)));
    assert_eq!(
        run(&nested(MAX_DEPTH + 1), &none),
        Value::Fault(Fault::TooDeep)
    );
    // A failed evaluation leaves no nesting behind.
    let mut fuel = Fuel::default();
    let _ = eval(&nested(MAX_DEPTH), &none, &mut fuel);
    assert!(matches!(
        eval(&nested(MAX_DEPTH), &none, &mut fuel),
        Value::Number(_)
    ));
}

#[test]
fn fuel_is_bounded() {
    let none = Facts(BTreeMap::new());
    // Doubling: each node uses the one before twice, so the tree has 2^40 leaves.
    let mut builder = Builder::new(0);
    let mut node = builder.constant(Constant::Number(Decimal::ONE));
    for _ in 0..40 {
        node = builder.push(Node::Arithmetic {
            op: Arithmetic::Add,
            left: node,
            right: node,
        });
    }
    let program = builder.finish(node).unwrap();
    assert_eq!(run(&program, &none), Value::Fault(Fault::FuelExhausted));
    assert!(matches!(
        eval(&nested(9), &none, &mut Fuel::new(10)),
        Value::Number(_)
    ));
    assert_eq!(
        eval(&nested(9), &none, &mut Fuel::new(9)),
        Value::Fault(Fault::FuelExhausted)
    );
}

#[test]
fn wild_references_are_refused() {
    use crate::validate::Invalid;
    let finish = |node: Node| {
        let mut builder = Builder::new(0);
        builder.constant(Constant::Bool(true));
        let root = builder.push(node);
        builder.finish(root).unwrap_err()
    };
    assert_eq!(finish(Node::Not(1)), Invalid::Reference);
    assert_eq!(finish(Node::Not(2)), Invalid::Reference);
    assert_eq!(finish(Node::Constant(7)), Invalid::Constant);
    assert_eq!(finish(Node::Local(0)), Invalid::Local);
    assert_eq!(finish(Node::Field { value: 0, key: 0 }), Invalid::Constant);
    let run = Operands { start: 0, len: 1 };
    assert_eq!(finish(Node::And(run)), Invalid::Reference);
    let mut builder = Builder::new(MAX_LOCALS + 1);
    let root = builder.constant(Constant::Absent);
    assert_eq!(builder.finish(root).unwrap_err(), Invalid::TooLarge);
    let mut builder = Builder::new(MAX_LOCALS);
    let root = builder.constant(Constant::Absent);
    assert!(builder.finish(root).is_ok());
}

#[test]
fn a_program_survives_its_bytes() {
    let program = nested(5);
    let bytes = postcard::to_allocvec(&program).unwrap();
    assert_eq!(postcard::from_bytes::<Program>(&bytes).unwrap(), program);
    for cut in 0..bytes.len() {
        assert!(postcard::from_bytes::<Program>(&bytes[..cut]).is_err());
    }
}

const SLOTS: u32 = 4;

/// Values that the facts of the generated programs may take: number, number, truth, list.
fn completion(slot: u32) -> BoxedStrategy<Value> {
    let number = prop_oneof![
        Just(Value::Absent),
        (-2_i64..4).prop_map(Value::from),
        Just(Value::Number(Decimal::new(15, 1).unwrap())),
    ];
    match slot {
        0 | 1 => number.boxed(),
        2 => prop_oneof![Just(Value::Absent), any::<bool>().prop_map(Value::Bool)].boxed(),
        _ => prop::collection::vec((-1_i64..3).prop_map(Value::from), 0..4)
            .prop_map(Value::list)
            .boxed(),
    }
}

/// Instructions for building a program; numbers pick among the nodes that are there.
fn steps() -> impl Strategy<Value = Vec<(u8, u8, u8, u8)>> {
    prop::collection::vec(any::<(u8, u8, u8, u8)>(), 1..28)
}

fn build(steps: &[(u8, u8, u8, u8)], lenient: bool) -> Program {
    let mut builder = Builder::new(0);
    builder.set_lenient(lenient);
    let local = builder.local();
    #[cfg(feature = "standard")]
    let other = builder.local();
    let mut nodes: Vec<NodeId> = (0..SLOTS)
        .map(|slot| builder.push(Node::Fact(slot)))
        .collect();
    nodes.push(builder.push(Node::Local(local)));
    for number in [0_i64, 1, 2] {
        nodes.push(builder.constant(Constant::Number(Decimal::from(number))));
    }
    nodes.push(builder.constant(Constant::Bool(true)));
    nodes.push(builder.constant(Constant::Absent));
    let low = builder.pool(Constant::Number(Decimal::ZERO));
    let high = builder.pool(Constant::Number(Decimal::ONE));
    nodes.push(builder.constant(Constant::List(vec![low, high])));
    let range = Constant::Range {
        low: Some(low),
        low_closed: true,
        high: Some(high),
        high_closed: false,
    };
    nodes.push(builder.constant(range));
    for (kind, a, b, c) in steps {
        let pick = |n: &u8| nodes[usize::from(*n) % nodes.len()];
        let (a, b, c) = (pick(a), pick(b), pick(c));
        use crate::program::Comparison::{Equal, GreaterOrEqual, Less, NotEqual};
        let call = |builder: &mut Builder, builtin, arguments: &[NodeId]| {
            let arguments = builder.run(arguments);
            Node::Call { builtin, arguments }
        };
        let node = match kind % if lenient { KINDS } else { 36 } {
            #[cfg(feature = "standard")]
            kind @ 36.. => standard_node(&mut builder, kind, (a, b), (local, other)),
            0 => Node::Not(a),
            1 => Node::And(builder.run(&[a, b, c])),
            2 => Node::Or(builder.run(&[a, b, c])),
            3 => Node::Arithmetic {
                op: Arithmetic::Add,
                left: a,
                right: b,
            },
            4 => Node::Arithmetic {
                op: Arithmetic::Multiply,
                left: a,
                right: b,
            },
            5 => Node::Arithmetic {
                op: Arithmetic::Divide,
                left: a,
                right: b,
            },
            6 => Node::Compare {
                op: Equal,
                left: a,
                right: b,
            },
            7 => Node::Compare {
                op: NotEqual,
                left: a,
                right: b,
            },
            8 => Node::Compare {
                op: Less,
                left: a,
                right: b,
            },
            9 => Node::Compare {
                op: GreaterOrEqual,
                left: a,
                right: b,
            },
            10 | 11 => Node::If {
                condition: a,
                then: b,
                otherwise: c,
            },
            12 => Node::Between {
                value: a,
                low: b,
                high: c,
            },
            13 => Node::In { value: a, test: b },
            14 => Node::List(builder.run(&[a, b])),
            15 => Node::For {
                local,
                list: a,
                body: b,
                flatten: false,
            },
            16 => Node::For {
                local,
                list: a,
                body: b,
                flatten: true,
            },
            17 => Node::Quantified {
                every: false,
                local,
                list: a,
                body: b,
            },
            18 => Node::Quantified {
                every: true,
                local,
                list: a,
                body: b,
            },
            19 => Node::Filter {
                local,
                list: a,
                condition: b,
            },
            20 => Node::Index {
                list: a,
                position: b,
            },
            21 => Node::Let {
                local,
                value: a,
                body: b,
            },
            22 => call(&mut builder, Builtin::Count, &[a]),
            23 => call(&mut builder, Builtin::Sum, &[a]),
            24 => call(&mut builder, Builtin::ListContains, &[a, b]),
            25 => call(&mut builder, Builtin::Concatenate, &[a, b]),
            26 => call(&mut builder, Builtin::All, &[a]),
            27 => call(&mut builder, Builtin::Any, &[a]),
            28 => call(&mut builder, Builtin::Max, &[a, b]),
            29 => call(&mut builder, Builtin::IsDefined, &[a]),
            30 => call(&mut builder, Builtin::DistinctValues, &[a]),
            31 => call(&mut builder, Builtin::Append, &[a, b]),
            32 => Node::InstanceOf {
                value: a,
                kind: Kind::List,
            },
            33 => Node::Negate(a),
            kind => {
                let rows = builder.run(&[a, b, c, a, b, c]);
                let policy =
                    [Hit::Unique, Hit::Any, Hit::First, Hit::Collect][usize::from(kind) % 4];
                let default = (kind == 34).then_some(c);
                Node::Table {
                    policy,
                    disjoint: false,
                    complete: false,
                    rows,
                    default,
                }
            }
        };
        nodes.push(builder.push(node));
    }
    let root = *nodes.last().unwrap();
    builder.finish(root).unwrap()
}

/// How many kinds of operations are generated.
const KINDS: u8 = if cfg!(feature = "standard") { 47 } else { 36 };

#[cfg(feature = "standard")]
fn standard_node(
    builder: &mut Builder,
    kind: u8,
    (a, b): (NodeId, NodeId),
    (local, other): (u32, u32),
) -> Node {
    use crate::shape::Shape;
    let key = builder.pool(Constant::Text("x".into()));
    match kind {
        36 => Node::Lookup {
            value: a,
            key,
            otherwise: b,
        },
        37 => Node::Entries {
            entries: builder.run(&[key, other, a]),
            result: None,
        },
        38 => Node::Entries {
            entries: builder.run(&[key, local, a]),
            result: Some(b),
        },
        39 => Node::ForAll {
            iterators: builder.run(&[local, a]),
            partial: Some(other),
            body: b,
        },
        40 => Node::ForAll {
            iterators: builder.run(&[local, a, other, b]),
            partial: None,
            body: a,
        },
        41 => Node::UnaryRange {
            value: a,
            except: true,
        },
        42 => Node::InstanceOfShape {
            value: a,
            shape: builder.shape(Shape::list(Shape::Number)),
        },
        43 => Node::Conform {
            value: a,
            shape: builder.shape(Shape::Number),
        },
        44 => Node::Conform {
            value: a,
            shape: builder.shape(Shape::list(Shape::Number)),
        },
        45 => Node::Satisfies { value: a, test: b },
        _ => {
            let function = adder(builder, a);
            let function = builder.push(function);
            Node::Invoke {
                function,
                arguments: builder.run(&[b]),
            }
        }
    }
}

/// A function that adds what it captured to its argument.
#[cfg(feature = "standard")]
fn adder(builder: &mut Builder, captured: NodeId) -> Node {
    use crate::function::{Parameter, Template};
    use crate::shape::Shape;
    let mut inner = Builder::new(1);
    inner.set_lenient(true);
    let register = inner.local();
    let (left, right) = (
        inner.push(Node::Local(0)),
        inner.push(Node::Local(register)),
    );
    let root = inner.push(Node::Arithmetic {
        op: Arithmetic::Add,
        left,
        right,
    });
    let template = Template {
        program: inner.finish(root).unwrap(),
        parameters: vec![Parameter {
            name: "n".into(),
            shape: Shape::Number,
        }],
        result: Shape::Any,
        captures: vec![register],
        itself: None,
    };
    Node::Closure {
        template: builder.template(template),
        captures: builder.run(&[captured]),
    }
}

/// Whether a full value is among those that a partial one allows.
fn allows(partial: &Value, full: &Value) -> bool {
    match (partial, full) {
        (Value::Unknown(_), _) => true,
        (Value::List(partial), Value::List(full)) => {
            if partial.open.is_some() {
                // Every certain element is there, in order; others may stand between.
                let mut rest = full.items.iter();
                partial
                    .items
                    .iter()
                    .all(|item| rest.any(|other| allows(item, other)))
            } else {
                partial.items.len() == full.items.len()
                    && partial
                        .items
                        .iter()
                        .zip(&full.items)
                        .all(|(a, b)| allows(a, b))
            }
        }
        (Value::Context(partial), Value::Context(full)) => {
            partial.fields.keys().eq(full.fields.keys())
                && partial
                    .fields
                    .values()
                    .zip(full.fields.values())
                    .all(|(a, b)| allows(a, b))
        }
        (Value::Range(partial), Value::Range(full)) => {
            let ends = |range: &crate::value::Range| [range.low.clone(), range.high.clone()];
            partial.form == full.form
                && ends(partial)
                    .iter()
                    .zip(&ends(full))
                    .all(|ends| match ends {
                        (Some(a), Some(b)) => allows(a, b),
                        (a, b) => a == b,
                    })
        }
        (a, b) => a == b,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, ..ProptestConfig::default() })]

    #[test]
    fn partial_evaluation_agrees_with_every_completion(
        steps in steps(),
        lenient in any::<bool>(),
        hidden in 0_u8..16,
        open in any::<bool>(),
        full in (completion(0), completion(1), completion(2), completion(3)),
        more in prop::collection::vec((0_usize..5, -1_i64..3), 0..3),
    ) {
        let program = build(&steps, lenient);
        let values = [full.0, full.1, full.2, full.3];
        let mut known = BTreeMap::new();
        let mut all = BTreeMap::new();
        for (slot, value) in (0_u32..).zip(values) {
            if hidden & (1 << slot) == 0 {
                known.insert(slot, value.clone());
            }
            all.insert(slot, value);
        }
        // An open list: the completion has further elements anywhere.
        if open && let Some(Value::List(list)) = known.get(&3).cloned() {
            let causes = Unknowns::one(What::Fact { slot: 3, row: None }, Reason::NotAsked);
            known.insert(3, Value::open_list(list.items.clone(), causes));
            let mut items = list.items.clone();
            for (place, value) in more {
                items.insert(place.min(items.len()), Value::from(value));
            }
            all.insert(3, Value::list(items));
        }
        let partial = run(&program, &Facts(known));
        let complete = run(&program, &Facts(all.clone()));
        if !matches!(complete, Value::Fault(Fault::FuelExhausted | Fault::TooDeep | Fault::TooLarge)) {
            prop_assert!(
                allows(&partial, &complete),
                "partial {partial:?}, full {complete:?} with {all:?}\n{program:?}"
            );
        }
        prop_assert!(complete.is_total(), "nothing is unknown where all facts are known: {complete:?}");
    }

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(program) = postcard::from_bytes::<Program>(&bytes) {
            let _ = run(&program, &Facts(BTreeMap::new()));
        }
    }

    #[test]
    fn damaged_programs_never_panic(
        steps in steps(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut bytes = postcard::to_allocvec(&build(&steps, false)).unwrap();
        for (place, byte) in damage {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if let Ok(program) = postcard::from_bytes::<Program>(&bytes) {
            let facts = Facts(BTreeMap::from([
                (0, Value::from(3)),
                (3, Value::List(std::sync::Arc::new(List { items: vec![Value::from(1), unknown(9)], open: None }))),
            ]));
            let _ = run(&program, &facts);
        }
    }
}

/// A program from so many constants, operands and nodes.
fn sized(
    constants: usize,
    operands: usize,
    nodes: usize,
) -> Result<Program, crate::validate::Invalid> {
    let mut builder = Builder::new(0);
    for number in 0..constants {
        let number = Decimal::from(i64::try_from(number).unwrap());
        builder.pool(Constant::Number(number));
    }
    let mut root = builder.push(Node::Constant(0));
    builder.run(&vec![0; operands]);
    for _ in 1..nodes {
        root = builder.push(Node::Constant(0));
    }
    builder.finish(root)
}

#[test]
fn program_sizes_are_bounded() {
    use crate::limits::{MAX_CONSTANTS, MAX_NODES, MAX_OPERANDS};
    use crate::validate::Invalid::TooLarge;
    assert!(sized(1, 0, MAX_NODES).is_ok());
    assert_eq!(sized(1, 0, MAX_NODES + 1).unwrap_err(), TooLarge);
    assert!(sized(MAX_CONSTANTS, 0, 1).is_ok());
    assert_eq!(sized(MAX_CONSTANTS + 1, 0, 1).unwrap_err(), TooLarge);
    assert!(sized(1, MAX_OPERANDS, 1).is_ok());
    assert_eq!(sized(1, MAX_OPERANDS + 1, 1).unwrap_err(), TooLarge);
}

#[test]
fn constants_are_bounded() {
    use crate::limits::{MAX_TEXT, MAX_VALUE_DEPTH};
    let text = |length: usize| {
        let mut builder = Builder::new(0);
        let root = builder.constant(Constant::Text("x".repeat(length).into()));
        builder.finish(root)
    };
    assert!(text(MAX_TEXT).is_ok());
    assert!(text(MAX_TEXT + 1).is_err());
    let deep = |depth: u32| {
        let mut builder = Builder::new(0);
        let mut inner = builder.pool(Constant::Absent);
        for _ in 0..depth {
            inner = builder.pool(Constant::List(vec![inner]));
        }
        let root = builder.push(Node::Constant(inner));
        builder.finish(root)
    };
    assert!(deep(MAX_VALUE_DEPTH).is_ok());
    assert!(deep(MAX_VALUE_DEPTH + 1).is_err());
}

#[test]
fn lists_and_texts_that_are_made_are_bounded() {
    let none = Facts(BTreeMap::new());
    let loop_to = |end: usize| {
        let mut builder = Builder::new(0);
        let local = builder.local();
        let end = builder.pool(Constant::Number(Decimal::from(i64::try_from(end).unwrap())));
        let start = builder.pool(Constant::Number(Decimal::ONE));
        let range = Constant::Range {
            low: Some(start),
            low_closed: true,
            high: Some(end),
            high_closed: true,
        };
        let list = builder.constant(range);
        let body = builder.push(Node::Local(local));
        let root = builder.push(Node::For {
            local,
            list,
            body,
            flatten: false,
        });
        builder.finish(root).unwrap()
    };
    let made = eval(&loop_to(MAX_LIST), &none, &mut Fuel::default());
    assert_eq!(made.as_list().map(|list| list.items.len()), Some(MAX_LIST));
    let made = eval(&loop_to(MAX_LIST + 1), &none, &mut Fuel::default());
    assert_eq!(made, Value::Fault(Fault::TooLarge));
    let joined = |length: usize| {
        let mut builder = Builder::new(0);
        let left = builder.constant(Constant::Text("x".repeat(length).into()));
        let right = builder.constant(Constant::Text("y".into()));
        let root = builder.push(Node::Arithmetic {
            op: Arithmetic::Add,
            left,
            right,
        });
        builder.finish(root).unwrap()
    };
    use crate::limits::MAX_TEXT;
    assert!(run(&joined(MAX_TEXT - 1), &none).as_text().is_some());
    assert_eq!(run(&joined(MAX_TEXT), &none), Value::Fault(Fault::TooLarge));
}

/// Lists that hold the list before twice: small in memory, huge to walk through.
fn doubled(levels: u32) -> Program {
    let mut builder = Builder::new(0);
    let first = builder.constant(Constant::Number(Decimal::ONE));
    let mut stack = vec![(builder.local(), first)];
    for _ in 0..levels {
        let (local, _) = *stack.last().unwrap();
        let before = builder.push(Node::Local(local));
        let run = builder.run(&[before, before]);
        let list = builder.push(Node::List(run));
        stack.push((builder.local(), list));
    }
    let (last, _) = *stack.last().unwrap();
    let mut body = builder.push(Node::Local(last));
    for (local, value) in stack.into_iter().rev() {
        body = builder.push(Node::Let { local, value, body });
    }
    builder.finish(body).unwrap()
}

#[test]
fn shared_values_are_bounded_by_their_weight() {
    let none = Facts(BTreeMap::new());
    let fuel = || Fuel::new(10_000_000);
    let small = eval(&doubled(16), &none, &mut fuel());
    assert_eq!(small.weight(), Ok(131_071));
    assert_eq!(
        eval(&doubled(17), &none, &mut fuel()),
        Value::Fault(Fault::TooLarge)
    );
    assert_eq!(
        eval(&doubled(60), &none, &mut fuel()),
        Value::Fault(Fault::TooLarge)
    );
}

#[test]
fn the_deepest_evaluation_fits_a_small_stack() {
    // A wasm module has one megabyte of stack; frames of unoptimised builds are larger.
    let stack = if cfg!(debug_assertions) {
        2 << 20
    } else {
        1 << 18
    };
    let mut builder = Builder::new(0);
    let local = builder.local();
    let mut node = builder.push(Node::Fact(0));
    for _ in 0..MAX_DEPTH - 1 {
        node = builder.push(Node::For {
            local,
            list: node,
            body: node,
            flatten: true,
        });
    }
    let program = builder.finish(node).unwrap();
    let facts = Facts(BTreeMap::from([(0, Value::list(vec![]))]));
    let small = std::thread::Builder::new().stack_size(stack);
    let run = move || run(&program, &facts);
    assert_eq!(
        small.spawn(run).unwrap().join().unwrap(),
        Value::list(vec![])
    );
}

/// A unit reports five thousand staff at once; the same number twice must still be found.
#[test]
fn texts_of_a_long_list_are_told_apart() {
    let mut builder = Builder::new(0);
    let list = builder.push(Node::Fact(0));
    let arguments = builder.run(&[list]);
    let node = builder.push(Node::Call {
        builtin: Builtin::DistinctValues,
        arguments,
    });
    let program = builder.finish(node).unwrap();
    let numbers = (0..5000).map(|row| Value::text(&format!("{}", row % 4999)));
    let facts = Facts(BTreeMap::from([(0, Value::list(numbers.collect()))]));
    let Value::List(kept) = run(&program, &facts) else {
        panic!("the list is short enough")
    };
    assert_eq!(kept.items.len(), 4999);
}
