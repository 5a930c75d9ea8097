//! All primitives, in the order of their numbers. The first few are not called: the machine does them itself.

use crate::machine::*;
use crate::value::*;

/// Primitives below this number work on the running window.
pub const SPECIAL: usize = 4;
/// Number of `apply`.
pub const APPLY: usize = 0;
/// Number of `%call/cc`.
pub const CALL_WITH_CONTINUATION: usize = 1;
/// Number of `%continue`.
pub const CONTINUE: usize = 2;
/// Number of `%eval-core`.
pub const EVALUATE_CORE: usize = 3;

fn values(m: &mut Machine, a: Arguments) -> Outcome {
    if a.count == 1 { Ok(a[0]) } else { crate::lists::gather(m, a, Type::Values, TAG_OBJECT) }
}

fn never(_: &mut Machine, _: Arguments) -> Outcome {
    message("a primitive of the machine itself", &[])
}

const SPECIALS: [Primitive; SPECIAL] = [("apply", 1, 255, never), ("%call/cc", 1, 1, never), ("%continue", 2, 2, never), ("%eval-core", 1, 1, never)];

/// All tables, in the order of the numbers.
pub const GROUPS: [&[Primitive]; 10] = [
    &SPECIALS,
    &[("values", 0, 255, values)],
    crate::numbers::PRIMITIVES,
    crate::lists::PRIMITIVES,
    crate::sequences::PRIMITIVES,
    crate::strings::PRIMITIVES,
    crate::ports::PRIMITIVES,
    crate::printer::PRIMITIVES,
    crate::errors::PRIMITIVES,
    crate::system::PRIMITIVES,
];
