//! `catalog-gen`: writes a synthetic catalogue, the same for the same seed.

use anyhow::{Context, Result, bail};
use clap::Parser;
use std::fs;
use std::path::{Path, PathBuf};
use tongban_catalog_gen::{Shape, generate};

/// Write a synthetic catalogue: the base catalogue with generated items beside, to measure with.
#[derive(Debug, Parser)]
#[command(name = "catalog-gen")]
struct Arguments {
    /// The catalogue to begin with; its files are copied as they are.
    #[arg(long, value_name = "DIR", default_value = "catalog")]
    base: PathBuf,
    /// How many items are added to those of the base.
    #[arg(long, default_value_t = 107)]
    items: u32,
    /// Fields of each added item; as they fall, from 10 to 45, if left out.
    #[arg(long)]
    fields: Option<u32>,
    /// The same seed gives the same bytes.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// An empty or new folder.
    #[arg(short, long, value_name = "DIR")]
    out: PathBuf,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let out = &arguments.out;
    let taken = fs::read_dir(out).is_ok_and(|mut entries| entries.next().is_some());
    if taken {
        bail!("`{}` is not empty; name another folder", out.display());
    }
    copy(&arguments.base, out)?;
    let shape = Shape {
        items: arguments.items,
        seed: arguments.seed,
        fields: arguments.fields,
    };
    for (path, text) in generate(shape) {
        write(&out.join(path), &text)?;
    }
    // A base with its sources in one file: they move beside the generated ones.
    let single = out.join("bases.yaml");
    if single.is_file() {
        fs::rename(&single, out.join("bases/base.yaml"))?;
    }
    println!(
        "{} items beside those of `{}`",
        arguments.items,
        arguments.base.display()
    );
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    let entries = fs::read_dir(from)
        .with_context(|| format!("`{}` is no folder that can be read", from.display()))?;
    for entry in entries {
        let entry = entry?.path();
        let Some(name) = entry.file_name() else {
            continue;
        };
        if entry.is_dir() {
            copy(&entry, &to.join(name))?;
        } else {
            let text = fs::read_to_string(&entry)
                .with_context(|| format!("`{}` is no text", entry.display()))?;
            write(&to.join(name), &text)?;
        }
    }
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text).with_context(|| format!("`{}` cannot be written", path.display()))
}
