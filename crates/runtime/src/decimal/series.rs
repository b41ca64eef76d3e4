//! Roots, exponentials and logarithms by exact whole numbers: no binary float anywhere.
//!
//! Results are computed with some fifty digits beyond the 34 that are kept, then rounded
//! half-even once.

use super::Decimal;
use crate::fault::Fault;
use num_bigint::{BigInt, Sign};

/// Digits after the point while a series is summed.
const WORK: u32 = 90;
/// The natural logarithm of ten, to 120 digits.
const LN_10: &str = "2.302585092994045684017991454684364207601101488628772976033327900967572609677352480235997205089598298341967784042286248633409525";
/// Most digits that aligned numbers may have.
const MAX_SPREAD: u32 = 1000;

fn power_of_ten(exponent: u32) -> BigInt {
    BigInt::from(10_u8).pow(exponent)
}

/// One, with [`WORK`] digits after the point.
fn one() -> BigInt {
    power_of_ten(WORK)
}

/// The logarithm of ten, with [`WORK`] digits after the point.
fn ln_10() -> BigInt {
    let digits: String = LN_10.chars().filter(char::is_ascii_digit).collect();
    let wanted = usize::try_from(WORK).unwrap_or(0).saturating_add(1);
    let kept = digits.get(..wanted).unwrap_or(&digits);
    kept.parse().unwrap_or_default()
}

/// `value / 10^scale` as the nearest decimal; `inexact` says that a little was dropped before.
fn nearest(value: &BigInt, scale: i64, inexact: bool) -> Result<Decimal, Fault> {
    let magnitude = BigInt::from(value.magnitude().clone());
    let digits = u32::try_from(magnitude.to_string().len()).map_err(|_| Fault::Overflow)?;
    // 36 digits decide the rounding, and one more is the mark of what was dropped.
    let drop = digits.saturating_sub(36);
    let unit = power_of_ten(drop);
    let kept = magnitude.checked_div(&unit).unwrap_or_default();
    let rest = inexact || kept.checked_mul(&unit) != Some(magnitude);
    let marked = kept
        .checked_mul(&BigInt::from(10_u8))
        .and_then(|kept| kept.checked_add(&BigInt::from(u8::from(rest))))
        .ok_or(Fault::Overflow)?;
    let mantissa = i128::try_from(marked).map_err(|_| Fault::Overflow)?;
    let mantissa = if value.sign() == Sign::Minus {
        mantissa.checked_neg().ok_or(Fault::Overflow)?
    } else {
        mantissa
    };
    let scale = scale
        .checked_sub(i64::from(drop))
        .and_then(|scale| scale.checked_add(1));
    let scale = i32::try_from(scale.ok_or(Fault::Overflow)?).map_err(|_| Fault::Overflow)?;
    Ok(Decimal::new(mantissa, scale)?.normalized())
}

/// A number with [`WORK`] digits after the point; those beyond are dropped.
fn fixed(number: Decimal) -> Option<BigInt> {
    let work = i32::try_from(WORK).ok()?;
    let shift = work.checked_sub(number.scale())?;
    let mantissa = BigInt::from(number.mantissa());
    let factor = power_of_ten(shift.unsigned_abs().min(20_000));
    if shift >= 0 {
        mantissa.checked_mul(&factor)
    } else {
        mantissa.checked_div(&factor)
    }
}

fn product(a: &BigInt, b: &BigInt) -> Option<BigInt> {
    a.checked_mul(b)?.checked_div(&one())
}

/// `e^x` of a fixed-point number: a fixed-point number and a power of ten to multiply it by.
fn exponential(x: &BigInt) -> Option<(BigInt, i64)> {
    let ln = ln_10();
    let power = x.checked_div(&ln)?;
    let rest = x.checked_sub(&power.checked_mul(&ln)?)?;
    let (mut term, mut sum) = (one(), one());
    let mut count = 1_u32;
    while term != BigInt::ZERO && count < 1000 {
        term = product(&term, &rest)?.checked_div(&BigInt::from(count))?;
        sum = sum.checked_add(&term)?;
        count = count.saturating_add(1);
    }
    Some((sum, i64::try_from(power).ok()?))
}

