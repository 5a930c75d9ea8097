//! Pages: which pages of the image's plain part were written to, and permissions of code.
//!
//! The plain part is mapped read-only. The first write to a page faults; the handler notes the page and opens it. So a
//! collection scans only those pages, and starting costs nothing.

use crate::layout::{IMAGE_PAGE_BYTES, WORD_BYTES};
use crate::memory::{load, load_u8, store_u8};
use crate::message::fatal;
use crate::state::Range;
use crate::system::{self, EXECUTE, READ, WRITE};
use core::sync::atomic::{AtomicU64, Ordering::Relaxed};

static LOW: AtomicU64 = AtomicU64::new(0);
static HIGH: AtomicU64 = AtomicU64::new(0);
/// Address of one byte a page: 1 when written to.
static MARKS: AtomicU64 = AtomicU64::new(0);

/// Begins to watch the plain part.
pub fn watch(plain: Range) {
    if plain.bytes() == 0 {
        return;
    }
    let Some(marks) = system::reserve(plain.bytes() / IMAGE_PAGE_BYTES) else { fatal("out of memory at start") };
    LOW.store(plain.low, Relaxed);
    HIGH.store(plain.high, Relaxed);
    MARKS.store(marks, Relaxed);
    if !system::protect(plain.low, plain.bytes(), READ) {
        fatal("the image cannot be protected");
    }
}

/// Called by the handler of memory faults: was it the first write to a watched page?
pub fn note_write(address: u64) -> bool {
    let low = LOW.load(Relaxed);
    if address < low || address >= HIGH.load(Relaxed) {
        return false;
    }
    let index = (address - low) / IMAGE_PAGE_BYTES;
    let mark = MARKS.load(Relaxed) + index;
    if load_u8(mark) != 0 {
        return false;
    }
    store_u8(mark, 1);
    system::protect(low + index * IMAGE_PAGE_BYTES, IMAGE_PAGE_BYTES, READ | WRITE)
}

/// Notes the pages that point into a range: those of a suspended image that were written to before.
pub fn note_pointers_into(heap: Range) {
    let mut page = LOW.load(Relaxed);
    while page < HIGH.load(Relaxed) {
        let mut address = page;
        while address < page + IMAGE_PAGE_BYTES && !heap.contains(load(address)) {
            address += WORD_BYTES;
        }
        if address < page + IMAGE_PAGE_BYTES {
            note_write(page);
        }
        page += IMAGE_PAGE_BYTES;
    }
}

/// Calls `visit` with the address of each page that was written to.
pub fn for_each_written(mut visit: impl FnMut(u64)) {
    let low = LOW.load(Relaxed);
    let marks = MARKS.load(Relaxed);
    let mut index = 0;
    while index < (HIGH.load(Relaxed) - low) / IMAGE_PAGE_BYTES {
        if load_u8(marks + index) != 0 {
            visit(low + index * IMAGE_PAGE_BYTES);
        }
        index += 1;
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
