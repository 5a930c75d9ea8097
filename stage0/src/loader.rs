//! Loading: a program file, the libraries that it imports (flattened into the one space of globals), and the prelude.

use crate::datum::Position;
use crate::machine::Machine;
use crate::ports::reason;
use crate::run::Stop;
use crate::syntax::{Compiler, SyntaxError};
use crate::value::*;
use std::collections::HashSet;
use std::path::Path;

/// Why a program ends before its end.
pub struct Trouble {
    /// What to print on standard error.
    pub text: String,
    /// The exit code.
    pub code: i32,
}

/// Exit code of a wrong command line.
pub const BAD_USE: i32 = 64;
/// Exit code of source that cannot be read or compiled.
pub const BAD_SOURCE: i32 = 65;
/// Exit code of a file or library that is not there.
pub const NO_FILE: i32 = 66;
/// Exit code of an error that nothing handles.
pub const RUN_TIME: i32 = 70;
/// Exit code of output that cannot be written.
pub const CANNOT_WRITE: i32 = 73;
/// Exit code when the reader of the output has gone away, as the shell reports a process that SIGPIPE ended.
pub const BROKEN_PIPE: i32 = 141;

type Loading<T = ()> = Result<T, Trouble>;

/// Loads the embedded prelude.
pub fn load_prelude(m: &mut Machine) -> Loading {
    let mut loader = Loader { m, roots: &[], loaded: HashSet::new() };
    let data = loader.read_text("prelude", include_str!("prelude.scm"))?;
    loader.each(data, Loader::evaluate)
}

/// Runs a program; libraries are found below the roots.
pub fn run_program(m: &mut Machine, roots: &[String], file: &str) -> Loading {
    let mut loader = Loader { m, roots, loaded: HashSet::new() };
    let data = loader.read(file, 0)?;
    let start = loader.m.heap.temporaries.len();
    loader.each(data, |l, form| match l.head(form).as_str() {
        "import" => l.each(cdr(form), Loader::import),
        "define-library" => l.library(form),
        _ => l.keep(form),
    })?;
    loader.run_body(start)
}

struct Loader<'a> {
    m: &'a mut Machine,
    roots: &'a [String],
    loaded: HashSet<String>,
}

