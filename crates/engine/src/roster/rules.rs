//! The rules of a row, over a batch at once: which rows surely have nothing wrong, as far as rules go.

use super::lane::Lane;
use crate::engine::Engine;
use crate::plan::{Codes, Plan, at};
use crate::session::Session;
use std::collections::{BTreeMap, BTreeSet};
use tongban_image::NodeKind;
use tongban_runtime::code::Symbols;
use tongban_runtime::code::columns::{Batch, Rows, Verdicts};

/// A group's rules as code over columns.
#[derive(Debug)]
pub(super) struct Rules {
    codes: Codes,
    batch: Batch,
    group: u32,
    /// Slots of the group whose cells rules read.
    pub reads: BTreeSet<u32>,
}

/// What a batch's rules say.
#[derive(Debug, Default)]
pub(super) struct Judged {
    /// Rows that the session must look at.
    pub doubtful: Rows,
    /// By slot: rows where its field surely shows; none: all.
    pub visible: BTreeMap<u32, Verdicts>,
}

impl Rules {
    pub(super) fn new(engine: &Engine, plan: &Plan, session: &Session, group: u32) -> Self {
        let codes = Codes::of_rows(engine.image(), plan, group);
        let (mut reads, mut outside) = (BTreeSet::new(), BTreeSet::new());
        let nodes = plan.group(group).map_or(&[][..], |group| &group.nodes);
        for node in nodes.iter().filter_map(|node| at(&plan.item.nodes, *node)) {
            let program = at(&plan.item.programs, node.program);
            let read = program.map_or(&[][..], |program| program.reads());
            for slot in node.reads.iter().chain(read) {
                match plan.of(*slot).and_then(|slot| slot.group) {
                    Some(own) if own == group => reads.insert(*slot),
                    _ => outside.insert(*slot),
                };
            }
        }
        let frame =
            codes.frame(|id| engine.parameter(id, session.as_of, session.region.as_deref()));
        let mut batch = Batch::new(frame.len());
        for (place, cell) in frame.iter().enumerate() {
            // Facts are open until they are filled in; parameters stay.
            if let Some(column) = u16::try_from(place)
                .ok()
                .and_then(|place| batch.column_mut(place))
                && cell.is_decided()
            {
                column.fill(*cell);
            }
        }
        for slot in outside {
            let value = session.state_value(slot);
            let cell = codes.cell(&value);
            let place = u16::try_from(slot).ok();
            if let Some(column) = place.and_then(|place| batch.column_mut(place)) {
                column.fill(cell);
            }
        }
        Self {
            codes,
            batch,
            group,
            reads,
        }
    }

    /// The table of texts, for lanes to make cells with.
    pub(super) const fn symbols(&self) -> &Symbols {
        self.codes.symbols()
    }

    /// The table of texts, to add options to before any cell is made.
    pub(super) const fn symbols_mut(&mut self) -> &mut Symbols {
        self.codes.symbols_mut()
    }

    /// Runs the rules over so many rows.
    pub(super) fn judge(&mut self, plan: &Plan, lanes: &[Lane], rows: usize) -> Judged {
        let all = Rows::first(rows);
        let mut judged = Judged::default();
        let Some(group) = plan.group(self.group) else {
            judged.doubtful = all;
            return judged;
        };
        let lane_of = |slot: u32| lanes.iter().find(|lane| lane.slot == slot);
        self.batch.set_len(rows);
        for slot in &self.reads {
            let may_be_empty = plan.field_of(*slot).is_some_and(|field| {
                field.optional && field.required.is_none() && !field.read_only
            });
            let place = u16::try_from(*slot).ok();
            let Some(column) = place.and_then(|place| self.batch.column_mut(place)) else {
                continue;
            };
            match lane_of(*slot) {
                Some(lane) => {
                    let absent = if may_be_empty { lane.empty } else { Rows::NONE };
                    lane.load(column, absent);
                }
                None if may_be_empty => column.fill(tongban_runtime::code::Cell::ABSENT),
                None => column.clear(),
            }
        }
        let mut required: BTreeMap<u32, Verdicts> = BTreeMap::new();
        for number in &group.nodes {
            let Some(node) = at(&plan.item.nodes, *number) else {
                continue;
            };
            let field = |field: u32| at(&plan.item.fields, field);
            match node.kind {
                NodeKind::Visible(number) => {
                    let verdicts = self.decide(node.program, all);
                    let Some(field) = field(number) else { continue };
                    let shown = verdicts.yes | verdicts.no;
                    let place = u16::try_from(field.slot).ok();
                    if let Some(column) = place.and_then(|place| self.batch.column_mut(place)) {
                        column.hide(verdicts.no, all & !shown);
                    }
                    judged.visible.insert(field.slot, verdicts);
                }
                NodeKind::Required(number) => {
                    let verdicts = self.decide(node.program, all);
                    if let Some(field) = field(number) {
                        required.insert(field.slot, verdicts);
                    }
                }
                NodeKind::Check(number, _) => {
                    let Some(slot) = field(number).map(|field| field.slot) else {
                        continue;
                    };
                    let Some(lane) = lane_of(slot) else { continue };
                    let shown = judged.visible.get(&slot).map_or(all, |visible| visible.yes);
                    let wanted = lane.fine & shown;
                    let verdicts = self.decide(node.program, wanted);
                    judged.doubtful = judged.doubtful | (wanted & !verdicts.yes);
                }
                // A value that a rule works out in the row: its column stays open, and so do the rows that need it.
                _ => {}
            }
        }
        for number in &group.fields {
            let Some(field) = at(&plan.item.fields, *number) else {
                continue;
            };
            let (empty, odd) = match lane_of(field.slot) {
                Some(lane) => (lane.empty, all & !(lane.fine | lane.empty)),
                None => (all, Rows::NONE),
            };
            let visible = judged.visible.get(&field.slot);
            let hidden = visible.map_or(Rows::NONE, |visible| visible.no);
            let unclear = visible.map_or(Rows::NONE, |visible| all & !(visible.yes | visible.no));
            let needed = match (field.read_only, required.get(&field.slot)) {
                (true, _) => Rows::NONE,
                (false, Some(required)) => all & !required.no,
                (false, None) if field.optional => Rows::NONE,
                (false, None) => all,
            };
            let wrong = odd | (empty & needed);
            judged.doubtful = judged.doubtful | (wrong & !hidden) | unclear;
        }
        judged
    }

    fn decide(&self, program: u32, wanted: Rows) -> Verdicts {
        match self.codes.code(program) {
            Some(code) => code.decide_rows(&self.batch, wanted),
            None => Verdicts::default(),
        }
    }
}
