//! Taking a bundle's packet (打包办): one receipt, and a case for each of its items.
//!
//! The packet is replayed as a whole, split without running a rule, and each item is decided again as if it had been
//! handed in by itself. A block in one holds only the items that need its result: these wait, and go on when it is decided.

use super::files::check_files;
use super::kept::{Kept, NotKept, no_number};
use super::number::new_number;
use super::outcome::higher;
use super::past;
use super::policy::{allowed_bundle, allowed_item, may_file};
use super::read::{ReadBundle, ReadPacket, read_packet};
use super::receipt::{
    BundleOnReceipt, Correction, DeadlineOnReceipt, MemberOnReceipt, Receipt, Recorded,
    RouteOnReceipt, ShownDeadline,
};
use super::take::{
    Judged, Taken, deadline, decide, judge, known_case, logged, new_case, own_subject, put_case,
    replay, same, with_secret,
};
use super::words::named;
use crate::diagnostic::Diagnostic;
use crate::error::{ApiError, ApiResult};
use crate::limits::MAX_NUMBERS_DRAWN;
use crate::ports::{BundlePolicy, ItemPolicy, Replay, Subject, from_engine, stamp};
use crate::state::State;
use crate::store::{self, Afterwards, BUNDLE_STATE, CaseOfBundle, NewCase, SessionRow, WAITING};
use axum::http::StatusCode;
use sqlx::SqliteConnection;
use std::sync::Arc;
use tongban_engine::{MemberVerdict, bundle_verdict, json, split_bundle};

/// An item of the bundle, decided again.
struct Member {
    item: Arc<ItemPolicy>,
    read: Arc<ReadPacket>,
    judged: Judged,
    /// Members (index) that it waits for.
    waits: Vec<usize>,
    afterwards: Option<Afterwards>,
}

/// Takes a bundle's packet for a session: all of it, or nothing.
pub async fn take_bundle(
    state: &State,
    session: &SessionRow,
    subject: &Subject,
    read: ReadBundle,
    lang: &str,
) -> ApiResult<Taken> {
    let policy = allowed_bundle(state, &read.bundle)?;
    let parts = parts(state, &read, &policy)?;
    for (item, part) in &parts {
        may_file(session, item)?;
        own_subject(part, item, subject)?;
    }
    if let Some(case) = store::case_by_packet(&state.parts.pool, &read.packet.id).await? {
        return known_case(state, &case, &read.digest, subject);
    }
    let (read, parts) = replayed(state, read, parts).await?;
    let given = read.packet.materials.iter();
    let files: Vec<_> = given.map(|(id, given)| (id, &given.files)).collect();
    check_files(state, &read.packet.id, &files, subject).await?;

    let intake = Arc::new(Intake {
        policy,
        read,
        subject: subject.clone(),
        session: session.clone(),
    });
    for _ in 0..MAX_NUMBERS_DRAWN {
        let now = state.now();
        let number = new_number(now)?;
        let members = members(state, &intake, &parts, &number, now, lang).await?;
        let receipt = receipt(state, &intake, number, &members, now, lang);
        if let Some(taken) = keep(state, &intake, members, receipt, now).await? {
            return Ok(taken);
        }
    }
    Err(no_number())
}

/// What is taken: the same however often a number is drawn.
struct Intake {
    policy: Arc<BundlePolicy>,
    read: ReadBundle,
    subject: Subject,
    session: SessionRow,
}

/// Step two, for each item; what needs another waits for it.
async fn members(
    state: &State,
    intake: &Intake,
    parts: &[Replayed],
    number: &str,
    now: i64,
    lang: &str,
) -> ApiResult<Vec<Member>> {
    let name = state.parts.module.names(&intake.policy.id, lang).0;
    let mut members: Vec<Member> = Vec::new();
    for (item, part, replay) in parts {
        let mut judged = judge(state, &intake.session, item, part, replay, now, lang).await?;
        judged.receipt.bundle = Some(BundleOnReceipt {
            number: number.to_owned(),
            id: intake.policy.id.clone(),
            name: name.clone(),
        });
        let mut member = Member {
            item: Arc::clone(item),
            read: Arc::clone(part),
            judged,
            waits: Vec::new(),
            afterwards: None,
        };
        wait(&mut member, &members, &intake.policy);
        members.push(member);
    }
    Ok(members)
}

