//! Values of a fact's declared domain: the usual, its boundaries, and what lies just outside.

use crate::case::{Case, unknown};
use crate::documents::{self, Quality};
use crate::model::{Input, Model, index};
use fastrand::Rng;
use serde_json::{Map, Value};
use tongban_image::{Domain, FactKind, FormatChoice, Image};
use tongban_runtime::{Date, Decimal};

/// Names and texts with characters that break careless code.
const TEXTS: [&str; 14] = [
    "张三",
    "欧阳娜娜",
    "阿卜杜·热合曼",
    "阿卜杜•热合曼",
    "𠮷野家",
    "䶮㛃",
    "Müller-Łukasz",
    "重庆市渝中区人民路一百二十三号",
    "ＡＢＣ１２３",
    "⼈⽒⽅",
    "a\u{301}e\u{308}",
    "李\u{3000}四",
    "🙂",
    "O'Brien \"<&>\" \\",
];

/// Regions outside the catalogue's.
const ELSEWHERE: [&str; 5] = ["110101", "310115", "440305", "510104", "650102"];

/// How dirty a case may be, in percent.
#[derive(Debug, Clone, Copy)]
pub struct Dirt {
    /// Values outside the domain.
    pub wrong: u32,
    /// Facts that are not known or left empty.
    pub holes: u32,
}

/// Makes values for one case.
pub struct Maker<'a> {
    /// The catalogue.
    pub image: &'a Image,
    /// The item.
    pub model: &'a Model,
    /// The dice.
    pub rng: &'a mut Rng,
}

