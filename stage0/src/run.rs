//! The interpreter: one loop, one arm an instruction. Scheme calls never use the Rust stack.
//!
//! A failure of an instruction becomes a call of the library's `raise` in a window above the running frame, so that
//! handlers run where the error is and see its place.
//!
//! A continuation takes the stack's whole used part into a vector and leaves the stack empty but for a return word that
//! leads to `halt`; there, one frame at a time is brought back from the continuation that `state[LINK]` holds.

mod calls;

use crate::machine::*;
use crate::numbers;
use crate::opcodes::Opcode;
use crate::primitives::{APPLY, CALL_WITH_CONTINUATION, CONTINUE, EVALUATE_CORE};
use crate::value::*;

/// Why the machine stops before its program's end.
pub enum Stop {
    Exit(i32),
    Full,
    /// A message of an error that nothing handles.
    Uncaught(String),
}

/// Arguments that one step makes a rest list of.
const PIECE: usize = 4096;

/// Fields of a continuation after its header.
const CONTINUATION_WORDS: usize = 7;
const CONTENTS: usize = 1;
const LENGTH: usize = 2;
const BELOW: usize = 3;
const RETURN_WORD: usize = 4;
const STATE: usize = 5;

const ADDRESS: u64 = 0xffff_ffff_ffff;

static HALT: [u32; 2] = [Opcode::Halt as u32, 0];

/// A word that returns to the instruction `halt`.
fn halt_word() -> u64 {
    HALT.as_ptr() as u64
}

impl Machine {
    /// Calls a procedure without arguments and runs until it returns.
    pub fn run(&mut self, procedure: Value) -> Result<Value, Stop> {
        self.state[LINK] = FALSE;
        self.stack[0] = halt_word();
        self.stack[1] = procedure;
        // SAFETY: the code that the compiler makes refers to registers, constants and globals that exist.
        unsafe { self.interpret() }
    }

