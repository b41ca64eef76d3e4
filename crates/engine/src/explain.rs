//! Why a result is as it is: the facts that decide it, nearest first, and the articles.

use crate::EngineError;
use crate::api::{BasisView, Diagnostic, Explanation, ExplanationStep};
use crate::plan::{at, indices};
use crate::session::{Place, Session};
use std::collections::VecDeque;
use tongban_image::SlotKind;
use tongban_runtime::{SortedSet, Value};

/// Most facts that one explanation names.
const MAX_STEPS: usize = 64;

/// What is explained, before its facts are followed.
struct Subject {
    title: String,
    state: String,
    lines: Vec<String>,
    nodes: Vec<u32>,
    /// Where the nodes stand.
    place: Option<Place>,
    basis: Vec<BasisView>,
}

impl Session {
    /// Why a result is as it is: `condition:<id>`, `material:<id>`, `risk:<id>`, `field:<path>` (or a path alone),
    /// `route`, `deadline`, `verdict`.
    ///
    /// # Errors
    /// `explain.unknown`, `path.*`.
    pub fn explain(&self, of: &str) -> Result<Explanation, EngineError> {
        let subject = match of.split_once(':') {
            Some(("condition", id)) => self.about_condition(id),
            Some(("material", id)) => self.about_material(id),
            Some(("risk", id)) => self.about_risk(id),
            Some(("field", path)) => Some(self.about_field(path)?),
            None if of == "route" => Some(self.about_route()),
            None if of == "deadline" => Some(self.about_deadline()),
            None if of == "verdict" => Some(self.about_verdict()),
            None => Some(self.about_field(of)?),
            Some(_) => None,
        };
        let subject = subject.ok_or_else(|| {
            Diagnostic::error("explain.unknown", "there is no such result to explain")
                .with_help("use `condition:<id>`, `material:<id>`, `risk:<id>`, `field:<path>`, `route`, `deadline` or `verdict`")
        })?;
        let steps = self.steps(&subject.nodes, subject.place);
        let mut text = vec![format!("{}：{}", subject.title, subject.state)];
        text.extend(subject.lines);
        text.extend(steps.iter().map(|step| {
            format!(
                "{}{}：{}",
                "  ".repeat((step.depth as usize).saturating_add(1)),
                step.name,
                step.value
            )
        }));
        text.extend(subject.basis.iter().map(|basis| match &basis.text {
            Some(text) => format!("{}：{text}", basis.title),
            None => basis.title.clone(),
        }));
        Ok(Explanation {
            of: of.to_owned(),
            title: subject.title,
            state: subject.state,
            text: text.join("\n"),
            steps,
            basis: subject.basis,
        })
    }

    fn about_condition(&self, id: &str) -> Option<Subject> {
        let position = self
            .plan
            .item
            .conditions
            .iter()
            .position(|condition| condition.id == id)?;
        let (condition, view) = (
            self.plan.item.conditions.get(position)?,
            self.views.conditions.get(position)?,
        );
        Some(Subject {
            title: view.name.clone(),
            state: self.say(&format!("state.{}", view.state), &[]),
            lines: view.message.iter().chain(&view.remedy).cloned().collect(),
            nodes: vec![condition.node],
            place: None,
            basis: view.basis.clone(),
        })
    }

    fn about_material(&self, id: &str) -> Option<Subject> {
        let number = self.material_named(id)?;
        let view = at(&self.views.materials, number)?;
        Some(Subject {
            title: view.name.clone(),
            state: self.say(&format!("state.{}", view.state), &[]),
            lines: view.reason.iter().cloned().collect(),
            nodes: at(&self.plan.item.materials, number)?
                .node
                .into_iter()
                .collect(),
            place: None,
            basis: view.basis.clone(),
        })
    }

    fn about_risk(&self, id: &str) -> Option<Subject> {
        let position = self.plan.item.risks.iter().position(|risk| risk.id == id)?;
        let (risk, view) = (
            self.plan.item.risks.get(position)?,
            self.views.risks.get(position)?,
        );
        Some(Subject {
            title: view.name.clone(),
            state: self.say(&format!("state.{}", view.state), &[]),
            lines: view.message.iter().cloned().collect(),
            nodes: risk.node.into_iter().collect(),
            place: None,
            basis: view.basis.clone(),
        })
    }

