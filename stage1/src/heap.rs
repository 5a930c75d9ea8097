//! The heap's policy: how large it is, when it is collected, what happens when memory is exhausted.
//!
//! Memory touched for the first time costs more than a collection, so the nursery is small and used again and again, and so is the
//! stack region, whose frames a collection moves into the old generation. The old generation is collected when it has grown by a
//! multiple of what lived in it; then it moves to the other space.

use crate::check;
use crate::layout::*;
use crate::memory::{load, store};
use crate::message::{FATAL, Piece, fatal, refuse};
use crate::shape::{Kind, is_typed, typed_header, typed_row};
use crate::stack::{self, DEPTH, SLACK};
use crate::state::{Heap, Large, Range, State, register, set_register};
use crate::system::{self, FIXED, PRIVATE, READ, WRITE};
use crate::{cards, collect};

/// Where the heap stands if possible, always the same, so that a suspended one finds its place again.
const HEAP_ADDRESS: u64 = 0x1000_0000_0000;
/// Bytes that are allocated between two collections.
const NURSERY: u64 = 4 << 20;
/// The old generation grows by so many bytes at least between two major collections.
const GROWTH: u64 = 32 << 20;
/// Beyond this much, it grows no faster than what lives.
const PLENTY: u64 = 512 << 20;
/// What small programs touch at both ends of a space stays in small pages, so that starting clears little memory.
const IN_SMALL_PAGES: u64 = 6 << 20;
/// Kept below every limit: room for what the kernel itself allocates.
const MARGIN: u64 = 64;
/// Less than this between two collections is as good as nothing.
const LEAST: u64 = 64 << 10;
/// Bytes that are opened when memory is exhausted, so that the error can be handled.
const HEAP_RESERVE: u64 = 1 << 20;
/// So often the handler may be told that the stack is full before it is less full.
const COMPLAINTS: u64 = 16;
/// With `collect-every`, so many minor collections pass between two major ones, and one for each so many bytes that lived.
const MINORS: u64 = 64;
const BYTES_PER_MINOR: u64 = 4096;
/// What may stay touched beyond the present use before it is given back.
const KEPT: u64 = 32 << 20;

/// Reserves heap and stack, and sets their words in the register file.
pub fn set_up(state: &mut State) {
    cards::set_up(state);
    let mut limit = state.options.heap_limit;
    if limit == 0 {
        limit = system::physical_memory() / 4 * 3;
    }
    let limit = limit.max(8 << 20) / (1 << 16) * (1 << 16);
    // Three eighths for what lives and for the place it is copied to, a quarter for the rest; on paper the spaces are larger, so that
    // frames find room too.
    let wished = if state.resumed.file < 0 { HEAP_ADDRESS } else { state.resumed.heap.low };
    let first = reserve_halving(limit / 8 * 6, 3, wished);
    let nursery = Range::of(first.high, first.bytes());
    let heap = &mut state.heap;
    heap.most = (limit / 8 * 3).min(first.bytes() / 2);
    heap.nursery = nursery;
    heap.nursery_bytes = NURSERY.min(heap.most / 8 / IMAGE_PAGE_BYTES * IMAGE_PAGE_BYTES);
    heap.spaces = [first, Range::of(nursery.high, nursery.bytes())];
    (heap.values_end, heap.raw_start) = (first.low, first.high);
    heap.next_major = GROWTH;
    state.stack.deepest = limit / 4;
    let stack = reserve_halving(limit / 4 + DEPTH + SLACK + IMAGE_PAGE_BYTES, 1, 0);
    // The lowest page of the region guards it.
    system::protect(stack.low, IMAGE_PAGE_BYTES, 0);
    state.stack.region = Range { low: stack.low + IMAGE_PAGE_BYTES, high: stack.high };
    state.stack.first_base = stack.high - 2 * WORD_BYTES;
    set_register(REGISTER_STACK_BASE, state.stack.first_base);
    set_register(REGISTER_STACK_TOP, stack.high);
    set_register(REGISTER_STACK_FLOOR, state.stack.region.low + SLACK);
    stack::set_limit(state.stack.first_base - DEPTH);
    if limit > 16 * IN_SMALL_PAGES {
        for space in state.heap.spaces {
            system::prefer_large_pages(space.low + IN_SMALL_PAGES, space.bytes() - 2 * IN_SMALL_PAGES);
        }
    }
    if state.resumed.file >= 0 {
        map_resumed(state);
    }
    set_register(REGISTER_SCHEME_ALLOCATION, nursery.low);
    set_limit(state, 0);
}

/// Maps the heap of a suspended image into the first space.
fn map_resumed(state: &mut State) {
    let (resumed, space) = (&state.resumed, state.heap.spaces[0]);
    let bytes = resumed.heap.bytes();
    if space.low != resumed.heap.low || bytes > state.heap.most - MARGIN - HEAP_RESERVE {
        fatal("there is no room for the suspended heap");
    }
    let place = system::map(space.low, bytes, READ | WRITE, PRIVATE | FIXED, resumed.file, resumed.heap_offset);
    if place != space.low as i64 {
        fatal("the suspended heap cannot be mapped");
    }
    system::close(resumed.file);
    state.heap.values_end = space.low + bytes;
    state.heap.hole = Range { low: space.low + resumed.values_bytes, high: state.heap.values_end };
    state.heap.live = bytes;
    state.heap.next_major = bytes + growth(bytes);
}

