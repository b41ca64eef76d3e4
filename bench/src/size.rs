//! Sizes as they travel.

use anyhow::Result;

/// Prints the engine's and the module's size, plain and compressed with brotli at its best.
pub fn report(engine: &[u8], module: &[u8]) -> Result<()> {
    println!("{:<48} {:>12} {:>14}", "size", "bytes", "brotli");
    for (name, bytes) in [
        ("engine", engine),
        ("module: engine, catalogue, texts", module),
    ] {
        println!("{name:<48} {:>12} {:>14}", bytes.len(), brotli(bytes)?);
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
