//! The collector: generational, copying, precise. No recursion: what has been copied and not yet scanned lies between two
//! pointers of the old generation.
//!
//!   [ space 0 | nursery | space 1 ]       one space is in use: the old generation
//!   [ values ▶ …       … ◀ raw ]          in a space: objects with values from below, those without and stack-parts from above
//!
//! A minor collection copies what lives in the nursery into the space in use; afterwards nothing is young, so nothing needs to be
//! remembered. A major collection copies what lives in nursery and space to the other space.
//!
//! Roots: value words of the register file; machine registers that the top return record names; slots of the running frames;
//! literals of installed code; and of the image and, in a minor collection, of the old objects, what stores have marked (see
//! `cards`). In a major collection every page of the image that was ever written to. Objects of the image and code do not move.
//!
//! A list is copied pair behind pair, along the cdrs; all else in the order in which it is found.
//!
//! A copied object leaves its new place in its first word: a pair its address with tag 111 (which no car has), the others
//! their new value (whose tag is not 111).
//!
//! A continuation owns a run of frames, in the stack region or in a stack-part. Either way they are old objects when the
//! continuation has been scanned. When much is on the stack, all but the top becomes continuations too, in pieces that `underflow`
//! brings back one by one; so no collection sees more than a piece of the stack twice.

use crate::cards;
use crate::install;
use crate::layout::*;
use crate::memory::{load, load_u32, store};
use crate::message::fatal;
use crate::shape::*;
use crate::stack;
use crate::state::{Range, State, register, register_address, set_register};

/// Words of frames that stay on the stack when others leave it.
const KEPT_WORDS: u64 = 512;
/// Words of frames that are reason for it.
const RUNNING_WORDS: u64 = 2048;
/// Words of a piece, at least, unless it is the last.
const PIECE_WORDS: u64 = 512;

/// Collects. A major collection fills the other space, with the objects that have no values below `raw_end`.
pub fn collect(state: &mut State, major: bool, raw_end: u64) {
    let (heap, space) = (&state.heap, state.heap.space());
    let descriptor = state.stack.descriptor;
    let used = Range { low: heap.nursery.low, high: register(REGISTER_SCHEME_ALLOCATION) };
    let (mut collector, end) = if major {
        let from = Range { low: space.low.min(heap.nursery.low), high: space.high.max(heap.nursery.high) };
        let other = heap.spaces[1 - heap.current];
        (Collector { from, values: other.low, raw: raw_end, weak: 0, deep: 0, descriptor }, other.high)
    } else {
        (Collector { from: heap.nursery, values: heap.values_end, raw: heap.raw_start, weak: 0, deep: heap.deep, descriptor }, heap.raw_start)
    };
    // Captured frames may come in addition, each piece with a header and a continuation.
    let frames = register(REGISTER_STACK_TOP) - register(REGISTER_SCHEME_STACK);
    let worst = used.bytes() + used.bytes() / 7 + frames + frames / 7 + if major { heap.old_bytes() } else { 0 };
    if worst > end - collector.values {
        fatal("out of memory: no room to collect in");
    }
    let scan = collector.values;
    collector.scan_registers();
    collector.scan_stack();
    collector.scan_image(state, major);
    if !major {
        for values in state.heap.values() {
            cards::for_each_marked(values, |low, high| collector.forward_words(low, high));
        }
        let large = &state.heap.large;
        for (index, range) in large.ranges[..large.count].iter().enumerate() {
            if index < large.seen {
                cards::for_each_marked(*range, |low, high| collector.forward_words(low, high));
            } else {
                collector.forward_words(range.low, range.high);
            }
        }
    }
    collector.scan_code(if major { state.code_space.low } else { state.code_old_end }, state.code_end);
    collector.scan_values(scan);
    collector.break_weak_pairs();
    stack::slide(&state.stack);
    let heap = &mut state.heap;
    state.code_old_end = state.code_end;
    if major {
        heap.current = 1 - heap.current;
        heap.hole = Range::EMPTY;
        heap.large.count = 0;
        set_register(REGISTER_MAJOR_COLLECTIONS, register(REGISTER_MAJOR_COLLECTIONS).wrapping_add(1 << TAG_BITS));
    }
    heap.large.seen = heap.large.count;
    (heap.values_end, heap.raw_start, heap.deep) = (collector.values, collector.raw, collector.deep);
    set_register(REGISTER_SCHEME_ALLOCATION, heap.nursery.low);
    set_register(REGISTER_COLLECTIONS, register(REGISTER_COLLECTIONS).wrapping_add(1 << TAG_BITS));
}

