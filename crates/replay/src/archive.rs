//! Modules of earlier releases, kept by digest in a folder: `<sha256>.wasm`, beside it `<sha256>.retired` with the day
//! from which packets made with it are no longer taken.

use crate::limits::{MAX_ARCHIVED, MAX_READY};
use crate::past::Past;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::{fs, io};
use tongban_engine::api::Diagnostic;
use tongban_engine::{Label, MAX_MODULE_BYTES, digest};

/// A folder of modules.
#[derive(Debug)]
pub struct Archive {
    folder: PathBuf,
    /// Opened modules, the one used last at the end.
    ready: Mutex<Vec<Arc<Past>>>,
}

/// A module in the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// SHA-256, lower-case hex.
    pub digest: String,
    /// What it says of itself.
    pub label: Label,
    /// First day on which packets made with it are no longer taken.
    pub retired: Option<String>,
}

/// What a folder of modules holds.
#[derive(Debug, Default)]
pub struct Listed {
    /// Every module that can be read, in the order of their revisions.
    pub kept: Vec<Kept>,
    /// Why others cannot.
    pub damaged: Vec<ArchiveError>,
}

/// Why the archive cannot be used so.
#[derive(Debug)]
pub enum ArchiveError {
    /// A file cannot be read or written.
    File(PathBuf, io::Error),
    /// A file is no module, or not the one its name says.
    Module(PathBuf, Diagnostic),
    /// More than [`MAX_ARCHIVED`] modules.
    Full,
    /// A newer release was in force before: digest and revision.
    Newer(String, u32),
    /// Another module has the same revision: its digest, and the revision.
    SameRevision(String, u32),
    /// No such module is kept.
    Unknown(String),
}

impl std::fmt::Display for ArchiveError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File(file, cause) => write!(f, "cannot use `{}`: {cause}", file.display()),
            Self::Module(file, found) => write!(
                f,
                "`{}` is not the module it should be: {}",
                file.display(),
                found.message
            ),
            Self::Full => write!(
                f,
                "the folder of modules holds {MAX_ARCHIVED}, which is the most; take out those that no packet names any more"
            ),
            Self::Newer(digest, revision) => write!(
                f,
                "revision {revision} was in force before (module `{digest}`); a release counts its revision up in `catalog.yaml`"
            ),
            Self::SameRevision(digest, revision) => write!(
                f,
                "module `{digest}` has the same revision {revision}; a release counts its revision up in `catalog.yaml`"
            ),
            Self::Unknown(digest) => write!(f, "no module `{digest}` is kept"),
        }
    }
}

impl std::error::Error for ArchiveError {}

impl Archive {
    /// Opens a folder, made if it is not there.
    ///
    /// # Errors
    /// [`ArchiveError::File`].
    pub fn open(folder: &Path) -> Result<Self, ArchiveError> {
        fs::create_dir_all(folder).map_err(|cause| ArchiveError::File(folder.to_owned(), cause))?;
        Ok(Self {
            folder: folder.to_owned(),
            ready: Mutex::new(Vec::new()),
        })
    }

    /// Every module. One whose file is damaged is named and passed over: the others are no worse for it.
    ///
    /// # Errors
    /// [`ArchiveError::File`] when the folder cannot be read, [`ArchiveError::Full`].
    pub fn list(&self) -> Result<Listed, ArchiveError> {
        let mut listed = Listed::default();
        let digests = self.digests()?;
        if digests.len() > MAX_ARCHIVED {
            return Err(ArchiveError::Full);
        }
        for digest in digests {
            match self.kept(&digest) {
                Ok(kept) => listed.kept.extend(kept),
                Err(cause) => listed.damaged.push(cause),
            }
        }
        let revision = |kept: &Kept| kept.label.release.as_ref().map(|release| release.revision);
        listed
            .kept
            .sort_by(|a, b| (revision(a), &a.digest).cmp(&(revision(b), &b.digest)));
        Ok(listed)
    }

