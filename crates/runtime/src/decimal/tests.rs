use super::*;
use proptest::prelude::*;

fn d(text: &str) -> Decimal {
    Decimal::parse(text).unwrap_or_else(|| panic!("{text} is a number"))
}

#[test]
fn a_number_is_sixteen_bytes() {
    assert_eq!(size_of::<Decimal>(), 16);
}

#[test]
fn text_is_canonical() {
    for (text, canonical) in [
        ("0", "0"),
        ("-0", "0"),
        ("1.50", "1.5"),
        ("007", "7"),
        ("-0.05", "-0.05"),
        ("100", "100"),
        ("1200.00", "1200"),
    ] {
        assert_eq!(d(text).to_string(), canonical);
    }
    for text in [
        "", "-", ".", "1.", ".5", "1e3", "+1", " 1", "1 ", "１", "NaN", "--1", "1.2.3", "1.0x",
    ] {
        assert_eq!(Decimal::parse(text), None, "{text}");
    }
}

#[test]
fn thirty_four_digits_are_kept_and_thirty_five_refused() {
    let longest = "9".repeat(34);
    assert_eq!(d(&longest).to_string(), longest);
    assert_eq!(Decimal::parse(&"9".repeat(35)), None);
    let cents = "50281.92";
    assert_eq!(d("50281.90").add(d("0.02")).unwrap().to_string(), cents);
}

#[test]
fn division_rounds_half_even_at_34_digits() {
    assert_eq!(
        d("1").div(d("3")).unwrap().to_string(),
        format!("0.{}", "3".repeat(34))
    );
    assert_eq!(
        d("2").div(d("3")).unwrap().to_string(),
        format!("0.{}7", "6".repeat(33))
    );
    assert_eq!(d("1").div(d("8")).unwrap().to_string(), "0.125");
    assert_eq!(d("1").div(d("0")), Err(Fault::DivisionByZero));
    assert_eq!(
        d("1234567890123456789012345678901234")
            .div(d("9876543210987654321098765432109876"))
            .unwrap()
            .to_string(),
        "0.1249999988609375000142382812498220".trim_end_matches('0')
    );
}

#[test]
fn far_apart_numbers_add_like_decimal128() {
    let large = Decimal::new(1, -40).unwrap();
    assert_eq!(large.add(d("1")).unwrap(), large);
    let tie = d("1000000000000000000000000000000000"); // 34 digits
    assert_eq!(tie.add(d("0.5")).unwrap(), tie, "a tie goes to even");
    assert_eq!(
        tie.add(d("0.51")).unwrap().to_string(),
        "1000000000000000000000000000000001"
    );
    let tiny = Decimal::new(1, 6000).unwrap();
    assert_eq!(tie.add(d("0.5")).unwrap().add(tiny).unwrap(), tie);
}

#[test]
fn range_has_edges() {
    let large = Decimal::new(1, MIN_SCALE).unwrap();
    assert_eq!(large.mul(d("10")).unwrap().to_string().len(), 6113);
    assert_eq!(large.mul(large), Err(Fault::Overflow));
    let small = Decimal::new(1, MAX_SCALE).unwrap();
    assert_eq!(small.mul(d("0.1")).unwrap(), Decimal::ZERO);
}

#[test]
fn rounding_modes() {
    let cases = [
        ("2.5", ["2", "3", "2", "3", "2", "2", "3"]),
        ("-2.5", ["-2", "-3", "-2", "-3", "-2", "-3", "-2"]),
        ("3.5", ["4", "4", "3", "4", "3", "3", "4"]),
        ("2.51", ["3", "3", "3", "3", "2", "2", "3"]),
        ("-0.01", ["0", "0", "0", "-1", "0", "-1", "0"]),
    ];
    use Rounding::*;
    for (number, expected) in cases {
        for (mode, expected) in [HalfEven, HalfUp, HalfDown, Up, Down, Floor, Ceiling]
            .into_iter()
            .zip(expected)
        {
            assert_eq!(
                d(number).round(0, mode).unwrap().to_string(),
                expected,
                "{number} {mode:?}"
            );
        }
    }
    assert_eq!(d("1234.567").round(-2, HalfUp).unwrap().to_string(), "1200");
    assert_eq!(d("0.005").round(2, HalfUp).unwrap().to_string(), "0.01");
    assert_eq!(
        Decimal::new(5, 100)
            .unwrap()
            .round(2, Up)
            .unwrap()
            .to_string(),
        "0.01"
    );
    assert_eq!(
        Decimal::new(5, 100)
            .unwrap()
            .round(2, HalfUp)
            .unwrap()
            .to_string(),
        "0"
    );
}

#[test]
fn whole_numbers() {
    assert_eq!(d("180.00").to_i64(), Some(180));
    assert_eq!(d("180.5").to_i64(), None);
    assert_eq!(Decimal::new(18, -1).unwrap().to_i64(), Some(180));
    assert_eq!(d("9223372036854775808").to_i64(), None);
    assert_eq!(d("2").pow(10).unwrap(), d("1024"));
    assert_eq!(d("2").pow(-2).unwrap(), d("0.25"));
}

