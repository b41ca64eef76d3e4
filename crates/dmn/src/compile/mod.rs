//! Tables lowered onto programs of the run time.

mod proofs;
mod ranking;

use crate::analysis::Report;
use crate::problem::Problem;
use crate::table::{Output, Policy, Table};
use tongban_feel::{Compiler, FieldType, Lang, NumberType, Profile, Scope, Type, Typed};
use tongban_runtime::Decimal;
use tongban_runtime::builtin::Builtin;
use tongban_runtime::constant::Constant;
use tongban_runtime::program::{Comparison, Hit, Node, NodeId};
use tongban_runtime::{Diagnostic, Program};

use ranking::Tried;

/// Most rows of one table.
pub const MAX_ROWS: usize = 2000;

/// A compiled table.
#[derive(Clone, PartialEq, Debug)]
pub struct Compiled {
    /// The program.
    pub program: Program,
    /// What is known of its values.
    pub ty: Type,
    /// Slots of the facts it reads, ascending.
    pub reads: Vec<u32>,
    /// What an author should know: cells of which nothing can be proved.
    pub findings: Vec<Diagnostic>,
}

/// Compiles a table in the strict profile; messages are in Chinese.
///
/// # Errors
/// Every problem of its cells, and gaps and overlaps with a witness.
pub fn compile_table(
    table: &Table,
    scope: &dyn Scope,
    expected: Option<&Type>,
) -> Result<Compiled, Vec<Diagnostic>> {
    compile_table_in(Lang::default(), table, scope, expected)
}

/// Compiles a table in the strict profile, with messages in a language.
///
/// # Errors
/// Every problem of its cells, and gaps and overlaps with a witness.
pub fn compile_table_in(
    lang: Lang,
    table: &Table,
    scope: &dyn Scope,
    expected: Option<&Type>,
) -> Result<Compiled, Vec<Diagnostic>> {
    compile_function_table(lang, table, &[], scope, expected)
}

/// Compiles a table as the body of a function with these parameters.
///
/// # Errors
/// Every problem of its cells, and gaps and overlaps with a witness.
pub fn compile_function_table(
    lang: Lang,
    table: &Table,
    parameters: &[(String, Type)],
    scope: &dyn Scope,
    expected: Option<&Type>,
) -> Result<Compiled, Vec<Diagnostic>> {
    let setting = Setting {
        lang,
        profile: Profile::Strict,
        parameters,
        expected,
        checks: Checks::default(),
    };
    compile_table_with(table, scope, &setting)
}

/// How a table is compiled.
#[derive(Clone, Copy, Debug, Default)]
pub struct Setting<'a> {
    /// Language of messages.
    pub lang: Lang,
    /// How much is asked of it. In the `standard` profile nothing is proved: where no row fits,
    /// or several do that must not, it gives null.
    pub profile: Profile,
    /// Name and type of each argument, where the table is the body of a function.
    pub parameters: &'a [(String, Type)],
    /// The type that is wanted.
    pub expected: Option<&'a Type>,
    /// For each column, the function of the host that takes its value and gives what goes on: a
    /// model's types are checked by it. Columns beyond the slices have none.
    pub checks: Checks<'a>,
}

/// Functions of the host by the columns whose values go through them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Checks<'a> {
    /// For each input column.
    pub inputs: &'a [Option<u32>],
    /// For each input column, after that: by the values that it may have.
    pub values: &'a [Option<u32>],
    /// For each output column.
    pub outputs: &'a [Option<u32>],
}

/// Compiles a table into a program of its own.
///
/// # Errors
/// Every problem of its cells; in the strict profile, gaps and overlaps with a witness.
pub fn compile_table_with(
    table: &Table,
    scope: &dyn Scope,
    setting: &Setting<'_>,
) -> Result<Compiled, Vec<Diagnostic>> {
    let mut compiler =
        Compiler::new(scope, setting.profile, setting.parameters).with_lang(setting.lang);
    let (root, findings) = lower_table(&mut compiler, table, setting)?;
    let compiled = compiler.finish(root)?;
    Ok(Compiled {
        program: compiled.program,
        ty: compiled.ty,
        reads: compiled.reads,
        findings,
    })
}

/// Compiles a table as a part of a program in the making; gives its node, and what an author
/// should know.
///
/// # Errors
/// As [`compile_table_with`].
pub fn lower_table(
    compiler: &mut Compiler<'_>,
    table: &Table,
    setting: &Setting<'_>,
) -> Result<(Typed, Vec<Diagnostic>), Vec<Diagnostic>> {
    let shape = shape(table);
    if !shape.is_empty() {
        return Err(shape
            .iter()
            .map(|problem| problem.diagnostic(setting.lang))
            .collect());
    }
    let tables = Tables {
        table,
        lang: setting.lang,
        strict: setting.profile == Profile::Strict,
        compiler,
        parameters: setting.parameters,
        checks: setting.checks,
        diagnostics: Vec::new(),
        findings: Vec::new(),
    };
    tables.compile(setting.expected)
}

