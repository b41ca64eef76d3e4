//! Who is signed in, and about whom they act.

use std::fmt;

/// A channel of the catalogue: `portal`, `counter`, `bank`, `kiosk`.
pub type ChannelId = String;

/// What a subject is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum SubjectKind {
    /// 个人
    Person,
    /// 单位
    Unit,
}

/// A verified person or unit. `Debug` shows the pseudonym only, so that it may be logged.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Subject {
    /// Keyed digest of document type and number: the same everywhere in this service, meaningless outside.
    pub id: String,
    /// Person or unit.
    pub kind: SubjectKind,
    /// Name as verified.
    pub name: String,
    /// Document type, by its id in the dictionary.
    pub document_type: String,
    /// Document number, normalised.
    pub document_number: String,
}

impl fmt::Debug for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Subject")
            .field("id", &self.id)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

/// What kind of actor signed in.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum ActorKind {
    /// A person (or somebody authorised by a unit) for themselves.
    Person,
    /// A staff post at a counter or a bank, which acts for a client.
    Staff,
    /// An enrolled device, at which a client serves themselves.
    Device,
}

/// Somebody or something that signed in. The channel follows from this, never from what is sent later.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Actor {
    /// Stable id of the identity at the provider.
    pub id: String,
    /// Kind.
    pub kind: ActorKind,
    /// Channel that this identity speaks for.
    pub channel: ChannelId,
    /// Name of the post or device; a person's name is in the subject.
    pub label: String,
    /// Office level of a staff post or device: city, district, street, village.
    pub level: Option<String>,
    /// Region of a staff post or device.
    pub region: Option<String>,
    /// Posts that a staff member holds: `handle`, `review-1`, `review-2`.
    pub posts: Vec<String>,
    /// Assurance that signing in gave: `account`, `real-name`, `real-person`, `clerk`.
    pub assurance: String,
    /// Case facts that signing in gave, such as the face match score; clients never see them.
    #[serde(default)]
    pub case: serde_json::Map<String, serde_json::Value>,
    /// A person acts for themselves or their unit; staff and devices have no subject until a client is bound.
    pub subject: Option<Subject>,
}

/// A client bound at a counter, a bank or a kiosk: verified by the card that was read.
#[derive(Clone, PartialEq, Eq)]
pub struct Client {
    /// The person.
    pub subject: Subject,
    /// What the card says, by field name of the dictionary's `card:` sources.
    pub card: serde_json::Map<String, serde_json::Value>,
    /// Case facts that reading the card gave.
    pub case: serde_json::Map<String, serde_json::Value>,
}

/// Why nobody was identified.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum IdentityError {
    /// The provider does not know this identity, or refused it.
    #[error("the identity was not accepted")]
    Refused,
}

/// Says who somebody is. The demonstration provider believes an id; a real one checks a ticket.
pub trait IdentityProvider: Send + Sync + 'static {
    /// Name that `POST /v1/sessions` uses.
    fn name(&self) -> &'static str;
    /// The actor behind an identity.
    fn sign_in(&self, identity: &str) -> Result<Actor, IdentityError>;
    /// The client behind a card that a reader read: a reader's reference, or what it read.
    fn read_card(&self, card: &serde_json::Value) -> Result<Client, IdentityError>;
    /// Identities that may be listed openly (a demonstration's only): id, channel, label.
    fn listed(&self) -> Vec<(String, ChannelId, String)>;
    /// Cards that a demonstration reader can read: id, label.
    fn cards(&self) -> Vec<(String, String)>;
}