impl Loader<'_> {
    fn trouble<T>(&self, position: Position, text: &str, code: i32) -> Loading<T> {
        Err(Trouble { text: self.m.report(position, text), code })
    }

    /// A mistake in a form.
    fn mistake<T>(&self, form: Value, text: &str) -> Loading<T> {
        self.trouble(self.place(form), text, BAD_SOURCE)
    }

    fn place(&self, form: Value) -> Position {
        self.m.positions.get(&form).copied().unwrap_or(0)
    }

    /// Does something with each element of a list, which may move meanwhile.
    fn each(&mut self, list: Value, mut work: impl FnMut(&mut Self, Value) -> Loading) -> Loading {
        let at = self.m.heap.temporaries.len();
        self.m.heap.temporaries.push(list);
        while let rest = self.m.heap.temporaries[at]
            && is_pair(rest)
        {
            self.m.heap.temporaries[at] = cdr(rest);
            work(self, car(rest))?;
        }
        self.m.heap.temporaries.remove(at);
        Ok(())
    }

    /// Leaves a form in `temporaries`, for the body that is being gathered there.
    fn keep(&mut self, form: Value) -> Loading {
        self.m.heap.temporaries.push(form);
        Ok(())
    }

    fn read(&mut self, path: &str, from: Position) -> Loading<Value> {
        let content = match std::fs::read(path) {
            Ok(content) => content,
            Err(e) => return self.trouble(from, &format!("{path}: {}", reason(&e)), NO_FILE),
        };
        match String::from_utf8(content) {
            Ok(text) => self.read_text(path, &text),
            Err(_) => self.trouble(0, &format!("{path}: not a text in UTF-8"), BAD_SOURCE),
        }
    }

    fn read_text(&mut self, name: &str, text: &str) -> Loading<Value> {
        let file = self.m.add_file(name, text);
        let data = crate::datum::Reader::new(self.m, text, file).all();
        data.or_else(|e| self.trouble(e.position, &e.message, BAD_SOURCE))
    }

    fn symbol(&self, d: Value) -> String {
        if is_object(d, Type::Symbol) { symbol_text(d) } else { String::new() }
    }

    /// The symbol that a form begins with, or nothing.
    fn head(&self, d: Value) -> String {
        if is_pair(d) { self.symbol(car(d)) } else { String::new() }
    }

    /// Runs the forms that stand in `temporaries` from `start` on: all names that they define are known before the first is compiled.
    fn run_body(&mut self, start: usize) -> Loading {
        if self.m.reserve_for_compiler().is_err() {
            return self.trouble(0, "out of memory", RUN_TIME);
        }
        let forms = self.m.heap.temporaries.split_off(start);
        let flat = match Compiler::new(self.m).flatten(&forms) {
            Ok(flat) => flat,
            Err(e) => return self.syntax_error(e),
        };
        for &form in &flat {
            if self.head(form).trim_start_matches('%') == "define" && is_pair(cdr(form)) {
                let name = car(cdr(form));
                let name = if is_pair(name) { car(name) } else { name };
                if is_object(name, Type::Symbol) {
                    self.m.define_name(name);
                }
            }
            self.m.note_assignments(form);
        }
        self.m.heap.temporaries.extend(flat);
        match self.m.list_from_temporaries(start, NIL) {
            Ok(body) => self.each(body, Self::evaluate),
            Err(_) => self.trouble(0, "out of memory", RUN_TIME),
        }
    }

    /// The parts of a library's name as text.
    fn library_name(&self, d: Value) -> Option<Vec<String>> {
        let (mut names, mut rest) = (Vec::new(), d);
        while is_pair(rest) {
            let part = car(rest);
            names.push(if is_fixnum(part) { to_int(part).to_string() } else { self.symbol(part) });
            rest = cdr(rest);
        }
        (!names.is_empty() && !names.contains(&String::new())).then_some(names)
    }

    fn import(&mut self, set: Value) -> Loading {
        if is_pair(set) && is_pair(cdr(set)) && is_pair(car(cdr(set))) {
            return match self.head(set).as_str() {
                "only" | "except" => self.import(car(cdr(set))),
                _ => self.mistake(set, "stage0 flattens libraries: no rename or prefix"),
            };
        }
        let Some(names) = self.library_name(set) else { return self.mistake(set, "a malformed import") };
        if names[0] == "scheme" || !self.loaded.insert(names.join(" ")) {
            return Ok(());
        }
        let position = self.place(set);
        let path = self.roots.iter().map(|r| format!("{r}/{}.sld", names.join("/"))).find(|p| Path::new(p).exists());
        let Some(path) = path else {
            return self.trouble(position, &format!("unknown library: ({})", names.join(" ")), NO_FILE);
        };
        let data = self.read(&path, position)?;
        self.each(data, Self::library)
    }

    fn library(&mut self, d: Value) -> Loading {
        if self.head(d) != "define-library" || !is_pair(cdr(d)) {
            return self.mistake(d, "a define-library is expected here");
        }
        let Some(names) = self.library_name(car(cdr(d))) else { return self.mistake(d, "a malformed library") };
        self.loaded.insert(names.join(" "));
        let start = self.m.heap.temporaries.len();
        self.each(cdr(cdr(d)), Self::declaration)?;
        self.run_body(start)
    }

    /// A declaration of a library; forms of its body are left in `temporaries`.
    fn declaration(&mut self, item: Value) -> Loading {
        match self.head(item).as_str() {
            "import" => self.each(cdr(item), Self::import),
            "begin" => self.each(cdr(item), Self::keep),
            "include" => self.include(item),
            "export" => Ok(()),
            "cond-expand" => {
                let mut clauses = cdr(item);
                while is_pair(clauses) {
                    let clause = car(clauses);
                    if is_pair(clause) && self.holds(car(clause)) {
                        return self.each(cdr(clause), Self::declaration);
                    }
                    clauses = cdr(clauses);
                }
                Ok(())
            }
            other => self.mistake(item, &format!("stage0 knows no library declaration {other}")),
        }
    }

    /// Does a requirement of `cond-expand` hold here?
    fn holds(&self, requirement: Value) -> bool {
        let (mut parts, mut rest) = (Vec::new(), if is_pair(requirement) { cdr(requirement) } else { NIL });
        while is_pair(rest) {
            parts.push(car(rest));
            rest = cdr(rest);
        }
        match self.head(requirement).as_str() {
            "and" => parts.iter().all(|&r| self.holds(r)),
            "or" => parts.iter().any(|&r| self.holds(r)),
            "not" => parts.iter().all(|&r| !self.holds(r)),
            "library" => parts.iter().all(|&r| self.head(r) == "scheme"),
            _ => matches!(self.symbol(requirement).as_str(), "else" | "r7rs" | "full-unicode" | "exact-closed" | "stage0"),
        }
    }

    /// The data of the files that `(include "name" …)` names, relative to the including file.
    fn include(&mut self, d: Value) -> Loading {
        let position = self.place(d);
        let file = self.m.files[(position >> 40) as usize].name.clone();
        self.each(cdr(d), |l, name| {
            if !is_object(name, Type::String) {
                return l.trouble(position, "a file name is expected here", BAD_SOURCE);
            }
            let path = Path::new(&file).with_file_name(string_text(name));
            let data = l.read(&path.to_string_lossy(), position)?;
            l.each(data, Self::keep)
        })
    }

    fn syntax_error(&self, e: SyntaxError) -> Loading {
        self.trouble(e.position, &e.message, BAD_SOURCE)
    }

    fn evaluate(&mut self, form: Value) -> Loading {
        let at = self.m.heap.temporaries.len();
        self.m.heap.temporaries.push(form);
        if self.m.reserve_for_compiler().is_err() {
            return self.trouble(0, "out of memory", RUN_TIME);
        }
        let form = self.m.heap.temporaries.remove(at);
        let closure = match self.m.compile(form) {
            Ok(closure) => closure,
            Err(e) => return self.syntax_error(e),
        };
        match self.m.run(closure) {
            Ok(_) => Ok(()),
            Err(Stop::Exit(code)) => Err(Trouble { text: String::new(), code }),
            Err(Stop::Full) => Err(Trouble { text: "stage0: out of memory\n".to_string(), code: RUN_TIME }),
            Err(Stop::Uncaught(text)) => Err(Trouble { text, code: RUN_TIME }),
        }
    }
}
