//! `cargo xtask dump PASS FILE`: what a program looks like after a pass of the compiler.

use crate::process;
use crate::project::{Result, root, target};
use std::path::Path;
use std::process::Command;

/// Runs the installed compiler with `--dump=PASS`.
pub fn run(pass: &str, file: &Path) -> Result<()> {
    let suo = target().join("suo/bin/suo");
    if !suo.exists() {
        return Err("there is no compiler yet: run `cargo xtask bootstrap`".into());
    }
    process::run(Command::new(suo).current_dir(root()).arg(format!("--dump={pass}")).arg(std::path::absolute(file)?))?;
    Ok(())
}
