//! Checks of the operations of the `standard` profile.

use super::Invalid;
use crate::program::{Node, Operands, Program};
use crate::value::Value;

impl Program {
    /// The operations of the `standard` profile.
    pub(super) fn check_standard(&self, id: u32, node: &Node) -> Result<(), Invalid> {
        let earlier = |other: u32| {
            if other < id {
                Ok(())
            } else {
                Err(Invalid::Reference)
            }
        };
        let local = |local: u32| {
            if local < self.locals {
                Ok(())
            } else {
                Err(Invalid::Local)
            }
        };
        let text = |key: u32| match self.value(key) {
            Some(Value::Text(_)) => Ok(()),
            _ => Err(Invalid::Constant),
        };
        let run = |run: Operands| {
            let end = run.start.checked_add(run.len).ok_or(Invalid::Reference)?;
            if usize::try_from(end).map_or(true, |end| end > self.operands.len()) {
                return Err(Invalid::Reference);
            }
            Ok(self.operands(run))
        };
        let all = |operands: Operands| run(operands)?.iter().try_for_each(|&other| earlier(other));
        match *node {
            Node::Closure { template, captures } => {
                all(captures)?;
                self.check_template(template, captures.len)
            }
            Node::Reference { shape, .. } => shape.map_or(Ok(()), |shape| self.check_shape(shape)),
            Node::Invoke {
                function,
                arguments,
            } => {
                earlier(function)?;
                all(arguments)
            }
            Node::InvokeNamed {
                function,
                arguments,
            } => {
                earlier(function)?;
                let pairs = run(arguments)?.as_chunks::<2>();
                if !pairs.1.is_empty() {
                    return Err(Invalid::Reference);
                }
                pairs.0.iter().try_for_each(|&[name, value]| {
                    text(name)?;
                    earlier(value)
                })
            }
            Node::Lookup {
                value,
                key,
                otherwise,
            } => {
                text(key)?;
                earlier(value)?;
                earlier(otherwise)
            }
            Node::Entries { entries, result } => {
                let triples = run(entries)?.as_chunks::<3>();
                if !triples.1.is_empty() {
                    return Err(Invalid::Reference);
                }
                triples.0.iter().try_for_each(|&[key, register, value]| {
                    text(key)?;
                    local(register)?;
                    earlier(value)
                })?;
                result.map_or(Ok(()), earlier)
            }
            Node::ForAll {
                iterators,
                partial,
                body,
            } => {
                let pairs = run(iterators)?.as_chunks::<2>();
                if !pairs.1.is_empty() {
                    return Err(Invalid::Reference);
                }
                pairs.0.iter().try_for_each(|&[register, list]| {
                    local(register)?;
                    earlier(list)
                })?;
                partial.map_or(Ok(()), local)?;
                earlier(body)
            }
            Node::UnaryRange { value, .. } => earlier(value),
            Node::InstanceOfShape { value, shape } | Node::Conform { value, shape } => {
                self.check_shape(shape)?;
                earlier(value)
            }
            Node::UserHeld { arguments, .. } => {
                let pairs = run(arguments)?.as_chunks::<2>();
                if !pairs.1.is_empty() {
                    return Err(Invalid::Reference);
                }
                pairs.0.iter().try_for_each(|&[value, shape]| {
                    earlier(value)?;
                    self.check_shape(shape)
                })
            }
            Node::Satisfies { value, test } => {
                earlier(value)?;
                earlier(test)
            }
            _ => Err(Invalid::Reference),
        }
    }

    fn check_template(&self, template: u32, captures: u32) -> Result<(), Invalid> {
        let place = usize::try_from(template).ok();
        let template = place.and_then(|place| self.templates.get(place));
        let template = template.ok_or(Invalid::Constant)?;
        let locals = template.program.locals;
        let registers = template.captures.iter().chain(&template.itself);
        let fits = u32::try_from(template.captures.len()) == Ok(captures)
            && u32::try_from(template.parameters.len()) == Ok(template.program.parameters)
            && registers.copied().all(|register| register < locals);
        if fits { Ok(()) } else { Err(Invalid::Local) }
    }

    fn check_shape(&self, shape: u32) -> Result<(), Invalid> {
        let place = usize::try_from(shape).map_err(|_| Invalid::Constant)?;
        self.shapes.get(place).map(|_| ()).ok_or(Invalid::Constant)
    }
}

#[cfg(test)]
mod tests {
    use crate::build::Builder;
    use crate::builtin::Builtin;
    use crate::constant::Constant;
    use crate::function::Template;
    use crate::program::Node;
    use crate::shape::Shape;
    use crate::{Decimal, Program};

    fn one() -> Constant {
        Constant::Number(Decimal::ONE)
    }

    #[test]
    fn programs_of_the_standard_profile_are_not_stored() {
        let mut builder = Builder::new(0);
        builder.set_lenient(true);
        let root = builder.constant(one());
        let bytes = postcard::to_allocvec(&builder.finish(root).unwrap()).unwrap();
        assert!(postcard::from_bytes::<Program>(&bytes).is_err());

        let mut builder = Builder::new(0);
        let root = builder.push(Node::Reference {
            builtin: Builtin::Abs,
            least: 1,
            most: 1,
            shape: None,
        });
        assert!(postcard::to_allocvec(&builder.finish(root).unwrap()).is_err());
    }

    #[test]
    fn templates_and_shapes_must_be_there() {
        let mut builder = Builder::new(0);
        let captures = builder.run(&[]);
        let root = builder.push(Node::Closure {
            template: 0,
            captures,
        });
        assert!(builder.finish(root).is_err());

        let mut builder = Builder::new(0);
        let value = builder.constant(one());
        let root = builder.push(Node::Conform { value, shape: 0 });
        assert!(builder.finish(root).is_err());
    }

    #[test]
    fn captures_fit_the_template() {
        let mut inner = Builder::new(0);
        let root = inner.constant(one());
        let template = Template {
            program: inner.finish(root).unwrap(),
            parameters: Vec::new(),
            result: Shape::Any,
            captures: vec![3],
            itself: None,
        };
        let mut builder = Builder::new(0);
        let id = builder.template(template);
        let value = builder.constant(one());
        let captures = builder.run(&[value]);
        let root = builder.push(Node::Closure {
            template: id,
            captures,
        });
        assert!(builder.finish(root).is_err());
    }
}
