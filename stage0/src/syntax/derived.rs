//! Derived forms, written again in smaller ones.
//!
//! `form!(c, "if", test, …; tail)` makes the list of its parts and the tail. A part that is a string stands for the core
//! form or the built-in procedure of that name, whatever the program has made of the name.

use super::*;

/// A list of words and data, ending in the tail when one is given.
macro_rules! form {
    ($c:expr, $($part:expr),+; $tail:expr) => {{
        let tail = $tail;
        let parts = [$(Part::value($part, $c)),+];
        $c.list(&parts, tail)?
    }};
    ($c:expr, $($part:expr),+) => { form!($c, $($part),+; NIL) };
}
pub(super) use form;

/// What may stand in a form that is made.
pub(super) trait Part {
    fn value(self, c: &mut Compiler) -> Value;
}

impl Part for Value {
    fn value(self, _: &mut Compiler) -> Value {
        self
    }
}

impl Part for &str {
    /// The alias of a word: bound to what the word means to begin with.
    fn value(self, c: &mut Compiler) -> Value {
        let alias = c.machine.intern(&format!("%{self}"));
        if let Some((_, form)) = FORMS.iter().find(|(name, _)| *name == self) {
            c.machine.forms.insert(alias, *form);
        } else {
            let slot = c.machine.builtin_slot(self);
            c.machine.names.insert(alias, slot);
        }
        alias
    }
}

