//! The module that made a packet, ready to replay it.

use crate::interpreter::{Code, Interpreter, Limit, Trouble, Waiting};
use crate::limits::MAX_IDLE;
use serde_json::Value;
use std::sync::{Arc, Mutex, PoisonError};
use tongban_engine::api::{Diagnostic, ReplayReport};
use tongban_engine::{Engine, Label, Module, digest, json};

/// A module of some release. It decides as it decided then: by this program's engine where that is the module's too,
/// by its own bytes otherwise.
#[derive(Debug)]
pub struct Past {
    digest: String,
    label: Label,
    how: How,
}

#[derive(Debug)]
enum How {
    /// This program's engine over the module's catalogue.
    Ours(Arc<Engine>),
    /// The module's own engine, with instances that wait for the next packet.
    Own(Code, Mutex<Vec<Interpreter>>),
}

impl Past {
    /// Opens a module.
    ///
    /// # Errors
    /// `module.*` when it cannot be read, `replay.module-faulty` when its own engine cannot be started.
    pub fn open(module: &[u8]) -> Result<Self, Diagnostic> {
        let label = Label::read(module)?;
        if !label.is_ours() {
            return Self::open_own(module);
        }
        Ok(Self {
            digest: digest(module),
            label,
            how: How::Ours(Module::load(module)?),
        })
    }

    /// The same, and the module's own engine runs even where it is this program's.
    ///
    /// # Errors
    /// As [`Past::open`].
    pub fn open_own(module: &[u8]) -> Result<Self, Diagnostic> {
        Ok(Self {
            label: Label::read(module)?,
            digest: digest(module),
            how: How::Own(
                Code::new(module).map_err(|trouble| found(&trouble))?,
                Mutex::new(Vec::new()),
            ),
        })
    }

    /// SHA-256 of the module, lower-case hex.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// What the module says of itself.
    #[must_use]
    pub const fn label(&self) -> &Label {
        &self.label
    }

    /// Whether the module's own bytes decide, rather than this program's engine.
    #[must_use]
    pub const fn runs_own_engine(&self) -> bool {
        matches!(self.how, How::Own(..))
    }

    /// Replays a packet that this module made; `waiting` says whether the caller still waits.
    ///
    /// # Errors
    /// Those of `Engine::replay`; `replay.module-faulty`, `replay.limit` when the module's own engine gave no answer.
    pub fn replay(
        &self,
        packet: &[u8],
        waiting: Waiting<'_>,
    ) -> Result<ReplayReport, Vec<Diagnostic>> {
        match &self.how {
            How::Ours(engine) => engine.replay(packet).map_err(|error| vec![error]),
            How::Own(code, idle) => {
                let answer = self
                    .run(code, idle, waiting, |instance, waiting| {
                        instance.replay(packet, waiting)
                    })
                    .map_err(|trouble| vec![found(&trouble)])?;
                report(&answer)
            }
        }
    }

    /// One decision, bytes to bytes, as `Engine::decide` of the module's engine.
    ///
    /// # Errors
    /// `replay.module-faulty`, `replay.limit` when the module's own engine gave no answer.
    pub fn decide(&self, request: &[u8], waiting: Waiting<'_>) -> Result<Vec<u8>, Diagnostic> {
        match &self.how {
            How::Ours(engine) => Ok(engine.decide(request)),
            How::Own(code, idle) => self
                .run(code, idle, waiting, |instance, waiting| {
                    instance.decide(request, waiting)
                })
                .map_err(|trouble| found(&trouble)),
        }
    }

    /// Works with an instance that waits, or a new one. One that failed is never used again.
    fn run(
        &self,
        code: &Code,
        idle: &Mutex<Vec<Interpreter>>,
        waiting: Waiting<'_>,
        work: impl FnOnce(&mut Interpreter, Waiting<'_>) -> Result<Vec<u8>, Trouble>,
    ) -> Result<Vec<u8>, Trouble> {
        let waits = idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut instance = match waits {
            Some(instance) => instance,
            None => code.start(&mut *waiting)?,
        };
        let answer = work(&mut instance, waiting)?;
        let mut idle = idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < MAX_IDLE {
            idle.push(instance);
        }
        Ok(answer)
    }
}

/// The module that a packet names, lower-case hex.
///
/// # Errors
/// Those of `Engine::read_packet`; `packet.decision` when its decision names none.
pub fn module_of(packet: &[u8]) -> Result<String, Diagnostic> {
    let packet = Engine::read_packet(packet)?;
    let module = packet.decision.get("module").and_then(Value::as_str);
    module.map(str::to_owned).ok_or_else(|| {
        Diagnostic::error(
            "packet.decision",
            "the packet's decision names no module".to_owned(),
        )
    })
}

/// What an instance answered.
fn report(answer: &[u8]) -> Result<ReplayReport, Vec<Diagnostic>> {
    let unreadable = |_| {
        vec![found(&Trouble::Unfit(
            "its answer is none that is known here".to_owned(),
        ))]
    };
    let value = json::read(answer).map_err(unreadable)?;
    match value.get("diagnostics").and_then(Value::as_array) {
        Some(list) => Err(list.iter().map(diagnostic).collect()),
        None => json::shape(value).map_err(unreadable),
    }
}

/// A finding of another release's engine.
fn diagnostic(value: &Value) -> Diagnostic {
    json::shape(value.clone()).unwrap_or_else(|_| {
        let code = value.get("code").and_then(Value::as_str);
        Diagnostic::error(
            code.unwrap_or("engine.answer").to_owned(),
            "the module refused the packet".to_owned(),
        )
    })
}

fn found(trouble: &Trouble) -> Diagnostic {
    let (code, help) = match trouble {
        Trouble::Limit(Limit::Time) => ("replay.limit", "try again when there is less to do"),
        Trouble::Limit(_) => (
            "replay.limit",
            "open the answers again with the module in force and send the new packet",
        ),
        Trouble::Unfit(_) | Trouble::Trapped(_) => (
            "replay.module-faulty",
            "check that the file is the module as it was published",
        ),
    };
    Diagnostic::error(code, trouble.to_string()).with_help(help)
}
