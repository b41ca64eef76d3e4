//! One form out of several: pages by id, sections by heading, each fact once, where it is asked first.
//!
//! A fact is shown while some item that takes part shows it, required while one requires it, and read-only only if all
//! say so. Where items word its label differently, the dictionary's name stands.

use super::BundleSession;
use crate::api::{Changes, FieldChange, FieldView, PageView, RowChange, RowView, View, Widget};
use crate::session::Session;
use tongban_runtime::sorted::{SortedMap, SortedSet};

/// A field as one session has it; whether that session takes part.
type Asked<'a> = (bool, &'a FieldView);

impl BundleSession {
    pub(super) fn draw(&self) -> View {
        let members = self.member_views();
        let fields = self.fields();
        let pages = self.pages(&fields);
        let verdict = self.verdict(&members, &fields);
        let mut conditions = Vec::new();
        let mut risks = Vec::new();
        for (_, session) in self.taking_part() {
            let id = |own: &str| format!("{}/{own}", session.plan.item.id);
            for condition in &session.views.conditions {
                let mut condition = condition.clone();
                condition.id = id(&condition.id);
                conditions.push(condition);
            }
            for risk in &session.views.risks {
                let mut risk = risk.clone();
                risk.id = id(&risk.id);
                risks.push(risk);
            }
        }
        View {
            item: self.own.plan.item.id.clone(),
            name: self.own.text(self.own.entry().name),
            as_of: self.own.as_of.to_string(),
            region: self.own.region.clone(),
            pages,
            fields,
            conditions,
            materials: self.materials(),
            risks,
            route: self.route(&members),
            deadline: self.deadline(&members),
            verdict,
            members: Some(members),
        }
    }

    /// Every session with whether it takes part, in order.
    fn with_part(&self) -> impl Iterator<Item = (bool, &Session)> {
        let asking: SortedSet<&str> = self
            .asking()
            .map(|session| session.plan.item.id.as_str())
            .collect();
        self.sessions()
            .map(move |session| (asking.contains(session.plan.item.id.as_str()), session))
    }

    fn fields(&self) -> Vec<FieldView> {
        let drawn: Vec<(bool, FieldView)> = self
            .with_part()
            .flat_map(|(asking, session)| session.field_views().map(move |view| (asking, view)))
            .collect();
        let mut order: Vec<&str> = Vec::new();
        let mut by_path: SortedMap<&str, Vec<Asked<'_>>> = SortedMap::new();
        for (asking, view) in &drawn {
            let list = by_path.or_default(view.path.as_str());
            if list.is_empty() {
                order.push(&view.path);
            }
            list.push((*asking, view));
        }
        order
            .into_iter()
            .filter_map(|path| self.merged(by_path.get(path)?))
            .collect()
    }

