//! stage1: loader, garbage collector, stack walker, system calls, signals; and nothing else.
#![no_std]
#![no_main]

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}
