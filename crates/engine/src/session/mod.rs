//! One application under way.

use crate::EngineError;
use crate::api::{
    Changes, Draft, Explanation, FileView, Next, Origin, Packet, Reason, View, WireValue,
};

/// One application: an item, an application date, the insured region and facts.
#[derive(Debug)]
pub struct Session {
    never: core::convert::Infallible,
}

impl Session {
    /// Sets a fact by path and returns what changed.
    pub fn set(
        &mut self,
        path: &str,
        value: &WireValue,
        origin: Origin,
    ) -> Result<Changes, EngineError> {
        match self.never {}
    }
    /// Sets many at once; all or none.
    pub fn set_many(
        &mut self,
        facts: &[(String, WireValue, Origin)],
    ) -> Result<Changes, EngineError> {
        match self.never {}
    }
    /// Marks a fact unknown: `not-asked`, `unreachable`, `no-data`.
    pub fn mark_unknown(&mut self, path: &str, reason: &str) -> Result<Changes, EngineError> {
        match self.never {}
    }
    /// Adds a row to a group and returns its stable id.
    pub fn add_row(&mut self, group: &str) -> Result<(String, Changes), EngineError> {
        match self.never {}
    }
    /// Removes a row.
    pub fn remove_row(&mut self, group: &str, row: &str) -> Result<Changes, EngineError> {
        match self.never {}
    }
    /// Says that a group's rows are all there, or not.
    pub fn confirm(&mut self, group: &str, complete: bool) -> Result<Changes, EngineError> {
        match self.never {}
    }
    /// Gives a file for a material.
    pub fn attach(&mut self, material: &str, file: FileView) -> Result<Changes, EngineError> {
        match self.never {}
    }
    /// Takes a file back.
    pub fn detach(&mut self, material: &str, sha256: &str) -> Result<Changes, EngineError> {
        match self.never {}
    }
    /// Promises a material (告知承诺).
    pub fn promise(&mut self, material: &str) -> Result<Changes, EngineError> {
        match self.never {}
    }
    /// Hands a material in later (容缺).
    pub fn defer(&mut self, material: &str) -> Result<Changes, EngineError> {
        match self.never {}
    }
    /// Has a material checked against shared data.
    pub fn shared(&mut self, material: &str) -> Result<Changes, EngineError> {
        match self.never {}
    }
    /// Signs a form that is rendered from the answers.
    pub fn sign(&mut self, material: &str) -> Result<Changes, EngineError> {
        match self.never {}
    }
    /// Takes back how a material was given.
    pub fn withdraw(&mut self, material: &str) -> Result<Changes, EngineError> {
        match self.never {}
    }
    /// Says that a register's value is wrong (对数据有异议).
    pub fn dispute(
        &mut self,
        path: &str,
        reason: &str,
        claimed: Option<WireValue>,
    ) -> Result<Changes, EngineError> {
        match self.never {}
    }
    /// The whole view.
    pub fn view(&self) -> View {
        match self.never {}
    }
    /// The questions worth asking now, best first.
    #[must_use]
    pub fn next(&self) -> Vec<Next> {
        match self.never {}
    }
    /// Everything that stands in the way (一次性告知).
    #[must_use]
    pub fn check(&self) -> Vec<Reason> {
        match self.never {}
    }
    /// Why a result is as it is: `condition:<id>`, `material:<id>`, `risk:<id>`, `field:<path>`, `route`, `deadline`, `verdict`.
    pub fn explain(&self, of: &str) -> Result<Explanation, EngineError> {
        match self.never {}
    }
    /// The answers so far.
    #[must_use]
    pub fn draft(&self) -> Draft {
        match self.never {}
    }
    /// The decision's canonical bytes.
    #[must_use]
    pub fn decision(&self) -> Vec<u8> {
        match self.never {}
    }
    /// SHA-256 of the decision, lower-case hex.
    #[must_use]
    pub fn decision_digest(&self) -> String {
        match self.never {}
    }
    /// What is handed in. `id` is 32 lower-case hex digits.
    pub fn packet(&self, id: &str, supersedes: Option<&str>) -> Result<Packet, EngineError> {
        match self.never {}
    }
}
