//! Primitives on characters, symbols and text.

use crate::machine::*;
use crate::numbers::index;
use crate::sequences::{BYTES, STRINGS, range};
use crate::value::*;

fn symbol(a: Arguments, i: usize) -> Outcome {
    if is_object(a[i], Type::Symbol) { Ok(a[i]) } else { wrong(i + 1, "a symbol", a[i]) }
}

fn char_argument(a: Arguments, i: usize) -> Outcome<u32> {
    if is_char(a[i]) { Ok(to_char(a[i])) } else { wrong(i + 1, "a character", a[i]) }
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

/// -1, 0 or 1: how two strings compare, character by character.
fn string_order(a: Arguments) -> Outcome {
    let order = string_units(STRINGS.argument(a, 0)?).cmp(string_units(STRINGS.argument(a, 1)?));
    Ok(fixnum(order as i64))
}

fn map_text(m: &mut Machine, a: Arguments, f: fn(&str) -> String) -> Outcome {
    let text = f(&string_text(STRINGS.argument(a, 0)?));
    m.make_text(&text)
}

fn integer_to_char(a: Arguments) -> Outcome {
    let n = index(a, 0)?;
    if char::from_u32(n as u32).is_some() && n < 0x11_0000 { Ok(character(n as u32)) } else { out_of_range(1, a[0]) }
}

fn utf8_to_string(m: &mut Machine, a: Arguments) -> Outcome {
    let (start, end) = range(a, 1, length(BYTES.argument(a, 0)?))?;
    let text = String::from_utf8_lossy(&bytes(a[0])[start..end]).into_owned();
    m.make_text(&text)
}

fn string_to_utf8(m: &mut Machine, a: Arguments) -> Outcome {
    let (start, end) = range(a, 1, length(STRINGS.argument(a, 0)?))?;
    let text: String = string_units(a[0])[start..end].iter().map(|&c| as_char(c)).collect();
    m.make_bytes(text.as_bytes())
}

/// The primitives on characters, symbols and text.
pub const PRIMITIVES: &[Primitive] = &[
    ("integer->char", 1, 1, |_, a| integer_to_char(a)),
    ("char-alphabetic?", 1, 1, |_, a| char_test(a, char::is_alphabetic)),
    ("char-numeric?", 1, 1, |_, a| char_test(a, char::is_numeric)),
    ("char-whitespace?", 1, 1, |_, a| char_test(a, char::is_whitespace)),
    ("char-upper-case?", 1, 1, |_, a| char_test(a, char::is_uppercase)),
    ("char-lower-case?", 1, 1, |_, a| char_test(a, char::is_lowercase)),
    ("char-upcase", 1, 1, |_, a| char_argument(a, 0).map(|c| character(fold_char(c, upcase)))),
    ("char-downcase", 1, 1, |_, a| char_argument(a, 0).map(|c| character(fold_char(c, downcase)))),
    ("string-upcase", 1, 1, |m, a| map_text(m, a, str::to_uppercase)),
    ("string-downcase", 1, 1, |m, a| map_text(m, a, str::to_lowercase)),
    ("%string-order", 2, 2, |_, a| string_order(a)),
    ("symbol->string", 1, 1, |_, a| symbol(a, 0).map(|s| load(s, 1))),
    ("string->symbol", 1, 1, |m, a| Ok(m.intern(&string_text(STRINGS.argument(a, 0)?)))),
    ("symbol-hash", 1, 1, |_, a| symbol(a, 0).map(|s| load(s, 2))),
    ("utf8->string", 1, 3, utf8_to_string),
    ("string->utf8", 1, 3, string_to_utf8),
];
