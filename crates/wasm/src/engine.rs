//! The engine as JavaScript holds it.

use crate::boundary::{Out, out, read, throw};
use crate::frame::Frame;
use crate::session::SessionHandle;
use std::sync::Arc;
use tongban_engine::Engine;
use tongban_engine::api::{ItemsQuery, WireFacts};
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
    pub fn new(frame: &[u8]) -> Out<Self> {
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

    /// Items that fit a query (JSON text), as JSON text.
    pub fn items(&self, query: &str, lang: &str) -> Out<String> {
        out(self.engine.items(&read::<ItemsQuery>(query)?, lang))
    }

    /// The guide of an item, for the situation in `facts` (JSON text) when given, as JSON text.
    pub fn guide(&self, item: &str, facts: Option<String>, lang: &str) -> Out<String> {
        let facts = facts.as_deref().map(read::<WireFacts>).transpose()?;
        out(self.engine.guide(item, facts.as_ref(), lang))
    }

    /// Opens a session; options as JSON text.
    pub fn open(&self, options: &str) -> Out<SessionHandle> {
        let session = self.engine.open(read(options)?).map_err(throw)?;
        Ok(SessionHandle::new(session))
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
