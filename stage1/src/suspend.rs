//! Suspend: the running system as an image file.
//!
//! A copy of the process does it, so the original may go on whatever happens. The copy collects, turns the running frames into a
//! continuation, and writes what lies in memory: the image's parts as they are now, then heap and installed code, which the
//! loader maps at the same addresses. The image's entry becomes the return address at stack-base, `underflow`, which takes the
//! continuation. The file appears under its name only when it is whole.

use crate::image::{Checksum, SCHEME_REGISTERS};
use crate::layout::*;
use crate::memory::{copy_up, load, store, zero_terminated};
use crate::shape::*;
use crate::stack;
use crate::state::{State, register, set_register};
use crate::{heap, system};

const PATH_BYTES: usize = 4096;
const SUFFIX: &[u8] = b".new\0";
/// Linux's error number: out of memory.
const NO_MEMORY: u64 = 12;
/// Linux's error number: the name is too long.
const NAME_TOO_LONG: u64 = 36;
/// Linux's error number: the argument makes no sense.
const INVALID: u64 = 22;

/// The kernel call; `path` is zero-terminated. 0, or an error number.
pub fn suspend(state: &mut State, path: u64) -> u64 {
    let child = system::fork();
    if child == 0 {
        system::exit(write_image(state, path));
    }
    if child < 0 {
        return child.unsigned_abs();
    }
    system::wait_for(child).unwrap_or(NO_MEMORY)
}

fn write_image(state: &mut State, path: u64) -> u64 {
    if stack::saved_register_mask() != 0 {
        return INVALID;
    }
    // The object with the path will move.
    let (mut named, mut temporary) = ([0u8; PATH_BYTES], [0u8; PATH_BYTES]);
    let name = zero_terminated(path);
    if name.len() + SUFFIX.len() > PATH_BYTES {
        return NAME_TOO_LONG;
    }
    named[..name.len()].copy_from_slice(name);
    temporary[..name.len()].copy_from_slice(name);
    temporary[name.len()..name.len() + SUFFIX.len()].copy_from_slice(SUFFIX);
    heap::collect_major(state);
    if state.heap.current == 0 {
        heap::collect_major(state);
    }
    // Once more, so that the objects stand in the first space, and all beside each other.
    let descriptor = state.stack.descriptor;
    let Some((low, end, _)) = stack::running_part() else { return INVALID };
    let bytes = (state.heap.old_bytes() + (end - low) + record_bytes(descriptor) + 2 * WORD_BYTES).next_multiple_of(IMAGE_PAGE_BYTES);
    heap::collect_below(state, state.heap.spaces[0].low + bytes);
    capture(state, descriptor);
    let end = state.heap.spaces[0].low + bytes;
    let temporary = temporary.as_ptr() as u64;
    let file = system::open_to_write(temporary);
    if system::failed(file) {
        return file.unsigned_abs();
    }
    let mut error = write_parts(state, file, end);
    system::close(file);
    if error == 0 {
        error = system::rename(temporary, named.as_ptr() as u64);
    }
    if error != 0 {
        system::remove(temporary);
    }
    error
}

/// Turns the running frames into the continuation of the resumed system, and fills what is left between the two kinds of objects.
fn capture(state: &mut State, descriptor: u64) {
    let Some((low, end, address)) = stack::running_part() else { return };
    let words = (end - low) / WORD_BYTES;
    let heap = &mut state.heap;
    let continuation = heap.values_end;
    heap.values_end += record_bytes(descriptor);
    heap.raw_start -= WORD_BYTES * (1 + words);
    let part = heap.raw_start;
    store(part, typed_header(STACK_PART_TYPE, words));
    copy_up(part + WORD_BYTES, low, WORD_BYTES * words);
    let slots = [descriptor + HEADER_TAG, part + WORD_BYTES, words, address, register(REGISTER_CONTINUATION), TRUE_VALUE, part + OBJECT_TAG];
    for (word, content) in (0..).zip(slots) {
        store(continuation + WORD_BYTES * word, content);
    }
    set_register(REGISTER_CONTINUATION, continuation + OBJECT_TAG);
    while heap.values_end < heap.raw_start {
        store(heap.values_end, typed_header(FILLER_TYPE, 0));
        heap.values_end += WORD_BYTES;
    }
}

/// Writes header, image, heap and installed code. 0, or an error number.
fn write_parts(state: &State, file: i64, heap_end: u64) -> u64 {
    let base = register(REGISTER_IMAGE);
    let image_end = state.image.code.high.next_multiple_of(IMAGE_PAGE_BYTES);
    let heap = state.heap.spaces[0].low;
    let installed = state.code_space.low;
    let installed_end = state.code_end.next_multiple_of(IMAGE_PAGE_BYTES);
    let heap_offset = image_end - base;
    let installed_offset = heap_offset + (heap_end - heap);
    let total = installed_offset + (installed_end - installed);
    // The copy of the process may write over its own header.
    let mut header = [0u64; IMAGE_PAGE_BYTES as usize / 8];
    let at = header.as_mut_ptr() as u64;
    copy_up(at, base, IMAGE_PAGE_BYTES);
    for (field, content) in [
        (HEADER_BASE, base),
        (HEADER_RELOCATION_OFFSET, heap_offset),
        (HEADER_RELOCATION_BYTES, 0),
        (HEADER_ENTRY, load(register(REGISTER_STACK_BASE))),
        (HEADER_TOTAL_BYTES, total),
        (HEADER_HEAP_OFFSET, heap_offset),
        (HEADER_HEAP_BYTES, heap_end - heap),
        (HEADER_HEAP_ADDRESS, heap),
        (HEADER_HEAP_VALUES_BYTES, state.heap.values_end - heap),
        (HEADER_INSTALLED_OFFSET, installed_offset),
        (HEADER_INSTALLED_BYTES, state.code_end - installed),
        (HEADER_INSTALLED_ADDRESS, installed),
    ] {
        store(at + field, content);
    }
    for index in 0..8 {
        store(at + HEADER_ROOTS + WORD_BYTES * index, register(REGISTER_CONTINUATION + index));
    }
    for index in 0..SCHEME_REGISTERS {
        store(at + HEADER_SCHEME_REGISTERS + WORD_BYTES * index, register(REGISTER_SCHEME_REGISTERS + index));
    }
    let parts = [(base + IMAGE_PAGE_BYTES, image_end), (heap, heap_end), (installed, installed_end)];
    let mut sum = Checksum::new();
    for (low, high) in parts {
        let mut page = low;
        while page < high {
            sum.add_page(page, None);
            page += IMAGE_PAGE_BYTES;
        }
    }
    store(at + HEADER_CHECKSUM, sum.value());
    let mut sum = Checksum::new();
    sum.add_page(at, Some(HEADER_HEADER_CHECKSUM));
    store(at + HEADER_HEADER_CHECKSUM, sum.value());
    let mut error = system::write_all(file, at, IMAGE_PAGE_BYTES);
    for (low, high) in parts {
        if error == 0 {
            error = system::write_all(file, low, high - low);
        }
    }
    error
}
