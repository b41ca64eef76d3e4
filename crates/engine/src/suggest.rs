//! 可办事项主动感知: over all items, what is due for a person, what is possible, and what is excluded and why.
//!
//! Each item is opened with the facts that it knows of, on the day asked about; where its first day lies ahead, its
//! conditions are judged on that day. A suggestion decides nothing: no packet, no digest.

use crate::EngineError;
use crate::api::{
    Because, Diagnostic, ItemsQuery, OpenOptions, Origin, PacketFact, Standing, SuggestOptions,
    SuggestReason, Suggestion, WireFacts,
};
use crate::engine::Engine;
use crate::limits::MAX_FACTS;
use crate::plan::at;
use crate::session::{Session, Tri};
use crate::wire;
use core::cmp::Reverse;
use std::sync::Arc;
use tongban_image::{Level, SlotKind, Source};
use tongban_runtime::{Date, Fuel, SortedMap, Value, eval, sorted};

impl Engine {
    /// How every item stands for a person with these facts: due ones first, longest due first; then possible ones,
    /// fewest missing facts first; then excluded ones. Facts that an item does not know of are passed over there.
    ///
    /// # Errors
    /// `date.invalid`, `region.invalid`, `lang.unknown`, `path.unknown` for a fact that no dictionary entry has,
    /// `wire.*` for a value of another type, `facts.too-many`.
    pub fn suggest(
        self: &Arc<Self>,
        facts: &WireFacts,
        options: &SuggestOptions,
    ) -> Result<Vec<Suggestion>, EngineError> {
        let lang = options.lang.clone();
        self.known_to_dictionary(facts)?;
        let query = ItemsQuery {
            audience: options.audience.clone(),
            channel: options.channel.clone(),
            ..ItemsQuery::default()
        };
        let language = self.language(lang.as_deref())?;
        let mut found = Vec::new();
        for item in self.items(&query, &language.locale)? {
            let opening = OpenOptions {
                item: item.id.clone(),
                as_of: options.as_of.clone(),
                region: options.region.clone(),
                lang: lang.clone(),
                ..OpenOptions::default()
            };
            let mut session = self.open(opening.clone())?;
            session.know(facts)?;
            let first = session.first_day();
            let later = first.filter(|first| *first > session.as_of);
            let today = session.as_of;
            if let Some(first) = later {
                session = self.open(OpenOptions {
                    as_of: first.to_string(),
                    ..opening
                })?;
                session.know(facts)?;
            }
            found.push(session.suggestion(item, first, today));
        }
        sorted::sort(&mut found, |a, b| order(a).cmp(&order(b)));
        Ok(found)
    }

    /// Refuses facts that the dictionary does not have, and values of another type, whatever items read them.
    fn known_to_dictionary(&self, facts: &WireFacts) -> Result<(), EngineError> {
        if facts.len() > MAX_FACTS {
            return Err(Diagnostic::error(
                "facts.too-many",
                format!("at most {MAX_FACTS} facts are read"),
            ));
        }
        for (path, value) in facts {
            let base = path.split(['[', '.']).next().unwrap_or_default();
            let fact = self.image().facts.iter().find(|fact| fact.id == base);
            let Some(fact) = fact else {
                let shown: String = path
                    .chars()
                    .filter(char::is_ascii_graphic)
                    .take(80)
                    .collect();
                return Err(Diagnostic::error(
                    "path.unknown",
                    format!("`{shown}` is no fact of the dictionary"),
                )
                .with_help("use a fact's id, such as `birthDate`")
                .about(shown));
            };
            if base.len() == path.len() && wire::unknown(value).is_none() && !value.is_array() {
                wire::read(&fact.kind, &self.image().catalog.regions, value.into())
                    .map_err(|error| error.about(path.clone()))?;
            }
        }
        Ok(())
    }
}

/// Due first, longest due first; then what lacks least; then by code.
fn order(one: &Suggestion) -> (Standing, Option<&str>, usize, Reverse<bool>, &str) {
    let since = match one.standing {
        Standing::Due => one.since.as_deref(),
        _ => None,
    };
    let time = one.reasons.iter().all(|reason| reason.code == "time");
    (
        one.standing,
        since,
        one.missing.len(),
        Reverse(time),
        &one.item.code,
    )
}

