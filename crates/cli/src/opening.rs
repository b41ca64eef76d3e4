//! The catalogue that a command works with: a folder that is compiled now, or a built module.

use crate::arguments::Arguments;
use crate::trouble::Trouble;
use anyhow::Result;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use tongban_catalog::problem::Noun;
use tongban_catalog::words::{Reader, RuleWords};
use tongban_catalog::{Built, Checked, did_you_mean};
use tongban_engine::api::Diagnostic;
use tongban_engine::{Engine, Module};
use tongban_image::{Image, encode_image, encode_texts};
use tongban_runtime::Date;

/// A catalogue with errors, which nothing can be done with.
#[derive(Debug)]
pub struct Broken {
    /// The findings as they are shown.
    pub rendered: String,
    /// The same as data.
    pub diagnostics: Vec<Diagnostic>,
}

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", self.rendered, Trouble::Broken)
    }
}

impl std::error::Error for Broken {}

/// What the engine refused.
#[derive(Debug)]
pub struct Refused(pub Diagnostic);

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "[{}] {}", self.0.code, self.0.message)?;
        if let Some(help) = &self.0.help {
            write!(f, "; {help}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Refused {}

impl From<Diagnostic> for Refused {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(diagnostic)
    }
}

/// An item that the catalogue does not have.
pub fn no_item(image: &Image, asked: &str) -> Trouble {
    let known = image.items.iter();
    let known: Vec<String> = known
        .flat_map(|item| [item.id.clone(), item.code.clone()])
        .collect();
    let near = did_you_mean(asked, known.iter().map(String::as_str)).map(str::to_owned);
    Trouble::NotIn {
        what: Noun::new("事项", "item"),
        asked: asked.to_owned(),
        near,
        known: image.items.iter().map(|item| item.id.clone()).collect(),
    }
}

/// A file's bytes.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    Ok(std::fs::read(path).map_err(|error| Trouble::unread(path, error))?)
}

/// The catalogue's folder.
pub fn folder(arguments: &Arguments) -> Result<&Path> {
    if arguments.module.is_some() {
        return Err(Trouble::FolderOnly.into());
    }
    if !arguments.catalog.is_dir() {
        let path = arguments.catalog.display().to_string();
        return Err(Trouble::NoFolder { path }.into());
    }
    Ok(&arguments.catalog)
}

/// Loads and checks the catalogue folder, with all its findings.
pub fn loaded(arguments: &Arguments, as_of: Option<Date>) -> Result<Checked> {
    Ok(in_words(folder(arguments)?, as_of, arguments))
}

/// The catalogue folder, without errors.
pub fn checked(arguments: &Arguments) -> Result<Checked> {
    sound(loaded(arguments, None)?, arguments)
}

/// A catalogue folder that is named by itself, without errors.
pub fn checked_folder(folder: &Path, arguments: &Arguments) -> Result<Checked> {
    sound(in_words(folder, None, arguments), arguments)
}

/// A folder with its findings in the reader's language.
fn in_words(folder: &Path, as_of: Option<Date>, arguments: &Arguments) -> Checked {
    let loaded = tongban_catalog::load_in(folder, arguments.lang());
    let mut checked = tongban_catalog::check(loaded, as_of);
    let reader = Reader::new(&arguments.lang);
    for finding in &mut checked.findings {
        finding.read_by(&reader);
    }
    checked
}

fn sound(checked: Checked, arguments: &Arguments) -> Result<Checked> {
    if !checked.has_errors() {
        return Ok(checked);
    }
    let errors = checked
        .findings
        .iter()
        .filter(|finding| finding.severity == tongban_runtime::Severity::Error);
    let mut rendered = String::new();
    let mut diagnostics = Vec::new();
    for finding in errors.take(20) {
        rendered.push_str(&tongban_catalog::render(
            finding,
            &checked.sources,
            &arguments.lang,
            false,
        ));
        rendered.push_str("\n\n");
        diagnostics.push(finding.to_diagnostic(&checked.sources));
    }
    Err(Broken {
        rendered,
        diagnostics,
    }
    .into())
}

/// The compiled catalogue of a folder that was checked.
pub fn built(checked: &Checked) -> Result<&Built> {
    Ok(checked.built.as_ref().ok_or(Trouble::Broken)?)
}

/// The engine over a compiled catalogue; its digest names the image, since there is no module.
pub fn engine_of(built: &Built) -> Result<Arc<Engine>> {
    let image = encode_image(&built.image)?;
    let texts: Vec<(String, Vec<u8>)> = built
        .texts
        .iter()
        .map(|texts| Ok((texts.locale.clone(), encode_texts(texts)?)))
        .collect::<Result<_>>()?;
    let digest = format!("image:{}", tongban_engine::digest(&image));
    let texts = texts
        .iter()
        .map(|(locale, bytes)| (locale.as_str(), bytes.as_slice()))
        .collect();
    Ok(Arc::new(
        Engine::from_parts(&digest, &image, texts).map_err(Refused)?,
    ))
}

/// The engine over the module or the folder that was named.
pub fn engine(arguments: &Arguments) -> Result<Arc<Engine>> {
    match &arguments.module {
        Some(module) => Ok(Module::load(&read(module)?).map_err(Refused)?),
        None => engine_of(built(&checked(arguments)?)?),
    }
}

/// The engine, and over a folder the sentences of an item's rules by what they decide, such as `condition:months`.
pub struct WithWords {
    /// The engine.
    pub engine: Arc<Engine>,
    /// The folder; none over a module.
    pub checked: Option<Checked>,
    /// Rules in words; none over a module, which holds no rules in words, and in languages other than Chinese.
    words: BTreeMap<String, RuleWords>,
    /// Chinese as it is read in the language asked for.
    pub reader: Reader,
}

impl WithWords {
    /// The sentence of a rule on lines, as it is read in the language asked for.
    pub fn lines(&self, of: &str) -> Option<String> {
        let rule = self.words.get(of)?;
        Some(self.reader.read(&rule.sentence.lines()))
    }

    /// The expression of a rule.
    pub fn expression(&self, of: &str) -> Option<&str> {
        Some(self.words.get(of)?.expression.as_str())
    }

    /// The sentences by what they decide, each on one line.
    pub fn all(&self) -> BTreeMap<&str, String> {
        self.words
            .iter()
            .map(|(of, rule)| (of.as_str(), self.reader.read(&rule.sentence.line())))
            .collect()
    }
}

/// The engine over the module or the folder that was named, with what the folder says of an item's rules.
pub fn engine_with_words(arguments: &Arguments, item: &str) -> Result<WithWords> {
    let reader = Reader::new(&arguments.lang);
    if arguments.module.is_some() {
        return Ok(WithWords {
            engine: engine(arguments)?,
            checked: None,
            words: BTreeMap::new(),
            reader,
        });
    }
    let checked = checked(arguments)?;
    let words = if arguments.lang == "en" {
        BTreeMap::new()
    } else {
        let rules = tongban_catalog::words::words(&checked, Some(item));
        rules
            .into_iter()
            .map(|rule| (rule.of.clone(), rule))
            .collect()
    };
    Ok(WithWords {
        engine: engine_of(built(&checked)?)?,
        checked: Some(checked),
        words,
        reader,
    })
}

/// Image and texts of the module or the folder that was named.
pub fn compiled(arguments: &Arguments) -> Result<Built> {
    match &arguments.module {
        Some(module) => Ok(tongban_catalog::read_module(&read(module)?)?),
        None => Ok(checked(arguments)?.built.ok_or(Trouble::Broken)?),
    }
}
