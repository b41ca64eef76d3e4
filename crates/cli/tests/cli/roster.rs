//! `roster`.

use crate::support::{file, tongban};

const TABLE: &str = "变动类型,员工姓名,员工证件类型,Staff ID（18位）,用工日期,月工资\n增员,张三,居民身份证,500101199001010018,2026-02-20,8500\n";

fn run(name: &str, mapping: &str) -> crate::support::Run {
    let table = file("roster/own.csv", TABLE.as_bytes());
    let mapping = file(name, mapping.as_bytes());
    let date = ["--as-of", "2026-03-02", "--lang", "en"];
    let arguments = ["roster", "staff-change", &table, "--mapping", &mapping];
    tongban(&[&arguments[..], &date[..]].concat())
}

#[test]
fn the_firm_s_headings_hold_as_the_firm_writes_them() {
    for heading in ["Staff ID（18位）", "staff id", "STAFF ID *"] {
        let run = run(
            "roster/own.json",
            &format!(r#"{{"{heading}": "staffDocumentNumber"}}"#),
        );
        assert_eq!(run.code, 0, "{heading}: {}{}", run.out, run.err);
    }
}

#[test]
fn a_mapping_to_no_fact_is_refused_with_the_nearest() {
    let run = run("roster/wrong.json", r#"{"Staff ID": "documentNumber"}"#);
    assert_eq!(run.code, 2, "{}", run.out);
    let said = [
        "[roster.mapping]",
        "documentNumber",
        "`staffDocumentNumber`",
    ];
    assert!(
        said.iter().all(|part| run.err.contains(part)),
        "{}",
        run.err
    );
}
