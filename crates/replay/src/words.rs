//! Differences in words, answers masked.

use serde_json::Value;
use std::collections::BTreeMap;
use tongban_engine::api::{Difference, mask};

/// zh-Hans, zh-Hant, English.
type Words = [&'static str; 3];

/// What a difference is about, by the first part of its place; `{}` stands for the name.
const PARTS: [(&str, Words); 11] = [
    (
        "conditions",
        ["受理条件“{}”", "受理條件「{}」", "condition “{}”"],
    ),
    (
        "materialStates",
        ["申请材料“{}”", "申請材料「{}」", "material “{}”"],
    ),
    (
        "materials",
        [
            "材料“{}”的提交方式",
            "材料「{}」的提交方式",
            "how material “{}” is given",
        ],
    ),
    ("risks", ["风险点“{}”", "風險點「{}」", "risk point “{}”"]),
    ("facts", ["填写内容“{}”", "填寫內容「{}」", "answer “{}”"]),
    ("verdict.kind", ["办理结论", "辦理結論", "the outcome"]),
    ("route.post", ["办理岗位", "辦理崗位", "the post"]),
    (
        "route.target",
        ["办理地点", "辦理地點", "where it is handled"],
    ),
    (
        "route.region",
        ["办理地区", "辦理地區", "the region it is handled in"],
    ),
    (
        "deadlines.promised",
        ["承诺时限", "承諾時限", "the promised limit"],
    ),
    (
        "deadlines.statutory",
        ["法定时限", "法定時限", "the legal limit"],
    ),
];

/// Codes of a decision in words.
const CODES: [(&str, Words); 34] = [
    ("met", ["符合", "符合", "met"]),
    ("not-met", ["不符合", "不符合", "not met"]),
    ("unknown", ["尚不能确定", "尚不能確定", "not known yet"]),
    (
        "fault",
        [
            "无法自动判断",
            "無法自動判斷",
            "cannot be decided automatically",
        ],
    ),
    ("needed", ["需要", "需要", "needed"]),
    ("perhaps", ["可能需要", "可能需要", "perhaps needed"]),
    ("not-needed", ["不需要", "不需要", "not needed"]),
    ("fired", ["已触发", "已觸發", "fired"]),
    ("silent", ["未触发", "未觸發", "silent"]),
    ("blocked", ["不能办理", "不能辦理", "not possible"]),
    ("incomplete", ["还需补充", "還需補充", "incomplete"]),
    (
        "ready-with-correction",
        [
            "可以提交，部分材料后补",
            "可以提交，部分材料後補",
            "ready, some materials follow",
        ],
    ),
    ("ready", ["可以提交", "可以提交", "ready"]),
    ("done", ["当场办结", "當場辦結", "finished at once"]),
    ("handle", ["经办", "經辦", "handled"]),
    ("review-1", ["复核", "複核", "reviewed"]),
    ("review-2", ["双人复核", "雙人複核", "reviewed twice"]),
    ("here", ["受理机构", "受理機構", "where it is taken"]),
    ("insured-place", ["参保地", "參保地", "the insured place"]),
    ("city", ["市级机构", "市級機構", "the city office"]),
    ("warn", ["提示", "提示", "warning"]),
    ("review1", ["复核", "複核", "review"]),
    ("review2", ["双人复核", "雙人複核", "double review"]),
    ("block", ["阻断", "阻斷", "block"]),
    ("provided", ["已提供", "已提供", "provided"]),
    (
        "shared",
        [
            "共享数据核对",
            "共享數據核對",
            "checked against shared data",
        ],
    ),
    ("promised", ["告知承诺", "告知承諾", "promised"]),
    ("deferred", ["容缺后补", "容缺後補", "to follow"]),
    (
        "fetched",
        ["由机构调取", "由機構調取", "fetched by the office"],
    ),
    (
        "covered",
        [
            "由其他材料代替",
            "由其他材料代替",
            "covered by another material",
        ],
    ),
    ("minutes", ["{}分钟", "{}分鐘", "{} minutes"]),
    (
        "working-days",
        ["{}个工作日", "{}個工作日", "{} working days"],
    ),
    ("days", ["{}天", "{}天", "{} days"]),
    ("by", ["（{}前）", "（{}前）", " (by {})"]),
];

/// Sentences: `{0}` what, `{1}` before, `{2}` now.
const CHANGED: Words = [
    "{0}：原来{1}，现在{2}",
    "{0}：原來{1}，現在{2}",
    "{0}: was {1}, is now {2}",
];
const ADDED: Words = [
    "{0}：新增，现在{2}",
    "{0}：新增，現在{2}",
    "{0}: new, is now {2}",
];
const GONE: Words = [
    "{0}：原来{1}，新版没有这一项",
    "{0}：原來{1}，新版沒有這一項",
    "{0}: was {1}, does not exist any more",
];
const NOTHING: Words = ["无", "無", "nothing"];
const ELSE: Words = ["其他内容", "其他內容", "something else"];

/// Which column of the tables a language is.
#[derive(Debug, Clone, Copy)]
pub struct Lang(usize);

impl Lang {
    /// A language by its code; Chinese where it is not known.
    pub fn new(code: &str) -> Self {
        Self(match code {
            "zh-Hant" => 1,
            "en" => 2,
            _ => 0,
        })
    }

    fn say(self, words: &Words) -> &'static str {
        words.get(self.0).copied().unwrap_or_default()
    }

    /// One difference as a sentence; none for what is told by other differences (the list of reasons, digests).
    pub fn sentence(
        self,
        difference: &Difference,
        names: &BTreeMap<String, String>,
    ) -> Option<(String, String)> {
        let what = difference.what.as_str();
        let (part, words) = PARTS.iter().find(|(part, _)| {
            what.strip_prefix(part)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })?;
        let id = what
            .strip_prefix(part)
            .map_or("", |rest| rest.trim_start_matches('.'));
        let name = name(part, id, names);
        let about = self.say(words).replace("{}", &name);
        let shown = |value: &Value| self.value(part, value);
        let template = match (difference.packet.is_null(), difference.ours.is_null()) {
            _ if id.is_empty() => &CHANGED,
            (true, _) => &ADDED,
            (_, true) => &GONE,
            _ => &CHANGED,
        };
        let text = self
            .say(template)
            .replace("{0}", &about)
            .replace("{1}", &shown(&difference.packet))
            .replace("{2}", &shown(&difference.ours));
        Some((name, text))
    }

    fn value(self, part: &str, value: &Value) -> String {
        match value {
            Value::Null => self.say(&NOTHING).to_owned(),
            _ if part == "facts" => self.answer(value),
            Value::Object(limit) if part.starts_with("deadlines") => self.limit(limit),
            // A risk point's state, and its level when it is new or gone.
            Value::Object(parts) => {
                let states = ["state", "level"].iter().filter_map(|key| parts.get(*key));
                let words: Vec<_> = states.map(|state| self.value(part, state)).collect();
                words.join(" ")
            }
            Value::String(code) => self
                .code(code)
                .map_or_else(|| code.clone(), |words| self.say(words).to_owned()),
            _ => self.say(&ELSE).to_owned(),
        }
    }

    fn answer(self, value: &Value) -> String {
        match value {
            Value::String(text) if !is_plain(text) => mask(text),
            Value::String(text) => text.clone(),
            Value::Bool(_) | Value::Number(_) => value.to_string(),
            _ => self.say(&ELSE).to_owned(),
        }
    }

    fn limit(self, limit: &serde_json::Map<String, Value>) -> String {
        let text = |key: &str| limit.get(key).and_then(Value::as_str);
        let amount = limit
            .get("amount")
            .map(Value::to_string)
            .unwrap_or_default();
        let fill = |code: &str, with: &str| {
            self.code(code)
                .map(|words| self.say(words).replace("{}", with))
                .unwrap_or_default()
        };
        let mut said = text("kind")
            .map(|kind| fill(kind, &amount))
            .unwrap_or_default();
        if let Some(date) = text("date") {
            said.push_str(&fill("by", date));
        }
        said
    }

    fn code(self, code: &str) -> Option<&'static Words> {
        CODES
            .iter()
            .find(|(known, _)| *known == code)
            .map(|(_, words)| words)
    }
}

