//! Primitives on pairs, symbols, vectors, records and values.

use crate::machine::*;
use crate::numbers::{index, is_eqv};
use crate::run::is_of_type;
use crate::rules::TYPE_PREDICATES;
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
fn gather(m: &mut Machine, a: Arguments, kind: Type, tag: u64) -> Outcome {
    let v = m.allocate(header(kind, a.count), a.count, tag)?;
    for i in 0..a.count {
        store(v, i + 1, a[i]);
    }
    Ok(v)
}

fn list_of(m: &mut Machine, a: Arguments) -> Outcome {
    if a.count > 1000 {
        let start = m.heap.temporaries.len();
        m.heap.temporaries.extend_from_slice(a.slice());
        return m.list_from_temporaries(start, NIL);
    }
    m.reserve(2 * a.count)?;
    Ok(a.slice().iter().rev().fold(NIL, |list, &v| m.heap.cons(v, list)))
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

fn append(m: &mut Machine, a: Arguments) -> Outcome {
    if a.count == 0 {
        return Ok(NIL);
    }
    let base = m.heap.temporaries.len();
    m.heap.temporaries.push(a[a.count - 1]);
    for i in (0..a.count - 1).rev() {
        let n = match list_length(a[i]) {
            Some(n) => n,
            None => {
                m.heap.temporaries.truncate(base);
                return wrong(i + 1, "a list", a[i]);
            }
        };
        if n == 0 {
            continue;
        }
        if 2 * n <= 1024 {
            m.reserve(2 * n)?;
            let tail = m.heap.temporaries[base];
            let mut rest = a[i];
            let first = m.heap.cons(car(rest), tail);
            let mut last = first;
            for _ in 1..n {
                rest = cdr(rest);
                let pair = m.heap.cons(car(rest), tail);
                store(last, 1, pair);
                last = pair;
            }
            m.heap.temporaries[base] = first;
        } else {
            let start = m.heap.temporaries.len();
            let mut rest = a[i];
            while is_pair(rest) {
                m.heap.temporaries.push(car(rest));
                rest = cdr(rest);
            }
            let tail = m.heap.temporaries[base];
            m.heap.temporaries[base] = m.list_from_temporaries(start, tail)?;
        }
    }
    Ok(m.heap.temporaries.pop().unwrap_or(NIL))
}

fn reverse(m: &mut Machine, a: Arguments) -> Outcome {
    proper(a, 0)?;
    let start = m.heap.temporaries.len();
    m.heap.temporaries.extend([a[0], NIL]);
    while is_pair(m.heap.temporaries[start]) {
        m.reserve(2)?;
        let rest = m.heap.temporaries[start];
        m.heap.temporaries[start + 1] = m.heap.cons(car(rest), m.heap.temporaries[start + 1]);
        m.heap.temporaries[start] = cdr(rest);
    }
    let result = m.heap.temporaries[start + 1];
    m.heap.temporaries.truncate(start);
    Ok(result)
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

fn element(a: Arguments) -> Outcome {
    let rest = tail(a)?;
    if is_pair(rest) { Ok(car(rest)) } else { out_of_range(2, a[1]) }
}

fn member(a: Arguments, same: impl Fn(Value, Value) -> bool) -> Outcome {
    let (key, mut rest) = (a[0], a[1]);
    while is_pair(rest) {
        if same(key, car(rest)) {
            return Ok(rest);
        }
        rest = cdr(rest);
    }
    if rest == NIL { Ok(FALSE) } else { wrong(2, "a list", a[1]) }
}

fn association(a: Arguments, same: impl Fn(Value, Value) -> bool) -> Outcome {
    let (key, mut rest) = (a[0], a[1]);
    while is_pair(rest) {
        let entry = car(rest);
        if !is_pair(entry) {
            return wrong(2, "an association list", a[1]);
        }
        if same(key, car(entry)) {
            return Ok(entry);
        }
        rest = cdr(rest);
    }
    if rest == NIL { Ok(FALSE) } else { wrong(2, "a list", a[1]) }
}

fn is_eq(x: Value, y: Value) -> bool {
    x == y
}

/// `cxr`: the path is read from right to left, `true` for a cdr.
fn path(a: Arguments, path: &[bool]) -> Outcome {
    let mut v = a[0];
    for &d in path.iter().rev() {
        if !is_pair(v) {
            return wrong(1, "a pair that deep", a[0]);
        }
        v = if d { cdr(v) } else { car(v) };
    }
    Ok(v)
}

fn list_copy(m: &mut Machine, a: Arguments) -> Outcome {
    let start = m.heap.temporaries.len();
    let mut rest = a[0];
    while is_pair(rest) {
        m.heap.temporaries.push(car(rest));
        rest = cdr(rest);
    }
    m.list_from_temporaries(start, rest)
}

fn make_list(m: &mut Machine, a: Arguments) -> Outcome {
    let n = index(a, 0)?;
    let start = m.heap.temporaries.len();
    let fill = a.get(1).unwrap_or(UNSPECIFIED);
    m.heap.temporaries.resize(start + n, fill);
    m.list_from_temporaries(start, NIL)
}

fn list_set(m: &mut Machine, a: Arguments) -> Outcome {
    let rest = tail(a)?;
    if !is_pair(rest) {
        return out_of_range(2, a[1]);
    }
    store(rest, 0, a[2]);
    Ok(UNSPECIFIED)
}

fn set_pair(m: &mut Machine, a: Arguments, part: usize) -> Outcome {
    if !is_pair(a[0]) {
        return wrong(1, "a pair", a[0]);
    }
    store(a[0], part, a[1]);
    Ok(UNSPECIFIED)
}

fn is_all(a: Arguments, test: fn(Value) -> bool, what: &'static str) -> Outcome {
    for i in 0..a.count {
        if !test(a[i]) {
            return wrong(i + 1, what, a[i]);
        }
    }
    Ok(boolean(a.slice().windows(2).all(|w| w[0] == w[1])))
}

// Vectors.

fn vector(a: Arguments, i: usize) -> Outcome {
    if is_object(a[i], Type::Vector) { Ok(a[i]) } else { wrong(i + 1, "a vector", a[i]) }
}

fn make_vector(m: &mut Machine, a: Arguments) -> Outcome {
    let n = index(a, 0)?;
    let v = m.allocate(header(Type::Vector, n), n, TAG_OBJECT)?;
    let fill = a.get(1).unwrap_or(UNSPECIFIED);
    for i in 1..=n {
        store(v, i, fill);
    }
    Ok(v)
}

/// Start and end from arguments `i` and `i + 1`, checked against a length.
pub fn range(a: Arguments, i: usize, length: usize) -> Outcome<(usize, usize)> {
    let end = if a.count > i + 1 { index(a, i + 1)? } else { length };
    if end > length {
        return out_of_range(i + 2, a[i + 1]);
    }
    let start = if a.count > i { index(a, i)? } else { 0 };
    if start > end {
        return out_of_range(i + 1, a[i]);
    }
    Ok((start, end))
}

fn vector_copy(m: &mut Machine, a: Arguments) -> Outcome {
    let (start, end) = range(a, 1, length(vector(a, 0)?))?;
    let v = m.allocate(header(Type::Vector, end - start), end - start, TAG_OBJECT)?;
    for i in start..end {
        store(v, i - start + 1, load(a[0], i + 1));
    }
    Ok(v)
}

fn vector_copy_into(m: &mut Machine, a: Arguments) -> Outcome {
    let to = vector(a, 0)?;
    let at = index(a, 1)?;
    let from = vector(a, 2)?;
    let (start, end) = range(a, 3, length(from))?;
    if at > length(to) || end - start > length(to) - at {
        return out_of_range(2, a[1]);
    }
    let mut copy = |i: usize| store(to, at + i - start + 1, load(from, i + 1));
    if to == from && at > start { (start..end).rev().for_each(&mut copy) } else { (start..end).for_each(&mut copy) }
    Ok(UNSPECIFIED)
}

fn vector_fill(m: &mut Machine, a: Arguments) -> Outcome {
    let v = vector(a, 0)?;
    let (start, end) = range(a, 2, length(v))?;
    for i in start..end {
        store(v, i + 1, a[1]);
    }
    Ok(UNSPECIFIED)
}

fn vector_append(m: &mut Machine, a: Arguments) -> Outcome {
    let mut n = 0;
    for i in 0..a.count {
        n += length(vector(a, i)?);
    }
    let v = m.allocate(header(Type::Vector, n), n, TAG_OBJECT)?;
    let mut at = 1;
    for i in 0..a.count {
        for k in 1..=length(a[i]) {
            store(v, at, load(a[i], k));
            at += 1;
        }
    }
    Ok(v)
}

fn vector_to_list(m: &mut Machine, a: Arguments) -> Outcome {
    let (start, end) = range(a, 1, length(vector(a, 0)?))?;
    let base = m.heap.temporaries.len();
    for i in start..end {
        m.heap.temporaries.push(load(a[0], i + 1));
    }
    m.list_from_temporaries(base, NIL)
}

fn list_to_vector(m: &mut Machine, a: Arguments) -> Outcome {
    let n = proper(a, 0)?;
    let v = m.allocate(header(Type::Vector, n), n, TAG_OBJECT)?;
    let mut rest = a[0];
    for i in 1..=n {
        store(v, i, car(rest));
        rest = cdr(rest);
    }
    Ok(v)
}

fn element_of(a: Arguments) -> Outcome<usize> {
    let v = vector(a, 0)?;
    let i = index(a, 1)?;
    if i < length(v) { Ok(i + 1) } else { out_of_range(2, a[1]) }
}

// Records, cells, promises.

fn make_descriptor(m: &mut Machine, a: Arguments) -> Outcome {
    gather(m, a, Type::Descriptor, TAG_OBJECT)
}

fn record_slot(a: Arguments, name: Value) -> Outcome<usize> {
    if !is_record(a[0]) || load(a[0], 1) != a[1] {
        let name = if is_object(name, Type::Symbol) { symbol_text(name) } else { String::new() };
        return message(format!("{name}: argument 1 is not a record of its type"), &[a[0]]);
    }
    Ok(index(a, 2)? + 2)
}

fn set_record(m: &mut Machine, a: Arguments) -> Outcome {
    let i = record_slot(a, a[3])?;
    store(a[0], i, a[4]);
    Ok(UNSPECIFIED)
}

fn promise(m: &mut Machine, a: Arguments) -> Outcome {
    gather(m, a, Type::Promise, TAG_OBJECT)
}

fn set_promise(m: &mut Machine, a: Arguments) -> Outcome {
    store(a[0], 1, a[1]);
    store(a[0], 2, a[2]);
    Ok(UNSPECIFIED)
}

pub const TYPES: [Primitive; TYPE_PREDICATES.len()] = [
    (TYPE_PREDICATES[0], 1, 1, |_, a| Ok(boolean(is_of_type(0, a[0])))),
    (TYPE_PREDICATES[1], 1, 1, |_, a| Ok(boolean(is_of_type(1, a[0])))),
    (TYPE_PREDICATES[2], 1, 1, |_, a| Ok(boolean(is_of_type(2, a[0])))),
    (TYPE_PREDICATES[3], 1, 1, |_, a| Ok(boolean(is_of_type(3, a[0])))),
    (TYPE_PREDICATES[4], 1, 1, |_, a| Ok(boolean(is_of_type(4, a[0])))),
    (TYPE_PREDICATES[5], 1, 1, |_, a| Ok(boolean(is_of_type(5, a[0])))),
    (TYPE_PREDICATES[6], 1, 1, |_, a| Ok(boolean(is_of_type(6, a[0])))),
    (TYPE_PREDICATES[7], 1, 1, |_, a| Ok(boolean(is_of_type(7, a[0])))),
    (TYPE_PREDICATES[8], 1, 1, |_, a| Ok(boolean(is_of_type(8, a[0])))),
    (TYPE_PREDICATES[9], 1, 1, |_, a| Ok(boolean(is_of_type(9, a[0])))),
    (TYPE_PREDICATES[10], 1, 1, |_, a| Ok(boolean(is_of_type(10, a[0])))),
    (TYPE_PREDICATES[11], 1, 1, |_, a| Ok(boolean(is_of_type(11, a[0])))),
];

pub const PRIMITIVES: &[Primitive] = &[
    ("eq?", 2, 2, |_, a| Ok(boolean(a[0] == a[1]))),
    ("eqv?", 2, 2, |_, a| Ok(boolean(is_eqv(a[0], a[1])))),
    ("equal?", 2, 2, |_, a| Ok(boolean(is_equal(a[0], a[1])))),
    ("not", 1, 1, |_, a| Ok(boolean(a[0] == FALSE))),
    ("null?", 1, 1, |_, a| Ok(boolean(a[0] == NIL))),
    ("pair?", 1, 1, |_, a| Ok(boolean(is_pair(a[0])))),
    ("list?", 1, 1, |_, a| Ok(boolean(list_length(a[0]).is_some()))),
    ("boolean=?", 1, 255, |_, a| is_all(a, |v| v == TRUE || v == FALSE, "a boolean")),
    ("symbol=?", 1, 255, |_, a| is_all(a, |v| is_object(v, Type::Symbol), "a symbol")),
    ("cons", 2, 2, |m, a| {
        m.reserve(2)?;
        Ok(m.heap.cons(a[0], a[1]))
    }),
    ("car", 1, 1, |_, a| path(a, &[false])),
    ("cdr", 1, 1, |_, a| path(a, &[true])),
    ("caar", 1, 1, |_, a| path(a, &[false, false])),
    ("cadr", 1, 1, |_, a| path(a, &[false, true])),
    ("cdar", 1, 1, |_, a| path(a, &[true, false])),
    ("cddr", 1, 1, |_, a| path(a, &[true, true])),
    ("caaar", 1, 1, |_, a| path(a, &[false, false, false])),
    ("caadr", 1, 1, |_, a| path(a, &[false, false, true])),
    ("cadar", 1, 1, |_, a| path(a, &[false, true, false])),
    ("caddr", 1, 1, |_, a| path(a, &[false, true, true])),
    ("cdaar", 1, 1, |_, a| path(a, &[true, false, false])),
    ("cdadr", 1, 1, |_, a| path(a, &[true, false, true])),
    ("cddar", 1, 1, |_, a| path(a, &[true, true, false])),
    ("cdddr", 1, 1, |_, a| path(a, &[true, true, true])),
    ("caaaar", 1, 1, |_, a| path(a, &[false, false, false, false])),
    ("caaadr", 1, 1, |_, a| path(a, &[false, false, false, true])),
    ("caadar", 1, 1, |_, a| path(a, &[false, false, true, false])),
    ("caaddr", 1, 1, |_, a| path(a, &[false, false, true, true])),
    ("cadaar", 1, 1, |_, a| path(a, &[false, true, false, false])),
    ("cadadr", 1, 1, |_, a| path(a, &[false, true, false, true])),
    ("caddar", 1, 1, |_, a| path(a, &[false, true, true, false])),
    ("cadddr", 1, 1, |_, a| path(a, &[false, true, true, true])),
    ("cdaaar", 1, 1, |_, a| path(a, &[true, false, false, false])),
    ("cdaadr", 1, 1, |_, a| path(a, &[true, false, false, true])),
    ("cdadar", 1, 1, |_, a| path(a, &[true, false, true, false])),
    ("cdaddr", 1, 1, |_, a| path(a, &[true, false, true, true])),
    ("cddaar", 1, 1, |_, a| path(a, &[true, true, false, false])),
    ("cddadr", 1, 1, |_, a| path(a, &[true, true, false, true])),
    ("cdddar", 1, 1, |_, a| path(a, &[true, true, true, false])),
    ("cddddr", 1, 1, |_, a| path(a, &[true, true, true, true])),
    ("set-car!", 2, 2, |m, a| set_pair(m, a, 0)),
    ("set-cdr!", 2, 2, |m, a| set_pair(m, a, 1)),
    ("list", 0, 255, list_of),
    ("make-list", 1, 2, make_list),
    ("list-copy", 1, 1, list_copy),
    ("length", 1, 1, |_, a| proper(a, 0).map(|n| fixnum(n as i64))),
    ("append", 0, 255, append),
    ("reverse", 1, 1, reverse),
    ("list-tail", 2, 2, |_, a| tail(a)),
    ("list-ref", 2, 2, |_, a| element(a)),
    ("list-set!", 3, 3, list_set),
    ("memq", 2, 2, |_, a| member(a, is_eq)),
    ("memv", 2, 2, |_, a| member(a, is_eqv)),
    ("%member", 2, 2, |_, a| member(a, is_equal)),
    ("assq", 2, 2, |_, a| association(a, is_eq)),
    ("assv", 2, 2, |_, a| association(a, is_eqv)),
    ("%assoc", 2, 2, |_, a| association(a, is_equal)),
    ("vector", 0, 255, |m, a| gather(m, a, Type::Vector, TAG_OBJECT)),
    ("make-vector", 1, 2, make_vector),
    ("vector-length", 1, 1, |_, a| vector(a, 0).map(|v| fixnum(length(v) as i64))),
    ("vector-ref", 2, 2, |_, a| element_of(a).map(|i| load(a[0], i))),
    ("vector-set!", 3, 3, |m, a| {
        let i = element_of(a)?;
        store(a[0], i, a[2]);
        Ok(UNSPECIFIED)
    }),
    ("vector-copy", 1, 3, vector_copy),
    ("vector-copy!", 3, 5, vector_copy_into),
    ("vector-fill!", 2, 4, vector_fill),
    ("vector-append", 0, 255, vector_append),
    ("vector->list", 1, 3, vector_to_list),
    ("list->vector", 1, 1, list_to_vector),
    ("%make-descriptor", 2, 2, make_descriptor),
    ("%record", 1, 255, |m, a| gather(m, a, Type::Record, TAG_RECORD)),
    ("%record?", 1, 1, |_, a| Ok(boolean(is_record(a[0])))),
    ("%record-of?", 2, 2, |_, a| Ok(boolean(is_record(a[0]) && load(a[0], 1) == a[1]))),
    ("%checked-record-ref", 4, 4, |_, a| record_slot(a, a[3]).map(|i| load(a[0], i))),
    ("%checked-record-set!", 5, 5, set_record),
    ("%make-parameter", 2, 2, |m, a| gather(m, a, Type::Parameter, TAG_PROCEDURE)),
    ("%parameter?", 1, 1, |_, a| Ok(boolean(is_procedure(a[0]) && header_type(load(a[0], 0)) == Type::Parameter as u8))),
    ("%parameter-converter", 1, 1, |_, a| Ok(load(a[0], 2))),
    ("%make-promise", 2, 2, promise),
    ("promise?", 1, 1, |_, a| Ok(boolean(is_object(a[0], Type::Promise)))),
    ("%promise-done?", 1, 1, |_, a| Ok(load(a[0], 1))),
    ("%promise-value", 1, 1, |_, a| Ok(load(a[0], 2))),
    ("%set-promise!", 3, 3, set_promise),
];
