//! Primitives on the process: arguments, environment, clock, exit; and the machine's dynamic state.

use crate::machine::*;
use crate::numbers::index;
use crate::sequences::STRINGS;
use crate::value::*;
use std::time::{SystemTime, UNIX_EPOCH};

/// A list of strings.
fn texts(m: &mut Machine, texts: Vec<String>) -> Outcome {
    let start = m.heap.temporaries.len();
    for text in texts {
        let s = m.make_text(&text)?;
        m.heap.temporaries.push(s);
    }
    m.list_from_temporaries(start, NIL)
}

/// `(%state index)` reads a part of the dynamic state, `(%state index value)` sets it.
fn state(m: &mut Machine, a: Arguments) -> Outcome {
    let i = index(a, 0)?.min(PARAMETERS);
    let former = m.state[i];
    if let Some(v) = a.get(1) {
        m.state[i] = v;
    }
    Ok(former)
}

/// `(%source-file index name)`: tells what file an index in `%at` positions means.
fn source_file(m: &mut Machine, a: Arguments) -> Outcome {
    let i = index(a, 0)? as i64;
    let name = string_text(STRINGS.argument(a, 1)?);
    let known = m.host_files.get(&i).is_some_and(|&f| m.files[f].name == name);
    if !known {
        let text = std::fs::read_to_string(&name).unwrap_or_default();
        let file = m.add_file(&name, &text);
        m.host_files.insert(i, file);
    }
    Ok(UNSPECIFIED)
}

/// `(%declare-core forms)`: notes which globals the forms assign, before the first of them is evaluated.
fn declare_core(m: &mut Machine, a: Arguments) -> Outcome {
    m.note_assignments(a[0]);
    Ok(UNSPECIFIED)
}

/// `(%microseconds)`: since 1970.
fn microseconds() -> Outcome {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    Ok(fixnum(now.map_or(0, |d| d.as_micros() as i64)))
}

/// The primitives on the process and on the machine's state.
pub const PRIMITIVES: &[Primitive] = &[
    ("%state", 1, 2, state),
    ("%source-file", 2, 2, source_file),
    ("%continuation-winders", 1, 1, |_, a| Ok(load(a[0], 5))),
    ("%declare-core", 1, 1, declare_core),
    ("%arguments", 0, 0, |m, _| texts(m, m.arguments.clone())),
    ("%environment", 0, 0, |m, _| texts(m, std::env::vars().flat_map(|(name, value)| [name, value]).collect())),
    ("%exit", 1, 1, |_, a| Err(Box::new(Fail::Exit(to_int(a[0]) as i32)))),
    ("%microseconds", 0, 0, |_, _| microseconds()),
    ("%unspecified", 0, 0, |_, _| Ok(UNSPECIFIED)),
];
