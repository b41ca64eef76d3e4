//! A batch says of each row what the row says by itself.

use super::*;
use crate::build::Builder;
use crate::code::tests::{FACTS, Maker, Tape};
use crate::code::{Slots, Symbols};
use crate::constant::Constant;
use crate::decimal::Decimal;
use crate::program::{Arithmetic, Comparison, Node, Program};
use proptest::prelude::*;

fn agree(code: &Code, batch: &Batch, rows: &[Vec<Cell>]) -> Result<(), TestCaseError> {
    let verdicts = code.decide_batch(batch);
    for (row, frame) in rows.iter().enumerate() {
        let says = (verdicts.yes.contains(row), verdicts.no.contains(row));
        let alone = code.decide(frame);
        prop_assert_eq!(says, (alone == Some(true), alone == Some(false)), "{}", row);
    }
    prop_assert_eq!(verdicts.yes & !Rows::first(rows.len()), Rows::NONE);
    prop_assert_eq!(verdicts.no & !Rows::first(rows.len()), Rows::NONE);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn a_batch_agrees_with_its_rows(
        rule in proptest::collection::vec(any::<u8>(), 20..200),
        facts in proptest::collection::vec(any::<u8>(), 10..2000),
        count in 0_usize..90,
        tame in any::<bool>(),
    ) {
        let mut tape = Tape::new(&rule, tame);
        let mut maker = Maker::new(&mut tape, 0);
        let root = maker.truth(3);
        let program = maker.builder.finish(root).unwrap();
        let mut symbols = Symbols::default();
        let Some(code) = Code::translate(&program, &Slots, &mut symbols) else { return Ok(()) };
        let mut batch = Batch::new(FACTS as usize);
        let mut tape = Tape::new(&facts, tame);
        let mut rows = Vec::new();
        for _ in 0..count {
            let row = tape.facts().frame(&symbols);
            prop_assert!(batch.push(&row));
            rows.push(row);
        }
        agree(&code, &batch, &rows)?;
    }
}

/// `fact 0 × 3 >= fact 1 × 2`, and fact 0 at least 0.
fn rule() -> Program {
    let mut builder = Builder::new(0);
    let times = |builder: &mut Builder, slot, factor: i64| {
        let left = builder.push(Node::Fact(slot));
        let right = builder.constant(Constant::Number(Decimal::from(factor)));
        builder.push(Node::Arithmetic {
            op: Arithmetic::Multiply,
            left,
            right,
        })
    };
    let (left, right) = (times(&mut builder, 0, 3), times(&mut builder, 1, 2));
    let products = builder.push(Node::Compare {
        op: Comparison::GreaterOrEqual,
        left,
        right,
    });
    let fact = builder.push(Node::Fact(0));
    let zero = builder.constant(Constant::Number(Decimal::ZERO));
    let sign = builder.push(Node::Compare {
        op: Comparison::GreaterOrEqual,
        left: fact,
        right: zero,
    });
    let both = builder.run(&[products, sign]);
    let root = builder.push(Node::And(both));
    builder.finish(root).unwrap()
}

#[test]
fn rows_that_overflow_are_left_and_their_neighbours_are_not() {
    let code = Code::translate(&rule(), &Slots, &mut Symbols::default()).unwrap();
    let third = i64::MAX / 3;
    let words = [
        1,
        -1,
        third,
        third + 1,
        third - 1,
        i64::MAX,
        i64::MIN,
        i64::MIN + 1,
    ];
    let mut batch = Batch::new(2);
    let mut rows = Vec::new();
    for row in 0..BATCH {
        let (a, b) = (words[row % words.len()], words[row / 8 % words.len()]);
        let frame = vec![Cell::whole(a), Cell::whole(b)];
        assert!(batch.push(&frame));
        rows.push(frame);
    }
    assert!(!batch.push(&[]));
    agree(&code, &batch, &rows).unwrap();
    let verdicts = code.decide_batch(&batch);
    let row = |a: i64, b: i64| {
        let frame = vec![Cell::whole(a), Cell::whole(b)];
        rows.iter().position(|row| *row == frame).unwrap()
    };
    assert!(verdicts.yes.contains(row(third, third - 1)));
    // The product does not fit, so only the evaluator can say; but what is negative is refused anyway.
    assert!(!verdicts.yes.contains(row(i64::MAX, 1)));
    assert!(!verdicts.no.contains(row(i64::MAX, 1)));
    assert!(verdicts.no.contains(row(i64::MIN, 1)));
    assert!(verdicts.yes.count() > 0 && verdicts.no.count() > 0);
}

#[test]
fn sets_of_rows_are_counted_and_listed() {
    for count in [0, 1, 63, 64, 65, 1023, 1024, 2000] {
        let rows = Rows::first(count);
        let expected = count.min(BATCH);
        assert_eq!(rows.count() as usize, expected);
        assert!(rows.iter().eq(0..expected));
    }
}

#[test]
fn a_batch_can_be_filled_again() {
    let mut batch = Batch::new(1);
    assert!(batch.push(&[Cell::whole(1)]));
    assert!(batch.push(&[Cell::ABSENT]));
    batch.clear();
    assert!(batch.is_empty());
    assert!(batch.push(&[Cell::TRUE]));
    let mut frame = Vec::new();
    batch.row(0, &mut frame);
    assert_eq!(frame, [Cell::TRUE]);
}

#[test]
fn words_beyond_whole_eights_count() {
    for count in [0_usize, 1, 7, 8, 9, 63, 64, 65, 71, 1024] {
        let left: Vec<i64> = (0..1024).take(count).collect();
        let right: Vec<i64> = left.iter().map(|word| 600 - word).collect();
        let less: Vec<usize> = (0..count).filter(|row| left[*row] < right[*row]).collect();
        let rows = bits::both(&left, &right, (1, 1), crate::code::op::LESS);
        assert!(rows.iter().eq(less), "{count}");
        let longer = [&right[..], &[0; 100]].concat();
        let same = bits::both(&left, &longer, (1, 1), crate::code::op::LESS);
        assert_eq!(rows, same, "{count}");
        let few: Vec<usize> = (0..count.min(70)).collect();
        let rows = bits::against(&left, 70, crate::code::op::LESS);
        assert!(rows.iter().eq(few), "{count}");
    }
}
