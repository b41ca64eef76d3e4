//! What all items share: dictionary, parameters, functions, materials, risks, sources, formats, calendar.

use super::lists::{Details, change, pairs, word};
use super::rules::function;
use super::sign::Signatures;
use super::texts::text;
use super::variables::domain;
use super::{Change, Detail, How, Options, Release};
use crate::authored::Body;
use crate::finding::Findings;
use crate::lower::Built;
use crate::lower::Shared;
use crate::lower::types::declared;
use crate::names::Names;
use tongban_dmn::region::{Domain, Kind};
use tongban_image::{Fact, FactKind, Function, Parameter, ParameterRow};

/// All changes, kind by kind.
pub(super) fn changes(old: Release<'_>, new: Release<'_>, options: Options<'_>) -> Vec<Change> {
    let mut all = Vec::new();
    facts(old, new, options, &mut all);
    parameters(old, new, &mut all);
    functions(old, new, options, &mut all);
    materials(old, new, options, &mut all);
    risks(old, new, options, &mut all);
    sources(old, new, options, &mut all);
    formats(old.built, new.built, &mut all);
    calendar(old.built, new.built, &mut all);
    all
}

/// Ids of cited sources, in order.
pub(super) fn bases(built: &Built, basis: &[u32]) -> String {
    let id = |basis: &u32| Some(built.image.bases.get(*basis as usize)?.id.clone());
    basis.iter().filter_map(id).collect::<Vec<_>>().join(", ")
}

fn facts(old: Release<'_>, new: Release<'_>, options: Options<'_>, all: &mut Vec<Change>) {
    let kind = |release: Release<'_>, fact: &Fact| {
        let domain = domain(release.built, &fact.kind, false, options.lang);
        describe(&domain, &fact.kind, release.built)
    };
    let facts = pairs(
        old.built.image.facts.iter(),
        new.built.image.facts.iter(),
        |fact: &Fact| fact.id.clone(),
    );
    for (id, before, after) in facts {
        let mut details = Details::default();
        details.add(
            "values",
            before.map(|fact| kind(old, fact)),
            after.map(|fact| kind(new, fact)),
        );
        let sensitivity = |fact: Option<&Fact>| fact.map(|fact| word(&fact.sensitivity));
        details.add("sensitivity", sensitivity(before), sensitivity(after));
        let sources = |fact: Option<&Fact>| fact.map(|fact| word(&fact.sources));
        details.add("sources", sources(before), sources(after));
        let code = |fact: Option<&Fact>| fact.and_then(|fact| fact.code.clone());
        details.add("code", code(before), code(after));
        let name = match (after, before) {
            (Some(fact), _) => text(new.built, options.lang, fact.name),
            (None, Some(fact)) => text(old.built, options.lang, fact.name),
            (None, None) => String::new(),
        };
        let there = (before.is_some(), after.is_some());
        all.extend(change(("fact", &id, name), there, details, None));
    }
}

/// A domain in one line.
fn describe(domain: &Domain, kind: &FactKind, built: &Built) -> String {
    let end = |end: &Option<String>| end.clone().unwrap_or_default();
    match kind {
        FactKind::Number(number) => format!(
            "number [{}..{}] {} {}",
            end(&number.min),
            end(&number.max),
            number.scale,
            end(&number.unit)
        ),
        FactKind::Date { min, max } => format!("date [{}..{}]", end(min), end(max)),
        FactKind::Text {
            max_chars, format, ..
        } => {
            let format = match format {
                Some(tongban_image::FormatChoice::Always(format)) => {
                    let format = built.image.formats.get(*format as usize);
                    format.map(format_name).unwrap_or_default()
                }
                Some(tongban_image::FormatChoice::By { cases, .. }) => {
                    let cases = cases.iter().map(|(value, _)| value.as_str());
                    cases.collect::<Vec<_>>().join("|")
                }
                None => String::new(),
            };
            format!("text {max_chars} {format}")
        }
        FactKind::Group {
            fields,
            min_rows,
            max_rows,
            unique,
        } => {
            let id = |field: &u32| Some(built.image.facts.get(*field as usize)?.id.clone());
            let fields = fields.iter().filter_map(id).collect::<Vec<_>>();
            let unique = unique.iter().filter_map(id).collect::<Vec<_>>();
            format!(
                "rows {min_rows}..{max_rows} {} unique {}",
                fields.join(", "),
                unique.join(", ")
            )
        }
        FactKind::Enum(_) => match &domain.kind {
            Kind::Enum(values) => {
                let labels = values.iter().map(|(_, label)| label.as_str());
                labels.collect::<Vec<_>>().join(" | ")
            }
            _ => String::new(),
        },
        other => word(other),
    }
}

