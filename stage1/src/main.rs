//! stage1: the kernel under every Suo program. Loader, garbage collector, stack walker, system calls, signals, and nothing
//! else: no syntax, no library, no name of Scheme.
//!
//!   stage1 [option…] IMAGE ARGUMENT…        runs an image file
//!   an executable made by Suo               this kernel and an image in one ELF file; e_flags holds the image's address
#![no_std]
#![no_main]

mod calls;
mod cards;
mod check;
mod collect;
mod heap;
mod image;
mod install;
#[allow(dead_code, reason = "the vocabulary of the table, whole")]
#[rustfmt::skip]
mod layout;
mod memory;
mod message;
mod options;
mod shape;
mod signals;
mod stack;
mod state;
mod suspend;
mod system;

use core::arch::{asm, global_asm};
use layout::*;
use message::{Piece, USAGE, refuse};
use state::{set_register, state};

global_asm!(
    ".globl _start", "_start:", "xor ebp, ebp", "mov rdi, rsp", "and rsp, -16", "call {start}",
    start = sym start
);

unsafe extern "C" {
    /// The executable's own ELF header: the linker defines it.
    static __ehdr_start: [u32; 16];
}

/// Where the image of this executable lies; 0: it has none.
fn embedded_image() -> u64 {
    // SAFETY: the header is mapped with the first segment. e_flags is the u32 at byte 48.
    u64::from(unsafe { (&raw const __ehdr_start).cast::<u32>().add(12).read_volatile() })
}

extern "C" fn start(process: u64) -> ! {
    let state = state();
    let count = memory::load(process);
    let arguments = process + 8;
    let environment = arguments + 8 * (count + 1);
    options::read_environment(&mut state.options, environment);
    let embedded = embedded_image();
    let options = if embedded == 0 { options::read_command_line(&mut state.options, count, arguments) } else { 0 };
    // The image takes the place of the program's name among the arguments.
    let before = if embedded == 0 { options + 1 } else { 0 };
    if before >= count.max(1) {
        refuse(USAGE, &[Piece::Text(b"usage: stage1 [--heap-limit=MiB] [--collect-every=N] [--heap-check] IMAGE ARGUMENT...")]);
    }
    if embedded == 0 {
        image::load_file(state, memory::load(arguments + 8 * before));
    } else {
        image::take_embedded(state, embedded);
    }
    heap::set_up(state);
    signals::set_up(state.stack.region);
    let mut auxiliary = environment;
    while memory::load(auxiliary) != 0 {
        auxiliary += 8;
    }
    for (index, word) in [count - before, arguments + 8 * before, environment, auxiliary + 8].into_iter().enumerate() {
        set_register(REGISTER_PROCESS + index as u64, word);
    }
    set_register(REGISTER_KERNEL_ENTRY, calls::dispatch as *const () as u64);
    if state.resumed.file < 0 {
        enter(state.image.entry, 0)
    }
    // The entry of a suspended image is `underflow`, which also belongs at the base of the stack; the call of suspend returns 1.
    memory::store(state.stack.first_base, state.image.entry);
    set_register(REGISTER_KERNEL_ARGUMENTS, 1);
    enter(state.image.entry, 1 << TAG_BITS)
}

/// Leaves the kernel's stack for Scheme's; `result` is what Scheme finds in RAX.
fn enter(entry: u64, result: u64) -> ! {
    let registers = state::register_address(0);
    // SAFETY: the register file is complete, and the image's entry follows the contract: it never comes back.
    unsafe {
        asm!(
            "mov rbp, rdi", "and rsp, -16", "mov [rbp + {kernel_stack}], rsp",
            "mov rsp, [rbp + {base}]", "add rsp, 8", "mov r15, [rbp + {allocation}]", "mov rax, rdx", "jmp rsi",
            in("rdi") registers, in("rsi") entry, in("rdx") result,
            kernel_stack = const WORD_BYTES * REGISTER_KERNEL_STACK, base = const WORD_BYTES * REGISTER_STACK_BASE,
            allocation = const WORD_BYTES * REGISTER_SCHEME_ALLOCATION, options(noreturn)
        )
    }
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    message::fatal("the kernel found itself in an impossible state")
}

/// The precompiled core library names it; with aborting panics nobody calls it.
#[unsafe(no_mangle)]
extern "C" fn rust_eh_personality() {}
