//! Tests and branches: conditions become fused compare-and-branch instructions.

use super::*;

impl Generator<'_> {
    /// Code of `if`; a constant test leaves one branch.
    pub(super) fn conditional(&mut self, parts: &[Node; 3], to: To) -> Syntax<()> {
        if let Some(v) = static_value(&parts[0]) {
            return self.expression(&parts[if v == FALSE { 2 } else { 1 }], to);
        }
        self.branches(&parts[0], &parts[1], &parts[2], to)
    }

    /// Code of two branches behind a test.
    pub(super) fn branches(&mut self, test: &Node, then: &Node, other: &Node, to: To) -> Syntax<()> {
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

    /// Code of `and` and `or` where their value is wanted.
    pub(super) fn connective(&mut self, nodes: &[Node], and: bool, to: To) -> Syntax<()> {
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
    pub(super) fn test(&mut self, node: &Node, when: bool, label: usize) -> Syntax<()> {
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

    /// One compare-and-branch instruction: jumps to the label when the condition is `when`.
    pub(super) fn branch(&mut self, position: Position, condition: Condition, ns: &[Node], when: bool, label: usize) -> Syntax<()> {
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
                    Condition::NumberEqual => {
                        small_integer(&ns[1]).map(|n| (0, n, Opcode::BranchIntegerEqual)).or(small_integer(&ns[0]).map(|n| (1, n, Opcode::BranchIntegerEqual)))
                    }
                    Condition::Less => {
                        small_integer(&ns[1]).map(|n| (0, n, Opcode::BranchIntegerLess)).or(small_integer(&ns[0]).map(|n| (1, n, Opcode::BranchIntegerGreater)))
                    }
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
}

/// Conditions with two operands that have an instruction of their own.
fn pair_branch(condition: Condition) -> Opcode {
    match condition {
        Condition::Eqv => Opcode::BranchEqv,
        Condition::Equal => Opcode::BranchEqual,
        Condition::NumberEqual => Opcode::BranchNumberEqual,
        Condition::Less => Opcode::BranchLess,
        Condition::LessEqual => Opcode::BranchLessEqual,
        _ => Opcode::BranchEq,
    }
}

/// The constant that fits an operand of 8 signed bits.
pub(super) fn small_integer(node: &Node) -> Option<i64> {
    static_value(node).filter(|&v| is_fixnum(v)).map(to_int).filter(|n| (-128..128).contains(n))
}
