//! What can be wrong with a DMN file or with the models that use each other, in Chinese and in
//! English.

use super::definitions::{Definitions, Place};
use tongban_feel::Lang;
use tongban_runtime::{Diagnostic, Severity};

/// A problem of a model. The fields are parts of the message, as the author wrote them.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the messages below say what each is")]
#[non_exhaustive]
pub enum Problem {
    TooLarge { limit: usize },
    NotText,
    NotXml { reason: String },
    Doctype,
    TooDeep { limit: usize },
    NotDefinitions { found: String },
    Version { found: String },
    MissingAttribute { element: String, attribute: String },
    MissingPart { element: String, part: &'static str },
    BadValue { attribute: String, value: String },
    Cells { wanted: usize, found: usize },
    DuplicateName { name: String },
    UnknownReference { href: String },
    UnknownType { name: String },
    UnknownModel { namespace: String },
    Cycle { names: Vec<String> },
    ImportLoop { names: Vec<String> },
    Language { found: String },
    NoTable { name: String },
    NotFound { name: String },
    DuplicateModel { namespace: String },
    Refused { input: String, ty: String },
    NotAllowed { value: String },
}

impl Problem {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "D001",
            Self::NotText => "D002",
            Self::NotXml { .. } => "D003",
            Self::Doctype => "D004",
            Self::TooDeep { .. } => "D005",
            Self::NotDefinitions { .. } => "D006",
            Self::Version { .. } => "D007",
            Self::MissingAttribute { .. } => "D008",
            Self::MissingPart { .. } => "D009",
            Self::BadValue { .. } => "D010",
            Self::Cells { .. } => "D011",
            Self::DuplicateName { .. } => "D012",
            Self::UnknownReference { .. } => "D013",
            Self::UnknownType { .. } => "D014",
            Self::UnknownModel { .. } => "D015",
            Self::Cycle { .. } => "D016",
            Self::ImportLoop { .. } => "D017",
            Self::Language { .. } => "D018",
            Self::NoTable { .. } => "D019",
            Self::NotFound { .. } => "D020",
            Self::DuplicateModel { .. } => "D021",
            Self::Refused { .. } => "D022",
            Self::NotAllowed { .. } => "D023",
        }
    }

    const fn severity(&self) -> Severity {
        match self {
            Self::UnknownType { .. }
            | Self::Language { .. }
            | Self::Refused { .. }
            | Self::NotAllowed { .. } => Severity::Warning,
            _ => Severity::Error,
        }
    }

    /// The diagnostic, without a place.
    #[must_use]
    pub fn diagnostic(&self, lang: Lang) -> Diagnostic {
        let (message, help) = match lang {
            Lang::ZhHans => self.zh(),
            Lang::En => self.en(),
        };
        let mut diagnostic = Diagnostic::error(self.code(), message);
        diagnostic.severity = self.severity();
        diagnostic.help = help;
        diagnostic
    }

    /// The diagnostic, at a place of a file.
    #[must_use]
    pub fn at(&self, definitions: &Definitions, place: Place, lang: Lang) -> Diagnostic {
        let mut diagnostic = self.diagnostic(lang);
        diagnostic.at = definitions.located(place);
        diagnostic
    }

    fn zh(&self) -> (String, Option<String>) {
        match self {
            Self::TooLarge { limit } => (format!("DMN 文件太大，最多 {limit} 字节"), None),
            Self::NotText => (
                "DMN 文件不是 UTF-8 编码".into(),
                Some("用 UTF-8 编码另存".into()),
            ),
            Self::NotXml { reason } => (format!("不是完整的 XML：{reason}"), None),
            Self::Doctype => (
                "DMN 文件里不能有 `<!DOCTYPE`".into(),
                Some("删去文档类型声明和实体".into()),
            ),
            Self::TooDeep { limit } => (format!("XML 嵌套太深，最多 {limit} 层"), None),
            Self::NotDefinitions { found } => {
                (format!("最外层应为 `definitions`，却是 `{found}`"), None)
            }
            Self::Version { found } => (
                format!("不认识这一版 DMN：`{found}`"),
                Some("另存为 DMN 1.2、1.3、1.4 或 1.5".into()),
            ),
            Self::MissingAttribute { element, attribute } => {
                (format!("`{element}` 缺少属性 `{attribute}`"), None)
            }
            Self::MissingPart { element, part } => (format!("`{element}` 里缺少 `{part}`"), None),
            Self::BadValue { attribute, value } => {
                (format!("`{attribute}` 不能是 `{value}`"), None)
            }
            Self::Cells { wanted, found } => {
                (format!("这一行应有 {wanted} 格，却有 {found} 格"), None)
            }
            Self::DuplicateName { name } => (
                format!("`{name}` 定义了两次"),
                Some("给其中一个改名".into()),
            ),
            Self::UnknownReference { href } => (format!("没有 `{href}` 所指的内容"), None),
            Self::UnknownType { name } => {
                (format!("没有名为 `{name}` 的类型，按任意类型处理"), None)
            }
            Self::UnknownModel { namespace } => (
                format!("没有命名空间为 `{namespace}` 的模型"),
                Some("把所引用的 .dmn 文件放在一起".into()),
            ),
            Self::Cycle { names } => (
                format!("互相需要，成了循环：{}", quoted(names, " → ")),
                Some("去掉其中一个依赖".into()),
            ),
            Self::ImportLoop { names } => (
                format!("模型互相引用，成了循环：{}", quoted(names, " → ")),
                None,
            ),
            Self::Language { found } => (
                format!("不计算用 `{found}` 写的表达式，它没有值"),
                Some("改用 FEEL".into()),
            ),
            Self::NoTable { name } => (format!("`{name}` 不是决策表"), None),
            Self::NotFound { name } => (format!("模型里没有 `{name}`"), None),
            Self::DuplicateModel { namespace } => {
                (format!("两个模型的命名空间都是 `{namespace}`"), None)
            }
            Self::Refused { input, ty } => (
                format!("`{input}` 的值不属于类型 `{ty}`，按 null 处理"),
                Some("给一个属于这一类型、在允许值以内的值".into()),
            ),
            Self::NotAllowed { value } => (
                format!("这一列的值不在允许值 `{value}` 以内，按 null 处理"),
                Some("给允许值以内的值，或改列上的允许值".into()),
            ),
        }
    }

    fn en(&self) -> (String, Option<String>) {
        match self {
            Self::TooLarge { limit } => (
                format!("the DMN file is too large; at most {limit} bytes"),
                None,
            ),
            Self::NotText => (
                "the DMN file is not encoded as UTF-8".into(),
                Some("save it as UTF-8".into()),
            ),
            Self::NotXml { reason } => (format!("not well-formed XML: {reason}"), None),
            Self::Doctype => (
                "a DMN file has no `<!DOCTYPE`".into(),
                Some("delete the document type and its entities".into()),
            ),
            Self::TooDeep { limit } => (
                format!("the XML is nested too deep; at most {limit} levels"),
                None,
            ),
            Self::NotDefinitions { found } => (
                format!("the outermost element should be `definitions`, but is `{found}`"),
                None,
            ),
            Self::Version { found } => (
                format!("unknown version of DMN: `{found}`"),
                Some("save it as DMN 1.2, 1.3, 1.4 or 1.5".into()),
            ),
            Self::MissingAttribute { element, attribute } => {
                (format!("`{element}` has no attribute `{attribute}`"), None)
            }
            Self::MissingPart { element, part } => (format!("`{element}` has no `{part}`"), None),
            Self::BadValue { attribute, value } => {
                (format!("`{attribute}` cannot be `{value}`"), None)
            }
            Self::Cells { wanted, found } => (
                format!("this row should have {wanted} cells, but has {found}"),
                None,
            ),
            Self::DuplicateName { name } => (
                format!("`{name}` is defined twice"),
                Some("rename one of them".into()),
            ),
            Self::UnknownReference { href } => (format!("nothing is at `{href}`"), None),
            Self::UnknownType { name } => (
                format!("no type is named `{name}`; any value is taken"),
                None,
            ),
            Self::UnknownModel { namespace } => (
                format!("no model has the namespace `{namespace}`"),
                Some("give the imported .dmn file, too".into()),
            ),
            Self::Cycle { names } => (
                format!("these need each other: {}", quoted(names, " → ")),
                Some("take away one of the requirements".into()),
            ),
            Self::ImportLoop { names } => (
                format!("these models import each other: {}", quoted(names, " → ")),
                None,
            ),
            Self::Language { found } => (
                format!("expressions in `{found}` are not evaluated; this one has no value"),
                Some("write it in FEEL".into()),
            ),
            Self::NoTable { name } => (format!("`{name}` is not a decision table"), None),
            Self::NotFound { name } => (format!("the model has no `{name}`"), None),
            Self::DuplicateModel { namespace } => {
                (format!("two models have the namespace `{namespace}`"), None)
            }
            Self::Refused { input, ty } => (
                format!("the value of `{input}` is not of the type `{ty}`; it counts as null"),
                Some("give a value of the type, within its allowed values".into()),
            ),
            Self::NotAllowed { value } => (
                format!("the value of this column is not within `{value}`; it counts as null"),
                Some("give an allowed value, or change the input values of the column".into()),
            ),
        }
    }
}

fn quoted(names: &[String], between: &str) -> String {
    let shown: Vec<String> = names
        .iter()
        .take(8)
        .map(|name| format!("`{name}`"))
        .collect();
    let more = if names.len() > 8 { " …" } else { "" };
    format!("{}{more}", shown.join(between))
}
