//! All primitives, in the order of their numbers. The first few are not called: the machine does them itself.

use crate::machine::*;

/// Primitives below this number work on the running window.
pub const SPECIAL: usize = 4;
pub const APPLY: usize = 0;
pub const CALL_WITH_CONTINUATION: usize = 1;
pub const CONTINUE: usize = 2;
pub const EVALUATE_CORE: usize = 3;

fn never(_: &mut Machine, _: Arguments) -> Outcome {
    message("a primitive of the machine itself", &[])
}

const SPECIALS: [Primitive; SPECIAL] =
    [("apply", 1, 255, never), ("%call/cc", 1, 1, never), ("%continue", 2, 2, never), ("%eval-core", 1, 1, never)];

fn values(m: &mut Machine, a: Arguments) -> Outcome {
    if a.count == 1 {
        return Ok(a[0]);
    }
    let v = m.allocate(crate::value::header(crate::value::Type::Values, a.count), a.count, crate::value::TAG_OBJECT)?;
    for i in 0..a.count {
        crate::value::store(v, i + 1, a[i]);
    }
    Ok(v)
}

pub const GROUPS: [&[Primitive]; 10] = [
    &SPECIALS,
    &[("values", 0, 255, values)],
    crate::numbers::PRIMITIVES,
    crate::lists::PRIMITIVES,
    &crate::lists::TYPES,
    crate::strings::PRIMITIVES,
    crate::ports::PRIMITIVES,
    crate::read::PRIMITIVES,
    crate::errors::PRIMITIVES,
    crate::system::PRIMITIVES,
];
