//! A program of the suite and what is expected of it.
//!
//! Beside `NAME.scm` stand `NAME.out` (standard output, exactly; nothing when absent), `NAME.err` (each line is a part of standard error)
//! and `NAME.in` (standard input). Lines at the beginning of the program say the rest:
//!
//!   ;; engines: native stage0      which engines run it; all that the folder's programs run on when absent
//!   ;; arguments: a b              the arguments
//!   ;; exit: 70                    the exit code, 0 when absent
//!   ;; libraries: DIR              a library folder, beside the program

use crate::engine::Engine;
use crate::process::Finished;
use crate::root;
use std::path::{Path, PathBuf};

pub struct Program {
    pub path: PathBuf,
    pub engines: Vec<Engine>,
    pub arguments: Vec<String>,
    pub exit: i32,
    pub libraries: Vec<PathBuf>,
}

impl Program {
    /// Reads the header of a program. Errors: the file cannot be read, a header line makes no sense.
    pub fn read(path: &Path, default_engines: &[Engine]) -> Result<Program, String> {
        let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let text = String::from_utf8_lossy(&bytes);
        let mut program = Program { path: path.to_path_buf(), engines: default_engines.to_vec(), arguments: Vec::new(), exit: 0, libraries: Vec::new() };
        let number = |text: &str| text.trim().parse::<i32>().map_err(|_| format!("{}: bad number {text}", path.display()));
        for line in text.lines().take_while(|line| line.starts_with(';')) {
            let Some((key, value)) = line.strip_prefix(";; ").and_then(|line| line.split_once(": ")) else { continue };
            let words = || value.split_whitespace().map(str::to_string);
            match key {
                "engines" => {
                    program.engines =
                        words().map(|word| Engine::named(&word).ok_or_else(|| format!("{}: no engine {word}", path.display()))).collect::<Result<_, _>>()?;
                }
                "arguments" => program.arguments = words().collect(),
                "exit" => program.exit = number(value)?,
                "libraries" => program.libraries = words().map(|word| path.with_file_name(word)).collect(),
                _ => {}
            }
        }
        Ok(program)
    }

    /// The path below `tests`, without its ending: `run/queens`, `r7rs/6-library/6.4-lists`.
    pub fn name(&self) -> String {
        let path = self.path.with_extension("");
        path.strip_prefix(root().join("tests")).unwrap_or(&path).to_string_lossy().into_owned()
    }

    /// The file that is the standard input, when there is one.
    pub fn input(&self) -> Option<PathBuf> {
        Some(self.path.with_extension("in")).filter(|path| path.exists())
    }

    /// Compares what a run left with what is expected; the error says what differs.
    pub fn check(&self, finished: &Finished) -> Result<(), String> {
        let mut faults = Vec::new();
        if finished.timed_out {
            faults.push(format!("stopped after {:.0} s", finished.seconds));
        } else if finished.code != self.exit {
            faults.push(format!("exit code {}, expected {}", finished.code, self.exit));
        }
        let expected = std::fs::read(self.path.with_extension("out")).unwrap_or_default();
        if finished.out != expected && !finished.timed_out {
            faults.push(first_difference(&expected, &finished.out));
        }
        if let Ok(patterns) = std::fs::read_to_string(self.path.with_extension("err")) {
            for pattern in patterns.lines().filter(|pattern| !finished.err.contains(pattern)) {
                faults.push(format!("standard error lacks: {pattern}"));
            }
        }
        for word in ["panicked at", "RUST_BACKTRACE"] {
            if finished.err.contains(word) {
                faults.push(format!("standard error says: {word}"));
            }
        }
        if faults.is_empty() {
            return Ok(());
        }
        if !finished.err.is_empty() {
            faults.push(format!("standard error:\n{}", beginning(&finished.err, 1500)));
        }
        Err(faults.join("\n"))
    }
}

/// The first line in which two outputs differ.
fn first_difference(expected: &[u8], got: &[u8]) -> String {
    let (expected, got) = (String::from_utf8_lossy(expected), String::from_utf8_lossy(got));
    let (mut wanted, mut found) = (expected.lines(), got.lines());
    for number in 1.. {
        match (wanted.next(), found.next()) {
            (Some(a), Some(b)) if a == b => {}
            (None, None) => return "the end of the last line differs".to_string(),
            (a, b) => {
                let show = |line: Option<&str>| line.map_or("(end)".to_string(), |line| beginning(line, 300).to_string());
                return format!("output line {number}\n  expected: {}\n  got:      {}", show(a), show(b));
            }
        }
    }
    String::new()
}

fn beginning(text: &str, limit: usize) -> &str {
    text.char_indices().nth(limit).map_or(text, |(end, _)| &text[..end])
}

/// The chapters of the report: the sub-folders whose names begin with a digit, in order. Errors: the folder cannot be read.
pub fn chapters(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let numbered = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        path.is_dir() && name.starts_with(|first: char| first.is_ascii_digit())
    };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).filter(numbered).collect();
    paths.sort();
    Ok(paths)
}

/// The programs of a folder, by name. Errors: as for `Program::read`.
pub fn programs(folder: &Path, default_engines: &[Engine]) -> Result<Vec<Program>, String> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.sort();
    paths
        .iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "scm") && !path.ends_with("ladder/print.scm"))
        .map(|path| Program::read(path, default_engines))
        .collect()
}