/// `count` areas of equal size beside each other, at the wished address if possible; the first one. Less than wished when the
/// system gives less.
fn reserve_halving(bytes: u64, count: u64, address: u64) -> Range {
    let mut bytes = bytes / 4096 * 4096;
    while bytes >= 1 << 20 {
        let wished = if address == 0 { None } else { system::reserve_at(address, bytes * count) };
        if let Some(low) = wished.or_else(|| system::reserve(bytes * count)) {
            return Range::of(low, bytes);
        }
        bytes = bytes / 2 / 4096 * 4096;
    }
    fatal("out of memory at start")
}

/// How much the nursery may hold, because the old generation must be able to take it.
fn room(heap: &Heap) -> u64 {
    (heap.most - MARGIN - HEAP_RESERVE).saturating_sub(heap.old_bytes())
}

/// Sets the limit of an empty nursery, or opens a window; is there room for `wanted` bytes?
fn set_limit(state: &mut State, wanted: u64) -> bool {
    let heap = &state.heap;
    let (large, room) = (is_large(heap, wanted), room(heap));
    let bytes = if state.options.collect_every == 0 { heap.nursery_bytes } else { wanted };
    let enough = wanted.saturating_add(LEAST) <= room;
    let left = if large && enough { room - wanted } else { room };
    set_register(REGISTER_ALLOCATION_LIMIT, heap.nursery.low + bytes.min(heap.nursery_bytes).min(left));
    if large && enough {
        open_window(state, wanted);
    }
    enough
}

/// Is that much too large for the nursery?
fn is_large(heap: &Heap, wanted: u64) -> bool {
    wanted > heap.nursery_bytes / 2
}

/// The next object will be made in the old generation: below the objects without values, because only its header will tell whether it
/// is one. Until then the limit lets nothing else pass.
fn open_window(state: &mut State, wanted: u64) {
    let heap = &mut state.heap;
    heap.raw_start -= wanted;
    heap.window = Range::of(heap.raw_start, wanted);
    heap.aside = [register(REGISTER_SCHEME_ALLOCATION), register(REGISTER_ALLOCATION_LIMIT)];
    set_register(REGISTER_SCHEME_ALLOCATION, heap.window.low);
    set_register(REGISTER_ALLOCATION_LIMIT, heap.window.high);
}

/// At the beginning of every kernel call: the large object is made, allocation goes on in the nursery. What it refers to there is
/// looked for by the next collection.
pub fn close_window(state: &mut State) {
    let (heap, end) = (&mut state.heap, register(REGISTER_SCHEME_ALLOCATION));
    let window = heap.window;
    if window.bytes() == 0 {
        return;
    }
    if end < window.high {
        // Nothing, or something smaller: an interrupt came between.
        store(end, typed_header(FILLER_TYPE, (window.high - end) / WORD_BYTES - 1));
    }
    if !is_typed(load(window.low)) || !matches!(typed_row(load(window.low)).kind, Kind::Raw) {
        heap.large.ranges[heap.large.count] = Range { low: window.low, high: end };
        heap.large.count += 1;
    }
    heap.window = Range::EMPTY;
    set_register(REGISTER_SCHEME_ALLOCATION, heap.aside[0]);
    set_register(REGISTER_ALLOCATION_LIMIT, heap.aside[1]);
}

/// The kernel call: makes room for an allocation of `wanted` bytes that did not fit. False: memory is exhausted.
pub fn make_room(state: &mut State, wanted: u64) -> bool {
    let every = state.options.collect_every;
    let large = is_large(&state.heap, wanted);
    let direct = large
        && state.heap.large.count < Large::MOST
        && room(&state.heap) >= wanted.saturating_add(state.heap.nursery_bytes + LEAST)
        && state.heap.old_bytes() + wanted <= state.heap.next_major;
    if every > 0 {
        state.slow_allocations += 1;
        let end = register(REGISTER_SCHEME_ALLOCATION);
        let most = state.heap.nursery_bytes.min(room(&state.heap));
        if state.slow_allocations < every && direct {
            open_window(state, wanted);
            return true;
        }
        if state.slow_allocations < every && !large && end - state.heap.nursery.low + wanted <= most {
            set_register(REGISTER_ALLOCATION_LIMIT, end + wanted);
            return true;
        }
        state.slow_allocations = 0;
    } else if direct {
        open_window(state, wanted);
        return true;
    }
    collect_for(state, wanted)
}

