//! The engine for JavaScript hosts, and decide from bytes to bytes for hosts without it.
