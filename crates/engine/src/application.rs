//! An item or a bundle: hosts that go through either hold one of these.

use crate::EngineError;
use crate::api::{
    Changes, Diagnostic, Draft, Explanation, FileView, Next, OpenOptions, Origin, Reason, View,
    WireFacts, WireValue,
};
use crate::bundle::BundleSession;
use crate::decide::GivenMaterial;
use crate::engine::Engine;
use crate::json::canonical_of;
use crate::session::{Place, Session};
use crate::wire::Said;
use std::sync::Arc;

/// One application under way, for an item or for a bundle of items.
#[derive(Debug, Clone)]
#[expect(
    clippy::large_enum_variant,
    reason = "one of them lives as long as an application does"
)]
pub enum Application {
    /// An item.
    Item(Session),
    /// A bundle (打包办).
    Bundle(BundleSession),
}

impl Engine {
    /// Opens an item or a bundle by id or code.
    ///
    /// # Errors
    /// Those of [`Engine::open`] and [`Engine::open_bundle`].
    pub fn open_any(self: &Arc<Self>, options: OpenOptions) -> Result<Application, EngineError> {
        if self.find_bundle(&options.item).is_some() {
            self.open_bundle(options).map(Application::Bundle)
        } else {
            self.open(options).map(Application::Item)
        }
    }
}

/// Methods that both have.
macro_rules! both {
    ($($(#[$doc:meta])* fn $name:ident(&mut self $(, $arg:ident: $ty:ty)*) -> $out:ty;)*) => {
        $($(#[$doc])*
        #[expect(clippy::missing_errors_doc, reason = "as the item's session says")]
        pub fn $name(&mut self $(, $arg: $ty)*) -> Result<$out, EngineError> {
            match self {
                Self::Item(session) => session.$name($($arg),*),
                Self::Bundle(session) => session.$name($($arg),*),
            }
        })*
    };
}

impl Application {
    both! {
        /// Sets a fact by path.
        fn set(&mut self, path: &str, value: &WireValue, origin: Origin) -> Changes;
        /// Sets many facts at once: all, or none.
        fn set_many(&mut self, facts: &[(String, WireValue, Origin)]) -> Changes;
        /// Sets facts as facts files give them.
        fn set_facts(&mut self, facts: &WireFacts) -> ();
        /// Says that a fact is not known.
        fn mark_unknown(&mut self, path: &str, reason: &str) -> Changes;
        /// Adds a row to a group.
        fn add_row(&mut self, group: &str) -> (String, Changes);
        /// Removes a row.
        fn remove_row(&mut self, group: &str, row: &str) -> Changes;
        /// Moves a row.
        fn move_row(&mut self, group: &str, row: &str, to: u32) -> Changes;
        /// Says that a group's rows are all there, or not.
        fn confirm(&mut self, group: &str, complete: bool) -> Changes;
        /// Gives a file for a material.
        fn attach(&mut self, material: &str, file: FileView) -> Changes;
        /// Takes a file back.
        fn detach(&mut self, material: &str, sha256: &str) -> Changes;
        /// Promises a material (告知承诺).
        fn promise(&mut self, material: &str) -> Changes;
        /// Hands a material in later (容缺).
        fn defer(&mut self, material: &str) -> Changes;
        /// Has a material checked against shared data.
        fn shared(&mut self, material: &str) -> Changes;
        /// Signs a form that is rendered from the answers.
        fn sign(&mut self, material: &str) -> Changes;
        /// Has the office fetch a material.
        fn fetch(&mut self, material: &str) -> Changes;
        /// Takes back how a material was given.
        fn withdraw(&mut self, material: &str) -> Changes;
        /// Gives a material in the way a request names.
        fn give(&mut self, material: &str, given: &GivenMaterial) -> ();
        /// Says that a register's value is wrong (对数据有异议).
        fn dispute(&mut self, path: &str, reason: &str, claimed: Option<WireValue>) -> Changes;
        /// Shows everything in another language.
        fn set_lang(&mut self, lang: &str) -> View;
    }

    /// Slot and row of a fact that [`Self::set_at`] takes; none where it must be set by its path: a group, a row named by
    /// its position, a bundle.
    #[must_use]
    pub fn place(&self, path: &str) -> Option<(u32, u32)> {
        match self {
            Self::Item(session) => session.lasting(path).map(|place| (place.slot, place.row)),
            Self::Bundle(_) => None,
        }
    }

    /// The path of a place.
    #[must_use]
    pub fn path_at(&self, (slot, row): (u32, u32)) -> String {
        match self {
            Self::Item(session) => session.path(Place { slot, row }, true),
            Self::Bundle(_) => String::new(),
        }
    }

    /// Sets a fact that the person was asked, where it stands, and writes what changed as bytes (`session/quick.rs` says how).
    /// False: nothing is set, and [`Self::set`] says why.
    pub fn set_at(&mut self, (slot, row): (u32, u32), said: Said<'_>, out: &mut Vec<u8>) -> bool {
        let Self::Item(session) = self else {
            return false;
        };
        let Some(drawn) = session.set_at(Place { slot, row }, said, Origin::Asked) else {
            return false;
        };
        let text = match said {
            Said::Text(text) => Some(text),
            _ => None,
        };
        session.pack(&drawn, text, out);
        true
    }

    /// The whole view.
    #[must_use]
    pub fn view(&self) -> View {
        match self {
            Self::Item(session) => session.view(),
            Self::Bundle(session) => session.view(),
        }
    }

    /// What was said about a draft when the application opened.
    #[must_use]
    pub fn notes(&self) -> Vec<Diagnostic> {
        match self {
            Self::Item(session) => session.notes(),
            Self::Bundle(session) => session.notes(),
        }
    }

    /// The questions worth asking now, best first.
    #[must_use]
    pub fn next(&self) -> Vec<Next> {
        match self {
            Self::Item(session) => session.next(),
            Self::Bundle(session) => session.next(),
        }
    }

    /// Everything that stands in the way (一次性告知).
    #[must_use]
    pub fn check(&self) -> Vec<Reason> {
        match self {
            Self::Item(session) => session.check(),
            Self::Bundle(session) => session.check(),
        }
    }

    /// Why a result is as it is.
    ///
    /// # Errors
    /// `explain.unknown`, `path.*`.
    pub fn explain(&self, of: &str) -> Result<Explanation, EngineError> {
        match self {
            Self::Item(session) => session.explain(of),
            Self::Bundle(session) => session.explain(of),
        }
    }

    /// The answers so far.
    #[must_use]
    pub fn draft(&self) -> Draft {
        match self {
            Self::Item(session) => session.draft(),
            Self::Bundle(session) => session.draft(),
        }
    }

    /// The decision's canonical bytes.
    #[must_use]
    pub fn decision(&self) -> Vec<u8> {
        match self {
            Self::Item(session) => session.decision(),
            Self::Bundle(session) => session.decision(),
        }
    }

    /// SHA-256 of the decision, lower-case hex.
    #[must_use]
    pub fn decision_digest(&self) -> String {
        match self {
            Self::Item(session) => session.decision_digest(),
            Self::Bundle(session) => crate::module::digest(&session.decision()),
        }
    }

    /// What is handed in, as canonical JSON.
    ///
    /// # Errors
    /// `packet.id`.
    pub fn packet(&self, id: &str, supersedes: Option<&str>) -> Result<Vec<u8>, EngineError> {
        match self {
            Self::Item(session) => canonical_of(&session.packet(id, supersedes)?),
            Self::Bundle(session) => canonical_of(&session.packet(id, supersedes)?),
        }
    }
}
