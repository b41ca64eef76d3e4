//! "Did you mean …?"

/// The nearest of `known` to `written`, if one is near enough to be a slip.
pub fn did_you_mean<'a>(written: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let length = written.chars().count();
    let allowed = (length / 3).clamp(1, 3);
    known
        .map(|name| (strsim::damerau_levenshtein(written, name), name))
        .filter(|(distance, name)| {
            // Two Chinese names of two characters that share one are not a slip apart.
            *distance > 0 && *distance <= allowed && (length > 2 || name.chars().count() > 2)
        })
        .min_by(|left, right| left.0.cmp(&right.0).then(left.1.cmp(right.1)))
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::did_you_mean;

    #[test]
    fn slips_are_found_and_strangers_are_not() {
        let known = ["缴费月数", "出生日期", "birthDate"];
        assert_eq!(did_you_mean("缴费月", known.into_iter()), Some("缴费月数"));
        assert_eq!(
            did_you_mean("birthdate", known.into_iter()),
            Some("birthDate")
        );
        assert_eq!(did_you_mean("户籍", known.into_iter()), None);
    }
}
