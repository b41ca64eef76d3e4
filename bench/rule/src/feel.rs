//! The rule as a catalogue's author writes it, compiled.

use tongban_feel::{Binding, NumberType, Profile, Scope, Type, compile};
use tongban_runtime::Program;

/// The rule's text.
pub const RULE: &str = "年龄 >= 16 and 年龄 < 60 and 缴费月数 >= 应缴最低月数 and 欠费金额 = 0 and 参保身份 = \"flexible\" \
    and 经历段数 > 0 and 缴费基数 >= 平均工资 * 0.6 and 缴费基数 <= 平均工资 * 3";

/// Names by slot.
const NAMES: [&str; crate::ours::FACTS] = [
    "年龄",
    "缴费月数",
    "应缴最低月数",
    "欠费金额",
    "参保身份",
    "经历段数",
    "缴费基数",
    "平均工资",
];

struct Dictionary;

impl Scope for Dictionary {
    fn resolve(&self, name: &str) -> Option<Binding> {
        let slot = NAMES.iter().position(|known| *known == name)?;
        let ty = match name {
            "参保身份" => Type::enumeration(
                "status",
                &[
                    ("flexible", "灵活就业"),
                    ("employed", "单位职工"),
                    ("student", "学生"),
                ],
            ),
            _ => Type::Number(NumberType::default()),
        };
        Some(Binding::Fact {
            slot: u32::try_from(slot).ok()?,
            ty,
        })
    }

    fn names(&self) -> Vec<String> {
        NAMES.map(str::to_owned).into()
    }
}

/// Compiles the rule.
///
/// # Errors
/// What the compiler found.
pub fn program() -> Result<Program, String> {
    compile(RULE, &Dictionary, Some(&Type::Boolean), Profile::Strict)
        .map(|compiled| compiled.program)
        .map_err(|problems| format!("{problems:?}"))
}

/// The compiled rule as bytes.
///
/// # Errors
/// What the compiler found.
pub fn bytes() -> Result<Vec<u8>, String> {
    postcard::to_allocvec(&program()?).map_err(|error| error.to_string())
}
