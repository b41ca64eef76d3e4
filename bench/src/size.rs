//! Sizes as they travel.

use anyhow::{Context, Result, bail};
use wasmparser::{Parser, Payload};

use crate::places::Places;
use crate::report::Report;
use crate::rule;
use crate::synthetic;

/// The language that every channel needs, and the others.
const FIRST: &str = "tongban.text.zh-Hans";
const FURTHER: [&str; 2] = ["zh-Hant", "en"];
/// Items of the catalogue that the promise speaks of.
const ITEMS: usize = 114;

/// Sizes of wasm files: plain, and compressed with brotli at its best.
///
/// # Errors
/// If one of them cannot be built or read.
pub fn measure(report: &mut Report, places: &Places) -> Result<()> {
    report.heading("Sizes");
    report.table(&["", "bytes", "brotli"]);
    let evaluator = rule::files::evaluator(&places.bench)?;
    row(
        report,
        "evaluator alone: code and general evaluator",
        &evaluator,
    )?;
    let engine = std::fs::read(places.engine()).context("the engine")?;
    let small = row(report, "engine without items", &engine)?;
    report.promise("size.engine", kilobytes(small), small <= 160_000);
    let reference = std::fs::read(places.module()).context("the module")?;
    let items = synthetic::items(&reference)?.len();
    module(
        report,
        &format!("reference catalogue, {items} items"),
        &reference,
    )?;
    let many = std::fs::read(synthetic::catalogue(places, ITEMS)?.module)?;
    let (module, languages) = module(
        report,
        &format!("{ITEMS} items: the reference catalogue and generated ones"),
        &many,
    )?;
    report.promise("size.module", kilobytes(module), module <= 330_000);
    for (language, size) in FURTHER.iter().zip(languages) {
        report.promise(
            &format!("size.{language}"),
            kilobytes(size),
            size <= 110_000,
        );
    }
    report.line("");
    report.line(
        "A module is one file; a language of its own is a section of it that is read when it is asked for, weighed here apart. Generated texts repeat \
         more than written ones, so figures with generated items flatter.",
    );
    Ok(())
}

/// Rows of a module in zh-Hans and of its further languages; gives their sizes.
fn module(report: &mut Report, name: &str, bytes: &[u8]) -> Result<(usize, Vec<usize>)> {
    let mut first = Vec::with_capacity(bytes.len());
    let mut further = vec![Vec::new(); FURTHER.len()];
    let mut end = 0;
    let mut found = false;
    for payload in Parser::new(0).parse_all(bytes) {
        let Payload::CustomSection(section) = payload? else {
            continue;
        };
        let Some(language) = section.name().strip_prefix("tongban.text.") else {
            continue;
        };
        found |= section.name() == FIRST;
        if let Some(place) = FURTHER.iter().position(|one| *one == language) {
            // The section's head stands before its range: its name and length, a few bytes that stay.
            first.extend_from_slice(bytes.get(end..section.data_offset()).unwrap_or_default());
            end = section.range().end;
            if let Some(of) = further.get_mut(place) {
                of.extend_from_slice(section.data());
            }
        }
    }
    if !found {
        bail!("{name}: no section `{FIRST}`");
    }
    first.extend_from_slice(bytes.get(end..).unwrap_or_default());
    let whole = row(report, &format!("{name}, in zh-Hans"), &first)?;
    let sizes: Result<Vec<usize>> = FURTHER
        .iter()
        .zip(&further)
        .map(|(language, bytes)| row(report, &format!("{name}, further {language}"), bytes))
        .collect();
    Ok((whole, sizes?))
}

fn row(report: &mut Report, name: &str, bytes: &[u8]) -> Result<usize> {
    let small = brotli(bytes)?;
    report.row(&[name.to_owned(), bytes.len().to_string(), small.to_string()]);
    Ok(small)
}

fn kilobytes(bytes: usize) -> String {
    format!("{:.1} KB", bytes as f64 / 1e3)
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
