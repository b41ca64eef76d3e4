//! Every id and name of the catalogue, each once.

use crate::authored::{Authored, FactType, Word};
use crate::finding::Findings;
use crate::problem::{Aside, Noun, Problem};
use crate::source::{Place, Sources};
use crate::suggest::did_you_mean;
use crate::text::Text;
use std::collections::{BTreeMap, BTreeSet};
use tongban_feel::parse::is_one_word;

/// What a name in a rule stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thing {
    /// A fact by dictionary index.
    Fact(usize),
    /// A parameter by index.
    Parameter(usize),
    /// A function by index.
    Function(usize),
    /// A part of a format: format index and part.
    Format(usize, usize),
}

/// One kind of thing: ids to places in its authored list.
#[derive(Debug, Clone, Default)]
pub struct Ids {
    what: Noun,
    ids: BTreeMap<String, (usize, Place)>,
    /// A file of this kind could not be read whole: what is not here may be there.
    partial: bool,
}

impl Ids {
    fn of<'a>(what: Noun, words: impl Iterator<Item = &'a Word>, findings: &mut Findings) -> Self {
        let mut ids: BTreeMap<String, (usize, Place)> = BTreeMap::new();
        for (index, word) in words.enumerate() {
            if let Some((_, first)) = ids.get(&word.value) {
                findings.error_beside(
                    word.at,
                    &Problem::DefinedTwice {
                        what,
                        id: &word.value,
                    },
                    &[(*first, Aside::FirstDefined)],
                );
                continue;
            }
            ids.insert(word.value.clone(), (index, word.at));
        }
        Self {
            what,
            ids,
            partial: false,
        }
    }

    /// The index of an id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<usize> {
        self.ids.get(id).map(|(index, _)| *index)
    }

    /// The ids in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.ids.keys().map(String::as_str)
    }

    /// The index of an id, or a finding.
    pub fn find(&self, word: &Word, findings: &mut Findings) -> Option<usize> {
        let found = self.get(&word.value);
        if found.is_none() && !self.partial {
            findings.error(word.at, &self.unknown(&word.value));
        }
        found
    }

    /// What is wrong with an id that nothing has.
    #[must_use]
    pub fn unknown<'a>(&'a self, id: &'a str) -> Problem<'a> {
        Problem::UnknownId {
            what: self.what,
            id,
            there: self.ids.len(),
            near: did_you_mean(id, self.iter()),
        }
    }
}

/// All ids and all names of rules.
#[derive(Debug, Clone, Default)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Names {
    pub bases: Ids,
    pub facts: Ids,
    pub formats: Ids,
    pub parameters: Ids,
    pub functions: Ids,
    pub materials: Ids,
    pub risks: Ids,
    pub channels: Ids,
    pub levels: Ids,
    pub regions: Ids,
    pub units: Ids,
    pub items: Ids,
    pub bundles: Ids,
    rules: BTreeMap<String, (Thing, Place)>,
    /// Those names of rules that are more than one word: none, or what is wrong with them is found.
    phrases: Vec<String>,
    /// The groups in whose rows a fact stands, in order, by dictionary index.
    groups: BTreeMap<usize, Vec<usize>>,
}

/// The application date: id and name.
pub const APPLICATION_DATE: (&str, &str) = ("applicationDate", "申请日期");
/// The insured region: id and name.
pub const INSURED_REGION: (&str, &str) = ("insuredRegion", "参保地");

