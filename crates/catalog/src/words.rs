//! Every rule of a catalogue as a sentence, beside its expression and its basis: for people who review the law in it.
//!
//! Made when compiling; nothing of it goes into the module.

use crate::authored::{
    Authored, Body, Decides, Fact, FactType, Function, Item, Required, RuleAt, Table, Word,
};
use crate::check::Checked;
use crate::finding::Findings;
use crate::lower::Shared;
use crate::lower::functions::FunctionScope;
use crate::lower::item::slots::{ItemScope, Slots};
use crate::lower::types::{declared, fact_type};
use crate::names::{APPLICATION_DATE, INSURED_REGION, Names, Thing};
use crate::traditional::Traditional;
use std::collections::{BTreeSet, VecDeque};
use tongban_dmn::Policy;
use tongban_feel::ast::ExprKind;
use tongban_feel::format::{self, Layout, known_names};
use tongban_feel::words::{Sentence, Speaker, TableWords, Vocabulary, row};
use tongban_feel::{Compiler, Profile, Scope, Type};

/// A rule in words.
#[derive(Debug, Clone)]
pub struct RuleWords {
    /// Id of the item; none for the dictionary and for functions.
    pub item: Option<String>,
    /// What it decides, such as `condition:months`, `fact:requiredMonths`, `function:province`.
    pub of: String,
    /// What it decides, in Chinese.
    pub title: String,
    /// The expression on one line, or the table's rows on one line each.
    pub expression: String,
    /// What it says.
    pub sentence: Sentence,
    /// Titles of the cited sources.
    pub basis: Vec<String>,
}

/// Where rules of a table are cited to have more than one answer, or one.
const fn policy_words(policy: Policy) -> &'static str {
    match policy {
        Policy::Unique | Policy::Any => "按下列规定确定",
        Policy::First => "按下列规定依次判断，以最先符合的为准",
        Policy::Priority => "按下列规定确定，有几项符合的，以结果顺序在前的为准",
        Policy::RuleOrder | Policy::Collect => "按下列规定列出全部符合的结果",
        Policy::OutputOrder => "按下列规定列出全部符合的结果，并按结果的顺序排列",
        Policy::Sum => "按下列规定确定，符合的各项相加",
        Policy::Count => "按下列规定确定，取符合的项数",
        Policy::Min => "按下列规定确定，取符合的各项中最小的",
        Policy::Max => "按下列规定确定，取符合的各项中最大的",
    }
}

/// All rules in words: those of one item (by id or code) with the facts and functions that they lead to, or all.
#[must_use]
pub fn words(checked: &Checked, item: Option<&str>) -> Vec<RuleWords> {
    let mut unseen = Findings::default();
    let names = Names::of(&checked.authored, &checked.sources, &mut unseen);
    let writer = Writer {
        shared: Shared {
            authored: &checked.authored,
            names: &names,
            sources: &checked.sources,
        },
    };
    let authored = &checked.authored;
    let mut all = Vec::new();
    match item {
        None => {
            all.extend(authored.facts.iter().filter_map(|fact| writer.fact(fact)));
            all.extend(
                authored
                    .functions
                    .iter()
                    .filter_map(|one| writer.function(one)),
            );
            for item in &authored.items {
                all.extend(writer.item(item));
            }
        }
        Some(id) => {
            let found = authored
                .items
                .iter()
                .find(|item| item.id.value == id || item.code.value.eq_ignore_ascii_case(id));
            if let Some(item) = found {
                all.extend(writer.item(item));
                all.extend(writer.definitions(item));
            }
        }
    }
    all
}

/// Chinese as it is read in a language: converted for `zh-Hant`, else as it is.
pub struct Reader {
    tables: Option<Traditional>,
}

impl Reader {
    /// For a language.
    #[must_use]
    pub fn new(lang: &str) -> Self {
        Self {
            tables: (lang == "zh-Hant").then(Traditional::new),
        }
    }

    /// The words as they are read there.
    #[must_use]
    pub fn read(&self, words: &str) -> String {
        self.tables
            .as_ref()
            .map_or_else(|| words.to_owned(), |tables| tables.convert(words))
    }
}

impl Reader {
    /// A message as it is read there; what stands in backticks is input and stays as it is.
    #[must_use]
    pub fn said(&self, message: &str) -> String {
        if self.tables.is_none() {
            return message.to_owned();
        }
        let parts = message.split('`').enumerate();
        let parts = parts.map(|(at, part)| match at % 2 {
            0 => self.read(part),
            _ => part.to_owned(),
        });
        parts.collect::<Vec<_>>().join("`")
    }
}

/// The dictionary of a catalogue.
pub struct Dictionary<'a> {
    authored: &'a Authored,
    names: &'a Names,
}

