//! Elements that a filter may keep: what is asked of them is asked of those, too, of which it is
//! not known whether they belong. `some r in rows[c] satisfies b` does not wait for `c` of a row
//! of which `b` is known not to hold.

use super::iterate::Source;
use super::{Machine, Step, bounds, lists};
use crate::builtin::Builtin;
use crate::compare::Truth;
use crate::env::Env;
use crate::fault::Fault;
use crate::limits::{MAX_DISTINCT, MAX_LIST};
use crate::program::{Node, NodeId};
use crate::unknown::Unknowns;
use crate::value::{List, Value};
use std::sync::Arc;

/// Elements that are in a list, or may be.
pub(super) struct Candidates {
    pub(super) items: Vec<Candidate>,
    pub(super) open: Option<Arc<Unknowns>>,
}

/// An element, and why it is not known whether it belongs.
pub(super) struct Candidate {
    pub(super) item: Value,
    pub(super) doubt: Option<Arc<Unknowns>>,
}

impl Candidate {
    const fn sure(item: Value) -> Self {
        Self { item, doubt: None }
    }
}

impl Candidates {
    /// The list: what may belong leaves it open.
    pub(super) fn list(self) -> Value {
        let mut list = List {
            items: Vec::new(),
            open: self.open,
        };
        for candidate in self.items {
            match candidate.doubt {
                None => list.items.push(candidate.item),
                Some(doubt) => {
                    let faulty = candidate.item.may_fault();
                    let doubt = if faulty { doubt.faulting() } else { doubt };
                    Unknowns::merge(&mut list.open, &doubt);
                }
            }
        }
        Value::List(Arc::new(list))
    }
}

/// What an element says that may not belong: in `every`, one that does not belong holds.
pub(super) fn doubted(doubt: &Arc<Unknowns>, one: Truth, every: bool) -> Truth {
    match one {
        // The doubt itself may turn out to be a fault, which nothing outweighs here.
        Truth::Unknown(more) if doubt.may_fault() => Truth::Unknown(doubt.union(&more)),
        _ if doubt.may_fault() => Truth::Unknown(doubt.bare()),
        one if every => Truth::Unknown(Arc::clone(doubt)).or(one),
        one => Truth::Unknown(Arc::clone(doubt)).and(one),
    }
}

