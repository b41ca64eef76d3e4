//! What the dictionary declares holds in both profiles: labels of values and names of fields.

use super::super::{Dictionary, Facts, show, value};
use crate::{Profile, compile};
use tongban_runtime::{Fuel, Value, eval};

fn facts() -> Facts {
    let row = |name: &str, wage: i64, change: &str| {
        Value::context([
            ("staffName", Value::from(name)),
            ("wage", Value::from(wage)),
            ("change", Value::from(change)),
            ("leftOn", Value::Absent),
        ])
    };
    let rows = vec![row("a", 5000, "join"), row("b", 7000, "leave")];
    Facts::new(&[
        ("退休类别", Value::from("male-60")),
        ("人员明细", Value::list(rows)),
        ("缴费月数", Value::from(200)),
    ])
}

#[test]
fn both_profiles_give_the_same_value() {
    for source in [
        "退休类别 = \"男职工（60）\"",
        "\"男职工（60）\" = 退休类别",
        "退休类别 = \"male-60\"",
        "退休类别 != \"女干部（55）\"",
        "退休类别 in (\"女干部（55）\", \"男职工（60）\")",
        "退休类别 in [\"女干部（55）\", \"女工人（50）\"]",
        "人员明细.姓名",
        "人员明细.staffName",
        "人员明细[变动类型 = \"减少\"].姓名",
        "人员明细[工资 > 6000 and item.变动类型 = \"减少\"].工资",
        "count(人员明细[变动类型 in (\"增加\", \"减少\")])",
        "for 行 in 人员明细 return if 行.变动类型 = \"增加\" then 行.工资 else 0",
        "some 行 in 人员明细 satisfies 行.变动类型 = \"减少\" and 行.工资 > 6000",
        "list contains(人员明细.变动类型, \"减少\")",
        "if 退休类别 = \"男职工（60）\" then 缴费月数 else 0",
    ] {
        let compiled = match compile(source, &Dictionary, None, Profile::Standard) {
            Ok(compiled) => compiled,
            Err(problems) => panic!("{source}: {problems:?}"),
        };
        let standard = show(&eval(&compiled.program, &facts(), &mut Fuel::default()));
        assert_eq!(standard, value(source, &facts()), "{source}");
    }
}