/// What is proved of a table of the strict profile, whether it holds or not.
///
/// # Errors
/// Problems of its cells, without which nothing can be said.
pub fn inspect_table(
    table: &Table,
    scope: &dyn Scope,
    setting: &Setting<'_>,
) -> Result<Report, Vec<Diagnostic>> {
    let shape = shape(table);
    if !shape.is_empty() {
        let shape = shape.iter();
        return Err(shape
            .map(|problem| problem.diagnostic(setting.lang))
            .collect());
    }
    let mut compiler =
        Compiler::new(scope, Profile::Strict, setting.parameters).with_lang(setting.lang);
    Tables {
        table,
        lang: setting.lang,
        strict: true,
        compiler: &mut compiler,
        parameters: setting.parameters,
        checks: setting.checks,
        diagnostics: Vec::new(),
        findings: Vec::new(),
    }
    .inspect(setting.expected)
}

/// Cells that are missing or too many.
fn shape(table: &Table) -> Vec<Problem> {
    let mut problems = Vec::new();
    if table.outputs.is_empty() {
        problems.push(Problem::NoOutput);
    }
    if table.rows.len() > MAX_ROWS {
        problems.push(Problem::TooManyRows { limit: MAX_ROWS });
    }
    if table.policy.is_aggregate() && table.outputs.len() > 1 {
        problems.push(Problem::OneOutput);
    }
    let wanted = table.inputs.len() + table.outputs.len();
    for (row, number) in table.rows.iter().zip(1..) {
        let found = row.inputs.len() + row.outputs.len();
        if row.inputs.len() != table.inputs.len() || row.outputs.len() != table.outputs.len() {
            problems.push(Problem::Cells {
                row: number,
                wanted,
                found,
            });
        }
    }
    if let Some(default) = &table.default
        && default.len() != table.outputs.len()
    {
        let (wanted, found) = (table.outputs.len(), default.len());
        problems.push(Problem::Cells {
            row: table.rows.len() + 1,
            wanted,
            found,
        });
    }
    problems
}

/// What a row answers: the node of the whole, and of each cell.
struct Answer {
    typed: Typed,
    cells: Vec<NodeId>,
}

struct Tables<'a, 's> {
    table: &'a Table,
    lang: Lang,
    strict: bool,
    compiler: &'a mut Compiler<'s>,
    parameters: &'a [(String, Type)],
    checks: Checks<'a>,
    diagnostics: Vec<Diagnostic>,
    findings: Vec<Diagnostic>,
}

impl Tables<'_, '_> {
    fn inspect(mut self, expected: Option<&Type>) -> Result<Report, Vec<Diagnostic>> {
        let inputs = self.inputs();
        self.conditions(&inputs);
        let (outputs, _) = self.outputs(expected);
        let default = self.default_row(expected);
        let order = self.ranking(&outputs, expected);
        if !self.diagnostics.is_empty() {
            return Err(self.diagnostics);
        }
        Ok(self.look(&inputs, &outputs, default.as_ref(), &order))
    }

    fn compile(
        mut self,
        expected: Option<&Type>,
    ) -> Result<(Typed, Vec<Diagnostic>), Vec<Diagnostic>> {
        let inputs = self.inputs();
        let conditions = self.conditions(&inputs);
        let (outputs, ty) = self.outputs(expected);
        let default = self.default_row(expected);
        let ty = match &default {
            Some(default) if self.table.policy != Policy::Count => {
                self.joined(&ty, &default.typed.ty, self.table.rows.len() + 1)
            }
            _ => ty,
        };
        let order = self.ranking(&outputs, expected);
        let (disjoint, complete) = self.prove(&inputs, &outputs, default.as_ref(), &order);
        if !self.diagnostics.is_empty() {
            return Err(self.diagnostics);
        }
        let mut run = Vec::new();
        for (row, test) in order {
            if let (Some(condition), Some(output)) = (conditions.get(row), outputs.get(row)) {
                let condition = self.under(*condition, test);
                run.extend([condition, output.typed.node]);
            }
        }
        let rows = self.compiler.builder.run(&run);
        let policy = match self.table.policy {
            Policy::Unique => Hit::Unique,
            Policy::Any => Hit::Any,
            Policy::Priority | Policy::First => Hit::First,
            _ => Hit::Collect,
        };
        let mut default = default.map(|default| default.typed);
        let mut instead = None;
        if self.table.policy == Policy::Count {
            // A default is what is answered instead of counting.
            instead = default.take();
        }
        let mut default = default.map(|default| default.node);
        if let (Hit::Collect, Some(node)) = (policy, default) {
            // A default stands in the list like a row.
            let run = self.compiler.builder.run(&[node]);
            default = Some(self.compiler.builder.push(Node::List(run)));
        }
        let node = self.compiler.builder.push(Node::Table {
            policy,
            disjoint,
            complete,
            rows,
            default,
        });
        let (mut node, mut ty) = self.aggregate(node, ty, complete);
        if let Some(instead) = instead {
            node = self.unless_zero(node, instead.node);
            ty = self.joined(&ty, &instead.ty, self.table.rows.len() + 1);
        }
        if !self.diagnostics.is_empty() {
            return Err(self.diagnostics);
        }
        for (register, value, _) in inputs.into_iter().rev() {
            node = self.compiler.builder.push(Node::Let {
                local: register,
                value,
                body: node,
            });
        }
        if let Some(expected) = expected
            && self.strict
            && !ty.fits(expected)
        {
            let (wanted, found) = (expected.to_string(), ty.to_string());
            let message = match self.lang {
                Lang::ZhHans => format!("决策表的结果应为 {wanted}，却是 {found}"),
                Lang::En => format!("the table should give {wanted}, but gives {found}"),
            };
            return Err(vec![Diagnostic::error("T009", message)]);
        }
        Ok((Typed { node, ty }, self.findings))
    }

