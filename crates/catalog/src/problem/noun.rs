//! What parts of a catalogue are called.

use tongban_feel::Lang;

/// A word for a part of the catalogue, in each language that findings are said in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Noun {
    zh: &'static str,
    en: &'static str,
}

impl Noun {
    /// The word in Chinese and in English.
    #[must_use]
    pub const fn new(zh: &'static str, en: &'static str) -> Self {
        Self { zh, en }
    }

    /// The word in a language.
    #[must_use]
    pub const fn said(self, lang: Lang) -> &'static str {
        match lang {
            Lang::ZhHans => self.zh,
            Lang::En => self.en,
        }
    }

    /// In Chinese.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        self.zh
    }

    /// In English.
    #[must_use]
    pub const fn en(self) -> &'static str {
        self.en
    }
}

/// Why a file or folder cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unread {
    /// It is not there.
    Missing,
    /// Its rights forbid it.
    Denied,
    /// It is larger than so many bytes.
    TooLarge(u64),
    /// It is not UTF-8.
    NotText,
    /// What the operating system says.
    Other(String),
}

impl From<std::io::Error> for Unread {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound => Self::Missing,
            std::io::ErrorKind::PermissionDenied => Self::Denied,
            _ => Self::Other(error.to_string()),
        }
    }
}

impl Unread {
    /// The reason in a language; what the operating system says is left as it is.
    #[must_use]
    pub fn said(&self, lang: Lang) -> String {
        let zh = lang == Lang::ZhHans;
        match self {
            Self::Missing if zh => "没有这个文件或文件夹".to_owned(),
            Self::Missing => "it is not there".to_owned(),
            Self::Denied if zh => "没有读取的权限".to_owned(),
            Self::Denied => "its rights forbid it".to_owned(),
            Self::TooLarge(limit) if zh => format!("超过 {limit} 字节"),
            Self::TooLarge(limit) => format!("it is larger than {limit} bytes"),
            Self::NotText if zh => "不是 UTF-8 编码的文字".to_owned(),
            Self::NotText => "it is not UTF-8 text".to_owned(),
            Self::Other(said) => said.clone(),
        }
    }
}