/// The natural logarithm of a positive number, fixed-point.
fn logarithm(number: Decimal) -> Option<BigInt> {
    // number = m × 10^power with 1 ≤ m < 10
    let mantissa = BigInt::from(number.mantissa());
    let digits = u32::try_from(mantissa.to_string().len()).ok()?;
    let power = i64::from(digits)
        .checked_sub(1)?
        .checked_sub(i64::from(number.scale()))?;
    let m = mantissa
        .checked_mul(&one())?
        .checked_div(&power_of_ten(digits.checked_sub(1)?))?;
    // ln m = 2 artanh((m − 1) / (m + 1))
    let top = m.checked_sub(&one())?.checked_mul(&one())?;
    let x = top.checked_div(&m.checked_add(&one())?)?;
    let square = product(&x, &x)?;
    let (mut term, mut sum) = (x, BigInt::ZERO);
    let mut count = 1_u32;
    while term != BigInt::ZERO && count < 5000 {
        sum = sum.checked_add(&term.checked_div(&BigInt::from(count))?)?;
        term = product(&term, &square)?;
        count = count.saturating_add(2);
    }
    let tens = ln_10().checked_mul(&BigInt::from(power))?;
    sum.checked_mul(&BigInt::from(2_u8))?.checked_add(&tens)
}

impl Decimal {
    /// The square root, rounded half-even to 34 digits.
    ///
    /// # Errors
    /// `Fault::BadArgument` for a number below zero.
    pub fn sqrt(self) -> Result<Self, Fault> {
        if self.is_negative() {
            return Err(Fault::BadArgument);
        }
        if self.is_zero() {
            return Ok(Self::ZERO);
        }
        root(&BigInt::from(self.mantissa()), i64::from(self.scale())).ok_or(Fault::Overflow)?
    }

    /// `e` to this power, rounded half-even to 34 digits.
    ///
    /// # Errors
    /// `Fault::Overflow` where the result is beyond the range.
    pub fn exp(self) -> Result<Self, Fault> {
        // Beyond this the result is out of range, or too small to keep.
        let limit = Self::from(15_000_i64);
        if self.abs() > limit {
            return if self.is_negative() {
                Ok(Self::ZERO)
            } else {
                Err(Fault::Overflow)
            };
        }
        let x = fixed(self).ok_or(Fault::Overflow)?;
        let exact = self.is_zero();
        let (value, power) = exponential(&x).ok_or(Fault::Overflow)?;
        nearest(&value, i64::from(WORK).saturating_sub(power), !exact)
    }

    /// The natural logarithm, rounded half-even to 34 digits.
    ///
    /// # Errors
    /// `Fault::BadArgument` for zero and numbers below.
    pub fn ln(self) -> Result<Self, Fault> {
        if self.is_negative() || self.is_zero() {
            return Err(Fault::BadArgument);
        }
        if self == Self::ONE {
            return Ok(Self::ZERO);
        }
        let value = logarithm(self).ok_or(Fault::Overflow)?;
        nearest(&value, i64::from(WORK), true)
    }

    /// This number to any power, rounded half-even to 34 digits.
    ///
    /// # Errors
    /// `Fault::BadArgument` for a negative number to a power that is not whole,
    /// `Fault::DivisionByZero` for zero to a negative power, or `Fault::Overflow`.
    pub fn power(self, exponent: Self) -> Result<Self, Fault> {
        if let Some(whole) = exponent.to_i64() {
            return self.pow(whole);
        }
        if self.is_zero() {
            return if exponent.is_negative() {
                Err(Fault::DivisionByZero)
            } else {
                Ok(Self::ZERO)
            };
        }
        if self.is_negative() {
            return Err(Fault::BadArgument);
        }
        if exponent.abs() > Self::from(i64::MAX) {
            // Whole powers of this size are out of range for every number but one.
            return if self == Self::ONE {
                Ok(Self::ONE)
            } else if (self > Self::ONE) == exponent.is_negative() {
                Ok(Self::ZERO)
            } else {
                Err(Fault::Overflow)
            };
        }
        let ln = logarithm(self).ok_or(Fault::Overflow)?;
        let scale = exponent.scale();
        let x = ln.checked_mul(&BigInt::from(exponent.mantissa()));
        let factor = power_of_ten(scale.unsigned_abs());
        let x = x.ok_or(Fault::Overflow)?;
        let x = if scale >= 0 {
            x.checked_div(&factor)
        } else {
            x.checked_mul(&factor)
        };
        let x = x.ok_or(Fault::Overflow)?;
        let limit = one()
            .checked_mul(&BigInt::from(15_000_u16))
            .unwrap_or_default();
        if x.magnitude() > limit.magnitude() {
            return if x.sign() == Sign::Minus {
                Ok(Self::ZERO)
            } else {
                Err(Fault::Overflow)
            };
        }
        let (value, power) = exponential(&x).ok_or(Fault::Overflow)?;
        nearest(&value, i64::from(WORK).saturating_sub(power), false)
    }
}

