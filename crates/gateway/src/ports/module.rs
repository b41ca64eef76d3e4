//! The module that decides, and what the catalogue declares about its items.

use crate::diagnostic::{Diagnostic, Severity};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio_util::bytes::Bytes;
use tongban_engine::api::{
    BundlePacket, DeadlineView, Draft, Effect, LimitView, OpenOptions, Origin, PacketFact,
    PacketMaterial, ReplayReport, RouteView, SortedMap, Verdict, View,
};
use tongban_engine::image::{
    Assurance, Audience, BundleEntry, BundleMember, Capability, Handling, Image, Item, ItemEntry,
    SlotKind, Source, WayKind, decode_item,
};
use tongban_engine::{Engine, Label, Module};
use tongban_replay::Past;

/// A register and a field in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterSource {
    /// Register id.
    pub register: String,
    /// Field of its answer.
    pub field: String,
}

/// Where a fact of an item may come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// Fact id; a fact outside rows has it as its path.
    pub fact: String,
    /// Column of a repeat group: registers are asked about the subject only, never about rows.
    pub in_row: bool,
    /// Field of the identity card.
    pub card: Option<String>,
    /// Register, best first.
    pub register: Option<RegisterSource>,
    /// The person may answer it too.
    pub asked: bool,
}

/// What an item declares about who may file it where, and how it is handled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemPolicy {
    /// Id.
    pub id: String,
    /// Code.
    pub code: String,
    /// Channels that carry it.
    pub channels: Vec<String>,
    /// May be done online.
    pub online: bool,
    /// `person`, `unit`.
    pub audience: Vec<String>,
    /// Assurance needed: 0 none … 4 seen by a clerk.
    pub assurance: u8,
    /// Office levels that may take it.
    pub taken_at: Vec<String>,
    /// Finished where it is taken.
    pub instant: bool,
    /// Steps, in order.
    pub milestones: Vec<String>,
    /// Facts that registers or cards may answer.
    pub sources: Vec<Attribution>,
    /// Materials that may be checked against shared data.
    pub shareable: Vec<String>,
}

/// What a bundle (打包办) declares about its items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BundlePolicy {
    /// Id.
    pub id: String,
    /// Code.
    pub code: String,
    /// Its items, in the order in which they are handled.
    pub members: Vec<BundleMemberPolicy>,
}

/// An item of a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BundleMemberPolicy {
    /// Item id.
    pub item: String,
    /// Items that are done first, each with the conditions that its result is going to meet.
    pub needs: Vec<(String, Vec<String>)>,
}

/// What a channel of the catalogue may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelPolicy {
    /// Days that the application date may lie before the receipt date.
    pub backdate_days: u32,
    /// Works without network at times.
    pub offline: bool,
}

/// One difference between two decisions, as JSON values by path.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Difference {
    /// Where: `verdict.kind`, `facts.paidMonths`, `conditions.age`, `asOf`.
    pub what: String,
    /// What the packet says; null when it says nothing.
    #[schema(value_type = Object)]
    pub packet: Value,
    /// What the gateway says.
    #[schema(value_type = Object)]
    pub ours: Value,
}

/// A packet decided again from its own facts, date and module.
#[derive(Debug, Clone, PartialEq)]
pub struct Replay {
    /// Whether the decision is the same, byte for byte.
    pub same: bool,
    /// What differs.
    pub differences: Vec<Difference>,
    /// SHA-256 of the packet's canonical bytes.
    pub packet_digest: String,
    /// SHA-256 of the decision's canonical bytes.
    pub decision_digest: String,
}

/// Facts to decide again.
#[derive(Debug, Clone)]
pub struct Redecide {
    /// Item id.
    pub item: String,
    /// Application date.
    pub as_of: String,
    /// Insured region.
    pub region: Option<String>,
    /// Facts by path.
    pub facts: SortedMap<String, PacketFact>,
    /// Confirmed groups.
    pub complete: Vec<String>,
    /// Given materials.
    pub materials: SortedMap<String, PacketMaterial>,
    /// Language of the texts.
    pub lang: String,
}

