//! The machine's state: stack, globals, constants, names, source files; what a collection starts from; failures.
//!
//! All words of the stack below `soft_limit` hold values and all above are zero, so a collection may read more of it
//! than is in use. Globals and constants are found by index and never move.

use crate::bignum::Big;
use crate::datum::Position;
use crate::generate::generate;
use crate::heap::{Heap, Roots, Survivor};
use crate::numbers::Number;
use crate::ports::Port;
use crate::rules::{FORMS, Form, RULES, Rule, TYPE_PREDICATES};
use crate::syntax::{Compiler, Syntax, SyntaxError};
use crate::value::*;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Index;

/// Words by which the stack's limit moves.
const STACK_STEP: usize = 1 << 16;

/// Why a primitive or an instruction cannot go on.
pub enum Fail {
    /// Argument (from 1) that is not what is expected.
    Type(usize, &'static str, Value),
    /// Argument out of range.
    Range(usize, Value),
    Message(String, Vec<Value>),
    /// A file that cannot be used, and why.
    File(String, String),
    /// A core form that cannot be compiled.
    Syntax(SyntaxError),
    /// An error that nothing handles, with its report.
    Uncaught(String),
    Full,
    Exit(i32),
}

/// What a step gives, or why it failed.
pub type Outcome<T = Value> = Result<T, Box<Fail>>;

/// A failure with a message and irritants.
pub fn message<T>(text: impl Into<String>, irritants: &[Value]) -> Outcome<T> {
    Err(Box::new(Fail::Message(text.into(), irritants.to_vec())))
}

/// A failure: argument `index` (from 1) is not what is expected.
pub fn wrong<T>(index: usize, expected: &'static str, value: Value) -> Outcome<T> {
    Err(Box::new(Fail::Type(index, expected, value)))
}

/// A failure: argument `index` (from 1) is of the right type but not in its range.
pub fn out_of_range<T>(index: usize, value: Value) -> Outcome<T> {
    Err(Box::new(Fail::Range(index, value)))
}

/// A primitive's arguments: registers, so they are right after a collection too.
#[derive(Clone, Copy)]
pub struct Arguments {
    /// The first argument's register.
    pub start: *mut Value,
    /// How many there are.
    pub count: usize,
}

impl Index<usize> for Arguments {
    type Output = Value;
    fn index(&self, i: usize) -> &Value {
        assert!(i < self.count);
        // SAFETY: registers of the running frame, `i` below their number.
        unsafe { &*self.start.add(i) }
    }
}

impl Arguments {
    /// Argument `i` (from 0), when it was given.
    pub fn get(&self, i: usize) -> Option<Value> {
        (i < self.count).then(|| self[i])
    }

