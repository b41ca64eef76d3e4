//! Single expressions over a whole catalogue: for `tongban eval`.

use crate::check::Checked;
use crate::finding::Findings;
use crate::lower::Shared;
use crate::lower::item::slots::{ItemScope, Slots};
use crate::lower::types::fact_type;
use crate::names::Names;
use tongban_feel::{Compiler, Lang, Profile};
use tongban_image::SlotKind;
use tongban_runtime::{Diagnostic, Program};

/// A compiled expression with the slots that it reads.
#[derive(Debug, Clone)]
pub struct Expression {
    /// The program.
    pub program: Program,
    /// Where its facts come from, by slot.
    pub slots: Vec<ExpressionSlot>,
}

/// A slot of an expression.
#[derive(Debug, Clone)]
pub struct ExpressionSlot {
    /// Dictionary index; the application date and the insured region stand after the authored facts.
    pub fact: usize,
    /// What fills it.
    pub kind: SlotKind,
    /// The rule of a computed fact; it reads slots of the same list, and none that depends on it.
    pub computed: Option<Program>,
}

/// Compiles an expression; facts, parameters, functions and formats go by Chinese name or ASCII id.
///
/// # Errors
/// Everything that is wrong with the expression, with spans over `source`.
pub fn expression(
    checked: &Checked,
    source: &str,
    profile: Profile,
) -> Result<Expression, Vec<Diagnostic>> {
    let mut unseen = Findings::default();
    let names = Names::of(&checked.authored, &checked.sources, &mut unseen);
    let shared = Shared {
        authored: &checked.authored,
        names: &names,
        sources: &checked.sources,
    };
    let slots = Slots::free(shared);
    let compile = |text: &str,
                   group: Option<usize>,
                   expected: Option<&tongban_feel::Type>,
                   profile: Profile| {
        let scope = ItemScope {
            slots: &slots,
            group,
            present: None,
        };
        let mut compiler = Compiler::new(&scope, profile, &[]).with_lang(Lang::En);
        let root = compiler.expression(text, expected);
        compiler.finish(root).map(|compiled| compiled.program)
    };
    let program = compile(source, None, None, profile)?;
    let mut computed = std::collections::BTreeMap::new();
    while let Some((slot, draft)) = slots.next_pending() {
        let Some(fact) = checked.authored.facts.get(draft.fact) else {
            continue;
        };
        let Some(rule) = &fact.computed else { continue };
        let group = draft
            .group
            .and_then(|group| slots.drafts().get(group as usize).map(|group| group.fact));
        let plain = fact_type(&shared, draft.fact, &|_| false);
        let expected = if fact.optional {
            plain.optional()
        } else {
            plain
        };
        computed.insert(
            slot,
            compile(&rule.text, group, Some(&expected), Profile::Strict)?,
        );
    }
    let list = slots
        .drafts()
        .into_iter()
        .enumerate()
        .map(|(index, draft)| ExpressionSlot {
            fact: draft.fact,
            kind: draft.kind,
            computed: u32::try_from(index)
                .ok()
                .and_then(|index| computed.remove(&index)),
        });
    Ok(Expression {
        program,
        slots: list.collect(),
    })
}
