//! Running the tools of the project, with the time and the peak memory that each took.

use crate::project::Result;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, ExitStatus};
use std::time::Instant;

/// What a program that ended well used.
#[derive(Clone, Copy, Debug, Default)]
pub struct Usage {
    pub seconds: f64,
    /// Largest resident size, in KiB.
    pub peak_kib: u64,
}

/// Runs the command to its end. Errors: it cannot be started, or it fails; the message names it and says how.
pub fn run(command: &mut Command) -> Result<Usage> {
    let (status, usage) = run_any(command)?;
    if status.success() {
        return Ok(usage);
    }
    let how = match (status.code(), status.signal()) {
        (Some(code), _) => format!("exit code {code}"),
        (None, signal) => format!("signal {}", signal.unwrap_or(0)),
    };
    Err(format!("{} failed: {how}", show(command)).into())
}

/// Runs the command to its end, whatever that is. Errors: it cannot be started.
pub fn run_any(command: &mut Command) -> Result<(ExitStatus, Usage)> {
    let start = Instant::now();
    let child = command.spawn().map_err(|error| format!("{}: {error}", show(command)))?;
    let (status, peak_kib) = wait_with_usage(child.id())?;
    Ok((status, Usage { seconds: start.elapsed().as_secs_f64(), peak_kib }))
}

/// The command line, as a person would type it.
pub fn show(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

/// The kernel's `struct rusage` on 64-bit Linux: two times of two words, then fourteen counters, of which the first is the peak in KiB.
#[repr(C)]
struct ResourceUsage {
    times: [i64; 4],
    peak_kib: i64,
    others: [i64; 13],
}

unsafe extern "C" {
    fn wait4(process: i32, status: *mut i32, options: i32, usage: *mut ResourceUsage) -> i32;
}

fn wait_with_usage(process: u32) -> Result<(ExitStatus, u64)> {
    let mut status = 0;
    let mut usage = ResourceUsage { times: [0; 4], peak_kib: 0, others: [0; 13] };
    loop {
        // SAFETY: both pointers are to live locals of the layout that the system call fills; the process is our own child, and nothing else waits for it.
        let waited = unsafe { wait4(i32::try_from(process)?, &raw mut status, 0, &raw mut usage) };
        if waited >= 0 {
            return Ok((ExitStatus::from_raw(status), u64::try_from(usage.peak_kib)?));
        }
        let error = std::io::Error::last_os_error();
        if error.kind() != std::io::ErrorKind::Interrupted {
            return Err(error.into());
        }
    }
}
