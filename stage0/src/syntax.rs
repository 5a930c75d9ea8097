//! Core forms to `Node`: names are resolved, derived forms taken apart, accessors of records inlined.
//!
//! Forms are data in the heap; nothing here collects garbage, so they may be held freely. Derived forms are written
//! again in smaller ones, whose words are aliases (`%if` of `if`) that nothing a program binds can capture.
//! A program may define a built-in name for itself: that makes a fresh global, and the library keeps its own.

mod calls;
mod derived;

use crate::ast::*;
use crate::datum::Position;
use crate::machine::Machine;
use crate::opcodes::Opcode;
use crate::order::order_letrec;
use crate::rules::{FORMS, Form, Rule};
use crate::value::*;
use derived::{Part, form};
use std::collections::HashMap;

/// What is wrong with a program, and where.
pub struct SyntaxError {
    /// The place, 0 when unknown.
    pub position: Position,
    /// What is wrong, a line without its end.
    pub message: String,
}

/// A result that may be a mistake of the program.
pub type Syntax<T> = Result<T, SyntaxError>;

/// Resolves the names of one form at a time.
pub struct Compiler<'a> {
    machine: &'a mut Machine,
    /// The local variables met so far, by number.
    pub variables: Vec<VariableInfo>,
    scope: HashMap<Value, Vec<Variable>>,
    /// Place of the form at work.
    position: Position,
}

fn constant(v: Value) -> Node {
    Node::Constant(Literal::Static(v))
}

