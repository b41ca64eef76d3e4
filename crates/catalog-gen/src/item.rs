//! One generated item.

use crate::facts::{Dictionary, Fact, Kind};
use crate::functions::Functions;
use crate::rules::{Asked, comparison, rule};
use crate::seed::Seed;
use crate::words::{DEEDS, SENTENCES, WHAT, WHO};
use crate::yaml::{quoted, text};
use core::fmt::Write as _;

/// An item's id and file.
pub(crate) struct Made {
    pub id: String,
    pub text: String,
}

/// Materials of the base catalogue that generated items ask for.
const MATERIALS: &[&str] = &["labour-contract", "personnel-file", "staff-list"];
/// Risk patterns of the base catalogue that need no register.
const RISKS: &[&str] = &["R08", "R10", "R14", "R16"];
/// Facts of the base catalogue that every item asks.
const PERSON: &[&str] = &[
    "name",
    "documentType",
    "documentNumber",
    "gender",
    "birthDate",
    "mobile",
];

/// An item under way.
struct Item<'a> {
    number: u32,
    seed: &'a mut Seed,
    /// The fields that rules may speak of.
    asked: Vec<Asked>,
    group: Option<(Fact, Fact)>,
    sum: Option<(Fact, String)>,
    ladder: Option<String>,
}

pub(crate) fn item(
    number: u32,
    fields: Option<u32>,
    seed: &mut Seed,
    dictionary: &mut Dictionary,
    functions: &mut Functions,
) -> Made {
    let count = fields.unwrap_or_else(|| seed.from(10, 45)).max(6);
    let mut item = Item {
        number,
        seed,
        asked: Vec::new(),
        group: None,
        sum: None,
        ladder: None,
    };
    let pages = item.pages(count, dictionary);
    item.computed(dictionary);
    if item.seed.chance(40) {
        item.ladder = Some(functions.ladder(number, item.seed));
    }
    let id = format!("generated-{number:04}");
    let mut out = item.head(&id);
    out.push_str(&pages);
    out.push_str(&item.conditions());
    out.push_str(&item.materials());
    out.push_str(&item.risks());
    out.push_str(&item.tail());
    Made { id, text: out }
}