impl Maker<'_> {
    /// Fills a fact, or a hole instead.
    pub fn fill(&mut self, case: &mut Case, input: &Input, dirt: Dirt) {
        if self.percent(dirt.holes) {
            match self.rng.u32(0..8) {
                0..=2 => drop(case.facts.remove(&input.id)),
                3 => drop(case.facts.insert(input.id.clone(), Value::Null)),
                4 | 5 => drop(case.facts.insert(input.id.clone(), unknown("unreachable"))),
                6 => drop(case.facts.insert(input.id.clone(), unknown("no-data"))),
                _ => drop(case.facts.insert(input.id.clone(), unknown("not-asked"))),
            }
            return;
        }
        let value = self.value(case, input, dirt);
        case.facts.insert(input.id.clone(), value);
    }

    fn percent(&mut self, percent: u32) -> bool {
        self.rng.u32(0..100) < percent
    }

    /// A value for a fact.
    pub fn value(&mut self, case: &Case, input: &Input, dirt: Dirt) -> Value {
        let Some(fact) = self.image.facts.get(index(input.fact)) else {
            return Value::Null;
        };
        match &fact.kind {
            FactKind::Boolean => self.rng.bool().into(),
            FactKind::Number(domain) => self.number(case, domain, dirt).into(),
            FactKind::Text {
                max_chars,
                format,
                long: _,
            } => self
                .text(case, &fact.id, *max_chars, format.as_ref(), dirt)
                .into(),
            FactKind::Date { min, max } => {
                self.date(case, min.as_deref(), max.as_deref(), dirt).into()
            }
            FactKind::Enum(values) => {
                if self.percent(dirt.wrong) {
                    return "no-such-value".into();
                }
                self.rng
                    .choice(values)
                    .map_or(Value::Null, |value| value.id.as_str().into())
            }
            FactKind::Region if self.percent(dirt.wrong) => "50010".into(),
            // Elsewhere in the country, often: rules ask whether a place lies in the city.
            FactKind::Region if self.rng.bool() => {
                self.rng.choice(ELSEWHERE).unwrap_or("110101").into()
            }
            FactKind::Region => self.region().map_or(Value::Null, Value::from),
            FactKind::Group {
                min_rows, max_rows, ..
            } => {
                let (least, most) = (*min_rows, *max_rows);
                let count = match self.rng.u32(0..12) {
                    0 => least,
                    1 => least.saturating_add(12),
                    _ => self.rng.u32(least.max(1)..=least.saturating_add(4)),
                };
                let count = index(count.min(most));
                // Rows that are all alike, now and then: rules count what repeats.
                if self.rng.u32(0..8) == 0 {
                    return vec![self.row(case, input, dirt); count].into();
                }
                (0..count).map(|_| self.row(case, input, dirt)).collect()
            }
        }
    }

    /// A row of a group: its columns fill each other as facts of a case do.
    pub fn row(&mut self, case: &Case, group: &Input, dirt: Dirt) -> Value {
        let mut row = Case {
            facts: Default::default(),
            ..case.clone()
        };
        for column in &group.columns {
            self.fill(&mut row, column, dirt);
        }
        let facts = row
            .facts
            .into_iter()
            .filter(|(_, value)| !value.is_object());
        Value::Object(facts.collect::<Map<_, _>>())
    }

    /// A region of the catalogue.
    pub fn region(&mut self) -> Option<String> {
        self.rng
            .choice(&self.image.catalog.regions)
            .map(|region| region.code.clone())
    }

    /// An application date: the worked years, near the dates that rules name, near those of the case.
    pub fn application_date(&mut self, case: &Case) -> String {
        let near = self.near_dates(case);
        let date = match self.rng.u32(0..3) {
            0 => self.rng.choice(&near).copied(),
            _ => Date::parse("2025-01-01")
                .and_then(|start| start.add_days(self.rng.i64(0..700)).ok()),
        };
        let years = Date::parse("2024-06-01")..Date::parse("2027-03-01");
        let date = date.filter(|date| years.contains(&Some(*date)));
        date.map_or_else(|| "2026-03-02".into(), |date| date.to_string())
    }

    fn near_dates(&mut self, case: &Case) -> Vec<Date> {
        let known = case
            .facts
            .values()
            .filter_map(|value| Date::parse(value.as_str()?));
        let mut dates: Vec<Date> = known
            .chain(Date::parse(&case.as_of))
            .chain(self.model.dates.iter().copied())
            .collect();
        for years in [14, 16, 18, 40, 45, 50, 55, 60, 63, 65] {
            let months = years * 12 + self.rng.i64(-2..40);
            dates.extend(Date::parse(&case.as_of).and_then(|date| date.add_months(-months).ok()));
        }
        dates
    }

    fn date(&mut self, case: &Case, min: Option<&str>, max: Option<&str>, dirt: Dirt) -> String {
        if self.percent(dirt.wrong) {
            let wrong = [
                "2025-02-29",
                "1965-13-01",
                "0000-00-00",
                "1899-12-31",
                "9999-12-31",
                "1965/5/10",
                "昨天",
            ];
            return self.rng.choice(wrong).unwrap_or("").to_owned();
        }
        let bounds = [min, max].map(|bound| bound.and_then(Date::parse));
        let near = self.near_dates(case);
        let picked = match self.rng.u32(0..12) {
            0 => bounds[self.rng.usize(0..2)],
            1..=3 => {
                Date::parse(&case.as_of).and_then(|date| date.add_days(-self.rng.i64(0..400)).ok())
            }
            _ => self.rng.choice(&near).copied(),
        };
        let shift = if self.rng.bool() {
            0
        } else {
            self.rng.i64(-1..=1)
        };
        let date = picked
            .or_else(|| near.first().copied())
            .and_then(|date| date.add_days(shift).ok());
        date.map_or_else(|| "1965-05-10".into(), |date| date.to_string())
    }

    fn number(&mut self, case: &Case, domain: &Domain, dirt: Dirt) -> String {
        if self.percent(dirt.wrong) {
            let wrong = [
                "-1",
                "0.001",
                "1e5",
                "99999999999999999999",
                "十二",
                "",
                "NaN",
                "9007199254740993",
            ];
            return self.rng.choice(wrong).unwrap_or("").to_owned();
        }
        let bound = |bound: &Option<String>| {
            bound
                .as_deref()
                .and_then(Decimal::parse)
                .and_then(Decimal::to_i64)
        };
        let (low, high) = (
            bound(&domain.min).unwrap_or(0),
            bound(&domain.max).unwrap_or(10_000),
        );
        let mut near: Vec<i64> = vec![low, high, low + 1, high - 1];
        near.extend(
            self.model
                .numbers
                .iter()
                .filter_map(|number| number.to_i64()),
        );
        near.extend(
            case.facts
                .values()
                .filter_map(|value| value.as_str()?.parse::<i64>().ok()),
        );
        near.retain(|number| (low..=high).contains(number));
        let whole = match self.rng.u32(0..4) {
            0 => self.rng.i64(low..=high),
            1 => self.rng.i64(low..=high.min(low.saturating_add(400))),
            _ => self
                .rng
                .choice(&near)
                .copied()
                .unwrap_or(low)
                .saturating_add(self.rng.i64(-1..=1))
                .clamp(low, high),
        };
        let places = u32::from(domain.scale.min(6));
        if places == 0 || whole == high || self.rng.bool() {
            return whole.to_string();
        }
        let places = self.rng.u32(1..=places);
        let fraction = self.rng.u64(0..10u64.pow(places));
        format!(
            "{whole}.{fraction:0width$}",
            width = usize::try_from(places).unwrap_or(1)
        )
    }

    fn text(
        &mut self,
        case: &Case,
        fact: &str,
        max_chars: u32,
        format: Option<&FormatChoice>,
        dirt: Dirt,
    ) -> String {
        let max = index(max_chars);
        let chosen = match format {
            None => None,
            Some(FormatChoice::Always(format)) => Some(*format),
            Some(FormatChoice::By { fact, cases }) => {
                let decider = self
                    .image
                    .facts
                    .get(index(*fact))
                    .and_then(|fact| case.text(&fact.id));
                cases
                    .iter()
                    .find(|(value, _)| Some(value.as_str()) == decider)
                    .map(|(_, format)| *format)
            }
        };
        if let Some(format) = chosen.and_then(|format| self.image.formats.get(index(format))) {
            let quality = match self.rng.u32(0..100) {
                roll if roll < dirt.wrong => Quality::Invalid,
                roll if roll < dirt.wrong + 6 && format.unusual.is_some() => Quality::Unusual,
                _ => Quality::Valid,
            };
            let birth = case
                .facts
                .iter()
                .find(|(id, _)| id.to_lowercase().contains("birthdate"));
            let birth = birth.and_then(|(_, value)| Date::parse(value.as_str()?));
            let gender = case
                .facts
                .iter()
                .find(|(id, _)| id.to_lowercase().contains("gender"));
            let male = gender
                .and_then(|(_, value)| value.as_str())
                .map(|gender| gender == "male");
            let birth = if self.percent(4) { None } else { birth };
            if let Some(number) = documents::number(format, quality, birth, male, self.rng) {
                return if self.percent(15) {
                    documents::as_typed(&number, self.rng)
                } else {
                    number
                };
            }
        }
        if self.percent(dirt.wrong) {
            return if self.rng.bool() {
                "长".repeat(max + 1)
            } else {
                String::new()
            };
        }
        // The same text as another fact's, often: rules compare names.
        let others: Vec<&str> = case
            .facts
            .iter()
            .filter(|(id, _)| *id != fact)
            .filter_map(|(_, value)| value.as_str())
            .collect();
        let picked = if self.percent(35) {
            self.rng.choice(&others).copied()
        } else {
            None
        };
        let text = picked.unwrap_or_else(|| self.rng.choice(TEXTS).unwrap_or("张三"));
        text.chars().take(max).collect()
    }
}
