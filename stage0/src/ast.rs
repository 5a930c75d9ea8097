//! The program between reading and bytecode: core forms resolved to variables, globals and instructions.

use crate::datum::Position;
use crate::opcodes::Opcode;
use crate::value::Value;

/// A local variable: an index into the compiler's table of them.
pub type Variable = u32;

/// What is known about a local variable.
pub struct VariableInfo {
    /// Changed by `set!`, or possibly used before its definition: lives in a cell.
    pub assigned: bool,
    /// References in the program.
    pub references: u32,
}

#[derive(Clone, Copy, Debug)]
pub enum Literal {
    /// An immediate, a fixnum or a symbol: never moved.
    Static(Value),
    /// An index into the pool of constants.
    Pool(u32),
}

/// Conditions that branches test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Condition {
    Null,
    Pair,
    Type(u8),
    /// Record of the descriptor in a global.
    Record(u32),
    Eq,
    Eqv,
    Equal,
    NumberEqual,
    Less,
    LessEqual,
    CharEqual,
    CharLess,
    CharLessEqual,
    Not,
}

#[derive(Clone)]
pub enum Node {
    Constant(Literal),
    Local(Variable, Position),
    Global(u32, Position),
    SetLocal(Variable, Box<Node>),
    SetGlobal(u32, Box<Node>, Position),
    Define(u32, Box<Node>),
    If(Box<[Node; 3]>),
    And(Vec<Node>),
    Or(Vec<Node>),
    Seq(Vec<Node>),
    Lambda(Box<Lambda>),
    Let(Vec<(Variable, Node)>, Box<Node>),
    /// Mutually recursive procedures; the flag: a single one that is only called, in tail position: a loop.
    Fix(Vec<(Variable, Lambda)>, Box<Node>, bool),
    Call(Position, Box<Node>, Vec<Node>),
    /// An instruction on values.
    Inline(Position, Opcode, Vec<Node>),
    /// An instruction on consecutive registers: list, vector, record.
    Gather(Opcode, Vec<Node>),
    Primitive(Position, u32, Vec<Node>),
    Test(Position, Condition, Vec<Node>),
    /// Record, descriptor's global, field, name of the accessor (a constant of the pool); with a value: modifier.
    RecordRef(Position, Box<Node>, u32, u8, u32),
    RecordSet(Position, Box<[Node; 2]>, u32, u8, u32),
    Receive(Position, Box<Node>, Vec<Variable>, Option<Variable>, Box<Node>),
}

#[derive(Clone)]
pub struct Lambda {
    pub name: Value,
    pub position: Position,
    pub clauses: Vec<Clause>,
}

#[derive(Clone)]
pub struct Clause {
    pub required: Vec<Variable>,
    pub rest: Option<Variable>,
    pub body: Node,
}

impl Node {
    /// Calls `f` with each direct part.
    pub fn each_part(&self, f: &mut dyn FnMut(&Node)) {
        match self {
            Node::Constant(_) | Node::Local(..) | Node::Global(..) => {}
            Node::SetLocal(_, n) | Node::SetGlobal(_, n, _) | Node::Define(_, n) | Node::RecordRef(_, n, ..) => f(n),
            Node::If(parts) => parts.iter().for_each(f),
            Node::And(ns) | Node::Or(ns) | Node::Seq(ns) | Node::Gather(_, ns) => ns.iter().for_each(f),
            Node::Primitive(_, _, ns) | Node::Test(_, _, ns) | Node::Inline(_, _, ns) => ns.iter().for_each(f),
            Node::Lambda(l) => l.clauses.iter().for_each(|c| f(&c.body)),
            Node::Let(bindings, body) => {
                bindings.iter().for_each(|(_, n)| f(n));
                f(body)
            }
            Node::Fix(bindings, body, _) => {
                bindings.iter().for_each(|(_, l)| l.clauses.iter().for_each(|c| f(&c.body)));
                f(body)
            }
            Node::Call(_, operator, operands) => {
                f(operator);
                operands.iter().for_each(f)
            }
            Node::RecordSet(_, parts, ..) => parts.iter().for_each(f),
            Node::Receive(_, producer, _, _, body) => {
                f(producer);
                f(body)
            }
        }
    }

    /// Calls `f` with each local variable that is mentioned anywhere inside.
    pub fn each_mention(&self, f: &mut dyn FnMut(Variable)) {
        match self {
            Node::Local(v, _) => f(*v),
            Node::SetLocal(v, _) => f(*v),
            _ => {}
        }
        self.each_part(&mut |n| n.each_mention(f));
    }

    /// Counts calls of `v` with `count` operands in tail position, loops in tail position included.
    pub fn tail_calls(&self, v: Variable, count: usize) -> u32 {
        match self {
            Node::If(parts) => parts[1].tail_calls(v, count) + parts[2].tail_calls(v, count),
            Node::And(ns) | Node::Or(ns) | Node::Seq(ns) => ns.last().map_or(0, |n| n.tail_calls(v, count)),
            Node::Let(_, body) | Node::Receive(_, _, _, _, body) => body.tail_calls(v, count),
            Node::Fix(bindings, body, is_loop) => {
                let inner = if *is_loop { bindings[0].1.clauses[0].body.tail_calls(v, count) } else { 0 };
                inner + body.tail_calls(v, count)
            }
            Node::Call(_, operator, operands) => match **operator {
                Node::Local(w, _) if w == v && operands.len() == count => 1,
                _ => 0,
            },
            _ => 0,
        }
    }

    /// Nodes inside, when there are at most `limit` and none binds or assigns variables or makes procedures.
    pub fn simple_size(&self, limit: usize) -> Option<usize> {
        let mut size = 1;
        match self {
            Node::Constant(_) | Node::Local(..) | Node::Global(..) => {}
            Node::If(_) | Node::And(_) | Node::Or(_) | Node::Inline(..) | Node::Gather(..) | Node::Primitive(..) => {}
            Node::Test(..) | Node::RecordRef(..) | Node::RecordSet(..) => {}
            _ => return None,
        }
        let mut fits = true;
        self.each_part(&mut |n| match if fits { n.simple_size(limit) } else { None } {
            Some(s) => size += s,
            None => fits = false,
        });
        (fits && size <= limit).then_some(size)
    }
}
