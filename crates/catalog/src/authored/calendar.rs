//! `calendar/<year>.yaml`.

use super::Word;
use crate::finding::Findings;
use crate::problem::Noun;
use crate::source::Place;
use crate::yaml::{FromNode, Map, Node};

/// A published year of working days.
#[derive(Debug, Clone)]
pub struct CalendarYear {
    /// Where it starts.
    pub at: Place,
    /// The year.
    pub year: u32,
    /// Free days.
    pub holidays: Vec<Word>,
    /// Worked Saturdays and Sundays.
    pub workdays: Vec<Word>,
    /// The notice that says so.
    pub basis: Vec<Word>,
}

impl FromNode for CalendarYear {
    fn from_node(node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut map = Map::open(node, Noun::new("日历年", "a calendar year"), findings)?;
        let year = map.need("year", findings);
        let holidays = map.list("holidays", findings);
        let workdays = map.list("workdays", findings);
        let basis = map.list("basis", findings);
        let at = map.at();
        map.finish(findings);
        Some(Self {
            at,
            year: year?,
            holidays,
            workdays,
            basis,
        })
    }
}
