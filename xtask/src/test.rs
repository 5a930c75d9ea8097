//! `cargo xtask test`: everything that is checked, in the order in which a failure explains most, and one line at the end.
//!
//! Generated files, dependency rules, unit tests, the bootstrap with its fixpoint, then the suite under `tests/`. Each of the first counts as one
//! test, unit tests and the suite as many as they have.

use crate::process;
use crate::project::{Result, root};
use crate::{bootstrap, codegen, other_tags, tidy};
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

/// What the command line asks for.
pub struct Options {
    /// Leave the bootstrap out: the suite runs on what is installed.
    pub no_bootstrap: bool,
    /// Also bootstrap a copy with another tag.
    pub other_tags: bool,
    /// Also make image A with these hosts and compare.
    pub hosts: Vec<String>,
    /// Go to the suite: parts of names, and options of libtest.
    pub suite: Vec<String>,
}

#[derive(Default)]
struct Counts {
    passed: u64,
    failed: u64,
}

impl Counts {
    fn chore(&mut self, name: &str, outcome: Result<()>) -> bool {
        match outcome {
            Ok(()) => {
                println!("ok      {name}");
                self.passed += 1;
                true
            }
            Err(error) => {
                println!("FAILED  {name}: {error}");
                self.failed += 1;
                false
            }
        }
    }
}

/// Runs all; fails when one thing failed. The last line is `N passed, N failed`.
pub fn run(options: &Options) -> Result<()> {
    let mut counts = Counts::default();
    if options.suite.is_empty() {
        counts.chore("generated files are fresh", codegen::run(true));
        counts.chore("tidy", tidy::run());
        counts.chore("clippy", cargo_tool("clippy", &["--quiet", "--release", "--workspace", "--", "--deny", "warnings"]));
        counts.chore("format", cargo_tool("fmt", &["--all", "--", "--check"]));
        cargo_test(&mut counts, &["-p", "xtask", "-p", "stage0"])?;
    }
    if !options.no_bootstrap {
        let ask = |host: Option<String>| bootstrap::Options { host, bless: false, force: false };
        counts.chore("bootstrap", bootstrap::run(&ask(None)));
        for host in &options.hosts {
            counts.chore(&format!("bootstrap --host {host}"), bootstrap::run(&ask(Some(host.clone()))));
        }
    }
    if options.other_tags {
        counts.chore("a fixpoint with another tag", other_tags::run());
    }
    let mut arguments = vec!["-p", "tests", "--test", "suite", "--"];
    arguments.extend(options.suite.iter().map(String::as_str));
    cargo_test(&mut counts, &arguments)?;
    println!("{} passed, {} failed", counts.passed, counts.failed);
    if counts.failed == 0 { Ok(()) } else { std::process::exit(1) }
}

/// A tool of cargo's that may fail; where it is not installed there is nothing to check.
fn cargo_tool(tool: &str, arguments: &[&str]) -> Result<()> {
    let installed = Command::new("cargo").args([tool, "--version"]).output().is_ok_and(|output| output.status.success());
    if !installed {
        return Ok(());
    }
    process::run(Command::new("cargo").current_dir(root()).arg(tool).args(arguments)).map(|_| ())
}

/// `cargo test` with these arguments; shows what it prints and counts its result lines.
fn cargo_test(counts: &mut Counts, arguments: &[&str]) -> Result<()> {
    let mut command = Command::new("cargo");
    command.current_dir(root()).args(["test", "--quiet", "--release"]).args(arguments).stdout(Stdio::piped());
    let mut child = command.spawn()?;
    let mut results = 0;
    for line in BufReader::new(child.stdout.take().ok_or("no output")?).lines() {
        let line = line?;
        println!("{line}");
        if let Some((passed, failed)) = result_line(&line) {
            counts.passed += passed;
            counts.failed += failed;
            results += 1;
        }
    }
    let status = child.wait()?;
    if !status.success() && (results == 0 || counts.failed == 0) {
        println!("FAILED  cargo test {}", arguments.join(" "));
        counts.failed += 1;
    }
    Ok(())
}

/// The counts of `test result: ok. 3 passed; 0 failed; …`.
fn result_line(line: &str) -> Option<(u64, u64)> {
    let rest = line.strip_prefix("test result: ")?.split_once(". ")?.1;
    let mut counts = rest.split("; ").filter_map(|part| part.split_once(' ')?.0.parse().ok());
    Some((counts.next()?, counts.next()?))
}

#[cfg(test)]
mod tests {
    #[test]
    fn result_lines_are_counted() {
        assert_eq!(super::result_line("test result: FAILED. 3 passed; 14 failed; 0 ignored"), Some((3, 14)));
        assert_eq!(super::result_line("running 3 tests"), None);
    }
}
