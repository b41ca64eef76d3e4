//! The data files, compiled in.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Records by register.
pub type Registers = BTreeMap<String, Map<String, Value>>;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Person {
    pub id: String,
    pub label: String,
    pub name: String,
    pub document_type: String,
    pub document_number: String,
    pub birth_date: String,
    pub gender: String,
    pub assurance: String,
    /// Case facts: what the gateway knows from signing in, such as the face match score.
    pub case: Map<String, Value>,
    pub registers: Registers,
}

impl Person {
    /// What a reader reads from the card.
    pub fn card(&self) -> Map<String, Value> {
        let fields = [
            ("name", &self.name),
            ("documentType", &self.document_type),
            ("documentNumber", &self.document_number),
            ("birthDate", &self.birth_date),
            ("gender", &self.gender),
        ];
        fields
            .into_iter()
            .map(|(key, value)| (key.to_owned(), Value::from(value.as_str())))
            .collect()
    }
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Unit {
    pub id: String,
    pub label: String,
    pub name: String,
    pub credit_code: String,
    pub assurance: String,
    pub registers: Registers,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Post {
    pub id: String,
    pub label: String,
    pub channel: String,
    pub level: String,
    pub region: String,
    #[serde(default)]
    pub posts: Vec<String>,
}

#[derive(Debug)]
pub struct Data {
    pub persons: Vec<Person>,
    pub units: Vec<Unit>,
    pub posts: Vec<Post>,
    pub devices: Vec<Post>,
}

fn read<T: DeserializeOwned>(name: &str, text: &str) -> Result<Vec<T>, String> {
    serde_json::from_str(text).map_err(|e| format!("{name}: {e}"))
}

impl Data {
    pub fn read() -> Result<Self, String> {
        Ok(Self {
            persons: read("persons.json", include_str!("../../demo/persons.json"))?,
            units: read("units.json", include_str!("../../demo/units.json"))?,
            posts: read("posts.json", include_str!("../../demo/posts.json"))?,
            devices: read("devices.json", include_str!("../../demo/devices.json"))?,
        })
    }
}
