//! Elements that a filter may keep: what is asked of them is asked of those, too, of which it is
//! not known whether they belong. `some r in rows[c] satisfies b` does not wait for `c` of a row
//! of which `b` is known not to hold.

use super::iterate::Source;
use super::{Machine, Step};
use crate::compare::Truth;
use crate::env::Env;
use crate::fault::Fault;
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
                Some(doubt) => Unknowns::merge(&mut list.open, &doubt.faulting()),
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
        _ if doubt.may_fault() => Truth::Unknown(Arc::clone(doubt)),
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
        Ok(Ok(list))
    }
}
