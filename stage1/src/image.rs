//! The loader: from an image file, or from the image in the kernel's own executable, to mapped and checked memory.
//!
//! The file is mapped, not read. Header page, sizes, layout and the checksum of all the rest are checked first, so a damaged
//! file is refused. An image inside an executable is mapped by the system before the kernel starts; there only the header
//! is checked: a checksum over the whole would read every page and cost more than everything else at start.
//!
//! At another base than the linked one, every value and address in the objects moves along, found by their shapes, and so do
//! the fields of instructions that the relocation table names.

use crate::install;
use crate::layout::*;
use crate::memory::{bytes_at, load, load_u32, load_u64_unaligned, store, store_u32, store_u64_unaligned, zero_terminated};
use crate::message::{BAD_IMAGE, NO_IMAGE, Piece, refuse};
use crate::shape::*;
use crate::stack;
use crate::state::{Image, Range, State, set_register};
use crate::system::{self, EXECUTE, FIXED_NO_REPLACE, PRIVATE, READ, WRITE};

/// Words of the register file that a suspended image brings back beside the roots.
pub const SCHEME_REGISTERS: u64 = REGISTER_OPERAND_REGISTERS - REGISTER_SCHEME_REGISTERS;

const FILE_TYPE: u32 = 0o17_0000;
const REGULAR: u32 = 0o10_0000;
/// Where else an image may go when its place is taken: below 2 GiB, because instructions hold 32-bit addresses.
const OTHER_BASES: [u64; 6] = [0x2000_0000, 0x3000_0000, 0x4000_0000, 0x5000_0000, 0x6000_0000, 0x7000_0000];

/// The fields of a header at some address.
struct Header {
    at: u64,
    /// What messages call the image.
    name: &'static [u8],
}

impl Header {
    fn field(&self, offset: u64) -> u64 {
        load(self.at + offset)
    }

    fn refuse(&self, reason: &str) -> ! {
        refuse(BAD_IMAGE, &[Piece::Text(self.name), Piece::Text(b": "), Piece::Text(reason.as_bytes())])
    }

    /// Refuses a header that is not ours or is damaged.
    fn check(&self) {
        if self.field(HEADER_MAGIC) != IMAGE_MAGIC {
            self.refuse("not an image");
        }
        if self.field(HEADER_VERSION) != IMAGE_VERSION {
            self.refuse("an image of another version of the format");
        }
        if self.field(HEADER_LAYOUT_HASH) != LAYOUT_HASH {
            self.refuse("an image of another layout of objects");
        }
        let mut sum = Checksum::new();
        sum.add_page(self.at, Some(HEADER_HEADER_CHECKSUM));
        if self.field(HEADER_HEADER_CHECKSUM) != sum.value() {
            self.refuse("the header is damaged");
        }
        let data_end = self.field(HEADER_DATA_OFFSET).wrapping_add(self.field(HEADER_DATA_BYTES));
        let code_end = self.field(HEADER_CODE_OFFSET).wrapping_add(self.field(HEADER_CODE_BYTES));
        let relocation_end = self.field(HEADER_RELOCATION_OFFSET).wrapping_add(self.field(HEADER_RELOCATION_BYTES));
        let heap_end = self.field(HEADER_HEAP_OFFSET).wrapping_add(self.field(HEADER_HEAP_BYTES));
        let installed_end = self.field(HEADER_INSTALLED_OFFSET).wrapping_add(self.field(HEADER_INSTALLED_BYTES));
        let sound = self.field(HEADER_DATA_OFFSET) == IMAGE_PAGE_BYTES
            && data_end == self.field(HEADER_CODE_OFFSET)
            && code_end <= self.field(HEADER_RELOCATION_OFFSET)
            && relocation_end <= self.field(HEADER_TOTAL_BYTES)
            && heap_end <= self.field(HEADER_TOTAL_BYTES)
            && installed_end <= self.field(HEADER_TOTAL_BYTES)
            && self.field(HEADER_MIXED_BYTES).wrapping_add(self.field(HEADER_PLAIN_BYTES)) <= self.field(HEADER_DATA_BYTES)
            && (self.field(HEADER_MIXED_BYTES) | self.field(HEADER_PLAIN_BYTES) | self.field(HEADER_CODE_OFFSET)).is_multiple_of(IMAGE_PAGE_BYTES)
            && self.field(HEADER_ENTRY).wrapping_sub(self.field(HEADER_BASE) + self.field(HEADER_CODE_OFFSET)) < self.field(HEADER_CODE_BYTES);
        if !sound {
            self.refuse("the header makes no sense");
        }
    }

