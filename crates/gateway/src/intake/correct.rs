//! Step two: what the gateway knows itself takes the place of what the packet says.
//!
//! Register facts are asked again, facts of a card count only where a clerk or an enrolled device attests them, the
//! application date must lie within the channel's allowance. Nothing here refuses: it corrects and records.

use super::receipt::Recorded;
use crate::error::{ApiError, ApiResult};
use crate::ports::{ActorKind, Answer, Attribution, Difference, ItemPolicy};
use crate::state::Inner;
use crate::store::{self, SessionRow};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use tongban_engine::api::{Origin, Packet, PacketFact, SortedMap};

/// What is decided again, and what was found on the way.
#[derive(Debug)]
pub struct Corrected {
    pub facts: SortedMap<String, PacketFact>,
    pub as_of: String,
    pub recorded: Vec<Recorded>,
}

/// The register whose facts only this service knows.
const CASE: &str = "case";

/// Answers of the register `case`, from the session.
pub fn case_answers(case: &Map<String, Value>, field: &str) -> Answer {
    case.get(field)
        .map_or(Answer::Unreachable, |value| Answer::Value(value.clone()))
}

/// Asks every register field of the item about the session's subject; by fact.
pub async fn ask(
    state: &Inner,
    session: &SessionRow,
    item: &ItemPolicy,
) -> ApiResult<BTreeMap<String, Answer>> {
    let Some(subject) = session.subject() else {
        return Ok(BTreeMap::new());
    };
    let asked = item
        .sources
        .iter()
        .filter(|s| !s.in_row)
        .filter_map(|s| s.register.as_ref().map(|r| (&s.fact, r)));
    let (case, outside): (Vec<_>, Vec<_>) = asked.partition(|(_, r)| r.register == CASE);
    let fields: Vec<(String, String)> = outside
        .iter()
        .map(|(_, r)| (r.register.clone(), r.field.clone()))
        .collect();
    let answers = state
        .parts
        .registers
        .ask(subject, &fields)
        .await
        .map_err(|e| ApiError::internal("registers", &e))?;
    let mut all: BTreeMap<String, Answer> = outside
        .into_iter()
        .map(|(fact, _)| fact.clone())
        .zip(answers)
        .collect();
    all.extend(
        case.into_iter()
            .map(|(fact, r)| (fact.clone(), case_answers(session.case(), &r.field))),
    );
    Ok(all)
}

fn recorded(code: &str, what: &str, packet: Value, ours: Value, review: bool) -> Recorded {
    Recorded {
        code: code.to_owned(),
        difference: Difference {
            what: what.to_owned(),
            packet,
            ours,
        },
        message: String::new(),
        review,
    }
}

fn known(value: Value, origin: Origin, from: Option<&PacketFact>) -> PacketFact {
    PacketFact {
        value,
        raw: None,
        origin,
        unknown: None,
        disputed: from.and_then(|f| f.disputed.clone()),
    }
}

fn unknown(reason: &str) -> PacketFact {
    PacketFact {
        value: Value::Null,
        raw: None,
        origin: Origin::Register,
        unknown: Some(reason.to_owned()),
        disputed: None,
    }
}

/// What nobody attests counts as typed.
fn not_attested(source: &Attribution, fact: &mut PacketFact, said: Value) -> Option<Recorded> {
    fact.origin = Origin::Asked;
    let what = format!("facts.{}.origin", source.fact);
    Some(recorded("fact.card", &what, said, Value::Null, true))
}

/// Corrects one fact in place.
struct Correcting<'a> {
    answers: &'a BTreeMap<String, Answer>,
    /// Values of the card by fact, when somebody attests it.
    card: &'a BTreeMap<String, Value>,
    /// Answers that this service gave in this session and still stands for.
    kept: &'a BTreeMap<String, Value>,
    offline: bool,
}

