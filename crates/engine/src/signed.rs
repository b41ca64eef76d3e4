//! What a person signed, held to the module's own wording: promises and forms rendered from the answers.

use crate::EngineError;
use crate::api::{Difference, Packet};
use crate::results::How;
use crate::session::Session;
use serde_json::Value;

impl Session {
    /// Names signed texts that are not the module's wording for these answers in any of its languages. The session is
    /// left in its own language.
    ///
    /// # Errors
    /// `module.texts`.
    pub(crate) fn compare_signed(
        &mut self,
        packet: &Packet,
        found: &mut Vec<Difference>,
    ) -> Result<(), EngineError> {
        let signed: Vec<(&String, &String, Option<How>)> = packet
            .materials
            .iter()
            .filter_map(|(id, given)| Some((id, given.signed.as_ref()?, How::parse(&given.how))))
            .filter(|(id, ..)| {
                // A material that is not given so at all has been named already.
                let whole = format!("given.{id}");
                let part = format!("given.{id}.");
                !found
                    .iter()
                    .any(|known| known.what == whole || known.what.starts_with(&part))
            })
            .collect();
        if signed.is_empty() {
            return Ok(());
        }
        let mut wordings: Vec<Vec<String>> = vec![Vec::new(); signed.len()];
        let own = self.language.clone();
        let engine = std::sync::Arc::clone(&self.engine);
        for locale in &engine.image().catalog.locales {
            self.language = engine.language(Some(locale))?;
            for ((id, _, how), wordings) in signed.iter().zip(&mut wordings) {
                wordings.extend(how.and_then(|how| self.wording(id, how)));
            }
        }
        self.language = own;
        for ((id, signed, _), wordings) in signed.into_iter().zip(wordings) {
            if !wordings.contains(signed) {
                found.push(Difference {
                    what: format!("given.{id}.signed"),
                    packet: Value::String(signed.clone()),
                    ours: wordings
                        .into_iter()
                        .next()
                        .map_or(Value::Null, Value::String),
                });
            }
        }
        Ok(())
    }

    /// What is signed when a material is given in this way; none where nothing is.
    fn wording(&self, material: &str, how: How) -> Option<String> {
        let (material, _) = self.material(self.material_named(material)?)?;
        let way = self.way(material, how)?;
        matches!(how, How::Promised | How::Rendered)
            .then(|| {
                way.text
                    .as_ref()
                    .map(|text| self.message(text, &self.scope()))
            })
            .flatten()
    }
}
