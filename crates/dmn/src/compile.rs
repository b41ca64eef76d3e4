//! Tables lowered onto programs of the run time.

use crate::analysis::{self, Column};
use crate::problem::Problem;
use crate::table::{Policy, Table};
use tongban_feel::{Compiler, FieldType, Lang, Profile, Scope, Type, Typed};
use tongban_runtime::builtin::Builtin;
use tongban_runtime::constant::Constant;
use tongban_runtime::program::{Hit, Node, NodeId};
use tongban_runtime::{Diagnostic, Program, Severity};

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
        diagnostics: Vec::new(),
        findings: Vec::new(),
    };
    tables.compile(setting.expected)
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
    let aggregates = matches!(
        table.policy,
        Policy::Sum | Policy::Count | Policy::Min | Policy::Max
    );
    if aggregates && table.outputs.len() > 1 {
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

struct Tables<'a, 's> {
    table: &'a Table,
    lang: Lang,
    strict: bool,
    compiler: &'a mut Compiler<'s>,
    diagnostics: Vec<Diagnostic>,
    findings: Vec<Diagnostic>,
}

impl Tables<'_, '_> {
    fn compile(
        mut self,
        expected: Option<&Type>,
    ) -> Result<(Typed, Vec<Diagnostic>), Vec<Diagnostic>> {
        let inputs = self.inputs();
        let conditions = self.conditions(&inputs);
        let (outputs, ty) = self.outputs(expected);
        let default = self.default_row(expected);
        let ty = match &default {
            Some(default) => ty.join(&default.ty).unwrap_or(Type::Any),
            None => ty,
        };
        let (disjoint, complete) = self.analyse(&inputs, &outputs);
        let order = self.ranking(&outputs);
        if !self.diagnostics.is_empty() {
            return Err(self.diagnostics);
        }
        let mut run = Vec::new();
        for row in order {
            if let (Some(condition), Some(output)) = (conditions.get(row), outputs.get(row)) {
                run.extend([*condition, output.node]);
            }
        }
        let rows = self.compiler.builder.run(&run);
        let policy = match self.table.policy {
            Policy::Unique => Hit::Unique,
            Policy::Any => Hit::Any,
            Policy::Priority | Policy::First => Hit::First,
            _ => Hit::Collect,
        };
        let default = default.map(|default| default.node);
        let node = self.compiler.builder.push(Node::Table {
            policy,
            disjoint,
            complete,
            rows,
            default,
        });
        let (mut node, ty) = self.aggregate(node, ty);
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
            let (register, reference) = self.compiler.register(value.ty);
            inputs.push((register, value.node, reference));
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
    fn outputs(&mut self, expected: Option<&Type>) -> (Vec<Typed>, Type) {
        let mut outputs = Vec::new();
        let mut ty: Option<Type> = None;
        for (row, number) in self.table.rows.iter().zip(1..) {
            let output = self.output(&row.outputs, number, expected);
            ty = Some(match ty {
                None => output.ty.clone(),
                Some(ty) => ty.join(&output.ty).unwrap_or(Type::Any),
            });
            outputs.push(output);
        }
        (outputs, ty.unwrap_or(Type::Null))
    }

    fn default_row(&mut self, expected: Option<&Type>) -> Option<Typed> {
        let cells = self.table.default.as_ref()?;
        Some(self.output(cells, self.table.rows.len() + 1, expected))
    }

    fn output(&mut self, cells: &[String], row: usize, expected: Option<&Type>) -> Typed {
        let single = self.table.policy.is_single();
        let several = self.table.outputs.len() > 1;
        let mut run = Vec::new();
        let mut fields = Vec::new();
        let mut last = None;
        for ((cell, output), column) in cells.iter().zip(&self.table.outputs).zip(1..) {
            // A single output takes the meaning of its literals from where the table stands.
            let wanted = output.ty.as_ref().or(if several {
                None
            } else if single {
                expected
            } else {
                match expected {
                    Some(Type::List(item)) => Some(&**item),
                    _ => None,
                }
            });
            let typed = self.compiler.expression(cell, wanted);
            self.gather(&format!("row:{row}/output:{column}"));
            run.extend([
                self.compiler
                    .builder
                    .pool(Constant::Text(output.key.as_str().into())),
                typed.node,
            ]);
            fields.push(FieldType::new(&output.key, &output.name, typed.ty.clone()));
            last = Some(typed);
        }
        match last {
            Some(one) if !several => one,
            _ => {
                fields.sort_by(|a, b| a.key.cmp(&b.key));
                let run = self.compiler.builder.run(&run);
                let node = self.compiler.builder.push(Node::Context(run));
                Typed {
                    node,
                    ty: Type::context(fields),
                }
            }
        }
    }

    fn aggregate(&mut self, list: NodeId, ty: Type) -> (NodeId, Type) {
        let builtin = match self.table.policy {
            Policy::Sum => Builtin::Sum,
            Policy::Count => Builtin::Count,
            Policy::Min => Builtin::Min,
            Policy::Max => Builtin::Max,
            policy if policy.is_single() => return (list, ty),
            _ => return (list, Type::list(ty)),
        };
        let builder = &mut self.compiler.builder;
        let arguments = builder.run(&[list]);
        let node = builder.push(Node::Call { builtin, arguments });
        let ty = match self.table.policy {
            Policy::Count => Type::NUMBER,
            _ if self.table.default.is_some() => ty,
            _ => ty.optional(),
        };
        (node, ty)
    }

    /// Checks gaps and overlaps; says whether no two rows can both fit, and whether one always does.
    fn analyse(&mut self, inputs: &[(u32, NodeId, Typed)], outputs: &[Typed]) -> (bool, bool) {
        if !self.strict || !self.diagnostics.is_empty() {
            return (false, false);
        }
        let columns: Vec<Column> = self
            .table
            .inputs
            .iter()
            .zip(inputs)
            .enumerate()
            .map(|(place, (input, (_, _, typed)))| {
                let cells: Vec<&str> = self
                    .table
                    .rows
                    .iter()
                    .map(|row| row.inputs.get(place).map_or("-", String::as_str))
                    .collect();
                Column::new(&input.expression, &typed.ty, &cells)
            })
            .collect();
        let report = analysis::analyse(&columns, self.table.rows.len());
        let policy = self.table.policy;
        if self.table.default.is_none() {
            if let Some(witness) = report.gap {
                let problem = Problem::Gap { witness }.diagnostic(self.lang);
                if policy.is_single() {
                    self.diagnostics.push(problem);
                } else {
                    self.findings.push(problem.with_severity(Severity::Hint));
                }
            } else if !report.complete && policy.is_single() {
                // Nothing stands behind the rows, so what cannot be proved is an error.
                let problem = Problem::Unproved {
                    what: "complete",
                    cells: report.undecided.clone(),
                };
                self.diagnostics
                    .push(problem.diagnostic(self.lang).with_severity(Severity::Error));
            }
        }
        if !matches!(policy, Policy::Unique | Policy::Any) {
            return (report.disjoint, report.complete);
        }
        for (first, second, witness) in report.overlaps {
            let same = match (outputs.get(first), outputs.get(second)) {
                (Some(a), Some(b)) => {
                    let (a, b) = (
                        self.compiler.builder.constant_of(a.node),
                        self.compiler.builder.constant_of(b.node),
                    );
                    a.is_some() && a == b || self.same_cells(first, second)
                }
                _ => false,
            };
            if policy == Policy::Unique || !same {
                let problem = Problem::Overlap {
                    first: first + 1,
                    second: second + 1,
                    witness,
                };
                self.diagnostics.push(problem.diagnostic(self.lang));
            }
        }
        if !report.disjoint && !report.undecided.is_empty() {
            let problem = Problem::Unproved {
                what: "disjoint",
                cells: report.undecided,
            };
            self.findings.push(problem.diagnostic(self.lang));
        }
        (report.disjoint, report.complete)
    }

    fn same_cells(&self, first: usize, second: usize) -> bool {
        let outputs = |row: usize| self.table.rows.get(row).map(|row| &row.outputs);
        outputs(first) == outputs(second)
    }

    /// The order in which rows are tried: as written, or by the rank of their outputs.
    fn ranking(&mut self, outputs: &[Typed]) -> Vec<usize> {
        let mut order: Vec<usize> = (0..outputs.len()).collect();
        if !self.table.policy.is_ranked() {
            return order;
        }
        let mut ranks = Vec::new();
        for row in 0..outputs.len() {
            match self.rank(row) {
                Some(rank) => ranks.push(rank),
                None => {
                    let problem = Problem::NotRanked { row: row + 1 };
                    self.diagnostics.push(problem.diagnostic(self.lang));
                    ranks.push(Vec::new());
                }
            }
        }
        order.sort_by(|a, b| ranks.get(*a).cmp(&ranks.get(*b)));
        order
    }

    /// Places of a row's outputs among the ranked values, column by column.
    fn rank(&self, row: usize) -> Option<Vec<usize>> {
        let cells = &self.table.rows.get(row)?.outputs;
        cells
            .iter()
            .zip(&self.table.outputs)
            .map(|(cell, output)| {
                let written = cell.trim();
                let bare = written.trim_matches('"');
                if !output.priorities.is_empty() {
                    return output
                        .priorities
                        .iter()
                        .position(|value| value.trim() == written || value.trim() == bare);
                }
                match output.ty.as_ref().map(Type::present) {
                    Some(Type::Enum(wanted)) => wanted
                        .values
                        .iter()
                        .position(|(id, label)| id == bare || label == bare),
                    // An output without ranks does not order.
                    _ => (self.table.outputs.len() > 1).then_some(0),
                }
            })
            .collect()
    }
}
