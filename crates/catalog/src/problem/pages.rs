//! The pages of the codes, which are sections of `docs/catalogue-findings.md`.

const PAGES: &str = include_str!("../../../../docs/catalogue-findings.md");

/// The section of a code such as `C026`, or of a name such as `unknown-id`; without the marks of its heading.
#[must_use]
pub fn page(code: &str) -> Option<&'static str> {
    let mut sections = PAGES.split("\n### ").skip(1);
    sections.find(|section| {
        let heading = section.lines().next().unwrap_or_default();
        let mut words = heading.split_whitespace();
        words.any(|word| word.trim_matches('`') == code)
    })
}

#[cfg(test)]
mod tests {
    use super::page;
    use crate::finding::Code;

    #[test]
    fn every_code_has_a_page_in_both_languages() {
        for code in Code::ALL {
            let page = page(code.as_str()).unwrap_or_else(|| panic!("no page of {code:?}"));
            let texts: Vec<&str> = page.split("\n\n").skip(1).collect();
            let is_chinese = |text: &&str| text.chars().any(|c| ('一'..='龥').contains(&c));
            assert!(
                texts.len() >= 2 && texts.first().is_some_and(is_chinese),
                "{page}"
            );
            assert!(
                texts.get(1).is_some_and(|text| text.is_ascii()
                    || text.contains('…')
                    || text.contains('月')),
                "{page}"
            );
        }
        assert_eq!(super::PAGES.matches("\n### C").count(), Code::ALL.len());
    }

    #[test]
    fn the_list_of_codes_leaves_none_out() {
        let source = include_str!("../finding.rs");
        let written = source.matches("=> \"C0").count();
        assert_eq!(written, Code::ALL.len());
    }
}