/// What was decided again.
#[derive(Debug, Clone)]
pub struct Redecided {
    /// The decision.
    pub decision: Value,
    /// SHA-256 of its canonical bytes.
    pub digest: String,
    /// Verdict and reasons, in words.
    pub verdict: Verdict,
    /// Where it goes.
    pub route: RouteView,
    /// By when.
    pub deadline: DeadlineView,
    /// The same while it is not known when the time begins.
    pub undated: DeadlineView,
    /// Register fields that an instant item changes.
    pub effects: Vec<Effect>,
    /// Paths of answers that this module does not take as they are, as the packet writes them, and `material:<id>`.
    pub left_out: Vec<String>,
    /// Names by path of a field, `conditions.<id>`, `risks.<id>`, `materials.<id>`.
    pub labels: BTreeMap<String, String>,
}

/// What deciding says: the decision and its digest, or what is wrong with the request.
pub type Decided = Result<Value, Vec<Diagnostic>>;

/// A module cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("the module cannot be used: {0}")]
pub struct ModuleError(pub String);

/// The module that is served and decides. Calls are pure and may take milliseconds.
pub trait DecisionModule: Send + Sync + 'static {
    /// SHA-256 of its bytes.
    fn digest(&self) -> &str;
    /// The file that channels load.
    fn bytes(&self) -> Bytes;
    /// Grows with every release.
    fn revision(&self) -> u32;
    /// First day in force.
    fn from(&self) -> &str;
    /// A channel's declaration.
    fn channel(&self, id: &str) -> Option<ChannelPolicy>;
    /// An item's declaration, by id or code.
    fn item(&self, id: &str) -> Option<Arc<ItemPolicy>>;
    /// A bundle's declaration, by id or code.
    fn bundle(&self, id: &str) -> Option<Arc<BundlePolicy>>;
    /// Name of an item or a bundle and of its milestones in a language, for progress.
    fn names(&self, item: &str, lang: &str) -> (String, BTreeMap<String, String>);
    /// A limit counted from a day (`YYYY-MM-DD`): last day and words; none when the item or the kind is not known.
    fn counted(&self, item: &str, limit: (u32, &str), from: &str, lang: &str) -> Option<LimitView>;
    /// Values of facts in the form that rules see.
    fn normalise(
        &self,
        item: &str,
        as_of: &str,
        values: BTreeMap<String, Value>,
    ) -> BTreeMap<String, Value>;
    /// Decides a packet again from its own facts.
    fn replay(&self, packet: &[u8]) -> Result<Replay, Vec<Diagnostic>>;
    /// Decides a bundle's packet again, its items and how they belong together; none where this program cannot, because
    /// the module has an engine of its own: then each item's packet is replayed by itself.
    fn replay_bundle(&self, packet: &BundlePacket) -> Option<Result<Replay, Vec<Diagnostic>>>;
    /// Decides corrected facts, with texts for the receipt.
    fn redecide(&self, request: Redecide) -> Result<Redecided, Vec<Diagnostic>>;
    /// Decides a request.
    fn decide(&self, request: &[u8]) -> Decided;
}

/// The engine of this program over the catalogue in a module file.
pub struct EngineModule {
    engine: Arc<Engine>,
    digest: String,
    bytes: Bytes,
    /// The module's own engine, where it is not this program's: it replays what it made.
    own: Option<Past>,
    items: BTreeMap<String, Arc<ItemPolicy>>,
    bundles: BTreeMap<String, Arc<BundlePolicy>>,
}

impl EngineModule {
    /// Loads a module file.
    pub fn load(bytes: Vec<u8>) -> Result<Self, ModuleError> {
        let engine = Module::load(&bytes).map_err(|e| ModuleError(e.message))?;
        let image = engine.image();
        let mut items = BTreeMap::new();
        for entry in &image.items {
            let item = decode_item(&entry.body).map_err(|e| ModuleError(e.to_string()))?;
            let policy = Arc::new(policy(&engine, entry, &item));
            items.insert(entry.code.clone(), Arc::clone(&policy));
            items.insert(entry.id.clone(), policy);
        }
        let mut bundles = BTreeMap::new();
        for bundle in &image.bundles {
            let policy = bundle_policy(image, bundle).ok_or_else(|| {
                ModuleError("a bundle names an item that is not there".to_owned())
            })?;
            let policy = Arc::new(policy);
            bundles.insert(policy.code.clone(), Arc::clone(&policy));
            bundles.insert(policy.id.clone(), policy);
        }
        let broken = |found: tongban_engine::EngineError| ModuleError(found.message);
        let own = if Label::read(&bytes).map_err(broken)?.is_ours() {
            None
        } else {
            Some(Past::open_own(&bytes).map_err(broken)?)
        };
        Ok(Self {
            own,
            digest: crate::secrets::sha256_hex(&bytes),
            engine,
            bytes: Bytes::from(bytes),
            items,
            bundles,
        })
    }

