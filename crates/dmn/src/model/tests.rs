//! Models as their authors write them, and what is wrong with some.

use super::{Asked, Given, Host, Model};
use crate::xml::{Definitions, read};
use tongban_feel::Lang;
use tongban_runtime::limits::DEFAULT_FUEL;
use tongban_runtime::{Fault, Value};

fn file(name: &str, body: &str) -> Definitions {
    let text = format!(
        "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" \
         namespace=\"urn:{name}\" name=\"{name}\">\n{body}\n</definitions>"
    );
    let name = format!("{name}.dmn");
    read(&name, text.as_bytes(), Lang::En).unwrap_or_else(|problems| panic!("{problems:?}"))
}

pub(super) fn model(body: &str) -> Model {
    Model::link(file("main", body), Vec::new(), Lang::En).unwrap()
}

pub(super) fn given(values: &[(&str, Value)]) -> Vec<Given> {
    let values = values.iter();
    values
        .map(|(name, value)| Given {
            namespace: None,
            name: (*name).to_owned(),
            value: value.clone(),
        })
        .collect()
}

fn ask(model: &Model, asked: Asked, name: &str, inputs: &[(&str, Value)]) -> Value {
    let answer = model.evaluate(asked, name, &given(inputs), Host::default(), DEFAULT_FUEL);
    let answer = answer.unwrap_or_else(|problem| panic!("{problem:?}"));
    answer.value
}

pub(super) fn decide(model: &Model, name: &str, inputs: &[(&str, Value)]) -> Value {
    ask(model, Asked::Decision, name, inputs)
}

fn codes(model: &Model) -> Vec<&str> {
    let problems = model.problems().iter();
    problems.map(|problem| problem.code.as_ref()).collect()
}

pub(super) fn input(name: &str, ty: &str) -> String {
    format!(
        "<inputData id=\"{name}\" name=\"{name}\"><variable name=\"{name}\" typeRef=\"{ty}\"/></inputData>"
    )
}

pub(super) fn literal(text: &str) -> String {
    format!("<literalExpression><text>{text}</text></literalExpression>")
}

pub(super) fn decision(name: &str, ty: &str, needs: &[&str], logic: &str) -> String {
    let needs: String = needs
        .iter()
        .map(|need| match need.strip_prefix("call ") {
            Some(need) => format!("<knowledgeRequirement><requiredKnowledge href=\"#{need}\"/></knowledgeRequirement>"),
            None => format!("<informationRequirement><requiredDecision href=\"#{need}\"/></informationRequirement>"),
        })
        .collect();
    format!(
        "<decision id=\"{name}\" name=\"{name}\"><variable name=\"{name}\" typeRef=\"{ty}\"/>{needs}{logic}</decision>"
    )
}

#[test]
fn decisions_see_what_they_need() {
    let model = model(
        &[
            input("months paid", "number"),
            decision(
                "years",
                "number",
                &["months paid"],
                &literal("months paid / 12"),
            ),
            decision("enough", "boolean", &["years"], &literal("years >= 15")),
            decision("blind", "boolean", &[], &literal("years >= 15")),
        ]
        .concat(),
    );
    let months = |months: i64| [("months paid", Value::from(months))];
    assert_eq!(decide(&model, "enough", &months(180)), Value::Bool(true));
    assert_eq!(decide(&model, "enough", &months(179)), Value::Bool(false));
    assert_eq!(decide(&model, "blind", &months(180)), Value::Absent);
}

