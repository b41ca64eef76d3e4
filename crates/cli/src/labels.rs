//! Headings of the command's own output, in the reader's language.

use tongban_engine::api::BasisView;

/// zh-Hans, zh-Hant, English.
type Label = (&'static str, &'static str, &'static str);

/// 设定依据
pub const BASIS: Label = ("设定依据", "設定依據", "Legal basis");
/// 受理条件
pub const CONDITIONS: Label = ("受理条件", "受理條件", "Conditions");
/// 还需判断
pub const LEFT: Label = ("还需判断：", "還需判斷：", "Left to decide: ");
/// 规则
pub const RULE: Label = ("规则：", "規則：", "Rule: ");
/// 申请材料
pub const MATERIALS: Label = ("申请材料", "申請材料", "Materials");
/// 风险防控
pub const RISKS: Label = ("风险防控", "風險防控", "Risk points");
/// 去向
pub const ROUTE: Label = ("去向", "去向", "Where it goes");
/// 承诺时限
pub const PROMISED: Label = ("承诺时限", "承諾時限", "Promised within");
/// 法定时限
pub const STATUTORY: Label = ("法定时限", "法定時限", "Legal limit");
/// 受理机构
pub const TAKEN: Label = ("受理", "受理", "Taken at");
/// 办理机构
pub const HANDLED: Label = ("办理", "辦理", "Handled at");
/// 结果
pub const OUTPUTS: Label = ("办理结果", "辦理結果", "You get");
/// 下一个问题
pub const NEXT: Label = ("接着填", "接著填", "Next question");

/// 该办了
pub const DUE: Label = ("该办了", "該辦了", "Due");
/// 可以办
pub const POSSIBLE: Label = ("可能可以办", "可能可以辦", "Possible");
/// 不能办
pub const EXCLUDED: Label = ("现在不能办", "現在不能辦", "Not now");
/// 从哪天起提示
pub const SINCE: Label = ("提示日期：", "提示日期：", "Told since: ");
/// 从哪天起可以申请
pub const FROM: Label = (
    "可以申请的第一天：",
    "可以申請的第一天：",
    "First day to apply: ",
);
/// 还不知道
pub const MISSING: Label = ("还要知道：", "還要知道：", "Not known yet: ");
/// 错误
pub const ERROR: Label = ("错误：", "錯誤：", "error: ");
/// 打包办
pub const BUNDLE: Label = ("打包办", "打包辦", "bundle");
/// 一起办的事项
pub const MEMBERS: Label = ("一起办的事项", "一起辦的事項", "Items");
/// 一并办理
pub const GOES: Label = ("一并办理", "一併辦理", "applied for");
/// 先办
pub const WAITS: Label = ("等先办的事项办结", "等先辦的事項辦結", "waits for");
/// 待定
pub const PERHAPS: Label = (
    "是否办理待定",
    "是否辦理待定",
    "not yet known whether it is applied for",
);
/// 不办理
pub const LEFT_OUT: Label = ("不办理", "不辦理", "not applied for");

/// 没有符合的事项
pub const NO_ITEM: Label = ("没有符合的事项", "沒有符合的事項", "no item fits");
/// 尚不能确定，因为
pub const UNKNOWN: Label = (
    "尚不能确定，因为",
    "尚不能確定，因為",
    "unknown, because of ",
);

/// 行
pub const ROWS: Label = ("共", "共", "rows");
/// 可用的行
pub const ROWS_FINE: Label = ("无误", "無誤", "right");
/// 拒绝的行
pub const ROWS_REFUSED: Label = ("须修改", "須修改", "to be mended");
/// 须确认的行
pub const ROWS_REVIEW: Label = ("须人工确认", "須人工確認", "for an officer");
/// 有提示的行
pub const ROWS_NOTED: Label = ("有提示", "有提示", "with hints");

/// How a material is given, by the decision's word for it; the word itself where there is none.
pub fn given<'a>(how: &'a str, lang: &str) -> &'a str {
    let known = match how {
        "provided" => ("已提供", "已提供", "provided"),
        "shared" => (
            "共享数据核对",
            "共享數據核對",
            "checked against shared data",
        ),
        "rendered" => ("已签名", "已簽名", "signed"),
        "promised" => ("已承诺", "已承諾", "promised"),
        "deferred" => ("之后补交", "之後補交", "to follow"),
        "fetched" => ("由机构调取", "由機構調取", "fetched by the office"),
        "covered" => (
            "由其他材料代替",
            "由其他材料代替",
            "covered by another material",
        ),
        _ => return how,
    };
    label(known, lang)
}

/// Names in a row: `甲、乙`, or `a, b` in English.
pub fn list(names: &[&str], lang: &str) -> String {
    names.join(if lang == "en" { ", " } else { "、" })
}

/// What stands between a name and what is said of it.
pub fn colon(lang: &str) -> &'static str {
    if lang == "en" { ": " } else { "：" }
}

/// Cited sources in their brackets; nothing when there are none.
pub fn cited(basis: &[BasisView], lang: &str) -> String {
    let titles: Vec<&str> = basis.iter().map(|basis| basis.title.as_str()).collect();
    if titles.is_empty() {
        String::new()
    } else if lang == "en" {
        format!("  [{}]", titles.join("; "))
    } else {
        format!("  〔{}〕", titles.join("；"))
    }
}

/// The label in a language.
pub fn label(label: Label, lang: &str) -> &'static str {
    match lang {
        "zh-Hant" => label.1,
        "en" => label.2,
        _ => label.0,
    }
}