    /// All of them.
    pub fn slice<'a>(&self) -> &'a [Value] {
        // SAFETY: as above; the borrow is not kept across a collection.
        unsafe { std::slice::from_raw_parts(self.start, self.count) }
    }
}

/// A primitive procedure: name, least and most arguments (255: any number), and what it does.
pub type Primitive = (&'static str, usize, usize, fn(&mut Machine, Arguments) -> Outcome);

/// What is known about a global at compile time.
#[derive(Default)]
pub struct GlobalInfo {
    /// The symbol.
    pub name: Value,
    /// How calls of it are open-coded.
    pub rule: Option<Rule>,
    /// The number of the primitive that it holds.
    pub primitive: Option<u32>,
    /// Does some form assign it?
    pub assigned: bool,
    /// Is it a name of the built-in library?
    pub builtin: bool,
}

/// A piece of code in memory.
pub struct CodeInfo {
    /// Address of the shape word.
    pub start: usize,
    /// Address behind the last word.
    pub end: usize,
    /// Pieces of code made before.
    pub number: usize,
    /// The procedure's name, a symbol.
    pub name: Value,
    /// Offsets in words with their positions, ascending.
    pub positions: Vec<(u32, Position)>,
    /// Required arguments of each clause, and whether more are taken.
    pub expects: Vec<(usize, bool)>,
}

/// A text that positions may refer to.
pub struct SourceFile {
    /// Its path, as reports show it.
    pub name: String,
    /// Its lines without their ends.
    pub lines: Vec<String>,
}

/// All state of a run.
pub struct Machine {
    /// Objects.
    pub heap: Heap,
    /// Frames, one above the other.
    pub stack: Vec<Value>,
    /// Words of the stack in which values may stand; above all is zero.
    pub soft_limit: usize,
    /// Start of the running frame (an index of the stack) and its argument count, as of the last instruction that may collect.
    pub base: usize,
    /// Arguments that the running procedure was called with.
    pub argument_count: usize,
    /// The word behind the running instruction's last one.
    pub program_counter: *const u32,
    /// Values of globals, by index.
    pub globals: Vec<Value>,
    /// What the compiler knows of them, by the same index.
    pub global_info: Vec<GlobalInfo>,
    /// The pool of constants, by index.
    pub constants: Vec<Value>,
    constant_index: HashMap<Value, u32>,
    /// Winders, handlers, parameters: the dynamic state; and the continuation below the stack.
    pub state: [Value; 4],
    /// Code that `closure` instructions refer to, by index.
    pub codes: Vec<*const u32>,
    /// All code, by the address of its shape word.
    pub code_infos: BTreeMap<usize, CodeInfo>,
    symbols: HashMap<Box<str>, Value>,
    /// Global that a name means now.
    pub names: HashMap<Value, u32>,
    /// Names that some program assigns: calls of them are never open-coded.
    pub assigned_names: HashSet<Value>,
    builtins: HashMap<String, u32>,
    /// Keywords.
    pub forms: HashMap<Value, Form>,
    /// Primitives, by number.
    pub primitives: Vec<Primitive>,
    primitive_constants: Vec<u32>,
    /// Number of `values`.
    pub values_primitive: u32,
    /// The symbol that names procedures without a name.
    pub anonymous: Value,
    /// Where the lists of source text stand.
    pub positions: HashMap<Value, Position>,
    /// Source texts, by the index in positions.
    pub files: Vec<SourceFile>,
    /// Our file index, by that in positions of the running Scheme program.
    pub host_files: HashMap<i64, usize>,
    /// Open ports, by the number in port objects; none: a free entry.
    pub ports: Vec<Option<Port>>,
    /// The current input, output and error port.
    pub current_ports: [Value; 3],
    /// The command line, program first.
    pub arguments: Vec<String>,
    /// Where free entries of `ports` may be.
    pub free_ports: Vec<usize>,
}

/// Index in `state`: what `dynamic-wind` has entered, innermost first.
pub const WINDERS: usize = 0;
/// Index in `state`: bindings of parameters.
pub const PARAMETERS: usize = 2;
/// Index in `state`: the continuation below the stack.
pub const LINK: usize = 3;

impl Machine {
    /// A machine with all primitives and no prelude; heap and stack together may take `byte_limit` bytes.
    pub fn new(byte_limit: usize) -> Machine {
        let mut m = Machine {
            heap: Heap::new(byte_limit),
            stack: vec![0; 1 << 20],
            soft_limit: STACK_STEP,
            base: 1,
            argument_count: 0,
            program_counter: std::ptr::null(),
            globals: Vec::new(),
            global_info: Vec::new(),
            constants: Vec::new(),
            constant_index: HashMap::new(),
            state: [NIL, NIL, NIL, FALSE],
            codes: Vec::new(),
            code_infos: BTreeMap::new(),
            symbols: HashMap::new(),
            names: HashMap::new(),
            assigned_names: HashSet::new(),
            builtins: HashMap::new(),
            forms: HashMap::new(),
            primitives: Vec::new(),
            primitive_constants: Vec::new(),
            values_primitive: 0,
            anonymous: 0,
            positions: HashMap::new(),
            files: Vec::new(),
            host_files: HashMap::new(),
            ports: Vec::new(),
            current_ports: [FALSE; 3],
            arguments: Vec::new(),
            free_ports: Vec::new(),
        };
        m.anonymous = m.intern("%anonymous");
        m.register_builtins();
        m.open_standard_ports();
        m
    }

    fn register_builtins(&mut self) {
        for (name, form) in FORMS {
            let s = self.intern(name);
            self.forms.insert(s, form);
        }
        for group in crate::primitives::GROUPS {
            for &p in group {
                let index = self.primitives.len() as u32;
                self.primitives.push(p);
                let object = self.heap.fixed_object(header(Type::Primitive, 1), 1, TAG_PROCEDURE);
                // SAFETY: the one word of the object just made.
                unsafe { *slot(object, 1) = index as u64 };
                let slot = self.builtin_slot(p.0);
                self.globals[slot as usize] = object;
                self.global_info[slot as usize].primitive = Some(index);
                let constant = self.add_constant(object);
                self.primitive_constants.push(constant);
                if p.0 == "values" {
                    self.values_primitive = index;
                }
            }
        }
        let types = TYPE_PREDICATES.iter().enumerate().map(|(i, n)| (*n, Rule::Test(crate::ast::Condition::Type(i as u8), 1)));
        for (name, rule) in RULES.iter().copied().chain(types) {
            let slot = self.builtin_slot(name);
            self.global_info[slot as usize].rule = Some(rule);
        }
    }

    /// Loads the library's part that is written in Scheme.
    pub fn load_prelude(&mut self) -> Result<(), crate::loader::Trouble> {
        crate::loader::load_prelude(self)?;
        for (slot, info) in self.global_info.iter_mut().enumerate() {
            info.builtin = true;
            self.builtins.insert(symbol_text(info.name), slot as u32);
        }
        Ok(())
    }

    // Names.

    /// The symbol of this name.
    pub fn intern(&mut self, name: &str) -> Value {
        if let Some(&s) = self.symbols.get(name) {
            return s;
        }
        let units: Vec<u32> = name.chars().map(|c| c as u32).collect();
        let text = self.heap.fixed_object(header(Type::String, units.len()), units.len().div_ceil(2), TAG_OBJECT);
        string_units_mut(text).copy_from_slice(&units);
        let symbol = self.heap.fixed_object(header(Type::Symbol, 2), 2, TAG_OBJECT);
        let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325u64, |h, b| (h ^ b as u64).wrapping_mul(0x100_0000_01b3));
        // SAFETY: the two words of the object just made.
        unsafe {
            *slot(symbol, 1) = text;
            *slot(symbol, 2) = fixnum((hash >> 34) as i64);
        }
        self.symbols.insert(name.into(), symbol);
        symbol
    }

    fn new_slot(&mut self, name: Value) -> u32 {
        self.globals.push(UNDEFINED);
        let assigned = self.assigned_names.contains(&name);
        self.global_info.push(GlobalInfo { name, assigned, ..GlobalInfo::default() });
        let slot = self.globals.len() as u32 - 1;
        self.names.insert(name, slot);
        slot
    }

    /// Some program assigns the global of this name.
    pub fn note_assigned(&mut self, name: Value) {
        self.assigned_names.insert(name);
        if let Some(&slot) = self.names.get(&name) {
            let info = &mut self.global_info[slot as usize];
            info.assigned = true;
            if !info.builtin {
                info.rule = None;
                info.primitive = None;
            }
        }
    }

    /// Notes the globals that forms assign.
    pub fn note_assignments(&mut self, forms: Value) {
        let set = self.intern("set!");
        let mut pending = vec![forms];
        while let Some(v) = pending.pop() {
            if is_pair(v) {
                if car(v) == set && is_pair(cdr(v)) && is_object(car(cdr(v)), Type::Symbol) {
                    self.note_assigned(car(cdr(v)));
                }
                pending.extend([cdr(v), car(v)]);
            }
        }
    }

    /// The global that a name means.
    pub fn global_slot(&mut self, name: Value) -> u32 {
        match self.names.get(&name) {
            Some(&slot) => slot,
            None => self.new_slot(name),
        }
    }

    /// The global that a definition of the name gives a value: a fresh one when the name is built in.
    pub fn define_name(&mut self, name: Value) -> u32 {
        self.forms.remove(&name);
        match self.names.get(&name) {
            Some(&slot) if !self.global_info[slot as usize].builtin => slot,
            _ => self.new_slot(name),
        }
    }

    /// The global of a name of the built-in library.
    pub fn builtin_slot(&mut self, name: &str) -> u32 {
        if let Some(&slot) = self.builtins.get(name) {
            return slot;
        }
        let symbol = self.intern(name);
        let slot = self.global_slot(symbol);
        self.builtins.insert(name.to_string(), slot);
        slot
    }

    /// Must a call of this global keep the caller's frame, so that an error can name its place?
    pub fn keeps_frame(&self, slot: u32) -> bool {
        self.global_info[slot as usize].builtin && matches!(symbol_text(self.global_info[slot as usize].name).as_str(), "error" | "raise" | "raise-continuable")
    }

    /// Can the instruction `primitive` call this one with so many arguments?
    pub fn primitive_takes(&self, primitive: u32, count: usize) -> bool {
        let (_, least, most, _) = self.primitives[primitive as usize];
        primitive as usize >= crate::primitives::SPECIAL && count >= least && (count <= most || most == 255)
    }

    /// The index of the primitive's procedure in the pool of constants.
    pub fn primitive_constant(&self, primitive: u32) -> u32 {
        self.primitive_constants[primitive as usize]
    }

    // Constants and code.

    /// The index of a value in the pool of constants; symbols and immediates are there once.
    pub fn add_constant(&mut self, v: Value) -> u32 {
        let fixed = is_object(v, Type::Symbol) || !is_pointer(v);
        if fixed && let Some(&i) = self.constant_index.get(&v) {
            return i;
        }
        self.constants.push(v);
        let i = self.constants.len() as u32 - 1;
        if fixed {
            self.constant_index.insert(v, i);
        }
        i
    }

    /// A closure without free values.
    pub fn make_closure(&mut self, code: *const u32) -> Value {
        let object = self.heap.fixed_object(header(Type::Closure, 1), 1, TAG_PROCEDURE);
        // SAFETY: the one word of the object just made; code is aligned, so its address looks like a fixnum.
        unsafe { *slot(object, 1) = code as u64 };
        object
    }

    /// Registers code.
    pub fn add_code(&mut self, mut info: CodeInfo) {
        info.number = self.code_infos.len();
        self.code_infos.insert(info.start, info);
    }

    /// The code around an address.
    pub fn code_info(&self, address: usize) -> Option<&CodeInfo> {
        self.code_infos.range(..=address).next_back().map(|(_, i)| i).filter(|i| address < i.end)
    }

    /// Compiles one form of the top level to a closure without arguments.
    pub fn compile(&mut self, form: Value) -> Syntax<Value> {
        let mut compiler = Compiler::new(self);
        let node = compiler.top(form)?;
        let variables = std::mem::take(&mut compiler.variables);
        let code = generate(self, &variables, &node)?;
        Ok(self.make_closure(code))
    }

    // Memory.

    /// Room for so many words; what the caller holds outside registers and `temporaries` may move.
    #[inline(always)]
    pub fn reserve(&mut self, words: usize) -> Outcome<()> {
        if self.heap.has_room(words) { Ok(()) } else { self.collect(words) }
    }

    /// Room for what the compiler makes of one form or of the body of one library: see `Heap::cons_in_reserve`.
    pub fn reserve_for_compiler(&mut self) -> Outcome<()> {
        self.reserve(1 << 19)
    }

    fn top_of_stack(&self) -> usize {
        let f = self.stack[self.base];
        let frame = if is_procedure(f) && header_type(load(f, 0)) == Type::Closure as u8 {
            // SAFETY: a closure's first word is the address of its code's shape word.
            (unsafe { *(load(f, 1) as *const u32) } >> 16) as usize
        } else {
            0
        };
        (self.base + frame.max(self.argument_count + 1)).min(self.soft_limit)
    }

    fn with_roots<T>(&mut self, f: impl FnOnce(&mut Heap, usize, &mut Roots) -> T) -> T {
        let top = self.top_of_stack();
        let (live, dead) = self.stack.split_at_mut(top);
        let dirty = self.soft_limit - top;
        dead[..dirty].fill(0);
        self.soft_limit = (top + STACK_STEP).min(live.len() + dead.len());
        let (ports, free, positions) = (&mut self.ports, &mut self.free_ports, &mut self.positions);
        let mut weak = |survivor: &Survivor| {
            for (i, entry) in ports.iter_mut().enumerate() {
                if let Some(port) = entry {
                    match survivor(port.object) {
                        Some(v) => port.object = v,
                        None => {
                            *entry = None;
                            free.push(i);
                        }
                    }
                }
            }
            *positions = positions.drain().filter_map(|(list, place)| Some((survivor(list)?, place))).collect();
        };
        let spans = vec![live, &mut self.globals[..], &mut self.constants[..], &mut self.state[..], &mut self.current_ports[..]];
        f(&mut self.heap, 8 * top, &mut Roots { spans, weak: &mut weak })
    }

    #[cold]
    #[inline(never)]
    fn collect(&mut self, words: usize) -> Outcome<()> {
        if self.heap.may_wait(words) {
            return Ok(());
        }
        self.with_roots(|heap, stack, roots| heap.collect(words, stack, roots)).map_err(|_| Box::new(Fail::Full))
    }

    /// An object with so many words after its header, for the caller to fill at once.
    pub fn allocate(&mut self, header: u64, words: usize, tag: u64) -> Outcome {
        if words > self.heap.byte_limit / 8 {
            return Err(Box::new(Fail::Full));
        }
        self.reserve(words + 1)?;
        Ok(self.heap.object(header, words, tag))
    }

    /// Makes the stack reach `words`; new stretches are zero.
    pub fn grow_stack(&mut self, words: usize) -> Outcome<()> {
        if words + STACK_STEP > self.stack.len() {
            let size = (words + STACK_STEP).next_power_of_two();
            if 8 * (words + STACK_STEP) + self.heap.used() > self.heap.byte_limit {
                return Err(Box::new(Fail::Full));
            }
            let mut stack = vec![0; size];
            stack[..self.soft_limit].copy_from_slice(&self.stack[..self.soft_limit]);
            self.stack = stack;
        }
        self.soft_limit = self.soft_limit.max(words + STACK_STEP);
        Ok(())
    }

    // Making values.

    /// A string of these code points.
    pub fn make_string(&mut self, units: &[u32]) -> Outcome {
        let s = self.allocate(header(Type::String, units.len()), units.len().div_ceil(2), TAG_OBJECT)?;
        string_units_mut(s).copy_from_slice(units);
        Ok(s)
    }

    /// A string of this text.
    pub fn make_text(&mut self, text: &str) -> Outcome {
        let units: Vec<u32> = text.chars().map(|c| c as u32).collect();
        self.make_string(&units)
    }

    /// A bytevector.
    pub fn make_bytes(&mut self, content: &[u8]) -> Outcome {
        let b = self.allocate(header(Type::Bytes, content.len()), content.len().div_ceil(8), TAG_OBJECT)?;
        bytes_mut(b).copy_from_slice(content);
        Ok(b)
    }

    /// A fixnum or a bignum.
    pub fn make_integer(&mut self, n: &Big) -> Outcome {
        if let Some(n) = n.to_i64()
            && (FIXNUM_MIN..=FIXNUM_MAX).contains(&n)
        {
            return Ok(fixnum(n));
        }
        let sign = if n.negative { FLAG } else { 0 };
        let v = self.allocate(header(Type::Bignum, n.limbs.len()) | sign, n.limbs.len(), TAG_OBJECT)?;
        for (i, &l) in n.limbs.iter().enumerate() {
            // SAFETY: words of the object just made.
            unsafe { *slot(v, i + 1) = l };
        }
        Ok(v)
    }

    /// A flonum.
    pub fn make_real(&mut self, x: f64) -> Outcome {
        self.reserve(2)?;
        Ok(self.heap.flonum(x))
    }

    /// A number put together.
    pub fn make_number(&mut self, n: Number) -> Outcome {
        match n {
            Number::Fix(n) => Ok(fixnum(n)),
            Number::Big(n) => self.make_integer(&n),
            Number::Real(x) => self.make_real(x),
        }
    }

    /// A list of values that are held in `temporaries` from `start` on; they are taken off.
    pub fn list_from_temporaries(&mut self, start: usize, tail: Value) -> Outcome {
        self.heap.temporaries.push(tail);
        while self.heap.temporaries.len() > start + 1 {
            self.reserve(2)?;
            let tail = self.heap.temporaries.pop().unwrap_or(NIL);
            let head = self.heap.temporaries.pop().unwrap_or(NIL);
            let pair = self.heap.cons(head, tail);
            self.heap.temporaries.push(pair);
        }
        Ok(self.heap.temporaries.pop().unwrap_or(NIL))
    }

    /// A vector of the values in `temporaries` from `start` on; they are taken off.
    pub fn vector_from_temporaries(&mut self, start: usize) -> Outcome {
        let n = self.heap.temporaries.len() - start;
        let v = self.allocate(header(Type::Vector, n), n, TAG_OBJECT)?;
        for (i, item) in self.heap.temporaries.drain(start..).enumerate() {
            store(v, i + 1, item);
        }
        Ok(v)
    }

    // Places in the source.

    /// Remembers a source text; returns its index for positions.
    pub fn add_file(&mut self, name: &str, text: &str) -> usize {
        self.files.push(SourceFile { name: name.to_string(), lines: text.lines().map(str::to_string).collect() });
        self.files.len() - 1
    }

    /// A position of the running Scheme program, as one of ours.
    pub fn host_position(&self, n: i64) -> Position {
        match self.host_files.get(&(n >> 40)) {
            Some(&file) if n > 0 => (file as u64) << 40 | (n as u64 & 0xff_ffff_ffff),
            _ => 0,
        }
    }

    /// The place of the running instruction: the innermost that is not in the built-in library.
    pub fn current_position(&self) -> Position {
        let (mut pc, mut base) = (self.program_counter as usize, self.base);
        loop {
            if let Some(info) = self.code_info(pc.wrapping_sub(4)) {
                let offset = ((pc - 4 - info.start) / 4) as u32;
                let index = info.positions.partition_point(|&(o, _)| o <= offset);
                if index > 0 && info.positions[index - 1].1 >> 40 != 0 {
                    return info.positions[index - 1].1;
                }
            }
            let word = self.stack[base - 1];
            let distance = (word >> 48) as usize;
            if distance == 0 || distance >= base {
                return 0;
            }
            pc = (word & 0xffff_ffff_ffff) as usize;
            base -= distance;
        }
    }

    /// `file:line:column: message`, the line and a caret under the place.
    pub fn report(&self, position: Position, text: &str) -> String {
        let (file, line, column) = ((position >> 40) as usize, (position >> 16 & 0xff_ffff) as usize, (position & 0xffff) as usize);
        match self.files.get(file) {
            Some(source) if position != 0 => {
                let mut out = format!("{}:{line}:{column}: {text}\n", source.name);
                if let Some(shown) = source.lines.get(line.wrapping_sub(1)) {
                    let blank: String = shown.chars().take(column - 1).map(|c| if c == '\t' { c } else { ' ' }).collect();
                    out += &format!("{shown}\n{blank}^\n");
                }
                out
            }
            _ => format!("stage0: {text}\n"),
        }
    }
}
