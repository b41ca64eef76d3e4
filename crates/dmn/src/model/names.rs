//! Functions of the evaluation itself, under names that no model can write.

use super::types::TypeId;
use tongban_feel::{Binding, Signature, Type};

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
        id("service").map(Self::Service)
    }

    const fn parts(self) -> (&'static str, u32) {
        match self {
            Self::Accepts(TypeId(id)) => ("accepts", id),
            Self::Coerce(TypeId(id)) => ("coerce", id),
            Self::NoTruth => ("no-truth", 0),
            Self::Service(id) => ("service", id),
        }
    }

    /// Its number in programs.
    pub(crate) const fn id(self) -> u32 {
        match self {
            Self::Accepts(TypeId(id)) => id.saturating_mul(4),
            Self::Coerce(TypeId(id)) => id.saturating_mul(4).saturating_add(1),
            Self::Service(id) => id.saturating_mul(4).saturating_add(2),
            Self::NoTruth => 3,
        }
    }

    /// Which function has a number.
    pub(crate) const fn of(id: u32) -> Self {
        match id % 4 {
            0 => Self::Accepts(TypeId(id / 4)),
            1 => Self::Coerce(TypeId(id / 4)),
            2 => Self::Service(id / 4),
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
        ] {
            assert_eq!(Hidden::parse(&hidden.name()), Some(hidden));
            assert_eq!(Hidden::of(hidden.id()), hidden);
        }
        assert_eq!(Hidden::parse("coerce7"), None);
    }
}
