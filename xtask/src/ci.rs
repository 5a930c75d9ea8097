//! `cargo xtask ci`: what `.ci/run` does after it has installed what it could: all tests, and the proof by the independent host.

use crate::project::Result;
use crate::test;
use std::process::Command;

/// Runs the tests, with every host of `bootstrap/hosts` that is installed.
pub fn run() -> Result<()> {
    let mut hosts = Vec::new();
    for host in ["guile"] {
        if Command::new(host).arg("--version").output().is_ok() {
            hosts.push(host.to_string());
        } else {
            println!("{host} is not installed: image A is not made with it");
        }
    }
    test::run(&test::Options { no_bootstrap: false, other_tags: true, hosts, suite: Vec::new() })
}