    /// Takes the problems of the text just compiled, with the place of its cell.
    fn gather(&mut self, place: &str) {
        for mut diagnostic in self.compiler.take_diagnostics() {
            diagnostic.at.reference = Some(place.to_owned());
            self.diagnostics.push(diagnostic);
        }
    }

    /// Each input expression once, into a register.
    fn inputs(&mut self) -> Vec<(u32, NodeId, Typed)> {
        let mut inputs = Vec::new();
        for (input, number) in self.table.inputs.iter().zip(1..) {
            let value = self.compiler.expression(&input.expression, None);
            self.gather(&format!("input:{number}"));
            let node = self.checked(value.node, self.checks.inputs.get(number - 1));
            let node = self.checked(node, self.checks.values.get(number - 1));
            let (register, reference) = self.compiler.register(value.ty);
            inputs.push((register, node, reference));
        }
        inputs
    }

    fn conditions(&mut self, inputs: &[(u32, NodeId, Typed)]) -> Vec<NodeId> {
        let mut conditions = Vec::new();
        for (row, number) in self.table.rows.iter().zip(1..) {
            let mut tests = Vec::new();
            for ((cell, (_, _, input)), column) in row.inputs.iter().zip(inputs).zip(1..) {
                if matches!(cell.trim(), "-" | "") {
                    continue;
                }
                tests.push(self.compiler.unary_tests(cell, input).node);
                self.gather(&format!("row:{number}/column:{column}"));
            }
            let builder = &mut self.compiler.builder;
            conditions.push(match tests.as_slice() {
                [] => builder.constant(Constant::Bool(true)),
                [one] => *one,
                several => {
                    let run = builder.run(several);
                    builder.push(Node::And(run))
                }
            });
        }
        conditions
    }

    /// The output of each row, and the type of all.
    fn outputs(&mut self, expected: Option<&Type>) -> (Vec<Answer>, Type) {
        let mut outputs = Vec::new();
        let mut ty: Option<Type> = None;
        for (row, number) in self.table.rows.iter().zip(1..) {
            let output = self.output(&row.outputs, number, expected);
            ty = Some(match ty {
                None => output.typed.ty.clone(),
                Some(ty) => self.joined(&ty, &output.typed.ty, number),
            });
            outputs.push(output);
        }
        (outputs, ty.unwrap_or(Type::Null))
    }

    fn default_row(&mut self, expected: Option<&Type>) -> Option<Answer> {
        let cells = self.table.default.as_ref()?;
        Some(self.output(cells, self.table.rows.len() + 1, expected))
    }