/// Collects and sets the next limit. False: memory is exhausted, and the reserve is open.
pub fn collect_for(state: &mut State, wanted: u64) -> bool {
    let heap = &state.heap;
    let due = state.options.collect_every > 0 && heap.minors >= MINORS.max(heap.live / BYTES_PER_MINOR);
    let major = due || heap.old_bytes().saturating_add(if is_large(heap, wanted) { wanted } else { 0 }) > heap.next_major || heap.large.count == Large::MOST;
    if major {
        collect_major(state);
    } else {
        collect_minor(state);
    }
    if set_limit(state, wanted) {
        state.heap.reserve_open = false;
        return true;
    }
    if !major {
        collect_major(state);
        if set_limit(state, wanted) {
            state.heap.reserve_open = false;
            return true;
        }
    }
    let room = room(&state.heap);
    if room >= HEAP_RESERVE {
        // One object asks for too much; there is room for others.
        return false;
    }
    if state.heap.reserve_open {
        fatal("out of memory, again while the error was being handled");
    }
    state.heap.reserve_open = true;
    set_register(REGISTER_ALLOCATION_LIMIT, state.heap.nursery.low + room + HEAP_RESERVE);
    false
}

/// Collects the nursery.
fn collect_minor(state: &mut State) {
    collect(state, false, 0);
    state.heap.minors += 1;
}

/// Collects everything.
pub fn collect_major(state: &mut State) {
    let end = state.heap.spaces[1 - state.heap.current].high;
    collect_below(state, end);
}

/// Collects everything, with the objects without values below `raw_end`.
pub fn collect_below(state: &mut State, raw_end: u64) {
    collect(state, true, raw_end);
    let heap = &mut state.heap;
    heap.minors = 0;
    heap.live = heap.old_bytes();
    heap.next_major = heap.live + growth(heap.live);
    // The space that is idle now will be filled as far as the other one is.
    let (space, idle) = (heap.space(), heap.spaces[1 - heap.current]);
    let low = (idle.low + (heap.values_end - space.low) + KEPT).next_multiple_of(IMAGE_PAGE_BYTES);
    let high = (idle.high - (space.high - heap.raw_start) - KEPT) / IMAGE_PAGE_BYTES * IMAGE_PAGE_BYTES;
    if low < high {
        system::forget(low, high - low);
    }
}

fn collect(state: &mut State, major: bool, raw_end: u64) {
    let heap = &state.heap;
    let (values, end, first) = (heap.values(), heap.values_end, heap.large.seen);
    if state.options.heap_check {
        report(check::check_remembered(state, major), "before");
    }
    collect::collect(state, major, raw_end);
    if state.options.heap_check {
        report(check::check(state, if major { check::Scope::Old } else { check::Scope::New(end, first) }), "after");
    }
    for range in [state.image.written_part(), values[0], values[1]] {
        cards::clear(range);
    }
    let heap = &state.heap;
    for range in &heap.large.ranges[..heap.large.count] {
        cards::clear(*range);
    }
    if heap.deep <= state.stack.deepest {
        state.stack.reserves = 0;
    }
    stack::set_limit(register(REGISTER_STACK_FLOOR).max(register(REGISTER_SCHEME_STACK) - DEPTH));
}

fn report(faults: u64, when: &str) {
    if faults > 0 {
        let text: [Piece; 4] =
            [Piece::Text(b"the heap is damaged "), Piece::Text(when.as_bytes()), Piece::Text(b" a collection, faults: "), Piece::Number(faults)];
        refuse(FATAL, &text);
    }
}

/// By how much the old generation grows before it is collected: a multiple of what lives, so that collecting costs a bounded
/// part of the time; but not without end, because memory is not.
fn growth(live: u64) -> u64 {
    GROWTH.max((2 * live).min(PLENTY.max(live)))
}

/// The kernel call behind a failed stack check: -1 go on, 0 the stack is full, or the pending signal.
pub fn stack_check(state: &mut State) -> u64 {
    set_register(REGISTER_STACK_LIMIT, register(REGISTER_STACK_TRUE_LIMIT));
    let signal = register(REGISTER_INTERRUPT);
    set_register(REGISTER_INTERRUPT, 0);
    if signal != 0 {
        return signal;
    }
    if register(REGISTER_SCHEME_STACK) >= register(REGISTER_STACK_TRUE_LIMIT) {
        return u64::MAX;
    }
    // Frames move into the old generation; a major collection finds out which of those that did are still there.
    let mut full = !collect_for(state, 0);
    if !full && state.heap.deep > state.stack.deepest {
        collect_major(state);
        full = !set_limit(state, 0) || state.heap.deep > state.stack.deepest;
    }
    if !full && register(REGISTER_SCHEME_STACK) >= register(REGISTER_STACK_FLOOR) + SLACK {
        return u64::MAX;
    }
    state.stack.reserves += 1;
    if state.stack.reserves > COMPLAINTS {
        fatal("the stack is full, again while the error was being handled");
    }
    0
}

/// The kernel call: from now on collect at every nth allocation; 0: when needed.
pub fn collect_every(state: &mut State, every: u64) -> u64 {
    state.options.collect_every = every;
    collect_for(state, 0);
    0
}
