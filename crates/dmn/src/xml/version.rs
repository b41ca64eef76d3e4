//! The versions of the standard, told apart by the namespace of their elements.

/// A version of the DMN standard.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Version {
    /// DMN 1.2.
    V1_2,
    /// DMN 1.3.
    V1_3,
    /// DMN 1.4.
    V1_4,
    /// DMN 1.5.
    V1_5,
}

/// Every version that is read, with the namespaces of its model and of its expressions.
const NAMESPACES: [(Version, &str, &str); 4] = [
    (
        Version::V1_2,
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "http://www.omg.org/spec/DMN/20180521/FEEL/",
    ),
    (
        Version::V1_3,
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/FEEL/",
    ),
    (
        Version::V1_4,
        "https://www.omg.org/spec/DMN/20211108/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/FEEL/",
    ),
    (
        Version::V1_5,
        "https://www.omg.org/spec/DMN/20230324/MODEL/",
        "https://www.omg.org/spec/DMN/20230324/FEEL/",
    ),
];

impl Version {
    /// All versions, oldest first.
    pub const ALL: [Self; 4] = [Self::V1_2, Self::V1_3, Self::V1_4, Self::V1_5];

    /// The version whose elements have this namespace.
    #[must_use]
    pub fn of(namespace: &str) -> Option<Self> {
        let found = NAMESPACES.iter().find(|(_, model, _)| *model == namespace);
        found.map(|(version, _, _)| *version)
    }

    /// The namespace of its elements.
    #[must_use]
    pub fn namespace(self) -> &'static str {
        let found = NAMESPACES.iter().find(|(version, _, _)| *version == self);
        found.map_or("", |(_, model, _)| *model)
    }

    /// Its number, such as `1.5`.
    #[must_use]
    pub const fn number(self) -> &'static str {
        match self {
            Self::V1_2 => "1.2",
            Self::V1_3 => "1.3",
            Self::V1_4 => "1.4",
            Self::V1_5 => "1.5",
        }
    }
}

/// Whether an expression language is FEEL, of whatever version; editors often leave an older one.
#[must_use]
pub(crate) fn is_feel(language: &str) -> bool {
    let language = language.trim();
    let name = language.trim_end_matches('/');
    language.is_empty()
        || name.eq_ignore_ascii_case("feel")
        || (name.contains("omg.org/spec/") && name.to_ascii_uppercase().ends_with("/FEEL"))
        || (name.contains("omg.org/spec/FEEL"))
        || NAMESPACES.iter().any(|(_, _, feel)| *feel == language)
}
