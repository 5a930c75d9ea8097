//! Core forms to `Node`: names are resolved, derived forms taken apart, small global procedures inlined.
//!
//! Derived forms become nodes directly, never new source, so nothing a program binds can capture what they need.
//! A program may define a built-in name for itself: that makes a fresh global, and the library keeps its own.

mod calls;
mod derived;
mod quasi;

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

}