    fn merged(&self, list: &[Asked<'_>]) -> Option<FieldView> {
        let asked: Vec<&FieldView> = list
            .iter()
            .filter(|(asking, _)| *asking)
            .map(|(_, view)| *view)
            .collect();
        let shown = || asked.iter().filter(|view| view.visible);
        let base = shown()
            .find(|view| !view.read_only)
            .or_else(|| shown().next())
            .or(asked.first())
            .copied()
            .or(list.first().map(|(_, view)| *view))?;
        let mut merged = base.clone();
        merged.visible = shown().next().is_some();
        merged.required = shown().any(|view| view.required);
        // What does not travel with changes depends on nothing but which items take part.
        merged.read_only = asked.iter().all(|view| view.read_only);
        merged.label = self.one_wording(&asked, &merged);
        if asked.iter().any(|view| view.hint != merged.hint) {
            merged.hint = self.dictionary_hint(&merged.fact);
        }
        for violation in shown().flat_map(|view| &view.violations) {
            let known = |held: &crate::api::Violation| {
                held.code == violation.code && held.message == violation.message
            };
            if !merged.violations.iter().any(known) {
                merged.violations.push(violation.clone());
            }
        }
        if let Some(rows) = &base.rows {
            merged.complete = Some(list.iter().all(|(_, view)| view.complete != Some(false)));
            merged.rows = Some(rows.iter().map(|row| self.row(row, list)).collect());
        }
        self.columns_of(&mut merged, list);
        Some(merged)
    }

    /// A row with the columns of all items.
    fn row(&self, row: &RowView, list: &[Asked<'_>]) -> RowView {
        let same = list.iter().filter_map(|(asking, view)| {
            let rows = view.rows.as_ref()?;
            Some((*asking, rows.iter().find(|other| other.id == row.id)?))
        });
        let cells =
            same.flat_map(|(asking, row)| row.fields.iter().map(move |cell| (asking, cell)));
        RowView {
            id: row.id.clone(),
            fields: self.by_fact(cells),
        }
    }

    fn columns_of(&self, merged: &mut FieldView, list: &[Asked<'_>]) {
        let templates = list.iter().flat_map(|(asking, view)| {
            match &view.widget {
                Widget::Group { columns, .. } => columns.as_slice(),
                _ => &[],
            }
            .iter()
            .map(move |column| (*asking, column))
        });
        let all = self.by_fact(templates);
        if let Widget::Group { columns, .. } = &mut merged.widget {
            *columns = all;
        }
    }

    /// Cells of one row or templates of columns, each fact once.
    fn by_fact<'a>(&self, cells: impl Iterator<Item = Asked<'a>>) -> Vec<FieldView> {
        let mut facts: Vec<Vec<Asked<'_>>> = Vec::new();
        for (asking, cell) in cells {
            let known = facts
                .iter_mut()
                .find(|list| list.first().is_some_and(|(_, held)| held.fact == cell.fact));
            match known {
                Some(list) => list.push((asking, cell)),
                None => facts.push(vec![(asking, cell)]),
            }
        }
        facts.iter().filter_map(|list| self.merged(list)).collect()
    }

    /// The label if all have the same, else the dictionary's name.
    fn one_wording(&self, asked: &[&FieldView], merged: &FieldView) -> String {
        if asked.iter().all(|view| view.label == merged.label) {
            return merged.label.clone();
        }
        let facts = &self.engine.image().facts;
        let fact = facts.iter().find(|fact| fact.id == merged.fact);
        fact.map_or_else(|| merged.label.clone(), |fact| self.own.text(fact.name))
    }

    fn dictionary_hint(&self, id: &str) -> Option<String> {
        let facts = &self.engine.image().facts;
        let hint = facts.iter().find(|fact| fact.id == id)?.hint?;
        Some(self.own.text(hint))
    }

    fn pages(&self, fields: &[FieldView]) -> Vec<PageView> {
        let shown: SortedSet<&str> = fields
            .iter()
            .filter(|field| field.visible)
            .map(|field| field.path.as_str())
            .collect();
        let mut placed: SortedSet<String> = SortedSet::new();
        // With whether the title is that of an item that takes part.
        let mut merged: Vec<(PageView, bool)> = Vec::new();
        for (asking, session) in self.with_part() {
            for page in &session.plan.item.pages {
                let mut page = session.page_view(page, false);
                for section in &mut page.sections {
                    section.fields.retain(|path| placed.insert(path.clone()));
                }
                let place = merged.iter().position(|(held, _)| held.id == page.id);
                let Some((held, titled)) = place.and_then(|place| merged.get_mut(place)) else {
                    merged.push((page, asking));
                    continue;
                };
                if asking && !*titled {
                    held.title.clone_from(&page.title);
                    *titled = true;
                }
                for section in page.sections {
                    let same = held
                        .sections
                        .iter_mut()
                        .find(|one| one.title == section.title);
                    match same {
                        Some(same) => same.fields.extend(section.fields),
                        None => held.sections.push(section),
                    }
                }
            }
        }
        let pages = merged.into_iter().map(|(mut page, _)| {
            page.sections.retain(|section| !section.fields.is_empty());
            let paths = page.sections.iter().flat_map(|section| &section.fields);
            page.visible = paths.into_iter().any(|path| shown.contains(path.as_str()));
            page
        });
        pages.filter(|page| !page.sections.is_empty()).collect()
    }
}

/// What differs between two views of one bundle.
pub(super) fn changes(old: &View, new: &View) -> Changes {
    let mut changes = Changes::default();
    let held: SortedMap<&str, &FieldView> = old
        .fields
        .iter()
        .map(|field| (field.path.as_str(), field))
        .collect();
    for field in &new.fields {
        differing_field(
            held.get(field.path.as_str()).copied(),
            field,
            &mut changes.fields,
        );
    }
    changes.conditions = differing(&old.conditions, &new.conditions, |one| &one.id);
    changes.materials = differing(&old.materials, &new.materials, |one| &one.id);
    changes.risks = differing(&old.risks, &new.risks, |one| &one.id);
    let before: SortedMap<&str, bool> = old
        .pages
        .iter()
        .map(|page| (page.id.as_str(), page.visible))
        .collect();
    changes.pages = new
        .pages
        .iter()
        .filter(|page| before.get(page.id.as_str()) != Some(&page.visible))
        .map(|page| (page.id.clone(), page.visible))
        .collect();
    changes.route = (old.route != new.route).then(|| new.route.clone());
    changes.deadline = (old.deadline != new.deadline).then(|| new.deadline.clone());
    changes.verdict = (old.verdict != new.verdict).then(|| new.verdict.clone());
    changes.members = new.members.clone().filter(|_| old.members != new.members);
    changes
}

fn differing<T: Clone + PartialEq>(old: &[T], new: &[T], id: impl Fn(&T) -> &String) -> Vec<T> {
    let held: SortedMap<&String, &T> = old.iter().map(|one| (id(one), one)).collect();
    new.iter()
        .filter(|one| held.get(id(one)) != Some(one))
        .cloned()
        .collect()
}

/// What changed of a field; of a group with the same rows, of its cells.
fn differing_field(old: Option<&FieldView>, new: &FieldView, found: &mut Vec<FieldChange>) {
    if old == Some(new) {
        return;
    }
    let mut change = change_of(new);
    let cells = old.and_then(|old| same_rows(old, new));
    if let (Some(cells), Some(old)) = (cells, old) {
        change.rows = None;
        let mut before = change_of(old);
        before.rows = None;
        if before != change {
            found.push(change);
        }
        for (before, after) in cells {
            differing_field(Some(before), after, found);
        }
    } else {
        found.push(change);
    }
}

/// The cells of two groups with the same rows and columns, in pairs.
fn same_rows<'a>(
    old: &'a FieldView,
    new: &'a FieldView,
) -> Option<Vec<(&'a FieldView, &'a FieldView)>> {
    let (before, after) = (old.rows.as_ref()?, new.rows.as_ref()?);
    let same = |a: &RowView, b: &RowView| {
        let paths = a
            .fields
            .iter()
            .zip(&b.fields)
            .all(|(a, b)| a.path == b.path);
        a.id == b.id && a.fields.len() == b.fields.len() && paths
    };
    let all = before.len() == after.len() && before.iter().zip(after).all(|(a, b)| same(a, b));
    let cells = |rows: &'a [RowView]| rows.iter().flat_map(|row| &row.fields);
    all.then(|| cells(before).zip(cells(after)).collect())
}

fn change_of(view: &FieldView) -> FieldChange {
    let rows = view.rows.as_ref().map(|rows| {
        let row = |row: &RowView| RowChange {
            id: row.id.clone(),
            fields: row.fields.iter().map(change_of).collect(),
        };
        rows.iter().map(row).collect()
    });
    FieldChange {
        path: view.path.clone(),
        visible: view.visible,
        required: view.required,
        knowledge: view.knowledge,
        value: view.value.clone(),
        raw: view.raw.clone(),
        origin: view.origin,
        disputed: view.disputed.clone(),
        violations: view.violations.clone(),
        rows,
        complete: view.complete,
    }
}
