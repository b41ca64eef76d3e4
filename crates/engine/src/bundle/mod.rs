//! A bundle (打包办): several items applied for with one form.
//!
//! It is composed of one session an item, and one for the bundle's own questions. Facts of one dictionary id are set in
//! all of them, so each is asked once, and each item decides what it would decide by itself. What is merged is only what
//! is shown: pages, fields, materials, reasons, the next question.

mod given;
mod guide;
mod materials;
mod merge;
mod next;
mod open;
mod packet;
mod replay;
mod set;
mod state;
mod verdict;

pub use packet::BUNDLE as BUNDLE_SCHEMA;
pub use replay::split;
pub use verdict::{MemberVerdict, verdict_of};

use crate::EngineError;
use crate::api::{Changes, Diagnostic, Explanation, Reason, View};
use crate::engine::Engine;
use crate::session::Session;
use state::Taking;
use std::sync::Arc;
use tongban_image::BundleEntry;

/// One application for several items.
#[derive(Debug, Clone)]
pub struct BundleSession {
    engine: Arc<Engine>,
    /// Index into the image's bundles.
    place: usize,
    /// The bundle's own questions; its conditions say which members take part.
    own: Session,
    /// One session a member, also while it does not take part.
    members: Vec<Session>,
    /// Whether each member takes part.
    taking: Vec<Taking>,
    /// The last drawn view.
    shown: View,
}

impl BundleSession {
    /// The whole view, as of one item: pages and fields by path, conditions and risks as `<item>/<id>`, materials by id.
    #[must_use]
    pub fn view(&self) -> View {
        self.shown.clone()
    }

    /// Everything that stands in the way, once, in a stable order (一次性告知).
    #[must_use]
    pub fn check(&self) -> Vec<Reason> {
        self.shown.verdict.reasons.clone()
    }

    /// What was said about a draft when the session opened.
    #[must_use]
    pub fn notes(&self) -> Vec<Diagnostic> {
        let mut notes: Vec<Diagnostic> = Vec::new();
        for note in self.sessions().flat_map(Session::notes) {
            let same = |held: &Diagnostic| {
                held.code == note.code && held.at.reference == note.at.reference
            };
            if !notes.iter().any(same) {
                notes.push(note);
            }
        }
        notes
    }

    /// The session of an item of the bundle, by id: what it decides is what the item decides by itself.
    #[must_use]
    pub fn member(&self, item: &str) -> Option<&Session> {
        self.members
            .iter()
            .find(|session| session.plan.item.id == item)
    }

    /// Shows everything in another language; nothing else changes.
    ///
    /// # Errors
    /// `lang.unknown`, `module.texts`.
    pub fn set_lang(&mut self, lang: &str) -> Result<View, EngineError> {
        for session in self.sessions_mut() {
            session.set_lang(lang)?;
        }
        self.redraw();
        Ok(self.view())
    }

    /// Why a result is as it is: `condition:<item>/<id>`, `risk:<item>/<id>`, `field:<path>`, `material:<id>`, and
    /// `route`, `deadline` and `verdict`, of all items or as `verdict:<item>` of one.
    ///
    /// # Errors
    /// `explain.unknown`, `path.*`.
    pub fn explain(&self, of: &str) -> Result<Explanation, EngineError> {
        let unknown = || {
            Diagnostic::error("explain.unknown", "there is no such result to explain").with_help(
                "use `condition:<item>/<id>`, `risk:<item>/<id>`, `material:<id>`, `field:<path>`, `route`, `deadline` or `verdict`",
            )
        };
        let (kind, rest) = of.split_once(':').unwrap_or((of, ""));
        let found: Vec<(String, Explanation)> = match kind {
            "condition" | "risk" => {
                let (item, id) = rest.split_once('/').ok_or_else(unknown)?;
                let session = self.member(item).ok_or_else(unknown)?;
                vec![(item.to_owned(), session.explain(&format!("{kind}:{id}"))?)]
            }
            "route" | "deadline" | "verdict" => self
                .taking_part()
                .filter(|(_, session)| rest.is_empty() || session.plan.item.id == rest)
                .map(|(_, session)| Ok((session.plan.item.id.clone(), session.explain(kind)?)))
                .collect::<Result<_, EngineError>>()?,
            "material" => self
                .taking_part()
                .filter(|(_, session)| session.material_named(rest).is_some())
                .map(|(_, session)| Ok((session.plan.item.id.clone(), session.explain(of)?)))
                .collect::<Result<_, EngineError>>()?,
            _ => {
                let path = if kind == "field" { rest } else { of };
                let session = self.shower(path).ok_or_else(|| set::unknown(path))?;
                vec![(String::new(), session.explain(of)?)]
            }
        };
        let mut list = found.into_iter();
        let (_, mut all) = list.next().ok_or_else(unknown)?;
        of.clone_into(&mut all.of);
        for (_, more) in list {
            all.text.push('\n');
            all.text.push_str(&more.text);
            for step in more.steps {
                if !all.steps.contains(&step) {
                    all.steps.push(step);
                }
            }
            for basis in more.basis {
                if !all.basis.contains(&basis) {
                    all.basis.push(basis);
                }
            }
        }
        Ok(all)
    }

    fn entry(&self) -> Option<&BundleEntry> {
        self.engine.image().bundles.get(self.place)
    }

    /// The bundle's own questions, then its members.
    fn sessions(&self) -> impl Iterator<Item = &Session> {
        core::iter::once(&self.own).chain(&self.members)
    }

    fn sessions_mut(&mut self) -> impl Iterator<Item = &mut Session> {
        core::iter::once(&mut self.own).chain(&mut self.members)
    }

    /// Members that take part, with their place.
    fn taking_part(&self) -> impl Iterator<Item = (usize, &Session)> {
        let members = self.members.iter().zip(&self.taking).enumerate();
        members
            .filter(|(_, (_, taking))| **taking == Taking::Yes)
            .map(|(place, (session, _))| (place, session))
    }

    /// The bundle's own questions and the members that take part.
    fn asking(&self) -> impl Iterator<Item = &Session> {
        core::iter::once(&self.own).chain(self.taking_part().map(|(_, session)| session))
    }

    /// The session that shows a path: the first that asks for it, else the first that knows it.
    fn shower(&self, path: &str) -> Option<&Session> {
        let shown =
            |session: &&Session| session.place(path).is_ok_and(|place| session.counts(place));
        self.asking()
            .find(shown)
            .or_else(|| self.sessions().find(|session| session.place(path).is_ok()))
    }

    /// Draws everything again; what changed.
    fn redraw(&mut self) -> Changes {
        self.taking = self.takes_part();
        let view = self.draw();
        let changes = merge::changes(&self.shown, &view);
        self.shown = view;
        changes
    }
}