#[test]
fn values_of_another_type_are_null_and_single_ones_become_lists() {
    let model = model(&[
        "<itemDefinition name=\"names\" isCollection=\"true\"><typeRef>string</typeRef></itemDefinition>
         <itemDefinition name=\"level\"><typeRef>string</typeRef><allowedValues><text>\"low\",\"high\"</text></allowedValues></itemDefinition>
         <itemDefinition name=\"person\"><itemComponent name=\"full name\"><typeRef>string</typeRef></itemComponent>
           <itemComponent name=\"risk\"><typeRef>level</typeRef></itemComponent></itemDefinition>",
        &input("n", "names"),
        &input("p", "person"),
        &decision("list", "Any", &["n"], &literal("n")),
        &decision("one", "string", &["n"], &literal("n")),
        &decision("name", "string", &["p"], &literal("p.full name")),
    ]
    .concat());
    let one = Value::list(vec![Value::from("a")]);
    assert_eq!(decide(&model, "list", &[("n", Value::from("a"))]), one);
    assert_eq!(
        decide(&model, "list", &[("n", Value::from(1))]),
        Value::Absent
    );
    assert_eq!(decide(&model, "one", &[("n", one)]), Value::from("a"));
    let person = |risk: &str| {
        let fields = [
            ("full name", Value::from("李四")),
            ("risk", Value::from(risk)),
        ];
        [("p", Value::context(fields))]
    };
    assert_eq!(decide(&model, "name", &person("low")), Value::from("李四"));
    assert_eq!(decide(&model, "name", &person("none")), Value::Absent);
}

#[test]
fn knowledge_models_are_functions_of_typed_parameters() {
    let model = model(&[
        "<businessKnowledgeModel id=\"half\" name=\"half\"><variable name=\"half\"/>
           <encapsulatedLogic><formalParameter name=\"n\" typeRef=\"number\"/>",
        &literal("n / 2"),
        "</encapsulatedLogic></businessKnowledgeModel>
         <businessKnowledgeModel id=\"quarter\" name=\"quarter\">
           <encapsulatedLogic><formalParameter name=\"n\"/>",
        &literal("half(half(n))"),
        "</encapsulatedLogic><knowledgeRequirement><requiredKnowledge href=\"#half\"/></knowledgeRequirement></businessKnowledgeModel>
         <businessKnowledgeModel id=\"java\" name=\"java\"><encapsulatedLogic kind=\"Java\"><context/></encapsulatedLogic></businessKnowledgeModel>",
        &decision("a", "Any", &["call quarter"], &literal("quarter(8)")),
        &decision("b", "Any", &["call half"], &literal("half(\"8\")")),
        &decision("c", "Any", &["call java"], &literal("java()")),
        &decision("d", "Any", &["call half"],
            &format!("<invocation>{}<binding><parameter name=\"n\"/>{}</binding></invocation>", literal("half"), literal("3"))),
    ]
    .concat());
    assert_eq!(decide(&model, "a", &[]), Value::from(2));
    assert_eq!(decide(&model, "b", &[]), Value::Absent);
    assert_eq!(decide(&model, "c", &[]), Value::Absent);
    assert_eq!(
        decide(&model, "d", &[]).as_number().unwrap().to_string(),
        "1.5"
    );
    let half = ask(&model, Asked::Knowledge, "half", &[("n", Value::from(8))]);
    assert_eq!(half, Value::from(4));
}

#[test]
fn services_take_decisions_as_given() {
    let model = model(&[
        input("a", "number"),
        decision("b", "number", &["a"], &literal("a * 10")),
        decision("c", "number", &["a", "b"], &literal("a + b")),
        "<decisionService id=\"s\" name=\"s\"><outputDecision href=\"#c\"/><inputDecision href=\"#b\"/><inputData href=\"#a\"/></decisionService>".into(),
        decision("d", "number", &["call s", "a"], &literal("s(a, 5) + s(b: 1, a: 1)")),
    ]
    .concat());
    assert_eq!(codes(&model), [""; 0]);
    let one = [("a", Value::from(1))];
    assert_eq!(decide(&model, "c", &one), Value::from(11));
    assert_eq!(decide(&model, "d", &one), Value::from(8));
    let both = [("a", Value::from(2)), ("b", Value::from(3))];
    assert_eq!(ask(&model, Asked::Service, "s", &both), Value::from(5));
    // What a service takes and is not given is null: it does not look further.
    assert_eq!(ask(&model, Asked::Service, "s", &one), Value::Absent);
}