impl Session {
    /// Takes those facts that the item has a place for.
    fn know(&mut self, facts: &WireFacts) -> Result<(), EngineError> {
        let mut own = SortedMap::new();
        for (path, value) in facts {
            let base = path.split(['[', '.']).next().unwrap_or_default();
            let Some(slot) = self.plan.name_in(None, base) else {
                continue;
            };
            let Some(slot) = self.plan.slot(slot) else {
                continue;
            };
            if !matches!(slot.kind, SlotKind::Input | SlotKind::Rows) {
                continue;
            }
            let asked = at(&self.engine.image().facts, slot.fact)
                .is_some_and(|fact| fact.sources.contains(&Source::Asked));
            let origin = if asked {
                Origin::Asked
            } else {
                Origin::Register
            };
            own.insert(
                path.clone(),
                PacketFact {
                    value: value.clone(),
                    raw: None,
                    origin,
                    unknown: None,
                    disputed: None,
                },
            );
        }
        self.restore_packet(&own, &[])
    }

    /// The first day on which the item may be applied for, where it is known.
    fn first_day(&self) -> Option<Date> {
        match self.beside(self.plan.item.suggest.as_ref()?.from) {
            Value::Date(date) => Some(date),
            _ => None,
        }
    }

    /// The value of a program that no node runs.
    fn beside(&self, program: u32) -> Value {
        self.plan.program(program).map_or(Value::Absent, |program| {
            eval(program, &self.scope(), &mut Fuel::default())
        })
    }

    fn suggestion(
        &self,
        item: crate::api::ItemSummary,
        from: Option<Date>,
        today: Date,
    ) -> Suggestion {
        let suggest = self.plan.item.suggest.as_ref();
        let since = suggest.zip(from).and_then(|(suggest, from)| {
            let months = i64::from(suggest.ahead_months);
            from.add_months(months.checked_neg()?).ok()
        });
        let mut reasons = Vec::new();
        let mut missing = Vec::new();
        if let Some(since) = since.filter(|since| today < *since) {
            reasons.push(SuggestReason {
                code: "time".to_owned(),
                text: self.say("suggest.not-yet", &[self.date(since)]),
                remedy: None,
                basis: Vec::new(),
            });
        }
        if let Some(suggest) = suggest {
            if let Value::Unknown(causes) = self.beside(suggest.from) {
                missing.extend(self.because(&causes));
            }
            for one in &suggest.unless {
                match Tri::of(Some(&self.beside(one.program))) {
                    Tri::Yes => reasons.push(SuggestReason {
                        code: format!("unless:{}", one.id),
                        text: self.message(&one.text, &self.scope()),
                        remedy: None,
                        basis: Vec::new(),
                    }),
                    other => missing.extend(self.because_of(&other)),
                }
            }
        }
        for view in &self.views.conditions {
            match view.state.as_str() {
                "not-met" => reasons.push(SuggestReason {
                    code: format!("condition:{}", view.id),
                    text: view.message.clone().unwrap_or_else(|| view.name.clone()),
                    remedy: view.remedy.clone(),
                    basis: view.basis.clone(),
                }),
                _ => missing.extend(view.because.iter().cloned()),
            }
        }
        for (view, risk) in self.views.risks.iter().zip(&self.plan.item.risks) {
            if view.state == "fired" && risk.level == Level::Block {
                reasons.push(SuggestReason {
                    code: format!("risk:{}", view.id),
                    text: view.message.clone().unwrap_or_else(|| view.name.clone()),
                    remedy: None,
                    basis: view.basis.clone(),
                });
            }
        }
        let standing = match (reasons.is_empty(), since) {
            (false, _) => Standing::Excluded,
            (true, Some(since)) if since <= today => Standing::Due,
            (true, _) => Standing::Possible,
        };
        let text = suggest.filter(|_| standing == Standing::Due);
        Suggestion {
            item,
            standing,
            since: since.map(|date| date.to_string()),
            from: from.map(|date| date.to_string()),
            text: text.map(|suggest| self.message(&suggest.text, &self.scope())),
            missing: if standing == Standing::Excluded {
                Vec::new()
            } else {
                self.in_order_asked(missing)
            },
            reasons,
        }
    }

    /// Each cause once: those that can be asked now first, best first.
    fn in_order_asked(&self, mut causes: Vec<Because>) -> Vec<Because> {
        let next: SortedMap<String, usize> = self
            .next()
            .into_iter()
            .enumerate()
            .map(|(rank, next)| (next.path, rank))
            .collect();
        let rank = |cause: &Because| next.get(&cause.what).copied().unwrap_or(usize::MAX);
        sorted::sort(&mut causes, |a, b| {
            rank(a).cmp(&rank(b)).then_with(|| a.cmp(b))
        });
        causes.dedup();
        causes
    }
}
