//! Allowed values of types and of columns, and the steps of each decision.

use super::tests::{decide, decision, given, input, literal, model};
use super::{Asked, Host};
use tongban_runtime::limits::DEFAULT_FUEL;
use tongban_runtime::{Fault, Value};

const TYPES: &str = "
    <itemDefinition name=\"level\"><typeRef>string</typeRef>
      <allowedValues><text>\"low\",\"high\"</text></allowedValues></itemDefinition>
    <itemDefinition name=\"levels\" isCollection=\"true\"><typeRef>level</typeRef>
      <typeConstraint><text>count(?) &lt; 3</text></typeConstraint></itemDefinition>
    <itemDefinition name=\"short\"><typeRef>string</typeRef>
      <typeConstraint><text>string length(?) &lt; 4</text></typeConstraint></itemDefinition>
    <itemDefinition name=\"case\"><itemComponent name=\"risk\"><typeRef>level</typeRef></itemComponent></itemDefinition>";

#[test]
fn an_instance_has_an_allowed_value() {
    let tests = [
        ("\"low\" instance of level", true),
        ("\"none\" instance of level", false),
        ("null instance of level", false),
        ("1 instance of level", false),
        ("[\"low\"] instance of levels", true),
        ("[\"low\", \"none\"] instance of levels", false),
        ("[\"low\", \"low\", \"low\"] instance of levels", false),
        ("[\"low\"] instance of list&lt;level&gt;", true),
        ("[\"none\"] instance of list&lt;level&gt;", false),
        ("\"abc\" instance of short", true),
        ("\"abcd\" instance of short", false),
        ("{risk: \"high\"} instance of case", true),
        ("{risk: \"none\"} instance of case", false),
    ];
    let decisions: Vec<String> = (0..)
        .zip(&tests)
        .map(|(number, (test, _))| decision(&format!("d{number}"), "boolean", &[], &literal(test)))
        .collect();
    let model = model(&[TYPES, &decisions.concat()].concat());
    for (number, (test, expected)) in (0..).zip(tests) {
        let found = decide(&model, &format!("d{number}"), &[]);
        assert_eq!(found, Value::Bool(expected), "{test}");
    }
}

#[test]
fn inputs_that_are_not_allowed_are_null_and_told() {
    let model = model(
        &[
            TYPES,
            &input("l", "level"),
            &input("s", "short"),
            &decision("d", "Any", &["l", "s"], &literal("[l, s]")),
        ]
        .concat(),
    );
    let ask = |level: &str, short: &str| {
        let inputs = given(&[("l", Value::from(level)), ("s", Value::from(short))]);
        let answer = model.decisions(&inputs, Host::default(), DEFAULT_FUEL);
        let codes: Vec<String> = answer
            .findings
            .iter()
            .map(|it| it.code.to_string())
            .collect();
        (answer.value[0].1.clone(), codes)
    };
    let list = |a: Value, b: Value| Value::list(vec![a, b]);
    let (value, codes) = ask("low", "abc");
    assert_eq!(value, list(Value::from("low"), Value::from("abc")));
    assert!(codes.is_empty());
    let (value, codes) = ask("none", "abcd");
    assert_eq!(value, list(Value::Absent, Value::Absent));
    assert_eq!(codes, ["D022", "D022"]);
}

#[test]
fn values_that_a_column_does_not_allow_are_null_and_told() {
    let table = "<decisionTable hitPolicy=\"FIRST\">
        <input><inputExpression><text>n</text></inputExpression><inputValues><text>[0..10]</text></inputValues></input>
        <output/>
        <rule><inputEntry><text>&lt; 5</text></inputEntry><outputEntry><text>\"small\"</text></outputEntry></rule>
        <rule><inputEntry><text>&gt;= 5</text></inputEntry><outputEntry><text>\"large\"</text></outputEntry></rule>
      </decisionTable>";
    let model = model(&[input("n", "Any"), decision("size", "string", &["n"], table)].concat());
    let ask = |n: Value| {
        let answer = model
            .evaluate(
                Asked::Decision,
                "size",
                &given(&[("n", n)]),
                Host::default(),
                DEFAULT_FUEL,
            )
            .unwrap();
        let codes: Vec<String> = answer
            .findings
            .iter()
            .map(|it| it.code.to_string())
            .collect();
        (answer.value, codes.join(" "))
    };
    assert_eq!(ask(Value::from(10)), (Value::from("large"), String::new()));
    assert_eq!(ask(Value::from(11)), (Value::Absent, "D023".into()));
    assert_eq!(ask(Value::from(-1)), (Value::Absent, "D023".into()));
    // Each element of a list is held to them.
    assert_eq!(ask(Value::list(vec![Value::from(3)])).1, "");
    assert_eq!(
        ask(Value::list(vec![Value::from(3), Value::from(30)])).1,
        "D023"
    );
}

#[test]
fn each_decision_has_its_own_steps() {
    let work = literal("count(for i in 1..300 return i * 2)");
    let model = model(
        &[
            decision("a", "number", &[], &work),
            decision("b", "number", &["a"], &work),
            decision(
                "c",
                "number",
                &["b"],
                &literal("count(for i in 1..9000 return i)"),
            ),
            decision("d", "number", &["c"], &work),
        ]
        .concat(),
    );
    let answer = model.decisions(&[], Host::default(), 2500);
    let values: Vec<&Value> = answer.value.iter().map(|(_, value)| value).collect();
    let (done, ended) = (Value::from(300), Value::Fault(Fault::FuelExhausted));
    assert_eq!(values, [&done, &done, &ended, &done]);
    // Asked alone, a decision gives what it gives among all.
    for (name, value) in &answer.value {
        let alone = model
            .evaluate(Asked::Decision, name, &[], Host::default(), 2500)
            .unwrap();
        assert_eq!(alone.value, *value, "{name}");
    }
}

#[test]
fn a_file_of_many_decisions_has_a_bound_of_its_own() {
    let work = literal("count(for i in 1..900 return i)");
    let many: Vec<String> = (0..60)
        .map(|number| decision(&format!("d{number}"), "number", &[], &work))
        .collect();
    let model = model(&many.concat());
    let answer = model.decisions(&[], Host::default(), 6000);
    let done = answer
        .value
        .iter()
        .filter(|(_, value)| *value == Value::from(900));
    let done = done.count();
    assert!((20..60).contains(&done), "{done} came to their end");
}