struct Collector {
    /// What is left: the nursery, or nursery and space in use.
    from: Range,
    /// End of the old objects with values.
    values: u64,
    /// Beginning of those without.
    raw: u64,
    /// Old address of the last weak pair that was copied; each holds the one before in its second word; 0 ends.
    weak: u64,
    /// Bytes of frames in pieces.
    deep: u64,
    /// The descriptor of continuations, an object of the image.
    descriptor: u64,
}

impl Collector {
    /// The new value of a value.
    #[inline(always)]
    fn forward(&mut self, value: u64) -> u64 {
        let tag = value & TAG_MASK;
        let place = value - tag;
        if is_pointer(value) && self.from.contains(place) { self.copied(place, tag) } else { value }
    }

    #[inline(always)]
    fn forward_at(&mut self, address: u64) {
        let value = load(address);
        let moved = self.forward(value);
        if moved != value {
            store(address, moved);
        }
    }

    #[inline(always)]
    fn forward_words(&mut self, low: u64, high: u64) {
        let mut address = low;
        while address < high {
            self.forward_at(address);
            address += WORD_BYTES;
        }
    }

    fn copied(&mut self, place: u64, tag: u64) -> u64 {
        let first = load(place);
        if tag == PAIR_TAG {
            if is_first_word(first) {
                return first - HEADER_TAG + PAIR_TAG;
            }
            return self.copied_list(place, first);
        }
        if !is_first_word(first) {
            return first;
        }
        let bytes = if is_typed(first) {
            let bytes = typed_bytes(first);
            if matches!(typed_row(first).kind, Kind::Raw | Kind::Frames) {
                let target = self.raw_room(bytes);
                copy_words(target, place, bytes);
                store(place, target + tag);
                return target + tag;
            }
            bytes
        } else if tag == PROCEDURE_TAG {
            procedure_bytes(first - HEADER_TAG)
        } else {
            record_bytes(self.present(first - HEADER_TAG))
        };
        let target = self.room(bytes);
        copy_words(target, place, bytes);
        store(place, target + tag);
        if is_of_type(first, WEAK_PAIR_TYPE) {
            store(place + WORD_BYTES, self.weak);
            self.weak = place;
        }
        target + tag
    }

    /// A pair and those behind it that have not been copied, one after the other, so that who walks a list walks through memory.
    #[inline(always)]
    fn copied_list(&mut self, mut place: u64, mut car: u64) -> u64 {
        let head = self.values + PAIR_TAG;
        loop {
            let target = self.room(2 * WORD_BYTES);
            let cdr = load(place + WORD_BYTES);
            let behind = cdr.wrapping_sub(PAIR_TAG);
            store(target, car);
            store(place, target + HEADER_TAG);
            if behind & TAG_MASK != 0 || !self.from.contains(behind) {
                store(target + WORD_BYTES, cdr);
                return head;
            }
            car = load(behind);
            if is_first_word(car) {
                store(target + WORD_BYTES, car - HEADER_TAG + PAIR_TAG);
                return head;
            }
            store(target + WORD_BYTES, target + 2 * WORD_BYTES + PAIR_TAG);
            place = behind;
        }
    }

    #[inline(always)]
    fn room(&mut self, bytes: u64) -> u64 {
        self.values += bytes;
        self.values - bytes
    }

