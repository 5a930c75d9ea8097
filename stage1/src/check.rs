//! The heap checker: walks what a collection would, and more, and believes nothing.
//!
//! Where an object begins is noted in bitmaps, region by region, from object to object. Then every value is looked at: its tag
//! must be one, what it points at must be the beginning of an object, and that object must be of the tag's kind. Frames are walked by their
//! return records. The first faults are reported on standard error.
//!
//!   after a minor collection   what it made old, registers, running frames; nothing may refer to the nursery
//!   after a major collection   registers, frames, the whole old generation, installed code, and the image's written pages
//!   when it is asked for       the nursery and the rest of the image too
//!
//! Before a collection it looks for old objects that refer to the nursery though their card is not marked: a store without its
//! barrier. A major collection looks at all old objects, a minor one at a window of them, which moves on.

use crate::cards;
use crate::layout::*;
use crate::memory::{bytes_at, load, load_u8, load_u32, store_u8};
use crate::message::{Piece, fatal, say};
use crate::shape::*;
use crate::stack;
use crate::state::{Range, State, register, register_address};
use crate::system;

/// So many faults are reported, the others only counted.
const REPORTED: u64 = 10;
/// Bytes of the image, and of the old generation, that are searched before a minor collection.
const WINDOW: u64 = 32 << 10;

/// What is to be checked.
#[derive(Clone, Copy, PartialEq)]
pub enum Scope {
    /// What a minor collection made old: the objects with values from that address on, the large ones from that number on.
    New(u64, usize),
    /// The old generation.
    Old,
    /// Everything.
    Whole,
}

/// Checks heap, image, code, stack and registers; the number of faults.
pub fn check(state: &mut State, scope: Scope) -> u64 {
    let mut checker = Checker::new(state, scope == Scope::Old);
    let nursery = Range { low: state.heap.nursery.low, high: register(REGISTER_SCHEME_ALLOCATION) };
    checker.note_new(state, nursery);
    if checker.faults == 0 {
        let values = Range { low: state.heap.space().low, high: state.heap.values_end };
        let installed = Range { low: state.code_space.low, high: state.code_end };
        match scope {
            Scope::New(low, first) => {
                checker.check_objects(Range { low, high: values.high });
                for range in &state.heap.large.ranges[first..state.heap.large.count] {
                    checker.check_objects(*range);
                }
            }
            Scope::Old | Scope::Whole => {
                for range in [values, installed, nursery] {
                    checker.check_objects(range);
                }
                if scope == Scope::Whole {
                    for range in [checker.regions[RAW].range, state.image.mixed, state.image.plain, state.image.code] {
                        checker.check_objects(range);
                    }
                } else {
                    cards::for_each_page(state, |page| checker.check_page(page));
                }
            }
        }
        checker.check_registers();
        if let Some((low, end, address)) = stack::running_part() {
            checker.check_frames(low, end, address);
        }
    }
    checker.regions[NURSERY].release();
    checker.faults
}

/// Searches for references to the nursery that are not remembered; `all`: everywhere. The number of faults.
pub fn check_remembered(state: &mut State, all: bool) -> u64 {
    let mut checker = Checker::new(state, false);
    let image = state.image.written_part();
    let values = Range { low: state.heap.space().low, high: state.heap.values_end };
    if all {
        for range in &state.heap.large.ranges[..state.heap.large.seen] {
            checker.search(state, *range);
        }
    }
    for (index, range) in [image, values].into_iter().enumerate() {
        let cursor = state.notes.cursors[index];
        let low = if all || !range.contains(cursor) { range.low } else { cursor };
        let high = if all { range.high } else { range.high.min(low + WINDOW) };
        state.notes.cursors[index] = checker.search(state, Range { low, high });
    }
    checker.faults
}

/// Memory full of objects, and a bit for each word: does an object begin there?
struct Region {
    range: Range,
    /// What the bits are about.
    whole: Range,
    bits: u64,
}

const VALUES: usize = 0;
const RAW: usize = 1;
const INSTALLED: usize = 2;
const IMAGE: usize = 3;
const CODE: usize = 4;
const NURSERY: usize = 5;

