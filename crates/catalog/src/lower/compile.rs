//! Between the catalogue and the compiler of rules: places of findings.

use crate::authored::Rule;
use crate::finding::{Finding, Findings, SettledRule};
use crate::source::{Place, Sources};
use crate::yaml::align;
use tongban_feel::{Compiler, Profile, Scope, Type};
use tongban_runtime::{Diagnostic, Program};

/// Compiles a rule; what is wrong becomes findings with their places in the YAML file.
pub fn compile_rule(
    rule: &Rule,
    scope: &dyn Scope,
    expected: Option<&Type>,
    sources: &Sources,
    findings: &mut Findings,
) -> Option<Program> {
    compile_function(rule, scope, &[], expected, sources, findings)
}

/// Compiles a function's body; its arguments are its first registers.
pub fn compile_function(
    rule: &Rule,
    scope: &dyn Scope,
    parameters: &[(String, Type)],
    expected: Option<&Type>,
    sources: &Sources,
    findings: &mut Findings,
) -> Option<Program> {
    let mut compiler = Compiler::new(scope, Profile::Strict, parameters).with_lang(findings.lang());
    let root = compiler.expression(&rule.text, expected);
    match compiler.finish(root) {
        Ok(compiled) => {
            for settled in &compiled.settled {
                let (start, end) = (settled.span.start, settled.span.end);
                findings.settle(SettledRule {
                    at: align(
                        sources,
                        rule.at,
                        &rule.scalar,
                        rule.offset + start,
                        rule.offset + end,
                    ),
                    text: settled.span.text(&rule.text).to_owned(),
                    holds: settled.holds,
                    whole: settled.whole,
                });
            }
            Some(compiled.program)
        }
        Err(problems) => {
            report(rule, problems, sources, findings);
            None
        }
    }
}

/// Adds the compiler's diagnostics as findings.
pub fn report(rule: &Rule, problems: Vec<Diagnostic>, sources: &Sources, findings: &mut Findings) {
    for problem in problems {
        let place = |span: Option<(u32, u32)>| -> Place {
            let (start, end) =
                span.unwrap_or((0, u32::try_from(rule.text.len()).unwrap_or(u32::MAX)));
            align(
                sources,
                rule.at,
                &rule.scalar,
                rule.offset + start as usize,
                rule.offset + end as usize,
            )
        };
        let mut finding = Finding::new(
            problem.code,
            problem.severity,
            Some(place(problem.at.span)),
            problem.message,
        );
        finding.help = problem.help;
        for related in problem.related {
            finding = finding.related(place(related.at.span), &related.message);
        }
        findings.add(finding);
    }
}
