//! Core forms to `Node`: names are resolved, derived forms taken apart, accessors of records inlined.
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
use std::borrow::Cow;
use std::collections::HashMap;

/// What is wrong with a program, and where.
pub struct SyntaxError {
    pub position: Position,
    pub message: String,
}

pub type Syntax<T> = Result<T, SyntaxError>;

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
                self.note_rule(slot, &node);
                Ok(Node::Define(slot, Box::new(node)))
            }
            Some(form @ (Form::DefineValues | Form::DefineRecordType)) => {
                let definitions = if form == Form::DefineValues { self.value_definitions(d)? } else { self.record_definitions(d)? };
                let nodes = definitions.iter().map(|d| self.top(d)).collect::<Syntax<_>>()?;
                Ok(self.seq(nodes))
            }
            _ => self.expression(d),
        }
    }

    /// Remembers a global procedure that is a record type's predicate, accessor or modifier.
    fn note_rule(&mut self, slot: u32, node: &Node) {
        let info = &mut self.machine.global_info[slot as usize];
        if let Some(Rule::Access(..) | Rule::Modify(..) | Rule::Test(Condition::Record(_), _)) = info.rule {
            info.rule = None;
        }
        if info.assigned {
            return;
        }
        if let Node::Lambda(lambda) = node
            && let [Clause { required, rest: None, body }] = &lambda.clauses[..]
        {
            let own = |n: &Node, i: usize| matches!(n, Node::Local(v, _) if required[i] == *v);
            match (body, required.len()) {
                (Node::Test(_, condition @ Condition::Record(_), ns), 1) if own(&ns[0], 0) => info.rule = Some(Rule::Test(*condition, 1)),
                (Node::RecordRef(_, n, slot, i, name), 1) if own(n, 0) => info.rule = Some(Rule::Access(*slot, *i, *name)),
                (Node::RecordSet(_, ns, slot, i, name), 2) if own(&ns[0], 0) && own(&ns[1], 1) => {
                    info.rule = Some(Rule::Modify(*slot, *i, *name))
                }
                _ => {}
            }
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
            Form::Let => self.let_around(self.items(&items[1])?, |c| c.body(&items[2..])),
            Form::LetStar => self.let_star(self.items(&items[1])?, &items[2..]),
            Form::Letrec => {
                let mut definitions = Vec::new();
                for b in self.items(&items[1])? {
                    let parts = self.items(b)?;
                    self.at_least(b, parts, 2)?;
                    definitions.push((self.name(&parts[0])?, parts[1].clone()));
                }
                self.recursive(&definitions, |c| c.body(&items[2..]))
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
    fn bindings(&mut self, bindings: &[Datum]) -> Syntax<(Vec<Value>, Vec<Node>)> {
        let (mut names, mut inits) = (Vec::new(), Vec::new());
        for b in bindings {
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
        let mut flat = Vec::new();
        self.flatten(forms, &mut flat)?;
        let count = flat.iter().rposition(|d| self.form_of(d) == Some(Form::Define)).map_or(0, |i| i + 1);
        if count == flat.len() {
            let (position, what) = match flat.last() {
                Some(d) => (self.position_of(d), "a body that ends in a definition"),
                None => (forms.first().map_or(self.position, |d| self.position_of(d)), "a body without an expression"),
            };
            return fail(position, what);
        }
        let expressions = |c: &mut Self| {
            let nodes = flat[count..].iter().map(|d| c.expression(d)).collect::<Syntax<_>>()?;
            Ok(c.seq(nodes))
        };
        if count == 0 {
            return expressions(self);
        }
        let mut definitions = Vec::new();
        for d in &flat[..count] {
            definitions.push(match self.form_of(d) {
                Some(Form::Define) => {
                    let (name, value) = self.definition(d)?;
                    (name, value.unwrap_or(Datum { position: d.position, kind: Kind::Boolean(false) }))
                }
                _ => (self.machine.anonymous, d.clone().into_owned()),
            });
        }
        self.recursive(&definitions, expressions)
    }

    /// The forms of a body with `begin` taken apart, and all definitions made `define`s.
    fn flatten<'d>(&mut self, forms: &'d [Datum], flat: &mut Vec<Cow<'d, Datum>>) -> Syntax<()> {
        for d in forms {
            match self.form_of(d) {
                Some(Form::Begin) => self.flatten(&self.items(d)?[1..], flat)?,
                Some(Form::DefineValues) => flat.extend(self.value_definitions(d)?.into_iter().map(Cow::Owned)),
                Some(Form::DefineRecordType) => flat.extend(self.record_definitions(d)?.into_iter().map(Cow::Owned)),
                Some(Form::At) => match self.at_form(d)? {
                    Some((_, inner)) if matches!(self.form_of(inner), Some(Form::Define | Form::Begin)) => {
                        self.flatten(std::slice::from_ref(inner), flat)?
                    }
                    _ => flat.push(Cow::Borrowed(d)),
                },
                _ => flat.push(Cow::Borrowed(d)),
            }
        }
        Ok(())
    }

    /// `letrec*` around what `body` makes.
    fn recursive(&mut self, definitions: &[(Value, Datum)], body: impl FnOnce(&mut Self) -> Syntax<Node>) -> Syntax<Node> {
        let unnamed = self.machine.anonymous;
        let variables: Vec<Variable> = definitions.iter().map(|(n, _)| self.bind(*n)).collect();
        let build = || -> Syntax<(Vec<(Variable, Node)>, Node)> {
            let mut bindings = Vec::new();
            for ((name, d), &v) in definitions.iter().zip(&variables) {
                bindings.push((v, if *name == unnamed { self.expression(d)? } else { self.named(d, *name)? }));
            }
            Ok((bindings, body(self)?))
        };
        let built = build();
        definitions.iter().for_each(|(n, _)| self.unbind(*n));
        let (bindings, body) = built?;
        Ok(order_letrec(&mut self.variables, bindings, body))
    }
}