    /// The type that an output column is wanted to have.
    fn wanted<'t>(&'t self, output: &'t Output, expected: Option<&'t Type>) -> Option<&'t Type> {
        // A single output takes the meaning of its literals from where the table stands.
        output.ty.as_ref().or(
            if self.table.outputs.len() > 1 || self.table.policy == Policy::Count {
                None
            } else if self.table.policy.is_single() || self.table.policy.is_aggregate() {
                expected
            } else {
                match expected {
                    Some(Type::List(item)) => Some(&**item),
                    _ => None,
                }
            },
        )
    }

    fn output(&mut self, cells: &[String], row: usize, expected: Option<&Type>) -> Answer {
        let table = self.table;
        let several = table.outputs.len() > 1;
        let mut run = Vec::new();
        let mut fields = Vec::new();
        let mut parts = Vec::new();
        for ((cell, output), column) in cells.iter().zip(&table.outputs).zip(1..) {
            let wanted = self.wanted(output, expected).cloned();
            let typed = self.compiler.expression(cell, wanted.as_ref());
            self.gather(&format!("row:{row}/output:{column}"));
            let node = self.checked(typed.node, self.checks.outputs.get(column - 1));
            if several {
                let key = Constant::Text(output.key.as_str().into());
                run.push(self.compiler.builder.pool(key));
            }
            run.push(node);
            fields.push(FieldType::new(&output.key, &output.name, typed.ty.clone()));
            parts.push(typed);
        }
        let typed = match parts.as_slice() {
            [one] if !several => Typed {
                node: run.last().copied().unwrap_or(one.node),
                ty: one.ty.clone(),
            },
            _ => {
                fields.sort_by(|a, b| a.key.cmp(&b.key));
                let run = self.compiler.builder.run(&run);
                let node = self.compiler.builder.push(Node::Context(run));
                Typed {
                    node,
                    ty: Type::context(fields),
                }
            }
        };
        let cells = parts.into_iter().map(|part| part.node).collect();
        Answer { typed, cells }
    }

    /// A value after its column's function, if there is one.
    fn checked(&mut self, value: NodeId, function: Option<&Option<u32>>) -> NodeId {
        let Some(Some(id)) = function else {
            return value;
        };
        let builder = &mut self.compiler.builder;
        let arguments = builder.run(&[value]);
        builder.push(Node::User { id: *id, arguments })
    }

    /// A condition that also asks for an output to have the values of its rank.
    fn under(&mut self, condition: NodeId, test: Vec<(NodeId, NodeId)>) -> NodeId {
        if test.is_empty() {
            return condition;
        }
        let builder = &mut self.compiler.builder;
        let mut parts = vec![condition];
        for (left, right) in test {
            let op = Comparison::Equal;
            parts.push(builder.push(Node::Compare { op, left, right }));
        }
        let run = builder.run(&parts);
        builder.push(Node::And(run))
    }

    /// A count, or something else instead of zero.
    fn unless_zero(&mut self, count: NodeId, instead: NodeId) -> NodeId {
        let (local, held) = self.compiler.register(Type::NUMBER);
        let builder = &mut self.compiler.builder;
        let zero = builder.constant(Constant::Number(Decimal::ZERO));
        let condition = builder.push(Node::Compare {
            op: Comparison::Equal,
            left: held.node,
            right: zero,
        });
        let body = builder.push(Node::If {
            condition,
            then: instead,
            otherwise: held.node,
        });
        builder.push(Node::Let {
            local,
            value: count,
            body,
        })
    }

    /// The type of both; in the strict profile rows that answer with different kinds are wrong.
    fn joined(&mut self, ty: &Type, other: &Type, row: usize) -> Type {
        ty.join(other).unwrap_or_else(|| {
            if self.strict {
                let problem = Problem::Mixed { row };
                self.diagnostics.push(problem.diagnostic(self.lang));
            }
            Type::Any
        })
    }

    fn aggregate(&mut self, list: NodeId, ty: Type, complete: bool) -> (NodeId, Type) {
        let builtin = match self.table.policy {
            Policy::Sum => Builtin::Sum,
            Policy::Count => Builtin::Count,
            Policy::Min => Builtin::Min,
            Policy::Max => Builtin::Max,
            policy if policy.is_single() => return (list, ty),
            _ => return (list, Type::list(ty)),
        };
        let fits = match (self.table.policy, ty.present()) {
            (Policy::Count, _) | (_, Type::Any | Type::Null | Type::Number(_)) => true,
            (Policy::Sum, _) => false,
            (_, other) => matches!(
                other,
                Type::Date | Type::Text | Type::YearsMonths | Type::DaysTime
            ),
        };
        if self.strict && !fits {
            let found = ty.to_string();
            let problem = Problem::CannotAggregate { found };
            self.diagnostics.push(problem.diagnostic(self.lang));
        }
        let builder = &mut self.compiler.builder;
        let arguments = builder.run(&[list]);
        let node = builder.push(Node::Call { builtin, arguments });
        let ty = match (self.table.policy, ty) {
            (Policy::Count, _) => Type::NUMBER,
            // A sum leaves the range of its parts.
            (Policy::Sum, Type::Number(number)) => Type::Number(NumberType {
                unit: number.unit,
                scale: number.scale,
                ..NumberType::default()
            }),
            (_, ty) => ty,
        };
        // Without any row there is no sum, no least and no greatest.
        let always = self.table.policy == Policy::Count || self.table.default.is_some() || complete;
        (node, if always { ty } else { ty.optional() })
    }
}
