//! Core forms to `Node`: names are resolved, derived forms taken apart, small global procedures inlined.
//!
//! Derived forms become nodes directly, never new source, so nothing a program binds can capture what they need.
//! A program may define a built-in name for itself: that makes a fresh global, and the library keeps its own.

use crate::ast::*;
use crate::datum::*;
use crate::machine::Machine;
use crate::opcodes::Opcode;
use crate::order::order_letrec;
use crate::rules::{Form, Rule};
use crate::value::*;
use std::collections::HashMap;

/// What is wrong with a program, and where.
pub struct SyntaxError {
    pub position: Position,
    pub message: String,
}

pub type Syntax<T> = Result<T, SyntaxError>;

/// The largest body (in nodes) of a global procedure that calls are replaced by.
const TEMPLATE_SIZE: usize = 10;
/// A `case` of more constants than this becomes a switch.
const SWITCH_MINIMUM: usize = 4;

pub struct Compiler<'a> {
    pub machine: &'a mut Machine,
    pub variables: Vec<VariableInfo>,
    scope: HashMap<Value, Vec<Variable>>,
    /// Position for data that have none.
    position: Position,
}

fn fail<T>(position: Position, message: impl Into<String>) -> Syntax<T> {
    Err(SyntaxError { position, message: message.into() })
}

fn constant(v: Value) -> Node {
    Node::Constant(Literal::Static(v))
}

