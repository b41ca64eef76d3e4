//! What the cases must show between them, and what a case shows.

use crate::case::Case;
use crate::documents::{Quality, classify};
use crate::edges;
use crate::model::{Model, index};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use tongban_engine::api::View;
use tongban_image::{FactKind, Image, NodeKind, Source, WayKind};

/// Something that must occur, such as `condition retirement age not-met`.
pub type Goal = String;

/// How a goal is aimed at.
pub enum Aim {
    /// By the facts that these nodes rest on.
    Nodes(Vec<u32>),
    /// By giving a material in a way, and the facts that it rests on.
    Way(usize, &'static str, Vec<u32>),
    /// By a fact's value.
    Value(String, String),
    /// By a column's value in the only row of a group: group, column, value.
    Cell(String, String, String),
    /// By a fact that is not known for this reason, or empty.
    Hole(String, Option<&'static str>),
    /// By a number of rows of a group.
    Rows(String, usize),
    /// By a number of a document: fact, deciding fact with its value, format, quality.
    Document(String, Option<(String, String)>, u32, Quality),
}

/// What must occur for an item, and how to get there.
pub fn wanted(image: &Image, model: &Model) -> Vec<(Goal, Aim)> {
    let (id, item) = (&model.id, &model.item);
    let mut goals = Vec::new();
    for condition in &item.conditions {
        for state in ["met", "not-met", "unknown"] {
            goals.push((
                format!("condition {id} {} {state}", condition.id),
                Aim::Nodes(vec![condition.node]),
            ));
        }
    }
    for risk in &item.risks {
        for state in ["fired", "silent"] {
            if let Some(node) = risk.node {
                goals.push((
                    format!("risk {id} {} {state}", risk.id),
                    Aim::Nodes(vec![node]),
                ));
            }
        }
    }
    for (number, material) in (0u32..).zip(&item.materials) {
        let Some(named) = image.materials.get(index(material.material)) else {
            continue;
        };
        let when: Vec<u32> = material.node.into_iter().collect();
        goals.push((
            format!("material {id} {} needed", named.id),
            Aim::Nodes(when.clone()),
        ));
        if material.node.is_some() {
            goals.push((
                format!("material {id} {} not-needed", named.id),
                Aim::Nodes(when.clone()),
            ));
        }
        for (place, way) in (0u32..).zip(&material.ways) {
            let mut nodes = when.clone();
            nodes.extend(model.nodes(|kind| kind == NodeKind::Way(number, place)));
            let how = way_id(way.kind);
            goals.push((
                format!("way {id} {} {how}", named.id),
                Aim::Way(index(number), how, nodes),
            ));
        }
    }
    for (fact, cases) in model.documents(image) {
        for (decider, format) in cases {
            let kind = decider.as_ref().map_or("always", |(_, value)| value);
            let unusual = image
                .formats
                .get(index(format))
                .is_some_and(|format| format.unusual.is_some());
            let qualities = [
                ("valid", Quality::Valid),
                ("invalid", Quality::Invalid),
                ("unusual", Quality::Unusual),
            ];
            for (name, quality) in qualities {
                if quality != Quality::Unusual || unusual {
                    let aim = Aim::Document(fact.clone(), decider.clone(), format, quality);
                    goals.push((format!("document {id} {fact} {kind} {name}"), aim));
                }
            }
        }
    }
    for input in model.inputs.iter().filter(|input| input.asked) {
        if let Some(FactKind::Enum(values)) =
            image.facts.get(index(input.fact)).map(|fact| &fact.kind)
        {
            for value in values {
                let aim = Aim::Value(input.id.clone(), value.id.clone());
                goals.push((format!("value {id} {} {}", input.id, value.id), aim));
            }
        }
        if !input.columns.is_empty() {
            let full = kind(image, input.fact).and_then(edges::full);
            let counts = [("0", 0), ("1", 1), ("many", 3)];
            for (name, rows) in counts.into_iter().chain(full.map(|rows| ("full", rows))) {
                let aim = Aim::Rows(input.id.clone(), rows);
                goals.push((format!("rows {id} {} {name}", input.id), aim));
            }
        }
    }
    on_the_edge(image, model, &mut goals);
    goals
}

/// Values at the edges, facts that are not known, rare characters.
fn on_the_edge(image: &Image, model: &Model, goals: &mut Vec<(Goal, Aim)>) {
    let id = &model.id;
    for input in model.inputs.iter().filter(|input| input.asked) {
        for (name, value) in kind(image, input.fact)
            .map(edges::edges)
            .unwrap_or_default()
        {
            let aim = Aim::Value(input.id.clone(), value);
            goals.push((format!("edge {id} {} {name}", input.id), aim));
        }
        for column in input.columns.iter().filter(|column| column.asked) {
            for (name, value) in kind(image, column.fact)
                .map(edges::edges)
                .unwrap_or_default()
            {
                let aim = Aim::Cell(input.id.clone(), column.id.clone(), value);
                goals.push((format!("edge {id} {} {name}", column.id), aim));
            }
        }
        // Only what a register or a card may say can be out of reach; else the engine refuses it.
        let elsewhere = image
            .facts
            .get(index(input.fact))
            .is_some_and(|fact| fact.sources.iter().any(|source| *source != Source::Asked));
        let reasons = [
            None,
            Some("not-asked"),
            Some("unreachable"),
            Some("no-data"),
        ];
        for reason in reasons.into_iter().take(if elsewhere { 4 } else { 2 }) {
            let aim = Aim::Hole(input.id.clone(), reason);
            let name = reason.unwrap_or("empty");
            goals.push((format!("unknown {id} {} {name}", input.id), aim));
        }
    }
    if let Some(input) = edges::free_text(image, model) {
        for (name, text) in edges::CHARACTERS {
            let aim = Aim::Value(input.id.clone(), text.to_owned());
            goals.push((format!("characters {id} {name}"), aim));
        }
    }
}

/// What must occur anywhere.
pub const ANYWHERE: [&str; 6] = [
    "state material perhaps",
    "state field unreachable",
    "state field no-data",
    "state field not-asked",
    "state field absent",
    "state deadline open",
];

/// Everything that a decided case shows.
pub fn shown(image: &Image, model: &Model, case: &Case, view: &View) -> BTreeSet<Goal> {
    let id = &model.id;
    let mut seen = BTreeSet::new();
    seen.insert(format!("verdict {}", view.verdict.kind));
    for condition in &view.conditions {
        seen.insert(format!(
            "condition {id} {} {}",
            condition.id, condition.state
        ));
    }
    for risk in &view.risks {
        seen.insert(format!("risk {id} {} {}", risk.id, risk.state));
    }
    for material in &view.materials {
        seen.insert(format!("material {id} {} {}", material.id, material.state));
        seen.insert(format!("state material {}", material.state));
        if let Some(how) = &material.given {
            seen.insert(format!("way {id} {} {how}", material.id));
        }
    }
    for field in view.fields.iter().filter(|field| field.visible) {
        let knowledge = serde_json::to_value(field.knowledge).unwrap_or_default();
        seen.insert(format!("state field {}", knowledge.as_str().unwrap_or("")));
    }
    if view
        .deadline
        .promised
        .as_ref()
        .is_some_and(|limit| limit.date.is_none())
    {
        seen.insert("state deadline open".to_owned());
    }
    let own: Map<String, Value> = case.facts.clone().into_iter().collect();
    let rows = case.facts.values().filter_map(Value::as_array).flatten();
    for facts in rows.filter_map(Value::as_object).chain([&own]) {
        documents(image, model, facts, &mut seen);
        edges::shown(image, model, facts, &mut seen);
    }
    for input in model.inputs.iter().filter(|input| input.asked) {
        let hole = match case.facts.get(&input.id) {
            Some(Value::Null) => Some("empty"),
            Some(value) => value.get("$unknown").and_then(Value::as_str),
            None => None,
        };
        seen.extend(hole.map(|reason| format!("unknown {id} {} {reason}", input.id)));
        match case.known(&input.id) {
            Some(Value::String(value)) if is_enumeration(image, input.fact) => {
                seen.insert(format!("value {id} {} {value}", input.id));
            }
            Some(Value::Array(rows)) => {
                let count = match rows.len() {
                    0 => "0",
                    1 => "1",
                    _ => "many",
                };
                seen.insert(format!("rows {id} {} {count}", input.id));
            }
            _ => {}
        }
    }
    seen
}

fn is_enumeration(image: &Image, fact: u32) -> bool {
    let kind = image.facts.get(index(fact)).map(|fact| &fact.kind);
    matches!(kind, Some(FactKind::Enum(_)))
}

fn kind(image: &Image, fact: u32) -> Option<&FactKind> {
    image.facts.get(index(fact)).map(|fact| &fact.kind)
}

fn documents(image: &Image, model: &Model, facts: &Map<String, Value>, seen: &mut BTreeSet<Goal>) {
    for (fact, cases) in model.documents(image) {
        let Some(text) = facts.get(&fact).and_then(Value::as_str) else {
            continue;
        };
        for (decider, format) in cases {
            let kind = match &decider {
                Some((fact, value)) if facts.get(fact).and_then(Value::as_str) != Some(value) => {
                    continue;
                }
                Some((_, value)) => value.as_str(),
                None => "always",
            };
            let Some(format) = image.formats.get(index(format)) else {
                continue;
            };
            let quality = match classify(&format.check(text)) {
                Quality::Valid => "valid",
                Quality::Invalid => "invalid",
                Quality::Unusual => "unusual",
            };
            seen.insert(format!("document {} {fact} {kind} {quality}", model.id));
        }
    }
}

/// A way's id on the wire.
pub fn way_id(kind: WayKind) -> &'static str {
    match kind {
        WayKind::Shared => "shared",
        WayKind::Rendered => "rendered",
        WayKind::Provided => "provided",
        WayKind::Promised => "promised",
        WayKind::Deferred => "deferred",
        WayKind::Fetched => "fetched",
        WayKind::Covered(_) => "covered",
    }
}
