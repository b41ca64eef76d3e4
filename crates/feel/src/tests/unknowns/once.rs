//! Random programs that read each fact once, in conditions that can go either way.

use super::generate::Tape;

/// Facts that are left to be read.
pub struct Once<'t, 'a> {
    tape: &'t mut Tape<'a>,
    left: Vec<&'static str>,
    /// Inside a choice: its outcomes may be the same, unless the choice itself can go wrong.
    choosing: bool,
}

impl<'t, 'a> Once<'t, 'a> {
    pub fn new(tape: &'t mut Tape<'a>) -> Self {
        let left = vec![
            "甲", "乙", "年龄", "人数", "工龄", "类别", "生日", "姓名", "别名", "明细", "基数",
        ];
        Self {
            tape,
            left,
            choosing: false,
        }
    }

    pub fn program(&mut self) -> String {
        match self.tape.pick(5) {
            0..=2 => self.condition(4),
            3 => self.number(3),
            _ => self.list(2),
        }
    }

    fn fact(&mut self, of: &[&'static str]) -> Option<&'static str> {
        let left: Vec<usize> = (0..self.left.len())
            .filter(|at| of.contains(&self.left[*at]))
            .collect();
        if left.is_empty() {
            return None;
        }
        let at = left[self.tape.pick(left.len())];
        Some(self.left.remove(at))
    }

    /// A condition about one fact that can hold and can fail.
    fn atom(&mut self) -> String {
        // A further row of an open group may go wrong in ways that nobody knows yet.
        let all = [
            "甲", "乙", "年龄", "人数", "工龄", "类别", "生日", "姓名", "别名", "基数", "明细",
        ];
        let of = if self.choosing { &all[..10] } else { &all };
        let Some(fact) = self.fact(of) else {
            return self.tape.one(&["true", "false"]).into();
        };
        let test = match fact {
            "年龄" | "人数" | "生日" if self.choosing => {
                let tests: &[&str] = if fact == "生日" {
                    &[
                        "F < date(\"2024-02-10\")",
                        "F = date(\"2024-02-29\")",
                        "F.month in (1, 3)",
                    ]
                } else {
                    &[
                        "F > 1",
                        "F in [1..2]",
                        "F between 1 and 2",
                        "not(F in [2..3])",
                        "string(F) = \"2\"",
                    ]
                };
                self.tape.one(tests)
            }
            "甲" | "乙" => {
                self.tape
                    .one(&["F", "not(F)", "F = true", "F != true", "F in (false)"])
            }
            "年龄" | "人数" => self.tape.one(&[
                "F > 1",
                "F <= 2",
                "F = 3",
                "F != 0",
                "F in [1..2]",
                "F in (0, > 2)",
                "F between 1 and 2",
                "F * 2 + 1 > 3",
                "floor(F / 2) = 1",
                "abs(F - 1) = 1",
                "odd(F)",
                "list contains([1, F, 2], 3)",
                "[1, F] = [1, 2]",
                "not(F in [2..3])",
                "(if F > 1 then F else 0) > 2",
                "some v in [F, 1] satisfies v > 2",
                "string(F) = \"2\"",
                "折算(F) > 2",
                "-F < -1",
                "every v in 1..F satisfies v != 2",
                "count([2, 3][item > F]) = 1",
                "{a: F}.a = 2",
                "F in [2, 3]",
                "sum([F, 1]) > 2",
            ]),
            "工龄" => self.tape.one(&[
                "F = null",
                "is defined(F)",
                "(F != null and F > 1)",
                "(F = null or F > 1)",
                "not(F = null)",
            ]),
            "类别" => self.tape.one(&[
                "F = \"甲类\"",
                "F != \"z\"",
                "F in (\"x\", \"丙类\")",
                "F in [\"y\"]",
            ]),
            "生日" => self.tape.one(&[
                "F < date(\"2024-02-10\")",
                "F.year = 2025",
                "F + duration(\"P1M\") > date(\"2024-03-01\")",
                "F = date(\"2024-02-29\")",
                "months between(F, date(\"2025-03-01\")) > 12",
                "day of week(F) = \"Saturday\"",
                "F.month in (1, 3)",
            ]),
            "姓名" => self.tape.one(&[
                "F = \"ab\"",
                "string length(F) > 2",
                "contains(F, \"b\")",
                "是手机号(F)",
                "matches(F, \"^1\")",
                "upper case(F) = \"AB\"",
            ]),
            "别名" => self.tape.one(&["F = null", "(F != null and F = \"b\")"]),
            "明细" => self.tape.one(&[
                "(some r in F satisfies r.k > 2)",
                "(every r in F satisfies r.s)",
                "(some r in F satisfies r.q = null)",
                "(every r in F satisfies r.q = null or r.q > 1)",
                "any(F.s)",
                "list contains(F.k, 3)",
                "count(F) > 1",
                "count(F[k > 1]) >= 1",
                "(some r in F[s] satisfies r.k = 1)",
            ]),
            _ => self.tape.one(&["F > 1", "F = 1"]),
        };
        format!("({})", test.replace('F', fact))
    }

    fn choice(&mut self, depth: u32) -> String {
        let before = core::mem::replace(&mut self.choosing, true);
        let condition = self.condition(depth);
        self.choosing = before;
        condition
    }

    fn condition(&mut self, depth: u32) -> String {
        if depth == 0 {
            return self.atom();
        }
        let d = depth - 1;
        match self.tape.pick(9) {
            0..=2 => self.atom(),
            3 => format!("({} and {})", self.condition(d), self.condition(d)),
            4 => format!("({} or {})", self.condition(d), self.condition(d)),
            5 => format!("not({})", self.condition(d)),
            6 => format!(
                "(if {} then {} else {})",
                self.choice(d),
                self.condition(d),
                self.condition(d)
            ),
            7 => {
                let f = self.tape.one(&["all", "any"]);
                format!(
                    "{f}([{}, {}, {}])",
                    self.condition(d),
                    self.condition(d),
                    self.condition(d)
                )
            }
            _ => format!("({} = {})", self.condition(d), self.condition(d)),
        }
    }

    /// A number that every fact in it changes.
    fn number(&mut self, depth: u32) -> String {
        if depth > 0 {
            let d = depth - 1;
            match self.tape.pick(4) {
                0 => return format!("({} + {})", self.number(d), self.number(d)),
                1 => {
                    return format!(
                        "(if {} then {} else {})",
                        self.choice(d),
                        self.number(d),
                        self.number(d)
                    );
                }
                2 => return format!("({} - 2 * {})", self.number(d), self.number(d)),
                _ => {}
            }
        }
        let fact = self.fact(&["年龄", "人数", "生日", "姓名", "明细"]);
        match fact {
            Some(fact @ ("年龄" | "人数")) => self
                .tape
                .one(&["F", "(F * 2)", "(F ** 2)", "(F / 4)", "-F"])
                .replace('F', fact),
            Some("生日") => "生日.month".into(),
            Some("姓名") => "string length(姓名)".into(),
            Some(_) => self
                .tape
                .one(&["count(明细)", "count(明细[s])", "count(明细[k > 1])"])
                .into(),
            None => self.tape.one(&["0", "1", "7"]).into(),
        }
    }

    fn list(&mut self, depth: u32) -> String {
        let d = depth.saturating_sub(1);
        match self.tape.pick(6) {
            0 if depth > 0 => format!("concatenate({}, {})", self.list(d), self.list(d)),
            1 if depth > 0 => format!("append({}, {})", self.list(d), self.number(d)),
            2 if depth > 0 => format!(
                "(if {} then {} else {})",
                self.choice(d),
                self.list(d),
                self.list(d)
            ),
            3 => match self.fact(&["明细"]) {
                Some(_) => self
                    .tape
                    .one(&[
                        "明细.k",
                        "明细[s].k",
                        "(for r in 明细 return r.k + 1)",
                        "reverse(明细.q)",
                    ])
                    .into(),
                None => "[]".into(),
            },
            _ => format!("[{}, {}]", self.number(d), self.number(d)),
        }
    }
}
