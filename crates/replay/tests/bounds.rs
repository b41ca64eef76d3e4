//! A module that does not behave is told so, in bounded instructions, memory and time.

use tongban_replay::{Code, Limit, Past, Trouble};

/// A module with the interface of ours around one body of `tongban_replay`; `tongban_load` answers `loaded`.
fn module(loaded: u32, replay: &str) -> Vec<u8> {
    wat::parse_str(format!(
        r#"(module
            (import "host" "clock" (func $clock))
            (memory (export "memory") 2)
            (func (export "tongban_alloc") (param i32) (result i32) (i32.const 1024))
            (func (export "tongban_free") (param i32 i32))
            (func (export "tongban_load") (param i32 i32) (result i32) (i32.const {loaded}))
            (func (export "tongban_decide") (param i32 i32) (result i64) (i64.const 0))
            (func $deep (param i64) (result i64) (call $deep (local.get 0)))
            (func (export "tongban_replay") (param i32 i32) (result i64) {replay}))"#
    ))
    .unwrap()
}

fn trouble(module: &[u8]) -> Trouble {
    let mut always = || true;
    Code::new(module)
        .and_then(|code| code.start(&mut always))
        .and_then(|mut instance| instance.replay(b"{}", &mut || true))
        .unwrap_err()
}

#[test]
fn a_loop_ends_with_its_fuel() {
    let endless = module(0, "(loop $on (br $on)) (i64.const 0)");
    let code = Code::new(&endless).unwrap().with_fuel(80_000_000);
    let mut instance = code.start(&mut || true).unwrap();
    let mut looks = 0;
    let answer = instance.replay(b"{}", &mut || {
        looks += 1;
        true
    });
    assert_eq!(answer, Err(Trouble::Limit(Limit::Fuel)));
    assert!(looks >= 3, "asked {looks} times, between slices too");
}

#[test]
fn a_loop_ends_when_nobody_waits_any_more() {
    let endless = module(0, "(loop $on (br $on)) (i64.const 0)");
    let mut instance = Code::new(&endless).unwrap().start(&mut || true).unwrap();
    let mut looks = 0;
    let answer = instance.replay(b"{}", &mut || {
        looks += 1;
        looks < 10
    });
    assert_eq!(answer, Err(Trouble::Limit(Limit::Time)));
    assert_eq!(looks, 10);
}

#[test]
fn memory_has_an_end() {
    let greedy = module(
        0,
        "(loop $on (br_if $on (i32.ne (memory.grow (i32.const 1)) (i32.const -1)))) (unreachable)",
    );
    assert_eq!(trouble(&greedy), Trouble::Limit(Limit::Memory));
}

#[test]
fn recursion_without_end_is_a_trap_and_not_ours() {
    let deep = module(0, "(call $deep (i64.const 1))");
    assert!(matches!(trouble(&deep), Trouble::Trapped(_)));
}

#[test]
fn a_trap_an_import_and_a_wild_answer_are_told_apart() {
    assert!(matches!(
        trouble(&module(0, "(unreachable)")),
        Trouble::Trapped(_)
    ));
    let Trouble::Trapped(why) = trouble(&module(0, "(call $clock) (i64.const 0)")) else {
        panic!("an import is refused")
    };
    assert!(why.contains("`clock`"), "{why}");
    assert!(matches!(
        trouble(&module(0, "(i64.const 0)")),
        Trouble::Unfit(_)
    ));
    // A length beyond what is read, and an address beyond memory.
    assert_eq!(
        trouble(&module(0, "(i64.const 0x0000_0400_7fff_ffff)")),
        Trouble::Limit(Limit::Answer)
    );
    assert!(matches!(
        trouble(&module(0, "(i64.const 0x7fff_ffff_0000_0010)")),
        Trouble::Unfit(_)
    ));
}

#[test]
fn what_is_no_module_of_ours_is_unfit() {
    let other = wat::parse_str("(module (memory (export \"memory\") 1))").unwrap();
    for bytes in [
        &b"GIF89a"[..],
        b"\0asm\x01\0\0\0",
        &other,
        &module(2, "(i64.const 0)"),
    ] {
        assert!(matches!(trouble(bytes), Trouble::Unfit(_)));
    }
    // Text is not compiled, whatever the interpreter could read.
    assert!(matches!(trouble(b"(module)"), Trouble::Unfit(_)));
}

#[test]
fn a_host_hears_stable_codes() {
    let code = |module: &[u8]| {
        let past = Past::open_own(module).unwrap();
        past.replay(b"{}", &mut || true).unwrap_err()[0]
            .code
            .clone()
    };
    assert_eq!(code(&module(0, "(unreachable)")), "replay.module-faulty");
    assert_eq!(code(&module(2, "(unreachable)")), "replay.module-faulty");
    let past = Past::open_own(&module(0, "(loop $on (br $on)) (i64.const 0)")).unwrap();
    let found = past.replay(b"{}", &mut || false).unwrap_err();
    assert_eq!(found[0].code, "replay.limit");
}
