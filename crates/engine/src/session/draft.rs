//! Taking up a draft, also one of another release: what was answered is kept, and what changed is said.

use super::Session;
use super::open::DRAFT;
use super::path::resolve;
use super::sweep::Sweep;
use crate::EngineError;
use crate::api::{Diagnostic, Draft, FieldView, Severity};
use crate::limits::MAX_NOTES;
use crate::plan::at;
use tongban_runtime::SortedMap;

/// Something about a draft that the person is told, in the language of the moment.
#[derive(Debug, Clone)]
pub(crate) enum Note {
    /// One of the catalogue's sentences `draft.…` about a fact or material, by path and name.
    Said(&'static str, String, String),
    /// An entry that cannot be read at all.
    Found(Diagnostic),
}

impl Note {
    fn is_about(&self, other: &Self) -> bool {
        matches!((self, other), (Self::Said(a, x, _), Self::Said(b, y, _)) if a == b && x == y)
    }
}

impl Session {
    /// What was not taken over from the draft as it was, and what is newly asked: `draft.module` when another release
    /// made it, `draft.gone` and `draft.changed` for answers and materials, `draft.new` for questions.
    #[must_use]
    pub fn notes(&self) -> Vec<Diagnostic> {
        if self.notes.is_empty() {
            return Vec::new();
        }
        // What is asked now is named in the language of the moment; the name of what is gone is the draft's.
        let now: SortedMap<String, String> = self.asked().into_iter().collect();
        let words = |note: &Note| match note {
            Note::Found(found) => found.clone(),
            Note::Said(code, about, name) => {
                let name = now.get(about).unwrap_or(name);
                let said = Diagnostic::error(*code, self.say(code, core::slice::from_ref(name)))
                    .with_severity(tongban_runtime::Severity::Hint);
                if about.is_empty() {
                    said
                } else {
                    said.about(about.clone())
                }
            }
        };
        self.notes.iter().map(words).collect()
    }

    /// Everything of the draft that was not taken over as it was, by path as the draft writes it (`staff[0].staffName`), and
    /// `material:<id>`: all of it, where the notes say each column once.
    #[must_use]
    pub fn left_out(&self) -> &[String] {
        &self.left_out
    }

    /// Takes a draft's entries; those that do not fit are left out and noted.
    pub(super) fn take_up(&mut self, sweep: &mut Sweep, draft: &Draft) -> Result<(), EngineError> {
        if draft.schema != DRAFT {
            return Err(Diagnostic::error(
                "draft.schema",
                format!("the draft is not of the form `{DRAFT}`"),
            ));
        }
        if draft.item != self.plan.item.id {
            return Err(
                Diagnostic::error("draft.item", "the draft belongs to another item").about("draft"),
            );
        }
        if draft.module != self.engine.digest() {
            self.note(Note::Said("draft.module", String::new(), String::new()));
        }
        for (path, error) in self.restore_all(sweep, &draft.facts, &draft.complete)? {
            self.left_out.push(path.clone());
            let column = without_rows(&path);
            let name = self.named_before(draft, &column);
            self.note(if error.code.starts_with("path.") {
                Note::Said("draft.gone", column, name)
            } else if error.code.starts_with("wire.") || error.code.starts_with("rows.") {
                Note::Said("draft.changed", column, name)
            } else {
                Note::Found(error.with_severity(tongban_runtime::Severity::Hint))
            });
        }
        for (material, given) in &draft.materials {
            if let Err(error) = self.restore_given(material, given) {
                let about = format!("material:{material}");
                self.left_out.push(about.clone());
                let name = self.named_before(draft, &about);
                let code = if error.code == "material.unknown" {
                    "draft.gone"
                } else {
                    "draft.changed"
                };
                self.note(Note::Said(code, about, name));
            }
        }
        Ok(())
    }

