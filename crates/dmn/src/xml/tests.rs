//! Reading: every version, every kind of expression, and what is hostile.

use super::limits::{MAX_DEPTH, MAX_FILE};
use super::*;
use crate::table::Policy;
use tongban_feel::Lang;

fn model(version: Version, body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<definitions xmlns=\"{}\" \
         xmlns:x=\"urn:x\" namespace=\"urn:test\" name=\"test\">{body}</definitions>",
        version.namespace()
    )
}

fn read_ok(text: &str) -> Definitions {
    read("test.dmn", text.as_bytes(), Lang::En).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn codes(bytes: &[u8]) -> Vec<String> {
    match read("test.dmn", bytes, Lang::En) {
        Ok(_) => Vec::new(),
        Err(problems) => problems
            .iter()
            .map(|problem| problem.code.to_string())
            .collect(),
    }
}

const TABLE: &str = r##"<decision id="_d" name="Fee"><variable name="Fee" typeRef="number"/>
  <informationRequirement><requiredInput href="#_age"/></informationRequirement>
  <decisionTable hitPolicy="FIRST"><input><inputExpression typeRef="number"><text>Age</text></inputExpression></input>
    <output><defaultOutputEntry><text>9</text></defaultOutputEntry></output><annotation name="why"/>
    <rule><inputEntry><text>&lt; 18</text></inputEntry><outputEntry><text>1</text></outputEntry><annotationEntry><text>young</text></annotationEntry></rule>
    <rule><inputEntry><text/></inputEntry><outputEntry><text><![CDATA[2]]></text></outputEntry><annotationEntry><text/></annotationEntry></rule>
  </decisionTable></decision>
  <inputData id="_age" name="Age"><variable name="Age" typeRef="number"/></inputData>"##;

#[test]
fn every_version_reads_the_same() {
    for version in Version::ALL {
        let read = read_ok(&model(version, TABLE));
        assert_eq!(read.version, version);
        let table = table(&read, "Fee", Lang::En).unwrap();
        assert_eq!(table.policy, Policy::First);
        assert_eq!(table.rows[0].inputs, ["< 18"]);
        assert_eq!(table.rows[1].inputs, ["-"]);
        assert_eq!(table.rows[1].outputs, ["2"]);
        assert_eq!(table.default, Some(vec!["9".to_owned()]));
        assert_eq!(super::table(&read, "_d", Lang::En).unwrap(), table);
    }
    let old = model(Version::V1_5, "").replace("20230324/MODEL", "20151101/dmn.xsd");
    assert_eq!(codes(old.as_bytes()), ["D007"]);
}

#[test]
fn elements_of_editors_are_no_part_of_the_model() {
    let text = model(
        Version::V1_5,
        r#"<extensionElements><x:decision name="no"/></extensionElements>
        <x:decision name="neither"/><knowledgeSource id="s" name="law"/>
        <decision name="yes"><literalExpression><text>1 <!-- one -->+ 1</text></literalExpression></decision>"#,
    );
    let read = read_ok(&text);
    assert_eq!(read.decisions.len(), 1);
    let Some(BoxedKind::Literal(text)) = read.decisions[0].logic.as_ref().map(|it| &it.kind) else {
        panic!("{read:?}");
    };
    assert_eq!(text.text, "1 + 1");
}

#[test]
fn every_kind_of_expression_is_read() {
    let literal = "<literalExpression><text>1</text></literalExpression>";
    let text = model(
        Version::V1_4,
        &format!(
            "<decision name=\"a\"><context>
               <contextEntry><variable name=\"l\" typeRef=\"number\"/><list>{literal}{literal}</list></contextEntry>
               <contextEntry><variable name=\"r\"/><relation><column name=\"c\"/><row>{literal}</row></relation></contextEntry>
               <contextEntry><variable name=\"f\"/><functionDefinition><formalParameter name=\"p\" typeRef=\"string\"/>{literal}</functionDefinition></contextEntry>
               <contextEntry><variable name=\"j\"/><functionDefinition kind=\"Java\"><context/></functionDefinition></contextEntry>
               <contextEntry><variable name=\"i\"/><invocation>{literal}<binding><parameter name=\"p\"/>{literal}</binding></invocation></contextEntry>
               <contextEntry><variable name=\"c\"/><conditional><if>{literal}</if><then>{literal}</then><else>{literal}</else></conditional></contextEntry>
               <contextEntry><variable name=\"s\"/><filter><in>{literal}</in><match>{literal}</match></filter></contextEntry>
               <contextEntry><variable name=\"o\"/><for iteratorVariable=\"x\"><in>{literal}</in><return>{literal}</return></for></contextEntry>
               <contextEntry><variable name=\"q\"/><some iteratorVariable=\"x\"><in>{literal}</in><satisfies>{literal}</satisfies></some></contextEntry>
               <contextEntry><every iteratorVariable=\"x\"><in>{literal}</in><satisfies>{literal}</satisfies></every></contextEntry>
             </context></decision>"
        ),
    );
    let read = read_ok(&text);
    let Some(BoxedKind::Context(entries)) = read.decisions[0].logic.as_ref().map(|it| &it.kind)
    else {
        panic!("{read:?}");
    };
    assert_eq!(entries.len(), 10);
    assert!(entries[9].variable.is_none());
}

#[test]
fn problems_say_where_they_are() {
    let text = model(
        Version::V1_3,
        "\n<decision id=\"x\"/>\n  <decision name=\"t\"><decisionTable hitPolicy=\"BEST\"><output/><rule/></decisionTable></decision>",
    );
    let problems = read("a.dmn", text.as_bytes(), Lang::En).unwrap_err();
    let shown: Vec<_> = problems
        .iter()
        .map(|it| (it.code.as_ref(), it.at.line, it.at.column))
        .collect();
    assert_eq!(
        shown,
        [
            ("D008", Some(3), Some(1)),
            ("D010", Some(4), Some(22)),
            ("D011", Some(4), Some(63))
        ]
    );
    assert_eq!(problems[0].at.file.as_deref(), Some("a.dmn"));
    let chinese = read("a.dmn", text.as_bytes(), Lang::ZhHans).unwrap_err();
    assert_eq!(chinese[0].message, "`decision` 缺少属性 `name`");
}

#[test]
fn hostile_files_are_refused() {
    let laughs = "<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><definitions>&b;</definitions>";
    assert_eq!(codes(laughs.as_bytes()), ["D004"]);
    let outside = "<!DOCTYPE d SYSTEM \"file:///etc/passwd\"><definitions/>";
    assert_eq!(codes(outside.as_bytes()), ["D004"]);
    assert_eq!(codes(&vec![b' '; MAX_FILE + 1]), ["D001"]);
    assert_eq!(codes(&vec![b'<'; 50_000_000]), ["D001"]);
    assert_eq!(codes(b"\xff\xfe<\0d\0"), ["D002"]);
    assert_eq!(codes(b""), ["D003"]);
    let cut = read("cut.dmn", b"<definitions>\n  <a", Lang::En).unwrap_err();
    assert_eq!((cut[0].at.line, cut[0].at.column), (Some(2), Some(5)));
    assert_eq!(codes(b"<html/>"), ["D006"]);
    let whole = model(Version::V1_5, TABLE);
    for end in 0..whole.len() - 1 {
        assert!(!codes(&whole.as_bytes()[..end]).is_empty(), "{end}");
    }
    let many = format!("<definitions>{}</definitions>", "<a/>".repeat(1_000_001));
    assert_eq!(codes(many.as_bytes()), ["D001"]);
}

#[test]
fn nesting_is_bounded() {
    let nested = |depth: usize| {
        let inner = format!("{}{}", "<x:a>".repeat(depth), "</x:a>".repeat(depth));
        model(Version::V1_5, &inner)
    };
    assert_eq!(codes(nested(MAX_DEPTH - 1).as_bytes()), [""; 0]);
    assert_eq!(codes(nested(MAX_DEPTH).as_bytes()), ["D005"]);
    assert_eq!(codes(nested(1_000_000).as_bytes()), ["D005"]);
    let boxes = |depth: usize| {
        let inner = format!("{}{}", "<list>".repeat(depth), "</list>".repeat(depth));
        model(
            Version::V1_5,
            &format!("<decision name=\"d\">{inner}</decision>"),
        )
    };
    let limit = usize::try_from(limits::MAX_BOXES).unwrap() + 1;
    assert_eq!(codes(boxes(limit).as_bytes()), [""; 0]);
    assert_eq!(codes(boxes(limit + 1).as_bytes()), ["D005"]);
}

#[test]
fn a_table_keeps_its_ranked_values() {
    let text = model(
        Version::V1_5,
        r#"<itemDefinition name="tRank"><typeRef>string</typeRef><allowedValues><text>"a,b", "c"</text></allowedValues></itemDefinition>
        <decision name="d"><variable name="d" typeRef="tRank"/><decisionTable hitPolicy="PRIORITY"><input><inputExpression><text>1</text></inputExpression></input><output/>
        <rule><inputEntry><text>-</text></inputEntry><outputEntry><text>"c"</text></outputEntry></rule></decisionTable></decision>
        <decision name="e"><literalExpression><text>1</text></literalExpression></decision>"#,
    );
    let read = read_ok(&text);
    let found = table(&read, "d", Lang::En).unwrap();
    assert_eq!(found.outputs[0].priorities, ["\"a,b\"", "\"c\""]);
    assert_eq!(found.outputs[0].ty, Some(tongban_feel::Type::Text));
    assert_eq!(table(&read, "e", Lang::En).unwrap_err().code, "D019");
    assert_eq!(table(&read, "f", Lang::En).unwrap_err().code, "D020");
}
