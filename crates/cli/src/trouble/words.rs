//! The words of what can go wrong, Chinese beside English.

use super::{InputWhy, Trouble};
use tongban_feel::{Lang, shortened};

/// Most entries of a list that is shown.
const MAX_LISTED: usize = 12;

fn listed(known: &[String], between: &str) -> String {
    let shown: Vec<String> = known
        .iter()
        .take(MAX_LISTED)
        .map(|one| format!("`{one}`"))
        .collect();
    let more = if known.len() > MAX_LISTED { " …" } else { "" };
    format!("{}{more}", shown.join(between))
}

/// `：是否想写 …`, or else the list of what there is.
fn mend(near: Option<&str>, known: &[String]) -> (String, String) {
    match near {
        Some(near) => (
            format!("；是否想写 `{near}`"),
            format!("; did you mean `{near}`?"),
        ),
        None if known.is_empty() => (String::new(), String::new()),
        None => (
            format!("；可写 {}", listed(known, "、")),
            format!("; write one of {}", listed(known, ", ")),
        ),
    }
}

impl Trouble {
    /// Chinese, then English.
    #[expect(clippy::too_many_lines, reason = "a table: one entry for each trouble")]
    pub(super) fn words(&self) -> (String, String) {
        let (zh, en) = (Lang::ZhHans, Lang::En);
        match self {
            Self::Unread { path, why } => (
                format!("读不了 `{path}`：{}", why.said(zh)),
                format!("`{path}` cannot be read: {}", why.said(en)),
            ),
            Self::Unwritten { path, why } => (
                format!("写不了 `{path}`：{}", why.said(zh)),
                format!("`{path}` cannot be written: {}", why.said(en)),
            ),
            Self::TooLong { path, limit } => (
                format!("`{path}` 超过 {limit} 字节"),
                format!("`{path}` is larger than {limit} bytes"),
            ),
            Self::NotJson { path, wanted, why } => (
                format!("`{path}` 不是{}：{why}", wanted.zh()),
                format!("`{path}` does not hold {}: {why}", wanted.en()),
            ),
            Self::FolderOnly => (
                "这个命令要用目录文件夹；去掉 `--module`".into(),
                "this command works on the catalogue's folder; leave `--module` out".into(),
            ),
            Self::NoFolder { path } => (
                format!("`{path}` 不是文件夹；用 `--catalog` 写 `catalog.yaml` 所在的文件夹"),
                format!(
                    "`{path}` is no folder; name the one that holds `catalog.yaml` by `--catalog`"
                ),
            ),
            Self::Broken => (
                "目录有错误；`tongban lint` 列出要改的地方".into(),
                "the catalogue has errors; `tongban lint` shows all that is to mend".into(),
            ),
            Self::Clock => (
                "机器的时钟不对；用 `--as-of` 写日期".into(),
                "the machine's clock shows no date; give `--as-of`".into(),
            ),
            Self::NotADate { text } => (
                format!("`{}` 不是日历上的日期；写成 `YYYY-MM-DD`", shortened(text)),
                format!(
                    "`{}` is no date of the calendar; write `YYYY-MM-DD`",
                    shortened(text)
                ),
            ),
            Self::NotText { key, example } => (
                format!("事实文件里的 `{key}` 要写成文字，例如 `\"{example}\"`"),
                format!("`{key}` in the facts is a text, such as `\"{example}\"`"),
            ),
            Self::NotIn {
                what,
                asked,
                near,
                known,
            } => {
                let (or_zh, or_en) = mend(near.as_deref(), known);
                (
                    format!("没有{} `{}`{or_zh}", what.zh(), shortened(asked)),
                    format!("there is no {} `{}`{or_en}", what.en(), shortened(asked)),
                )
            }
            Self::NotARegion { code, near } => (
                format!(
                    "目录没有地区 `{}`；相近的有 {}",
                    shortened(code),
                    listed(near, "、")
                ),
                format!(
                    "the catalogue has no region `{}`; near ones are {}",
                    shortened(code),
                    listed(near, ", ")
                ),
            ),
            Self::NotACode { code } => (
                format!(
                    "`{}` 不是地区代码；写六位数字，例如 `500103`",
                    shortened(code)
                ),
                format!(
                    "`{}` is no region; write the six digits of its code, such as `500103`",
                    shortened(code)
                ),
            ),
            Self::NoEngine { path, why } => (
                format!(
                    "读不了引擎 `{path}`：{}；用 `cargo xtask build --only wasm` 生成，或用 `--engine` 写一个模块",
                    why.said(zh)
                ),
                format!(
                    "the engine `{path}` cannot be read: {}; build it by `cargo xtask build --only wasm`, or name a module by `--engine`",
                    why.said(en)
                ),
            ),
            Self::NoRelease { path, why } => (
                format!(
                    "`{path}` 既不是目录文件夹，也不是模块（{}）；写 `catalog.yaml` 所在的文件夹，或 `tongban build` 写出的模块",
                    super::module(why)
                ),
                format!(
                    "`{path}` is neither a catalogue folder nor a module; name the folder that holds `catalog.yaml`, or a module written by `tongban build`"
                ),
            ),
            Self::OtherEngine { path } => (
                format!("`{path}` 的引擎与本程序不同；用它自己那一版的 `tongban` 来说明差别"),
                format!(
                    "`{path}` has another engine than this program; explain the difference with the `tongban` of its own release"
                ),
            ),
            Self::NoModuleNamed => (
                "用 `--module` 写当时作出决定的模块，或用 `--under` 写新的模块".into(),
                "name the module that made the packet by `--module`, or a newer one by `--under`"
                    .into(),
            ),
            Self::PacketRefused => (
                "模块不接受这个申请包".into(),
                "the module refused the packet".into(),
            ),
            Self::NoTexts { lang } => (
                format!("目录没有 `{lang}` 的文字"),
                format!("the catalogue has no texts in `{lang}`"),
            ),
            Self::NoPage { code, near } => {
                let (or_zh, or_en) = if near.is_empty() {
                    (
                        "；代码写在每条问题前面的方括号里".to_owned(),
                        "; codes stand in brackets in front of their findings".to_owned(),
                    )
                } else {
                    (
                        format!("；是否想写 {}", listed(near, "、")),
                        format!("; did you mean {}?", listed(near, " or ")),
                    )
                };
                (
                    format!("没有代码为 `{}` 的问题{or_zh}", shortened(code)),
                    format!(
                        "there is no lint or diagnostic `{}`{or_en}",
                        shortened(code)
                    ),
                )
            }
            Self::NoFact { id, near } => {
                let (or_zh, or_en) = match near {
                    Some(_) => mend(near.as_deref(), &[]),
                    None => (
                        "；数据项按字典里的 ASCII `id` 写".to_owned(),
                        "; facts go by the ASCII ids of the dictionary".to_owned(),
                    ),
                };
                (
                    format!("没有数据项 `{}`{or_zh}", shortened(id)),
                    format!("there is no fact `{}`{or_en}", shortened(id)),
                )
            }
            Self::Computed { id, rule } => (
                format!("`{id}` 由规则算出：`{rule}`；不要写它，写规则用到的数据项"),
                format!(
                    "`{id}` is computed by `{rule}`; leave it out and give the facts that the rule reads"
                ),
            ),
            Self::Violated { path, said } => {
                (format!("`{path}`：{said}"), format!("`{path}`: {said}"))
            }
            Self::NoReason { path } => (
                format!("`{path}` 的未知原因不对；写 `not-asked`、`unreachable` 或 `no-data`"),
                format!(
                    "`{path}` is unknown for no reason there is; write `not-asked`, `unreachable` or `no-data`"
                ),
            ),
            Self::NotARow { path } => (
                format!("`{path}` 不是一行；写成这一行的数据项"),
                format!("`{path}` is no row; write an object of the row's facts"),
            ),
            Self::NoColumn { path, id, near } => {
                let (or_zh, or_en) = mend(near.as_deref(), &[]);
                (
                    format!("`{path}` 没有列 `{}`{or_zh}", shortened(id)),
                    format!("`{path}` has no column `{}`{or_en}", shortened(id)),
                )
            }
            Self::Takes { path, wanted } => (
                format!("`{path}` 应为{}", wanted.zh()),
                format!("`{path}` takes {}", wanted.en()),
            ),
            Self::NoResult { asked, known } => (
                format!(
                    "没有可说明的结果 `{}`；可写 {}，或 `field:<数据项>`",
                    shortened(asked),
                    known.join("、")
                ),
                format!(
                    "there is no result `{}` to explain; write {}, or `field:<fact>`",
                    shortened(asked),
                    known.join(", ")
                ),
            ),
            Self::InputUnread { name, why } => match why {
                InputWhy::TooDeep => (
                    format!("输入 `{name}` 嵌套太深"),
                    format!("the input `{name}` is nested too deep"),
                ),
                InputWhy::Inexact(text) => (
                    format!("输入 `{name}`：数 `{text}` 要写成文字"),
                    format!("the input `{name}`: write the number `{text}` as a text"),
                ),
                InputWhy::Misfit(text) => (
                    format!("输入 `{name}`：`{}` 不合它的类型", shortened(text)),
                    format!(
                        "the input `{name}`: `{}` is not of the type of the input",
                        shortened(text)
                    ),
                ),
            },
        }
    }
}
