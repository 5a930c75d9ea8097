//! Installing code into the running system: a space of its own near the image, written while it is not executable.
//!
//! The bundle of the kernel call, all little-endian:
//!
//!   u32 N, R, V, 0
//!   N bytes       code objects one behind the other, each padded to 16
//!   R times 16    relocation: u32 offset, u32 kind, u64 target; kind 0 absolute-32, 1 absolute-64, 2 relative-32; plus 4: the
//!                 target is an offset in the N bytes
//!   V times 8     u32 offset of a value's place, u32 index in the vector of the first operand register
//!
//! Result: the address of the first object, and in the first operand register a closure of it; or 0.

use crate::layout::*;
use crate::memory::{copy_up, load, load_u32, load_u64_unaligned, store, store_u32, store_u64_unaligned};
use crate::message::fatal;
use crate::state::{Range, State, register, set_register};
use crate::system::{self, ANONYMOUS, EXECUTE, FIXED, FIXED_NO_REPLACE, NO_RESERVE, PRIVATE, READ, WRITE};

const SPACE_BYTES: u64 = 256 << 20;
const BUNDLE_HEADER: u64 = 16;
const RELOCATION_BYTES: u64 = 16;
const VALUE_BYTES: u64 = 8;

/// Installs the bundle at that address.
pub fn install(state: &mut State, bundle: u64) -> u64 {
    let field = |index: u64| u64::from(load_u32(bundle + 4 * index));
    let (bytes, relocations, values) = (field(0), field(1), field(2));
    if state.code_space.bytes() == 0 && !reserve(state) {
        return 0;
    }
    let place = state.code_end;
    if place + bytes > state.code_space.high {
        return 0;
    }
    let end = place + bytes;
    writable(place, end, true);
    copy_up(place, bundle + BUNDLE_HEADER, bytes);
    let mut row = bundle + BUNDLE_HEADER + bytes;
    for _ in 0..relocations {
        relocate(place, row);
        row += RELOCATION_BYTES;
    }
    let vector = register(REGISTER_OPERAND_REGISTERS) - OBJECT_TAG;
    for _ in 0..values {
        store(place + u64::from(load_u32(row)), load(vector + WORD_BYTES * (1 + u64::from(load_u32(row + 4)))));
        row += VALUE_BYTES;
    }
    writable(place, end, false);
    state.code_end = end;
    // A margin below the allocation limit is kept for this word.
    let closure = register(REGISTER_SCHEME_ALLOCATION);
    store(closure, place + HEADER_TAG);
    set_register(REGISTER_SCHEME_ALLOCATION, closure + WORD_BYTES);
    set_register(REGISTER_OPERAND_REGISTERS, closure + PROCEDURE_TAG);
    place
}

fn relocate(place: u64, row: u64) {
    let field = place + u64::from(load_u32(row));
    let kind = load_u32(row + 4);
    let target = load_u64_unaligned(row + 8);
    let target = if kind & 4 == 0 { target } else { place + target };
    match kind & 3 {
        0 => store_u32(field, target as u32),
        1 => store_u64_unaligned(field, target),
        _ => store_u32(field, target.wrapping_sub(field + 4) as u32),
    }
}

/// Makes the pages of installed code writable, or executable again; never both.
pub fn writable(low: u64, high: u64, yes: bool) {
    let first = low / IMAGE_PAGE_BYTES * IMAGE_PAGE_BYTES;
    let permission = if yes { READ | WRITE } else { READ | EXECUTE };
    if !system::protect(first, high.next_multiple_of(IMAGE_PAGE_BYTES) - first, permission) {
        fatal("code space cannot be protected");
    }
}

/// Maps the installed code of a suspended image where it stood.
pub fn take(state: &mut State, installed: Range, file: i64, offset: u64) -> bool {
    if system::map(installed.low, SPACE_BYTES, 0, PRIVATE | ANONYMOUS | NO_RESERVE | FIXED_NO_REPLACE, -1, 0) != installed.low as i64 {
        return false;
    }
    state.code_space = Range::of(installed.low, SPACE_BYTES);
    (state.code_end, state.code_old_end) = (installed.high, installed.high);
    system::map(installed.low, installed.bytes(), READ | EXECUTE, PRIVATE | FIXED, file, offset) == installed.low as i64
}

/// Reserves the space behind the image, so that all code is within reach of 32-bit displacements.
fn reserve(state: &mut State) -> bool {
    let mut place = (state.image.code.high + (16 << 20)).next_multiple_of(IMAGE_PAGE_BYTES);
    while place + SPACE_BYTES < 1 << 31 {
        if system::map(place, SPACE_BYTES, 0, PRIVATE | ANONYMOUS | NO_RESERVE | FIXED_NO_REPLACE, -1, 0) == place as i64 {
            state.code_space = Range::of(place, SPACE_BYTES);
            (state.code_end, state.code_old_end) = (place, place);
            return true;
        }
        place += SPACE_BYTES / 4;
    }
    false
}
