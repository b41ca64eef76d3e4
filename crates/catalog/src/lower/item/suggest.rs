//! When an item is suggested.

use super::ItemLowering;
use crate::problem::{Noun, Problem};
use tongban_feel::Type;
use tongban_image as image;

/// Longest notice before an item is due, in months.
const MAX_AHEAD_MONTHS: u32 = 120;

impl ItemLowering<'_, '_> {
    /// Programs beside the graph: a suggestion decides nothing about an application.
    pub(super) fn suggest(&mut self) -> Option<image::Suggest> {
        let suggest = self.item.suggest.as_ref()?;
        self.unique(
            Noun::new("不提示的情形", "reason against"),
            suggest.unless.iter().map(|one| &one.id),
        );
        if suggest.ahead_months > MAX_AHEAD_MONTHS {
            let problem = Problem::AheadTooFar {
                most: MAX_AHEAD_MONTHS,
            };
            self.to.findings.error(suggest.from.at, &problem);
        }
        let from = self.program(&suggest.from, None, Some(&Type::Date.optional()));
        let text = self.message(&suggest.text, None);
        let mut unless = Vec::new();
        for one in &suggest.unless {
            let program = self.program(&one.rule, None, Some(&Type::Boolean));
            let text = self.message(&one.text, None);
            if let (Some(program), Some(text)) = (program, text) {
                unless.push(image::Unless {
                    id: one.id.value.clone(),
                    program,
                    text,
                });
            }
        }
        Some(image::Suggest {
            from: from?,
            ahead_months: suggest.ahead_months,
            text: text?,
            unless,
        })
    }
}
