//! The heap's policy: how large it is, when it is collected, what happens when memory is exhausted.
//!
//! Both spaces are reserved whole and used from their beginning, so that a program which keeps little touches the same pages
//! again and again: memory touched for the first time costs more than a collection.

use crate::check;
use crate::collect;
use crate::layout::*;
use crate::message::{FATAL, Piece, fatal, refuse};
use crate::stack::{self, RESERVE, RESERVES, SLACK};
use crate::state::{Range, State, register, set_register};
use crate::system::{self, FIXED, PRIVATE, READ, WRITE};

/// Where the heap stands if possible, always the same, so that a suspended heap finds its place again.
const HEAP_ADDRESS: u64 = 0x1000_0000_0000;
/// Bytes that are allocated at least between two collections.
const NURSERY: u64 = 4 << 20;
/// What small programs touch of each area stays in small pages, so that starting clears little memory.
const IN_SMALL_PAGES: u64 = 6 << 20;
/// Beyond this much, the bytes between two collections grow no faster than what lives.
const PLENTY: u64 = 512 << 20;
/// Kept below every limit: room for what the kernel itself allocates.
const MARGIN: u64 = 64;
/// Bytes that are opened when memory is exhausted, so that the error can be handled.
const HEAP_RESERVE: u64 = 1 << 20;
/// With `collect-every`, one more allocation passes between two collections for each so many living bytes: otherwise large
/// programs, which gain nothing from it, would never come to an end.
const BYTES_PER_ALLOCATION: u64 = 512;
/// What may stay touched beyond the present use before it is given back.
const KEPT: u64 = 64 << 20;

/// Reserves heap and stack, and sets their words in the register file.
pub fn set_up(state: &mut State) {
    let mut limit = state.options.heap_limit;
    if limit == 0 {
        limit = system::physical_memory() / 4 * 3;
    }
    let limit = limit.max(8 << 20) / (1 << 16) * (1 << 16);
    // Three eighths for each space, a quarter for the stack; the spaces are larger on paper, for captured frames.
    state.heap.most = limit / 8 * 3;
    let wished = if state.resumed.file < 0 { HEAP_ADDRESS } else { state.resumed.heap.low };
    let space = reserve_halving(limit / 8 * 6, 2, wished);
    state.heap.most = state.heap.most.min(space.bytes() / 2);
    state.heap.spaces = [Range::of(space.low, space.bytes()), Range::of(space.high, space.bytes())];
    let stack = reserve_halving(limit / 4 + SLACK + RESERVE * (RESERVES + 1), 1, 0);
    // The lowest page of the region guards it.
    system::protect(stack.low, IMAGE_PAGE_BYTES, 0);
    state.stack.region = Range { low: stack.low + IMAGE_PAGE_BYTES, high: stack.high };
    state.stack.first_base = stack.high - 2 * WORD_BYTES;
    set_register(REGISTER_STACK_BASE, state.stack.first_base);
    set_register(REGISTER_STACK_TOP, stack.high);
    stack::set_limit(stack::limit(&state.stack, 0).max(state.stack.first_base - NURSERY));
    if limit > 16 * IN_SMALL_PAGES {
        for space in state.heap.spaces {
            system::prefer_large_pages(space.low + IN_SMALL_PAGES, space.bytes() - IN_SMALL_PAGES);
        }
        system::prefer_large_pages(state.stack.region.low, state.stack.region.bytes() - IN_SMALL_PAGES);
    }
    let start = state.heap.spaces[0].low + if state.resumed.file < 0 { 0 } else { map_resumed(state) };
    state.heap.touched[0] = start;
    state.heap.clean_end = start;
    set_register(REGISTER_SCHEME_ALLOCATION, start);
    let bytes = if state.options.collect_every > 0 { 0 } else { NURSERY };
    set_allocation_limit(state, start + bytes);
}

