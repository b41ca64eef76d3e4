//! One eligibility rule: eight comparisons and two exact multiplications, and everybody's way to write it.
//!
//! May a person in flexible employment claim the subsidy: of age, enough months paid, nothing owed, the right status, at least one spell, and a
//! contribution base between 60 % and 300 % of the average wage.

mod contender;
mod rows;

#[cfg(feature = "cel")]
pub mod cel;
#[cfg(feature = "ours")]
pub mod columns;
#[cfg(feature = "datalogic")]
pub mod datalogic;
#[cfg(feature = "decimal")]
pub mod decimal;
#[cfg(feature = "feel")]
pub mod feel;
pub mod hand;
#[cfg(feature = "ours")]
pub mod ours;
#[cfg(feature = "zen")]
pub mod zen;

pub use contender::Contender;
pub use rows::{Row, Status, boundary, eligible, mixed};