    fn draft(
        &self,
        item: &str,
        as_of: &str,
        region: Option<String>,
        facts: SortedMap<String, PacketFact>,
    ) -> Draft {
        Draft {
            schema: tongban_engine::DRAFT_SCHEMA.to_owned(),
            item: item.to_owned(),
            module: self.digest.clone(),
            as_of: as_of.to_owned(),
            region,
            facts,
            complete: Vec::new(),
            materials: SortedMap::new(),
            names: SortedMap::new(),
            members: SortedMap::new(),
        }
    }
}

/// Opens what a draft holds; entries that do not fit are left out, since nothing here may refuse.
fn options(draft: Draft, lang: Option<String>) -> OpenOptions {
    OpenOptions {
        item: draft.item.clone(),
        as_of: draft.as_of.clone(),
        region: draft.region.clone(),
        capabilities: Vec::new(),
        lang,
        draft: Some(draft),
    }
}

fn labels(view: &View) -> BTreeMap<String, String> {
    let fields = view
        .fields
        .iter()
        .map(|f| (f.path.clone(), f.label.clone()));
    // A column is called the same in every row.
    let columns = view.fields.iter().flat_map(|group| {
        let first = group.rows.iter().flatten().take(1);
        let cells = first.flat_map(|row| &row.fields);
        cells.map(|cell| (format!("{}.{}", group.path, cell.fact), cell.label.clone()))
    });
    let named = |part: &str, id: &str, name: &str| (format!("{part}.{id}"), name.to_owned());
    let conditions = view
        .conditions
        .iter()
        .map(|c| named("conditions", &c.id, &c.name));
    let risks = view.risks.iter().map(|r| named("risks", &r.id, &r.name));
    let materials = view
        .materials
        .iter()
        .map(|m| named("materials", &m.id, &m.name));
    fields
        .chain(columns)
        .chain(conditions)
        .chain(risks)
        .chain(materials)
        .collect()
}

fn bundle_policy(image: &Image, bundle: &BundleEntry) -> Option<BundlePolicy> {
    let item = |member: &BundleMember| {
        let entry = image.items.get(usize::try_from(member.item).ok()?)?;
        Some(entry.id.clone())
    };
    let mut members = Vec::new();
    for member in &bundle.members {
        let mut needs = Vec::new();
        for need in &member.needs {
            let other = bundle.members.get(usize::try_from(need.member).ok()?)?;
            needs.push((item(other)?, need.settles.clone()));
        }
        members.push(BundleMemberPolicy {
            item: item(member)?,
            needs,
        });
    }
    Some(BundlePolicy {
        id: bundle.entry.id.clone(),
        code: bundle.entry.code.clone(),
        members,
    })
}