#[test]
fn a_table_in_a_context_sees_the_entries_before_it() {
    let table = "<decisionTable hitPolicy=\"COLLECT\" aggregation=\"SUM\"><input><inputExpression><text>base</text></inputExpression></input><output/>
        <rule><inputEntry><text>&gt; 1</text></inputEntry><outputEntry><text>base * 2</text></outputEntry></rule>
        <rule><inputEntry><text>[1..9]</text></inputEntry><outputEntry><text>1</text></outputEntry></rule></decisionTable>";
    let model = model(
        &[
            input("x", "number"),
            decision(
                "d",
                "number",
                &["x"],
                &format!(
                    "<context><contextEntry><variable name=\"base\"/>{}</contextEntry>
             <contextEntry><variable name=\"sum\"/>{table}</contextEntry>
             <contextEntry>{}</contextEntry></context>",
                    literal("x + 1"),
                    literal("sum * 100")
                ),
            ),
        ]
        .concat(),
    );
    assert_eq!(codes(&model), [""; 0]);
    assert_eq!(
        decide(&model, "d", &[("x", Value::from(1))]),
        Value::from(500)
    );
}

#[test]
fn names_of_imported_models_have_their_prefix() {
    let lib = file("lib", &[
        "<itemDefinition name=\"t\"><typeRef>number</typeRef></itemDefinition>",
        &input("in put", "t"),
        &decision("twice", "t", &["in put"], &literal("in put * 2")),
        "<businessKnowledgeModel id=\"f\" name=\"f g\"><encapsulatedLogic><formalParameter name=\"n\"/>",
        &literal("n + 1"),
        "</encapsulatedLogic></businessKnowledgeModel>",
    ]
    .concat());
    let main = file("main", &format!(
        "<import namespace=\"urn:lib\" name=\"the lib\" importType=\"https://www.omg.org/spec/DMN/20230324/MODEL/\"/>
         <decision id=\"d\" name=\"d\"><variable name=\"d\" typeRef=\"the lib.t\"/>
         <informationRequirement><requiredDecision href=\"urn:lib#twice\"/></informationRequirement>
         <knowledgeRequirement><requiredKnowledge href=\"urn:lib#f\"/></knowledgeRequirement>{}</decision>",
        literal("the lib.f g(the lib.twice)")));
    let model = Model::link(main, vec![lib], Lang::En).unwrap();
    assert_eq!(codes(&model), [""; 0]);
    let mut inputs = given(&[("in put", Value::from(4))]);
    let value = |inputs: &[Given]| {
        let host = Host::default();
        let answer = model.evaluate(Asked::Decision, "d", inputs, host, DEFAULT_FUEL);
        answer.unwrap().value
    };
    assert_eq!(value(&inputs), Value::from(9));
    inputs[0].namespace = Some("urn:lib".into());
    assert_eq!(value(&inputs), Value::from(9));
    inputs[0].namespace = Some("urn:main".into());
    assert_eq!(value(&inputs), Value::Absent);
}

#[test]
fn cycles_are_problems_and_give_null() {
    let model = model(
        &[
            decision("a", "Any", &["b"], &literal("b")),
            decision("b", "Any", &["c"], &literal("c")),
            decision("c", "Any", &["a"], &literal("a")),
            decision("d", "Any", &[], &literal("1")),
        ]
        .concat(),
    );
    assert_eq!(codes(&model), ["D016"]);
    assert_eq!(
        model.problems()[0].message,
        "these need each other: `a` → `b` → `c` → `a`"
    );
    assert_eq!(model.problems()[0].at.line, Some(2));
    assert_eq!(decide(&model, "a", &[]), Value::Absent);
    assert_eq!(decide(&model, "d", &[]), Value::from(1));
    let long: Vec<String> = (0..20_000)
        .map(|n| decision(&format!("d{n}"), "Any", &[&format!("d{}", n + 1)], ""))
        .collect();
    let chain = super::tests::model(&long.concat());
    assert_eq!(decide(&chain, "d0", &[]), Value::Absent);
}

