//! Vectors, strings and bytevectors: one implementation of what differs only in the size and meaning of a unit.

use crate::lists::list_to_temporaries;
use crate::machine::*;
use crate::numbers::index;
use crate::value::*;

/// A type of sequences.
pub struct Sequences {
    kind: Type,
    /// Bytes of an element.
    unit: usize,
    what: &'static str,
    /// Element of a fresh sequence that is given none.
    fill: u64,
}

/// Vectors.
pub const VECTORS: Sequences = Sequences { kind: Type::Vector, unit: 8, what: "a vector", fill: UNSPECIFIED };
/// Strings, by code points.
pub const STRINGS: Sequences = Sequences { kind: Type::String, unit: 4, what: "a string", fill: 32 };
/// Bytevectors.
pub const BYTES: Sequences = Sequences { kind: Type::Bytes, unit: 1, what: "a bytevector", fill: 0 };

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

impl Sequences {
    /// Argument `i`, which must be such a sequence.
    pub fn argument(&self, a: Arguments, i: usize) -> Outcome {
        if is_object(a[i], self.kind) { Ok(a[i]) } else { wrong(i + 1, self.what, a[i]) }
    }

    /// A fresh one of so many elements, to be filled at once.
    fn make(&self, m: &mut Machine, n: usize) -> Outcome {
        m.allocate(header(self.kind, n), n.saturating_mul(self.unit).div_ceil(8), TAG_OBJECT)
    }

    /// A value as an element; `argument`: the place of what it comes from.
    fn encode(&self, v: Value, argument: usize) -> Outcome<u64> {
        match self.kind {
            Type::String if is_char(v) => Ok(to_char(v) as u64),
            Type::String => wrong(argument, "a character", v),
            Type::Bytes if is_fixnum(v) && (0..256).contains(&to_int(v)) => Ok(to_int(v) as u64),
            Type::Bytes => wrong(argument, "a byte", v),
            _ => Ok(v),
        }
    }

    fn get(&self, v: Value, i: usize) -> Value {
        match self.kind {
            Type::String => character(string_units(v)[i]),
            Type::Bytes => fixnum(bytes(v)[i] as i64),
            _ => load(v, i + 1),
        }
    }

    fn put(&self, v: Value, i: usize, element: u64) {
        match self.kind {
            Type::String => string_units_mut(v)[i] = element as u32,
            Type::Bytes => bytes_mut(v)[i] = element as u8,
            _ => store(v, i + 1, element),
        }
    }

    /// Moves elements; both stretches lie inside their sequences and may overlap.
    fn move_elements(&self, from: Value, start: usize, to: Value, at: usize, n: usize) {
        let place = |v: Value, i: usize| (slot(v, 1) as *mut u8).wrapping_add(i * self.unit);
        // SAFETY: the callers have checked both stretches.
        unsafe { std::ptr::copy(place(from, start), place(to, at), n * self.unit) }
    }

    fn filled(&self, m: &mut Machine, a: Arguments) -> Outcome {
        let n = index(a, 0)?;
        let v = self.make(m, n)?;
        let element = if a.count > 1 { self.encode(a[1], 2)? } else { self.fill };
        (0..n).for_each(|i| self.put(v, i, element));
        Ok(v)
    }

    fn fill(&self, a: Arguments) -> Outcome {
        let v = self.argument(a, 0)?;
        let element = self.encode(a[1], 2)?;
        let (start, end) = range(a, 2, length(v))?;
        (start..end).for_each(|i| self.put(v, i, element));
        Ok(UNSPECIFIED)
    }

    fn copy(&self, m: &mut Machine, a: Arguments) -> Outcome {
        let (start, end) = range(a, 1, length(self.argument(a, 0)?))?;
        let v = self.make(m, end - start)?;
        self.move_elements(a[0], start, v, 0, end - start);
        Ok(v)
    }

