//! One case: an application as data, and the ways to change it a little.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// An application: what `decide` takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Case {
    /// Item id.
    pub item: String,
    /// Application date.
    pub as_of: String,
    /// Insured region; null: unknown.
    pub region: Option<String>,
    /// Facts by id; `{"$unknown": reason}` is not known, a list is a group with all its rows.
    pub facts: BTreeMap<String, Value>,
    /// Given materials: `{how, files?}`.
    pub materials: BTreeMap<String, Value>,
}

impl Case {
    /// The request as JSON text.
    pub fn request(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// A fact, when it is a known value.
    pub fn known(&self, fact: &str) -> Option<&Value> {
        self.facts
            .get(fact)
            .filter(|value| !value.is_null() && !value.is_object())
    }

    /// A fact that is text, when known.
    pub fn text(&self, fact: &str) -> Option<&str> {
        self.known(fact)?.as_str()
    }

    /// Cases that are a little smaller, for finding the smallest that still differs.
    pub fn smaller(&self) -> Vec<Self> {
        let mut out = Vec::new();
        for (fact, value) in &self.facts {
            let mut without = self.clone();
            without.facts.remove(fact);
            out.push(without);
            let rows = value.as_array().map_or(0, Vec::len);
            for row in 0..rows {
                let mut fewer = self.clone();
                if let Some(Value::Array(rows)) = fewer.facts.get_mut(fact) {
                    rows.remove(row);
                }
                out.push(fewer);
            }
        }
        for material in self.materials.keys() {
            let mut without = self.clone();
            without.materials.remove(material);
            out.push(without);
        }
        if self.region.is_some() {
            out.push(Self {
                region: None,
                ..self.clone()
            });
        }
        out
    }
}

/// A fact that is not known.
pub fn unknown(reason: &str) -> Value {
    json!({ "$unknown": reason })
}

/// How a material is given.
pub fn given(how: &str, files: u64) -> Value {
    let mut out = Map::new();
    out.insert("how".into(), how.into());
    if how == "provided" {
        let files = (0..files).map(|number| {
            json!({
                "name": format!("材料{number}·𠮷.pdf"),
                "media": "application/pdf",
                "size": 1024 + number,
                "sha256": format!("{number:064x}"),
            })
        });
        out.insert("files".into(), files.collect());
    }
    Value::Object(out)
}