#[test]
fn remainders_are_exact_and_have_the_divisor_s_sign() {
    for (a, b, rest) in [
        ("12", "5", "2"),
        ("-12", "5", "3"),
        ("12", "-5", "-3"),
        ("-12", "-5", "-2"),
        ("10", "5", "0"),
        ("10.1", "4.5", "1.1"),
        ("-10.1", "4.5", "3.4"),
        ("10.1", "-4.5", "-3.4"),
        ("0.3", "0.1", "0"),
        ("1", "1000000", "1"),
        // The quotient has more digits than are kept.
        ("1000000000000000000000000000000001", "0.3", "0.2"),
        ("9999999999999999999999999999999999", "7", "3"),
    ] {
        assert_eq!(d(a).modulo(d(b)).unwrap().to_string(), rest, "{a} mod {b}");
    }
    let large = Decimal::new(1, -6000).unwrap();
    assert_eq!(large.modulo(d("7")).unwrap(), d("1"), "10^6 is 1 modulo 7");
    assert_eq!(d("7").modulo(large).unwrap(), d("7"));
    assert_eq!(d("7").modulo(d("0")), Err(Fault::DivisionByZero));
}

/// Fractions over i128: the slow, obviously right reference for small numbers.
fn small() -> impl Strategy<Value = (i64, u32)> {
    (-1_000_000_000_i64..1_000_000_000, 0_u32..8)
}

fn at(number: (i64, u32), scale: u32) -> i128 {
    i128::from(number.0) * 10_i128.pow(scale - number.1)
}

fn decimal(number: (i64, u32)) -> Decimal {
    Decimal::new(i128::from(number.0), i32::try_from(number.1).unwrap()).unwrap()
}

proptest! {
    #[test]
    fn sums_products_and_order_match_whole_numbers(a in small(), b in small()) {
        let (x, y) = (decimal(a), decimal(b));
        let (wa, wb) = (at(a, 8), at(b, 8));
        prop_assert_eq!(x.add(y).unwrap(), Decimal::new(wa + wb, 8).unwrap());
        prop_assert_eq!(x.sub(y).unwrap(), Decimal::new(wa - wb, 8).unwrap());
        prop_assert_eq!(x.mul(y).unwrap(), Decimal::new(wa * wb, 16).unwrap());
        prop_assert_eq!(x.cmp(&y), wa.cmp(&wb));
        prop_assert_eq!(d(&x.to_string()), x);
    }

    #[test]
    fn quotients_are_the_nearest(a in small(), b in small()) {
        prop_assume!(b.0 != 0);
        let (x, y) = (decimal(a), decimal(b));
        let q = x.div(y).unwrap();
        // |q·y − x| ≤ half a unit in the last place of q, times |y|
        let error = q.mul(y).unwrap().sub(x).unwrap().abs();
        let ulp = Decimal::new(1, q.scale().max(34 - 20)).unwrap();
        prop_assert!(error <= ulp.mul(y.abs()).unwrap());
    }

    #[test]
    fn wide_division_undoes_multiplication(a in any::<u128>(), b in 1_u128.., c in any::<u128>()) {
        let rest = c % b;
        let product = wide::Wide::product(a, b).plus(wide::Wide::from(rest));
        prop_assert_eq!(product.divide(b), (wide::Wide::from(a), rest));
    }

    #[test]
    fn large_sums_agree_with_their_parts(a in -(10_i128.pow(34) - 1)..10_i128.pow(34), sa in 0_i32..40, b in -(10_i128.pow(34) - 1)..10_i128.pow(34), sb in 0_i32..40) {
        let (x, y) = (Decimal::new(a, sa).unwrap(), Decimal::new(b, sb).unwrap());
        prop_assert_eq!(x.add(y).unwrap(), y.add(x).unwrap());
        prop_assert_eq!(x.sub(x).unwrap(), Decimal::ZERO);
        prop_assert_eq!(x.cmp(&y), x.sub(y).unwrap().cmp(&Decimal::ZERO));
        prop_assert_eq!(d(&Decimal::new(a, 0).unwrap().to_string()), Decimal::new(a, 0).unwrap());
    }
}

proptest! {
    #[test]
    fn writing_is_showing(mantissa in -10_i128.pow(33)..10_i128.pow(33), small in -2_000_000_i128..2_000_000, scale in -3_i32..40) {
        for mantissa in [mantissa, small] {
            let number = Decimal::new(mantissa, scale).unwrap();
            let mut text = String::from("=");
            number.write(&mut text);
            prop_assert_eq!(text, format!("={number}"));
        }
    }
}

proptest! {
    #[test]
    fn short_texts_are_read_as_long_ones(whole in "[0-9]{1,12}", fraction in proptest::option::of("[0-9]{0,6}")) {
        let text = fraction.map_or_else(|| whole.clone(), |fraction| format!("{whole}.{fraction}"));
        // Zeros before it make it long.
        let long = format!("{}{text}", "0".repeat(30));
        let (short, long) = (Decimal::parse(&text), Decimal::parse(&long));
        prop_assert_eq!(short, long);
        prop_assert_eq!(short.map(Decimal::scale), long.map(Decimal::scale));
    }
}
