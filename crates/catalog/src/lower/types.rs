//! Types of rules out of the dictionary.

use super::Shared;
use crate::authored::{Fact, FactType, TypeRef, TypeWord, Word};
use crate::finding::Findings;
use crate::names::Thing;
use crate::problem::Problem;
use std::sync::Arc;
use tongban_feel::{
    Binding, EnumType, FieldType, NumberType, Signature, Type, Unit, UnitDeclaration,
};
use tongban_runtime::Decimal;
use tongban_runtime::program::FormatPart;

fn number(unit: Option<&Word>, min: Option<&Word>, max: Option<&Word>, scale: Option<u8>) -> Type {
    let decimal = |word: Option<&Word>| word.and_then(|word| Decimal::parse(&word.value));
    Type::Number(NumberType {
        unit: unit.map(|word| Unit(Arc::from(word.as_str()))),
        min: decimal(min),
        max: decimal(max),
        nonzero: false,
        scale,
    })
}

fn enumeration(fact: &Fact) -> Option<Type> {
    let FactType::Enum(values) = &fact.kind else {
        return None;
    };
    let values = values
        .iter()
        .map(|value| (value.id.value.clone(), value.name.zh.value.clone()))
        .collect();
    Some(Type::Enum(Arc::new(EnumType {
        id: fact.id.value.clone(),
        values,
    })))
}

/// The type of a fact's value; for a group, a list of contexts whose columns may be absent as `absent` says of a
/// group and its column.
pub fn fact_type(shared: &Shared<'_>, index: usize, absent: &dyn Fn(usize, usize) -> bool) -> Type {
    nested_type(shared, index, absent, 0)
}

fn nested_type(
    shared: &Shared<'_>,
    group: usize,
    absent: &dyn Fn(usize, usize) -> bool,
    depth: u8,
) -> Type {
    let index = group;
    let Some(fact) = shared.authored.facts.get(index) else {
        return Type::Any;
    };
    match &fact.kind {
        FactType::Boolean => Type::Boolean,
        FactType::Number {
            unit,
            min,
            max,
            scale,
        } => {
            // Answers are held to the places declared; what rules compute is not.
            let scale = fact.computed.is_none().then_some(*scale);
            number(unit.as_ref(), min.as_ref(), max.as_ref(), scale)
        }
        FactType::Text { .. } | FactType::Region => Type::Text,
        FactType::Date { .. } => Type::Date,
        FactType::Enum(_) => enumeration(fact).unwrap_or(Type::Text),
        // Deeper ones are an error of the dictionary, found where it is read.
        FactType::Group { .. } if depth > 1 => Type::Any,
        FactType::Group { fields, .. } => {
            let mut columns = Vec::new();
            for field in fields {
                let Some(index) = shared.names.facts.get(&field.value) else {
                    continue;
                };
                let Some(column) = shared.authored.facts.get(index) else {
                    continue;
                };
                let plain = nested_type(shared, index, absent, depth.saturating_add(1));
                let ty = if absent(group, index) {
                    plain.optional()
                } else {
                    plain
                };
                // Rows are kept by fact id at run time; rules may name columns in Chinese.
                columns.push(FieldType {
                    key: column.id.value.clone(),
                    name: column.name.zh.value.clone(),
                    ty,
                });
            }
            Type::list(Type::context(columns))
        }
    }
}

