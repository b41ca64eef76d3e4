//! For tests: a service with chosen ports over a folder.

use crate::config::Pages;
use crate::demo::Demo;
use crate::ports::{Clock, DecisionModule, MaterialStore};
use crate::secrets::Key;
use crate::state::{Parts, State, assemble};
use crate::store::{self, SqlRegisters};
use std::path::Path;
use std::sync::Arc;
use tongban_replay::Archive;

/// A service and its database.
pub struct Built {
    /// For [`crate::router`].
    pub state: State,
    /// To look behind the scenes.
    pub pool: sqlx::SqlitePool,
}

/// Puts a service together from demonstration identities and registers and the given ports.
///
/// # Panics
/// When the folder cannot be used.
#[expect(clippy::unwrap_used, reason = "a test that cannot set up fails")]
pub async fn build(
    folder: &Path,
    clock: Arc<dyn Clock>,
    module: Arc<dyn DecisionModule>,
    materials: Arc<dyn MaterialStore>,
    unreachable: &[String],
    origins: Vec<String>,
    pages: Pages,
) -> Built {
    let key = Key::open(&folder.join("key")).unwrap();
    let pool = store::open(&format!("sqlite:{}", folder.join("test.db").display()))
        .await
        .unwrap();
    let demo = Demo::new(&key).unwrap();
    demo.load_registers(&pool).await.unwrap();
    let parts = Parts {
        clock,
        identities: Arc::new(demo),
        registers: Arc::new(SqlRegisters::new(pool.clone(), unreachable)),
        materials,
        module,
        modules: Arc::new(Archive::open(&folder.join("modules")).unwrap()),
        pool: pool.clone(),
        key,
        pages,
        origins,
        secure_cookies: false,
        demo: true,
    };
    Built {
        state: assemble(parts),
        pool,
    }
}
