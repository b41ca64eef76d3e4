//! Messages and mends in Chinese.

use super::Problem;
use crate::limits::{MAX_FILES, MAX_FOLDER_DEPTH, MAX_TEXT_CHARS, MAX_YAML_DEPTH, MAX_YAML_NODES};
use tongban_feel::Lang;

/// Names in backticks.
fn listed(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    words.join("、")
}

fn did_you_mean(near: Option<&str>, else_: impl FnOnce() -> String) -> String {
    near.map_or_else(else_, |near| format!("是否想写 `{near}`"))
}

/// What the YAML reader says most often, in Chinese; anything else as it is.
fn yaml_reason(reason: &str) -> &str {
    const KNOWN: [(&str, &str); 9] = [
        ("mapping values are not allowed", "这里不能有 `: `"),
        (
            "did not find expected <document start>",
            "内容没有接在上面的键下，缩进不对",
        ),
        ("did not find expected key", "这里应为键，缩进或引号不对"),
        ("did not find expected ',' or ']'", "缺少 `,` 或 `]`"),
        ("did not find expected ',' or '}'", "缺少 `,` 或 `}`"),
        ("simple key expect", "键后面应为 `:`"),
        ("unclosed", "括号或引号没有结束"),
        ("unexpected end of stream", "引号没有结束"),
        ("tab", "缩进里不能有制表符"),
    ];
    let known = KNOWN.iter().find(|(english, _)| reason.contains(english));
    known.map_or(reason, |(_, said)| said)
}