impl Item<'_> {
    fn head(&mut self, id: &str) -> String {
        let number = self.number;
        let (who, what, deed) = (self.seed.of(WHO), self.seed.of(WHAT), self.seed.of(DEEDS));
        let name = text(
            &format!("{}{}{}{number}", who.0, what.0, deed.0),
            &format!("{} {} {} {number}", who.1, what.1, deed.1),
        );
        let (first, second) = (self.seed.of(SENTENCES), self.seed.of(SENTENCES));
        let summary = text(
            &format!("{}；{}。", first.0, second.0),
            &format!("{}; {}.", first.1, second.1),
        );
        let flag = |yes: bool| if yes { "true" } else { "false" };
        let (online, citywide, fast) = (
            self.seed.chance(63),
            self.seed.chance(28),
            self.seed.chance(13),
        );
        let handling = if self.seed.chance(11) {
            "instant"
        } else {
            "accepted"
        };
        format!(
            "id: {id}\ncode: G{number:04}\ngroup: G\nbasic-code: \"502014{:06}\"\nname: {name}\nsummary: {summary}\nkeywords: {}\naudience: [person]\ninsurance: [pension]\nhandling: {handling}\nonline: {}\ncitywide: {}\nfast: {}\nchannels: [portal, counter, kiosk]\nassurance: real-name\ntaken-at: [city, district, street, village]\nhandled-at: [district]\nbasis: [GENERATED]\n\n",
            900_000 + number % 100_000,
            quoted(what.0),
            flag(online),
            flag(citywide),
            flag(fast),
        )
    }

    fn pages(&mut self, count: u32, dictionary: &mut Dictionary) -> String {
        let mut out = format!(
            "form:\n  - page: person\n    title: {}\n    sections:\n      - title: {}\n        fields:\n",
            text("申请人", "Applicant"),
            text("身份", "Identity")
        );
        for fact in PERSON {
            let _ = writeln!(out, "          - fact: {fact}");
        }
        let pages = self.seed.from(1, 3);
        let each = count.saturating_sub(6).div_ceil(pages).max(1);
        let mut number = 0;
        for page in 1..=pages {
            let what = self.seed.of(WHAT);
            let _ = write!(
                out,
                "  - page: page-{page}\n    title: {}\n    sections:\n      - fields:\n",
                text(&format!("{}情况", what.0), &format!("About {}", what.1))
            );
            for _ in 0..each {
                number += 1;
                let field = self.field(number, dictionary);
                out.push_str(&field);
            }
            if page == pages && self.seed.chance(25) {
                let rows = self.rows(number, dictionary);
                out.push_str(&rows);
            }
        }
        out.push('\n');
        out
    }

    fn field(&mut self, number: u32, dictionary: &mut Dictionary) -> String {
        let fact = dictionary.fact(self.number, number, self.seed);
        let mut out = format!("          - fact: {}\n", fact.id);
        let mut optional = false;
        if number > 2 && self.seed.chance(30) {
            // Only what is always asked decides what is shown: no chains, no circles.
            let sure: Vec<Asked> = self
                .asked
                .iter()
                .filter(|asked| !asked.optional)
                .cloned()
                .collect();
            if !sure.is_empty() {
                let when = comparison(self.seed.of(&sure), self.seed);
                let _ = writeln!(out, "            visible: {}", quoted(&when));
                optional = true;
            }
        }
        if !optional && self.seed.chance(10) {
            out.push_str("            required: false\n");
            optional = true;
        }
        if self.seed.chance(25)
            && let Some(check) = check(&fact, self.seed)
        {
            let _ = write!(
                out,
                "            checks:\n              - id: check-{number}\n                rule: {}\n                message: {}\n",
                quoted(&check),
                text(&format!("请核对{}", fact.name), "Please compare this")
            );
        }
        self.asked.push(Asked { fact, optional });
        out
    }

    fn rows(&mut self, number: u32, dictionary: &mut Dictionary) -> String {
        let amount = dictionary.fact_of(Kind::Amount, self.number, number + 1, self.seed);
        let mut columns = vec![amount.clone()];
        for more in 2..=self.seed.from(3, 5) {
            columns.push(dictionary.fact(self.number, number + more, self.seed));
        }
        let group = dictionary.group(self.number, &columns, 500, self.seed);
        let mut out = format!(
            "          - fact: {}\n            required: false\n            columns:\n",
            group.id
        );
        for column in &columns {
            let _ = writeln!(out, "              - fact: {}", column.id);
        }
        self.group = Some((group, amount));
        out
    }

    /// A sum of amounts with a rate, where there are two.
    fn computed(&mut self, dictionary: &mut Dictionary) {
        let amounts: Vec<&Asked> = self
            .asked
            .iter()
            .filter(|one| one.fact.kind == Kind::Amount && !one.optional)
            .take(3)
            .collect();
        let [first, rest @ ..] = amounts.as_slice() else {
            return;
        };
        let mut rule = format!("{} * 0.{:02}", first.fact.name, self.seed.from(1, 99));
        for one in rest {
            let _ = write!(rule, " + {}", one.fact.name);
        }
        let fact = dictionary.computed(self.number, &rule, self.seed);
        self.sum = Some((fact, rule));
    }

    fn conditions(&mut self) -> String {
        let mut out = String::from("conditions:\n");
        for number in 1..=self.seed.from(2, 4) {
            let when = rule(&self.asked, self.seed);
            out.push_str(&condition(
                &format!("condition-{number}"),
                &when,
                &text("不符合条件", "Not met"),
                self.seed,
            ));
        }
        if let Some((sum, _)) = &self.sum {
            let limit = self.seed.from(100, 2000) * 1000;
            let unmet = text(
                &format!("合计{{{}}}元，超过{limit}元", sum.name),
                &format!("{{{}}} yuan in all, more than {limit}", sum.name),
            );
            out.push_str(&condition(
                "sum",
                &format!("{} <= {limit}", sum.name),
                &unmet,
                self.seed,
            ));
        }
        if let Some((group, amount)) = &self.group {
            let (group, amount) = (&group.name, &amount.name);
            let when = format!(
                "count({group}) = 0 or sum({group}.{amount}) < {}",
                self.seed.from(5, 900) * 1000
            );
            out.push_str(&condition(
                "rows",
                &when,
                &text("明细合计过高", "The rows add up to too much"),
                self.seed,
            ));
        }
        let months = self
            .asked
            .iter()
            .find(|one| one.fact.kind == Kind::Months && !one.optional);
        if let (Some(ladder), Some(months)) = (&self.ladder, months) {
            let name = &months.fact.name;
            let unmet = text(
                &format!("按规定可以{{{ladder}({name})}}个月"),
                &format!("{{{ladder}({name})}} months by the rules"),
            );
            out.push_str(&condition(
                "ladder",
                &format!("{ladder}({name}) <= {}", self.seed.from(5, 30)),
                &unmet,
                self.seed,
            ));
        }
        out.push('\n');
        out
    }

    fn materials(&mut self) -> String {
        let mut out = String::from(
            "materials:\n  - material: identity-document\n    ways:\n      - {kind: shared, automatic: true, when: '证件类型 = \"居民身份证\"'}\n      - {kind: provided}\n",
        );
        for material in MATERIALS.iter().take(self.seed.from(1, 3) as usize) {
            let when = rule(&self.asked, self.seed);
            let _ = write!(
                out,
                "  - material: {material}\n    when: {}\n    ways:\n      - {{kind: provided}}\n      - {{kind: deferred, due-working-days: {}}}\n",
                quoted(&when),
                self.seed.from(5, 20)
            );
        }
        out.push('\n');
        out
    }

    fn risks(&mut self) -> String {
        let mut out = String::from("risks:\n");
        for number in 1..=self.seed.from(1, 3) {
            let when = rule(&self.asked, self.seed);
            let _ = write!(
                out,
                "  - id: risk-{number}\n    risk: {}\n    when: {}\n    level: {}\n    message: {}\n",
                self.seed.of(RISKS),
                quoted(&when),
                self.seed
                    .of(&["warn", "review-1", "review-1", "review-2", "block"]),
                text(
                    "填写的情况需要核对，由经办人员确认。",
                    "What was entered has to be looked at by an officer."
                )
            );
        }
        out.push('\n');
        out
    }

    fn tail(&mut self) -> String {
        let when = rule(&self.asked, self.seed);
        format!(
            "routes:\n  - id: city\n    when: {}\n    target: city\n    post: handle\n    reason: {}\n  - id: insured-place\n    target: insured-place\n    post: handle\n    reason: {}\n\ndeadlines:\n  - id: standard\n    promised: {{amount: {}, kind: working-days, basis: [GENERATED]}}\n\nmilestones:\n  - {{id: received, name: {}}}\n  - {{id: done, name: {}}}\noutputs:\n  - {{id: notice, name: {}}}\n",
            quoted(&when),
            text("由市级经办机构办理", "Handled by the city"),
            text("由参保地经办机构办理", "Handled at the insured place"),
            self.seed.from(1, 30),
            text("已收件", "Received"),
            text("办结", "Done"),
            text("办理结果", "Result"),
        )
    }
}

fn condition(id: &str, when: &str, unmet: &str, seed: &mut Seed) -> String {
    let (what, remedy) = (seed.of(WHAT), seed.of(SENTENCES));
    format!(
        "  - id: {id}\n    name: {}\n    rule: {}\n    unmet: {unmet}\n    remedy: {}\n    basis: [GENERATED]\n",
        text(
            &format!("{}符合规定", what.0),
            &format!("{} as the rules ask", what.1)
        ),
        quoted(when),
        text(remedy.0, remedy.1),
    )
}

/// A check of a value, where its kind has one.
fn check(fact: &Fact, seed: &mut Seed) -> Option<String> {
    let name = &fact.name;
    Some(match fact.kind {
        Kind::Amount => format!("{name} <= {}", seed.from(10, 900) * 1000),
        Kind::Months => format!("{name} <= {}", seed.from(100, 500)),
        Kind::Date => format!("{name} <= 申请日期"),
        Kind::Text => format!("string length({name}) >= 2"),
        Kind::Question | Kind::Choice(_) => return None,
    })
}
