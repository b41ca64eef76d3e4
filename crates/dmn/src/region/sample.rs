//! Values worth trying where nothing can be proved: ends and their neighbours, values of worked
//! cases, and some from all over the domain. The same each time.

use super::domain::{Domain, Kind};
use super::flow::Looks;
use tongban_runtime::{Date, Decimal, Value};

/// Values from all over a domain that are kept for each variable.
const SPREAD: u64 = 24;

/// Combinations to try.
pub(super) struct Samples<'a> {
    worth: Vec<Vec<Value>>,
    given: &'a [Vec<Value>],
    tried: usize,
    state: u64,
}

impl<'a> Samples<'a> {
    pub(super) fn new(domains: &[Domain], looks: &Looks, given: &'a [Vec<Value>]) -> Self {
        let mut samples = Self {
            worth: Vec::new(),
            given,
            tried: 0,
            state: 0x9e37_79b9_7f4a_7c15,
        };
        for (variable, domain) in domains.iter().enumerate() {
            let points = u32::try_from(variable)
                .ok()
                .and_then(|variable| looks.points.get(&variable));
            let points = points.map_or(&[][..], Vec::as_slice);
            let pieces = domain.pieces(points).unwrap_or_default();
            let mut worth: Vec<Value> = pieces.into_iter().map(|piece| piece.value).collect();
            for row in given {
                match row.get(variable) {
                    Some(Value::Unknown(_)) | None => {}
                    Some(value) if worth.contains(value) => {}
                    Some(value) => worth.push(value.clone()),
                }
            }
            for _ in 0..SPREAD {
                worth.extend(samples.anywhere(domain));
            }
            samples.worth.push(worth);
        }
        samples
    }

    /// How many combinations were given.
    pub(super) const fn tried(&self) -> usize {
        self.tried
    }

    /// The next combination of values for these variables.
    pub(super) fn next(&mut self, variables: &[usize], unknown: &[Value]) -> Option<Vec<Value>> {
        let mut values = match self.given.get(self.tried) {
            Some(row) => row.clone(),
            None => unknown.to_vec(),
        };
        values.resize(unknown.len(), Value::Absent);
        for variable in variables {
            let place = values.get_mut(*variable)?;
            if matches!(place, Value::Unknown(_)) {
                let choice = next(&mut self.state);
                let worth = self.worth.get(*variable)?;
                // A list that no case gives stays unknown.
                let Some(count) = u64::try_from(worth.len()).ok().filter(|count| *count > 0) else {
                    continue;
                };
                let at = usize::try_from(choice % count).ok()?;
                worth.get(at)?.clone_into(place);
            }
        }
        self.tried += 1;
        Some(values)
    }

    /// Some value of a domain.
    fn anywhere(&mut self, domain: &Domain) -> Option<Value> {
        let choice = next(&mut self.state);
        match &domain.kind {
            Kind::Number {
                min, max, scale, ..
            } => {
                let low = min.unwrap_or(Decimal::ZERO);
                let high = max.unwrap_or(low.add(Decimal::from(1000_i64)).ok()?);
                let part = Decimal::from(i64::try_from(choice % 10_001).ok()?);
                let way = high.sub(low).ok()?.mul(part).ok()?;
                let step = way.div(Decimal::from(10_000_i64)).ok()?;
                let value = low.add(step).ok()?;
                let value = value.floor(i32::from(scale.unwrap_or(2))).ok()?;
                (value >= low).then_some(Value::Number(value))
            }
            Kind::Date { min, max } => {
                let low = min.unwrap_or(Date::new(1940, 1, 1)?);
                let high = max.unwrap_or(Date::new(2060, 1, 1)?);
                let days = u64::try_from(high.days_since(low)).ok()?.checked_add(1)?;
                let day = i64::try_from(choice % days).ok()?;
                low.add_days(day).ok().map(Value::Date)
            }
            _ => None,
        }
    }
}

/// The next of a fixed sequence of well mixed numbers.
const fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