impl Correcting<'_> {
    fn card(&self, source: &Attribution, fact: &mut PacketFact) -> Option<Recorded> {
        if fact.origin != Origin::Card || fact.unknown.is_some() {
            return None;
        }
        let said = fact.value.clone();
        let Some(read) = self.card.get(&source.fact) else {
            return not_attested(source, fact, said);
        };
        // Also when it is the same: the text as typed could say something else.
        *fact = known(read.clone(), Origin::Card, Some(fact));
        (*read != said).then(|| {
            let what = format!("facts.{}", source.fact);
            recorded("fact.card", &what, said, read.clone(), true)
        })
    }

    fn register(
        &self,
        source: &Attribution,
        fact: Option<&PacketFact>,
    ) -> (Option<PacketFact>, Option<Recorded>) {
        let what = format!("facts.{}", source.fact);
        let answer = self.answers.get(&source.fact);
        // Nobody but the register can know it, whatever a packet calls its origin.
        let registers = |f: &PacketFact| f.origin == Origin::Register || !source.asked;
        match (answer, fact) {
            (None, _) => (None, None),
            // What a clerk or device saw on the card is not overruled by an older record.
            (Some(_), Some(f)) if f.origin == Origin::Card => (None, None),
            (Some(Answer::Value(value)), None) => {
                (Some(known(value.clone(), Origin::Register, None)), None)
            }
            (Some(Answer::Value(value)), Some(f)) => {
                let ours = known(value.clone(), Origin::Register, Some(f));
                let found = if f.unknown.is_some() {
                    // Only a channel that may be offline is believed that it could not ask.
                    let case = source.register.as_ref().is_some_and(|r| r.register == CASE);
                    Some(recorded(
                        "fact.answered",
                        &what,
                        Value::Null,
                        value.clone(),
                        !self.offline && !case,
                    ))
                } else if f.value == *value {
                    None
                } else {
                    Some(recorded(
                        "fact.register",
                        &what,
                        f.value.clone(),
                        value.clone(),
                        true,
                    ))
                };
                (Some(ours), found)
            }
            (Some(Answer::NoData), Some(f)) if registers(f) && f.unknown.is_none() => (
                Some(unknown("no-data")),
                Some(recorded(
                    "fact.register",
                    &what,
                    f.value.clone(),
                    Value::Null,
                    true,
                )),
            ),
            (Some(Answer::Unreachable), Some(f)) if f.unknown.is_none() => {
                if f.origin == Origin::Register && self.kept.get(&source.fact) == Some(&f.value) {
                    return (
                        Some(known(f.value.clone(), Origin::Register, Some(f))),
                        None,
                    );
                }
                let replaced = registers(f).then(|| unknown("unreachable"));
                (
                    replaced,
                    Some(recorded(
                        "fact.unverified",
                        &what,
                        f.value.clone(),
                        Value::Null,
                        true,
                    )),
                )
            }
            // Only a register could have answered; one that the person may answer too was left empty.
            (Some(answer @ (Answer::NoData | Answer::Unreachable)), None) if !source.asked => {
                (answer.unknown().map(unknown), None)
            }
            (Some(Answer::NoData | Answer::Unreachable), _) => (None, None),
        }
    }
}

/// Days since an arbitrary day, for differences of dates.
fn day_number(date: &str) -> Option<i32> {
    let format = time::macros::format_description!("[year]-[month]-[day]");
    time::Date::parse(date, format)
        .ok()
        .map(time::Date::to_julian_day)
}

/// The application date that counts.
fn date(as_of: &str, today: &str, backdate_days: u32) -> (String, Option<Recorded>) {
    let inside = match (day_number(as_of), day_number(today)) {
        (Some(said), Some(now)) => {
            let back = now.saturating_sub(said);
            back >= 0 && u32::try_from(back).is_ok_and(|back| back <= backdate_days)
        }
        _ => false,
    };
    if inside {
        return (as_of.to_owned(), None);
    }
    (
        today.to_owned(),
        Some(recorded(
            "date.outside",
            "asOf",
            Value::from(as_of),
            Value::from(today),
            true,
        )),
    )
}

