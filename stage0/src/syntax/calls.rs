//! Calls: instructions for built-in procedures, accessors of records, and ordinary calls.

use super::*;

impl Compiler<'_> {
    /// A call at the place of the form at work: an instruction, a primitive, a `let`, or an ordinary call.
    pub(super) fn make_call(&mut self, operator: Node, mut operands: Vec<Node>) -> Syntax<Node> {
        let position = self.position;
        match operator {
            Node::Global(slot, _) => {
                let info = &self.machine.global_info[slot as usize];
                if let Some(rule) = info.rule
                    && let Some(node) = self.apply_rule(rule, &mut operands)?
                {
                    return Ok(node);
                }
                let info = &self.machine.global_info[slot as usize];
                if let Some(p) = info.primitive
                    && self.machine.primitive_takes(p, operands.len())
                {
                    return Ok(Node::Primitive(position, p, operands));
                }
            }
            Node::Lambda(mut lambda) if lambda.clauses.len() == 1 => {
                let clause = &mut lambda.clauses[0];
                if clause.rest.is_none() && clause.required.len() == operands.len() {
                    let bindings = clause.required.iter().copied().zip(operands).collect();
                    let body = std::mem::replace(&mut clause.body, constant(FALSE));
                    return Ok(Node::Let(bindings, Box::new(body)));
                }
                return Ok(Node::Call(position, Box::new(Node::Lambda(lambda)), operands));
            }
            _ => {}
        }
        Ok(Node::Call(position, Box::new(operator), operands))
    }

    /// A call of a built-in procedure, as instructions; `None`: call it in the ordinary way.
    fn apply_rule(&mut self, rule: Rule, operands: &mut Vec<Node>) -> Syntax<Option<Node>> {
        let (position, n) = (self.position, operands.len());
        let take = std::mem::take::<Vec<Node>>;
        Ok(Some(match rule {
            Rule::Plain(op, count) if n == count => Node::Inline(position, op, take(operands)),
            Rule::Test(condition, count) if n == count => Node::Test(position, condition, take(operands)),
            Rule::Swapped(condition) if n == 2 => {
                let mut ns = take(operands);
                ns.swap(0, 1);
                Node::Test(position, condition, ns)
            }
            Rule::Fold(op, unit) => match n {
                0 if op != Opcode::Subtract => constant(fixnum(unit)),
                0 => return Ok(None),
                1 => {
                    let one = take(operands).remove(0);
                    Node::Inline(position, op, vec![constant(fixnum(unit)), one])
                }
                _ => {
                    let mut ns = take(operands).into_iter();
                    let mut node = ns.next().unwrap_or(constant(FALSE));
                    for next in ns {
                        node = Node::Inline(position, op, vec![node, next]);
                    }
                    node
                }
            },
            Rule::Gather(op) if n > 0 && n < 100 => Node::Gather(op, take(operands)),
            Rule::Gather(Opcode::List) if n == 0 => constant(NIL),
            Rule::RecordOf if n == 2 => match operands[1] {
                Node::Global(slot, _) => Node::Test(position, Condition::Record(slot), vec![take(operands).remove(0)]),
                _ => return Ok(None),
            },
            Rule::RecordRef | Rule::RecordSet if n > 3 => match (&operands[1], &operands[2], &operands[3]) {
                (Node::Global(slot, _), Node::Constant(Literal::Static(i)), Node::Constant(Literal::Static(name))) if to_int(*i) < 256 => {
                    let (slot, i, name) = (*slot, to_int(*i) as u8, *name);
                    let name = self.machine.add_constant(name);
                    operands.drain(1..4);
                    let rule = if n == 4 { Rule::Access(slot, i, name) } else { Rule::Modify(slot, i, name) };
                    return self.apply_rule(rule, operands);
                }
                _ => return Ok(None),
            },
            Rule::Access(slot, i, name) if n == 1 => Node::RecordRef(position, Box::new(take(operands).remove(0)), slot, i, name),
            Rule::Modify(slot, i, name) if n == 2 => {
                let mut ns = take(operands);
                let value = ns.remove(1);
                Node::RecordSet(position, Box::new([ns.remove(0), value]), slot, i, name)
            }
            Rule::Characters(compare) if n == 2 => {
                let integer = |node| match node {
                    Node::Constant(Literal::Static(v)) if is_char(v) => constant(fixnum(to_char(v) as i64)),
                    node => Node::Inline(position, Opcode::CharToInteger, vec![node]),
                };
                let operands = take(operands).into_iter().map(integer).collect();
                let slot = self.machine.builtin_slot(compare);
                self.make_call(Node::Global(slot, position), operands)?
            }
            Rule::CallWithValues if n == 2 => match &operands[1] {
                Node::Lambda(l) if l.clauses.len() == 1 => {
                    let mut ns = take(operands);
                    let Some(Node::Lambda(consumer)) = ns.pop() else { return Ok(None) };
                    let producer = self.make_call(ns.remove(0), Vec::new())?;
                    let Some(Clause { required, rest, body }) = consumer.clauses.into_iter().next() else { return Ok(None) };
                    Node::Receive(position, Box::new(producer), required, rest, Box::new(body))
                }
                _ => return Ok(None),
            },
            Rule::Values if n == 1 => take(operands).remove(0),
            _ => return Ok(None),
        }))
    }
}
