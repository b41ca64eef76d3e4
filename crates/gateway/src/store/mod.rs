//! The database: SQLite in WAL mode, every commit on disk before it is acknowledged.

mod answers;
mod bundles;
mod cases;
mod drafts;
mod materials;
mod registers;
mod sessions;
mod writer;

pub use answers::{keep_answers, kept_answer};
pub use bundles::{
    BUNDLE_STATE, CaseOfBundle, WAITING, add_wait, members_of, release, replace_bundle, take_place,
    waits_for,
};
pub use cases::{
    Afterwards, CaseRow, Milestone, NewCase, add_event, case_by_number, case_by_packet, cases_of,
    change_case, events_of, insert_case, mark_superseded, queue,
};
pub use drafts::{draft_of, drafts_count, keep_draft};
pub use materials::{MaterialRow, materials_of, note_material};
pub use registers::{SqlRegisters, apply_effect, is_empty, load_record};
pub use sessions::{
    SessionRow, delete_session, expire, insert_session, session, set_client, touch,
};
pub use writer::Writer;

use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use std::str::FromStr;
use std::time::Duration;

/// Opens the database, creates it when it is not there, and brings it to the newest form.
pub async fn open(url: &str) -> Result<SqlitePool, sqlx::Error> {
    let options = SqliteConnectOptions::from_str(url)?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // A receipt is a promise: it must survive the loss of power.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(10));
    let pool = SqlitePoolOptions::new()
        .max_connections(8)
        .connect_with(options)
        .await?;
    sqlx::migrate!("./migrations").run(&pool).await?;
    Ok(pool)
}
