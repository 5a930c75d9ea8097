//! Bytecode from nodes: registers are given out like a stack, closures are flat, assigned variables live in cells.
//!
//! A destination register that is the topmost one may serve as the start of a call's window, so nested calls leave
//! their results where they are wanted. Loops (`Fix` with its flag) become jumps: their parameters are registers.

mod branches;
mod procedures;

use crate::ast::*;
use crate::datum::Position;
use crate::machine::{CodeInfo, Machine};
use crate::opcodes::Opcode;
use crate::syntax::{Syntax, SyntaxError};
use crate::value::*;
use std::collections::{HashMap, HashSet};

/// Registers that a procedure may use.
const REGISTERS: usize = 250;
/// Calls of more operands pass them in a list.
const OPERANDS: usize = 100;

/// Where the value of an expression goes.
#[derive(Clone, Copy, PartialEq)]
enum To {
    Return,
    Register(usize),
    Nowhere,
}

/// Where a variable (or its cell) is found.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Register(usize),
    Captured(usize),
    /// The running closure itself.
    Own,
    /// A closure without free values.
    Pool(u32),
}

#[derive(Default)]
struct Label {
    target: Option<usize>,
    /// Indices of distance words, and where the distance is counted from.
    uses: Vec<(usize, usize)>,
}

struct Procedure {
    code: Vec<u32>,
    positions: Vec<(u32, Position)>,
    labels: Vec<Label>,
    free: Vec<Variable>,
    places: HashMap<Variable, Place>,
    loops: HashMap<Variable, (usize, Vec<usize>)>,
    next: usize,
    most: usize,
}

/// Makes the bytecode of one form at top level.
pub struct Generator<'a> {
    machine: &'a mut Machine,
    variables: &'a [VariableInfo],
    stack: Vec<Procedure>,
    position: Position,
}

/// Code for a form at top level: the address of its shape word.
pub fn generate(machine: &mut Machine, variables: &[VariableInfo], node: &Node) -> Syntax<*const u32> {
    let mut g = Generator { machine, variables, stack: Vec::new(), position: 0 };
    let clause = [Clause { required: Vec::new(), rest: None, body: Node::Constant(Literal::Static(FALSE)) }];
    g.begin(None);
    // Not in tail position, so that an error can name the form.
    let r = g.take()?;
    g.expression(node, To::Register(r))?;
    g.deliver(r, To::Return);
    let procedure = g.finish();
    let name = g.machine.anonymous;
    Ok(g.install(procedure, &clause, name))
}

/// The value of a constant that is static.
fn static_value(node: &Node) -> Option<Value> {
    match node {
        Node::Constant(Literal::Static(v)) => Some(*v),
        _ => None,
    }
}

