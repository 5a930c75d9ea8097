//! Cards: which pieces of old memory were written to.
//!
//! A store of a value into an object that may be old marks the card of the slot's address: a byte of the card table, which lies
//! behind the register file. The index is the address modulo 2^CARD_ADDRESS_BITS, divided by the size of a card, so the mark takes
//! three instructions; where memory is larger, some cards are looked at in vain. Who looks at a card looks at every word of it:
//! only memory that holds nothing but values, first words, and raw words that cannot be taken for addresses of the nursery.
//!
//! Marks live until the next collection. What the image's written pages refer to must be found again by every major collection,
//! so a byte for each of its pages stays.

use crate::layout::*;
use crate::memory::{load, load_u8, store, store_u8};
use crate::message::fatal;
use crate::state::{Range, State, register_address};
use crate::system;

const CARD_BYTES: u64 = 1 << CARD_BITS;
const MASK: u64 = (1 << (CARD_ADDRESS_BITS - CARD_BITS)) - 1;
/// Memory whose cards are one word of the table.
const GROUP: u64 = WORD_BYTES * CARD_BYTES;

/// The address of a card's byte.
#[inline(always)]
fn card_of(address: u64) -> u64 {
    register_address(0) + CARD_TABLE + (address >> CARD_BITS & MASK)
}

/// Is the card of that address marked?
pub fn is_marked(address: u64) -> bool {
    load_u8(card_of(address)) != 0
}

/// Calls `visit` with the marked pieces of the range.
pub fn for_each_marked(range: Range, mut visit: impl FnMut(u64, u64)) {
    let mut group = range.low / GROUP * GROUP;
    while group < range.high {
        let mut marks = load(card_of(group));
        while marks != 0 {
            let byte = u64::from(marks.trailing_zeros() / 8);
            let low = group + byte * CARD_BYTES;
            let (first, end) = (low.max(range.low), (low + CARD_BYTES).min(range.high));
            if first < end {
                visit(first, end);
            }
            marks &= !(0xff << (8 * byte));
        }
        group += GROUP;
    }
}

/// Takes the marks of the range away, and of what shares a word of the table with it.
pub fn clear(range: Range) {
    let mut group = range.low / GROUP * GROUP;
    while group < range.high {
        let marks = card_of(group);
        if load(marks) != 0 {
            store(marks, 0);
        }
        group += GROUP;
    }
}

/// Makes the table of the image's written pages.
pub fn set_up(state: &mut State) {
    let image = state.image.written_part();
    let Some(pages) = system::reserve(image.bytes() / IMAGE_PAGE_BYTES + 1) else { fatal("out of memory at start") };
    state.image.pages = pages;
    let heap = state.resumed.heap;
    // A suspended image was written to before.
    let mut page = image.low;
    while heap.bytes() > 0 && page < image.high {
        let mut address = page;
        while address < page + IMAGE_PAGE_BYTES && !heap.contains(load(address)) {
            address += WORD_BYTES;
        }
        if address < page + IMAGE_PAGE_BYTES {
            note_page(state, page);
        }
        page += IMAGE_PAGE_BYTES;
    }
}

/// Notes that the image was written to at an address.
pub fn note_page(state: &State, address: u64) {
    store_u8(state.image.pages + (address - state.image.mixed.low) / IMAGE_PAGE_BYTES, 1);
}

/// Calls `visit` with each page of the image that was written to before the last collection.
pub fn for_each_page(state: &State, mut visit: impl FnMut(u64)) {
    let image = state.image.written_part();
    let mut page = image.low;
    while page < image.high {
        if load_u8(state.image.pages + (page - image.low) / IMAGE_PAGE_BYTES) != 0 {
            visit(page);
        }
        page += IMAGE_PAGE_BYTES;
    }
}
