//! Answers of registers that this service gave, bound to session and subject, short-lived.

use serde_json::Value;
use sqlx::{Row, SqliteConnection, SqlitePool};

/// Keeps answers until `expires`.
pub async fn keep_answers(
    db: &mut SqliteConnection,
    session: &str,
    subject: &str,
    answers: &[(String, Value)],
    expires: i64,
) -> Result<(), sqlx::Error> {
    for (fact, value) in answers {
        sqlx::query("insert or replace into answers (session, subject, fact, value, expires) values (?, ?, ?, ?, ?)")
            .bind(session)
            .bind(subject)
            .bind(fact)
            .bind(value.to_string())
            .bind(expires)
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}

/// The answer that this service gave in this session about this subject, when it still counts.
pub async fn kept_answer(
    pool: &SqlitePool,
    session: &str,
    subject: &str,
    fact: &str,
    now: i64,
) -> Result<Option<Value>, sqlx::Error> {
    let row = sqlx::query(
        "select value from answers where session = ? and subject = ? and fact = ? and expires > ?",
    )
    .bind(session)
    .bind(subject)
    .bind(fact)
    .bind(now)
    .fetch_optional(pool)
    .await?;
    Ok(row.and_then(|row| serde_json::from_str(row.get("value")).ok()))
}
