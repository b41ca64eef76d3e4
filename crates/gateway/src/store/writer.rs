//! Everything that writes stands in one line, and what waits together is committed together.
//!
//! A commit waits for the disk, which takes milliseconds whatever it holds. So one connection writes: it takes what has
//! come in while the disk was busy, runs each request's work in a savepoint of its own, commits once, and only then tells
//! each of them. A work that fails takes back its own part, never another's.

use crate::limits::{MAX_COMMITTED_TOGETHER, MAX_WAITING_WRITES};
use sqlx::{Acquire, SqliteConnection, SqlitePool};
use std::future::Future;
use std::pin::Pin;
use tokio::sync::{mpsc, oneshot};

/// What a work gives, later.
type Written<'c, T> = Pin<Box<dyn Future<Output = T> + Send + 'c>>;

/// Whether the work's part stays, and whom to tell once it is known whether it was committed.
struct Ran {
    stays: bool,
    tell: Tell,
}

type Tell = Box<dyn FnOnce(Result<(), sqlx::Error>) + Send>;

type Job = Box<dyn for<'c> FnOnce(&'c mut SqliteConnection) -> Written<'c, Ran> + Send>;

/// Where works that write are handed in. Cheap to clone; when the last one is gone, the line ends.
#[derive(Clone)]
pub struct Writer {
    jobs: mpsc::Sender<Job>,
}

impl Writer {
    /// Begins a line over this database, on the runtime that calls it.
    pub fn start(pool: SqlitePool) -> Self {
        let (jobs, line) = mpsc::channel(MAX_WAITING_WRITES);
        tokio::spawn(serve(pool, line));
        Self { jobs }
    }

    /// Runs a work that writes, and answers once it is on disk; when it fails, what it wrote is taken back.
    /// It is run to its end even if nobody waits for it any more.
    pub async fn write<T, E, W>(&self, work: W) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<sqlx::Error> + Send + 'static,
        W: for<'c> FnOnce(&'c mut SqliteConnection) -> Written<'c, Result<T, E>> + Send + 'static,
    {
        let (tell, told) = oneshot::channel();
        let job: Job = Box::new(move |db| {
            Box::pin(async move {
                let found = work(db).await;
                Ran {
                    stays: found.is_ok(),
                    tell: Box::new(move |committed| {
                        let answer = found.and_then(|value| {
                            committed?;
                            Ok(value)
                        });
                        // Who asked may have gone; the work stands all the same.
                        tell.send(answer).ok();
                    }),
                }
            })
        });
        let ended = |_| E::from(sqlx::Error::WorkerCrashed);
        self.jobs.send(job).await.map_err(|_| ended(()))?;
        told.await.map_err(|_| ended(()))?
    }
}

async fn serve(pool: SqlitePool, mut line: mpsc::Receiver<Job>) {
    while let Some(first) = line.recv().await {
        let mut tell = Vec::new();
        let committed = together(&pool, first, &mut line, &mut tell).await;
        for one in tell {
            one(again(&committed));
        }
    }
}

/// One transaction: the first work and those that wait behind it.
async fn together(
    pool: &SqlitePool,
    first: Job,
    line: &mut mpsc::Receiver<Job>,
    tell: &mut Vec<Tell>,
) -> Result<(), sqlx::Error> {
    let mut all = pool.begin_with("BEGIN IMMEDIATE").await?;
    let mut next = Some(first);
    while let Some(job) = next {
        let mut part = all.begin().await?;
        let ran = job(&mut part).await;
        tell.push(ran.tell);
        if ran.stays {
            part.commit().await?;
        } else {
            part.rollback().await?;
        }
        next = if tell.len() < MAX_COMMITTED_TOGETHER {
            line.try_recv().ok()
        } else {
            None
        };
    }
    all.commit().await
}

/// The same for another one; an error of the database can be told only once as it is.
fn again(committed: &Result<(), sqlx::Error>) -> Result<(), sqlx::Error> {
    match committed {
        Ok(()) => Ok(()),
        Err(cause) => Err(sqlx::Error::Protocol(format!("not committed: {cause}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sqlx::Row;

    async fn numbers(pool: &SqlitePool) -> Vec<i64> {
        let rows = sqlx::query("select n from numbers order by n")
            .fetch_all(pool)
            .await
            .unwrap();
        rows.iter().map(|row| row.get("n")).collect()
    }

    fn insert(
        n: i64,
        fails: bool,
    ) -> impl for<'c> FnOnce(&'c mut SqliteConnection) -> Written<'c, Result<i64, sqlx::Error>> + Send
    {
        move |db| {
            Box::pin(async move {
                sqlx::query("insert into numbers values (?)")
                    .bind(n)
                    .execute(db)
                    .await?;
                if fails {
                    return Err(sqlx::Error::RowNotFound);
                }
                Ok(n)
            })
        }
    }

    #[tokio::test]
    async fn a_work_that_fails_takes_back_its_own_part_and_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("t.db").display());
        let pool = crate::store::open(&url).await.unwrap();
        sqlx::query("create table numbers (n integer primary key) strict")
            .execute(&pool)
            .await
            .unwrap();
        let writer = Writer::start(pool.clone());
        let mut all = Vec::new();
        for n in 0..300 {
            let writer = writer.clone();
            all.push(tokio::spawn(async move {
                writer.write(insert(n, n % 3 == 0)).await
            }));
        }
        for (n, one) in (0..).zip(all) {
            assert_eq!(one.await.unwrap().ok(), (n % 3 != 0).then_some(n), "{n}");
        }
        let wanted: Vec<i64> = (0..300).filter(|n| n % 3 != 0).collect();
        assert_eq!(numbers(&pool).await, wanted);
        // The same number twice: only the second is told so.
        assert!(writer.write(insert(1, false)).await.is_err());
        assert_eq!(writer.write(insert(300, false)).await.unwrap(), 300);
    }

    #[tokio::test]
    async fn a_database_that_is_gone_is_told_to_everybody() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("t.db").display());
        let pool = crate::store::open(&url).await.unwrap();
        let writer = Writer::start(pool.clone());
        pool.close().await;
        for _ in 0..2 {
            assert!(writer.write(insert(1, false)).await.is_err());
        }
    }
}
