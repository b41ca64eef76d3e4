//! Calls: built-in functions, functions, parameters and formats of the catalogue.

use super::signatures::{Signature as Form, Takes, forms};
use super::{Compiler, Typed};
use crate::Profile;
use crate::ast::{Argument, Expr, ExprKind};
use crate::library::is_pattern;
use crate::problem::Problem;
use crate::scope::{Binding, Signature};
use crate::span::Span;
use crate::types::Type;
use tongban_runtime::Decimal;
use tongban_runtime::builtin::Builtin;
use tongban_runtime::constant::Constant;
use tongban_runtime::pattern::Pattern;
use tongban_runtime::program::{FormatPart, Node};
use tongban_runtime::{Date, Duration};

impl Compiler<'_> {
    pub(super) fn call(&mut self, function: &Expr, arguments: &[Argument], span: Span) -> Typed {
        let ExprKind::Name(name) = &function.kind else {
            self.report(
                Problem::NotInStrict {
                    what: "function(…)",
                },
                function.span,
            );
            return self.error();
        };
        match self.scope.resolve(name) {
            Some(Binding::Fact { .. }) => {
                self.report(Problem::NotAFunction { name: name.clone() }, function.span);
                self.error()
            }
            Some(Binding::Parameter { id, ty }) => self.parameter_at(name, id, ty, arguments, span),
            Some(Binding::Function { id, signature }) => {
                self.user(name, id, &signature, arguments, span)
            }
            Some(Binding::Format { id }) => {
                self.format(name, id, FormatPart::Valid, arguments, span)
            }
            Some(Binding::FormatPart { id, part }) => self.format(name, id, part, arguments, span),
            None => self.built_in(name, arguments, function.span, span),
        }
    }

    /// The arguments in the order of the parameters; `None` if they do not fit.
    fn arranged<'a>(
        &mut self,
        function: &str,
        parameters: &[&str],
        required: usize,
        repeats: bool,
        arguments: &'a [Argument],
        span: Span,
    ) -> Option<Vec<&'a Expr>> {
        let fits = arguments.len() >= required && (repeats || arguments.len() <= parameters.len());
        if !fits {
            let wanted = match (required, repeats) {
                (n, true) => format!("{n}+"),
                (n, false) if n < parameters.len() => format!("{n}–{}", parameters.len()),
                (n, false) => n.to_string(),
            };
            let found = arguments.len();
            self.report(
                Problem::ArgumentCount {
                    function: function.to_owned(),
                    wanted,
                    found,
                },
                span,
            );
            return None;
        }
        if arguments.iter().all(|argument| argument.name.is_none()) {
            return Some(arguments.iter().map(|argument| &argument.value).collect());
        }
        let mut placed: Vec<Option<&Expr>> = vec![None; arguments.len()];
        for argument in arguments {
            let (name, at) = argument.name.clone().unwrap_or_default();
            let place = parameters.iter().position(|parameter| *parameter == name);
            match place.and_then(|place| placed.get_mut(place)) {
                Some(free @ None) => *free = Some(&argument.value),
                _ => {
                    self.report(
                        Problem::UnknownParameter {
                            function: function.to_owned(),
                            name,
                        },
                        at,
                    );
                    return None;
                }
            }
        }
        placed.into_iter().collect()
    }

    fn parameter_at(
        &mut self,
        name: &str,
        id: u32,
        ty: Type,
        arguments: &[Argument],
        span: Span,
    ) -> Typed {
        let Some(arguments) = self.arranged(name, &["date"], 1, false, arguments, span) else {
            return self.error();
        };
        let mut at = None;
        for argument in arguments {
            let typed = self.expr(argument, Some(&Type::Date));
            self.argument(name, "date", &typed, &Type::Date, argument.span);
            at = Some(typed.node);
        }
        Typed {
            node: self.builder.push(Node::Parameter { id, at }),
            ty,
        }
    }

    fn user(
        &mut self,
        name: &str,
        id: u32,
        signature: &Signature,
        arguments: &[Argument],
        span: Span,
    ) -> Typed {
        let names: Vec<&str> = signature
            .parameters
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        let Some(values) = self.arranged(name, &names, names.len(), false, arguments, span) else {
            return Typed {
                ty: signature.result.clone(),
                ..self.error()
            };
        };
        let mut nodes = Vec::new();
        for (value, (parameter, wanted)) in values.into_iter().zip(&signature.parameters) {
            let typed = self.expr(value, Some(wanted));
            self.argument(name, parameter, &typed, wanted, value.span);
            self.bounded(name, parameter, value, &typed, wanted);
            nodes.push(typed.node);
        }
        let arguments = self.builder.run(&nodes);
        Typed {
            node: self.builder.push(Node::User { id, arguments }),
            ty: signature.result.clone(),
        }
    }

    /// Checks one argument against the type that is wanted.
    fn argument(
        &mut self,
        function: &str,
        parameter: &str,
        typed: &Typed,
        wanted: &Type,
        span: Span,
    ) {
        let found = if wanted.may_be_absent() {
            typed.ty.clone()
        } else {
            self.present(typed, span)
        };
        if !found.fits(wanted) {
            let problem = Problem::ArgumentType {
                function: function.to_owned(),
                parameter: parameter.to_owned(),
                wanted: wanted.to_string(),
                found: found.to_string(),
            };
            self.complain(problem, span);
        } else if let (Type::Number(a), Type::Number(b)) = (found.present(), wanted.present()) {
            self.same_unit(a, b, span);
        }
    }

    /// Whether a number stays within what a parameter declares: the body counts on it.
    fn bounded(
        &mut self,
        function: &str,
        parameter: &str,
        value: &Expr,
        typed: &Typed,
        wanted: &Type,
    ) {
        let (Type::Number(found), Type::Number(wanted)) = (typed.ty.present(), wanted.present())
        else {
            return;
        };
        if self.holds_to(value, found, wanted) {
            return;
        }
        let shown = |end: Option<Decimal>| end.map(|end| end.to_string());
        let problem = Problem::ArgumentRange {
            function: function.to_owned(),
            parameter: parameter.to_owned(),
            what: self.text_of(value.span),
            min: shown(wanted.min),
            max: shown(wanted.max),
            scale: wanted.scale,
        };
        self.complain(problem, value.span);
    }

    fn format(
        &mut self,
        name: &str,
        id: u32,
        part: FormatPart,
        arguments: &[Argument],
        span: Span,
    ) -> Typed {
        let Some(values) = self.arranged(name, &["text"], 1, false, arguments, span) else {
            return self.error();
        };
        let mut node = None;
        for value in values {
            let typed = self.expr(value, None);
            self.argument(name, "text", &typed, &Type::Text, value.span);
            node = Some(typed.node);
        }
        let Some(value) = node else {
            return self.error();
        };
        let ty = match part {
            FormatPart::Valid => Type::Boolean,
            FormatPart::BirthDate => Type::Date.optional(),
            FormatPart::Gender => {
                Type::enumeration("gender", &[("male", "男"), ("female", "女")]).optional()
            }
            FormatPart::Normalized => Type::Text,
        };
        Typed {
            node: self.builder.push(Node::Format { id, part, value }),
            ty,
        }
    }

    fn built_in(&mut self, name: &str, arguments: &[Argument], at: Span, span: Span) -> Typed {
        let forms = forms(name, Profile::Strict);
        let fitting = forms.iter().copied().find(|form| {
            form.required <= arguments.len()
                && (form.repeats || arguments.len() <= form.parameters.len())
        });
        let Some(form) = fitting.or_else(|| forms.first().copied()) else {
            if self.local(name).is_some() {
                self.report(
                    Problem::NotAFunction {
                        name: name.to_owned(),
                    },
                    at,
                );
            } else {
                self.unknown_function(name, at);
            }
            return self.error();
        };
        let names: Vec<&str> = form
            .parameters
            .iter()
            .map(|parameter| parameter.name)
            .collect();
        let arranged = self.arranged(name, &names, form.required, form.repeats, arguments, span);
        let Some(values) = arranged else {
            return self.error();
        };
        let mut typed: Vec<Typed> = Vec::new();
        for (place, value) in values.iter().enumerate() {
            let Some(parameter) = form.parameters.get(place).or(form.parameters.last()) else {
                break;
            };
            let one =
                self.built_in_argument(name, parameter, value, typed.first(), values.len() > 1);
            typed.push(one);
        }
        if let Some(constant) = self.folded(form, &values) {
            return constant;
        }
        if form.builtin == Builtin::Modulo
            && let (Some(value), Some(divisor)) = (values.get(1), typed.get(1))
            && let Type::Number(number) = divisor.ty.present()
            && number.may_be_zero()
        {
            let what = self.text_of(value.span);
            self.complain(Problem::DivisorMayBeZero { what }, value.span);
        }
        let ty = self.result(form, &typed, &values, span);
        let nodes: Vec<u32> = typed.iter().map(|one| one.node).collect();
        let arguments = self.builder.run(&nodes);
        let node = self.builder.push(Node::Call {
            builtin: form.builtin,
            arguments,
        });
        let settled = match (form.builtin, typed.as_slice(), values.as_slice()) {
            (Builtin::Not, [one], _) => self.settled_node(one.node).map(|holds| !holds),
            (Builtin::IsDefined, [one], [value]) => {
                (!one.ty.may_be_absent() && self.key(value).is_some()).then_some(true)
            }
            _ => None,
        };
        self.settle(node, span, settled);
        Typed { node, ty }
    }

    fn built_in_argument(
        &mut self,
        function: &str,
        parameter: &super::signatures::Parameter,
        value: &Expr,
        first: Option<&Typed>,
        several: bool,
    ) -> Typed {
        let item = first.map(|first| match first.ty.present() {
            Type::List(item) => (**item).clone(),
            other => other.clone(),
        });
        let typed = self.expr(
            value,
            if parameter.takes == Takes::Item {
                item.as_ref()
            } else {
                None
            },
        );
        let wanted = match parameter.takes {
            Takes::Maybe => return typed,
            Takes::Item => {
                // What is sought or added is of the elements' type; null may be sought.
                if let Some(item) = item.filter(|_| typed.ty != Type::Null) {
                    self.joined(&item, typed.ty.present(), value.span);
                }
                return typed;
            }
            // The last of these are in no strict signature.
            Takes::Any | Takes::Time | Takes::Function | Takes::Point | Takes::Range => Type::Any,
            Takes::Boolean => Type::Boolean,
            Takes::Number => Type::NUMBER,
            Takes::Text => Type::Text,
            Takes::Date => Type::Date,
            Takes::DateText if matches!(typed.ty.present(), Type::Date) => Type::Date,
            Takes::DateText | Takes::Constant | Takes::Pattern => {
                self.written_out(function, parameter, value);
                Type::Text
            }
            Takes::List => Type::list(Type::Any),
            Takes::NumberList => Type::list(Type::NUMBER),
            Takes::BooleanList => Type::list(Type::Boolean),
            Takes::TextList => Type::list(Type::Text),
            Takes::Context => {
                let found = self.present(&typed, value.span);
                if !matches!(found, Type::Context(_) | Type::Any) {
                    self.wrong_argument(function, parameter.name, "context", &found, value.span);
                }
                return typed;
            }
        };
        let found = self.present(&typed, value.span);
        let fits = match (&wanted, &found) {
            (Type::List(item), Type::List(_)) => found.fits(&wanted) || item.fits(&found),
            // Several arguments, or one value, stand for a list of them.
            (Type::List(item), single) => {
                (several || matches!(**item, Type::Any)) && single.fits(item)
            }
            (wanted, found) => found.fits(wanted),
        };
        if !fits {
            self.wrong_argument(
                function,
                parameter.name,
                &wanted.to_string(),
                &found,
                value.span,
            );
        }
        typed
    }

    fn wrong_argument(
        &mut self,
        function: &str,
        parameter: &str,
        wanted: &str,
        found: &Type,
        span: Span,
    ) {
        let problem = Problem::ArgumentType {
            function: function.to_owned(),
            parameter: parameter.to_owned(),
            wanted: wanted.to_owned(),
            found: found.to_string(),
        };
        self.complain(problem, span);
    }

    /// Arguments that are read when compiling.
    fn written_out(
        &mut self,
        function: &str,
        parameter: &super::signatures::Parameter,
        value: &Expr,
    ) {
        let ExprKind::Text(text) = &value.kind else {
            let (function, parameter) = (function.to_owned(), parameter.name.to_owned());
            self.complain(
                Problem::NotConstant {
                    function,
                    parameter,
                },
                value.span,
            );
            return;
        };
        if parameter.takes != Takes::Pattern {
            return;
        }
        let problem = match Pattern::parse(text) {
            Err(error) => Problem::BadPattern {
                reason: error.to_string(),
            },
            Ok(_) => match class_of_scripts(text) {
                Some(class) => Problem::PatternDiffers { class },
                // What XPath reads otherwise would be another rule in `standard`.
                None if !is_pattern(text) => Problem::BadPattern {
                    reason: "it is no pattern of XPath".into(),
                },
                None => return,
            },
        };
        self.report(problem, value.span);
    }

    /// Dates and durations that are written out become constants.
    fn folded(&mut self, form: &Form, values: &[&Expr]) -> Option<Typed> {
        let [
            Expr {
                kind: ExprKind::Text(text),
                span,
                ..
            },
        ] = values
        else {
            return None;
        };
        match form.builtin {
            Builtin::Date => match Date::parse(text) {
                Some(date) => Some(self.constant(Constant::Date(date), Type::Date)),
                None => {
                    self.complain(Problem::BadDate { text: text.clone() }, *span);
                    None
                }
            },
            Builtin::Duration => match Duration::parse(text) {
                Some(Duration::YearsMonths(months)) => {
                    Some(self.constant(Constant::YearsMonths(months), Type::YearsMonths))
                }
                Some(Duration::DaysTime(time)) => {
                    Some(self.constant(Constant::DaysTime(time), Type::DaysTime))
                }
                None => {
                    self.complain(Problem::BadDuration { text: text.clone() }, *span);
                    None
                }
            },
            _ => None,
        }
    }
}

/// The first class of a pattern that means more than ASCII in XPath.
fn class_of_scripts(pattern: &str) -> Option<char> {
    let mut rest = pattern.chars();
    while let Some(c) = rest.next() {
        if c == '\\'
            && let class @ ('d' | 'w') = rest.next()?
        {
            return Some(class);
        }
    }
    None
}