    /// The parts at a base.
    fn image(&self, base: u64) -> Image {
        let mixed = Range::of(base + self.field(HEADER_DATA_OFFSET), self.field(HEADER_MIXED_BYTES));
        let plain = Range::of(mixed.high, self.field(HEADER_PLAIN_BYTES));
        let raw = Range { low: plain.high, high: base + self.field(HEADER_DATA_OFFSET) + self.field(HEADER_DATA_BYTES) };
        let code = Range::of(base + self.field(HEADER_CODE_OFFSET), self.field(HEADER_CODE_BYTES));
        Image { mixed, plain, raw, code, entry: self.field(HEADER_ENTRY).wrapping_sub(self.field(HEADER_BASE)) + base, pages: 0 }
    }
}

/// Maps an image file; `path` is zero-terminated.
pub fn load_file(state: &mut State, path: u64) {
    let name = zero_terminated(path);
    let file = system::open_to_read(path);
    if system::failed(file) {
        let reason: &[u8] = match -file {
            2 | 20 => b": no such file",
            13 => b": not allowed to read it",
            _ => b": cannot be opened",
        };
        refuse(NO_IMAGE, &[Piece::Text(name), Piece::Text(reason)]);
    }
    let Some((mode, size)) = system::mode_and_size(file) else {
        refuse(NO_IMAGE, &[Piece::Text(name), Piece::Text(b": cannot be examined")]);
    };
    if mode & FILE_TYPE != REGULAR {
        refuse(NO_IMAGE, &[Piece::Text(name), Piece::Text(b": not a file")]);
    }
    if size < IMAGE_PAGE_BYTES {
        refuse(BAD_IMAGE, &[Piece::Text(name), Piece::Text(b": not an image")]);
    }
    let whole = system::map(0, size, READ, PRIVATE, file, 0);
    if system::failed(whole) {
        refuse(NO_IMAGE, &[Piece::Text(name), Piece::Text(b": cannot be mapped")]);
    }
    let header = Header { at: whole as u64, name };
    header.check();
    if header.field(HEADER_TOTAL_BYTES) != size {
        header.refuse("truncated or too long");
    }
    let mut sum = Checksum::new();
    let mut page = header.at + IMAGE_PAGE_BYTES;
    while page < header.at + size {
        sum.add_page(page, None);
        page += IMAGE_PAGE_BYTES;
    }
    if sum.value() != header.field(HEADER_CHECKSUM) {
        header.refuse("damaged: the checksum differs");
    }
    let linked = header.field(HEADER_BASE);
    let wished = if state.options.base == 0 { linked } else { state.options.base };
    if !map_at(&header, file, wished) {
        if header.field(HEADER_HEAP_BYTES) != 0 {
            header.refuse("a suspended image, and its place is taken");
        }
        let Some(base) = OTHER_BASES.into_iter().find(|base| map_at(&header, file, *base)) else {
            refuse(BAD_IMAGE, &[Piece::Text(name), Piece::Text(b": no room below 2 GiB")]);
        };
        state.options.base = base;
    }
    let base = if state.options.base == 0 { linked } else { state.options.base };
    state.image = header.image(base);
    if base != linked {
        relocate(&header, &state.image, base);
    }
    set_up_registers(&Header { at: base, name }, base, state);
    if header.field(HEADER_HEAP_BYTES) == 0 {
        system::close(file);
    } else {
        resume(state, &header, file);
    }
    system::unmap(header.at, size);
}

/// Takes the image that the system mapped as part of the executable.
pub fn take_embedded(state: &mut State, base: u64) {
    let header = Header { at: base, name: b"the image of this executable" };
    header.check();
    state.image = header.image(base);
    set_up_registers(&header, base, state);
}