    /// The digests that files are named by, in order; one more than [`MAX_ARCHIVED`] at most.
    fn digests(&self) -> Result<Vec<String>, ArchiveError> {
        let cannot = |cause| ArchiveError::File(self.folder.clone(), cause);
        let mut digests = Vec::new();
        for entry in fs::read_dir(&self.folder).map_err(cannot)? {
            let name = entry.map_err(cannot)?.file_name();
            let digest = name.to_str().and_then(|name| name.strip_suffix(".wasm"));
            digests.extend(digest.filter(|digest| is_digest(digest)).map(str::to_owned));
            if digests.len() > MAX_ARCHIVED {
                break;
            }
        }
        digests.sort_unstable();
        Ok(digests)
    }

    fn kept(&self, digest: &str) -> Result<Option<Kept>, ArchiveError> {
        let Some(bytes) = self.bytes(digest)? else {
            return Ok(None);
        };
        Ok(Some(Kept {
            label: Label::read(&bytes)
                .map_err(|found| ArchiveError::Module(self.file(digest), found))?,
            retired: self.retired(digest)?,
            digest: digest.to_owned(),
        }))
    }

    /// Whether a module is kept, by its name alone.
    #[must_use]
    pub fn holds(&self, digest: &str) -> bool {
        is_digest(digest) && self.file(digest).is_file()
    }

    /// Keeps a module for the packets that will be made with it; a damaged file of it is replaced. It is durable when
    /// this returns.
    ///
    /// # Errors
    /// [`ArchiveError::File`]; [`ArchiveError::Module`] when it is no module; [`ArchiveError::Full`].
    pub fn keep(&self, module: &[u8]) -> Result<String, ArchiveError> {
        let digest = digest(module);
        let file = self.file(&digest);
        Label::read(module).map_err(|found| ArchiveError::Module(file.clone(), found))?;
        match self.bytes(&digest) {
            Ok(Some(_)) => return Ok(digest),
            Ok(None) if self.digests()?.len() >= MAX_ARCHIVED => return Err(ArchiveError::Full),
            Ok(None) | Err(ArchiveError::Module(..)) => {}
            Err(cause) => return Err(cause),
        }
        self.write(&file, module)?;
        Ok(digest)
    }

    /// Refuses a module that takes releases back: one of a lower revision than any kept, or of the same as another. Gives
    /// what is damaged, and so could not be compared.
    ///
    /// # Errors
    /// [`ArchiveError::Newer`], [`ArchiveError::SameRevision`], and those of [`Archive::list`].
    pub fn follows(&self, module: &[u8]) -> Result<Vec<ArchiveError>, ArchiveError> {
        let own = digest(module);
        let label =
            Label::read(module).map_err(|found| ArchiveError::Module(self.file(&own), found))?;
        let listed = self.list()?;
        let Some(release) = label.release else {
            return Ok(listed.damaged);
        };
        for kept in listed.kept {
            let Some(other) = kept.label.release else {
                continue;
            };
            if kept.digest == own || other.catalog != release.catalog {
                continue;
            }
            if other.revision > release.revision {
                return Err(ArchiveError::Newer(kept.digest, other.revision));
            }
            if other.revision == release.revision {
                return Err(ArchiveError::SameRevision(kept.digest, other.revision));
            }
        }
        Ok(listed.damaged)
    }

    /// From `day` on, packets made with this module are no longer taken. They still replay for who asks.
    ///
    /// # Errors
    /// [`ArchiveError::Unknown`], [`ArchiveError::File`].
    pub fn retire(&self, digest: &str, day: &str) -> Result<(), ArchiveError> {
        if !is_digest(digest) || !self.file(digest).exists() {
            return Err(ArchiveError::Unknown(digest.to_owned()));
        }
        self.write(&self.retirement(digest), format!("{day}\n").as_bytes())
    }

