//! A column of cells, cut into the pieces of its input on which all cells are constant.

use super::bits::Bits;
use crate::region::{Domain, Flow, Looked, MAX_LISTED, NoWorld, Piece};
use std::collections::BTreeSet;
use tongban_feel::{Compiler, Profile, Scope, Type, Typed};
use tongban_runtime::compare::Truth;
use tongban_runtime::constant::Constant;
use tongban_runtime::program::Node;
use tongban_runtime::{Env, Fuel, Program, Value, eval_with};

/// Most cells times pieces of one column.
const MAX_WORK: usize = 4_000_000;
/// The name of the register that holds the column's input; no rule can write it.
const INPUT: &str = "?";
/// Stands for everything that a cell looks at besides its input.
const ELSE: u32 = u32::MAX;

/// What a table's cells are compiled in.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// The names that cells may use.
    pub scope: &'a dyn Scope,
    /// Name and type of each argument, where the table is the body of a function.
    pub parameters: &'a [(String, Type)],
}

/// An input column.
pub struct Column {
    /// What its cells are about.
    pub expression: String,
    /// The program that gives its value.
    pub value: Option<Program>,
    /// Gives the list of what the cells say of an input.
    cells: Option<Program>,
    /// A value for each piece.
    pub pieces: Vec<Piece>,
    /// For each piece the rows that certainly take it, and those that may.
    pub takes: Vec<(Bits, Bits)>,
    /// The rows whose cells cannot be decided.
    pub undecided: Bits,
    arguments: usize,
}

impl Column {
    /// Cuts a column; `domain` are the values that its input can have, further restricted by the
    /// unary tests `values`.
    pub fn new(
        setting: Setting<'_>,
        expression: &str,
        (ty, domain): (&Type, &Domain),
        values: Option<&str>,
        cells: &[&str],
    ) -> Self {
        let mut column = Self {
            expression: expression.to_owned(),
            value: value_program(setting, expression),
            cells: cell_program(setting, ty, values, cells),
            pieces: vec![Piece::unknown()],
            takes: Vec::new(),
            undecided: Bits::none(cells.len()),
            arguments: setting.parameters.len(),
        };
        column.cut(domain, values.is_some(), cells);
        column
    }

    fn cut(&mut self, domain: &Domain, restricted: bool, cells: &[&str]) {
        let rows = cells.len();
        let anything =
            |row: usize| matches!(cells.get(row).map(|cell| cell.trim()), Some("-" | ""));
        let undecided = |column: &mut Self| {
            column.undecided = Bits::of(rows, |row| !anything(row));
            column.takes = vec![(Bits::of(rows, anything), Bits::of(rows, |_| true))];
        };
        let Some(program) = self.cells.clone() else {
            return undecided(self);
        };
        let (points, open) = self.looks(&program, domain.is_listed());
        let pieces = if open.otherwise {
            domain.listed(MAX_LISTED)
        } else {
            domain.pieces(&points)
        };
        let Some(pieces) = pieces.filter(|pieces| {
            rows.checked_mul(pieces.len())
                .is_some_and(|work| work <= MAX_WORK)
        }) else {
            return undecided(self);
        };
        let mut unclear: BTreeSet<usize> = open.rows;
        let said: Vec<(Piece, Vec<Truth>)> = pieces
            .into_iter()
            .map(|piece| {
                let said = self.say(&piece.value);
                (piece, said)
            })
            .collect();
        for (_, said) in &said {
            for (row, truth) in said.iter().enumerate().take(rows) {
                if matches!(truth, Truth::Unknown(_) | Truth::Fault(_)) {
                    unclear.insert(row);
                }
            }
        }
        let restricted = restricted && !unclear.contains(&rows);
        self.undecided = Bits::of(rows, |row| unclear.contains(&row) && !anything(row));
        (self.pieces, self.takes) = said
            .into_iter()
            .filter(|(_, said)| !restricted || said.get(rows) == Some(&Truth::True))
            .map(|(piece, said)| {
                let sure = |row: usize| {
                    !self.undecided.contains(row) && said.get(row) == Some(&Truth::True)
                };
                let must = Bits::of(rows, sure);
                let may = Bits::of(rows, |row| self.undecided.contains(row) || sure(row));
                (piece, (must, may))
            })
            .unzip();
    }

