//! The state of the one thread context: register file, image, heap, stack region, options.

use crate::layout::*;
use core::cell::UnsafeCell;

/// The register file that RBP points at while Scheme runs, and the card table behind it.
#[repr(C, align(4096))]
struct RegisterFile(UnsafeCell<[u64; 256]>, UnsafeCell<[u8; 1 << (CARD_ADDRESS_BITS - CARD_BITS)]>);

// SAFETY: the process has one thread; signal handlers touch single words only.
unsafe impl Sync for RegisterFile {}

static REGISTER_FILE: RegisterFile = RegisterFile(UnsafeCell::new([0; 256]), UnsafeCell::new([0; 1 << (CARD_ADDRESS_BITS - CARD_BITS)]));

/// Address of a word of the register file.
#[inline(always)]
pub fn register_address(index: u64) -> u64 {
    REGISTER_FILE.0.get() as u64 + WORD_BYTES * index
}

/// A word of the register file.
#[inline(always)]
pub fn register(index: u64) -> u64 {
    // SAFETY: the index is one of the layout table; volatile, because signal handlers store here too.
    unsafe { (register_address(index) as *const u64).read_volatile() }
}

/// Stores a word of the register file.
#[inline(always)]
pub fn set_register(index: u64, word: u64) {
    // SAFETY: as for `register`.
    unsafe { (register_address(index) as *mut u64).write_volatile(word) }
}

/// Half-open range of addresses.
#[derive(Clone, Copy)]
pub struct Range {
    /// First address.
    pub low: u64,
    /// Address behind the last.
    pub high: u64,
}

impl Range {
    /// Nothing.
    pub const EMPTY: Range = Range { low: 0, high: 0 };

    /// The range of that many bytes.
    pub fn of(low: u64, bytes: u64) -> Range {
        Range { low, high: low + bytes }
    }

    /// Does the address lie in it?
    #[inline(always)]
    pub fn contains(&self, address: u64) -> bool {
        address.wrapping_sub(self.low) < self.high - self.low
    }

    /// How many bytes.
    pub fn bytes(&self) -> u64 {
        self.high - self.low
    }
}

/// Where the parts of the loaded image lie; see the image header in the layout table.
pub struct Image {
    /// Cells and objects with raw slots.
    pub mixed: Range,
    /// Objects of values only.
    pub plain: Range,
    /// Objects without values.
    pub raw: Range,
    /// Code objects.
    pub code: Range,
    /// Where Scheme starts.
    pub entry: u64,
    /// Address of one byte a page of `mixed` and `plain`: 1 when it was written to.
    pub pages: u64,
}

impl Image {
    /// What may be written to, and may then refer to the heap.
    pub fn written_part(&self) -> Range {
        Range { low: self.mixed.low, high: self.plain.high }
    }
}

/// The heap: a nursery between two spaces, one of which is in use: the old generation.
pub struct Heap {
    /// Where objects are made; reserved for the largest one, used from its beginning.
    pub nursery: Range,
    /// Bytes of the nursery that are used between two collections.
    pub nursery_bytes: u64,
    /// Both spaces, of equal size.
    pub spaces: [Range; 2],
    /// Index of the space in use.
    pub current: usize,
    /// In the space in use: end of the objects with values, which begin at its beginning.
    pub values_end: u64,
    /// Beginning of the objects without values, and of stack-parts; they end at its end.
    pub raw_start: u64,
    /// Objects without values of a resumed heap, among those with values until the next major collection.
    pub hole: Range,
    /// Large objects with values among those without, until the next major collection.
    pub large: Large,
    /// Where a large object is being made; empty: nowhere.
    pub window: Range,
    /// Allocation pointer and limit of the nursery meanwhile.
    pub aside: [u64; 2],
    /// Most that old generation and nursery may hold together.
    pub most: u64,
    /// Bytes of the old generation that are reason for a major collection.
    pub next_major: u64,
    /// Bytes of the old generation after the last major collection.
    pub live: u64,
    /// Bytes of frames that collections have moved out of the stack, without those found dead by the last major collection.
    pub deep: u64,
    /// Minor collections since the last major one.
    pub minors: u64,
    /// Is the reserve open?
    pub reserve_open: bool,
}

impl Heap {
    /// The space in use.
    pub fn space(&self) -> Range {
        self.spaces[self.current]
    }

    /// The old objects with values.
    pub fn values(&self) -> [Range; 2] {
        let low = self.space().low;
        if self.hole.bytes() == 0 {
            [Range { low, high: self.values_end }, Range::EMPTY]
        } else {
            [Range { low, high: self.hole.low }, Range { low: self.hole.high, high: self.values_end }]
        }
    }

