//! The heap: one space filled by a moving pointer, and a precise copying collector.
//!
//! When the space is full, all that is alive is copied to a fresh one and the old one is given back. Symbols, their names
//! and primitive procedures are static: outside the space, never moved.
//!
//! Nothing moves except inside `reserve`: whoever allocates first reserves words for all of a step, then allocates
//! without a thought, and re-reads its values from registers or from `temporaries` after the reservation.

use crate::value::*;
use std::alloc::{Layout, alloc, dealloc};

/// Bytes that may at least be allocated between two collections.
const ROOM: usize = 160 << 20;

/// A span of memory filled from its start.
struct Space {
    start: usize,
    end: usize,
    layout: Layout,
}

impl Space {
    fn new(size: usize) -> Option<Space> {
        let layout = Layout::from_size_align(size, 16).ok()?;
        // SAFETY: the layout has a size above zero.
        let start = unsafe { alloc(layout) } as usize;
        (start != 0).then_some(Space { start, end: start + size, layout })
    }
}

impl Drop for Space {
    fn drop(&mut self) {
        // SAFETY: allocated with this layout, and nothing refers to it any more.
        unsafe { dealloc(self.start as *mut u8, self.layout) }
    }
}

/// The space of objects that move, and the memory of those that do not.
pub struct Heap {
    /// Next free byte, and where the next reservation that does not fit collects (0: each one does).
    pointer: usize,
    limit: usize,
    /// As far as objects may go until the next collection.
    end: usize,
    space: Space,
    /// Start of a chunk of static memory's free part and its end.
    fixed: (usize, usize),
    /// Bytes that heap and stack may take together.
    pub byte_limit: usize,
    /// Collect at each n-th reservation; 0: only when the space is full.
    every: usize,
    countdown: usize,
    /// Values that Rust code holds across reservations.
    pub temporaries: Vec<Value>,
}

/// What a collection begins from: spans of values outside the heap, and objects known by address only.
pub struct Roots<'a> {
    /// Values outside the heap; each is told where its object is now.
    pub spans: Vec<&'a mut [Value]>,
    /// Told, at the end, how to find where a value is now.
    pub weak: &'a mut dyn FnMut(&Survivor),
}

/// Where a value is now, or `None` when it is dead.
pub type Survivor<'a> = dyn Fn(Value) -> Option<Value> + 'a;

/// The heap is full.
pub struct Full;

impl Heap {
    /// An empty heap; heap and stack together may take `byte_limit` bytes.
    pub fn new(byte_limit: usize) -> Heap {
        let space = Space::new(ROOM).expect("memory for the heap");
        Heap { pointer: space.start, limit: space.end, end: space.end, space, fixed: (0, 0), byte_limit, every: 0, countdown: 0, temporaries: Vec::new() }
    }

    /// Is there room for so many words without a collection?
    #[inline(always)]
    pub fn has_room(&self, words: usize) -> bool {
        self.pointer + 8 * words <= self.limit
    }

    /// Collects at each n-th reservation from now on.
    pub fn collect_every(&mut self, n: usize) {
        self.every = n;
        self.countdown = n;
        if n > 0 {
            self.limit = 0;
        }
    }

    /// Takes memory for an object of `words` words; reserved before.
    #[inline(always)]
    pub fn take(&mut self, words: usize) -> usize {
        let p = self.pointer;
        self.pointer = p + 8 * words;
        p
    }

    /// A pair; two words reserved before.
    #[inline(always)]
    pub fn cons(&mut self, a: Value, d: Value) -> Value {
        let p = self.take(2) as *mut u64;
        // SAFETY: two reserved words.
        unsafe {
            *p = a;
            *p.add(1) = d;
        }
        p as u64 + TAG_PAIR
    }

    /// A pair made while nothing may move: of the words that were reserved beforehand, as long as they last.
    pub fn cons_in_reserve(&mut self, a: Value, d: Value) -> Option<Value> {
        (self.pointer + 16 <= self.end).then(|| self.cons(a, d))
    }

    /// A flonum; two words reserved before.
    #[inline(always)]
    pub fn flonum(&mut self, x: f64) -> Value {
        let p = self.take(2) as *mut u64;
        // SAFETY: two reserved words.
        unsafe {
            *p = header(Type::Flonum, 1);
            *p.add(1) = x.to_bits();
        }
        p as u64 + TAG_FLONUM
    }

