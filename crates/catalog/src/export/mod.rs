//! What others build on: schemas for back ends, types for front ends.

mod schema;
mod shape;
mod typescript;

pub use schema::item_schema;
pub use typescript::item_types;
