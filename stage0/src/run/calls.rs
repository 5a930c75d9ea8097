//! What the loop leaves to others: calls of what is no closure, continuations, failures.

use super::*;

impl Machine {
    /// Register 0 holds something that is no closure: calls it.
    pub(super) fn enter_other(&mut self) -> Outcome<Entered> {
        let (base, argc) = (self.base, self.argument_count);
        let f = self.stack[base];
        let kind = if is_procedure(f) { header_type(load(f, 0)) } else { 255 };
        if kind == Type::Primitive as u8 {
            let index = load(f, 1) as usize;
            let (name, least, most, function) = self.primitives[index];
            if argc < least || (argc > most && most != 255) {
                return message(format!("{name}: called with {}, expects {}", arguments_text(argc), expects_text(&[(least, most == 255)], most)), &[]);
            }
            return match index {
                APPLY => self.apply(),
                CALL_WITH_CONTINUATION => self.capture(),
                CONTINUE => self.reinstate(self.stack[base + 1], self.stack[base + 2]),
                EVALUATE_CORE => self.evaluate_core(),
                _ => {
                    let start = self.stack[base + 1..].as_mut_ptr();
                    function(self, Arguments { start, count: argc }).map(Entered::Value)
                }
            };
        }
        if kind == Type::Continuation as u8 {
            self.heap.temporaries.push(f);
            let start = self.heap.temporaries.len();
            self.heap.temporaries.extend_from_slice(&self.stack[base + 1..base + 1 + argc]);
            let list = self.list_from_temporaries(start, NIL)?;
            let f = self.heap.temporaries.pop().unwrap_or(FALSE);
            if load(f, STATE + WINDERS) == self.state[WINDERS] {
                return self.reinstate(f, list);
            }
            let rewind = self.builtin_slot("%rewind");
            self.stack[base] = self.globals[rewind as usize];
            self.stack[base + 1] = f;
            self.stack[base + 2] = list;
            return Ok(Entered::Again(2));
        }
        if kind == Type::Parameter as u8 {
            if argc != 0 {
                return message("a parameter is called without arguments", &[]);
            }
            let mut bindings = self.state[PARAMETERS];
            while is_pair(bindings) {
                if car(car(bindings)) == f {
                    return Ok(Entered::Value(cdr(car(bindings))));
                }
                bindings = cdr(bindings);
            }
            return Ok(Entered::Value(load(f, 1)));
        }
        message("not a procedure", &[f])
    }

    /// `(apply f x … list)` in the running window.
    pub(super) fn apply(&mut self) -> Outcome<Entered> {
        let (base, argc) = (self.base, self.argument_count);
        let list = self.stack[base + argc];
        let mut count = 0;
        let mut rest = list;
        while is_pair(rest) {
            count += 1;
            rest = cdr(rest);
        }
        if rest != NIL || argc < 2 {
            return message("apply: the last argument is not a list", &[list]);
        }
        self.grow_stack_to(base + argc + count + 2)?;
        self.stack.copy_within(base + 1..base + argc, base);
        let mut at = base + argc - 1;
        let mut rest = list;
        while is_pair(rest) {
            self.stack[at] = car(rest);
            rest = cdr(rest);
            at += 1;
        }
        Ok(Entered::Again(argc - 2 + count))
    }

    /// Makes the stack reach so many words, when it does not yet.
    pub(super) fn grow_stack_to(&mut self, words: usize) -> Outcome<()> {
        if words > self.soft_limit { self.grow_stack(words) } else { Ok(()) }
    }

    /// `(%call/cc f)`: the stack below the window becomes a continuation.
    pub(super) fn capture(&mut self) -> Outcome<Entered> {
        let used = self.base - 1;
        let contents = self.allocate(header(Type::Vector, used), used, TAG_OBJECT)?;
        for i in 0..used {
            store(contents, i + 1, self.stack[i]);
        }
        self.heap.temporaries.push(contents);
        let reserved = self.reserve(CONTINUATION_WORDS + 1);
        let contents = self.heap.temporaries.pop().unwrap_or(FALSE);
        reserved?;
        let k = self.heap.object(header(Type::Continuation, CONTINUATION_WORDS), CONTINUATION_WORDS, TAG_PROCEDURE);
        let words = [contents, fixnum(used as i64), self.state[LINK], self.stack[used], self.state[0], self.state[1], self.state[2]];
        for (i, &v) in words.iter().enumerate() {
            store(k, i + 1, v);
        }
        let f = self.stack[self.base + 1];
        if used > 0 {
            self.state[LINK] = k;
        }
        self.base = 1;
        self.stack[0] = halt_word();
        self.stack[1] = f;
        self.stack[2] = k;
        Ok(Entered::Again(1))
    }

    /// Leaves everything and returns the values of a list to a continuation.
    pub(super) fn reinstate(&mut self, k: Value, list: Value) -> Outcome<Entered> {
        if !(is_procedure(k) && header_type(load(k, 0)) == Type::Continuation as u8) {
            return wrong(1, "a continuation", k);
        }
        for i in 0..3 {
            self.state[i] = load(k, STATE + i);
        }
        self.state[LINK] = k;
        self.base = 1;
        self.argument_count = 0;
        self.stack[0] = halt_word();
        self.stack[1] = list;
        let v = if is_pair(list) && cdr(list) == NIL { car(list) } else { crate::lists::values_from_list(self, 1)? };
        Ok(Entered::Value(v))
    }