    /// Bytes of the old generation.
    pub fn old_bytes(&self) -> u64 {
        self.values_end - self.space().low + (self.space().high - self.raw_start)
    }
}

/// A list of ranges.
pub struct Large {
    /// The ranges.
    pub ranges: [Range; Large::MOST],
    /// How many there are.
    pub count: usize,
    /// How many of them the last collection saw.
    pub seen: usize,
}

impl Large {
    /// So many there can be.
    pub const MOST: usize = 64;
}

/// The stack region.
pub struct Stack {
    /// The whole region, guard excluded.
    pub region: Range,
    /// Where stack-base stands when no part is captured.
    pub first_base: u64,
    /// How many reserves were opened since the stack was too deep.
    pub reserves: u64,
    /// Bytes of frames at which it is.
    pub deepest: u64,
    /// The descriptor of continuations.
    pub descriptor: u64,
}

/// What the command line and the environment say.
pub struct Options {
    /// Bytes of memory for heap and stack together; 0: from the machine.
    pub heap_limit: u64,
    /// Collect at every nth slow allocation; 0: when needed.
    pub collect_every: u64,
    /// Check the heap after every collection.
    pub heap_check: bool,
    /// Another base than the linked one, to try relocation; 0: none.
    pub base: u64,
}

/// What a suspended image brings back besides the image itself; all zero for others.
pub struct Resumed {
    /// The open file.
    pub file: i64,
    /// Where the heap stood.
    pub heap: Range,
    /// Bytes of its objects with values.
    pub values_bytes: u64,
    /// Offset of the heap in the file.
    pub heap_offset: u64,
}

/// Everything that the kernel remembers.
pub struct State {
    /// The image.
    pub image: Image,
    /// The heap.
    pub heap: Heap,
    /// The stack.
    pub stack: Stack,
    /// What is resumed.
    pub resumed: Resumed,
    /// The options.
    pub options: Options,
    /// Slow allocations since the last collection.
    pub slow_allocations: u64,
    /// End of the installed code that refers to nothing in the nursery.
    pub code_old_end: u64,
    /// Space for code that is installed: all of it, and the end of what is used.
    pub code_space: Range,
    /// End of the installed code.
    pub code_end: u64,
    /// The heap checker's notes.
    pub notes: Notes,
}

/// What the heap checker remembers between two checks: bitmaps of where objects begin, 0 when there are none yet, and how far it came.
pub struct Notes {
    /// Of the space in use; it covers the whole space.
    pub space: u64,
    /// End of the values noted there.
    pub values_end: u64,
    /// Beginning of the raw objects noted there.
    pub raw_start: u64,
    /// Of the image's objects.
    pub image: u64,
    /// Of the image's code.
    pub code: u64,
    /// Of the installed code; it covers its whole space.
    pub installed: u64,
    /// End of the code noted there.
    pub installed_end: u64,
    /// Where the search for references that are not remembered goes on: in the image, in the space in use.
    pub cursors: [u64; 2],
}

struct Cell(UnsafeCell<State>);

// SAFETY: as for the register file; handlers do not touch the state.
unsafe impl Sync for Cell {}

static STATE: Cell = Cell(UnsafeCell::new(State {
    image: Image { mixed: Range::EMPTY, plain: Range::EMPTY, raw: Range::EMPTY, code: Range::EMPTY, entry: 0, pages: 0 },
    heap: Heap {
        nursery: Range::EMPTY,
        nursery_bytes: 0,
        spaces: [Range::EMPTY; 2],
        current: 0,
        values_end: 0,
        raw_start: 0,
        hole: Range::EMPTY,
        large: Large { ranges: [Range::EMPTY; Large::MOST], count: 0, seen: 0 },
        window: Range::EMPTY,
        aside: [0; 2],
        most: 0,
        next_major: 0,
        live: 0,
        deep: 0,
        minors: 0,
        reserve_open: false,
    },
    stack: Stack { region: Range::EMPTY, first_base: 0, reserves: 0, deepest: 0, descriptor: 0 },
    resumed: Resumed { file: -1, heap: Range::EMPTY, values_bytes: 0, heap_offset: 0 },
    options: Options { heap_limit: 0, collect_every: 0, heap_check: false, base: 0 },
    slow_allocations: 0,
    code_old_end: 0,
    code_space: Range::EMPTY,
    code_end: 0,
    notes: Notes { space: 0, values_end: 0, raw_start: 0, image: 0, code: 0, installed: 0, installed_end: 0, cursors: [0; 2] },
}));

/// The state. Called once at the start and once in each kernel call, never while another borrow lives.
pub fn state() -> &'static mut State {
    // SAFETY: one thread, and kernel calls do not nest.
    unsafe { &mut *STATE.0.get() }
}