fn parameters(old: Release<'_>, new: Release<'_>, all: &mut Vec<Change>) {
    let parameters = pairs(
        &old.built.image.parameters,
        &new.built.image.parameters,
        |parameter: &Parameter| parameter.id.clone(),
    );
    for (id, before, after) in parameters {
        let there = (before.is_some(), after.is_some());
        let name = parameter_name(new, &id).or_else(|| parameter_name(old, &id));
        let name = name.unwrap_or_else(|| id.clone());
        let whole = change(
            ("parameter", &id, name.clone()),
            there,
            Details::default(),
            None,
        );
        if whole.is_some() {
            all.extend(whole);
            continue;
        }
        let (Some(before), Some(after)) = (before, after) else {
            continue;
        };
        let mut rows = Vec::new();
        let key =
            |row: &ParameterRow| format!("{} {}", row.region.as_deref().unwrap_or(""), row.from);
        let said = |release: Release<'_>, row: &ParameterRow| {
            let until = row.until.as_deref().unwrap_or("");
            let region = row
                .region
                .as_deref()
                .map_or(String::new(), |region| format!("{region} "));
            let basis = bases(release.built, &row.basis);
            format!("{region}{}..{until} {} [{basis}]", row.from, row.value)
        };
        for (_, was, is) in pairs(&before.rows, &after.rows, key) {
            let (was, is) = (was.map(|row| said(old, row)), is.map(|row| said(new, row)));
            if was != is {
                rows.push(Detail {
                    what: "row",
                    old: was,
                    new: is,
                });
            }
        }
        if before.unit != after.unit {
            rows.push(Detail {
                what: "unit",
                old: before.unit.clone(),
                new: after.unit.clone(),
            });
        }
        if !rows.is_empty() {
            all.push(Change {
                item: None,
                item_name: None,
                kind: "parameter",
                id,
                name,
                how: How::Changed,
                details: rows,
                rule: None,
            });
        }
    }
}

fn parameter_name(release: Release<'_>, id: &str) -> Option<String> {
    let parameters = &release.checked?.authored.parameters;
    let found = parameters
        .iter()
        .find(|parameter| parameter.id.value == id)?;
    Some(found.name.zh().to_owned())
}

fn functions(old: Release<'_>, new: Release<'_>, options: Options<'_>, all: &mut Vec<Change>) {
    let signatures = Signatures::default();
    let functions = pairs(
        old.built.image.functions.iter(),
        new.built.image.functions.iter(),
        |function: &Function| function.id.clone(),
    );
    for (id, before, after) in functions {
        let there = (before.is_some(), after.is_some());
        let mut details = Details::default();
        details.add(
            "basis",
            before.map(|function| bases(old.built, &function.basis)),
            after.map(|function| bases(new.built, &function.basis)),
        );
        let written = (written(old, &id), written(new, &id));
        let name = written.1.as_ref().or(written.0.as_ref());
        let name = name.map_or_else(|| id.clone(), |function| function.name.clone());
        let mut rule = None;
        if let (Some(before), Some(after)) = (before, after) {
            let arguments = arguments(written.0.as_ref(), written.1.as_ref(), before, after);
            if let Some((names, domains)) = arguments {
                let programs = (&before.program, &after.program);
                let kinds = (names.as_slice(), domains.as_slice());
                rule = function((old, new), programs, kinds, options, &signatures);
            } else if before.program != after.program {
                details.add(
                    "parameters",
                    Some(before.program.parameters().to_string()),
                    Some(after.program.parameters().to_string()),
                );
            }
            if let (Some(rule), (Some(was), Some(is))) = (&mut rule, &written)
                && was.body != is.body
            {
                (rule.old, rule.new) = (was.body.clone(), is.body.clone());
            }
        }
        all.extend(change(("function", &id, name), there, details, rule));
    }
}

