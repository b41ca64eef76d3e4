//! Opening a roster: its item, its headings, its rules.

use super::csv;
use super::duplicates::Seen;
use super::headings::{self, Header, Known};
use super::lane::{Format, Lane};
use super::reading::{self, Reader};
use super::rules::Rules;
use super::{Column, Fact, Roster};
use crate::EngineError;
use crate::api::{Choice, Diagnostic, OpenOptions, RosterMapping, RosterOptions, RosterSummary};
use crate::engine::Engine;
use crate::limits::MAX_ROSTER_BYTES;
use crate::plan::{FormatOf, at};
use crate::session::{Session, missing};
use std::collections::BTreeMap;
use std::sync::Arc;
use tongban_image::{FactKind, Sensitivity, SlotKind, TextTable};
use tongban_runtime::QuickFormat;

const BOM: &str = "\u{FEFF}";

impl Engine {
    /// Starts reading a roster: CSV as UTF-8, its cells parted by commas, semicolons or tabs. Other encodings are for the host.
    ///
    /// # Errors
    /// Those of opening a session and setting facts; `roster.too-large`; `roster.encoding` where the bytes are not UTF-8;
    /// `roster.group` where the item has no list of rows, or several and none is named; `roster.mapping`.
    pub fn roster(
        self: &Arc<Self>,
        bytes: Vec<u8>,
        options: RosterOptions,
    ) -> Result<Roster, EngineError> {
        if bytes.len() > MAX_ROSTER_BYTES {
            return Err(Diagnostic::error(
                "roster.too-large",
                format!("the file is larger than {MAX_ROSTER_BYTES} bytes"),
            )
            .with_help("split it"));
        }
        let text = String::from_utf8(bytes).map_err(|_| {
            Diagnostic::error("roster.encoding", "the file is not UTF-8")
                .with_help("decode it first; tables saved in Chinese are often GB18030")
        })?;
        let mapping = options.mapping.unwrap_or_default();
        let mut session = self.open(OpenOptions {
            item: options.item,
            as_of: options.as_of,
            region: options.region,
            lang: options.lang,
            ..OpenOptions::default()
        })?;
        if let Some(facts) = &options.facts {
            session.set_facts(facts)?;
        }
        let group = session.roster_group(options.group.as_deref())?;
        Roster::open(session, group, text, mapping)
    }

    /// The tables of texts that names of options and headings are sought in: the session's language, the source, the others.
    fn tables(&self, first: &str) -> Vec<Arc<TextTable>> {
        let locales = &self.image().catalog.locales;
        let own = locales.iter().filter(|locale| *locale == first);
        let others = locales.iter().filter(|locale| *locale != first);
        own.chain(others)
            .filter_map(|locale| self.table(locale).ok())
            .collect()
    }
}

impl Session {
    /// The group that a roster is for, its index: the one that is named, or the only one.
    fn roster_group(&self, named: Option<&str>) -> Result<u32, EngineError> {
        let groups = crate::plan::indices(&self.plan.groups);
        let asked = |group: &u32| {
            let outer = self.plan.group(*group).and_then(|group| group.outer);
            let slot = self.plan.group(*group).map(|group| group.slot);
            slot.and_then(|slot| self.plan.of(slot))
                .is_some_and(|slot| slot.field.is_some())
                && outer.is_none()
        };
        if let Some(named) = named {
            let (group, _) = self.group(named)?;
            return Ok(group);
        }
        let mut found = groups.filter(asked);
        match (found.next(), found.next()) {
            (Some(group), None) => Ok(group),
            (None, _) => Err(Diagnostic::error(
                "roster.group",
                "the item has no list of rows that a file could hold",
            )),
            (Some(_), Some(_)) => Err(Diagnostic::error(
                "roster.group",
                "the item has several lists of rows",
            )
            .with_help("name one of them as `group`")),
        }
    }

    /// Whether a rule of a group's rows looks beyond its row, through whatever is computed outside.
    fn looks_beyond(&self, group: u32) -> bool {
        let plan = &self.plan;
        let Some(planned) = plan.group(group) else {
            return true;
        };
        // Rows that hold rows are for the session.
        if plan.inner(group).next().is_some() {
            return true;
        }
        let mut waiting = planned.nodes.clone();
        let mut seen = std::collections::BTreeSet::new();
        while let Some(number) = waiting.pop() {
            if !seen.insert(number) {
                continue;
            }
            let Some(node) = at(&plan.item.nodes, number) else {
                continue;
            };
            let read =
                at(&plan.item.programs, node.program).map_or(&[][..], |program| program.reads());
            for slot in node.reads.iter().chain(read) {
                if *slot == planned.slot {
                    return true;
                }
                if let Some(SlotKind::Computed(node)) = plan.slot(*slot).map(|slot| slot.kind) {
                    waiting.push(node);
                }
                if let Some(field) = plan.field_of(*slot) {
                    waiting.extend(field.visible.into_iter().chain(field.required));
                }
            }
        }
        false
    }
}

