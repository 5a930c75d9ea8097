//! Calls: instructions for built-in procedures, the bodies of small global ones, and ordinary calls.

use super::*;

impl Compiler<'_> {
    pub(super) fn make_call(&mut self, operator: Node, mut operands: Vec<Node>, position: Position) -> Syntax<Node> {
        match operator {
            Node::Global(slot, _) => {
                let info = &self.machine.global_info[slot as usize];
                if let Some(rule) = info.rule
                    && let Some(node) = self.apply_rule(rule, &mut operands, position)?
                {
                    return Ok(node);
                }
                let info = &self.machine.global_info[slot as usize];
                if let Some(p) = info.primitive
                    && self.machine.primitive_takes(p, operands.len())
                {
                    return Ok(Node::Primitive(position, p, operands));
                }
                if let Some((lambda, _)) = &info.template
                    && lambda.clauses[0].required.len() == operands.len()
                {
                    let lambda = lambda.clone();
                    return Ok(self.instantiate(&lambda.clauses[0], operands, position));
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

    /// A call of a small global procedure, as its body with fresh variables.
    pub(super) fn instantiate(&mut self, clause: &Clause, operands: Vec<Node>, position: Position) -> Node {
        let fresh: Vec<(Variable, Variable)> = clause.required.iter().map(|&v| (v, self.fresh())).collect();
        let mut body = clause.body.clone();
        self.rename(&mut body, &fresh, position);
        Node::Let(fresh.iter().map(|&(_, v)| v).zip(operands).collect(), Box::new(body))
    }

    /// Errors of an accessor and of what stands in the prelude belong to the call, all others to where the body stands.
    pub(super) fn rename(&mut self, node: &mut Node, fresh: &[(Variable, Variable)], position: Position) {
        match node {
            Node::Local(v, _) => {
                if let Some((_, w)) = fresh.iter().find(|(old, _)| old == v) {
                    *v = *w;
                    self.variables[*w as usize].references += 1;
                }
            }
            Node::If(parts) => parts.iter_mut().for_each(|n| self.rename(n, fresh, position)),
            Node::And(ns) | Node::Or(ns) | Node::Gather(_, ns) => ns.iter_mut().for_each(|n| self.rename(n, fresh, position)),
            Node::Inline(p, _, ns) | Node::Primitive(p, _, ns) | Node::Test(p, _, ns) => {
                if *p >> 40 == 0 {
                    *p = position;
                }
                ns.iter_mut().for_each(|n| self.rename(n, fresh, position));
            }
            Node::RecordRef(p, n, ..) => {
                *p = position;
                self.rename(n, fresh, position);
            }
            Node::RecordSet(p, parts, ..) => {
                *p = position;
                parts.iter_mut().for_each(|n| self.rename(n, fresh, position));
            }
            _ => {}
        }
    }

    /// A call of a built-in procedure, as instructions; `None`: call it in the ordinary way.
    pub(super) fn apply_rule(&mut self, rule: Rule, operands: &mut Vec<Node>, position: Position) -> Syntax<Option<Node>> {
        let n = operands.len();
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
            Rule::RecordRef if n == 4 => match (&operands[1], &operands[2], &operands[3]) {
                (Node::Global(slot, _), Node::Constant(Literal::Static(i)), Node::Constant(name)) if to_int(*i) < 256 => {
                    let (slot, i, name) = (*slot, to_int(*i) as u8, *name);
                    let name = self.pool_index(name);
                    Node::RecordRef(position, Box::new(take(operands).remove(0)), slot, i, name)
                }
                _ => return Ok(None),
            },
            Rule::RecordSet if n == 5 => match (&operands[1], &operands[2], &operands[3]) {
                (Node::Global(slot, _), Node::Constant(Literal::Static(i)), Node::Constant(name)) if to_int(*i) < 256 => {
                    let (slot, i, name) = (*slot, to_int(*i) as u8, *name);
                    let name = self.pool_index(name);
                    let mut ns = take(operands);
                    let value = ns.remove(4);
                    Node::RecordSet(position, Box::new([ns.remove(0), value]), slot, i, name)
                }
                _ => return Ok(None),
            },
            Rule::CallWithValues if n == 2 => match &operands[1] {
                Node::Lambda(l) if l.clauses.len() == 1 => {
                    let mut ns = take(operands);
                    let Some(Node::Lambda(consumer)) = ns.pop() else { return Ok(None) };
                    let producer = self.make_call(ns.remove(0), Vec::new(), position)?;
                    let Some(Clause { required, rest, body }) = consumer.clauses.into_iter().next() else { return Ok(None) };
                    Node::Receive(position, Box::new(producer), required, rest, Box::new(body))
                }
                _ => return Ok(None),
            },
            Rule::Values if n == 1 => take(operands).remove(0),
            _ => return Ok(None),
        }))
    }

    pub(super) fn builtin(&mut self, name: &str, operands: Vec<Node>) -> Syntax<Node> {
        let slot = self.machine.builtin_slot(name);
        self.make_call(Node::Global(slot, self.position), operands, self.position)
    }

    pub(super) fn thunk(&mut self, body: Node) -> Node {
        let clause = Clause { required: Vec::new(), rest: None, body };
        Node::Lambda(Box::new(Lambda { name: self.machine.anonymous, position: self.position, clauses: vec![clause] }))
    }
}
