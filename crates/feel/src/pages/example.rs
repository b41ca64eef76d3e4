//! A small dictionary, over which examples are compiled.

use crate::scope::{Binding, Scope, Signature, UnitDeclaration};
use crate::types::{FieldType, NumberType, Type};
use tongban_runtime::Decimal;
use tongban_runtime::program::FormatPart;

/// The names that examples use.
#[derive(Clone, Copy, Debug, Default)]
pub struct Dictionary;

/// The facts, by slot.
pub(crate) const FACTS: [&str; 13] = [
    "出生日期",
    "退休类别",
    "缴费月数",
    "申请日期",
    "工资",
    "备注",
    "人员明细",
    "是否委托",
    "配偶工资",
    "paid months",
    "缴费年限",
    "人数",
    "参保状态",
];

fn category() -> Type {
    Type::enumeration(
        "retirementCategory",
        &[
            ("male-60", "男职工（60）"),
            ("female-55", "女干部（55）"),
            ("female-50", "女工人（50）"),
        ],
    )
}

fn staff() -> Type {
    Type::list(Type::context(vec![
        FieldType::new("staffName", "姓名", Type::Text),
        FieldType::new("wage", "工资", Type::number_in("yuan")),
        FieldType::new(
            "change",
            "变动类型",
            Type::enumeration("change", &[("join", "增加"), ("leave", "减少")]),
        ),
        FieldType::new("leftOn", "离职日期", Type::Date.optional()),
    ]))
}

fn from_zero(unit: Option<&str>, max: Option<i64>) -> Type {
    let Type::Number(number) = unit.map_or(Type::NUMBER, Type::number_in) else {
        return Type::NUMBER;
    };
    Type::Number(NumberType {
        min: Some(Decimal::ZERO),
        max: max.map(Decimal::from),
        ..number
    })
}

fn one_to_twelve() -> Type {
    Type::Number(NumberType {
        min: Some(Decimal::ONE),
        max: Some(Decimal::from(12_i64)),
        scale: Some(0),
        ..NumberType::default()
    })
}

fn twelve() -> Type {
    let Type::Number(number) = Type::number_in("month-per-year") else {
        return Type::NUMBER;
    };
    let twelve = Some(Decimal::from(12_i64));
    Type::Number(NumberType {
        min: twelve,
        max: twelve,
        ..number
    })
}

fn fact(slot: usize) -> Type {
    match slot {
        0 | 3 => Type::Date,
        1 => category(),
        2 => from_zero(Some("month"), Some(720)),
        9 => Type::number_in("month"),
        4 => Type::number_in("yuan"),
        5 => Type::Text.optional(),
        6 => staff(),
        7 => Type::Boolean,
        8 => Type::number_in("yuan").optional(),
        10 => Type::number_in("year"),
        11 => from_zero(None, Some(100)),
        _ => Type::enumeration("status", &[("active", "参保"), ("paused", "中断")]),
    }
}

impl Scope for Dictionary {
    fn resolve(&self, name: &str) -> Option<Binding> {
        if let Some(slot) = FACTS.iter().position(|fact| *fact == name) {
            return Some(Binding::Fact {
                slot: u32::try_from(slot).ok()?,
                ty: fact(slot),
            });
        }
        Some(match name {
            "计发基数" => Binding::Parameter {
                id: 0,
                ty: Type::number_in("yuan"),
            },
            "每年月数" => Binding::Parameter {
                id: 1,
                ty: twelve(),
            },
            "最低缴费月数" => Binding::Function {
                id: 0,
                signature: Signature {
                    parameters: vec![("date".into(), Type::Date)],
                    result: Type::number_in("month"),
                },
            },
            "分档" => Binding::Function {
                id: 1,
                signature: Signature {
                    parameters: vec![("档".into(), one_to_twelve())],
                    result: Type::NUMBER,
                },
            },
            "isMobile" | "是手机号" => Binding::Format { id: 0 },
            "手机号规范" => Binding::FormatPart {
                id: 0,
                part: FormatPart::Normalized,
            },
            _ => return None,
        })
    }

    fn units(&self) -> Vec<UnitDeclaration> {
        let plain = |id: &str, name: &str, english: &str| UnitDeclaration {
            id: id.to_owned(),
            name: name.to_owned(),
            english: english.to_owned(),
            ratio: None,
        };
        let rate = UnitDeclaration {
            ratio: Some(("month".to_owned(), "year".to_owned())),
            ..plain("month-per-year", "个月/年", "months per year")
        };
        vec![
            plain("month", "个月", "months"),
            plain("year", "年", "years"),
            plain("yuan", "元", "yuan"),
            rate,
        ]
    }

    fn names(&self) -> Vec<String> {
        let others = [
            "计发基数",
            "每年月数",
            "最低缴费月数",
            "isMobile",
            "是手机号",
            "手机号规范",
        ];
        FACTS
            .iter()
            .chain(&others)
            .map(|name| (*name).to_owned())
            .collect()
    }
}
