//! Decision tables: which rows answer, where some conditions may be unknown.

use super::{Machine, Step, either};
use crate::compare::Truth;
use crate::env::Env;
use crate::fault::Fault;
use crate::program::{Hit, NodeId, Operands};
use crate::unknown::Unknowns;
use crate::value::{List, Value};
use std::sync::Arc;

/// The rows that fit, and those that may.
#[derive(Default)]
struct Rows {
    certain: Vec<NodeId>,
    possible: Vec<NodeId>,
    doubt: Option<Arc<Unknowns>>,
}

impl<E: Env + ?Sized> Machine<'_, E> {
    pub(super) fn table(
        &mut self,
        policy: Hit,
        (disjoint, complete): (bool, bool),
        rows: Operands,
        default: Option<NodeId>,
    ) -> Step {
        if policy == Hit::Collect {
            return self.collect(rows, default);
        }
        let mut found = Rows::default();
        for pair in self.program.operands(rows).chunks_exact(2) {
            let [condition, output] = *pair else { continue };
            match Truth::of(&self.node(condition)?) {
                Truth::True => {
                    found.certain.push(output);
                    if policy == Hit::First {
                        break;
                    }
                }
                Truth::Unknown(causes) => {
                    found.possible.push(output);
                    Unknowns::merge(&mut found.doubt, &causes);
                }
                Truth::Fault(fault) => {
                    return Ok(match found.doubt {
                        Some(causes) => Value::Unknown(causes.faulting()),
                        None => Value::Fault(fault),
                    });
                }
                Truth::False | Truth::Absent => {}
            }
        }
        let Some(doubt) = found.doubt else {
            return self.decided(policy, &found.certain, default);
        };
        let surely_one = disjoint && !doubt.may_fault();
        if policy == Hit::Unique && surely_one && !found.certain.is_empty() {
            return self.decided(policy, &found.certain, default);
        }
        // Some row may fit besides another: a unique answer may turn out to be ambiguous.
        let ambiguous = policy == Hit::Unique
            && !disjoint
            && found.possible.len().saturating_add(found.certain.len()) > 1;
        let mut outcomes = Vec::new();
        for output in found.certain.iter().chain(&found.possible) {
            outcomes.push(self.node(*output)?);
        }
        if found.certain.is_empty() && !complete {
            outcomes.push(self.decided(policy, &[], default)?);
        }
        for outcome in &outcomes {
            self.charge_pair(outcome, &Value::Absent)?;
        }
        let doubt = if ambiguous { doubt.faulting() } else { doubt };
        Ok(either(&doubt, &outcomes.iter().collect::<Vec<_>>()))
    }

    /// The answer when it is known which rows fit.
    fn decided(&mut self, policy: Hit, rows: &[NodeId], default: Option<NodeId>) -> Step {
        let Some((first, rest)) = rows.split_first() else {
            return match default {
                Some(default) => self.node(default),
                None => Ok(self.settle(Err(Fault::NoRow))),
            };
        };
        let answer = self.node(*first)?;
        if policy == Hit::Unique && !rest.is_empty() {
            return Ok(self.settle(Err(Fault::Ambiguous)));
        }
        if policy != Hit::Any {
            return Ok(answer);
        }
        let mut agree = Truth::True;
        for other in rest {
            let other = self.node(*other)?;
            self.charge_pair(&answer, &other)?;
            agree = agree.and(crate::compare::equal(&answer, &other));
        }
        Ok(match agree {
            Truth::True => answer,
            Truth::False | Truth::Absent => self.settle(Err(Fault::Ambiguous)),
            Truth::Unknown(causes) => Value::Unknown(causes.faulting()),
            Truth::Fault(fault) => Value::Fault(fault),
        })
    }

    fn collect(&mut self, rows: Operands, default: Option<NodeId>) -> Step {
        let mut list = List::default();
        for pair in self.program.operands(rows).chunks_exact(2) {
            let [condition, output] = *pair else { continue };
            match Truth::of(&self.node(condition)?) {
                Truth::True => {
                    let value = self.node(output)?;
                    list.items.push(value);
                }
                Truth::Unknown(causes) => Unknowns::merge(&mut list.open, &causes.faulting()),
                Truth::Fault(fault) => list.items.push(Value::Fault(fault)),
                Truth::False | Truth::Absent => {}
            }
        }
        match (default, list.items.is_empty(), &list.open) {
            (Some(default), true, None) => self.node(default),
            (Some(_), true, Some(open)) => Ok(Value::Unknown(Arc::clone(open))),
            _ => self.admit(Value::List(Arc::new(list))),
        }
    }
}
