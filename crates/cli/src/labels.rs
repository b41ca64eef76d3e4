//! Headings of the command's own output, in the reader's language.

/// zh-Hans, zh-Hant, English.
type Label = (&'static str, &'static str, &'static str);

/// 设定依据
pub const BASIS: Label = ("设定依据", "設定依據", "Legal basis");
/// 受理条件
pub const CONDITIONS: Label = ("受理条件", "受理條件", "Conditions");
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

/// The label in a language.
pub fn label(label: Label, lang: &str) -> &'static str {
    match lang {
        "zh-Hant" => label.1,
        "en" => label.2,
        _ => label.0,
    }
}
