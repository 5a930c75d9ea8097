//! The heap: a nursery and an old space, both filled by a moving pointer, and a precise copying collector.
//!
//! A minor collection copies what is alive in the nursery to the end of the old space; when the old space might not
//! hold another nursery, a major collection copies everything to a fresh one. Objects of the old space that came to
//! refer to the nursery are found through `remembered`, a list of addresses of slots. Symbols, their names and primitive
//! procedures are static: outside both spaces, never moved.
//!
//! Nothing moves except inside `reserve`: whoever allocates first reserves words for all of a step, then allocates
//! without a thought, and re-reads its values from registers or from `temporaries` after the reservation.

use crate::value::*;
use std::alloc::{Layout, alloc, dealloc};

/// Bytes of the nursery.
const NURSERY: usize = 8 << 20;
/// Objects of more bytes go to the old space at once.
const LARGE: usize = 1 << 20;
/// The old space may grow to this before a major collection is considered.
const SMALL_HEAP: usize = 96 << 20;

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

pub struct Heap {
    /// Next free byte of the nursery, and its end (0 forces the next reservation to collect).
    pointer: usize,
    limit: usize,
    nursery: Space,
    old: Space,
    old_pointer: usize,
    /// Bytes in the old space at which a major collection is due.
    threshold: usize,
    remembered: Vec<usize>,
    /// Start of a chunk of static memory's free part and its end.
    fixed: (usize, usize),
    /// Bytes that heap and stack may take together.
    pub byte_limit: usize,
    /// Collect everything at each n-th reservation; 0: never so.
    pub every: usize,
    countdown: usize,
    /// Values that Rust code holds across reservations.
    pub temporaries: Vec<Value>,
    /// Collections so far: minor, major.
    pub collections: (usize, usize),
}

/// What a collection begins from: spans of values outside the heap, and objects known by address only.
pub struct Roots<'a> {
    pub spans: Vec<&'a mut [Value]>,
    /// Told, at the end, how to find where a value is now.
    pub weak: &'a mut dyn FnMut(&Survivor),
}

/// Where a value is now, or `None` when it is dead.
pub type Survivor<'a> = dyn Fn(Value) -> Option<Value> + 'a;

/// The heap is full.
pub struct Full;

