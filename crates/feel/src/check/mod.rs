//! From the expression tree to a checked program: names, types, units, absence, and the nodes,
//! in one walk. Every problem is collected; a part with a problem has type `Any`, so that one
//! mistake is reported once.

mod calls;
mod contexts;
mod declared;
pub(crate) mod enumerations;
mod guards;
mod keys;
mod loops;
mod names;
mod operators;
mod results;
mod seen;
mod settled;
pub(crate) mod signatures;
mod tests_of;
mod units;

pub(crate) use guards::mirrored;
pub use seen::Types;

use crate::ast::{Expr, ExprKind};
use crate::dynamic::{self, Surroundings};
use crate::parse;
use crate::problem::{Lang, Problem, Report};
use crate::scope::Scope;
use crate::span::Span;
use crate::types::{NumberType, Type};
use crate::{Compiled, Profile};
pub use settled::Settled;
use tongban_runtime::build::Builder;
use tongban_runtime::constant::Constant;
use tongban_runtime::program::{Node, NodeId};
use tongban_runtime::validate::Invalid;
use tongban_runtime::{Date, Diagnostic, Duration};

/// A compiled part: the node that gives it, and its type.
#[derive(Clone, PartialEq, Debug)]
pub struct Typed {
    /// The node.
    pub node: NodeId,
    /// What is known of its values.
    pub ty: Type,
}

/// A local name: an argument, a loop variable, a row's field.
struct Local {
    name: String,
    register: u32,
    /// Key constant, where the name is a field of what the register holds.
    field: Option<(u32, String)>,
    ty: Type,
}

/// A compilation in progress: one program, made of one or several source texts.
pub struct Compiler<'s> {
    scope: &'s dyn Scope,
    strict: bool,
    lang: Lang,
    /// The program in the making.
    pub builder: Builder,
    names: parse::Names,
    source: String,
    reports: Vec<Report>,
    diagnostics: Vec<Diagnostic>,
    locals: Vec<Local>,
    /// How many registers hold what the program is given.
    parameters: u32,
    guards: Vec<(keys::Key, guards::Learned)>,
    /// Conditions that are settled by their node.
    settled: Vec<(NodeId, Settled)>,
    /// Values of an enumeration for which an `if` ends in `null`, and where.
    uncovered: Option<(Problem, Span)>,
    input: Option<Typed>,
    /// Names and functions around, in the `standard` profile.
    pub(crate) surroundings: Surroundings,
    /// What `?` stands for, in the `standard` profile.
    pub(crate) input_value: Option<NodeId>,
    /// What is declared of it.
    pub(crate) input_type: Option<Type>,
    /// In table cells an absent input simply does not fit.
    absent_fits_nothing: bool,
    /// The types of the parts, while somebody wants to know them.
    seen: Option<Types>,
}

/// The names of all built-in functions.
pub fn built_in_names() -> impl Iterator<Item = &'static str> {
    signatures::names(Profile::Standard)
}

impl<'s> Compiler<'s> {
    /// A compilation of one program whose arguments have these names and types.
    #[must_use]
    pub fn new(scope: &'s dyn Scope, profile: Profile, parameters: &[(String, Type)]) -> Self {
        let mut builder = Builder::new(u32::try_from(parameters.len()).unwrap_or(u32::MAX));
        builder.set_lenient(profile == Profile::Standard);
        let mut names = parse::Names::new(profile);
        for name in scope.phrases() {
            names.add(&name);
        }
        for name in signatures::names(profile) {
            names.add(name);
        }
        let locals = parameters
            .iter()
            .zip(0_u32..)
            .map(|((name, ty), register)| Local {
                name: name.clone(),
                register,
                field: None,
                ty: ty.clone(),
            });
        let locals: Vec<Local> = locals.collect();
        for local in &locals {
            names.add(&local.name);
        }
        let mut compiler = Self {
            scope,
            strict: profile == Profile::Strict,
            lang: Lang::default(),
            builder,
            names,
            source: String::new(),
            reports: Vec::new(),
            diagnostics: Vec::new(),
            parameters: u32::try_from(parameters.len()).unwrap_or(u32::MAX),
            locals,
            guards: Vec::new(),
            settled: Vec::new(),
            uncovered: None,
            input: None,
            surroundings: Surroundings::default(),
            input_value: None,
            input_type: None,
            absent_fits_nothing: false,
            seen: None,
        };
        if profile == Profile::Standard {
            for ((name, ty), register) in parameters.iter().zip(0_u32..) {
                compiler.hold(name, register, Some(ty.clone()));
            }
        }
        compiler
    }

