//! What the printer, which is written in Scheme, needs of the machine.

use crate::machine::*;
use crate::value::*;
use std::collections::HashMap;

fn parts(v: Value) -> Vec<Value> {
    match () {
        _ if is_pair(v) => vec![cdr(v), car(v)],
        _ if is_object(v, Type::Vector) => (1..=length(v)).rev().map(|i| load(v, i)).collect(),
        _ => Vec::new(),
    }
}

/// `(%labelled object all?)`: an association list of the objects that get labels, each with `#f`: those met again inside themselves
/// or, if all shared ones are wanted, met again at all.
fn labelled(m: &mut Machine, a: Arguments) -> Outcome {
    let start = m.heap.temporaries.len();
    // true: being walked; false: done.
    let mut state: HashMap<Value, bool> = HashMap::new();
    let mut pending = vec![(a[0], false)];
    while let Some((v, leaving)) = pending.pop() {
        if leaving {
            state.insert(v, false);
            continue;
        }
        let parts = parts(v);
        match state.get(&v) {
            _ if parts.is_empty() => {}
            Some(&walking) => {
                if (walking || a[1] != FALSE) && !m.heap.temporaries[start..].contains(&v) {
                    m.heap.temporaries.push(v);
                }
            }
            None => {
                state.insert(v, true);
                pending.push((v, true));
                pending.extend(parts.into_iter().map(|p| (p, false)));
            }
        }
    }
    for i in start..m.heap.temporaries.len() {
        m.reserve(2)?;
        m.heap.temporaries[i] = m.heap.cons(m.heap.temporaries[i], FALSE);
    }
    m.list_from_temporaries(start, NIL)
}

/// `(%opaque-text object)`: text of what cannot be read back.
fn opaque_text(m: &mut Machine, a: Arguments) -> Outcome {
    let v = a[0];
    let text = match v {
        EOF => "#<eof>".to_string(),
        UNSPECIFIED => "#<unspecified>".to_string(),
        _ if is_record(v) && is_object(load(v, 1), Type::Descriptor) => format!("#<{}>", symbol_text(load(load(v, 1), 1))),
        _ if is_procedure(v) => match m.code_info(load(v, 1) as usize) {
            Some(info) if info.name != m.anonymous => format!("#<procedure {}>", symbol_text(info.name)),
            _ => "#<procedure>".to_string(),
        },
        _ if is_object(v, Type::Port) => "#<port>".to_string(),
        _ if is_object(v, Type::Promise) => "#<promise>".to_string(),
        _ if is_object(v, Type::Descriptor) => "#<record type>".to_string(),
        _ => "#<object>".to_string(),
    };
    m.make_text(&text)
}

/// The primitives that the printer uses.
pub const PRIMITIVES: &[Primitive] = &[("%labelled", 2, 2, labelled), ("%opaque-text", 1, 1, opaque_text)];
