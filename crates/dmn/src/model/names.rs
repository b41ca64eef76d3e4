//! Functions of the evaluation itself, under names that no model can write.

use super::types::TypeId;
use tongban_feel::{Binding, Signature, Type};

/// How many kinds of functions there are.
const KINDS: u32 = 6;

/// A function of the evaluation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Hidden {
    /// Whether a value can be made one of the type.
    Accepts(TypeId),
    /// The value as one of the type, or null.
    Coerce(TypeId),
    /// Whether a value is something else than a truth value or null.
    NoTruth,
    /// A decision service.
    Service(u32),
    /// Whether a value passes a test of allowed values.
    Allowed(u32),
    /// The value of a column, or null where a test of its values does not allow it.
    Column(u32),
}

impl Hidden {
    /// Its name: it begins with a character that no name has.
    pub(crate) fn name(self) -> String {
        let (word, id) = self.parts();
        format!("\u{1}{word}{id}")
    }

    /// What a name means, if it is one of these, called with so many arguments.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        let rest = name.strip_prefix('\u{1}')?;
        let id = |word: &str| rest.strip_prefix(word)?.parse().ok();
        if let Some(id) = id("accepts") {
            return Some(Self::Accepts(TypeId(id)));
        }
        if let Some(id) = id("coerce") {
            return Some(Self::Coerce(TypeId(id)));
        }
        if rest == "no-truth0" {
            return Some(Self::NoTruth);
        }
        if let Some(id) = id("allowed") {
            return Some(Self::Allowed(id));
        }
        if let Some(id) = id("column") {
            return Some(Self::Column(id));
        }
        id("service").map(Self::Service)
    }

    const fn parts(self) -> (&'static str, u32) {
        match self {
            Self::Accepts(TypeId(id)) => ("accepts", id),
            Self::Coerce(TypeId(id)) => ("coerce", id),
            Self::NoTruth => ("no-truth", 0),
            Self::Service(id) => ("service", id),
            Self::Allowed(id) => ("allowed", id),
            Self::Column(id) => ("column", id),
        }
    }

    /// Its number in programs.
    pub(crate) const fn id(self) -> u32 {
        let (kind, id) = match self {
            Self::Accepts(TypeId(id)) => (0, id),
            Self::Coerce(TypeId(id)) => (1, id),
            Self::Service(id) => (2, id),
            Self::NoTruth => (3, 0),
            Self::Allowed(id) => (4, id),
            Self::Column(id) => (5, id),
        };
        id.saturating_mul(KINDS).saturating_add(kind)
    }

    /// Which function has a number.
    pub(crate) const fn of(id: u32) -> Self {
        let (kind, id) = (id % KINDS, id / KINDS);
        match kind {
            0 => Self::Accepts(TypeId(id)),
            1 => Self::Coerce(TypeId(id)),
            2 => Self::Service(id),
            4 => Self::Allowed(id),
            5 => Self::Column(id),
            _ => Self::NoTruth,
        }
    }

    /// Its binding, for so many arguments.
    pub(crate) fn binding(self, arguments: usize) -> Binding {
        let parameters = (0..arguments).map(|number| (number.to_string(), Type::Any));
        Binding::Function {
            id: self.id(),
            signature: Signature {
                parameters: parameters.collect(),
                result: Type::Any,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_lead_back() {
        for hidden in [
            Hidden::Accepts(TypeId(0)),
            Hidden::Coerce(TypeId(7)),
            Hidden::Service(2),
            Hidden::NoTruth,
            Hidden::Allowed(3),
            Hidden::Column(0),
        ] {
            assert_eq!(Hidden::parse(&hidden.name()), Some(hidden));
            assert_eq!(Hidden::of(hidden.id()), hidden);
        }
        assert_eq!(Hidden::parse("coerce7"), None);
    }
}