impl<E: Env + ?Sized> Machine<'_, E> {
    /// The elements of a list, also those of which a filter does not know whether they belong.
    pub(super) fn candidates(&mut self, list: NodeId) -> Step<Result<Candidates, Value>> {
        let program = self.program;
        if let (
            Some(Node::Filter {
                local,
                list,
                condition,
            }),
            false,
        ) = (program.node(list), program.lenient)
        {
            self.fuel.depth = self.fuel.depth.checked_sub(1).ok_or(Fault::TooDeep)?;
            let kept = self.kept(*local, *list, *condition);
            self.fuel.depth = self.fuel.depth.saturating_add(1);
            return kept;
        }
        if let (Some(Node::Field { value, key }), false) = (program.node(list), program.lenient)
            && let Some(Node::Filter { .. }) = program.node(*value)
        {
            // A column of what a filter keeps.
            self.fuel.burn(1)?;
            let mut found = match self.candidates(*value)? {
                Ok(found) => found,
                Err(value) => return Ok(Err(value)),
            };
            for candidate in &mut found.items {
                let row = Value::list(vec![candidate.item.clone()]);
                if let Value::List(one) = self.field(&row, *key)? {
                    candidate.item = one.items.first().cloned().unwrap_or_default();
                }
            }
            return Ok(Ok(found));
        }
        Ok(match self.source(list)? {
            Source::List(list) => Ok(Candidates {
                items: list.items.iter().cloned().map(Candidate::sure).collect(),
                open: list.open.clone(),
            }),
            Source::Blocked(value) => Err(value),
        })
    }

    /// The elements that a condition keeps, or may keep.
    pub(super) fn kept(
        &mut self,
        local: u32,
        list: NodeId,
        condition: NodeId,
    ) -> Step<Result<Candidates, Value>> {
        self.fuel.burn(1)?;
        let mut list = match self.candidates(list)? {
            Ok(list) => list,
            Err(value) => return Ok(Err(value)),
        };
        let mut kept = Vec::new();
        for mut candidate in core::mem::take(&mut list.items) {
            match Truth::of(&self.each(local, &candidate.item, condition)?) {
                Truth::True => kept.push(candidate),
                Truth::False | Truth::Absent => {}
                Truth::Unknown(causes) => {
                    Unknowns::merge(&mut candidate.doubt, &causes);
                    kept.push(candidate);
                }
                // One element's fault stays with it, so that no other element is lost to it.
                Truth::Fault(fault) => {
                    candidate.item = Value::Fault(fault);
                    kept.push(candidate);
                }
            }
        }
        self.charge(kept.len())?;
        list.items = kept;
        if let Some(open) = list.open.take() {
            // What is asked of any further element says whether more of them may belong.
            list.open = match self.further(local, &open, condition)? {
                Truth::False | Truth::Absent => None,
                Truth::True => Some(open),
                Truth::Unknown(causes) => Some(open.union(&causes)),
                Truth::Fault(_) => Some(open.faulting()),
            };
        }
        Ok(Ok(list))
    }

    /// A condition about an element that may still come, of which nothing is known but where it comes from.
    pub(super) fn further(
        &mut self,
        local: u32,
        open: &Arc<Unknowns>,
        condition: NodeId,
    ) -> Step<Truth> {
        let element = Value::Unknown(Arc::clone(open));
        Ok(Truth::of(&self.each(local, &element, condition)?))
    }

    /// How many elements a list has; of one that is not wholly known, between which numbers.
    pub(super) fn count(&mut self, list: NodeId) -> Step {
        if let Some(Node::Call {
            builtin: Builtin::DistinctValues,
            arguments,
        }) = self.program.node(list)
        {
            let inside = self.program.operands(*arguments);
            if let [inside] = *inside {
                return self.count_distinct(inside);
            }
        }
        let found = match self.candidates(list)? {
            Ok(found) => found,
            Err(value) => return Ok(lists::count(&value)),
        };
        self.charge(found.items.len())?;
        let open = found.open.is_some();
        let certain = found.items.iter().filter(|one| one.doubt.is_none()).count();
        let most = if open { MAX_LIST } else { found.items.len() };
        Ok(match lists::count(&found.list()) {
            Value::Unknown(causes) => bounds::count(&causes, certain, most),
            value => value,
        })
    }

    /// How many distinct elements a list has; of a complete one, some of whose elements are not known, between which
    /// numbers that is.
    fn count_distinct(&mut self, list: NodeId) -> Step {
        let found = match self.candidates(list)? {
            Ok(found) => found,
            Err(value) => return self.distinct(&value),
        };
        let most = found.items.len();
        let sure = |one: &Candidate| one.doubt.is_none() && one.item.causes().is_none();
        let fault = |one: &Candidate| matches!(one.item, Value::Fault(_));
        if found.open.is_some()
            || most > MAX_DISTINCT
            || found.items.iter().all(sure)
            || found.items.iter().any(fault)
        {
            return self.distinct(&found.list());
        }
        self.charge(most.saturating_mul(most) / 16)?;
        let mut causes = None;
        let (mut certain, mut known) = (false, Vec::new());
        for candidate in found.items {
            let inside = candidate.item.causes();
            for more in candidate.doubt.iter().chain(&inside) {
                Unknowns::merge(&mut causes, more);
            }
            certain |= candidate.doubt.is_none();
            if candidate.doubt.is_none() && inside.is_none() {
                known.push(candidate.item);
            }
        }
        let distinct = lists::distinct(&known).len();
        let least = distinct.max(usize::from(certain));
        // Each of the others may be another one.
        let most = most.saturating_sub(known.len()).saturating_add(distinct);
        Ok(causes.map_or_else(
            || bounds::number(least),
            |causes| bounds::count(&causes, least, most),
        ))
    }

    /// How many distinct elements a value has, as the function says.
    fn distinct(&mut self, list: &Value) -> Step {
        let distinct = self.builtin(Builtin::DistinctValues, std::slice::from_ref(list))?;
        Ok(lists::count(&distinct))
    }
}
