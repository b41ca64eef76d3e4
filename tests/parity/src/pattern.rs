//! Texts that fit a pattern of the catalogue's formats.

use fastrand::Rng;

/// Largest count that `*`, `+` and `{n,}` are taken for.
const MANY: usize = 6;

/// A text that fits `source`, a pattern of the subset in `tongban_runtime::Pattern`.
pub fn text(source: &str, rng: &mut Rng) -> String {
    let alternatives = split(source);
    let chosen = rng.choice(&alternatives).cloned().unwrap_or_default();
    let mut out = String::new();
    let mut rest = chosen.chars().filter(|c| *c != '^' && *c != '$').peekable();
    while let Some(c) = rest.next() {
        let class: Vec<char> = match c {
            '[' => {
                let mut inner = String::new();
                while let Some(c) = rest.next() {
                    match c {
                        ']' => break,
                        '\\' => inner.extend(escape(rest.next().unwrap_or('\\'))),
                        c => inner.push(c),
                    }
                }
                expand(&inner)
            }
            '\\' => escape(rest.next().unwrap_or('\\')),
            '.' => "通办A1-".chars().collect(),
            c => vec![c],
        };
        let count = match rest.peek() {
            Some('{') => {
                let bounds: String = rest.by_ref().skip(1).take_while(|c| *c != '}').collect();
                let (low, high) = bounds.split_once(',').unwrap_or((&bounds, &bounds));
                let low = low.parse().unwrap_or(1);
                rng.usize(low..=high.parse().unwrap_or(low + MANY))
            }
            Some('?') => rest.next().map_or(0, |_| rng.usize(0..=1)),
            Some('*') => rest.next().map_or(0, |_| rng.usize(0..=MANY)),
            Some('+') => rest.next().map_or(0, |_| rng.usize(1..=MANY)),
            _ => 1,
        };
        for _ in 0..count {
            out.extend(rng.choice(&class));
        }
    }
    out
}

/// The alternatives between `|` outside classes.
fn split(source: &str) -> Vec<String> {
    let (mut parts, mut inside) = (vec![String::new()], false);
    for c in source.chars() {
        match c {
            '[' => inside = true,
            ']' => inside = false,
            '|' if !inside => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(last) = parts.last_mut() {
            last.push(c);
        }
    }
    parts
}

fn escape(c: char) -> Vec<char> {
    match c {
        'd' => ('0'..='9').collect(),
        'w' => ('a'..='z').chain('0'..='9').collect(),
        's' => vec![' '],
        c => vec![c],
    }
}

/// The characters of a class: `A-Z0-9`, or after `^` some that are not in it.
fn expand(inner: &str) -> Vec<char> {
    let (negated, inner) = inner
        .strip_prefix('^')
        .map_or((false, inner), |rest| (true, rest));
    let chars: Vec<char> = inner.chars().collect();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        match (chars.get(at + 1), chars.get(at + 2)) {
            (Some('-'), Some(&end)) => {
                out.extend(c..=end);
                at += 3;
            }
            _ => {
                out.push(c);
                at += 1;
            }
        }
    }
    if negated {
        "通办Aa1".chars().filter(|c| !out.contains(c)).collect()
    } else {
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tongban_runtime::pattern::Pattern;

    #[test]
    fn what_is_made_fits() {
        let mut rng = Rng::with_seed(7);
        for source in [
            r"9\d{16}[\dX]",
            r"[A-Z]{3}\d{12}",
            r"\+861[3-9]\d{9}|00861[3-9]\d{9}",
            "[A-Z0-9]{6,20}",
            "a?b*c+",
            "x{2,}",
        ] {
            let pattern = Pattern::parse(source).unwrap();
            for _ in 0..50 {
                let made = text(source, &mut rng);
                assert!(pattern.matches_whole(&made), "`{made}` from `{source}`");
            }
        }
    }
}