/// Name of a condition, material, risk point or fact; its id where nobody names it.
fn name(part: &str, id: &str, names: &BTreeMap<String, String>) -> String {
    if part == "facts" {
        let path = without_rows(id);
        return names
            .get(&path)
            .or_else(|| names.get(path.rsplit('.').next().unwrap_or_default()))
            .cloned()
            .unwrap_or(path);
    }
    let id = id.split('.').next().unwrap_or(id);
    let part = if part == "materialStates" {
        "materials"
    } else {
        part
    };
    names
        .get(&format!("{part}.{id}"))
        .cloned()
        .unwrap_or_else(|| id.to_owned())
}

/// `staff[0].staffName` is told as `staff.staffName`.
pub fn without_rows(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut inside = false;
    for character in path.chars() {
        match character {
            '[' => inside = true,
            ']' => inside = false,
            _ if !inside => out.push(character),
            _ => {}
        }
    }
    out
}

/// Numbers of a few digits and codes of choices tell nobody apart and are shown as they are.
fn is_plain(text: &str) -> bool {
    let number = text.len() < 8
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.');
    let choice = text
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    number || choice
}

/// A value of a difference as a text may show it: short, and what a person answered masked.
#[must_use]
pub fn shown(what: &str, value: &Value) -> String {
    let answer = ["facts", "entries", "given"]
        .iter()
        .any(|part| what.starts_with(part));
    let text = match value {
        Value::Null => return "nothing".to_owned(),
        Value::String(text) if answer && !is_plain(text) => format!("\"{}\"", mask(text)),
        Value::Array(_) | Value::Object(_) if answer => return "something else".to_owned(),
        _ => value.to_string(),
    };
    let cut: String = text.chars().take(80).collect();
    if cut.len() < text.len() {
        format!("`{cut}…`")
    } else {
        format!("`{cut}`")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn said(lang: &str, what: &str, packet: Value, ours: Value) -> Option<String> {
        let names = BTreeMap::from([
            ("conditions.months".to_owned(), "缴费年限".to_owned()),
            ("risks.R01".to_owned(), "一人多证".to_owned()),
            ("staff.staffName".to_owned(), "姓名".to_owned()),
            ("documentNumber".to_owned(), "证件号码".to_owned()),
        ]);
        let difference = Difference {
            what: what.to_owned(),
            packet,
            ours,
        };
        Lang::new(lang)
            .sentence(&difference, &names)
            .map(|(_, text)| text)
    }

    #[test]
    fn results_are_told_by_name_and_in_words() {
        assert_eq!(
            said(
                "zh-Hans",
                "conditions.months",
                json!("met"),
                json!("not-met")
            )
            .unwrap(),
            "受理条件“缴费年限”：原来符合，现在不符合"
        );
        assert_eq!(
            said("en", "conditions.months", json!(null), json!("met")).unwrap(),
            "condition “缴费年限”: new, is now met"
        );
        assert_eq!(
            said("zh-Hans", "conditions.old", json!("met"), json!(null)).unwrap(),
            "受理条件“old”：原来符合，新版没有这一项"
        );
        assert_eq!(
            said("en", "risks.R01.level", json!("warn"), json!("block")).unwrap(),
            "risk point “一人多证”: was warning, is now block"
        );
        assert_eq!(
            said("zh-Hant", "verdict.kind", json!("ready"), json!("blocked")).unwrap(),
            "辦理結論：原來可以提交，現在不能辦理"
        );
    }

    #[test]
    fn limits_are_told_with_their_date() {
        let limit = |amount: u32, date: &str| json!({"amount": amount, "kind": "working-days", "date": date});
        assert_eq!(
            said(
                "zh-Hans",
                "deadlines.promised",
                limit(5, "2026-03-09"),
                limit(3, "2026-03-05")
            )
            .unwrap(),
            "承诺时限：原来5个工作日（2026-03-09前），现在3个工作日（2026-03-05前）"
        );
    }

    #[test]
    fn answers_are_masked_and_rows_named_by_their_column() {
        let text = said(
            "zh-Hans",
            "facts.documentNumber",
            json!("500103196505109037"),
            json!(null),
        )
        .unwrap();
        assert_eq!(
            text,
            "填写内容“证件号码”：原来5001**********9037，新版没有这一项"
        );
        let text = said(
            "en",
            "facts.staff[12].staffName",
            json!("王小明"),
            json!("王小"),
        )
        .unwrap();
        assert!(text.starts_with("answer “姓名”: was **明"), "{text}");
        assert!(said("en", "module", json!("a"), json!("b")).is_none());
        assert!(said("en", "verdict.reasons", json!([]), json!(["x"])).is_none());
    }

    #[test]
    fn a_difference_shows_no_answer_that_tells_who_somebody_is() {
        assert_eq!(
            shown("facts.documentNumber", &json!("500103196505109037")),
            "`\"5001**********9037\"`"
        );
        assert_eq!(shown("entries.name.value", &json!("王小明")), "`\"**明\"`");
        assert_eq!(
            shown("facts.staff", &json!([{"staffName": "王小明"}])),
            "something else"
        );
        assert_eq!(shown("facts.paidMonths", &json!("201")), "`\"201\"`");
        assert_eq!(shown("verdict.kind", &json!("ready")), "`\"ready\"`");
        assert_eq!(shown("facts.mobile", &json!(null)), "nothing");
    }
}
