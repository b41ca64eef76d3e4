//! No built-in function panics or hangs, whatever its arguments; unknown ones stay unknown.

use super::Host;
use crate::Profile;
use crate::check::signatures::signatures;
use proptest::prelude::*;
use std::sync::Arc;
use tongban_runtime::build::Builder;
use tongban_runtime::builtin::Builtin;
use tongban_runtime::program::Node;
use tongban_runtime::{
    Date, DateTime, DaysTime, Decimal, Fuel, Range, RangeForm, Reason, Time, Value, What,
    YearsMonths, Zone, eval_with,
};

/// A built-in function with arguments, in either profile.
fn called(builtin: Builtin, arguments: &[Value], lenient: bool) -> Value {
    let count = u32::try_from(arguments.len()).unwrap();
    let mut builder = Builder::new(count);
    builder.set_lenient(lenient);
    let nodes: Vec<u32> = (0..count)
        .map(|register| builder.push(Node::Local(register)))
        .collect();
    let arguments_of = builder.run(&nodes);
    let root = builder.push(Node::Call {
        builtin,
        arguments: arguments_of,
    });
    let program = builder.finish(root).unwrap();
    eval_with(&program, arguments, &Host::new(), &mut Fuel::new(200_000))
}

fn number() -> impl Strategy<Value = Decimal> {
    prop_oneof![
        (-5_i128..6, -1_i32..2),
        (any::<i128>().prop_map(|m| m >> 20), -6111_i32..6176),
    ]
    .prop_filter_map("in range", |(mantissa, scale)| {
        Decimal::new(mantissa, scale).ok()
    })
}

fn zone() -> impl Strategy<Value = Zone> {
    prop_oneof![
        Just(Zone::Local),
        (-50_400_i32..50_400).prop_map(Zone::Offset),
        Just(Zone::Named {
            name: Arc::from("Europe/Paris"),
            offset: 3600,
        }),
    ]
}

fn time() -> impl Strategy<Value = Time> {
    (
        0_u32..24,
        0_u32..60,
        0_u32..60,
        0_u32..1_000_000_000,
        zone(),
    )
        .prop_map(|(h, m, s, n, zone)| Time::new(h, m, s, n, zone).unwrap())
}

fn date() -> impl Strategy<Value = Date> {
    prop_oneof![
        (1900_i32..2100, 1_u32..13, 1_u32..29),
        (-999_999_999_i32..=999_999_999, 1_u32..13, 1_u32..29),
    ]
    .prop_map(|(y, m, d)| Date::far(y, m, d).unwrap())
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-c0-9(\\[\\])*+.\\\\$^|?{},-]{0,12}",
        "P?T?[0-9]{0,20}[YMDHS]?",
        "[0-9-]{8,12}(T[0-9:.]{5,9}(Z|@Europe/Paris)?)?",
        ".{0,6}",
    ]
}

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Absent),
        any::<bool>().prop_map(Value::Bool),
        number().prop_map(Value::Number),
        text().prop_map(|text| Value::from(text.as_str())),
        date().prop_map(Value::Date),
        time().prop_map(Value::from),
        (date(), time()).prop_map(|(date, time)| Value::from(DateTime { date, time })),
        any::<i64>().prop_map(|months| Value::YearsMonths(YearsMonths(months))),
        any::<i128>()
            .prop_map(|n| DaysTime::from_nanos(n >> 36).map_or(Value::Absent, Value::DaysTime)),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    scalar().prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::list),
            prop::collection::vec((text(), inner.clone()), 0..3).prop_map(|fields| Value::context(
                fields
                    .into_iter()
                    .map(|(k, v)| (k.as_str().into(), v))
                    .collect::<Vec<(Arc<str>, Value)>>()
            )),
            (
                prop::option::of(inner.clone()),
                any::<bool>(),
                prop::option::of(inner),
                any::<bool>()
            )
                .prop_map(|(low, low_closed, high, high_closed)| {
                    Value::Range(Arc::new(Range {
                        low,
                        low_closed,
                        high,
                        high_closed,
                        form: RangeForm::Interval,
                    }))
                }),
        ]
    })
}

fn builtin() -> impl Strategy<Value = Builtin> {
    let all: Vec<Builtin> = signatures(Profile::Standard)
        .map(|signature| signature.builtin)
        .chain([Builtin::AtLiteral])
        .collect();
    prop::sample::select(all)
}

/// The functions that say something of what they are not told.
const THROUGH: [Builtin; 11] = [
    Builtin::Not,
    Builtin::IsDefined,
    Builtin::All,
    Builtin::Any,
    Builtin::Count,
    Builtin::ListContains,
    Builtin::Append,
    Builtin::Concatenate,
    Builtin::ListReplace,
    Builtin::Sort,
    Builtin::Now,
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn every_call_gives_a_value(builtin in builtin(), arguments in prop::collection::vec(value(), 0..5), lenient in any::<bool>()) {
        let value = called(builtin, &arguments, lenient);
        if lenient {
            // What does not fit is null; only limits are faults.
            let limit = matches!(value, Value::Fault(fault) if fault.code() == "too-large" || fault.code() == "fuel-exhausted");
            prop_assert!(limit || !matches!(value, Value::Fault(_)) || builtin == Builtin::AddWorkingDays, "{builtin:?} {arguments:?} {value:?}");
        }
    }

    #[test]
    fn an_unknown_argument_never_makes_a_wrong_certainty(builtin in builtin(), arguments in prop::collection::vec(value(), 1..4), place in 0_usize..4, instead in value()) {
        let place = place % arguments.len();
        let mut partial = arguments.clone();
        partial[place] = Value::unknown(What::Parameter(7), Reason::NotAsked);
        let mut full = arguments;
        full[place] = instead;
        let (said, found) = (called(builtin, &partial, true), called(builtin, &full, true));
        let certain = said.causes().is_none();
        prop_assert!(!certain || said == found || matches!(found, Value::Fault(_)), "{builtin:?} {partial:?}: {said:?}, then {found:?}");
        if !THROUGH.contains(&builtin) {
            prop_assert!(!certain || said == found, "{builtin:?}");
        }
    }
}