impl<'a> Dictionary<'a> {
    /// Of a catalogue with its names.
    #[must_use]
    pub const fn new(authored: &'a Authored, names: &'a Names) -> Self {
        Self { authored, names }
    }

    fn fact(&self, name: &str) -> Option<&'a Fact> {
        match self.names.rule(name)? {
            Thing::Fact(index) => self.authored.facts.get(index),
            _ => None,
        }
    }
}

impl Vocabulary for Dictionary<'_> {
    fn name(&self, name: &str) -> Option<String> {
        for (id, zh) in [APPLICATION_DATE, INSURED_REGION] {
            if name == id || name == zh {
                return Some(zh.to_owned());
            }
        }
        let authored = self.authored;
        let zh = match self.names.rule(name)? {
            Thing::Fact(index) => authored.facts.get(index)?.name.zh(),
            Thing::Parameter(index) => authored.parameters.get(index)?.name.zh(),
            Thing::Function(index) => authored.functions.get(index)?.name.zh(),
            Thing::Format(format, part) => {
                let format = authored.formats.get(format)?;
                format.functions.get(part)?.name.zh()
            }
        };
        Some(zh.to_owned())
    }

    fn unit(&self, id: &str) -> Option<String> {
        let units = &self.authored.catalog.as_ref()?.units;
        let unit = units.iter().find(|unit| unit.id.value == id)?;
        Some(unit.name.zh().to_owned())
    }

    fn truth(&self, name: &str) -> Option<(String, String)> {
        let said = self.fact(name)?.said.as_ref()?;
        Some((said.yes.value.clone(), said.no.value.clone()))
    }
}

struct Writer<'a> {
    shared: Shared<'a>,
}