/// One packet an item; each item belongs to the bundle, and stands in its order.
fn parts(
    state: &State,
    read: &ReadBundle,
    policy: &BundlePolicy,
) -> ApiResult<Vec<(Arc<ItemPolicy>, ReadPacket)>> {
    let refused = |found: &tongban_engine::EngineError| {
        ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, from_engine(found))
    };
    let mut order = policy.members.iter();
    for part in &read.packet.members {
        if !order.any(|member| member.item == part.item) {
            let finding = Diagnostic::error(
                "packet.bundle",
                "the packet names an item that is not in the bundle, or not in its order",
            )
            .help("load the current module, open the draft again and send the new packet");
            return Err(ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, finding));
        }
    }
    let packets = split_bundle(&read.packet).map_err(|e| refused(&e))?;
    let part = |packet: tongban_engine::api::Packet| {
        let canonical = json::canonical_of(&packet).map_err(|e| refused(&e))?;
        let read = read_packet(packet, canonical)?;
        Ok((allowed_item(state, &read.item)?, read))
    };
    packets.into_iter().map(part).collect()
}

type Replayed = (Arc<ItemPolicy>, Arc<ReadPacket>, Replay);

/// Step one, for the whole bundle and each of its items.
async fn replayed(
    state: &State,
    read: ReadBundle,
    parts: Vec<(Arc<ItemPolicy>, ReadPacket)>,
) -> ApiResult<(ReadBundle, Vec<Replayed>)> {
    let shared = Arc::clone(state);
    let (read, whole) = decide(state, move || {
        let whole = past::replay_bundle(&shared, &read.packet);
        (read, whole)
    })
    .await?;
    if let Some(whole) = whole {
        same(whole)?;
    }
    let mut done = Vec::new();
    for (item, part) in parts {
        let (part, replay) = replay(state, part).await?;
        done.push((item, Arc::new(part), replay));
    }
    Ok((read, done))
}

/// Lets an item wait for those of the bundle that are done first. What their results are going to meet does not block it.
fn wait(member: &mut Member, before: &[Member], policy: &BundlePolicy) {
    let declared = policy.members.iter().find(|m| m.item == member.item.id);
    let mut settled: Vec<String> = Vec::new();
    for (item, settles) in declared.iter().flat_map(|declared| &declared.needs) {
        let other = before.iter().position(|other| other.item.id == *item);
        if let Some(place) = other {
            settled.extend(settles.iter().map(|id| format!("condition:{id}")));
            if before
                .get(place)
                .is_some_and(|o| o.judged.receipt.state != "done")
            {
                member.waits.push(place);
            }
        }
    }
    if settled.is_empty() && member.waits.is_empty() {
        return;
    }
    let receipt = &mut member.judged.receipt;
    let refused = if receipt.state == "written-decision" {
        "written-decision"
    } else {
        "received"
    };
    for correction in &mut receipt.corrections {
        if correction.kind == "blocks" && settled.contains(&correction.code) {
            "waits".clone_into(&mut correction.kind);
        }
    }
    let has = |kind: &str| receipt.corrections.iter().any(|c| c.kind == kind);
    let mut granted = refused;
    if receipt.verdict == "blocked" && has("waits") && !has("blocks") {
        let kind = if has("missing") || has("correct") {
            "incomplete"
        } else if has("deferred") {
            "ready-with-correction"
        } else {
            "ready"
        };
        kind.clone_into(&mut receipt.verdict);
        granted = "received";
    }
    // Somebody looks at what follows from another one's result.
    receipt.route.post = higher(&receipt.route.post, "handle").to_owned();
    if member.waits.is_empty() {
        granted.clone_into(&mut receipt.state);
        return;
    }
    WAITING.clone_into(&mut receipt.state);
    receipt.deadline = deadline(&member.judged.ours.undated);
    member.afterwards = Some(Afterwards { granted, refused });
}

