//! Conditions of acceptance (受理条件).

use crate::api::ConditionView;
use crate::plan::at;
use crate::session::{Place, Session, Tri};

/// The state of a condition on the wire.
const fn state(result: &Tri) -> &'static str {
    match result {
        Tri::Yes => "met",
        Tri::No => "not-met",
        Tri::Maybe(_) => "unknown",
        Tri::Fault(_) => "fault",
    }
}

impl Session {
    pub(crate) fn condition_result(&self, condition: u32) -> Tri {
        self.scope()
            .holds(at(&self.plan.item.conditions, condition).map(|condition| condition.node))
    }

    pub(crate) fn condition_view(&self, number: u32) -> Option<ConditionView> {
        let condition = at(&self.plan.item.conditions, number)?;
        let result = self.condition_result(number);
        let unmet = result == Tri::No;
        let message = match result {
            Tri::Yes => condition.met.as_ref(),
            Tri::No => Some(&condition.unmet),
            Tri::Maybe(_) | Tri::Fault(_) => None,
        };
        Some(ConditionView {
            id: condition.id.clone(),
            name: self.text(condition.name),
            state: state(&result).to_owned(),
            because: self.because_of(&result),
            message: message.map(|message| self.message(message, &self.scope())),
            remedy: condition
                .remedy
                .as_ref()
                .filter(|_| unmet)
                .map(|remedy| self.message(remedy, &self.scope())),
            basis: self.bases(condition.basis.iter().copied()),
            focus: self.focus(condition.focus),
        })
    }

    /// The path of a field outside rows.
    pub(crate) fn focus(&self, field: Option<u32>) -> Option<String> {
        let field = at(&self.plan.item.fields, field?)?;
        let mut slot = field.slot;
        while let Some(group) = self.plan.slot(slot)?.group {
            slot = group;
        }
        Some(self.path(Place { slot, row: 0 }, true))
    }
}