impl Compiler<'_> {
    /// A list with a tail, at the place of the form at work.
    pub(super) fn list(&mut self, parts: &[Value], tail: Value) -> Syntax<Value> {
        let made = parts.iter().rev().try_fold(tail, |rest, &part| self.machine.heap.cons_in_reserve(part, rest));
        let Some(list) = made else { return self.fail("the form is too large") };
        if is_pair(list) && self.position != 0 {
            self.machine.positions.insert(list, self.position);
        }
        Ok(list)
    }

    fn is_word(&self, d: Value, name: &str) -> bool {
        self.form_named(d) == Some(Form::Keyword) && symbol_text(d) == name
    }

    /// A form in smaller ones.
    pub(super) fn rewrite(&mut self, form: Form, d: Value, items: &[Value]) -> Syntax<Value> {
        let rest = if items.len() > 1 { cdr(cdr(d)) } else { NIL };
        Ok(match form {
            Form::Quasiquote => self.quasiquote(items[1], 1)?,
            Form::When => form!(self, "if", items[1], form!(self, "begin"; rest)),
            Form::Unless => form!(self, "if", items[1], UNSPECIFIED, form!(self, "begin"; rest)),
            Form::Cond => self.cond(&items[1..], UNSPECIFIED)?,
            Form::Case => self.case(items)?,
            Form::LetStar => match items[1] {
                NIL => form!(self, "let", NIL; rest),
                bindings if is_pair(bindings) => {
                    let inner = form!(self, "let*", cdr(bindings); rest);
                    form!(self, "let", form!(self, car(bindings)), inner)
                }
                _ => return self.fail("a proper list is expected here"),
            },
            Form::Do => self.do_loop(items)?,
            Form::LetValues | Form::LetStarValues => self.let_values(form == Form::LetValues, items, rest)?,
            Form::Parameterize => {
                let (mut parameters, mut values) = (vec![Part::value("list", self)], vec![Part::value("list", self)]);
                for b in self.parts(items[1], 0)? {
                    let parts = self.parts(b, 2)?;
                    parameters.push(parts[0]);
                    values.push(parts[1]);
                }
                let (parameters, values) = (self.list(&parameters, NIL)?, self.list(&values, NIL)?);
                form!(self, "dynamic-parameterize", parameters, values, form!(self, "lambda", NIL; rest))
            }
            Form::Guard => {
                let spec = self.parts(items[1], 1)?;
                let reraise = self.machine.intern("%reraise");
                let otherwise = form!(self, reraise);
                let handler = self.cond(&spec[1..], otherwise)?;
                let handler = form!(self, "lambda", form!(self, spec[0], reraise), handler);
                form!(self, "call-with-guard", handler, form!(self, "lambda", NIL; rest))
            }
            Form::Delay => form!(self, "delay-force", form!(self, "make-promise-eager", items[1])),
            _ => form!(self, "make-promise-lazy", form!(self, "lambda", NIL, items[1])),
        })
    }

    /// Clauses of `cond` in front of what is done when none holds.
    fn cond(&mut self, clauses: &[Value], otherwise: Value) -> Syntax<Value> {
        let mut rest = otherwise;
        for &clause in clauses.iter().rev() {
            let parts = self.parts(clause, 1)?;
            let then = form!(self, "begin"; cdr(clause));
            rest = match parts.get(1) {
                _ if self.is_word(parts[0], "else") => then,
                None => form!(self, "or", parts[0], rest),
                Some(&arrow) if self.is_word(arrow, "=>") && parts.len() == 3 => {
                    let test = self.machine.intern("%test");
                    let choice = form!(self, "if", test, form!(self, parts[2], test), rest);
                    form!(self, "let", form!(self, form!(self, test, parts[0])), choice)
                }
                Some(_) => form!(self, "if", parts[0], then, rest),
            };
        }
        Ok(rest)
    }

    fn case(&mut self, items: &[Value]) -> Syntax<Value> {
        let key = self.machine.intern("%key");
        let mut rest = UNSPECIFIED;
        for &clause in items[2..].iter().rev() {
            let parts = self.parts(clause, 2)?;
            let calls = self.is_word(parts[1], "=>") && parts.len() == 3;
            let then = if calls { form!(self, parts[2], key) } else { form!(self, "begin"; cdr(clause)) };
            if self.is_word(parts[0], "else") {
                rest = then;
                continue;
            }
            let mut tests = vec![Part::value("or", self)];
            for d in self.parts(parts[0], 0)? {
                tests.push(form!(self, "eqv?", key, form!(self, "quote", d)));
            }
            rest = form!(self, "if", self.list(&tests, NIL)?, then, rest);
        }
        Ok(form!(self, "let", form!(self, form!(self, key, items[1])), rest))
    }

    /// `do` as a named `let`.
    fn do_loop(&mut self, items: &[Value]) -> Syntax<Value> {
        let again = self.machine.intern("%loop");
        let (mut bindings, mut next) = (Vec::new(), vec![again]);
        for b in self.parts(items[1], 0)? {
            let parts = self.parts(b, 2)?;
            bindings.push(form!(self, parts[0], parts[1]));
            next.push(parts.get(2).copied().unwrap_or(parts[0]));
        }
        self.parts(items[2], 1)?;
        let next = form!(self, self.list(&next, NIL)?);
        let body = form!(self, "begin"; self.list(&items[3..], next)?);
        let choice = form!(self, "if", car(items[2]), form!(self, "begin"; cdr(items[2])), body);
        Ok(form!(self, "let", again, self.list(&bindings, NIL)?, choice))
    }

    /// Formals with a mark on each name, and what to do with each name and its marked one.
    fn marked(&mut self, formals: Value, each: &mut dyn FnMut(&mut Self, Value, Value) -> Syntax<()>) -> Syntax<Value> {
        if is_pair(formals) {
            let first = self.marked(car(formals), each)?;
            return Ok(form!(self, first; self.marked(cdr(formals), each)?));
        }
        if formals == NIL {
            return Ok(NIL);
        }
        let name = self.name(formals)?;
        let mark = self.machine.intern(&format!("%value-{}", symbol_text(name)));
        each(self, name, mark)?;
        Ok(mark)
    }

    /// With `rename`, the names are bound all at once, inside.
    fn let_values(&mut self, rename: bool, items: &[Value], body: Value) -> Syntax<Value> {
        let mut names = Vec::new();
        let mut calls = Vec::new();
        for b in self.parts(items[1], 0)? {
            let parts = self.parts(b, 2)?;
            let rename_name = &mut |c: &mut Self, name: Value, mark: Value| {
                names.push(form!(c, name, mark));
                Ok(())
            };
            calls.push((if rename { self.marked(parts[0], rename_name)? } else { parts[0] }, parts[1]));
        }
        let mut node = form!(self, "let", self.list(&names, NIL)?; body);
        for (formals, producer) in calls.into_iter().rev() {
            node = form!(self, "call-with-values", form!(self, "lambda", NIL, producer), form!(self, "lambda", formals, node));
        }
        Ok(node)
    }

    /// `define-values` as definitions of the names, and a call that assigns them.
    pub(super) fn value_definitions(&mut self, d: Value) -> Syntax<Vec<Value>> {
        let items = self.parts(d, 3)?;
        let mut definitions = Vec::new();
        let mut assignments = Vec::new();
        let formals = self.marked(items[1], &mut |c, name, mark| {
            definitions.push(form!(c, "define", name, FALSE));
            assignments.push(form!(c, "set!", name, mark));
            Ok(())
        })?;
        assignments.push(FALSE);
        let consumer = form!(self, "lambda", formals; self.list(&assignments, NIL)?);
        definitions.push(form!(self, "call-with-values", form!(self, "lambda", NIL, items[2]), consumer));
        Ok(definitions)
    }

    /// `define-record-type` as definitions.
    pub(super) fn record_definitions(&mut self, d: Value) -> Syntax<Vec<Value>> {
        let items = self.parts(d, 4)?;
        let rtd = self.name(if is_pair(items[1]) { car(items[1]) } else { items[1] })?;
        let [record, value] = ["%a-record", "%a-value"].map(|name| self.machine.intern(name));
        let mut fields = Vec::new();
        let mut procedures = Vec::new();
        for (i, &item) in items[4..].iter().enumerate() {
            let parts = if is_pair(item) { self.parts(item, 1)? } else { vec![item] };
            fields.push(self.name(parts[0])?);
            let index = fixnum(i as i64);
            if let Some(&name) = parts.get(1) {
                let body = form!(self, "%checked-record-ref", record, rtd, index, form!(self, "quote", name));
                procedures.push(form!(self, "define", form!(self, name, record), body));
            }
            if let Some(&name) = parts.get(2) {
                let body = form!(self, "%checked-record-set!", record, rtd, index, form!(self, "quote", name), value);
                procedures.push(form!(self, "define", form!(self, name, record, value), body));
            }
        }
        let names = form!(self, "quote", self.list(&fields, NIL)?);
        let mut definitions = vec![form!(self, "define", rtd, form!(self, "%make-descriptor", form!(self, "quote", rtd), names))];
        if is_pair(items[2]) || is_object(items[2], Type::Symbol) {
            let header = if is_pair(items[2]) { items[2] } else { form!(self, items[2]; self.list(&fields, NIL)?) };
            let arguments = self.parts(cdr(header), 0)?;
            if let Some(&a) = arguments.iter().find(|a| !fields.contains(a)) {
                return self.fail(format!("{} is no field of the record type", symbol_text(self.name(a)?)));
            }
            let values: Vec<Value> = fields.iter().map(|f| if arguments.contains(f) { *f } else { FALSE }).collect();
            definitions.push(form!(self, "define", header, form!(self, "%record", rtd; self.list(&values, NIL)?)));
        }
        if is_object(items[3], Type::Symbol) {
            definitions.push(form!(self, "define", form!(self, items[3], record), form!(self, "%record-of?", record, rtd)));
        }
        definitions.append(&mut procedures);
        Ok(definitions)
    }

    /// A template as calls of `cons`, `list`, `append` and `list->vector`; what holds no unquote stays a constant.
    fn quasiquote(&mut self, d: Value, depth: usize) -> Syntax<Value> {
        let head = |d: Value, name: &str| {
            let word = is_pair(d) && is_pair(cdr(d)) && cdr(cdr(d)) == NIL && is_object(car(d), Type::Symbol);
            word && symbol_text(car(d)) == name
        };
        if !has_unquote(d) {
            return Ok(form!(self, "quote", d));
        }
        if is_object(d, Type::Vector) {
            let elements: Vec<Value> = (1..=length(d)).map(|i| load(d, i)).collect();
            let list = self.list(&elements, NIL)?;
            return Ok(form!(self, "list->vector", self.quasiquote(list, depth)?));
        }
        if head(d, "unquote") && depth == 1 {
            return Ok(car(cdr(d)));
        }
        let deeper = match () {
            _ if head(d, "unquote") || head(d, "unquote-splicing") => depth.saturating_sub(1),
            _ if head(d, "quasiquote") => depth + 1,
            _ => {
                let (first, rest) = (car(d), self.quasiquote(cdr(d), depth)?);
                if head(first, "unquote-splicing") && depth == 1 {
                    return Ok(if cdr(d) == NIL { car(cdr(first)) } else { form!(self, "append", car(cdr(first)), rest) });
                }
                return Ok(form!(self, "cons", self.quasiquote(first, depth)?, rest));
            }
        };
        Ok(form!(self, "list", form!(self, "quote", car(d)), self.quasiquote(car(cdr(d)), deeper)?))
    }
}

fn has_unquote(d: Value) -> bool {
    if is_pair(d) {
        return has_unquote(car(d)) || has_unquote(cdr(d));
    }
    if is_object(d, Type::Vector) {
        return (1..=length(d)).any(|i| has_unquote(load(d, i)));
    }
    is_object(d, Type::Symbol) && matches!(symbol_text(d).as_str(), "unquote" | "unquote-splicing")
}
