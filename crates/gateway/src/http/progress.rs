//! Progress, also for people who do not sign in: the number, and the code that stands on the receipt.

use super::cases::{CaseView, view};
use crate::error::{ApiError, ApiResult, Diagnostics};
use crate::intake::{Correction, receipt_of};
use crate::state::State;
use crate::store;
use crate::web::{CurrentSession, Json, Language};
use axum::extract::State as Shared;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Which case.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    /// Case number.
    number: String,
    /// Code from the receipt; not needed for one's own case when signed in.
    secret: Option<String>,
}

/// How far a case is.
#[derive(Debug, Serialize, ToSchema)]
pub struct Progress {
    #[serde(flatten)]
    case: CaseView,
    /// What is still to mend or hand in.
    corrections: Vec<Correction>,
}

/// Progress.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProgressAnswer {
    progress: Progress,
}

/// Same length of work whether or not the case exists.
fn same_code(given: &str, right: &str) -> bool {
    let plain = |text: &str| {
        text.chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_uppercase())
            .collect::<String>()
    };
    let (a, b) = (plain(given), plain(right));
    a.len() == b.len()
        && a.bytes()
            .zip(b.bytes())
            .fold(0, |acc, (x, y)| acc | (x ^ y))
            == 0
}

/// How far a case is. Wrong number, wrong code and somebody else's case are answered alike.
#[utoipa::path(post, path = "/v1/progress", tag = "cases", request_body = Ask, responses((status = 200, body = ProgressAnswer), (status = 404, body = Diagnostics)))]
pub async fn ask(
    Shared(state): Shared<State>,
    session: Option<CurrentSession>,
    lang: Language,
    Json(ask): Json<Ask>,
) -> ApiResult<axum::Json<ProgressAnswer>> {
    let right = state.parts.key.code("progress", ask.number.as_bytes());
    let knows = ask
        .secret
        .as_deref()
        .is_some_and(|secret| same_code(secret, &right));
    let row = store::case_by_number(&state.parts.pool, &ask.number).await?;
    let subject = session
        .as_ref()
        .and_then(|s| s.0.subject())
        .map(|s| s.id.as_str());
    let row = row
        .filter(|row| knows || subject == Some(row.subject.as_str()))
        .ok_or_else(|| ApiError::not_found("case"))?;
    let receipt = receipt_of(&state, &row)?;
    let progress = Progress {
        case: view(&state, &row, lang.tag()).await?,
        corrections: receipt.corrections,
    };
    Ok(axum::Json(ProgressAnswer { progress }))
}
