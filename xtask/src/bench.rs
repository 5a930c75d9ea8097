//! `cargo xtask bench`: the programs of `tests/bench`, compiled by Suo and by Chez Scheme (safe, optimize-level 2), run in turn.
//!
//! `tests/bench` holds whole programs, each folder in it small programs of one kind, one operation a file: a table for each. Each program
//! measures itself (`measure.scm`: processor time) and prints its result and its seconds, or several lines with a label before them
//! (`numbers/rows.scm`); the best of the rounds counts. `chez.ss` stands before
//! each program for Chez. A ratio above `TOO_SLOW` is marked. With `--stage0`, stage0's virtual machine is compared with Guile at -O0
//! instead, on the whole programs. A program that fails, or on which the systems disagree, is an error.

use crate::project::{Result, read_text, root, target};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What the command line asks for.
pub struct Options {
    pub rounds: u32,
    /// stage0's virtual machine against Guile at -O0.
    pub stage0: bool,
    /// A part of a program's name.
    pub only: Option<String>,
}

/// A system under measurement: its name, and how it gets a program ready; the command that comes back is then run every round.
type System = (&'static str, fn(&Path, &Path) -> Result<Command>);

/// A ratio above this is marked in the table.
const TOO_SLOW: f64 = 1.5;

/// Runs all programs, a folder at a time. Errors: a program fails or disagrees.
pub fn run(options: &Options) -> Result<()> {
    let systems: [System; 2] =
        if options.stage0 { [("stage0", prepare_stage0), ("guile -O0", prepare_guile)] } else { [("suo", prepare_suo), ("chez", prepare_chez)] };
    let bench = root().join("tests/bench");
    let mut folders = vec![bench.clone()];
    if !options.stage0 {
        folders.extend(entries(&bench)?.into_iter().filter(|path| path.is_dir()));
    }
    for folder in folders {
        let mut programs = entries(&folder)?;
        programs.retain(|path| {
            path.extension().is_some_and(|extension| extension == "scm") && !["measure.scm", "rows.scm"].iter().any(|part| path.ends_with(part))
        });
        programs.retain(|path| options.only.as_deref().is_none_or(|part| path.strip_prefix(&bench).unwrap_or(path).to_string_lossy().contains(part)));
        if !programs.is_empty() {
            compare(&programs, &systems, options.rounds)?;
        }
    }
    Ok(())
}

/// Runs the programs on both systems in turn and prints the table of seconds and ratios.
fn compare(programs: &[PathBuf], systems: &[System; 2], rounds: u32) -> Result<()> {
    let folder = target().join("bench");
    std::fs::create_dir_all(&folder)?;
    let mut ready = Vec::new();
    for program in programs {
        for (system, prepare) in systems {
            let name = program.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let mut command = prepare(program, &folder)?;
            command.current_dir(&folder);
            ready.push((name, *system, command));
        }
    }
    let mut best: BTreeMap<(String, &str), f64> = BTreeMap::new();
    let mut results: BTreeMap<String, String> = BTreeMap::new();
    for _ in 0..rounds {
        for (name, system, command) in &mut ready {
            for (label, result, seconds) in measure(command)? {
                let name = if label.is_empty() { name.clone() } else { format!("{name} {label}") };
                if results.entry(name.clone()).or_insert_with(|| result.clone()) != &result {
                    return Err(format!("{name}: {system} says {result}, before it was {}", results[&name]).into());
                }
                let entry = best.entry((name, system)).or_insert(f64::INFINITY);
                *entry = entry.min(seconds);
            }
        }
    }
    print_table(&systems.map(|(name, _)| name), &best);
    Ok(())
}

/// What stands in a folder, in order.
fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder)?.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    entries.sort();
    Ok(entries)
}

fn print_table(systems: &[&str; 2], best: &BTreeMap<(String, &str), f64>) {
    let width = best.keys().map(|(name, _)| name.len()).max().unwrap_or(0).max(19) + 1;
    println!("{:width$}{:>12}{:>12}{:>9}", "program", systems[0], systems[1], "ratio");
    let mut logarithms = Vec::new();
    for ((name, _), seconds) in best.iter().filter(|((_, system), _)| *system == systems[0]) {
        let other = best.get(&(name.clone(), systems[1])).copied().unwrap_or(f64::NAN);
        // The clock of the processor may stand still for a millisecond. Rows are times of one run of many.
        let least = if name.contains(' ') { 0.0 } else { 0.001 };
        let ratio = seconds.max(least) / other.max(least);
        logarithms.push(ratio.ln());
        println!("{name:width$}{:>12}{:>12}{ratio:>9.2}{}", readable(*seconds), readable(other), if ratio > TOO_SLOW { "  *" } else { "" });
    }
    let mean = (logarithms.iter().sum::<f64>() / logarithms.len().max(1) as f64).exp();
    let slow = logarithms.iter().filter(|logarithm| **logarithm > TOO_SLOW.ln()).count();
    println!("{:width$}{mean:>33.2}   {slow} of {} above {TOO_SLOW}\n", "geometric mean", logarithms.len());
}

