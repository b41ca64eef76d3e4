//! Demonstration identities and registers: people and units that do not exist, with numbers that pass their checks.

mod data;

use crate::ports::{
    Actor, ActorKind, ChannelId, Client, IdentityError, IdentityProvider, Subject, SubjectKind,
};
use crate::secrets::Key;
use crate::store;
use data::{Data, Person, Unit};
use serde_json::{Map, Value, json};
use sqlx::SqlitePool;

/// Believes whoever signs in: for demonstrations and tests only.
#[derive(Debug)]
pub struct Demo {
    data: Data,
    key: Key,
}

impl Demo {
    /// Reads the built-in data.
    pub fn new(key: &Key) -> Result<Self, String> {
        Ok(Self {
            data: Data::read()?,
            key: key.clone(),
        })
    }

    fn person(&self, person: &Person) -> Subject {
        Subject {
            id: self
                .key
                .pseudonym("person", &person.document_type, &person.document_number),
            kind: SubjectKind::Person,
            name: person.name.clone(),
            document_type: person.document_type.clone(),
            document_number: person.document_number.clone(),
        }
    }

    fn unit(&self, unit: &Unit) -> Subject {
        Subject {
            id: self.key.pseudonym("unit", "uscc", &unit.credit_code),
            kind: SubjectKind::Unit,
            name: unit.name.clone(),
            document_type: "uscc".to_owned(),
            document_number: unit.credit_code.clone(),
        }
    }

    /// Fills the registers at first start; later starts keep what effects have changed.
    pub async fn load_registers(&self, pool: &SqlitePool) -> Result<(), sqlx::Error> {
        if !store::is_empty(pool).await? {
            return Ok(());
        }
        let mut tx = pool.begin_with("BEGIN IMMEDIATE").await?;
        let persons = self
            .data
            .persons
            .iter()
            .map(|p| (self.person(p).id, &p.registers));
        let units = self
            .data
            .units
            .iter()
            .map(|u| (self.unit(u).id, &u.registers));
        for (subject, registers) in persons.chain(units) {
            for (register, fields) in registers {
                store::load_record(&mut tx, register, &subject, fields).await?;
            }
        }
        tx.commit().await
    }

    fn person_actor(&self, person: &Person) -> Actor {
        Actor {
            id: person.id.clone(),
            kind: ActorKind::Person,
            channel: "portal".to_owned(),
            label: String::new(),
            level: None,
            region: None,
            posts: Vec::new(),
            assurance: person.assurance.clone(),
            case: person.case.clone(),
            subject: Some(self.person(person)),
        }
    }

    fn unit_actor(&self, unit: &Unit) -> Actor {
        Actor {
            id: unit.id.clone(),
            kind: ActorKind::Person,
            channel: "portal".to_owned(),
            label: String::new(),
            level: None,
            region: None,
            posts: Vec::new(),
            assurance: unit.assurance.clone(),
            case: Map::new(),
            subject: Some(self.unit(unit)),
        }
    }

    fn card_of(&self, id: &str) -> Option<Client> {
        if let Some(person) = self.data.persons.iter().find(|p| p.id == id) {
            return Some(Client {
                subject: self.person(person),
                card: person.card(),
                case: person.case.clone(),
            });
        }
        let unit = self.data.units.iter().find(|u| u.id == id)?;
        let card = Map::from_iter([
            ("creditCode".to_owned(), json!(unit.credit_code)),
            ("unitName".to_owned(), json!(unit.name)),
        ]);
        Some(Client {
            subject: self.unit(unit),
            card,
            case: Map::new(),
        })
    }
}

