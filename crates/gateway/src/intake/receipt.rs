//! What the applicant gets: once, and the same again whenever the same packet is sent.

use super::words::named;
use crate::ports::Difference;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tongban_engine::api::LimitView;
use utoipa::ToSchema;

/// Something that the gateway found to be otherwise than the packet says, or filled in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Recorded {
    /// Stable code: `fact.register`, `fact.card`, `fact.unverified`, `fact.answered`, `date.outside`, `material.unverified`, `material.signed`, `result.changed`.
    pub code: String,
    /// What differs.
    #[serde(flatten)]
    pub difference: Difference,
    /// The same in words.
    #[serde(default)]
    pub message: String,
    /// False: only filled in what the channel could not ask; the case is not reviewed for it.
    pub review: bool,
}

/// One thing to mend, in words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Correction {
    /// `condition:age`, `risk:…`, `field:…`, `material:…`.
    pub code: String,
    /// `blocks`, `missing`, `correct`, `review`, `deferred`.
    pub kind: String,
    /// What is wrong and what to do.
    pub message: String,
    /// Cited sources.
    #[schema(value_type = Vec<Object>)]
    pub basis: Vec<Value>,
}

/// Where the case goes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RouteOnReceipt {
    /// `here`, `insured-place`, `city`; null while undecided.
    pub target: Option<String>,
    /// Region code.
    pub region: Option<String>,
    /// `done`, `handle`, `review-1`, `review-2`.
    pub post: String,
    /// Why, in words.
    pub reason: String,
}

/// A limit with its last day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LimitOnReceipt {
    /// How many.
    pub amount: u32,
    /// `minutes`, `working-days`, `days`.
    pub kind: String,
    /// Last day; null when the calendar does not cover it.
    pub date: Option<String>,
    /// In words.
    pub text: String,
}

/// By when.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeadlineOnReceipt {
    /// Last promised day; null when the calendar does not cover it, or nothing is promised yet.
    pub date: Option<String>,
    /// The promise in words.
    pub text: Option<String>,
    /// What is promised.
    pub promised: Option<LimitOnReceipt>,
    /// What the law allows.
    pub statutory: Option<LimitOnReceipt>,
}

/// The promise as progress shows it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ShownDeadline {
    /// Last day.
    pub date: Option<String>,
    /// In words.
    pub text: Option<String>,
}

impl ShownDeadline {
    /// The promise of a receipt.
    pub fn of(receipt: &Receipt) -> Self {
        Self {
            date: receipt.deadline.date.clone(),
            text: receipt.deadline.text.clone(),
        }
    }

    /// A limit that was counted from another day than the receipt's.
    pub fn counted(limit: LimitView) -> Self {
        Self {
            date: limit.date,
            text: Some(limit.text),
        }
    }

    /// Of several cases: the last day if each has one, and the promise of each by name.
    pub fn together(each: &[(&str, &Self)], lang: &str) -> Self {
        let dates: Option<Vec<&String>> = each.iter().map(|(_, one)| one.date.as_ref()).collect();
        let lines = each
            .iter()
            .filter_map(|(name, one)| Some(named(name, one.text.as_ref()?, lang)));
        let lines: Vec<String> = lines.collect();
        Self {
            date: dates.and_then(|dates| dates.into_iter().max().cloned()),
            text: (!lines.is_empty()).then(|| lines.join("\n")),
        }
    }
}

/// A receipt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Receipt {
    /// Case number.
    pub number: String,
    /// Packet id.
    pub packet: String,
    /// SHA-256 of the packet's canonical bytes.
    pub packet_digest: String,
    /// SHA-256 of the channel's decision.
    pub decision_digest: String,
    /// SHA-256 of the gateway's own decision; equal to the channel's when the registers said nothing new.
    pub redecided_digest: String,
    /// Module that decided.
    pub module: String,
    /// Item id.
    pub item: String,
    /// Item code.
    pub item_code: String,
    /// Item name.
    pub item_name: String,
    /// Application date that counts.
    pub as_of: String,
    /// When it was received, RFC 3339.
    pub received_at: String,
    /// Channel.
    pub channel: String,
    /// Packet that it replaces.
    pub supersedes: Option<String>,
    /// The gateway's verdict: `blocked`, `incomplete`, `ready-with-correction`, `ready`.
    pub verdict: String,
    /// `received`, `written-decision` (a person decides, with reason, article and remedy), `waiting` (for another item of
    /// its bundle), `done`.
    pub state: String,
    /// Where it goes.
    pub route: RouteOnReceipt,
    /// By when.
    pub deadline: DeadlineOnReceipt,
    /// What the gateway found to be otherwise.
    pub differences: Vec<Recorded>,
    /// Everything to mend or hand in later (一次性告知).
    pub corrections: Vec<Correction>,
    /// Where progress can be asked.
    pub progress_url: String,
    /// Text of the QR code: the same address; no secret in it.
    pub qr: String,
    /// Code that asks for progress without signing in; printed beside the QR code, never in it.
    pub secret: String,
    /// The bundle that the case is part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bundle: Option<BundleOnReceipt>,
    /// Of a bundle: its items, in the order in which they are handled. Everything else on the receipt is about all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub members: Option<Vec<MemberOnReceipt>>,
}

/// The bundle that a case is part of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BundleOnReceipt {
    /// Number of its receipt.
    pub number: String,
    /// Bundle id.
    pub id: String,
    /// Name.
    pub name: String,
}

/// An item on the receipt of a bundle.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MemberOnReceipt {
    /// Case number.
    pub number: String,
    /// Packet id of the item: what an application that replaces only this item names in `supersedes`.
    pub packet: String,
    /// Item id.
    pub item: String,
    /// Item code.
    pub item_code: String,
    /// Item name.
    pub item_name: String,
    /// The gateway's verdict on the item; what the result of an item that is done first is going to meet does not block.
    pub verdict: String,
    /// `received`, `waiting` (for the items in `waitsFor`), `written-decision`, `done`.
    pub state: String,
    /// Ids of the items that are done first.
    pub waits_for: Vec<String>,
    /// Where it goes.
    pub route: RouteOnReceipt,
    /// By when; without a date while it waits.
    pub deadline: DeadlineOnReceipt,
}
