//! The language of texts in answers.

use crate::state::State;
use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use std::convert::Infallible;

/// The first language of `Accept-Language` that the catalogue has; zh-Hans without any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// 简体中文
    ZhHans,
    /// 繁體中文
    ZhHant,
    /// English
    En,
}

impl Language {
    /// BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::ZhHans => "zh-Hans",
            Self::ZhHant => "zh-Hant",
            Self::En => "en",
        }
    }

    fn choose(accepted: &str) -> Self {
        for part in accepted.split(',').take(16) {
            let tag = part
                .split(';')
                .next()
                .unwrap_or_default()
                .trim()
                .to_ascii_lowercase();
            if tag.starts_with("zh-hant") || tag == "zh-tw" || tag == "zh-hk" || tag == "zh-mo" {
                return Self::ZhHant;
            }
            if tag == "zh" || tag.starts_with("zh-") {
                return Self::ZhHans;
            }
            if tag == "en" || tag.starts_with("en-") {
                return Self::En;
            }
        }
        Self::ZhHans
    }
}

impl FromRequestParts<State> for Language {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &State) -> Result<Self, Infallible> {
        let accepted = parts
            .headers
            .get(header::ACCEPT_LANGUAGE)
            .and_then(|v| v.to_str().ok())
            .unwrap_or_default();
        Ok(Self::choose(accepted))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_language_that_we_have() {
        assert_eq!(Language::choose("fr, zh-TW;q=0.9, en"), Language::ZhHant);
        assert_eq!(Language::choose("en-GB,zh"), Language::En);
        assert_eq!(Language::choose("zh-CN"), Language::ZhHans);
        assert_eq!(Language::choose("*"), Language::ZhHans);
    }
}
