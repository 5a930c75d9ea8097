//! Primitives on the process: arguments, environment, clock, exit; and the machine's dynamic state.

use crate::machine::*;
use crate::numbers::index;
use crate::sequences::STRINGS;
use crate::value::*;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

fn command_line(m: &mut Machine) -> Outcome {
    let start = m.heap.temporaries.len();
    for argument in m.arguments.clone() {
        let s = m.make_text(&argument)?;
        m.heap.temporaries.push(s);
    }
    m.list_from_temporaries(start, NIL)
}

fn exit_code(a: Arguments) -> i32 {
    match a.get(0) {
        None | Some(TRUE) => 0,
        Some(v) if is_fixnum(v) => to_int(v) as i32 & 255,
        Some(_) => 1,
    }
}

fn environment_variable(m: &mut Machine, a: Arguments) -> Outcome {
    match std::env::var(string_text(STRINGS.argument(a, 0)?)) {
        Ok(text) => m.make_text(&text),
        Err(_) => Ok(FALSE),
    }
}

fn environment_variables(m: &mut Machine) -> Outcome {
    let start = m.heap.temporaries.len();
    for (name, value) in std::env::vars() {
        let name = m.make_text(&name)?;
        m.heap.temporaries.push(name);
        let value = m.make_text(&value)?;
        m.heap.temporaries.push(value);
        m.reserve(2)?;
        let value = m.heap.temporaries.pop().unwrap_or(NIL);
        let name = m.heap.temporaries.pop().unwrap_or(NIL);
        let entry = m.heap.cons(name, value);
        m.heap.temporaries.push(entry);
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

/// `(%command-line! list)`: what `command-line` gives from now on.
fn set_command_line(m: &mut Machine, a: Arguments) -> Outcome {
    m.arguments.clear();
    let mut rest = a[0];
    while is_pair(rest) && is_object(car(rest), Type::String) {
        m.arguments.push(string_text(car(rest)));
        rest = cdr(rest);
    }
    Ok(UNSPECIFIED)
}

/// `(%declare-core forms)`: notes which globals the forms assign, before the first of them is evaluated.
fn declare_core(m: &mut Machine, a: Arguments) -> Outcome {
    let set = m.intern("set!");
    let mut pending = vec![a[0]];
    while let Some(v) = pending.pop() {
        if !is_pair(v) {
            continue;
        }
        if car(v) == set && is_pair(cdr(v)) && is_object(car(cdr(v)), Type::Symbol) {
            m.note_assigned(car(cdr(v)));
        }
        pending.extend([cdr(v), car(v)]);
    }
    Ok(UNSPECIFIED)
}

pub const PRIMITIVES: &[Primitive] = &[
    ("%state", 1, 2, state),
    ("%source-file", 2, 2, source_file),
    ("%continuation-winders", 1, 1, |_, a| Ok(load(a[0], 5))),
    ("%command-line!", 1, 1, set_command_line),
    ("%declare-core", 1, 1, declare_core),
    ("command-line", 0, 0, |m, _| command_line(m)),
    ("emergency-exit", 0, 1, |_, a| Err(Box::new(Fail::Exit(exit_code(a))))),
    ("get-environment-variable", 1, 1, environment_variable),
    ("get-environment-variables", 0, 0, |m, _| environment_variables(m)),
    ("current-second", 0, 0, |m, _| {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0.0, |d| d.as_secs_f64());
        m.make_real(now)
    }),
    ("current-jiffy", 0, 0, |m, _| {
        let started = *m.started.get_or_insert_with(Instant::now);
        Ok(fixnum(started.elapsed().as_micros() as i64))
    }),
    ("%unspecified", 0, 0, |_, _| Ok(UNSPECIFIED)),
];
