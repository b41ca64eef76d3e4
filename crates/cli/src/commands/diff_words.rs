//! The difference of two releases in words.

use crate::cases::CaseChange;
use crate::labels::label;
use crate::paint::{bold, dim, green, red};
use crate::say::say;
use tongban_catalog::diff::{Change, Difference, Effect, Given, How, Outcome, RuleChange};

/// zh-Hans, zh-Hant, English.
type Label = (&'static str, &'static str, &'static str);

/// Prints what differs, item by item.
pub fn print(found: &Difference, cases: &[CaseChange], lang: &str) {
    let said = |one: Label| label(one, lang);
    if found.is_empty() && cases.is_empty() {
        say!("{}", said(("没有差别", "沒有差別", "no difference")));
        return;
    }
    let region = found.region.as_deref().unwrap_or("-");
    say!(
        "{} → {}  {}",
        found.old,
        found.new,
        dim(&format!(
            "{} {}, {} {region}",
            said(("申请日期", "申請日期", "application date")),
            found.as_of,
            said(("参保地", "參保地", "insured region")),
        ))
    );
    let mut item: Option<&str> = None;
    let mut first = true;
    for change in &found.changes {
        if first || change.item.as_deref() != item {
            let heading = match (&change.item, &change.item_name) {
                (Some(id), Some(name)) => format!("{name}  {id}"),
                _ => said(("各事项共用", "各事項共用", "Shared by all items")).to_owned(),
            };
            say!("\n{}", bold(&heading));
            item = change.item.as_deref();
            first = false;
        }
        one(change, lang);
    }
    if !found.texts.is_empty() {
        say!("\n{}", bold(said(("文字", "文字", "Texts"))));
        for count in &found.texts {
            say!("  {}  +{} −{}", count.locale, count.added, count.removed);
        }
    }
    if !cases.is_empty() {
        let heading = said((
            "办理实例：结果变了的（搜索发现）",
            "辦理實例：結果變了的（搜尋發現）",
            "Worked cases that come out otherwise (found by search)",
        ));
        say!("\n{}", bold(heading));
        for change in cases {
            say!("  {}  {}", change.case, dim(&change.item));
            for (what, old, new) in &change.differs {
                say!("    {what}  {}", arrow(old.as_deref(), new.as_deref()));
            }
        }
    }
}

fn one(change: &Change, lang: &str) {
    let said = |one: Label| label(one, lang);
    let how = match change.how {
        How::Added => green(said(("新增", "新增", "new"))),
        How::Removed => red(said(("删去", "刪去", "gone"))),
        How::Changed => said(("改动", "改動", "changed")).to_owned(),
    };
    let name = if change.name == change.id {
        String::new()
    } else {
        format!("{}  ", change.name)
    };
    let kind = said(kind(change.kind));
    say!("  {kind} {name}{}  {how}", dim(&change.id));
    for detail in &change.details {
        let (old, new) = (detail.old.as_deref(), detail.new.as_deref());
        let what = property(detail.what).map_or(detail.what, said);
        say!("    {what}  {}", arrow(old, new));
    }
    if let Some(changed) = &change.rule {
        rule(changed, lang);
    }
}

fn rule(rule: &RuleChange, lang: &str) {
    let said = |one: Label| label(one, lang);
    let sides = [
        ("−", &rule.old, red as fn(&str) -> String),
        ("+", &rule.new, green),
    ];
    for (sign, text, paint) in sides {
        for line in text.iter().flat_map(|text| text.lines()) {
            say!("    {}", paint(&format!("{sign} {line}")));
        }
    }
    for effect in &rule.effects {
        let proved = if effect.proved {
            said(("已证明", "已證明", "proved"))
        } else {
            said(("搜索发现", "搜尋發現", "found by search"))
        };
        say!(
            "    {}{}{}  {}",
            bold(said(words(effect.effect))),
            example(&effect.facts, lang),
            values(effect, lang),
            dim(&format!("[{proved}]"))
        );
    }
    match rule.outcome {
        Outcome::Same => say!(
            "    {}",
            said((
                "写法变了，结果处处相同 [已证明]",
                "寫法變了，結果處處相同 [已證明]",
                "written otherwise, the same everywhere [proved]"
            ))
        ),
        Outcome::NotFound => {
            let tried = rule.tried.unwrap_or(0);
            say!(
                "    {} ({tried})",
                said((
                    "写法变了，没有找到差别，也没有证明相同；试过的组合数",
                    "寫法變了，沒有找到差別，也沒有證明相同；試過的組合數",
                    "written otherwise; no difference was found and none excluded; combinations tried"
                ))
            );
        }
        Outcome::Differs => {}
    }
}

fn values(effect: &Effect, lang: &str) -> String {
    if effect.effect != "gives-other" {
        return String::new();
    }
    let nothing = label(("无", "無", "nothing"), lang);
    let value = |value: &Option<String>| value.clone().unwrap_or_else(|| nothing.to_owned());
    format!("  {} → {}", value(&effect.old), value(&effect.new))
}

fn example(facts: &[Given], lang: &str) -> String {
    if facts.is_empty() {
        return label(("一切情形", "一切情形", "every case"), lang).to_owned();
    }
    let nothing = label(("无", "無", "none"), lang);
    let facts: Vec<String> = facts
        .iter()
        .map(|given| {
            let shown = given.shown.as_deref().unwrap_or(nothing);
            format!("{} = {shown}", given.name)
        })
        .collect();
    facts.join(if lang == "en" { ", " } else { "，" })
}

fn arrow(old: Option<&str>, new: Option<&str>) -> String {
    match (old, new) {
        (Some(old), Some(new)) => format!("{} → {}", red(old), green(new)),
        (None, Some(new)) => green(&format!("+ {new}")),
        (Some(old), None) => red(&format!("− {old}")),
        (None, None) => String::new(),
    }
}

fn words(effect: &str) -> Label {
    match effect {
        "refuses" => (
            "新版不再通过：",
            "新版不再通過：",
            "this release newly refuses: ",
        ),
        "accepts" => (
            "新版改为通过：",
            "新版改為通過：",
            "this release newly accepts: ",
        ),
        "asks" => (
            "新版要求提交：",
            "新版要求提交：",
            "this release newly asks for it: ",
        ),
        "no-longer-asks" => (
            "新版不再要求：",
            "新版不再要求：",
            "this release no longer asks for it: ",
        ),
        "fires" => ("新版会触发：", "新版會觸發：", "this release newly fires: "),
        "no-longer-fires" => (
            "新版不再触发：",
            "新版不再觸發：",
            "this release no longer fires: ",
        ),
        "applies" => (
            "新版适用：",
            "新版適用：",
            "this release newly applies it: ",
        ),
        "no-longer-applies" => (
            "新版不再适用：",
            "新版不再適用：",
            "this release no longer applies it: ",
        ),
        "shows" => ("新版会问：", "新版會問：", "this release newly shows it: "),
        "hides" => (
            "新版不再问：",
            "新版不再問：",
            "this release no longer shows it: ",
        ),
        "requires" => (
            "新版必填：",
            "新版必填：",
            "this release newly requires it: ",
        ),
        "no-longer-requires" => (
            "新版不再必填：",
            "新版不再必填：",
            "this release no longer requires it: ",
        ),
        "opens" => (
            "新版可以这样办：",
            "新版可以這樣辦：",
            "this way newly opens: ",
        ),
        "closes" => (
            "新版不能这样办：",
            "新版不能這樣辦：",
            "this way newly closes: ",
        ),
        _ => ("结果不同：", "結果不同：", "gives another value: "),
    }
}

fn kind(kind: &str) -> Label {
    match kind {
        "item" => ("事项", "事項", "item"),
        "condition" => ("受理条件", "受理條件", "condition"),
        "field" => ("填写项", "填寫項", "field"),
        "visible" => ("何时显示", "何時顯示", "shown when"),
        "required" => ("何时必填", "何時必填", "required when"),
        "check" => ("校验", "校驗", "check"),
        "material" => ("申请材料", "申請材料", "material"),
        "way" => ("提交方式", "提交方式", "way"),
        "risk" => ("风险点", "風險點", "risk point"),
        "route" => ("去向", "去向", "route"),
        "deadline" => ("时限", "時限", "time limit"),
        "computed" => ("计算项", "計算項", "computed fact"),
        "fact" => ("数据项", "數據項", "fact"),
        "parameter" => ("参数", "參數", "parameter"),
        "function" => ("函数", "函數", "function"),
        "material-pattern" => ("材料", "材料", "material"),
        "risk-pattern" => ("风险类型", "風險類型", "risk pattern"),
        "basis" => ("依据", "依據", "source"),
        "format" => ("号码格式", "號碼格式", "format"),
        _ => ("工作日历", "工作日曆", "calendar"),
    }
}

fn property(what: &str) -> Option<Label> {
    Some(match what {
        "basis" => ("依据", "依據", "sources"),
        "level" => ("级别", "級別", "level"),
        "ways" => ("提交方式", "提交方式", "ways"),
        "promised" => ("承诺时限", "承諾時限", "promised"),
        "statutory" => ("法定时限", "法定時限", "statutory"),
        "values" => ("取值", "取值", "values"),
        "optional" => ("可以不填", "可以不填", "may be left empty"),
        "read-only" => ("只读", "唯讀", "read-only"),
        "order" => ("次序", "次序", "order"),
        "row" => ("数值", "數值", "value"),
        "handling" => ("办理方式", "辦理方式", "handling"),
        "channels" => ("渠道", "渠道", "channels"),
        "holidays" => ("放假", "放假", "holidays"),
        "workdays" => ("调休上班", "調休上班", "working days"),
        _ => return None,
    })
}
