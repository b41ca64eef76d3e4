//! What handlers share.

use crate::config::Pages;
use crate::limits::MAX_DECIDING;
use crate::metrics::Metrics;
use crate::ports::{Clock, DecisionModule, IdentityProvider, MaterialStore, Registers};
use crate::secrets::Key;
use crate::store::Writer;
use sqlx::SqlitePool;
use std::sync::Arc;
use tokio::sync::Semaphore;
use tongban_replay::Archive;

/// The ports and settings a service is put together from.
pub struct Parts {
    /// Where the time comes from.
    pub clock: Arc<dyn Clock>,
    /// Who people are.
    pub identities: Arc<dyn IdentityProvider>,
    /// What the administration knows.
    pub registers: Arc<dyn Registers>,
    /// Where files go.
    pub materials: Arc<dyn MaterialStore>,
    /// The module that decides.
    pub module: Arc<dyn DecisionModule>,
    /// Modules of earlier releases, which replay what was made with them.
    pub modules: Arc<Archive>,
    /// The database, already migrated.
    pub pool: SqlitePool,
    /// The service's key.
    pub key: Key,
    /// Built pages.
    pub pages: Pages,
    /// Origins that unsafe requests may come from; the first one stands on receipts.
    pub origins: Vec<String>,
    /// Whether the cookie is for TLS only.
    pub secure_cookies: bool,
    /// Whether demonstration endpoints answer.
    pub demo: bool,
}

/// Shared by all handlers.
pub struct Inner {
    pub(crate) parts: Parts,
    pub(crate) metrics: Metrics,
    /// Everything that is written goes through it.
    pub(crate) writer: Writer,
    /// Keeps decisions from taking every thread.
    pub(crate) deciding: Arc<Semaphore>,
}

/// Cheap to clone.
pub type State = Arc<Inner>;

/// Puts a service together, on the runtime that it is going to run on.
pub fn assemble(parts: Parts) -> State {
    let writer = Writer::start(parts.pool.clone());
    Arc::new(Inner {
        writer,
        parts,
        metrics: Metrics::new(),
        deciding: Arc::new(Semaphore::new(MAX_DECIDING)),
    })
}

impl Inner {
    pub(crate) fn now(&self) -> i64 {
        self.parts.clock.unix_seconds()
    }

    /// Where people find this service.
    pub(crate) fn public_origin(&self) -> &str {
        self.parts.origins.first().map_or("", String::as_str)
    }
}
