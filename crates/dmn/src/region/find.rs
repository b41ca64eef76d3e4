//! Looking for a combination of pieces with a property, or proving that there is none.

use super::piece::Piece;

/// Most combinations that one search looks at.
pub const MAX_PROBES: usize = 200_000;

/// What can be said of a combination of which only some pieces are chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outlook {
    /// No choice of the others has the property.
    Never,
    /// Every choice of the others has it.
    Always,
    /// It depends, among others on these variables.
    Open(Vec<usize>),
    /// Nothing can be said, whatever is chosen.
    Dark,
}

/// How a search ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Proved: no combination has the property.
    Nothing,
    /// The piece of each variable of a combination that has it; none where every piece will do.
    Witness(Vec<Option<usize>>),
    /// Some combinations are open, and none was found that has it.
    Open,
    /// There are more combinations than are looked at.
    TooMany,
}

/// Looks for a combination of pieces, one a variable.
///
/// `outlook` is asked about partial choices, and must answer `Never` or `Always` only where that
/// holds for all completions.
pub fn find(
    variables: &[Vec<Piece>],
    probes: usize,
    outlook: &mut dyn FnMut(&[Option<usize>]) -> Outlook,
) -> Found {
    let mut search = Search {
        variables,
        left: probes,
        dark: false,
        chosen: vec![None; variables.len()],
    };
    match search.below(outlook) {
        Step::Found => Found::Witness(search.chosen),
        Step::TooMany => Found::TooMany,
        Step::Nothing if search.dark => Found::Open,
        Step::Nothing => Found::Nothing,
    }
}

enum Step {
    Found,
    Nothing,
    TooMany,
}

struct Search<'a> {
    variables: &'a [Vec<Piece>],
    left: usize,
    dark: bool,
    chosen: Vec<Option<usize>>,
}

impl Search<'_> {
    fn below(&mut self, outlook: &mut dyn FnMut(&[Option<usize>]) -> Outlook) -> Step {
        let Some(left) = self.left.checked_sub(1) else {
            return Step::TooMany;
        };
        self.left = left;
        let next = match outlook(&self.chosen) {
            Outlook::Never => return Step::Nothing,
            Outlook::Always => return Step::Found,
            Outlook::Dark => {
                self.dark = true;
                return Step::Nothing;
            }
            Outlook::Open(on) => self.next(&on),
        };
        let Some(next) = next else {
            self.dark = true;
            return Step::Nothing;
        };
        for piece in 0..self.variables.get(next).map_or(0, Vec::len) {
            self.choose(next, Some(piece));
            match self.below(outlook) {
                Step::Nothing => {}
                done => return done,
            }
        }
        self.choose(next, None);
        Step::Nothing
    }

    /// The variable to choose next: of those named, the one with the fewest pieces.
    fn next(&self, on: &[usize]) -> Option<usize> {
        let free = |place: &usize| matches!(self.chosen.get(*place), Some(None));
        let named = on.iter().copied().filter(free);
        let pieces = |place: &usize| self.variables.get(*place).map_or(0, Vec::len);
        named
            .min_by_key(pieces)
            .or_else(|| (0..self.chosen.len()).find(free))
    }

    fn choose(&mut self, place: usize, piece: Option<usize>) {
        if let Some(chosen) = self.chosen.get_mut(place) {
            *chosen = piece;
        }
    }
}