    /// The day from which packets made with this module are no longer taken.
    ///
    /// # Errors
    /// [`ArchiveError::File`].
    pub fn retired(&self, digest: &str) -> Result<Option<String>, ArchiveError> {
        // It may come from a URL or a packet: nothing else names a file.
        if !is_digest(digest) {
            return Ok(None);
        }
        let file = self.retirement(digest);
        match fs::read_to_string(&file) {
            Ok(day) => Ok(Some(day.trim().to_owned())),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(ArchiveError::File(file, cause)),
        }
    }

    /// A module's bytes, checked against its name; none: not kept.
    ///
    /// # Errors
    /// [`ArchiveError::File`], [`ArchiveError::Module`].
    pub fn bytes(&self, wanted: &str) -> Result<Option<Vec<u8>>, ArchiveError> {
        if !is_digest(wanted) {
            return Ok(None);
        }
        let file = self.file(wanted);
        let wrong = |code: &'static str, message: &str| {
            ArchiveError::Module(file.clone(), Diagnostic::error(code, message.to_owned()))
        };
        let bytes = match fs::metadata(&file).and_then(|about| {
            if about.len() > MAX_MODULE_BYTES as u64 {
                return Ok(Err(wrong("module.too-large", "it is too large")));
            }
            fs::read(&file).map(Ok)
        }) {
            Ok(bytes) => bytes?,
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(cause) => return Err(ArchiveError::File(file, cause)),
        };
        if digest(&bytes) != wanted {
            return Err(wrong(
                "module.digest-differs",
                "its bytes have another digest than its name",
            ));
        }
        Ok(Some(bytes))
    }

    /// A module ready to replay; none: not kept. Its code and instances are kept for the next packet.
    ///
    /// # Errors
    /// [`ArchiveError::File`], [`ArchiveError::Module`].
    pub fn past(&self, digest: &str) -> Result<Option<Arc<Past>>, ArchiveError> {
        let known = |ready: &mut Vec<Arc<Past>>| {
            let at = ready.iter().position(|past| past.digest() == digest)?;
            let past = ready.remove(at);
            ready.push(Arc::clone(&past));
            Some(past)
        };
        if let Some(past) = known(&mut self.ready()) {
            return Ok(Some(past));
        }
        // Outside the lock: compiling takes a while, and other modules' packets need not wait for it.
        let Some(bytes) = self.bytes(digest)? else {
            return Ok(None);
        };
        let past = Past::open(&bytes)
            .map_err(|found| ArchiveError::Module(self.file(digest), found))
            .map(Arc::new)?;
        let mut ready = self.ready();
        if let Some(past) = known(&mut ready) {
            return Ok(Some(past));
        }
        if ready.len() >= MAX_READY {
            ready.remove(0);
        }
        ready.push(Arc::clone(&past));
        Ok(Some(past))
    }

    fn ready(&self) -> std::sync::MutexGuard<'_, Vec<Arc<Past>>> {
        self.ready.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn file(&self, digest: &str) -> PathBuf {
        self.folder.join(format!("{digest}.wasm"))
    }

    fn retirement(&self, digest: &str) -> PathBuf {
        self.folder.join(format!("{digest}.retired"))
    }

    /// Whole or not at all, and durable; others may write the same at the same time.
    fn write(&self, file: &Path, bytes: &[u8]) -> Result<(), ArchiveError> {
        static WRITTEN: AtomicU64 = AtomicU64::new(0);
        let number = WRITTEN.fetch_add(1, Ordering::Relaxed);
        let beside = file.with_extension(format!("{}-{number}.part", std::process::id()));
        let written = fs::File::create(&beside)
            .and_then(|mut part| {
                part.write_all(bytes)?;
                part.sync_all()
            })
            .and_then(|()| fs::rename(&beside, file))
            .and_then(|()| fs::File::open(&self.folder)?.sync_all());
        if written.is_err() {
            // It is there only in part, or not at all.
            let _ = fs::remove_file(&beside);
        }
        written.map_err(|cause| ArchiveError::File(file.to_owned(), cause))
    }
}

/// 64 lower-case hex digits: no other name is looked up.
fn is_digest(text: &str) -> bool {
    text.len() == 64
        && text
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}
