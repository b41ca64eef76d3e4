//! Texts of the pages and of the engine, by key.

use crate::EngineError;
use crate::engine::Engine;
use tongban_runtime::SortedMap;

impl Engine {
    /// Every text of the catalogue's `messages/`, by key, in a language.
    ///
    /// # Errors
    /// `lang.unknown`, `module.texts`.
    pub fn messages(&self, lang: &str) -> Result<SortedMap<String, String>, EngineError> {
        let language = self.language(Some(lang))?;
        let messages = self.image().messages.iter();
        Ok(messages
            .map(|(key, text)| (key.clone(), language.text(*text).into_owned()))
            .collect())
    }
}
