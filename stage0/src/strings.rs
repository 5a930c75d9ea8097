//! Primitives on characters, strings, symbols and bytevectors.

use crate::lists::range;
use crate::machine::*;
use crate::numbers::index;
use crate::value::*;

/// An argument that is a string.
pub fn string(a: Arguments, i: usize) -> Outcome {
    if is_object(a[i], Type::String) { Ok(a[i]) } else { wrong(i + 1, "a string", a[i]) }
}

/// An argument that is a bytevector.
pub fn bytevector(a: Arguments, i: usize) -> Outcome {
    if is_object(a[i], Type::Bytes) { Ok(a[i]) } else { wrong(i + 1, "a bytevector", a[i]) }
}

fn symbol(a: Arguments, i: usize) -> Outcome {
    if is_object(a[i], Type::Symbol) { Ok(a[i]) } else { wrong(i + 1, "a symbol", a[i]) }
}

fn char_argument(a: Arguments, i: usize) -> Outcome<u32> {
    if is_char(a[i]) { Ok(to_char(a[i])) } else { wrong(i + 1, "a character", a[i]) }
}

fn byte(a: Arguments, i: usize) -> Outcome<u8> {
    if is_fixnum(a[i]) && (0..256).contains(&to_int(a[i])) { Ok(to_int(a[i]) as u8) } else { wrong(i + 1, "a byte", a[i]) }
}

fn as_char(c: u32) -> char {
    char::from_u32(c).unwrap_or('\u{fffd}')
}

fn fold_char(c: u32, f: fn(char) -> Option<char>) -> u32 {
    f(as_char(c)).map_or(c, |c| c as u32)
}

fn upcase(c: char) -> Option<char> {
    let mut up = c.to_uppercase();
    up.next().filter(|_| up.next().is_none())
}

fn downcase(c: char) -> Option<char> {
    let mut down = c.to_lowercase();
    down.next().filter(|_| down.next().is_none())
}

fn char_test(a: Arguments, test: fn(char) -> bool) -> Outcome {
    char_argument(a, 0).map(|c| boolean(test(as_char(c))))
}

fn char_chain(a: Arguments, fold: bool, test: fn(&u32, &u32) -> bool) -> Outcome {
    let mut cs = Vec::new();
    for i in 0..a.count {
        let c = char_argument(a, i)?;
        cs.push(if fold { fold_char(c, downcase) } else { c });
    }
    Ok(boolean(cs.windows(2).all(|w| test(&w[0], &w[1]))))
}

fn string_chain(a: Arguments, fold: bool, test: fn(&[u32], &[u32]) -> bool) -> Outcome {
    for i in 0..a.count {
        string(a, i)?;
    }
    let units = |v: Value| -> Vec<u32> {
        if fold { string_units(v).iter().map(|&c| fold_char(c, downcase)).collect() } else { string_units(v).to_vec() }
    };
    let mut holds = true;
    for i in 1..a.count {
        holds &= if fold { test(&units(a[i - 1]), &units(a[i])) } else { test(string_units(a[i - 1]), string_units(a[i])) };
    }
    Ok(boolean(holds))
}

fn make_string(m: &mut Machine, a: Arguments) -> Outcome {
    let n = index(a, 0)?;
    let fill = if a.count > 1 { char_argument(a, 1)? } else { 32 };
    let s = m.allocate(header(Type::String, n), n.div_ceil(2), TAG_OBJECT)?;
    string_units_mut(s).fill(fill);
    Ok(s)
}

fn string_of(m: &mut Machine, a: Arguments) -> Outcome {
    let mut units = Vec::with_capacity(a.count);
    for i in 0..a.count {
        units.push(char_argument(a, i)?);
    }
    m.make_string(&units)
}

fn string_element(a: Arguments) -> Outcome<usize> {
    let s = string(a, 0)?;
    let i = index(a, 1)?;
    if i < length(s) { Ok(i) } else { out_of_range(2, a[1]) }
}

fn string_append(m: &mut Machine, a: Arguments) -> Outcome {
    let mut n = 0;
    for i in 0..a.count {
        n += length(string(a, i)?);
    }
    let s = m.allocate(header(Type::String, n), n.div_ceil(2), TAG_OBJECT)?;
    let mut rest = string_units_mut(s);
    for i in 0..a.count {
        let from = string_units(a[i]);
        let (part, next) = rest.split_at_mut(from.len());
        part.copy_from_slice(from);
        rest = next;
    }
    Ok(s)
}

