//! Words that names are put together from, Chinese and English.

use crate::seed::Seed;

pub(crate) type Pair = (&'static str, &'static str);

pub(crate) const WHO: &[Pair] = &[
    ("本人", "own"),
    ("配偶", "spouse"),
    ("子女", "child"),
    ("父母", "parent"),
    ("单位", "unit"),
    ("原单位", "former unit"),
    ("用工单位", "host unit"),
    ("供养亲属", "dependant"),
    ("监护人", "guardian"),
    ("代办人", "agent"),
    ("家庭", "household"),
    ("参保人", "insured person"),
    ("受益人", "beneficiary"),
    ("经办机构", "agency"),
    ("定点机构", "designated body"),
    ("社区", "community"),
];

pub(crate) const WHAT: &[Pair] = &[
    ("缴费", "contribution"),
    ("待遇", "benefit"),
    ("补贴", "subsidy"),
    ("工资", "wage"),
    ("就业", "employment"),
    ("失业", "unemployment"),
    ("工伤", "injury"),
    ("伤残", "disability"),
    ("养老", "pension"),
    ("年金", "annuity"),
    ("转移", "transfer"),
    ("退费", "refund"),
    ("补缴", "back payment"),
    ("参保", "enrolment"),
    ("登记", "registration"),
    ("认定", "recognition"),
    ("鉴定", "assessment"),
    ("康复", "rehabilitation"),
    ("培训", "training"),
    ("创业", "start-up"),
    ("丧葬", "funeral"),
    ("抚恤", "survivors"),
    ("档案", "file"),
    ("账户", "account"),
    ("卡片", "card"),
    ("居住", "residence"),
    ("户籍", "household record"),
    ("学籍", "schooling"),
    ("合同", "contract"),
    ("税款", "tax"),
];

pub(crate) const AMOUNTS: &[Pair] = &[
    ("金额", "amount"),
    ("余额", "balance"),
    ("基数", "base"),
    ("差额", "difference"),
    ("标准", "rate"),
    ("费用", "fee"),
    ("总额", "total"),
];

pub(crate) const SPANS: &[Pair] = &[
    ("月数", "months"),
    ("已满月数", "months completed"),
    ("剩余月数", "months left"),
    ("累计月数", "months in total"),
];

pub(crate) const DAYS: &[Pair] = &[
    ("开始日期", "first day"),
    ("结束日期", "last day"),
    ("认定日期", "day of recognition"),
    ("登记日期", "day of registration"),
    ("到账日期", "day of payment"),
];

pub(crate) const QUESTIONS: &[Pair] = &[
    ("已经办理", "has been done"),
    ("有变化", "has changed"),
    ("有争议", "is disputed"),
    ("由单位代办", "is done by the unit"),
    ("在外地办理过", "was done elsewhere"),
    ("已经停止", "has stopped"),
    ("需要复查", "needs a check"),
];

pub(crate) const KINDS: &[Pair] = &[
    ("首次申请", "first application"),
    ("变更", "change"),
    ("续办", "renewal"),
    ("恢复", "resumption"),
    ("停办", "stop"),
    ("补办", "late filing"),
    ("其他情形", "other"),
    ("一般类型", "ordinary"),
    ("特殊类型", "special"),
    ("按月", "monthly"),
    ("一次性", "at once"),
];

pub(crate) const TEXTS: &[Pair] = &[
    ("名称", "name"),
    ("说明", "note"),
    ("编号", "number"),
    ("地址", "address"),
    ("经办人", "clerk"),
];

pub(crate) const DEEDS: &[Pair] = &[
    ("申领", "claim"),
    ("核定", "assessment"),
    ("变更登记", "change of registration"),
    ("资格确认", "confirmation of eligibility"),
    ("退还", "return"),
    ("备案", "notice"),
    ("续办申请", "renewal"),
    ("补办申请", "late filing"),
    ("查询申请", "enquiry"),
    ("转移申请", "transfer"),
];

pub(crate) const SENTENCES: &[Pair] = &[
    (
        "请按证件和凭证上的内容填写",
        "Fill in as it stands in the papers",
    ),
    (
        "可以先到原单位核对记录再填写",
        "The former unit can confirm the record first",
    ),
    (
        "查不到记录的，可以提出异议，由经办人员核对",
        "If no record is found, dispute it and the office will look",
    ),
    ("金额精确到分", "To the fen"),
    (
        "以办理当日的登记为准",
        "What counts is the register of the day",
    ),
    ("有变化的，先办理变更登记", "Have a change registered first"),
    (
        "不清楚的，请咨询参保地经办机构",
        "Ask the office of the insured place if unsure",
    ),
    ("只填最近一次的情况", "Only the latest one"),
];

/// A name that is the fact's alone: `本人失业补贴金额（12·3）` without the punctuation that rules refuse.
pub(crate) fn name(seed: &mut Seed, what: &[Pair], number: &str) -> (String, String) {
    let (who, object, last) = (seed.of(WHO), seed.of(WHAT), seed.of(what));
    (
        format!("{}{}{}{number}", who.0, object.0, last.0),
        format!("{} {} {} {number}", who.1, object.1, last.1),
    )
}
