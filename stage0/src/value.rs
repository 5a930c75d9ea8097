//! Values: 64-bit words with a tag in the low bits, and the headers of heap objects.
//!
//! ```text
//!   fixnum     iiiiiiii … iiiiii00    62 bits, signed (return words look like fixnums)
//!   pointer    aaaaaaaa … aaaaattt    ttt: 001 pair, 010 record, 011 procedure, 101 other object, 110 flonum
//!   immediate  pppppppp … pkkk0111    p: payload, k: 0 singleton, 1 character
//!   header     llllllll … f tttt1111  l: length in the type's units (48 bits), t: type (8 bits), f: flag (bit 12)
//! ```
//!
//! A pair is two words without a header; every other object begins with one. No value ends in 1111, so objects can
//! be told apart when a space is walked. These tags are stage0's own; the compiled system's are elsewhere.

/// A value or a header.
pub type Value = u64;

/// Tag of a pair.
pub const TAG_PAIR: u64 = 1;
/// Tag of a record.
pub const TAG_RECORD: u64 = 2;
/// Tag of whatever can be called.
pub const TAG_PROCEDURE: u64 = 3;
/// Tag of any other object with a header.
pub const TAG_OBJECT: u64 = 5;
/// Tag of a flonum.
pub const TAG_FLONUM: u64 = 6;
/// Tag of singletons and characters.
pub const TAG_IMMEDIATE: u64 = 7;

/// `#f`.
pub const FALSE: Value = 0x07;
/// `#t`.
pub const TRUE: Value = 0x107;
/// `()`.
pub const NIL: Value = 0x207;
/// What expressions without a useful value give.
pub const UNSPECIFIED: Value = 0x307;
/// The end of a file.
pub const EOF: Value = 0x407;
/// In the cell of a variable before its definition.
pub const UNASSIGNED: Value = 0x607;
/// In a global before its definition.
pub const UNDEFINED: Value = 0x707;

/// The largest fixnum.
pub const FIXNUM_MAX: i64 = (1 << 61) - 1;
/// The smallest fixnum.
pub const FIXNUM_MIN: i64 = -(1 << 61);

/// Types of objects, as they stand in headers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Type {
    Vector,
    String,
    Symbol,
    Bytes,
    Bignum,
    Flonum,
    Record,
    Descriptor,
    Cell,
    Values,
    Closure,
    Primitive,
    Continuation,
    Parameter,
    Port,
    Promise,
    Forward,
}

/// Flag of a header: the bignum is negative.
pub const FLAG: u64 = 1 << 12;

/// A header; the length counts the type's units.
pub const fn header(kind: Type, length: usize) -> u64 {
    (length as u64) << 16 | (kind as u64) << 4 | 15
}

/// Length in the type's units.
#[inline(always)]
pub fn header_length(h: u64) -> usize {
    (h >> 16) as usize
}

/// The number of the `Type`.
#[inline(always)]
pub fn header_type(h: u64) -> u8 {
    (h >> 4) as u8
}

/// Words of an object, header included.
pub fn object_words(h: u64) -> usize {
    let n = header_length(h);
    let kind = header_type(h);
    if kind == Type::String as u8 {
        1 + n.div_ceil(2)
    } else if kind == Type::Bytes as u8 {
        1 + n.div_ceil(8)
    } else {
        1 + n
    }
}

/// Do the words after the header hold raw bits?
pub fn is_raw(h: u64) -> bool {
    const RAW: u32 = 1 << Type::String as u8
        | 1 << Type::Bytes as u8
        | 1 << Type::Bignum as u8
        | 1 << Type::Flonum as u8
        | 1 << Type::Port as u8
        | 1 << Type::Primitive as u8;
    RAW >> header_type(h) & 1 != 0
}

/// A fixnum; `n` lies between its limits.
#[inline(always)]
pub fn fixnum(n: i64) -> Value {
    (n << 2) as u64
}

/// Is it a fixnum?
#[inline(always)]
pub fn is_fixnum(v: Value) -> bool {
    v & 3 == 0
}

/// A fixnum's value.
#[inline(always)]
pub fn to_int(v: Value) -> i64 {
    v as i64 >> 2
}

