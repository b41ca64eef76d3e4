//! What stands between the socket and the handlers.

mod body;
mod headers;
mod language;
mod origin;
mod session;
mod track;

pub use body::{Json, JsonBytes, declared_length, drain, next_data};
pub use headers::security_headers;
pub use language::Language;
pub use origin::check_origin;
pub use session::{COOKIE, CurrentSession};
pub use track::track;