fn substring(m: &mut Machine, a: Arguments) -> Outcome {
    let (start, end) = range(a, 1, length(string(a, 0)?))?;
    let n = end - start;
    let s = m.allocate(header(Type::String, n), n.div_ceil(2), TAG_OBJECT)?;
    string_units_mut(s).copy_from_slice(&string_units(a[0])[start..end]);
    Ok(s)
}

fn string_copy_into(a: Arguments) -> Outcome {
    let to = string(a, 0)?;
    let at = index(a, 1)?;
    let from = string(a, 2)?;
    let (start, end) = range(a, 3, length(from))?;
    if at > length(to) || end - start > length(to) - at {
        return out_of_range(2, a[1]);
    }
    // SAFETY: both stretches lie inside their strings; they may overlap.
    unsafe { std::ptr::copy(string_units(from)[start..end].as_ptr(), string_units_mut(to).as_mut_ptr().add(at), end - start) };
    Ok(UNSPECIFIED)
}

fn string_fill(a: Arguments) -> Outcome {
    let s = string(a, 0)?;
    let c = char_argument(a, 1)?;
    let (start, end) = range(a, 2, length(s))?;
    string_units_mut(s)[start..end].fill(c);
    Ok(UNSPECIFIED)
}

fn string_to_list(m: &mut Machine, a: Arguments) -> Outcome {
    let (start, end) = range(a, 1, length(string(a, 0)?))?;
    let base = m.heap.temporaries.len();
    let chars: Vec<Value> = string_units(a[0])[start..end].iter().map(|&c| character(c)).collect();
    m.heap.temporaries.extend(chars);
    m.list_from_temporaries(base, NIL)
}

fn chars_of(v: Value) -> Outcome<Vec<u32>> {
    let mut units = Vec::new();
    let mut rest = v;
    while is_pair(rest) {
        if !is_char(car(rest)) {
            return wrong(1, "a list of characters", v);
        }
        units.push(to_char(car(rest)));
        rest = cdr(rest);
    }
    if rest == NIL { Ok(units) } else { wrong(1, "a list of characters", v) }
}

fn string_to_vector(m: &mut Machine, a: Arguments) -> Outcome {
    let (start, end) = range(a, 1, length(string(a, 0)?))?;
    let v = m.allocate(header(Type::Vector, end - start), end - start, TAG_OBJECT)?;
    for (i, &c) in string_units(a[0])[start..end].iter().enumerate() {
        store(v, i + 1, character(c));
    }
    Ok(v)
}

fn vector_to_string(m: &mut Machine, a: Arguments) -> Outcome {
    if !is_object(a[0], Type::Vector) {
        return wrong(1, "a vector", a[0]);
    }
    let (start, end) = range(a, 1, length(a[0]))?;
    let mut units = Vec::new();
    for i in start..end {
        let c = load(a[0], i + 1);
        if !is_char(c) {
            return wrong(1, "a vector of characters", a[0]);
        }
        units.push(to_char(c));
    }
    m.make_string(&units)
}

fn map_units(m: &mut Machine, a: Arguments, f: fn(char) -> Option<char>) -> Outcome {
    let units: Vec<u32> = string_units(string(a, 0)?).iter().map(|&c| fold_char(c, f)).collect();
    m.make_string(&units)
}

fn map_text(m: &mut Machine, a: Arguments, f: fn(&str) -> String) -> Outcome {
    let text = f(&string_text(string(a, 0)?));
    m.make_text(&text)
}

fn digit_value(a: Arguments) -> Outcome {
    let c = as_char(char_argument(a, 0)?);
    Ok(c.to_digit(10).map_or(FALSE, |d| fixnum(d as i64)))
}

fn integer_to_char(a: Arguments) -> Outcome {
    let n = index(a, 0)?;
    if char::from_u32(n as u32).is_some() && n < 0x11_0000 { Ok(character(n as u32)) } else { out_of_range(1, a[0]) }
}

// Bytevectors.

