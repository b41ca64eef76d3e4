//! A roster says of each cell what a session with these rows says.

use crate::common::engine_of;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};
use tongban_catalog::{check, load};
use tongban_engine::api::{
    OpenOptions, Origin, RosterFinding, RosterMapping, RosterOptions, RosterReport, Severity,
};
use tongban_engine::{Engine, Roster, limits};

const AS_OF: &str = "2026-03-02";
const HEADINGS: &str =
    "变动类型,员工姓名,员工证件类型,员工证件号码,用工日期,月工资,减员日期,减员原因,员工手机号码\n";

/// The reference catalogue, compiled once.
fn engine() -> Arc<Engine> {
    static ENGINE: LazyLock<Arc<Engine>> = LazyLock::new(|| {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../catalog");
        let loaded = load(folder.as_ref());
        engine_of(&check(loaded, None).built.unwrap())
    });
    Arc::clone(&ENGINE)
}

fn options() -> RosterOptions {
    RosterOptions {
        item: "staff-change".to_owned(),
        as_of: AS_OF.to_owned(),
        ..RosterOptions::default()
    }
}

fn read(bytes: &[u8], options: RosterOptions) -> Roster {
    let mut roster = engine().roster(bytes.to_vec(), options).unwrap();
    let mut before = 0;
    loop {
        let progress = roster.next_batch(700);
        assert!(progress.rows >= before && progress.bytes <= progress.size);
        before = progress.rows;
        if progress.done {
            return roster;
        }
    }
}

fn report(csv: &str) -> RosterReport {
    read(csv.as_bytes(), options()).report()
}

/// A number with the right check digit.
fn resident(place: &str, birth: &str, serial: u32) -> String {
    let body = format!("{place}{birth}{serial:03}");
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body
        .bytes()
        .zip(weights)
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    let last = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'][(sum % 11) as usize];
    format!("{body}{last}")
}

type Said = (u32, String, String, Severity, String);

/// What the roster says, without what is only about files.
fn said(findings: &[RosterFinding]) -> Vec<Said> {
    let mut said: Vec<Said> = findings
        .iter()
        .filter(|finding| !finding.code.starts_with("roster."))
        .map(|finding| {
            let fact = finding.fact.clone().unwrap();
            (
                finding.row.unwrap(),
                fact,
                finding.code.clone(),
                finding.severity,
                finding.message.clone(),
            )
        })
        .collect();
    said.sort_by(|a, b| format!("{a:?}").cmp(&format!("{b:?}")));
    said
}

/// What a session says of the same rows.
fn expected(roster: &mut Roster, first: u32, rounded: &[(u32, String)]) -> Vec<Said> {
    let mut session = engine()
        .open(OpenOptions {
            item: "staff-change".to_owned(),
            as_of: AS_OF.to_owned(),
            ..OpenOptions::default()
        })
        .unwrap();
    let rows = serde_json::to_value(roster.facts(0, u32::MAX)).unwrap();
    session.set("staff", &rows, Origin::Asked).unwrap();
    let view = session.view();
    let missing: Vec<String> = session
        .check()
        .into_iter()
        .filter(|reason| reason.kind == "missing")
        .map(|reason| reason.code)
        .collect();
    let mut said = Vec::new();
    let staff = view
        .fields
        .iter()
        .find(|field| field.fact == "staff")
        .unwrap();
    for (place, row) in (0_u32..).zip(staff.rows.as_ref().unwrap()) {
        let number = first + place;
        for field in row.fields.iter().filter(|field| field.visible) {
            for violation in &field.violations {
                let cut = rounded.contains(&(number, field.fact.clone()))
                    && violation.code.starts_with("format.")
                    && violation.severity == Severity::Error;
                if !cut {
                    said.push((
                        number,
                        field.fact.clone(),
                        violation.code.clone(),
                        violation.severity,
                        violation.message.clone(),
                    ));
                }
            }
            if missing.contains(&format!("field:staff[{place}].{}", field.fact)) {
                said.push((
                    number,
                    field.fact.clone(),
                    "required".to_owned(),
                    Severity::Error,
                    "请填写".to_owned(),
                ));
            }
        }
    }
    said.sort_by(|a, b| format!("{a:?}").cmp(&format!("{b:?}")));
    said
}

