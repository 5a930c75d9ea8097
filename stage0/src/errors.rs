//! Conditions: what failures become when handlers see them, and the report when none does.

use crate::machine::*;
use crate::printer;
use crate::value::*;

/// Fields of a condition record after its descriptor, as words of the object.
const KIND: usize = 2;
const MESSAGE: usize = 3;
const IRRITANTS: usize = 4;
const POSITION: usize = 5;

/// A condition of the kind, with the place of the running instruction.
pub fn make_condition(m: &mut Machine, kind: &str, text: &str, irritants: &[Value], position: Option<u64>) -> Outcome {
    let start = m.heap.temporaries.len();
    m.heap.temporaries.extend_from_slice(irritants);
    let list = m.list_from_temporaries(start, NIL)?;
    m.heap.temporaries.push(list);
    let message = m.make_text(text)?;
    m.heap.temporaries.push(message);
    m.reserve(6)?;
    let message = m.heap.temporaries.pop().unwrap_or(NIL);
    let list = m.heap.temporaries.pop().unwrap_or(NIL);
    let position = position.unwrap_or_else(|| m.current_position());
    let kind = m.intern(kind);
    let record = m.heap.object(header(Type::Record, 5), 5, TAG_RECORD);
    let words = [m.globals[m.condition_slot as usize], kind, message, list, fixnum(position as i64)];
    for (i, &v) in words.iter().enumerate() {
        store(record, i + 1, v);
    }
    Ok(record)
}

/// The condition that a failure is.
pub fn condition(m: &mut Machine, fail: Fail) -> Outcome {
    match fail {
        Fail::Type(index, what, v) => {
            let text = format!("{}argument {index} is not {what}", running_primitive(m));
            make_condition(m, "type", &text, &[v], None)
        }
        Fail::Range(index, v) => {
            let text = format!("{}argument {index} is out of range", running_primitive(m));
            make_condition(m, "range", &text, &[v], None)
        }
        Fail::Message(text, irritants) => make_condition(m, "error", &text, &irritants, None),
        Fail::File(name, why) => make_condition(m, "file", &format!("{name}: {why}"), &[], None),
        Fail::Read(text) => make_condition(m, "read", &text, &[], None),
        Fail::Syntax(position, text) => make_condition(m, "syntax", &text, &[], Some(position)),
        other => Err(Box::new(other)),
    }
}

/// Name and a colon of the primitive that fails.
fn running_primitive(m: &Machine) -> String {
    let f = m.stack[m.base];
    let index = if is_procedure(f) && header_type(load(f, 0)) == Type::Primitive as u8 {
        load(f, 1) as usize
    } else {
        // SAFETY: the running instruction is `primitive`; the counter stands behind its word x.
        unsafe { *m.program_counter.sub(1) as usize }
    };
    m.primitives.get(index).map_or(String::new(), |p| format!("{}: ", p.0.trim_start_matches('%')))
}

fn is_condition(m: &Machine, v: Value) -> bool {
    is_record(v) && load(v, 1) == m.globals[m.condition_slot as usize]
}

/// What is printed about something raised that nothing handles.
fn uncaught(m: &Machine, v: Value) -> String {
    if !is_condition(m, v) {
        return m.report(m.current_position(), &format!("uncaught: {}", printer::text(m, v, true)));
    }
    let mut text = printer::text(m, load(v, MESSAGE), false);
    let mut rest = load(v, IRRITANTS);
    let mut separator = if is_pair(rest) && !text.ends_with(':') { ": " } else { " " };
    while is_pair(rest) {
        let mut irritant = printer::text(m, car(rest), true);
        if irritant.chars().count() > 200 {
            irritant = irritant.chars().take(200).collect::<String>() + "…";
        }
        text += separator;
        text += &irritant;
        separator = " ";
        rest = cdr(rest);
    }
    m.report(to_int(load(v, POSITION)) as u64, &text)
}

fn kind_is(m: &mut Machine, v: Value, kind: &str) -> Outcome {
    let kind = m.intern(kind);
    Ok(boolean(is_condition(m, v) && load(v, KIND) == kind))
}

fn field(m: &Machine, a: Arguments, i: usize) -> Outcome {
    if is_condition(m, a[0]) { Ok(load(a[0], i)) } else { wrong(1, "an error object", a[0]) }
}

fn make_error(m: &mut Machine, a: Arguments) -> Outcome {
    let message = if is_object(a[0], Type::String) { string_text(a[0]) } else { printer::text(m, a[0], true) };
    let mut irritants = Vec::new();
    let mut rest = a[1];
    while is_pair(rest) {
        irritants.push(car(rest));
        rest = cdr(rest);
    }
    make_condition(m, "error", &message, &irritants, None)
}

pub const PRIMITIVES: &[Primitive] = &[
    ("%make-error", 2, 2, make_error),
    ("%uncaught", 1, 1, |m, a| Err(Box::new(Fail::Uncaught(uncaught(m, a[0]))))),
    ("error-object?", 1, 1, |m, a| Ok(boolean(is_condition(m, a[0])))),
    ("error-object-message", 1, 1, |m, a| field(m, a, MESSAGE)),
    ("error-object-irritants", 1, 1, |m, a| field(m, a, IRRITANTS)),
    ("%error-object-position", 1, 1, |m, a| field(m, a, POSITION)),
    ("read-error?", 1, 1, |m, a| kind_is(m, a[0], "read")),
    ("file-error?", 1, 1, |m, a| kind_is(m, a[0], "file")),
];
