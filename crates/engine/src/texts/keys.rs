//! The engine's own texts: key, zh-Hans, English. `{0}` … are filled in; `{0|day/days}` is the first word for 1, else
//! the second. `catalog/messages/engine.yaml` holds the same, so that they are translated and overridden like every text;
//! a missing key is shown as the key itself.

/// Every key with its default wording.
#[rustfmt::skip]
pub const KEYS: &[(&str, &str, &str)] = &[
    ("basis.unverified", "{0}（依据待核）", "{0} (basis not yet verified)"),
    ("because.calendar", "{0}年放假安排", "Public holidays of {0}"),
    ("because.parameter", "参数{0}", "Parameter {0}"),
    ("bundle.each", "{0}：{1}", "{0}: {1}"),
    ("bundle.nothing", "还没有选要办的事项", "No item is applied for yet"),
    ("bundle.part", "可以先办：{0}；暂时不能办：{1}", "Can go ahead: {0}. Cannot for now: {1}"),
    ("deadline.date", "{0}（{1}前）", "{0} (by {1})"),
    ("deadline.expected", "预计{0}（{1}年放假安排尚未公布）", "{0} expected (the public holidays of {1} are not published yet)"),
    ("draft.changed", "“{0}”的填法或者选项变了，请核对", "“{0}” is asked otherwise now: check it"),
    ("draft.gone", "“{0}”不再需要，原来填的没有带过来", "“{0}” is no longer asked: what was entered is left out"),
    ("draft.module", "这份草稿是用另一个版本填的，填好的内容已经带过来", "The draft was begun under another release; its answers were taken over"),
    ("draft.new", "新增的问题：{0}", "A new question: {0}"),
    ("limit.days", "{0}天", "{0} {0|day/days}"),
    ("limit.minutes", "{0}分钟", "{0} {0|minute/minutes}"),
    ("limit.working-days", "{0}个工作日", "{0} working {0|day/days}"),
    ("list.comma", "、", ", "),
    ("material.deferred", "{0}：请在{1}前补交", "{0}: hand it in by {1}"),
    ("material.deferred-open", "{0}：请在{1}个工作日内补交", "{0}: hand it in within {1} working {1|day/days}"),
    ("material.missing", "请提交{0}", "Hand in: {0}"),
    ("months.age", "{0}周岁{1}个月", "{0} {0|year/years} {1} {1|month/months}"),
    ("months.age-whole", "{0}周岁", "{0} {0|year/years}"),
    ("months.under-a-year", "{1}个月", "{1} {1|month/months}"),
    ("months.years", "{0}年{1}个月", "{0} {0|year/years} {1} {1|month/months}"),
    ("months.years-whole", "{0}年", "{0} {0|year/years}"),
    ("reason.block", "{0}：{1}", "{0}: {1}"),
    ("reason.complete", "请确认{0}已填写完整", "Confirm that {0} is complete"),
    ("reason.correct", "{0}：{1}", "{0}: {1}"),
    ("reason.disputed", "{0}：您对系统数据有异议，由工作人员核实", "{0}: you say the record is wrong; an officer will check"),
    ("reason.missing", "请填写{0}", "Enter {0}"),
    ("reason.missing-question", "请回答：{0}", "Answer: {0}"),
    ("reason.question", "“{0}”", "“{0}”"),
    ("reason.remedy", "{0}。{1}", "{0}. {1}"),
    ("reason.review", "{0}：{1}", "{0}: {1}"),
    ("reason.row", "第{0}行{1}", "Row {0}, {1}"),
    ("reason.undecided", "还不能判断“{0}”，还缺：{1}", "“{0}” cannot be decided yet; missing: {1}"),
    ("reason.unknown", "{0}：暂时无法核实，由工作人员办理时核实", "{0}: cannot be checked now; an officer will check it"),
    ("risk.unknown", "{0}：暂时无法核实，由工作人员核实", "{0}: cannot be checked now; an officer will check it"),
    ("roster.cells", "这一行有{0}格，比表头的{1}格多；内容里有逗号的，要加引号", "The row has {0} cells, the headings {1}; put cells that hold a comma in quotation marks"),
    ("roster.column-missing", "表里没有“{0}”这一列；请加上这一列，或者指明哪一列是它", "The table has no column “{0}”; add it, or say which column it is"),
    ("roster.column-twice", "有两列都是“{0}”；请删去一列，或者指明用哪一列", "Two columns are “{0}”; remove one, or say which to use"),
    ("roster.duplicate", "与第{0}行重复，同一个人只留一行", "The same as in row {0}; keep one row for each person"),
    ("roster.empty", "表头下面没有数据", "There are no rows under the headings"),
    ("roster.no-headings", "找不到表头；第一行请写各列的名称，例如姓名、证件号码", "There are no headings; name the columns in the first row"),
    ("roster.quote", "引号没有成对，从这一行起无法读取；请补上引号后重新选择文件", "A quotation mark is not closed, so nothing can be read from here on; close it and choose the file again"),
    ("roster.rounded", "号码被表格软件改成了近似数，后几位已经丢失；请把这一列设成文本格式，重新填写完整号码", "The spreadsheet rounded the number and its last digits are lost; make the column text and enter the numbers again"),
    ("roster.serial-date", "表里的日期是一个数字，已读作{0}，请核对", "The date is a number in the table; it was read as {0}, please check"),
    ("roster.too-many", "一次最多{0}行，请分成几份申报", "At most {0} rows at once; report them in several parts"),
    ("route.city", "由市级经办机构办理", "Handled by the city office"),
    ("route.here", "当场办结", "Finished here"),
    ("route.insured-place", "由参保地经办机构办理", "Handled by the office of the insured place"),
    ("route.raised", "{0}；{1}。", "{0}. {1}."),
    ("route.review", "需要工作人员复核", "An officer reviews it"),
    ("route.unknown", "还缺一些信息，暂不能确定办理地点", "Where it is handled is not known yet"),
    ("state.blocked", "不能办理", "not possible"),
    ("state.deferred", "容缺后补", "to be handed in later"),
    ("state.fault", "无法自动判断", "cannot be decided automatically"),
    ("state.fired", "已触发", "fired"),
    ("state.given", "已提供", "given"),
    ("state.met", "符合", "met"),
    ("state.needed", "需要", "needed"),
    ("state.not-met", "不符合", "not met"),
    ("state.not-needed", "不需要", "not needed"),
    ("state.perhaps", "可能需要", "perhaps needed"),
    ("state.silent", "未触发", "silent"),
    ("state.unknown", "尚不能确定", "not known yet"),
    ("suggest.not-yet", "还没到时候：{0}起可以着手办理", "Not yet: from {0} on"),
    ("value.absent", "无", "none"),
    ("value.hidden", "不适用", "does not apply"),
    ("value.no", "否", "no"),
    ("value.no-data", "数据尚未公布", "not published yet"),
    ("value.not-asked", "尚未填写", "not answered yet"),
    ("value.rows", "{0}行", "{0} {0|row/rows}"),
    ("value.unknown", "未知", "not known"),
    ("value.unreachable", "暂时查询不到", "the register does not answer"),
    ("value.yes", "是", "yes"),
    ("verdict.blocked", "目前不符合办理条件；您仍可提交，由工作人员作出书面答复", "The conditions are not met; you can still hand it in and get a written answer"),
    ("verdict.incomplete", "还有内容需要补充；您也可以先提交，再按清单补正", "Something is missing; you can also hand it in now and complete it later"),
    ("verdict.ready", "材料齐全，可以提交", "Everything is there; it can be handed in"),
    ("verdict.ready-with-correction", "可以提交，部分材料后补", "It can be handed in; some materials follow later"),
    ("violation.choice", "请从列出的选项中选择", "Choose one of the options"),
    ("violation.format", "号码格式不正确", "The number has a wrong form"),
    ("violation.format.characters", "含有不该有的字符，请核对", "It holds characters that do not belong there"),
    ("violation.format.check-digit", "校验位不正确，请核对每一位数字", "The check digit does not fit; compare every digit"),
    ("violation.format.date", "号码中的日期不存在", "The date in the number does not exist"),
    ("violation.format.length", "位数不正确", "The number of digits is wrong"),
    ("violation.format.manual-confirm", "位数较少见，由工作人员核对证件后确认，可以继续办理", "An unusual length: an officer confirms it with the document; you can go on"),
    ("violation.format.organisation-code", "其中的组织机构代码校验位不符，请核对", "The organisation code in it has another check digit; compare it"),
    ("violation.length", "最多{0}个字", "At most {0} {0|character/characters}"),
    ("violation.range.max", "不能大于{0}", "It must not be greater than {0}"),
    ("violation.range.min", "不能小于{0}", "It must not be less than {0}"),
    ("violation.region", "请选择行政区划", "Choose a region"),
    ("violation.required", "请填写", "Enter it"),
    ("violation.roster.too-long", "内容太长，请核对", "It is too long; please check"),
    ("violation.rows.max", "最多{0}行", "At most {0} {0|row/rows}"),
    ("violation.rows.min", "至少需要{0}行", "At least {0} {0|row is/rows are} needed"),
    ("violation.scale", "最多{0}位小数", "At most {0} decimal {0|place/places}"),
    ("violation.type.date", "请填写真实存在的日期，例如2026-01-31", "Enter a date that exists, such as 2026-01-31"),
    ("violation.type.number", "请填写数字", "Enter a number"),
];

/// The content of `catalog/messages/engine.yaml`.
#[must_use]
pub fn as_yaml() -> String {
    use core::fmt::Write as _;
    let quote = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    let mut out = String::from(
        "# Texts of the engine by key. `{0}` … are filled in. Defaults: crates/engine/src/texts/keys.rs.\n",
    );
    for (key, zh, en) in KEYS {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{key}: {{zh: {}, en: {}}}", quote(zh), quote(en));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_sorted_and_single() {
        assert!(KEYS.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
