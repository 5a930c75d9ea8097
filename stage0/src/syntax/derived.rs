//! Derived forms: the family of `let`, loops, `cond` and `case`, record types.

use super::*;

impl Compiler<'_> {
    pub(super) fn let_star(&mut self, bindings: &[Datum], body: &[Datum]) -> Syntax<Node> {
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

    pub(super) fn named_let(&mut self, items: &[Datum], position: Position) -> Syntax<Node> {
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

    pub(super) fn do_loop(&mut self, items: &[Datum], position: Position) -> Syntax<Node> {
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

    pub(super) fn let_values(&mut self, items: &[Datum], sequential: bool) -> Syntax<Node> {
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

    /// `cond`'s clauses; in a guard, what to call when none holds.
    pub(super) fn cond(&mut self, clauses: &[Datum], reraise: Option<Variable>) -> Syntax<Node> {
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

    pub(super) fn is_keyword(&self, d: &Datum, name: &str) -> bool {
        self.form_named(d) == Some(Form::Keyword) && self.symbol(d).is_some_and(|s| symbol_text(s) == name)
    }

    pub(super) fn case(&mut self, items: &[Datum]) -> Syntax<Node> {
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
        let mut node = otherwise;
        for (constants, body) in branches.into_iter().rev() {
            let mut tests = Vec::new();
            for c in constants {
                let condition = if matches!(c, Literal::Static(_)) { Condition::Eq } else { Condition::Eqv };
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
        Ok(Node::Let(vec![(v, key)], Box::new(node)))
    }

    /// `define-record-type` as definitions in core forms.
    pub(super) fn record_definitions(&mut self, d: &Datum) -> Syntax<Vec<(Value, Datum)>> {
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
}
