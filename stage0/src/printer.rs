//! External representations. No recursion on the Rust stack; cycles are labelled.

use crate::datum::CHARACTER_NAMES;
use crate::machine::Machine;
use crate::numbers::{Number, real_text};
use crate::value::*;
use std::collections::HashMap;

enum Step {
    Value(Value),
    /// The rest of a list.
    Tail(Value),
    Text(&'static str),
}

/// Text of a value; `write`: so that it reads back.
pub fn text(m: &Machine, v: Value, write: bool) -> String {
    let mut out = String::new();
    if is_pair(v) || is_object(v, Type::Vector) { print(m, v, write, false, &mut out) } else { atom(m, v, write, &mut out) }
    out
}

/// The same with datum labels for every shared object.
pub fn shared_text(m: &Machine, v: Value) -> String {
    let mut out = String::new();
    print(m, v, true, true, &mut out);
    out
}

fn push_parts(v: Value, pending: &mut Vec<Value>) {
    if is_pair(v) {
        pending.extend([cdr(v), car(v)]);
    } else if is_object(v, Type::Vector) {
        pending.extend((1..=length(v)).rev().map(|i| load(v, i)));
    }
}

fn is_compound(v: Value) -> bool {
    is_pair(v) || is_object(v, Type::Vector) && length(v) > 0
}

/// Objects that get labels: met again inside themselves or, if all shared ones are wanted, met again at all.
fn labelled(v: Value, all: bool) -> HashMap<Value, Option<usize>> {
    let mut labels = HashMap::new();
    // true: being walked; false: done.
    let mut state: HashMap<Value, bool> = HashMap::new();
    let mut pending = vec![(v, false)];
    while let Some((v, leaving)) = pending.pop() {
        if leaving {
            state.insert(v, false);
            continue;
        }
        if !is_compound(v) {
            continue;
        }
        match state.get(&v) {
            Some(&walking) => {
                if walking || all {
                    labels.insert(v, None);
                }
            }
            None => {
                state.insert(v, true);
                pending.push((v, true));
                let mut parts = Vec::new();
                push_parts(v, &mut parts);
                pending.extend(parts.into_iter().map(|p| (p, false)));
            }
        }
    }
    labels
}

fn print(m: &Machine, v: Value, write: bool, shared: bool, out: &mut String) {
    let mut labels = labelled(v, shared);
    let mut next_label = 0;
    let mut pending = vec![Step::Value(v)];
    while let Some(step) = pending.pop() {
        let v = match step {
            Step::Text(t) => {
                out.push_str(t);
                continue;
            }
            Step::Tail(v) if is_pair(v) && !labels.contains_key(&v) => {
                out.push(' ');
                pending.push(Step::Tail(cdr(v)));
                pending.push(Step::Value(car(v)));
                continue;
            }
            Step::Tail(NIL) => {
                out.push(')');
                continue;
            }
            Step::Tail(v) => {
                out.push_str(" . ");
                pending.push(Step::Text(")"));
                v
            }
            Step::Value(v) => v,
        };
        if let Some(label) = labels.get_mut(&v) {
            if let Some(n) = label {
                *out += &format!("#{n}#");
                continue;
            }
            *out += &format!("#{next_label}=");
            *label = Some(next_label);
            next_label += 1;
        }
        if is_pair(v) {
            let prefix = abbreviation(v).filter(|_| !labels.contains_key(&cdr(v)));
            if let Some(prefix) = prefix {
                out.push_str(prefix);
                pending.push(Step::Value(car(cdr(v))));
            } else {
                out.push('(');
                pending.push(Step::Tail(cdr(v)));
                pending.push(Step::Value(car(v)));
            }
        } else if is_object(v, Type::Vector) {
            out.push_str("#(");
            pending.push(Step::Text(")"));
            for i in (1..=length(v)).rev() {
                pending.push(Step::Value(load(v, i)));
                if i > 1 {
                    pending.push(Step::Text(" "));
                }
            }
        } else {
            atom(m, v, write, out);
        }
    }
}

fn abbreviation(v: Value) -> Option<&'static str> {
    let rest = cdr(v);
    if !(is_object(car(v), Type::Symbol) && is_pair(rest) && cdr(rest) == NIL) {
        return None;
    }
    match symbol_text(car(v)).as_str() {
        "quote" => Some("'"),
        "quasiquote" => Some("`"),
        "unquote" => Some(","),
        "unquote-splicing" => Some(",@"),
        _ => None,
    }
}