/// Takes what a suspended image has in addition; its heap is mapped when the heap is set up.
fn resume(state: &mut State, header: &Header, file: i64) {
    state.resumed.file = file;
    state.resumed.heap = Range::of(header.field(HEADER_HEAP_ADDRESS), header.field(HEADER_HEAP_BYTES));
    state.resumed.values_bytes = header.field(HEADER_HEAP_VALUES_BYTES);
    state.resumed.heap_offset = header.field(HEADER_HEAP_OFFSET);
    for index in 0..SCHEME_REGISTERS {
        set_register(REGISTER_SCHEME_REGISTERS + index, header.field(HEADER_SCHEME_REGISTERS + WORD_BYTES * index));
    }
    let installed = Range::of(header.field(HEADER_INSTALLED_ADDRESS), header.field(HEADER_INSTALLED_BYTES));
    if installed.bytes() > 0 && !install::take(state, installed, file, header.field(HEADER_INSTALLED_OFFSET)) {
        header.refuse("no room for its installed code");
    }
}

fn map_at(header: &Header, file: i64, base: u64) -> bool {
    let data = header.field(HEADER_CODE_OFFSET);
    let code = header.field(HEADER_CODE_BYTES);
    let permission = if base == header.field(HEADER_BASE) { READ | EXECUTE } else { READ | WRITE };
    if system::map(base, data, READ | WRITE, PRIVATE | FIXED_NO_REPLACE, file, 0) != base as i64 {
        return false;
    }
    if system::map(base + data, code, permission, PRIVATE | FIXED_NO_REPLACE, file, data) != (base + data) as i64 {
        system::unmap(base, data);
        return false;
    }
    true
}

fn set_up_registers(header: &Header, base: u64, state: &mut State) {
    let image = &state.image;
    state.stack.descriptor = header.field(HEADER_CONTINUATION_DESCRIPTOR) - OBJECT_TAG;
    for row in &REGISTERS {
        if row.kind == Kind::Value {
            let initial = if row.index == REGISTER_OPERAND_REGISTERS { 0 } else { FALSE_VALUE };
            for index in row.index..row.index + row.count {
                set_register(index, initial);
            }
        }
    }
    for index in 0..8 {
        set_register(REGISTER_CONTINUATION + index, header.field(HEADER_ROOTS + WORD_BYTES * index));
    }
    set_register(REGISTER_IMAGE, base);
    set_register(REGISTER_IMAGE + 1, image.code.high);
    set_register(REGISTER_IMAGE + 2, image.code.low);
    set_register(REGISTER_IMAGE + 3, image.code.high);
}

/// The checksum: for each page, the sum of its 1024 little-endian u32 words, and the sum of those sums so far; both are folded
/// into two 32-bit numbers, which change with every bit of the page. Twin of `(compiler image checksum)`.
pub struct Checksum {
    first: u32,
    second: u32,
}

impl Checksum {
    /// Nothing summed yet.
    pub fn new() -> Checksum {
        Checksum { first: 1, second: 1 }
    }

    /// Adds a page; the word at byte `hole` counts as zero.
    pub fn add_page(&mut self, page: u64, hole: Option<u64>) {
        let (mut sum, mut sums) = (0u64, 0u64);
        for (index, word) in bytes_at(page, IMAGE_PAGE_BYTES).chunks_exact(4).enumerate() {
            let in_hole = hole.is_some_and(|hole| index as u64 * 4 / 8 * 8 == hole);
            let word = if in_hole { 0 } else { u64::from(u32::from_le_bytes([word[0], word[1], word[2], word[3]])) };
            sum += word;
            sums += word * (IMAGE_PAGE_BYTES / 4 - index as u64);
        }
        self.first = self.first.wrapping_mul(31).wrapping_add(sum as u32);
        self.second = self.second.wrapping_mul(33).wrapping_add(sums as u32);
    }

    /// The number.
    pub fn value(&self) -> u64 {
        u64::from(self.first) | u64::from(self.second) << 32
    }
}

