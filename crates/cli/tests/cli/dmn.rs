//! `dmn`: models of other tools.

use crate::support::{file, plain};
use serde_json::json;

const MODEL: &str = r##"<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="urn:fees" name="fees">
  <import namespace="urn:rates" name="rates" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>
  <inputData id="age" name="Age"><variable name="Age" typeRef="number"/></inputData>
  <inputData id="since" name="Since"><variable name="Since" typeRef="date"/></inputData>
  <decision id="fee" name="Fee"><variable name="Fee" typeRef="number"/>
    <informationRequirement><requiredInput href="#age"/></informationRequirement>
    <informationRequirement><requiredDecision href="urn:rates#rate"/></informationRequirement>
    <decisionTable hitPolicy="FIRST"><input><inputExpression typeRef="number"><text>Age</text></inputExpression></input><output typeRef="number"/>
      <rule><inputEntry><text>&lt; 18</text></inputEntry><outputEntry><text>0</text></outputEntry></rule>
      <rule><inputEntry><text>-</text></inputEntry><outputEntry><text>Age * rates.Rate</text></outputEntry></rule></decisionTable></decision>
  <decision id="year" name="Year"><variable name="Year"/><informationRequirement><requiredInput href="#since"/></informationRequirement>
    <literalExpression><text>Since.year</text></literalExpression></decision>
</definitions>"##;

const RATES: &str = r#"<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" namespace="urn:rates" name="rates">
  <decision id="rate" name="Rate"><variable name="Rate"/><literalExpression><text>0.1</text></literalExpression></decision></definitions>"#;

#[test]
fn decisions_are_evaluated_with_what_they_import() {
    let model = file("dmn/fees.dmn", MODEL.as_bytes());
    file("dmn/rates.dmn", RATES.as_bytes());
    let inputs = file(
        "dmn/inputs.json",
        br#"{"Age": "20", "Since": "2024-05-01"}"#,
    );
    let run = plain(&["dmn", &model, "--inputs", &inputs, "--json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(
        run.json(),
        json!({"decisions": {"Fee": "2", "Year": "2024"}})
    );
    let one = plain(&[
        "dmn",
        &model,
        "--inputs",
        &inputs,
        "--decision",
        "Fee",
        "--json",
    ]);
    assert_eq!(one.json(), json!({"value": "2"}));
    let none = plain(&["dmn", &model, "--decision", "Gift"]);
    assert_eq!(none.code, 2);
    assert!(
        none.err.contains("没有决策 `Gift`；可写 `Fee`、`Year`"),
        "{}",
        none.err
    );
    let slip = file("dmn/slip.json", br#"{"Agee": "20"}"#);
    for (lang, said) in [
        ("zh-Hans", "没有输入 `Agee`；是否想写 `Age`"),
        ("en", "there is no input named `Agee`; did you mean `Age`?"),
    ] {
        let run = plain(&["dmn", &model, "--inputs", &slip, "--lang", lang]);
        assert_eq!(run.code, 2);
        assert!(run.err.contains(said), "{}", run.err);
    }
}

#[test]
fn what_is_no_model_is_said_with_its_place() {
    let model = file(
        "dmn-broken/broken.dmn",
        MODEL.replace("</decision>", "").as_bytes(),
    );
    let run = plain(&["dmn", &model, "--json"]);
    assert_eq!(run.code, 2);
    assert_eq!(run.json()["diagnostics"][0]["code"], "D003");
    assert!(run.json()["diagnostics"][0]["where"]["line"].is_u64());
    let inputs = file("dmn-broken/inputs.json", br#"{"Since": "yesterday"}"#);
    let model = file("dmn-broken/fees.dmn", MODEL.as_bytes());
    let run = plain(&["dmn", &model, "--inputs", &inputs]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("`Since`"), "{}", run.err);
}
