//! Giving materials: files, promises, deferrals, checks against shared data.

use super::Session;
use super::sweep::Sweep;
use crate::EngineError;
use crate::api::{Changes, Diagnostic, FileView};
use crate::limits::{MAX_FILE_TEXT, MAX_FILES};
use crate::plan::{Watched, indices};
use crate::results::{How, how_id};

/// What was given for a material.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Given {
    /// The way that was chosen.
    pub how: Option<How>,
    /// Files.
    pub files: Vec<FileView>,
    /// The text that was signed, as it stood then.
    pub signed: Option<String>,
}

impl Session {
    /// Gives a file for a material. Its bytes stay with the host.
    ///
    /// # Errors
    /// `material.unknown`, `file.media`, `file.size`, `file.too-many`, `file.digest`, `file.name`.
    pub fn attach(&mut self, material: &str, file: FileView) -> Result<Changes, EngineError> {
        let number = self.number(material)?;
        self.check_file(number, &file)?;
        let given = self.given.or_default(number);
        given.files.retain(|held| held.sha256 != file.sha256);
        given.files.push(file);
        given.how = Some(How::Provided);
        Ok(self.materials_changed())
    }

    /// Takes a file back.
    ///
    /// # Errors
    /// `material.unknown`, `file.unknown`.
    pub fn detach(&mut self, material: &str, sha256: &str) -> Result<Changes, EngineError> {
        let number = self.number(material)?;
        let given = self.given.or_default(number);
        let before = given.files.len();
        given.files.retain(|held| held.sha256 != sha256);
        if given.files.len() == before {
            return Err(Diagnostic::error(
                "file.unknown",
                "no file of this digest was given for the material",
            ));
        }
        if given.files.is_empty() {
            self.given.remove(&number);
        }
        Ok(self.materials_changed())
    }

    /// Promises a material (告知承诺): the applicant's own choice. The text as it stands is what is signed.
    ///
    /// # Errors
    /// `material.unknown`, `material.way` when it cannot be promised here.
    pub fn promise(&mut self, material: &str) -> Result<Changes, EngineError> {
        self.choose(material, How::Promised)
    }

    /// Hands a material in later (容缺).
    ///
    /// # Errors
    /// `material.unknown`, `material.way`.
    pub fn defer(&mut self, material: &str) -> Result<Changes, EngineError> {
        self.choose(material, How::Deferred)
    }

    /// Has a material checked against shared data; the gateway does it.
    ///
    /// # Errors
    /// `material.unknown`, `material.way`.
    pub fn shared(&mut self, material: &str) -> Result<Changes, EngineError> {
        self.choose(material, How::Shared)
    }

    /// Signs a form that is rendered from the answers.
    ///
    /// # Errors
    /// `material.unknown`, `material.way`.
    pub fn sign(&mut self, material: &str) -> Result<Changes, EngineError> {
        self.choose(material, How::Rendered)
    }

    /// Has the office fetch a material.
    ///
    /// # Errors
    /// `material.unknown`, `material.way`.
    pub fn fetch(&mut self, material: &str) -> Result<Changes, EngineError> {
        self.choose(material, How::Fetched)
    }

    /// Takes back how a material was given, files included.
    ///
    /// # Errors
    /// `material.unknown`.
    pub fn withdraw(&mut self, material: &str) -> Result<Changes, EngineError> {
        let number = self.number(material)?;
        self.given.remove(&number);
        Ok(self.materials_changed())
    }

    /// Gives a material in one of the ways that need no file.
    pub(crate) fn choose(&mut self, material: &str, how: How) -> Result<Changes, EngineError> {
        let number = self.number(material)?;
        let way = self
            .material(number)
            .and_then(|(material, _)| self.way(material, how))
            .ok_or_else(|| {
                Diagnostic::error(
                    "material.way",
                    format!("the material cannot be `{}` here", how_id(how)),
                )
                .with_help("choose one of its open ways")
            })?;
        let signed = matches!(how, How::Promised | How::Rendered)
            .then(|| {
                way.text
                    .as_ref()
                    .map(|text| self.message(text, &self.scope()))
            })
            .flatten();
        self.given.insert(
            number,
            Given {
                how: Some(how),
                files: Vec::new(),
                signed,
            },
        );
        Ok(self.materials_changed())
    }

