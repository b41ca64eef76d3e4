//! What remains to be decided has, for every completion, the value of the whole rule.

use super::world::{Given, World};
use super::{case, cases, run, tape};
use crate::ast::Expr;
use crate::format::{Layout, expression, known_names, text_of};
use crate::residual::residual;
use crate::{Compiler, Profile, compile};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use tongban_runtime::{Program, Reason, Value, What};

/// Compiles a tree; what it complains of is of no matter for its value.
fn program(expr: &Expr) -> Option<Program> {
    let mut compiler = Compiler::new(&World, Profile::Strict, &[]);
    let root = compiler.tree(expr, None);
    compiler.take_diagnostics();
    Some(compiler.finish(root).ok()?.program)
}

fn reduced(source: &str, given: &Given) -> Option<Expr> {
    let mut compiler = Compiler::new(&World, Profile::Strict, &[]);
    let (expr, types, _) = compiler.typed_expression(source, None);
    if !compiler.take_diagnostics().is_empty() {
        return None;
    }
    let mut value = |part: &Expr| {
        program(part).map_or_else(
            || Value::unknown(What::Parameter(0), Reason::NotAsked),
            |program| run(&program, given),
        )
    };
    Some(residual(&expr, &types, &mut value))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_residual_has_the_value_of_the_rule_for_every_completion(bytes in tape()) {
        let (source, given) = case(&bytes);
        let Some(left) = reduced(&source, &given) else { return Ok(()) };
        let whole = compile(&source, &World, None, Profile::Strict).expect("it compiled").program;
        let written = text_of(&left);
        let Some(rest) = program(&left) else {
            return Err(TestCaseError::fail(format!("{source} leaves {written}, which is no program")));
        };
        for (_, completion) in given.completions(&given.cells(), 48) {
            let (wanted, found) = (run(&whole, &completion), run(&rest, &completion));
            prop_assert!(wanted == found, "{source}\nleaves {written}\nwhich gives {found:?} and not {wanted:?}\nwith {completion:?}");
        }
    }

    #[test]
    fn the_layout_of_a_rule_is_the_same_program(bytes in tape(), columns in 20_usize..100) {
        let (source, _) = case(&bytes);
        let Ok(before) = compile(&source, &World, None, Profile::Strict) else { return Ok(()) };
        let laid = expression(&source, &known_names([]), Layout::Block(columns));
        let laid = laid.map_err(|problem| TestCaseError::fail(format!("{problem}: {source}")))?;
        let after = compile(&laid, &World, None, Profile::Strict).ok();
        // What is said of places differs with the layout.
        prop_assert_eq!(after.map(|after| after.program), Some(before.program), "{}", laid);
    }
}

#[test]
fn many_random_rules_leave_less_than_they_are() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut smaller = 0;
    for _ in 0..1000 {
        let bytes = tape().new_tree(&mut runner).unwrap().current();
        let (source, given) = case(&bytes);
        if let Some(left) = reduced(&source, &given) {
            let whole = crate::parse::expression(&source, &known_names([])).0;
            smaller += u32::from(text_of(&left).len() < text_of(&whole).len());
        }
    }
    assert!(smaller > 200, "{smaller} of 1000");
}
