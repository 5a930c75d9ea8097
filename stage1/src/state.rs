//! The state of the one thread context: register file, image, heap, stack region, options.

use crate::layout::*;
use core::cell::UnsafeCell;

/// The register file that RBP points at while Scheme runs.
#[repr(align(4096))]
struct RegisterFile(UnsafeCell<[u64; 256]>);

// SAFETY: the process has one thread; signal handlers touch single words only.
unsafe impl Sync for RegisterFile {}

static REGISTER_FILE: RegisterFile = RegisterFile(UnsafeCell::new([0; 256]));

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
    /// Objects that every collection scans.
    pub mixed: Range,
    /// Objects of values only, scanned page by page when written to.
    pub plain: Range,
    /// Objects without values.
    pub raw: Range,
    /// Code objects.
    pub code: Range,
    /// Where Scheme starts.
    pub entry: u64,
}

/// The heap: two spaces, one of which is in use.
pub struct Heap {
    /// Both spaces, of equal size.
    pub spaces: [Range; 2],
    /// Index of the space in use.
    pub current: usize,
    /// Most that the space in use may hold, so that both fit the memory limit.
    pub most: u64,
    /// Highest address used so far in each space.
    pub touched: [u64; 2],
    /// Where allocation began after the last collection.
    pub clean_end: u64,
    /// Living bytes in heap and stack after the last collection.
    pub live: u64,
    /// Is the reserve open?
    pub reserve_open: bool,
}

/// The stack region.
pub struct Stack {
    /// The whole region, guard excluded.
    pub region: Range,
    /// Where stack-base stands when no part is captured.
    pub first_base: u64,
    /// How many reserves were opened since the last collection.
    pub reserves: u64,
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
    /// Space for code that is installed: all of it, and the end of what is used.
    pub code_space: Range,
    /// End of the installed code.
    pub code_end: u64,
    /// The heap checker's notes about the image and its code, which it makes once; 0: not yet.
    pub noted: [u64; 2],
}

struct Cell(UnsafeCell<State>);

// SAFETY: as for the register file; handlers do not touch the state.
unsafe impl Sync for Cell {}

static STATE: Cell = Cell(UnsafeCell::new(State {
    image: Image { mixed: Range::EMPTY, plain: Range::EMPTY, raw: Range::EMPTY, code: Range::EMPTY, entry: 0 },
    heap: Heap { spaces: [Range::EMPTY; 2], current: 0, most: 0, touched: [0; 2], clean_end: 0, live: 0, reserve_open: false },
    stack: Stack { region: Range::EMPTY, first_base: 0, reserves: 0 },
    resumed: Resumed { file: -1, heap: Range::EMPTY, heap_offset: 0 },
    options: Options { heap_limit: 0, collect_every: 0, heap_check: false, base: 0 },
    slow_allocations: 0,
    code_space: Range::EMPTY,
    code_end: 0,
    noted: [0; 2],
}));

/// The state. Called once at the start and once in each kernel call, never while another borrow lives.
pub fn state() -> &'static mut State {
    // SAFETY: one thread, and kernel calls do not nest.
    unsafe { &mut *STATE.0.get() }
}