    fn about_field(&self, path: &str) -> Result<Subject, EngineError> {
        let place = self.place(path)?;
        let cell = self.state.cell(&self.plan, place.slot, place.row);
        let mut nodes = Vec::new();
        if let Some(SlotKind::Computed(node)) = self.plan.slot(place.slot).map(|slot| slot.kind) {
            nodes.push(node);
        }
        let mut basis = Vec::new();
        let mut lines = Vec::new();
        if let Some(field) = self.plan.field_of(place.slot) {
            nodes.extend(field.visible);
            nodes.extend(field.required);
            let view = self
                .plan
                .of(place.slot)
                .and_then(|slot| self.field_view(slot.field?, place.row));
            for violation in view.into_iter().flat_map(|view| view.violations) {
                lines.push(violation.message);
                basis.extend(violation.basis);
            }
        }
        let state = cell.map_or_else(String::new, |cell| self.words_at(place, &cell.effective));
        Ok(Subject {
            title: self.label(place),
            state,
            lines,
            nodes,
            place: Some(place),
            basis,
        })
    }

    fn about_route(&self) -> Subject {
        let view = &self.views.route;
        Subject {
            title: "route".to_owned(),
            state: view
                .target
                .clone()
                .unwrap_or_else(|| self.say("state.unknown", &[])),
            lines: vec![view.reason.clone()],
            nodes: self
                .plan
                .item
                .routes
                .iter()
                .filter_map(|rule| rule.node)
                .collect(),
            place: None,
            basis: Vec::new(),
        }
    }

    fn about_deadline(&self) -> Subject {
        let view = &self.views.deadline;
        let limits: Vec<_> = view.promised.iter().chain(&view.statutory).collect();
        Subject {
            title: "deadline".to_owned(),
            state: limits.first().map_or_else(
                || self.say("state.unknown", &[]),
                |limit| limit.text.clone(),
            ),
            lines: limits
                .iter()
                .skip(1)
                .map(|limit| limit.text.clone())
                .collect(),
            nodes: self
                .plan
                .item
                .deadlines
                .iter()
                .filter_map(|rule| rule.node)
                .collect(),
            place: None,
            basis: limits
                .iter()
                .flat_map(|limit| limit.basis.clone())
                .collect(),
        }
    }

    fn about_verdict(&self) -> Subject {
        let view = &self.views.verdict;
        Subject {
            title: "verdict".to_owned(),
            state: view.text.clone(),
            lines: view
                .reasons
                .iter()
                .map(|reason| reason.message.clone())
                .collect(),
            nodes: indices(&self.plan.item.conditions)
                .filter_map(|c| at(&self.plan.item.conditions, c))
                .map(|c| c.node)
                .collect(),
            place: None,
            basis: view
                .reasons
                .iter()
                .flat_map(|reason| reason.basis.clone())
                .collect(),
        }
    }

    /// A value in words; of a group how many rows there are.
    fn words_at(&self, place: Place, value: &Value) -> String {
        let group = self.plan.of(place.slot).and_then(|slot| slot.rows);
        match (group.and_then(|group| at(&self.state.groups, group)), value) {
            (Some(rows), Value::List(_)) => {
                let count = rows.ids(place.row).len().to_string();
                self.say("value.rows", &[count])
            }
            _ => self.words(value, Some(place.slot), true),
        }
    }

    /// The facts behind nodes, breadth first through computed facts.
    fn steps(&self, nodes: &[u32], place: Option<Place>) -> Vec<ExplanationStep> {
        let scope = self.scope();
        let scope = place.map_or(scope, |place| scope.at(place));
        let mut steps = Vec::new();
        let mut seen = SortedSet::new();
        let mut queue: VecDeque<(u32, u32)> = nodes.iter().map(|node| (*node, 0)).collect();
        while let Some((node, depth)) = queue.pop_front() {
            let Some(node) = at(&self.plan.item.nodes, node) else {
                continue;
            };
            let program = at(&self.plan.item.programs, node.program)
                .map_or(&[][..], |program| program.reads());
            for slot in node
                .reads
                .iter()
                .chain(program)
                .copied()
                .collect::<SortedSet<u32>>()
            {
                if !seen.insert(slot) || steps.len() >= MAX_STEPS {
                    continue;
                }
                let place = Place {
                    slot,
                    row: scope.row_of(slot),
                };
                let Some(cell) = self.state.cell(&self.plan, slot, place.row) else {
                    continue;
                };
                steps.push(ExplanationStep {
                    what: self.path(place, true),
                    name: self.label(place),
                    value: self.words_at(place, &cell.effective),
                    depth,
                });
                if let Some(SlotKind::Computed(node)) = self.plan.slot(slot).map(|slot| slot.kind) {
                    queue.push_back((node, depth.saturating_add(1)));
                }
            }
        }
        steps
    }
}
