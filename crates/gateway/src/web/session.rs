//! The session behind a request.

use crate::error::ApiError;
use crate::limits::SESSION_TOUCH_SECONDS;
use crate::ports::Subject;
use crate::secrets::sha256_hex;
use crate::state::State;
use crate::store::{self, SessionRow};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum_extra::extract::CookieJar;

/// Name of the session cookie.
pub const COOKIE: &str = "tongban_session";

/// A live session; a request without one is answered 401.
#[derive(Debug, Clone)]
pub struct CurrentSession(pub SessionRow);

impl FromRequestParts<State> for CurrentSession {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, ApiError> {
        let jar = CookieJar::from_headers(&parts.headers);
        let token = jar
            .get(COOKIE)
            .map(|c| c.value().to_owned())
            .filter(|t| t.len() == 64)
            .ok_or_else(ApiError::unauthenticated)?;
        let id = sha256_hex(token.as_bytes());
        let now = state.now();
        let row = store::session(&state.parts.pool, &id, now)
            .await?
            .ok_or_else(ApiError::unauthenticated)?;
        if row.seen < now.saturating_sub(SESSION_TOUCH_SECONDS) {
            state
                .writer
                .write(move |db| Box::pin(async move { store::touch(db, &id, now).await }))
                .await?;
        }
        Ok(Self(row))
    }
}

impl CurrentSession {
    /// About whom this session acts; staff and devices must bind a client first.
    pub fn subject(&self) -> Result<&Subject, ApiError> {
        self.0.subject().ok_or_else(|| {
            ApiError::conflict("session.no-client", "this session acts for nobody yet")
                .help("read the client's card first: `POST /v1/sessions/current/client`")
        })
    }

    /// The channel that this session speaks for.
    pub fn channel(&self) -> &str {
        &self.0.actor.channel
    }
}

impl axum::extract::OptionalFromRequestParts<State> for CurrentSession {
    type Rejection = ApiError;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &State,
    ) -> Result<Option<Self>, ApiError> {
        match <Self as FromRequestParts<State>>::from_request_parts(parts, state).await {
            Ok(session) => Ok(Some(session)),
            Err(error) if error.status == axum::http::StatusCode::UNAUTHORIZED => Ok(None),
            Err(error) => Err(error),
        }
    }
}
