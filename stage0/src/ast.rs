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

/// A constant.
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
    Not,
}

/// An expression or definition with its names resolved. Positions are places of errors.
pub enum Node {
    /// A constant.
    Constant(Literal),
    /// The value of a local variable.
    Local(Variable, Position),
    /// The value of a global.
    Global(u32, Position),
    /// An assignment.
    SetLocal(Variable, Box<Node>),
    /// An assignment of a global that has a value already.
    SetGlobal(u32, Box<Node>, Position),
    /// A definition at top level.
    Define(u32, Box<Node>),
    /// Test, and what is evaluated when it is true and when it is not.
    If(Box<[Node; 3]>),
    /// Two expressions or more, the last in tail position.
    And(Vec<Node>),
    /// Likewise.
    Or(Vec<Node>),
    /// Likewise, one after the other.
    Seq(Vec<Node>),
    /// A procedure.
    Lambda(Box<Lambda>),
    /// Variables that are bound around a body.
    Let(Vec<(Variable, Node)>, Box<Node>),
    /// Mutually recursive procedures; the flag: a single one that is only called, in tail position: a loop.
    Fix(Vec<(Variable, Lambda)>, Box<Node>, bool),
    /// Operator and operands.
    Call(Position, Box<Node>, Vec<Node>),
    /// An instruction on values.
    Inline(Position, Opcode, Vec<Node>),
    /// An instruction on consecutive registers: list, vector, record.
    Gather(Opcode, Vec<Node>),
    /// A call of the primitive with the number.
    Primitive(Position, u32, Vec<Node>),
    /// A condition, as a value or in a branch.
    Test(Position, Condition, Vec<Node>),
    /// Record, descriptor's global, field, name of the accessor (a constant of the pool).
    RecordRef(Position, Box<Node>, u32, u8, u32),
    /// The same with record and value.
    RecordSet(Position, Box<[Node; 2]>, u32, u8, u32),
    /// Producer of values, required variables and the one for the rest, body.
    Receive(Position, Box<Node>, Vec<Variable>, Option<Variable>, Box<Node>),
}

/// A procedure.
pub struct Lambda {
    /// Its name, a symbol, `%anonymous` when it has none.
    pub name: Value,
    /// Where it stands.
    pub position: Position,
    /// One for `lambda`, any number for `case-lambda`, tried in order.
    pub clauses: Vec<Clause>,
}

/// Parameters and what they are bound around.
pub struct Clause {
    /// Parameters that each call gives.
    pub required: Vec<Variable>,
    /// The parameter that gets a list of all further arguments.
    pub rest: Option<Variable>,
    /// What a call evaluates.
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
}