impl Names {
    /// Collects all ids and names; what is wrong with them becomes findings.
    pub fn of(authored: &Authored, sources: &Sources, findings: &mut Findings) -> Self {
        let broken: Vec<String> = findings.files_with_errors(sources);
        let partial = |kind: &str| broken.iter().any(|path| path.starts_with(kind));
        let catalog = authored.catalog.as_ref();
        let channels = catalog
            .map(|catalog| catalog.channels.as_slice())
            .unwrap_or_default();
        let levels = catalog
            .map(|catalog| catalog.levels.as_slice())
            .unwrap_or_default();
        let regions = catalog
            .map(|catalog| catalog.regions.as_slice())
            .unwrap_or_default();
        let units = catalog
            .map(|catalog| catalog.units.as_slice())
            .unwrap_or_default();
        let mut names = Self {
            bases: Ids::of(
                Noun::new("依据", "basis"),
                authored.bases.iter().map(|one| &one.id),
                findings,
            ),
            facts: Ids::of(
                Noun::new("数据项", "fact"),
                authored.facts.iter().map(|one| &one.id),
                findings,
            ),
            formats: Ids::of(
                Noun::new("格式", "format"),
                authored.formats.iter().map(|one| &one.id),
                findings,
            ),
            parameters: Ids::of(
                Noun::new("参数", "parameter"),
                authored.parameters.iter().map(|one| &one.id),
                findings,
            ),
            functions: Ids::of(
                Noun::new("函数", "function"),
                authored.functions.iter().map(|one| &one.id),
                findings,
            ),
            materials: Ids::of(
                Noun::new("材料", "material"),
                authored.materials.iter().map(|one| &one.id),
                findings,
            ),
            risks: Ids::of(
                Noun::new("风险", "risk"),
                authored.risks.iter().map(|one| &one.code),
                findings,
            ),
            channels: Ids::of(
                Noun::new("渠道", "channel"),
                channels.iter().map(|one| &one.id),
                findings,
            ),
            levels: Ids::of(
                Noun::new("机构层级", "office level"),
                levels.iter().map(|one| &one.id),
                findings,
            ),
            regions: Ids::of(
                Noun::new("地区", "region"),
                regions.iter().map(|one| &one.code),
                findings,
            ),
            units: Ids::of(
                Noun::new("单位", "unit"),
                units.iter().map(|one| &one.id),
                findings,
            ),
            items: Ids::of(
                Noun::new("事项", "item"),
                authored.items.iter().map(|one| &one.id),
                findings,
            ),
            bundles: Ids::of(
                Noun::new("打包办", "bundle"),
                authored.bundles.iter().map(|one| &one.id),
                findings,
            ),
            rules: BTreeMap::new(),
            phrases: Vec::new(),
            groups: BTreeMap::new(),
        };
        let codes = authored.items.iter().map(|one| &one.code);
        let codes = codes.chain(authored.bundles.iter().map(|one| &one.code));
        Ids::of(
            Noun::new("事项代码", "item or bundle with the code"),
            codes,
            findings,
        );
        for bundle in &authored.bundles {
            // Both are opened by id.
            if names.items.get(&bundle.id.value).is_some() {
                let id = &bundle.id.value;
                findings.error(bundle.id.at, &Problem::IdOfItem { id });
            }
        }
        Ids::of(
            Noun::new("材料代码", "material with the code"),
            authored.materials.iter().map(|one| &one.code),
            findings,
        );
        Ids::of(
            Noun::new("提示语", "message"),
            authored.messages.iter().map(|one| &one.key),
            findings,
        );
        names.bases.partial = partial("bases");
        names.facts.partial = partial("facts");
        names.formats.partial = partial("formats");
        names.parameters.partial = partial("parameters");
        names.functions.partial = partial("functions");
        names.materials.partial = partial("materials");
        names.items.partial = partial("items") || partial("reserve");
        names.risks.partial = partial("risks");
        for ids in [
            &mut names.channels,
            &mut names.levels,
            &mut names.regions,
            &mut names.units,
        ] {
            ids.partial = partial("catalog.yaml");
        }
        names.shapes(authored, findings);
        names.collect(authored, findings);
        let phrases = names.rule_names().filter(|name| !is_one_word(name));
        names.phrases = phrases.map(str::to_owned).collect();
        names.groups = names.columns(authored);
        names
    }

    /// Whether names of rules may stand in a file that could not be read.
    #[must_use]
    pub const fn lacks_rules(&self) -> bool {
        self.facts.partial
            || self.parameters.partial
            || self.functions.partial
            || self.formats.partial
    }

    /// What a name in a rule stands for, Chinese name or ASCII id.
    #[must_use]
    pub fn rule(&self, name: &str) -> Option<Thing> {
        self.rules.get(name).map(|(thing, _)| *thing)
    }

    /// All names that rules may use.
    pub fn rule_names(&self) -> impl Iterator<Item = &str> {
        self.rules.keys().map(String::as_str)
    }

    /// The names of rules that are more than one word.
    pub fn rule_phrases(&self) -> impl Iterator<Item = &str> {
        self.phrases.iter().map(String::as_str)
    }

    /// The groups of which a fact is a column, by dictionary index, in order.
    #[must_use]
    pub fn groups_of(&self, fact: usize) -> &[usize] {
        self.groups.get(&fact).map_or(&[], Vec::as_slice)
    }