impl IdentityProvider for Demo {
    fn name(&self) -> &'static str {
        "demo"
    }

    fn sign_in(&self, identity: &str) -> Result<Actor, IdentityError> {
        if let Some(person) = self.data.persons.iter().find(|p| p.id == identity) {
            return Ok(self.person_actor(person));
        }
        if let Some(unit) = self.data.units.iter().find(|u| u.id == identity) {
            return Ok(self.unit_actor(unit));
        }
        let staff = self
            .data
            .posts
            .iter()
            .map(|p| (p, ActorKind::Staff, "clerk"));
        let devices = self
            .data
            .devices
            .iter()
            .map(|p| (p, ActorKind::Device, "real-person"));
        let (post, kind, assurance) = staff
            .chain(devices)
            .find(|(p, ..)| p.id == identity)
            .ok_or(IdentityError::Refused)?;
        Ok(Actor {
            id: post.id.clone(),
            kind,
            channel: post.channel.clone(),
            label: post.label.clone(),
            level: Some(post.level.clone()),
            region: Some(post.region.clone()),
            posts: post.posts.clone(),
            assurance: assurance.to_owned(),
            case: Map::new(),
            subject: None,
        })
    }

    /// `{"demo": "<id>"}` stands for a card laid on the reader; anything else is what a clerk or reader typed or read:
    /// `{"name", "documentType", "documentNumber"}` and further card fields. The latter is taken whether or not
    /// any register knows it, so that the answer tells nothing.
    fn read_card(&self, card: &Value) -> Result<Client, IdentityError> {
        let fields = card.as_object().ok_or(IdentityError::Refused)?;
        if let Some(id) = fields.get("demo") {
            return id
                .as_str()
                .and_then(|id| self.card_of(id))
                .ok_or(IdentityError::Refused);
        }
        let text = |key: &str| {
            fields
                .get(key)
                .and_then(Value::as_str)
                .map(str::trim)
                .filter(|t| !t.is_empty() && t.len() <= 200)
                .ok_or(IdentityError::Refused)
        };
        let (name, kind, number) = (
            text("name")?,
            text("documentType")?,
            text("documentNumber")?.to_uppercase(),
        );
        let subject = Subject {
            id: self.key.pseudonym("person", kind, &number),
            kind: SubjectKind::Person,
            name: name.to_owned(),
            document_type: kind.to_owned(),
            document_number: number,
        };
        Ok(Client {
            subject,
            card: fields.clone(),
            case: Map::new(),
        })
    }

    fn listed(&self) -> Vec<(String, ChannelId, String)> {
        let persons = self
            .data
            .persons
            .iter()
            .map(|p| (p.id.clone(), "portal".to_owned(), p.label.clone()));
        let units = self
            .data
            .units
            .iter()
            .map(|u| (u.id.clone(), "portal".to_owned(), u.label.clone()));
        let posts = self
            .data
            .posts
            .iter()
            .chain(&self.data.devices)
            .map(|p| (p.id.clone(), p.channel.clone(), p.label.clone()));
        persons.chain(units).chain(posts).collect()
    }

    fn cards(&self) -> Vec<(String, String)> {
        let persons = self
            .data
            .persons
            .iter()
            .map(|p| (p.id.clone(), p.label.clone()));
        persons
            .chain(
                self.data
                    .units
                    .iter()
                    .map(|u| (u.id.clone(), u.label.clone())),
            )
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_identity_signs_in_to_its_own_channel() {
        let dir = tempfile::tempdir().unwrap();
        let demo = Demo::new(&Key::open(&dir.path().join("key")).unwrap()).unwrap();
        for (id, channel, label) in demo.listed() {
            let actor = demo.sign_in(&id).unwrap();
            assert_eq!(actor.channel, channel);
            assert_eq!(actor.subject.is_some(), channel == "portal", "{label}");
        }
        assert_eq!(demo.sign_in("nobody"), Err(IdentityError::Refused));
    }

    #[test]
    fn a_typed_card_is_taken_whether_or_not_it_is_known_and_known_ones_meet_their_subject() {
        let dir = tempfile::tempdir().unwrap();
        let demo = Demo::new(&Key::open(&dir.path().join("key")).unwrap()).unwrap();
        let laid = demo.read_card(&json!({"demo": "taiwan-permit-8"})).unwrap();
        let typed = demo.read_card(&json!({"name": laid.subject.name, "documentType": "taiwan-permit", "documentNumber": "00000123"})).unwrap();
        assert_eq!(laid.subject, typed.subject);
        let stranger = demo.read_card(&json!({"name": "某人", "documentType": "taiwan-permit", "documentNumber": "99999999"})).unwrap();
        assert_ne!(stranger.subject.id, laid.subject.id);
    }

    #[test]
    fn subjects_show_no_names_or_numbers_when_logged() {
        let dir = tempfile::tempdir().unwrap();
        let demo = Demo::new(&Key::open(&dir.path().join("key")).unwrap()).unwrap();
        let subject = demo.sign_in("retire-ready").unwrap().subject.unwrap();
        let shown = format!("{subject:?}");
        assert!(!shown.contains(&subject.name) && !shown.contains(&subject.document_number));
    }
}