#[test]
fn models_may_not_import_each_other_in_a_circle() {
    let import = |name: &str| {
        format!(
            "<import namespace=\"urn:{name}\" name=\"{name}\" importType=\"https://www.omg.org/spec/DMN/20230324/MODEL/\"/>"
        )
    };
    let files = || vec![file("b", &import("c")), file("c", &import("b"))];
    let problems = Model::link(file("a", &import("b")), files(), Lang::En).unwrap_err();
    assert_eq!(problems[0].code, "D017");
    let own = Model::link(file("a", &import("a")), Vec::new(), Lang::En).unwrap_err();
    assert_eq!(own[0].code, "D017");
    let twice = Model::link(file("a", ""), vec![file("a", "")], Lang::En).unwrap_err();
    assert_eq!(twice[0].code, "D021");
    let missing = Model::link(file("a", &import("z")), Vec::new(), Lang::En).unwrap();
    assert_eq!(codes(&missing), ["D015"]);
}

#[test]
fn problems_of_texts_are_at_their_place_in_the_file() {
    let model = model(
        &[
            "<itemDefinition name=\"t\"><typeRef>nowhere</typeRef></itemDefinition>\n",
            &decision(
                "a",
                "t",
                &["gone"],
                "\n<literalExpression><text>1 +\n  * 2</text></literalExpression>",
            ),
        ]
        .concat(),
    );
    let shown: Vec<_> = model
        .problems()
        .iter()
        .map(|it| (it.code.as_ref(), it.at.line, it.at.column))
        .collect();
    assert_eq!(shown[0].0, "D013");
    assert_eq!(shown[1], ("F001", Some(5), Some(3)));
    assert_eq!(shown[2].0, "D014");
    assert_eq!(model.problems()[1].at.file.as_deref(), Some("main.dmn"));
}

#[test]
fn evaluation_is_bounded() {
    let model = model(&[
        "<businessKnowledgeModel id=\"f\" name=\"f\"><encapsulatedLogic><formalParameter name=\"n\"/><context>
           <contextEntry><variable name=\"g\"/>".to_owned(),
        literal("function(n) g(n + 1)"),
        "</contextEntry><contextEntry>".into(),
        literal("g(n)"),
        "</contextEntry></context></encapsulatedLogic></businessKnowledgeModel>".into(),
        decision("deep", "Any", &["call f"], &literal("f(1)")),
        decision("long", "Any", &[], &literal("count(for a in 1..1000, b in 1..1000, c in 1..1000 return 1)")),
    ]
    .concat());
    for name in ["deep", "long"] {
        let found = decide(&model, name, &[]);
        assert!(
            matches!(
                found,
                Value::Fault(Fault::TooDeep | Fault::FuelExhausted | Fault::TooLarge)
            ),
            "{name}: {found:?}"
        );
    }
    let mut deep = Value::from(1);
    for _ in 0..100 {
        deep = Value::list(vec![deep]);
    }
    let echo = super::tests::model(
        &[
            input("x", "number"),
            decision("d", "Any", &["x"], &literal("x")),
        ]
        .concat(),
    );
    assert_eq!(
        decide(&echo, "d", &[("x", deep)]),
        Value::Fault(Fault::TooLarge)
    );
}

#[test]
fn a_knowledge_model_may_call_itself() {
    let model = model(
        &[
            "<businessKnowledgeModel id=\"f\" name=\"fac torial\"><encapsulatedLogic><formalParameter name=\"n\" typeRef=\"number\"/>".to_owned(),
            literal("if n &lt;= 1 then 1 else n * fac torial(n - 1)"),
            "</encapsulatedLogic><knowledgeRequirement><requiredKnowledge href=\"#f\"/></knowledgeRequirement></businessKnowledgeModel>".into(),
            decision("d", "number", &["call f"], &literal("fac torial(5)")),
            decision("e", "number", &["call f"], &literal("fac torial(1000000)")),
        ]
        .concat(),
    );
    assert_eq!(codes(&model), [""; 0]);
    assert_eq!(decide(&model, "d", &[]), Value::from(120));
    assert_eq!(decide(&model, "e", &[]), Value::Fault(Fault::TooDeep));
}

