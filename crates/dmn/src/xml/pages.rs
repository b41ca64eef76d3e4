//! The pages of diagnostics of DMN files, which are sections of `docs/language/dmn-diagnostics.md`.

const PAGES: &str = include_str!("../../../../docs/language/dmn-diagnostics.md");

/// The section of a code such as `D016`, or of a name such as `cycle`; without the marks of its heading.
#[must_use]
pub fn page(code: &str) -> Option<&'static str> {
    sections().find(|section| {
        let heading = section.lines().next().unwrap_or_default();
        let mut words = heading.split_whitespace();
        words.any(|word| word.trim_matches('`') == code)
    })
}

/// All codes.
pub fn codes() -> impl Iterator<Item = &'static str> {
    sections().filter_map(|section| section.split_whitespace().next())
}

fn sections() -> impl Iterator<Item = &'static str> {
    PAGES.split("\n### ").skip(1)
}

#[cfg(test)]
mod tests {
    use super::{codes, page};

    #[test]
    fn every_code_has_a_page_and_every_page_a_code() {
        let source = include_str!("problem.rs");
        let written: Vec<&str> = source
            .split("=> \"")
            .filter(|rest| rest.starts_with("D0"))
            .filter_map(|rest| rest.get(..4))
            .collect();
        assert!(written.len() > 20);
        assert_eq!(written, codes().collect::<Vec<_>>());
        for code in written {
            let page = page(code).unwrap_or_default();
            assert!(page.split("\n\n").count() >= 3, "{code}: {page}");
        }
    }
}
