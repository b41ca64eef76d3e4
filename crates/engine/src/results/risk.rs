//! Risk points (风险防控点).

use crate::api::RiskView;
use crate::plan::at;
use crate::session::{Session, Tri};
use tongban_image::{ItemRisk, Level, Risk};

/// A level on the wire.
pub(crate) const fn level_id(level: Level) -> &'static str {
    match level {
        Level::Warn => "warn",
        Level::Review1 => "review1",
        Level::Review2 => "review2",
        Level::Block => "block",
    }
}

impl Session {
    pub(crate) fn risk(&self, number: u32) -> Option<(&ItemRisk, &Risk)> {
        let risk = at(&self.plan.item.risks, number)?;
        Some((risk, at(&self.engine.image().risks, risk.risk)?))
    }

    /// What a risk point's rule says; none when only the gateway can decide it.
    pub(crate) fn risk_result(&self, risk: &ItemRisk) -> Option<Tri> {
        risk.node.map(|node| self.scope().holds(Some(node)))
    }

    pub(crate) fn risk_view(&self, number: u32) -> Option<RiskView> {
        let (risk, pattern) = self.risk(number)?;
        let result = self.risk_result(risk);
        let state = match &result {
            None | Some(Tri::Maybe(_)) => "unknown",
            Some(Tri::Yes) => "fired",
            Some(Tri::No) => "silent",
            Some(Tri::Fault(_)) => "fault",
        };
        // What was not found is not said of anybody.
        let name = match state {
            "fired" => pattern.name,
            _ => pattern.check.unwrap_or(pattern.name),
        };
        Some(RiskView {
            id: risk.id.clone(),
            code: pattern.code.clone(),
            name: self.text(name),
            state: state.to_owned(),
            level: level_id(risk.level).to_owned(),
            message: (result == Some(Tri::Yes)).then(|| self.message(&risk.message, &self.scope())),
            because: result
                .as_ref()
                .map_or_else(Vec::new, |result| self.because_of(result)),
            back_office: result.as_ref().is_none_or(Tri::is_for_back_office),
            basis: self.bases(pattern.basis.iter().copied()),
            focus: self.focus(risk.focus),
        })
    }
}
