//! The catalogue as policy staff write it: one type a concept, with places, names not yet resolved.

mod basis;
mod bundle;
mod calendar;
mod case;
mod catalog;
mod fact;
mod form;
mod format;
mod function;
mod item;
mod material;
mod message;
mod parameter;
mod risk;
mod rule;
mod suggest;
mod table;
mod timing;
mod walk;

pub use basis::Basis;
pub use bundle::{Bundle, Member, Need};
pub use calendar::CalendarYear;
pub use case::{Case, Expect, How};
pub use catalog::{Catalog, Channel, Level, Region, Unit};
pub use fact::{EnumValue, Fact, FactType, FormatChoice, Source};
pub use form::{Check, Column, Field, Page, Required, Section};
pub use format::{Format, FormatFunction};
pub use function::{Body, Function, TypeRef, TypeWord};
pub use item::{Condition, Effect, Item, ItemRisk, Named};
pub use material::{ItemMaterial, Material, Way, WayWord};
pub use message::Message;
pub use parameter::{Parameter, ParameterRow};
pub use risk::Risk;
pub use rule::Rule;
pub use suggest::{Suggest, Unless};
pub use table::{Input as TableInput, Output as TableOutput, Table, TableBody, TableFile};
pub use timing::{Deadline, Limit, Route};
pub use walk::{Decides, RuleAt};

use crate::source::Spanned;

/// A word with its place: an id, a reference, a date or number not yet checked.
pub type Word = Spanned<String>;

/// Everything authored.
#[derive(Debug, Clone, Default)]
pub struct Authored {
    /// `catalog.yaml`; present once loading succeeded.
    pub catalog: Option<Catalog>,
    /// `bases.yaml`.
    pub bases: Vec<Basis>,
    /// `facts/`.
    pub facts: Vec<Fact>,
    /// `formats/`.
    pub formats: Vec<Format>,
    /// `parameters/`.
    pub parameters: Vec<Parameter>,
    /// `functions/`.
    pub functions: Vec<Function>,
    /// `calendar/`.
    pub calendar: Vec<CalendarYear>,
    /// `materials.yaml`.
    pub materials: Vec<Material>,
    /// `risks.yaml`.
    pub risks: Vec<Risk>,
    /// `items/` and `reserve/`.
    pub items: Vec<Item>,
    /// `bundles/`.
    pub bundles: Vec<Bundle>,
    /// `cases/`, by item id.
    pub cases: Vec<Case>,
    /// `messages/`.
    pub messages: Vec<Message>,
}
