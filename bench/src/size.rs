//! Sizes as they travel.

use anyhow::Result;

use crate::report::Report;

/// Sizes of wasm files by name: plain, and compressed with brotli at its best.
pub fn report(report: &mut Report, files: &[(&str, Vec<u8>)]) -> Result<()> {
    report.heading("Sizes");
    report.table(&["wasm", "bytes", "brotli"]);
    for (name, bytes) in files {
        report.row(&[
            (*name).to_owned(),
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
