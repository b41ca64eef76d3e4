//! Giving a material once for every item that has it.

use super::BundleSession;
use crate::EngineError;
use crate::api::{Changes, Diagnostic, FileView};
use crate::decide::GivenMaterial;
use crate::results::How;
use crate::session::Session;

impl BundleSession {
    /// Gives a file for a material. Its bytes stay with the host.
    ///
    /// # Errors
    /// As [`Session::attach`]; nothing is given then.
    pub fn attach(&mut self, material: &str, file: FileView) -> Result<Changes, EngineError> {
        // What is taken depends on the material alone, so the first refusal comes before anything was stored.
        self.each(material, |session| session.attach(material, file.clone()))
    }

    /// Takes a file back.
    ///
    /// # Errors
    /// `material.unknown`, `file.unknown`.
    pub fn detach(&mut self, material: &str, sha256: &str) -> Result<Changes, EngineError> {
        self.some(material, |session| session.detach(material, sha256))
    }

    /// Promises a material (告知承诺) in every item where it can be promised; each item has its own text.
    ///
    /// # Errors
    /// `material.unknown`, `material.way` when no item takes a promise here.
    pub fn promise(&mut self, material: &str) -> Result<Changes, EngineError> {
        self.some(material, |session| session.choose(material, How::Promised))
    }

    /// Hands a material in later (容缺).
    ///
    /// # Errors
    /// `material.unknown`, `material.way`.
    pub fn defer(&mut self, material: &str) -> Result<Changes, EngineError> {
        self.some(material, |session| session.choose(material, How::Deferred))
    }

    /// Has a material checked against shared data.
    ///
    /// # Errors
    /// `material.unknown`, `material.way`.
    pub fn shared(&mut self, material: &str) -> Result<Changes, EngineError> {
        self.some(material, |session| session.choose(material, How::Shared))
    }

    /// Signs a form that is rendered from the answers.
    ///
    /// # Errors
    /// `material.unknown`, `material.way`.
    pub fn sign(&mut self, material: &str) -> Result<Changes, EngineError> {
        self.some(material, |session| session.choose(material, How::Rendered))
    }

    /// Has the office fetch a material.
    ///
    /// # Errors
    /// `material.unknown`, `material.way`.
    pub fn fetch(&mut self, material: &str) -> Result<Changes, EngineError> {
        self.some(material, |session| session.choose(material, How::Fetched))
    }

    /// Takes back how a material was given, files included.
    ///
    /// # Errors
    /// `material.unknown`.
    pub fn withdraw(&mut self, material: &str) -> Result<Changes, EngineError> {
        self.each(material, |session| session.withdraw(material))
    }

    /// Gives a material in the way a request or a worked case names, in every item that takes it so.
    ///
    /// # Errors
    /// `material.*`, `file.*`.
    pub fn give(&mut self, material: &str, given: &GivenMaterial) -> Result<(), EngineError> {
        self.some(material, |session| session.give(material, given))?;
        Ok(())
    }

    /// Members that have a material.
    fn with(&mut self, material: &str) -> Result<Vec<&mut Session>, EngineError> {
        let found: Vec<&mut Session> = self
            .members
            .iter_mut()
            .filter(|session| session.material_named(material).is_some())
            .collect();
        if found.is_empty() {
            let shown: String = material
                .chars()
                .filter(char::is_ascii_graphic)
                .take(60)
                .collect();
            return Err(Diagnostic::error(
                "material.unknown",
                format!("`{shown}` is no material of any item of this bundle"),
            ));
        }
        Ok(found)
    }

    /// In every member that has the material; the first refusal ends it.
    fn each<T>(
        &mut self,
        material: &str,
        mut give: impl FnMut(&mut Session) -> Result<T, EngineError>,
    ) -> Result<Changes, EngineError> {
        for session in self.with(material)? {
            give(session)?;
        }
        Ok(self.redraw())
    }

    /// In every member that takes it so; refused when none does.
    fn some<T>(
        &mut self,
        material: &str,
        mut give: impl FnMut(&mut Session) -> Result<T, EngineError>,
    ) -> Result<Changes, EngineError> {
        let mut refused = None;
        let mut taken = false;
        for session in self.with(material)? {
            match give(session) {
                Ok(_) => taken = true,
                Err(error) => refused = refused.or(Some(error)),
            }
        }
        match refused {
            Some(error) if !taken => Err(error),
            _ => Ok(self.redraw()),
        }
    }
}
