//! What a session shows and decides, each part from the state of the graph.

mod because;
mod condition;
mod deadline;
mod field;
mod material;
mod next;
mod risk;
mod route;
mod verdict;
mod words;

pub(crate) use material::{How, how_id};
pub(crate) use route::{post_of, rank_of};
pub(crate) use verdict::Trouble;