/// The type that a function declares.
pub fn declared(shared: &Shared<'_>, of: &TypeRef, findings: &mut Findings) -> Option<Type> {
    for (word, decimal) in [(&of.min, true), (&of.max, true), (&of.unit, false)] {
        let Some(word) = word else { continue };
        if decimal && Decimal::parse(&word.value).is_none() {
            super::not_a_number(word, findings);
        } else if !decimal {
            shared.names.units.find(word, findings);
        }
    }
    let plain = match of.word {
        TypeWord::Boolean => Type::Boolean,
        TypeWord::Number => number(
            of.unit.as_ref(),
            of.min.as_ref(),
            of.max.as_ref(),
            of.scale.and_then(|scale| u8::try_from(scale).ok()),
        ),
        TypeWord::Text | TypeWord::Region => Type::Text,
        TypeWord::Date => Type::Date,
        TypeWord::Months => Type::YearsMonths,
        TypeWord::Days => Type::DaysTime,
        TypeWord::Enum => {
            let Some(word) = &of.of else {
                findings.error(of.at, &Problem::EnumWithoutFact);
                return None;
            };
            let fact = shared
                .authored
                .facts
                .get(shared.names.facts.find(word, findings)?)?;
            let found = enumeration(fact);
            if found.is_none() {
                findings.error(word.at, &Problem::NotAnEnumeration { id: &word.value });
            }
            found?
        }
        TypeWord::List => {
            let Some(items) = &of.items else {
                findings.error(of.at, &Problem::ListWithoutItems);
                return None;
            };
            Type::list(declared(shared, items, findings)?)
        }
        TypeWord::Context => {
            let mut fields = Vec::new();
            for (name, field) in &of.fields {
                fields.push(FieldType {
                    key: name.value.clone(),
                    name: name.value.clone(),
                    ty: declared(shared, field, findings)?,
                });
            }
            Type::context(fields)
        }
    };
    Some(if of.optional { plain.optional() } else { plain })
}

/// The units of the catalogue, for the compiler.
pub fn units(shared: &Shared<'_>) -> Vec<UnitDeclaration> {
    let catalog = shared.authored.catalog.iter();
    let units = catalog.flat_map(|catalog| &catalog.units);
    let declared = units.map(|unit| UnitDeclaration {
        id: unit.id.value.clone(),
        name: unit.name.zh().to_owned(),
        english: unit
            .name
            .en
            .as_ref()
            .map_or_else(|| unit.name.zh().to_owned(), |en| en.value.clone()),
        ratio: unit
            .ratio
            .as_ref()
            .map(|(of, per)| (of.value.clone(), per.value.clone())),
    });
    declared.collect()
}

/// What a parameter, function or format means to the compiler.
pub fn binding(shared: &Shared<'_>, thing: Thing) -> Option<Binding> {
    let id = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
    Some(match thing {
        Thing::Fact(_) => return None,
        Thing::Parameter(index) => {
            let parameter = shared.authored.parameters.get(index)?;
            let mut values = parameter
                .rows
                .iter()
                .filter_map(|row| Decimal::parse(&row.value.value));
            // The range of all rows: a divisor that no row makes zero needs no guard.
            let first = values.next();
            let (mut min, mut max) = (first, first);
            for value in values {
                min = min.map(|min| min.min(value));
                max = max.map(|max| max.max(value));
            }
            let unit = parameter
                .unit
                .as_ref()
                .map(|word| Unit(Arc::from(word.as_str())));
            Binding::Parameter {
                id: id(index),
                ty: Type::Number(NumberType {
                    unit,
                    min,
                    max,
                    nonzero: false,
                    scale: None,
                }),
            }
        }
        Thing::Function(index) => {
            let function = shared.authored.functions.get(index)?;
            let mut unseen = Findings::default();
            let mut parameters = Vec::new();
            for (name, of) in &function.params {
                parameters.push((name.value.clone(), declared(shared, of, &mut unseen)?));
            }
            let result = declared(shared, &function.returns, &mut unseen)?;
            Binding::Function {
                id: id(index),
                signature: Signature { parameters, result },
            }
        }
        Thing::Format(format, number) => {
            let part = shared
                .authored
                .formats
                .get(format)?
                .functions
                .get(number)?
                .part;
            match part {
                FormatPart::Valid => Binding::Format { id: id(format) },
                part => Binding::FormatPart {
                    id: id(format),
                    part,
                },
            }
        }
    })
}
