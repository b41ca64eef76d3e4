//! Paths: `birthDate`; in a row `staff[r1].name` by the row's stable id, or `staff[0].name` by its position.

use super::state::{Place, State};
use crate::EngineError;
use crate::api::Diagnostic;
use crate::engine::Engine;
use crate::plan::{Plan, at};

/// A path taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Path<'a> {
    /// A fact or group.
    Fact(&'a str),
    /// A row as such, which only drafts and packets name.
    Row(&'a str, RowRef),
    /// A fact in a row.
    Cell(&'a str, RowRef, &'a str),
}

/// How a row is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowRef {
    /// By its stable id.
    Id(u32),
    /// By its position.
    Position(u32),
}

fn unknown(path: &str) -> Diagnostic {
    // A path may hold anything; only its shape is repeated.
    let shown: String = path
        .chars()
        .filter(|c| c.is_ascii_graphic())
        .take(80)
        .collect();
    Diagnostic::error("path.unknown", format!("`{shown}` is no fact of this item"))
        .with_help("use a fact's id, or `group[r1].fact` in a row")
}

fn number(text: &str) -> Option<u32> {
    let canonical = text == "0" || !text.starts_with('0');
    (canonical && text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())?
}

/// Takes a path apart.
pub(crate) fn parse(path: &str) -> Result<Path<'_>, EngineError> {
    let Some((group, rest)) = path.split_once('[') else {
        return Ok(Path::Fact(path));
    };
    let (row, rest) = rest.split_once(']').ok_or_else(|| unknown(path))?;
    let row = match row.strip_prefix('r') {
        Some(id) => number(id).map(RowRef::Id),
        None => number(row).map(RowRef::Position),
    };
    let row = row.ok_or_else(|| unknown(path))?;
    if rest.is_empty() {
        return Ok(Path::Row(group, row));
    }
    rest.strip_prefix('.')
        .map(|fact| Path::Cell(group, row, fact))
        .ok_or_else(|| unknown(path))
}

impl Plan {
    /// The slot of a fact outside rows.
    pub(crate) fn named(&self, fact: &str) -> Option<u32> {
        self.names.get(&(None, fact.to_owned())).copied()
    }

    /// The group of this id.
    pub(crate) fn group_named(&self, group: &str) -> Result<u32, EngineError> {
        self.named(group)
            .and_then(|slot| self.of(slot)?.rows)
            .ok_or_else(|| {
                let shown: String = group
                    .chars()
                    .filter(char::is_ascii_graphic)
                    .take(80)
                    .collect();
                Diagnostic::error("path.group", format!("`{shown}` is no group of this item"))
            })
    }
}

/// The row that is meant.
pub(crate) fn row_id(state: &State, group: u32, row: RowRef) -> Option<u32> {
    let rows = at(&state.groups, group)?;
    match row {
        RowRef::Id(id) => rows.row(id).map(|row| row.id),
        RowRef::Position(position) => at(&rows.rows, position).map(|row| row.id),
    }
}

/// Where a path leads.
pub(crate) fn resolve(plan: &Plan, state: &State, path: &str) -> Result<Place, EngineError> {
    match parse(path)? {
        Path::Fact(fact) => plan
            .named(fact)
            .map(|slot| Place { slot, row: 0 })
            .ok_or_else(|| unknown(path)),
        Path::Row(..) => Err(unknown(path)),
        Path::Cell(group, row, fact) => {
            let group = plan.group_named(group)?;
            let slot = plan
                .names
                .get(&(Some(group), fact.to_owned()))
                .copied()
                .ok_or_else(|| unknown(path))?;
            let row = row_id(state, group, row).ok_or_else(|| {
                Diagnostic::error("path.row", "there is no such row")
                    .about(path.chars().take(80).collect::<String>())
            })?;
            Ok(Place { slot, row })
        }
    }
}

/// The path of a place; rows by stable id, or by position.
pub(crate) fn write(
    engine: &Engine,
    plan: &Plan,
    state: &State,
    place: Place,
    by_id: bool,
) -> String {
    let fact = |slot: u32| {
        plan.slot(slot)
            .and_then(|slot| at(&engine.image().facts, slot.fact))
            .map_or("", |fact| fact.id.as_str())
    };
    let Some(group) = plan.of(place.slot).and_then(|slot| slot.group) else {
        return fact(place.slot).to_owned();
    };
    let name = plan.group(group).map_or("", |group| fact(group.slot));
    if by_id {
        format!("{name}[r{}].{}", place.row, fact(place.slot))
    } else {
        let position = at(&state.groups, group)
            .and_then(|rows| rows.position(place.row))
            .unwrap_or_default();
        format!("{name}[{position}].{}", fact(place.slot))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_taken_apart() {
        assert_eq!(parse("birthDate").unwrap(), Path::Fact("birthDate"));
        assert_eq!(
            parse("staff[r12].name").unwrap(),
            Path::Cell("staff", RowRef::Id(12), "name")
        );
        assert_eq!(
            parse("staff[0].name").unwrap(),
            Path::Cell("staff", RowRef::Position(0), "name")
        );
        assert_eq!(
            parse("staff[3]").unwrap(),
            Path::Row("staff", RowRef::Position(3))
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
        ] {
            assert_eq!(parse(path).unwrap_err().code, "path.unknown", "{path}");
        }
    }
}
