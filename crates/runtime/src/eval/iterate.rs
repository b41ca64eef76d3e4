//! Loops over lists: `for`, `some`, `every` and filters, also over open lists and unknown rows.

use super::candidates::doubted;
use super::{Machine, Step};
use crate::compare::Truth;
use crate::date::Date;
use crate::decimal::Decimal;
use crate::env::Env;
use crate::fault::Fault;
use crate::limits::MAX_LIST;
use crate::program::NodeId;
use crate::unknown::Unknowns;
use crate::value::{List, Range, RangeForm, Value};
use std::sync::Arc;

/// What a loop runs over, or the value that stands in its way.
pub(super) enum Source {
    List(Arc<List>),
    Blocked(Value),
}

impl<E: Env + ?Sized> Machine<'_, E> {
    pub(super) fn source(&mut self, list: NodeId) -> Step<Source> {
        Ok(match self.node(list)? {
            Value::List(list) => Source::List(list),
            Value::Unknown(causes) => Source::Blocked(Value::Unknown(causes.faulting())),
            value @ (Value::Fault(_) | Value::Absent) => Source::Blocked(value),
            Value::Range(range) => self.unroll(&range)?,
            // FEEL: a single value is a list of one.
            value => Source::List(Arc::new(List {
                items: vec![value],
                open: None,
            })),
        })
    }

    /// The whole numbers or dates of a range, in either direction.
    fn unroll(&mut self, range: &Range) -> Step<Source> {
        let (Some(low), Some(high), RangeForm::Interval) = (&range.low, &range.high, range.form)
        else {
            return Ok(Source::Blocked(self.settle(Err(Fault::BadArgument))));
        };
        if let Some(value) = super::arithmetic::blocked(&[low, high]) {
            return Ok(Source::Blocked(value));
        }
        let ends = match (low, high) {
            (Value::Number(low), Value::Number(high)) => low.to_i64().zip(high.to_i64()),
            (Value::Date(low), Value::Date(high)) => Some((low.day_number(), high.day_number())),
            _ => None,
        };
        let Some((first, last)) = ends else {
            return Ok(Source::Blocked(self.settle(Err(Fault::WrongType))));
        };
        let step = if first <= last { 1 } else { -1 };
        let first = if range.low_closed {
            first
        } else {
            first.saturating_add(step)
        };
        let last = if range.high_closed {
            last
        } else {
            last.saturating_sub(step)
        };
        let count = if (step > 0) == (first <= last) || first == last {
            first.abs_diff(last).saturating_add(1)
        } else {
            0
        };
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        if count > MAX_LIST {
            return Err(Fault::TooLarge);
        }
        self.charge(count)?;
        let dates = matches!(low, Value::Date(_));
        let mut items = Vec::with_capacity(count);
        let mut at = first;
        for _ in 0..count {
            items.push(if dates {
                Value::Date(Date::from_day_number(at).ok_or(Fault::DateOutOfRange)?)
            } else {
                Value::Number(Decimal::from(at))
            });
            at = at.saturating_add(step);
        }
        Ok(Source::List(Arc::new(List { items, open: None })))
    }

    pub(super) fn for_each(
        &mut self,
        local: u32,
        list: NodeId,
        body: NodeId,
        flatten: bool,
    ) -> Step {
        let list = match self.source(list)? {
            Source::List(list) => list,
            Source::Blocked(value) => return Ok(value),
        };
        let mut results = List {
            items: Vec::with_capacity(list.items.len()),
            open: None,
        };
        if let Some(open) = &list.open {
            let element = Value::Unknown(open.bare());
            let result = self.each(local, &element, body)?;
            // What further elements give may be a fault, or any number of results.
            let safe = !flatten && !result.may_fault();
            let open = match result.causes() {
                Some(causes) => open.union(&causes),
                None => open.bare(),
            };
            results.open = Some(if safe { open } else { open.faulting() });
        }
        for item in &list.items {
            match self.each(local, item, body)? {
                Value::List(inner) if flatten => {
                    self.charge(inner.items.len())?;
                    results.items.extend(inner.items.iter().cloned());
                    if let Some(open) = &inner.open {
                        Unknowns::merge(&mut results.open, open);
                    }
                }
                // An inner loop that is unknown gives any number of results.
                Value::Unknown(causes) if flatten => {
                    Unknowns::merge(&mut results.open, &causes.faulting());
                }
                value => results.items.push(value),
            }
            if results.items.len() > MAX_LIST {
                return Err(Fault::TooLarge);
            }
        }
        self.admit(Value::List(Arc::new(results)))
    }

    pub(super) fn quantified(
        &mut self,
        every: bool,
        local: u32,
        list: NodeId,
        body: NodeId,
    ) -> Step {
        let list = match self.candidates(list)? {
            Ok(list) => list,
            Err(value) => return Ok(value),
        };
        let winner = if every { Truth::False } else { Truth::True };
        let with = |all: Truth, one| if every { all.and(one) } else { all.or(one) };
        let mut all = winner.clone().negate();
        for candidate in &list.items {
            let result = self.each(local, &candidate.item, body)?;
            let mut one = Truth::of(&result);
            if let Some(doubt) = &candidate.doubt {
                one = doubted(doubt, one, every);
            }
            all = with(all, one);
            if all == winner {
                return Ok(all.into());
            }
        }
        if let Some(open) = &list.open {
            // There may be no further element; if there is one, this is what it says.
            let more = self.further(local, open, body)?;
            all = match more {
                Truth::True if every => all,
                Truth::False if !every => all,
                Truth::Unknown(causes) => with(all, Truth::Unknown(open.union(&causes))),
                Truth::Fault(_) => with(all, Truth::Unknown(open.faulting())),
                _ => with(all, Truth::Unknown(open.bare())),
            };
        }
        Ok(all.into())
    }

    /// The body for one element. An element that is a fault makes the body one, also where the
    /// body does not look at it.
    pub(super) fn each(&mut self, local: u32, item: &Value, body: NodeId) -> Step {
        if let Value::Fault(fault) = item {
            return Ok(Value::Fault(*fault));
        }
        let before = self.bind(local, item.clone());
        let result = self.node(body);
        self.bind(local, before);
        let result = result?;
        Ok(match (item, &result) {
            (Value::Unknown(causes), Value::Unknown(more)) if causes.may_fault() => {
                Value::Unknown(causes.union(more))
            }
            (Value::Unknown(causes), _) if causes.may_fault() => Value::Unknown(causes.bare()),
            _ => result,
        })
    }

    pub(super) fn filter(&mut self, local: u32, list: NodeId, condition: NodeId) -> Step {
        if !self.program.lenient {
            return Ok(match self.kept(local, list, condition)? {
                Ok(kept) => kept.list(),
                Err(value) => value,
            });
        }
        let list = match self.source(list)? {
            Source::List(list) => list,
            Source::Blocked(value) => return Ok(value),
        };
        if let Some(open) = &list.open {
            // In `standard` the condition may be a position, which an open list does not have.
            let causes = Value::List(Arc::clone(&list)).causes();
            return Ok(Value::Unknown(
                causes.unwrap_or_else(|| Arc::clone(open)).faulting(),
            ));
        }
        let mut kept = List::default();
        if list.items.is_empty() {
            // A position does not depend on an element, so it shows without one.
            let before = self.bind(local, Value::Absent);
            let result = self.node(condition);
            self.bind(local, before);
            return Ok(match result? {
                Value::Number(_) => Value::Absent,
                value @ (Value::Unknown(_) | Value::Fault(_)) => value,
                _ => Value::List(Arc::new(kept)),
            });
        }
        for (place, item) in list.items.iter().enumerate() {
            let before = self.bind(local, item.clone());
            let result = self.node(condition);
            self.bind(local, before);
            let answer = result?;
            match Truth::of(&answer) {
                Truth::True => kept.items.push(item.clone()),
                Truth::False => {}
                Truth::Absent => {
                    // A position does not depend on the element; it is found with the first one.
                    match &answer {
                        Value::Number(position) if place == 0 => {
                            return Ok(pick(&list, *position));
                        }
                        // `standard`: it is neither a condition nor a position.
                        other if !other.is_absent() => return Ok(Value::Absent),
                        _ => {}
                    }
                }
                // In `standard` it may be a position as well.
                Truth::Unknown(causes) => {
                    return Ok(Value::Unknown(causes.faulting()));
                }
                Truth::Fault(fault) => kept.items.push(Value::Fault(fault)),
            }
        }
        self.charge(kept.items.len())?;
        Ok(Value::List(Arc::new(kept)))
    }
}

