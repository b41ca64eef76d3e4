//! Cases: one for each packet that was taken.

use serde::{Deserialize, Serialize};
use sqlx::sqlite::SqliteRow;
use sqlx::{Executor, FromRow, Row, Sqlite, SqliteConnection};

/// A step that was reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Milestone {
    /// Id of the item's milestone.
    pub id: String,
    /// When it was reached, RFC 3339; null: not yet.
    pub at: Option<String>,
}

/// What becomes a case.
#[derive(Debug, Clone)]
pub struct NewCase {
    pub number: String,
    pub packet: String,
    pub packet_digest: String,
    pub decision_digest: String,
    pub module: String,
    pub supersedes: Option<String>,
    pub item: String,
    pub subject: String,
    pub actor: String,
    pub channel: String,
    pub region: Option<String>,
    pub state: String,
    pub post: String,
    pub verdict: String,
    pub milestones: Vec<Milestone>,
    pub receipt: String,
    pub packet_body: Vec<u8>,
    pub redecided: String,
    pub received: i64,
    /// Number of the bundle's case that it is part of.
    pub bundle: Option<String>,
    /// While it waits: states that it goes to once what it waits for is granted, or refused.
    pub afterwards: Option<Afterwards>,
}

/// Where a waiting case goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Afterwards {
    pub granted: &'static str,
    pub refused: &'static str,
}

/// A case as lists and progress need it.
#[derive(Debug, Clone)]
pub struct CaseRow {
    pub number: String,
    pub packet_digest: String,
    pub item: String,
    pub subject: String,
    pub actor: String,
    pub channel: String,
    pub region: Option<String>,
    pub state: String,
    pub post: String,
    pub verdict: String,
    pub milestones: Vec<Milestone>,
    pub receipt: String,
    pub superseded_by: Option<String>,
    pub received: i64,
    pub changed: i64,
    pub bundle: Option<String>,
    /// When what it waited for was decided.
    pub released: Option<i64>,
}

/// Something that happened to a case.
#[derive(Debug, Clone, FromRow)]
pub struct CaseEvent {
    pub at: i64,
    pub action: String,
    pub note: Option<String>,
}

const COLUMNS: &str = "number, packet_digest, item, subject, actor, channel, region, state, post, verdict, milestones, receipt, superseded_by, received, changed, bundle, \
     (select max(at) from case_events where case_events.number = cases.number and action = 'released') as released";

impl FromRow<'_, SqliteRow> for CaseRow {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            number: row.get("number"),
            packet_digest: row.get("packet_digest"),
            item: row.get("item"),
            subject: row.get("subject"),
            actor: row.get("actor"),
            channel: row.get("channel"),
            region: row.get("region"),
            state: row.get("state"),
            post: row.get("post"),
            verdict: row.get("verdict"),
            milestones: serde_json::from_str(row.get("milestones"))
                .map_err(|e| sqlx::Error::Decode(Box::new(e)))?,
            receipt: row.get("receipt"),
            superseded_by: row.get("superseded_by"),
            received: row.get("received"),
            changed: row.get("changed"),
            bundle: row.get("bundle"),
            released: row.get("released"),
        })
    }
}

pub(super) fn select(rest: &str) -> sqlx::AssertSqlSafe<String> {
    // Both parts are constants of this folder; values are bound.
    sqlx::AssertSqlSafe(format!("select {COLUMNS} from cases where {rest}"))
}

/// Writes a case; false when its number stands for another one.
pub async fn insert_case(db: &mut SqliteConnection, case: &NewCase) -> Result<bool, sqlx::Error> {
    let milestones =
        serde_json::to_string(&case.milestones).map_err(|e| sqlx::Error::Encode(Box::new(e)))?;
    let done = sqlx::query(
        "insert into cases (number, packet, packet_digest, decision_digest, module, supersedes, item, subject, actor, channel, region, state, post, verdict, \
         milestones, receipt, packet_body, redecided, received, changed, bundle, granted_state, refused_state) \
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (number) do nothing",
    )
    .bind(&case.number)
    .bind(&case.packet)
    .bind(&case.packet_digest)
    .bind(&case.decision_digest)
    .bind(&case.module)
    .bind(&case.supersedes)
    .bind(&case.item)
    .bind(&case.subject)
    .bind(&case.actor)
    .bind(&case.channel)
    .bind(&case.region)
    .bind(&case.state)
    .bind(&case.post)
    .bind(&case.verdict)
    .bind(milestones)
    .bind(&case.receipt)
    .bind(&case.packet_body)
    .bind(&case.redecided)
    .bind(case.received)
    .bind(case.received)
    .bind(&case.bundle)
    .bind(case.afterwards.map(|a| a.granted))
    .bind(case.afterwards.map(|a| a.refused))
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The case of a packet id.
pub async fn case_by_packet<'e>(
    db: impl Executor<'e, Database = Sqlite>,
    packet: &str,
) -> Result<Option<CaseRow>, sqlx::Error> {
    sqlx::query_as(select("packet = ?"))
        .bind(packet)
        .fetch_optional(db)
        .await
}

