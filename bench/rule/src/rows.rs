//! Rows to decide: the same on every host.

/// What a person is insured as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Status {
    /// In flexible employment.
    Flexible,
    /// Employed by a unit.
    Employed,
    /// A student.
    Student,
}

impl Status {
    /// Its id, as rules name it.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Flexible => "flexible",
            Self::Employed => "employed",
            Self::Student => "student",
        }
    }
}

/// The facts of one person; money in fen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Row {
    pub age: i64,
    pub paid: i64,
    pub required: i64,
    pub arrears: i64,
    pub status: Status,
    pub spells: i64,
    pub base: i64,
    pub average: i64,
}

/// A small generator of numbers that look random (64-bit linear congruential, upper bits).
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: i64) -> i64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as i64) % count
    }
}

/// Rows that are all eligible, so that every comparison runs.
#[must_use]
pub fn eligible(count: usize) -> Vec<Row> {
    let mut dice = Dice(7);
    let mut row = || {
        let average = 400_000 + dice.below(500_000);
        let required = 180 + dice.below(60);
        Row {
            age: 16 + dice.below(44),
            paid: required + dice.below(200),
            required,
            arrears: 0,
            status: Status::Flexible,
            spells: 1 + dice.below(9),
            base: average * 6 / 10 + 1 + dice.below(average * 2),
            average,
        }
    };
    (0..count).map(|_| row()).collect()
}

/// Rows of which most fail one comparison or another.
#[must_use]
pub fn mixed(count: usize) -> Vec<Row> {
    let mut dice = Dice(11);
    let mut rows = eligible(count);
    for row in &mut rows {
        match dice.below(9) {
            0 => row.age = dice.below(16),
            1 => row.age = 60 + dice.below(30),
            2 => row.paid = row.required - 1 - dice.below(100),
            3 => row.arrears = 1 + dice.below(100_000),
            4 => row.status = [Status::Employed, Status::Student][dice.below(2) as usize],
            5 => row.spells = 0,
            6 => row.base = row.average * 6 / 10 - 1 - dice.below(1_000),
            7 => row.base = row.average * 3 + 1 + dice.below(1_000),
            _ => {}
        }
    }
    rows
}

/// Rows on a boundary: a base of exactly 60 % or 300 %, or one fen beside it. Here binary fractions show.
#[must_use]
pub fn boundary(count: usize) -> Vec<Row> {
    let mut dice = Dice(13);
    let mut rows = eligible(count);
    for row in &mut rows {
        row.average -= row.average % 5;
        let exact = if dice.below(2) == 0 {
            row.average / 5 * 3
        } else {
            row.average * 3
        };
        row.base = exact + dice.below(3) - 1;
    }
    rows
}
