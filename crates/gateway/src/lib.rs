//! The intake service: serves the module and the pages, takes materials and packets, decides again, keeps cases.
//!
//! Everything outside is a port (`ports`): the clock, the identity provider, the registers, the material store and
//! the module that decides. What arrives over HTTP is hostile: bounded first, understood second, believed last.
#![forbid(unsafe_code)]

mod app;
mod config;
mod demo;
mod diagnostic;
mod error;
mod http;
mod intake;
pub mod limits;
mod logging;
mod metrics;
pub mod ports;
mod secrets;
mod serve;
mod state;
mod store;
#[doc(hidden)]
pub mod testing;
mod web;

pub use app::router;
pub use config::{Config, ConfigError, Overrides, Pages};
pub use diagnostic::{Diagnostic, Severity};
pub use logging::init_logging;
pub use serve::{ServeError, run, serve};
pub use state::{Parts, State, assemble};
