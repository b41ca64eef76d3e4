//! Which values a variable can have, cut where programs tell them apart.
//!
//! Programs that look at a variable only by comparing it with constants give the same for all
//! values between two such constants. So a variable has finitely many *pieces*, one value stands
//! for each, and what holds for all combinations of these values holds always.

mod compare;
mod constants;
mod domain;
mod find;
mod flow;
mod lattice;
mod piece;
mod sample;

pub use compare::{Compared, Question, Side, Versions};
pub use domain::{Domain, Kind, MAX_LISTED};
pub use find::{Found, MAX_PROBES, Outlook, find};
pub use flow::{Flow, Looked, Looks, NoWorld, World};
pub use piece::{Piece, cell_of};
