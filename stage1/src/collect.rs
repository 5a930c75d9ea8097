//! The collector: two spaces, Cheney's copying, precise. No recursion: what has been copied and not yet scanned lies between
//! two pointers of the new space.
//!
//! Roots: value words of the register file; machine registers that the top return record names; slots of the running
//! frames; the mixed part of the image; the pages of its plain part that were written to; literals of installed code. Objects of
//! the image and code objects do not move.
//!
//! A copied object leaves its new place in its first word: a pair its address with tag 111 (which no car has), the others
//! their new value (whose tag is not 111).
//!
//! A continuation owns a run of frames, in the stack region or in a stack-part. Either way they are copied when the
//! continuation is scanned, so that afterwards all captured frames lie in the heap.

use crate::layout::*;
use crate::memory::{load, load_u32, store};
use crate::message::fatal;
use crate::pages;
use crate::shape::*;
use crate::stack;
use crate::state::{Image, Range, State, register, register_address, set_register};

/// Collects; afterwards the other space is in use. Returns the end of the living objects.
pub fn collect(state: &mut State) -> u64 {
    let heap = &mut state.heap;
    let from = Range { low: heap.spaces[heap.current].low, high: register(REGISTER_SCHEME_ALLOCATION) };
    let to = heap.spaces[1 - heap.current];
    // Captured frames may come in addition, each continuation with a header.
    let worst = from.bytes() + from.bytes() / 7 + (state.stack.region.high - register(REGISTER_STACK_BASE));
    if worst > to.bytes() {
        fatal("out of memory: no room to collect in");
    }
    let mut collector = Collector { from, free: to.low, weak: 0 };
    collector.scan_registers();
    if let Some((low, end, address)) = stack::running_part() {
        collector.scan_frames(low, end, address);
    }
    collector.scan_image(&state.image);
    collector.scan_code(state.code_space.low, state.code_end);
    let mut scan = to.low;
    while scan < collector.free {
        scan = collector.scan_object(scan);
    }
    collector.break_weak_pairs(&state.image);
    stack::slide(&state.stack);
    heap.touched[heap.current] = heap.touched[heap.current].max(from.high);
    heap.current = 1 - heap.current;
    heap.touched[heap.current] = heap.touched[heap.current].max(collector.free);
    set_register(REGISTER_SCHEME_ALLOCATION, collector.free);
    set_register(REGISTER_COLLECTIONS, register(REGISTER_COLLECTIONS).wrapping_add(1 << TAG_BITS));
    collector.free
}

