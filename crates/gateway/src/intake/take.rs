//! Taking a packet, step by step; the receipt only after everything is durable.

use super::bundle::take_bundle;
use super::correct::{ask, correct};
use super::files::check_files;
use super::kept::{Kept, NotKept, no_number};
use super::number::new_number;
use super::outcome::{changed_results, outcome};
use super::past::{self, Replayed, earlier_module};
use super::policy::{allowed_item, may_file};
use super::read::{Incoming, ReadPacket, read_any};
use super::receipt::{
    Correction, DeadlineOnReceipt, LimitOnReceipt, Receipt, Recorded, RouteOnReceipt,
};
use super::words::{fixed_labels, sentence};
use crate::diagnostic::Diagnostic;
use crate::error::{ApiError, ApiResult};
use crate::limits::{MAX_LEFT_OUT, MAX_NUMBERS_DRAWN};
use crate::ports::{
    Attribution, Difference, ItemPolicy, Redecide, Redecided, Replay, Subject, SubjectKind,
    civil_date, stamp,
};
use crate::state::{Inner, State};
use crate::store::{self, CaseRow, Milestone, NewCase, SessionRow};
use axum::http::StatusCode;
use serde_json::Value;
use sqlx::SqliteConnection;
use std::sync::Arc;
use tongban_engine::api::{DeadlineView, Effect, LimitView, Packet};
use tongban_replay::shown;

/// A packet that is in the house.
#[derive(Debug)]
pub struct Taken {
    /// What the applicant gets.
    pub receipt: Receipt,
    /// It had been taken before.
    pub again: bool,
}

/// Takes a packet for a session.
pub async fn take(
    state: &State,
    session: &SessionRow,
    bytes: Vec<u8>,
    lang: &str,
) -> ApiResult<Taken> {
    let subject = session.subject().cloned().ok_or_else(no_client)?;
    let read = match read_any(&bytes)? {
        Incoming::Item(read) => *read,
        Incoming::Bundle(read) => {
            drop(bytes);
            return take_bundle(state, session, &subject, *read, lang).await;
        }
    };
    drop(bytes);
    let item = allowed_item(state, &read.item)?;
    may_file(session, &item)?;
    own_subject(&read, &item, &subject)?;
    if let Some(case) = store::case_by_packet(&state.parts.pool, &read.packet.id).await? {
        return known_case(state, &case, &read.digest, &subject);
    }
    let (read, replay) = replay(state, read).await?;
    let given = read.packet.materials.iter();
    let files: Vec<_> = given.map(|(id, given)| (id, &given.files)).collect();
    check_files(state, &read.packet.id, &files, &subject).await?;
    let read = Arc::new(read);
    for _ in 0..MAX_NUMBERS_DRAWN {
        let now = state.now();
        let judged = judge(state, session, &item, &read, &replay, now, lang).await?;
        if let Some(taken) = keep(state, session, &subject, &item, &read, judged, now).await? {
            return Ok(taken);
        }
    }
    Err(no_number())
}

/// A packet decided again: what stands on its receipt, and the decision behind it.
#[derive(Debug)]
pub(super) struct Judged {
    pub receipt: Receipt,
    pub ours: Redecided,
}

