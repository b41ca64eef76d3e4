//! FEEL text to checked, compiled programs.
#![forbid(unsafe_code)]

pub mod scope;
pub mod types;

pub use scope::{Binding, NoNames, Scope, Signature};
pub use types::{EnumType, NumberType, Type, Unit};
