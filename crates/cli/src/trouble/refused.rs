//! What the engine refuses, in Chinese by its code: its own messages are English, for developers.

use tongban_catalog::ModuleError;
use tongban_feel::Lang;
use tongban_runtime::Diagnostic;

/// Codes with what is wrong and how to mend it; `{}` is the input that the message names.
const WORDS: &[(&str, &str, &str)] = &[
    (
        "item.unknown",
        "目录没有事项 `{}`",
        "`tongban items` 列出所有事项",
    ),
    ("lang.unknown", "目录没有这种语言", ""),
    (
        "date.invalid",
        "申请日期不是日历上的日期",
        "写成 `2026-01-31`",
    ),
    ("region.invalid", "参保地不是六位的地区代码", ""),
    (
        "facts.shape",
        "事实文件不是一组数据项",
        "写成 `{\"birthDate\": \"1965-05-10\"}`",
    ),
    ("facts.too-many", "数据项太多", ""),
    (
        "path.unknown",
        "本事项没有数据项 `{}`",
        "写数据项的 `id`，行里的写 `组[r1].数据项`",
    ),
    ("path.computed", "这个数据项由规则算出，不能填", "去掉它"),
    (
        "path.built-in",
        "这个数据项在开始办理时给出",
        "用 `--as-of` 或 `--region`",
    ),
    ("path.group", "`{}` 不是本事项的明细", ""),
    ("path.row", "没有这一行", ""),
    (
        "wire.reason",
        "未知的原因不对",
        "写 `not-asked`、`unreachable` 或 `no-data`",
    ),
    ("wire.text", "这个值不是文字", ""),
    ("wire.date", "这个值不是日期", "写成 `\"2026-01-31\"`"),
    ("wire.boolean", "这个值不是 `true` 或 `false`", ""),
    (
        "wire.number",
        "这个值不是数",
        "小数写成文字，例如 `\"1.5\"`",
    ),
    ("wire.rows", "这个值不是由行组成的列表", ""),
    ("wire.row", "这个值不是一行", ""),
    ("wire.too-long", "这个值太长", ""),
    ("rows.too-many", "明细的行太多", ""),
    ("material.unknown", "本事项没有这种材料", ""),
    (
        "json.utf8",
        "JSON 不是 UTF-8 编码",
        "用不带字节顺序标记的 UTF-8 另存",
    ),
    ("json.syntax", "不是完整的 JSON", "检查引号、逗号和括号"),
    ("json.too-large", "JSON 太大", ""),
    ("json.too-deep", "JSON 嵌套太深", ""),
    ("json.duplicate-key", "同一个键写了两次", "只留一个"),
    (
        "json.number",
        "JSON 里的数只能是安全范围内的整数",
        "小数和长数字写成文字",
    ),
    ("json.shape", "JSON 的结构与要求不同", ""),
    (
        "module.not-wasm",
        "这不是 WebAssembly 模块",
        "用 `tongban build` 生成",
    ),
    ("module.image", "模块里的目录读不了", "重新生成模块"),
    (
        "module.no-catalog",
        "模块里没有目录",
        "用 `tongban build` 生成",
    ),
    ("module.truncated", "模块不完整", "重新生成模块"),
    ("module.too-large", "模块太大", ""),
    ("material.way", "这种材料不能这样提供", ""),
    ("material.files", "材料的文件不对", ""),
    ("module.texts", "模块里缺少这种语言的文字", "重新生成模块"),
];

/// What the engine refused, in a language, with its code.
pub fn said(diagnostic: &Diagnostic, lang: Lang) -> (String, Option<String>) {
    let known = WORDS.iter().find(|(code, ..)| *code == diagnostic.code);
    let (Lang::ZhHans, Some((_, message, help))) = (lang, known) else {
        return (diagnostic.message.clone(), diagnostic.help.clone());
    };
    let named = diagnostic.message.split('`').nth(1).unwrap_or_default();
    let mut message = message.replace("{}", named);
    // What the reader of JSON says of the place stands behind the colon.
    if let ("json.syntax" | "json.shape", Some((_, place))) =
        (&*diagnostic.code, diagnostic.message.split_once(": "))
    {
        message = format!("{message}（{place}）");
    }
    (message, (!help.is_empty()).then(|| (*help).to_owned()))
}

/// Why a module cannot be built or read, in Chinese.
pub fn module(error: &ModuleError) -> &'static str {
    match error {
        ModuleError::NotWasm(_) => "这不是 WebAssembly 模块",
        ModuleError::NoCatalogue => "模块里没有目录",
        ModuleError::Image(_) => "目录太大，或模块里的目录读不了",
    }
}