/// Step two: what the registers say takes the place of what the packet says, and the rules in force decide.
pub(super) async fn judge(
    state: &State,
    session: &SessionRow,
    item: &ItemPolicy,
    read: &ReadPacket,
    replay: &Replay,
    now: i64,
    lang: &str,
) -> ApiResult<Judged> {
    let today = civil_date(now);
    let answers = ask(state, session, item).await?;
    let corrected = correct(
        state,
        session,
        item,
        &read.packet,
        &read.as_of,
        &today,
        &answers,
    )
    .await?;
    let request = Redecide {
        item: item.id.clone(),
        as_of: corrected.as_of.clone(),
        region: read.region.clone(),
        facts: corrected.facts,
        complete: read.packet.complete.clone(),
        materials: read.packet.materials.clone(),
        lang: lang.to_owned(),
    };
    let module = Arc::clone(&state.parts.module);
    let ours = decide(state, move || module.redecide(request))
        .await?
        .map_err(|found| ApiError::all(StatusCode::UNPROCESSABLE_ENTITY, found))?;
    let mut recorded = corrected.recorded;
    recorded.extend(signed_otherwise(replay));
    recorded.extend(made_earlier(state, read, &ours));
    recorded.extend(changed_results(&read.packet.decision, &ours.decision));
    let mut labels = ours.labels.clone();
    labels.extend(fixed_labels(lang).map(|(id, name)| (id.to_owned(), name.to_owned())));
    for one in &mut recorded {
        one.message = sentence(one, &labels, lang);
    }
    let disputed = read.packet.facts.values().any(|f| f.disputed.is_some());
    let outcome = outcome(
        &read.packet.decision,
        &ours,
        &recorded,
        item.instant,
        disputed,
    );

    let number = new_number(now)?;
    let progress_url = format!("{}/#/progress/{number}", state.public_origin());
    let name = state.parts.module.names(&item.id, lang).0;
    let receipt = Receipt {
        number,
        packet: read.packet.id.clone(),
        packet_digest: read.digest.clone(),
        decision_digest: replay.decision_digest.clone(),
        redecided_digest: ours.digest.clone(),
        module: state.parts.module.digest().to_owned(),
        item: item.id.clone(),
        item_code: item.code.clone(),
        item_name: name,
        as_of: corrected.as_of,
        received_at: stamp(now),
        channel: session.actor.channel.clone(),
        supersedes: read.packet.supersedes.clone(),
        verdict: ours.verdict.kind.clone(),
        state: outcome.state.to_owned(),
        route: RouteOnReceipt {
            target: ours.route.target.clone(),
            region: ours.route.region.clone(),
            post: outcome.post.clone(),
            reason: ours.route.reason.clone(),
        },
        deadline: deadline(&ours.deadline),
        differences: recorded,
        corrections: corrections(&ours),
        qr: progress_url.clone(),
        progress_url,
        secret: String::new(),
        bundle: None,
        members: None,
    };
    Ok(Judged { receipt, ours })
}

fn no_client() -> ApiError {
    ApiError::conflict("session.no-client", "this session acts for nobody yet")
        .help("read the client's card first: `POST /v1/sessions/current/client`")
}

/// A person files for themselves, a clerk for the client: the document number of the application is the subject's.
pub(super) fn own_subject(
    read: &ReadPacket,
    item: &ItemPolicy,
    subject: &Subject,
) -> ApiResult<()> {
    let (register, field) = match subject.kind {
        SubjectKind::Person => ("person", "documentNumber"),
        SubjectKind::Unit => ("unit", "creditCode"),
    };
    let named = |s: &&Attribution| {
        let from = s.register.as_ref();
        !s.in_row && from.is_some_and(|r| r.register == register && r.field == field)
    };
    let Some(source) = item.sources.iter().find(named) else {
        return Ok(());
    };
    // In the facts and in the decision: a packet whose parts disagree hides nothing.
    let entered = read.packet.facts.get(&source.fact);
    let said = entered.filter(|f| f.unknown.is_none()).map(|f| &f.value);
    let decided = read
        .packet
        .decision
        .pointer("/facts")
        .and_then(|f| f.get(&source.fact));
    let mine = |number: &str| number.trim().eq_ignore_ascii_case(&subject.document_number);
    let others = [said, decided]
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .any(|n| !mine(n));
    if others {
        let help = "apply for yourself, or go to a counter with the other's authorisation";
        let message = "the application is about somebody else than this session";
        return Err(ApiError::forbidden("packet.other-subject", message).help(help));
    }
    Ok(())
}

/// The packet's id is known: the same packet gets the same receipt, any other is a conflict.
pub(super) fn known_case(
    state: &Inner,
    case: &CaseRow,
    digest: &str,
    subject: &Subject,
) -> ApiResult<Taken> {
    if case.packet_digest != digest || case.subject != subject.id {
        let help =
            "an application that was changed gets a new id, and names this one in `supersedes`";
        return Err(ApiError::conflict(
            "packet.conflict",
            "another packet with this id was taken before",
        )
        .help(help));
    }
    Ok(Taken {
        receipt: with_secret(state, &case.receipt)?,
        again: true,
    })
}

/// The stored receipt with what is derived and never stored.
pub(super) fn with_secret(state: &Inner, stored: &str) -> ApiResult<Receipt> {
    let mut receipt = parse(stored)?;
    receipt.secret = state.parts.key.code("progress", receipt.number.as_bytes());
    Ok(receipt)
}

fn parse(stored: &str) -> ApiResult<Receipt> {
    serde_json::from_str(stored).map_err(|e| ApiError::internal("receipt", &e))
}

