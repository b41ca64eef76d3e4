//! Logs: one line a request with its route template, never a path, a body or a name.

use std::io::IsTerminal;
use tracing_subscriber::EnvFilter;

/// Starts logging to standard error; `RUST_LOG` chooses what, `json` how. Does nothing when logging was started before.
pub fn init_logging(json: bool) {
    let filter =
        EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_target(false)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    // Started twice by tests in one process: the first one stays.
    if json {
        builder.json().try_init().ok();
    } else {
        builder.compact().try_init().ok();
    }
}
