//! Worked cases: facts in, expectations compared with what the engine says.

mod compare;
mod run;

pub use run::run_case;
