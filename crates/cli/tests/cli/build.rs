//! `build`: a module from any engine; the module then stands for the catalogue.

use crate::support::{catalog, file, plain, tongban};

const EMPTY: &[u8] = b"\0asm\x01\0\0\0";

#[test]
fn a_module_is_the_same_every_time_and_answers_like_the_folder() {
    let engine = file("build/engine.wasm", EMPTY);
    let output = file("build/module.wasm", b"");
    let first = tongban(&["build", "--engine", &engine, "-o", &output, "--json"]);
    assert_eq!(first.code, 0, "{}", first.err);
    let again = tongban(&[
        "build",
        "--engine",
        &output,
        "-o",
        &file("build/again.wasm", b""),
        "--json",
    ]);
    assert_eq!(first.json()["digest"], again.json()["digest"]);

    let from_module = plain(&["items", "--module", &output, "--json"]);
    assert_eq!(from_module.out, tongban(&["items", "--json"]).out);
    let facts = file("build/facts.json", br#"{"birthDate": "1965-05-10"}"#);
    let decide = [
        "check",
        "retirement",
        "--facts",
        &facts,
        "--as-of",
        "2025-07-10",
        "--json",
    ];
    let mut by_module = vec!["--module", &output];
    by_module.extend(decide);
    let (one, other) = (plain(&by_module).json(), tongban(&decide).json());
    assert_eq!(one["module"], first.json()["digest"]);
    assert!(
        other["module"]
            .as_str()
            .is_some_and(|name| name.starts_with("image:"))
    );
    assert_eq!(
        (&one["facts"], &one["verdict"]),
        (&other["facts"], &other["verdict"])
    );
}

#[test]
fn what_is_no_engine_or_no_module_is_refused() {
    let output = file("refused/module.wasm", b"");
    let engine = file("refused/engine.wasm", b"GIF89a");
    let run = tongban(&["build", "--engine", &engine, "-o", &output, "--lang", "en"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("not a WebAssembly module"), "{}", run.err);
    let bare = plain(&["items", "--module", &file("refused/bare.wasm", EMPTY)]);
    assert_eq!(bare.code, 2);
    assert!(bare.err.contains("模块里没有目录"), "{}", bare.err);
    let whole = file("refused/whole.wasm", b"");
    let engine = file("refused/empty.wasm", EMPTY);
    assert_eq!(
        tongban(&["build", "--engine", &engine, "-o", &whole]).code,
        0
    );
    let bytes = std::fs::read(&whole).expect("a module");
    let cut = file("refused/cut.wasm", &bytes[..bytes.len() / 2]);
    let run = plain(&["items", "--module", &cut, "--json"]);
    assert_eq!(run.code, 2);
    assert_eq!(run.json()["diagnostics"][0]["code"], "module.truncated");
}

#[test]
fn schema_and_types_come_from_folder_and_module() {
    let schema = tongban(&["schema", "E01"]).json();
    assert_eq!(schema["properties"]["birthDate"]["title"], "出生日期");
    let types = tongban(&["types", "C01"]);
    assert!(
        types.out.contains("export interface StaffChangeFacts {"),
        "{}",
        types.out
    );
    assert_eq!(tongban(&["schema", "nothing"]).code, 2);
    assert!(catalog().join("catalog.yaml").exists());
}
