//! Loading: a program file, the libraries that it imports (flattened into the one space of globals), and the prelude.

use crate::datum::{Datum, Kind, Position};
use crate::machine::Machine;
use crate::ports::reason;
use crate::run::Stop;
use crate::value::*;
use std::collections::HashSet;

/// Why a program ends before its end: what to print and the exit code.
pub struct Trouble {
    pub text: String,
    pub code: i32,
}

/// Exit codes: of bad use, unreadable source, a missing file, a run-time error.
pub const BAD_USE: i32 = 64;
pub const BAD_SOURCE: i32 = 65;
pub const NO_FILE: i32 = 66;
pub const RUN_TIME: i32 = 70;
pub const CANNOT_WRITE: i32 = 73;
/// As the shell reports a process that SIGPIPE ended.
pub const BROKEN_PIPE: i32 = 141;

type Loading<T = ()> = Result<T, Trouble>;

/// Loads the embedded prelude.
pub fn load_prelude(m: &mut Machine) -> Loading {
    let text = include_str!("prelude.scm");
    let file = m.add_file("prelude", text);
    let data = m.read_all(text, file).map_err(|e| Trouble { text: e.message, code: RUN_TIME })?;
    for d in &data {
        let mut loader = Loader { m, roots: &[], loaded: HashSet::new() };
        loader.evaluate(d)?;
    }
    Ok(())
}