impl Roster {
    fn open(
        session: Session,
        group: u32,
        text: String,
        said: RosterMapping,
    ) -> Result<Self, EngineError> {
        let engine = Arc::clone(&session.engine);
        let plan = Arc::clone(&session.plan);
        let planned = plan.group(group).ok_or_else(missing)?;
        let tables = engine.tables(&session.language.locale);
        let facts = facts(&session, planned.fields.iter().copied(), &tables);
        let mut known = Known::default();
        for (slot, fact) in &facts {
            known.add(*slot, &fact.id, names(&session, *slot, fact, &tables));
        }
        let mapping = known.mapping(said)?;
        let start = if text.starts_with(BOM) { BOM.len() } else { 0 };
        let body = text.get(start..).unwrap_or("");
        let delimiter = csv::delimiter(body);
        let header = known.seek(body, delimiter, &mapping);
        let rules = Rules::new(&engine, &plan, &session, group);
        let whole = session.looks_beyond(group);
        let mut roster = Self {
            session,
            group,
            delimiter,
            header: header.as_ref().map(|header| header.row),
            columns: Vec::new(),
            facts,
            mapping: RosterMapping::new(),
            lanes: Vec::new(),
            ids: BTreeMap::new(),
            order: Vec::new(),
            rules,
            whole,
            unique: Vec::new(),
            at: start,
            record: header.as_ref().map_or(0, |header| header.row),
            starts: Vec::new(),
            worst: Vec::new(),
            findings: Vec::new(),
            summary: RosterSummary::default(),
            totals: super::Totals::default(),
            done: false,
            cells: Vec::new(),
            text,
        };
        match header {
            Some(header) => {
                roster.at = start.saturating_add(header.next);
                roster.take_columns(header, &known, &mapping);
            }
            None => {
                roster.about_file("roster.no-headings", &[]);
                roster.done = true;
            }
        }
        Ok(roster)
    }

    /// Takes the headings: columns, what is missing, lanes.
    fn take_columns(&mut self, header: Header, known: &Known, said: &RosterMapping) {
        for (number, (written, slot)) in header.columns.into_iter().enumerate() {
            let fact = slot.and_then(|slot| self.facts.iter_mut().find(|(own, _)| *own == slot));
            let mut taken = None;
            let mut twice = None;
            if let Some((slot, fact)) = fact {
                if fact.column.is_none() {
                    fact.column = Some(number);
                    taken = Some((*slot, fact.id.clone()));
                } else {
                    twice = Some(fact.name.clone());
                }
            }
            if let Some(name) = twice {
                self.about_file("roster.column-twice", &[name]);
            }
            let folded = headings::heading(&written);
            let id = taken.as_ref().map(|(_, id)| id.clone());
            // What nobody knows is not remembered as unread: a later catalogue may know it.
            if !folded.is_empty() && (id.is_some() || said.contains_key(&folded)) {
                self.mapping.entry(folded).or_insert(id);
            }
            self.columns.push(Column {
                heading: written,
                slot: taken.map(|(slot, _)| slot),
            });
        }
        let lacking: Vec<String> = self
            .facts
            .iter()
            .filter(|(_, fact)| fact.required && fact.column.is_none())
            .map(|(_, fact)| fact.name.clone())
            .collect();
        for name in &lacking {
            self.about_file("roster.column-missing", std::slice::from_ref(name));
        }
        // Every row would lack it: that is said once.
        self.done = !lacking.is_empty();
        self.lanes(known);
    }

