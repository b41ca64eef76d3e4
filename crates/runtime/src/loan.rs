//! The repayment schedule of a loan at a fixed monthly payment (安享贷).

use crate::decimal::{Decimal, Rounding};
use crate::fault::Fault;
use crate::limits::MAX_PAYMENTS;
use crate::value::Value;

/// One payment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Payment {
    /// From 1.
    pub number: u32,
    /// What is paid.
    pub payment: Decimal,
    /// Interest in it.
    pub interest: Decimal,
    /// Principal in it.
    pub principal: Decimal,
    /// What is still owed afterwards.
    pub balance: Decimal,
}

/// Payments until nothing is owed; interest on the declining balance, each month rounded half-up to 0.01.
///
/// # Errors
/// `Fault::BadArgument` for an amount that is not positive, a rate below zero, a payment that does
/// not exceed the interest, or more payments than allowed.
pub fn schedule(
    principal: Decimal,
    annual_rate_percent: Decimal,
    monthly_payment: Decimal,
) -> Result<Vec<Payment>, Fault> {
    if principal.signum() <= 0 || annual_rate_percent.is_negative() || monthly_payment.signum() <= 0
    {
        return Err(Fault::BadArgument);
    }
    let months = Decimal::from(1200_i64);
    let mut balance = principal;
    let mut payments = Vec::new();
    for number in 1..=MAX_PAYMENTS {
        // Multiplied before it is divided, so that no digit is lost.
        let interest = balance
            .mul(annual_rate_percent)?
            .div(months)?
            .round(2, Rounding::HalfUp)?;
        if interest >= monthly_payment {
            return Err(Fault::BadArgument);
        }
        let payment = monthly_payment.min(balance.add(interest)?);
        let part = payment.sub(interest)?;
        balance = balance.sub(part)?;
        payments.push(Payment {
            number,
            payment,
            interest,
            principal: part,
            balance,
        });
        if balance.is_zero() {
            return Ok(payments);
        }
    }
    Err(Fault::BadArgument)
}

impl From<Payment> for Value {
    fn from(payment: Payment) -> Self {
        Self::context([
            ("number", Self::Number(Decimal::from(payment.number))),
            ("payment", Self::Number(payment.payment)),
            ("interest", Self::Number(payment.interest)),
            ("principal", Self::Number(payment.principal)),
            ("balance", Self::Number(payment.balance)),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    fn sum(payments: &[Payment], of: impl Fn(&Payment) -> Decimal) -> Decimal {
        payments
            .iter()
            .fold(Decimal::ZERO, |sum, payment| sum.add(of(payment)).unwrap())
    }

    #[test]
    fn the_loan_of_4500_is_paid_back_in_27_payments() {
        let payments = schedule(d("4500"), d("3.85"), d("174.37")).unwrap();
        assert_eq!(payments.len(), 27);
        assert_eq!(payments.last().unwrap().payment, d("171.20"));
        assert_eq!(sum(&payments, |p| p.interest), d("204.82"));
        assert_eq!(sum(&payments, |p| p.payment), d("4704.82"));
        assert_eq!(sum(&payments, |p| p.principal), d("4500"));
        assert_eq!(payments.last().unwrap().balance, Decimal::ZERO);
    }

    #[test]
    fn other_rates() {
        assert_eq!(schedule(d("4500"), d("0"), d("174.37")).unwrap().len(), 26);
        assert_eq!(
            schedule(d("4500"), d("4.65"), d("174.37")).unwrap().len(),
            28
        );
    }

    #[test]
    fn a_payment_that_never_pays_back_is_a_fault() {
        assert_eq!(
            schedule(d("4500"), d("3.85"), d("14.44")),
            Err(Fault::BadArgument)
        );
        assert_eq!(
            schedule(d("0"), d("3.85"), d("10")),
            Err(Fault::BadArgument)
        );
        assert_eq!(
            schedule(d("100"), d("-1"), d("10")),
            Err(Fault::BadArgument)
        );
    }

    #[test]
    fn the_number_of_payments_is_bounded() {
        assert_eq!(schedule(d("1200"), d("0"), d("1")).unwrap().len(), 1200);
        assert_eq!(schedule(d("1201"), d("0"), d("1")), Err(Fault::BadArgument));
    }
}
