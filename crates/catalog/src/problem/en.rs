//! Messages and mends in English.

use super::Problem;
use crate::limits::{MAX_FILES, MAX_FOLDER_DEPTH, MAX_TEXT_CHARS, MAX_YAML_DEPTH, MAX_YAML_NODES};
use tongban_feel::Lang;

/// Names in backticks.
fn listed(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    words.join(", ")
}

fn did_you_mean(near: Option<&str>, else_: impl FnOnce() -> String) -> String {
    near.map_or_else(else_, |near| format!("did you mean `{near}`?"))
}

impl Problem<'_> {
    #[expect(clippy::too_many_lines, reason = "a table: one entry for each problem")]
    pub(super) fn en(&self) -> (String, String) {
        let lang = Lang::En;
        match self {
            Self::FolderUnread { path: "", why } => (
                format!("the catalogue folder cannot be read: {}", why.said(lang)),
                "name the folder that holds `catalog.yaml`".into(),
            ),
            Self::FolderUnread { path, why } | Self::FileUnread { path, why } => (
                format!("`{path}` cannot be read: {}", why.said(lang)),
                "look at the file and its rights".into(),
            ),
            Self::TooManyFiles { found } => (
                format!("the catalogue has {found} files, at most {MAX_FILES} are read"),
                "move what is no part of it elsewhere".into(),
            ),
            Self::FoldersTooDeep { path } => (
                format!("folders stand more than {MAX_FOLDER_DEPTH} deep at `{path}`"),
                "move the files up".into(),
            ),
            Self::NoCatalog => (
                "there is no `catalog.yaml`".into(),
                "name the folder that holds it, or write it".into(),
            ),
            Self::CatalogEmpty => (
                "`catalog.yaml` is empty".into(),
                "write the catalogue's id, name and version".into(),
            ),
            Self::StrayFile { path } => (
                format!("nothing is read from `{path}`"),
                "its place is one of catalog.yaml, bases.yaml, materials.yaml, risks.yaml, facts/, formats/, parameters/, functions/, calendar/, items/, reserve/, bundles/, cases/, messages/".into(),
            ),
            Self::FileName { what, id, stem } => (
                format!("the {} `{id}` stands in a file named `{stem}.yaml`", what.en()),
                format!("name the file after the {}'s id", what.en()),
            ),
            Self::NotYaml { reason } => (
                format!("this is not YAML: {reason}"),
                "look at indentation (a closing `]` or `}` on a line of its own stands deeper than its key), at quotes, and at `: ` or ` #` inside a value; a value with `: `, ` #`, or that starts with `{`, `[`, `\"`, `*`, `&` or `!` must be quoted".into(),
            ),
            Self::TwoDocuments => (
                "a file holds one document".into(),
                "remove `---` or write two files".into(),
            ),
            Self::FileEmpty => (
                "the file is empty".into(),
                "write its content, or remove the file".into(),
            ),
            Self::Alias => (
                "an alias (`*name`) is not taken".into(),
                "write the value out; one concept stands in one place by its id".into(),
            ),
            Self::AnchorOrTag => (
                "anchors (`&name`) and tags (`!name`) are not taken".into(),
                "put a text that starts with `&` or `!` in quotes".into(),
            ),
            Self::KeyIsNoWord => (
                "a key is a single word".into(),
                "quote a text that starts with `{` or `[`".into(),
            ),
            Self::YamlTooDeep => (
                format!("lists and maps stand at most {MAX_YAML_DEPTH} deep in each other"),
                "no part of a catalogue is this deep; look at the brackets".into(),
            ),
            Self::TooManyValues => (
                format!("a file holds at most {MAX_YAML_NODES} values"),
                "split the file".into(),
            ),
            Self::KeyTwice { key } => (
                format!("`{key}` stands twice in the same map"),
                "keep one of them".into(),
            ),
            Self::ValueMissing => (
                "a value is missing here".into(),
                "write the value, or remove the key".into(),
            ),
            Self::NotSingle { found } => (
                format!("a single value belongs here, this is {}", found.en()),
                "a text that starts with `{` or `[` must be quoted".into(),
            ),
            Self::NotBoolean => (
                "`true` or `false` belongs here".into(),
                "write `true` or `false` without quotes".into(),
            ),
            Self::NotWhole { text } => (
                format!("`{text}` is not a whole number"),
                "write digits only, such as `20`".into(),
            ),
            Self::NumberTooLarge { number } => (
                format!("`{number}` is too large"),
                "write a smaller number".into(),
            ),
            Self::NotAList { found } => (
                format!("a list belongs here, this is {}", found.en()),
                "write `[a, b]`, or one `- entry` a line".into(),
            ),
            Self::NotAMap { what, found } => (
                format!("{} is a map of keys, this is {}", what.en(), found.en()),
                "write `key: value` lines".into(),
            ),
            Self::KeyMissing { what, key } => (
                format!("{} needs `{key}`", what.en()),
                format!("add `{key}: …`"),
            ),
            Self::UnknownKey { what, key, known, near } => (
                format!("{} has no key `{key}`", what.en()),
                did_you_mean(*near, || format!("its keys are {}", listed(known))),
            ),
            Self::CommaInText { what, key } => (
                format!("{} has no key `{key}`", what.en()),
                "a comma ends a value inside `{…}`: put the whole text in quotes".into(),
            ),
            Self::NotOneWord { what, found, words } => (
                format!("a {} is one word, this is {}", what.en(), found.en()),
                format!("write one of {}", listed(words)),
            ),
            Self::UnknownWord { what, text, words, near } => (
                format!("`{text}` is no {}", what.en()),
                match near {
                    Some(near) => format!("did you mean `{near}`? write one of {}", listed(words)),
                    None => format!("write one of {}", listed(words)),
                },
            ),
            Self::TextTooLong => (
                format!("a text has at most {MAX_TEXT_CHARS} characters"),
                "shorten it".into(),
            ),
            Self::TextEmpty => (
                "the text is empty".into(),
                "write it, or remove the key".into(),
            ),
            Self::RuleEmpty => (
                "the rule is empty".into(),
                "write it, or remove the key".into(),
            ),
            Self::NotIds => (
                "a map of ids belongs here".into(),
                "write `{id: value, …}`".into(),
            ),
            Self::CasesOfFormatMissing => (
                "a choice of format needs `cases`".into(),
                "add `cases: {value: format, …}`".into(),
            ),
            Self::CasesOfFormatShape => (
                "`cases` is a map of values to formats".into(),
                "write `{value: format, …}`".into(),
            ),
            Self::MessagesShape => (
                "a file of messages is a map of keys to texts".into(),
                "write `key: text` lines".into(),
            ),
            Self::NotASource { text } => (
                format!("`{text}` is no source of a value"),
                "write `asked`, `\"card:field\"` or `\"register:name.field\"`".into(),
            ),
            Self::NotAPattern { text, reason } => (
                format!("`{text}` is not a pattern: {reason}"),
                "patterns know characters, `[…]`, `\\d`, `( | )`, `?`, `*`, `+` and `{n,m}`".into(),
            ),
            Self::NotACheck => (
                "this is no check of a format".into(),
                "write one of `mod11-2`, `mod31`, `luhn`, `{org-code: {from: 8}}`, `{mrz731: {first: 9}}`".into(),
            ),
            Self::BodyOrTable => (
                "a function has either a `body` or a `table`".into(),
                "write the expression under `body`, or the decision table under `table`".into(),
            ),
            Self::HalfRate => (
                "a rate needs both `of` and `per`".into(),
                "write the unit above the line as `of` and the one below as `per`".into(),
            ),
            Self::SaidOfNoBoolean => (
                "only a boolean fact has words for yes and no".into(),
                "remove `said`, or make it `type: boolean`".into(),
            ),
            Self::DefinedTwice { what, id } => (
                format!("the {} `{id}` is defined twice", what.en()),
                "give one of them another id, or remove it".into(),
            ),
            Self::UnknownId { what, id, there, near } => (
                format!("there is no {} `{id}`", what.en()),
                did_you_mean(*near, || {
                    format!("define it, or use the id of one that is there ({there} are)")
                }),
            ),
            Self::BadRuleId { id } => (
                format!("`{id}` cannot be an id on the wire"),
                "write ASCII letters and digits in camel case, such as `birthDate`".into(),
            ),
            Self::BadId { id } => (
                format!("`{id}` cannot be an id"),
                "write lower-case ASCII letters, digits and hyphens, such as `contact-change`".into(),
            ),
            Self::BuiltIn { name } => (
                format!("`{name}` is built in"),
                "use it without defining it".into(),
            ),
            Self::NameTaken { name } => (
                format!("the name `{name}` is taken"),
                "rules know things by name, so each name stands once in facts, parameters, functions and formats; choose another".into(),
            ),
            Self::NameHolds { name, wrong } => (
                format!("the name `{name}` holds `{wrong}`, which no name in rules may hold"),
                "write letters and digits only; a label of a field may be longer".into(),
            ),
            Self::NotAName { name } => (
                format!("`{name}` cannot be a name in rules"),
                "a name starts with a letter and is no word of the rule language".into(),
            ),
            Self::TwiceInItem { what, id } => (
                format!("the item has two {}s `{id}`", what.en()),
                "give one of them another id".into(),
            ),
            Self::IdOfItem { id } => (
                format!("`{id}` is an item's id already"),
                "give the bundle another id".into(),
            ),
            Self::MemberTwice { item } => (
                format!("the bundle has the item `{item}` twice"),
                "remove one of them".into(),
            ),
            Self::NoSuchCondition { item, id } => (
                format!("the item `{item}` has no condition `{id}`"),
                "name a condition of the item that waits".into(),
            ),
            Self::FewMembers { bundle } => (
                format!("the bundle `{bundle}` has fewer than two items"),
                "one item is applied for by itself".into(),
            ),
            Self::MemberAudience { item } => (
                format!("not everybody who may apply for the bundle may apply for `{item}`"),
                "write an `audience` that all its items have".into(),
            ),
            Self::NoCommonChannel { bundle } => (
                format!("no channel carries all items of `{bundle}`"),
                "leave out the item that is taken elsewhere".into(),
            ),
            Self::NotAskedByBundle { name, id } => (
                format!("which items are applied for depends on `{name}`, which the bundle does not ask"),
                format!("add `fact: {id}` to the bundle's `form`"),
            ),
            Self::NeedsLater { item, need } => (
                format!("`{item}` waits for `{need}`, which does not stand before it in the bundle"),
                "write items in the order in which they are handled".into(),
            ),
            Self::ValueTwice { id } => (
                format!("the value `{id}` stands twice"),
                "remove one of them".into(),
            ),
            Self::YearTwice { year } => (
                format!("the year {year} is defined twice"),
                "keep one file for a year".into(),
            ),
            Self::FieldTwice { fact } => (
                format!("the form asks `{fact}` twice"),
                "ask it once; later pages can read it".into(),
            ),
            Self::NotAskedFor { material } => (
                format!("the item does not ask for `{material}`"),
                "name another material of this item".into(),
            ),
            Self::NoSuchValue { fact, value, near } => (
                format!("`{fact}` has no value `{value}`"),
                did_you_mean(*near, || "use the ids of its values".into()),
            ),
            Self::NotADate { text } => (
                format!("`{text}` is no date of the calendar"),
                "write `YYYY-MM-DD`, such as `2025-07-10`".into(),
            ),
            Self::NotANumber { text } => (
                format!("`{text}` is not a decimal number"),
                "write digits with at most one point, such as `8321.50`".into(),
            ),
            Self::NotInYear { date, year } => (
                format!("`{date}` does not lie in {year}"),
                "write it in the file of its own year".into(),
            ),
            Self::NotAWeekend { date } => (
                format!("`{date}` is no Saturday or Sunday"),
                "`workdays` lists only weekend days that are worked".into(),
            ),
            Self::NotARegion { code } => (
                format!("`{code}` is no region code"),
                "write the six digits of GB/T 2260 in quotes".into(),
            ),
            Self::NotALocale { text } => (
                format!("`{text}` is no language of the catalogue"),
                "write `zh-Hans`, `zh-Hant` or `en`".into(),
            ),
            Self::LocalesStart => (
                "`locales` starts with `zh-Hans`".into(),
                "zh-Hans is the source of all texts; put it first".into(),
            ),
            Self::ParameterKind { kind } => (
                format!("a parameter is a number, not `{kind}`"),
                "write `type: number`; other values are functions".into(),
            ),
            Self::UntilBeforeFrom => (
                "`until` lies before `from`".into(),
                "both days are included".into(),
            ),
            Self::RowsOverlap { parameter, on } => (
                format!("two rows of `{parameter}` are in force on {on}"),
                "end the earlier row the day before".into(),
            ),
            Self::MinAboveMax => ("`min` is greater than `max`".into(), "swap them".into()),
            Self::RowsOfGroup => (
                "a group has at least as many rows at most as at least".into(),
                "mend `min-rows` or `max-rows`".into(),
            ),
            Self::PurposeMissing { fact } => (
                format!("the personal fact `{fact}` needs a `purpose`"),
                "say in one line why it is asked (个人信息保护法 asks for it)".into(),
            ),
            Self::SourceMissing { basis } => (
                format!("the basis `{basis}` does not say where it was read"),
                "add `source: <where, with date>`, or make it `kind: unverified`".into(),
            ),
            Self::EnumWithoutFact => (
                "an enumeration needs `of`".into(),
                "add `of: <id of the fact whose values it has>`".into(),
            ),
            Self::NotAnEnumeration { id } => (
                format!("`{id}` is no enumeration"),
                "name a fact of `type: enum`".into(),
            ),
            Self::ListWithoutItems => (
                "a list needs `items`".into(),
                "add `items: {type: …}`".into(),
            ),
            Self::CannotChooseFormat { fact } => (
                format!("`{fact}` is no enumeration, so it cannot choose a format"),
                "name a fact of `type: enum`".into(),
            ),
            Self::NotInRows { fact } => (
                format!("`{fact}` is no fact of the group's rows"),
                "name one of its `fields`".into(),
            ),
            Self::GroupInGroup { fact } => (
                format!("`{fact}` holds groups itself"),
                "groups are nested two deep at most".into(),
            ),
            Self::ColumnsOfNoGroup { fact } => (
                format!("`{fact}` is no group, so it has no columns"),
                "remove `columns`, or name a fact of `type: group`".into(),
            ),
            Self::NotAColumn { column, group } => (
                format!("`{column}` is no column of `{group}`"),
                "add it to the group's `fields` in the dictionary".into(),
            ),
            Self::ColumnOutsideRows { column, group } => (
                format!("`{column}` is a column of `{group}` and has no single value here"),
                format!("speak of the rows: `count({group}[{column} = …])`, `some 行 in {group} satisfies 行.{column} = …`"),
            ),
            Self::NotOnThePages { fact } => (
                format!("no page of the item asks `{fact}`"),
                "name a fact of the form, or leave `focus` out".into(),
            ),
            Self::NoWay { material } => (
                format!("nobody can satisfy the material `{material}`"),
                "add at least `ways: [{kind: provided}]`".into(),
            ),
            Self::WayNeeds { material, key, why } => (
                format!("this way of `{material}` needs `{key}`"),
                format!("add `{key}`: {}", why.en()),
            ),
            Self::AutomaticWay => (
                "only `shared` and `fetched` are taken by themselves".into(),
                "remove `automatic`; the person chooses this way".into(),
            ),
            Self::RiskNeverFires => (
                "this risk point never fires".into(),
                "add `when`, or make the risk `needs: case`".into(),
            ),
            Self::AheadTooFar { most } => (
                format!("`ahead-months` is at most {most}"),
                "tell people a few months before".into(),
            ),
            Self::RouteWithoutEnd => (
                "the last route has a `when`, so some applications go nowhere".into(),
                "add a last route without `when`".into(),
            ),
            Self::Cycle { label, path } => (
                format!("the {label} depends on itself: {path}"),
                "a hidden field counts as absent, so what shows it must not look at it, nor at what it decides; ask a fact that decides both".into(),
            ),
            Self::CallsItself { function } => (
                format!("the function `{function}` calls itself"),
                "write it without recursion, with `for`, or as a table".into(),
            ),
            Self::TextNotClosed => ("`{` is not closed".into(), HOLE.into()),
            Self::TextNotOpened => ("`}` without `{`".into(), HOLE.into()),
            Self::TextHoleEmpty => ("there is nothing between `{` and `}`".into(), HOLE.into()),
            Self::NotAStyle { text } => (
                format!("`{text}` is no way to show a value"),
                "write `{月数 | age}` (60周岁2个月), `{月数 | years}` (15年) or `{n | month/months}`".into(),
            ),
            Self::TableFileUnused { path } => (
                format!("no function names `{path}`"),
                "name it under `table` by `file`, or remove it".into(),
            ),
            Self::NoTableFile { path } => (
                format!("there is no table file `{path}`"),
                "name a `.csv` or `.dmn` file beside this one".into(),
            ),
            Self::NotCsv { file, reason } => (
                format!("`{file}` is no CSV: {reason}"),
                "save it as CSV in UTF-8".into(),
            ),
            Self::NoColumns => (
                "the table has no columns".into(),
                "write a line that names them, outputs behind `→`".into(),
            ),
            Self::PolicyTwice { dmn } => (
                "the hit policy is written twice, and not the same".into(),
                if *dmn {
                    "leave `policy` out: the DMN file has one".into()
                } else {
                    "write it in the file's first line or here, not both".into()
                },
            ),
            Self::NoPolicy => (
                "nothing says which rows answer".into(),
                "write the hit policy in the first line, such as `U`, or by `policy` where the file is named".into(),
            ),
            Self::InputBehindOutput => (
                "an input column stands behind an output column".into(),
                "write all inputs first; names of outputs begin with `→`".into(),
            ),
            Self::NoOutput => (
                "no column is an output".into(),
                "begin the names of output columns with `→`".into(),
            ),
            Self::WhichDecision => (
                "the file has more than one decision, or none".into(),
                "name the decision whose table is meant by `decision`".into(),
            ),
            Self::TableUnproved => (
                "the table cannot be proved complete".into(),
                "write cells of constants, ranges and enumeration values, or add `default` and a `reason` for it".into(),
            ),
            Self::NoLayout => (
                "this expression has no layout that reads back the same".into(),
                "move its comments to lines of their own, or write it in another way".into(),
            ),
            Self::LayoutChanges => (
                "laying out this file would change a value in it, so it was left as it is".into(),
                "write the rules of this file as plain values or as blocks that start with `|`".into(),
            ),
        }
    }
}

/// The mend of a broken text with expressions.
const HOLE: &str = "write `{expression}`, such as `还差{最低缴费月数 - 缴费月数}个月`";
