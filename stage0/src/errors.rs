//! What failures of instructions and primitives become: the arguments of the library's `%raise-failure`.

use crate::datum::Position;
use crate::machine::*;
use crate::value::*;

/// A failure as a condition will tell it.
pub struct Told {
    /// A symbol: `type range error file read syntax`.
    pub kind: &'static str,
    /// The message.
    pub text: String,
    /// The values that the message is about.
    pub irritants: Vec<Value>,
    /// The place, when it is not that of the running instruction.
    pub position: Option<Position>,
}

/// The condition that a failure is.
pub fn tell(m: &Machine, fail: Fail) -> Told {
    let plain = |kind, text, irritants| Told { kind, text, irritants, position: None };
    match fail {
        Fail::Type(index, what, v) => plain("type", format!("{}argument {index} is not {what}", running_primitive(m)), vec![v]),
        Fail::Range(index, v) => plain("range", format!("{}argument {index} is out of range", running_primitive(m)), vec![v]),
        Fail::Message(text, irritants) => plain("error", text, irritants),
        Fail::File(name, why) => plain("file", format!("{name}: {why}"), Vec::new()),
        Fail::Syntax(e) => Told { position: Some(e.position), ..plain("syntax", e.message, Vec::new()) },
        Fail::Uncaught(text) => plain("error", text, Vec::new()),
        Fail::Full | Fail::Exit(_) => plain("error", String::new(), Vec::new()),
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

/// `(%stop position text)`: ends the program with a report; position `#f`: where the program is.
fn stop(m: &mut Machine, a: Arguments) -> Outcome {
    let position = if is_fixnum(a[0]) { to_int(a[0]) as Position } else { m.current_position() };
    Err(Box::new(Fail::Uncaught(m.report(position, &string_text(a[1])))))
}

/// The primitives on errors.
pub const PRIMITIVES: &[Primitive] = &[("%stop", 2, 2, stop), ("%place", 0, 0, |m, _| Ok(fixnum(m.current_position() as i64)))];