fn receipt(
    state: &State,
    intake: &Intake,
    number: String,
    members: &[Member],
    now: i64,
    lang: &str,
) -> Receipt {
    let Intake {
        policy,
        read,
        session,
        ..
    } = intake;
    let name = state.parts.module.names(&policy.id, lang).0;
    let receipts = || members.iter().map(|m| &m.judged.receipt);
    let same = |of: fn(&RouteOnReceipt) -> &Option<String>| {
        let first = of(&receipts().next()?.route).clone();
        first.filter(|first| receipts().all(|r| of(&r.route).as_ref() == Some(first)))
    };
    let post = receipts().fold("done", |post, r| higher(post, &r.route.post));
    let lines = |text: &dyn Fn(&Receipt) -> Option<String>| {
        let lines = receipts().filter_map(|r| Some(named(&r.item_name, &text(r)?, lang)));
        lines.collect::<Vec<_>>().join("\n")
    };
    let deadlines: Vec<_> = receipts()
        .map(|r| (r.item_name.as_str(), ShownDeadline::of(r)))
        .collect();
    let each: Vec<_> = deadlines.iter().map(|(name, one)| (*name, one)).collect();
    let by = ShownDeadline::together(&each, lang);
    let mut corrections: Vec<Correction> = Vec::new();
    let mut differences: Vec<Recorded> = Vec::new();
    for member in members {
        for correction in &member.judged.receipt.corrections {
            let mut correction = correction.clone();
            for kind in ["condition:", "risk:"] {
                if let Some(id) = correction.code.strip_prefix(kind) {
                    correction.code = format!("{kind}{}/{id}", member.item.id);
                }
            }
            if !corrections.contains(&correction) {
                corrections.push(correction);
            }
        }
        for recorded in &member.judged.receipt.differences {
            if !differences.contains(recorded) {
                differences.push(recorded.clone());
            }
        }
    }
    let progress_url = format!("{}/#/progress/{number}", state.public_origin());
    Receipt {
        packet: read.packet.id.clone(),
        packet_digest: read.digest.clone(),
        decision_digest: read.packet.decision_digest.clone(),
        redecided_digest: read.packet.decision_digest.clone(),
        module: state.parts.module.digest().to_owned(),
        item: policy.id.clone(),
        item_code: policy.code.clone(),
        item_name: name,
        as_of: receipts()
            .next()
            .map(|r| r.as_of.clone())
            .unwrap_or_default(),
        received_at: stamp(now),
        channel: session.actor.channel.clone(),
        supersedes: read.packet.supersedes.clone(),
        verdict: verdict(members).to_owned(),
        state: together(receipts().map(|r| r.state.as_str())).to_owned(),
        route: RouteOnReceipt {
            target: same(|route| &route.target),
            region: same(|route| &route.region),
            post: post.to_owned(),
            reason: lines(&|r| Some(r.route.reason.clone())),
        },
        deadline: DeadlineOnReceipt {
            date: by.date,
            text: by.text,
            ..DeadlineOnReceipt::default()
        },
        differences,
        corrections,
        qr: progress_url.clone(),
        progress_url,
        secret: String::new(),
        bundle: None,
        members: Some(members.iter().map(|m| on_receipt(m, members)).collect()),
        number,
    }
}

fn on_receipt(member: &Member, all: &[Member]) -> MemberOnReceipt {
    let receipt = &member.judged.receipt;
    let waits_for = member.waits.iter().filter_map(|place| all.get(*place));
    MemberOnReceipt {
        number: receipt.number.clone(),
        packet: receipt.packet.clone(),
        item: receipt.item.clone(),
        item_code: receipt.item_code.clone(),
        item_name: receipt.item_name.clone(),
        verdict: receipt.verdict.clone(),
        state: receipt.state.clone(),
        waits_for: waits_for.map(|other| other.item.id.clone()).collect(),
        route: receipt.route.clone(),
        deadline: receipt.deadline.clone(),
    }
}

/// The verdict on all items, as the engine makes it of the service's own.
fn verdict(members: &[Member]) -> &'static str {
    let id = |place: &usize| members.get(*place).map(|other| other.item.id.clone());
    let needs: Vec<Vec<String>> = members
        .iter()
        .map(|member| member.waits.iter().filter_map(id).collect())
        .collect();
    let parts = members
        .iter()
        .zip(&needs)
        .map(|(member, needs)| MemberVerdict {
            item: &member.item.id,
            verdict: &member.judged.receipt.verdict,
            needs,
        });
    bundle_verdict(&parts.collect::<Vec<_>>())
}

/// The state of a bundle from those of its cases.
pub fn together<'a>(cases: impl Iterator<Item = &'a str>) -> &'static str {
    let all: Vec<&str> = cases.collect();
    let every = |state: &str| all.iter().all(|one| *one == state);
    if every("done") {
        "done"
    } else if every("written-decision") {
        "written-decision"
    } else if all.contains(&"returned") {
        "returned"
    } else if all
        .iter()
        .any(|state| matches!(*state, "accepted" | "done"))
    {
        "accepted"
    } else {
        "received"
    }
}