    fn lanes(&mut self, known: &Known) {
        let engine = Arc::clone(&self.session.engine);
        let plan = Arc::clone(&self.session.plan);
        let image = engine.image();
        let kind = |slot: u32| Some(&at(&image.facts, plan.slot(slot)?.fact)?.kind);
        let columns: Vec<(u32, usize)> = self
            .facts
            .iter()
            .filter_map(|(slot, fact)| Some((*slot, fact.column?)))
            .collect();
        let quick = |format: u32| at(&image.formats, format).map(QuickFormat::new);
        for (slot, column) in &columns {
            let (Some(kind), Some((_, fact))) =
                (kind(*slot), self.facts.iter().find(|(own, _)| own == slot))
            else {
                continue;
            };
            let format = match plan.of(*slot).map(|slot| &slot.format) {
                None | Some(FormatOf::Free) => Format::Free,
                Some(FormatOf::Always(format)) => {
                    quick(*format).map_or(Format::Unclear, Format::Always)
                }
                Some(FormatOf::By(decider, cases)) => {
                    // A decider that may be hidden decides only while it shows: that is for the session.
                    let always = plan
                        .field_of(*decider)
                        .is_some_and(|field| field.visible.is_none());
                    let lane = columns.iter().position(|(own, _)| own == decider);
                    let ids = image_options(&engine, &plan, *decider);
                    match lane.filter(|_| always && !ids.is_empty()) {
                        Some(lane) => Format::By(
                            lane,
                            ids.iter()
                                .map(|id| {
                                    let case = cases.iter().find(|(case, _)| case == id);
                                    case.and_then(|(_, format)| quick(*format))
                                })
                                .collect(),
                        ),
                        None => Format::Unclear,
                    }
                }
            };
            let read = self.rules.reads.contains(slot);
            let lane = Lane::new(
                (*slot, *column),
                kind,
                &fact.reader,
                format,
                read,
                self.rules.symbols_mut(),
            );
            let ids = match kind {
                FactKind::Boolean => vec!["false".to_owned(), "true".to_owned()],
                _ => image_options(&engine, &plan, *slot),
            };
            if !ids.is_empty() {
                self.ids.insert(*slot, ids);
            }
            self.lanes.push(lane);
        }
        let (free, bound): (Vec<usize>, Vec<usize>) = (0..self.lanes.len()).partition(|lane| {
            self.lanes
                .get(*lane)
                .is_some_and(|lane| lane.decider().is_none())
        });
        self.order = free.into_iter().chain(bound).collect();
        let group = plan.group(self.group).map_or(0, |group| group.slot);
        if let Some(FactKind::Group { unique, .. }) = kind(group) {
            let ids = unique.iter().filter_map(|fact| at(&image.facts, *fact));
            for slot in ids.filter_map(|fact| known.slot(&fact.id)) {
                let column = columns.iter().find(|(own, _)| *own == slot);
                if let Some((_, column)) = column {
                    self.unique.push((slot, *column, Seen::default()));
                }
            }
        }
    }
}

fn image_options(engine: &Engine, plan: &crate::plan::Plan, slot: u32) -> Vec<String> {
    let fact = plan
        .slot(slot)
        .and_then(|slot| at(&engine.image().facts, slot.fact));
    match fact.map(|fact| &fact.kind) {
        Some(FactKind::Enum(values)) => values.iter().map(|value| value.id.clone()).collect(),
        _ => Vec::new(),
    }
}

/// The facts of the rows that a file may hold, in form order.
fn facts(
    session: &Session,
    fields: impl Iterator<Item = u32>,
    tables: &[Arc<TextTable>],
) -> Vec<(u32, Fact)> {
    let engine = &session.engine;
    let one = |number: u32| {
        let field = at(&session.plan.item.fields, number)?;
        let slot = session.plan.slot(field.slot)?;
        let fact = at(&engine.image().facts, slot.fact)?;
        // What is looked up is no column of a firm's: its answers count, not the firm's.
        if field.read_only || slot.kind != SlotKind::Input {
            return None;
        }
        let words = |key: &str| vec![session.say(key, &[])];
        let reader = Reader::new(
            engine.image(),
            &fact.kind,
            &|text| reading::named(tables, text),
            &words,
        );
        let options = match &fact.kind {
            FactKind::Enum(values) => values
                .iter()
                .map(|value| Choice {
                    id: value.id.clone(),
                    name: session.text(value.name),
                })
                .collect(),
            FactKind::Boolean => [("true", "value.yes"), ("false", "value.no")]
                .map(|(id, key)| Choice {
                    id: id.to_owned(),
                    name: session.say(key, &[]),
                })
                .into(),
            _ => Vec::new(),
        };
        let held = Fact {
            id: fact.id.clone(),
            name: engine
                .text_or(&session.language, field.label, fact.name)
                .into_owned(),
            reader,
            sensitive: fact.sensitivity == Sensitivity::Sensitive,
            options,
            column: None,
            required: !field.optional && field.required.is_none() && field.visible.is_none(),
        };
        Some((field.slot, held))
    };
    fields.filter_map(one).collect()
}

/// What a column of a fact may be headed.
fn names(session: &Session, slot: u32, fact: &Fact, tables: &[Arc<TextTable>]) -> Vec<String> {
    let mut names = vec![fact.name.clone()];
    if let Some(label) = session.plan.field_of(slot).and_then(|field| field.label) {
        names.extend(reading::named(tables, label));
    }
    let dictionary = session
        .plan
        .slot(slot)
        .and_then(|slot| at(&session.engine.image().facts, slot.fact));
    if let Some(dictionary) = dictionary {
        names.extend(reading::named(tables, dictionary.name));
        names.extend(dictionary.code.clone());
    }
    names
}
