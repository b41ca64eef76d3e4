//! Functions as values: literals, and calls of what is not known by name.

use crate::ast::{Argument, Expr, Parameter, TypeName};
use crate::check::Compiler;
use crate::scope::Signature;
use crate::span::Span;
use tongban_runtime::Shape;
use tongban_runtime::constant::Constant;
use tongban_runtime::function::{self, Template};
use tongban_runtime::program::{Node, NodeId};

impl Compiler<'_> {
    /// `function(…) body`. `entry` is the name of the context entry that it is the value of: it
    /// calls itself by it, unless the name means something else.
    pub(super) fn function(
        &mut self,
        parameters: &[Parameter],
        result: Option<&TypeName>,
        body: &Expr,
        external: bool,
        entry: Option<&str>,
    ) -> NodeId {
        let shape = |compiler: &mut Self, ty: Option<&TypeName>| match ty {
            Some(ty) => compiler.shape_of(ty, Span::default()),
            None => Shape::Any,
        };
        let mut declared = Vec::new();
        for parameter in parameters {
            declared.push(function::Parameter {
                name: parameter.name.as_str().into(),
                shape: shape(self, parameter.ty.as_ref()),
            });
        }
        let result = shape(self, result);
        self.template(declared, result, entry, |compiler| {
            let before = compiler.holding();
            for (parameter, register) in parameters.iter().zip(0_u32..) {
                compiler.hold(&parameter.name, register, None);
            }
            // What another language would give is not known here.
            let root = if external {
                compiler.builder.constant(Constant::Absent)
            } else {
                compiler.value(body)
            };
            compiler.release(before);
            root
        })
    }

    /// A function of the catalogue or of the host as a value.
    pub(super) fn catalogue_function(
        &mut self,
        id: u32,
        signature: &Signature,
        names: &[String],
    ) -> NodeId {
        let parameters = names.iter().map(|name| function::Parameter {
            name: name.as_str().into(),
            shape: Shape::Any,
        });
        let parameters: Vec<function::Parameter> = parameters.collect();
        let count = parameters.len();
        self.template(parameters, Shape::Any, None, |compiler| {
            let arguments: Vec<NodeId> = (0_u32..)
                .take(count)
                .map(|register| compiler.builder.push(Node::Local(register)))
                .collect();
            compiler.user_call(id, signature, &arguments)
        })
    }

    fn template(
        &mut self,
        parameters: Vec<function::Parameter>,
        result: Shape,
        entry: Option<&str>,
        body: impl FnOnce(&mut Self) -> NodeId,
    ) -> NodeId {
        let count = u32::try_from(parameters.len()).unwrap_or(u32::MAX);
        self.enter_function(count, entry);
        let root = body(self);
        let Some(left) = self.leave_function() else {
            return self.builder.constant(Constant::Absent);
        };
        let Ok(program) = left.inner.finish(root) else {
            self.too_large();
            return self.builder.constant(Constant::Absent);
        };
        let template = self.builder.template(Template {
            program,
            parameters,
            result,
            captures: left.registers,
            itself: left.itself,
        });
        let captures = self.builder.run(&left.values);
        self.builder.push(Node::Closure { template, captures })
    }

    /// A call of a function value.
    pub(super) fn invocation(&mut self, function: NodeId, arguments: &[Argument]) -> NodeId {
        let named = arguments
            .iter()
            .filter(|argument| argument.name.is_some())
            .count();
        let mut run = Vec::new();
        for argument in arguments {
            if let Some((name, _)) = &argument.name {
                run.push(self.builder.pool(Constant::Text(name.as_str().into())));
            }
            run.push(self.value(&argument.value));
        }
        let node = if named == 0 {
            Node::Invoke {
                function,
                arguments: self.builder.run(&run),
            }
        } else if named == arguments.len() {
            Node::InvokeNamed {
                function,
                arguments: self.builder.run(&run),
            }
        } else {
            // Names and order are not mixed.
            return self.builder.constant(Constant::Absent);
        };
        self.builder.push(node)
    }
}
