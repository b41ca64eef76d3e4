//! What can be measured apart.

use anyhow::{Context, Result};
use clap::ValueEnum;

use crate::places::Places;
use crate::report::Report;
use crate::{forms, gateway, native, roster, rule, sets, size, start, yardstick};

/// A part of the measurements, a section of the page.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// Sizes of the evaluator, the engine and modules.
    Sizes,
    /// Loading modules and opening items, in Node.js.
    Start,
    /// One fact, and a whole form, in wasm.
    Sets,
    /// One rule beside hand-written code and peers.
    Rule,
    /// A roster from CSV bytes to findings, in wasm.
    Roster,
    /// One form in six form engines, in Node.js and Chromium.
    Forms,
    /// The engine's paths, native.
    Paths,
    /// Packets that the intake service takes in a second.
    Gateway,
}

impl Part {
    /// All, in the order of the page.
    pub const ALL: [Self; 8] = [
        Self::Sizes,
        Self::Start,
        Self::Sets,
        Self::Rule,
        Self::Roster,
        Self::Forms,
        Self::Paths,
        Self::Gateway,
    ];

    /// As the command line names it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sizes => "sizes",
            Self::Start => "start",
            Self::Sets => "sets",
            Self::Rule => "rule",
            Self::Roster => "roster",
            Self::Forms => "forms",
            Self::Paths => "paths",
            Self::Gateway => "gateway",
        }
    }

    /// Measures it.
    ///
    /// # Errors
    /// If something cannot be built or run, or an answer is not what it must be.
    pub fn measure(self, report: &mut Report, places: &Places) -> Result<()> {
        match self {
            Self::Sizes => size::measure(report, places),
            Self::Start => start::measure(report, places),
            Self::Sets => sets::measure(report, places),
            Self::Rule => rule::measure(report, &places.bench),
            Self::Roster => roster::measure(report, places),
            Self::Forms => forms::measure(report, places),
            Self::Paths => {
                let module = std::fs::read(places.module()).context("the module")?;
                native::report(report, &module, yardstick::measure())
            }
            Self::Gateway => gateway::measure(report, places),
        }
    }
}
