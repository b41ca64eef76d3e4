//! Sessions. Only the hash of a token is kept.

use crate::limits::{SESSION_IDLE_SECONDS, SESSION_TOUCH_SECONDS};
use crate::ports::{Actor, Client, Subject};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sqlx::{Row, SqliteConnection, SqlitePool};

/// A live session.
#[derive(Debug, Clone)]
pub struct SessionRow {
    /// Hash of its token; names the session in this service.
    pub id: String,
    /// Who signed in.
    pub actor: Actor,
    /// Client bound at a counter, bank or kiosk.
    pub client: Option<Subject>,
    /// What the client's card said, and what reading it gave.
    pub card: Option<Card>,
    /// When it ends.
    pub expires: i64,
    /// When it was last noted that it is in use.
    pub seen: i64,
}

/// A card as it was read. `Debug` shows none of it.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Card {
    /// Fields of the card.
    pub fields: Map<String, Value>,
    /// Case facts.
    pub case: Map<String, Value>,
}

impl std::fmt::Debug for Card {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Card(…)")
    }
}

impl SessionRow {
    /// Case facts that this service knows about the one who acts.
    pub fn case(&self) -> &Map<String, Value> {
        self.card
            .as_ref()
            .map_or(&self.actor.case, |card| &card.case)
    }

    /// About whom this session acts.
    pub fn subject(&self) -> Option<&Subject> {
        self.client.as_ref().or(self.actor.subject.as_ref())
    }
}

fn json<T: serde::Serialize>(value: &T) -> Result<String, sqlx::Error> {
    serde_json::to_string(value).map_err(|e| sqlx::Error::Encode(Box::new(e)))
}

fn from_json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, sqlx::Error> {
    serde_json::from_str(text).map_err(|e| sqlx::Error::Decode(Box::new(e)))
}

/// Starts a session.
pub async fn insert_session(
    db: &mut SqliteConnection,
    id: &str,
    actor: &Actor,
    now: i64,
    expires: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into sessions (token_hash, actor, created, seen, expires) values (?, ?, ?, ?, ?)",
    )
    .bind(id)
    .bind(json(actor)?)
    .bind(now)
    .bind(now)
    .bind(expires)
    .execute(db)
    .await?;
    Ok(())
}

/// The session with this token hash, when it still lives.
pub async fn session(
    pool: &SqlitePool,
    id: &str,
    now: i64,
) -> Result<Option<SessionRow>, sqlx::Error> {
    let row = sqlx::query("select actor, client, client_card, expires, seen from sessions where token_hash = ? and expires > ? and seen > ?")
        .bind(id)
        .bind(now)
        .bind(now.saturating_sub(SESSION_IDLE_SECONDS))
        .fetch_optional(pool)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let client: Option<String> = row.get("client");
    let card: Option<String> = row.get("client_card");
    Ok(Some(SessionRow {
        id: id.to_owned(),
        actor: from_json(row.get("actor"))?,
        client: client.as_deref().map(from_json).transpose()?,
        card: card.as_deref().map(from_json).transpose()?,
        expires: row.get("expires"),
        seen: row.get("seen"),
    }))
}

/// Notes that the session is in use.
pub async fn touch(db: &mut SqliteConnection, id: &str, now: i64) -> Result<(), sqlx::Error> {
    sqlx::query("update sessions set seen = ? where token_hash = ? and seen < ?")
        .bind(now)
        .bind(id)
        .bind(now.saturating_sub(SESSION_TOUCH_SECONDS))
        .execute(&mut *db)
        .await?;
    Ok(())
}

/// Binds a client, or forgets the one that was bound; the last client's answers go with them.
pub async fn set_client(
    db: &mut SqliteConnection,
    id: &str,
    client: Option<&Client>,
) -> Result<(), sqlx::Error> {
    let (subject, card) = match client {
        Some(client) => {
            let card = Card {
                fields: client.card.clone(),
                case: client.case.clone(),
            };
            (Some(json(&client.subject)?), Some(json(&card)?))
        }
        None => (None, None),
    };
    sqlx::query("delete from answers where session = ?")
        .bind(id)
        .execute(&mut *db)
        .await?;
    sqlx::query("update sessions set client = ?, client_card = ? where token_hash = ?")
        .bind(subject)
        .bind(card)
        .bind(id)
        .execute(&mut *db)
        .await?;
    Ok(())
}

/// Ends a session.
pub async fn delete_session(db: &mut SqliteConnection, id: &str) -> Result<(), sqlx::Error> {
    sqlx::query("delete from answers where session = ?")
        .bind(id)
        .execute(&mut *db)
        .await?;
    sqlx::query("delete from sessions where token_hash = ?")
        .bind(id)
        .execute(&mut *db)
        .await?;
    Ok(())
}

/// Removes what has ended: sessions, answers, drafts.
pub async fn expire(db: &mut SqliteConnection, now: i64) -> Result<(), sqlx::Error> {
    sqlx::query("delete from sessions where expires <= ?")
        .bind(now)
        .execute(&mut *db)
        .await?;
    sqlx::query("delete from answers where expires <= ?")
        .bind(now)
        .execute(&mut *db)
        .await?;
    sqlx::query("delete from drafts where expires <= ?")
        .bind(now)
        .execute(&mut *db)
        .await?;
    Ok(())
}