/// The root of `value / 10^scale`.
fn root(value: &BigInt, scale: i64) -> Option<Result<Decimal, Fault>> {
    // An even scale with some 80 digits gives a root of some 40.
    let shift = if scale.rem_euclid(2) == 0 { 80 } else { 81 };
    let wide = value.checked_mul(&power_of_ten(shift))?;
    let root = wide.sqrt();
    let exact = root.checked_mul(&root)? == wide;
    let scale = scale.checked_add(i64::from(shift))?.checked_div(2)?;
    Some(nearest(&root, scale, !exact))
}

/// The sample standard deviation: the root of the squared distances from the mean over `n − 1`.
///
/// # Errors
/// `Fault::BadArgument` for fewer than two numbers, `Fault::Overflow` for numbers too far apart.
pub fn deviation(numbers: &[Decimal]) -> Result<Decimal, Fault> {
    let count = BigInt::from(numbers.len());
    let less = count.checked_sub(&BigInt::from(1_u8)).unwrap_or_default();
    if numbers.len() < 2 {
        return Err(Fault::BadArgument);
    }
    squares(numbers, &count, &less).ok_or(Fault::Overflow)?
}

fn squares(numbers: &[Decimal], count: &BigInt, less: &BigInt) -> Option<Result<Decimal, Fault>> {
    let plain = numbers.iter().map(|number| number.normalized());
    let finest = plain.clone().map(Decimal::scale).max()?;
    let (mut sum, mut squares) = (BigInt::ZERO, BigInt::ZERO);
    for number in plain {
        let shift = finest.abs_diff(number.scale());
        if shift > MAX_SPREAD && !number.is_zero() {
            return None;
        }
        let shift = shift.min(MAX_SPREAD);
        let whole = BigInt::from(number.mantissa()).checked_mul(&power_of_ten(shift))?;
        squares = squares.checked_add(&whole.checked_mul(&whole)?)?;
        sum = sum.checked_add(&whole)?;
    }
    // n·Σx² − (Σx)² over n·(n − 1), with digits enough for the root
    let top = count
        .checked_mul(&squares)?
        .checked_sub(&sum.checked_mul(&sum)?)?;
    if top == BigInt::ZERO {
        return Some(Ok(Decimal::ZERO));
    }
    let bottom = count.checked_mul(less)?;
    let digits = 100_u32;
    let wide = top.checked_mul(&power_of_ten(digits))?;
    let value = wide.checked_div(&bottom)?;
    let scale = i64::from(finest)
        .checked_mul(2)?
        .checked_add(i64::from(digits))?;
    root(&value, scale)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn d(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    fn shown(number: Result<Decimal, Fault>) -> String {
        number.unwrap().to_string()
    }

    /// Digits by Python's `decimal` with 120 digits, rounded to 34; `bc -l` says the same.
    #[test]
    fn digits_are_those_of_another_program() {
        for (x, digits) in [
            ("0", "1"),
            ("1", "2.718281828459045235360287471352662"),
            ("-1", "0.3678794411714423215955237701614609"),
            ("0.5", "1.648721270700128146848650787814164"),
            ("10", "22026.46579480671651695790064528424"),
            ("100", "26881171418161354484126255515800140000000000"),
            (
                "-100",
                "0.00000000000000000000000000000000000000000003720075976020835962959695803863118",
            ),
        ] {
            assert_eq!(shown(d(x).exp()), digits, "exp({x})");
        }
        for (x, digits) in [
            ("1", "0"),
            ("2", "0.6931471805599453094172321214581766"),
            ("10", "2.302585092994045684017991454684364"),
            ("0.5", "-0.6931471805599453094172321214581766"),
            ("123456.789", "11.72364648718588098113995898391011"),
            (
                "1.000000000000000000000000000000001",
                "0.0000000000000000000000000000000009999999999999999999999999999999995",
            ),
            (
                "0.9999999999999999999999999999999999",
                "-0.0000000000000000000000000000000001",
            ),
        ] {
            assert_eq!(shown(d(x).ln()), digits, "ln({x})");
        }
        for (x, digits) in [
            ("0", "0"),
            ("4", "2"),
            ("2", "1.414213562373095048801688724209698"),
            ("0.02", "0.1414213562373095048801688724209698"),
            ("0.0009", "0.03"),
            ("152399025", "12345"),
        ] {
            assert_eq!(shown(d(x).sqrt()), digits, "sqrt({x})");
        }
        for (x, y, digits) in [
            ("4", "0.5", "2"),
            ("8", "0.3333333333333333333333333333333333", "2"),
            ("10", "0.5", "3.162277660168379331998893544432719"),
            ("5", "2.55", "60.58617166606633673745724928244262"),
            ("7", "-1.5", "0.05399492471560388960207379089059715"),
            ("0", "0.5", "0"),
            ("1", "0.5", "1"),
            ("2", "-2", "0.25"),
        ] {
            assert_eq!(shown(d(x).power(d(y))), digits, "{x} ** {y}");
        }
    }

    #[test]
    fn what_has_no_result_is_a_fault() {
        assert_eq!(d("-1").sqrt(), Err(Fault::BadArgument));
        assert_eq!(d("0").ln(), Err(Fault::BadArgument));
        assert_eq!(d("-1").ln(), Err(Fault::BadArgument));
        assert_eq!(d("20000").exp(), Err(Fault::Overflow));
        assert_eq!(d("14200").exp(), Err(Fault::Overflow));
        assert_eq!(d("-20000").exp(), Ok(Decimal::ZERO));
        assert_eq!(d("-8").power(d("0.5")), Err(Fault::BadArgument));
        assert_eq!(d("0").power(d("-0.5")), Err(Fault::DivisionByZero));
        assert_eq!(d("10").power(d("7000.5")), Err(Fault::Overflow));
        assert_eq!(deviation(&[d("47")]), Err(Fault::BadArgument));
        assert_eq!(deviation(&[]), Err(Fault::BadArgument));
        let apart = [
            Decimal::new(1, 6000).unwrap(),
            Decimal::new(1, -6000).unwrap(),
        ];
        assert_eq!(deviation(&apart), Err(Fault::Overflow));
    }

    #[test]
    fn deviations_are_of_samples() {
        let of = |numbers: &[&str]| {
            let numbers: Vec<Decimal> = numbers.iter().map(|text| d(text)).collect();
            shown(deviation(&numbers))
        };
        assert_eq!(
            of(&["2", "4", "7", "5"]),
            "2.081665999466132735282297706979931"
        );
        assert_eq!(of(&["3", "3", "3"]), "0");
        assert_eq!(of(&["0.1", "0.3"]), "0.1414213562373095048801688724209698");
    }

    proptest! {
        #[test]
        fn squares_have_their_roots(root in 0_i64..1_000_000_000_000, scale in 0_i32..9) {
            let root = Decimal::new(i128::from(root), scale).unwrap();
            prop_assert_eq!(root.mul(root).unwrap().sqrt().unwrap(), root);
        }

        #[test]
        fn logarithms_undo_exponentials(x in -1_000_000_i64..1_000_000, scale in 0_i32..8) {
            let x = Decimal::new(i128::from(x), scale).unwrap();
            prop_assume!(x.abs() < d("1000"));
            let back = x.exp().unwrap().ln().unwrap();
            let error = back.sub(x).unwrap().abs();
            prop_assert!(error <= Decimal::new(1, 30).unwrap(), "{} {}", x, back);
        }

        #[test]
        fn nothing_panics(a in any::<i128>(), sa in -7000_i32..7000, b in any::<i128>(), sb in -7000_i32..7000) {
            if let (Ok(a), Ok(b)) = (Decimal::new(a >> 15, sa), Decimal::new(b >> 15, sb)) {
                let _ = (a.sqrt(), a.exp(), a.ln(), a.power(b), deviation(&[a, b]), a.modulo(b));
            }
        }
    }
}