    /// An object of `words` words after its header, which are left as they are: the caller fills them at once.
    #[inline(always)]
    pub fn object(&mut self, header: u64, words: usize, tag: u64) -> Value {
        let p = self.take(words + 1) as *mut u64;
        // SAFETY: reserved words.
        unsafe { *p = header };
        p as u64 + tag
    }

    /// An object in static memory, never moved or freed. What it refers to must be static too.
    pub fn fixed_object(&mut self, header: u64, words: usize, tag: u64) -> Value {
        let size = 8 * (words + 1);
        if self.fixed.0 + size > self.fixed.1 {
            let chunk = size.max(1 << 20);
            let space = Space::new(chunk).expect("memory for symbols");
            self.fixed = (space.start, space.end);
            std::mem::forget(space);
        }
        let p = self.fixed.0;
        self.fixed.0 += size;
        // SAFETY: inside the chunk.
        unsafe { *(p as *mut u64) = header };
        p as u64 + tag
    }

    /// Bytes in use.
    pub fn used(&self) -> usize {
        self.pointer - self.space.start
    }

    /// Makes room for so many words. `stack`: bytes of the stack.
    pub fn collect(&mut self, words: usize, stack: usize, roots: &mut Roots) -> Result<(), Full> {
        self.countdown = self.every;
        let request = 8 * words;
        let space = Space::new(2 * self.used().max(ROOM) + request).ok_or(Full)?;
        let mut copier = Copier { from: (self.space.start, self.pointer), to: space.start, scan: space.start };
        copier.run(roots, &mut self.temporaries);
        self.pointer = copier.to;
        self.space = space;
        let live = self.used();
        let room = self.byte_limit.saturating_sub(live + stack).min(live.max(ROOM) + request);
        self.end = self.pointer + room;
        self.limit = if self.every > 0 { 0 } else { self.end };
        if room < request { Err(Full) } else { Ok(()) }
    }

    /// When every n-th reservation collects: is this one between two, and has room?
    pub fn may_wait(&mut self, words: usize) -> bool {
        if self.every == 0 || self.countdown <= 1 || self.pointer + 8 * words > self.end {
            return false;
        }
        self.countdown -= 1;
        true
    }
}

/// One collection at work.
struct Copier {
    from: (usize, usize),
    to: usize,
    scan: usize,
}

impl Copier {
    fn moves(&self, v: Value) -> bool {
        let a = v as usize;
        is_pointer(v) && a >= self.from.0 && a < self.from.1
    }

    fn run(&mut self, roots: &mut Roots, temporaries: &mut [Value]) {
        for span in roots.spans.iter_mut().map(|s| &mut **s).chain([temporaries]) {
            for v in span.iter_mut() {
                // SAFETY: a root is a value.
                unsafe { self.forward_slot(v) };
            }
        }
        self.drain();
        let survivor = |v: Value| {
            if !self.moves(v) {
                return Some(v);
            }
            let first = load(v, 0);
            (first & 15 == 15 && header_type(first) == Type::Forward as u8).then_some(first >> 16)
        };
        (roots.weak)(&survivor);
    }

    /// # Safety
    /// `p` holds a value whose object is whole or already forwarded.
    #[inline(always)]
    unsafe fn forward_slot(&mut self, p: *mut u64) {
        // SAFETY: by contract.
        unsafe {
            let v = *p;
            if self.moves(v) {
                *p = self.forward(v);
            }
        }
    }

    unsafe fn forward(&mut self, v: Value) -> Value {
        // SAFETY: `v` points to an object in a space that is being left; the target has room for all of them.
        unsafe {
            let old = slot(v, 0);
            let first = *old;
            let words = if first & 15 != 15 {
                2
            } else if header_type(first) == Type::Forward as u8 {
                return first >> 16;
            } else {
                object_words(first)
            };
            let target = self.to as *mut u64;
            std::ptr::copy_nonoverlapping(old, target, words);
            self.to += 8 * words;
            let moved = target as u64 + (v & 7);
            *old = moved << 16 | header(Type::Forward, 0);
            moved
        }
    }

    fn drain(&mut self) {
        while self.scan < self.to {
            let p = self.scan as *mut u64;
            // SAFETY: between scan and to stand whole objects, pairs without and others with a header.
            unsafe {
                let first = *p;
                if first & 15 != 15 {
                    self.forward_slot(p);
                    self.forward_slot(p.add(1));
                    self.scan += 16;
                } else {
                    let words = object_words(first);
                    if !is_raw(first) {
                        for i in 1..words {
                            self.forward_slot(p.add(i));
                        }
                    }
                    self.scan += 8 * words;
                }
            }
        }
    }
}