impl Generator<'_> {
    fn top(&mut self) -> &mut Procedure {
        self.stack.last_mut().expect("a procedure being generated")
    }

    fn begin(&mut self, own: Option<Variable>) {
        let mut places = HashMap::new();
        if let Some(v) = own {
            places.insert(v, Place::Own);
        }
        self.stack.push(Procedure {
            code: vec![0],
            positions: Vec::new(),
            labels: Vec::new(),
            free: Vec::new(),
            places,
            loops: HashMap::new(),
            next: 1,
            most: 1,
        });
    }

    /// Resolves labels and takes the procedure off the stack.
    fn finish(&mut self) -> Procedure {
        let mut p = self.stack.pop().expect("a procedure being generated");
        for label in &p.labels {
            let target = label.target.unwrap_or(0);
            for &(word, from) in &label.uses {
                p.code[word] = (target as i64 - from as i64) as i32 as u32;
            }
        }
        p
    }

    fn install(&mut self, mut p: Procedure, clauses: &[Clause], name: Value) -> *const u32 {
        let arity = match clauses {
            [Clause { required, rest: None, .. }] if required.len() < 255 => required.len() as u32,
            _ => 255,
        };
        p.code[0] = ((p.most + 2) as u32) << 16 | arity;
        let expects = clauses.iter().map(|c| (c.required.len(), c.rest.is_some())).collect();
        let code = Box::leak(p.code.into_boxed_slice());
        let (start, end) = (code.as_ptr() as usize, code.as_ptr_range().end as usize);
        self.machine.add_code(CodeInfo { start, end, number: 0, name, positions: p.positions, expects });
        code.as_ptr()
    }

    fn fail<T>(&self, message: &str) -> Syntax<T> {
        Err(SyntaxError { position: self.position, message: message.to_string() })
    }

    // Emitting.

    fn emit(&mut self, op: Opcode, a: usize, b: usize, c: usize) {
        let word = op as u32 | (a as u32) << 8 | (b as u32 & 255) << 16 | (c as u32 & 255) << 24;
        self.top().code.push(word);
    }

    fn emit_wide(&mut self, op: Opcode, a: usize, bc: u64) {
        self.top().code.push(op as u32 | (a as u32) << 8 | (bc as u32) << 16);
    }

    fn word(&mut self, w: u32) {
        self.top().code.push(w);
    }

    /// The next instruction belongs to this place in the source.
    fn mark(&mut self, position: Position) {
        if position != 0 {
            self.position = position;
            let p = self.top();
            let at = p.code.len() as u32;
            p.positions.push((at, position));
        }
    }

    fn label(&mut self) -> usize {
        let p = self.top();
        p.labels.push(Label::default());
        p.labels.len() - 1
    }

    fn place(&mut self, label: usize) {
        let p = self.top();
        p.labels[label].target = Some(p.code.len());
    }

    /// A distance word for a label; `after`: words that follow it in the instruction.
    fn distance(&mut self, label: usize, after: usize) {
        let p = self.top();
        let at = p.code.len();
        p.labels[label].uses.push((at, at + 1 + after));
        p.code.push(0);
    }

    fn jump(&mut self, label: usize) {
        self.emit(Opcode::Jump, 0, 0, 0);
        self.distance(label, 0);
    }

    // Registers.

    fn take(&mut self) -> Syntax<usize> {
        let p = self.top();
        let r = p.next;
        self.need(r + 1)?;
        Ok(r)
    }

    /// Registers below `count` are in use.
    fn need(&mut self, count: usize) -> Syntax<()> {
        let p = self.top();
        p.next = count;
        p.most = p.most.max(count);
        if count > REGISTERS {
            return self.fail("a procedure with too many variables at once");
        }
        Ok(())
    }

    fn target(&mut self, to: To) -> Syntax<usize> {
        match to {
            To::Register(r) => Ok(r),
            _ => self.take(),
        }
    }

    /// The value is in register `r`: brings it where it belongs.
    fn deliver(&mut self, r: usize, to: To) {
        match to {
            To::Return => self.emit(Opcode::Return, r, 0, 0),
            To::Register(d) if d != r => self.emit(Opcode::Move, d, r, 0),
            _ => {}
        }
    }

    fn load_literal(&mut self, literal: Literal, r: usize) {
        match literal {
            Literal::Static(v) if is_fixnum(v) && (-32768..32768).contains(&to_int(v)) => self.emit_wide(Opcode::LoadInteger, r, to_int(v) as u64 & 0xffff),
            Literal::Static(v) if v & 7 == TAG_IMMEDIATE && v < 65536 => self.emit_wide(Opcode::LoadImmediate, r, v),
            Literal::Static(v) => {
                let i = self.machine.add_constant(v);
                self.load_pool(i, r);
            }
            Literal::Pool(i) => self.load_pool(i, r),
        }
    }

    fn load_pool(&mut self, i: u32, r: usize) {
        self.emit(Opcode::LoadConstant, r, 0, 0);
        self.word(i);
    }

    fn unspecified(&mut self, to: To) -> Syntax<()> {
        if to != To::Nowhere {
            let r = self.target(to)?;
            self.load_literal(Literal::Static(UNSPECIFIED), r);
            self.deliver(r, to);
        }
        Ok(())
    }

    // Variables.

    fn assigned(&self, v: Variable) -> bool {
        self.variables[v as usize].assigned
    }

    /// Where a variable is, seen from the procedure at `level`; captures it on the way when it must.
    fn locate_at(&mut self, level: usize, v: Variable) -> Place {
        if let Some(&place) = self.stack[level].places.get(&v) {
            return place;
        }
        let place = match if level > 0 { self.locate_at(level - 1, v) } else { Place::Own } {
            Place::Pool(i) => Place::Pool(i),
            _ => {
                self.stack[level].free.push(v);
                Place::Captured(self.stack[level].free.len() - 1)
            }
        };
        self.stack[level].places.insert(v, place);
        place
    }

    fn locate(&mut self, v: Variable) -> Place {
        self.locate_at(self.stack.len() - 1, v)
    }

    /// Variable or its cell, in register `r`.
    fn load_raw(&mut self, v: Variable, r: usize) {
        match self.locate(v) {
            Place::Register(s) if s != r => self.emit(Opcode::Move, r, s, 0),
            Place::Register(_) => {}
            Place::Captured(i) => self.emit(Opcode::CapturedRef, r, i, 0),
            Place::Own => self.emit(Opcode::Move, r, 0, 0),
            Place::Pool(i) => self.load_pool(i, r),
        }
    }

    fn load_variable(&mut self, v: Variable, r: usize, position: Position) {
        if !self.assigned(v) {
            return self.load_raw(v, r);
        }
        match self.locate(v) {
            Place::Register(s) => {
                self.mark(position);
                self.emit(Opcode::CellRef, r, s, 0)
            }
            Place::Captured(i) => {
                self.mark(position);
                self.emit(Opcode::CapturedCellRef, r, i, 0)
            }
            _ => self.load_raw(v, r),
        }
    }

    fn bind(&mut self, v: Variable, r: usize) {
        if self.assigned(v) {
            self.emit(Opcode::MakeCell, r, r, 0);
        }
        self.top().places.insert(v, Place::Register(r));
    }

    /// A register that holds the value: the variable's own, or a fresh one.
    fn operand(&mut self, node: &Node) -> Syntax<usize> {
        if let Node::Local(v, _) = node
            && !self.assigned(*v)
        {
            match self.locate(*v) {
                Place::Register(r) => return Ok(r),
                Place::Own => return Ok(0),
                _ => {}
            }
        }
        let r = self.take()?;
        self.expression(node, To::Register(r))?;
        self.top().next = r + 1;
        Ok(r)
    }

    // Expressions.

    fn expression(&mut self, node: &Node, to: To) -> Syntax<()> {
        let next = self.top().next;
        self.expression_inside(node, to)?;
        self.top().next = next;
        Ok(())
    }

    fn expression_inside(&mut self, node: &Node, to: To) -> Syntax<()> {
        match node {
            Node::Constant(literal) => {
                if to != To::Nowhere {
                    let r = self.target(to)?;
                    self.load_literal(*literal, r);
                    self.deliver(r, to);
                }
                Ok(())
            }
            Node::Local(v, position) => {
                if to == To::Return {
                    let r = self.operand(node)?;
                    self.deliver(r, to);
                } else if let To::Register(r) = to {
                    self.load_variable(*v, r, *position);
                }
                Ok(())
            }
            Node::Global(slot, position) => {
                let r = self.target(to)?;
                self.mark(*position);
                self.emit(Opcode::GlobalRef, r, 0, 0);
                self.word(*slot);
                self.deliver(r, to);
                Ok(())
            }
            Node::SetLocal(v, value) => {
                let r = self.operand(value)?;
                match self.locate(*v) {
                    Place::Register(cell) => self.emit(Opcode::CellSet, cell, r, 0),
                    Place::Captured(i) => {
                        let cell = self.take()?;
                        self.emit(Opcode::CapturedRef, cell, i, 0);
                        self.emit(Opcode::CellSet, cell, r, 0);
                    }
                    _ => {}
                }
                self.unspecified(to)
            }
            Node::SetGlobal(slot, value, _) | Node::Define(slot, value) => {
                let r = self.operand(value)?;
                if let Node::SetGlobal(_, _, position) = node {
                    self.mark(*position);
                }
                self.emit(if matches!(node, Node::Define(..)) { Opcode::GlobalDefine } else { Opcode::GlobalSet }, r, 0, 0);
                self.word(*slot);
                self.unspecified(to)
            }
            Node::If(parts) => self.conditional(parts, to),
            Node::And(nodes) | Node::Or(nodes) => self.connective(nodes, matches!(node, Node::And(_)), to),
            Node::Seq(nodes) => {
                for n in &nodes[..nodes.len() - 1] {
                    self.expression(n, To::Nowhere)?;
                }
                self.expression(&nodes[nodes.len() - 1], to)
            }
            Node::Lambda(lambda) => {
                if to != To::Nowhere {
                    let r = self.target(to)?;
                    if let Some(pool) = self.closure(lambda, None, r)? {
                        self.load_pool(pool, r);
                    }
                    self.deliver(r, to);
                }
                Ok(())
            }
            Node::Let(bindings, body) => {
                self.let_bindings(bindings)?;
                self.expression(body, to)
            }
            Node::Fix(bindings, body, true) => self.make_loop(bindings, body, to),
            Node::Fix(bindings, body, false) => {
                self.fix(bindings)?;
                self.expression(body, to)
            }
            Node::Call(position, operator, operands) => self.call(*position, operator, operands, to),
            Node::Inline(position, op, operands) => self.inline(*position, *op, operands, to),
            Node::Gather(op, operands) => {
                let w = self.window(to);
                self.spread(operands, w)?;
                self.emit(*op, w, operands.len(), 0);
                self.deliver(w, to);
                Ok(())
            }
            Node::Primitive(position, primitive, operands) if operands.len() > OPERANDS => {
                let operator = Node::Constant(Literal::Pool(self.machine.primitive_constant(*primitive)));
                self.call(*position, &operator, operands, to)
            }
            Node::Primitive(position, primitive, operands) => {
                let w = self.window(to);
                self.spread(operands, w)?;
                self.mark(*position);
                self.emit(Opcode::Primitive, w, operands.len(), 0);
                self.word(*primitive);
                self.deliver(w, to);
                Ok(())
            }
            Node::Test(..) => {
                let truth = |b| Node::Constant(Literal::Static(boolean(b)));
                self.branches(node, &truth(true), &truth(false), to)
            }
            Node::RecordRef(position, record, rtd, index, name) => {
                let r = self.operand(record)?;
                let d = self.target(to)?;
                self.mark(*position);
                self.emit(Opcode::RecordRef, d, r, *index as usize);
                self.word(*rtd);
                self.word(*name);
                self.deliver(d, to);
                Ok(())
            }
            Node::RecordSet(position, parts, rtd, index, name) => {
                let r = self.operand(&parts[0])?;
                let v = self.operand(&parts[1])?;
                self.mark(*position);
                self.emit(Opcode::RecordSet, r, v, *index as usize);
                self.word(*rtd);
                self.word(*name);
                self.unspecified(to)
            }
            Node::Receive(position, producer, required, rest, body) => {
                self.receive(*position, producer, required, *rest)?;
                self.expression(body, to)
            }
        }
    }

    /// The start of a window of fresh registers, at the destination itself when that is the topmost register.
    fn window(&mut self, to: To) -> usize {
        let p = self.top();
        match to {
            To::Register(r) if r + 1 == p.next => {
                p.next = r;
                r
            }
            _ => p.next,
        }
    }

    /// Operands into consecutive registers from `w` on.
    fn spread(&mut self, operands: &[Node], w: usize) -> Syntax<()> {
        self.need(w + 1)?;
        for (i, n) in operands.iter().enumerate() {
            self.need(w + i + 1)?;
            self.expression(n, To::Register(w + i))?;
        }
        Ok(())
    }

    fn let_bindings(&mut self, bindings: &[(Variable, Node)]) -> Syntax<()> {
        for (v, init) in bindings {
            if let Node::Local(u, _) = init
                && !self.assigned(*u)
                && !self.assigned(*v)
            {
                let place = self.locate(*u);
                self.top().places.insert(*v, place);
            } else if self.variables[*v as usize].references == 0 && !self.assigned(*v) {
                self.expression(init, To::Nowhere)?;
            } else {
                let r = self.take()?;
                self.expression(init, To::Register(r))?;
                self.bind(*v, r);
            }
        }
        Ok(())
    }

    fn receive(&mut self, position: Position, producer: &Node, required: &[Variable], rest: Option<Variable>) -> Syntax<()> {
        if let Node::Primitive(_, p, operands) = producer
            && *p == self.machine.values_primitive
            && operands.len() == required.len()
            && rest.is_none()
        {
            let w = self.top().next;
            self.spread(operands, w)?;
            for (i, v) in required.iter().enumerate() {
                self.bind(*v, w + i);
            }
            return self.need(w + required.len());
        }
        let w = self.take()?;
        self.expression(producer, To::Register(w))?;
        let count = required.len() + rest.is_some() as usize;
        self.need(w + count.max(1))?;
        self.mark(position);
        self.emit(Opcode::Unpack, w, required.len(), rest.is_some() as usize);
        for (i, v) in required.iter().chain(&rest).enumerate() {
            self.bind(*v, w + i);
        }
        Ok(())
    }

    fn inline(&mut self, position: Position, op: Opcode, ns: &[Node], to: To) -> Syntax<()> {
        let next = self.top().next;
        let constant = ns.get(1).and_then(branches::small_integer);
        let (op, a, b, c, wants) = match (op, constant) {
            (Opcode::Add, Some(n)) => (Opcode::AddInteger, 0, self.operand(&ns[0])?, n as usize, true),
            (Opcode::Subtract, Some(n)) if n > -128 => (Opcode::AddInteger, 0, self.operand(&ns[0])?, -n as usize, true),
            (Opcode::Add, None) if branches::small_integer(&ns[0]).is_some() => {
                let n = branches::small_integer(&ns[0]).unwrap_or(0);
                (Opcode::AddInteger, 0, self.operand(&ns[1])?, n as usize, true)
            }
            (Opcode::VectorRef, Some(n)) if n >= 0 => (Opcode::VectorRefInteger, 0, self.operand(&ns[0])?, n as usize, true),
            (Opcode::SetCar | Opcode::SetCdr, _) => {
                let a = self.operand(&ns[0])?;
                (op, a, self.operand(&ns[1])?, 0, false)
            }
            (Opcode::VectorSet | Opcode::BytevectorSet, _) => {
                let a = self.operand(&ns[0])?;
                let b = self.operand(&ns[1])?;
                (op, a, b, self.operand(&ns[2])?, false)
            }
            _ => {
                let b = self.operand(&ns[0])?;
                (op, 0, b, if ns.len() > 1 { self.operand(&ns[1])? } else { 0 }, true)
            }
        };
        if !wants {
            self.mark(position);
            self.emit(op, a, b, c);
            self.top().next = next;
            return self.unspecified(to);
        }
        self.top().next = next;
        let d = self.target(to)?;
        self.mark(position);
        self.emit(op, d, b, c);
        self.deliver(d, to);
        Ok(())
    }

    fn call(&mut self, position: Position, operator: &Node, operands: &[Node], to: To) -> Syntax<()> {
        if let Node::Local(v, _) = operator
            && let Some((label, registers)) = self.top().loops.get(v).cloned()
        {
            self.loop_arguments(operands, &registers)?;
            self.jump(label);
            return Ok(());
        }
        let w = self.window(to);
        self.need(w + 2)?;
        if operands.len() > OPERANDS {
            let apply = self.machine.builtin_slot("apply");
            self.need(w + 5)?;
            self.expression(operator, To::Register(w + 2))?;
            self.load_literal(Literal::Static(NIL), w + 3);
            for n in operands.iter().rev() {
                self.expression(n, To::Register(w + 4))?;
                self.emit(Opcode::Cons, w + 3, w + 4, w + 3);
            }
            return self.finish_call(position, Some(apply), w, 2, true, to);
        }
        let global = match operator {
            Node::Global(slot, _) => Some(*slot),
            _ => None,
        };
        if global.is_none() {
            self.expression(operator, To::Register(w + 1))?;
        }
        for (i, n) in operands.iter().enumerate() {
            self.need(w + i + 3)?;
            self.expression(n, To::Register(w + i + 2))?;
        }
        let tail = global.is_none_or(|slot| !self.machine.keeps_frame(slot));
        self.finish_call(position, global, w, operands.len(), tail, to)
    }

    fn finish_call(&mut self, position: Position, global: Option<u32>, w: usize, n: usize, tail: bool, to: To) -> Syntax<()> {
        self.mark(position);
        let tail = tail && to == To::Return;
        let op = match (global.is_some(), tail) {
            (true, true) => Opcode::TailCallGlobal,
            (true, false) => Opcode::CallGlobal,
            (false, true) => Opcode::TailCall,
            (false, false) => Opcode::Call,
        };
        self.emit(op, w, n, 0);
        if let Some(slot) = global {
            self.word(slot);
        }
        if !tail {
            self.deliver(w, to);
        }
        Ok(())
    }
}
