//! Shapes: what an object's first word says about its size and its slots. The facts themselves are in the generated `layout`.
//!
//!   first word   tag not 111                 the car of a pair
//!                111, bit 63 set             typed header: row of `TYPED`, length
//!                111, bit 63 clear           7 + address of a code object (procedure) or of a descriptor (record)
//!
//! Does not: move or mark anything.

use crate::layout::*;
use crate::memory::{load, load_u32};

/// What stands in a slot or in the contents of an object.
#[derive(Clone, Copy, PartialEq)]
pub enum Kind {
    /// Tagged values.
    Value,
    /// Bits that nobody traces.
    Raw,
    /// A weak value, then a strong one.
    Weak,
    /// Frames of a stack.
    Frames,
    /// A code object: instructions and literals.
    Code,
    /// Machine registers, values or not as a return record says.
    Registers,
}

/// A row of the typed headers.
pub struct Typed {
    /// Bytes of a unit of the length.
    pub unit: u64,
    /// What the contents are.
    pub kind: Kind,
}

/// A row of the register file.
pub struct Register {
    /// First word.
    pub index: u64,
    /// What the words are.
    pub kind: Kind,
    /// How many words.
    pub count: u64,
}

/// Mask of the primary tag.
pub const TAG_MASK: u64 = (1 << TAG_BITS) - 1;
const TYPED_BIT: u64 = 1 << 63;

/// Does this word begin an object that is not a pair?
#[inline(always)]
pub fn is_first_word(word: u64) -> bool {
    word & TAG_MASK == HEADER_TAG
}

/// Is this first word a typed header?
#[inline(always)]
pub fn is_typed(word: u64) -> bool {
    word >= TYPED_BIT
}

/// Type of a typed header.
#[inline(always)]
pub fn type_of(word: u64) -> u64 {
    (word >> TAG_BITS) & 31
}

/// Length of a typed header, in units of its type.
#[inline(always)]
pub fn length_of(word: u64) -> u64 {
    (word & !TYPED_BIT) >> 8
}

/// A typed header.
#[inline(always)]
pub fn typed_header(kind: u64, length: u64) -> u64 {
    TYPED_BIT | length << 8 | kind << TAG_BITS | HEADER_TAG
}

/// Is it the typed header of that type?
#[inline(always)]
pub fn is_of_type(word: u64, kind: u64) -> bool {
    is_typed(word) && word & 0xff == kind << TAG_BITS | HEADER_TAG
}

/// Row of a typed header; rows beyond the table count as raw bytes (the heap checker finds them).
#[inline(always)]
pub fn typed_row(word: u64) -> &'static Typed {
    TYPED.get(type_of(word) as usize).unwrap_or(&TYPED[BYTES_TYPE as usize])
}

/// Bytes of an object with a typed header, header and padding included.
#[inline(always)]
pub fn typed_bytes(word: u64) -> u64 {
    WORD_BYTES + (length_of(word) * typed_row(word).unit).next_multiple_of(WORD_BYTES)
}

/// What an object is, from its first word. Records and procedures name the object behind that word.
pub enum Shape {
    /// Two values.
    Pair,
    /// A typed header.
    Typed,
    /// A procedure of that code object.
    Procedure(u64),
    /// A record of that descriptor.
    Record(u64),
}

/// The shape of an object that begins with `first`. No descriptor or code object on the way may be forwarded.
#[inline(always)]
pub fn shape(first: u64) -> Shape {
    if !is_first_word(first) {
        Shape::Pair
    } else if is_typed(first) {
        Shape::Typed
    } else {
        let behind = first - HEADER_TAG;
        if is_of_type(load(behind), CODE_TYPE) { Shape::Procedure(behind) } else { Shape::Record(behind) }
    }
}

/// Bytes of an object that begins with `first`.
pub fn object_bytes(first: u64) -> u64 {
    match shape(first) {
        Shape::Pair => 2 * WORD_BYTES,
        Shape::Typed => typed_bytes(first),
        Shape::Procedure(code) => procedure_bytes(code),
        Shape::Record(descriptor) => record_bytes(descriptor),
    }
}

/// Bytes of a procedure of a code object.
#[inline(always)]
pub fn procedure_bytes(code: u64) -> u64 {
    WORD_BYTES * (1 + u64::from(load_u32(code + WORD_BYTES * CODE_CAPTURED)))
}

/// Bytes of a record of a descriptor.
#[inline(always)]
pub fn record_bytes(descriptor: u64) -> u64 {
    WORD_BYTES * (1 + (load(descriptor + WORD_BYTES * DESCRIPTOR_SIZE) >> TAG_BITS))
}

/// Which slots of a record are raw: bit i is the word i + 1.
#[inline(always)]
pub fn raw_mask(descriptor: u64) -> u64 {
    load(descriptor + WORD_BYTES * DESCRIPTOR_RAW_MASK) >> TAG_BITS
}

/// Is this the built-in descriptor of continuations? Asked only of descriptors with raw slots.
pub fn describes_continuations(descriptor: u64) -> bool {
    load(descriptor + WORD_BYTES * DESCRIPTOR_UID) == CONTINUATION_RECORD << TAG_BITS
}

/// Bit t: values of primary tag t are addresses.
const POINTER_TAGS: u64 = 1 << PAIR_TAG | 1 << FLONUM_TAG | 1 << PROCEDURE_TAG | 1 << OBJECT_TAG;

/// Does this word point at something?
#[inline(always)]
pub fn is_pointer(word: u64) -> bool {
    POINTER_TAGS >> (word & TAG_MASK) & 1 != 0
}
