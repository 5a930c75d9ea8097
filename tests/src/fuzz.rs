//! Random programs and random data.
//!
//! A *generator* (`tests/fuzz/generate.scm`, `tests/fuzz/random-program.scm`) writes programs whose meaning the report fixes, so all engines must
//! print the same: stage0, native, with each optional pass left out, under collections, and Guile where it is installed. A *fuzzer of data* checks
//! what it makes itself (`tests/fuzz/trial.sld`).
//!
//! More than the suite runs: `suo tests/fuzz/generate.scm SEED COUNT >FILE.scm` or `suo tests/fuzz/random-program.scm SEED >FILE.scm`, then FILE.scm
//! as one likes; `suo tests/fuzz/datum-text.scm SEED COUNT`, and so the other fuzzers of data;
//! `stage0 -L scheme-src -L tests/fuzz tests/fuzz/source-text.scm SEED COUNT [FILE ...]`.

use crate::engine::{stage0, stage0_alone};
use crate::{process, root, scratch, suo};
use libtest_mimic::{Failed, Trial};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(60);
const SEEDS: u64 = 6;
/// Generators with what they are told after the seed.
const GENERATORS: [(&str, &[&str]); 2] = [("generate", &["30"]), ("random-program", &[])];
const OPTIONAL_PASSES: [&str; 4] = ["inline-procedures", "unswitch-loops", "contify", "recover-types"];
/// Fuzzers of data with the number of cases in native code, and as an executable that collects all the time.
const DATA_FUZZERS: [(&str, u64, u64); 3] = [("number-text", 5000, 500), ("datum-text", 5000, 200), ("utf-8", 5000, 500)];

/// Fuzzers of source text with the number of cases and the programs that are edited.
const SOURCE_FUZZERS: [(&str, u64, &[&str]); 2] = [
    ("soup of tokens", 1000, &[]),
    ("edited programs", 250, &["expander/hygiene", "expander/forms", "expander/syntax-case", "r7rs/4-expressions/4.3.2-pattern-language", "run/json"]),
];

/// All trials of this file.
pub fn trials() -> Vec<Trial> {
    let programs = GENERATORS.iter().flat_map(|&(generator, arguments)| {
        (1..=SEEDS).map(move |seed| Trial::test(format!("fuzz/{generator} {seed}"), move || compare(generator, arguments, seed).map_err(Failed::from)))
    });
    let data = DATA_FUZZERS
        .iter()
        .map(|&(fuzzer, native, collecting)| Trial::test(format!("fuzz/{fuzzer}"), move || check_data(fuzzer, native, collecting).map_err(Failed::from)));
    let texts =
        SOURCE_FUZZERS.iter().map(|&(name, count, files)| Trial::test(format!("fuzz/{name}"), move || check_source_texts(count, files).map_err(Failed::from)));
    programs.chain(data).chain(texts).collect()
}

fn source(name: &str) -> PathBuf {
    root().join("tests/fuzz").join(name).with_extension("scm")
}

fn compile(program: &Path, executable: &Path, folder: &Path) -> Result<(), String> {
    output(Command::new(suo()).arg("compile").arg(program).arg("-o").arg(executable), folder).map(|_| ())
}

fn collecting(executable: &Path) -> Command {
    let mut command = Command::new(executable);
    command.env("SUO_COLLECT_EVERY", "7").env("SUO_HEAP_CHECK", "1");
    command
}

fn check_data(fuzzer: &str, native: u64, collected: u64) -> Result<(), String> {
    let folder = scratch(&format!("fuzz-{fuzzer}"));
    let executable = folder.join(fuzzer);
    output(Command::new(suo()).arg(source(fuzzer)).args(["1".to_string(), native.to_string()]), &folder)?;
    compile(&source(fuzzer), &executable, &folder)?;
    output(collecting(&executable).args(["2".to_string(), collected.to_string()]), &folder).map(|_| ())
}

fn check_source_texts(count: u64, files: &[&str]) -> Result<(), String> {
    let mut command = stage0_alone();
    command.arg("-L").arg(root().join("scheme-src")).arg("-L").arg(root().join("tests/fuzz"));
    command.arg(source("source-text")).args(["1".to_string(), count.to_string()]);
    command.args(files.iter().map(|file| root().join("tests").join(format!("{file}.scm"))));
    output(&mut command, &scratch("fuzz-source-text")).map(|_| ())
}

/// What a command prints, whatever it says on standard error.
fn output(command: &mut Command, folder: &Path) -> Result<Vec<u8>, String> {
    let finished = process::run(command, folder, None, LIMIT)?;
    if finished.code == 0 && !finished.timed_out {
        Ok(finished.out)
    } else {
        Err(format!("exit code {}: {}{}", finished.code, String::from_utf8_lossy(&finished.out), finished.err))
    }
}

fn compare(generator: &str, arguments: &[&str], seed: u64) -> Result<(), String> {
    let folder = scratch(&format!("fuzz-{generator}-{seed}"));
    let mut generate = Command::new(suo());
    generate.arg(source(generator)).arg(seed.to_string()).args(arguments);
    let program = folder.join("program.scm");
    std::fs::write(&program, output(&mut generate, &folder)?).map_err(|error| error.to_string())?;
    let expected = output(stage0().arg(&program), &folder).map_err(|error| format!("stage0: {error}"))?;
    let executable = folder.join("program");
    compile(&program, &executable, &folder)?;
    let mut runs = vec![
        ("native".to_string(), Command::new(suo())),
        ("executable".to_string(), Command::new(&executable)),
        ("executable with collections".to_string(), collecting(&executable)),
    ];
    runs[0].1.arg(&program);
    for pass in OPTIONAL_PASSES {
        let mut command = Command::new(suo());
        command.arg(format!("--disable={pass}")).arg("--verify").arg(&program);
        runs.push((format!("native without {pass}"), command));
    }
    if Command::new("guile").arg("--version").output().is_ok() {
        let mut command = Command::new("guile");
        command.args(["--no-auto-compile", "--r7rs"]).arg(&program);
        runs.push(("guile".to_string(), command));
    }
    for (name, mut command) in runs {
        let found = output(&mut command, &folder).map_err(|error| format!("{name}: {error}"))?;
        if found != expected {
            return Err(format!("stage0 and {name} differ: {}", program.display()));
        }
    }
    Ok(())
}
