//! Bytecode from nodes: registers are given out like a stack, closures are flat, assigned variables live in cells.
//!
//! A destination register that is the topmost one may serve as the start of a call's window, so nested calls leave
//! their results where they are wanted. Loops (`Fix` with its flag) become jumps: their parameters are registers.

use crate::ast::*;
use crate::datum::Position;
use crate::machine::{CodeInfo, Machine, SwitchTable};
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

/// A `switch` whose labels are not known yet.
struct Switch {
    table: u32,
    /// Constants and their labels.
    entries: Vec<(Value, usize)>,
    otherwise: usize,
    /// Where distances are counted from.
    from: usize,
}

struct Procedure {
    code: Vec<u32>,
    positions: Vec<(u32, Position)>,
    labels: Vec<Label>,
    switches: Vec<Switch>,
    free: Vec<Variable>,
    places: HashMap<Variable, Place>,
    loops: HashMap<Variable, (usize, Vec<usize>)>,
    next: usize,
    most: usize,
}

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

/// Conditions with two operands that have an instruction of their own.
fn pair_branch(condition: Condition) -> Opcode {
    match condition {
        Condition::Eqv => Opcode::BranchEqv,
        Condition::Equal => Opcode::BranchEqual,
        Condition::NumberEqual => Opcode::BranchNumberEqual,
        Condition::Less => Opcode::BranchLess,
        Condition::LessEqual => Opcode::BranchLessEqual,
        Condition::CharEqual => Opcode::BranchCharEqual,
        Condition::CharLess => Opcode::BranchCharLess,
        Condition::CharLessEqual => Opcode::BranchCharLessEqual,
        _ => Opcode::BranchEq,
    }
}

/// The value of a constant that is static.
fn static_value(node: &Node) -> Option<Value> {
    match node {
        Node::Constant(Literal::Static(v)) => Some(*v),
        _ => None,
    }
}

