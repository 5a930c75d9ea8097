//! Primitives on pairs, and what holds values without more: records, parameters, promises.

use crate::machine::*;
use crate::numbers::{index, is_eqv};
use crate::value::*;

/// `equal?`, without recursion on the Rust stack.
pub fn is_equal(x: Value, y: Value) -> bool {
    let mut pending = Vec::new();
    let (mut x, mut y) = (x, y);
    loop {
        if !is_eqv(x, y) {
            if is_pair(x) && is_pair(y) {
                pending.push((cdr(x), cdr(y)));
                (x, y) = (car(x), car(y));
                continue;
            }
            if x & 7 != TAG_OBJECT || y & 7 != TAG_OBJECT {
                return false;
            }
            let (hx, hy) = (load(x, 0), load(y, 0));
            if hx != hy {
                return false;
            }
            let kind = header_type(hx);
            if kind == Type::String as u8 {
                if string_units(x) != string_units(y) {
                    return false;
                }
            } else if kind == Type::Bytes as u8 {
                if bytes(x) != bytes(y) {
                    return false;
                }
            } else if kind == Type::Vector as u8 {
                pending.extend((1..=length(x)).rev().map(|i| (load(x, i), load(y, i))));
            } else {
                return false;
            }
        }
        match pending.pop() {
            Some(next) => (x, y) = next,
            None => return true,
        }
    }
}

/// The values of the list in word `at` of the stack: one alone is itself.
pub fn values_from_list(m: &mut Machine, at: usize) -> Outcome {
    let mut n = 0;
    let mut rest = m.stack[at];
    while is_pair(rest) {
        n += 1;
        rest = cdr(rest);
    }
    let v = m.allocate(header(Type::Values, n), n, TAG_OBJECT)?;
    let mut rest = m.stack[at];
    for i in 0..n {
        store(v, i + 1, car(rest));
        rest = cdr(rest);
    }
    Ok(v)
}

/// A fresh object of values that holds the arguments.
pub fn gather(m: &mut Machine, a: Arguments, kind: Type, tag: u64) -> Outcome {
    let v = m.allocate(header(kind, a.count), a.count, tag)?;
    for i in 0..a.count {
        store(v, i + 1, a[i]);
    }
    Ok(v)
}

/// Length of a proper list; an improper or circular one is an error.
pub fn list_length(v: Value) -> Option<usize> {
    let (mut n, mut slow, mut rest) = (0, v, v);
    while is_pair(rest) {
        n += 1;
        rest = cdr(rest);
        if n % 2 == 0 {
            slow = cdr(slow);
            if slow == rest && is_pair(rest) {
                return None;
            }
        }
    }
    (rest == NIL).then_some(n)
}

fn proper(a: Arguments, i: usize) -> Outcome<usize> {
    match list_length(a[i]) {
        Some(n) => Ok(n),
        None => wrong(i + 1, "a list", a[i]),
    }
}

/// Pushes the elements of the list that is argument `i`; where they begin.
pub fn list_to_temporaries(m: &mut Machine, a: Arguments, i: usize) -> Outcome<usize> {
    let n = proper(a, i)?;
    let start = m.heap.temporaries.len();
    let mut rest = a[i];
    for _ in 0..n {
        m.heap.temporaries.push(car(rest));
        rest = cdr(rest);
    }
    Ok(start)
}

fn append(m: &mut Machine, a: Arguments) -> Outcome {
    let Some(last) = a.count.checked_sub(1) else { return Ok(NIL) };
    let start = m.heap.temporaries.len();
    for i in 0..last {
        if let Err(e) = list_to_temporaries(m, a, i) {
            m.heap.temporaries.truncate(start);
            return Err(e);
        }
    }
    m.list_from_temporaries(start, a[last])
}

fn reverse(m: &mut Machine, a: Arguments) -> Outcome {
    let start = list_to_temporaries(m, a, 0)?;
    m.heap.temporaries[start..].reverse();
    m.list_from_temporaries(start, NIL)
}

