//! Signals: interrupts for Scheme, and faults that nothing can mend.
//!
//! All handlers run on a stack of their own, because Scheme keeps live slots below RSP.

use crate::layout::*;
use crate::memory::load;
use crate::message::{FATAL, Piece, fatal, refuse};
use crate::state::{Range, register_address, set_register};
use crate::system;
use core::arch::global_asm;
use core::cell::UnsafeCell;
use core::sync::atomic::{AtomicU64, Ordering::Relaxed};

const INTERRUPT: u64 = 2;
const ILLEGAL: u64 = 4;
const BUS: u64 = 7;
const ARITHMETIC: u64 = 8;
const FAULT: u64 = 11;
const PIPE: u64 = 13;
const ALARM: u64 = 14;
const TERMINATE: u64 = 15;

const WITH_INFORMATION: u64 = 4;
const RESTORER: u64 = 0x0400_0000;
const ON_OWN_STACK: u64 = 0x0800_0000;

const OWN_STACK_BYTES: usize = 32 << 10;

#[repr(align(16))]
struct OwnStack(UnsafeCell<[u8; OWN_STACK_BYTES]>);

// SAFETY: only the handlers use it, one at a time.
unsafe impl Sync for OwnStack {}

static OWN_STACK: OwnStack = OwnStack(UnsafeCell::new([0; OWN_STACK_BYTES]));
static STACK_LOW: AtomicU64 = AtomicU64::new(0);
static STACK_HIGH: AtomicU64 = AtomicU64::new(0);

global_asm!(".globl suo_signal_return", "suo_signal_return:", "mov eax, 15", "syscall");

unsafe extern "C" {
    fn suo_signal_return();
}

/// The kernel's `struct sigaction`.
#[repr(C)]
struct Action {
    handler: u64,
    flags: u64,
    restorer: u64,
    mask: u64,
}

/// Takes the faults and ignores closed pipes; `stack` is the region with its guard.
pub fn set_up(stack: Range) {
    STACK_LOW.store(stack.low - IMAGE_PAGE_BYTES, Relaxed);
    STACK_HIGH.store(stack.low, Relaxed);
    // struct stack_t: address, flags, size.
    let own = [OWN_STACK.0.get() as u64, 0, OWN_STACK_BYTES as u64];
    system::call(131, [own.as_ptr() as u64, 0, 0, 0, 0, 0]);
    for signal in [FAULT, BUS, ILLEGAL, ARITHMETIC] {
        handle(signal, on_fault as *const () as u64);
    }
    handle(PIPE, 1);
}

/// The kernel call: interrupts come to Scheme, or do what they do by default.
pub fn interrupts_to_scheme(yes: bool) {
    for signal in [INTERRUPT, ALARM, TERMINATE] {
        handle(signal, if yes { on_interrupt as *const () as u64 } else { 0 });
    }
}

fn handle(signal: u64, handler: u64) {
    let restorer = suo_signal_return as *const () as u64;
    let action = Action { handler, flags: WITH_INFORMATION | RESTORER | ON_OWN_STACK, restorer, mask: u64::MAX };
    system::call(13, [signal, &raw const action as u64, 0, 8, 0, 0]);
}

/// Makes the next check of the stack limit fail.
extern "C" fn on_interrupt(signal: u64, _information: u64, _context: u64) {
    set_register(REGISTER_INTERRUPT, signal);
    set_register(REGISTER_STACK_LIMIT, u64::MAX);
}

extern "C" fn on_fault(signal: u64, information: u64, context: u64) {
    // siginfo_t: the address is the third word. ucontext_t: RIP is register 16 from byte 40.
    let address = load(information + 16);
    if signal == FAULT && address >= STACK_LOW.load(Relaxed) && address < STACK_HIGH.load(Relaxed) {
        fatal("the stack ran into its guard");
    }
    let what: &[u8] = match signal {
        ILLEGAL => b"illegal instruction, address ",
        ARITHMETIC => b"arithmetic fault, address ",
        _ => b"memory fault, address ",
    };
    let (instruction, registers) = (load(context + 40 + 8 * 16), register_address(0));
    let pointer = load(context + 40 + 8 * 15);
    refuse(
        FATAL,
        &[
            Piece::Text(what),
            Piece::Address(address),
            Piece::Text(b", at instruction "),
            Piece::Address(instruction),
            Piece::Text(b", stack "),
            Piece::Address(pointer),
            Piece::Text(b", register file "),
            Piece::Address(registers),
        ],
    )
}