/// Moves everything in the image that names an address of it, from the linked base to `base`.
fn relocate(header: &Header, image: &Image, base: u64) {
    let linked = Range::of(header.field(HEADER_BASE), header.field(HEADER_RELOCATION_OFFSET));
    let mover = Mover { linked, distance: base.wrapping_sub(linked.low) };
    // Code first: the shapes of procedures are read from it.
    let mut code = image.code.low;
    while code < image.code.high {
        mover.move_at(code + WORD_BYTES * CODE_NAME);
        mover.move_at(code + WORD_BYTES * CODE_INFO);
        mover.move_at(code + WORD_BYTES * CODE_ENTRY);
        let literals = code + u64::from(load_u32(code + WORD_BYTES * CODE_LITERALS));
        let count = u64::from(load_u32(code + WORD_BYTES * CODE_LITERALS + 4));
        mover.move_words(literals, literals + WORD_BYTES * count);
        code += typed_bytes(load(code));
    }
    let table = header.at + header.field(HEADER_RELOCATION_OFFSET);
    let mut row = table;
    while row < table + header.field(HEADER_RELOCATION_BYTES) {
        let entry = u64::from(load_u32(row));
        let place = base + (entry & 0x7fff_ffff);
        if entry >> 31 == 0 {
            store_u32(place, load_u32(place).wrapping_add(mover.distance as u32));
        } else {
            store_u64_unaligned(place, load_u64_unaligned(place).wrapping_add(mover.distance));
        }
        row += 4;
    }
    if !system::protect(image.code.low, image.code.bytes(), READ | EXECUTE) {
        header.refuse("its code cannot be made executable");
    }
    for part in [image.mixed, image.plain] {
        let mut object = part.low;
        while object < part.high {
            object = mover.move_object(object);
        }
    }
    let mut root = base + HEADER_ROOTS;
    while root < base + HEADER_HEADER_CHECKSUM {
        mover.move_at(root);
        root += WORD_BYTES;
    }
    mover.move_at(base + HEADER_CONTINUATION_DESCRIPTOR);
}

struct Mover {
    linked: Range,
    distance: u64,
}

impl Mover {
    fn moved(&self, word: u64) -> u64 {
        if self.linked.contains(word) { word.wrapping_add(self.distance) } else { word }
    }

    /// Moves a value, a first word or an address; fixnums are no addresses.
    fn move_at(&self, address: u64) {
        let word = load(address);
        store(address, self.moved(word));
    }

    fn move_value(&self, address: u64) {
        if is_pointer(load(address)) {
            self.move_at(address);
        }
    }

    fn move_words(&self, low: u64, high: u64) {
        let mut address = low;
        while address < high {
            self.move_value(address);
            address += WORD_BYTES;
        }
    }

    /// Moves what an object holds; the address behind it.
    fn move_object(&self, object: u64) -> u64 {
        let first = load(object);
        if is_first_word(first) && !is_typed(first) {
            self.move_at(object);
        }
        let end = object + object_bytes(load(object));
        match shape(load(object)) {
            Shape::Pair => self.move_words(object, end),
            Shape::Procedure(_) => self.move_words(object + WORD_BYTES, end),
            Shape::Typed => {
                if matches!(typed_row(first).kind, Kind::Value | Kind::Weak) {
                    self.move_words(object + WORD_BYTES, end);
                }
            }
            Shape::Record(descriptor) => {
                let raw = raw_mask(descriptor);
                let mut slot = object + WORD_BYTES;
                while slot < end {
                    if raw >> ((slot - object) / WORD_BYTES - 1) & 1 == 0 {
                        self.move_value(slot);
                    }
                    slot += WORD_BYTES;
                }
                if raw != 0 && describes_continuations(descriptor) {
                    self.move_frames(object);
                }
            }
        }
        end
    }

    fn move_frames(&self, continuation: u64) {
        self.move_at(continuation + WORD_BYTES * CONTINUATION_STACK_LOW);
        self.move_at(continuation + WORD_BYTES * CONTINUATION_RETURN_ADDRESS);
        let low = load(continuation + WORD_BYTES * CONTINUATION_STACK_LOW);
        let end = low + WORD_BYTES * load(continuation + WORD_BYTES * CONTINUATION_STACK_WORDS);
        let first = load(continuation + WORD_BYTES * CONTINUATION_RETURN_ADDRESS);
        stack::walk(low, end, first, |frame| {
            frame.for_each_value(|slot| self.move_value(slot));
            let above = frame.low + WORD_BYTES * frame.words;
            if above < end {
                self.move_at(above);
            }
        });
    }
}