#[test]
fn no_change_of_a_file_makes_reading_or_evaluating_panic() {
    let text = format!(
        "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" namespace=\"urn:m\" name=\"m\">
         <itemDefinition name=\"t\" isCollection=\"true\"><typeRef>number</typeRef><allowedValues><text>[1..9]</text></allowedValues></itemDefinition>
         {}{}<businessKnowledgeModel id=\"f\" name=\"f\"><encapsulatedLogic><formalParameter name=\"n\" typeRef=\"t\"/>{}</encapsulatedLogic></businessKnowledgeModel>
         <decisionService id=\"s\" name=\"s\"><outputDecision href=\"#d\"/><inputData href=\"#x\"/></decisionService></definitions>",
        input("x", "t"),
        decision("d", "t", &["x", "call f"],
            "<decisionTable hitPolicy=\"COLLECT\"><input><inputExpression><text>f(x)[1]</text></inputExpression></input><output/>
             <rule><inputEntry><text>&lt; 5, not(7)</text></inputEntry><outputEntry><text>for i in x return i + 1</text></outputEntry></rule></decisionTable>"),
        literal("{a b: n}.a b"),
    );
    let pieces = [
        "",
        "<",
        ">",
        "\"",
        "/",
        "#",
        "(",
        ")",
        "[",
        "x",
        "d",
        "null",
        "function(",
        " in ",
        "\u{1}",
        "&#10;",
        "..",
        "{",
    ];
    // A linear congruential generator: the same changes in every run.
    let mut state = 20_250_101_u64;
    let mut next = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(state >> 33).unwrap() % below
    };
    let mut evaluated = 0;
    for _ in 0..1500 {
        let mut changed = text.clone();
        for _ in 0..=next(3) {
            let from = next(changed.len());
            let to = (from + next(6)).min(changed.len());
            if changed.is_char_boundary(from) && changed.is_char_boundary(to) {
                changed.replace_range(from..to, pieces[next(pieces.len())]);
            }
        }
        let Ok(read) = read("m.dmn", changed.as_bytes(), Lang::En) else {
            continue;
        };
        let Ok(model) = Model::link(read, Vec::new(), Lang::En) else {
            continue;
        };
        let inputs = given(&[("x", Value::list(vec![Value::from(3)]))]);
        for (asked, name) in [
            (Asked::Decision, "d"),
            (Asked::Service, "s"),
            (Asked::Knowledge, "f"),
        ] {
            let _ = model.evaluate(asked, name, &inputs, Host::default(), 20_000);
        }
        evaluated += 1;
    }
    assert!(evaluated > 50, "{evaluated}");
}

#[test]
fn what_is_defined_twice_is_said_and_the_first_counts() {
    let model = model(
        &[
            "<itemDefinition name=\"t\"><typeRef>number</typeRef></itemDefinition>
             <itemDefinition name=\"t\"><typeRef>string</typeRef></itemDefinition>"
                .to_owned(),
            decision("a", "t", &[], &literal("1")),
            decision("a", "t", &[], &literal("2")),
            decision("b", "Any", &["a"], &literal("a + 1")),
        ]
        .concat(),
    );
    assert_eq!(codes(&model), ["D012", "D012"]);
    assert_eq!(decide(&model, "b", &[]), Value::from(2));
}

