//! What a DMN file defines, as written: nothing is resolved yet.

use super::boxed::{Boxed, FunctionDefinition, UnaryTests};
use super::lines::Lines;
use super::version::Version;
use std::collections::BTreeMap;
use std::sync::Arc;
use tongban_runtime::Where;

/// A place in the file: an offset in bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Place(pub u32);

/// One DMN file.
#[derive(Clone, PartialEq, Debug)]
pub struct Definitions {
    /// The file's name, for messages.
    pub file: String,
    /// Its text, for messages.
    pub source: Arc<str>,
    /// Where its lines start.
    pub lines: Lines,
    /// The version of the standard that it follows.
    pub version: Version,
    /// Its name.
    pub name: String,
    /// The namespace of what it defines.
    pub namespace: String,
    /// Namespaces by the prefix that stands for them.
    pub prefixes: BTreeMap<String, String>,
    /// Models it uses.
    pub imports: Vec<Import>,
    /// Types.
    pub items: Vec<ItemDefinition>,
    /// Places of types by name; of two with one name, the first.
    pub item_places: BTreeMap<String, usize>,
    /// Input data.
    pub inputs: Vec<InputData>,
    /// Decisions.
    pub decisions: Vec<Decision>,
    /// Business knowledge models.
    pub knowledge: Vec<Knowledge>,
    /// Decision services.
    pub services: Vec<Service>,
}

impl Definitions {
    /// The type of a name.
    #[must_use]
    pub fn item(&self, name: &str) -> Option<&ItemDefinition> {
        self.items.get(*self.item_places.get(name)?)
    }

    /// File, line and column of a place.
    pub(crate) fn located(&self, place: Place) -> Where {
        self.lines.located(&self.file, &self.source, place)
    }
}

/// Another model that is used.
#[derive(Clone, PartialEq, Debug)]
pub struct Import {
    /// What its names are prefixed with; empty where they are used as they are.
    pub name: String,
    /// Its namespace.
    pub namespace: String,
    /// Where it is.
    pub at: Place,
}

/// A variable, a parameter or a column: a name and the name of a type.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct InformationItem {
    /// Its name; may be empty for the result entry of a context.
    pub name: String,
    /// The type's name, as written.
    pub type_ref: Option<String>,
    /// Where it is.
    pub at: Place,
}

/// A type.
#[derive(Clone, PartialEq, Debug)]
pub struct ItemDefinition {
    /// Its name.
    pub name: String,
    /// The type that it narrows or lists.
    pub type_ref: Option<String>,
    /// Which values are allowed: of the elements, where it is a collection.
    pub allowed: Option<UnaryTests>,
    /// Which values are allowed: of the collection itself (since 1.5).
    pub constraint: Option<UnaryTests>,
    /// Its components.
    pub components: Vec<Self>,
    /// What functions of this type take and give.
    pub function: Option<FunctionItem>,
    /// Whether values are lists of what else is said here.
    pub collection: bool,
    /// Where it is.
    pub at: Place,
}

/// The type of a function.
#[derive(Clone, PartialEq, Debug)]
pub struct FunctionItem {
    /// What it gives.
    pub output: Option<String>,
    /// What it takes.
    pub parameters: Vec<InformationItem>,
}

/// An input.
#[derive(Clone, PartialEq, Debug)]
pub struct InputData {
    /// Its id.
    pub id: String,
    /// Its variable.
    pub variable: InformationItem,
    /// Where it is.
    pub at: Place,
}

/// A reference to an element: `#id`, or `namespace#id`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Href {
    /// As written.
    pub text: String,
    /// Where it is.
    pub at: Place,
}

/// A decision.
#[derive(Clone, PartialEq, Debug)]
pub struct Decision {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its variable.
    pub variable: InformationItem,
    /// Decisions and inputs that it needs.
    pub information: Vec<Href>,
    /// Knowledge models and services that it calls.
    pub knowledge: Vec<Href>,
    /// Its logic; a decision without has no value.
    pub logic: Option<Boxed>,
    /// Where it is.
    pub at: Place,
}

/// A business knowledge model.
#[derive(Clone, PartialEq, Debug)]
pub struct Knowledge {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its variable.
    pub variable: InformationItem,
    /// The function.
    pub logic: Option<FunctionDefinition>,
    /// Knowledge models and services that it calls.
    pub knowledge: Vec<Href>,
    /// Where it is.
    pub at: Place,
}

/// A decision service.
#[derive(Clone, PartialEq, Debug)]
pub struct Service {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its variable.
    pub variable: InformationItem,
    /// Decisions whose results it gives.
    pub outputs: Vec<Href>,
    /// Decisions that it takes as given.
    pub input_decisions: Vec<Href>,
    /// Inputs that it takes.
    pub input_data: Vec<Href>,
    /// Where it is.
    pub at: Place,
}