    /// Reads the texts that follow with a name.
    pub(crate) fn known_name(&mut self, name: &str) {
        self.names.add(name);
    }

    /// Reads the texts that follow without it.
    pub(crate) fn forget_name(&mut self, name: &str) {
        self.names.remove(name);
    }

    /// Reports a part that is larger than a program may be.
    pub(crate) fn too_large(&mut self) {
        let span = Span::new(0, self.source.len());
        self.report(Problem::TooLarge, span);
    }

    /// Gives messages in another language.
    #[must_use]
    pub const fn with_lang(mut self, lang: Lang) -> Self {
        self.lang = lang;
        self
    }

    /// Compiles one source text; its problems are kept for [`Self::take_diagnostics`].
    pub fn expression(&mut self, source: &str, expected: Option<&Type>) -> Typed {
        let (expr, reports) = parse::expression(source, &self.names);
        let outer = self.enter(source, reports);
        let typed = self.expr(&expr, expected);
        if let Some(expected) = expected {
            self.check_result(&typed, expected, expr.span);
        }
        self.leave(outer);
        typed
    }

    /// Compiles a tree that was not read from one text, such as a boxed expression.
    pub fn tree(&mut self, expr: &Expr, expected: Option<&Type>) -> Typed {
        let outer = self.enter("", Vec::new());
        let typed = self.expr(expr, expected);
        self.leave(outer);
        typed
    }

    /// Goes to another source text; gives what [`Self::leave`] comes back to.
    fn enter(&mut self, source: &str, reports: Vec<Report>) -> (String, Vec<Report>) {
        (
            core::mem::replace(&mut self.source, source.to_owned()),
            core::mem::replace(&mut self.reports, reports),
        )
    }

    fn leave(&mut self, outer: (String, Vec<Report>)) {
        self.flush();
        (self.source, self.reports) = outer;
    }

    /// Compiles the unary tests of a table cell about a value; gives a condition.
    pub fn unary_tests(&mut self, source: &str, input: &Typed) -> Typed {
        let (tests, reports) = parse::unary_tests(source, &self.names);
        let outer = self.enter(source, reports);
        if !self.strict {
            let node = self.tests_of(&tests, input.node, Some(input.ty.clone()));
            self.leave(outer);
            return dynamic::any(node);
        }
        let before = self.input.replace(input.clone());
        let absent = core::mem::replace(&mut self.absent_fits_nothing, true);
        let typed = self.any_test(&tests, input, Span::new(0, source.len()));
        self.absent_fits_nothing = absent;
        self.input = before;
        self.leave(outer);
        typed
    }

    /// Evaluates a value once into a fresh register; gives the register and the value's reference.
    pub fn register(&mut self, ty: Type) -> (u32, Typed) {
        let register = self.builder.local();
        let node = self.builder.push(Node::Local(register));
        (register, Typed { node, ty })
    }