/// Seconds in the unit that suits them.
fn readable(seconds: f64) -> String {
    match seconds {
        _ if seconds < 1e-6 => format!("{:.1} ns", seconds * 1e9),
        _ if seconds < 1e-3 => format!("{:.2} µs", seconds * 1e6),
        _ => format!("{seconds:.3} s"),
    }
}

/// Runs a program: lines `label result seconds`, or one whose label is empty, `result seconds`, the last one.
fn measure(command: &mut Command) -> Result<Vec<(String, String, f64)>> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output().map_err(|error| format!("{}: {error}", command.get_program().display()))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split(' ').collect()).collect();
    match rows.last().map(Vec::as_slice) {
        Some([_, _, _]) if output.status.success() => {
            rows.iter().filter(|row| row.len() == 3).map(|row| Ok((row[0].to_string(), row[1].to_string(), row[2].parse()?))).collect()
        }
        Some([result @ .., seconds]) if output.status.success() => Ok(vec![(String::new(), result.join(" "), seconds.parse()?)]),
        _ => Err(format!("{} failed: {}", crate::process::show(command), text.trim()).into()),
    }
}

fn prepare_suo(program: &Path, folder: &Path) -> Result<Command> {
    let out = folder.join(program.file_stem().unwrap_or_default()).with_extension("suo");
    crate::process::run(Command::new(target().join("suo/bin/suo")).arg("compile").arg(program).arg("-o").arg(&out))?;
    Ok(Command::new(out))
}

/// `chez.ss` stands in the place of the imports; all is compiled as one program.
fn prepare_chez(program: &Path, folder: &Path) -> Result<Command> {
    let name = program.file_stem().unwrap_or_default();
    let (source, object) = (folder.join(name).with_extension("ss"), folder.join(name).with_extension("so"));
    let body = read_text(program)?;
    let body: String = body.lines().filter(|line| !line.starts_with("(import ") && !line.starts_with("(include ")).collect::<Vec<_>>().join("\n");
    let measuring = read_text(&root().join("tests/bench/measure.scm"))?;
    let names = read_text(&root().join("tests/bench/chez.ss"))?;
    let rows = program.with_file_name("rows.scm");
    let rows = if rows.exists() { read_text(&rows)? } else { String::new() };
    std::fs::write(&source, format!("{names}{measuring}{rows}{body}\n"))?;
    let script = folder.join("compile.ss");
    std::fs::write(
        &script,
        format!(
            "(optimize-level 2) (generate-inspector-information #f) (compile-program {:?} {:?})\n",
            source.display().to_string(),
            object.display().to_string()
        ),
    )?;
    crate::process::run(Command::new("chezscheme").arg("--script").arg(&script).stdout(Stdio::null()))?;
    let mut command = Command::new("chezscheme");
    command.arg("--program").arg(object);
    Ok(command)
}

/// The program with the less that its line `;; small: EXPRESSION` asks for in the place of what is measured.
fn small(program: &Path, folder: &Path) -> Result<PathBuf> {
    let text = read_text(program)?;
    let less = text.lines().find_map(|line| line.strip_prefix(";; small: ")).ok_or("no line `;; small:`")?;
    let start = text.rfind("(measure (lambda () ").ok_or("nothing is measured")?;
    let path = folder.join("small").join(program.file_name().unwrap_or_default());
    std::fs::create_dir_all(folder.join("small"))?;
    std::fs::copy(program.with_file_name("measure.scm"), path.with_file_name("measure.scm"))?;
    std::fs::write(&path, format!("{}(measure (lambda () {less}))\n", &text[..start]))?;
    Ok(path)
}

fn prepare_stage0(program: &Path, folder: &Path) -> Result<Command> {
    let program = small(program, folder)?;
    let sources = root().join("scheme-src");
    let mut command = Command::new(target().join("release/stage0"));
    command.arg("-L").arg(&sources).arg(sources.join("programs/stage0-run.scm")).arg(program);
    Ok(command)
}

fn prepare_guile(program: &Path, folder: &Path) -> Result<Command> {
    let program = &small(program, folder)?;
    let object = folder.join(program.file_stem().unwrap_or_default()).with_extension("go");
    let compile = format!(
        "((@ (system base compile) compile-file) {:?} #:output-file {:?} #:optimization-level 0 #:canonicalization 'absolute)",
        program.display().to_string(),
        object.display().to_string()
    );
    crate::process::run(Command::new("guile").args(["--no-auto-compile", "--r7rs", "-c"]).arg(compile).stdout(Stdio::null()).stderr(Stdio::null()))?;
    let mut command = Command::new("guile");
    command.args(["--no-auto-compile", "--r7rs", "-c"]).arg(format!("(load-compiled {:?})", object.display().to_string()));
    Ok(command)
}
