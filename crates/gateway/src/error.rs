//! What a handler answers when it does not answer what was asked: a status and diagnostics.

use crate::diagnostic::Diagnostic;
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The body of every answer that is not a success.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Diagnostics {
    /// All findings, in a stable order.
    pub diagnostics: Vec<Diagnostic>,
}

/// A refused or failed request.
#[derive(Debug)]
pub struct ApiError {
    pub(crate) status: StatusCode,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// What handlers return.
pub type ApiResult<T> = Result<T, ApiError>;

impl ApiError {
    pub fn new(status: StatusCode, diagnostic: Diagnostic) -> Self {
        Self {
            status,
            diagnostics: vec![diagnostic],
        }
    }

    pub fn all(status: StatusCode, diagnostics: Vec<Diagnostic>) -> Self {
        Self {
            status,
            diagnostics,
        }
    }

    pub fn bad(code: &str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, Diagnostic::error(code, message))
    }

    pub fn unauthenticated() -> Self {
        let finding = Diagnostic::error("session.none", "there is no session, or it has ended")
            .help("sign in again; nothing you saved as a draft is lost");
        Self::new(StatusCode::UNAUTHORIZED, finding)
    }

    pub fn forbidden(code: &str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, Diagnostic::error(code, message))
    }

    /// One answer for "does not exist" and "is not yours", so that numbers cannot be probed.
    pub fn not_found(what: &str) -> Self {
        let finding = Diagnostic::error(
            &format!("{what}.not-found"),
            format!("there is no such {what}, or it is not yours to see"),
        );
        Self::new(StatusCode::NOT_FOUND, finding)
    }

    pub fn conflict(code: &str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, Diagnostic::error(code, message))
    }

    #[must_use]
    pub fn help(mut self, help: &str) -> Self {
        if let Some(first) = self.diagnostics.first_mut() {
            first.help = Some(help.to_owned());
        }
        self
    }

    /// Something on our side; the cause goes to the log (without values), not to the client.
    pub fn internal(step: &'static str, cause: &dyn std::fmt::Display) -> Self {
        tracing::error!(step, %cause, "request failed");
        let finding = Diagnostic::error(
            "gateway.failed",
            "the service could not finish this request",
        )
        .help("try again; sending the same packet again is safe");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, finding)
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        (
            self.status,
            Json(Diagnostics {
                diagnostics: self.diagnostics,
            }),
        )
            .into_response()
    }
}

impl From<sqlx::Error> for ApiError {
    fn from(cause: sqlx::Error) -> Self {
        Self::internal("database", &cause)
    }
}

impl From<std::io::Error> for ApiError {
    fn from(cause: std::io::Error) -> Self {
        Self::internal("file", &cause.kind())
    }
}
