//! A loaded catalogue.

use crate::api::{
    About, CatalogView, Diagnostic, Draft, Guide, ItemSummary, ItemsQuery, OpenOptions,
    ReplayReport, WireFacts,
};
use crate::{EngineError, Session};
use std::sync::Arc;
use tongban_image::{Image, decode_image};

/// A loaded catalogue: items, guides, sessions, decisions.
#[derive(Debug)]
pub struct Engine {
    digest: String,
    image: Image,
}

fn unsupported(what: &str) -> Diagnostic {
    Diagnostic::error("engine.unsupported", format!("`{what}` is not there yet"))
}

impl Engine {
    /// An engine from a module's parts: its digest (lower-case hex), image and texts by locale.
    ///
    /// # Errors
    /// `module.image`: not an image, cut short, or built for another engine.
    pub fn from_parts(
        digest: &str,
        image: &[u8],
        texts: Vec<(&str, &[u8])>,
    ) -> Result<Self, EngineError> {
        let image = decode_image(image)
            .map_err(|error| Diagnostic::error("module.image", error.to_string()))?;
        let _ = texts;
        Ok(Self {
            digest: digest.to_owned(),
            image,
        })
    }

    /// Module, engine and catalogue, in a language.
    ///
    /// # Errors
    /// `lang.unknown`.
    pub fn about(&self, lang: &str) -> Result<About, EngineError> {
        let _ = lang;
        Ok(About {
            digest: self.digest.clone(),
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            catalog: CatalogView {
                id: self.image.catalog.id.clone(),
                name: String::new(),
                version: self.image.catalog.version.clone(),
                revision: self.image.catalog.revision,
                effective: self.image.catalog.effective.clone(),
                notice: String::new(),
            },
            locales: self.image.catalog.locales.clone(),
        })
    }

    /// Items that fit a query, in catalogue order.
    ///
    /// # Errors
    /// `lang.unknown`.
    pub fn items(&self, query: &ItemsQuery, lang: &str) -> Result<Vec<ItemSummary>, EngineError> {
        let _ = (query, lang);
        Err(unsupported("items"))
    }

    /// The guide of an item (id or code), for everybody or for this situation.
    /// `applicationDate` and `insuredRegion` among the facts set the session's date and region.
    ///
    /// # Errors
    /// `item.unknown`, `lang.unknown`, or those of [`Session::set`].
    pub fn guide(
        self: &Arc<Self>,
        item: &str,
        facts: Option<&WireFacts>,
        lang: &str,
    ) -> Result<Guide, EngineError> {
        let _ = (item, facts, lang);
        Err(unsupported("guide"))
    }

    /// Opens a session.
    ///
    /// # Errors
    /// `item.unknown`, `date.invalid`, `region.invalid`, `lang.unknown`, `capability.unknown`, `module.item`.
    pub fn open(self: &Arc<Self>, options: OpenOptions) -> Result<Session, EngineError> {
        let _: (OpenOptions, Option<Draft>) = (options, None);
        Err(unsupported("open"))
    }

    /// One decision, bytes to bytes; errors come back as `{"diagnostics":[…]}`.
    #[must_use]
    pub fn decide(self: &Arc<Self>, request: &[u8]) -> Vec<u8> {
        let _ = request;
        br#"{"diagnostics":[{"code":"engine.unsupported"}]}"#.to_vec()
    }

    /// Decides a packet again from its own facts, date and module, and says what differs.
    ///
    /// # Errors
    /// `json.*`, `packet.*`, `replay.module` when another module made it.
    pub fn replay(self: &Arc<Self>, packet: &[u8]) -> Result<ReplayReport, EngineError> {
        let _ = packet;
        Err(unsupported("replay"))
    }
}