/// Runs a program; libraries are found below the roots.
pub fn run_program(m: &mut Machine, roots: &[String], file: &str) -> Loading {
    let mut loader = Loader { m, roots, loaded: HashSet::new() };
    let data = loader.read(file, 0)?;
    let count = data.iter().take_while(|d| loader.head(d) == "import" || loader.head(d) == "define-library").count();
    for d in &data[..count] {
        loader.top(d)?;
    }
    loader.run_all(&data[count..].iter().collect::<Vec<_>>())
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

    fn read(&mut self, path: &str, from: Position) -> Loading<Vec<Datum>> {
        let content = match std::fs::read(path) {
            Ok(content) => content,
            Err(e) => return self.trouble(from, &format!("{path}: {}", reason(&e)), NO_FILE),
        };
        let Ok(text) = String::from_utf8(content) else {
            return self.trouble(0, &format!("{path}: not a text in UTF-8"), BAD_SOURCE);
        };
        let file = self.m.add_file(path, &text);
        match self.m.read_all(&text, file) {
            Ok(data) => Ok(data),
            Err(e) => self.trouble(e.position, &e.message, BAD_SOURCE),
        }
    }

    fn symbol(&self, d: &Datum) -> String {
        match d.kind {
            Kind::Symbol(s) => symbol_text(s),
            _ => String::new(),
        }
    }

    /// The symbol that a form begins with, or nothing.
    fn head(&self, d: &Datum) -> String {
        match &d.kind {
            Kind::List(items, _) => self.symbol(&items[0]),
            _ => String::new(),
        }
    }

    fn parts<'d>(&self, d: &'d Datum) -> &'d [Datum] {
        match &d.kind {
            Kind::List(items, None) => items,
            _ => &[],
        }
    }

    fn top(&mut self, d: &Datum) -> Loading {
        match self.head(d).as_str() {
            "import" => self.parts(d)[1..].iter().try_for_each(|set| self.import(set)),
            "define-library" => self.library(d),
            "begin" => self.parts(d)[1..].iter().try_for_each(|d| self.top(d)),
            "include" => {
                let mut data = Vec::new();
                self.include(d, &mut data)?;
                self.run_all(&data.iter().collect::<Vec<_>>())
            }
            _ => self.evaluate(d),
        }
    }

    /// Runs a body: all names that it defines are known before its first form is compiled.
    fn run_all(&mut self, data: &[&Datum]) -> Loading {
        for d in data {
            self.declare(d);
            self.find_assignments(d);
        }
        data.iter().try_for_each(|d| self.top(d))
    }

    fn declare(&mut self, d: &Datum) {
        let parts = self.parts(d);
        match self.head(d).as_str() {
            "begin" => parts[1..].iter().for_each(|d| self.declare(d)),
            "define" if parts.len() > 1 => match &parts[1].kind {
                Kind::Symbol(s) => self.declare_name(*s),
                Kind::List(header, _) => self.declare_datum(&header[0]),
                _ => {}
            },
            "define-values" if parts.len() > 1 => match &parts[1].kind {
                Kind::Symbol(s) => self.declare_name(*s),
                Kind::List(names, tail) => {
                    names.iter().for_each(|n| self.declare_datum(n));
                    tail.iter().for_each(|n| self.declare_datum(n));
                }
                _ => {}
            },
            "define-record-type" => {
                for part in &parts[1..] {
                    match &part.kind {
                        Kind::Symbol(s) => self.declare_name(*s),
                        Kind::List(items, _) if std::ptr::eq(part, &parts[1]) || std::ptr::eq(part, &parts[2]) => {
                            self.declare_datum(&items[0])
                        }
                        Kind::List(items, _) => items[1..].iter().for_each(|n| self.declare_datum(n)),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }

    fn declare_datum(&mut self, d: &Datum) {
        if let Kind::Symbol(s) = d.kind {
            self.declare_name(s);
        }
    }

    fn declare_name(&mut self, name: Value) {
        self.m.define_name(name);
    }

    /// Globals that are assigned somewhere must not be open-coded before that is seen.
    fn find_assignments(&mut self, d: &Datum) {
        if let Kind::List(items, tail) = &d.kind {
            if let [head, name, _] = &items[..]
                && self.symbol(head) == "set!"
                && let Kind::Symbol(s) = name.kind
            {
                self.m.note_assigned(s);
            }
            items.iter().for_each(|d| self.find_assignments(d));
            tail.iter().for_each(|d| self.find_assignments(d));
        }
    }

    /// The text of a library's name, and its parts.
    fn library_name(&self, d: &Datum) -> Option<Vec<String>> {
        let mut names = Vec::new();
        for part in self.parts(d) {
            match &part.kind {
                Kind::Symbol(s) => names.push(symbol_text(*s)),
                Kind::Integer(n) => names.push(n.to_text(10)),
                _ => return None,
            }
        }
        (!names.is_empty()).then_some(names)
    }

    fn import(&mut self, set: &Datum) -> Loading {
        match self.head(set).as_str() {
            "only" | "except" if self.parts(set).len() > 1 && !self.parts(&self.parts(set)[1]).is_empty() => {
                return self.import(&self.parts(set)[1]);
            }
            "rename" | "prefix" if self.parts(set).len() > 1 && !self.parts(&self.parts(set)[1]).is_empty() => {
                return self.trouble(set.position, "stage0 flattens libraries: no rename or prefix", BAD_SOURCE);
            }
            _ => {}
        }
        let Some(names) = self.library_name(set) else {
            return self.trouble(set.position, "a malformed import", BAD_SOURCE);
        };
        if names[0] == "scheme" || !self.loaded.insert(names.join(" ")) {
            return Ok(());
        }
        let path = self.roots.iter().map(|r| format!("{r}/{}.sld", names.join("/"))).find(|p| std::path::Path::new(p).exists());
        let Some(path) = path else {
            return self.trouble(set.position, &format!("unknown library: ({})", names.join(" ")), NO_FILE);
        };
        let data = self.read(&path, set.position)?;
        for d in &data {
            if self.head(d) != "define-library" {
                return self.trouble(d.position, "a define-library is expected here", BAD_SOURCE);
            }
            self.library(d)?;
        }
        Ok(())
    }

    fn library(&mut self, d: &Datum) -> Loading {
        let parts = self.parts(d);
        let Some(names) = parts.get(1).and_then(|d| self.library_name(d)) else {
            return self.trouble(d.position, "a malformed library", BAD_SOURCE);
        };
        self.loaded.insert(names.join(" "));
        let mut body: Vec<Datum> = Vec::new();
        self.declarations(&parts[2..], &mut body)?;
        self.run_all(&body.iter().collect::<Vec<_>>())
    }

    fn declarations(&mut self, items: &[Datum], body: &mut Vec<Datum>) -> Loading {
        for item in items {
            match self.head(item).as_str() {
                "import" => self.parts(item)[1..].iter().try_for_each(|set| self.import(set))?,
                "begin" => body.extend_from_slice(&self.parts(item)[1..]),
                "include" => self.include(item, body)?,
                "export" => {}
                "cond-expand" => {
                    let clause = self.parts(item)[1..].iter().find(|c| self.parts(c).first().is_some_and(|r| self.holds(r)));
                    if let Some(clause) = clause {
                        self.declarations(&self.parts(clause)[1..], body)?;
                    }
                }
                other => return self.trouble(item.position, &format!("stage0 knows no library declaration {other}"), BAD_SOURCE),
            }
        }
        Ok(())
    }

    /// Does a requirement of `cond-expand` hold here?
    fn holds(&self, requirement: &Datum) -> bool {
        let parts = self.parts(requirement);
        match self.head(requirement).as_str() {
            "and" => parts[1..].iter().all(|r| self.holds(r)),
            "or" => parts[1..].iter().any(|r| self.holds(r)),
            "not" => parts.len() == 2 && !self.holds(&parts[1]),
            "library" => parts.len() == 2 && self.head(&parts[1]) == "scheme",
            _ => matches!(self.symbol(requirement).as_str(), "else" | "r7rs" | "full-unicode" | "exact-closed" | "stage0"),
        }
    }

    /// The data of the files that `(include "name" …)` names, relative to the including file.
    fn include(&mut self, d: &Datum, data: &mut Vec<Datum>) -> Loading {
        let file = self.m.files[(d.position >> 40) as usize].name.clone();
        let folder = std::path::Path::new(&file).parent().map(|p| p.to_path_buf()).unwrap_or_default();
        for item in &self.parts(d)[1..] {
            let Kind::String(units) = &item.kind else {
                return self.trouble(item.position, "a file name is expected here", BAD_SOURCE);
            };
            let name: String = units.iter().filter_map(|&c| char::from_u32(c)).collect();
            let path = folder.join(name).to_string_lossy().into_owned();
            data.extend(self.read(&path, item.position)?);
        }
        Ok(())
    }

    fn evaluate(&mut self, d: &Datum) -> Loading {
        let closure = match self.m.compile(d) {
            Ok(closure) => closure,
            Err(e) => return self.trouble(e.position, &e.message, BAD_SOURCE),
        };
        match self.m.run(closure) {
            Ok(_) => Ok(()),
            Err(Stop::Exit(code)) => Err(Trouble { text: String::new(), code }),
            Err(Stop::Full) => Err(Trouble { text: "stage0: out of memory\n".to_string(), code: RUN_TIME }),
            Err(Stop::Uncaught(text)) => Err(Trouble { text, code: RUN_TIME }),
        }
    }
}