impl<E: Env + ?Sized> Machine<'_, E> {
    /// `list[position]` where the checker knows that it is a position.
    pub(super) fn index(&mut self, list: NodeId, position: NodeId) -> Step {
        let list = match self.source(list)? {
            Source::List(list) => list,
            Source::Blocked(value) => return Ok(value),
        };
        Ok(match self.node(position)? {
            Value::Number(position) => pick(&list, position),
            Value::Unknown(causes) => Value::Unknown(causes.faulting()),
            value @ (Value::Fault(_) | Value::Absent) => value,
            _ => self.settle(Err(Fault::WrongType)),
        })
    }
}

/// The element at a position from 1, or from −1 at the end.
fn pick(list: &List, position: Decimal) -> Value {
    if let Some(open) = &list.open {
        let causes = Value::List(Arc::new(list.clone())).causes();
        return Value::Unknown(causes.unwrap_or_else(|| Arc::clone(open)).faulting());
    }
    let Some(position) = position.to_i64() else {
        return Value::Absent;
    };
    let length = i64::try_from(list.items.len()).unwrap_or(i64::MAX);
    let place = if position < 0 {
        length.saturating_add(position)
    } else {
        position.saturating_sub(1)
    };
    usize::try_from(place)
        .ok()
        .and_then(|place| list.items.get(place))
        .cloned()
        .unwrap_or_default()
}
