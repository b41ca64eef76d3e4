//! A session as JavaScript holds it. It stays here; only changes go out, as JSON text.

use crate::boundary::{Out, origin, out, read, throw, to_text, value};
use crate::options::record;
use serde::Serialize;
use tongban_engine::api::{Changes, WireFacts};
use tongban_engine::{Application, Said};
use wasm_bindgen::prelude::*;

/// One application under way, for an item or for a bundle (打包办).
#[wasm_bindgen]
pub struct SessionHandle {
    session: Application,
    /// Where a host writes the text of a value for `setAt`.
    input: Box<[u8; INPUT]>,
    /// Where `setAt` writes what changed.
    output: Vec<u8>,
}

/// Most bytes of a text that `setAt` takes; longer ones are set by path.
const INPUT: usize = 256;

/// A new row and what it changed.
#[derive(Serialize)]
struct AddedRow {
    row: String,
    changes: Changes,
}

impl SessionHandle {
    /// Around an open session.
    pub(crate) fn new(session: Application) -> Self {
        Self {
            session,
            input: Box::new([0; INPUT]),
            output: Vec::with_capacity(1024),
        }
    }
}

#[wasm_bindgen]
impl SessionHandle {
    /// Sets a fact; the value is JSON text.
    pub fn set(&mut self, path: &str, json: &str, from: &str) -> Out<String> {
        let (json, from) = (value(json)?, origin(from)?);
        out(self.session.set(path, &json, from))
    }

    /// Slot and row of a fact that `setAt` takes.
    pub fn place(&self, path: &str) -> Option<Vec<u32>> {
        let (slot, row) = self.session.place(path)?;
        Some(vec![slot, row])
    }

    /// The path of a slot in a row, 0: in none.
    #[wasm_bindgen(js_name = pathAt)]
    pub fn path_at(&self, slot: u32, row: u32) -> String {
        self.session.path_at((slot, row))
    }

    /// Addresses of input and output, and how far the output goes before it moves.
    pub fn buffers(&self) -> Vec<u32> {
        let address = |bytes: &[u8]| u32::try_from(bytes.as_ptr().addr()).unwrap_or_default();
        let room = u32::try_from(self.output.capacity()).unwrap_or_default();
        vec![address(self.input.as_slice()), address(&self.output), room]
    }

    /// Sets a fact where it stands, to null (0), false (1), true (2), a whole number (3) or a text (4) of so many bytes in the
    /// input. Gives how many bytes in the output say what changed; none: nothing was set, `set` says why.
    #[wasm_bindgen(js_name = setAt)]
    pub fn set_at(&mut self, slot: u32, row: u32, kind: u32, length: usize) -> usize {
        let text = self.input.get(..length).map(core::str::from_utf8);
        let said = match (kind, text) {
            (0, _) => Said::Null,
            (1 | 2, _) => Said::Bool(kind == 2),
            (3, Some(Ok(text))) => match text.parse() {
                Ok(number) => Said::Whole(number),
                Err(_) => return 0,
            },
            (4, Some(Ok(text))) => Said::Text(text),
            _ => return 0,
        };
        self.output.clear();
        self.session.set_at((slot, row), said, &mut self.output);
        self.output.len()
    }

    /// Sets many facts at once, all or none; an object of path to value, as JSON text.
    #[wasm_bindgen(js_name = setMany)]
    pub fn set_many(&mut self, facts: &str, from: &str) -> Out<String> {
        let from = origin(from)?;
        let facts: WireFacts = read(facts)?;
        let facts: Vec<_> = facts
            .into_iter()
            .map(|(path, json)| (path, json, from))
            .collect();
        out(self.session.set_many(&facts))
    }

    /// Marks a fact unknown: `not-asked`, `unreachable`, `no-data`.
    pub fn unknown(&mut self, path: &str, reason: &str) -> Out<String> {
        out(self.session.mark_unknown(path, reason))
    }

