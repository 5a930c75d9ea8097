//! Runs each program of `tests/stage0` on the machine itself and compares with what stands beside it.
//!
//! `NAME.out` is standard output, exactly; each line of `NAME.err` is a part of standard error; the exit code is that of the table
//! below, 0 when it names none. Most run again with collections at every
//! 101st and every third allocation.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Programs that end otherwise than well, and how.
const CODES: [(&str, i32); 15] = [
    ("wrong-type", 70),
    ("wrong-arity", 70),
    ("wrong-values", 70),
    ("undefined-variable", 70),
    ("unassigned", 70),
    ("not-a-procedure", 70),
    ("raised-error", 70),
    ("raised-object", 70),
    ("endless-recursion", 70),
    ("endless-list", 70),
    ("unbalanced", 65),
    ("garbage", 65),
    ("malformed-if", 65),
    ("unknown-library", 66),
    ("files", 7),
];

/// Programs that make too much to be collected so often.
const LONG: [&str; 4] = ["control", "rest-arguments", "endless-recursion", "endless-list"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/stage0")
}

/// A file that the program may write.
fn scratch(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("stage0-{name}-{}", std::process::id()))
}

fn run(name: &str, options: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_stage0"))
        .current_dir(folder())
        .args(["--heap-limit", "300", "-L", "libraries"])
        .args(options)
        .arg(format!("{name}.scm"))
        .arg(scratch(name))
        .output()
        .expect("stage0 starts")
}

fn check(name: &str, options: &[&str]) {
    let output = run(name, options);
    let out = String::from_utf8_lossy(&output.stdout).replace(&*scratch(name).to_string_lossy(), "SCRATCH");
    let err = String::from_utf8_lossy(&output.stderr);
    let expected = |extension: &str| std::fs::read_to_string(folder().join(format!("{name}.{extension}"))).unwrap_or_default();
    assert_eq!(out, expected("out"), "{name} {options:?}: output\n{err}");
    for line in expected("err").lines() {
        assert!(err.contains(line), "{name} {options:?}: no `{line}` in\n{err}");
    }
    let code = CODES.iter().find(|(n, _)| *n == name).map_or(0, |(_, code)| *code);
    assert_eq!(output.status.code(), Some(code), "{name} {options:?}: exit code\n{err}");
}

#[test]
fn programs_do_what_stands_beside_them() {
    let mut names: Vec<String> = std::fs::read_dir(folder())
        .expect("tests/stage0")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "scm"))
        .filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned()))
        .collect();
    names.sort();
    assert!(names.len() > 10);
    for name in &names {
        check(name, &[]);
        if LONG.contains(&name.as_str()) {
            continue;
        }
        for options in [["--collect-every", "101"], ["--collect-every", "3"]] {
            check(name, &options);
        }
    }
}

#[test]
fn a_missing_file_and_bad_options_are_told() {
    let output = run("missing", &[]);
    assert_eq!(output.status.code(), Some(66));
    assert!(String::from_utf8_lossy(&output.stderr).contains("missing.scm: no such file"));
    assert_eq!(run("files", &["--no-such-option"]).status.code(), Some(64));
    assert_eq!(run("files", &["--heap-limit", "little"]).status.code(), Some(64));
}

#[test]
fn bytecode_can_be_shown() {
    let output = run("wrong-type", &["--disassemble"]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(text.contains("f: ") && text.contains("car a="), "{text}");
}

/// Output that cannot be written has the exit code that `suo` has for it.
#[test]
fn a_full_device_is_told() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("the system has /dev/full");
    let program = folder().join("numbers.scm");
    let output = Command::new(env!("CARGO_BIN_EXE_stage0")).arg(program).stdout(full).output().expect("stage0 starts");
    assert_eq!(output.status.code(), Some(73), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(!output.stderr.is_empty(), "nothing was said of it");
}
