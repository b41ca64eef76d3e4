//! Build, serve, test and bench.
fn main() {}
