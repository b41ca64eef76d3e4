//! Random strict programs and random partial facts, out of a tape of bytes: shorter and smaller
//! tapes give simpler ones, so that what fails shrinks well.

use super::world::{Given, domain, not_asked, row};
use std::collections::BTreeMap;
use tongban_runtime::{Reason, Unknowns, Value, What};

/// Bytes that decide; where they end, the simplest choice is made.
pub struct Tape<'a> {
    bytes: &'a [u8],
    /// Loop variables in scope, with their types.
    names: Vec<(String, Ty)>,
    /// Inside a condition that knows 工龄 to be there.
    guarded: bool,
    fresh: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Ty {
    Number,
    Row,
}

impl<'a> Tape<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            names: Vec::new(),
            guarded: false,
            fresh: 0,
        }
    }

    pub fn pick(&mut self, choices: usize) -> usize {
        let Some((first, rest)) = self.bytes.split_first() else {
            return 0;
        };
        self.bytes = rest;
        usize::from(*first) % choices
    }

    pub fn one<'c>(&mut self, of: &[&'c str]) -> &'c str {
        of[self.pick(of.len())]
    }

    /// A program of any type.
    pub fn program(&mut self) -> String {
        match self.pick(10) {
            0..=3 => self.boolean(4),
            4..=5 => self.number(4),
            6 => self.date(3),
            7 => self.text(3),
            8 => self.numbers(3),
            _ => self.rows(3),
        }
    }

    /// Facts of which some are not known.
    pub fn given(&mut self) -> Given {
        let mut facts = BTreeMap::new();
        for slot in 0..9 {
            let values = domain(slot);
            let choice = self.pick(2 * values.len());
            facts.insert(
                slot,
                values
                    .get(choice)
                    .cloned()
                    .unwrap_or_else(|| not_asked(slot, None)),
            );
        }
        let rows = match self.pick(6) {
            0 => Value::list(vec![row(1, Some(2), true)]),
            1 => not_asked(9, None),
            kind => {
                let count = self.pick(3);
                let items = (0..)
                    .zip(0..count)
                    .map(|(number, _)| self.row(number))
                    .collect();
                if kind % 2 == 0 {
                    let what = What::Fact { slot: 9, row: None };
                    Value::open_list(items, Unknowns::one(what, Reason::NotAsked))
                } else {
                    Value::list(items)
                }
            }
        };
        facts.insert(9, rows);
        let parameter = match self.pick(3) {
            0 => Value::from(2),
            1 => Value::from(1),
            _ => Value::unknown(What::Parameter(0), Reason::NoData),
        };
        Given { facts, parameter }
    }

    fn row(&mut self, number: u32) -> Value {
        let fields = [("k", 20), ("q", 21), ("s", 22)].map(|(key, slot)| {
            let values = domain(slot);
            let choice = self.pick(values.len() + 2);
            let value = values.get(choice).cloned();
            (key, value.unwrap_or_else(|| not_asked(slot, Some(number))))
        });
        Value::context(fields)
    }

    fn named(&mut self, ty: Ty) -> Option<String> {
        let of: Vec<String> = self
            .names
            .iter()
            .filter(|(_, other)| *other == ty)
            .map(|(name, _)| name.clone())
            .collect();
        if of.is_empty() {
            None
        } else {
            Some(of[self.pick(of.len())].clone())
        }
    }

    fn with<T>(&mut self, ty: Ty, body: impl FnOnce(&mut Self, &str) -> T) -> T {
        self.fresh += 1;
        let name = format!("v{}", self.fresh);
        self.names.push((name.clone(), ty));
        let result = body(self, &name);
        self.names.pop();
        result
    }

    fn boolean(&mut self, depth: u32) -> String {
        if depth == 0 {
            return match self.pick(5) {
                0 => "甲".into(),
                1 => "乙".into(),
                2 => self
                    .named(Ty::Row)
                    .map_or("true".into(), |row| format!("{row}.s")),
                3 => "false".into(),
                _ => "true".into(),
            };
        }
        let d = depth - 1;
        match self.pick(38) {
            0 => self.boolean(0),
            1 | 2 => {
                let op = self.one(&["=", "!=", "<", "<=", ">", ">="]);
                format!("({} {op} {})", self.number(d), self.number(d))
            }
            3 => {
                let op = self.one(&["=", "!=", "<", "<=", ">", ">="]);
                format!("({} {op} {})", self.date(d), self.date(d))
            }
            4 => {
                let op = self.one(&["=", "!="]);
                let value = self.one(&["x", "甲类", "乙类", "z"]);
                format!("(类别 {op} \"{value}\")")
            }
            5 => {
                let tests = self.one(&[
                    "(\"x\")",
                    "(\"甲类\", \"y\")",
                    "(\"y\", \"z\", \"x\")",
                    "[\"x\", \"z\"]",
                ]);
                format!("(类别 in {tests})")
            }
            6 => {
                let op = self.one(&["=", "!=", "<", ">="]);
                format!("({} {op} {})", self.text(d), self.text(d))
            }
            7 => {
                let fact = self.one(&["工龄", "别名"]);
                let test = self.one(&["= null", "!= null"]);
                format!("({fact} {test})")
            }
            8 | 9 => {
                let parts: Vec<String> = (0..2 + self.pick(2)).map(|_| self.boolean(d)).collect();
                format!("({})", parts.join(" and "))
            }
            10 | 11 => {
                let parts: Vec<String> = (0..2 + self.pick(2)).map(|_| self.boolean(d)).collect();
                format!("({})", parts.join(" or "))
            }
            12 => format!("not({})", self.boolean(d)),
            13 => format!(
                "({} between {} and {})",
                self.number(d),
                self.number(d),
                self.number(d)
            ),
            14 => {
                let range = self.one(&["[1..2]", "]0..3[", "(> 1)", "(<= 2)"]);
                format!("({} in {range})", self.number(d))
            }
            15 => format!(
                "({} in ({}, < {}, [{}..{}]))",
                self.number(d),
                self.number(d),
                self.number(d),
                self.number(d),
                self.number(d)
            ),
            16 => format!("({} in {})", self.number(d), self.numbers(d)),
            17 | 18 => {
                let every = self.one(&["some", "every"]);
                let list = self.numbers(d);
                self.with(Ty::Number, |tape, name| {
                    format!("({every} {name} in {list} satisfies {})", tape.boolean(d))
                })
            }
            19 | 20 => {
                let every = self.one(&["some", "every"]);
                let list = self.rows(d);
                self.with(Ty::Row, |tape, name| {
                    format!("({every} {name} in {list} satisfies {})", tape.boolean(d))
                })
            }
            21 => format!("list contains({}, {})", self.numbers(d), self.number(d)),
            22 => {
                let all = self.one(&["all", "any"]);
                match self.pick(3) {
                    0 => format!("{all}([{}, {}])", self.boolean(d), self.boolean(d)),
                    1 => format!("{all}({}, {})", self.boolean(d), self.boolean(d)),
                    _ => format!("{all}({}.s)", self.rows(d)),
                }
            }
            23 | 24 => {
                let before = core::mem::replace(&mut self.guarded, true);
                let body = self.boolean(d);
                self.guarded = before;
                match self.pick(5) {
                    0 => format!("(工龄 != null and {body})"),
                    1 => format!("(工龄 = null or {body})"),
                    2 => format!("(is defined(工龄) and {body})"),
                    3 => format!("(not(工龄 = null) and {body})"),
                    _ => format!("(if null = 工龄 then false else {body})"),
                }
            }
            25 => format!(
                "(if {} then {} else {})",
                self.boolean(d),
                self.boolean(d),
                self.boolean(d)
            ),
            26 => {
                let f = self.one(&["contains", "starts with", "ends with"]);
                format!("{f}({}, {})", self.text(d), self.text(d))
            }
            27 => {
                let f = self.one(&["odd", "even"]);
                format!("{f}({})", self.number(d))
            }
            28 => format!("是手机号({})", self.text(d)),
            29 => format!("matches({}, \"^1[3-9]\")", self.text(d)),
            30 => format!("({} = {})", self.numbers(d), self.numbers(d)),
            31 => format!("({} = {})", self.boolean(d), self.boolean(d)),
            33 => {
                let op = self.one(&[">", ">=", "=", "<"]);
                format!("(count({}) {op} {})", self.rows(d), self.pick(4))
            }
            34 => {
                let op = self.one(&[">", ">=", "<"]);
                let list = self.one(&["明细.k", "明细[s].k", "[年龄, 人数, 1]"]);
                let f = self.one(&["sum", "min", "max", "mean", "product"]);
                let least = self.one(&["0", "1", "2", "6"]);
                format!("(count({list}) > 0 and {f}({list}) {op} {least})")
            }
            35 => {
                let op = self.one(&["=", "<", ">="]);
                let list = self.numbers(d);
                format!("(count(distinct values({list})) {op} count({list}))")
            }
            36 => {
                let op = self.one(&["=", "!=", "<"]);
                let fact = self.one(&[
                    "年龄",
                    "姓名",
                    "类别",
                    "生日",
                    "甲",
                    "substring(姓名, 1, 2)",
                ]);
                let other = if op == "<" && (fact == "甲" || fact == "类别") {
                    "= "
                } else {
                    op
                };
                format!("({fact} {other} {fact})")
            }
            32 => {
                let ty = self.one(&["number", "null", "Any"]);
                format!("({} instance of {ty})", self.number(d))
            }
            _ => match self.named(Ty::Row) {
                Some(row) => format!("({row}.q != null and {row}.q > {})", self.number(d)),
                None => {
                    let place = self.one(&["1", "-1", "2"]);
                    format!("({}[{place}] = {})", self.numbers(d), self.number(d))
                }
            },
        }
    }

    fn number(&mut self, depth: u32) -> String {
        if depth == 0 {
            return match self.pick(7) {
                0 => "年龄".into(),
                1 => "人数".into(),
                2 => self.named(Ty::Number).unwrap_or_else(|| "2".into()),
                3 => self
                    .named(Ty::Row)
                    .map_or("0".into(), |row| format!("{row}.k")),
                4 if self.guarded => "工龄".into(),
                4 | 5 => self.one(&["0", "1", "2", "3", "0.5"]).into(),
                _ => "基数".into(),
            };
        }
        let d = depth - 1;
        match self.pick(26) {
            0 | 1 => self.number(0),
            2..=4 => {
                let op = self.one(&["+", "-", "*"]);
                format!("({} {op} {})", self.number(d), self.number(d))
            }
            5 => {
                let by = self.one(&["2", "4", "0.5", "3"]);
                format!("({} / {by})", self.number(d))
            }
            6 => format!(
                "(if 人数 > 0 then {} / 人数 else {})",
                self.number(d),
                self.number(d)
            ),
            7 => format!("({} ** 2)", self.number(d)),
            8 => format!("(-{})", self.number(d)),
            9 => match self.pick(5) {
                0 => format!("floor({}, 1)", self.number(d)),
                1 => format!("ceiling({}, -1)", self.number(d)),
                pick => {
                    let f = ["abs", "floor", "ceiling"][pick - 2];
                    format!("{f}({})", self.number(d))
                }
            },
            10 => {
                let f = self.one(&[
                    "decimal",
                    "round up",
                    "round down",
                    "round half up",
                    "round half down",
                ]);
                let scale = self.one(&["0", "1", "-1"]);
                format!("{f}({}, {scale})", self.number(d))
            }
            11 => {
                let by = self.one(&["2", "3"]);
                format!("modulo({}, {by})", self.number(d))
            }
            12 | 13 => format!(
                "(if {} then {} else {})",
                self.boolean(d),
                self.number(d),
                self.number(d)
            ),
            14 => format!("count({})", self.numbers(d)),
            15 => format!("count({})", self.rows(d)),
            16 => format!("string length({})", self.text(d)),
            17 => {
                let part = self.one(&["year", "month", "day", "weekday"]);
                format!("({}).{part}", self.date(d))
            }
            18 => {
                let f = self.one(&["months between", "days between"]);
                format!("{f}({}, {})", self.date(d), self.date(d))
            }
            19 => format!("(if 工龄 != null then 工龄 else {})", self.number(d)),
            20 => {
                let f = self.one(&["min", "max"]);
                format!("{f}({}, {})", self.number(d), self.number(d))
            }
            21 => format!("折算({})", self.number(d)),
            22 => format!("基数({})", self.date(d)),
            23 => format!("{{a: {}, b: a + {}}}.b", self.number(d), self.number(d)),
            24 => {
                let f = self.one(&["sum", "product", "mean", "min", "max"]);
                format!("{f}([{}, {}])", self.number(d), self.number(d))
            }
            _ => match self.pick(6) {
                3 => format!("week of year({})", self.date(d)),
                4 => format!("count(loan schedule({}, 12, 1))", self.number(d)),
                5 => format!("get value({{a: {}}}, \"a\")", self.number(d)),
                0 => format!("day of year({})", self.date(d)),
                1 => format!("number(string({}))", self.number(d)),
                _ => format!("(({} - {}).days)", self.date(d), self.date(d)),
            },
        }
    }

    fn date(&mut self, depth: u32) -> String {
        if depth == 0 {
            return self
                .one(&["生日", "date(\"2024-02-29\")", "date(\"2025-01-01\")"])
                .into();
        }
        let d = depth - 1;
        match self.pick(10) {
            0 | 1 => self.date(0),
            9 => format!("date({})", self.date(d)),
            2 => {
                let by = self.one(&["P1M", "P1Y", "P1D", "-P1M"]);
                let op = self.one(&["+", "-"]);
                format!("({} {op} duration(\"{by}\"))", self.date(d))
            }
            3 => format!("add months({}, floor({}))", self.date(d), self.number(d)),
            4 => format!("last day of month({})", self.date(d)),
            5 => format!(
                "(if {} then {} else {})",
                self.boolean(d),
                self.date(d),
                self.date(d)
            ),
            6 => format!("date(2024, {}, 1)", self.number(d)),
            7 => format!(
                "add working days({}, floor({}))",
                self.date(d),
                self.number(d)
            ),
            _ => format!(
                "({} + years and months duration({}, {}))",
                self.date(d),
                self.date(d),
                self.date(d)
            ),
        }
    }

    fn text(&mut self, depth: u32) -> String {
        if depth == 0 {
            return self.one(&["姓名", "\"ab\"", "\"1\"", "\"\""]).into();
        }
        let d = depth - 1;
        match self.pick(12) {
            0 | 1 => self.text(0),
            2 => format!("({} + {})", self.text(d), self.text(d)),
            3 => format!("substring({}, 1, {})", self.text(d), self.number(d)),
            4 => format!("substring({}, {})", self.text(d), self.number(d)),
            5 => {
                let f = self.one(&["upper case", "lower case", "normalize text", "手机号规范"]);
                format!("{f}({})", self.text(d))
            }
            6 => {
                let f = self.one(&["substring before", "substring after"]);
                format!("{f}({}, {})", self.text(d), self.text(d))
            }
            7 => format!("string({})", self.number(d)),
            8 => {
                let between = self.one(&["", ", \"-\""]);
                format!("string join([{}, {}]{between})", self.text(d), self.text(d))
            }
            9 => format!(
                "(if {} then {} else {})",
                self.boolean(d),
                self.text(d),
                self.text(d)
            ),
            10 => "(if 别名 != null then 别名 else \"-\")".into(),
            _ => {
                let f = self.one(&["day of week", "month of year"]);
                format!("{f}({})", self.date(d))
            }
        }
    }

    fn numbers(&mut self, depth: u32) -> String {
        if depth == 0 {
            return self
                .one(&["[1, 2]", "明细.k", "[年龄, 2]", "[年龄, 人数]", "[3]"])
                .into();
        }
        let d = depth - 1;
        match self.pick(20) {
            17 => format!(
                "insert before({}, {}, {})",
                self.numbers(d),
                self.one(&["1", "-1", "2"]),
                self.number(d)
            ),
            18 => format!(
                "remove({}, {})",
                self.numbers(d),
                self.one(&["1", "-1", "2"])
            ),
            19 => format!(
                "sublist({}, 1, {})",
                self.numbers(d),
                self.one(&["1", "2", "0"])
            ),
            0 | 1 => self.numbers(0),
            2 => format!("[{}, {}]", self.number(d), self.number(d)),
            3 => {
                let list = if self.pick(2) == 0 {
                    "1..3".to_owned()
                } else {
                    self.numbers(d)
                };
                self.with(Ty::Number, |tape, name| {
                    format!("(for {name} in {list} return {})", tape.number(d))
                })
            }
            4 => {
                let list = self.rows(d);
                self.with(Ty::Row, |tape, name| {
                    format!("(for {name} in {list} return {})", tape.number(d))
                })
            }
            5 => {
                let list = self.numbers(d);
                self.with(Ty::Number, |tape, name| {
                    let body = tape.boolean(d).replace(name, "item");
                    format!("{list}[{body}]")
                })
            }
            6 => format!("{}.k", self.rows(d)),
            7 => format!("concatenate({}, {})", self.numbers(d), self.numbers(d)),
            8 => format!("append({}, {})", self.numbers(d), self.number(d)),
            9 => format!("reverse({})", self.numbers(d)),
            10 => format!("distinct values({})", self.numbers(d)),
            11 => format!("flatten([{}, {}])", self.numbers(d), self.numbers(d)),
            12 => format!(
                "sublist({}, {})",
                self.numbers(d),
                self.one(&["1", "2", "-1"])
            ),
            13 => format!("index of({}, {})", self.numbers(d), self.number(d)),
            14 => format!("union({}, {})", self.numbers(d), self.numbers(d)),
            15 => format!(
                "(if {} then {} else {})",
                self.boolean(d),
                self.numbers(d),
                self.numbers(d)
            ),
            _ => {
                let (first, second) = (self.numbers(d), self.numbers(d));
                self.with(Ty::Number, |tape, x| {
                    tape.with(Ty::Number, |tape, y| {
                        format!(
                            "(for {x} in {first}, {y} in {second} return {})",
                            tape.number(d)
                        )
                    })
                })
            }
        }
    }

    fn rows(&mut self, depth: u32) -> String {
        if depth == 0 {
            return "明细".into();
        }
        let d = depth - 1;
        match self.pick(5) {
            0 | 1 => self.rows(0),
            2 => {
                let condition = self.one(&[
                    "s",
                    "q != null",
                    "k > 1",
                    "not(s) or k = 0",
                    "可缺 = null or 可缺 > 1",
                ]);
                format!("{}[{condition}]", self.rows(d))
            }
            3 => format!("reverse({})", self.rows(d)),
            _ => format!("{}[item.k > {}]", self.rows(d), self.number(d)),
        }
    }
}