/// Maps the heap of a suspended image into the first space; how many bytes it is.
fn map_resumed(state: &State) -> u64 {
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
    bytes
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

fn set_allocation_limit(state: &State, wished: u64) {
    let start = state.heap.spaces[state.heap.current].low;
    set_register(REGISTER_ALLOCATION_LIMIT, wished.min(start + state.heap.most - MARGIN - HEAP_RESERVE));
}

/// The kernel call: makes room for an allocation of `wanted` bytes that did not fit. False: memory is exhausted.
pub fn make_room(state: &mut State, wanted: u64) -> bool {
    let every = state.options.collect_every;
    if every > 0 {
        state.slow_allocations += 1;
        let end = register(REGISTER_SCHEME_ALLOCATION);
        let full = end - state.heap.clean_end + wanted > next_allocation(state.heap.live);
        if state.slow_allocations < every.max(state.heap.live / BYTES_PER_ALLOCATION) && !full {
            set_allocation_limit(state, end + wanted);
            return register(REGISTER_ALLOCATION_LIMIT) >= end + wanted || collect_for(state, wanted);
        }
        state.slow_allocations = 0;
    }
    collect_for(state, wanted)
}

/// Collects and sets the next limit. False: memory is exhausted, and the reserve is open.
pub fn collect_for(state: &mut State, wanted: u64) -> bool {
    let end = collect::collect(state);
    // What runs; captured parts are in the heap now.
    let stack_bytes = register(REGISTER_STACK_TOP) - register(REGISTER_SCHEME_STACK);
    let start = state.heap.spaces[state.heap.current].low;
    if state.stack.reserves > 0 && register(REGISTER_SCHEME_STACK) > stack::limit(&state.stack, 0) + SLACK {
        state.stack.reserves = 0;
    }
    if state.options.heap_check {
        let faults = check::check(state, false);
        if faults > 0 {
            refuse(FATAL, &[Piece::Text(b"the heap is damaged after a collection, faults: "), Piece::Number(faults)]);
        }
    }
    state.heap.clean_end = end;
    let live = end - start + stack_bytes;
    state.heap.live = live;
    set_soft_limit(state);
    let next = wanted.saturating_add(if state.options.collect_every > 0 { 0 } else { next_allocation(live) });
    set_allocation_limit(state, end.saturating_add(next));
    forget_beyond(state, register(REGISTER_ALLOCATION_LIMIT) - start);
    let limit = register(REGISTER_ALLOCATION_LIMIT);
    if limit >= end && limit - end >= wanted {
        state.heap.reserve_open = false;
        return true;
    }
    if limit >= end + HEAP_RESERVE {
        // One object asks for too much; there is room for others.
        return false;
    }
    if state.heap.reserve_open {
        fatal("out of memory, again while the error was being handled");
    }
    state.heap.reserve_open = true;
    set_register(REGISTER_ALLOCATION_LIMIT, limit + HEAP_RESERVE);
    false
}

/// How much is allocated before the next collection: a multiple of what lives, so that collecting costs a bounded part of the
/// time; but not without end, because memory is not.
fn next_allocation(live: u64) -> u64 {
    NURSERY.max((4 * live).min(PLENTY.max(live)))
}

/// Gives back what lies far beyond the use of both spaces until the next collection.
fn forget_beyond(state: &mut State, use_bytes: u64) {
    for index in 0..2 {
        let keep = (state.heap.spaces[index].low + use_bytes + KEPT).next_multiple_of(IMAGE_PAGE_BYTES);
        if state.heap.touched[index] > keep {
            system::forget(keep, state.heap.touched[index] - keep);
            state.heap.touched[index] = keep;
        }
    }
}

/// Lets the stack grow by as much as may be allocated before it is looked at again: captured parts stay where they are until
/// a collection, so a program that captures often would otherwise walk through fresh memory for ever.
fn set_soft_limit(state: &State) {
    let patience = next_allocation(state.heap.live);
    let soft = register(REGISTER_SCHEME_STACK).saturating_sub(patience);
    stack::set_limit(stack::limit(&state.stack, state.stack.reserves).max(soft));
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
    let full = stack::limit(&state.stack, state.stack.reserves);
    let captured = state.stack.first_base - register(REGISTER_STACK_BASE);
    if register(REGISTER_SCHEME_STACK) >= full && captured < next_allocation(state.heap.live) / 2 {
        set_soft_limit(state);
        return u64::MAX;
    }
    if captured != 0 {
        collect_for(state, 0);
        if register(REGISTER_SCHEME_STACK) >= register(REGISTER_STACK_TRUE_LIMIT) + SLACK {
            return u64::MAX;
        }
    }
    if state.stack.reserves >= RESERVES {
        fatal("the stack is full, again while the error was being handled");
    }
    state.stack.reserves += 1;
    stack::set_limit(stack::limit(&state.stack, state.stack.reserves));
    0
}

/// The kernel call: from now on collect at every nth allocation; 0: when needed.
pub fn collect_every(state: &mut State, every: u64) -> u64 {
    state.options.collect_every = every;
    collect_for(state, 0);
    0
}