struct Collector {
    /// The used part of the old space.
    from: Range,
    /// End of the new objects.
    free: u64,
    /// Old address of the last weak pair that was copied; each holds the one before in its second word; 0 ends.
    weak: u64,
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
        let target = self.free;
        if tag == PAIR_TAG {
            if is_first_word(first) {
                return first - HEADER_TAG + PAIR_TAG;
            }
            store(target, first);
            store(target + WORD_BYTES, load(place + WORD_BYTES));
            self.free = target + 2 * WORD_BYTES;
            store(place, target + HEADER_TAG);
            return target + PAIR_TAG;
        }
        if !is_first_word(first) {
            return first;
        }
        let bytes = if is_typed(first) {
            typed_bytes(first)
        } else if tag == PROCEDURE_TAG {
            procedure_bytes(first - HEADER_TAG)
        } else {
            record_bytes(self.present(first - HEADER_TAG))
        };
        copy_words(target, place, bytes);
        self.free = target + bytes;
        store(place, target + tag);
        if is_of_type(first, WEAK_PAIR_TYPE) {
            store(place + WORD_BYTES, self.weak);
            self.weak = place;
        }
        target + tag
    }

    /// Where a descriptor is now that may have been copied already.
    fn present(&self, descriptor: u64) -> u64 {
        let first = load(descriptor);
        if self.from.contains(descriptor) && !is_first_word(first) { first - OBJECT_TAG } else { descriptor }
    }

    /// Forwards what an object of the new space or of the image refers to; the address behind it.
    fn scan_object(&mut self, object: u64) -> u64 {
        let first = load(object);
        if !is_first_word(first) {
            let end = object + 2 * WORD_BYTES;
            self.forward_words(object, end);
            return end;
        }
        if is_typed(first) {
            let end = object + typed_bytes(first);
            match typed_row(first).kind {
                Kind::Value => self.forward_words(object + WORD_BYTES, end),
                Kind::Weak => self.forward_at(object + 2 * WORD_BYTES),
                Kind::Raw | Kind::Frames | Kind::Code | Kind::Registers => {}
            }
            return end;
        }
        let behind = first - HEADER_TAG;
        if !self.from.contains(behind) && is_of_type(load(behind), CODE_TYPE) {
            let end = object + procedure_bytes(behind);
            self.forward_words(object + WORD_BYTES, end);
            return end;
        }
        let descriptor = self.forward(behind + OBJECT_TAG) - OBJECT_TAG;
        store(object, descriptor + HEADER_TAG);
        let end = object + record_bytes(descriptor);
        let raw = raw_mask(descriptor);
        if raw == 0 {
            self.forward_words(object + WORD_BYTES, end);
        } else {
            if describes_continuations(descriptor) {
                self.move_frames(object);
            }
            let mut slot = object + WORD_BYTES;
            let mut bits = raw;
            while slot < end {
                if bits & 1 == 0 {
                    self.forward_at(slot);
                }
                bits >>= 1;
                slot += WORD_BYTES;
            }
        }
        end
    }

    /// Brings the frames of a continuation into the new space, and forwards what they refer to.
    fn move_frames(&mut self, continuation: u64) {
        let slot = |word: u64| continuation + WORD_BYTES * word;
        let low = load(slot(CONTINUATION_STACK_LOW));
        let words = load(slot(CONTINUATION_STACK_WORDS));
        let part = load(slot(CONTINUATION_PART));
        let place = if part == FALSE_VALUE {
            let target = self.free;
            self.free = target + WORD_BYTES * (1 + words);
            store(target, typed_header(STACK_PART_TYPE, words));
            copy_words(target + WORD_BYTES, low, WORD_BYTES * words);
            store(slot(CONTINUATION_PART), target + OBJECT_TAG);
            target + WORD_BYTES
        } else {
            let moved = self.forward(part);
            store(slot(CONTINUATION_PART), moved);
            low.wrapping_add(moved.wrapping_sub(part))
        };
        store(slot(CONTINUATION_STACK_LOW), place);
        self.scan_frames(place, place + WORD_BYTES * words, load(slot(CONTINUATION_RETURN_ADDRESS)));
    }

    fn scan_frames(&mut self, low: u64, end: u64, first_return: u64) {
        stack::walk(low, end, first_return, |frame| frame.for_each_value(|slot| self.forward_at(slot)));
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

    /// The mixed part by objects; the written pages of the plain part by words: nothing in it is raw.
    fn scan_image(&mut self, image: &Image) {
        let mut object = image.mixed.low;
        while object < image.mixed.high {
            object = self.scan_object(object);
        }
        pages::for_each_written(|page| self.forward_words(page, page + IMAGE_PAGE_BYTES));
    }

    /// Name, info and literals of installed code.
    fn scan_code(&mut self, low: u64, end: u64) {
        if low == end {
            return;
        }
        pages::writable(low, end, true);
        let mut code = low;
        while code < end {
            self.forward_at(code + WORD_BYTES * CODE_NAME);
            self.forward_at(code + WORD_BYTES * CODE_INFO);
            let literals = code + u64::from(load_u32(code + WORD_BYTES * CODE_LITERALS));
            let count = u64::from(load_u32(code + WORD_BYTES * CODE_LITERALS + 4));
            self.forward_words(literals, literals + WORD_BYTES * count);
            code += typed_bytes(load(code));
        }
        pages::writable(low, end, false);
    }

    /// A weak car whose object was not copied is deleted.
    fn break_weak_pairs(&mut self, image: &Image) {
        let mut old = self.weak;
        while old != 0 {
            self.break_weak_pair(load(old) - OBJECT_TAG);
            old = load(old + WORD_BYTES);
        }
        let mut object = image.mixed.low;
        while object < image.mixed.high {
            let first = load(object);
            if is_of_type(first, WEAK_PAIR_TYPE) {
                self.break_weak_pair(object);
            }
            object += object_bytes(first);
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