/// A function as a folder has it.
struct Written {
    name: String,
    parameters: Vec<(String, Domain)>,
    /// The text of its rule; tables have none.
    body: Option<String>,
}

fn written(release: Release<'_>, id: &str) -> Option<Written> {
    let checked = release.checked?;
    let functions = &checked.authored.functions;
    let found = functions.iter().find(|function| function.id.value == id)?;
    let mut unseen = Findings::default();
    let names = Names::of(&checked.authored, &checked.sources, &mut unseen);
    let shared = Shared {
        authored: &checked.authored,
        names: &names,
        sources: &checked.sources,
    };
    let parameters = found.params.iter().map(|(name, of)| {
        let ty = declared(&shared, of, &mut unseen)?;
        Some((name.value.clone(), Domain::of(&ty)))
    });
    Some(Written {
        name: found.name.zh().to_owned(),
        parameters: parameters.collect::<Option<_>>()?,
        body: match &found.body {
            Body::Rule(rule) => Some(rule.text.trim().to_owned()),
            Body::Table(_) | Body::File(_) => None,
        },
    })
}

/// Names and domains of the arguments, where both versions take as many. A module does not say what they can be:
/// there every kind of value that the program compares them with is thought possible.
fn arguments(
    old: Option<&Written>,
    new: Option<&Written>,
    before: &Function,
    after: &Function,
) -> Option<(Vec<String>, Vec<Domain>)> {
    let count = after.program.parameters();
    if count != before.program.parameters() {
        return None;
    }
    if let (Some(old), Some(new)) = (old, new) {
        let both = old.parameters.iter().zip(&new.parameters);
        return Some(
            both.map(|((_, was), (name, is))| (name.clone(), is.shared(was)))
                .unzip(),
        );
    }
    let guessed = super::world::guess(&[&before.program, &after.program], count);
    let names = (1..=count).map(|number| format!("#{number}")).collect();
    Some((names, guessed))
}

fn materials(old: Release<'_>, new: Release<'_>, options: Options<'_>, all: &mut Vec<Change>) {
    let materials = pairs(
        &old.built.image.materials,
        &new.built.image.materials,
        |material| material.id.clone(),
    );
    for (id, before, after) in materials {
        let mut details = Details::default();
        details.add(
            "code",
            before.map(|one| one.code.clone()),
            after.map(|one| one.code.clone()),
        );
        details.add(
            "forms",
            before.map(|one| word(&one.forms)),
            after.map(|one| word(&one.forms)),
        );
        details.add(
            "media",
            before.map(|one| one.media.join(", ")),
            after.map(|one| one.media.join(", ")),
        );
        details.add(
            "max-bytes",
            before.map(|one| one.max_bytes.to_string()),
            after.map(|one| one.max_bytes.to_string()),
        );
        details.add(
            "max-files",
            before.map(|one| one.max_files.to_string()),
            after.map(|one| one.max_files.to_string()),
        );
        details.add(
            "basis",
            before.map(|one| bases(old.built, &one.basis)),
            after.map(|one| bases(new.built, &one.basis)),
        );
        let name = match (after, before) {
            (Some(one), _) => text(new.built, options.lang, one.name),
            (None, Some(one)) => text(old.built, options.lang, one.name),
            (None, None) => String::new(),
        };
        let there = (before.is_some(), after.is_some());
        all.extend(change(
            ("material-pattern", &id, name),
            there,
            details,
            None,
        ));
    }
}