/// The case with a number.
pub async fn case_by_number<'e>(
    db: impl Executor<'e, Database = Sqlite>,
    number: &str,
) -> Result<Option<CaseRow>, sqlx::Error> {
    sqlx::query_as(select("number = ?"))
        .bind(number)
        .fetch_optional(db)
        .await
}

/// Cases of a subject, newest first; those of a bundle stand in it.
pub async fn cases_of<'e>(
    db: impl Executor<'e, Database = Sqlite>,
    subject: &str,
    limit: i64,
) -> Result<Vec<CaseRow>, sqlx::Error> {
    sqlx::query_as(select(
        "subject = ? and bundle is null order by received desc, number limit ?",
    ))
    .bind(subject)
    .bind(limit)
    .fetch_all(db)
    .await
}

/// Open cases, oldest first; the caller keeps those that its post may handle.
pub async fn queue<'e>(
    db: impl Executor<'e, Database = Sqlite>,
    post: &str,
    limit: i64,
) -> Result<Vec<CaseRow>, sqlx::Error> {
    let rest = select(
        "state in ('received', 'accepted', 'written-decision') and superseded_by is null and post = ? order by received, number limit ?",
    );
    sqlx::query_as(rest)
        .bind(post)
        .bind(limit)
        .fetch_all(db)
        .await
}

/// Moves a case on; false when somebody else moved it first.
pub async fn change_case(
    db: &mut SqliteConnection,
    case: &CaseRow,
    state: &str,
    milestones: &[Milestone],
    now: i64,
) -> Result<bool, sqlx::Error> {
    let milestones =
        serde_json::to_string(milestones).map_err(|e| sqlx::Error::Encode(Box::new(e)))?;
    let done = sqlx::query(
        "update cases set state = ?, milestones = ?, changed = ? where number = ? and state = ?",
    )
    .bind(state)
    .bind(milestones)
    .bind(now)
    .bind(&case.number)
    .bind(&case.state)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Says that a packet was replaced by another of the same subject and item; false when there is no such open case.
pub async fn mark_superseded(
    db: &mut SqliteConnection,
    packet: &str,
    by: &str,
    subject: &str,
    item: &str,
    now: i64,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query(
        "update cases set superseded_by = ?, state = 'superseded', changed = ? where packet = ? and subject = ? and item = ? and superseded_by is null and state <> 'done'",
    )
    .bind(by)
    .bind(now)
    .bind(packet)
    .bind(subject)
    .bind(item)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Records what happened.
pub async fn add_event(
    db: &mut SqliteConnection,
    number: &str,
    at: i64,
    actor: &str,
    action: &str,
    note: Option<&str>,
) -> Result<(), sqlx::Error> {
    sqlx::query("insert into case_events (number, at, actor, action, note) values (?, ?, ?, ?, ?)")
        .bind(number)
        .bind(at)
        .bind(actor)
        .bind(action)
        .bind(note)
        .execute(db)
        .await?;
    Ok(())
}

/// What happened to a case, oldest first.
pub async fn events_of<'e>(
    db: impl Executor<'e, Database = Sqlite>,
    number: &str,
) -> Result<Vec<CaseEvent>, sqlx::Error> {
    sqlx::query_as("select at, action, note from case_events where number = ? order by id")
        .bind(number)
        .fetch_all(db)
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_number_stands_for_one_case() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("t.db").display());
        let pool = crate::store::open(&url).await.unwrap();
        let mut db = pool.acquire().await.unwrap();
        let text = |text: &str| text.to_owned();
        let first = NewCase {
            number: text("20261124000000012"),
            packet: "a".repeat(32),
            packet_digest: text("1"),
            decision_digest: text("2"),
            module: text("3"),
            supersedes: None,
            item: text("retirement"),
            subject: text("s"),
            actor: text("s"),
            channel: text("portal"),
            region: None,
            state: text("received"),
            post: text("handle"),
            verdict: text("ready"),
            milestones: Vec::new(),
            receipt: text("{}"),
            packet_body: Vec::new(),
            redecided: text("{}"),
            received: 1,
            bundle: None,
            afterwards: None,
        };
        assert!(insert_case(&mut db, &first).await.unwrap());
        let other = NewCase {
            packet: "b".repeat(32),
            ..first.clone()
        };
        assert!(!insert_case(&mut db, &other).await.unwrap());
        assert!(
            case_by_packet(&mut *db, &other.packet)
                .await
                .unwrap()
                .is_none()
        );
        // The same packet under another number is an error of ours, and not passed over.
        let twice = NewCase {
            number: text("20261124000000020"),
            ..first
        };
        assert!(insert_case(&mut db, &twice).await.is_err());
    }
}