impl<'a> Compiler<'a> {
    pub fn new(machine: &'a mut Machine) -> Compiler<'a> {
        Compiler { machine, variables: Vec::new(), scope: HashMap::new(), position: 0 }
    }

    /// One form at top level.
    pub fn top(&mut self, d: &Datum) -> Syntax<Node> {
        if let Some((position, inner)) = self.at_form(d)? {
            let outer = std::mem::replace(&mut self.position, position);
            let node = self.top(inner);
            self.position = outer;
            return node;
        }
        match self.form_of(d) {
            Some(Form::Begin) => {
                let items = self.items(d)?;
                let mut nodes = Vec::new();
                for item in &items[1..] {
                    nodes.push(self.top(item)?);
                }
                Ok(self.seq(nodes))
            }
            Some(Form::Define) => {
                let (name, value) = self.definition(d)?;
                let slot = self.machine.define_name(name);
                let node = match value {
                    Some(value) => self.named(&value, name)?,
                    None => constant(UNSPECIFIED),
                };
                self.note_template(slot, &node);
                Ok(Node::Define(slot, Box::new(node)))
            }
            Some(Form::DefineValues) => {
                let items = self.items(d)?;
                self.at_least(d, items, 3)?;
                let (names, rest) = self.formals(&items[1])?;
                let producer = self.expression(&items[2])?;
                let mut nodes = Vec::new();
                let mut bind = |c: &mut Self, name| {
                    let v = c.fresh();
                    c.variables[v as usize].references += 1;
                    let slot = c.machine.define_name(name);
                    nodes.push(Node::Define(slot, Box::new(Node::Local(v, 0))));
                    v
                };
                let required = names.iter().map(|&n| bind(self, n)).collect();
                let rest = rest.map(|n| bind(self, n));
                let body = self.seq(nodes);
                Ok(Node::Receive(d.position, Box::new(producer), required, rest, Box::new(body)))
            }
            Some(Form::DefineRecordType) => {
                let mut nodes = Vec::new();
                for (name, value) in self.record_definitions(d)? {
                    let slot = self.machine.define_name(name);
                    let node = self.named(&value, name)?;
                    self.note_template(slot, &node);
                    nodes.push(Node::Define(slot, Box::new(node)));
                }
                Ok(self.seq(nodes))
            }
            _ => self.expression(d),
        }
    }

    /// Remembers a global procedure that is small enough to stand where it is called.
    fn note_template(&mut self, slot: u32, node: &Node) {
        let info = &mut self.machine.global_info[slot as usize];
        info.template = None;
        if info.assigned {
            return;
        }
        if let Node::Lambda(lambda) = node
            && let [Clause { required, rest: None, body }] = &lambda.clauses[..]
            && body.simple_size(TEMPLATE_SIZE).is_some()
            && required.iter().all(|&v| !self.variables[v as usize].assigned)
        {
            info.template = Some(((**lambda).clone(), self.variables.len()));
        }
    }

    fn position_of(&self, d: &Datum) -> Position {
        if d.position != 0 { d.position } else { self.position }
    }

    fn symbol(&self, d: &Datum) -> Option<Value> {
        match d.kind {
            Kind::Symbol(s) => Some(s),
            _ => None,
        }
    }

    fn name(&self, d: &Datum) -> Syntax<Value> {
        match self.symbol(d) {
            Some(s) => Ok(s),
            None => fail(self.position_of(d), "a name is expected here"),
        }
    }

    fn items<'d>(&self, d: &'d Datum) -> Syntax<&'d [Datum]> {
        match &d.kind {
            Kind::List(items, None) => Ok(items),
            Kind::Nil => Ok(&[]),
            _ => fail(self.position_of(d), "a proper list is expected here"),
        }
    }

    fn at_least(&self, d: &Datum, items: &[Datum], n: usize) -> Syntax<()> {
        if items.len() < n { fail(self.position_of(d), "the form lacks something") } else { Ok(()) }
    }

    /// `(%at position form)`, taken apart.
    fn at_form<'d>(&self, d: &'d Datum) -> Syntax<Option<(Position, &'d Datum)>> {
        if let Kind::List(items, None) = &d.kind
            && let Some(Form::At) = self.form_named(&items[0])
        {
            self.at_least(d, items, 3)?;
            let position = match &items[1].kind {
                Kind::Integer(n) => self.machine.host_position(n.to_i64().unwrap_or(0)),
                _ => self.position,
            };
            return Ok(Some((position, &items[2])));
        }
        Ok(None)
    }

    fn form_named(&self, d: &Datum) -> Option<Form> {
        let s = self.symbol(d)?;
        if self.scope.get(&s).is_some_and(|vs| !vs.is_empty()) {
            return None;
        }
        self.machine.forms.get(&s).copied()
    }

    fn form_of(&self, d: &Datum) -> Option<Form> {
        match &d.kind {
            Kind::List(items, None) => self.form_named(&items[0]),
            _ => None,
        }
    }

    fn fresh(&mut self) -> Variable {
        self.variables.push(VariableInfo { assigned: false, references: 0 });
        self.variables.len() as Variable - 1
    }

    fn bind(&mut self, name: Value) -> Variable {
        let v = self.fresh();
        self.scope.entry(name).or_default().push(v);
        v
    }

    fn unbind(&mut self, name: Value) {
        if let Some(vs) = self.scope.get_mut(&name) {
            vs.pop();
        }
    }

    fn local(&mut self, v: Variable) -> Node {
        self.variables[v as usize].references += 1;
        Node::Local(v, self.position)
    }

    fn temporary(&mut self) -> Variable {
        self.fresh()
    }

    fn seq(&self, mut nodes: Vec<Node>) -> Node {
        match nodes.len() {
            0 => constant(UNSPECIFIED),
            1 => nodes.remove(0),
            _ => Node::Seq(nodes),
        }
    }

    pub fn literal(&mut self, d: &Datum) -> Literal {
        match &d.kind {
            Kind::Nil => Literal::Static(NIL),
            Kind::Boolean(b) => Literal::Static(boolean(*b)),
            Kind::Char(c) => Literal::Static(character(*c)),
            Kind::Symbol(s) => Literal::Static(*s),
            Kind::Constant(i) => Literal::Pool(*i),
            Kind::Integer(n) => match n.to_i64() {
                Some(n) if (FIXNUM_MIN..=FIXNUM_MAX).contains(&n) => Literal::Static(fixnum(n)),
                _ => self.pooled(d),
            },
            _ => self.pooled(d),
        }
    }

    fn pooled(&mut self, d: &Datum) -> Literal {
        let value = self.machine.datum_value(d);
        Literal::Pool(self.machine.add_constant(value))
    }

    fn pool_index(&mut self, literal: Literal) -> u32 {
        match literal {
            Literal::Pool(i) => i,
            Literal::Static(v) => self.machine.add_constant(v),
        }
    }

    /// An expression that is the value of `name`.
    fn named(&mut self, d: &Datum, name: Value) -> Syntax<Node> {
        let mut node = self.expression(d)?;
        if let Node::Lambda(l) = &mut node
            && l.name == self.machine.anonymous
        {
            l.name = name;
        }
        Ok(node)
    }

    pub fn expression(&mut self, d: &Datum) -> Syntax<Node> {
        let position = self.position_of(d);
        match &d.kind {
            Kind::Symbol(s) => self.reference(*s, position),
            Kind::List(items, None) => {
                let outer = std::mem::replace(&mut self.position, position);
                let node = match self.form_named(&items[0]) {
                    Some(form) => self.form(form, d, items, position),
                    None => self.call(items, position),
                };
                self.position = outer;
                node
            }
            Kind::List(..) => fail(position, "a dot in an expression"),
            Kind::Nil => fail(position, "an empty combination"),
            _ => Ok(Node::Constant(self.literal(d))),
        }
    }

    fn expressions(&mut self, ds: &[Datum]) -> Syntax<Vec<Node>> {
        ds.iter().map(|d| self.expression(d)).collect()
    }

    fn reference(&mut self, s: Value, position: Position) -> Syntax<Node> {
        if let Some(&v) = self.scope.get(&s).and_then(|vs| vs.last()) {
            self.variables[v as usize].references += 1;
            return Ok(Node::Local(v, position));
        }
        if self.machine.forms.contains_key(&s) {
            return fail(position, format!("the keyword {} is no variable", symbol_text(s)));
        }
        Ok(Node::Global(self.machine.global_slot(s), position))
    }

    fn call(&mut self, items: &[Datum], position: Position) -> Syntax<Node> {
        let operator = self.expression(&items[0])?;
        let operands = self.expressions(&items[1..])?;
        self.make_call(operator, operands, position)
    }

    fn make_call(&mut self, operator: Node, mut operands: Vec<Node>, position: Position) -> Syntax<Node> {
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
    fn instantiate(&mut self, clause: &Clause, operands: Vec<Node>, position: Position) -> Node {
        let fresh: Vec<(Variable, Variable)> = clause.required.iter().map(|&v| (v, self.fresh())).collect();
        let mut body = clause.body.clone();
        self.rename(&mut body, &fresh, position);
        Node::Let(fresh.iter().map(|&(_, v)| v).zip(operands).collect(), Box::new(body))
    }

    /// Errors of an accessor belong to its call, all others to where the body stands.
    fn rename(&mut self, node: &mut Node, fresh: &[(Variable, Variable)], position: Position) {
        match node {
            Node::Local(v, _) => {
                if let Some((_, w)) = fresh.iter().find(|(old, _)| old == v) {
                    *v = *w;
                    self.variables[*w as usize].references += 1;
                }
            }
            Node::If(parts) => parts.iter_mut().for_each(|n| self.rename(n, fresh, position)),
            Node::And(ns) | Node::Or(ns) | Node::Gather(_, ns) => ns.iter_mut().for_each(|n| self.rename(n, fresh, position)),
            Node::Inline(_, _, ns) | Node::Primitive(_, _, ns) | Node::Test(_, _, ns) => {
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
    fn apply_rule(&mut self, rule: Rule, operands: &mut Vec<Node>, position: Position) -> Syntax<Option<Node>> {
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
            Rule::Sign(condition, swapped) if n == 1 => {
                let mut ns = take(operands);
                ns.push(constant(fixnum(0)));
                if swapped {
                    ns.swap(0, 1);
                }
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

    fn builtin(&mut self, name: &str, operands: Vec<Node>) -> Syntax<Node> {
        let slot = self.machine.builtin_slot(name);
        self.make_call(Node::Global(slot, self.position), operands, self.position)
    }

    fn thunk(&mut self, body: Node) -> Node {
        let clause = Clause { required: Vec::new(), rest: None, body };
        Node::Lambda(Box::new(Lambda { name: self.machine.anonymous, position: self.position, clauses: vec![clause] }))
    }

    fn form(&mut self, form: Form, d: &Datum, items: &[Datum], position: Position) -> Syntax<Node> {
        let minimum = form.minimum();
        if items.len() < minimum {
            return fail(position, format!("{} lacks something", self.symbol(&items[0]).map_or(String::new(), symbol_text)));
        }
        match form {
            Form::Quote => Ok(Node::Constant(self.literal(&items[1]))),
            Form::Quasiquote => self.quasiquote(&items[1], 1),
            Form::Lambda => {
                let clause = self.clause(&items[1], &items[2..])?;
                Ok(Node::Lambda(Box::new(Lambda { name: self.machine.anonymous, position, clauses: vec![clause] })))
            }
            Form::CaseLambda => {
                let mut clauses = Vec::new();
                for item in &items[1..] {
                    let parts = self.items(item)?;
                    self.at_least(item, parts, 2)?;
                    clauses.push(self.clause(&parts[0], &parts[1..])?);
                }
                Ok(Node::Lambda(Box::new(Lambda { name: self.machine.anonymous, position, clauses })))
            }
            Form::If => {
                if items.len() > 4 {
                    return fail(position, "if has more than three parts");
                }
                let test = self.expression(&items[1])?;
                let then = self.expression(&items[2])?;
                let other = match items.get(3) {
                    Some(d) => self.expression(d)?,
                    None => constant(UNSPECIFIED),
                };
                Ok(Node::If(Box::new([test, then, other])))
            }
            Form::Set => {
                let name = self.name(&items[1])?;
                let value = self.named(&items[2], name)?;
                if let Some(&v) = self.scope.get(&name).and_then(|vs| vs.last()) {
                    self.variables[v as usize].assigned = true;
                    return Ok(Node::SetLocal(v, Box::new(value)));
                }
                let slot = self.machine.global_slot(name);
                self.machine.note_assigned(name);
                Ok(Node::SetGlobal(slot, Box::new(value), position))
            }
            Form::Begin => {
                let nodes = self.expressions(&items[1..])?;
                Ok(self.seq(nodes))
            }
            Form::Let if self.symbol(&items[1]).is_some() => self.named_let(items, position),
            Form::Let => {
                let (names, inits) = self.bindings(&items[1])?;
                let variables: Vec<Variable> = names.iter().map(|&n| self.bind(n)).collect();
                let body = self.body(&items[2..]);
                names.iter().for_each(|&n| self.unbind(n));
                Ok(Node::Let(variables.into_iter().zip(inits).collect(), Box::new(body?)))
            }
            Form::LetStar => self.let_star(self.items(&items[1])?, &items[2..]),
            Form::Letrec => {
                let mut definitions = Vec::new();
                for b in self.items(&items[1])? {
                    let parts = self.items(b)?;
                    self.at_least(b, parts, 2)?;
                    definitions.push((self.name(&parts[0])?, parts[1].clone()));
                }
                self.recursive(&definitions, &items[2..])
            }
            Form::And | Form::Or => {
                let mut nodes = self.expressions(&items[1..])?;
                Ok(match nodes.len() {
                    0 => constant(boolean(form == Form::And)),
                    1 => nodes.remove(0),
                    _ if form == Form::And => Node::And(nodes),
                    _ => Node::Or(nodes),
                })
            }
            Form::When | Form::Unless => {
                let test = self.expression(&items[1])?;
                let nodes = self.expressions(&items[2..])?;
                let body = self.seq(nodes);
                let nothing = constant(UNSPECIFIED);
                Ok(Node::If(Box::new(if form == Form::When { [test, body, nothing] } else { [test, nothing, body] })))
            }
            Form::Cond => self.cond(&items[1..], None),
            Form::Case => self.case(items),
            Form::Do => self.do_loop(items, position),
            Form::LetValues => self.let_values(items, false),
            Form::LetStarValues => self.let_values(items, true),
            Form::Parameterize => {
                let (mut parameters, mut values) = (Vec::new(), Vec::new());
                for b in self.items(&items[1])? {
                    let parts = self.items(b)?;
                    self.at_least(b, parts, 2)?;
                    parameters.push(self.expression(&parts[0])?);
                    values.push(self.expression(&parts[1])?);
                }
                let body = self.body(&items[2..])?;
                let thunk = self.thunk(body);
                let parameters = self.builtin("list", parameters)?;
                let values = self.builtin("list", values)?;
                self.builtin("dynamic-parameterize", vec![parameters, values, thunk])
            }
            Form::Guard => {
                let spec = self.items(&items[1])?;
                self.at_least(&items[1], spec, 1)?;
                let name = self.name(&spec[0])?;
                let condition = self.bind(name);
                let reraise = self.temporary();
                let handler = self.cond(&spec[1..], Some(reraise));
                self.unbind(name);
                let clause = Clause { required: vec![condition, reraise], rest: None, body: handler? };
                let handler = Node::Lambda(Box::new(Lambda { name: self.machine.anonymous, position, clauses: vec![clause] }));
                let body = self.body(&items[2..])?;
                let thunk = self.thunk(body);
                self.builtin("call-with-guard", vec![handler, thunk])
            }
            Form::Delay | Form::DelayForce => {
                let mut body = self.expression(&items[1])?;
                if form == Form::Delay {
                    body = self.builtin("make-promise-eager", vec![body])?;
                }
                let thunk = self.thunk(body);
                self.builtin("make-promise-lazy", vec![thunk])
            }
            Form::At => match self.at_form(d)? {
                Some((position, inner)) => {
                    let outer = std::mem::replace(&mut self.position, position);
                    let node = self.expression(inner);
                    self.position = outer;
                    node
                }
                None => fail(position, "a malformed %at"),
            },
            Form::Define | Form::DefineValues | Form::DefineRecordType => fail(position, "a definition where an expression should stand"),
            Form::DefineLibrary | Form::Import => fail(position, "this form stands only at the beginning of a file"),
            Form::Keyword => fail(position, "this keyword has no meaning here"),
        }
    }

    /// Names and, in the surrounding scope, values of `((name value) …)`.
    fn bindings(&mut self, d: &Datum) -> Syntax<(Vec<Value>, Vec<Node>)> {
        let (mut names, mut inits) = (Vec::new(), Vec::new());
        for b in self.items(d)? {
            let parts = self.items(b)?;
            if parts.len() != 2 {
                return fail(self.position_of(b), "a binding needs a name and a value");
            }
            let name = self.name(&parts[0])?;
            names.push(name);
            inits.push(self.named(&parts[1], name)?);
        }
        Ok((names, inits))
    }

    fn let_star(&mut self, bindings: &[Datum], body: &[Datum]) -> Syntax<Node> {
        let mut bound = Vec::new();
        let mut build = || -> Syntax<Node> {
            for b in bindings {
                let parts = self.items(b)?;
                if parts.len() != 2 {
                    return fail(self.position_of(b), "a binding needs a name and a value");
                }
                let name = self.name(&parts[0])?;
                let init = self.named(&parts[1], name)?;
                bound.push((name, self.bind(name), init));
            }
            self.body(body)
        };
        let node = build();
        bound.iter().for_each(|(name, ..)| self.unbind(*name));
        let mut node = node?;
        for (_, v, init) in bound.into_iter().rev() {
            node = Node::Let(vec![(v, init)], Box::new(node));
        }
        Ok(node)
    }

    fn named_let(&mut self, items: &[Datum], position: Position) -> Syntax<Node> {
        self.at_least(&items[0], items, 4)?;
        let name = self.name(&items[1])?;
        let (names, inits) = self.bindings(&items[2])?;
        let loop_variable = self.bind(name);
        let required: Vec<Variable> = names.iter().map(|&n| self.bind(n)).collect();
        let body = self.body(&items[3..]);
        names.iter().for_each(|&n| self.unbind(n));
        self.unbind(name);
        let clause = Clause { required, rest: None, body: body? };
        let lambda = Lambda { name, position, clauses: vec![clause] };
        let operator = self.local(loop_variable);
        let call = Node::Call(position, Box::new(operator), inits);
        Ok(order_letrec(&mut self.variables, vec![(loop_variable, Node::Lambda(Box::new(lambda)))], call))
    }

    fn do_loop(&mut self, items: &[Datum], position: Position) -> Syntax<Node> {
        let mut names = Vec::new();
        let mut inits = Vec::new();
        let mut steps = Vec::new();
        for b in self.items(&items[1])? {
            let parts = self.items(b)?;
            self.at_least(b, parts, 2)?;
            names.push(self.name(&parts[0])?);
            inits.push(self.expression(&parts[1])?);
            steps.push(parts.get(2));
        }
        let exit = self.items(&items[2])?;
        self.at_least(&items[2], exit, 1)?;
        let loop_variable = self.temporary();
        let required: Vec<Variable> = names.iter().map(|&n| self.bind(n)).collect();
        let mut build = || -> Syntax<Node> {
            let test = self.expression(&exit[0])?;
            let results = self.expressions(&exit[1..])?;
            let result = self.seq(results);
            let mut body = self.expressions(&items[3..])?;
            let mut next = Vec::new();
            for (step, &v) in steps.iter().zip(&required) {
                next.push(match step {
                    Some(d) => self.expression(d)?,
                    None => self.local(v),
                });
            }
            let operator = self.local(loop_variable);
            body.push(Node::Call(position, Box::new(operator), next));
            Ok(Node::If(Box::new([test, result, self.seq(body)])))
        };
        let body = build();
        names.iter().for_each(|&n| self.unbind(n));
        let clause = Clause { required, rest: None, body: body? };
        let lambda = Lambda { name: self.machine.anonymous, position, clauses: vec![clause] };
        let operator = self.local(loop_variable);
        let call = Node::Call(position, Box::new(operator), inits);
        Ok(order_letrec(&mut self.variables, vec![(loop_variable, Node::Lambda(Box::new(lambda)))], call))
    }

    fn let_values(&mut self, items: &[Datum], sequential: bool) -> Syntax<Node> {
        let mut layers = Vec::new();
        let mut bound = Vec::new();
        let mut build = || -> Syntax<Node> {
            let mut waiting = Vec::new();
            for b in self.items(&items[1])? {
                let parts = self.items(b)?;
                self.at_least(b, parts, 2)?;
                let (names, rest) = self.formals(&parts[0])?;
                let producer = self.expression(&parts[1])?;
                let position = self.position_of(b);
                let required: Vec<Variable> = names.iter().map(|_| self.fresh()).collect();
                let rest_variable = rest.map(|_| self.fresh());
                let all: Vec<(Value, Variable)> =
                    names.iter().copied().chain(rest).zip(required.iter().copied().chain(rest_variable)).collect();
                layers.push((position, producer, required, rest_variable));
                waiting.extend(all);
                if sequential {
                    for (n, v) in waiting.drain(..) {
                        self.scope.entry(n).or_default().push(v);
                        bound.push(n);
                    }
                }
            }
            for (n, v) in waiting {
                self.scope.entry(n).or_default().push(v);
                bound.push(n);
            }
            self.body(&items[2..])
        };
        let node = build();
        bound.iter().for_each(|&n| self.unbind(n));
        let mut node = node?;
        for (position, producer, required, rest) in layers.into_iter().rev() {
            node = Node::Receive(position, Box::new(producer), required, rest, Box::new(node));
        }
        Ok(node)
    }

    fn formals(&self, d: &Datum) -> Syntax<(Vec<Value>, Option<Value>)> {
        match &d.kind {
            Kind::Symbol(s) => Ok((Vec::new(), Some(*s))),
            Kind::Nil => Ok((Vec::new(), None)),
            Kind::List(items, tail) => {
                let names: Vec<Value> = items.iter().map(|i| self.name(i)).collect::<Syntax<_>>()?;
                let rest = match tail {
                    Some(t) => Some(self.name(t)?),
                    None => None,
                };
                Ok((names, rest))
            }
            _ => fail(self.position_of(d), "malformed parameters"),
        }
    }

    fn clause(&mut self, formals: &Datum, body: &[Datum]) -> Syntax<Clause> {
        let (names, rest_name) = self.formals(formals)?;
        for (i, n) in names.iter().enumerate() {
            if names[..i].contains(n) || rest_name == Some(*n) {
                return fail(self.position_of(formals), format!("the parameter {} occurs twice", symbol_text(*n)));
            }
        }
        let required = names.iter().map(|&n| self.bind(n)).collect();
        let rest = rest_name.map(|n| self.bind(n));
        let node = self.body(body);
        names.iter().chain(&rest_name).for_each(|&n| self.unbind(n));
        Ok(Clause { required, rest, body: node? })
    }

    /// Name and value of a `define`, curried headers not allowed.
    fn definition(&self, d: &Datum) -> Syntax<(Value, Option<Datum>)> {
        let items = self.items(d)?;
        self.at_least(d, items, 2)?;
        let position = self.position_of(d);
        match &items[1].kind {
            Kind::Symbol(s) if items.len() <= 3 => Ok((*s, items.get(2).cloned())),
            Kind::List(header, tail) if items.len() > 2 => {
                let name = self.name(&header[0])?;
                let formals = match (&header[1..], tail) {
                    ([], None) => Kind::Nil,
                    ([], Some(t)) => t.kind.clone(),
                    (names, tail) => Kind::List(names.to_vec(), tail.clone()),
                };
                let mut lambda = vec![
                    Datum { position, kind: Kind::Symbol(self.machine.lambda_symbol) },
                    Datum { position: items[1].position, kind: formals },
                ];
                lambda.extend_from_slice(&items[2..]);
                Ok((name, Some(Datum { position, kind: Kind::List(lambda, None) })))
            }
            _ => fail(position, "a malformed definition"),
        }
    }

    /// A body: definitions, then expressions (mixed ones are run in order).
    fn body(&mut self, forms: &[Datum]) -> Syntax<Node> {
        let forms: Vec<&Datum> = forms.iter().collect();
        self.body_of(&forms)
    }

    fn body_of(&mut self, forms: &[&Datum]) -> Syntax<Node> {
        let mut flat = Vec::new();
        for d in forms {
            self.flatten(std::slice::from_ref(*d), &mut flat)?;
        }
        if !flat.iter().any(|d| matches!(self.form_of(d), Some(Form::Define | Form::DefineValues | Form::DefineRecordType))) {
            if flat.is_empty() {
                return fail(forms.first().map_or(self.position, |d| self.position_of(d)), "a body without an expression");
            }
            let nodes = flat.iter().map(|d| self.expression(d)).collect::<Syntax<_>>()?;
            return Ok(self.seq(nodes));
        }
        let mut definitions = Vec::new();
        let mut values = Vec::new();
        let unnamed = self.machine.anonymous;
        let count = flat.iter().rposition(|d| matches!(self.form_of(d), Some(Form::Define | Form::DefineValues | Form::DefineRecordType)));
        let count = count.map_or(0, |i| i + 1);
        for d in &flat[..count] {
            match self.form_of(d) {
                Some(Form::Define) => {
                    let (name, value) = self.definition(d)?;
                    let nothing = Datum { position: d.position, kind: Kind::Boolean(false) };
                    definitions.push((name, value.unwrap_or(nothing)));
                }
                Some(Form::DefineRecordType) => definitions.extend(self.record_definitions(d)?),
                Some(Form::DefineValues) => {
                    let items = self.items(d)?;
                    self.at_least(d, items, 3)?;
                    let (names, rest) = self.formals(&items[1])?;
                    values.push((definitions.len(), names.clone(), rest));
                    for n in names.iter().chain(&rest) {
                        definitions.push((*n, Datum { position: d.position, kind: Kind::Boolean(false) }));
                    }
                    definitions.push((unnamed, items[2].clone()));
                }
                _ => definitions.push((unnamed, (*d).clone())),
            }
        }
        if count == flat.len() {
            return fail(self.position_of(flat[count - 1]), "a body that ends in a definition");
        }
        self.recursive_values(&definitions, &values, &flat[count..])
    }

    fn flatten<'d>(&self, forms: &'d [Datum], flat: &mut Vec<&'d Datum>) -> Syntax<()> {
        for d in forms {
            match self.form_of(d) {
                Some(Form::Begin) => self.flatten(&self.items(d)?[1..], flat)?,
                Some(Form::At) => match self.at_form(d)? {
                    Some((_, inner)) if matches!(self.form_of(inner), Some(Form::Define | Form::Begin)) => {
                        self.flatten(std::slice::from_ref(inner), flat)?
                    }
                    _ => flat.push(d),
                },
                _ => flat.push(d),
            }
        }
        Ok(())
    }

    fn recursive(&mut self, definitions: &[(Value, Datum)], body: &[Datum]) -> Syntax<Node> {
        let body: Vec<&Datum> = body.iter().collect();
        self.recursive_values(definitions, &[], &body)
    }

    /// `letrec*`; `values` tells which definitions get their values from the first one without a name that follows.
    fn recursive_values(
        &mut self,
        definitions: &[(Value, Datum)],
        values: &[(usize, Vec<Value>, Option<Value>)],
        body: &[&Datum],
    ) -> Syntax<Node> {
        let unnamed = self.machine.anonymous;
        let variables: Vec<Variable> = definitions.iter().map(|(n, _)| self.bind(*n)).collect();
        let mut build = || -> Syntax<(Vec<(Variable, Node)>, Node)> {
            let mut bindings = Vec::new();
            for ((name, d), &v) in definitions.iter().zip(&variables) {
                let node = if *name == unnamed { self.expression(d)? } else { self.named(d, *name)? };
                bindings.push((v, node));
            }
            for (start, names, rest) in values {
                self.receive_into(&mut bindings, *start, names.len(), rest.is_some());
            }
            Ok((bindings, self.body_of(body)?))
        };
        let built = build();
        definitions.iter().for_each(|(n, _)| self.unbind(*n));
        let (bindings, body) = built?;
        Ok(order_letrec(&mut self.variables, bindings, body))
    }

    fn receive_into(&mut self, bindings: &mut [(Variable, Node)], start: usize, count: usize, rest: bool) {
        let total = count + rest as usize;
        let mut assignments = Vec::new();
        let mut temporaries = Vec::new();
        for (v, init) in &mut bindings[start..start + total] {
            *init = constant(UNASSIGNED);
            let t = self.fresh();
            self.variables[*v as usize].assigned = true;
            self.variables[t as usize].references += 1;
            assignments.push(Node::SetLocal(*v, Box::new(Node::Local(t, 0))));
            temporaries.push(t);
        }
        let rest = if rest { temporaries.pop() } else { None };
        let body = self.seq(assignments);
        let producer = std::mem::replace(&mut bindings[start + total].1, constant(FALSE));
        bindings[start + total].1 = Node::Receive(self.position, Box::new(producer), temporaries, rest, Box::new(body));
    }

    /// `cond`'s clauses; in a guard, what to call when none holds.
    fn cond(&mut self, clauses: &[Datum], reraise: Option<Variable>) -> Syntax<Node> {
        let Some(first) = clauses.first() else {
            return Ok(match reraise {
                Some(v) => {
                    let operator = self.local(v);
                    Node::Call(self.position, Box::new(operator), Vec::new())
                }
                None => constant(UNSPECIFIED),
            });
        };
        let parts = self.items(first)?;
        self.at_least(first, parts, 1)?;
        if self.is_keyword(&parts[0], "else") {
            let nodes = self.expressions(&parts[1..])?;
            return Ok(self.seq(nodes));
        }
        let test = self.expression(&parts[0])?;
        if parts.len() == 1 {
            let rest = self.cond(&clauses[1..], reraise)?;
            return Ok(Node::Or(vec![test, rest]));
        }
        if self.is_keyword(&parts[1], "=>") {
            self.at_least(first, parts, 3)?;
            let t = self.temporary();
            let receiver = self.expression(&parts[2])?;
            let value = self.local(t);
            let call = self.make_call(receiver, vec![value], self.position_of(first))?;
            let test_value = self.local(t);
            let rest = self.cond(&clauses[1..], reraise)?;
            return Ok(Node::Let(vec![(t, test)], Box::new(Node::If(Box::new([test_value, call, rest])))));
        }
        let nodes = self.expressions(&parts[1..])?;
        let then = self.seq(nodes);
        let rest = self.cond(&clauses[1..], reraise)?;
        Ok(Node::If(Box::new([test, then, rest])))
    }

    fn is_keyword(&self, d: &Datum, name: &str) -> bool {
        self.form_named(d) == Some(Form::Keyword) && self.symbol(d).is_some_and(|s| symbol_text(s) == name)
    }

    fn case(&mut self, items: &[Datum]) -> Syntax<Node> {
        let key = self.expression(&items[1])?;
        let v = self.temporary();
        let mut branches = Vec::new();
        let mut otherwise = constant(UNSPECIFIED);
        for clause in &items[2..] {
            let parts = self.items(clause)?;
            self.at_least(clause, parts, 2)?;
            let body = if self.is_keyword(&parts[1], "=>") {
                self.at_least(clause, parts, 3)?;
                let receiver = self.expression(&parts[2])?;
                let value = self.local(v);
                self.make_call(receiver, vec![value], self.position_of(clause))?
            } else {
                let nodes = self.expressions(&parts[1..])?;
                self.seq(nodes)
            };
            if self.is_keyword(&parts[0], "else") {
                otherwise = body;
            } else {
                let constants: Vec<Literal> = self.items(&parts[0])?.iter().map(|d| self.literal(d)).collect();
                branches.push((constants, body));
            }
        }
        let fixed = |l: &Literal| matches!(l, Literal::Static(_));
        let total: usize = branches.iter().map(|(c, _)| c.len()).sum();
        let key_value = self.local(v);
        let body = if total >= SWITCH_MINIMUM && branches.iter().all(|(c, _)| c.iter().all(fixed)) {
            let value = |l: &Literal| if let Literal::Static(v) = l { *v } else { FALSE };
            let branches = branches.into_iter().map(|(c, n)| (c.iter().map(value).collect(), n)).collect();
            Node::Switch(Box::new(key_value), branches, Box::new(otherwise))
        } else {
            let mut node = otherwise;
            for (constants, body) in branches.into_iter().rev() {
                let mut tests = Vec::new();
                for c in constants {
                    let condition = if fixed(&c) { Condition::Eq } else { Condition::Eqv };
                    let value = self.local(v);
                    tests.push(Node::Test(self.position, condition, vec![value, Node::Constant(c)]));
                }
                let test = match tests.len() {
                    0 => constant(FALSE),
                    1 => tests.remove(0),
                    _ => Node::Or(tests),
                };
                node = Node::If(Box::new([test, body, node]));
            }
            node
        };
        Ok(Node::Let(vec![(v, key)], Box::new(body)))
    }

    /// `define-record-type` as definitions in core forms.
    fn record_definitions(&mut self, d: &Datum) -> Syntax<Vec<(Value, Datum)>> {
        let items = self.items(d)?;
        self.at_least(d, items, 4)?;
        let position = self.position_of(d);
        let type_name = match &items[1].kind {
            Kind::List(parts, _) => self.name(&parts[0])?,
            _ => self.name(&items[1])?,
        };
        let at = |kind| Datum { position, kind };
        let list = |parts: Vec<Datum>| at(if parts.is_empty() { Kind::Nil } else { Kind::List(parts, None) });
        let mut intern = |name: &str| at(Kind::Symbol(self.machine.intern(name)));
        let (quote, lambda, x, v) = (intern("quote"), intern("lambda"), intern("record"), intern("value"));
        let (make, record, of) = (intern("%make-descriptor"), intern("%record"), intern("%record-of?"));
        let (reference, modify) = (intern("%checked-record-ref"), intern("%checked-record-set!"));
        let symbol = |s| at(Kind::Symbol(s));
        let quoted = |d: Datum| list(vec![quote.clone(), d]);
        let mut fields = Vec::new();
        let mut specs = Vec::new();
        for item in &items[4..] {
            let parts = match &item.kind {
                Kind::Symbol(_) => std::slice::from_ref(item),
                _ => self.items(item)?,
            };
            self.at_least(item, parts, 1)?;
            fields.push(self.name(&parts[0])?);
            specs.push(parts);
        }
        let names = list(fields.iter().map(|&f| symbol(f)).collect());
        let mut definitions = vec![(type_name, list(vec![make, quoted(symbol(type_name)), quoted(names)]))];
        let rtd = symbol(type_name);
        let constructor = match &items[2].kind {
            Kind::Symbol(s) => Some((*s, fields.clone())),
            Kind::List(parts, None) => {
                let arguments = parts[1..].iter().map(|p| self.name(p)).collect::<Syntax<Vec<_>>>()?;
                Some((self.name(&parts[0])?, arguments))
            }
            _ => None,
        };
        if let Some((name, arguments)) = constructor {
            if let Some(a) = arguments.iter().find(|a| !fields.contains(a)) {
                return fail(position, format!("{} is no field of the record type", symbol_text(*a)));
            }
            let mut body = vec![record, rtd.clone()];
            for f in &fields {
                body.push(if arguments.contains(f) { symbol(*f) } else { at(Kind::Boolean(false)) });
            }
            let formals = list(arguments.iter().map(|&a| symbol(a)).collect());
            definitions.push((name, list(vec![lambda.clone(), formals, list(body)])));
        }
        let one = list(vec![x.clone()]);
        let two = list(vec![x.clone(), v.clone()]);
        if let Kind::Symbol(name) = items[3].kind {
            definitions.push((name, list(vec![lambda.clone(), one.clone(), list(vec![of, x.clone(), rtd.clone()])])));
        }
        for (i, parts) in specs.iter().enumerate() {
            let index = at(Kind::Integer(crate::bignum::Big::from_i64(i as i64)));
            if let Some(accessor) = parts.get(1) {
                let name = self.name(accessor)?;
                let body = list(vec![reference.clone(), x.clone(), rtd.clone(), index.clone(), quoted(symbol(name))]);
                definitions.push((name, list(vec![lambda.clone(), one.clone(), body])));
            }
            if let Some(modifier) = parts.get(2) {
                let name = self.name(modifier)?;
                let body = list(vec![modify.clone(), x.clone(), rtd.clone(), index, quoted(symbol(name)), v.clone()]);
                definitions.push((name, list(vec![lambda.clone(), two.clone(), body])));
            }
        }
        Ok(definitions)
    }

    fn quasiquote(&mut self, d: &Datum, depth: usize) -> Syntax<Node> {
        match &d.kind {
            Kind::List(items, tail) => self.quasi_list(d, items, tail.as_deref(), depth),
            Kind::Vector(items) => {
                if !items.iter().any(has_unquote) {
                    return Ok(Node::Constant(self.literal(d)));
                }
                let list = self.quasi_list(d, items, None, depth)?;
                self.builtin("list->vector", vec![list])
            }
            _ => Ok(Node::Constant(self.literal(d))),
        }
    }

    fn quasi_list(&mut self, d: &Datum, items: &[Datum], tail: Option<&Datum>, depth: usize) -> Syntax<Node> {
        let name = |d: &Datum| match d.kind {
            Kind::Symbol(s) => symbol_text(s),
            _ => String::new(),
        };
        if let ([head, inner], None) = (items, tail) {
            let deeper = match name(head).as_str() {
                "unquote" if depth == 1 => return self.expression(inner),
                "unquote" => Some(depth - 1),
                "quasiquote" => Some(depth + 1),
                _ => None,
            };
            if let Some(depth) = deeper {
                let head = Node::Constant(self.literal(head));
                let inner = self.quasiquote(inner, depth)?;
                return self.builtin("list", vec![head, inner]);
            }
        }
        if !items.iter().any(has_unquote) && !tail.is_some_and(has_unquote) {
            let copy = Datum { position: d.position, kind: Kind::List(items.to_vec(), tail.cloned().map(Box::new)) };
            return Ok(Node::Constant(if items.is_empty() { Literal::Static(NIL) } else { self.literal(&copy) }));
        }
        // (a . (unquote b)) reads as (a unquote b).
        let dotted = items.len().checked_sub(2).filter(|&i| i > 0 && name(&items[i]) == "unquote" && tail.is_none());
        let (front, mut node) = match dotted {
            Some(i) => (&items[..i], self.quasi_list(d, &items[i..], None, depth)?),
            None => (
                items,
                match tail {
                    Some(t) => self.quasiquote(t, depth)?,
                    None => constant(NIL),
                },
            ),
        };
        for item in front.iter().rev() {
            node = match &item.kind {
                Kind::List(parts, None) if parts.len() == 2 && name(&parts[0]) == "unquote-splicing" => {
                    if depth == 1 {
                        let spliced = self.expression(&parts[1])?;
                        if matches!(node, Node::Constant(Literal::Static(NIL))) { spliced } else { self.builtin("append", vec![spliced, node])? }
                    } else {
                        let head = Node::Constant(self.literal(&parts[0]));
                        let inner = self.quasiquote(&parts[1], depth - 1)?;
                        let first = self.builtin("list", vec![head, inner])?;
                        self.builtin("cons", vec![first, node])?
                    }
                }
                _ => {
                    let first = self.quasiquote(item, depth)?;
                    self.builtin("cons", vec![first, node])?
                }
            };
        }
        Ok(node)
    }
}

fn has_unquote(d: &Datum) -> bool {
    match &d.kind {
        Kind::Symbol(s) => matches!(symbol_text(*s).as_str(), "unquote" | "unquote-splicing"),
        Kind::List(items, tail) => items.iter().any(has_unquote) || tail.as_deref().is_some_and(has_unquote),
        Kind::Vector(items) => items.iter().any(has_unquote),
        _ => false,
    }
}