/// `#t` or `#f`.
#[inline(always)]
pub fn boolean(b: bool) -> Value {
    if b { TRUE } else { FALSE }
}

/// The character of a code point.
#[inline(always)]
pub fn character(c: u32) -> Value {
    (c as u64) << 8 | 0x17
}

/// Is it a character?
#[inline(always)]
pub fn is_char(v: Value) -> bool {
    v & 0xff == 0x17
}

/// A character's code point.
#[inline(always)]
pub fn to_char(v: Value) -> u32 {
    (v >> 8) as u32
}

/// Is it a pair?
#[inline(always)]
pub fn is_pair(v: Value) -> bool {
    v & 7 == TAG_PAIR
}

/// Is it a record?
#[inline(always)]
pub fn is_record(v: Value) -> bool {
    v & 7 == TAG_RECORD
}

/// Can it be called?
#[inline(always)]
pub fn is_procedure(v: Value) -> bool {
    v & 7 == TAG_PROCEDURE
}

/// Is it a flonum?
#[inline(always)]
pub fn is_flonum(v: Value) -> bool {
    v & 7 == TAG_FLONUM
}

/// Is it a tagged address (and not a fixnum or an immediate)?
#[inline(always)]
pub fn is_pointer(v: Value) -> bool {
    v & 3 != 0 && v & 7 != 7
}

/// Word `i` of the object that `v` points to, whatever its tag (0 is the header, or a pair's car).
#[inline(always)]
pub fn slot(v: Value, i: usize) -> *mut u64 {
    ((v & !7) as *mut u64).wrapping_add(i)
}

/// Reads word `i` of an object.
#[inline(always)]
pub fn load(v: Value, i: usize) -> u64 {
    // SAFETY: callers have checked that `v` points to an object of more than `i` words.
    unsafe { *slot(v, i) }
}

/// Is it an object (tag 101) of the type?
#[inline(always)]
pub fn is_object(v: Value, kind: Type) -> bool {
    v & 7 == TAG_OBJECT && header_type(load(v, 0)) == kind as u8
}

/// Length of an object with a header, in its units.
#[inline(always)]
pub fn length(v: Value) -> usize {
    header_length(load(v, 0))
}

/// Writes word `i` of an object.
#[inline(always)]
pub fn store(object: Value, i: usize, v: Value) {
    // SAFETY: callers have checked object and index.
    unsafe { *slot(object, i) = v }
}

/// First part of a pair.
#[inline(always)]
pub fn car(v: Value) -> Value {
    load(v, 0)
}

/// Second part of a pair.
#[inline(always)]
pub fn cdr(v: Value) -> Value {
    load(v, 1)
}

/// A flonum's value.
#[inline(always)]
pub fn to_flo(v: Value) -> f64 {
    f64::from_bits(load(v, 1))
}

/// The characters of a string, as code points.
pub fn string_units<'a>(v: Value) -> &'a [u32] {
    // SAFETY: `v` is a string; the borrow is used only until the next allocation.
    unsafe { std::slice::from_raw_parts(slot(v, 1) as *const u32, length(v)) }
}

/// The same, to be written.
pub fn string_units_mut<'a>(v: Value) -> &'a mut [u32] {
    // SAFETY: as above, and no other borrow of the string is alive.
    unsafe { std::slice::from_raw_parts_mut(slot(v, 1) as *mut u32, length(v)) }
}

/// The bytes of a bytevector.
pub fn bytes<'a>(v: Value) -> &'a [u8] {
    // SAFETY: `v` is a bytevector; the borrow is used only until the next allocation.
    unsafe { std::slice::from_raw_parts(slot(v, 1) as *const u8, length(v)) }
}

/// The same, to be written.
pub fn bytes_mut<'a>(v: Value) -> &'a mut [u8] {
    // SAFETY: as above, and no other borrow of the bytevector is alive.
    unsafe { std::slice::from_raw_parts_mut(slot(v, 1) as *mut u8, length(v)) }
}

/// A string's text (surrogates cannot be in it; anything odd becomes the replacement character).
pub fn string_text(v: Value) -> String {
    string_units(v).iter().map(|&c| char::from_u32(c).unwrap_or('\u{fffd}')).collect()
}

/// A symbol's name.
pub fn symbol_text(v: Value) -> String {
    string_text(load(v, 1))
}
