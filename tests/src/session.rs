//! Sessions: what a person types at a shell and what comes back, as files under `tests/suo`.
//!
//! ```text
//!   # a remark
//!   @ NAME              the `|` lines that follow are the contents of a file of that name
//!   | text
//!   $ command           run by `sh` in a scratch folder of the session, with `suo` on the path
//!   < text              a line of its standard input
//!   > text              a line of its standard output; all of them, in order
//!   ! text              a part of its standard error; all of them, in order
//!   = 65                its exit code, 0 when absent
//! ```
//!
//! Every session is one trial; its commands share the folder.

use crate::process::{self, Finished};
use crate::{root, scratch, suo};
use libtest_mimic::{Failed, Trial};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// One command with what it gets and what is expected of it.
#[derive(Default)]
struct Step {
    line: usize,
    command: String,
    input: String,
    out: String,
    err: Vec<String>,
    code: i32,
}

enum Part {
    File(String, String),
    Step(Step),
}

/// A trial for each session. Errors: a file cannot be read or makes no sense.
pub fn trials() -> Result<Vec<Trial>, String> {
    let folder = root().join("tests/suo");
    let entries = std::fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut paths: Vec<_> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.sort();
    let mut trials = Vec::new();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|extension| extension == "session")) {
        let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let parts = parse(&text).map_err(|error| format!("{}: {error}", path.display()))?;
        let name = format!("suo/{}", path.file_stem().unwrap_or_default().to_string_lossy());
        let scratch_name = name.replace('/', "-");
        trials.push(Trial::test(name, move || play(&parts, &scratch(&scratch_name)).map_err(Failed::from)));
    }
    Ok(trials)
}

fn parse(text: &str) -> Result<Vec<Part>, String> {
    let mut parts = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let (mark, rest) = line.split_at(line.len().min(1));
        let rest = rest.strip_prefix(' ').unwrap_or(rest);
        let with_newline = || format!("{rest}\n");
        match (mark, parts.last_mut()) {
            ("" | "#", _) => {}
            ("@", _) => parts.push(Part::File(rest.to_string(), String::new())),
            ("$", _) => parts.push(Part::Step(Step { line: index + 1, command: rest.to_string(), ..Step::default() })),
            ("|", Some(Part::File(_, contents))) => contents.push_str(&with_newline()),
            ("<", Some(Part::Step(step))) => step.input.push_str(&with_newline()),
            (">", Some(Part::Step(step))) => step.out.push_str(&with_newline()),
            ("!", Some(Part::Step(step))) => step.err.push(rest.to_string()),
            ("=", Some(Part::Step(step))) => step.code = rest.parse().map_err(|_| format!("line {}: bad exit code", index + 1))?,
            _ => return Err(format!("line {}: this makes no sense here: {line}", index + 1)),
        }
    }
    Ok(parts)
}

/// Writes a file and makes its folder.
fn write(path: &Path, contents: &str) -> std::io::Result<()> {
    path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
    std::fs::write(path, contents)
}

fn play(parts: &[Part], folder: &Path) -> Result<(), String> {
    for part in parts {
        match part {
            Part::File(name, contents) => write(&folder.join(name), contents).map_err(|error| format!("{name}: {error}"))?,
            Part::Step(step) => check(step, &run(step, folder)?)?,
        }
    }
    Ok(())
}

fn run(step: &Step, folder: &Path) -> Result<Finished, String> {
    let input = folder.join(".input");
    std::fs::write(&input, &step.input).map_err(|error| error.to_string())?;
    let suo_folder = suo().parent().map(Path::to_path_buf).unwrap_or_default();
    let path = format!("{}:{}", suo_folder.display(), std::env::var("PATH").unwrap_or_default());
    let mut command = Command::new("sh");
    command.arg("-c").arg(&step.command).env("PATH", path);
    process::run(&mut command, folder, Some(&input), Duration::from_secs(60))
}

fn check(step: &Step, finished: &Finished) -> Result<(), String> {
    let out = String::from_utf8_lossy(&finished.out);
    let mut faults = Vec::new();
    if finished.timed_out {
        faults.push("it did not end".to_string());
    } else if finished.code != step.code {
        faults.push(format!("exit code {}, expected {}", finished.code, step.code));
    }
    if out != step.out {
        faults.push(format!("standard output:\n{out}expected:\n{}", step.out));
    }
    let mut rest = finished.err.as_str();
    for part in &step.err {
        match rest.find(part.as_str()) {
            Some(place) => rest = &rest[place + part.len()..],
            None => faults.push(format!("standard error lacks: {part}")),
        }
    }
    if step.err.is_empty() && !finished.err.is_empty() && step.code == 0 {
        faults.push("standard error should be empty".to_string());
    }
    if faults.is_empty() {
        return Ok(());
    }
    Err(format!("line {}: $ {}\n{}\nstandard error:\n{}", step.line, step.command, faults.join("\n"), finished.err))
}
