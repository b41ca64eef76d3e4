//! Sizes as they travel.

use std::path::Path;

use anyhow::Result;

use crate::report::Report;
use crate::rule::files;

/// Sizes of the evaluator alone, the engine and the module: plain, and compressed with brotli at its best.
pub fn report(report: &mut Report, engine: &[u8], module: &[u8], bench: &Path) -> Result<()> {
    let evaluator = files::evaluator(bench)?;
    report.heading("Sizes");
    report.table(&["wasm", "bytes", "brotli"]);
    for (name, bytes) in [
        ("evaluator alone: code and general evaluator", &*evaluator),
        ("engine", engine),
        ("module: engine, catalogue, texts", module),
    ] {
        report.row(&[
            name.to_owned(),
            bytes.len().to_string(),
            brotli(bytes)?.to_string(),
        ]);
    }
    Ok(())
}

fn brotli(bytes: &[u8]) -> Result<usize> {
    let mut compressed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &*bytes, &mut compressed, &parameters)?;
    Ok(compressed.len())
}
