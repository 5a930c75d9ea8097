//! Linux system calls, by the numbers of x86-64. A result from -4095 to -1 is a negative error number.

use core::arch::asm;

/// At the address given, in place of what is there.
pub const FIXED: u64 = 0x10;
/// Permission bits of `map` and `protect`.
pub const READ: u64 = 1;
/// See `READ`.
pub const WRITE: u64 = 2;
/// See `READ`.
pub const EXECUTE: u64 = 4;
/// A private mapping.
pub const PRIVATE: u64 = 2;
/// Memory without a file.
pub const ANONYMOUS: u64 = 0x20;
/// Address space whose memory is not counted before it is used.
pub const NO_RESERVE: u64 = 0x4000;
/// At the address given, failing when something is there.
pub const FIXED_NO_REPLACE: u64 = 0x10_0000;

/// One system call with up to six arguments.
pub fn call(number: u64, arguments: [u64; 6]) -> i64 {
    let result: i64;
    // SAFETY: the kernel checks its arguments; memory that it changes belongs to the caller, as each wrapper below says.
    unsafe {
        asm!("syscall", inlateout("rax") number as i64 => result, in("rdi") arguments[0], in("rsi") arguments[1], in("rdx") arguments[2],
             in("r10") arguments[3], in("r8") arguments[4], in("r9") arguments[5], lateout("rcx") _, lateout("r11") _, options(nostack));
    }
    result
}

/// Is the result of a system call an error?
pub fn failed(result: i64) -> bool {
    (-4095..0).contains(&result)
}

/// Maps memory; `file` is a descriptor or -1.
pub fn map(address: u64, bytes: u64, permission: u64, flags: u64, file: i64, offset: u64) -> i64 {
    call(9, [address, bytes, permission, flags, file as u64, offset])
}

/// Anonymous memory anywhere, not counted before it is used; `None` when there is no room.
pub fn reserve(bytes: u64) -> Option<u64> {
    let place = map(0, bytes, READ | WRITE, PRIVATE | ANONYMOUS | NO_RESERVE, -1, 0);
    (!failed(place)).then_some(place as u64)
}

/// The same at a wished address, or `None` when something is there.
pub fn reserve_at(address: u64, bytes: u64) -> Option<u64> {
    let place = map(address, bytes, READ | WRITE, PRIVATE | ANONYMOUS | NO_RESERVE | FIXED_NO_REPLACE, -1, 0);
    (place == address as i64).then_some(address)
}

/// Changes the permission of pages.
pub fn protect(address: u64, bytes: u64, permission: u64) -> bool {
    call(10, [address, bytes, permission, 0, 0, 0]) == 0
}

/// Gives memory back to the system: the pages read as zero afterwards.
pub fn forget(address: u64, bytes: u64) {
    call(28, [address, bytes, 4, 0, 0, 0]);
}

/// Asks for large pages: far fewer faults when much memory is touched for the first time.
pub fn prefer_large_pages(address: u64, bytes: u64) {
    call(28, [address, bytes, 14, 0, 0, 0]);
}

/// Unmaps memory.
pub fn unmap(address: u64, bytes: u64) {
    call(11, [address, bytes, 0, 0, 0, 0]);
}

/// Opens a file for reading; `path` is zero-terminated.
pub fn open_to_read(path: u64) -> i64 {
    call(2, [path, 0x8_0000, 0, 0, 0, 0])
}

/// Closes a file.
pub fn close(file: i64) {
    call(3, [file as u64, 0, 0, 0, 0, 0]);
}

/// Mode and size of an open file.
pub fn mode_and_size(file: i64) -> Option<(u32, u64)> {
    let mut status = [0u64; 18];
    let result = call(5, [file as u64, status.as_mut_ptr() as u64, 0, 0, 0, 0]);
    // struct stat: st_mode is the u32 at byte 24, st_size the word at byte 48.
    (result == 0).then_some((status[3] as u32, status[6]))
}

/// Creates or empties a file for writing; `path` is zero-terminated.
pub fn open_to_write(path: u64) -> i64 {
    call(2, [path, 0x8_0241, 0o644, 0, 0, 0])
}

/// Writes all bytes; 0, or an error number.
pub fn write_all(file: i64, address: u64, bytes: u64) -> u64 {
    let (mut address, mut left) = (address, bytes);
    while left > 0 {
        let written = call(1, [file as u64, address, left.min(1 << 30), 0, 0, 0]);
        if written == -4 {
            continue;
        }
        if written <= 0 {
            return written.unsigned_abs().max(5);
        }
        address += written as u64;
        left -= written as u64;
    }
    0
}

/// Renames a file; both paths are zero-terminated. 0, or an error number.
pub fn rename(from: u64, to: u64) -> u64 {
    call(82, [from, to, 0, 0, 0, 0]).unsigned_abs()
}

/// Removes a file.
pub fn remove(path: u64) {
    call(87, [path, 0, 0, 0, 0, 0]);
}

/// A copy of the process: 0 in the copy, its number in the original.
pub fn fork() -> i64 {
    call(57, [0; 6])
}

/// Waits for the end of a copy; its exit code, or `None` when it was killed.
pub fn wait_for(process: i64) -> Option<u64> {
    let mut status = 0u32;
    while call(61, [process as u64, &raw mut status as u64, 0, 0, 0, 0]) == -4 {}
    (status & 0x7f == 0).then_some(u64::from(status >> 8 & 255))
}

/// Writes all bytes to standard error, as far as that is possible.
pub fn complain(bytes: &[u8]) {
    let (mut address, mut left) = (bytes.as_ptr() as u64, bytes.len() as u64);
    while left > 0 {
        let written = call(1, [2, address, left, 0, 0, 0]);
        if written <= 0 {
            return;
        }
        address += written as u64;
        left -= written as u64;
    }
}

/// Ends the process.
pub fn exit(code: u64) -> ! {
    loop {
        call(231, [code & 255, 0, 0, 0, 0, 0]);
    }
}

/// Bytes of physical memory.
pub fn physical_memory() -> u64 {
    let mut information = [0u64; 14];
    call(99, [information.as_mut_ptr() as u64, 0, 0, 0, 0, 0]);
    // struct sysinfo: totalram is word 4, mem_unit the u32 at byte 104.
    information[4] * (information[13] & 0xffff_ffff)
}