    /// # Safety
    /// A window with a procedure and no arguments stands at the bottom of the stack.
    unsafe fn interpret(&mut self) -> Result<Value, Stop> {
        // SAFETY: see `run`; each access below is to a register of the running frame, within the stack's limit, to words
        // of the running code, or to an object whose type has just been checked.
        unsafe {
            let mut stack = self.stack.as_mut_ptr();
            let mut limit = stack.add(self.soft_limit);
            let mut base = stack.add(1);
            let mut pc: *const u32;
            let mut argc = 0usize;
            let mut globals = self.globals.as_mut_ptr();

            'enter: loop {
                macro_rules! r {
                    ($i:expr) => {
                        *base.add($i as usize)
                    };
                }
                macro_rules! save {
                    () => {
                        self.base = base.offset_from(stack) as usize;
                        self.argument_count = argc;
                        self.program_counter = pc;
                    };
                }
                macro_rules! restore {
                    () => {
                        stack = self.stack.as_mut_ptr();
                        limit = stack.add(self.soft_limit);
                        base = stack.add(self.base);
                        globals = self.globals.as_mut_ptr();
                    };
                }
                // A failure: calls `raise` in a window above the frame.
                macro_rules! fail {
                    ($fail:expr) => {{
                        save!();
                        let distance = self.prepare_raise(*$fail)?;
                        restore!();
                        r!(distance - 1) = pc as u64 | (distance as u64) << 48;
                        base = base.add(distance);
                        argc = 4;
                        continue 'enter;
                    }};
                }
                macro_rules! attempt {
                    ($e:expr) => {
                        match $e {
                            Ok(v) => v,
                            Err(e) => fail!(e),
                        }
                    };
                }
                macro_rules! reserve {
                    ($words:expr) => {
                        if !self.heap.has_room($words) {
                            save!();
                            if self.reserve($words).is_err() {
                                return Err(Stop::Full);
                            }
                            limit = stack.add(self.soft_limit);
                        }
                    };
                }
                // Starts the closure in register 0 at once when its arity is plain and the stack suffices.
                macro_rules! enter {
                    () => {
                        let f = r!(0);
                        if f & 7 == TAG_PROCEDURE {
                            let first = load(f, 0);
                            if header_type(first) == Type::Closure as u8 {
                                let code = load(f, 1) as *const u32;
                                let shape = *code;
                                if shape & 0xff == argc as u32 && base.add((shape >> 16) as usize) <= limit {
                                    pc = code.add(1);
                                    continue;
                                }
                            }
                        }
                        continue 'enter;
                    };
                }
                // Returns a value to the caller.
                macro_rules! give {
                    ($v:expr) => {{
                        let v = $v;
                        let word = *base.sub(1);
                        *base.sub(1) = v;
                        base = base.sub((word >> 48) as usize);
                        pc = (word & ADDRESS) as *const u32;
                    }};
                }
                macro_rules! jump_if {
                    ($truth:expr, $words:expr) => {{
                        if $truth {
                            pc = pc.offset(*pc as i32 as isize);
                        }
                        pc = pc.add($words);
                    }};
                }
                macro_rules! compare {
                    ($a:expr, $b:expr, $c:expr, $int:expr, $slow:expr) => {{
                        let (x, y): (Value, Value) = ($a, $b);
                        let truth = if (x | y) & 3 == 0 { $int(&(x as i64), &(y as i64)) } else { attempt!($slow(x, y)) };
                        jump_if!(truth == ($c != 0), 1);
                    }};
                }
                macro_rules! expect {
                    ($test:expr, $name:literal, $index:expr, $what:literal, $v:expr) => {
                        if !$test {
                            fail!(wrong_argument($name, $index, $what, $v));
                        }
                    };
                }
                macro_rules! sequence {
                    ($v:expr, $type:expr, $name:literal, $what:literal) => {{
                        let v = $v;
                        expect!(is_object(v, $type), $name, 1, $what, v);
                        v
                    }};
                }
                // A sequence and an index of it.
                macro_rules! element {
                    ($v:expr, $i:expr, $type:expr, $name:literal, $what:literal, $no:literal) => {{
                        let (v, i) = (sequence!($v, $type, $name, $what), $i);
                        expect!(is_fixnum(i) && (i >> 2) < length(v) as u64, $name, 2, $no, i);
                        (v, (i >> 2) as usize)
                    }};
                }
                macro_rules! pair_part {
                    ($name:literal, $what:literal, $v:expr, $($part:expr),*) => {{
                        let start = $v;
                        let mut v = start;
                        $(
                            expect!(is_pair(v), $name, 1, $what, start);
                            v = load(v, $part);
                        )*
                        v
                    }};
                }
                macro_rules! arithmetic {
                    ($a:expr, $x:expr, $y:expr, $checked:expr, $slow:expr) => {{
                        let (x, y): (Value, Value) = ($x, $y);
                        let fast = if (x | y) & 3 == 0 { $checked(x as i64, y as i64) } else { None };
                        r!($a) = match fast {
                            Some(z) => z as u64,
                            None => {
                                save!();
                                let z = attempt!($slow(self, x, y));
                                limit = stack.add(self.soft_limit);
                                z
                            }
                        };
                    }};
                }

                let f = r!(0);
                if is_procedure(f) && header_type(load(f, 0)) == Type::Closure as u8 {
                    let code = load(f, 1) as *const u32;
                    let shape = *code;
                    pc = code.add(1);
                    if shape & 255 != argc as u32 && shape & 255 != 255 {
                        fail!(self.arity_error(f, argc));
                    }
                    let need = ((shape >> 16) as usize).max(argc + 2);
                    if base.add(need) > limit {
                        save!();
                        if self.grow_stack(self.base + need).is_err() {
                            return Err(Stop::Full);
                        }
                        restore!();
                    }
                } else {
                    pc = HALT.as_ptr();
                    save!();
                    let entered = self.enter_other();
                    restore!();
                    match entered {
                        Ok(Entered::Value(v)) => give!(v),
                        Ok(Entered::Again(n)) => {
                            argc = n;
                            continue 'enter;
                        }
                        Err(e) => fail!(e),
                    }
                }

                loop {
                    let w = *pc;
                    pc = pc.add(1);
                    let a = (w >> 8 & 255) as usize;
                    let b = (w >> 16 & 255) as usize;
                    let c = (w >> 24) as usize;
                    // SAFETY: the low byte of a word of code is an instruction's number.
                    match std::mem::transmute::<u8, Opcode>(w as u8) {
                        Opcode::Move => r!(a) = r!(b),
                        Opcode::LoadInteger => r!(a) = fixnum((w as i32 >> 16) as i64),
                        Opcode::LoadImmediate => r!(a) = (w >> 16) as u64,
                        Opcode::LoadConstant => {
                            r!(a) = *self.constants.get_unchecked(*pc as usize);
                            pc = pc.add(1);
                        }
                        Opcode::GlobalRef => {
                            let v = *globals.add(*pc as usize);
                            if v == UNDEFINED {
                                let slot = *pc;
                                pc = pc.add(1);
                                fail!(self.undefined(slot));
                            }
                            r!(a) = v;
                            pc = pc.add(1);
                        }
                        Opcode::GlobalSet => {
                            let slot = *pc;
                            pc = pc.add(1);
                            if *globals.add(slot as usize) == UNDEFINED {
                                fail!(self.undefined(slot));
                            }
                            *globals.add(slot as usize) = r!(a);
                        }
                        Opcode::GlobalDefine => {
                            *globals.add(*pc as usize) = r!(a);
                            pc = pc.add(1);
                        }
                        Opcode::CapturedRef => r!(a) = load(r!(0), b + 2),
                        Opcode::MakeCell => {
                            reserve!(2);
                            let cell = self.heap.object(header(Type::Cell, 1), 1, TAG_OBJECT);
                            *slot(cell, 1) = r!(b);
                            r!(a) = cell;
                        }
                        Opcode::CellRef => {
                            let v = load(r!(b), 1);
                            if v == UNASSIGNED {
                                fail!(self.unassigned());
                            }
                            r!(a) = v;
                        }
                        Opcode::CellSet => store(r!(a), 1, r!(b)),
                        Opcode::CapturedCellRef => {
                            let v = load(load(r!(0), b + 2), 1);
                            if v == UNASSIGNED {
                                fail!(self.unassigned());
                            }
                            r!(a) = v;
                        }
                        Opcode::Closure => {
                            reserve!(b + 2);
                            let closure = self.heap.object(header(Type::Closure, b + 1), b + 1, TAG_PROCEDURE);
                            *slot(closure, 1) = *self.codes.get_unchecked(*pc as usize) as u64;
                            for i in 0..b {
                                let place = *pc.add(i + 1);
                                let v = if place >> 31 != 0 { load(r!(0), (place & 0xffff) as usize + 2) } else { r!(place) };
                                *slot(closure, i + 2) = v;
                            }
                            pc = pc.add(b + 1);
                            r!(a) = closure;
                        }
                        Opcode::ClosurePatch => store(r!(a), b + 2, r!(c)),

                        Opcode::Jump => pc = pc.offset(*pc as i32 as isize + 1),
                        Opcode::Call => {
                            r!(a) = pc as u64 | ((a + 1) as u64) << 48;
                            base = base.add(a + 1);
                            argc = b;
                            enter!();
                        }
                        Opcode::CallGlobal => {
                            let f = *globals.add(*pc as usize);
                            pc = pc.add(1);
                            if f == UNDEFINED {
                                fail!(self.undefined(*pc.sub(1)));
                            }
                            r!(a) = pc as u64 | ((a + 1) as u64) << 48;
                            base = base.add(a + 1);
                            r!(0) = f;
                            argc = b;
                            enter!();
                        }
                        Opcode::TailCall => {
                            for i in 0..=b {
                                r!(i) = r!(a + 1 + i);
                            }
                            argc = b;
                            enter!();
                        }
                        Opcode::TailCallGlobal => {
                            let f = *globals.add(*pc as usize);
                            if f == UNDEFINED {
                                pc = pc.add(1);
                                fail!(self.undefined(*pc.sub(1)));
                            }
                            r!(0) = f;
                            for i in 1..=b {
                                r!(i) = r!(a + 1 + i);
                            }
                            argc = b;
                            enter!();
                        }
                        Opcode::Return => give!(r!(a)),
                        Opcode::Primitive => {
                            let index = *pc as usize;
                            pc = pc.add(1);
                            save!();
                            let arguments = Arguments { start: base.add(a), count: b };
                            let v = attempt!((self.primitives.get_unchecked(index).3)(self, arguments));
                            limit = stack.add(self.soft_limit);
                            r!(a) = v;
                        }
                        Opcode::Clause => {
                            if argc == a || (b != 0 && argc > a) {
                                pc = pc.add(1);
                                if b != 0 {
                                    // In pieces, so that any number of arguments fits; between two the list stands where the last one ended.
                                    let mut list = NIL;
                                    let mut i = argc;
                                    while i > a {
                                        reserve!(2 * PIECE);
                                        if i < argc {
                                            list = r!(i + 1);
                                        }
                                        let start = i.saturating_sub(PIECE).max(a);
                                        while i > start {
                                            list = self.heap.cons(r!(i), list);
                                            i -= 1;
                                        }
                                        r!(i + 1) = list;
                                    }
                                    r!(a + 1) = list;
                                    argc = 0;
                                }
                            } else {
                                pc = pc.offset(*pc as i32 as isize + 1);
                            }
                        }
                        Opcode::NoClause => fail!(self.arity_error(r!(0), argc)),
                        Opcode::Unpack => {
                            let v = r!(a);
                            let many = is_object(v, Type::Values);
                            let n = if many { length(v) } else { 1 };
                            if n < b || (n > b && c == 0) {
                                fail!(self.values_error(b, n));
                            }
                            if c != 0 {
                                reserve!(2 * (n - b));
                            }
                            let v = r!(a);
                            if c != 0 {
                                let mut list = NIL;
                                for i in (b..n).rev() {
                                    list = self.heap.cons(if many { load(v, i + 1) } else { v }, list);
                                }
                                r!(a + b) = list;
                            }
                            for i in 0..b {
                                r!(a + i) = if many { load(v, i + 1) } else { v };
                            }
                        }
                        Opcode::Halt => {
                            if self.state[LINK] == FALSE {
                                return Ok(*base.sub(1));
                            }
                            save!();
                            let Ok(word) = self.bring_back() else { return Err(Stop::Full) };
                            restore!();
                            pc = (word & ADDRESS) as *const u32;
                        }

                        Opcode::BranchFalse => jump_if!(r!(a) == FALSE, 1),
                        Opcode::BranchTrue => jump_if!(r!(a) != FALSE, 1),
                        Opcode::BranchNull => jump_if!((r!(a) == NIL) == (c != 0), 1),
                        Opcode::BranchPair => jump_if!(is_pair(r!(a)) == (c != 0), 1),
                        Opcode::BranchType => jump_if!(is_of_type(b, r!(a)) == (c != 0), 1),
                        Opcode::BranchRecord => {
                            let v = r!(a);
                            let rtd = *globals.add(*pc.add(1) as usize);
                            jump_if!((is_record(v) && load(v, 1) == rtd) == (c != 0), 2);
                        }
                        Opcode::BranchEq => jump_if!((r!(a) == r!(b)) == (c != 0), 1),
                        Opcode::BranchEqv => jump_if!(numbers::is_eqv(r!(a), r!(b)) == (c != 0), 1),
                        Opcode::BranchEqual => jump_if!(crate::lists::is_equal(r!(a), r!(b)) == (c != 0), 1),
                        Opcode::BranchEqImmediate => jump_if!(r!(a) == (w >> 16) as u64, 1),
                        Opcode::BranchUneqImmediate => jump_if!(r!(a) != (w >> 16) as u64, 1),
                        Opcode::BranchEqConstant => jump_if!((r!(a) == *self.constants.get_unchecked(*pc.add(1) as usize)) == (c != 0), 2),
                        Opcode::BranchNumberEqual => compare!(r!(a), r!(b), c, i64::eq, numbers::is_equal),
                        Opcode::BranchLess => compare!(r!(a), r!(b), c, i64::lt, numbers::is_less),
                        Opcode::BranchLessEqual => compare!(r!(a), r!(b), c, i64::le, numbers::is_less_or_equal),
                        Opcode::BranchIntegerEqual => compare!(r!(a), fixnum(b as i8 as i64), c, i64::eq, numbers::is_equal),
                        Opcode::BranchIntegerLess => compare!(r!(a), fixnum(b as i8 as i64), c, i64::lt, numbers::is_less),
                        Opcode::BranchIntegerGreater => compare!(r!(a), fixnum(b as i8 as i64), c, i64::gt, numbers::is_greater),
                        Opcode::Add => arithmetic!(a, r!(b), r!(c), i64::checked_add, numbers::add),
                        Opcode::Subtract => arithmetic!(a, r!(b), r!(c), i64::checked_sub, numbers::subtract),
                        Opcode::Multiply => arithmetic!(a, r!(b), r!(c), |x: i64, y: i64| (x >> 2).checked_mul(y), numbers::multiply),
                        Opcode::AddInteger => arithmetic!(a, r!(b), fixnum(c as i8 as i64), i64::checked_add, numbers::add),
                        Opcode::Quotient => arithmetic!(a, r!(b), r!(c), quotient, numbers::quotient),
                        Opcode::Remainder => arithmetic!(a, r!(b), r!(c), remainder, numbers::remainder),
                        Opcode::Modulo => arithmetic!(a, r!(b), r!(c), modulo, numbers::modulo),

                        Opcode::Cons => {
                            reserve!(2);
                            r!(a) = self.heap.cons(r!(b), r!(c));
                        }
                        Opcode::Car => r!(a) = pair_part!("car", "is not a pair", r!(b), 0),
                        Opcode::Cdr => r!(a) = pair_part!("cdr", "is not a pair", r!(b), 1),
                        Opcode::Caar => r!(a) = pair_part!("caar", "lacks the part", r!(b), 0, 0),
                        Opcode::Cadr => r!(a) = pair_part!("cadr", "lacks the part", r!(b), 1, 0),
                        Opcode::Cdar => r!(a) = pair_part!("cdar", "lacks the part", r!(b), 0, 1),
                        Opcode::Cddr => r!(a) = pair_part!("cddr", "lacks the part", r!(b), 1, 1),
                        Opcode::Caddr => r!(a) = pair_part!("caddr", "lacks the part", r!(b), 1, 1, 0),
                        Opcode::Cdddr => r!(a) = pair_part!("cdddr", "lacks the part", r!(b), 1, 1, 1),
                        Opcode::SetCar => {
                            expect!(is_pair(r!(a)), "set-car!", 1, "is not a pair", r!(a));
                            store(r!(a), 0, r!(b));
                        }
                        Opcode::SetCdr => {
                            expect!(is_pair(r!(a)), "set-cdr!", 1, "is not a pair", r!(a));
                            store(r!(a), 1, r!(b));
                        }
                        Opcode::List => {
                            reserve!(2 * b);
                            let mut list = NIL;
                            for i in (0..b).rev() {
                                list = self.heap.cons(r!(a + i), list);
                            }
                            r!(a) = list;
                        }

                        Opcode::Vector | Opcode::Record => {
                            reserve!(b + 1);
                            let v = if w as u8 == Opcode::Record as u8 {
                                self.heap.object(header(Type::Record, b), b, TAG_RECORD)
                            } else {
                                self.heap.object(header(Type::Vector, b), b, TAG_OBJECT)
                            };
                            for i in 0..b {
                                *slot(v, i + 1) = r!(a + i);
                            }
                            r!(a) = v;
                        }
                        Opcode::VectorRef => {
                            let (v, i) = element!(r!(b), r!(c), Type::Vector, "vector-ref", "is not a vector", "is no index of the vector");
                            r!(a) = load(v, i + 1);
                        }
                        Opcode::VectorRefInteger => {
                            let v = r!(b);
                            expect!(is_object(v, Type::Vector), "vector-ref", 1, "is not a vector", v);
                            expect!(c < length(v), "vector-ref", 2, "is no index of the vector", fixnum(c as i64));
                            r!(a) = load(v, c + 1);
                        }
                        Opcode::VectorSet => {
                            let (v, i) = element!(r!(a), r!(b), Type::Vector, "vector-set!", "is not a vector", "is no index of the vector");
                            store(v, i + 1, r!(c));
                        }
                        Opcode::VectorLength => r!(a) = fixnum(length(sequence!(r!(b), Type::Vector, "vector-length", "is not a vector")) as i64),
                        Opcode::StringRef => {
                            let (v, i) = element!(r!(b), r!(c), Type::String, "string-ref", "is not a string", "is no index of the string");
                            r!(a) = character(*(slot(v, 1) as *const u32).add(i));
                        }
                        Opcode::StringLength => r!(a) = fixnum(length(sequence!(r!(b), Type::String, "string-length", "is not a string")) as i64),
                        Opcode::BytevectorRef => {
                            let (v, i) = element!(r!(b), r!(c), Type::Bytes, "bytevector-u8-ref", "is not a bytevector", "is no index of the bytevector");
                            r!(a) = fixnum(*(slot(v, 1) as *const u8).add(i) as i64);
                        }
                        Opcode::BytevectorSet => {
                            let x = r!(c);
                            let (v, i) = element!(r!(a), r!(b), Type::Bytes, "bytevector-u8-set!", "is not a bytevector", "is no index of the bytevector");
                            expect!(is_fixnum(x) && (x >> 2) < 256, "bytevector-u8-set!", 3, "is not a byte", x);
                            *(slot(v, 1) as *mut u8).add(i) = (x >> 2) as u8;
                        }
                        Opcode::BytevectorLength => r!(a) = fixnum(length(sequence!(r!(b), Type::Bytes, "bytevector-length", "is not a bytevector")) as i64),
                        Opcode::CharToInteger => {
                            let v = r!(b);
                            expect!(is_char(v), "char->integer", 1, "is not a character", v);
                            r!(a) = fixnum(to_char(v) as i64);
                        }

                        Opcode::RecordRef => {
                            let v = r!(b);
                            let rtd = *globals.add(*pc as usize);
                            pc = pc.add(2);
                            if !is_record(v) || load(v, 1) != rtd {
                                fail!(self.wrong_record(*pc.sub(1), v));
                            }
                            r!(a) = load(v, c + 2);
                        }
                        Opcode::RecordSet => {
                            let v = r!(a);
                            let rtd = *globals.add(*pc as usize);
                            pc = pc.add(2);
                            if !is_record(v) || load(v, 1) != rtd {
                                fail!(self.wrong_record(*pc.sub(1), v));
                            }
                            store(v, c + 2, r!(b));
                        }
                    }
                }
            }
        }
    }
}