impl<'a> Compiler<'a> {
    /// A compiler without variables.
    pub fn new(machine: &'a mut Machine) -> Compiler<'a> {
        Compiler { machine, variables: Vec::new(), scope: HashMap::new(), position: 0 }
    }

    fn fail<T>(&self, message: impl Into<String>) -> Syntax<T> {
        Err(SyntaxError { position: self.position, message: message.into() })
    }

    /// Works on a form at its place in the source, out of its `(%at position form)`.
    fn at_place<T>(&mut self, form: Value, work: impl FnOnce(&mut Self, Value) -> Syntax<T>) -> Syntax<T> {
        let (outer, mut form) = (self.position, form);
        if let Some(&position) = self.machine.positions.get(&form) {
            self.position = position;
        }
        while self.form_of(form) == Some(Form::At) {
            let parts = self.parts(form, 3)?;
            self.position = self.machine.host_position(to_int(parts[1]));
            form = parts[2];
        }
        let result = work(self, form);
        self.position = outer;
        result
    }

    /// One form at top level.
    pub fn top(&mut self, form: Value) -> Syntax<Node> {
        self.at_place(form, |c, form| match c.form_of(form) {
            Some(Form::Begin | Form::DefineValues | Form::DefineRecordType) => {
                let nodes = c.flatten(&[form])?.into_iter().map(|item| c.top(item)).collect::<Syntax<_>>()?;
                Ok(c.seq(nodes))
            }
            Some(Form::Define) => {
                let (name, value) = c.definition(form)?;
                let slot = c.machine.define_name(name);
                let node = c.named(value, name)?;
                c.note_rule(slot, &node);
                Ok(Node::Define(slot, Box::new(node)))
            }
            _ => c.expression(form),
        })
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
                (Node::RecordSet(_, ns, slot, i, name), 2) if own(&ns[0], 0) && own(&ns[1], 1) => info.rule = Some(Rule::Modify(*slot, *i, *name)),
                _ => {}
            }
        }
    }

    fn name(&self, d: Value) -> Syntax<Value> {
        if is_object(d, Type::Symbol) { Ok(d) } else { self.fail("a name is expected here") }
    }

    /// The elements of a proper list, at least so many.
    fn parts(&self, list: Value, least: usize) -> Syntax<Vec<Value>> {
        let mut items = Vec::new();
        let mut rest = list;
        while is_pair(rest) {
            items.push(car(rest));
            rest = cdr(rest);
        }
        match rest {
            NIL if items.len() >= least => Ok(items),
            NIL => self.fail("the form lacks something"),
            _ => self.fail("a proper list is expected here"),
        }
    }

    fn form_named(&self, d: Value) -> Option<Form> {
        if self.scope.get(&d).is_some_and(|vs| !vs.is_empty()) {
            return None;
        }
        self.machine.forms.get(&d).copied()
    }

    fn form_of(&self, d: Value) -> Option<Form> {
        if is_pair(d) { self.form_named(car(d)) } else { None }
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

    fn seq(&self, mut nodes: Vec<Node>) -> Node {
        match nodes.len() {
            0 => constant(UNSPECIFIED),
            1 => nodes.remove(0),
            _ => Node::Seq(nodes),
        }
    }

    fn literal(&mut self, v: Value) -> Node {
        let fixed = !is_pointer(v) || is_object(v, Type::Symbol);
        Node::Constant(if fixed { Literal::Static(v) } else { Literal::Pool(self.machine.add_constant(v)) })
    }

    /// An expression that is the value of `name`.
    fn named(&mut self, d: Value, name: Value) -> Syntax<Node> {
        let mut node = self.expression(d)?;
        if let Node::Lambda(l) = &mut node
            && l.name == self.machine.anonymous
        {
            l.name = name;
        }
        Ok(node)
    }

    fn expression(&mut self, d: Value) -> Syntax<Node> {
        if is_object(d, Type::Symbol) {
            return self.reference(d);
        }
        if d == NIL {
            return self.fail("an empty combination");
        }
        if !is_pair(d) {
            return Ok(self.literal(d));
        }
        self.at_place(d, |c, d| match c.form_of(d) {
            Some(form) => c.form(form, d),
            None if is_pair(d) => {
                let items = c.parts(d, 1)?;
                let operator = c.expression(items[0])?;
                let operands = c.expressions(&items[1..])?;
                c.make_call(operator, operands)
            }
            None => c.expression(d),
        })
    }

    fn expressions(&mut self, ds: &[Value]) -> Syntax<Vec<Node>> {
        ds.iter().map(|&d| self.expression(d)).collect()
    }

    fn reference(&mut self, s: Value) -> Syntax<Node> {
        if let Some(&v) = self.scope.get(&s).and_then(|vs| vs.last()) {
            self.variables[v as usize].references += 1;
            return Ok(Node::Local(v, self.position));
        }
        if self.machine.forms.contains_key(&s) {
            return self.fail(format!("the keyword {} is no variable", symbol_text(s)));
        }
        Ok(Node::Global(self.machine.global_slot(s), self.position))
    }

    fn form(&mut self, form: Form, d: Value) -> Syntax<Node> {
        let items = self.parts(d, 1)?;
        if items.len() < form.minimum() {
            return self.fail(format!("{} lacks something", symbol_text(items[0])));
        }
        match form {
            Form::Quote => Ok(self.literal(items[1])),
            Form::Lambda => {
                let clause = self.clause(items[1], &items[2..])?;
                Ok(self.procedure(vec![clause]))
            }
            Form::CaseLambda => {
                let mut clauses = Vec::new();
                for &item in &items[1..] {
                    let parts = self.parts(item, 2)?;
                    clauses.push(self.clause(parts[0], &parts[1..])?);
                }
                Ok(self.procedure(clauses))
            }
            Form::If => {
                if items.len() > 4 {
                    return self.fail("if has more than three parts");
                }
                let test = self.expression(items[1])?;
                let then = self.expression(items[2])?;
                let other = self.expression(items.get(3).copied().unwrap_or(UNSPECIFIED))?;
                Ok(Node::If(Box::new([test, then, other])))
            }
            Form::Set => {
                let name = self.name(items[1])?;
                let value = self.named(items[2], name)?;
                if let Some(&v) = self.scope.get(&name).and_then(|vs| vs.last()) {
                    self.variables[v as usize].assigned = true;
                    return Ok(Node::SetLocal(v, Box::new(value)));
                }
                let slot = self.machine.global_slot(name);
                self.machine.note_assigned(name);
                Ok(Node::SetGlobal(slot, Box::new(value), self.position))
            }
            Form::Begin => {
                let nodes = self.expressions(&items[1..])?;
                Ok(self.seq(nodes))
            }
            Form::Let if is_object(items[1], Type::Symbol) => self.named_let(&items),
            Form::Let => {
                let (names, inits) = self.bindings(items[1])?;
                let variables: Vec<Variable> = names.iter().map(|&n| self.bind(n)).collect();
                let body = self.body(&items[2..]);
                names.iter().for_each(|&n| self.unbind(n));
                Ok(Node::Let(variables.into_iter().zip(inits).collect(), Box::new(body?)))
            }
            Form::Letrec => {
                let mut definitions = Vec::new();
                for b in self.parts(items[1], 0)? {
                    let parts = self.parts(b, 2)?;
                    definitions.push((self.name(parts[0])?, parts[1]));
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
            Form::Define | Form::DefineValues | Form::DefineRecordType => self.fail("a definition where an expression should stand"),
            Form::DefineLibrary | Form::Import => self.fail("this form stands only at the beginning of a file"),
            Form::Keyword => self.fail("this keyword has no meaning here"),
            _ => {
                let smaller = self.rewrite(form, d, &items)?;
                self.expression(smaller)
            }
        }
    }

    /// Names and, in the surrounding scope, values of `((name value) …)`.
    fn bindings(&mut self, bindings: Value) -> Syntax<(Vec<Value>, Vec<Node>)> {
        let (mut names, mut inits) = (Vec::new(), Vec::new());
        for b in self.parts(bindings, 0)? {
            let parts = self.parts(b, 2)?;
            if parts.len() != 2 {
                return self.fail("a binding needs a name and a value");
            }
            let name = self.name(parts[0])?;
            names.push(name);
            inits.push(self.named(parts[1], name)?);
        }
        Ok((names, inits))
    }

    fn named_let(&mut self, items: &[Value]) -> Syntax<Node> {
        let name = items[1];
        let (names, inits) = self.bindings(items[2])?;
        let loop_variable = self.bind(name);
        let required: Vec<Variable> = names.iter().map(|&n| self.bind(n)).collect();
        let body = self.body(&items[3..]);
        names.iter().for_each(|&n| self.unbind(n));
        let operator = self.reference(name)?;
        self.unbind(name);
        let clause = Clause { required, rest: None, body: body? };
        let lambda = Node::Lambda(Box::new(Lambda { name, position: self.position, clauses: vec![clause] }));
        let call = Node::Call(self.position, Box::new(operator), inits);
        Ok(order_letrec(&mut self.variables, vec![(loop_variable, lambda)], call))
    }

    fn procedure(&self, clauses: Vec<Clause>) -> Node {
        Node::Lambda(Box::new(Lambda { name: self.machine.anonymous, position: self.position, clauses }))
    }

    fn clause(&mut self, formals: Value, body: &[Value]) -> Syntax<Clause> {
        let (mut names, mut formals) = (Vec::new(), formals);
        while is_pair(formals) {
            names.push(self.name(car(formals))?);
            formals = cdr(formals);
        }
        let count = names.len();
        if formals != NIL {
            names.push(self.name(formals)?);
        }
        if let Some(n) = (1..names.len()).find(|&i| names[..i].contains(&names[i])) {
            return self.fail(format!("the parameter {} occurs twice", symbol_text(names[n])));
        }
        let mut required: Vec<Variable> = names.iter().map(|&n| self.bind(n)).collect();
        let rest = required.split_off(count).pop();
        let node = self.body(body);
        names.iter().for_each(|&n| self.unbind(n));
        Ok(Clause { required, rest, body: node? })
    }

    /// Name and value of a `define`, curried headers not allowed.
    fn definition(&mut self, d: Value) -> Syntax<(Value, Value)> {
        let items = self.parts(d, 2)?;
        if is_pair(items[1]) {
            let value = form!(self, "lambda", cdr(items[1]); cdr(cdr(d)));
            return Ok((self.name(car(items[1]))?, value));
        }
        if items.len() > 3 {
            return self.fail("a malformed definition");
        }
        Ok((self.name(items[1])?, items.get(2).copied().unwrap_or(UNSPECIFIED)))
    }

    /// A body: definitions, then expressions (mixed ones are run in order).
    fn body(&mut self, forms: &[Value]) -> Syntax<Node> {
        let flat = self.flatten(forms)?;
        let count = flat.iter().rposition(|&d| self.form_of(d) == Some(Form::Define)).map_or(0, |i| i + 1);
        if count == flat.len() {
            return self.fail("a body without an expression at its end");
        }
        let expressions = |c: &mut Self| {
            let nodes = c.expressions(&flat[count..])?;
            Ok(c.seq(nodes))
        };
        if count == 0 {
            return expressions(self);
        }
        let mut definitions = Vec::new();
        for &d in &flat[..count] {
            definitions.push(match self.form_of(d) {
                Some(Form::Define) => self.at_place(d, Self::definition)?,
                _ => (self.machine.anonymous, d),
            });
        }
        self.recursive(&definitions, expressions)
    }

    /// The forms of a body with `begin` taken apart, and all definitions made `define`s.
    pub fn flatten(&mut self, forms: &[Value]) -> Syntax<Vec<Value>> {
        let mut flat = Vec::new();
        for &d in forms {
            match self.form_of(d) {
                Some(Form::Begin) => flat.extend(self.flatten(&self.parts(d, 1)?[1..])?),
                Some(Form::DefineValues) => flat.extend(self.at_place(d, Self::value_definitions)?),
                Some(Form::DefineRecordType) => flat.extend(self.at_place(d, Self::record_definitions)?),
                _ => flat.push(d),
            }
        }
        Ok(flat)
    }

    /// `letrec*` around what `body` makes.
    fn recursive(&mut self, definitions: &[(Value, Value)], body: impl FnOnce(&mut Self) -> Syntax<Node>) -> Syntax<Node> {
        let unnamed = self.machine.anonymous;
        let variables: Vec<Variable> = definitions.iter().map(|(n, _)| self.bind(*n)).collect();
        let build = || -> Syntax<(Vec<(Variable, Node)>, Node)> {
            let mut bindings = Vec::new();
            for (&(name, d), &v) in definitions.iter().zip(&variables) {
                bindings.push((v, if name == unnamed { self.expression(d)? } else { self.named(d, name)? }));
            }
            Ok((bindings, body(self)?))
        };
        let built = build();
        definitions.iter().for_each(|(n, _)| self.unbind(*n));
        let (bindings, body) = built?;
        Ok(order_letrec(&mut self.variables, bindings, body))
    }
}