fn atom(m: &Machine, v: Value, write: bool, out: &mut String) {
    if is_fixnum(v) {
        *out += &to_int(v).to_string();
    } else if let Some(n) = Number::of(v) {
        match n {
            Number::Real(x) => *out += &real_text(x),
            Number::Big(b) => *out += &b.to_text(10),
            Number::Fix(n) => *out += &n.to_string(),
        }
    } else if is_char(v) {
        print_char(to_char(v), write, out);
    } else if is_record(v) {
        let descriptor = load(v, 1);
        let condition = m.globals.get(m.condition_slot as usize) == Some(&descriptor);
        *out += &match is_object(descriptor, Type::Descriptor) {
            true if condition => format!("#<condition {}>", text(m, load(v, 3), true)),
            true => format!("#<{}>", text(m, load(descriptor, 1), false)),
            false => "#<record>".to_string(),
        };
    } else if is_procedure(v) {
        *out += "#<procedure";
        if header_type(load(v, 0)) == Type::Closure as u8
            && let Some(info) = m.code_info(load(v, 1) as usize)
            && info.name != m.anonymous
        {
            *out += " ";
            *out += &symbol_text(info.name);
        }
        out.push('>');
    } else if is_object(v, Type::String) {
        if write { print_string(v, out) } else { out.push_str(&string_text(v)) }
    } else if is_object(v, Type::Symbol) {
        if write { print_symbol(&symbol_text(v), out) } else { out.push_str(&symbol_text(v)) }
    } else if is_object(v, Type::Bytes) {
        let items: Vec<String> = bytes(v).iter().map(u8::to_string).collect();
        *out += &format!("#u8({})", items.join(" "));
    } else {
        *out += match v {
            FALSE => "#f",
            TRUE => "#t",
            NIL => "()",
            EOF => "#<eof>",
            UNSPECIFIED => "#<unspecified>",
            v if is_object(v, Type::Port) => "#<port>",
            v if is_object(v, Type::Promise) => "#<promise>",
            v if is_object(v, Type::Descriptor) => "#<record type>",
            v if is_object(v, Type::Values) => "#<values>",
            _ => "#<object>",
        };
    }
}

fn print_char(c: u32, write: bool, out: &mut String) {
    let shown = char::from_u32(c).unwrap_or('\u{fffd}');
    if !write {
        out.push(shown);
        return;
    }
    out.push_str("#\\");
    match CHARACTER_NAMES.iter().find(|(_, k)| *k == c) {
        Some((name, _)) => out.push_str(name),
        None if c < 32 => *out += &format!("x{c:x}"),
        None => out.push(shown),
    }
}

fn print_string(v: Value, out: &mut String) {
    out.push('"');
    for &c in string_units(v) {
        match c {
            34 => out.push_str("\\\""),
            92 => out.push_str("\\\\"),
            10 => out.push_str("\\n"),
            9 => out.push_str("\\t"),
            13 => out.push_str("\\r"),
            7 => out.push_str("\\a"),
            8 => out.push_str("\\b"),
            c if c < 32 || c == 127 => *out += &format!("\\x{c:x};"),
            c => out.push(char::from_u32(c).unwrap_or('\u{fffd}')),
        }
    }
    out.push('"');
}

fn print_symbol(name: &str, out: &mut String) {
    let odd = |c: char| !c.is_ascii() || c.is_whitespace() || matches!(c, '(' | ')' | '"' | ';' | '\'' | '|' | '`' | ',') || c.is_control();
    let numeric = crate::datum::parse_number(name, 10).is_some();
    if name.is_empty() || name == "." || numeric || name.starts_with('#') || name.chars().any(odd) {
        out.push('|');
        for c in name.chars() {
            match c {
                '|' | '\\' => out.extend(['\\', c]),
                c if c.is_control() => *out += &format!("\\x{:x};", c as u32),
                c => out.push(c),
            }
        }
        out.push('|');
    } else {
        out.push_str(name);
    }
}
