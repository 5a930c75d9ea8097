//! The Scheme stack: walking frames by return addresses, captured parts, limits.
//!
//!   address falls ▼           frame of n words whose callee returns to `r`
//!   RSP0        own return address
//!   RSP0 - 8    slot 0
//!   …
//!   RSP0 - 8n   slot n-1      = low, where `walk` starts
//!   RSP0 - 8n-8 r             return address, here begins the callee
//!
//! A run of frames is given by `low`, by the return address that belongs to its first frame, and by `end`, where the next
//! return address is that of another run. The return record says n and which slots hold values.

use crate::layout::*;
use crate::memory::{load, load_i32, load_u32};
use crate::message::{FATAL, Piece, refuse};
use crate::state::{Stack, register, set_register};

/// Bytes of frames that come to lie on the stack before those below move into the heap.
pub const DEPTH: u64 = 1 << 20;
/// Bytes that procedures without a check, and the frames of one procedure, may use below the limit.
pub const SLACK: u64 = 1 << 18;

/// The return record of a return address, or `None` when the instruction there is not the `nop` that leads to one.
pub fn return_record(address: u64) -> Option<u64> {
    // 0F 1F 80 and the displacement.
    (load_u32(address) & 0xff_ffff == 0x80_1f0f).then(|| address.wrapping_add_signed(i64::from(load_i32(address + 3))))
}

/// A frame while it is walked.
pub struct Frame {
    /// Lowest address.
    pub low: u64,
    /// Words, without the return address above.
    pub words: u64,
    /// Its return record.
    pub record: u64,
}

impl Frame {
    /// Calls `visit` with the address of each slot that holds a value.
    pub fn for_each_value(&self, mut visit: impl FnMut(u64)) {
        let mut slot = 0;
        while slot < self.words {
            let mut live = load_u32(self.record + RETURN_LIVE + slot / 32 * 4);
            while live != 0 {
                let bit = u64::from(live.trailing_zeros());
                visit(self.low + WORD_BYTES * (self.words - 1 - (slot + bit)));
                live &= live - 1;
            }
            slot += 32;
        }
    }
}

/// Calls `visit` with each frame of a run, lowest first.
pub fn walk(low: u64, end: u64, first_return: u64, visit: impl FnMut(Frame)) {
    walk_some(low, end, first_return, u64::MAX / WORD_BYTES, visit);
}

/// The same until the frames together have that many words: the end of the last one, where the next return address is.
#[inline(always)]
pub fn walk_some(start: u64, end: u64, first_return: u64, most: u64, mut visit: impl FnMut(Frame)) -> u64 {
    let (mut low, mut address) = (start, first_return);
    loop {
        let Some(record) = return_record(address) else {
            refuse(FATAL, &[Piece::Text(b"no return record at "), Piece::Address(address), Piece::Text(b", in the stack at "), Piece::Address(low)]);
        };
        let words = u64::from(load_u32(record + RETURN_FRAME_WORDS));
        visit(Frame { low, words, record });
        let next = low + WORD_BYTES * words;
        if next >= end || next - start >= WORD_BYTES * most {
            if next > end {
                refuse(FATAL, &[Piece::Text(b"a frame goes beyond its part of the stack, returning to "), Piece::Address(address)]);
            }
            return next;
        }
        address = load(next);
        low = next + WORD_BYTES;
    }
}

/// The run of frames that is in use: low, end, first return address. Nothing is in use while RSP stands at the base.
pub fn running_part() -> Option<(u64, u64, u64)> {
    let (pointer, base) = (register(REGISTER_SCHEME_STACK), register(REGISTER_STACK_BASE));
    (pointer < base).then(|| (pointer + WORD_BYTES, base, load(pointer)))
}

/// The register mask of the return record at the top of the stack.
pub fn saved_register_mask() -> u32 {
    return_record(load(register(REGISTER_SCHEME_STACK))).map_or(0, |record| load_u32(record + RETURN_REGISTER_MASK))
}

/// Slides the running part up to where no captured part lies below it any more. Captured parts must have moved out.
pub fn slide(stack: &Stack) {
    let (pointer, base) = (register(REGISTER_SCHEME_STACK), register(REGISTER_STACK_BASE));
    let distance = stack.first_base - base;
    if distance != 0 {
        crate::memory::move_words_higher(pointer + distance, pointer, (base - pointer) / WORD_BYTES + 1);
        set_register(REGISTER_STACK_BASE, base + distance);
        set_register(REGISTER_SCHEME_STACK, pointer + distance);
    }
}

/// Sets the stack limit; while a signal is pending every check fails.
pub fn set_limit(limit: u64) {
    set_register(REGISTER_STACK_TRUE_LIMIT, limit);
    set_register(REGISTER_STACK_LIMIT, limit);
    if register(REGISTER_INTERRUPT) != 0 {
        set_register(REGISTER_STACK_LIMIT, u64::MAX);
    }
}