fn policy(engine: &Engine, entry: &ItemEntry, item: &Item) -> ItemPolicy {
    let image = engine.image();
    let fact_of = |slot: u32| {
        item.slots
            .get(slot as usize)
            .and_then(|s| image.facts.get(s.fact as usize))
    };
    let mut sources = Vec::new();
    for slot in &item.slots {
        let Some(fact) = image.facts.get(slot.fact as usize) else {
            continue;
        };
        if slot.kind != SlotKind::Input {
            continue;
        }
        let card = fact.sources.iter().find_map(|s| {
            if let Source::Card(field) = s {
                Some(field.clone())
            } else {
                None
            }
        });
        let register = fact.sources.iter().find_map(|s| match s {
            Source::Register { register, field } => Some(RegisterSource {
                register: register.clone(),
                field: field.clone(),
            }),
            _ => None,
        });
        if card.is_some() || register.is_some() {
            let in_row = slot.group.is_some_and(|g| fact_of(g).is_some());
            let asked = fact.sources.contains(&Source::Asked);
            sources.push(Attribution {
                fact: fact.id.clone(),
                in_row,
                card,
                register,
                asked,
            });
        }
    }
    let shareable = item
        .materials
        .iter()
        .filter(|m| m.ways.iter().any(|w| w.kind == WayKind::Shared));
    ItemPolicy {
        id: entry.id.clone(),
        code: entry.code.clone(),
        channels: entry.channels.clone(),
        online: entry.online,
        audience: entry
            .audience
            .iter()
            .map(|a| {
                if *a == Audience::Unit {
                    "unit"
                } else {
                    "person"
                }
                .to_owned()
            })
            .collect(),
        assurance: match item.assurance {
            Assurance::None => 0,
            Assurance::Account => 1,
            Assurance::RealName => 2,
            Assurance::RealPerson => 3,
            Assurance::Clerk => 4,
        },
        taken_at: item.taken_at.clone(),
        instant: entry.handling == Handling::Instant,
        milestones: item.milestones.iter().map(|m| m.id.clone()).collect(),
        sources,
        shareable: shareable
            .filter_map(|m| image.materials.get(m.material as usize))
            .map(|m| m.id.clone())
            .collect(),
    }
}

impl DecisionModule for EngineModule {
    fn digest(&self) -> &str {
        &self.digest
    }

    fn bytes(&self) -> Bytes {
        self.bytes.clone()
    }

    fn revision(&self) -> u32 {
        self.engine.image().catalog.revision
    }

    fn from(&self) -> &str {
        &self.engine.image().catalog.effective
    }

    fn channel(&self, id: &str) -> Option<ChannelPolicy> {
        let channel = self
            .engine
            .image()
            .catalog
            .channels
            .iter()
            .find(|c| c.id == id)?;
        Some(ChannelPolicy {
            backdate_days: channel.backdate_days,
            offline: channel.capabilities.contains(&Capability::Offline),
        })
    }

    fn item(&self, id: &str) -> Option<Arc<ItemPolicy>> {
        self.items.get(id).cloned()
    }

    fn bundle(&self, id: &str) -> Option<Arc<BundlePolicy>> {
        self.bundles.get(id).cloned()
    }

    fn names(&self, item: &str, lang: &str) -> (String, BTreeMap<String, String>) {
        if self.bundles.contains_key(item) {
            let guide = self.engine.guide(item, None, lang);
            let name = guide.map_or_else(|_| item.to_owned(), |guide| guide.item.name);
            return (name, BTreeMap::new());
        }
        let Some(policy) = self.items.get(item) else {
            return (item.to_owned(), BTreeMap::new());
        };
        let guide = self.engine.guide(&policy.id, None, lang);
        let Ok(guide) = guide else {
            return (item.to_owned(), BTreeMap::new());
        };
        (
            guide.item.name,
            policy
                .milestones
                .iter()
                .cloned()
                .zip(guide.milestones)
                .collect(),
        )
    }

    fn counted(&self, item: &str, limit: (u32, &str), from: &str, lang: &str) -> Option<LimitView> {
        let draft = self.draft(item, from, None, SortedMap::new());
        let session = self
            .engine
            .open(options(draft, Some(lang.to_owned())))
            .ok()?;
        session.counted(limit.0, limit.1)
    }

    fn normalise(
        &self,
        item: &str,
        as_of: &str,
        mut values: BTreeMap<String, Value>,
    ) -> BTreeMap<String, Value> {
        let fact = |value: &Value| PacketFact {
            value: value.clone(),
            raw: None,
            origin: Origin::Register,
            unknown: None,
            disputed: None,
        };
        let facts = values.iter().map(|(id, v)| (id.clone(), fact(v))).collect();
        let draft = self.draft(item, as_of, None, facts);
        if let Ok(session) = self.engine.open(options(draft, None)) {
            for (id, fact) in session.draft().facts {
                if fact.unknown.is_none()
                    && let Some(value) = values.get_mut(&id)
                {
                    *value = fact.value;
                }
            }
        }
        values
    }