impl Heap {
    pub fn new(byte_limit: usize) -> Heap {
        let nursery = Space::new(NURSERY).expect("memory for the nursery");
        let old = Space::new(2 * SMALL_HEAP).expect("memory for the heap");
        Heap {
            pointer: nursery.start,
            limit: nursery.end,
            old_pointer: old.start,
            nursery,
            old,
            threshold: SMALL_HEAP,
            remembered: Vec::new(),
            fixed: (0, 0),
            byte_limit,
            every: 0,
            countdown: 0,
            temporaries: Vec::new(),
            collections: (0, 0),
        }
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

    /// Collects the nursery whenever so many bytes of it are used.
    pub fn use_nursery(&mut self, bytes: usize) {
        self.limit = self.nursery.start + bytes.clamp(1 << 10, NURSERY);
    }

    /// Takes memory for an object of `words` words; reserved before.
    #[inline(always)]
    pub fn take(&mut self, words: usize) -> usize {
        let p = self.pointer;
        self.pointer = p + 8 * words;
        p
    }

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

    /// Writes a value into a slot of an object, telling the collector when it has to know.
    #[inline(always)]
    pub fn store(&mut self, object: Value, i: usize, v: Value) {
        let p = slot(object, i);
        // SAFETY: callers have checked object and index.
        unsafe { *p = v };
        let n = self.nursery.start;
        if (v as usize).wrapping_sub(n) < NURSERY && (p as usize).wrapping_sub(n) >= NURSERY && v & 3 != 0 {
            self.remember(p as usize);
        }
    }

    #[inline(never)]
    fn remember(&mut self, p: usize) {
        if self.remembered.len() == self.remembered.capacity() {
            self.remembered.sort_unstable();
            self.remembered.dedup();
            let n = self.remembered.len();
            self.remembered.reserve(n.max(4096));
        }
        self.remembered.push(p);
    }

    /// Bytes in use.
    pub fn used(&self) -> usize {
        self.old_pointer - self.old.start + (self.pointer - self.nursery.start)
    }

    /// An object too large for the nursery, in the old space; its words are zero (fixnums). Collects if it must.
    pub fn large_object(&mut self, header: u64, words: usize, tag: u64, stack: usize, roots: &mut Roots) -> Result<Value, Full> {
        let size = 8 * (words + 1);
        if self.old_pointer + size + NURSERY > self.old.end || self.old_pointer - self.old.start + size > self.threshold {
            self.major(size, stack, roots)?;
        }
        let p = self.old_pointer;
        self.old_pointer += size;
        // SAFETY: inside the old space, which has been made large enough.
        unsafe {
            std::ptr::write_bytes(p as *mut u8, 0, size);
            *(p as *mut u64) = header;
        }
        Ok(p as u64 + tag)
    }

    pub fn is_large(words: usize) -> bool {
        8 * words > LARGE
    }

    /// Makes room for so many words in the nursery (at most `LARGE` bytes). `stack`: bytes of the stack.
    pub fn collect(&mut self, words: usize, stack: usize, roots: &mut Roots) -> Result<(), Full> {
        if self.every > 0 {
            self.countdown = self.every;
            self.major(0, stack, roots)?;
            self.limit = 0;
            return if self.fits(words) { Ok(()) } else { Err(Full) };
        }
        if self.has_room(words) {
            return Ok(());
        }
        self.minor(roots);
        if self.old_pointer - self.old.start > self.threshold || self.old.end - self.old_pointer < 2 * NURSERY {
            self.major(0, stack, roots)?;
        }
        if self.fits(words) { Ok(()) } else { Err(Full) }
    }

    /// When every n-th reservation collects: is this one between two, and has room?
    pub fn may_wait(&mut self, words: usize) -> bool {
        if self.every == 0 || self.countdown <= 1 || !self.fits(words) {
            return false;
        }
        self.countdown -= 1;
        true
    }

    fn fits(&self, words: usize) -> bool {
        self.pointer + 8 * words <= self.nursery.end
    }

    fn minor(&mut self, roots: &mut Roots) {
        self.collections.0 += 1;
        let mut copier = Copier { from: [(self.nursery.start, self.pointer), (0, 0)], to: self.old_pointer, scan: self.old_pointer };
        for p in std::mem::take(&mut self.remembered) {
            // SAFETY: slots of live or dead objects of the old space, which has not moved since.
            unsafe { copier.forward_slot(p as *mut u64) };
        }
        copier.run(roots, &mut self.temporaries);
        self.old_pointer = copier.to;
        self.pointer = self.nursery.start;
    }

    fn major(&mut self, extra: usize, stack: usize, roots: &mut Roots) -> Result<(), Full> {
        self.collections.1 += 1;
        let used = self.used();
        let space = Space::new(2 * (used + extra) + 2 * SMALL_HEAP).ok_or(Full)?;
        let mut copier = Copier {
            from: [(self.nursery.start, self.pointer), (self.old.start, self.old_pointer)],
            to: space.start,
            scan: space.start,
        };
        self.remembered.clear();
        copier.run(roots, &mut self.temporaries);
        self.old_pointer = copier.to;
        self.old = space;
        self.pointer = self.nursery.start;
        let live = self.old_pointer - self.old.start;
        if live + extra + stack + NURSERY > self.byte_limit {
            return Err(Full);
        }
        let room = self.old.end - self.old.start - 2 * NURSERY;
        self.threshold = (2 * live).max(SMALL_HEAP).min(room).max(live + extra);
        if extra > 0 {
            self.threshold += extra;
        }
        Ok(())
    }
}

/// One collection at work.
struct Copier {
    from: [(usize, usize); 2],
    to: usize,
    scan: usize,
}

impl Copier {
    fn moves(&self, v: Value) -> bool {
        let a = v as usize;
        is_pointer(v) && ((a >= self.from[0].0 && a < self.from[0].1) || (a >= self.from[1].0 && a < self.from[1].1))
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
