//! What a user meets at the terminal: options, expressions, the dialogue, interrupts, full memory, closed pipes, small executables.

use crate::process::{self, Finished};
use crate::{root, scratch, suo};
use libtest_mimic::{Failed, Trial};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

type Outcome = Result<(), String>;

/// A trial's name and what it does.
type Row = (&'static str, fn() -> Outcome);

/// All trials of this file.
pub fn trials() -> Vec<Trial> {
    let rows: [Row; 20] = [
        ("user/every standard library", standard_libraries),
        ("user/a missing file", missing_file),
        ("user/a directory", directory),
        ("user/wrong usage", wrong_usage),
        ("user/an expression", expression),
        ("user/an expression that fails", failing_expression),
        ("user/version", version),
        ("user/help", help),
        ("user/expand", expand),
        ("user/disassemble", disassemble),
        ("user/dump", dump),
        ("user/dialogue", dialogue),
        ("user/a wide character at once", wide_character_at_once),
        ("user/interrupt", interrupt),
        ("user/closed pipe", closed_pipe),
        ("user/full heap", full_heap),
        ("user/endless recursion", endless_recursion),
        ("user/hello is small and quick", hello),
        ("user/an executable alone", alone),
        ("user/the same bytes everywhere", same_bytes),
    ];
    rows.into_iter().map(|(name, run)| Trial::test(name, move || run().map_err(Failed::from))).collect()
}

/// Runs `suo` with these arguments in a folder.
fn run_in(folder: &Path, arguments: &[&str], environment: &[(&str, &str)], input: Option<&Path>) -> Result<Finished, String> {
    let mut command = Command::new(suo());
    command.args(arguments).envs(environment.iter().copied());
    process::run(&mut command, folder, input, Duration::from_secs(60))
}

fn run(arguments: &[&str]) -> Result<Finished, String> {
    run_in(&root(), arguments, &[], None)
}

/// The exit code is one of these, and each part is said on standard error; nothing looks like a crash.
fn fails(finished: &Finished, codes: &[i32], parts: &[&str]) -> Outcome {
    let missing = parts.iter().find(|part| !finished.err.contains(**part));
    match missing {
        None if codes.contains(&finished.code) && !finished.err.is_empty() => Ok(()),
        _ => Err(format!("exit code {}, expected {codes:?} and {parts:?}\nstandard error:\n{}", finished.code, finished.err)),
    }
}

/// It ended well, and each part is in the output.
fn says(finished: &Finished, parts: &[&str]) -> Outcome {
    let out = String::from_utf8_lossy(&finished.out);
    let missing = parts.iter().find(|part| !out.contains(**part));
    match missing {
        None if finished.code == 0 => Ok(()),
        _ => Err(format!("exit code {}; expected {parts:?} in the output:\n{out}\nstandard error:\n{}", finished.code, finished.err)),
    }
}

/// A program in a scratch folder: the folder and the path.
fn program(name: &str, text: &str) -> Result<(PathBuf, PathBuf), String> {
    let folder = scratch(name);
    let path = folder.join("program.scm");
    std::fs::write(&path, text).map_err(|error| error.to_string())?;
    Ok((folder, path))
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap_or_default()
}

/// A program answers to a character of several bytes as soon as the other end of its pipe has sent it.
fn wide_character_at_once() -> Outcome {
    let failed = |error: std::io::Error| error.to_string();
    let mut child = Command::new(suo())
        .args(["-e", "(write-char (read-char))", "-e", "(flush-output-port)", "-e", "(read-char)"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    let mut input = child.stdin.take().ok_or("no standard input")?;
    let mut out = child.stdout.take().ok_or("no standard output")?;
    input.write_all("λ".as_bytes()).map_err(failed)?;
    let (sender, receiver) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let mut answer = [0; 2];
        let _ = sender.send(out.read_exact(&mut answer).map(|()| answer));
    });
    let answer = receiver.recv_timeout(Duration::from_secs(20));
    drop(input);
    child.wait().map_err(failed)?;
    match answer {
        Ok(Ok(bytes)) if bytes == "λ".as_bytes() => Ok(()),
        _ => Err("no answer while the pipe was open".to_string()),
    }
}

/// Each file of the folder of libraries can be imported where no file is in sight.
fn standard_libraries() -> Outcome {
    let folder = root().join("scheme-src/lib");
    let mut expressions = Vec::new();
    for entry in walkdir::WalkDir::new(&folder).into_iter().filter_map(Result::ok) {
        if entry.path().extension().is_some_and(|extension| extension == "sld") {
            let name = entry.path().strip_prefix(&folder).map_err(|error| error.to_string())?.with_extension("");
            expressions.push(format!("(import ({}))", text(&name).replace('/', " ")));
        }
    }
    let arguments: Vec<&str> = expressions.iter().flat_map(|expression| ["-e", expression.as_str()]).collect();
    says(&run_in(&scratch("standard-libraries"), &arguments, &[], None)?, &[])
}

fn missing_file() -> Outcome {
    fails(&run(&["no-such-file.scm"])?, &[66], &["no-such-file.scm"])?;
    fails(&run(&["compile", "no-such-file.scm", "-o", "out"])?, &[66], &["no-such-file.scm"])
}

fn directory() -> Outcome {
    fails(&run(&["tests"])?, &[65, 66], &["tests"])
}

fn wrong_usage() -> Outcome {
    fails(&run(&["--no-such-option"])?, &[64], &["--no-such-option"])?;
    fails(&run(&["compile"])?, &[64], &[])?;
    fails(&run(&["-e"])?, &[64], &[])
}

fn expression() -> Outcome {
    says(&run(&["-e", "(map (lambda (x) (* x x)) '(1 2 3))"])?, &["(1 4 9)\n"])
}

fn failing_expression() -> Outcome {
    fails(&run(&["-e", "(car 5)"])?, &[70], &["car", "5"])?;
    fails(&run(&["-e", "(car"])?, &[65], &[])?;
    fails(&run(&["-e", "(no-such-name 1)"])?, &[70], &["no-such-name"])
}

fn version() -> Outcome {
    let finished = run(&["--version"])?;
    let out = String::from_utf8_lossy(&finished.out).into_owned();
    let hash = out.split(|c: char| !c.is_ascii_hexdigit()).any(|word| word.len() >= 8 && word.chars().any(|c| c.is_ascii_digit()));
    if finished.code == 0 && hash { Ok(()) } else { Err(format!("exit code {}, no hash in: {out}", finished.code)) }
}

fn help() -> Outcome {
    says(&run(&["--help"])?, &["compile", "expand", "-L", "-e", "--version"])
}

fn expand() -> Outcome {
    says(&run(&["expand", "tests/run/queens.scm"])?, &["queens-by-lists"])
}

fn disassemble() -> Outcome {
    says(&run(&["disassemble", "tests/bench/fib.scm"])?, &["fib", "fib.scm:5", "call"])
}

fn dump() -> Outcome {
    says(&run(&["--dump=close-procedures", "tests/bench/fib.scm"])?, &["fib"])
}

/// Several forms, one over two lines, errors in between: the dialogue goes on and ends with the input.
fn dialogue() -> Outcome {
    let folder = scratch("dialogue");
    let input = folder.join("input");
    let lines = "(+ 1 2)\n(define (f x)\n  (* x 10))\n(f 5)\n(car 5)\n(no-such-name)\n(f 'a)\n\"still here\"\n(define x (f 7))\nx\n(values 1 2)\n(if #f #f)\n";
    std::fs::write(&input, lines).map_err(|error| error.to_string())?;
    let finished = run_in(&folder, &[], &[], Some(&input))?;
    // The exit code tells of the errors, and the output ends with the values of the last forms.
    fails(&finished, &[70], &["car", "no-such-name"])?;
    let out = String::from_utf8_lossy(&finished.out);
    if out == "3\n50\n\"still here\"\n70\n1\n2\n" { Ok(()) } else { Err(format!("wrong output:\n{out}")) }
}

/// Ctrl-C after half a second stops a loop that calls nothing.
fn interrupt() -> Outcome {
    let (folder, path) = program("interrupt", "(import (scheme base))\n(define (forever n) (forever (if (> n 1000) 0 (+ n 1))))\n(forever 0)\n")?;
    let mut command = Command::new("timeout");
    command.args(["--preserve-status", "-k", "10", "-s", "INT", "1.5"]).arg(suo()).arg(&path);
    fails(&process::run(&mut command, &folder, None, Duration::from_secs(30))?, &[130], &[])
}

/// The reader of the output goes away: an exit code and no crash.
fn closed_pipe() -> Outcome {
    let source = "(import (scheme base) (scheme write))\n(let loop ((i 0)) (when (< i 1000000) (write i) (newline) (loop (+ i 1))))\n";
    let (folder, path) = program("closed-pipe", source)?;
    let mut command = Command::new("bash");
    command.arg("-c").arg("\"$0\" \"$1\" | head -n 1; exit ${PIPESTATUS[0]}").arg(suo()).arg(&path);
    let finished = process::run(&mut command, &folder, None, Duration::from_secs(30))?;
    let crash = finished.timed_out || matches!(finished.code, 132..=139);
    if crash { Err(format!("exit code {}: {}", finished.code, finished.err)) } else { Ok(()) }
}

fn full_heap() -> Outcome {
    let source = "(import (scheme base))\n(define (fill list) (fill (cons (make-vector 100 0) list)))\n(fill '())\n";
    let (folder, path) = program("full-heap", source)?;
    fails(&run_in(&folder, &[text(&path)], &[("SUO_HEAP_LIMIT", "96")], None)?, &[70], &["memory"])
}

fn endless_recursion() -> Outcome {
    let source = "(import (scheme base))\n(define (deeper n) (+ 1 (deeper (+ n 1))))\n(deeper 0)\n";
    let (folder, path) = program("endless-recursion", source)?;
    fails(&run_in(&folder, &[text(&path)], &[("SUO_HEAP_LIMIT", "96")], None)?, &[70], &[])
}

const HELLO: &str = "(import (scheme base))\n(write-string \"hello\")\n(newline)\n";

fn compile(name: &str, source: &str) -> Result<PathBuf, String> {
    let (folder, path) = program(name, source)?;
    let out = folder.join("out");
    says(&run_in(&folder, &["compile", text(&path), "-o", text(&out)], &[], None)?, &[])?;
    Ok(out)
}

/// At most 2 MB, and 5 ms from start to end, the best of twenty.
fn hello() -> Outcome {
    let out = compile("hello", HELLO)?;
    let bytes = std::fs::metadata(&out).map_err(|error| error.to_string())?.len();
    let mut best = Duration::MAX;
    for _ in 0..20 {
        let start = std::time::Instant::now();
        let output = Command::new(&out).output().map_err(|error| error.to_string())?;
        best = best.min(start.elapsed());
        if output.stdout != b"hello\n" || !output.status.success() {
            return Err(format!("it says {:?}", String::from_utf8_lossy(&output.stdout)));
        }
    }
    if bytes <= 2_000_000 && best <= Duration::from_millis(5) { Ok(()) } else { Err(format!("{bytes} bytes, {best:?}")) }
}

/// An executable runs in an empty environment, without its source and without suo.
fn alone() -> Outcome {
    let out = compile("alone", "(import (scheme base) (scheme write) (scheme process-context))\n(write (cdr (command-line)))\n")?;
    std::fs::remove_file(out.with_file_name("program.scm")).map_err(|error| error.to_string())?;
    let mut command = Command::new(&out);
    command.env_clear().args(["a", "b c"]);
    says(&process::run(&mut command, Path::new("/"), None, Duration::from_secs(10))?, &["(\"a\" \"b c\")"])
}

/// The same program, compiled in two folders with different environments, gives the same executable.
fn same_bytes() -> Outcome {
    let mut outputs = Vec::new();
    for (name, environment) in [("same-1", [("LC_ALL", "C"), ("TZ", "UTC")]), ("same-another-name", [("LC_ALL", "tr_TR.UTF-8"), ("TZ", "Asia/Tokyo")])] {
        let (folder, _) = program(name, HELLO)?;
        says(&run_in(&folder, &["compile", "program.scm", "-o", "out"], &environment, None)?, &[])?;
        outputs.push(std::fs::read(folder.join("out")).map_err(|error| error.to_string())?);
    }
    if outputs[0] == outputs[1] { Ok(()) } else { Err("the executables differ".to_string()) }
}