fn make_bytevector(m: &mut Machine, a: Arguments) -> Outcome {
    let n = index(a, 0)?;
    let fill = if a.count > 1 { byte(a, 1)? } else { 0 };
    let b = m.allocate(header(Type::Bytes, n), n.div_ceil(8), TAG_OBJECT)?;
    bytes_mut(b).fill(fill);
    Ok(b)
}

fn bytevector_of(m: &mut Machine, a: Arguments) -> Outcome {
    let mut content = Vec::with_capacity(a.count);
    for i in 0..a.count {
        content.push(byte(a, i)?);
    }
    m.make_bytes(&content)
}

fn byte_element(a: Arguments) -> Outcome<usize> {
    let b = bytevector(a, 0)?;
    let i = index(a, 1)?;
    if i < length(b) { Ok(i) } else { out_of_range(2, a[1]) }
}

fn bytevector_copy(m: &mut Machine, a: Arguments) -> Outcome {
    let (start, end) = range(a, 1, length(bytevector(a, 0)?))?;
    let content = bytes(a[0])[start..end].to_vec();
    m.make_bytes(&content)
}

fn bytevector_copy_into(a: Arguments) -> Outcome {
    let to = bytevector(a, 0)?;
    let at = index(a, 1)?;
    let from = bytevector(a, 2)?;
    let (start, end) = range(a, 3, length(from))?;
    if at > length(to) || end - start > length(to) - at {
        return out_of_range(2, a[1]);
    }
    // SAFETY: both stretches lie inside their bytevectors; they may overlap.
    unsafe { std::ptr::copy(bytes(from)[start..end].as_ptr(), bytes_mut(to).as_mut_ptr().add(at), end - start) };
    Ok(UNSPECIFIED)
}

fn bytevector_append(m: &mut Machine, a: Arguments) -> Outcome {
    let mut content = Vec::new();
    for i in 0..a.count {
        content.extend_from_slice(bytes(bytevector(a, i)?));
    }
    m.make_bytes(&content)
}

fn bytevector_fill(a: Arguments) -> Outcome {
    let b = bytevector(a, 0)?;
    let x = byte(a, 1)?;
    let (start, end) = range(a, 2, length(b))?;
    bytes_mut(b)[start..end].fill(x);
    Ok(UNSPECIFIED)
}

fn utf8_to_string(m: &mut Machine, a: Arguments) -> Outcome {
    let (start, end) = range(a, 1, length(bytevector(a, 0)?))?;
    let text = String::from_utf8_lossy(&bytes(a[0])[start..end]).into_owned();
    m.make_text(&text)
}

fn string_to_utf8(m: &mut Machine, a: Arguments) -> Outcome {
    let (start, end) = range(a, 1, length(string(a, 0)?))?;
    let text: String = string_units(a[0])[start..end].iter().map(|&c| as_char(c)).collect();
    m.make_bytes(text.as_bytes())
}

