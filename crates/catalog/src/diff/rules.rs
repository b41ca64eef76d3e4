//! One rule in two releases.

use super::sign::{Reach, Signatures};
use super::variables::{Variables, shown, wire};
use super::world::{Function, Rule, View};
use super::{Effect, Options, Outcome, Release, RuleChange};
use tongban_dmn::region::{Compared, Domain, Kind, Question, Side, Versions};
use tongban_image::Item;
use tongban_runtime::{Program, Value};

/// What a rule newly does where it is newly true, and where it is no longer true.
pub(super) type Words = (&'static str, &'static str);

/// An item in both releases.
pub(super) struct Pair<'a> {
    pub releases: (Release<'a>, Release<'a>),
    pub items: (Option<&'a Item>, Option<&'a Item>),
    pub views: (&'a View<'a>, &'a View<'a>),
    pub variables: &'a Variables,
    pub samples: &'a [Vec<Value>],
    pub signatures: &'a Signatures,
    pub options: Options<'a>,
}

impl Pair<'_> {
    /// What became of a rule; `otherwise` is what is so where there is none, and `texts` are what was written.
    pub(super) fn rule(
        &self,
        (old, new): (Option<u32>, Option<u32>),
        otherwise: (bool, bool),
        words: Words,
        texts: (Option<String>, Option<String>),
    ) -> Option<RuleChange> {
        let (old, new) = (self.views.0.program(old), self.views.1.program(new));
        if old.is_none() && new.is_none() && otherwise.0 == otherwise.1 {
            return None;
        }
        let same = |reach| self.sign(old, new, reach);
        if same(Reach::Whole) && otherwise.0 == otherwise.1 {
            return None;
        }
        let sides = (
            Rule {
                view: self.views.0,
                program: old,
                otherwise: Value::Bool(otherwise.0),
            },
            Rule {
                view: self.views.1,
                program: new,
                otherwise: Value::Bool(otherwise.1),
            },
        );
        let versions = self.versions((&sides.0, &sides.1));
        let mut found = Found::default();
        for (question, effect) in [
            (Question::NoLongerTrue, words.1),
            (Question::NowTrue, words.0),
        ] {
            let answer = versions.ask(question);
            found.take(answer, |witness, proved| Effect {
                effect,
                proved,
                facts: self.variables.example(&witness, self.options.lang),
                old: None,
                new: None,
            });
        }
        found.change(same(Reach::Written), texts)
    }

    /// What became of a fact that is worked out.
    pub(super) fn value(
        &self,
        (old, new): (&Program, &Program),
        domain: &Domain,
        texts: (Option<String>, Option<String>),
    ) -> Option<RuleChange> {
        if self.sign(Some(old), Some(new), Reach::Whole) {
            return None;
        }
        let side = |view, program| Rule {
            view,
            program: Some(program),
            otherwise: Value::Absent,
        };
        let sides = (side(self.views.0, old), side(self.views.1, new));
        let versions = self.versions((&sides.0, &sides.1));
        let lang = self.options.lang;
        let mut found = Found::default();
        found.take(versions.ask(Question::Differ), |witness, proved| {
            let (was, is) = versions.answers(&witness);
            Effect {
                effect: "gives-other",
                proved,
                facts: self.variables.example(&witness, lang),
                old: shown(domain, &was, lang),
                new: shown(domain, &is, lang),
            }
        });
        found.change(self.sign(Some(old), Some(new), Reach::Written), texts)
    }

    fn versions<'s>(&'s self, sides: (&'s dyn Side, &'s dyn Side)) -> Versions<'s> {
        Versions::new(sides, &self.variables.domains, self.samples)
    }

    fn sign(&self, old: Option<&Program>, new: Option<&Program>, reach: Reach) -> bool {
        let sign = |program: Option<&Program>, release: Release<'_>, item| {
            program.map(|program| self.signatures.of(release.built, item, program, reach))
        };
        sign(old, self.releases.0, self.items.0) == sign(new, self.releases.1, self.items.1)
    }
}

/// A function in two releases.
pub(super) fn function(
    releases: (Release<'_>, Release<'_>),
    programs: (&Program, &Program),
    (names, domains): (&[String], &[Domain]),
    options: Options<'_>,
    signatures: &Signatures,
) -> Option<RuleChange> {
    let same = |reach| {
        signatures.of(releases.0.built, None, programs.0, reach)
            == signatures.of(releases.1.built, None, programs.1, reach)
    };
    if same(Reach::Whole) {
        return None;
    }
    let none = Variables::default();
    let views = (
        View::new(releases.0, None, &none, options),
        View::new(releases.1, None, &none, options),
    );
    let arguments = domains.len();
    let side = |view, program| Function {
        view,
        program,
        arguments,
    };
    let sides = (side(&views.0, programs.0), side(&views.1, programs.1));
    let versions = Versions::new((&sides.0, &sides.1), domains, &[]);
    let mut found = Found::default();
    found.take(versions.ask(Question::Differ), |witness, proved| {
        let (was, is) = versions.answers(&witness);
        let given = witness.iter().map(|(number, value)| {
            let name = names.get(*number).cloned().unwrap_or_default();
            super::Given {
                fact: name.clone(),
                name,
                value: wire(value),
                shown: domains
                    .get(*number)
                    .and_then(|domain| shown(domain, value, options.lang)),
            }
        });
        let plain = Domain {
            kind: Kind::Other,
            optional: true,
        };
        Effect {
            effect: "gives-other",
            proved,
            facts: given.collect(),
            old: shown(&plain, &was, options.lang),
            new: shown(&plain, &is, options.lang),
        }
    });
    found.change(same(Reach::Written), (None, None))
}

/// Answers on their way into a change.
#[derive(Default)]
struct Found {
    effects: Vec<Effect>,
    tried: Option<usize>,
}

impl Found {
    fn take(&mut self, answer: Compared, effect: impl FnOnce(Vec<(usize, Value)>, bool) -> Effect) {
        match answer {
            Compared::Nowhere => {}
            Compared::At { witness, proved } => self.effects.push(effect(witness, proved)),
            Compared::NotFound(tries) => self.tried = Some(self.tried.unwrap_or(0).max(tries)),
        }
    }

    /// The change; none where the rule is as it was written and says the same.
    fn change(
        self,
        as_written: bool,
        (old, new): (Option<String>, Option<String>),
    ) -> Option<RuleChange> {
        if self.effects.is_empty() && as_written {
            return None;
        }
        let outcome = match (self.effects.is_empty(), self.tried) {
            (false, _) => Outcome::Differs,
            (true, None) => Outcome::Same,
            (true, Some(_)) => Outcome::NotFound,
        };
        let changed = old != new;
        Some(RuleChange {
            old: old.filter(|_| changed),
            new: new.filter(|_| changed),
            outcome,
            effects: self.effects,
            tried: self.tried,
        })
    }
}