/// One piece of work: the bundle and the cases of its items, what they replace and what they change in registers.
/// None: a number is in use, and others are to be drawn.
async fn keep(
    state: &State,
    intake: &Arc<Intake>,
    members: Vec<Member>,
    receipt: Receipt,
    now: i64,
) -> ApiResult<Option<Taken>> {
    let Intake {
        read,
        subject,
        session,
        ..
    } = intake.as_ref();
    let stored = serde_json::to_string(&receipt).map_err(|e| ApiError::internal("receipt", &e))?;
    let whole = NewCase {
        number: receipt.number.clone(),
        packet: receipt.packet.clone(),
        packet_digest: receipt.packet_digest.clone(),
        decision_digest: receipt.decision_digest.clone(),
        module: receipt.module.clone(),
        supersedes: receipt.supersedes.clone(),
        item: intake.policy.id.clone(),
        subject: subject.id.clone(),
        actor: session.actor.id.clone(),
        channel: session.actor.channel.clone(),
        region: receipt.route.region.clone(),
        state: BUNDLE_STATE.to_owned(),
        // No post handles it: its items' cases are handled.
        post: BUNDLE_STATE.to_owned(),
        verdict: receipt.verdict.clone(),
        milestones: Vec::new(),
        receipt: stored,
        packet_body: read.canonical.clone(),
        redecided: read.packet.decision.to_string(),
        received: now,
        bundle: None,
        afterwards: None,
    };
    let case = |member: &Member| {
        let mut case = new_case(
            session,
            subject,
            &member.item,
            &member.read,
            &member.judged,
            now,
        )?;
        case.bundle = Some(whole.number.clone());
        case.afterwards = member.afterwards;
        Ok(case)
    };
    let cases = members.iter().map(case).collect::<ApiResult<Vec<_>>>()?;
    let writing = Arc::new(Writing {
        whole,
        cases,
        members,
    });
    let (held, work) = (Arc::clone(intake), Arc::clone(&writing));
    match state
        .writer
        .write(move |db| Box::pin(async move { put(db, &held, &work).await }))
        .await
    {
        Err(NotKept::NumberInUse) => Ok(None),
        Err(NotKept::Refused(error)) => Err(error),
        Ok(Kept::Before(before)) => known_case(state, &before, &read.digest, subject).map(Some),
        Ok(Kept::New) => {
            for (case, member) in writing.cases.iter().zip(&writing.members) {
                logged(case, &member.judged.receipt, &member.item.code);
            }
            let receipt = with_secret(state, &writing.whole.receipt)?;
            Ok(Some(Taken {
                receipt,
                again: false,
            }))
        }
    }
}

/// What is to be written: the bundle, and a case for each item.
struct Writing {
    whole: NewCase,
    cases: Vec<NewCase>,
    members: Vec<Member>,
}

async fn put(db: &mut SqliteConnection, intake: &Intake, work: &Writing) -> Result<Kept, NotKept> {
    let (whole, cases) = (&work.whole, &work.cases);
    // Somebody may have sent the same packet at the same time, or an item's by itself.
    if let Some(before) = store::case_by_packet(&mut *db, &whole.packet).await? {
        return Ok(Kept::Before(Box::new(before)));
    }
    for case in cases {
        let known = store::case_by_packet(&mut *db, &case.packet).await?;
        if known.is_some() {
            let refused = ApiError::conflict(
                "packet.conflict",
                "an item of this bundle was handed in by itself before",
            );
            return Err(refused.help("start a new application with a new id").into());
        }
    }
    if let Some(replaced) = &intake.read.packet.supersedes {
        let by = CaseOfBundle {
            number: &whole.number,
            bundle: &whole.item,
            subject: &whole.subject,
        };
        let numbers: Vec<(String, String)> = cases
            .iter()
            .map(|case| (case.item.clone(), case.number.clone()))
            .collect();
        if !store::replace_bundle(db, replaced, &by, &numbers, whole.received).await? {
            let help = "apply by itself for each item that is still open, naming its packet in `supersedes`";
            let refused = ApiError::conflict(
                "packet.supersedes",
                "there is no bundle of which nothing is done yet that this one could replace",
            );
            return Err(refused.help(help).into());
        }
    }
    put_case(db, whole, &[]).await?;
    for (case, member) in cases.iter().zip(&work.members) {
        put_case(db, case, &member.judged.ours.effects).await?;
        for other in member.waits.iter().filter_map(|place| cases.get(*place)) {
            store::add_wait(db, &case.number, &other.number).await?;
        }
    }
    Ok(Kept::New)
}