    /// The names that it resolves.
    #[must_use]
    pub fn scope(&self) -> &'s dyn Scope {
        self.scope
    }

    /// The problems found so far.
    pub fn take_diagnostics(&mut self) -> Vec<Diagnostic> {
        core::mem::take(&mut self.diagnostics)
    }

    /// The conditions that are settled: all of a rule, or parts of it.
    fn settled_parts(&mut self, root: NodeId) -> Vec<Settled> {
        let all = core::mem::take(&mut self.settled);
        if let Some((_, whole)) = all.iter().find(|(node, _)| *node == root) {
            return vec![Settled {
                whole: true,
                ..whole.clone()
            }];
        }
        let mut parts: Vec<Settled> = Vec::new();
        for (_, part) in all.into_iter().rev() {
            // Of what is settled with its parts, only the whole is told.
            if !parts
                .iter()
                .any(|other| other.span.start <= part.span.start && part.span.end <= other.span.end)
            {
                parts.push(part);
            }
        }
        parts.reverse();
        parts
    }

    /// Finishes the program.
    ///
    /// # Errors
    /// All problems that were found and not taken.
    pub fn finish(mut self, root: Typed) -> Result<Compiled, Vec<Diagnostic>> {
        if !self.diagnostics.is_empty() {
            return Err(self.diagnostics);
        }
        let settled = self.settled_parts(root.node);
        let builder = core::mem::take(&mut self.builder);
        match builder.finish(root.node) {
            Ok(program) => {
                let reads = program.reads().to_vec();
                Ok(Compiled {
                    program,
                    ty: root.ty,
                    reads,
                    settled,
                })
            }
            Err(refused) => {
                let span = Span::new(0, self.source.len());
                let problem = match refused {
                    Invalid::TooDeep => Problem::TooDeep,
                    _ => Problem::TooLarge,
                };
                Err(vec![
                    Report { problem, span }.diagnostic(&self.source, self.lang),
                ])
            }
        }
    }

    fn flush(&mut self) {
        self.reports.sort_by_key(|report| report.span.start);
        self.reports.dedup();
        for report in core::mem::take(&mut self.reports) {
            self.diagnostics
                .push(report.diagnostic(&self.source, self.lang));
        }
    }

    pub(crate) fn report(&mut self, problem: Problem, span: Span) {
        self.reports.push(Report { problem, span });
    }

    /// Reports what only the `strict` profile minds.
    fn complain(&mut self, problem: Problem, span: Span) {
        if self.strict {
            self.report(problem, span);
        }
    }

    fn text_of(&self, span: Span) -> String {
        span.text(&self.source).to_owned()
    }

    fn error(&mut self) -> Typed {
        Typed {
            node: self.builder.constant(Constant::Absent),
            ty: Type::Any,
        }
    }

    fn constant(&mut self, constant: Constant, ty: Type) -> Typed {
        Typed {
            node: self.builder.constant(constant),
            ty,
        }
    }

    fn check_result(&mut self, typed: &Typed, expected: &Type, span: Span) {
        if matches!(typed.ty, Type::Any) {
            return;
        }
        if !typed.ty.present().fits(expected) && typed.ty != Type::Null {
            let (wanted, found) = (expected.to_string(), typed.ty.to_string());
            self.complain(Problem::WrongResult { wanted, found }, span);
        } else if typed.ty.may_be_absent() && !expected.may_be_absent() {
            match self.uncovered.take() {
                Some((problem, at)) => self.complain(problem, at),
                None => {
                    let what = self.text_of(span);
                    self.complain(Problem::Unguarded { what }, span);
                }
            }
        } else if let (Type::Number(a), Type::Number(b)) = (typed.ty.present(), expected.present())
        {
            self.same_unit(a, b, span);
        }
    }

    /// Reports a value that may be absent where one is needed; gives its type without absence.
    fn present(&mut self, typed: &Typed, span: Span) -> Type {
        if matches!(typed.ty, Type::Optional(_)) && !self.absent_fits_nothing {
            let what = self.text_of(span);
            self.complain(Problem::Unguarded { what }, span);
        }
        typed.ty.present().clone()
    }

    /// Compiles a condition.
    fn condition(&mut self, expr: &Expr) -> Typed {
        let typed = self.expr(expr, Some(&Type::Boolean));
        match self.present(&typed, expr.span) {
            Type::Boolean | Type::Any => {}
            other => {
                self.complain(
                    Problem::NotACondition {
                        found: other.to_string(),
                    },
                    expr.span,
                );
            }
        }
        Typed {
            node: typed.node,
            ty: Type::Boolean,
        }
    }

    /// Compiles an expression. `expected` gives literals their meaning (labels of enumerations);
    /// whether the type fits is the caller's check.
    fn expr(&mut self, expr: &Expr, expected: Option<&Type>) -> Typed {
        let typed = self.compiled(expr, expected);
        if self.strict {
            self.declare(expr, &typed);
        }
        if let Some(seen) = &mut self.seen {
            seen.add(expr.span, &typed.ty);
        }
        typed
    }

    fn compiled(&mut self, expr: &Expr, expected: Option<&Type>) -> Typed {
        if !self.strict {
            let node = self.value_as(expr, expected);
            return dynamic::any(node);
        }
        let span = expr.span;
        match &expr.kind {
            ExprKind::Part(part) => {
                let scope = self.scope;
                match scope.part(*part, self, expected) {
                    Some(typed) => typed,
                    None => self.error(),
                }
            }
            ExprKind::Error => self.error(),
            ExprKind::Null => self.constant(Constant::Absent, Type::Null),
            ExprKind::Bool(value) => self.constant(Constant::Bool(*value), Type::Boolean),
            ExprKind::Number(value) => self.constant(
                Constant::Number(*value),
                Type::Number(NumberType::exactly(*value)),
            ),
            ExprKind::Text(text) => self.text(text, expected, span),
            ExprKind::At(text) => self.at_literal(text, span),
            ExprKind::Name(name) => self.name(name, span),
            ExprKind::Input => match self.input.clone() {
                Some(input) => self.guarded(expr, input),
                None => {
                    self.report(
                        Problem::UnknownName {
                            name: "?".into(),
                            similar: Vec::new(),
                        },
                        span,
                    );
                    self.error()
                }
            },
            ExprKind::Negate(value) => self.negate(value),
            ExprKind::Arithmetic { op, left, right } => {
                let typed = self.arithmetic(*op, left, right, span);
                self.guarded(expr, typed)
            }
            ExprKind::Compare { op, left, right } => self.compare(*op, left, right, span),
            ExprKind::And(parts) => self.junction(parts, true),
            ExprKind::Or(parts) => self.junction(parts, false),
            ExprKind::Between { value, low, high } => self.between(value, low, high, span),
            ExprKind::In { value, tests } => self.in_tests(value, tests, span),
            ExprKind::If {
                condition,
                then,
                otherwise,
            } => self.choice(condition, then, otherwise, expected, span),
            ExprKind::For { variables, body } => self.for_loop(variables, body),
            ExprKind::Quantified {
                every,
                variables,
                body,
            } => self.quantified(*every, variables, body),
            ExprKind::Filter { list, condition } => {
                let typed = self.filter(list, condition);
                self.guarded(expr, typed)
            }
            ExprKind::Path { value, name, at } => self.path(expr, value, name, *at),
            ExprKind::List(items) => self.list(items, expected),
            ExprKind::Context(entries) => self.context(entries, expected),
            ExprKind::Range {
                low,
                low_closed,
                high,
                high_closed,
            } => {
                let ends = (low.as_deref(), high.as_deref());
                self.range(ends, (*low_closed, *high_closed), expected, span)
            }
            ExprKind::Call {
                function,
                arguments,
            } => {
                let typed = self.call(function, arguments, span);
                self.guarded(expr, typed)
            }
            ExprKind::InstanceOf { value, ty } => self.instance_of(value, ty, span),
            ExprKind::UnaryRange { .. } => {
                let what = "(= …)";
                self.report(Problem::NotInStrict { what }, span);
                self.error()
            }
            ExprKind::Function { .. } => {
                self.report(
                    Problem::NotInStrict {
                        what: "function(…)",
                    },
                    span,
                );
                self.error()
            }
        }
    }

    fn at_literal(&mut self, text: &str, span: Span) -> Typed {
        if let Some(date) = Date::parse(text) {
            return self.constant(Constant::Date(date), Type::Date);
        }
        match Duration::parse(text) {
            Some(Duration::YearsMonths(months)) => {
                self.constant(Constant::YearsMonths(months), Type::YearsMonths)
            }
            Some(Duration::DaysTime(time)) => {
                self.constant(Constant::DaysTime(time), Type::DaysTime)
            }
            None => {
                self.report(
                    Problem::BadDate {
                        text: text.to_owned(),
                    },
                    span,
                );
                self.error()
            }
        }
    }

    fn choice(
        &mut self,
        condition: &Expr,
        then: &Expr,
        otherwise: &Expr,
        expected: Option<&Type>,
        span: Span,
    ) -> Typed {
        let test = self.condition(condition);
        let then = self.under(&[(condition, true)], |compiler| {
            compiler.expr(then, expected)
        });
        let (otherwise, covered) = self.under(&[(condition, false)], |compiler| {
            // All values of an enumeration were asked for: what comes after stands for none.
            let covered = otherwise.kind == ExprKind::Null && compiler.never_reached();
            if otherwise.kind == ExprKind::Null && !covered {
                compiler.leaves_out(condition, otherwise.span);
            }
            (compiler.expr(otherwise, expected), covered)
        });
        let ty = if covered {
            then.ty.clone()
        } else {
            self.joined(&then.ty, &otherwise.ty, span)
        };
        let node = Node::If {
            condition: test.node,
            then: then.node,
            otherwise: otherwise.node,
        };
        Typed {
            node: self.builder.push(node),
            ty,
        }
    }

    fn list(&mut self, items: &[Expr], expected: Option<&Type>) -> Typed {
        let inner = match expected.map(Type::present) {
            Some(Type::List(item)) => Some(&**item),
            other => other,
        };
        let parts: Vec<Typed> = items.iter().map(|item| self.expr(item, inner)).collect();
        let mut ty = parts.first().map_or(Type::Any, |part| part.ty.clone());
        for (part, item) in parts.iter().zip(items).skip(1) {
            ty = self.joined(&ty, &part.ty, item.span);
        }
        let nodes: Vec<NodeId> = parts.iter().map(|part| part.node).collect();
        let constants: Option<Vec<u32>> = nodes
            .iter()
            .map(|node| self.builder.constant_id(*node))
            .collect();
        let node = match constants {
            Some(constants) => self.builder.constant(Constant::List(constants)),
            None => {
                let run = self.builder.run(&nodes);
                self.builder.push(Node::List(run))
            }
        };
        Typed {
            node,
            ty: Type::list(ty),
        }
    }
}
