//! The built-in functions (DMN 1.5, 10.3.4), group by group. Expected values are those of the
//! standard's tables and examples, or computed by hand or with `bc`.

mod contexts;
mod hostile;
mod lists;
mod moments;
mod numbers;
mod ranges;
mod texts;

use super::{Host, all, evaluated};