    /// Adds a row to a group; gives its stable id and the changes.
    #[wasm_bindgen(js_name = addRow)]
    pub fn add_row(&mut self, group: &str) -> Out<String> {
        let added = self.session.add_row(group);
        out(added.map(|(row, changes)| AddedRow { row, changes }))
    }

    /// Removes a row.
    #[wasm_bindgen(js_name = removeRow)]
    pub fn remove_row(&mut self, group: &str, row: &str) -> Out<String> {
        out(self.session.remove_row(group, row))
    }

    /// Moves a row to another position among those beside it, from 0.
    #[wasm_bindgen(js_name = moveRow)]
    pub fn move_row(&mut self, group: &str, row: &str, to: u32) -> Out<String> {
        out(self.session.move_row(group, row, to))
    }

    /// Says that a group's rows are all there, or not.
    pub fn confirm(&mut self, group: &str, complete: bool) -> Out<String> {
        out(self.session.confirm(group, complete))
    }

    /// Gives a file for a material: `{name, media, size, sha256}`; its bytes stay with the host.
    pub fn attach(&mut self, material: &str, file: JsValue) -> Out<String> {
        out(self.session.attach(material, record(file)?))
    }

    /// Takes a file back.
    pub fn detach(&mut self, material: &str, sha256: &str) -> Out<String> {
        out(self.session.detach(material, sha256))
    }

    /// Promises a material (告知承诺).
    pub fn promise(&mut self, material: &str) -> Out<String> {
        out(self.session.promise(material))
    }

    /// Hands a material in later (容缺).
    pub fn defer(&mut self, material: &str) -> Out<String> {
        out(self.session.defer(material))
    }

    /// Has a material checked against shared data.
    pub fn shared(&mut self, material: &str) -> Out<String> {
        out(self.session.shared(material))
    }

    /// Signs a form that is rendered from the answers.
    pub fn sign(&mut self, material: &str) -> Out<String> {
        out(self.session.sign(material))
    }

    /// Has the office fetch a material.
    pub fn fetch(&mut self, material: &str) -> Out<String> {
        out(self.session.fetch(material))
    }

    /// Takes back how a material was given.
    pub fn withdraw(&mut self, material: &str) -> Out<String> {
        out(self.session.withdraw(material))
    }

    /// Says that a register's value is wrong (对数据有异议); `claimed` is JSON text.
    pub fn dispute(&mut self, path: &str, reason: &str, claimed: Option<String>) -> Out<String> {
        let claimed = claimed.as_deref().map(value).transpose()?;
        out(self.session.dispute(path, reason, claimed))
    }

    /// The whole view.
    pub fn view(&self) -> String {
        to_text(&self.session.view())
    }

    /// Shows everything in another language; gives the whole view.
    #[wasm_bindgen(js_name = setLang)]
    pub fn set_lang(&mut self, lang: &str) -> Out<String> {
        out(self.session.set_lang(lang))
    }

    /// What could not be taken over from the draft.
    pub fn notes(&self) -> String {
        to_text(&self.session.notes())
    }

    /// The questions worth asking now, best first.
    pub fn next(&self) -> String {
        to_text(&self.session.next())
    }

    /// Everything that stands in the way (一次性告知).
    pub fn check(&self) -> String {
        to_text(&self.session.check())
    }

    /// Why a result is as it is.
    pub fn explain(&self, of: &str) -> Out<String> {
        out(self.session.explain(of))
    }

    /// The answers so far.
    pub fn draft(&self) -> String {
        to_text(&self.session.draft())
    }

    /// The decision's canonical bytes: what its digest is over.
    pub fn decision(&self) -> Vec<u8> {
        self.session.decision()
    }

    /// SHA-256 of the decision, lower-case hex.
    #[wasm_bindgen(js_name = decisionDigest)]
    pub fn decision_digest(&self) -> String {
        self.session.decision_digest()
    }

    /// What is handed in, as canonical bytes.
    pub fn packet(&self, id: &str, supersedes: Option<String>) -> Out<Vec<u8>> {
        let packet = self.session.packet(id, supersedes.as_deref());
        packet.map_err(throw)
    }
}
