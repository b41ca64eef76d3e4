//! Drafts under a code; only the code's hash is kept.

use sqlx::{Row, SqliteConnection, SqlitePool};

/// Keeps a draft.
pub async fn keep_draft(
    db: &mut SqliteConnection,
    code_hash: &str,
    subject: &str,
    item: &str,
    body: &str,
    now: i64,
    expires: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query("insert into drafts (code_hash, subject, item, body, created, expires) values (?, ?, ?, ?, ?, ?)")
        .bind(code_hash)
        .bind(subject)
        .bind(item)
        .bind(body)
        .bind(now)
        .bind(expires)
        .execute(db)
        .await?;
    Ok(())
}

/// The draft under a code, when it is this subject's and still kept.
pub async fn draft_of(
    pool: &SqlitePool,
    code_hash: &str,
    subject: &str,
    now: i64,
) -> Result<Option<String>, sqlx::Error> {
    let row =
        sqlx::query("select body from drafts where code_hash = ? and subject = ? and expires > ?")
            .bind(code_hash)
            .bind(subject)
            .bind(now)
            .fetch_optional(pool)
            .await?;
    Ok(row.map(|row| row.get("body")))
}

/// How many drafts a subject keeps.
pub async fn drafts_count(pool: &SqlitePool, subject: &str, now: i64) -> Result<i64, sqlx::Error> {
    let row = sqlx::query("select count(*) as n from drafts where subject = ? and expires > ?")
        .bind(subject)
        .bind(now)
        .fetch_one(pool)
        .await?;
    Ok(row.get("n"))
}