    #[inline(always)]
    fn raw_room(&mut self, bytes: u64) -> u64 {
        self.raw -= bytes;
        self.raw
    }

    /// Where a descriptor is now that may have been copied already.
    fn present(&self, descriptor: u64) -> u64 {
        let first = load(descriptor);
        if self.from.contains(descriptor) && !is_first_word(first) { first - OBJECT_TAG } else { descriptor }
    }

    /// Forwards what old objects refer to, word by word, from `scan` on to the last one that this makes.
    fn scan_values(&mut self, mut scan: u64) {
        while scan < self.values {
            let word = load(scan);
            if is_pointer(word) {
                self.forward_at(scan);
            } else if is_first_word(word) {
                scan += self.scan_first_word(scan, word);
            }
            scan += WORD_BYTES;
        }
    }

    /// Forwards the descriptor of a record, and the frames of a continuation. Bytes behind the word that are not to be forwarded.
    #[inline(always)]
    fn scan_first_word(&mut self, object: u64, first: u64) -> u64 {
        if is_typed(first) {
            return if is_of_type(first, WEAK_PAIR_TYPE) { WORD_BYTES } else { 0 };
        }
        let behind = first - HEADER_TAG;
        if self.from.contains(behind) {
            store(object, self.forward(behind + OBJECT_TAG) - OBJECT_TAG + HEADER_TAG);
        } else if behind == self.descriptor {
            self.move_frames(object);
        }
        0
    }

    /// Makes the frames of a continuation old, and forwards what they refer to.
    fn move_frames(&mut self, continuation: u64) {
        let slot = |word: u64| continuation + WORD_BYTES * word;
        let low = load(slot(CONTINUATION_STACK_LOW));
        let words = load(slot(CONTINUATION_STACK_WORDS));
        let part = load(slot(CONTINUATION_PART));
        let place = if part == FALSE_VALUE {
            let target = self.raw_room(WORD_BYTES * (1 + words));
            store(target, typed_header(STACK_PART_TYPE, words));
            copy_words(target + WORD_BYTES, low, WORD_BYTES * words);
            store(slot(CONTINUATION_PART), target + OBJECT_TAG);
            if load(slot(CONTINUATION_STATE)) != FALSE_VALUE {
                // A piece of the stack, scanned there.
                store(slot(CONTINUATION_STACK_LOW), target + WORD_BYTES);
                self.deep += WORD_BYTES * words;
                return;
            }
            target + WORD_BYTES
        } else if self.from.contains(part - OBJECT_TAG) {
            let moved = self.forward(part);
            store(slot(CONTINUATION_PART), moved);
            low.wrapping_add(moved.wrapping_sub(part))
        } else {
            return;
        };
        if load(slot(CONTINUATION_STATE)) != FALSE_VALUE {
            self.deep += WORD_BYTES * words;
        }
        store(slot(CONTINUATION_STACK_LOW), place);
        self.scan_frames(place, place + WORD_BYTES * words, load(slot(CONTINUATION_RETURN_ADDRESS)));
    }

    /// The running frames. When they are many, those below the top become continuations, which the scan will find.
    fn scan_stack(&mut self) {
        let Some((low, end, address)) = stack::running_part() else { return };
        let kept_words = if end - low > WORD_BYTES * RUNNING_WORDS { KEPT_WORDS.max(2 * register(REGISTER_STACK_ARGUMENTS)) } else { end - low };
        let kept = self.scan_some_frames(low, end, address, kept_words);
        if kept == end {
            return;
        }
        let descriptor = self.descriptor;
        let outermost = register(REGISTER_CONTINUATION);
        let mut link = register_address(REGISTER_CONTINUATION);
        let mut place = kept;
        while place < end {
            let (low, address) = (place + WORD_BYTES, load(place));
            place = self.scan_some_frames(low, end, address, PIECE_WORDS);
            let continuation = self.room(record_bytes(descriptor));
            let words = (place - low) / WORD_BYTES;
            // The state says to `underflow` that the piece is not to be split.
            let slots = [descriptor + HEADER_TAG, low, words, address, outermost, TRUE_VALUE, FALSE_VALUE];
            for (word, content) in (0..).zip(slots) {
                store(continuation + WORD_BYTES * word, content);
            }
            store(link, continuation + OBJECT_TAG);
            link = continuation + WORD_BYTES * CONTINUATION_LINK;
        }
        // The address of `underflow`.
        store(kept, load(end));
        set_register(REGISTER_STACK_BASE, kept);
    }