    fn replay(&self, packet: &[u8]) -> Result<Replay, Vec<Diagnostic>> {
        let report = match &self.own {
            None => self.engine.replay(packet).map_err(|found| vec![found]),
            Some(own) => own.replay(packet, &mut || true),
        };
        report
            .map(replayed)
            .map_err(|found| found.iter().map(from_engine).collect())
    }

    fn replay_bundle(&self, packet: &BundlePacket) -> Option<Result<Replay, Vec<Diagnostic>>> {
        if self.own.is_some() {
            return None;
        }
        let report = self.engine.replay_bundle(packet);
        Some(match report {
            Ok(report) => Ok(Replay {
                same: report.same,
                differences: report.differences.into_iter().map(difference).collect(),
                packet_digest: report.packet_digest,
                decision_digest: report.decision_digest,
            }),
            Err(found) => Err(vec![from_engine(&found)]),
        })
    }

    fn redecide(&self, request: Redecide) -> Result<Redecided, Vec<Diagnostic>> {
        let failed = |e: tongban_engine::EngineError| vec![from_engine(&e)];
        let mut draft = self.draft(&request.item, &request.as_of, request.region, request.facts);
        draft.complete = request.complete;
        draft.materials = request.materials;
        let session = self
            .engine
            .open(options(draft, Some(request.lang)))
            .map_err(failed)?;
        let view = session.view();
        let bytes = session.decision();
        let decision = serde_json::from_slice(&bytes).map_err(|_| {
            vec![Diagnostic::error(
                "engine.answer",
                "the engine's decision is not JSON",
            )]
        })?;
        Ok(Redecided {
            decision,
            digest: session.decision_digest(),
            left_out: session.left_out().to_vec(),
            labels: labels(&view),
            undated: session.undated(),
            verdict: view.verdict,
            route: view.route,
            deadline: view.deadline,
            effects: session.effects(),
        })
    }

    fn decide(&self, request: &[u8]) -> Decided {
        #[derive(Deserialize)]
        struct Refused {
            diagnostics: Vec<Value>,
        }
        let answer = self.engine.decide(request);
        let value: Value = serde_json::from_slice(&answer).map_err(|_| {
            vec![Diagnostic::error(
                "engine.answer",
                "the engine's answer is not JSON",
            )]
        })?;
        match serde_json::from_value::<Refused>(value.clone()) {
            Ok(refused) => Err(refused.diagnostics.into_iter().map(from_value).collect()),
            Err(_) => Ok(value),
        }
    }
}

fn difference(found: tongban_engine::api::Difference) -> Difference {
    Difference {
        what: found.what,
        packet: found.packet,
        ours: found.ours,
    }
}

/// What a module's engine says of a packet, as it stands in answers.
pub fn replayed(report: ReplayReport) -> Replay {
    Replay {
        same: report.same,
        differences: report.differences.into_iter().map(difference).collect(),
        packet_digest: report.packet_digest,
        decision_digest: report.decision_digest,
    }
}

/// An engine's diagnostic as it stands in answers. Its JSON is the one diagnostic shape; places and sources may be plain.
pub fn from_engine(diagnostic: &impl Serialize) -> Diagnostic {
    serde_json::to_value(diagnostic).map_or_else(
        |_| Diagnostic::error("engine.answer", "the engine refused the request"),
        from_value,
    )
}

fn from_value(value: Value) -> Diagnostic {
    let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let place = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Object(at) => ["ref", "file"]
            .iter()
            .find_map(|key| at.get(*key)?.as_str().map(str::to_owned)),
        _ => None,
    };
    let list = |key: &str| match value.get(key) {
        Some(Value::Array(list)) => list.clone(),
        Some(text @ Value::String(_)) => vec![text.clone()],
        _ => Vec::new(),
    };
    Diagnostic {
        code: text("code").unwrap_or_else(|| "engine.answer".to_owned()),
        severity: match text("severity").as_deref() {
            Some("review" | "warning") => Severity::Review,
            Some("hint") => Severity::Hint,
            _ => Severity::Error,
        },
        message: text("message").unwrap_or_else(|| "the engine refused the request".to_owned()),
        help: text("help"),
        basis: list("basis"),
        place: value.get("where").and_then(place),
        related: list("related").into_iter().map(from_value).collect(),
    }
}