fn tail(a: Arguments) -> Outcome {
    let mut rest = a[0];
    for _ in 0..index(a, 1)? {
        if !is_pair(rest) {
            return out_of_range(2, a[1]);
        }
        rest = cdr(rest);
    }
    Ok(rest)
}

/// The first place of the list in argument 1 that holds argument 0; with `entries`: the first entry that begins with it.
fn search(a: Arguments, entries: bool, same: impl Fn(Value, Value) -> bool) -> Outcome {
    let mut rest = a[1];
    while is_pair(rest) {
        let item = car(rest);
        if entries && !is_pair(item) {
            return wrong(2, "an association list", a[1]);
        }
        if same(a[0], if entries { car(item) } else { item }) {
            return Ok(if entries { item } else { rest });
        }
        rest = cdr(rest);
    }
    if rest == NIL { Ok(FALSE) } else { wrong(2, "a list", a[1]) }
}

fn is_eq(x: Value, y: Value) -> bool {
    x == y
}

fn record_slot(a: Arguments) -> Outcome<usize> {
    if !is_record(a[0]) || load(a[0], 1) != a[1] {
        let name = if is_object(a[3], Type::Symbol) { symbol_text(a[3]) } else { String::new() };
        return message(format!("{name}: argument 1 is not a record of its type"), &[a[0]]);
    }
    Ok(index(a, 2)? + 2)
}

/// Writes the arguments after the first into the words of that object, from its first on.
fn set_words(a: Arguments) -> Outcome {
    for i in 1..a.count {
        store(a[0], i, a[i]);
    }
    Ok(UNSPECIFIED)
}

/// The primitives on lists, records, parameters and promises.
pub const PRIMITIVES: &[Primitive] = &[
    ("equal?", 2, 2, |_, a| Ok(boolean(is_equal(a[0], a[1])))),
    ("list?", 1, 1, |_, a| Ok(boolean(list_length(a[0]).is_some()))),
    ("length", 1, 1, |_, a| proper(a, 0).map(|n| fixnum(n as i64))),
    ("append", 0, 255, append),
    ("reverse", 1, 1, reverse),
    ("list-tail", 2, 2, |_, a| tail(a)),
    ("memq", 2, 2, |_, a| search(a, false, is_eq)),
    ("memv", 2, 2, |_, a| search(a, false, is_eqv)),
    ("%member", 2, 2, |_, a| search(a, false, is_equal)),
    ("assq", 2, 2, |_, a| search(a, true, is_eq)),
    ("assv", 2, 2, |_, a| search(a, true, is_eqv)),
    ("%assoc", 2, 2, |_, a| search(a, true, is_equal)),
    ("%make-descriptor", 2, 2, |m, a| gather(m, a, Type::Descriptor, TAG_OBJECT)),
    ("%record?", 1, 1, |_, a| Ok(boolean(is_record(a[0])))),
    ("%record-of?", 2, 2, |_, a| Ok(boolean(is_record(a[0]) && load(a[0], 1) == a[1]))),
    ("%checked-record-ref", 4, 4, |_, a| record_slot(a).map(|i| load(a[0], i))),
    ("%checked-record-set!", 5, 5, |_, a| {
        store(a[0], record_slot(a)?, a[4]);
        Ok(UNSPECIFIED)
    }),
    ("%make-parameter", 2, 2, |m, a| gather(m, a, Type::Parameter, TAG_PROCEDURE)),
    ("%parameter?", 1, 1, |_, a| Ok(boolean(is_procedure(a[0]) && header_type(load(a[0], 0)) == Type::Parameter as u8))),
    ("%parameter-converter", 1, 1, |_, a| Ok(load(a[0], 2))),
    ("%make-promise", 2, 2, |m, a| gather(m, a, Type::Promise, TAG_OBJECT)),
    ("promise?", 1, 1, |_, a| Ok(boolean(is_object(a[0], Type::Promise)))),
    ("%promise-value", 1, 1, |_, a| Ok(load(a[0], 2))),
    ("%set-promise!", 3, 3, |_, a| set_words(a)),
];
