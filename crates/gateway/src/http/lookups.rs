//! What the registers know about the verified subject, for filling in.

use crate::error::{ApiError, ApiResult, Diagnostics};
use crate::intake::{allowed_item, may_file};
use crate::limits::{ANSWER_SECONDS, MAX_LOOKUP_FACTS};
use crate::ports::{Answer, ItemPolicy, stamp};
use crate::state::{Inner, State};
use crate::store::{self, SessionRow};
use crate::web::{CurrentSession, Json};
use axum::extract::State as Shared;
use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use utoipa::ToSchema;

/// Which facts of which item.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Lookup {
    /// Id or code of an item, or of a bundle: then any of its items that may be filed here may ask.
    item: String,
    /// Fact ids.
    facts: Vec<String>,
}

/// What the registers say.
#[derive(Debug, Serialize, ToSchema)]
pub struct Answers {
    /// By fact id: a value, null (the register says that there is none) or `{"$unknown": "unreachable" | "no-data"}`.
    #[schema(value_type = Object)]
    answers: BTreeMap<String, Value>,
    /// The same, signed by this service and bound to session and subject: `payload.signature`, base64url.
    signed: String,
    /// Until when this service stands for them, RFC 3339.
    expires: String,
}

/// The item that asks, or the items of a bundle that this session may file; with the id of what was named.
fn items(
    state: &Inner,
    session: &SessionRow,
    named: &str,
) -> ApiResult<(String, Vec<Arc<ItemPolicy>>)> {
    let Some(bundle) = state.parts.module.bundle(named) else {
        let item = allowed_item(state, named)?;
        may_file(session, &item)?;
        return Ok((item.id.clone(), vec![item]));
    };
    let mut items = Vec::new();
    let mut refused = None;
    for member in &bundle.members {
        let item = allowed_item(state, &member.item)?;
        match may_file(session, &item) {
            Ok(()) => items.push(item),
            Err(error) => refused = refused.or(Some(error)),
        }
    }
    match refused {
        Some(error) if items.is_empty() => Err(error),
        _ => Ok((bundle.id.clone(), items)),
    }
}

/// Asks the registers about the verified subject, and about nobody else.
#[utoipa::path(post, path = "/v1/lookups", tag = "lookups", request_body = Lookup,
    responses((status = 200, body = Answers), (status = 401, body = Diagnostics), (status = 403, body = Diagnostics), (status = 409, body = Diagnostics, description = "`session.no-client`"),
        (status = 422, body = Diagnostics, description = "`lookup.fact`: no register answers this fact")))]
pub async fn create(
    Shared(state): Shared<State>,
    session: CurrentSession,
    Json(lookup): Json<Lookup>,
) -> ApiResult<axum::Json<Answers>> {
    let subject = session.subject()?;
    let (asked, items) = items(&state, &session.0, &lookup.item)?;
    if lookup.facts.len() > MAX_LOOKUP_FACTS {
        return Err(ApiError::bad(
            "lookup.too-many",
            format!("at most {MAX_LOOKUP_FACTS} facts are looked up at once"),
        ));
    }
    let mut fields = Vec::new();
    for fact in &lookup.facts {
        let source = items
            .iter()
            .flat_map(|item| &item.sources)
            .filter(|s| s.fact == *fact && !s.in_row)
            .find_map(|s| s.register.clone());
        let source = source.ok_or_else(|| {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            ApiError {
                status,
                ..ApiError::bad(
                    "lookup.fact",
                    format!(
                        "no register answers fact `{}` of this item",
                        fact.escape_default()
                    ),
                )
            }
        })?;
        fields.push((source.register, source.field));
    }
    let found = state
        .parts
        .registers
        .ask(subject, &fields)
        .await
        .map_err(|e| ApiError::internal("registers", &e))?;
    let mut answers = BTreeMap::new();
    let mut stands = Vec::new();
    for ((fact, (register, _)), answer) in lookup.facts.iter().zip(&fields).zip(found) {
        // Case facts are this service's own; for a client they are unreachable.
        let answer = if register == "case" {
            Answer::Unreachable
        } else {
            answer
        };
        if let Answer::Value(value) = &answer {
            stands.push((fact.clone(), value.clone()));
        }
        let value = match answer {
            Answer::Value(value) => value,
            Answer::NoData => json!({"$unknown": "no-data"}),
            Answer::Unreachable => json!({"$unknown": "unreachable"}),
        };
        answers.insert(fact.clone(), value);
    }
    let expires = state.now().saturating_add(ANSWER_SECONDS);
    if !stands.is_empty() {
        let (session, subject) = (session.0.id.clone(), subject.id.clone());
        state
            .writer
            .write(move |db| {
                Box::pin(async move {
                    store::keep_answers(db, &session, &subject, &stands, expires).await
                })
            })
            .await?;
    }
    let payload = json!({"session": session.0.id, "subject": subject.id, "item": asked, "answers": answers, "expires": expires}).to_string();
    let signature = state.parts.key.sign("answers", payload.as_bytes());
    let signed = format!(
        "{}.{}",
        URL_SAFE_NO_PAD.encode(&payload),
        URL_SAFE_NO_PAD.encode(signature)
    );
    Ok(axum::Json(Answers {
        answers,
        signed,
        expires: stamp(expires),
    }))
}