/// Runs a decision on a thread of its own, a bounded number at a time.
pub async fn decide<T: Send + 'static>(
    state: &Inner,
    work: impl FnOnce() -> T + Send + 'static,
) -> ApiResult<T> {
    let permit = Arc::clone(&state.deciding)
        .acquire_owned()
        .await
        .map_err(|e| ApiError::internal("deciding", &e))?;
    let done = tokio::task::spawn_blocking(move || {
        let result = work();
        drop(permit);
        result
    });
    done.await.map_err(|e| ApiError::internal("deciding", &e))
}

/// Step one: the packet's own facts, date and module give the packet's own decision, byte for byte.
pub(super) async fn replay(state: &State, read: ReadPacket) -> ApiResult<(ReadPacket, Replay)> {
    let shared = Arc::clone(state);
    let (read, replayed) = decide(state, move || {
        let replayed = past::replay(&shared, &read);
        (read, replayed)
    })
    .await?;
    Ok((read, same(replayed?)?))
}

/// What a replay found, when the decision is the same; else why the packet is refused.
pub(super) fn same(replayed: Replayed) -> ApiResult<Replay> {
    match replayed {
        Ok(replay) if replay.same => Ok(replay),
        Ok(replay) => {
            let mut finding = Diagnostic::error(
                "packet.replay-differs",
                "the packet's decision is not what its own facts give",
            )
            .help("load the current module, open the draft again and send the new packet");
            finding.related = replay
                .differences
                .iter()
                .map(|d| {
                    Diagnostic::error(
                        "packet.difference",
                        format!(
                            "the packet says {}, its facts give {}",
                            shown(&d.what, &d.packet),
                            shown(&d.what, &d.ours)
                        ),
                    )
                    .at(d.what.clone())
                })
                .collect();
            Err(ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, finding))
        }
        Err(found) => {
            let other_module = found.iter().any(|d| d.code == "replay.module");
            let status = if other_module {
                StatusCode::CONFLICT
            } else {
                StatusCode::UNPROCESSABLE_ENTITY
            };
            Err(ApiError::all(status, found))
        }
    }
}

/// Texts that were signed but are not the module's wording for these answers: the officer sees both.
fn signed_otherwise(replay: &Replay) -> impl Iterator<Item = Recorded> {
    replay.differences.iter().filter_map(|found| {
        let material = found.what.strip_prefix("given.")?.strip_suffix(".signed")?;
        Some(Recorded {
            code: "material.signed".to_owned(),
            difference: Difference {
                what: format!("materials.{material}"),
                packet: found.packet.clone(),
                ours: found.ours.clone(),
            },
            message: String::new(),
            review: true,
        })
    })
}

/// A packet of an earlier module: which one, and which answers the rules in force do not take any more.
fn made_earlier(state: &Inner, read: &ReadPacket, ours: &Redecided) -> Vec<Recorded> {
    let Some(made_with) = earlier_module(state, read) else {
        return Vec::new();
    };
    let recorded = |code: &str, what: String, packet: Value, ours: Value, review: bool| Recorded {
        code: code.to_owned(),
        difference: Difference { what, packet, ours },
        message: String::new(),
        review,
    };
    let module = recorded(
        "module.earlier",
        "module".to_owned(),
        made_with.into(),
        state.parts.module.digest().into(),
        false,
    );
    let left_out = left_out(&ours.left_out, &read.packet);
    std::iter::once(module).chain(left_out).collect()
}

/// Answers, of rows too, and materials that are not taken over: each with what the packet says, and how many are not listed.
fn left_out(paths: &[String], packet: &Packet) -> Vec<Recorded> {
    let recorded = |code: &str, what: String, said: Option<Value>| Recorded {
        code: code.to_owned(),
        difference: Difference {
            what,
            packet: said.unwrap_or_default(),
            ours: Value::Null,
        },
        message: String::new(),
        review: true,
    };
    let listed = paths.iter().take(MAX_LEFT_OUT).map(|path| {
        if let Some(material) = path.strip_prefix("material:") {
            let given = packet.materials.get(material);
            let how = given.map(|given| given.how.clone().into());
            recorded("material.left-out", format!("materials.{material}"), how)
        } else {
            let fact = packet.facts.get(path).map(|fact| fact.value.clone());
            recorded("fact.left-out", format!("facts.{path}"), fact)
        }
    });
    let more = paths.len().saturating_sub(MAX_LEFT_OUT);
    let more = (more > 0).then(|| {
        let count = more.to_string().into();
        recorded("left-out.more", "left-out".to_owned(), Some(count))
    });
    listed.chain(more).collect()
}

