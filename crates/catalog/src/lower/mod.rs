//! From authored to compiled: every reference resolved, every rule compiled, every text in its table.

mod bundle;
pub(crate) mod compile;
mod dated;
mod dictionary;
pub(crate) mod functions;
mod identity;
pub(crate) mod item;
mod listed;
mod tables;
mod template;
mod texts;
pub(crate) mod types;

use crate::authored::{Authored, Word};
use crate::finding::Findings;
use crate::names::Names;
use crate::problem::Problem;
use crate::source::Sources;
use crate::usage::Usage;
use texts::TextTable;
use tongban_image as image;

pub(crate) use compile::report;
pub(crate) use template::{Segment, cut};
pub use texts::LOCALES;

/// What every part of the lowering reads.
#[derive(Clone, Copy)]
pub struct Shared<'a> {
    /// The catalogue as written.
    pub authored: &'a Authored,
    /// Its names.
    pub names: &'a Names,
    /// Its files.
    pub sources: &'a Sources,
}

/// The compiled catalogue.
#[derive(Debug, Clone, PartialEq)]
pub struct Built {
    /// Everything but texts.
    pub image: image::Image,
    /// Texts, one table a language.
    pub texts: Vec<image::Texts>,
}

/// Lowers a catalogue; `None` where a part is missing, with findings.
pub fn lower(shared: Shared<'_>, findings: Findings) -> (Option<Built>, Usage, Findings) {
    let mut lowering = Lowering {
        shared,
        findings,
        texts: TextTable::default(),
        usage: Usage::default(),
    };
    let image = lowering.image();
    let Lowering {
        findings,
        texts,
        usage,
        ..
    } = lowering;
    let built = image.map(|image| {
        let texts = texts.finish(&image.catalog.locales);
        Built { image, texts }
    });
    (built, usage, findings)
}

impl Lowering<'_> {
    fn image(&mut self) -> Option<image::Image> {
        let catalog = self.info();
        let bases = self.cited();
        let facts = self.facts();
        let parameters = self.parameters();
        let calendar = self.calendar();
        let materials = self.materials();
        let risks = self.risks();
        let messages = self.messages();
        let functions = self.functions();
        let items = self.items();
        let bundles = self.bundles(&items);
        let formats = self
            .shared
            .authored
            .formats
            .iter()
            .map(|format| format.body.clone())
            .collect();
        Some(image::Image {
            catalog: catalog?,
            facts: facts.into(),
            formats,
            parameters,
            functions: functions?.into(),
            calendar,
            bases,
            materials,
            risks,
            messages,
            items,
            bundles,
        })
    }
}

/// A lowering under way.
pub(crate) struct Lowering<'a> {
    pub(crate) shared: Shared<'a>,
    pub(crate) findings: Findings,
    pub(crate) texts: TextTable,
    pub(crate) usage: Usage,
}

pub(crate) fn not_a_date(word: &Word, findings: &mut Findings) {
    findings.error(word.at, &Problem::NotADate { text: &word.value });
}

pub(crate) fn not_a_number(word: &Word, findings: &mut Findings) {
    findings.error(word.at, &Problem::NotANumber { text: &word.value });
}