    fn copy_into(&self, a: Arguments) -> Outcome {
        let (to, at, from) = (self.argument(a, 0)?, index(a, 1)?, self.argument(a, 2)?);
        let (start, end) = range(a, 3, length(from))?;
        if at > length(to) || end - start > length(to) - at {
            return out_of_range(2, a[1]);
        }
        self.move_elements(from, start, to, at, end - start);
        Ok(UNSPECIFIED)
    }

    fn append(&self, m: &mut Machine, a: Arguments) -> Outcome {
        let mut n = 0;
        for i in 0..a.count {
            n += length(self.argument(a, i)?);
        }
        let v = self.make(m, n)?;
        let mut at = 0;
        for &part in a.slice() {
            self.move_elements(part, 0, v, at, length(part));
            at += length(part);
        }
        Ok(v)
    }

    fn to_list(&self, m: &mut Machine, a: Arguments) -> Outcome {
        let (start, end) = range(a, 1, length(self.argument(a, 0)?))?;
        let base = m.heap.temporaries.len();
        m.heap.temporaries.extend((start..end).map(|i| self.get(a[0], i)));
        m.list_from_temporaries(base, NIL)
    }

    fn of_list(&self, m: &mut Machine, a: Arguments) -> Outcome {
        let base = list_to_temporaries(m, a, 0)?;
        let made = self.make(m, m.heap.temporaries.len() - base);
        let elements = m.heap.temporaries.split_off(base);
        let v = made?;
        for (i, &element) in elements.iter().enumerate() {
            self.put(v, i, self.encode(element, 1)?);
        }
        Ok(v)
    }
}

fn set_string(a: Arguments) -> Outcome {
    let (s, i) = (STRINGS.argument(a, 0)?, index(a, 1)?);
    if i >= length(s) {
        return out_of_range(2, a[1]);
    }
    STRINGS.put(s, i, STRINGS.encode(a[2], 3)?);
    Ok(UNSPECIFIED)
}

/// The primitives on vectors, strings and bytevectors.
pub const PRIMITIVES: &[Primitive] = &[
    ("make-vector", 1, 2, |m, a| VECTORS.filled(m, a)),
    ("make-string", 1, 2, |m, a| STRINGS.filled(m, a)),
    ("make-bytevector", 1, 2, |m, a| BYTES.filled(m, a)),
    ("vector-fill!", 2, 4, |_, a| VECTORS.fill(a)),
    ("string-fill!", 2, 4, |_, a| STRINGS.fill(a)),
    ("bytevector-fill!", 2, 4, |_, a| BYTES.fill(a)),
    ("vector-copy", 1, 3, |m, a| VECTORS.copy(m, a)),
    ("string-copy", 1, 3, |m, a| STRINGS.copy(m, a)),
    ("substring", 3, 3, |m, a| STRINGS.copy(m, a)),
    ("bytevector-copy", 1, 3, |m, a| BYTES.copy(m, a)),
    ("vector-copy!", 3, 5, |_, a| VECTORS.copy_into(a)),
    ("string-copy!", 3, 5, |_, a| STRINGS.copy_into(a)),
    ("bytevector-copy!", 3, 5, |_, a| BYTES.copy_into(a)),
    ("vector-append", 0, 255, |m, a| VECTORS.append(m, a)),
    ("string-append", 0, 255, |m, a| STRINGS.append(m, a)),
    ("bytevector-append", 0, 255, |m, a| BYTES.append(m, a)),
    ("vector->list", 1, 3, |m, a| VECTORS.to_list(m, a)),
    ("string->list", 1, 3, |m, a| STRINGS.to_list(m, a)),
    ("list->vector", 1, 1, |m, a| VECTORS.of_list(m, a)),
    ("list->string", 1, 1, |m, a| STRINGS.of_list(m, a)),
    ("%list->bytevector", 1, 1, |m, a| BYTES.of_list(m, a)),
    ("string-set!", 3, 3, |_, a| set_string(a)),
];