impl Region {
    /// Reserves the bits when there are none yet.
    fn new(range: Range, whole: Range, bits: &mut u64) -> Region {
        if *bits == 0 && whole.bytes() > 0 {
            *bits = system::reserve(whole.bytes() / 64 + 1).unwrap_or_else(|| fatal("no memory for a check of the heap"));
        }
        Region { range, whole, bits: *bits }
    }

    fn release(&self) {
        if self.bits != 0 {
            system::unmap(self.bits, self.whole.bytes() / 64 + 1);
        }
    }

    fn bit(&self, address: u64) -> (u64, u8) {
        let word = (address - self.whole.low) / WORD_BYTES;
        (self.bits + word / 8, 1 << (word % 8))
    }

    fn note(&self, address: u64) {
        let (byte, bit) = self.bit(address);
        store_u8(byte, load_u8(byte) | bit);
    }

    fn begins(&self, address: u64) -> bool {
        let (byte, bit) = self.bit(address);
        address.is_multiple_of(WORD_BYTES) && load_u8(byte) & bit != 0
    }
}

struct Checker {
    regions: [Region; 6],
    faults: u64,
}

impl Checker {
    /// The regions as they are; `moved`: nothing is known any more about the space in use.
    fn new(state: &mut State, moved: bool) -> Checker {
        let (heap, notes, space) = (&state.heap, &mut state.notes, state.heap.space());
        if moved && notes.space != 0 {
            system::unmap(notes.space, space.bytes() / 64 + 1);
            notes.space = 0;
        }
        if notes.space == 0 {
            (notes.values_end, notes.raw_start) = (space.low, space.high);
        }
        let image = Range { low: state.image.mixed.low, high: state.image.raw.high };
        let installed = Range { low: state.code_space.low, high: state.code_end };
        notes.installed_end = notes.installed_end.max(installed.low);
        let nursery = Range { low: heap.nursery.low, high: register(REGISTER_SCHEME_ALLOCATION) };
        let regions = [
            Region::new(Range { low: space.low, high: heap.values_end }, space, &mut notes.space),
            Region::new(Range { low: heap.raw_start, high: space.high }, space, &mut notes.space),
            Region::new(installed, state.code_space, &mut notes.installed),
            Region::new(image, image, &mut notes.image),
            Region::new(state.image.code, state.image.code, &mut notes.code),
            Region::new(nursery, nursery, &mut 0),
        ];
        Checker { regions, faults: 0 }
    }

    /// Notes the objects that are not yet. Code first, because procedures are known by it.
    fn note_new(&mut self, state: &mut State, nursery: Range) {
        let (heap, notes) = (&state.heap, &mut state.notes);
        let image = self.regions[IMAGE].range;
        if !self.regions[IMAGE].begins(image.low) {
            self.note_objects(CODE, self.regions[CODE].range);
            self.note_objects(IMAGE, image);
        }
        self.note_objects(INSTALLED, Range { low: notes.installed_end, high: state.code_end });
        self.note_objects(RAW, Range { low: heap.raw_start, high: notes.raw_start });
        self.note_objects(VALUES, Range { low: notes.values_end, high: heap.values_end });
        self.note_objects(NURSERY, nursery);
        (notes.installed_end, notes.raw_start, notes.values_end) = (state.code_end, heap.raw_start, heap.values_end);
    }

    /// Searches objects for references to the nursery that are not remembered; the address behind the last one.
    fn search(&mut self, state: &State, range: Range) -> u64 {
        let mut object = range.low;
        while object < range.high {
            let next = object + object_bytes(load(object));
            self.for_each_slot(object, |checker, slot| {
                let value = load(slot);
                if is_pointer(value) && state.heap.nursery.contains(value) && !cards::is_marked(slot) {
                    checker.name_fault(object, slot);
                }
            });
            object = next;
        }
        object
    }