pub const PRIMITIVES: &[Primitive] = &[
    ("char->integer", 1, 1, |_, a| char_argument(a, 0).map(|c| fixnum(c as i64))),
    ("integer->char", 1, 1, |_, a| integer_to_char(a)),
    ("char=?", 1, 255, |_, a| char_chain(a, false, u32::eq)),
    ("char<?", 1, 255, |_, a| char_chain(a, false, u32::lt)),
    ("char>?", 1, 255, |_, a| char_chain(a, false, u32::gt)),
    ("char<=?", 1, 255, |_, a| char_chain(a, false, u32::le)),
    ("char>=?", 1, 255, |_, a| char_chain(a, false, u32::ge)),
    ("char-ci=?", 1, 255, |_, a| char_chain(a, true, u32::eq)),
    ("char-ci<?", 1, 255, |_, a| char_chain(a, true, u32::lt)),
    ("char-ci>?", 1, 255, |_, a| char_chain(a, true, u32::gt)),
    ("char-ci<=?", 1, 255, |_, a| char_chain(a, true, u32::le)),
    ("char-ci>=?", 1, 255, |_, a| char_chain(a, true, u32::ge)),
    ("char-alphabetic?", 1, 1, |_, a| char_test(a, char::is_alphabetic)),
    ("char-numeric?", 1, 1, |_, a| char_test(a, char::is_numeric)),
    ("char-whitespace?", 1, 1, |_, a| char_test(a, char::is_whitespace)),
    ("char-upper-case?", 1, 1, |_, a| char_test(a, char::is_uppercase)),
    ("char-lower-case?", 1, 1, |_, a| char_test(a, char::is_lowercase)),
    ("char-upcase", 1, 1, |_, a| char_argument(a, 0).map(|c| character(fold_char(c, upcase)))),
    ("char-downcase", 1, 1, |_, a| char_argument(a, 0).map(|c| character(fold_char(c, downcase)))),
    ("char-foldcase", 1, 1, |_, a| char_argument(a, 0).map(|c| character(fold_char(c, downcase)))),
    ("digit-value", 1, 1, |_, a| digit_value(a)),
    ("make-string", 1, 2, make_string),
    ("string", 0, 255, string_of),
    ("string-length", 1, 1, |_, a| string(a, 0).map(|s| fixnum(length(s) as i64))),
    ("string-ref", 2, 2, |_, a| string_element(a).map(|i| character(string_units(a[0])[i]))),
    ("string-set!", 3, 3, |_, a| {
        let i = string_element(a)?;
        string_units_mut(a[0])[i] = char_argument(a, 2)?;
        Ok(UNSPECIFIED)
    }),
    ("string-append", 0, 255, string_append),
    ("substring", 3, 3, substring),
    ("string-copy", 1, 3, substring),
    ("string-copy!", 3, 5, |_, a| string_copy_into(a)),
    ("string-fill!", 2, 4, |_, a| string_fill(a)),
    ("string->list", 1, 3, string_to_list),
    ("list->string", 1, 1, |m, a| {
        let units = chars_of(a[0])?;
        m.make_string(&units)
    }),
    ("string->vector", 1, 3, string_to_vector),
    ("vector->string", 1, 3, vector_to_string),
    ("string-upcase", 1, 1, |m, a| map_text(m, a, str::to_uppercase)),
    ("string-downcase", 1, 1, |m, a| map_text(m, a, str::to_lowercase)),
    ("string-foldcase", 1, 1, |m, a| map_units(m, a, downcase)),
    ("string=?", 1, 255, |_, a| string_chain(a, false, |x, y| x == y)),
    ("string<?", 1, 255, |_, a| string_chain(a, false, |x, y| x < y)),
    ("string>?", 1, 255, |_, a| string_chain(a, false, |x, y| x > y)),
    ("string<=?", 1, 255, |_, a| string_chain(a, false, |x, y| x <= y)),
    ("string>=?", 1, 255, |_, a| string_chain(a, false, |x, y| x >= y)),
    ("string-ci=?", 1, 255, |_, a| string_chain(a, true, |x, y| x == y)),
    ("string-ci<?", 1, 255, |_, a| string_chain(a, true, |x, y| x < y)),
    ("string-ci>?", 1, 255, |_, a| string_chain(a, true, |x, y| x > y)),
    ("string-ci<=?", 1, 255, |_, a| string_chain(a, true, |x, y| x <= y)),
    ("string-ci>=?", 1, 255, |_, a| string_chain(a, true, |x, y| x >= y)),
    ("symbol->string", 1, 1, |_, a| symbol(a, 0).map(|s| load(s, 1))),
    ("string->symbol", 1, 1, |m, a| string(a, 0).map(|s| m.intern(&string_text(s)))),
    ("symbol-hash", 1, 1, |_, a| symbol(a, 0).map(|s| load(s, 2))),
    ("make-bytevector", 1, 2, make_bytevector),
    ("bytevector", 0, 255, bytevector_of),
    ("bytevector-length", 1, 1, |_, a| bytevector(a, 0).map(|b| fixnum(length(b) as i64))),
    ("bytevector-u8-ref", 2, 2, |_, a| byte_element(a).map(|i| fixnum(bytes(a[0])[i] as i64))),
    ("bytevector-u8-set!", 3, 3, |_, a| {
        let i = byte_element(a)?;
        bytes_mut(a[0])[i] = byte(a, 2)?;
        Ok(UNSPECIFIED)
    }),
    ("bytevector-copy", 1, 3, bytevector_copy),
    ("bytevector-copy!", 3, 5, |_, a| bytevector_copy_into(a)),
    ("bytevector-append", 0, 255, bytevector_append),
    ("bytevector-fill!", 2, 4, |_, a| bytevector_fill(a)),
    ("utf8->string", 1, 3, utf8_to_string),
    ("string->utf8", 1, 3, string_to_utf8),
];
