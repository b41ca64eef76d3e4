//! What stands between the socket and the handlers.

mod body;
mod headers;
mod origin;
mod session;
mod track;

pub use body::{Json, Limited, drain, read_capped};
pub use headers::security_headers;
pub use origin::check_origin;
pub use session::{COOKIE, CurrentSession};
pub use track::track;
