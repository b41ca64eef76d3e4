//! Cases of a bundle: which belong together, and which wait for another one's result.

use super::cases::{CaseRow, add_event, select};
use sqlx::{Executor, Sqlite, SqliteConnection};

/// State of the case that stands for a bundle.
pub const BUNDLE_STATE: &str = "bundle";
/// State of a case that waits for another one's result.
pub const WAITING: &str = "waiting";

/// Cases of a bundle in the order of its items, without those that another case of the bundle replaced.
pub async fn members_of<'e>(
    db: impl Executor<'e, Database = Sqlite>,
    bundle: &str,
) -> Result<Vec<CaseRow>, sqlx::Error> {
    let rest = select(
        "bundle = ? and not exists (select 1 from cases as other where other.number = cases.superseded_by and other.bundle = cases.bundle) order by rowid",
    );
    sqlx::query_as(rest).bind(bundle).fetch_all(db).await
}

/// Items of the cases that a case waits for and that are not decided yet.
pub async fn waits_for<'e>(
    db: impl Executor<'e, Database = Sqlite>,
    number: &str,
) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar(
        "select cases.item from case_waits join cases on cases.number = case_waits.needs where case_waits.number = ? and decided = 0 order by cases.rowid",
    )
    .bind(number)
    .fetch_all(db)
    .await
}

/// Records that a case waits for another one.
pub async fn add_wait(
    db: &mut SqliteConnection,
    number: &str,
    needs: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query("insert into case_waits (number, needs) values (?, ?)")
        .bind(number)
        .bind(needs)
        .execute(db)
        .await?;
    Ok(())
}

/// A case was decided: the cases that waited for it and for nothing else go on.
pub async fn release(
    db: &mut SqliteConnection,
    decided: &str,
    refused: bool,
    now: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query("update case_waits set decided = 1, refused = ? where needs = ?")
        .bind(refused)
        .bind(decided)
        .execute(&mut *db)
        .await?;
    let waiting: Vec<String> =
        sqlx::query_scalar("select number from case_waits where needs = ? order by number")
            .bind(decided)
            .fetch_all(&mut *db)
            .await?;
    for number in waiting {
        let done = sqlx::query(
            "update cases set changed = ?, state = case when exists (select 1 from case_waits as w where w.number = cases.number and w.refused = 1) \
             then refused_state else granted_state end \
             where number = ? and state = 'waiting' and not exists (select 1 from case_waits as w where w.number = cases.number and w.decided = 0)",
        )
        .bind(now)
        .bind(&number)
        .execute(&mut *db)
        .await?;
        if done.rows_affected() == 1 {
            add_event(&mut *db, &number, now, "gateway", "released", None).await?;
        }
    }
    Ok(())
}

/// A case takes the place of one that it replaces: in its bundle, and for what waits for it.
pub async fn take_place(
    db: &mut SqliteConnection,
    replaced: &str,
    by: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query("update cases set bundle = (select old.bundle from cases as old where old.packet = ?) where number = ?")
        .bind(replaced)
        .bind(by)
        .execute(&mut *db)
        .await?;
    sqlx::query(
        "update case_waits set needs = ? where needs = (select number from cases where packet = ?)",
    )
    .bind(by)
    .bind(replaced)
    .execute(db)
    .await?;
    Ok(())
}

/// Says that a bundle was replaced by another of the same subject; false when there is no such bundle, or when one of its
/// cases is done already.
pub async fn replace_bundle(
    db: &mut SqliteConnection,
    packet: &str,
    by: &CaseOfBundle<'_>,
    members: &[(String, String)],
    now: i64,
) -> Result<bool, sqlx::Error> {
    let old: Option<CaseRow> = sqlx::query_as(select(
        "packet = ? and subject = ? and item = ? and superseded_by is null and state = 'bundle'",
    ))
    .bind(packet)
    .bind(by.subject)
    .bind(by.bundle)
    .fetch_optional(&mut *db)
    .await?;
    let Some(old) = old else { return Ok(false) };
    let open = members_of(&mut *db, &old.number).await?;
    if open.iter().any(|case| case.state == "done") {
        return Ok(false);
    }
    for case in open.iter().chain([&old]) {
        // An item that is left out this time is replaced by the bundle itself.
        let same = members.iter().find(|(item, _)| *item == case.item);
        let number = same.map_or(by.number, |(_, number)| number);
        sqlx::query("update cases set superseded_by = ?, state = 'superseded', changed = ? where number = ? and superseded_by is null")
            .bind(number)
            .bind(now)
            .bind(&case.number)
            .execute(&mut *db)
            .await?;
    }
    Ok(true)
}

/// The case that stands for a bundle.
#[derive(Debug, Clone, Copy)]
pub struct CaseOfBundle<'a> {
    pub number: &'a str,
    pub bundle: &'a str,
    pub subject: &'a str,
}
