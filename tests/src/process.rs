//! Running a program to its end with a time-out, input, and everything that it wrote.

use std::fs::File;
use std::io::Read;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What a finished program left behind.
pub struct Finished {
    /// Exit code; 128 + signal for a program that died of a signal, as shells say it.
    pub code: i32,
    pub out: Vec<u8>,
    pub err: String,
    pub timed_out: bool,
    pub seconds: f64,
}

/// Runs `command` in `folder`, with `input` as its standard input (nothing when `None`). The program and what it started are killed at the
/// time-out. Errors: the program cannot be started.
pub fn run(command: &mut Command, folder: &Path, input: Option<&Path>, limit: Duration) -> Result<Finished, String> {
    let stdin = match input {
        Some(path) => Stdio::from(File::open(path).map_err(|error| format!("{}: {error}", path.display()))?),
        None => Stdio::null(),
    };
    let start = Instant::now();
    command.current_dir(folder).stdin(stdin).stdout(Stdio::piped()).stderr(Stdio::piped()).process_group(0);
    let mut child = command.spawn().map_err(|error| format!("{}: {error}", command.get_program().display()))?;
    let out = collect(child.stdout.take());
    let err = collect(child.stderr.take());
    let mut pause = Duration::from_millis(1);
    let mut timed_out = false;
    let status = loop {
        if let Some(status) = child.try_wait().map_err(|error| error.to_string())? {
            break status;
        }
        if start.elapsed() > limit && !timed_out {
            timed_out = true;
            kill_group(child.id());
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    };
    Ok(Finished {
        code: status.code().unwrap_or_else(|| 128 + status.signal().unwrap_or(0)),
        out: out.join().unwrap_or_default(),
        err: String::from_utf8_lossy(&err.join().unwrap_or_default()).into_owned(),
        timed_out,
        seconds: start.elapsed().as_secs_f64(),
    })
}

/// Reads a pipe to its end on a thread of its own, at most 64 MiB of it.
fn collect(pipe: Option<impl Read + Send + 'static>) -> std::thread::JoinHandle<Vec<u8>> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(pipe) = pipe {
            let _ = pipe.take(64 << 20).read_to_end(&mut bytes);
        }
        bytes
    })
}

/// Sends a signal by the `kill` command: to a process, or to the group of a negative number.
pub fn signal(target: i64, name: &str) {
    let _ = Command::new("kill").args([&format!("-{name}"), "--", &target.to_string()]).stderr(Stdio::null()).status();
}

fn kill_group(process: u32) {
    signal(-i64::from(process), "KILL");
}
