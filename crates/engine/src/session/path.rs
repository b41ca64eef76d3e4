//! Paths: `birthDate`; in a row `staff[r1].name` by the row's stable id, or `staff[0].name` by its position; in a row
//! of a row `households[0].members[2].name`.

use super::state::{Place, State};
use crate::EngineError;
use crate::api::Diagnostic;
use crate::engine::Engine;
use crate::plan::{Plan, at};

/// How deep groups are nested.
const DEEPEST: usize = 2;

/// A path taken apart: rows from the outside in, and the fact; no fact: the last row as such, which only drafts and
/// packets name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Path<'a> {
    rows: [Option<(&'a str, RowRef)>; DEEPEST],
    /// Fact or group.
    pub fact: Option<&'a str>,
}

/// How a row is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowRef {
    /// By its stable id.
    Id(u32),
    /// By its position.
    Position(u32),
}

impl<'a> Path<'a> {
    /// Groups and rows, from the outside in.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (&'a str, RowRef)> {
        self.rows.into_iter().flatten()
    }
}

fn unknown(path: &str) -> Diagnostic {
    // A path may hold anything; only its shape is repeated.
    Diagnostic::error(
        "path.unknown",
        format!("`{}` is no fact of this item", shape(path)),
    )
    .with_help("use a fact's id, or `group[r1].fact` in a row")
}

fn no_group(path: &str) -> Diagnostic {
    Diagnostic::error(
        "path.group",
        format!("`{}` is no group of this item", shape(path)),
    )
}

fn no_row(path: &str) -> Diagnostic {
    Diagnostic::error("path.row", "there is no such row")
        .about(path.chars().take(80).collect::<String>())
}

fn shape(path: &str) -> String {
    path.chars()
        .filter(char::is_ascii_graphic)
        .take(80)
        .collect()
}

fn number(text: &str) -> Option<u32> {
    let canonical = text == "0" || !text.starts_with('0');
    (canonical && text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())?
}

impl RowRef {
    fn read(text: &str) -> Option<Self> {
        match text.strip_prefix('r') {
            Some(id) => number(id).map(Self::Id),
            None => number(text).map(Self::Position),
        }
    }
}

/// Takes a path apart.
pub(crate) fn parse(path: &str) -> Result<Path<'_>, EngineError> {
    let mut rows = [None; DEEPEST];
    let mut rest = path;
    for place in &mut rows {
        let Some((group, inner)) = rest.split_once('[') else {
            break;
        };
        let (row, inner) = inner.split_once(']').ok_or_else(|| unknown(path))?;
        let row = RowRef::read(row).ok_or_else(|| unknown(path))?;
        *place = Some((group, row));
        if inner.is_empty() {
            return Ok(Path { rows, fact: None });
        }
        rest = inner.strip_prefix('.').ok_or_else(|| unknown(path))?;
    }
    if rest.contains('[') {
        return Err(unknown(path));
    }
    Ok(Path {
        rows,
        fact: Some(rest),
    })
}

/// The group of this name in rows of another, or outside any.
pub(crate) fn group_in(plan: &Plan, outer: Option<u32>, name: &str) -> Result<u32, EngineError> {
    plan.name_in(outer, name)
        .and_then(|slot| plan.of(slot)?.rows)
        .ok_or_else(|| no_group(name))
}

/// The row that is meant, of those in one row of the outer group.
pub(crate) fn row_id(state: &State, group: u32, outer: u32, row: RowRef) -> Option<u32> {
    let rows = at(&state.groups, group)?;
    match row {
        RowRef::Id(id) => rows
            .row(id)
            .filter(|row| row.outer == outer)
            .map(|row| row.id),
        RowRef::Position(position) => at(rows.ids(outer), position).copied(),
    }
}

