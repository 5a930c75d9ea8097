//! The heap checker: walks everything that a collection would, and more, and believes nothing.
//!
//! First every region is walked from object to object, and where an object begins is noted in a bitmap. Then every value is
//! looked at: its tag must be one, what it points at must be the beginning of an object, and that object must be of the tag's kind.
//! Frames are walked by their return records. The first faults are reported on standard error.

use crate::layout::*;
use crate::memory::{load, load_u32, load_u8, store_u8};
use crate::message::{Piece, fatal, say};
use crate::pages;
use crate::shape::*;
use crate::stack;
use crate::state::{Range, State, register, register_address};
use crate::system;

/// So many faults are reported, the others only counted.
const REPORTED: u64 = 10;

/// Checks heap, image, code, stack and registers; the number of faults. Not `whole`: of the image only what can have changed
/// since it was loaded, which is quick enough for a check after each of many collections.
pub fn check(state: &mut State, whole: bool) -> u64 {
    let heap = Range { low: state.heap.spaces[state.heap.current].low, high: register(REGISTER_SCHEME_ALLOCATION) };
    let image = Range { low: state.image.mixed.low, high: state.image.raw.high };
    let installed = Range { low: state.code_space.low, high: state.code_end };
    let regions = [Region::new(heap, 0), Region::new(installed, 0), Region::new(image, state.noted[0]), Region::new(state.image.code, state.noted[1])];
    let mut checker = Checker { regions, faults: 0 };
    for index in (0..checker.regions.len()).rev() {
        if checker.regions[index].fresh {
            checker.note_objects(index);
        }
    }
    if checker.faults == 0 {
        for range in [heap, state.image.mixed, installed] {
            checker.check_objects(range);
        }
        if whole {
            for range in [state.image.plain, state.image.raw, state.image.code] {
                checker.check_objects(range);
            }
        } else {
            pages::for_each_written(|page| checker.check_page(page));
        }
        checker.check_registers();
        if let Some((low, end, address)) = stack::running_part() {
            checker.check_frames(low, end, address);
        }
        state.noted = [checker.regions[2].bits, checker.regions[3].bits];
    }
    checker.regions[0].release();
    checker.regions[1].release();
    checker.faults
}

/// Memory full of objects, and a bit for each word: does an object begin there?
struct Region {
    range: Range,
    bits: u64,
    fresh: bool,
}

impl Region {
    /// With the bits that were noted before; 0: none were.
    fn new(range: Range, noted: u64) -> Region {
        if noted != 0 || range.bytes() == 0 {
            return Region { range, bits: noted, fresh: false };
        }
        let Some(bits) = system::reserve(range.bytes() / 64 + 1) else { fatal("no memory for a check of the heap") };
        Region { range, bits, fresh: true }
    }

    fn release(&self) {
        if self.bits != 0 {
            system::unmap(self.bits, self.range.bytes() / 64 + 1);
        }
    }

    fn bit(&self, address: u64) -> (u64, u8) {
        let word = (address - self.range.low) / WORD_BYTES;
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
    regions: [Region; 4],
    faults: u64,
}

impl Checker {
    fn fault(&mut self, what: &str, place: u64, word: u64) {
        if self.faults < REPORTED {
            say(&[Piece::Text(b"heap check: "), Piece::Text(what.as_bytes()), Piece::Text(b" at "), Piece::Address(place), Piece::Text(b": "), Piece::Address(word)]);
        }
        self.faults += 1;
    }

    fn region_of(&self, address: u64) -> Option<&Region> {
        self.regions.iter().find(|region| region.range.contains(address))
    }

    /// Walks a region; gives up at the first object that makes no sense.
    fn note_objects(&mut self, index: usize) {
        let range = self.regions[index].range;
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

    /// Checks the slots of an object; the address behind it.
    fn check_object(&mut self, object: u64) -> u64 {
        let first = load(object);
        let end = object + object_bytes(first);
        match shape(first) {
            Shape::Pair => self.check_words(object, end),
            Shape::Procedure(_) => self.check_words(object + WORD_BYTES, end),
            Shape::Typed => match typed_row(first).kind {
                Kind::Value | Kind::Weak => self.check_words(object + WORD_BYTES, end),
                Kind::Code => self.check_code(object, end),
                Kind::Raw | Kind::Frames | Kind::Registers => {}
            },
            Shape::Record(descriptor) => {
                if !self.region_of(descriptor).is_some_and(|region| region.begins(descriptor)) {
                    self.fault("a record without a descriptor", object, first);
                }
                let raw = raw_mask(descriptor);
                let mut slot = object + WORD_BYTES;
                while slot < end {
                    if raw == 0 || raw >> ((slot - object) / WORD_BYTES - 1) & 1 == 0 {
                        self.check_value(slot);
                    }
                    slot += WORD_BYTES;
                }
                if raw != 0 && describes_continuations(descriptor) {
                    let low = load(object + WORD_BYTES * CONTINUATION_STACK_LOW);
                    let words = load(object + WORD_BYTES * CONTINUATION_STACK_WORDS);
                    self.check_frames(low, low + WORD_BYTES * words, load(object + WORD_BYTES * CONTINUATION_RETURN_ADDRESS));
                }
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
