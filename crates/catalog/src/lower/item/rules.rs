//! Rules and messages of an item into programs.

use super::ItemLowering;
use super::order::Pending;
use super::slots::ItemScope;
use crate::authored::{Rule, Word};
use crate::lower::compile::compile_rule;
use crate::lower::template::{Segment, Style, cut};
use crate::problem::Problem;
use crate::text::Text;
use tongban_feel::Type;
use tongban_image::{Message, NodeKind};
use tongban_runtime::program::{Node, Program};

impl ItemLowering<'_, '_> {
    /// Compiles a rule and keeps its program; equal programs are kept once.
    pub(super) fn program(
        &mut self,
        rule: &Rule,
        group: Option<usize>,
        expected: Option<&Type>,
    ) -> Option<u32> {
        let slots = &self.slots;
        let scope = ItemScope {
            slots,
            group,
            present: self.present,
        };
        let program = compile_rule(
            rule,
            &scope,
            expected,
            slots.shared.sources,
            &mut self.to.findings,
        );
        for (column, owner) in self.slots.take_misused() {
            self.to.findings.error(
                rule.at,
                &Problem::ColumnOutsideRows {
                    column: &column,
                    group: &owner,
                },
            );
        }
        let program = program?;
        self.use_program(&program);
        if let Some(known) = self.programs.iter().position(|known| *known == program) {
            return u32::try_from(known).ok();
        }
        self.programs.push(program);
        u32::try_from(self.programs.len() - 1).ok()
    }

    fn use_program(&mut self, program: &Program) {
        self.to.use_program(program);
    }

    /// Compiles a rule that gives true or false into a node.
    pub(super) fn node(
        &mut self,
        kind: NodeKind,
        rule: &Rule,
        group: Option<usize>,
        label: String,
    ) -> Option<u32> {
        self.node_of(kind, rule, group, &Type::Boolean, label)
    }

    /// Compiles a rule of any type into a node.
    pub(super) fn node_of(
        &mut self,
        kind: NodeKind,
        rule: &Rule,
        group: Option<usize>,
        expected: &Type,
        label: String,
    ) -> Option<u32> {
        let program = self.program(rule, group, Some(expected))?;
        let reads = self.programs.get(program as usize)?.reads().to_vec();
        let group = group.map(|group| self.slots.group_slot(group));
        self.nodes.push(Pending {
            kind,
            group,
            program,
            reads,
            label,
            at: rule.at,
        });
        u32::try_from(self.nodes.len() - 1).ok()
    }

    /// Compiles a text with `{…}`: the same argument list for all languages.
    pub(super) fn message(&mut self, text: &Text, group: Option<usize>) -> Option<Message> {
        let mut args: Vec<(String, u32)> = Vec::new();
        let zh = self.template(&text.zh, group, &mut args);
        let hant = text
            .hant
            .as_ref()
            .map(|word| self.template(word, group, &mut args));
        let en = text
            .en
            .as_ref()
            .map(|word| self.template(word, group, &mut args));
        let id = self.to.texts.intern(zh?, hant.flatten(), en.flatten());
        Some(Message {
            text: id,
            args: args.into_iter().map(|(_, program)| program).collect(),
        })
    }

    fn template(
        &mut self,
        word: &Word,
        group: Option<usize>,
        args: &mut Vec<(String, u32)>,
    ) -> Option<String> {
        let mut out = String::new();
        let mut whole = true;
        for segment in cut(word, &mut self.to.findings)? {
            match segment {
                Segment::Literal(words) => out.push_str(&words),
                Segment::Expression(rule, style) => {
                    let source = rule.text.trim().to_owned();
                    let wanted = style.as_ref().map(Style::wants);
                    let known = args.iter().position(|(known, _)| *known == source);
                    let place = match known {
                        Some(place) if wanted.is_none() => Some(place),
                        // A styled value must be a number wherever it stands.
                        _ => self.program(&rule, group, wanted.as_ref()).map(|program| {
                            known.unwrap_or_else(|| {
                                args.push((source, program));
                                args.len() - 1
                            })
                        }),
                    };
                    let Some(place) = place else {
                        whole = false;
                        continue;
                    };
                    match style {
                        Some(style) => out.push_str(&format!("{{{place}|{style}}}")),
                        None => out.push_str(&format!("{{{place}}}")),
                    }
                }
            }
        }
        whole.then_some(out)
    }
}

impl crate::lower::Lowering<'_> {
    /// Notes which parameters, functions and formats a program uses.
    pub(crate) fn use_program(&mut self, program: &Program) {
        self.usage
            .parameters
            .extend(program.parameter_reads().into_iter().map(|id| id as usize));
        self.usage
            .functions
            .extend(program.functions().into_iter().map(|id| id as usize));
        self.usage
            .formats
            .extend(program.nodes().iter().filter_map(|node| match node {
                Node::Format { id, .. } => Some(*id as usize),
                _ => None,
            }));
    }
}
