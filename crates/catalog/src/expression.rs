//! Single expressions over a whole catalogue: for `tongban eval`, and what remains of a rule for `tongban explain`.

use crate::check::Checked;
use crate::finding::Findings;
use crate::lower::Shared;
use crate::lower::item::slots::{ItemScope, Slots};
use crate::lower::types::fact_type;
use crate::names::Names;
use crate::words::Dictionary;
use std::cell::RefCell;
use std::collections::BTreeMap;
use tongban_feel::ast::Expr;
use tongban_feel::format::text_of;
use tongban_feel::words::{Sentence, Speaker};
use tongban_feel::{Compiler, Lang, Profile};
use tongban_image::SlotKind;
use tongban_runtime::{Diagnostic, Program, Reason, Value, What};

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

/// What remains to be decided of an expression, given what is known.
#[derive(Debug, Clone)]
pub struct Residual {
    /// The smaller expression.
    pub expression: String,
    /// What it says.
    pub sentence: Sentence,
}

/// Compiles an expression; facts, parameters, functions and formats go by Chinese name or ASCII id.
///
/// # Errors
/// Everything that is wrong with the expression, with spans over `source`.
pub fn expression(
    checked: &Checked,
    source: &str,
    profile: Profile,
    lang: Lang,
) -> Result<Expression, Vec<Diagnostic>> {
    let mut unseen = Findings::default();
    let names = Names::of(&checked.authored, &checked.sources, &mut unseen);
    let facts = Facts::new(checked, &names, lang);
    let scope = facts.scope();
    let mut compiler = Compiler::new(&scope, profile, &[]).with_lang(lang);
    let root = compiler.expression(source, None);
    let program = compiler.finish(root)?.program;
    facts.with(program)
}

/// What remains of an expression where `value` tells the values of its parts, unknown ones included.
///
/// # Errors
/// Everything that is wrong with the expression, with spans over `source`.
pub fn residual(
    checked: &Checked,
    source: &str,
    lang: Lang,
    value: &mut dyn FnMut(&Expression) -> Value,
) -> Result<Residual, Vec<Diagnostic>> {
    let mut unseen = Findings::default();
    let names = Names::of(&checked.authored, &checked.sources, &mut unseen);
    let facts = Facts::new(checked, &names, lang);
    let scope = facts.scope();
    let mut compiler = Compiler::new(&scope, Profile::Strict, &[]).with_lang(lang);
    let (whole, types, root) = compiler.typed_expression(source, None);
    compiler.finish(root)?;
    let nothing = || Value::unknown(What::Parameter(u32::MAX), Reason::NotAsked);
    let mut part = |expr: &Expr| {
        let mut compiler = Compiler::new(&scope, Profile::Strict, &[]);
        let root = compiler.tree(expr, None);
        // A part alone may miss the guard that stands before it; its value is what it is.
        compiler.take_diagnostics();
        let program = compiler.finish(root).ok().map(|compiled| compiled.program);
        match program.and_then(|program| facts.with(program).ok()) {
            Some(expression) => value(&expression),
            None => nothing(),
        }
    };
    let left = tongban_feel::residual::residual(&whole, &types, &mut part);
    let expression = text_of(&left);
    let mut compiler = Compiler::new(&scope, Profile::Strict, &[]);
    let (left, types, _) = compiler.typed_expression(&expression, None);
    let dictionary = Dictionary::new(&checked.authored, &names);
    let sentence = Speaker::new(&types, &scope, &dictionary).sentence(&left, None);
    Ok(Residual {
        expression,
        sentence,
    })
}

/// The facts of a catalogue outside any item, and the rules of those that are computed.
struct Facts<'a> {
    slots: Slots<'a>,
    computed: RefCell<BTreeMap<u32, Program>>,
    lang: Lang,
}

impl<'a> Facts<'a> {
    fn new(checked: &'a Checked, names: &'a Names, lang: Lang) -> Self {
        let shared = Shared {
            authored: &checked.authored,
            names,
            sources: &checked.sources,
        };
        Self {
            slots: Slots::free(shared),
            computed: RefCell::default(),
            lang,
        }
    }

    const fn scope(&self) -> ItemScope<'a, '_> {
        ItemScope {
            slots: &self.slots,
            group: None,
            present: None,
        }
    }

    /// A program with its slots, once the computed facts that it leads to are compiled.
    fn with(&self, program: Program) -> Result<Expression, Vec<Diagnostic>> {
        let slots = &self.slots;
        let shared = slots.shared;
        while let Some((slot, draft)) = slots.next_pending() {
            let Some(fact) = shared.authored.facts.get(draft.fact) else {
                continue;
            };
            let Some(rule) = &fact.computed else { continue };
            let group = draft
                .group
                .and_then(|group| slots.drafts().get(group as usize).map(|group| group.fact));
            let plain = fact_type(&shared, draft.fact, &|_, _| false);
            let expected = if fact.optional {
                plain.optional()
            } else {
                plain
            };
            let scope = ItemScope {
                slots,
                group,
                present: None,
            };
            let mut compiler = Compiler::new(&scope, Profile::Strict, &[]).with_lang(self.lang);
            let root = compiler.expression(&rule.text, Some(&expected));
            let compiled = compiler.finish(root)?;
            self.computed.borrow_mut().insert(slot, compiled.program);
        }
        let computed = self.computed.borrow();
        let list = slots
            .drafts()
            .into_iter()
            .enumerate()
            .map(|(index, draft)| ExpressionSlot {
                fact: draft.fact,
                kind: draft.kind,
                computed: u32::try_from(index)
                    .ok()
                    .and_then(|index| computed.get(&index).cloned()),
            });
        Ok(Expression {
            program,
            slots: list.collect(),
        })
    }
}