    fn scan_frames(&mut self, low: u64, end: u64, first_return: u64) {
        stack::walk(low, end, first_return, |frame| frame.for_each_value(|slot| self.forward_at(slot)));
    }

    /// Until the frames have that many words; where the next return address is.
    fn scan_some_frames(&mut self, low: u64, end: u64, first_return: u64, most: u64) -> u64 {
        stack::walk_some(low, end, first_return, most, |frame| frame.for_each_value(|slot| self.forward_at(slot)))
    }

    fn scan_registers(&mut self) {
        for row in &REGISTERS {
            let low = register_address(row.index);
            match row.kind {
                Kind::Value => self.forward_words(low, low + WORD_BYTES * row.count),
                Kind::Registers => {
                    let mut mask = stack::saved_register_mask();
                    while mask != 0 {
                        self.forward_at(low + WORD_BYTES * u64::from(mask.trailing_zeros()));
                        mask &= mask - 1;
                    }
                }
                Kind::Raw | Kind::Weak | Kind::Frames | Kind::Code => {}
            }
        }
    }

    /// What was written to since the last collection; in a major one all pages that ever were.
    fn scan_image(&mut self, state: &State, major: bool) {
        cards::for_each_marked(state.image.written_part(), |low, high| {
            cards::note_page(state, low);
            if !major {
                self.forward_words(low, high);
            }
        });
        if major {
            cards::for_each_page(state, |page| self.forward_words(page, page + IMAGE_PAGE_BYTES));
        }
    }

    /// Name, info and literals of installed code.
    fn scan_code(&mut self, low: u64, end: u64) {
        if low == end {
            return;
        }
        install::writable(low, end, true);
        let mut code = low;
        while code < end {
            self.forward_at(code + WORD_BYTES * CODE_NAME);
            self.forward_at(code + WORD_BYTES * CODE_INFO);
            let literals = code + u64::from(load_u32(code + WORD_BYTES * CODE_LITERALS));
            let count = u64::from(load_u32(code + WORD_BYTES * CODE_LITERALS + 4));
            self.forward_words(literals, literals + WORD_BYTES * count);
            code += typed_bytes(load(code));
        }
        install::writable(low, end, false);
    }

    /// A weak car whose object was not copied is deleted.
    fn break_weak_pairs(&mut self) {
        let mut old = self.weak;
        while old != 0 {
            self.break_weak_pair(load(old) - OBJECT_TAG);
            old = load(old + WORD_BYTES);
        }
    }

    fn break_weak_pair(&mut self, pair: u64) {
        let car = load(pair + WORD_BYTES);
        let (tag, place) = (car & TAG_MASK, car & !TAG_MASK);
        if !is_pointer(car) || !self.from.contains(place) {
            return;
        }
        let first = load(place);
        let moved = match (tag == PAIR_TAG, is_first_word(first)) {
            (true, true) => first - HEADER_TAG + PAIR_TAG,
            (false, false) => first,
            _ => DELETED_VALUE,
        };
        store(pair + WORD_BYTES, moved);
    }
}

#[inline(always)]
fn copy_words(to: u64, from: u64, bytes: u64) {
    if bytes <= 64 {
        let mut offset = 0;
        while offset < bytes {
            store(to + offset, load(from + offset));
            offset += WORD_BYTES;
        }
    } else {
        crate::memory::copy_up(to, from, bytes);
    }
}