fn cell(text: &str) -> String {
    if text.contains([',', '"', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

/// Cells of each column, right ones often.
fn rows() -> impl Strategy<Value = Vec<Vec<String>>> {
    fn of(
        right: &'static [&'static str],
        odd: &'static [&'static str],
    ) -> impl Strategy<Value = String> {
        prop_oneof![
            9 => proptest::sample::select(right).prop_map(str::to_owned),
            1 => proptest::sample::select(odd).prop_map(str::to_owned),
        ]
    }
    let number = prop_oneof![
        8 => (0_u32..999).prop_map(|serial| resident("500101", "19900101", serial)),
        1 => (0_u32..999).prop_map(|serial| resident("500101", "19900101", serial).to_lowercase()),
        1 => proptest::sample::select(vec![
            "", "500101199001010000", "5.00101E+17", "500101199013010018", "12345678", "H12345678",
            "999999199001010018", "５００１０１１９９００１０１００１８", "5001 0119-9001 010018", "E12345678", "\t500101199001010018", "号码",
        ]).prop_map(str::to_owned),
    ];
    let row = (
        of(
            &["增员", "增员", "减员"],
            &["", "join", "LEAVE", "调动", " 增员 ", "增　员", "Joins"],
        ),
        of(
            &["张三", "李四·王", "Mary Ann"],
            &[
                "",
                "   ",
                "\u{200B}",
                "字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字",
                "说\"好\"",
            ],
        ),
        of(
            &["居民身份证", "居民身份证", "resident-id"],
            &[
                "",
                "护照",
                "港澳居民来往内地通行证",
                "台湾居民来往大陆通行证",
                "军官证",
            ],
        ),
        number,
        of(
            &["2026-02-20", "2026/3/1", "2026/02/09", "46080"],
            &[
                "",
                "2025-12-01",
                "2026-12-01",
                "1989-12-31",
                "2026-02-30",
                "2026年3月1日",
                "3/1/2026",
                "20260301",
                "46080.0",
                "9",
            ],
        ),
        of(
            &["8500", "8500.50", "12000.5"],
            &[
                "",
                "0",
                "-1",
                "8,500.00",
                "85.005",
                "1000001",
                "1000000",
                "八千",
                "¥8500",
                "８５００",
                "8500.",
                "1e4",
                "00012",
            ],
        ),
        of(
            &["2026-02-20", "2026/3/1", ""],
            &["2025-01-01", "2027-01-01", "不知", "46080"],
        ),
        of(
            &["个人解除劳动合同", "6305", "劳动合同期满"],
            &["", "9999", "其他", "Resigned"],
        ),
        of(
            &["13800001234", "", "13900001111"],
            &[
                "1380000123",
                "+8613800001234",
                "+1234567890",
                "138-0000-1234",
                "12345",
            ],
        ),
    );
    let row = row.prop_map(|(a, b, c, d, e, f, g, h, i)| vec![a, b, c, d, e, f, g, h, i]);
    proptest::collection::vec(row, 1..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn a_roster_says_what_a_session_says(rows in rows(), blanks in 0_u32..2) {
        let mut csv = HEADINGS.to_owned();
        csv.push_str(&",,,,,,,,\r\n".repeat(blanks as usize));
        for row in &rows {
            let cells: Vec<String> = row.iter().map(|text| cell(text)).collect();
            csv.push_str(&cells.join(","));
            csv.push_str("\r\n");
        }
        let mut roster = read(csv.as_bytes(), options());
        let report = roster.report();
        // A row whose cells all fold to nothing is passed over.
        prop_assume!(report.summary.blank == blanks);
        let rounded: Vec<(u32, String)> = report.findings.iter()
            .filter(|finding| finding.code == "roster.rounded")
            .map(|finding| (finding.row.unwrap(), finding.fact.clone().unwrap()))
            .collect();
        let expected = expected(&mut roster, 2 + blanks, &rounded);
        prop_assert_eq!(said(&report.findings), expected);
        let refused: std::collections::BTreeSet<u32> = report.findings.iter()
            .filter(|finding| finding.severity == Severity::Error)
            .filter_map(|finding| finding.row)
            .collect();
        prop_assert_eq!(report.summary.refused as usize, refused.len());
        prop_assert_eq!(roster.is_refused(), !refused.is_empty());
    }
}

fn join(name: &str, number: &str, wage: &str) -> String {
    format!("增员,{name},居民身份证,{number},2026-02-20,{wage},,,\n")
}

#[test]
fn totals_are_exact_and_leave_out_what_is_refused_or_does_not_apply() {
    let mut csv = HEADINGS.to_owned();
    for serial in 0..2100 {
        csv.push_str(&join(
            "张三",
            &resident("500101", "19900101", serial % 1000),
            "0.10",
        ));
    }
    // Numbers repeat after 1,000 rows: those rows are refused as duplicates, their wages are right all the same.
    csv.push_str(&join(
        "李四",
        &resident("500101", "19900102", 1),
        "\"1,000.05\"",
    ));
    csv.push_str(&join("李四", "1", "9999"));
    csv.push_str("减员,王五,居民身份证,500101199001030017,,777,2026-02-20,6305,\n");
    let report = report(&csv);
    let wage = report
        .sums
        .iter()
        .find(|sum| sum.fact == "monthlyWage")
        .unwrap();
    assert_eq!((wage.count, wage.sum.as_deref()), (2101, Some("1210.05")));
    let change = report
        .counts
        .iter()
        .find(|count| count.fact == "changeType")
        .unwrap();
    let often: Vec<(&str, u32)> = change
        .options
        .iter()
        .map(|(option, count)| (option.id.as_str(), *count))
        .collect();
    assert_eq!(often[0], ("join", 2101));
    let duplicates = report
        .findings
        .iter()
        .filter(|finding| finding.code == "roster.duplicate");
    assert_eq!(duplicates.count(), 1100);
    assert_eq!(report.summary.rows, 2103);
}

#[test]
fn a_cell_is_named_as_the_spreadsheet_names_it() {
    let number = resident("500101", "19900101", 7);
    let csv = format!(
        "\u{FEFF}某公司三月增减员表,,\r\n姓名*,身份证号,变动类型,证件类型,用工日期,月工资\r\n\r\n张三,{number},增员,居民身份证,46080,8500\r\n李四,5.00101E+17,增员,居民身份证,2026-02-20,\"8,500\"\r\n王五,{number},增员,居民身份证,2026-02-20,8500\r\n"
    );
    let mapping = RosterMapping::from([(
        "身份证号".to_owned(),
        Some("staffDocumentNumber".to_owned()),
    )]);
    let options = RosterOptions {
        mapping: Some(mapping.clone()),
        ..options()
    };
    let report = read(csv.as_bytes(), options).report();
    assert_eq!(report.header, Some(2));
    assert_eq!(report.sums[0].name, "月工资");
    assert_eq!(report.summary.blank, 1);
    let found: Vec<_> = report
        .findings
        .iter()
        .map(|finding| {
            (
                finding.column.as_deref().unwrap(),
                finding.row.unwrap(),
                finding.code.as_str(),
                finding.heading.as_deref().unwrap(),
                finding.related,
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            ("E", 4, "roster.serial-date", "用工日期", None),
            ("B", 5, "roster.rounded", "身份证号", None),
            ("B", 6, "roster.duplicate", "身份证号", Some(4)),
        ]
    );
    // What is sensitive is masked.
    assert_eq!(
        report.findings[2].value.as_deref(),
        Some(&*format!("{}**********{}", &number[..4], &number[14..]))
    );
    assert_eq!(
        report.findings[0].message,
        "表里的日期是一个数字，已读作2026年2月27日，请核对"
    );
    assert_eq!((report.summary.refused, report.summary.noted), (2, 1));
    assert_eq!(report.mapping["身份证号"], mapping["身份证号"]);
    assert_eq!(report.mapping["姓名"], Some("staffName".to_owned()));
}

#[test]
fn what_is_wrong_with_the_file_is_said_once() {
    let codes = |csv: &str| -> Vec<String> {
        report(csv)
            .findings
            .into_iter()
            .map(|finding| finding.code)
            .collect()
    };
    assert_eq!(codes(""), ["roster.no-headings"]);
    assert_eq!(codes("甲,乙\n1,2\n"), ["roster.no-headings"]);
    assert_eq!(codes(HEADINGS), ["roster.empty"]);
    let missing = report("员工姓名,月工资\n张三,1\n李四,2\n");
    let named: Vec<_> = missing
        .findings
        .iter()
        .map(|finding| (finding.code.as_str(), finding.row))
        .collect();
    assert_eq!(named, [("roster.column-missing", None); 3]);
    assert!(missing.summary.unusable && missing.summary.rows == 0);
    assert!(missing.findings[0].message.contains("变动类型"));
    let twice = "变动类型,员工姓名,姓名,员工证件类型,员工证件号码\n";
    assert_eq!(
        codes(&format!("{twice}减员,a,b,护照,E12345678\n"))[0],
        "roster.column-twice"
    );
    let number = resident("500101", "19900101", 7);
    let more = format!("增员,张三,居民身份证,{number},2026-02-20,8,500,,,13800001234\n");
    assert!(codes(&format!("{HEADINGS}{more}")).contains(&"roster.cells".to_owned()));
    let open = format!(
        "{HEADINGS}{}增员,\"张三,居民身份证\n",
        join("李四", &number, "1")
    );
    assert!(codes(&open).contains(&"roster.quote".to_owned()));
    let error = |bytes: &[u8]| {
        engine()
            .roster(bytes.to_vec(), options())
            .err()
            .unwrap()
            .code
    };
    assert_eq!(error(&[0xD4, 0xF6, 0xD4, 0xB1]), "roster.encoding");
    let unknown = RosterOptions {
        item: "card-loss".to_owned(),
        ..options()
    };
    assert_eq!(
        engine().roster(Vec::new(), unknown).err().unwrap().code,
        "roster.group"
    );
}

#[test]
fn many_rows_are_bounded_by_the_group_and_the_list_of_findings_by_its_limit() {
    let mut csv = HEADINGS.to_owned();
    for _ in 0..20_001 {
        csv.push_str("增员,张三,居民身份证,1,2026-02-20,8500,,,\n");
    }
    let report = report(&csv);
    assert_eq!(
        (report.summary.rows, report.summary.refused),
        (20_001, 20_001)
    );
    assert_eq!(report.findings[0].code, "roster.too-many");
    // One finding of the format for each row, one duplicate for each but the first, and the file's.
    assert_eq!(report.summary.findings, 20_001 + 20_000 + 1);
    assert!(report.findings.len() <= limits::MAX_ROSTER_FINDINGS);
}

#[test]
fn columns_parted_otherwise_and_quoted_cells_are_read() {
    let number = resident("500101", "19900101", 7);
    for (mark, wage) in [("\t", "8500"), (";", "8500"), (",", "\"8,500\"")] {
        let csv = format!("{HEADINGS}{}", join("\"张\"\"三\"", &number, "WAGE"))
            .replace(',', mark)
            .replace("WAGE", wage);
        let mut roster = read(csv.as_bytes(), options());
        assert_eq!(roster.report().findings, [], "{mark:?}");
        let facts: BTreeMap<_, _> = roster.facts(0, 1).remove(0);
        assert_eq!(facts["monthlyWage"], "8500");
        assert_eq!(facts["staffName"], "张\"三");
        assert_eq!(facts["changeType"], "join");
    }
}

#[test]
fn of_ten_thousand_rows_the_last_that_repeats_the_first_is_found_by_roster_and_session() {
    let number = |serial: u32| {
        let day = format!("1990{:02}{:02}", 1 + serial / 1000, 1 + serial % 28);
        resident("500101", &day, serial % 1000)
    };
    let mut csv = HEADINGS.to_owned();
    for serial in 0..9_999 {
        csv.push_str(&join("张三", &number(serial), "8500"));
    }
    csv.push_str(&join("李四", &number(0), "8500"));
    let mut roster = read(csv.as_bytes(), options());
    let report = roster.report();
    let found: Vec<_> = report
        .findings
        .iter()
        .map(|finding| (finding.code.as_str(), finding.row, finding.related))
        .collect();
    assert_eq!(found, [("roster.duplicate", Some(10_001), Some(2))]);
    let mut session = engine()
        .open(OpenOptions {
            item: "staff-change".to_owned(),
            as_of: AS_OF.to_owned(),
            ..OpenOptions::default()
        })
        .unwrap();
    let mut state = |rows: Vec<_>, complete: bool| {
        let rows = serde_json::to_value(rows).unwrap();
        session.set("staff", &rows, Origin::Asked).unwrap();
        session.confirm("staff", complete).unwrap();
        let view = session.view();
        let mut conditions = view.conditions.into_iter();
        let found = conditions.find(|found| found.id == "no-duplicates");
        found.map(|found| found.state).unwrap()
    };
    assert_eq!(state(roster.facts(0, 10_000), true), "not-met");
    assert_eq!(state(roster.facts(0, 9_999), true), "met");
    assert_eq!(
        state(roster.facts(0, 9_999), false),
        "unknown",
        "more may come"
    );
}
