//! Kernel calls: Scheme's stub arrives here with the number and the arguments in the register file.

use crate::layout::*;
use crate::memory::{bytes_at, zero_terminated};
use crate::message::{FATAL, Piece, refuse};
use crate::state::{register, set_register, state};
use crate::{check, heap, install, signals, suspend, system};

/// Linux's number for a call that does not exist.
const NO_SUCH_CALL: u64 = -38i64 as u64;

/// The dispatcher: C calling convention, called on the kernel's stack.
pub extern "C" fn dispatch(_registers: u64) {
    let state = state();
    heap::close_window(state);
    let argument = register(REGISTER_KERNEL_ARGUMENTS);
    let result = match register(REGISTER_KERNEL_OPERATION) {
        CALL_COLLECT => u64::from(!heap::make_room(state, argument)),
        CALL_EXIT => system::exit(argument),
        CALL_SUSPEND => suspend::suspend(state, argument),
        CALL_INSTALL_CODE => install::install(state, argument),
        CALL_HEAP_CHECK => check::check(state, check::Scope::Whole),
        CALL_COLLECT_EVERY => heap::collect_every(state, argument),
        CALL_FATAL => {
            let length = register(REGISTER_KERNEL_ARGUMENTS + 1);
            let text = if length == 0 { zero_terminated(argument) } else { bytes_at(argument, length) };
            refuse(FATAL, &[Piece::Text(text)])
        }
        CALL_SIGNAL_SETUP => {
            signals::interrupts_to_scheme(argument == 1);
            0
        }
        CALL_STACK_CHECK => heap::stack_check(state),
        _ => NO_SUCH_CALL,
    };
    set_register(REGISTER_KERNEL_ARGUMENTS, result);
}
