//! Which application holds which bytes.

use sqlx::{Executor, Row, Sqlite, SqliteConnection};

/// One received file of an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaterialRow {
    /// Lower-case hex.
    pub sha256: String,
    /// Whose application it is.
    pub subject: String,
    /// Bytes.
    pub size: i64,
    /// Media type as the bytes themselves say.
    pub media: String,
}

/// Files of an application, by digest.
pub async fn materials_of<'e>(
    db: impl Executor<'e, Database = Sqlite>,
    packet: &str,
) -> Result<Vec<MaterialRow>, sqlx::Error> {
    let rows = sqlx::query(
        "select sha256, subject, size, media from materials where packet = ? order by sha256",
    )
    .bind(packet)
    .fetch_all(db)
    .await?;
    Ok(rows
        .iter()
        .map(|row| MaterialRow {
            sha256: row.get("sha256"),
            subject: row.get("subject"),
            size: row.get("size"),
            media: row.get("media"),
        })
        .collect())
}

/// Notes a durable file; false when it was noted before.
pub async fn note_material(
    db: &mut SqliteConnection,
    packet: &str,
    row: &MaterialRow,
    now: i64,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query("insert into materials (packet, sha256, subject, size, media, received) values (?, ?, ?, ?, ?, ?) on conflict do nothing")
        .bind(packet)
        .bind(&row.sha256)
        .bind(&row.subject)
        .bind(row.size)
        .bind(&row.media)
        .bind(now)
        .execute(db)
        .await?;
    Ok(done.rows_affected() == 1)
}