    fn columns(&self, authored: &Authored) -> BTreeMap<usize, Vec<usize>> {
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (group, fact) in authored.facts.iter().enumerate() {
            let FactType::Group { fields, .. } = &fact.kind else {
                continue;
            };
            let columns: BTreeSet<usize> = (fields.iter())
                .filter_map(|field| self.facts.get(&field.value))
                .collect();
            for column in columns {
                groups.entry(column).or_default().push(group);
            }
        }
        groups
    }

    fn collect(&mut self, authored: &Authored, findings: &mut Findings) {
        for (index, fact) in authored.facts.iter().enumerate() {
            self.enter(Thing::Fact(index), &fact.id, &fact.name, findings);
        }
        for (index, parameter) in authored.parameters.iter().enumerate() {
            self.enter(
                Thing::Parameter(index),
                &parameter.id,
                &parameter.name,
                findings,
            );
        }
        for (index, function) in authored.functions.iter().enumerate() {
            self.enter(
                Thing::Function(index),
                &function.id,
                &function.name,
                findings,
            );
        }
        for (index, format) in authored.formats.iter().enumerate() {
            for (number, function) in format.functions.iter().enumerate() {
                self.enter(
                    Thing::Format(index, number),
                    &function.id,
                    &function.name,
                    findings,
                );
            }
        }
    }

    fn enter(&mut self, thing: Thing, id: &Word, name: &Text, findings: &mut Findings) {
        let camel = id
            .value
            .starts_with(|first: char| first.is_ascii_lowercase())
            && id.value.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !camel {
            findings.error(id.at, &Problem::BadRuleId { id: &id.value });
        }
        check_rule_name(&name.zh, findings);
        for word in [id, &name.zh] {
            if [
                APPLICATION_DATE.0,
                APPLICATION_DATE.1,
                INSURED_REGION.0,
                INSURED_REGION.1,
            ]
            .contains(&word.as_str())
            {
                findings.error(word.at, &Problem::BuiltIn { name: &word.value });
            } else if let Some((other, first)) = self.rules.get(&word.value) {
                // The same id in the same list is already found.
                let found = std::ptr::eq(word, id)
                    && std::mem::discriminant(other) == std::mem::discriminant(&thing);
                if word.at != *first && *other != thing && !found {
                    findings.error_beside(
                        word.at,
                        &Problem::NameTaken { name: &word.value },
                        &[(*first, Aside::Taken)],
                    );
                }
            } else {
                self.rules.insert(word.value.clone(), (thing, word.at));
            }
        }
    }

    fn shapes(&self, authored: &Authored, findings: &mut Findings) {
        let kebab = |word: &Word| {
            word.value
                .starts_with(|first: char| first.is_ascii_lowercase())
                && word
                    .value
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        };
        let items = authored.items.iter().map(|one| &one.id);
        let materials = authored.materials.iter().map(|one| &one.id);
        let formats = authored.formats.iter().map(|one| &one.id);
        let bundles = authored.bundles.iter().map(|one| &one.id);
        for word in items.chain(materials).chain(formats).chain(bundles) {
            if !kebab(word) {
                findings.error(word.at, &Problem::BadId { id: &word.value });
            }
        }
    }
}

/// Names of rules are letters and digits of any script; punctuation would end them or be taken for a part of them.
fn check_rule_name(name: &Word, findings: &mut Findings) {
    const WORDS: [&str; 16] = [
        "if",
        "then",
        "else",
        "for",
        "in",
        "return",
        "some",
        "every",
        "satisfies",
        "and",
        "or",
        "not",
        "between",
        "true",
        "false",
        "null",
    ];
    let wrong = name.value.chars().find(|c| {
        let full_width =
            ('\u{3000}'..='\u{303F}').contains(c) || ('\u{FF00}'..='\u{FF65}').contains(c);
        full_width || !(c.is_alphanumeric() || *c == '_')
    });
    if let Some(wrong) = wrong {
        findings.error(
            name.at,
            &Problem::NameHolds {
                name: &name.value,
                wrong,
            },
        );
    } else if name.value.starts_with(|first: char| first.is_ascii_digit())
        || WORDS.contains(&name.as_str())
    {
        findings.error(name.at, &Problem::NotAName { name: &name.value });
    }
}
