//! What becomes of what is to be kept.

use crate::error::ApiError;
use crate::store::CaseRow;

/// It is there.
pub enum Kept {
    /// Since now.
    New,
    /// Somebody had sent the same packet at the same time.
    Before(Box<CaseRow>),
}

/// Nothing was written.
pub enum NotKept {
    /// A number that was drawn stands for another case: another is to be drawn.
    NumberInUse,
    /// It is refused, or failed.
    Refused(ApiError),
}

impl From<ApiError> for NotKept {
    fn from(refused: ApiError) -> Self {
        Self::Refused(refused)
    }
}

impl From<sqlx::Error> for NotKept {
    fn from(cause: sqlx::Error) -> Self {
        Self::Refused(cause.into())
    }
}

/// Every number that was drawn stands for another case. Short of a broken source of random numbers it does not happen.
pub fn no_number() -> ApiError {
    ApiError::internal("number", &"no case number is free")
}