/// Puts what the gateway knows in the place of what the packet says.
pub async fn correct(
    state: &Inner,
    session: &SessionRow,
    item: &ItemPolicy,
    packet: &Packet,
    as_of: &str,
    today: &str,
    answers: &BTreeMap<String, Answer>,
) -> ApiResult<Corrected> {
    let channel = state.parts.module.channel(&session.actor.channel);
    let mut kept = BTreeMap::new();
    if let Some(subject) = session.subject() {
        for (fact, answer) in answers {
            if *answer == Answer::Unreachable
                && let Some(value) = store::kept_answer(
                    &state.parts.pool,
                    &session.id,
                    &subject.id,
                    fact,
                    state.now(),
                )
                .await?
            {
                kept.insert(fact.clone(), value);
            }
        }
    }
    let module = &state.parts.module;
    let normal = |values| module.normalise(&item.id, today, values);
    let kept = normal(kept);
    let card = normal(card_values(session, item));
    let answers = &normal_answers(answers, normal);
    let correcting = Correcting {
        answers,
        card: &card,
        kept: &kept,
        offline: channel.as_ref().is_some_and(|c| c.offline),
    };
    let mut facts = packet.facts.clone();
    let mut found = Vec::new();
    let (as_of, outside) = date(as_of, today, channel.map_or(0, |c| c.backdate_days));
    found.extend(outside);
    for source in &item.sources {
        if source.in_row {
            found.extend(rows_of_registers(source, &mut facts));
            continue;
        }
        if let Some(fact) = facts.get_mut(&source.fact) {
            found.extend(correcting.card(source, fact));
        }
        let (replaced, difference) = correcting.register(source, facts.get(&source.fact));
        if let Some(replaced) = replaced {
            facts.insert(source.fact.clone(), replaced);
        }
        found.extend(difference);
    }
    let shareable = shared_materials(item, packet, answers);
    found.extend(shareable);
    Ok(Corrected {
        facts,
        as_of,
        recorded: found,
    })
}

/// What the client's card says, by fact; nothing where nobody attests a card.
fn card_values(session: &SessionRow, item: &ItemPolicy) -> BTreeMap<String, Value> {
    let Some(card) = session.card.as_ref() else {
        return BTreeMap::new();
    };
    if session.actor.kind == ActorKind::Person {
        return BTreeMap::new();
    }
    let read = |source: &Attribution| {
        let value = card.fields.get(source.card.as_ref()?)?;
        Some((source.fact.clone(), value.clone()))
    };
    item.sources.iter().filter_map(read).collect()
}

/// Answers in the form that rules see: `2860.00` and `2860` are one number.
fn normal_answers(
    answers: &BTreeMap<String, Answer>,
    normal: impl Fn(BTreeMap<String, Value>) -> BTreeMap<String, Value>,
) -> BTreeMap<String, Answer> {
    let value = |(fact, answer): (&String, &Answer)| match answer {
        Answer::Value(value) => Some((fact.clone(), value.clone())),
        Answer::NoData | Answer::Unreachable => None,
    };
    let mut all = answers.clone();
    let values = normal(answers.iter().filter_map(value).collect());
    all.extend(
        values
            .into_iter()
            .map(|(fact, value)| (fact, Answer::Value(value))),
    );
    all
}

/// Rows are about others than the subject: no register was asked about them, whatever a packet says.
fn rows_of_registers(
    source: &Attribution,
    facts: &mut SortedMap<String, PacketFact>,
) -> Vec<Recorded> {
    let end = format!("].{}", source.fact);
    let mut found = Vec::new();
    for (path, fact) in facts.iter_mut().filter(|(path, _)| path.ends_with(&end)) {
        if fact.origin != Origin::Asked && fact.unknown.is_none() {
            found.push(recorded(
                "fact.unverified",
                &format!("facts.{path}"),
                fact.value.clone(),
                Value::Null,
                true,
            ));
            *fact = unknown("unreachable");
        }
    }
    found
}

/// A material that is said to be checked against shared data needs an answer about who the subject is.
fn shared_materials(
    item: &ItemPolicy,
    packet: &Packet,
    answers: &BTreeMap<String, Answer>,
) -> Vec<Recorded> {
    let identified = item.sources.iter().filter(|s| {
        s.register
            .as_ref()
            .is_some_and(|r| r.register == "person" || r.register == "unit")
    });
    let answered = identified
        .filter_map(|s| answers.get(&s.fact))
        .any(|a| matches!(a, Answer::Value(_)));
    let shared = packet.materials.iter().filter(|(_, m)| m.how == "shared");
    shared
        .filter(|(id, _)| !answered || !item.shareable.contains(id))
        .map(|(id, m)| {
            recorded(
                "material.unverified",
                &format!("materials.{id}"),
                Value::from(m.how.as_str()),
                Value::Null,
                true,
            )
        })
        .collect()
}
