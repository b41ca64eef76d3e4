//! The command line as authors and operators use it, over the reference catalogue.

mod build;
mod bundle;
mod decide;
mod diff;
mod dmn;
mod eval;
mod fmt;
mod lint;
mod replay;
mod roster;
mod suggest;
mod support;
mod words;