    /// The stack is empty and its last value stands at its bottom: brings back one frame of the continuation below and
    /// returns its return word.
    pub(super) fn bring_back(&mut self) -> Outcome<u64> {
        self.argument_count = 0;
        self.stack[1] = FALSE;
        self.reserve(CONTINUATION_WORDS + 1)?;
        let v = self.stack[0];
        let k = self.state[LINK];
        let (contents, len) = (load(k, CONTENTS), to_int(load(k, LENGTH)) as usize);
        let word = load(k, RETURN_WORD);
        if len == 0 {
            self.state[LINK] = load(k, BELOW);
            return Ok(word);
        }
        let first = len + 1 - (word >> 48) as usize;
        for i in first..len {
            self.stack[i - first + 1] = load(contents, i + 1);
        }
        self.stack[0] = halt_word();
        self.stack[len + 1 - first] = v;
        if first == 1 {
            self.state[LINK] = load(k, BELOW);
        } else {
            let rest = self.heap.object(header(Type::Continuation, CONTINUATION_WORDS), CONTINUATION_WORDS, TAG_PROCEDURE);
            let words = [contents, fixnum(first as i64 - 1), load(k, BELOW), load(contents, first), NIL, NIL, NIL];
            for (i, &v) in words.iter().enumerate() {
                store(rest, i + 1, v);
            }
            self.state[LINK] = rest;
        }
        Ok(word)
    }

    /// `(%eval-core form)`: the window becomes a call of the compiled form.
    pub(super) fn evaluate_core(&mut self) -> Outcome<Entered> {
        self.reserve_for_compiler()?;
        match self.compile(self.stack[self.base + 1]) {
            Ok(closure) => {
                self.stack[self.base] = closure;
                Ok(Entered::Again(0))
            }
            Err(e) => Err(Box::new(Fail::Syntax(e))),
        }
    }

    /// Makes a failure a condition and prepares a call of `raise` with it: how far above the frame its window begins.
    #[cold]
    pub(super) fn prepare_raise(&mut self, fail: Fail) -> Result<usize, Stop> {
        let f = self.stack[self.base];
        let frame = if is_procedure(f) && header_type(load(f, 0)) == Type::Closure as u8 {
            // SAFETY: a closure's first word is the address of its code's shape word.
            (unsafe { *(load(f, 1) as *const u32) } >> 16) as usize + 1
        } else {
            self.argument_count = 0;
            2
        };
        let told = match fail {
            Fail::Exit(code) => return Err(Stop::Exit(code)),
            Fail::Uncaught(text) => return Err(Stop::Uncaught(text)),
            Fail::Full => return Err(Stop::Full),
            other => crate::errors::tell(self, other),
        };
        let raise = self.builtin_slot("%raise-failure");
        let position = told.position.unwrap_or_else(|| self.current_position());
        let words = [self.globals[raise as usize], self.intern(told.kind), fixnum(position as i64)];
        let made = self.describe(frame, &words, &told.text, &told.irritants);
        made.map_err(|_| Stop::Full)?;
        Ok(frame)
    }

    /// Puts what tells of a failure above the running frame: the words, the text, and the list of irritants.
    fn describe(&mut self, frame: usize, words: &[Value], text: &str, irritants: &[Value]) -> Outcome<()> {
        let start = self.heap.temporaries.len();
        self.heap.temporaries.extend_from_slice(irritants);
        self.grow_stack_to(self.base + frame + 6)?;
        let list = self.list_from_temporaries(start, NIL)?;
        self.heap.temporaries.push(list);
        let text = self.make_text(text)?;
        let list = self.heap.temporaries.pop().unwrap_or(NIL);
        let window = self.base + frame;
        self.stack[window..window + 3].copy_from_slice(words);
        self.stack[window + 3] = text;
        self.stack[window + 4] = list;
        Ok(())
    }

    /// Failure: a global without a value.
    pub(super) fn undefined(&self, slot: u32) -> Box<Fail> {
        let name = symbol_text(self.global_info[slot as usize].name);
        Box::new(Fail::Message(format!("the variable {name} is not defined"), Vec::new()))
    }

    /// Failure: a cell without a value.
    pub(super) fn unassigned(&self) -> Box<Fail> {
        Box::new(Fail::Message("a variable is used before its definition".to_string(), Vec::new()))
    }

    /// Failure: so many values where others are expected.
    pub(super) fn values_error(&self, expected: usize, received: usize) -> Box<Fail> {
        Box::new(Fail::Message(format!("{received} values where {expected} are expected"), Vec::new()))
    }

    /// Failure: the argument of an accessor (a constant's index) is no record of its type.
    pub(super) fn wrong_record(&self, name: u32, v: Value) -> Box<Fail> {
        let name = symbol_text(self.constants[name as usize]);
        Box::new(Fail::Message(format!("{name}: argument 1 is not a record of its type"), vec![v]))
    }

    /// Failure: a closure does not take so many arguments.
    pub(super) fn arity_error(&self, f: Value, argc: usize) -> Box<Fail> {
        let info = self.code_info(load(f, 1) as usize);
        let name = info.map_or(String::new(), |i| symbol_text(i.name));
        let name = if name == "%anonymous" { "a procedure without a name".to_string() } else { name };
        let expects = info.map_or(String::new(), |i| expects_text(&i.expects, 255));
        Box::new(Fail::Message(format!("{name}: called with {}, expects {expects}", arguments_text(argc)), Vec::new()))
    }
}

fn arguments_text(n: usize) -> String {
    if n == 1 { "1 argument".to_string() } else { format!("{n} arguments") }
}

fn expects_text(clauses: &[(usize, bool)], most: usize) -> String {
    let texts: Vec<String> = clauses
        .iter()
        .map(|&(n, rest)| match (rest, most) {
            (true, _) => format!("at least {n}"),
            (false, 255) => n.to_string(),
            (false, m) if m == n => n.to_string(),
            (false, m) => format!("{n} to {m}"),
        })
        .collect();
    texts.join(" or ")
}