pub(super) fn deadline(ours: &DeadlineView) -> DeadlineOnReceipt {
    let promised = limit(ours.promised.as_ref());
    DeadlineOnReceipt {
        date: promised.as_ref().and_then(|l| l.date.clone()),
        text: promised.as_ref().map(|l| l.text.clone()),
        promised,
        statutory: limit(ours.statutory.as_ref()),
    }
}

fn limit(limit: Option<&LimitView>) -> Option<LimitOnReceipt> {
    limit.map(|l| LimitOnReceipt {
        amount: l.amount,
        kind: l.kind.clone(),
        date: l.date.clone(),
        text: l.text.clone(),
    })
}

fn corrections(ours: &Redecided) -> Vec<Correction> {
    let correction = |r: &tongban_engine::api::Reason| Correction {
        code: r.code.clone(),
        kind: r.kind.clone(),
        message: r.message.clone(),
        basis: r
            .basis
            .iter()
            .map(|b| serde_json::to_value(b).unwrap_or_default())
            .collect(),
    };
    ours.verdict.reasons.iter().map(correction).collect()
}

/// What becomes a case.
pub(super) fn new_case(
    session: &SessionRow,
    subject: &Subject,
    item: &ItemPolicy,
    read: &ReadPacket,
    judged: &Judged,
    now: i64,
) -> ApiResult<NewCase> {
    let receipt = &judged.receipt;
    let stored = serde_json::to_string(receipt).map_err(|e| ApiError::internal("receipt", &e))?;
    Ok(NewCase {
        number: receipt.number.clone(),
        packet: receipt.packet.clone(),
        packet_digest: receipt.packet_digest.clone(),
        decision_digest: receipt.decision_digest.clone(),
        module: receipt.module.clone(),
        supersedes: receipt.supersedes.clone(),
        item: item.id.clone(),
        subject: subject.id.clone(),
        actor: session.actor.id.clone(),
        channel: session.actor.channel.clone(),
        region: receipt
            .route
            .region
            .clone()
            .or_else(|| session.actor.region.clone()),
        state: receipt.state.clone(),
        post: receipt.route.post.clone(),
        verdict: receipt.verdict.clone(),
        milestones: milestones(item, receipt),
        receipt: stored,
        packet_body: read.canonical.clone(),
        redecided: judged.ours.decision.to_string(),
        received: now,
        bundle: None,
        afterwards: None,
    })
}

/// Writes a case with its history, and what it changes in registers when it is done at once.
pub(super) async fn put_case(
    tx: &mut SqliteConnection,
    case: &NewCase,
    effects: &[Effect],
) -> Result<(), NotKept> {
    let now = case.received;
    if !store::insert_case(tx, case).await? {
        return Err(NotKept::NumberInUse);
    }
    store::add_event(tx, &case.number, now, &case.actor, "received", None).await?;
    if case.state == "done" {
        for effect in effects {
            store::apply_effect(
                tx,
                &case.subject,
                &effect.register,
                &effect.field,
                &effect.value,
            )
            .await?;
        }
        store::add_event(tx, &case.number, now, "gateway", "finished", None).await?;
    }
    Ok(())
}

/// One piece of work: the case, what it replaces, what it changes in registers. The receipt is given after the commit.
/// None: the case's number is in use, and another is to be drawn.
async fn keep(
    state: &State,
    session: &SessionRow,
    subject: &Subject,
    item: &ItemPolicy,
    read: &Arc<ReadPacket>,
    judged: Judged,
    now: i64,
) -> ApiResult<Option<Taken>> {
    let case = Arc::new(new_case(session, subject, item, read, &judged, now)?);
    let (writing, packet, effects) = (Arc::clone(&case), Arc::clone(read), judged.ours.effects);
    match state
        .writer
        .write(move |db| Box::pin(async move { put(db, &writing, &packet, &effects).await }))
        .await
    {
        Err(NotKept::NumberInUse) => Ok(None),
        Err(NotKept::Refused(error)) => Err(error),
        Ok(Kept::Before(before)) => known_case(state, &before, &read.digest, subject).map(Some),
        Ok(Kept::New) => {
            logged(&case, &judged.receipt, &item.code);
            let receipt = with_secret(state, &case.receipt)?;
            Ok(Some(Taken {
                receipt,
                again: false,
            }))
        }
    }
}

