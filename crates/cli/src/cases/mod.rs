//! Worked cases: facts in, expectations compared with what the engine says.

mod compare;
mod run;
mod versions;

pub use run::run_case;
pub use versions::{CaseChange, case_changes};
