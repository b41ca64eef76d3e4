//! Demonstration registers in the service's own database.

use crate::ports::{Answer, RegisterError, Registers, Subject, SubjectKind};
use serde_json::{Map, Value};
use sqlx::{Row, SqliteConnection, SqlitePool};
use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::pin::Pin;

/// Registers kept in table `registers`; some may be switched off to show how the unreachable is handled.
#[derive(Debug, Clone)]
pub struct SqlRegisters {
    pool: SqlitePool,
    unreachable: BTreeSet<String>,
}

impl SqlRegisters {
    /// Over this database; `unreachable` registers do not answer.
    pub fn new(pool: SqlitePool, unreachable: &[String]) -> Self {
        Self {
            pool,
            unreachable: unreachable.iter().cloned().collect(),
        }
    }

    async fn answers(
        &self,
        subject: &Subject,
        fields: &[(String, String)],
    ) -> Result<Vec<Answer>, sqlx::Error> {
        let mut records: BTreeMap<&str, Option<Map<String, Value>>> = BTreeMap::new();
        for (register, _) in fields {
            if !keeps(register, subject.kind) {
                continue;
            }
            if !records.contains_key(register.as_str()) && !self.unreachable.contains(register) {
                records.insert(register, record(&self.pool, register, &subject.id).await?);
            }
        }
        let answer = |(register, field): &(String, String)| match records.get(register.as_str()) {
            None => Answer::Unreachable,
            Some(record) => record
                .as_ref()
                .and_then(|fields| fields.get(field))
                .map_or(Answer::NoData, |value| Answer::Value(value.clone())),
        };
        Ok(fields.iter().map(answer).collect())
    }
}

/// Whether a register is about such subjects. A unit that files for an employee gets no answers about the employee.
fn keeps(register: &str, kind: SubjectKind) -> bool {
    match kind {
        SubjectKind::Person => register != "unit",
        SubjectKind::Unit => register == "unit" || register == "contact",
    }
}

async fn record(
    pool: &SqlitePool,
    register: &str,
    subject: &str,
) -> Result<Option<Map<String, Value>>, sqlx::Error> {
    let row = sqlx::query("select fields from registers where register = ? and subject = ?")
        .bind(register)
        .bind(subject)
        .fetch_optional(pool)
        .await?;
    row.map(|row| {
        serde_json::from_str(row.get("fields")).map_err(|e| sqlx::Error::Decode(Box::new(e)))
    })
    .transpose()
}

impl Registers for SqlRegisters {
    fn ask<'a>(
        &'a self,
        subject: &'a Subject,
        fields: &'a [(String, String)],
    ) -> Pin<Box<dyn Future<Output = Result<Vec<Answer>, RegisterError>> + Send + 'a>> {
        Box::pin(async move {
            self.answers(subject, fields)
                .await
                .map_err(|e| RegisterError(e.to_string()))
        })
    }
}

/// Whether no register holds anything yet.
pub async fn is_empty(pool: &SqlitePool) -> Result<bool, sqlx::Error> {
    Ok(sqlx::query("select 1 from registers limit 1")
        .fetch_optional(pool)
        .await?
        .is_none())
}

/// Puts a record into a register.
pub async fn load_record(
    db: &mut SqliteConnection,
    register: &str,
    subject: &str,
    fields: &Map<String, Value>,
) -> Result<(), sqlx::Error> {
    let body = Value::Object(fields.clone()).to_string();
    sqlx::query("insert or replace into registers (register, subject, fields) values (?, ?, ?)")
        .bind(register)
        .bind(subject)
        .bind(body)
        .execute(db)
        .await?;
    Ok(())
}

/// Changes one field of a subject's record, inside the transaction that finishes the case.
pub async fn apply_effect(
    db: &mut SqliteConnection,
    subject: &str,
    register: &str,
    field: &str,
    value: &Value,
) -> Result<(), sqlx::Error> {
    let row = sqlx::query("select fields from registers where register = ? and subject = ?")
        .bind(register)
        .bind(subject)
        .fetch_optional(&mut *db)
        .await?;
    let mut fields: Map<String, Value> = match row {
        Some(row) => {
            serde_json::from_str(row.get("fields")).map_err(|e| sqlx::Error::Decode(Box::new(e)))?
        }
        None => Map::new(),
    };
    fields.insert(field.to_owned(), value.clone());
    load_record(db, register, subject, &fields).await
}