async fn put(
    db: &mut SqliteConnection,
    case: &NewCase,
    read: &ReadPacket,
    effects: &[Effect],
) -> Result<Kept, NotKept> {
    // Somebody may have sent the same packet at the same time.
    if let Some(before) = store::case_by_packet(&mut *db, &read.packet.id).await? {
        return Ok(Kept::Before(Box::new(before)));
    }
    let (number, now) = (&case.number, case.received);
    let replaced = read.packet.supersedes.as_ref();
    if let Some(replaced) = replaced
        && !store::mark_superseded(db, replaced, number, &case.subject, &case.item, now).await?
    {
        let help = "name an open application of the same person for the same item, or leave `supersedes` out";
        let refused = ApiError::conflict(
            "packet.supersedes",
            "there is no open application that this one could replace",
        );
        return Err(refused.help(help).into());
    }
    put_case(db, case, effects).await?;
    if let Some(replaced) = replaced {
        store::take_place(db, replaced, number).await?;
        if case.state == "done" {
            store::release(db, number, false, now).await?;
        }
    }
    Ok(Kept::New)
}

/// A line of the log: what was taken, without anything about the person.
pub(super) fn logged(case: &NewCase, receipt: &Receipt, code: &str) {
    let differences = receipt.differences.iter().filter(|r| r.review).count();
    tracing::info!(
        item = code,
        channel = case.channel,
        state = case.state,
        post = case.post,
        differences,
        "packet taken"
    );
}

/// The first step is reached on receipt, every step when the item is done at once.
fn milestones(item: &ItemPolicy, receipt: &Receipt) -> Vec<Milestone> {
    let done = receipt.state == "done";
    let at = |i: usize| (done || i == 0).then(|| receipt.received_at.clone());
    item.milestones
        .iter()
        .enumerate()
        .map(|(i, id)| Milestone {
            id: id.clone(),
            at: at(i),
        })
        .collect()
}

/// The receipt of a case as it was given, without the applicant's code.
pub fn read_receipt(case: &CaseRow) -> ApiResult<Receipt> {
    parse(&case.receipt)
}

/// The receipt of a case, for its owner.
pub fn receipt_of(state: &Inner, case: &CaseRow) -> ApiResult<Receipt> {
    with_secret(state, &case.receipt)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use std::collections::BTreeMap;

    #[test]
    fn what_is_left_out_of_an_earlier_packet_is_named_by_row_and_material_and_the_rest_counted() {
        let rows = (0..150).map(|row| format!("staff[{row}].staffMobile"));
        let mut paths: Vec<String> = vec!["material:labour-contract".to_owned()];
        paths.extend(rows);
        let packet: Packet = serde_json::from_value(json!({
            "schema": "tongban.packet/1", "id": "a".repeat(32), "decision": {}, "decisionDigest": "",
            "facts": {"staff[2].staffMobile": {"value": "13800001234", "origin": "asked"}},
            "complete": [], "materials": {"labour-contract": {"how": "promised"}}
        }))
        .unwrap();
        let mut found = left_out(&paths, &packet);
        assert_eq!(found.len(), MAX_LEFT_OUT + 1);
        let labels = BTreeMap::from([
            ("staff.staffMobile".to_owned(), "员工手机号码".to_owned()),
            (
                "materials.labour-contract".to_owned(),
                "劳动合同".to_owned(),
            ),
        ]);
        for one in &mut found {
            one.message = sentence(one, &labels, "zh-Hans");
        }
        let (material, third) = (&found[0], &found[3]);
        assert_eq!(material.difference.what, "materials.labour-contract");
        assert_eq!(material.difference.packet, json!("promised"));
        assert!(
            material.message.contains("“劳动合同”"),
            "{}",
            material.message
        );
        assert_eq!(third.difference.what, "facts.staff[2].staffMobile");
        assert_eq!(third.difference.packet, json!("13800001234"));
        assert!(
            third.message.contains("“员工手机号码（第3行）”"),
            "{}",
            third.message
        );
        let last = &found[MAX_LEFT_OUT];
        assert!(last.message.contains("还有51项"), "{}", last.message);
        assert!(found.iter().all(|one| one.review));
    }
}
