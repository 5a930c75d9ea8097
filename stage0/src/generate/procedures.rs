//! Procedures and loops: closures, groups of them that refer to each other, and parameters of loops.

use super::*;

impl Generator<'_> {
    /// A loop: its parameters are registers, its calls jumps.
    pub(super) fn make_loop(&mut self, bindings: &[(Variable, Lambda)], body: &Node, to: To) -> Syntax<()> {
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
    pub(super) fn loop_arguments(&mut self, operands: &[Node], registers: &[usize]) -> Syntax<()> {
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

    /// Procedures that may refer to each other, bound in registers or as constants.
    pub(super) fn fix(&mut self, bindings: &[(Variable, Lambda)]) -> Syntax<()> {
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
    pub(super) fn closure(&mut self, lambda: &Lambda, own: Option<Variable>, r: usize) -> Syntax<Option<u32>> {
        let (code, free) = self.procedure(lambda, own)?;
        if free.is_empty() {
            let closure = self.machine.make_closure(code);
            return Ok(Some(self.machine.add_constant(closure)));
        }
        self.make_closure(code, &free, r)?;
        Ok(None)
    }

    /// The instruction that makes a closure of the code in register `r`. Errors: more than 255 free variables.
    pub(super) fn make_closure(&mut self, code: *const u32, free: &[Variable], r: usize) -> Syntax<()> {
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

    /// Code of a procedure, and the variables free in it, in the order of the closure's slots.
    pub(super) fn procedure(&mut self, lambda: &Lambda, own: Option<Variable>) -> Syntax<(*const u32, Vec<Variable>)> {
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
