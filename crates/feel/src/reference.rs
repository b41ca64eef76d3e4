//! The reference of the built-in functions, made from the table that the compiler reads.

use crate::Profile;
use crate::check::signatures::{Gives, Signature, Takes, signatures};
use std::fmt::Write;

/// The page `docs/language/built-ins.md`.
#[must_use]
pub fn page() -> String {
    let mut page = String::from(HEAD);
    let strict: Vec<&Signature> = signatures(Profile::Strict).collect();
    table(
        &mut page,
        "In both profiles",
        "Rules of the catalogue may use these; `standard` gives the same values.",
        &strict,
    );
    let standard: Vec<&Signature> = signatures(Profile::Standard).skip(strict.len()).collect();
    table(
        &mut page,
        "In `standard` only",
        "What needs a clock, time zones, full regular expressions, functions as values or times of \
         day; and forms that the checker has no types for.",
        &standard,
    );
    page
}

const HEAD: &str = "# Built-in functions

<!-- Written by `cargo run -p tongban-feel --example built_ins`; a test compares it with the table that the compiler reads. -->

The functions of FEEL (DMN 1.5, 10.3.4) and a few of Tongban's own, which have a Chinese name or are written in one word.
Arguments come in order, or all by the names of the parameters: `substring(string: \"社会保障\", start position: 3)`.
A parameter in `[…]` may be left out; `…` after one says that it may be repeated.

**Absent and ill-typed arguments.** In `standard`, an argument that is `null`, of another type, or outside of what the function takes makes the result `null`;
so do too few or too many arguments and an unknown parameter name. A parameter that is not named is `null`. A list of one stands for its element where one
value is taken, and one value for a list of it where a list is taken. In `strict` the checker refuses the same before anything runs; what
only the values show, such as a position beyond the end of a list or a divisor that turns out to be 0, is a fault there and no `null`.
What a function makes of `null` or of nothing is said below where it differs.

**Unknown arguments** make the result unknown because of the same facts, unless the function is certain without them: `all`, `any`, `count`, `list contains`,
`append`, `concatenate` and `list replace` use what is known.

**Numbers** have 34 digits. Roots, powers, exponentials and logarithms are computed with whole numbers to at least 45 digits and rounded half-even once.
Positions, sizes and scales drop a fraction. **Texts** are counted in characters, not bytes. **Times** are compared by whole seconds, and one with an offset is not
compared with one without; the offset of a named zone is that of the moment meant, for a time of day alone that of 1970-01-01.

**Patterns** are in `strict` a small subset that every host matches alike, written out in the rule; `\\d` and `\\w` are refused there (`F038`);
in `standard` those of XPath, where both know all scripts, with classes that subtract
(`[A-Z-[OI]]`), blocks (`\\p{IsCJKUnifiedIdeographs}`) and references back (`\\1`).
";

fn table(page: &mut String, title: &str, about: &str, signatures: &[&Signature]) {
    let _ = write!(
        page,
        "\n## {title}\n\n{about}\n\n| function | gives | |\n|---|---|---|\n"
    );
    for signature in signatures {
        let (name, others) = match signature.names.split_first() {
            Some((name, others)) => (*name, others),
            None => continue,
        };
        let mut parameters = String::new();
        for (place, parameter) in signature.parameters.iter().enumerate() {
            let optional = place >= signature.required;
            let last = place + 1 == signature.parameters.len();
            if place > 0 {
                parameters.push_str(", ");
            }
            let text = format!("{}: {}", parameter.name, takes(parameter.takes));
            let _ = match (optional, last && signature.repeats) {
                (true, _) => write!(parameters, "[{text}]"),
                (false, true) => write!(parameters, "{text} …"),
                (false, false) => write!(parameters, "{text}"),
            };
        }
        let also = match others {
            [] => String::new(),
            others => format!(" also `{}`", others.join("`, `")),
        };
        let _ = writeln!(
            page,
            "| `{name}({parameters})`{also} | {} | {} |",
            gives(signature.gives),
            signature.about.replace('|', "\\|"),
        );
    }
}

const fn takes(takes: Takes) -> &'static str {
    match takes {
        Takes::Any | Takes::Maybe | Takes::Item => "any",
        Takes::Boolean => "boolean",
        Takes::Number => "number",
        Takes::Text | Takes::Constant | Takes::Pattern => "string",
        Takes::Date => "date",
        Takes::DateText => "string or date",
        Takes::List => "list",
        Takes::NumberList => "list of numbers",
        Takes::BooleanList => "list of booleans",
        Takes::TextList => "list of strings",
        Takes::Context => "context",
        Takes::Time => "time",
        Takes::Function => "function",
        Takes::Point => "point",
        Takes::Range => "range",
    }
}

const fn gives(gives: Gives) -> &'static str {
    match gives {
        Gives::Boolean => "boolean",
        Gives::Number | Gives::Count | Gives::SameUnit | Gives::MaybeNumber | Gives::MaybeSum => {
            "number"
        }
        Gives::Text => "string",
        Gives::Date => "date",
        Gives::YearsMonths => "years and months duration",
        Gives::Duration => "duration",
        Gives::Element | Gives::MaybeElement => "as its elements",
        Gives::SameList => "the same list type",
        Gives::Numbers => "list of numbers",
        Gives::Flat => "list",
        Gives::Schedule => "list of contexts",
        Gives::Any => "any",
        Gives::Texts => "list of strings",
        Gives::Time => "time",
        Gives::DateTime => "date and time",
        Gives::Lists => "list of lists",
        Gives::Context => "context",
        Gives::Entries => "list of contexts",
        Gives::Range => "range",
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_page_is_what_the_table_says() {
        let page = include_str!("../../../docs/language/built-ins.md");
        assert!(
            page == super::page(),
            "docs/language/built-ins.md lags; write it with `cargo run -p tongban-feel --example built_ins`"
        );
    }
}
