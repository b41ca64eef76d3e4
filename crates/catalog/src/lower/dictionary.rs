//! The data dictionary into the image.

use super::{Lowering, not_a_date, not_a_number};
use crate::authored::{self, FactType, Word};
use crate::finding::Findings;
use crate::names::{APPLICATION_DATE, INSURED_REGION};
use crate::problem::{Aside, Problem};
use tongban_image as image;
use tongban_runtime::{Date, Decimal};

impl Lowering<'_> {
    /// All facts; the application date and the insured region stand last.
    pub(super) fn facts(&mut self) -> Vec<image::Fact> {
        let mut facts: Vec<_> = self
            .shared
            .authored
            .facts
            .iter()
            .filter_map(|fact| self.fact(fact))
            .collect();
        let built_in = [
            (
                APPLICATION_DATE,
                "Application date",
                image::FactKind::Date {
                    min: None,
                    max: None,
                },
            ),
            (INSURED_REGION, "Insured region", image::FactKind::Region),
        ];
        for ((id, name), en, kind) in built_in {
            let name = self
                .texts
                .intern(name.to_owned(), None, Some(en.to_owned()));
            facts.push(image::Fact {
                id: id.to_owned(),
                name,
                hint: None,
                kind,
                code: None,
                sensitivity: image::Sensitivity::None,
                purpose: name,
                sources: Vec::new(),
            });
        }
        facts
    }

    fn fact(&mut self, fact: &authored::Fact) -> Option<image::Fact> {
        let name = self.texts.text(&fact.name);
        let purpose = fact
            .purpose
            .as_ref()
            .map_or(name, |text| self.texts.text(text));
        if fact.purpose.is_none()
            && fact.sensitivity != image::Sensitivity::None
            && fact.computed.is_none()
        {
            self.findings.error(
                fact.id.at,
                &Problem::PurposeMissing {
                    fact: &fact.id.value,
                },
            );
        }
        self.bases(&fact.basis);
        Some(image::Fact {
            id: fact.id.value.clone(),
            name,
            hint: fact.hint.as_ref().map(|text| self.texts.text(text)),
            kind: self.kind(fact)?,
            code: fact.code.as_ref().map(|code| code.value.clone()),
            sensitivity: fact.sensitivity,
            purpose,
            sources: fact
                .sources
                .iter()
                .map(|source| source.source.clone())
                .collect(),
        })
    }

    fn kind(&mut self, fact: &authored::Fact) -> Option<image::FactKind> {
        let shared = self.shared;
        Some(match &fact.kind {
            FactType::Boolean => image::FactKind::Boolean,
            FactType::Region => image::FactKind::Region,
            FactType::Number {
                unit,
                min,
                max,
                scale,
            } => {
                if let Some(unit) = unit {
                    shared.names.units.find(unit, &mut self.findings);
                }
                self.ordered(min.as_ref(), max.as_ref(), Decimal::parse, not_a_number);
                let text = |word: &Option<Word>| word.as_ref().map(|word| word.value.clone());
                image::FactKind::Number(image::Domain {
                    min: text(min),
                    max: text(max),
                    scale: *scale,
                    unit: text(unit),
                })
            }
            FactType::Text {
                max_chars,
                long,
                format,
            } => {
                let format = format
                    .as_ref()
                    .and_then(|format| self.format_choice(format));
                image::FactKind::Text {
                    max_chars: *max_chars,
                    format,
                    long: *long,
                }
            }
            FactType::Date { min, max } => {
                self.ordered(min.as_ref(), max.as_ref(), Date::parse, not_a_date);
                let text = |word: &Option<Word>| word.as_ref().map(|word| word.value.clone());
                image::FactKind::Date {
                    min: text(min),
                    max: text(max),
                }
            }
            FactType::Enum(values) => {
                let mut seen = std::collections::BTreeSet::new();
                for value in values {
                    if !seen.insert(value.id.as_str()) {
                        self.findings.error(
                            value.id.at,
                            &Problem::ValueTwice {
                                id: &value.id.value,
                            },
                        );
                    }
                }
                image::FactKind::Enum(
                    values
                        .iter()
                        .map(|value| image::EnumValue {
                            id: value.id.value.clone(),
                            name: self.texts.text(&value.name),
                        })
                        .collect(),
                )
            }
            FactType::Group {
                fields,
                min_rows,
                max_rows,
                unique,
            } => {
                if min_rows > max_rows || *max_rows == 0 {
                    self.findings.error(fact.id.at, &Problem::RowsOfGroup);
                }
                let mut indices = Vec::new();
                for field in fields {
                    if let Some(index) = shared.names.facts.find(field, &mut self.findings) {
                        if self.holds_groups(index) {
                            self.findings
                                .error(field.at, &Problem::GroupInGroup { fact: &field.value });
                            continue;
                        }
                        indices.push(u32::try_from(index).unwrap_or(u32::MAX));
                    }
                }
                let mut alone = Vec::new();
                for field in unique {
                    let index = shared.names.facts.find(field, &mut self.findings);
                    let index = index.and_then(|index| u32::try_from(index).ok());
                    match index.filter(|index| indices.contains(index)) {
                        Some(index) => alone.push(index),
                        None if index.is_some() => self
                            .findings
                            .error(field.at, &Problem::NotInRows { fact: &field.value }),
                        None => {}
                    }
                }
                image::FactKind::Group {
                    fields: indices,
                    unique: alone,
                    min_rows: *min_rows,
                    max_rows: *max_rows,
                }
            }
        })
    }

    /// Whether a fact is a group of which a column is a group.
    fn holds_groups(&self, fact: usize) -> bool {
        let shared = self.shared;
        let kind = |index: usize| shared.authored.facts.get(index).map(|fact| &fact.kind);
        let Some(FactType::Group { fields, .. }) = kind(fact) else {
            return false;
        };
        let mut columns = fields
            .iter()
            .filter_map(|field| shared.names.facts.get(&field.value));
        columns.any(|column| matches!(kind(column), Some(FactType::Group { .. })))
    }

    fn ordered<T: PartialOrd>(
        &mut self,
        min: Option<&Word>,
        max: Option<&Word>,
        parse: fn(&str) -> Option<T>,
        bad: fn(&Word, &mut Findings),
    ) {
        let mut read = |word: Option<&Word>| {
            let word = word?;
            let value = parse(&word.value);
            if value.is_none() {
                bad(word, &mut self.findings);
            }
            Some((value?, word.at))
        };
        if let (Some((low, at)), Some((high, other))) = (read(min), read(max))
            && low > high
        {
            self.findings
                .error_beside(at, &Problem::MinAboveMax, &[(other, Aside::Max)]);
        }
    }

    fn format_choice(&mut self, choice: &authored::FormatChoice) -> Option<image::FormatChoice> {
        let shared = self.shared;
        let index = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
        match choice {
            authored::FormatChoice::Always(word) => {
                let format = shared.names.formats.find(word, &mut self.findings)?;
                self.usage.formats.insert(format);
                Some(image::FormatChoice::Always(index(format)))
            }
            authored::FormatChoice::By { fact, cases } => {
                let decider = shared.names.facts.find(fact, &mut self.findings);
                let values = decider
                    .and_then(|at| shared.authored.facts.get(at))
                    .and_then(|fact| match &fact.kind {
                        FactType::Enum(values) => Some(values),
                        _ => None,
                    });
                if decider.is_some() && values.is_none() {
                    self.findings
                        .error(fact.at, &Problem::CannotChooseFormat { fact: &fact.value });
                }
                let mut list = Vec::new();
                for (value, format) in cases {
                    if values
                        .is_some_and(|values| !values.iter().any(|one| one.id.value == value.value))
                    {
                        let near = crate::suggest::did_you_mean(
                            &value.value,
                            values.into_iter().flatten().map(|one| one.id.as_str()),
                        );
                        self.findings.error(
                            value.at,
                            &Problem::NoSuchValue {
                                fact: &fact.value,
                                value: &value.value,
                                near,
                            },
                        );
                    }
                    if let Some(format) = shared.names.formats.find(format, &mut self.findings) {
                        self.usage.formats.insert(format);
                        list.push((value.value.clone(), index(format)));
                    }
                }
                Some(image::FormatChoice::By {
                    fact: index(decider?),
                    cases: list,
                })
            }
        }
    }
}