    /// Restores what a draft or packet says of a material.
    pub(crate) fn restore_given(
        &mut self,
        material: &str,
        given: &crate::api::PacketMaterial,
    ) -> Result<(), EngineError> {
        let number = self.number(material)?;
        let how = How::parse(&given.how).ok_or_else(|| {
            Diagnostic::error("material.way", "there is no such way to give a material")
        })?;
        let offered = self
            .material(number)
            .is_some_and(|(material, _)| material.ways.iter().any(|way| How::of(way.kind) == how));
        if !offered && how != How::Provided {
            return Err(Diagnostic::error(
                "material.way",
                format!("the material is never `{}` in this item", how_id(how)),
            )
            .about(format!("material:{material}")));
        }
        let mut files = Vec::new();
        for file in &given.files {
            self.check_file(number, file)?;
            if files.len() >= MAX_FILES as usize {
                return Err(Diagnostic::error(
                    "file.too-many",
                    "more files than the material takes",
                ));
            }
            files.push(file.clone());
        }
        if how == How::Provided && files.is_empty() {
            return Err(
                Diagnostic::error("material.files", "a provided material has no file")
                    .about(format!("material:{material}")),
            );
        }
        // A covered material follows from the other one by itself.
        if how != How::Covered {
            self.given.insert(
                number,
                Given {
                    how: Some(how),
                    files,
                    signed: given.signed.clone(),
                },
            );
        }
        Ok(())
    }

    fn number(&self, material: &str) -> Result<u32, EngineError> {
        self.material_named(material).ok_or_else(|| {
            let shown: String = material
                .chars()
                .filter(char::is_ascii_graphic)
                .take(60)
                .collect();
            Diagnostic::error(
                "material.unknown",
                format!("`{shown}` is no material of this item"),
            )
        })
    }

    fn check_file(&self, number: u32, file: &FileView) -> Result<(), EngineError> {
        let (_, material) = self.material(number).ok_or_else(super::missing)?;
        let place = |error: Diagnostic| error.about(format!("material:{}", material.id));
        if file.name.is_empty()
            || file.name.len() > MAX_FILE_TEXT
            || file.name.chars().any(char::is_control)
        {
            return Err(place(Diagnostic::error(
                "file.name",
                format!(
                    "a file's name is empty, longer than {MAX_FILE_TEXT} bytes or holds control characters"
                ),
            )));
        }
        if !material.media.is_empty() && !material.media.contains(&file.media) {
            return Err(place(
                Diagnostic::error(
                    "file.media",
                    "the material does not take files of this media type",
                )
                .with_help(format!("use {}", material.media.join(", "))),
            ));
        }
        if file.size == 0 || file.size > material.max_bytes {
            return Err(place(Diagnostic::error(
                "file.size",
                format!("a file must have 1 to {} bytes", material.max_bytes),
            )));
        }
        if file.sha256.len() != 64
            || !file
                .sha256
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        {
            return Err(place(Diagnostic::error(
                "file.digest",
                "a file's `sha256` is not 64 lower-case hex digits",
            )));
        }
        let most = material.max_files.min(MAX_FILES) as usize;
        let held = self.given.get(&number).map_or(0, |given| {
            given
                .files
                .iter()
                .filter(|held| held.sha256 != file.sha256)
                .count()
        });
        if held >= most {
            return Err(place(Diagnostic::error(
                "file.too-many",
                format!("the material takes at most {most} files"),
            )));
        }
        Ok(())
    }

    /// Draws the materials after some were restored.
    pub(crate) fn redraw_materials(&mut self) {
        self.materials_changed();
    }

    fn materials_changed(&mut self) -> Changes {
        let mut sweep = Sweep::default();
        sweep
            .touched
            .extend(indices(&self.plan.item.materials).map(Watched::Material));
        self.finish(sweep)
    }
}