    /// The constants that cells compare the input with, and the cells that do something else.
    fn looks(&self, program: &Program, listed: bool) -> (Vec<Value>, Unclear) {
        let mut points: Vec<Value> = Vec::new();
        let mut open = Unclear::default();
        let root = program.nodes().last();
        let Some(Node::List(run)) = root else {
            return (points, open);
        };
        let arguments = |input| {
            let mut arguments = vec![Looked::Variable(ELSE); self.arguments];
            arguments.push(Looked::Variable(input));
            arguments
        };
        for (row, cell) in program.operands(*run).iter().enumerate() {
            let mut flow = Flow::new(&NoWorld);
            flow.part(program, *cell, &arguments(0));
            let looks = flow.finish();
            let elsewhere = looks.anything
                || looks.otherwise.contains(&ELSE)
                || looks.points.contains_key(&ELSE);
            let otherwise = looks.otherwise.contains(&0);
            if elsewhere || otherwise && !listed {
                open.rows.insert(row);
                continue;
            }
            open.otherwise |= otherwise;
            for point in looks.points.into_values().flatten() {
                if !points.contains(&point) {
                    points.push(point);
                }
            }
        }
        (points, open)
    }

    /// What each cell says of an input, and after them the test of the column's own values.
    fn say(&self, input: &Value) -> Vec<Truth> {
        let Some(program) = &self.cells else {
            return Vec::new();
        };
        let mut arguments = vec![Value::Absent; self.arguments];
        arguments.push(input.clone());
        match eval_with(program, &arguments, &NoWorld, &mut Fuel::default()) {
            Value::List(list) => list.items.iter().map(Truth::of).collect(),
            _ => Vec::new(),
        }
    }

    /// The rows that take a value; `None` if that is not certain.
    pub fn rows_for(&self, value: &Value, rows: usize) -> Option<Bits> {
        let said = self.say(value);
        let mut taken = Bits::none(rows);
        for row in 0..rows {
            match said.get(row)? {
                _ if self.undecided.contains(row) => return None,
                Truth::True => taken.insert(row),
                Truth::False | Truth::Absent => {}
                Truth::Unknown(_) | Truth::Fault(_) => return None,
            }
        }
        Some(taken)
    }

    /// Its value for arguments and facts.
    pub fn value_for(&self, arguments: &[Value], env: &dyn Env) -> Value {
        self.value.as_ref().map_or(Value::Absent, |program| {
            eval_with(program, arguments, env, &mut Fuel::default())
        })
    }
}

#[derive(Default)]
struct Unclear {
    rows: BTreeSet<usize>,
    /// Whether the input must be listed value by value.
    otherwise: bool,
}

fn value_program(setting: Setting<'_>, expression: &str) -> Option<Program> {
    let mut compiler = Compiler::new(setting.scope, Profile::Strict, setting.parameters);
    let root = compiler.expression(expression, None);
    Some(compiler.finish(root).ok()?.program)
}

fn cell_program(
    setting: Setting<'_>,
    ty: &Type,
    values: Option<&str>,
    cells: &[&str],
) -> Option<Program> {
    let mut parameters = setting.parameters.to_vec();
    parameters.push((INPUT.to_owned(), ty.clone()));
    let register = u32::try_from(setting.parameters.len()).ok()?;
    let mut compiler = Compiler::new(setting.scope, Profile::Strict, &parameters);
    let input = Typed {
        node: compiler.builder.push(Node::Local(register)),
        ty: ty.clone(),
    };
    let mut run = Vec::new();
    for cell in cells.iter().copied().chain(values) {
        run.push(match cell.trim() {
            "-" | "" => compiler.builder.constant(Constant::Bool(true)),
            _ => compiler.unary_tests(cell, &input).node,
        });
    }
    let run = compiler.builder.run(&run);
    let node = compiler.builder.push(Node::List(run));
    let root = Typed {
        node,
        ty: Type::list(Type::Boolean),
    };
    Some(compiler.finish(root).ok()?.program)
}

/// Whether the program gives a fact or an argument as it is; its number.
pub fn plain(program: &Program) -> Option<Place> {
    match program.nodes() {
        [Node::Fact(slot)] => Some(Place::Fact(*slot)),
        [Node::Local(local)] => Some(Place::Argument(*local)),
        _ => None,
    }
}

/// Where an input comes from.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Place {
    /// A fact, by slot.
    Fact(u32),
    /// An argument, from 0.
    Argument(u32),
}
