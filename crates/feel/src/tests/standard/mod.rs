//! The `standard` profile: what an expression gives, by the text of DMN 1.5, chapter 10.

mod built_ins;
mod dictionary;
mod functions;
mod grammar;
mod held;
mod hostile;
mod loops;
mod tests_of;
mod types;
mod values;

use super::show;
use crate::library::moment;
use crate::{Lang, NoNames, Profile, StandardLibrary, compile_in};
use tongban_runtime::{Env, Fuel, Library, Value, eval};

/// No facts, and a library whose clock shows 2026-11-23T06:30:15Z.
struct Host(StandardLibrary);

impl Host {
    fn new() -> Self {
        Self(StandardLibrary::with_clock(|| moment(1_795_415_415, 0)))
    }
}

impl Env for Host {
    fn fact(&self, _: u32) -> Value {
        Value::Absent
    }

    fn library(&self) -> Option<&dyn Library> {
        Some(&self.0)
    }
}

/// The value of an expression; the codes of its problems where it does not compile.
fn evaluated(source: &str) -> Result<Value, String> {
    match compile_in(Lang::En, source, &NoNames, None, Profile::Standard) {
        Ok(compiled) => Ok(eval(&compiled.program, &Host::new(), &mut Fuel::default())),
        Err(diagnostics) => {
            let codes: Vec<&str> = diagnostics.iter().map(|d| &*d.code).collect();
            Err(codes.join(" "))
        }
    }
}

/// As text: FEEL for values, `error F001` for what does not compile.
fn gives(source: &str) -> String {
    match evaluated(source) {
        Ok(value) => show(&value),
        Err(codes) => format!("error {codes}"),
    }
}

/// Checks lines `expression => value`.
#[track_caller]
fn all(table: &str) {
    let mut wrong = Vec::new();
    for line in table.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (source, wanted) = line.rsplit_once("=>").unwrap();
        let (source, wanted) = (source.trim(), wanted.trim());
        let found = gives(source);
        if found != wanted {
            wrong.push(format!("{source}\n  wanted {wanted}\n  found  {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
