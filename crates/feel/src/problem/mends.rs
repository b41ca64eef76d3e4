//! Mends that both languages share.

/// A mend for a usual mistake.
pub(super) fn operands_help(
    operator: &str,
    left: &str,
    right: &str,
) -> Option<(&'static str, &'static str)> {
    let (a, b) = (left.split(' ').next()?, right.split(' ').next()?);
    match (operator, a, b) {
        ("+" | "-", "date", "number") => Some((
            "日期加减月数用 `日期加月(日期, 月数)`，加减天数用 `duration(\"P1D\")`",
            "use `add months(date, n)` for months, `duration(\"P1D\")` for days",
        )),
        (_, "text", "number") | (_, "number", "text") => Some((
            "数不加引号；文字要加引号",
            "numbers stand without quotes, texts with them",
        )),
        (_, "text", "date") | (_, "date", "text") => Some((
            "日期写成 `date(\"2025-01-01\")`",
            "write dates as `date(\"2025-01-01\")`",
        )),
        _ => None,
    }
}

pub(super) fn similar(names: &[String], lead: &str, between: &str) -> Option<String> {
    if names.is_empty() {
        return None;
    }
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    Some(if between == "、" {
        format!("{lead} {}", names.join(between))
    } else {
        format!("{lead} {}?", names.join(between))
    })
}

/// What to write for a class of patterns that means more than ASCII.
pub(super) const fn ascii(class: char) -> &'static str {
    match class {
        'd' => "[0-9]",
        _ => "[A-Za-z0-9_]",
    }
}

/// Names in backticks.
pub(super) fn listed(names: &[String], between: &str) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(between)
}