/// Where a path leads.
pub(crate) fn resolve(plan: &Plan, state: &State, path: &str) -> Result<Place, EngineError> {
    let parsed = parse(path)?;
    let (mut group, mut row) = (None, Some(0));
    for (name, wanted) in parsed.rows() {
        let inner = group_in(plan, group, name)?;
        row = row.and_then(|outer| row_id(state, inner, outer, wanted));
        group = Some(inner);
    }
    let slot = parsed
        .fact
        .and_then(|fact| plan.name_in(group, fact))
        .ok_or_else(|| unknown(path))?;
    let row = row.ok_or_else(|| no_row(path))?;
    Ok(Place { slot, row })
}

/// The group that a path leads to, and the row of the outer group that it stands in (0: none).
pub(crate) fn group(plan: &Plan, state: &State, path: &str) -> Result<(u32, u32), EngineError> {
    let place = match resolve(plan, state, path) {
        Err(error) if error.code == "path.unknown" => return Err(no_group(path)),
        found => found?,
    };
    let group = plan.of(place.slot).and_then(|slot| slot.rows);
    Ok((group.ok_or_else(|| no_group(path))?, place.row))
}

/// The path of a place; rows by stable id, or by position.
pub(crate) fn write(
    engine: &Engine,
    plan: &Plan,
    state: &State,
    place: Place,
    by_id: bool,
) -> String {
    let mut path = String::new();
    if let Some(group) = plan.of(place.slot).and_then(|slot| slot.group) {
        write_row(engine, plan, state, (group, place.row), by_id, &mut path);
        path.push('.');
    }
    path.push_str(fact(engine, plan, place.slot));
    path
}

/// The path of a row as such.
pub(crate) fn write_row(
    engine: &Engine,
    plan: &Plan,
    state: &State,
    (group, row): (u32, u32),
    by_id: bool,
    path: &mut String,
) {
    use core::fmt::Write as _;
    let held = at(&state.groups, group).and_then(|rows| rows.row(row));
    let (outer, position) = held.map_or((0, 0), |row| (row.outer, row.position));
    let Some(planned) = plan.group(group) else {
        return;
    };
    if let Some(around) = planned.outer {
        write_row(engine, plan, state, (around, outer), by_id, path);
        path.push('.');
    }
    path.push_str(fact(engine, plan, planned.slot));
    let written = if by_id {
        write!(path, "[r{row}]")
    } else {
        write!(path, "[{position}]")
    };
    debug_assert!(written.is_ok(), "a text takes everything");
}

fn fact<'a>(engine: &'a Engine, plan: &Plan, slot: u32) -> &'a str {
    plan.slot(slot)
        .and_then(|slot| at(&engine.image().facts, slot.fact))
        .map_or("", |fact| fact.id.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(path: &str) -> (Vec<(&str, RowRef)>, Option<&str>) {
        let path = parse(path).unwrap();
        (path.rows().collect(), path.fact)
    }

    #[test]
    fn paths_are_taken_apart() {
        use RowRef::{Id, Position};
        assert_eq!(parts("birthDate"), (vec![], Some("birthDate")));
        assert_eq!(
            parts("staff[r12].name"),
            (vec![("staff", Id(12))], Some("name"))
        );
        assert_eq!(
            parts("staff[0].name"),
            (vec![("staff", Position(0))], Some("name"))
        );
        assert_eq!(parts("staff[3]"), (vec![("staff", Position(3))], None));
        assert_eq!(
            parts("homes[0].members[r2].name"),
            (
                vec![("homes", Position(0)), ("members", Id(2))],
                Some("name")
            )
        );
        assert_eq!(
            parts("homes[0].members[1]"),
            (vec![("homes", Position(0)), ("members", Position(1))], None)
        );
    }

    #[test]
    fn odd_paths_are_errors() {
        for path in [
            "a[",
            "a[]",
            "a[-1].b",
            "a[01].b",
            "a[r].b",
            "a[0]b",
            "a[99999999999].b",
            "a[１].b",
            "a[0].b[1].c[2].d",
            "a[0].b[1].c[2]",
        ] {
            assert_eq!(parse(path).unwrap_err().code, "path.unknown", "{path}");
        }
    }
}
