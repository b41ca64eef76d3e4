//! Where the bytes of materials live: content-addressed, durable before anybody is told.

use sha2::{Digest, Sha256};
use std::future::Future;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use tokio::io::AsyncWriteExt;

/// Why bytes were not stored.
#[derive(Debug, thiserror::Error)]
pub enum MaterialError {
    /// Longer than the cap.
    #[error("the file is larger than {0} bytes")]
    TooLarge(u64),
    /// The bytes have another digest than was said.
    #[error("the bytes have another SHA-256 than the address says")]
    OtherDigest,
    /// The disk said no.
    #[error("the material store failed: {}", .0.kind())]
    Io(#[from] std::io::Error),
}

type Later<'a, T> = Pin<Box<dyn Future<Output = Result<T, MaterialError>> + Send + 'a>>;

/// An upload under way. Dropping it unfinished leaves nothing behind.
pub trait Upload: Send {
    /// Takes the next bytes.
    fn write<'a>(&'a mut self, bytes: &'a [u8]) -> Later<'a, ()>;
    /// The first bytes, at most 16.
    fn head(&self) -> &[u8];
    /// Checks the digest and makes the bytes durable; returns their number.
    fn finish(self: Box<Self>) -> Later<'static, u64>;
}

/// Keeps materials by SHA-256.
pub trait MaterialStore: Send + Sync + 'static {
    /// Starts an upload of bytes that have this digest (64 lower-case hex digits) and at most `cap` bytes.
    fn start<'a>(&'a self, sha256: &'a str, cap: u64) -> Later<'a, Box<dyn Upload>>;
    /// Whether bytes with this digest are durable here.
    fn has<'a>(&'a self, sha256: &'a str) -> Later<'a, bool>;
    /// All bytes with this digest.
    fn read<'a>(&'a self, sha256: &'a str) -> Later<'a, Vec<u8>>;
}

/// A folder: `ab/cdef…`, written beside, synced, renamed, folder synced.
#[derive(Debug, Clone)]
pub struct FsMaterialStore {
    root: PathBuf,
}

impl FsMaterialStore {
    /// Opens (and creates) the folder; what an interrupted upload left is removed.
    pub fn open(root: &Path) -> std::io::Result<Self> {
        let partial = root.join("partial");
        if partial.exists() {
            std::fs::remove_dir_all(&partial)?;
        }
        std::fs::create_dir_all(&partial)?;
        Ok(Self {
            root: root.to_owned(),
        })
    }

    fn place(&self, sha256: &str) -> (PathBuf, PathBuf) {
        let (folder, rest) = sha256.split_at_checked(2).unwrap_or(("00", sha256));
        let folder = self.root.join(folder);
        let file = folder.join(rest);
        (folder, file)
    }
}

struct FsUpload {
    file: Option<tokio::fs::File>,
    partial: PathBuf,
    folder: PathBuf,
    target: PathBuf,
    wanted: String,
    hasher: Sha256,
    head: Vec<u8>,
    size: u64,
    cap: u64,
}

impl Drop for FsUpload {
    fn drop(&mut self) {
        if self.file.take().is_some() {
            // Nothing to do when it fails: the next start clears the folder.
            std::fs::remove_file(&self.partial).ok();
        }
    }
}

impl Upload for FsUpload {
    fn write<'a>(&'a mut self, bytes: &'a [u8]) -> Later<'a, ()> {
        Box::pin(async move {
            self.size = self.size.saturating_add(bytes.len() as u64);
            if self.size > self.cap {
                return Err(MaterialError::TooLarge(self.cap));
            }
            if self.head.len() < 16 {
                let room = 16 - self.head.len();
                self.head.extend(bytes.iter().take(room));
            }
            self.hasher.update(bytes);
            if let Some(file) = &mut self.file {
                file.write_all(bytes).await?;
            }
            Ok(())
        })
    }

    fn head(&self) -> &[u8] {
        &self.head
    }

    fn finish(mut self: Box<Self>) -> Later<'static, u64> {
        Box::pin(async move {
            if hex::encode(self.hasher.clone().finalize()) != self.wanted {
                return Err(MaterialError::OtherDigest);
            }
            if let Some(file) = &mut self.file {
                file.flush().await?;
                file.sync_all().await?;
            }
            let known = tokio::fs::try_exists(&self.folder).await?;
            tokio::fs::create_dir_all(&self.folder).await?;
            tokio::fs::rename(&self.partial, &self.target).await?;
            tokio::fs::File::open(&self.folder)
                .await?
                .sync_all()
                .await?;
            if !known && let Some(root) = self.folder.parent() {
                tokio::fs::File::open(root).await?.sync_all().await?;
            }
            self.file = None;
            Ok(self.size)
        })
    }
}

impl MaterialStore for FsMaterialStore {
    fn start<'a>(&'a self, sha256: &'a str, cap: u64) -> Later<'a, Box<dyn Upload>> {
        Box::pin(async move {
            let (folder, target) = self.place(sha256);
            let partial = self
                .root
                .join("partial")
                .join(crate::secrets::random_hex::<16>()?);
            let file = tokio::fs::File::create_new(&partial).await?;
            let upload = FsUpload {
                file: Some(file),
                partial,
                folder,
                target,
                wanted: sha256.to_owned(),
                hasher: Sha256::new(),
                head: Vec::new(),
                size: 0,
                cap,
            };
            Ok(Box::new(upload) as Box<dyn Upload>)
        })
    }

    fn has<'a>(&'a self, sha256: &'a str) -> Later<'a, bool> {
        Box::pin(async move { Ok(tokio::fs::try_exists(self.place(sha256).1).await?) })
    }

    fn read<'a>(&'a self, sha256: &'a str) -> Later<'a, Vec<u8>> {
        Box::pin(async move { Ok(tokio::fs::read(self.place(sha256).1).await?) })
    }
}
