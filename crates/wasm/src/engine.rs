//! The engine as JavaScript holds it.

use crate::boundary::{Out, out, read, throw};
use crate::frame::Frame;
use crate::options::{Opening, record};
use crate::roster::RosterHandle;
use crate::session::SessionHandle;
use std::sync::Arc;
use tongban_engine::Engine;
use tongban_engine::api::{Draft, ItemsQuery, RosterOptions, SuggestOptions, WireFacts};
use wasm_bindgen::prelude::*;

/// A loaded catalogue.
#[wasm_bindgen]
pub struct EngineHandle {
    engine: Arc<Engine>,
}

#[wasm_bindgen]
impl EngineHandle {
    /// Loads a module's parts, framed as `crates/wasm/src/frame.rs` says.
    #[wasm_bindgen(constructor)]
    pub fn new(frame: Vec<u8>) -> Out<Self> {
        let engine = Frame::read(frame).and_then(Frame::engine).map_err(throw)?;
        Ok(Self { engine })
    }

    /// Module, engine and catalogue, as JSON text.
    pub fn about(&self, lang: &str) -> Out<String> {
        out(self.engine.about(lang))
    }

    /// Texts of the pages and of the engine by key, as JSON text.
    pub fn messages(&self, lang: &str) -> Out<String> {
        out(self.engine.messages(lang))
    }

    /// Items that fit a query (`{query, audience, channel, region}`), as JSON text.
    pub fn items(&self, query: JsValue, lang: &str) -> Out<String> {
        out(self.engine.items(&record::<ItemsQuery>(query)?, lang))
    }

    /// Bundles (打包办) that fit a query, as JSON text.
    pub fn bundles(&self, query: JsValue, lang: &str) -> Out<String> {
        out(self.engine.bundles(&record::<ItemsQuery>(query)?, lang))
    }

    /// The guide of an item or a bundle, for the situation in `facts` (JSON text) when given, as JSON text.
    pub fn guide(&self, item: &str, facts: Option<String>, lang: &str) -> Out<String> {
        let facts = facts.as_deref().map(read::<WireFacts>).transpose()?;
        out(self.engine.guide(item, facts.as_ref(), lang))
    }

    /// How every item stands for a person, by the facts known of them (JSON text); options are
    /// `{asOf, region, audience, channel, lang}`; as JSON text.
    pub fn suggest(&self, facts: &str, options: JsValue) -> Out<String> {
        let options = record::<SuggestOptions>(options)?;
        out(self.engine.suggest(&read::<WireFacts>(facts)?, &options))
    }

    /// Opens a session of an item or a bundle; options are `{item, asOf, region, capabilities, lang}`, a draft is JSON text.
    pub fn open(&self, options: JsValue, draft: Option<String>) -> Out<SessionHandle> {
        let options: Opening = record(options)?;
        let draft = draft.as_deref().map(read::<Draft>).transpose()?;
        let session = self.engine.open_any(options.with(draft)).map_err(throw)?;
        Ok(SessionHandle::new(session))
    }

    /// Starts reading a roster: CSV as UTF-8; options (`RosterOptions`) are JSON text.
    pub fn roster(&self, bytes: Vec<u8>, options: &str) -> Out<RosterHandle> {
        let options: RosterOptions = read(options)?;
        let roster = self.engine.roster(bytes, options).map_err(throw)?;
        Ok(RosterHandle::new(roster))
    }

    /// One decision, bytes to bytes.
    pub fn decide(&self, request: &[u8]) -> Vec<u8> {
        self.engine.decide(request)
    }

    /// Decides a packet again and says what differs, as JSON text.
    pub fn replay(&self, packet: &[u8]) -> Out<String> {
        out(self.engine.replay(packet))
    }
}
