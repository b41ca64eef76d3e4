//! Recorded differences in words, for the receipt.

use super::receipt::Recorded;
use std::collections::BTreeMap;

/// Sentence by code: zh-Hans, zh-Hant, en; `{}` stands for the name of what differs.
const SENTENCES: [(&str, [&str; 3]); 12] = [
    (
        "fact.register",
        [
            "“{}”和登记信息不一致，已按登记信息办理，由经办人员核对。",
            "「{}」和登記資料不一致，已按登記資料辦理，由經辦人員核對。",
            "{} differs from the register; the register's value counts and a clerk will look.",
        ],
    ),
    (
        "fact.card",
        [
            "“{}”没有经过读卡核验，或者和证件不一致，由经办人员核对。",
            "「{}」沒有經過讀卡核驗，或者和證件不一致，由經辦人員核對。",
            "{} was not read from a card here, or differs from it; a clerk will look.",
        ],
    ),
    (
        "fact.unverified",
        [
            "“{}”现在查不到登记信息，由经办人员核对。",
            "「{}」現在查不到登記資料，由經辦人員核對。",
            "{} could not be checked with a register now; a clerk will look.",
        ],
    ),
    (
        "fact.answered",
        [
            "“{}”由受理系统查询补齐。",
            "「{}」由受理系統查詢補齊。",
            "{} was filled in from the register on receipt.",
        ],
    ),
    (
        "date.outside",
        [
            "申请日期不在允许的范围内，按收件日期办理，由经办人员核对。",
            "申請日期不在允許的範圍內，按收件日期辦理，由經辦人員核對。",
            "the application date is outside the allowance; the receipt date counts and a clerk will look.",
        ],
    ),
    (
        "material.unverified",
        [
            "材料“{}”的共享核验没有结果，由经办人员核对。",
            "材料「{}」的共享核驗沒有結果，由經辦人員核對。",
            "material {} could not be checked against shared data; a clerk will look.",
        ],
    ),
    (
        "material.signed",
        [
            "材料“{}”签署的文字和规定的文字不同，由经办人员核对。",
            "材料「{}」簽署的文字和規定的文字不同，由經辦人員核對。",
            "material {}: the text that was signed is not the wording prescribed; a clerk will look.",
        ],
    ),
    (
        "module.earlier",
        [
            "这份申请按较早的版本填写，已按现在的规定重新判断。",
            "這份申請按較早的版本填寫，已按現在的規定重新判斷。",
            "it was filled in under an earlier release and was decided again by the rules in force.",
        ],
    ),
    (
        "fact.left-out",
        [
            "“{}”的填法在现在的版本里变了，或者不再需要，由经办人员核对。",
            "「{}」的填法在現在的版本裡變了，或者不再需要，由經辦人員核對。",
            "{} is asked otherwise in the release in force, or not any more; a clerk will look.",
        ],
    ),
    (
        "material.left-out",
        [
            "材料“{}”的收取方式在现在的版本里变了，或者不再需要，由经办人员核对。",
            "材料「{}」的收取方式在現在的版本裡變了，或者不再需要，由經辦人員核對。",
            "material {} is taken otherwise in the release in force, or not any more; a clerk will look.",
        ],
    ),
    (
        "left-out.more",
        [
            "还有{}项填法变了或者不再需要，没有逐项列出，由经办人员核对。",
            "還有{}項填法變了或者不再需要，沒有逐項列出，由經辦人員核對。",
            "{} more are asked otherwise or not any more and are not listed; a clerk will look.",
        ],
    ),
    (
        "result.changed",
        [
            "“{}”按登记信息重新判断，结果和提交时不同。",
            "「{}」按登記資料重新判斷，結果和提交時不同。",
            "{} was decided again with the registers' answers and came out otherwise.",
        ],
    ),
];

/// The sentence for a difference. `labels` names paths, conditions and risk points; what has no name keeps its id.
pub fn sentence(recorded: &Recorded, labels: &BTreeMap<String, String>, lang: &str) -> String {
    let column = match lang {
        "zh-Hant" => 1,
        "en" => 2,
        _ => 0,
    };
    let what = recorded.difference.what.as_str();
    let path = what.strip_prefix("facts.").unwrap_or(what);
    let path = path.strip_suffix(".origin").unwrap_or(path);
    let name = match (recorded.code.as_str(), &recorded.difference.packet) {
        ("left-out.more", serde_json::Value::String(count)) => count.clone(),
        _ => name(path, labels, column),
    };
    let found = SENTENCES.iter().find(|(code, _)| *code == recorded.code);
    found.map_or_else(
        || recorded.code.clone(),
        |(_, texts)| texts[column].replace("{}", &name),
    )
}

/// `staff[0].staffName` is the column's name and the row as a person counts.
fn name(path: &str, labels: &BTreeMap<String, String>, column: usize) -> String {
    if let Some(name) = labels.get(path) {
        return name.clone();
    }
    let row = path
        .split_once('[')
        .and_then(|(group, rest)| Some((group, rest.split_once(']')?)));
    let Some((group, (row, cell))) = row else {
        return path.to_owned();
    };
    let Some(name) = labels.get(&format!("{group}{cell}")) else {
        return path.to_owned();
    };
    let Some(row) = row.parse::<u32>().ok().and_then(|row| row.checked_add(1)) else {
        return name.clone();
    };
    match column {
        2 => format!("{name} (row {row})"),
        _ => format!("{name}（第{row}行）"),
    }
}

/// What is said of one of several things, after its name.
pub fn named(name: &str, text: &str, lang: &str) -> String {
    let colon = if lang == "en" { ": " } else { "：" };
    format!("{name}{colon}{text}")
}

/// Names of the two results that are not listed by id.
pub fn fixed_labels(lang: &str) -> [(&'static str, &'static str); 2] {
    match lang {
        "en" => [("verdict", "the outcome"), ("route.post", "the post")],
        "zh-Hant" => [("verdict", "辦理結論"), ("route.post", "辦理崗位")],
        _ => [("verdict", "办理结论"), ("route.post", "办理岗位")],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::Difference;
    use serde_json::Value;

    #[test]
    fn differences_read_as_sentences_in_each_language() {
        let difference = Difference {
            what: "facts.paidMonths".into(),
            packet: Value::Null,
            ours: Value::Null,
        };
        let recorded = Recorded {
            code: "fact.register".into(),
            difference,
            message: String::new(),
            review: true,
        };
        let labels = BTreeMap::from([("paidMonths".to_owned(), "缴费月数".to_owned())]);
        let text = sentence(&recorded, &labels, "zh-Hans");
        assert_eq!(
            text,
            "“缴费月数”和登记信息不一致，已按登记信息办理，由经办人员核对。"
        );
        assert!(
            sentence(&recorded, &BTreeMap::new(), "en")
                .starts_with("paidMonths differs from the register")
        );
    }
}