/// What the call of something that is no closure comes to.
enum Entered {
    Value(Value),
    /// The window holds another procedure now, with so many arguments.
    Again(usize),
}

#[cold]
fn wrong_argument(name: &str, index: usize, what: &str, v: Value) -> Box<Fail> {
    Box::new(Fail::Message(format!("{name}: argument {index} {what}"), vec![v]))
}

/// Is the value of the type with this number in `TYPE_PREDICATES`?
#[inline(always)]
pub fn is_of_type(kind: usize, v: Value) -> bool {
    match kind {
        0 => is_object(v, Type::Symbol),
        1 => is_object(v, Type::String),
        2 => is_object(v, Type::Vector),
        3 => is_object(v, Type::Bytes),
        4 => is_char(v),
        5 => is_procedure(v),
        6 => v == TRUE || v == FALSE,
        7 => v == EOF,
        8 => is_fixnum(v) || is_flonum(v) || is_object(v, Type::Bignum),
        9 => is_fixnum(v) || is_object(v, Type::Bignum),
        10 => is_fixnum(v),
        _ => is_flonum(v),
    }
}

fn quotient(x: i64, y: i64) -> Option<i64> {
    if y == 0 { None } else { Some((x / y) << 2).filter(|_| y != -4) }
}

fn remainder(x: i64, y: i64) -> Option<i64> {
    if y == 0 || y == -4 { None } else { Some(x % y) }
}

fn modulo(x: i64, y: i64) -> Option<i64> {
    if y == 0 || y == -4 {
        return None;
    }
    let r = x % y;
    Some(if r != 0 && (r < 0) != (y < 0) { r + y } else { r })
}