#[test]
fn a_version_before_types_with_prefixes_is_read_alike() {
    let text = "<dmn:definitions xmlns:dmn=\"http://www.omg.org/spec/DMN/20180521/MODEL/\" \
        xmlns:feel=\"http://www.omg.org/spec/DMN/20180521/FEEL/\" namespace=\"urn:old\" name=\"old\">\
        <dmn:inputData id=\"i\" name=\"i\"><dmn:variable name=\"i\" typeRef=\"feel:number\"/></dmn:inputData>\
        <dmn:decision id=\"d\" name=\"d\"><dmn:variable name=\"d\" typeRef=\"feel:string\"/>\
        <dmn:informationRequirement><dmn:requiredInput href=\"#i\"/></dmn:informationRequirement>\
        <dmn:literalExpression expressionLanguage=\"feel\"><dmn:text>string(i + 1)</dmn:text></dmn:literalExpression></dmn:decision>\
        </dmn:definitions>";
    let read = read("old.dmn", text.as_bytes(), Lang::En).unwrap();
    let model = Model::link(read, Vec::new(), Lang::En).unwrap();
    assert_eq!(codes(&model), [""; 0]);
    assert_eq!(
        decide(&model, "d", &[("i", Value::from(1))]),
        Value::from("2")
    );
    assert_eq!(
        decide(&model, "d", &[("i", Value::from("1"))]),
        Value::Absent
    );
}

#[test]
fn names_of_entries_are_known_in_every_text() {
    let model = model(
        &[
            decision("a", "Any", &[], &format!(
                "<context><contextEntry><variable name=\"monthly pay\"/>{}</contextEntry></context>", literal("5"))),
            decision("b", "Any", &["a"], &literal("a.monthly pay * 2")),
            decision("c", "Any", &[], &format!(
                "<filter><in>{}</in><match>{}</match></filter>",
                literal("[{net pay: 1}, {net pay: 2}]"), literal("net pay > 1"))),
        ]
        .concat(),
    );
    assert_eq!(decide(&model, "b", &[]), Value::from(10));
    let left = Value::list(vec![Value::context([("net pay", Value::from(2))])]);
    assert_eq!(decide(&model, "c", &[]), left);
}

#[test]
fn imports_without_a_name_are_used_as_they_are() {
    let lib = file(
        "lib",
        &[
            "<itemDefinition name=\"t\"><typeRef>number</typeRef></itemDefinition>".to_owned(),
            decision("one", "t", &[], &literal("1")),
        ]
        .concat(),
    );
    let main = file(
        "main",
        &format!(
            "<import namespace=\"urn:lib\" name=\"\" importType=\"https://www.omg.org/spec/DMN/20230324/MODEL/\"/>
             <decision id=\"d\" name=\"d\"><variable name=\"d\" typeRef=\"t\"/>
             <informationRequirement><requiredDecision href=\"urn:lib#one\"/></informationRequirement>{}</decision>",
            literal("one + 1")
        ),
    );
    let model = Model::link(main, vec![lib], Lang::En).unwrap();
    assert_eq!(codes(&model), [""; 0]);
    assert_eq!(decide(&model, "d", &[]), Value::from(2));
}

#[test]
fn types_that_lead_to_themselves_end() {
    let model = model(&[
        "<itemDefinition name=\"a\"><typeRef>b</typeRef></itemDefinition>
         <itemDefinition name=\"b\"><typeRef>a</typeRef><allowedValues><text>1</text></allowedValues></itemDefinition>
         <itemDefinition name=\"tree\"><itemComponent name=\"parts\" isCollection=\"true\"><typeRef>tree</typeRef></itemComponent></itemDefinition>",
        &input("x", "a"),
        &input("t", "tree"),
        &decision("d", "Any", &["x"], &literal("x instance of a")),
        &decision("e", "Any", &["t"], &literal("count(t.parts)")),
    ]
    .concat());
    let leaf = Value::context([("parts", Value::list(Vec::new()))]);
    let tree = Value::context([("parts", Value::list(vec![leaf.clone(), leaf]))]);
    assert_eq!(decide(&model, "e", &[("t", tree)]), Value::from(2));
    let _ = decide(&model, "d", &[("x", Value::from(1))]);
}