impl<'a> Writer<'a> {
    fn dictionary(&self) -> Dictionary<'a> {
        Dictionary::new(self.shared.authored, self.shared.names)
    }

    fn basis(&self, ids: &[Word]) -> Vec<String> {
        let bases = &self.shared.authored.bases;
        ids.iter()
            .filter_map(|id| bases.iter().find(|basis| basis.id.value == id.value))
            .map(|basis| match basis.kind {
                tongban_image::BasisKind::Unverified => {
                    format!("{}（依据待核）", basis.title.zh())
                }
                _ => basis.title.zh().to_owned(),
            })
            .collect()
    }

    /// The sentence of an expression.
    fn say(
        &self,
        source: &str,
        scope: &dyn Scope,
        parameters: &[(String, Type)],
        expected: Option<&Type>,
    ) -> Sentence {
        let mut compiler = Compiler::new(scope, Profile::Strict, parameters);
        let (expr, types, _) = compiler.typed_expression(source, expected);
        Speaker::new(&types, scope, &self.dictionary()).sentence(&expr, expected)
    }

    fn item(&self, item: &'a Item) -> Vec<RuleWords> {
        let slots = Slots::of(self.shared, item);
        let mut all = Vec::new();
        for at in item.rules() {
            let group = at
                .group
                .and_then(|group| self.shared.names.facts.get(&group.value));
            let present = match at.decides {
                Decides::Check(field, _) => self.shared.names.facts.get(&field.fact.value),
                _ => None,
            };
            let scope = ItemScope {
                slots: &slots,
                group,
                present,
            };
            let (of, title, basis) = self.about(&at, item);
            let expected = match at.decides {
                Decides::SuggestFrom(_) => Type::Date.optional(),
                _ => Type::Boolean,
            };
            all.push(RuleWords {
                item: Some(item.id.value.clone()),
                of,
                title,
                expression: one_line(&at.rule.text),
                sentence: self.say(&at.rule.text, &scope, &[], Some(&expected)),
                basis: self.basis(&basis),
            });
        }
        all
    }

    /// Id, title and sources of what a rule of an item decides.
    fn about(&self, at: &RuleAt<'a>, item: &'a Item) -> (String, String, Vec<Word>) {
        let field_name = |field: &crate::authored::Field| {
            let label = field.label.as_ref().map(|label| label.zh().to_owned());
            label
                .or_else(|| self.dictionary().name(&field.fact.value))
                .unwrap_or_else(|| field.fact.value.clone())
        };
        let path = |field: &crate::authored::Field| match at.group {
            Some(group) => format!("{}.{}", group.value, field.fact.value),
            None => field.fact.value.clone(),
        };
        let material = |id: &Word| {
            let materials = &self.shared.authored.materials;
            let found = materials.iter().find(|one| one.id.value == id.value);
            found.map_or_else(|| id.value.clone(), |one| one.name.zh().to_owned())
        };
        match at.decides {
            Decides::Visible(field) => (
                format!("visible:{}", path(field)),
                format!("填写“{}”的情形", field_name(field)),
                Vec::new(),
            ),
            Decides::Required(field) => (
                format!("required:{}", path(field)),
                format!("必须填写“{}”的情形", field_name(field)),
                Vec::new(),
            ),
            Decides::Check(field, check) => (
                format!("check:{}", check.id.value),
                format!("“{}”应当符合", field_name(field)),
                check.basis.clone(),
            ),
            Decides::Condition(condition) => (
                format!("condition:{}", condition.id.value),
                format!("受理条件：{}", condition.name.zh()),
                condition.basis.clone(),
            ),
            Decides::Material(one) => (
                format!("material:{}", one.material.value),
                format!("需要“{}”的情形", material(&one.material)),
                one.basis.clone(),
            ),
            Decides::Way(one, way) => {
                let place = one.ways.iter().position(|other| other.at == way.at);
                let number = place.map_or(1, |place| place + 1);
                (
                    format!("way:{}/{number}", one.material.value),
                    format!(
                        "“{}”可以按第{number}种方式满足的情形",
                        material(&one.material)
                    ),
                    one.basis.clone(),
                )
            }
            Decides::Risk(risk) => {
                let risks = &self.shared.authored.risks;
                let found = risks.iter().find(|one| one.code.value == risk.risk.value);
                (
                    format!("risk:{}", risk.id.value),
                    found.map_or_else(
                        || "风险点".to_owned(),
                        |one| format!("风险点：{}", one.name.zh()),
                    ),
                    found.map(|one| one.basis.clone()).unwrap_or_default(),
                )
            }
            Decides::Route(route) => (
                format!("route:{}", route.id.value),
                "去向".to_owned(),
                item.basis.clone(),
            ),
            Decides::Deadline(deadline) => (
                format!("deadline:{}", deadline.id.value),
                "时限".to_owned(),
                deadline.promised.basis.clone(),
            ),
            Decides::SuggestFrom(_) => (
                "suggest:from".to_owned(),
                "可以申请的第一天".to_owned(),
                Vec::new(),
            ),
            Decides::SuggestUnless(one) => (
                format!("suggest:{}", one.id.value),
                format!("不提示办理的情形：{}", one.text.zh()),
                Vec::new(),
            ),
            Decides::Computed(_) | Decides::Function(_) | Decides::Member(_) => {
                (String::new(), String::new(), Vec::new())
            }
        }
    }

    fn fact(&self, fact: &Fact) -> Option<RuleWords> {
        let rule = fact.computed.as_ref()?;
        let slots = Slots::free(self.shared);
        let scope = ItemScope {
            slots: &slots,
            group: None,
            present: None,
        };
        let index = self.shared.names.facts.get(&fact.id.value)?;
        let expected = fact_type(&self.shared, index, &|_, _| false);
        Some(RuleWords {
            item: None,
            of: format!("fact:{}", fact.id.value),
            title: fact.name.zh().to_owned(),
            expression: one_line(&rule.text),
            sentence: self.say(&rule.text, &scope, &[], Some(&expected)),
            basis: self.basis(&fact.basis),
        })
    }

    fn function(&self, function: &Function) -> Option<RuleWords> {
        let mut unseen = Findings::default();
        let mut parameters = Vec::new();
        for (name, of) in &function.params {
            let ty = declared(&self.shared, of, &mut unseen)?;
            parameters.push((name.value.clone(), ty));
        }
        let result = declared(&self.shared, &function.returns, &mut unseen)?;
        let scope = FunctionScope {
            shared: self.shared,
        };
        let (expression, sentence) = match &function.body {
            Body::Rule(rule) => (
                one_line(&rule.text),
                self.say(&rule.text, &scope, &parameters, Some(&result)),
            ),
            Body::Table(table) => (
                table_text(table),
                self.table(table, &scope, &parameters, &result),
            ),
            Body::File(_) => return None,
        };
        let names: Vec<&str> = parameters.iter().map(|(name, _)| name.as_str()).collect();
        Some(RuleWords {
            item: None,
            of: format!("function:{}", function.id.value),
            title: format!("{}（{}）", function.name.zh(), names.join("，")),
            expression,
            sentence,
            basis: self.basis(&function.basis),
        })
    }

    fn table(
        &self,
        table: &Table,
        scope: &dyn Scope,
        parameters: &[(String, Type)],
        result: &Type,
    ) -> Sentence {
        let dictionary = self.dictionary();
        let mut compiler = Compiler::new(scope, Profile::Strict, parameters);
        let mut inputs = Vec::new();
        for input in &table.inputs {
            let (expr, types, typed) = compiler.typed_expression(&input.expression.value, None);
            let said = Speaker::new(&types, scope, &dictionary).sentence(&expr, None);
            inputs.push((said.line(), typed));
        }
        let field = |place: usize| -> (String, Type) {
            let ty = match result.present() {
                Type::List(item) => item.present(),
                other => other,
            };
            let Some(output) = table.outputs.get(place) else {
                return (String::new(), ty.clone());
            };
            let name = output.name.as_ref().unwrap_or(&output.id).value.clone();
            let found = match ty {
                Type::Context(fields) => fields
                    .iter()
                    .find(|field| field.key == output.id.value)
                    .map(|field| field.ty.clone()),
                _ => None,
            };
            (name, found.unwrap_or(Type::Any))
        };
        let mut rows = Vec::new();
        let mut say = |cells: &[Word], asked: usize| {
            let mut words = TableWords::default();
            for ((subject, typed), cell) in inputs.iter().zip(cells.iter().take(asked)) {
                let (tests, types) = compiler.typed_tests(&cell.value, typed);
                let speaker = Speaker::new(&types, scope, &dictionary).inside();
                words.asks.extend(speaker.tests(&tests, subject, &typed.ty));
            }
            for (place, cell) in cells.iter().skip(asked).enumerate() {
                let (name, ty) = field(place);
                let (expr, types, _) = compiler.typed_expression(&cell.value, Some(&ty));
                let speaker = Speaker::new(&types, scope, &dictionary).inside();
                words.gives.push((name, speaker.sentence(&expr, Some(&ty))));
            }
            words
        };
        for cells in &table.rows {
            rows.push(row(&say(cells, inputs.len())));
        }
        if let Some(default) = &table.default {
            let mut words = say(default, 0);
            words.otherwise = true;
            rows.push(row(&words));
        }
        Sentence::numbered(policy_words(table.policy), &rows)
    }

    /// The computed facts and the functions that the rules of an item lead to, nearest first.
    fn definitions(&self, item: &Item) -> Vec<RuleWords> {
        let shared = self.shared;
        let mut seen: BTreeSet<(bool, usize)> = BTreeSet::new();
        let mut queue: VecDeque<String> =
            item.rules().iter().map(|at| at.rule.text.clone()).collect();
        let mut all = Vec::new();
        let names = known_names([]);
        // Computed facts that the form shows count too.
        for (_, field) in item.fields() {
            queue.push_back(field.fact.value.clone());
            if let Required::When(rule) = &field.required {
                queue.push_back(rule.text.clone());
            }
        }
        while let Some(source) = queue.pop_front() {
            let (expr, _) = tongban_feel::parse::expression(&source, &names);
            let mut found = Vec::new();
            expr.visit(&mut |part| {
                if let ExprKind::Name(name) = &part.kind {
                    found.extend(shared.names.rule(name));
                }
            });
            for thing in found {
                let said = match thing {
                    Thing::Fact(index) if seen.insert((true, index)) => {
                        let fact = shared.authored.facts.get(index);
                        if let Some(Fact {
                            kind: FactType::Group { fields, .. },
                            ..
                        }) = fact
                        {
                            queue.extend(fields.iter().map(|field| field.value.clone()));
                        }
                        queue.extend(
                            fact.and_then(|fact| fact.computed.as_ref())
                                .map(|rule| rule.text.clone()),
                        );
                        fact.and_then(|fact| self.fact(fact))
                    }
                    Thing::Function(index) if seen.insert((false, index)) => {
                        let function = shared.authored.functions.get(index);
                        match function.map(|function| &function.body) {
                            Some(Body::Rule(rule)) => queue.push_back(rule.text.clone()),
                            Some(Body::Table(table)) => {
                                let inputs = table.inputs.iter().map(|input| &input.expression);
                                let cells = table.rows.iter().flatten().chain(inputs);
                                queue.extend(cells.map(|cell| cell.value.clone()));
                            }
                            Some(Body::File(_)) | None => {}
                        }
                        function.and_then(|function| self.function(function))
                    }
                    _ => None,
                };
                all.extend(said);
            }
        }
        all
    }
}

/// The canonical text on one line; as written where it cannot be read.
fn one_line(source: &str) -> String {
    format::expression(source, &known_names([]), Layout::Line)
        .unwrap_or_else(|_| source.trim().to_owned())
}

fn table_text(table: &Table) -> String {
    let cells = |cells: &[Word]| {
        let cells: Vec<&str> = cells.iter().map(|cell| cell.value.as_str()).collect();
        cells.join(" | ")
    };
    let inputs = table.inputs.iter().map(|input| input.expression.clone());
    let inputs: Vec<Word> = inputs.collect();
    let mut lines = vec![cells(&inputs)];
    lines.extend(table.rows.iter().map(|row| cells(row)));
    lines.extend(table.default.as_deref().map(cells));
    lines.join("\n")
}