    /// Says which slot of which object is not remembered.
    fn name_fault(&mut self, object: u64, slot: u64) {
        let first = load(object);
        let (kind, name): (&[u8], u64) = match shape(first) {
            Shape::Pair => (b"a pair", 0),
            Shape::Procedure(code) => (b"a procedure ", load(code + WORD_BYTES * CODE_NAME)),
            Shape::Record(descriptor) => (b"a record ", load(descriptor + WORD_BYTES * DESCRIPTOR_NAME)),
            Shape::Typed => match type_of(first) {
                VECTOR_TYPE => (b"a vector", 0),
                CELL_TYPE => (b"a cell", 0),
                _ => (b"another object", 0),
            },
        };
        if self.faults < REPORTED {
            say(&[
                Piece::Text(b"heap check: not remembered: word "),
                Piece::Number((slot - object) / WORD_BYTES),
                Piece::Text(b" of "),
                Piece::Text(kind),
                Piece::Text(self.name_of(name)),
                Piece::Text(b" at "),
                Piece::Address(object),
                Piece::Text(b" refers to the nursery: "),
                Piece::Address(load(slot)),
            ]);
        }
        self.faults += 1;
    }

    /// The text of a symbol whose name has units of one byte; else nothing.
    fn name_of(&self, symbol: u64) -> &'static [u8] {
        let known = |value: u64| value & TAG_MASK == OBJECT_TAG && self.region_of(value).is_some();
        if !known(symbol) {
            return b"";
        }
        let string = load(symbol - OBJECT_TAG + WORD_BYTES * SYMBOL_NAME);
        if !known(string) {
            return b"";
        }
        let buffer = load(string - OBJECT_TAG + WORD_BYTES * STRING_BUFFER);
        if !known(buffer) || !is_of_type(load(buffer - OBJECT_TAG), STRING_BUFFER_1_TYPE) {
            return b"";
        }
        bytes_at(buffer - OBJECT_TAG + WORD_BYTES, length_of(load(buffer - OBJECT_TAG)))
    }

    fn fault(&mut self, what: &str, place: u64, word: u64) {
        if self.faults < REPORTED {
            say(&[
                Piece::Text(b"heap check: "),
                Piece::Text(what.as_bytes()),
                Piece::Text(b" at "),
                Piece::Address(place),
                Piece::Text(b": "),
                Piece::Address(word),
            ]);
        }
        self.faults += 1;
    }

    fn region_of(&self, address: u64) -> Option<&Region> {
        self.regions.iter().find(|region| region.range.contains(address))
    }

    /// Walks a region; gives up at the first object that makes no sense.
    fn note_objects(&mut self, index: usize, range: Range) {
        let mut object = range.low;
        while object < range.high {
            let first = load(object);
            let Some(bytes) = self.bytes_of(first) else {
                return self.fault("no object begins", object, first);
            };
            if bytes > range.high - object {
                return self.fault("an object reaches beyond its region", object, first);
            }
            self.regions[index].note(object);
            object += bytes;
        }
    }

    /// Bytes of an object, when its first word makes sense.
    fn bytes_of(&self, first: u64) -> Option<u64> {
        if !is_first_word(first) {
            return Some(2 * WORD_BYTES);
        }
        if is_typed(first) {
            return ((type_of(first) as usize) < TYPED.len() && length_of(first) < 1 << 48).then(|| typed_bytes(first));
        }
        let behind = first - HEADER_TAG;
        self.region_of(behind)?;
        match shape(first) {
            Shape::Procedure(code) => Some(procedure_bytes(code)),
            Shape::Record(descriptor) => {
                let own = load(descriptor);
                let sound = is_first_word(own) && !is_typed(own) && self.region_of(own - HEADER_TAG).is_some();
                let size = load(descriptor + WORD_BYTES * DESCRIPTOR_SIZE);
                (sound && size & TAG_MASK == FIXNUM_TAG && size < 1 << 40).then(|| record_bytes(descriptor))
            }
            Shape::Pair | Shape::Typed => None,
        }
    }

    fn check_objects(&mut self, range: Range) {
        let mut object = range.low;
        while object < range.high {
            object = self.check_object(object);
        }
    }

    /// A written page of the plain part: values and first words.
    fn check_page(&mut self, page: u64) {
        let mut address = page;
        while address < page + IMAGE_PAGE_BYTES {
            if !is_first_word(load(address)) {
                self.check_value(address);
            }
            address += WORD_BYTES;
        }
    }

    /// Calls `visit` with the address of each value of an object.
    fn for_each_slot(&mut self, object: u64, mut visit: impl FnMut(&mut Checker, u64)) {
        let first = load(object);
        let end = object + object_bytes(first);
        let (mut slot, raw) = match shape(first) {
            Shape::Pair => (object, 0),
            Shape::Procedure(_) => (object + WORD_BYTES, 0),
            Shape::Record(descriptor) => (object + WORD_BYTES, raw_mask(descriptor)),
            Shape::Typed if matches!(typed_row(first).kind, Kind::Value | Kind::Weak) => (object + WORD_BYTES, 0),
            Shape::Typed => return,
        };
        while slot < end {
            if raw == 0 || raw >> ((slot - object) / WORD_BYTES - 1) & 1 == 0 {
                visit(self, slot);
            }
            slot += WORD_BYTES;
        }
    }

    /// Checks the slots of an object; the address behind it.
    fn check_object(&mut self, object: u64) -> u64 {
        let first = load(object);
        let end = object + object_bytes(first);
        self.for_each_slot(object, |checker, slot| checker.check_value(slot));
        if is_of_type(first, CODE_TYPE) {
            self.check_code(object, end);
        }
        if let Shape::Record(descriptor) = shape(first) {
            if !self.region_of(descriptor).is_some_and(|region| region.begins(descriptor)) {
                self.fault("a record without a descriptor", object, first);
            }
            if raw_mask(descriptor) != 0 && describes_continuations(descriptor) {
                let low = load(object + WORD_BYTES * CONTINUATION_STACK_LOW);
                let words = load(object + WORD_BYTES * CONTINUATION_STACK_WORDS);
                self.check_frames(low, low + WORD_BYTES * words, load(object + WORD_BYTES * CONTINUATION_RETURN_ADDRESS));
            }
        }
        end
    }

    fn check_code(&mut self, code: u64, end: u64) {
        let entry = load(code + WORD_BYTES * CODE_ENTRY);
        if entry <= code || entry >= end {
            self.fault("an entry outside of its code", code, entry);
        }
        self.check_value(code + WORD_BYTES * CODE_NAME);
        self.check_value(code + WORD_BYTES * CODE_INFO);
        let literals = code + u64::from(load_u32(code + WORD_BYTES * CODE_LITERALS));
        let count = u64::from(load_u32(code + WORD_BYTES * CODE_LITERALS + 4));
        self.check_words(literals, literals + WORD_BYTES * count);
    }

    fn check_registers(&mut self) {
        for row in &REGISTERS {
            let low = register_address(row.index);
            match row.kind {
                Kind::Value => self.check_words(low, low + WORD_BYTES * row.count),
                Kind::Registers => {
                    let mut mask = stack::saved_register_mask();
                    while mask != 0 {
                        self.check_value(low + WORD_BYTES * u64::from(mask.trailing_zeros()));
                        mask &= mask - 1;
                    }
                }
                Kind::Raw | Kind::Weak | Kind::Frames | Kind::Code => {}
            }
        }
    }

    fn check_frames(&mut self, low: u64, end: u64, first_return: u64) {
        stack::walk(low, end, first_return, |frame| frame.for_each_value(|slot| self.check_value(slot)));
    }

    fn check_words(&mut self, low: u64, high: u64) {
        let mut address = low;
        while address < high {
            self.check_value(address);
            address += WORD_BYTES;
        }
    }

    fn check_value(&mut self, place: u64) {
        let value = load(place);
        if !is_pointer(value) {
            if value & TAG_MASK != FIXNUM_TAG && value & TAG_MASK != IMMEDIATE_TAG {
                self.fault("no value has this tag", place, value);
            }
            return;
        }
        let target = value & !TAG_MASK;
        if !self.region_of(target).is_some_and(|region| region.begins(target)) {
            return self.fault("a pointer to no object", place, value);
        }
        let first = load(target);
        let agrees = match value & TAG_MASK {
            PAIR_TAG => !is_first_word(first),
            FLONUM_TAG => is_of_type(first, FLONUM_TYPE),
            PROCEDURE_TAG => matches!(shape(first), Shape::Procedure(_)),
            _ => match shape(first) {
                Shape::Typed => !is_of_type(first, FLONUM_TYPE) && !is_of_type(first, FILLER_TYPE),
                Shape::Record(_) => true,
                Shape::Pair | Shape::Procedure(_) => false,
            },
        };
        if !agrees {
            self.fault("a pointer whose tag does not fit the object", place, value);
        }
    }
}