fn risks(old: Release<'_>, new: Release<'_>, options: Options<'_>, all: &mut Vec<Change>) {
    let risks = pairs(&old.built.image.risks, &new.built.image.risks, |risk| {
        risk.code.clone()
    });
    for (id, before, after) in risks {
        let mut details = Details::default();
        details.add(
            "needs",
            before.map(|one| word(&one.needs)),
            after.map(|one| word(&one.needs)),
        );
        details.add(
            "basis",
            before.map(|one| bases(old.built, &one.basis)),
            after.map(|one| bases(new.built, &one.basis)),
        );
        let name = match (after, before) {
            (Some(one), _) => text(new.built, options.lang, one.name),
            (None, Some(one)) => text(old.built, options.lang, one.name),
            (None, None) => String::new(),
        };
        let there = (before.is_some(), after.is_some());
        all.extend(change(("risk-pattern", &id, name), there, details, None));
    }
}

fn sources(old: Release<'_>, new: Release<'_>, options: Options<'_>, all: &mut Vec<Change>) {
    let sources = pairs(&old.built.image.bases, &new.built.image.bases, |basis| {
        basis.id.clone()
    });
    for (id, before, after) in sources {
        let mut details = Details::default();
        details.add(
            "kind",
            before.map(|one| word(&one.kind)),
            after.map(|one| word(&one.kind)),
        );
        details.add(
            "source",
            before.and_then(|one| one.source.clone()),
            after.and_then(|one| one.source.clone()),
        );
        let name = match (after, before) {
            (Some(one), _) => text(new.built, options.lang, one.title),
            (None, Some(one)) => text(old.built, options.lang, one.title),
            (None, None) => String::new(),
        };
        let there = (before.is_some(), after.is_some());
        all.extend(change(("basis", &id, name), there, details, None));
    }
}

/// Formats go by their variants: the image keeps no ids of them.
fn format_name(format: &tongban_runtime::Format) -> String {
    let names = format.variants.iter().map(|variant| variant.name.as_str());
    names.collect::<Vec<_>>().join("+")
}

fn formats(old: &Built, new: &Built, all: &mut Vec<Change>) {
    let formats = pairs(&old.image.formats, &new.image.formats, |format| {
        format_name(format)
    });
    for (id, before, after) in formats {
        let there = (before.is_some(), after.is_some());
        let mut details = Details::default();
        if there == (true, true) && before != after {
            details.add("shape", Some("1".to_owned()), Some("2".to_owned()));
        }
        all.extend(change(("format", &id, id.clone()), there, details, None));
    }
}

fn calendar(old: &Built, new: &Built, all: &mut Vec<Change>) {
    let (old, new) = (&old.image.calendar.years, &new.image.calendar.years);
    let years: std::collections::BTreeSet<i32> = old.keys().chain(new.keys()).copied().collect();
    for year in years {
        let (before, after) = (old.get(&year), new.get(&year));
        if before == after {
            continue;
        }
        let mut details = Details::default();
        let days = |days: &tongban_runtime::SortedSet<tongban_runtime::Date>| {
            let days: Vec<String> = days.iter().map(ToString::to_string).collect();
            days.join(", ")
        };
        details.add(
            "holidays",
            before.map(|one| days(&one.holidays)),
            after.map(|one| days(&one.holidays)),
        );
        details.add(
            "workdays",
            before.map(|one| days(&one.workdays)),
            after.map(|one| days(&one.workdays)),
        );
        let there = (before.is_some(), after.is_some());
        let id = year.to_string();
        all.extend(change(("calendar", &id, id.clone()), there, details, None));
    }
}