fn small_integer(node: &Node) -> Option<i64> {
    static_value(node).filter(|&v| is_fixnum(v)).map(to_int).filter(|n| (-128..128).contains(n))
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
            switches: Vec::new(),
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
        for switch in &p.switches {
            let distance = |label: usize| (p.labels[label].target.unwrap_or(0) as i64 - switch.from as i64) as i32;
            let entries: Vec<(Value, i32)> = switch.entries.iter().map(|&(v, l)| (v, distance(l))).collect();
            self.machine.tables[switch.table as usize] = SwitchTable::new(&entries, distance(switch.otherwise));
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
            Literal::Static(v) if is_fixnum(v) && (-32768..32768).contains(&to_int(v)) => {
                self.emit_wide(Opcode::LoadInteger, r, to_int(v) as u64 & 0xffff)
            }
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
            Node::SetGlobal(slot, value, position) => {
                let r = self.operand(value)?;
                self.mark(*position);
                self.emit(Opcode::GlobalSet, r, 0, 0);
                self.word(*slot);
                self.unspecified(to)
            }
            Node::Define(slot, value) => {
                let r = self.operand(value)?;
                self.emit(Opcode::GlobalDefine, r, 0, 0);
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
            Node::Switch(key, branches, otherwise) => self.switch(key, branches, otherwise, to),
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

    fn conditional(&mut self, parts: &[Node; 3], to: To) -> Syntax<()> {
        if let Some(v) = static_value(&parts[0]) {
            return self.expression(&parts[if v == FALSE { 2 } else { 1 }], to);
        }
        self.branches(&parts[0], &parts[1], &parts[2], to)
    }

    fn branches(&mut self, test: &Node, then: &Node, other: &Node, to: To) -> Syntax<()> {
        let (otherwise, end) = (self.label(), self.label());
        let next = self.top().next;
        self.test(test, false, otherwise)?;
        self.top().next = next;
        self.expression(then, to)?;
        let nothing = to == To::Nowhere && matches!(other, Node::Constant(_));
        if to != To::Return && !nothing {
            self.jump(end);
        }
        self.place(otherwise);
        self.expression(other, to)?;
        self.place(end);
        Ok(())
    }

    fn connective(&mut self, nodes: &[Node], and: bool, to: To) -> Syntax<()> {
        let end = self.label();
        let last = nodes.len() - 1;
        if to == To::Nowhere {
            for n in &nodes[..last] {
                self.test(n, !and, end)?;
            }
            self.expression(&nodes[last], to)?;
            self.place(end);
            return Ok(());
        }
        let r = self.target(to)?;
        if and || nodes[..last].iter().all(|n| matches!(n, Node::Test(..))) {
            // The value of whatever ends it early is known.
            let early = self.label();
            for n in &nodes[..last] {
                let next = self.top().next;
                self.test(n, !and, early)?;
                self.top().next = next;
            }
            self.expression(&nodes[last], to)?;
            if to != To::Return {
                self.jump(end);
            }
            self.place(early);
            self.load_literal(Literal::Static(boolean(!and)), r);
            self.deliver(r, to);
        } else {
            for n in &nodes[..last] {
                self.expression(n, To::Register(r))?;
                self.emit(Opcode::BranchTrue, r, 0, 0);
                self.distance(end, 0);
            }
            self.expression(&nodes[last], if to == To::Return { To::Return } else { To::Register(r) })?;
            self.place(end);
            self.deliver(r, to);
        }
        if and || to != To::Return {
            self.place(end);
        }
        Ok(())
    }

    /// Jumps to the label when the truth of the node is `when`, goes on otherwise.
    fn test(&mut self, node: &Node, when: bool, label: usize) -> Syntax<()> {
        match node {
            Node::Constant(_) => {
                if (static_value(node) != Some(FALSE)) == when {
                    self.jump(label);
                }
                Ok(())
            }
            Node::Test(_, Condition::Not, operands) => self.test(&operands[0], !when, label),
            Node::Test(position, condition, operands) => {
                let next = self.top().next;
                self.branch(*position, *condition, operands, when, label)?;
                self.top().next = next;
                Ok(())
            }
            Node::And(nodes) | Node::Or(nodes) => {
                let and = matches!(node, Node::And(_));
                let last = nodes.len() - 1;
                if when != and {
                    nodes.iter().try_for_each(|n| self.test(n, when, label))
                } else {
                    let skip = self.label();
                    nodes[..last].iter().try_for_each(|n| self.test(n, !when, skip))?;
                    self.test(&nodes[last], when, label)?;
                    self.place(skip);
                    Ok(())
                }
            }
            Node::If(parts) => {
                let (otherwise, end) = (self.label(), self.label());
                self.test(&parts[0], false, otherwise)?;
                self.test(&parts[1], when, label)?;
                self.jump(end);
                self.place(otherwise);
                self.test(&parts[2], when, label)?;
                self.place(end);
                Ok(())
            }
            Node::Let(bindings, body) => {
                let next = self.top().next;
                self.let_bindings(bindings)?;
                self.test(body, when, label)?;
                self.top().next = next;
                Ok(())
            }
            Node::Seq(nodes) => {
                for n in &nodes[..nodes.len() - 1] {
                    self.expression(n, To::Nowhere)?;
                }
                self.test(&nodes[nodes.len() - 1], when, label)
            }
            _ => {
                let next = self.top().next;
                let r = self.operand(node)?;
                self.emit(if when { Opcode::BranchTrue } else { Opcode::BranchFalse }, r, 0, 0);
                self.distance(label, 0);
                self.top().next = next;
                Ok(())
            }
        }
    }

    fn branch(&mut self, position: Position, condition: Condition, ns: &[Node], when: bool, label: usize) -> Syntax<()> {
        let c = when as usize;
        match condition {
            Condition::Null | Condition::Pair => {
                let r = self.operand(&ns[0])?;
                self.emit(if condition == Condition::Null { Opcode::BranchNull } else { Opcode::BranchPair }, r, 0, c);
                self.distance(label, 0);
            }
            Condition::Type(kind) => {
                let r = self.operand(&ns[0])?;
                self.emit(Opcode::BranchType, r, kind as usize, c);
                self.distance(label, 0);
            }
            Condition::Record(slot) => {
                let r = self.operand(&ns[0])?;
                self.emit(Opcode::BranchRecord, r, 0, c);
                self.distance(label, 1);
                self.word(slot);
            }
            Condition::Eq | Condition::Eqv if static_value(&ns[1]).or(static_value(&ns[0])).is_some() => {
                let (node, v) = match static_value(&ns[1]) {
                    Some(v) => (&ns[0], v),
                    None => (&ns[1], static_value(&ns[0]).unwrap_or(FALSE)),
                };
                let r = self.operand(node)?;
                if v < 65536 {
                    self.emit_wide(if when { Opcode::BranchEqImmediate } else { Opcode::BranchUneqImmediate }, r, v);
                    self.distance(label, 0);
                } else {
                    let i = self.machine.add_constant(v);
                    self.emit(Opcode::BranchEqConstant, r, 0, c);
                    self.distance(label, 1);
                    self.word(i);
                }
            }
            _ => {
                let integer = match condition {
                    Condition::NumberEqual => small_integer(&ns[1])
                        .map(|n| (0, n, Opcode::BranchIntegerEqual))
                        .or(small_integer(&ns[0]).map(|n| (1, n, Opcode::BranchIntegerEqual))),
                    Condition::Less => small_integer(&ns[1])
                        .map(|n| (0, n, Opcode::BranchIntegerLess))
                        .or(small_integer(&ns[0]).map(|n| (1, n, Opcode::BranchIntegerGreater))),
                    _ => None,
                };
                let (op, a, b) = match integer {
                    Some((i, n, op)) => (op, self.operand(&ns[i])?, n as usize),
                    None => {
                        let a = self.operand(&ns[0])?;
                        (pair_branch(condition), a, self.operand(&ns[1])?)
                    }
                };
                self.mark(position);
                self.emit(op, a, b, c);
                self.distance(label, 0);
            }
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
        let constant = ns.get(1).and_then(small_integer);
        let (op, a, b, c, wants) = match (op, constant) {
            (Opcode::Add, Some(n)) => (Opcode::AddInteger, 0, self.operand(&ns[0])?, n as usize, true),
            (Opcode::Subtract, Some(n)) if n > -128 => (Opcode::AddInteger, 0, self.operand(&ns[0])?, -n as usize, true),
            (Opcode::Add, None) if small_integer(&ns[0]).is_some() => {
                let n = small_integer(&ns[0]).unwrap_or(0);
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

    fn switch(&mut self, key: &Node, branches: &[(Vec<Value>, Node)], otherwise: &Node, to: To) -> Syntax<()> {
        let next = self.top().next;
        let r = self.operand(key)?;
        self.top().next = next;
        let table = self.machine.tables.len() as u32;
        self.machine.tables.push(SwitchTable::new(&[], 0));
        self.emit(Opcode::Switch, r, 0, 0);
        self.word(table);
        let from = self.top().code.len();
        let (other, end) = (self.label(), self.label());
        let mut entries = Vec::new();
        let mut seen = HashSet::new();
        for (constants, body) in branches {
            let label = self.label();
            entries.extend(constants.iter().filter(|&&v| seen.insert(v)).map(|&v| (v, label)));
            self.place(label);
            self.expression(body, to)?;
            if to != To::Return {
                self.jump(end);
            }
        }
        self.place(other);
        self.expression(otherwise, to)?;
        self.place(end);
        self.top().switches.push(Switch { table, entries, otherwise: other, from });
        Ok(())
    }

    // Loops.

    fn make_loop(&mut self, bindings: &[(Variable, Lambda)], body: &Node, to: To) -> Syntax<()> {
        let (v, lambda) = &bindings[0];
        let clause = &lambda.clauses[0];
        let mut registers = Vec::new();
        for _ in &clause.required {
            registers.push(self.take()?);
        }
        let (start, end) = (self.label(), self.label());
        self.top().loops.insert(*v, (start, registers.clone()));
        match body {
            Node::Call(_, operator, operands) if matches!(**operator, Node::Local(w, _) if w == *v) => {
                self.loop_arguments(operands, &registers)?;
            }
            _ => {
                self.expression(body, to)?;
                if to != To::Return {
                    self.jump(end);
                }
            }
        }
        self.place(start);
        for (&p, &r) in clause.required.iter().zip(&registers) {
            self.bind(p, r);
        }
        self.expression(&clause.body, to)?;
        self.place(end);
        Ok(())
    }

    /// Gives the parameters of a loop their next values, all at once.
    fn loop_arguments(&mut self, operands: &[Node], registers: &[usize]) -> Syntax<()> {
        let mut reads: Vec<HashSet<usize>> = Vec::new();
        for n in operands {
            let mut mentioned = Vec::new();
            n.each_mention(&mut |v| mentioned.push(v));
            let places = mentioned.into_iter().filter_map(|v| match self.locate(v) {
                Place::Register(r) => Some(r),
                _ => None,
            });
            reads.push(places.collect());
        }
        let stays = |g: &mut Self, i: usize| match &operands[i] {
            Node::Local(v, _) => !g.assigned(*v) && g.locate(*v) == Place::Register(registers[i]),
            _ => false,
        };
        let mut left: Vec<usize> = (0..operands.len()).filter(|&i| !stays(self, i)).collect();
        let whole = |n: &Node| matches!(n, Node::Inline(..) | Node::RecordRef(..) | Node::Call(..));
        while let Some(k) = left.iter().position(|&i| {
            let r = registers[i];
            left.iter().all(|&j| j == i || !reads[j].contains(&r)) && (!reads[i].contains(&r) || whole(&operands[i]))
        }) {
            let i = left.remove(k);
            self.expression(&operands[i], To::Register(registers[i]))?;
        }
        let next = self.top().next;
        let mut moves = Vec::new();
        for i in left {
            let r = self.take()?;
            self.expression(&operands[i], To::Register(r))?;
            moves.push((registers[i], r));
        }
        for (d, s) in moves {
            self.emit(Opcode::Move, d, s, 0);
        }
        self.top().next = next;
        Ok(())
    }

    // Procedures.

    fn fix(&mut self, bindings: &[(Variable, Lambda)]) -> Syntax<()> {
        if let [(v, lambda)] = bindings {
            let r = self.take()?;
            match self.closure(lambda, Some(*v), r)? {
                Some(pool) => {
                    self.top().places.insert(*v, Place::Pool(pool));
                    self.top().next = r;
                }
                None => {
                    self.top().places.insert(*v, Place::Register(r));
                }
            }
            return Ok(());
        }
        let mut registers = Vec::new();
        for (v, _) in bindings {
            let r = self.take()?;
            registers.push(r);
            self.top().places.insert(*v, Place::Register(r));
        }
        let mut codes = Vec::new();
        for (v, lambda) in bindings {
            codes.push(self.procedure(lambda, Some(*v))?);
        }
        let mut made = HashSet::new();
        let mut patches = Vec::new();
        for ((code, free), &r) in codes.iter().zip(&registers) {
            for (i, w) in free.iter().enumerate() {
                if let Some(k) = bindings.iter().position(|(v, _)| v == w)
                    && !made.contains(&registers[k])
                {
                    patches.push((r, i, registers[k]));
                    // Until it is patched, the slot must hold a value: the register's old contents are one.
                }
            }
            self.make_closure(*code, free, r)?;
            made.insert(r);
        }
        for (r, i, source) in patches {
            self.emit(Opcode::ClosurePatch, r, i, source);
        }
        Ok(())
    }

    /// Makes a closure in register `r`, or returns the constant that it is when nothing is free in it.
    fn closure(&mut self, lambda: &Lambda, own: Option<Variable>, r: usize) -> Syntax<Option<u32>> {
        let (code, free) = self.procedure(lambda, own)?;
        if free.is_empty() {
            let closure = self.machine.make_closure(code);
            return Ok(Some(self.machine.add_constant(closure)));
        }
        self.make_closure(code, &free, r)?;
        Ok(None)
    }

    fn make_closure(&mut self, code: *const u32, free: &[Variable], r: usize) -> Syntax<()> {
        if free.len() > 255 {
            return self.fail("a procedure with too many free variables");
        }
        let index = self.machine.codes.len() as u32;
        self.machine.codes.push(code);
        let places: Vec<Place> = free.iter().map(|&v| self.locate(v)).collect();
        self.emit(Opcode::Closure, r, free.len(), 0);
        self.word(index);
        for place in places {
            self.word(match place {
                Place::Register(s) => s as u32,
                Place::Captured(i) => 1 << 31 | i as u32,
                _ => 0,
            });
        }
        Ok(())
    }

    fn procedure(&mut self, lambda: &Lambda, own: Option<Variable>) -> Syntax<(*const u32, Vec<Variable>)> {
        let position = self.position;
        self.begin(own.filter(|&v| !self.assigned(v)));
        let simple = matches!(&lambda.clauses[..], [Clause { rest: None, required, .. }] if required.len() < 255);
        self.mark(lambda.position);
        for clause in &lambda.clauses {
            let after = self.label();
            let (n, rest) = (clause.required.len(), clause.rest.is_some());
            self.need(1 + n + rest as usize)?;
            if !simple {
                self.emit(Opcode::Clause, n, rest as usize, 0);
                self.distance(after, 0);
            }
            for (i, &v) in clause.required.iter().chain(&clause.rest).enumerate() {
                self.bind(v, i + 1);
            }
            self.expression(&clause.body, To::Return)?;
            self.place(after);
        }
        if !simple {
            self.mark(lambda.position);
            self.emit(Opcode::NoClause, 0, 0, 0);
        }
        let mut p = self.finish();
        let free = std::mem::take(&mut p.free);
        self.position = position;
        Ok((self.install(p, &lambda.clauses, lambda.name), free))
    }
}
