//! Calls by name: built-in functions, functions, parameters and formats of the catalogue.

use super::shapes::declared;
use crate::Profile;
use crate::ast::{Argument, Expr, ExprKind};
use crate::check::signatures::{Signature, Takes};
use crate::check::{Compiler, signatures};
use crate::scope::{Binding, Signature as Signed};
use crate::types::Type;
use tongban_runtime::Shape;
use tongban_runtime::constant::Constant;
use tongban_runtime::program::{FormatPart, Node, NodeId};

impl Compiler<'_> {
    pub(super) fn application(&mut self, function: &Expr, arguments: &[Argument]) -> NodeId {
        let ExprKind::Name(name) = &function.kind else {
            let function = self.value(function);
            return self.invocation(function, arguments);
        };
        if self.is_held(name) {
            let function = self.name_node(name);
            return self.invocation(function, arguments);
        }
        match self.scope().resolve(name) {
            Some(Binding::Parameter { id, .. }) => {
                let Some(nodes) = self.placed(&["date"], &[&Type::Date], arguments) else {
                    return self.builder.constant(Constant::Absent);
                };
                let at = nodes.first().copied();
                self.builder.push(Node::Parameter { id, at })
            }
            Some(Binding::Function { id, signature }) => {
                let names = signature.parameters.iter().map(|(name, _)| name.as_str());
                let names: Vec<&str> = names.collect();
                let types = signature.parameters.iter().map(|(_, ty)| ty);
                let Some(nodes) = self.placed(&names, &types.collect::<Vec<_>>(), arguments) else {
                    return self.builder.constant(Constant::Absent);
                };
                self.user_call(id, &signature, &nodes)
            }
            Some(Binding::Format { id }) => self.format_part(id, FormatPart::Valid, arguments),
            Some(Binding::FormatPart { id, part }) => self.format_part(id, part, arguments),
            Some(Binding::Fact { .. }) => {
                let function = self.name_node(name);
                self.invocation(function, arguments)
            }
            None if !signatures::forms(name, Profile::Standard).is_empty() => {
                self.built_in_call(name, arguments)
            }
            None => {
                let function = self.name_node(name);
                self.invocation(function, arguments)
            }
        }
    }

    /// A call of a function of the scope. Arguments are held to the types that it declares.
    pub(super) fn user_call(&mut self, id: u32, signature: &Signed, nodes: &[NodeId]) -> NodeId {
        let types = || signature.parameters.iter().map(|(_, ty)| ty);
        if types().all(|ty| matches!(ty, Type::Any)) {
            let arguments = self.builder.run(nodes);
            return self.builder.push(Node::User { id, arguments });
        }
        let mut pairs = Vec::new();
        for (node, ty) in nodes.iter().zip(types()) {
            pairs.push(*node);
            pairs.push(self.builder.shape(declared(ty)));
        }
        let arguments = self.builder.run(&pairs);
        self.builder.push(Node::UserHeld { id, arguments })
    }

    fn format_part(&mut self, id: u32, part: FormatPart, arguments: &[Argument]) -> NodeId {
        let nodes = self.placed(&["text"], &[&Type::Text], arguments);
        match nodes.and_then(|nodes| nodes.first().copied()) {
            Some(value) => self.builder.push(Node::Format { id, part, value }),
            None => self.builder.constant(Constant::Absent),
        }
    }

    /// Arguments in the order of the parameters, as many as are wanted; `None` if they do not
    /// fit.
    fn placed(
        &mut self,
        names: &[&str],
        types: &[&Type],
        arguments: &[Argument],
    ) -> Option<Vec<NodeId>> {
        let order = order(names, arguments)?;
        if order.len() != types.len() {
            return None;
        }
        let mut nodes = Vec::new();
        for (argument, ty) in order.into_iter().zip(types) {
            nodes.push(self.value_as(argument?, Some(ty)));
        }
        Some(nodes)
    }

    /// Compiles arguments in order; what is left out is `null`. Elements are meant as those of
    /// the list that comes first.
    fn ordered(&mut self, form: &Signature, order: &[Option<&Expr>]) -> Vec<NodeId> {
        let list = order.first().copied().flatten();
        let element = list.and_then(|list| self.element_hint(list));
        let mut nodes = Vec::new();
        for (place, argument) in order.iter().enumerate() {
            let parameter = form.parameters.get(place).or(form.parameters.last());
            let is_item = parameter.is_some_and(|parameter| parameter.takes == Takes::Item);
            nodes.push(match argument {
                Some(value) if is_item => self.value_as(value, element.as_ref()),
                Some(value) => self.value(value),
                None => self.builder.constant(Constant::Absent),
            });
        }
        nodes
    }

    fn built_in_call(&mut self, name: &str, arguments: &[Argument]) -> NodeId {
        let by_name = arguments.iter().any(|argument| argument.name.is_some());
        let mut forms = signatures::forms(name, Profile::Standard);
        if by_name {
            // Of two forms with the same names, the one in whose order they are written.
            forms.sort_by_key(|form| !in_order(form, arguments));
        }
        for form in &forms {
            let names = form.parameters.iter().map(|parameter| parameter.name);
            let names: Vec<&str> = names.collect();
            let Some(mut order) = order(&names, arguments) else {
                continue;
            };
            if by_name {
                // What is not named is `null`.
                order.resize(order.len().max(form.required), None);
            }
            let fits = order.len() >= form.required
                && (order.len() <= names.len() || form.repeats && !by_name);
            if !fits {
                continue;
            }
            let mut nodes = self.ordered(form, &order);
            if by_name && forms.len() > 1 {
                self.hold_to(form, &mut nodes);
            }
            let arguments = self.builder.run(&nodes);
            return self.builder.push(Node::Call {
                builtin: form.builtin,
                arguments,
            });
        }
        self.builder.constant(Constant::Absent)
    }

    /// Where names chose one of several forms, its arguments are held to its types.
    fn hold_to(&mut self, form: &Signature, nodes: &mut [NodeId]) {
        for (node, parameter) in nodes.iter_mut().zip(form.parameters).take(form.required) {
            let shape = match parameter.takes {
                Takes::Text => Shape::Text,
                Takes::Number => Shape::Number,
                Takes::Function => Shape::AnyFunction,
                Takes::Range => Shape::Range(Shape::Any.into()),
                Takes::TextList => Shape::list(Shape::Text),
                _ => continue,
            };
            let shape = self.builder.shape(shape);
            *node = self.builder.push(Node::Conform {
                value: *node,
                shape,
            });
        }
    }
}

/// Whether named arguments are written in the order of a form's parameters.
fn in_order(form: &Signature, arguments: &[Argument]) -> bool {
    let names = arguments.iter().map(|argument| argument.name.as_ref());
    let parameters = form.parameters.iter();
    names
        .zip(parameters)
        .all(|(name, parameter)| name.is_some_and(|(name, _)| name == parameter.name))
}

/// The arguments in the order of the parameters; `None` for an unknown or repeated name, or for
/// names mixed with order.
fn order<'a>(names: &[&str], arguments: &'a [Argument]) -> Option<Vec<Option<&'a Expr>>> {
    let mut order: Vec<Option<&Expr>> = Vec::new();
    let mut named = 0;
    for argument in arguments {
        let Some((name, _)) = &argument.name else {
            order.push(Some(&argument.value));
            continue;
        };
        named += 1;
        let place = names.iter().position(|other| other == name)?;
        if order.len() <= place {
            order.resize(place + 1, None);
        }
        let free = order.get_mut(place).filter(|free| free.is_none())?;
        *free = Some(&argument.value);
    }
    (named == 0 || named == arguments.len()).then_some(order)
}