impl Problem<'_> {
    #[expect(clippy::too_many_lines, reason = "a table: one entry for each problem")]
    pub(super) fn zh(&self) -> (String, String) {
        let lang = Lang::ZhHans;
        match self {
            Self::FolderUnread { path: "", why } => (
                format!("读不了目录文件夹：{}", why.said(lang)),
                "写 `catalog.yaml` 所在的文件夹".into(),
            ),
            Self::FolderUnread { path, why } | Self::FileUnread { path, why } => (
                format!("读不了 `{path}`：{}", why.said(lang)),
                "检查这个文件和它的权限".into(),
            ),
            Self::TooManyFiles { found } => (
                format!("目录有 {found} 个文件，最多读 {MAX_FILES} 个"),
                "把不属于目录的文件移到别处".into(),
            ),
            Self::FoldersTooDeep { path } => (
                format!("`{path}` 的文件夹超过 {MAX_FOLDER_DEPTH} 层"),
                "把文件往上移".into(),
            ),
            Self::NoCatalog => (
                "没有 `catalog.yaml`".into(),
                "写它所在的文件夹，或新写一个".into(),
            ),
            Self::CatalogEmpty => (
                "`catalog.yaml` 是空的".into(),
                "写目录的 `id`、名称和版本".into(),
            ),
            Self::StrayFile { path } => (
                format!("`{path}` 不会被读取"),
                "移到其中一处：catalog.yaml、bases.yaml、materials.yaml、risks.yaml、facts/、formats/、parameters/、functions/、calendar/、items/、reserve/、bundles/、cases/、messages/".into(),
            ),
            Self::FileName { what, id, stem } => (
                format!("{} `{id}` 写在名为 `{stem}.yaml` 的文件里", what.zh()),
                format!("文件名用{}的 `id`", what.zh()),
            ),
            Self::NotYaml { reason } => (
                format!("这不是 YAML：{}", yaml_reason(reason)),
                "检查缩进（单独一行的 `]` 或 `}` 要比它的键缩进得多）、引号，以及值里的 `: ` 和 ` #`；含有 `: `、` #` 或以 `{`、`[`、`\"`、`*`、`&`、`!` 开头的值要加引号".into(),
            ),
            Self::TwoDocuments => (
                "一个文件只能有一份内容".into(),
                "去掉 `---`，或分成两个文件".into(),
            ),
            Self::FileEmpty => ("文件是空的".into(), "写上内容，或删去文件".into()),
            Self::Alias => (
                "不能用别名（`*名称`）".into(),
                "把值写出来；一个概念只写在一处，用它的 `id` 引用".into(),
            ),
            Self::AnchorOrTag => (
                "不能用锚（`&名称`）和标签（`!名称`）".into(),
                "以 `&` 或 `!` 开头的文字要加引号".into(),
            ),
            Self::KeyIsNoWord => (
                "键只能是一个词".into(),
                "以 `{` 或 `[` 开头的文字要加引号".into(),
            ),
            Self::YamlTooDeep => (
                format!("列表和键值最多嵌套 {MAX_YAML_DEPTH} 层"),
                "目录里没有这么深的内容，检查括号".into(),
            ),
            Self::TooManyValues => (
                format!("一个文件最多有 {MAX_YAML_NODES} 个值"),
                "拆成几个文件".into(),
            ),
            Self::KeyTwice { key } => (format!("`{key}` 写了两次"), "只留一个".into()),
            Self::ValueMissing => ("这里缺少值".into(), "写上，或删去这个键".into()),
            Self::NotSingle { found } => (
                format!("这里应为单个值，却是{}", found.zh()),
                "以 `{` 或 `[` 开头的文字要加引号".into(),
            ),
            Self::NotBoolean => (
                "这里应为 `true` 或 `false`".into(),
                "写 `true` 或 `false`，不加引号".into(),
            ),
            Self::NotWhole { text } => (
                format!("`{text}` 不是整数"),
                "只写数字，例如 `20`".into(),
            ),
            Self::NumberTooLarge { number } => {
                (format!("`{number}` 太大"), "写小一些的数".into())
            }
            Self::NotAList { found } => (
                format!("这里应为列表，却是{}", found.zh()),
                "写 `[a, b]`，或每行一个 `- 值`".into(),
            ),
            Self::NotAMap { what, found } => (
                format!("{}应由键和值组成，却是{}", what.zh(), found.zh()),
                "每行写 `键: 值`".into(),
            ),
            Self::KeyMissing { what, key } => (
                format!("{}缺少 `{key}`", what.zh()),
                format!("补上 `{key}: …`"),
            ),
            Self::UnknownKey { what, key, known, near } => (
                format!("{}没有键 `{key}`", what.zh()),
                did_you_mean(*near, || format!("可用的键有 {}", listed(known))),
            ),
            Self::CommaInText { what, key } => (
                format!("{}没有键 `{key}`", what.zh()),
                "`{…}` 里遇到逗号值就结束了：给整段文字加引号".into(),
            ),
            Self::NotOneWord { what, found, words } => (
                format!("{}是一个词，这里却是{}", what.zh(), found.zh()),
                format!("写其中之一：{}", listed(words)),
            ),
            Self::UnknownWord { what, text, words, near } => (
                format!("没有名为 `{text}` 的{}", what.zh()),
                match near {
                    Some(near) => format!("是否想写 `{near}`；可写 {}", listed(words)),
                    None => format!("写其中之一：{}", listed(words)),
                },
            ),
            Self::TextTooLong => (
                format!("一段文字最多 {MAX_TEXT_CHARS} 个字符"),
                "写短一些".into(),
            ),
            Self::TextEmpty => ("文字是空的".into(), "写上，或删去这个键".into()),
            Self::RuleEmpty => ("规则是空的".into(), "写上，或删去这个键".into()),
            Self::NotIds => ("这里应按 `id` 逐个写值".into(), "写 `{id: 值, …}`".into()),
            Self::CasesOfFormatMissing => (
                "选择格式要有 `cases`".into(),
                "补上 `cases: {取值: 格式, …}`".into(),
            ),
            Self::CasesOfFormatShape => (
                "`cases` 给每个取值写一个格式".into(),
                "写 `{取值: 格式, …}`".into(),
            ),
            Self::MessagesShape => (
                "提示语文件由键和文字组成".into(),
                "每行写 `键: 文字`".into(),
            ),
            Self::NotASource { text } => (
                format!("值不能来自 `{text}`"),
                "写 `asked`、`\"card:字段\"` 或 `\"register:名称.字段\"`".into(),
            ),
            Self::NotAPattern { text, .. } => (
                format!("`{text}` 不是可用的文字模式"),
                "可用字符、`[…]`、`\\d`、`( | )`、`?`、`*`、`+` 和 `{n,m}`".into(),
            ),
            Self::NotACheck => (
                "格式没有这种校验".into(),
                "写其中之一：`mod11-2`、`mod31`、`luhn`、`{org-code: {from: 8}}`、`{mrz731: {first: 9}}`".into(),
            ),
            Self::BodyOrTable => (
                "函数要有 `body` 或 `table`，只能有一个".into(),
                "表达式写在 `body` 下，决策表写在 `table` 下".into(),
            ),
            Self::HalfRate => (
                "换算率要同时有 `of` 和 `per`".into(),
                "`of` 写上面的单位，`per` 写下面的单位".into(),
            ),
            Self::SaidOfNoBoolean => (
                "只有是非数据项才有“是”和“否”的说法".into(),
                "去掉 `said`，或改成 `type: boolean`".into(),
            ),
            Self::DefinedTwice { what, id } => (
                format!("{} `{id}` 定义了两次", what.zh()),
                "给其中一个换 `id`，或删去".into(),
            ),
            Self::UnknownId { what, id, there, near } => (
                format!("没有{} `{id}`", what.zh()),
                did_you_mean(*near, || {
                    format!("先定义它，或用已有的 `id`（共有 {there} 个）")
                }),
            ),
            Self::BadRuleId { id } => (
                format!("`{id}` 不能作数据项、参数或函数的 `id`"),
                "用 ASCII 字母和数字，小写开头，例如 `birthDate`".into(),
            ),
            Self::BadId { id } => (
                format!("`{id}` 不能作 `id`"),
                "用小写 ASCII 字母、数字和连字符，例如 `contact-change`".into(),
            ),
            Self::BuiltIn { name } => (
                format!("`{name}` 是内置的"),
                "直接用，不必定义".into(),
            ),
            Self::NameTaken { name } => (
                format!("名称 `{name}` 已经用了"),
                "规则按名称引用，所以数据项、参数、函数和格式的名称不能重复；换一个".into(),
            ),
            Self::NameHolds { name, wrong } => (
                format!("名称 `{name}` 里有 `{wrong}`，规则里的名称不能有它"),
                "只用文字和数字；字段的标签可以长一些".into(),
            ),
            Self::NotAName { name } => (
                format!("`{name}` 不能作规则里的名称"),
                "名称以文字开头，并且不是规则语言里的词".into(),
            ),
            Self::TwiceInItem { what, id } => (
                format!("事项里有两个{} `{id}`", what.zh()),
                "给其中一个换 `id`".into(),
            ),
            Self::IdOfItem { id } => (
                format!("`{id}` 已经是一个事项的 `id`"),
                "给打包办换 `id`".into(),
            ),
            Self::MemberTwice { item } => (
                format!("打包办里有两个事项 `{item}`"),
                "去掉一个".into(),
            ),
            Self::NoSuchCondition { item, id } => (
                format!("事项 `{item}` 没有条件 `{id}`"),
                "写等待的那个事项自己的条件".into(),
            ),
            Self::FewMembers { bundle } => (
                format!("打包办 `{bundle}` 不到两个事项"),
                "只有一个事项的，单独办就可以".into(),
            ),
            Self::MemberAudience { item } => (
                format!("能办这个打包办的人，不一定能办 `{item}`"),
                "`audience` 只写所有事项都有的办事人".into(),
            ),
            Self::NoCommonChannel { bundle } => (
                format!("没有一个渠道能办 `{bundle}` 的全部事项"),
                "去掉只能在别处办的事项".into(),
            ),
            Self::NotAskedByBundle { name, id } => (
                format!("办哪些事项取决于“{name}”，打包办自己没有问"),
                format!("在打包办的 `form` 里加 `fact: {id}`"),
            ),
            Self::NeedsLater { item, need } => (
                format!("`{item}` 要等 `{need}`，而它不在前面"),
                "按办理先后写各个事项".into(),
            ),
            Self::ValueTwice { id } => (format!("取值 `{id}` 写了两次"), "去掉一个".into()),
            Self::YearTwice { year } => (
                format!("{year} 年定义了两次"),
                "一年只留一个文件".into(),
            ),
            Self::FieldTwice { fact } => (
                format!("表单问了两次 `{fact}`"),
                "只问一次，后面的页可以直接用".into(),
            ),
            Self::NotAskedFor { material } => (
                format!("事项不要求 `{material}`"),
                "写本事项的另一种材料".into(),
            ),
            Self::NoSuchValue { fact, value, near } => (
                format!("`{fact}` 没有取值 `{value}`"),
                did_you_mean(*near, || "用它的取值的 `id`".into()),
            ),
            Self::NotADate { text } => (
                format!("`{text}` 不是日历上的日期"),
                "写成 `YYYY-MM-DD`，例如 `2025-07-10`".into(),
            ),
            Self::NotANumber { text } => (
                format!("`{text}` 不是十进制数"),
                "只写数字，最多一个小数点，例如 `8321.50`".into(),
            ),
            Self::NotInYear { date, year } => (
                format!("`{date}` 不在 {year} 年"),
                "写到它自己那一年的文件里".into(),
            ),
            Self::NotAWeekend { date } => (
                format!("`{date}` 不是周六或周日"),
                "`workdays` 只写要上班的周末".into(),
            ),
            Self::NotARegion { code } => (
                format!("`{code}` 不是行政区划代码"),
                "写 GB/T 2260 的六位数字，加引号".into(),
            ),
            Self::NotALocale { text } => (
                format!("目录没有语言 `{text}`"),
                "写 `zh-Hans`、`zh-Hant` 或 `en`".into(),
            ),
            Self::LocalesStart => (
                "`locales` 要以 `zh-Hans` 开头".into(),
                "所有文字都从 zh-Hans 来，把它放在第一个".into(),
            ),
            Self::ParameterKind { kind } => (
                format!("参数是数，不是 `{kind}`"),
                "写 `type: number`；其他的值写成函数".into(),
            ),
            Self::UntilBeforeFrom => ("`until` 早于 `from`".into(), "两头的日子都算在内".into()),
            Self::RowsOverlap { parameter, on } => (
                format!("`{parameter}` 有两行在 {on} 同时有效"),
                "让前一行止于前一天".into(),
            ),
            Self::MinAboveMax => ("`min` 大于 `max`".into(), "对调这两个值".into()),
            Self::RowsOfGroup => (
                "明细的最多行数不能少于最少行数".into(),
                "改 `min-rows` 或 `max-rows`".into(),
            ),
            Self::PurposeMissing { fact } => (
                format!("个人信息数据项 `{fact}` 缺少 `purpose`"),
                "用一句话说明为什么要问（个人信息保护法的要求）".into(),
            ),
            Self::SourceMissing { basis } => (
                format!("依据 `{basis}` 没有写明在哪里读到"),
                "补上 `source: <出处和日期>`，或写 `kind: unverified`".into(),
            ),
            Self::EnumWithoutFact => (
                "枚举要有 `of`".into(),
                "补上 `of: <数据项的 id>`，取值与它相同".into(),
            ),
            Self::NotAnEnumeration { id } => (
                format!("`{id}` 不是枚举"),
                "写 `type: enum` 的数据项".into(),
            ),
            Self::ListWithoutItems => (
                "列表要有 `items`".into(),
                "补上 `items: {type: …}`".into(),
            ),
            Self::CannotChooseFormat { fact } => (
                format!("`{fact}` 不是枚举，不能用来选格式"),
                "写 `type: enum` 的数据项".into(),
            ),
            Self::NotInRows { fact } => (
                format!("`{fact}` 不是这个明细的列"),
                "写 `fields` 里的一个".into(),
            ),
            Self::GroupInGroup { fact } => (
                format!("`{fact}` 里面还有明细"),
                "明细最多套两层".into(),
            ),
            Self::ColumnsOfNoGroup { fact } => (
                format!("`{fact}` 不是明细，没有列"),
                "去掉 `columns`，或写 `type: group` 的数据项".into(),
            ),
            Self::NotAColumn { column, group } => (
                format!("`{column}` 不是 `{group}` 的列"),
                "在字典里把它加进明细的 `fields`".into(),
            ),
            Self::ColumnOutsideRows { column, group } => (
                format!("`{column}` 是 `{group}` 的列，在这里没有单个的值"),
                format!("按行来写：`count({group}[{column} = …])`、`some 行 in {group} satisfies 行.{column} = …`"),
            ),
            Self::NotOnThePages { fact } => (
                format!("事项没有一页问 `{fact}`"),
                "写表单里的数据项，或去掉 `focus`".into(),
            ),
            Self::NoWay { material } => (
                format!("没有办法提供材料 `{material}`"),
                "至少写 `ways: [{kind: provided}]`".into(),
            ),
            Self::WayNeeds { material, key, why } => (
                format!("`{material}` 的这种方式缺少 `{key}`"),
                format!("补上 `{key}`：{}", why.zh()),
            ),
            Self::AutomaticWay => (
                "只有 `shared` 和 `fetched` 能自动采用".into(),
                "去掉 `automatic`，由办事人选择这种方式".into(),
            ),
            Self::RiskNeverFires => (
                "这个风险点永远不会触发".into(),
                "补上 `when`，或把风险写成 `needs: case`".into(),
            ),
            Self::AheadTooFar { most } => (
                format!("`ahead-months` 最多 {most}"),
                "写提前几个月提示".into(),
            ),
            Self::RouteWithoutEnd => (
                "最后一条去向有 `when`，有的申请会没有去向".into(),
                "在最后加一条没有 `when` 的去向".into(),
            ),
            Self::Cycle { label, path } => (
                format!("{label} 取决于它自己：{path}"),
                "没有显示的字段算作没有值，所以决定它是否显示的规则不能看它，也不能看由它决定的；改问一个同时决定两者的数据项".into(),
            ),
            Self::CallsItself { function } => (
                format!("函数 `{function}` 调用了自己"),
                "不用递归：用 `for`，或写成决策表".into(),
            ),
            Self::TextNotClosed => ("`{` 没有结束".into(), HOLE.into()),
            Self::TextNotOpened => ("有 `}` 却没有 `{`".into(), HOLE.into()),
            Self::TextHoleEmpty => ("`{` 与 `}` 之间没有内容".into(), HOLE.into()),
            Self::NotAStyle { text } => (
                format!("`{text}` 不是显示值的方式"),
                "写 `{月数 | age}`（60周岁2个月）、`{月数 | years}`（15年）或 `{n | month/months}`".into(),
            ),
            Self::TableFileUnused { path } => (
                format!("没有函数用到 `{path}`"),
                "在 `table` 下用 `file` 写它，或删去".into(),
            ),
            Self::NoTableFile { path } => (
                format!("没有决策表文件 `{path}`"),
                "写同一文件夹里的 `.csv` 或 `.dmn` 文件".into(),
            ),
            Self::NotCsv { file, reason } => (
                format!("`{file}` 不是 CSV：{reason}"),
                "用 UTF-8 编码另存为 CSV".into(),
            ),
            Self::NoColumns => (
                "决策表没有列".into(),
                "写一行列名，结果列的名称以 `→` 开头".into(),
            ),
            Self::PolicyTwice { dmn } => (
                "命中策略写了两次，并且不同".into(),
                if *dmn {
                    "去掉 `policy`：DMN 文件里已经有了".into()
                } else {
                    "只在文件第一行写，或只在这里写".into()
                },
            ),
            Self::NoPolicy => (
                "没有说明由哪些行作答".into(),
                "在文件第一行写命中策略，例如 `U`，或在写文件名的地方写 `policy`".into(),
            ),
            Self::InputBehindOutput => (
                "输入列写在了结果列后面".into(),
                "先写所有输入列；结果列的名称以 `→` 开头".into(),
            ),
            Self::NoOutput => (
                "没有结果列".into(),
                "结果列的名称以 `→` 开头".into(),
            ),
            Self::WhichDecision => (
                "文件里有不止一个决策，或一个也没有".into(),
                "用 `decision` 写要哪个决策的表".into(),
            ),
            Self::TableUnproved => (
                "不能证明决策表没有遗漏".into(),
                "格子里写常数、范围和枚举取值，或加上 `default` 和它的 `reason`".into(),
            ),
            Self::NoLayout => (
                "这个表达式没有读回来不变的排版".into(),
                "把注释移到单独的行，或换一种写法".into(),
            ),
            Self::LayoutChanges => (
                "排版会改变这个文件里的值，所以没有动它".into(),
                "把这个文件里的规则写成普通的值，或以 `|` 开头的块".into(),
            ),
        }
    }
}

/// The mend of a broken text with expressions.
const HOLE: &str = "写 `{表达式}`，例如 `还差{最低缴费月数 - 缴费月数}个月`";
