//! A signed-in applicant.

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use ureq::Agent;

/// Connections are kept; a clone of the cookie goes with every request.
pub struct Client {
    agent: Agent,
    address: String,
    cookie: String,
}

impl Client {
    /// As the demonstration's person who may retire.
    ///
    /// # Errors
    /// If the service does not let them in.
    pub fn sign_in(address: &str) -> Result<Self> {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_idle_connections(256)
            .max_idle_connections_per_host(256)
            .build();
        let agent = Agent::new_with_config(config);
        let answer = agent
            .post(format!("{address}/v1/sessions"))
            .send_json(json!({"provider": "demo", "identity": "retire-ready"}))?;
        let cookie = answer
            .headers()
            .get("set-cookie")
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split(';').next())
            .context("no session cookie")?
            .to_owned();
        Ok(Self {
            agent,
            address: address.to_owned(),
            cookie,
        })
    }

    /// Sends JSON and reads JSON.
    ///
    /// # Errors
    /// If it is refused.
    pub fn post(&self, path: &str, body: &[u8]) -> Result<Value> {
        let mut answer = self
            .agent
            .post(format!("{}{path}", self.address))
            .header("cookie", &self.cookie)
            .header("content-type", "application/json")
            .send(body)?;
        let status = answer.status();
        let text = answer.body_mut().read_to_string()?;
        if !status.is_success() {
            bail!("{path}: {status} {text}");
        }
        Ok(serde_json::from_str(&text)?)
    }

    /// Number of the receipt.
    ///
    /// # Errors
    /// If there is none.
    pub fn hand_in(&self, packet: &[u8]) -> Result<String> {
        let answer = self.post("/v1/packets", packet)?;
        let number = answer.pointer("/receipt/number").and_then(Value::as_str);
        Ok(number.context("a receipt without a number")?.to_owned())
    }

    /// Sends a file of a packet.
    ///
    /// # Errors
    /// If it is refused.
    pub fn put_file(&self, packet: &str, sha256: &str, bytes: &[u8]) -> Result<()> {
        let mut answer = self
            .agent
            .put(format!(
                "{}/v1/packets/{packet}/materials/{sha256}",
                self.address
            ))
            .header("cookie", &self.cookie)
            .send(bytes)?;
        let status = answer.status();
        let text = answer.body_mut().read_to_string()?;
        if !status.is_success() {
            bail!("a file: {status} {text}");
        }
        Ok(())
    }
}
