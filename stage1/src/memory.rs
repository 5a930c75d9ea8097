//! Memory by address: loads, stores, copies, and the four functions that compiled Rust calls by itself.
//!
//! An address is a `u64`. Everything here trusts its caller: the kernel works on objects whose headers and pointers the
//! compiler made and the loader checked; `check.rs` is the place that trusts nothing.

use core::arch::asm;

/// The word at an address, a multiple of 8.
#[inline(always)]
pub fn load(address: u64) -> u64 {
    // SAFETY: callers pass addresses of words in objects, stacks or the register file, all mapped.
    unsafe { *(address as *const u64) }
}

/// Stores a word.
#[inline(always)]
pub fn store(address: u64, word: u64) {
    // SAFETY: as for `load`, and the memory is writable: the heap, the stack, the register file or a writable page of the image.
    unsafe { *(address as *mut u64) = word }
}

/// The 32-bit field at an address, of any alignment.
#[inline(always)]
pub fn load_u32(address: u64) -> u32 {
    // SAFETY: callers pass addresses inside mapped objects.
    unsafe { (address as *const u32).read_unaligned() }
}

/// The signed 32-bit field at an address.
#[inline(always)]
pub fn load_i32(address: u64) -> i32 {
    load_u32(address) as i32
}

/// Stores a 32-bit field at any alignment.
#[inline(always)]
pub fn store_u32(address: u64, field: u32) {
    // SAFETY: callers pass addresses inside objects that they are making.
    unsafe { (address as *mut u32).write_unaligned(field) }
}

/// Stores a 64-bit field at any alignment.
#[inline(always)]
pub fn store_u64_unaligned(address: u64, field: u64) {
    // SAFETY: as for `store_u32`.
    unsafe { (address as *mut u64).write_unaligned(field) }
}

/// The 64-bit field at any alignment.
#[inline(always)]
pub fn load_u64_unaligned(address: u64) -> u64 {
    // SAFETY: as for `load_u32`.
    unsafe { (address as *const u64).read_unaligned() }
}

/// The byte at an address.
#[inline(always)]
pub fn load_u8(address: u64) -> u8 {
    // SAFETY: callers pass addresses of mapped bytes.
    unsafe { *(address as *const u8) }
}

/// Stores a byte.
#[inline(always)]
pub fn store_u8(address: u64, byte: u8) {
    // SAFETY: callers pass addresses of writable bytes.
    unsafe { *(address as *mut u8) = byte }
}

/// Copies bytes upwards from the lowest: the areas may overlap only when `to` is below `from`.
pub fn copy_up(to: u64, from: u64, bytes: u64) {
    // SAFETY: both areas are mapped, and the caller made the target.
    unsafe { asm!("rep movsb", inout("rcx") bytes => _, inout("rdi") to => _, inout("rsi") from => _, options(nostack, preserves_flags)) }
}

/// Moves words to a higher place that may overlap: the last word goes first.
pub fn move_words_higher(to: u64, from: u64, words: u64) {
    let mut index = words;
    while index > 0 {
        index -= 1;
        store(to + 8 * index, load(from + 8 * index));
    }
}

/// The bytes of a zero-terminated string, without the zero.
pub fn zero_terminated(address: u64) -> &'static [u8] {
    let mut length = 0;
    while load_u8(address + length) != 0 {
        length += 1;
    }
    bytes_at(address, length)
}

/// A view of memory that nobody changes while it is used.
pub fn bytes_at(address: u64, length: u64) -> &'static [u8] {
    // SAFETY: the caller names a mapped area that lives as long as the process: arguments, environment, image, heap.
    unsafe { core::slice::from_raw_parts(address as *const u8, length as usize) }
}

/// What the compiler calls to copy bytes.
///
/// # Safety
/// C's rules.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn memcpy(to: *mut u8, from: *const u8, bytes: usize) -> *mut u8 {
    copy_up(to as u64, from as u64, bytes as u64);
    to
}

/// What the compiler calls to copy bytes that may overlap.
///
/// # Safety
/// C's rules.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn memmove(to: *mut u8, from: *const u8, bytes: usize) -> *mut u8 {
    if (to as usize).wrapping_sub(from as usize) >= bytes {
        copy_up(to as u64, from as u64, bytes as u64);
    } else {
        let mut index = bytes as u64;
        while index > 0 {
            index -= 1;
            store_u8(to as u64 + index, load_u8(from as u64 + index));
        }
    }
    to
}

/// What the compiler calls to fill bytes.
///
/// # Safety
/// C's rules.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn memset(to: *mut u8, byte: i32, bytes: usize) -> *mut u8 {
    // SAFETY: the caller owns the area.
    unsafe { asm!("rep stosb", inout("rcx") bytes => _, inout("rdi") to => _, in("al") byte as u8, options(nostack, preserves_flags)) }
    to
}

/// What the compiler calls to compare bytes.
///
/// # Safety
/// C's rules.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn memcmp(one: *const u8, other: *const u8, bytes: usize) -> i32 {
    let mut index = 0;
    while index < bytes as u64 {
        let (a, b) = (load_u8(one as u64 + index), load_u8(other as u64 + index));
        if a != b {
            return i32::from(a) - i32::from(b);
        }
        index += 1;
    }
    0
}