    /// After a draft of another release was taken up: answers that are refused now, and questions that were not asked.
    pub(super) fn compare_form(&mut self, draft: &Draft) {
        if draft.module == self.engine.digest() {
            return;
        }
        let mut notes = Vec::new();
        for (path, fact) in &draft.facts {
            // Without a value it was refused or unknown before.
            if fact.value.is_null() || fact.unknown.is_some() {
                continue;
            }
            let Ok(place) = resolve(&self.plan, &self.state, path) else {
                continue;
            };
            let view = self
                .plan
                .of(place.slot)
                .and_then(|slot| self.field_view(slot.field?, place.row));
            if view.is_some_and(|view| refuses(&view)) {
                let code = "draft.changed";
                self.left_out.push(path.clone());
                notes.push(Note::Said(
                    code,
                    without_rows(path),
                    self.column(place.slot),
                ));
            }
        }
        if !draft.names.is_empty() {
            for (key, name) in self.asked() {
                if !draft.names.contains_key(&key) && !draft.facts.contains_key(&key) {
                    notes.push(Note::Said("draft.new", key, name));
                }
            }
        }
        for note in notes {
            self.note(note);
        }
    }

    /// Names of what is asked now and of the materials that were given, by fact, `group.fact` and `material:<id>`: kept
    /// in the draft, so that another release can say what it does not ask any more.
    pub(crate) fn draft_names(&self) -> SortedMap<String, String> {
        let mut names: SortedMap<String, String> = self.asked().into_iter().collect();
        for number in self.given.keys() {
            if let Some((_, material)) = self.material(*number) {
                let name = self.language.text(material.name).into_owned();
                names.insert(format!("material:{}", material.id), name);
            }
        }
        names
    }

    /// Every question that is shown, columns of groups too, with its name.
    fn asked(&self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for number in &self.plan.form {
            let Some(field) =
                at(&self.plan.item.fields, *number).filter(|field| field.group.is_none())
            else {
                continue;
            };
            let Some(view) = self.field_view(*number, 0).filter(|view| view.visible) else {
                continue;
            };
            if let Some(group) = self.plan.of(field.slot).and_then(|slot| slot.rows) {
                self.columns(group, &view.path, &mut found);
            }
            if !view.read_only {
                found.push((view.path, view.label));
            }
        }
        found
    }

    /// The columns of a group; a column may be a group itself, and lies no deeper than the catalogue nests them.
    fn columns(&self, group: u32, path: &str, found: &mut Vec<(String, String)>) {
        let fields = self
            .plan
            .group(group)
            .map_or(&[][..], |group| &group.fields);
        for field in fields {
            let Some(field) = at(&self.plan.item.fields, *field) else {
                continue;
            };
            let path = format!("{path}.{}", self.fact_id(field.slot));
            found.push((path.clone(), self.column(field.slot)));
            let inner = self.plan.of(field.slot).and_then(|slot| slot.rows);
            if let Some(inner) = inner.filter(|inner| *inner != group) {
                self.columns(inner, &path, found);
            }
        }
    }

    /// What a fact or material was called when the draft was made; its id where the draft does not say.
    fn named_before(&self, draft: &Draft, key: &str) -> String {
        let known = draft.names.get(key);
        let plain = || key.rsplit([':', '.']).next().unwrap_or(key);
        let shown = known.map_or_else(plain, String::as_str);
        shown.chars().filter(|c| !c.is_control()).take(80).collect()
    }

    fn note(&mut self, note: Note) {
        if self.notes.len() < MAX_NOTES && !self.notes.iter().any(|held| held.is_about(&note)) {
            self.notes.push(note);
        }
    }
}

/// Whether a field does not take its value: by its type, domain or format, not by a rule over other answers.
fn refuses(view: &FieldView) -> bool {
    let by_kind = |code: &str| code != "required" && !code.starts_with("check.");
    view.visible
        && view
            .violations
            .iter()
            .any(|found| found.severity == Severity::Error && by_kind(&found.code))
}

/// `staff[0].staffName` is one column with all other rows': `staff.staffName`.
fn without_rows(path: &str) -> String {
    let mut out = String::with_capacity(path.len().min(256));
    let mut inside = false;
    for character in path.chars().take(256) {
        match character {
            '[' => inside = true,
            ']' => inside = false,
            _ if !inside && character.is_ascii_graphic() => out.push(character),
            _ => {}
        }
    }
    out
}
